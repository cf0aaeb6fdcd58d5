"""A reply goes by a first judgement when a better one is slow, and the better one counts whenever it comes."""

from typing import Any

from interviewer.adapters.fakes import KeywordGrader
from interviewer.adapters.grading_desk import answer_of
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import PATIENCE
from interviewer.grading.assessment import Assessment
from interviewer.report.build import build_report
from tests.dialogue.small import Talk, on_walk

NOTHING = "You walk down the slope."


def asked(talk: Talk, text: str = NOTHING) -> ev.GradeRequested:
    """The request for a judgement of what the candidate says now."""
    events = talk.interview.receive(inp.CandidateTurn(at=talk.at, text=text))
    talk.events += events
    return next(e for e in events if isinstance(e, ev.GradeRequested))


def judgement(talk: Talk, request: ev.GradeRequested, **changes: Any) -> inp.Graded:
    """A judgement that covers "step", whatever was said."""
    answer = answer_of(talk.interview.session, request)
    found = KeywordGrader("better").grade(answer)
    first, *rest = found.key_points
    covered = first.model_copy(update={"verdict": "covered", "credit": 1.0, "quote": "You walk", "turn": 0})
    whole = found.model_copy(update={"key_points": (covered, *rest), "score": 0.25})
    return inp.Graded.model_validate({"at": talk.at, "request": request.request, "assessment": whole, **changes})


def first(talk: Talk, request: ev.GradeRequested) -> inp.Graded:
    """The quick judgement, which finds nothing."""
    found = KeywordGrader("first").grade(answer_of(talk.interview.session, request))
    return inp.Graded(at=talk.at, request=request.request, assessment=found, provisional=True)


def open_judgement(talk: Talk) -> Assessment | None:
    return talk.interview.state.open.assessment if talk.interview.state.open else None


def noted(talk: Talk) -> list[str]:
    return [e.part for e in talk.events if isinstance(e, ev.Noted)]


def test_a_better_judgement_in_time_is_the_one_the_reply_goes_by() -> None:
    talk = on_walk()
    request = asked(talk)
    assert talk.send(first(talk, request)) == []
    assert talk.send(judgement(talk, request)) == ["follow-up"]
    found = open_judgement(talk)
    assert found is not None
    assert found.graded_by == "better"
    assert noted(talk) == []


def test_a_reply_waits_only_a_moment_once_a_first_judgement_is_there() -> None:
    talk = on_walk()
    request = asked(talk)
    due = talk.interview.deadline
    talk.send(first(talk, request))
    assert due is not None
    assert talk.interview.deadline == request.at + talk.interview.session.settings.better_grade_wait_s < due
    assert talk.wait() == ["follow-up"]
    assert noted(talk) == [PATIENCE]


def test_a_judgement_that_comes_after_the_reply_still_counts() -> None:
    talk = on_walk()
    request = asked(talk)
    talk.send(first(talk, request))
    talk.wait()
    assert talk.send(judgement(talk, request)) == []
    found = open_judgement(talk)
    assert found is not None
    assert found.graded_by == "better"
    assert talk.interview.receive(judgement(talk, request)) == ()


def test_a_judgement_of_a_question_that_was_left_counts_in_the_report() -> None:
    talk = on_walk()
    request = asked(talk)
    talk.send(first(talk, request))
    talk.wait()
    talk.say("Can we skip this one?")
    assert talk.stage != "walk/main"
    talk.send(judgement(talk, request))
    assert open_judgement(talk) is None
    report = build_report(talk.interview.session, tuple(talk.events), "2026-01-01T00:00:00+00:00")
    (point, *_) = report.questions[0].stages[0].key_points
    assert (point.verdict, report.facts.graders) == ("covered", ("better",))


def test_a_judgement_of_less_than_was_said_since_does_not_replace_a_newer_one() -> None:
    talk = on_walk()
    request = asked(talk)
    talk.send(first(talk, request))
    later = asked(talk, "And I stop at some point.")
    talk.send(first(talk, later))
    before = open_judgement(talk)
    assert talk.send(judgement(talk, request)) == []
    assert open_judgement(talk) == before
    assert talk.send(judgement(talk, later)) == ["follow-up"]


def test_only_the_first_of_two_quick_judgements_is_taken() -> None:
    talk = on_walk()
    request = asked(talk)
    assert talk.interview.receive(first(talk, request)) != ()
    assert talk.interview.receive(first(talk, request)) == ()
    talk.wait()
    assert talk.interview.receive(first(talk, request)) == ()


def test_a_failure_elsewhere_leaves_the_wait_as_it_is() -> None:
    talk = on_walk()
    request = asked(talk)
    talk.send(first(talk, request))
    talk.send(inp.AdapterFailed(at=talk.at, part="voice", reason="no device"))
    assert talk.interview.state.late == ()
    assert talk.send(judgement(talk, request)) == ["follow-up"]
