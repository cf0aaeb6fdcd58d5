"""Keys in a spoken interview: each does what it says, and none of them loses what the candidate has said."""

import queue
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from interviewer.adapters.voice_live import FINISHING, LiveInterview
from interviewer.adapters.voice_room import Key
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.speech.types import FRAME_SAMPLES, Samples
from tests.voice.fakes import ANSWER, Scene

THESIS = "my name is Alex and my thesis was about kernels"
BAYES = "the posterior is proportional to the prior times the likelihood"


@pytest.fixture
def mine(make_session: Callable[..., FrozenSession]) -> Scene:
    """The candidate has the floor for the first time."""
    held = Scene(make_session(channel="voice", timed=True))
    held.until_my_floor()
    return held


def moves_of(scene: Scene) -> list[str]:
    """The kinds of everything we chose to do, so far."""
    return [chosen.move.kind for line in scene.lines for chosen in line.moves]


def test_who_asks_for_the_question_again_keeps_what_they_said(mine: Scene) -> None:
    mine.say(THESIS, 20.0)
    mine.room.key("repeat")
    mine.until_my_floor()
    assert [(turn.text, turn.command) for turn in mine.turns] == [(THESIS, None), ("/repeat", "repeat")]
    assert moves_of(mine) == ["introduce", "repeat"]


@pytest.mark.parametrize("key", ["skip", "repeat"])
def test_an_answer_that_a_key_ends_is_judged_all_the_same(mine: Scene, key: Key) -> None:
    for _ in range(2):
        mine.answer()
        mine.until_my_floor()
    assert mine.runner.interview.state.open is not None
    mine.say(BAYES, 6.0)
    mine.room.key(key)
    mine.quiet(1.0)
    assert [turn.text for turn in mine.turns[-2:]] == [BAYES, f"/{key}"]
    asked = [event.request for event in mine.log.events if isinstance(event, ev.GradeRequested)]
    judged = [event.request for event in mine.log.events if isinstance(event, ev.Assessed)]
    assert asked == judged != []


def test_what_was_said_before_the_end_of_the_interview_is_kept(mine: Scene) -> None:
    mine.say(THESIS, 5.0)
    mine.room.key("quit")
    mine.quiet(1.0)
    assert [turn.text for turn in mine.turns] == [THESIS, "/quit"]
    assert mine.runner.ended


def test_a_key_after_a_finished_turn_waits_for_its_words(mine: Scene) -> None:
    mine.say(ANSWER, 3.0)
    while mine.room.floor == "you":
        mine.quiet(0.032)
    mine.room.key("repeat")
    mine.quiet(1.0)
    assert [turn.text for turn in mine.turns] == [ANSWER, "/repeat"]


@pytest.mark.parametrize("key", ["repeat", "skip"])
def test_a_key_into_a_sound_without_words_does_what_it_says(mine: Scene, key: Key) -> None:
    mine.hear(mine.words.sound("", 0.6))
    mine.room.key(key)
    mine.quiet(1.0)
    assert [turn.text for turn in mine.turns] == [f"/{key}"]


class Stuck:
    """Work that is never done."""

    def submit(self, *_: object) -> None:
        """It waits for good."""

    def deliver(self) -> None:
        """Nothing has been done."""

    def close(self) -> None:
        """Nothing runs."""


class Card:
    """A sound card: quiet until the candidate has the floor, then their sound, then keys are pressed."""

    lost, missing, works = 0, "", True

    def __init__(self, scene: Scene, sound: Samples, press: Callable[[], None]) -> None:
        self.frames: queue.SimpleQueue[Samples] = self  # type: ignore[assignment]
        self._scene, self._press = scene, press
        self._sound = iter(sound.reshape(-1, FRAME_SAMPLES))

    def get(self, timeout: float) -> Samples:
        """The next frame."""
        room = self._scene.room
        room.speaker.playback.pull(FRAME_SAMPLES)
        quiet = np.full(FRAME_SAMPLES, 0.001, np.float32)
        if room.floor != "you":
            return quiet
        frame = next(self._sound, None)
        if frame is None:
            self._press()
            raise queue.Empty
        return frame

    def reopen(self) -> bool:
        return True


@dataclass
class Live:
    """A live interview in which the candidate answers at once and presses keys in the middle of it."""

    scene: Scene
    keys: str
    sticks: bool = False
    said: list[str] = field(default_factory=list)

    def hold(self) -> str:
        """How it came out."""
        words, ticks = self.scene.words, iter(range(1000))
        sound = np.concatenate((words.sound(THESIS, 5.0), np.zeros(32 * FRAME_SAMPLES, np.float32)))
        card = Card(self.scene, np.concatenate((sound, words.sound("and sparse models", 2.0))), self.press)
        live = LiveInterview(self.scene.room, card, queue.SimpleQueue(), self.said.append, lambda: float(next(ticks)))
        self.pressed = live.keys
        return live.hold()

    def press(self) -> None:
        """All keys, one after the other."""
        keys, self.keys = self.keys, ""
        for key in keys:
            self.pressed.put(key)
        if self.sticks:
            self.scene.room._work = self.scene.room._words.work = Stuck()


@pytest.fixture
def fresh(make_session: Callable[..., FrozenSession]) -> Scene:
    """Nothing has been said yet."""
    return Scene(make_session(channel="voice", timed=True), begins=False)


@pytest.mark.parametrize(("key", "outcome"), [("t", "text"), ("q", "left"), ("\x03", "left")])
def test_who_leaves_in_the_middle_of_an_answer_keeps_what_they_said(fresh: Scene, key: str, outcome: str) -> None:
    live = Live(fresh, key)
    assert live.hold() == outcome
    assert [turn.text for turn in fresh.turns] == [f"{THESIS} and sparse models"]


def test_who_comes_back_gets_the_reply_to_what_they_said_before_they_left(fresh: Scene) -> None:
    Live(fresh, "t").hold()
    assert moves_of(fresh) == ["introduce"]
    line = Interview.resume(fresh.session, fresh.log.events).receive(inp.Resumed(at=fresh.now))[-1]
    assert isinstance(line, ev.Said)
    assert [chosen.move.kind for chosen in line.moves] == ["ask-about-project"]


@pytest.mark.parametrize("keys", ["q", "qq"])
def test_who_leaves_need_not_wait_for_a_recogniser_that_hangs(fresh: Scene, keys: str) -> None:
    live = Live(fresh, keys, sticks=True)
    assert live.hold() == "left"
    assert live.said == [FINISHING]
    assert [turn.text for turn in fresh.turns] == [THESIS]
