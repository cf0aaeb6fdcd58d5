"""The screen of a spoken interview: who has the floor, what the keys do, and no wider than the terminal."""

import io
import os
import re
from collections.abc import Callable

import pytest
from rich.console import Console

from interviewer.adapters.voice_screen import LiveScreen, PlainScreen, libraries_muted
from interviewer.dialogue.session import FrozenSession
from tests.voice.fakes import Scene


@pytest.fixture
def mine(make_session: Callable[..., FrozenSession]) -> Scene:
    """The candidate has the floor for the first time."""
    held = Scene(make_session(channel="voice", timed=True))
    held.until_my_floor()
    return held


def console(width: int = 80) -> Console:
    return Console(file=io.StringIO(), width=width, highlight=False, soft_wrap=False)


def written(on: Console) -> str:
    file = on.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_a_key_stands_on_the_screen_as_what_it_asks_for(mine: Scene) -> None:
    on = console()
    mine.runner.listeners.insert(0, PlainScreen(mine.session, on).show)
    mine.room.key("repeat")
    assert "/repeat" not in written(on)
    assert "asked to hear the question again" in written(on)


def shown(scene: Scene, width: int = 80) -> str:
    """The status at this moment, as it is drawn."""
    on = console(width)
    on.print(LiveScreen(scene.session, on, scene.room, lambda: scene.now).render())
    return written(on)


def test_the_status_says_who_has_the_floor_and_what_is_waited_for(mine: Scene) -> None:
    assert "your turn: take your time" in shown(mine)
    mine.say("my thesis was about the", 2.0)
    assert "your turn: take your time" in shown(mine)
    mine.quiet(1.0)
    assert "I'm listening, go on or press Enter" in shown(mine)
    assert "… my thesis was about the" in shown(mine)
    mine.say("noise in large samples.", 2.0)
    while mine.room.floor == "you":
        mine.quiet(0.032)
    assert "one moment" in shown(mine)
    mine.until_audible()
    assert f"{mine.session.persona.name} is speaking" in shown(mine)
    assert "Enter: heard enough" in shown(mine)


def test_the_status_says_how_a_pause_ends(mine: Scene) -> None:
    mine.room.key("pause")
    assert "paused, nothing counts: p or Enter goes on" in shown(mine)
    assert "p go on · r repeat" in shown(mine)
    assert "p pause" not in shown(mine)
    mine.room.key("pause")
    mine.say("Can we pause for a moment?", 2.0)
    while mine.room.floor != "away":
        mine.quiet(0.032)
    assert "paused, nothing counts: speak or press Enter" in shown(mine)


def test_the_status_counts_down_the_time_that_was_granted(mine: Scene) -> None:
    mine.say("May I have a minute?", 2.0)
    mine.quiet(3.0)
    mine.until_my_floor()
    granted = mine.session.persona.silence.granted_s
    mine.quiet(10.016)
    assert f"your time to think: {granted - 10:.0f} s left" in shown(mine)


def test_a_wait_moves_on_the_screen_so_that_it_is_seen_to_live(mine: Scene) -> None:
    mine.say("my thesis was about noise in large samples.", 2.0)
    while mine.room.floor == "you":
        mine.quiet(0.032)
    drawn = set()
    on = console()
    for second in range(4):
        on.print(LiveScreen(mine.session, on, mine.room, lambda: float(second)).render())  # noqa: B023
        drawn.add(written(on).splitlines()[-3])
    assert len(drawn) == 4


@pytest.mark.parametrize("width", [80, 50, 30])
def test_the_status_fits_the_terminal_and_keeps_every_key(mine: Scene, width: int) -> None:
    mine.answer()
    mine.until_my_floor()
    mine.answer()
    mine.until_my_floor()
    mine.say("the gradient points uphill so the step goes the other way and then we", 3.0)
    mine.quiet(1.0)
    status = shown(mine, width)
    assert max(len(line) for line in status.splitlines()) <= width
    for key in ("Enter: my turn is over", "p pause", "r repeat", "s skip", "t go on in text", "q leave"):
        assert key in status
    assert "of 15 min" in status


def test_what_libraries_write_by_themselves_does_not_tear_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    with libraries_muted():
        os.write(2, b"ALSA lib pcm.c: underrun occurred")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def left_standing(stream: str) -> list[str]:
    """What stands on a terminal after this."""
    rows, row = [""], 0
    for piece in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", stream):
        if piece == "\n":
            row += 1
            rows += [""] * (row + 1 - len(rows))
        elif piece == "\x1b[1A":
            row -= 1
        elif piece == "\x1b[2K":
            rows[row] = ""
        elif piece[0] not in "\r\x1b":
            rows[row] += piece
    return [line for line in rows if line]


def test_the_status_leaves_no_traces_between_the_lines(mine: Scene) -> None:
    on = Console(file=io.StringIO(), width=80, force_terminal=True, color_system=None, highlight=False)
    with LiveScreen(mine.session, on, mine.room, lambda: mine.now, refresh_hz=5000) as screen:
        for number in range(150):
            mine.room._words.text = "two words" * (number % 2)
            screen.line("You", f"line {number}", "bold")
    assert left_standing(written(on)) == [text for n in range(150) for text in ("You", f"  line {n}")]
