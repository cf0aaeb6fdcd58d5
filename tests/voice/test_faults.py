"""Parts of the spoken interview that hang or fail: the candidate is told, pays nothing, and can go on."""

import threading
from collections.abc import Callable

import pytest

from interviewer.adapters.voice_words import NO_WORDS, STILL_BUSY, WORDS_S
from interviewer.adapters.voice_work import InlineWork, Result, ThreadWork
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from tests.voice.fakes import ANSWER, Scene

MakeSession = Callable[..., FrozenSession]


class Hanging(InlineWork):
    """The recogniser never comes back from a job, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.hangs = True
        self.left: list[Callable[[], None]] = []

    def submit(self, lane: str, job: Callable[[], Result], then: Callable[[Result | Exception], None]) -> None:
        if lane == "words" and self.hangs:
            self.left.append(lambda: InlineWork.submit(self, lane, job, then))
        else:
            super().submit(lane, job, then)

    def let_go(self) -> None:
        self.hangs = False
        for job in self.left:
            job()


@pytest.fixture
def hung(make_session: MakeSession) -> Scene:
    """The candidate has the floor, and the recogniser will hang."""
    scene = Scene(make_session(channel="voice", timed=True), work=Hanging())
    scene.until_my_floor()
    return scene


def reasons(scene: Scene) -> list[str]:
    return [event.reason for event in scene.of(ev.Noted)]  # type: ignore[union-attr]


def test_a_recogniser_that_hangs_is_given_up_in_time_and_the_wait_costs_nothing(hung: Scene) -> None:
    hung.say("", 8.0)
    hung.quiet(WORDS_S + 8.0)
    assert hung.room.floor == "one moment"
    assert len(hung.lines) == 1
    hung.quiet(4.0)
    (lost,) = hung.of(ev.TurnLost)
    assert isinstance(lost, ev.TurnLost)
    assert lost.fault
    assert [chosen.rule for chosen in hung.lines[-1].moves] == ["ask-again"]
    assert reasons(hung) == [NO_WORDS]
    assert hung.silences == []


def test_a_recogniser_that_still_hangs_is_not_waited_for_again_and_works_once_it_comes_back(hung: Scene) -> None:
    hung.say("", 8.0)
    hung.quiet(WORDS_S + 12.0)
    hung.until_my_floor()
    hung.say("", 3.0)
    hung.quiet(4.0)
    assert reasons(hung) == [NO_WORDS, STILL_BUSY]
    hung.until_my_floor()
    assert isinstance(hung.work, Hanging)
    hung.work.let_go()
    hung.quiet(0.1)
    assert hung.room.draft == ""
    hung.answer()
    assert [turn.text for turn in hung.turns] == [ANSWER]
    assert hung.silences == []


def test_a_job_that_never_ends_keeps_neither_other_lanes_nor_the_end_waiting() -> None:
    work, forever, done = ThreadWork(), threading.Event(), list[object]()
    work.submit("words", lambda: forever.wait(60.0), done.append)
    work.submit("words", lambda: "never begun", done.append)
    began = threading.Event()
    work.submit("voice", began.set, done.append)
    assert began.wait(10.0)
    work.close()
    work.deliver()
    assert done == [None]
    assert all(thread.daemon for thread in threading.enumerate() if thread.name.startswith("voice-"))
    forever.set()
