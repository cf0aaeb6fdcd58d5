"""The screen of a spoken interview: who has the floor, what the keys do, and no wider than the terminal."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from interviewer.adapters.voice_screen import PlainScreen
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
