"""What many tests need: the shipped content, sessions of every persona, and scripted interviews."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from interviewer import bootstrap
from interviewer.adapters.fakes import KeywordGrader, MemoryLog
from interviewer.adapters.grading_desk import GradingDesk
from interviewer.adapters.script import ScriptedCandidate
from interviewer.content.library import Library
from interviewer.content.loader import load_library
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import Grader
from interviewer.runner import Runner, VirtualClock
from tests.assets import AssetMissing, asset

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden transcripts anew")


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library((ROOT,))


@pytest.fixture(scope="session")
def offline_grader(library: Library) -> Grader:
    return bootstrap.offline_grader(library.questions)


@pytest.fixture(scope="session")
def make_session(library: Library) -> Callable[..., FrozenSession]:
    def make(persona: str = "statistics", **wishes: object) -> FrozenSession:
        wanted = bootstrap.Wishes(**{"channel": "scripted", "length": "quick", "seed": 1, **wishes})  # type: ignore[arg-type]
        return bootstrap.new_session("test", library, library.persona(persona), wanted, ())

    return make


class Held:
    """An interview that was held with a scripted candidate."""

    def __init__(self, session: FrozenSession, lines: Iterable[str], grader: Grader) -> None:
        clock = VirtualClock()
        self.session = session
        self.log = MemoryLog()
        self.runner = Runner(Interview(session), self.log, clock, [GradingDesk(session, lambda: grader, clock)])
        self.candidate = ScriptedCandidate(iter(lines))
        self.candidate.play(self.runner, clock)
        self.events = self.log.events


@pytest.fixture
def hold(make_session: Callable[..., FrozenSession]) -> Callable[..., Held]:
    def held(lines: Iterable[str], grader: Grader | None = None, **wishes: object) -> Held:
        return Held(make_session(**wishes), lines, grader or KeywordGrader())

    return held


@pytest.fixture(scope="session")
def weights() -> Callable[[str], Path]:
    """Folder of downloaded model weights by name; the test skips where they are absent."""

    def folder(name: str) -> Path:
        try:
            return asset(name)
        except AssetMissing as reason:
            pytest.skip(str(reason))

    return folder
