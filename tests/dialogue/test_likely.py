"""What may be said next is known before it is chosen."""

from interviewer.dialogue.likely import backchannels, likely_lines
from interviewer.dialogue.state import State, initial
from tests.dialogue.small import PERSONA, Talk, on_walk, small_session


def beginnings(talk: Talk) -> list[str]:
    return [line.split(".")[0].split("?")[0] for line in likely_lines(talk.interview.session, talk.interview.state)]


def test_a_reply_begins_with_a_line_that_was_likely() -> None:
    talk = on_walk()
    for text in ("You walk down the slope.", "I don't know.", "Can we skip this one?", "May I have a minute?"):
        likely = beginnings(talk)
        talk.say(text)
        assert any(talk.heard.startswith(line) for line in likely) or "minute" in text


def test_before_the_first_question_its_prompt_is_likely() -> None:
    session = small_session()
    first = session.plan.basics[0]
    assert session.question(first.question).stage(first.stage).prompt in likely_lines(session, initial(session))


def test_what_was_asked_on_the_stage_is_not_likely_again() -> None:
    talk = on_walk()
    talk.say("You walk down the slope.")
    assert talk.interview.state.open is not None
    (asked,) = talk.interview.state.open.followed
    point = next(p for p in talk.interview.session.questions[0].stages[0].key_points if p.id == asked)
    assert point.follow_up not in likely_lines(talk.interview.session, talk.interview.state)
    assert point.hint in likely_lines(talk.interview.session, talk.interview.state)


def test_nothing_likely_has_an_open_slot() -> None:
    session = small_session()
    assert not any("{" in line for line in likely_lines(session, State()))


def test_signs_of_listening_are_the_interviewers_own_before_the_common_ones() -> None:
    session = small_session(persona={**PERSONA, "lines": {"introduce": ["I'm Pat."], "backchannel": ["Aha."]}})
    common = session.common.model_copy(update={"lines": {**session.common.lines, "backchannel": ("Uh-huh.",)}})
    assert backchannels(session.model_copy(update={"common": common})) == ("Aha.", "Uh-huh.")
    assert backchannels(small_session()) == ()
