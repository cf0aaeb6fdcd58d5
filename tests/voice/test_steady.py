"""A voice that fails now and then: the system's own stands in, and it is tried again."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from interviewer import bootstrap_voice
from interviewer.adapters.voice_steady import FAULTS, INSTEAD, REST_S, SteadyVoice
from interviewer.content.models import VoiceSettings
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.errors import AdapterError
from tests.voice.fakes import Scene, ToneVoice


@dataclass
class Pair:
    """A voice that may fail, one that stands in, and a clock that is told the time."""

    spares: bool = True
    now: float = 0.0
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first, self.second = ToneVoice(), ToneVoice()
        spare = (lambda: self.second) if self.spares else None
        self.voice = SteadyVoice(self.first, spare, self.told.append, lambda: self.now)

    def says(self, text: str) -> str:
        """Who says it."""
        for one in (self.first, self.second):
            one.said.clear()
        self.voice.synthesise(text)
        return "first" if self.first.said else "second"


def test_a_voice_that_failed_rests_while_another_speaks_and_is_then_tried_again() -> None:
    pair = Pair()
    pair.first.fails = True
    assert pair.says("one") == "second"
    pair.first.fails = False
    assert pair.says("two") == "second"
    pair.now += REST_S
    assert pair.says("three") == "first"
    assert pair.told == [f"voice: the speech engine hung for 8 s; {INSTEAD}"]


def test_a_voice_that_fails_again_and_again_is_left_alone() -> None:
    pair = Pair()
    pair.first.fails = True
    for _ in range(FAULTS + 2):
        assert pair.says("one") == "second"
        pair.now += REST_S
    assert len(pair.told) == FAULTS


@pytest.mark.parametrize("spares", [True, False])
def test_when_no_voice_can_say_it_that_is_an_error(spares: bool) -> None:
    pair = Pair(spares)
    pair.first.fails = pair.second.fails = True
    for _ in range(2):
        with pytest.raises(AdapterError, match="hung"):
            pair.voice.synthesise("one")
    assert pair.told == []


def test_a_voice_that_cannot_stand_in_is_tried_once() -> None:
    opened: list[int] = []

    def opens() -> ToneVoice:
        opened.append(1)
        raise AdapterError("voice: no engine")

    voice = SteadyVoice(ToneVoice(fails=True), opens, lambda _: None, lambda: 0.0)
    for _ in range(2):
        with pytest.raises(AdapterError, match="hung"):
            voice.synthesise("one")
    assert opened == [1]


def test_a_line_that_could_not_be_said_does_not_silence_those_after_it(
    make_session: Callable[..., FrozenSession],
) -> None:
    scene = Scene(make_session(channel="voice", timed=True), voice=ToneVoice(fails=True))
    scene.until_my_floor()
    (note,) = scene.of(ev.Noted)
    assert isinstance(note, ev.Noted)
    assert note.reason == "the speech engine hung for 8 s; lines are shown as text"
    scene.voice.fails = False
    scene.answer()
    scene.until_my_floor()
    assert scene.voice.said


@pytest.mark.parametrize(
    ("kind", "spare"), [("engine", False), ("none", False), ("openai:nova", True), ("piper:x", True)]
)
def test_the_systems_voice_stands_in_for_every_other(kind: str, spare: bool) -> None:
    assert (bootstrap_voice.spare_voice(kind, VoiceSettings()) is not None) is spare
