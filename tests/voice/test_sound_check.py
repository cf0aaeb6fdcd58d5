"""The sound check before a spoken interview: what it measures, what it says, and how it fares when parts are dead."""

import queue
from dataclasses import dataclass, field

import numpy as np
import pytest

from interviewer.adapters.player import Playback
from interviewer.adapters.voice_check import SENTENCE, SoundCheck
from interviewer.adapters.voice_room import Ears
from interviewer.errors import AdapterError
from interviewer.speech.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples
from tests.voice.fakes import LoudnessVad, ToneVoice, Words


class Loop:
    """A microphone that hears a share of what is played, and then what is put in."""

    def __init__(self, playback: Playback, leakage: float, then: Samples) -> None:
        self.playback, self.leakage = playback, leakage
        self.then = iter(then.reshape(-1, FRAME_SAMPLES))

    def get(self, timeout: float) -> Samples:
        played = self.playback.pull(FRAME_SAMPLES)
        noise = np.full(FRAME_SAMPLES, 0.001, np.float32)
        spoken = noise if self.playback.queued or not hasattr(self, "ready") else next(self.then, noise)
        self.ready = (self.playback.queued == 0 and self.playback.place[1] > 0) or None
        if self.ready is None:
            del self.ready
        return self.leakage * played + spoken


@dataclass
class Check:
    """A sound check of somebody who reads the sentence."""

    leakage: float = 0.0
    voice: ToneVoice = field(default_factory=ToneVoice)
    deaf: bool = False
    """The speaker takes nothing."""

    def __post_init__(self) -> None:
        self.words, self.said = Words(), list[str]()
        playback = Playback(SAMPLE_RATE_HZ)
        microphone = Loop(Playback(SAMPLE_RATE_HZ) if self.deaf else playback, self.leakage, self.reading)
        ears = Ears(LoudnessVad(), self.words)
        keys: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.check = SoundCheck(microphone, playback, ears, self.voice, self.said.append, keys)  # type: ignore[arg-type]

    @property
    def reading(self) -> Samples:
        return self.words.sound(SENTENCE, 2.0)

    def run(self) -> list[str]:
        self.check.run()
        return self.said


@pytest.mark.parametrize(("leakage", "told"), [(0.0, 0), (0.8, 1)])
def test_the_sound_check_measures_echo_and_reads_a_sentence_back(leakage: float, told: int) -> None:
    one = Check(leakage)
    said = one.run()
    assert one.check.leakage == pytest.approx(leakage, abs=0.05)
    assert sum("headphones" in remark for remark in said) == told
    assert said[-1] == f"I understood:  {SENTENCE}"


def test_a_microphone_that_delivers_nothing_is_an_error_with_advice() -> None:
    class Dead:
        def get(self, timeout: float) -> Samples:
            raise queue.Empty

    ears = Ears(LoudnessVad(), Words())
    check = SoundCheck(Dead(), Playback(8000), ears, None, lambda _: None, queue.SimpleQueue())  # type: ignore[arg-type]
    with pytest.raises(AdapterError, match="--input-device"):
        check.run()


def test_a_speaker_that_takes_nothing_is_an_error_with_advice() -> None:
    with pytest.raises(AdapterError, match="--output-device"):
        Check(deaf=True).run()


def test_a_voice_that_fails_is_told_and_the_rest_is_checked() -> None:
    one = Check(voice=ToneVoice(fails=True))
    said = one.run()
    assert any("engine hung" in remark for remark in said)
    assert one.check.leakage is None
    assert said[-2] == f"Please read aloud:  {SENTENCE}"


def test_a_recogniser_that_fails_is_told_and_ends_nothing() -> None:
    one = Check()
    one.words.broken = True
    assert "out of memory" in one.run()[-1]


@pytest.mark.parametrize(("keys", "outcome"), [("x", None), ("q", "left"), ("T", "text"), ("xq", "left")])
def test_a_key_skips_the_check_and_those_that_leave_are_obeyed(keys: str, outcome: str | None) -> None:
    one = Check()
    for key in keys:
        one.check.keys.put(key)
    assert f"Please read aloud:  {SENTENCE}" not in one.run()
    assert one.check.outcome == outcome
