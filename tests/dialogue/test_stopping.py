"""Wanting to end the interview: heard in plain words, and asked about before the rest is dropped by mistake."""

import pytest

from interviewer.content.library import Library
from interviewer.dialogue.acts import TurnContext, understand
from interviewer.dialogue.stopping import end_meant, in_doubt
from interviewer.dialogue.wording import CONFIRM_STOP
from tests.dialogue.small import Talk, on_walk, small_session

ANSWER = "You walk down the slope in small careful steps and look at the shape of the hill."
PHASES = ["introduction", "basics", "problem", "questions"]
SURE = [
    "Let's call it a day.",
    "I think that's enough for today.",
    "I have to go, my train is leaving.",
    "I'm done with this interview.",
    "Goodbye, thanks for your time.",
    "Thank you very much, bye.",
    "Could we end the interview here?",
    "I'd like to stop now.",
    "Can we stop here?",
]
DOUBTFUL = [
    "I think we could stop here.",
    "Can we end it here?",
    "Is it okay if we stop here?",
    "Let's leave it there.",
    "I'm tired, can we stop?",
    "I don't want to go on.",
    "Should we stop here?",
    "Can we wrap it up?",
]


def acts(text: str, **context: object) -> list[str]:
    return [span.act for span in understand(text, TurnContext(**context))]  # type: ignore[arg-type]


def asked_whether() -> Talk:
    talk = on_walk()
    assert talk.say("I think we could stop here.") == ["confirm-stop"]
    return talk


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("text", SURE + DOUBTFUL)
def test_the_end_can_be_asked_for_in_plain_words(text: str, phase: str) -> None:
    assert acts(text, phase=phase) == ["stop"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("We could stop here since the gradient vanishes at the minimum.", "answer"),
        ("I would stop here because the validation loss rises.", "answer"),
        ("If the gradient is zero, we can stop.", "answer"),
        ("I have to go back to the definition.", "answer"),
        ("I need to run it again with another seed.", "answer"),
        ("I have to leave out the intercept.", "answer"),
        ("Shall I stop here?", "direction"),
        ("Let's call it alpha.", "answer"),
        ("Can we leave this one?", "skip"),
    ],
)
def test_answers_about_stopping_and_single_questions_are_no_end(text: str, act: str) -> None:
    assert acts(text) == [act]


def test_no_worked_answer_of_the_bank_asks_for_the_end(library: Library) -> None:
    answers = [example.answer for question in library.questions for example in question.examples]
    assert len(answers) > 100
    assert [text for text in answers if "stop" in acts(text)] == []


@pytest.mark.parametrize("text", SURE)
def test_who_clearly_wants_to_end_the_interview_is_let_go(text: str) -> None:
    assert on_walk().say(text) == ["close"]


@pytest.mark.parametrize("text", [*DOUBTFUL, f"{ANSWER} Can we stop here?", f"{ANSWER} Let's stop here."])
def test_who_may_mean_the_question_alone_is_asked_before_anything_is_dropped(text: str) -> None:
    talk = on_walk()
    assert talk.say(text) == ["confirm-stop"]
    assert talk.stage == "walk/main"


def test_a_clear_goodbye_after_an_answer_is_not_doubted() -> None:
    assert on_walk().say(f"{ANSWER} Let's end the interview.") == ["close"]


@pytest.mark.parametrize(
    "text", ["Yes.", "Yes, please.", "The whole interview.", "I'd like to stop now.", "Bye.", "Let's stop."]
)
def test_a_yes_to_whether_it_should_end_ends_it(text: str) -> None:
    talk = asked_whether()
    assert talk.say(text) == ["close"]
    assert talk.events[-1].kind == "ended"


@pytest.mark.parametrize("text", ["Just this question.", "No, only this one.", "The question.", "No, let's skip it."])
def test_who_meant_the_question_alone_goes_on_with_the_next(text: str) -> None:
    assert asked_whether().say(text) == ["accept-skip", "open-stage"]


@pytest.mark.parametrize("text", ["No.", "No, let's go on.", "I'd rather continue.", "Let's keep going."])
def test_who_meant_neither_hears_the_question_again(text: str) -> None:
    talk = asked_whether()
    assert talk.say(text) == ["pick-up"]
    assert talk.heard.endswith("How does one walk downhill?")


def test_who_goes_on_with_an_answer_is_asked_about_it() -> None:
    assert asked_whether().say(ANSWER) == ["follow-up"]


def test_who_did_not_hear_whether_it_should_end_is_asked_once_more() -> None:
    assert asked_whether().say("Sorry?") == ["confirm-stop"]


def test_an_answer_given_before_counts_when_only_the_question_was_meant() -> None:
    talk = on_walk()
    talk.say(f"{ANSWER} Could we leave it there?")
    assert talk.say("Only this question.")[0] == "move-on"


def test_an_answer_given_before_is_followed_up_when_they_want_to_go_on() -> None:
    talk = on_walk()
    talk.say(f"{ANSWER} Could we leave it there?")
    talk.say("Sorry?")
    assert talk.say("No, let's go on.") == ["follow-up"]


def test_beside_an_answer_about_stopping_it_is_part_of_the_answer() -> None:
    stopping = frozenset(["stop", "gradient"])
    text = "The gradient norm is below the tolerance we chose in advance, say. We could stop here."
    assert acts(text, field_words=stopping) == ["answer"]
    assert acts(text) == ["answer", "stop"]


def test_at_the_end_nothing_is_left_to_ask_about() -> None:
    talk = on_walk()
    for _ in range(5):
        talk.say("Can we skip this one?")
    assert talk.say("I think we could stop here.") == ["close"]
    assert talk.events[-1].model_dump()["reason"] == "completed"


def test_when_the_time_is_up_a_doubtful_end_leads_on() -> None:
    talk = on_walk()
    talk.pass_time(60)
    assert "confirm-stop" not in talk.say("I think we could stop here.")


def test_a_session_without_lines_for_it_asks_all_the_same() -> None:
    talk = on_walk(small_session(pools={"confirm-stop": ()}))
    talk.say("I think we could stop here.")
    assert talk.heard == CONFIRM_STOP


def test_a_long_reply_or_another_one_is_read_as_usual() -> None:
    assert end_meant("No, I meant that the method could stop at this point because the gradient is small.") is None
    assert end_meant("The shape of the hill matters.") is None


def test_one_clear_sentence_among_several_settles_it() -> None:
    assert not in_doubt("Let's leave it there. Bye.", answered=True)
    assert in_doubt("Let's leave it there.", answered=False)
