"""A key that ends a turn: the words are taken first, and what it asks for is done in place of a reply."""

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from tests.dialogue.small import Talk, on_walk

ANSWER = "You take a step."


def taken(talk: Talk) -> list[str]:
    return [event.text for event in talk.events if isinstance(event, ev.TurnTaken)][-2:]


@pytest.mark.parametrize(("key", "moves"), [("repeat", ["repeat"]), ("hint", ["hint"]), ("quit", ["close"])])
def test_the_words_are_taken_and_the_key_is_answered(key: inp.CommandName, moves: list[str]) -> None:
    talk = on_walk()
    assert talk.send(inp.CandidateTurn(at=talk.at + 3, text=ANSWER, started_at=talk.at, then=key)) == moves
    assert taken(talk) == [ANSWER, f"/{key}"]


def test_an_answer_that_a_key_ended_counts() -> None:
    talk = on_walk()
    talk.send(inp.CandidateTurn(at=talk.at + 3, text=ANSWER, started_at=talk.at, then="repeat"))
    opened = talk.interview.state.open
    assert opened is not None
    assert [part.text for part in opened.answers] == [ANSWER]
    assert opened.assessment is not None


def test_a_key_after_nothing_is_answered_alone() -> None:
    talk = on_walk()
    assert talk.send(inp.CandidateTurn(at=talk.at + 3, text=" ", then="repeat")) == ["repeat"]


def test_who_leaves_in_an_answer_gets_the_reply_on_coming_back() -> None:
    talk = on_walk()
    turn = inp.CandidateTurn(at=talk.at + 3, text=ANSWER, started_at=talk.at, then="leave")
    events = talk.interview.receive(turn)
    assert [event.kind for event in events if event.kind == "said"] == []
    assert talk.interview.receive(inp.Resumed(at=talk.at + 60))[0].kind == "session-resumed"
    request = next(event for event in events if isinstance(event, ev.GradeRequested))
    reply = talk.reply_to(request)
    assert reply is not None
    assert talk.send(reply) == ["follow-up"]
