"""A room with a candidate of tones, as most tests of it begin."""

from collections.abc import Callable

import pytest

from interviewer.dialogue.session import FrozenSession
from tests.voice.fakes import Scene

MakeScene = Callable[..., Scene]


@pytest.fixture
def scene(make_session: Callable[..., FrozenSession]) -> MakeScene:
    def make(**options: object) -> Scene:
        return Scene(make_session(channel="voice", timed=True), **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def mine(scene: MakeScene) -> Scene:
    """The candidate has the floor for the first time."""
    held = scene()
    held.until_my_floor()
    return held
