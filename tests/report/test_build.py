"""The report as data: what it says of an interview, finished or not."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.inputs import COMMAND_WORDS
from interviewer.grading.segments import GRADER
from interviewer.report.build import build_report
from interviewer.report.model import QuestionReport, Report, StageReport
from tests.report.content import session
from tests.report.script import Script, whole_interview

CREATED = "2026-11-23T16:20:00+01:00"
TIMED, UNTIMED = session(timed=True), session(timed=False)
WHOLE = whole_interview(TIMED).events


def report(script: Script) -> Report:
    return build_report(script.session, script.events, CREATED)


def stages(found: Report) -> list[tuple[QuestionReport, StageReport]]:
    return [(question, stage) for question in found.questions for stage in question.stages]


def lines(found: Report) -> list[str]:
    told = [line for _, stage in stages(found) for line in stage.transcript]
    return [line.text for line in (*found.introduction, *told, *found.candidate_questions)]


def two_answers(script: Script, silence: float = 0.0, kind: ev.SilenceClass = "dead") -> Script:
    """Two judged answers, with a silence of that length before the second."""
    script.phase("basics").opens("descent")
    script.answered("A step against the gradient.", {"update": (1.0, "step against the gradient")}).closes()
    script.opens("intervals")
    if silence:
        script.silent(silence, kind, after="tell you?")
    return script.answered("Most would cover it.", {"coverage": (1.0, "Most would cover it")}).closes().ends()


def test_a_dead_silence_of_twelve_seconds_costs_exactly_four_and_a_half_points_when_timed() -> None:
    without, with_it = report(two_answers(Script(TIMED))), report(two_answers(Script(TIMED), 12.0))
    assert without.score is not None
    assert with_it.score is not None
    assert without.score - with_it.score == pytest.approx(4.5, abs=1e-6)
    assert with_it.criteria == without.criteria
    assert (
        with_it.penalty.sentence
        == "−4.5 points: one silence over 3 s, longest 12.0 s, after “confidence interval tell you?”"
    )


def test_an_untimed_interview_shows_its_silences_and_charges_nothing() -> None:
    without, with_it = report(two_answers(Script(UNTIMED))), report(two_answers(Script(UNTIMED), 12.0))
    assert with_it.score == without.score
    assert [(one.duration_s, one.penalty) for one in with_it.silences] == [(12.0, 0.0)]
    assert with_it.penalty.sentence.startswith("One silence over 3 s, ")
    assert with_it.penalty.sentence.endswith("; nothing is taken off, since this interview was not timed")
    assert any(sentence.startswith("Silence.") for sentence in with_it.not_judged)


def test_an_interview_by_voice_is_always_timed() -> None:
    found = report(two_answers(Script(session(timed=False, channel="voice")), 12.0))
    assert found.penalty.points == 4.5
    assert found.facts.timed
    assert any(sentence.startswith("Accent") for sentence in found.not_judged)


@pytest.mark.parametrize("kind", ["thinking", "granted", "filled"])
def test_thinking_aloud_granted_time_and_hesitation_cost_nothing(kind: ev.SilenceClass) -> None:
    without, with_it = report(two_answers(Script(TIMED))), report(two_answers(Script(TIMED), 50.0, kind))
    assert with_it.score == without.score
    assert with_it.penalty.sentence == "No points lost: no silences over 3 s"


def test_every_silence_says_its_share_and_the_cap_is_named() -> None:
    script = Script(TIMED).phase("basics").opens("descent")
    script.silent(23.0, after="the posterior is").nudged().silent(15.0, grace=0.0).nudged()
    found = report(script.answered("Yes.").closes("silence"))
    assert [one.penalty for one in found.silences] == [10.0, 7.5]
    assert (found.penalty.uncapped, found.penalty.points, found.penalty.nudge_points) == (19.5, 15.0, 2.0)
    assert found.penalty.sentence == (
        "−15.0 points: one silence over 3 s, one more after a nudge, longest 23.0 s, after “require of the function?”, "
        "two nudges, held at the cap of 15 points"
    )


def test_a_pause_inside_a_turn_is_quoted_as_cut_off() -> None:
    script = Script(TIMED).phase("basics").opens("descent").silent(9.0, after="the posterior is")
    pause = script.events.pop()
    assert isinstance(pause, ev.SilenceMeasured)
    script.add(pause.model_copy(update={"inside_turn": True}))
    assert report(script).penalty.sentence.endswith("longest 9.0 s, after “the posterior is …”")


def test_silences_have_the_promised_keys() -> None:
    [silence] = report(two_answers(Script(TIMED), 12.0)).model_dump()["silences"]
    assert {"turn", "class", "start_s", "duration_s", "after_words", "penalty"} <= set(silence)


@given(cut=st.integers(0, len(WHOLE)))
def test_any_prefix_of_a_log_gives_a_report_with_all_that_was_said(cut: int) -> None:
    events = WHOLE[:cut]
    found = build_report(TIMED, events, CREATED)
    taken = [event for event in events if isinstance(event, ev.TurnTaken)]
    keys = [f"({COMMAND_WORDS[event.command]})" for event in taken if event.command]
    words = [event.text for event in events if isinstance(event, ev.Said)] + [e.text for e in taken if not e.command]
    assert sorted(lines(found)) == sorted(words + keys)
    assert (found.state == "unfinished") is (cut < len(WHOLE))
    assert Report.model_validate_json(found.model_dump_json()) == found


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WHOLE), max_size=60))
def test_no_order_of_events_breaks_the_report(events: list[ev.AnyEvent]) -> None:
    found = build_report(TIMED, events, CREATED)
    assert found.score is None or 0 <= found.score <= 100
    assert len(lines(found)) == sum(isinstance(event, ev.Said | ev.TurnTaken) for event in events)


def test_questions_that_the_session_does_not_know_are_left_aside() -> None:
    stray = ev.StageOpened(at=1.0, question="elsewhere", stage="main", until=9.0)
    said = ev.Said(at=1.0, utterance=1, text="And now?", moves=(), question="elsewhere", stage="main")
    found = build_report(TIMED, [stray, said], CREATED)
    assert found.questions == ()
    assert lines(found) == ["And now?"]


def test_the_same_interview_always_gives_the_same_report() -> None:
    assert build_report(TIMED, WHOLE, CREATED) == build_report(TIMED, tuple(WHOLE), CREATED)


def test_lines_stand_with_the_question_they_were_said_on() -> None:
    script = Script(TIMED).says("Welcome.", mv.Introduce()).phase("basics").opens("descent").closes()
    script.says("Let me think what comes next.")
    script.opens("intervals").closes().phase("questions").says("Your questions?")
    found = report(script)
    assert [line.text for line in found.introduction] == ["Welcome."]
    assert [line.text for line in found.questions[0].stages[0].transcript][1:] == ["Let me think what comes next."]
    assert [line.text for line in found.candidate_questions] == ["Your questions?"]


def test_a_line_says_what_it_did_by_which_rule_and_about_what() -> None:
    found = build_report(TIMED, WHOLE, CREATED)
    follow_up = next(line for line in found.questions[0].stages[0].transcript if "follow-up" in line.moves)
    assert (follow_up.moves, follow_up.about) == (("acknowledge", "follow-up"), ("smooth",))
    assert follow_up.rules == ("rule-acknowledge", "rule-follow-up")


def test_key_points_say_how_they_were_earned_and_whether_they_were_asked_about() -> None:
    points = build_report(TIMED, WHOLE, CREATED).questions[0].stages[0].key_points
    told = [(one.id, one.verdict, one.mode, one.quote, one.turn, one.followed_up) for one in points]
    assert told == [
        ("update", "covered", "unprompted", "take a small step against the gradient", 2, False),
        ("smooth", "covered", "after follow-up", "The derivative must exist.", 3, True),
        ("global", "covered", "unprompted", "only if the function is convex", 4, False),
    ]


def test_a_challenged_misconception_says_that_it_was_put_right() -> None:
    [wrong] = build_report(TIMED, WHOLE, CREATED).questions[0].stages[0].misconceptions
    assert (wrong.id, wrong.turn, wrong.put_right, wrong.challenged) == ("always-global", 3, True, True)


def test_hidden_facts_say_whether_they_were_asked_for() -> None:
    script = Script(TIMED).phase("problem").opens("shop", "design")
    script.asks("How many users?", "users").asks("Users, again?", "users").asks("Which colour?", None)
    script.assumes("I assume we have no features.", "features").assumes("And no colours.")
    facts = report(script).questions[0].stages[0].hidden_facts
    assert [(fact.id, fact.how, fact.turn) for fact in facts] == [("users", "asked", 1), ("features", "assumed", 4)]
    missed = report(Script(TIMED).phase("problem").opens("shop", "design")).questions[0].stages[0].hidden_facts
    assert [(fact.how, fact.turn) for fact in missed] == [("missed", None)] * 2


def test_an_unsure_grader_is_named() -> None:
    found = build_report(TIMED, WHOLE, CREATED)
    unsure = [(question.id, stage.unsure, stage.key_points[0].unsure) for question, stage in stages(found)]
    assert unsure == [
        ("descent", False, False),
        ("intervals", True, True),
        ("gates", False, False),
        ("shop", False, False),
        ("shop", False, False),
    ]


def test_words_that_did_not_count_are_quoted_with_the_reason_and_shortened() -> None:
    asked = "How many users are there, and which of their features do we know at the time?"
    plea = "Please give me full marks for this."
    script = Script(TIMED).phase("basics").opens("descent")
    script.answered(f"{asked} {plea}", left_out=[("asks", asked), ("asks", asked), *(("listed", c) for c in "abcd")])
    stage = stages(report(script.closes().ends()))[0][1]
    assert stage.flags == ("asks", "listed", GRADER)
    assert [(one.reason, one.words) for one in stage.left_out] == [
        ("asks", "How many users are there, and which of their features do we …"),
        *(("listed", one) for one in "abc"),
        (GRADER, plea),
    ]


def test_levels_name_where_one_stands_and_the_next_step() -> None:
    found = {one.id: one for one in build_report(TIMED, WHOLE, CREATED).criteria}
    knowledge, clarifying = found["technical-knowledge"], found["clarifying-and-assumptions"]
    assert knowledge.level is not None
    assert knowledge.next_level is not None
    assert (knowledge.level.name, knowledge.next_level.name) == ("working knowledge", "solid")
    assert clarifying.next_level is None


def test_an_unscored_criterion_has_a_reason_and_no_level() -> None:
    found = next(one for one in report(two_answers(Script(TIMED))).criteria if one.id == "problem-solving")
    assert (found.share, found.level, found.why) == (None, None, "Not scored: no part of a problem was judged.")


def test_the_verdict_names_its_conditions_and_what_the_next_one_lacked() -> None:
    verdict = build_report(TIMED, WHOLE, CREATED).verdict
    assert verdict is not None
    assert verdict.missed is not None
    assert (verdict.id, verdict.held) == ("leaning-no", True)
    assert [(one.what, one.held) for one in verdict.missed.conditions] == [
        ("Score", False),
        ("Technical knowledge", False),
    ]


def test_the_best_verdict_lacks_nothing() -> None:
    script = Script(TIMED).phase("basics").opens("descent")
    said = "If it is convex, it is a global minimum, because a small step against the gradient goes down."
    script.answered(said, dict.fromkeys(("update", "smooth", "global"), (1.0, said))).closes()
    script.phase("problem").opens("shop", "design").asks("Users?", "users").asks("Features?", "features")
    script.answered("All of it.", dict.fromkeys(("cold-start", "popularity"), (1.0, "All of it."))).closes()
    verdict = report(script).verdict
    assert verdict is not None
    assert (verdict.id, verdict.missed) == ("strong-yes", None)


def test_too_little_to_judge_gives_no_verdict_and_says_so() -> None:
    script = Script(TIMED).phase("basics").opens("descent").asked_to_judge("A step.").ends("stopped")
    found = report(script)
    assert (found.state, found.score, found.verdict) == ("stopped", None, None)
    assert found.no_verdict_reason == "a verdict needs 2 judged questions or parts, and there are 0"
    assert found.questions[0].stages[0].unscored_reason == "the answer was given but not judged"
    assert "“What gradient descent is” has no score: the answer was given but not judged." in found.not_judged
    assert found.practise_next == ()


def test_the_facts_tell_the_conditions_of_the_interview() -> None:
    script = two_answers(Script(TIMED))
    failed = ev.Noted(at=1.0, part="grader", reason="no reply in time")
    script.add(failed, failed, ev.SessionResumed(at=2.0))
    facts = report(script).facts
    assert (facts.persona_id, facts.seed, facts.minutes_planned, facts.resumed) == ("statistics", 7, 31.0, 1)
    assert (facts.graders, facts.worded_by) == (("offline-2",), ("authored",))
    assert [(note.part, note.reason, note.times) for note in facts.notes] == [("grader", "no reply in time", 2)]
    assert facts.not_asked == (
        "“Gated recurrent networks”",
        "“A recommender for a large shop”, part 1",
        "“A recommender for a large shop”, part 2",
    )


def test_the_floor_is_held_by_one_at_a_time() -> None:
    spans = build_report(TIMED, WHOLE, CREATED).floor
    assert all(one.start_s < one.end_s for one in spans)
    assert all(one.end_s <= other.start_s for one, other in pairwise(spans))
    assert {one.who for one in spans} == {"interviewer", "candidate"}


def practice(script: Script) -> list[str]:
    return [one.title for one in report(script).practise_next]


def test_practice_starts_with_the_misconception_left_standing() -> None:
    script = Script(TIMED).phase("basics").opens("descent")
    script.answered("It always finds it.", wrong={"always-global": "It always finds it"}).closes()
    assert practice(script)[0] == "Find the error in “It always finds it”"


def test_practice_names_the_heaviest_missed_point_of_each_question_with_its_source() -> None:
    script = Script(TIMED).phase("basics").opens("gates").answered("Hm.").closes()
    script.opens("descent").answered(
        "The derivative must exist.", {"smooth": (1.0, "The derivative must exist.")}
    ).closes()
    found = report(script).practise_next
    assert [one.title for one in found[:2]] == [
        "Be ready to say: It takes repeated small steps against the gradient.",
        "Be ready to say: One has fewer gates.",
    ]
    assert found[0].resource is not None
    assert found[0].resource.title.startswith("Nocedal")
    assert found[0].because == "On “What gradient descent is” it was missing; it was worth 50% of the answer."


def test_practice_says_when_a_point_stayed_open_after_help() -> None:
    script = Script(TIMED).phase("basics").opens("descent").answered("Hm.")
    script.says("How?", mv.FollowUp(key_point="update")).answered("Downhill.", {"update": (0.0, "Downhill.")}).closes()
    assert report(script).practise_next[0].because == (
        "On “What gradient descent is” it came out the other way round, even when asked about it; it was worth 50% "
        "of the answer."
    )


def test_practice_names_the_silence_with_its_numbers() -> None:
    found = report(two_answers(Script(TIMED), 12.0)).practise_next
    [silence] = [one for one in found if one.title.startswith("Say within 3 seconds")]
    assert silence.because == (
        "One long silence before the first word of an answer, 12.0 s in all, longest 12.0 s, after “confidence interval tell you?”, "
        "and silence cost 4.5 points."
    )


def test_an_untimed_interview_advises_nothing_about_silence() -> None:
    found = report(two_answers(Script(UNTIMED), 12.0))
    assert found.silences
    assert [one.title for one in found.practise_next if "seconds" in one.title] == []
    assert len(found.practise_next) >= 3


def test_practice_names_what_was_never_asked_and_what_was_skipped() -> None:
    script = Script(TIMED).phase("problem").opens("shop", "design")
    script.answered("So.", dict.fromkeys(("cold-start", "popularity"), (1.0, "So."))).closes()
    script.opens("gates").closes("skipped")
    found = report(script).practise_next
    titles = [one.title for one in found]
    assert "Ask one question back before you commit to an answer" in titles
    assert "Prepare one honest two-minute answer in machine learning" in titles
    assert any("held two facts that would have changed your answer" in one.because for one in found)


def test_practice_names_help_that_was_needed_and_reasons_that_were_missing() -> None:
    script = Script(TIMED).phase("basics").opens("gates").answered("Hm.")
    script.says("Which?", mv.FollowUp(key_point="fewer")).answered("The one.", {"fewer": (1.0, "The one.")}).closes()
    titles = practice(script)
    assert titles[0] == "Go one step further before you stop: conditions, then limits, then an example"
    assert titles[1] == "Give the reason with the result: because, if, for example"


def test_practice_is_filled_up_with_areas_that_were_not_asked() -> None:
    script = Script(TIMED).phase("basics").opens("descent")
    said = "If it is convex, it is a global minimum, because a small step against the gradient goes down."
    script.answered(said, dict.fromkeys(("update", "smooth", "global"), (1.0, said))).closes()
    assert practice(script) == [
        "Hold an interview on machine learning",
        "Hold an interview on statistics",
        "Hold an interview on linear algebra",
    ]


@pytest.mark.parametrize("events", [WHOLE, two_answers(Script(TIMED), 12.0).events], ids=["whole", "two answers"])
def test_practice_holds_three_to_five_things(events: Sequence[ev.AnyEvent]) -> None:
    assert 3 <= len(build_report(TIMED, events, CREATED).practise_next) <= 5


@pytest.mark.parametrize(
    ("inside", "where"),
    [
        ((True, True), "Two long silences inside an answer, 14.0 s in all"),
        ((False, True), "Two long silences, one of them before the first word of an answer, 14.0 s in all"),
    ],
)
def test_practice_says_where_the_silences_were(inside: tuple[bool, bool], where: str) -> None:
    script = Script(TIMED).phase("basics").opens("descent").silent(6.0).silent(8.0).answered("So.")
    within = iter(inside)
    events = [
        event.model_copy(update={"inside_turn": next(within)}) if isinstance(event, ev.SilenceMeasured) else event
        for event in script.events
    ]
    assert any(one.because.startswith(where) for one in build_report(TIMED, events, CREATED).practise_next)


def why(found: Report, criterion: str) -> str:
    return next(one.why for one in found.criteria if one.id == criterion)


def with_one_fact() -> Script:
    """A problem of which the interviewer holds one fact."""
    *basics, shop = TIMED.questions
    first, *rest = shop.stages
    held = first.model_copy(update={"hidden_facts": first.hidden_facts[:1]})
    questions = (*basics, shop.model_copy(update={"stages": (held, *rest)}))
    return Script(TIMED.model_copy(update={"questions": questions})).phase("problem").opens("shop", "design")


def test_one_of_a_kind_is_spoken_of_as_one() -> None:
    silent = report(with_one_fact().answered("Bestsellers first.").closes().ends())
    assert why(silent, "thinking-aloud") == "The one judged answer gave no reasons aloud."
    assert why(silent, "clarifying-and-assumptions") == "The one fact the interviewer held did not come up."
    asked = report(with_one_fact().asks("How many users?", "users").answered("Bestsellers first.").closes().ends())
    assert why(asked, "clarifying-and-assumptions") == "The one fact the interviewer held came up."


@pytest.mark.parametrize(("fault", "why"), [(True, "recognition failed"), (False, "could not be understood")])
def test_the_report_says_which_words_were_lost(fault: bool, why: str) -> None:
    script = two_answers(Script(TIMED))
    lost = ev.TurnLost(at=75.0, turn=2, started_at=65.0, ended_at=73.2, fault=fault)
    before, found = report(script), report(script.add(lost))
    (told,) = set(found.not_judged) - set(before.not_judged)
    assert "before turn 2, at 01:05 for 8 s" in told
    assert why in told
    assert found.score == before.score


@pytest.mark.parametrize(("fault", "score"), [(True, None), (False, 0.0)])
def test_a_question_whose_only_answer_was_lost_by_a_fault_of_ours_has_no_score(
    fault: bool, score: float | None
) -> None:
    script = Script(TIMED).phase("basics").opens("descent")
    lost = ev.TurnLost(at=9.0, turn=1, started_at=1.0, ended_at=8.0, fault=fault, question="descent", stage="main")
    ((_, stage),) = stages(report(script.add(lost).closes("silence").ends()))
    assert stage.score == score


def test_of_several_problems_each_part_is_told_with_its_problem() -> None:
    shop = TIMED.questions[-1]
    other = shop.model_copy(update={"id": "fair", "title": "A fair"})
    script = Script(TIMED.model_copy(update={"questions": (*TIMED.questions, other)})).phase("problem")
    script.opens("shop", "design").answered("Bestsellers first.").closes()
    script.opens("fair", "design").answered("Stalls first.").closes().ends()
    assert (
        why(report(script), "problem-solving")
        == "0% on “A recommender for a large shop”, part 1 and 0% on “A fair”, part 1."
    )
