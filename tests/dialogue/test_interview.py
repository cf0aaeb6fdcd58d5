"""The core as a whole: what it ignores, what it takes from a model, and how it replays and resumes."""

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.evolve import evolve
from interviewer.dialogue.hearing import context_of, hear, readable
from interviewer.dialogue.intake import MAX_GRADED_CHARS
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.replay import decide_again, first_difference
from interviewer.dialogue.state import State, last_words
from tests.dialogue.small import Talk, on_walk, small_session


def test_nothing_happens_before_the_interview_begins() -> None:
    interview = Interview(small_session())
    assert interview.receive(inp.CandidateTurn(at=1, text="Hello.")) == ()
    assert interview.deadline is None


def test_nothing_happens_after_the_goodbye() -> None:
    talk = on_walk()
    talk.say("I want to stop here.")
    assert talk.interview.receive(inp.CandidateTurn(at=talk.at, text="Wait!")) == ()
    assert talk.interview.deadline is None


def test_a_command_is_a_turn_of_one_act() -> None:
    talk = on_walk()
    assert talk.send(inp.Command(at=talk.at, name="hint")) == ["hint"]
    turn = talk.interview.state.last_turn
    assert turn is not None
    assert (turn.command, [a.act for a in turn.acts]) == ("hint", ["hint"])


def test_only_what_was_answered_is_judged_oldest_first_and_so_much_of_it() -> None:
    talk = on_walk()
    talk.say("How high is the mountain? You walk down the slope.")
    talk.say("Small steps on the slope. " * 2000)
    request = [e for e in talk.events if isinstance(e, ev.GradeRequested)][-1]
    assert request.turns[0] == "You walk down the slope."
    assert sum(map(len, request.turns)) == MAX_GRADED_CHARS
    assert request.turn_numbers == (3, 4)


def test_a_judgement_that_nobody_waits_for_is_dropped() -> None:
    talk = on_walk()
    talk.say("You walk.")
    assessed = [e for e in talk.events if isinstance(e, ev.Assessed)][-1]
    late = inp.Graded(at=talk.at, request=assessed.request, assessment=assessed.assessment)
    assert talk.interview.receive(late) == ()


def test_a_judgement_of_a_stage_that_was_left_changes_nothing() -> None:
    talk = on_walk()
    talk.say("You walk.")
    assessed = [e for e in talk.events if isinstance(e, ev.Assessed)][-1]
    talk.say("Can we skip this one?")
    assert evolve(talk.interview.state, assessed).open == talk.interview.state.open


def test_a_failure_outside_is_noted_and_the_interview_goes_on() -> None:
    talk = on_walk()
    assert talk.send(inp.AdapterFailed(at=talk.at, part="voice", reason="no device")) == []
    assert [e.part for e in talk.events if isinstance(e, ev.Noted)] == ["voice"]


def test_a_judge_that_fails_is_not_waited_for() -> None:
    talk = on_walk()
    events = talk.interview.receive(inp.CandidateTurn(at=talk.at, text="You walk down the slope."))
    request = next(e.request for e in events if isinstance(e, ev.GradeRequested))
    assert talk.send(inp.AdapterFailed(at=talk.at, part="grader", reason="broken", request=request)) == ["follow-up"]


def test_a_models_reading_counts_only_in_the_candidates_words() -> None:
    for text, expected in (("You walk.", ["accept-skip", "open-stage"]), ("Something else.", ["follow-up"])):
        talk = on_walk(understands_by_model=True)
        talk.interview.receive(inp.CandidateTurn(at=talk.at, text="You walk."))
        asked = next(p for p in talk.interview.state.pending if p.kind == "understanding")
        grade = next(p for p in talk.interview.state.pending if p.kind == "grade")
        assert grade.grade is not None
        talk.send(talk.reply_to(grade.grade) or inp.Tick(at=talk.at))
        spans = (inp.ActSpan(act="skip", text=text),)
        seen = talk.send(inp.Understood(at=talk.at, request=asked.request, acts=spans, claim="not said"))
        assert seen == expected
        assert talk.interview.receive(inp.Understood(at=talk.at, request=asked.request, acts=spans)) == ()


def test_a_models_reading_of_an_older_turn_changes_nothing() -> None:
    talk = on_walk()
    old = ev.TurnUnderstood(at=talk.at, request=99, turn=1, acts=(inp.ActSpan(act="skip", text="x"),))
    assert evolve(talk.interview.state, old).last_turn == talk.interview.state.last_turn
    assert evolve(State(), old).last_turn is None


def test_a_model_may_word_a_line_at_once_or_bit_by_bit() -> None:
    interview = Interview(small_session(words_by_model=True))
    request = interview.receive(inp.Begin(at=0))[-1]
    assert isinstance(request, ev.WordingRequested)
    begun = interview.receive(inp.Worded(at=1, request=request.request, text="Hi.", more=True))
    assert [e.kind for e in begun] == ["line-begun"]
    said = interview.receive(inp.Worded(at=2, request=request.request, text="Hi. Who are you?"))
    assert [e.text for e in said if isinstance(e, ev.Said)] == ["Hi. Who are you?"]
    assert interview.receive(inp.Worded(at=3, request=request.request, text="Late.")) == ()


def test_a_model_that_says_nothing_in_time_leaves_the_line_as_authored() -> None:
    interview = Interview(small_session(words_by_model=True))
    interview.receive(inp.Begin(at=0))
    said = interview.receive(inp.Tick(at=interview.deadline or 0))
    assert [e.text.startswith("I'm Pat.") for e in said if isinstance(e, ev.Said)] == [True]


def test_a_turn_that_came_to_nothing_gives_the_floor_back() -> None:
    talk = on_walk()
    talk.send(inp.SpeechStarted(at=talk.at))
    assert [e.kind for e in talk.interview.receive(inp.CandidateTurn(at=talk.at, text="\x00"))] == ["speech-ended"]


def test_an_interview_that_stopped_while_it_owed_a_reply_gives_it_when_resumed() -> None:
    talk = on_walk()
    talk.interview.receive(inp.SpeechStarted(at=talk.at))
    talk.interview.receive(inp.CandidateTurn(at=talk.at, text="You walk down the slope."))
    talk.interview.receive(inp.SpeechStarted(at=talk.at))
    talk.interview.receive(inp.Tick(at=talk.interview.deadline or 0))
    assert talk.interview.state.owes_reply
    assert talk.send(inp.Resumed(at=talk.at)) == ["follow-up"]


def test_a_resumed_interview_still_waits_for_the_words_of_its_first_line() -> None:
    interview = Interview(small_session(words_by_model=True))
    interview.receive(inp.Begin(at=0))
    due = interview.deadline
    assert [e.kind for e in interview.receive(inp.Resumed(at=1))] == ["session-resumed"]
    assert interview.deadline == due


def test_a_replay_leads_to_the_same_decisions_and_finds_a_changed_one() -> None:
    session = small_session()
    inputs: list[inp.Input] = [inp.Begin(at=0), inp.CandidateTurn(at=30, text="I wrote my thesis on sparse models.")]
    decisions = list(zip(inputs, decide_again(session, inputs), strict=True))
    assert first_difference(session, decisions) is None
    changed = [decisions[0], (inputs[1], decisions[1][1][:-1])]
    assert first_difference(session, changed) == 1


def test_a_question_that_was_not_planned_is_not_known() -> None:
    with pytest.raises(KeyError):
        small_session().question("no-such-question")


def test_control_characters_are_not_heard() -> None:
    assert readable(" a\x00b\x07\ud800 c\n\td ") == "ab c\n\td"


def test_a_turn_that_had_its_reply_is_not_heard_again() -> None:
    talk = on_walk()
    assert hear(talk.interview.session, talk.interview.state) == ()
    assert context_of(talk.interview.session, State()).field_words == frozenset()


def test_a_judgement_is_asked_for_even_when_no_question_is_open() -> None:
    talk = Talk()
    state = talk.interview.state
    request = ev.GradeRequested(
        at=1, request=1, question="walk", stage="main", turns=(), turn_numbers=(), heard=(), due=2
    )
    assert evolve(state, request).open is None


def test_the_last_words_are_a_few() -> None:
    assert last_words("so the posterior is proportional to") == "posterior is proportional to"
    assert last_words("") == ""
