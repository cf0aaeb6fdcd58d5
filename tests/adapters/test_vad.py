"""Voice activity, scripted and real: one contract."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from interviewer.adapters.fakes import ScriptedVad
from interviewer.adapters.vad import SileroVad, shipped_model
from interviewer.errors import AdapterError
from interviewer.speech.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples, VoiceActivity

BOTH = pytest.mark.parametrize(
    "make", [SileroVad, lambda: ScriptedVad([0.1, 0.9, 0.9, 0.2])], ids=["silero", "scripted"]
)


def _vowel(seconds: float, pitch_hz: float = 130.0) -> Samples:
    """Something like "yayaya": pulses through three resonances that move with the jaw."""
    t = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * np.cumsum(pitch_hz * (1.1 - 0.2 * t / seconds)) / SAMPLE_RATE_HZ
    open_ = 0.5 - 0.5 * np.cos(2 * np.pi * 3.5 * t)
    places = (270 + 460 * open_, 60), (2290 - 1200 * open_, 90), (3010 - 570 * open_, 150)
    sound = np.zeros_like(t)
    for k in range(1, 30):
        sound += sum(1 / (1 + ((k * pitch_hz - f) / w) ** 2) for f, w in places) * np.sin(k * phase)
    return (0.4 * sound / np.abs(sound).max() * (0.3 + 0.7 * open_)).astype(np.float32)


def _frames(sound: Samples) -> list[Samples]:
    return list(sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES))


@BOTH
def test_a_probability_lies_between_0_and_1(make: Callable[[], VoiceActivity]) -> None:
    activity = make()
    assert all(0 <= activity.probability(frame) <= 1 for frame in _frames(_vowel(0.3)))


@BOTH
def test_after_a_reset_the_same_stream_gives_the_same_probabilities(make: Callable[[], VoiceActivity]) -> None:
    activity = make()
    frames = _frames(_vowel(0.5))
    before = [activity.probability(frame) for frame in frames]
    activity.reset()
    assert [activity.probability(frame) for frame in frames] == before


@BOTH
def test_a_frame_of_another_length_is_refused(make: Callable[[], VoiceActivity]) -> None:
    with pytest.raises(ValueError, match="512"):
        make().probability(np.zeros(FRAME_SAMPLES - 1, np.float32))


def test_a_voice_is_heard_and_silence_and_hiss_are_not() -> None:
    activity = SileroVad()
    hiss = 0.02 * np.random.default_rng(1).standard_normal(SAMPLE_RATE_HZ).astype(np.float32)
    assert max(activity.probability(f) for f in _frames(np.zeros(SAMPLE_RATE_HZ, np.float32))) < 0.3
    assert max(activity.probability(f) for f in _frames(hiss)) < 0.3
    assert max(activity.probability(f) for f in _frames(_vowel(1))) > 0.5


def test_the_past_of_a_stream_counts() -> None:
    fresh, warm = SileroVad(), SileroVad()
    frames = _frames(_vowel(0.4))
    for frame in frames[:-1]:
        warm.probability(frame)
    assert warm.probability(frames[-1]) != pytest.approx(fresh.probability(frames[-1]), abs=1e-3)


def test_broken_samples_do_not_spoil_the_stream() -> None:
    activity = SileroVad()
    activity.probability(np.full(FRAME_SAMPLES, np.nan, np.float32))
    assert all(0 <= activity.probability(frame) <= 1 for frame in _frames(_vowel(0.2)))


def test_the_model_comes_with_the_package() -> None:
    assert shipped_model().suffix == ".onnx"


def test_a_missing_model_file_says_which_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match=r"absent\.onnx is not there; run: pip"):
        SileroVad(tmp_path / "absent.onnx")


def test_a_broken_model_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"not a model")
    with pytest.raises(AdapterError, match=r"broken\.onnx cannot be used") as caught:
        SileroVad(tmp_path / "broken.onnx")
    assert "\n" not in str(caught.value)
