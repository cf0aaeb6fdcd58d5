"""Parts of the spoken interview that hang or fail: the candidate is told, pays nothing, and can go on."""

import queue
import threading
from collections.abc import Callable

import numpy as np
import pytest

from interviewer.adapters.voice_live import UNHEARD, LiveInterview
from interviewer.adapters.voice_words import NO_WORDS, STILL_BUSY, WORDS_S
from interviewer.adapters.voice_work import InlineWork, Result, ThreadWork
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.speech.types import FRAME_SAMPLES, Samples
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
    hung.quiet(7.0)
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


class Microphone:
    """A sound card that delivers a noise floor, with something said in it or not; then the candidate leaves."""

    lost, missing, works = 0, "", True

    def __init__(self, scene: Scene, said: Samples | None) -> None:
        self.frames: queue.SimpleQueue[Samples] = self  # type: ignore[assignment]
        self.scene, self.keys = scene, queue.SimpleQueue[str]()
        self.said = iter(() if said is None else said.reshape(-1, FRAME_SAMPLES))

    def get(self, timeout: float) -> Samples:
        scene = self.scene
        scene.room.speaker.playback.pull(FRAME_SAMPLES)
        if len(scene.lines) > 4:
            self.keys.put("q")
        quiet = np.full(FRAME_SAMPLES, 0.001, np.float32)
        return next(self.said, quiet) if scene.room.floor == "you" else quiet

    def reopen(self) -> bool:
        return True


@pytest.mark.parametrize(("speaks", "told"), [(False, 1), (True, 0)])
def test_a_microphone_that_delivers_only_noise_is_mentioned_at_the_first_nudge(
    make_session: MakeSession, speaks: bool, told: int
) -> None:
    scene = Scene(make_session(channel="voice", timed=True))
    remarks: list[str] = []
    microphone = Microphone(scene, scene.words.sound(ANSWER, 2.0) if speaks else None)
    live = LiveInterview(scene.room, microphone, microphone.keys, remarks.append)  # type: ignore[arg-type]
    assert live.hold() == "left"
    assert [remark for remark in remarks if remark == UNHEARD] == [UNHEARD] * told
