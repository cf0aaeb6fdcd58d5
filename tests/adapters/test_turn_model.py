"""The turn-completion model: what it is given, and what is said when it is absent."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from interviewer.adapters.turn_model import MODEL_FILE, WINDOW_S, SmartTurn, prepared
from interviewer.errors import AdapterError
from interviewer.speech.types import SAMPLE_RATE_HZ


def test_short_audio_stands_at_the_end_of_the_window() -> None:
    window = prepared(np.ones(SAMPLE_RATE_HZ, np.float32))
    assert window.shape == (WINDOW_S * SAMPLE_RATE_HZ,)
    assert window[-SAMPLE_RATE_HZ] == window[-1] > window[0] == window[-SAMPLE_RATE_HZ - 1]


def test_of_long_audio_only_the_last_seconds_count() -> None:
    random = np.random.default_rng(1)
    last = random.standard_normal(WINDOW_S * SAMPLE_RATE_HZ).astype(np.float32)
    longer = np.concatenate((random.standard_normal(5000).astype(np.float32), last))
    assert np.array_equal(prepared(longer), prepared(last))


def test_loudness_does_not_count() -> None:
    sound = np.random.default_rng(2).standard_normal(SAMPLE_RATE_HZ).astype(np.float32)
    assert np.allclose(prepared(sound), prepared(sound * np.float32(0.1)), atol=1e-3)


def test_no_audio_at_all_is_silence() -> None:
    assert not prepared(np.zeros(0, np.float32)).any()


@pytest.mark.parametrize("where", ["", "absent.onnx"], ids=["folder", "file"])
def test_an_absent_model_says_how_to_get_it_and_that_voice_works_without(where: str, tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match=r"is not there; .* downloads it once .* or go on without it"):
        SmartTurn(tmp_path / where)


def test_a_broken_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / MODEL_FILE).write_bytes(b"nothing")
    with pytest.raises(AdapterError, match="cannot be used") as caught:
        SmartTurn(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.model
def test_an_estimate_is_a_probability_whatever_it_hears(weights: Callable[[str], Path]) -> None:
    model = SmartTurn(weights("smart-turn"))
    noise = np.random.default_rng(3).standard_normal(3 * SAMPLE_RATE_HZ).astype(np.float32)
    for sound in (np.zeros(0, np.float32), np.zeros(8000, np.float32), noise, np.full(100, np.nan, np.float32)):
        assert 0 <= model.probability(sound) <= 1
