"""Pauses of the whole interview: asked for in words, over with the next word, and never held against the candidate."""

import pytest

from interviewer.content.library import Library
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.acts import TurnContext, understand
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.silence import on_hold
from tests.dialogue.small import Talk, on_walk

ANSWER = "You take a step."


def acts(text: str, **context: object) -> list[str]:
    return [span.act for span in understand(text, TurnContext(**context))]  # type: ignore[arg-type]


@pytest.mark.parametrize("phase", ["introduction", "basics", "problem", "questions"])
@pytest.mark.parametrize(
    "text",
    [
        "Can we pause for a moment?",
        "Could we take a short break, please?",
        "Please pause the interview.",
        "Sorry, can we stop for a minute, my phone is ringing.",
        "I'd like to take a five-minute break.",
        "Hold on, can we pause here? Somebody is at the door.",
        "Would it be okay if we paused for two minutes?",
        "can we take five",
        "Let's take a break.",
        "I need to step away for a second.",
        "I'll be right back.",
    ],
)
def test_a_pause_can_be_asked_for_in_plain_words(text: str, phase: str) -> None:
    assert acts(text, phase=phase) == ["pause"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("May I have a minute to think?", "time"),
        ("Can I pause for a moment to think?", "time"),
        ("Let me pause and think.", "time"),
        ("Give me a moment.", "time"),
        ("Can we stop here?", "stop"),
        ("I would pause training when the validation loss rises.", "answer"),
        ("Let's pause training when the loss goes up for five epochs.", "answer"),
        ("Take a short break in the schedule, then warm restart.", "answer"),
        ("The pause between two requests is exponential.", "answer"),
    ],
)
def test_time_to_think_and_answers_about_pauses_are_told_from_a_pause(text: str, act: str) -> None:
    assert acts(text) == [act]


def test_no_worked_answer_of_the_bank_pauses_the_interview(library: Library) -> None:
    answers = [example.answer for question in library.questions for example in question.examples]
    paused = [text for text in answers for phase in ("introduction", "basics") if "pause" in acts(text, phase=phase)]
    assert len(answers) > 100
    assert paused == []


def paused_talk() -> Talk:
    talk = on_walk()
    assert talk.say("Can we pause for a moment?") == ["pause"]
    return talk


def test_while_the_interview_pauses_nobody_is_nudged_and_no_silence_is_measured() -> None:
    talk = paused_talk()
    assert on_hold(talk.interview.state)
    assert talk.interview.deadline is None
    assert talk.send(inp.Tick(at=talk.at + 600)) == []
    talk.say(ANSWER)
    assert [event for event in talk.events if isinstance(event, ev.SilenceMeasured)] == []


@pytest.mark.parametrize(
    "sound",
    [
        inp.SpeechDropped(at=90),
        inp.WentQuiet(at=90, since=80),
        inp.WordsLost(at=90, started_at=61, ended_at=80, fault=False, ask=True),
    ],
)
def test_a_noise_in_a_pause_does_not_end_it(sound: inp.Input) -> None:
    talk = paused_talk()
    talk.send(inp.SpeechStarted(at=60))
    assert not on_hold(talk.interview.state)
    assert talk.send(sound) == []
    assert on_hold(talk.interview.state)


@pytest.mark.parametrize(
    "text", ["I'm back.", "Okay, let's go on.", "Sorry about that. We can continue.", "Yes.", "Hello again."]
)
def test_who_is_back_gets_the_question_that_stands(text: str) -> None:
    talk = on_walk()
    asked = talk.heard
    talk.say("Can we pause for a moment?")
    assert talk.say(text) == ["pick-up"]
    said = [event for event in talk.events if isinstance(event, ev.Said)][-1]
    assert asked.endswith(said.text.removeprefix("after-pause "))
    assert talk.interview.deadline is not None


@pytest.mark.parametrize(
    ("text", "act"), [("Okay, I am Merck.", "resume"), ("A step.", "answer"), ("You walk.", "resume")]
)
def test_a_few_words_that_end_a_pause_are_an_answer_only_in_words_of_the_field(text: str, act: str) -> None:
    assert acts(text, paused=True, field_words=frozenset({"step"})) == [act]


def test_the_same_words_outside_a_pause_mean_what_they_always_did() -> None:
    assert acts("Let's go on.") == ["skip"]
    assert acts("I'm back.") == ["answer"]


def test_an_answer_after_a_pause_is_an_answer() -> None:
    talk = paused_talk()
    plain = on_walk()
    assert talk.say(f"I'm back. {ANSWER}") == plain.say(ANSWER)


def test_an_answer_before_a_pause_gets_its_reply_after_it() -> None:
    talk = on_walk()
    assert talk.say(f"{ANSWER} Can we take a short break, please?") == ["pause"]
    assert talk.interview.state.open is not None
    assert talk.interview.state.open.answers
    assert talk.say("I'm back.") == ["follow-up"]


def test_a_silence_inside_an_answer_after_a_pause_counts_again() -> None:
    talk = paused_talk()
    talk.send(inp.SpeechStarted(at=60))
    talk.send(inp.WentQuiet(at=64, since=62, after_words="the step is"))
    talk.send(inp.SpeechStarted(at=70))
    (silence,) = [event for event in talk.events if isinstance(event, ev.SilenceMeasured)]
    assert (silence.start_s, silence.duration_s) == (62, 8)


@pytest.mark.parametrize(("command", "move"), [("pause", "pause"), ("resume", "pick-up"), ("repeat", "repeat")])
def test_commands_pause_and_go_on(command: inp.CommandName, move: str) -> None:
    talk = on_walk() if command == "pause" else paused_talk()
    assert talk.send(inp.Command(at=talk.at, name=command)) == [move]
    assert on_hold(talk.interview.state) == (command == "pause")


def test_a_log_that_is_read_again_pauses_where_the_interview_did() -> None:
    talk = paused_talk()
    again = Interview.resume(talk.interview.session, talk.events)
    assert again.state == talk.interview.state
    assert on_hold(again.state)


def test_a_session_from_before_there_were_pauses_has_a_line_for_them_all_the_same() -> None:
    talk = on_walk()
    session = talk.interview.session
    lines = {name: pool for name, pool in session.common.lines.items() if name not in ("pause", "after-pause")}
    old = session.model_copy(update={"common": session.common.model_copy(update={"lines": lines})})
    talk.interview = Interview.resume(old, talk.events)
    assert talk.say("Can we pause for a moment?") == ["pause"]
    assert [event.text for event in talk.events if isinstance(event, ev.Said)][-1]
    assert talk.say("I'm back.") == ["pick-up"]
