"""Words that could not be had: they are asked for again, cost nothing, and the interview goes on."""

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.wording import ASK_AGAIN
from tests.dialogue.small import Talk, on_walk, small_session


def lose(talk: Talk, fault: bool = True, seconds: float = 8.0) -> list[str]:
    """The candidate speaks, and their words are lost; the kinds of move of the reply."""
    began = talk.at
    talk.send(inp.SpeechStarted(at=began))
    talk.send(inp.WentQuiet(at=began + seconds + 2, since=began + seconds))
    return talk.send(inp.WordsLost(at=began + seconds + 4, started_at=began, ended_at=began + seconds, fault=fault))


def lines(talk: Talk) -> list[str]:
    return [event.text for event in talk.events if isinstance(event, ev.Said)]


def dead(talk: Talk) -> list[float]:
    return [event.duration_s for event in talk.events if isinstance(event, ev.SilenceMeasured)]


@pytest.mark.parametrize("fault", [True, False])
def test_lost_words_are_asked_for_again_and_are_no_silence(fault: bool) -> None:
    talk = on_walk()
    opened = talk.interview.state.open
    assert lose(talk, fault) == ["ask-again"]
    assert lines(talk)[-1].startswith("ask-again-fault" if fault else "ask-again ")
    talk.say("You walk down the slope.")
    (lost,) = (event for event in talk.events if isinstance(event, ev.TurnLost))
    assert opened is not None
    assert (lost.fault, lost.stage, lost.turn) == (fault, opened.stage, talk.interview.state.turns)
    assert dead(talk) == []


def test_the_third_loss_in_a_row_offers_text_and_unclear_sounds_are_then_left_alone() -> None:
    talk = on_walk()
    assert [lose(talk, fault=False) for _ in range(4)] == [["ask-again"]] * 3 + [[]]
    said = lines(talk)[-3:]
    assert ["offer-text" in text for text in said] == [False, False, True]
    assert len(set(said)) == 3
    assert talk.interview.state.floor == "candidate"
    assert talk.interview.deadline is not None
    talk.say("You walk down the slope.")
    assert lose(talk, fault=False) == ["ask-again"]


def test_while_a_fault_of_ours_makes_us_deaf_every_loss_is_told_and_no_silence_counts() -> None:
    talk = on_walk()
    assert [lose(talk) for _ in range(5)] == [["ask-again"]] * 5
    assert ["offer-text" in text for text in lines(talk)[-5:]] == [False, False, True, True, True]
    assert talk.interview.deadline is None
    talk.at += 120
    assert dead(talk) == []
    talk.say("You walk down the slope.")
    assert dead(talk) == []
    assert talk.interview.deadline is not None


def test_a_resumed_session_is_not_deaf() -> None:
    talk = on_walk()
    for _ in range(3):
        lose(talk)
    talk.send(inp.Resumed(at=talk.at))
    assert (talk.interview.state.deaf, talk.interview.state.lost) == (False, 0)


def test_a_loss_leaves_the_question_and_its_judgement_where_they_were() -> None:
    talk = on_walk()
    asked = talk.heard
    talk.interview.receive(inp.CandidateTurn(at=talk.at + 2, text="You walk down the slope.", started_at=talk.at))
    graded = [p.request for p in talk.interview.state.pending]
    talk.at += 3
    assert lose(talk) == ["ask-again"]
    assert [p.request for p in talk.interview.state.pending] == graded
    assert talk.say("Could you repeat the question?") == ["repeat"]
    assert asked.split(". ")[-1] in talk.heard


def test_a_reply_that_is_owed_comes_once_nothing_is_asked_again() -> None:
    talk = on_walk()
    receive = talk.interview.receive
    receive(inp.CandidateTurn(at=talk.at + 2, text="You walk down the slope.", started_at=talk.at))
    for number in range(4):
        at = talk.at + 10 * (number + 1)
        receive(inp.SpeechStarted(at=at, heard="" if number else None))
        events = receive(inp.WordsLost(at=at + 8, started_at=at, ended_at=at + 5))
    assert talk.interview.state.lost == 4
    assert [c.move.kind for e in events if isinstance(e, ev.Said) for c in e.moves] == ["follow-up"]


def test_words_lost_over_our_own_line_take_the_floor() -> None:
    talk = on_walk()
    talk.at += 5
    receive = talk.interview.receive
    receive(inp.Command(at=talk.at, name="repeat"))
    events = receive(inp.WordsLost(at=talk.at + 6, started_at=talk.at + 1, ended_at=talk.at + 4))
    assert [event.kind for event in events] == ["floor-passed", "turn-lost", "said"]


def test_a_session_made_without_these_lines_still_asks() -> None:
    session = small_session()
    lines = {name: pool for name, pool in session.common.lines.items() if name not in ("ask-again", "offer-text")}
    session = session.model_copy(update={"common": session.common.model_copy(update={"lines": lines})})
    interview = Interview(session)
    interview.receive(inp.Begin(at=0))
    interview.receive(inp.Delivered(at=5, utterance=1))
    said = interview.receive(inp.WordsLost(at=20, started_at=6, ended_at=18))[-1]
    assert isinstance(said, ev.Said)
    assert (said.text, said.moves[0].move) == (ASK_AGAIN, mv.AskAgain())


def test_the_same_inputs_lead_to_the_same_state() -> None:
    talk = on_walk()
    lose(talk)
    lose(talk, fault=False)
    assert Interview.resume(talk.interview.session, talk.events).state == talk.interview.state


def test_words_lost_under_a_key_are_recorded_and_not_asked_for() -> None:
    talk = on_walk()
    talk.send(inp.SpeechStarted(at=talk.at))
    lost = inp.WordsLost(at=talk.at + 9, started_at=talk.at, ended_at=talk.at + 8, fault=True, ask=False)
    assert talk.send(lost) == []
    assert [event.kind for event in talk.events][-1] == "turn-lost"


@pytest.mark.parametrize(("fault", "moves"), [(False, []), (True, ["ask-again"])])
def test_unclear_sounds_in_a_pause_of_the_interview_are_not_meant_for_us(fault: bool, moves: list[str]) -> None:
    talk = on_walk()
    assert talk.say("Can we take a short break, please?") == ["pause"]
    assert lose(talk, fault) == moves
    assert talk.interview.state.paused is not fault
    assert dead(talk) == []
