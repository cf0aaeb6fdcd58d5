"""Pauses of a spoken interview: asked for in words, over with the next ones or a key; the clock stands still meanwhile."""

from collections.abc import Callable

import pytest

from interviewer.adapters.voice_room import Key
from interviewer.dialogue import events as ev
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from tests.voice.fakes import ANSWER, Scene, tone


@pytest.fixture
def away(make_session: Callable[..., FrozenSession]) -> Scene:
    """The candidate has asked for a pause and been granted it."""
    held = Scene(make_session(channel="voice", timed=True))
    held.until_my_floor()
    held.say("Can we pause for a moment?", 2.0)
    while held.room.floor != "away":
        held.quiet(0.032)
    return held


def moves_of(scene: Scene) -> list[str]:
    return [chosen.move.kind for line in scene.lines for chosen in line.moves]


def test_while_the_candidate_is_away_no_time_passes_and_nothing_counts(away: Scene) -> None:
    before = away.now
    away.quiet(300.0)
    assert away.now == before
    away.say("I'm back.", 1.0)
    assert away.now == pytest.approx(before + 1.5, abs=0.1)
    away.until_my_floor()
    assert moves_of(away) == ["introduce", "pause", "pick-up"]
    assert away.silences == []


def test_an_answer_after_a_pause_is_heard_from_its_first_word(away: Scene) -> None:
    away.quiet(60.0)
    away.answer()
    assert away.turns[-1].text == ANSWER
    assert moves_of(away)[:3] == ["introduce", "pause", "ask-about-project"]
    assert away.silences == []


def test_noises_do_not_end_a_pause(away: Scene) -> None:
    before = away.now
    for _ in range(5):
        away.hear(tone(0.128, 0.2))
        away.quiet(60.0)
    assert away.room.floor == "away"
    assert away.now - before < 5.0
    away.hear(away.words.sound("", 0.6))
    away.quiet(120.0)
    assert away.room.floor == "away"
    assert away.silences == []


@pytest.mark.parametrize(("key", "move"), [("end", "pick-up"), ("pause", "pick-up"), ("repeat", "repeat")])
def test_keys_end_a_pause(away: Scene, key: Key, move: str) -> None:
    away.quiet(60.0)
    away.room.key(key)
    away.until_my_floor()
    assert moves_of(away) == ["introduce", "pause", move]


@pytest.mark.parametrize(("key", "moves"), [("end", []), ("pause", []), ("repeat", ["repeat"])])
def test_any_key_ends_a_pause_that_a_key_began(
    make_session: Callable[..., FrozenSession], key: Key, moves: list[str]
) -> None:
    held = Scene(make_session(channel="voice", timed=True))
    held.until_my_floor()
    held.room.key("pause")
    held.quiet(60.0)
    held.room.key(key)
    held.until_my_floor()
    assert moves_of(held) == ["introduce", *moves]
    assert held.silences == []


def test_the_log_of_a_pause_gives_the_same_interview_again(away: Scene) -> None:
    away.quiet(60.0)
    away.answer()
    again = Interview.resume(away.session, away.log.events)
    assert again.state == away.runner.interview.state
    assert [event for event in away.log.events if isinstance(event, ev.SilenceMeasured)] == []
