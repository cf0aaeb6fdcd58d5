"""How finished a turn sounds: the Smart Turn v3.2 model on the last eight seconds of audio. It knows no words."""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.adapters.vad import onnx_session
from interviewer.errors import AdapterError
from interviewer.speech.types import SAMPLE_RATE_HZ, Samples

WINDOW_S = 8
"""The model hears the last eight seconds, with silence in front of anything shorter."""
MODEL_FILE = "smart-turn-v3.2-cpu.onnx"
ADVICE = (
    "`interviewer voice` downloads it once when there is a network, or go on without it: "
    "the end of a turn is then found from silence and words alone"
)


class SmartTurn:
    """A TurnCompletion; one estimate costs about 0.1 s of one core."""

    def __init__(self, model: Path) -> None:
        """Load a model file, or the one in a folder; raises AdapterError."""
        file = model / MODEL_FILE if model.is_dir() else model
        self._session = onnx_session(file, "turn completion", ADVICE)
        self._extractor = _extractor()
        self._input = self._session.get_inputs()[0].name

    def probability(self, audio: Samples) -> float:
        """Probability that the turn is over, from its last seconds at SAMPLE_RATE_HZ."""
        features = self._extractor(prepared(audio), padding=0, chunk_length=WINDOW_S)
        found = self._session.run(None, {self._input: features[None].astype(np.float32)})
        return min(1.0, max(0.0, float(np.ravel(found[0])[0])))


def prepared(audio: Samples) -> NDArray[np.float32]:
    """The last eight seconds, silence in front, at zero mean and unit variance, as the model was trained on."""
    wanted = WINDOW_S * SAMPLE_RATE_HZ
    window = np.zeros(wanted, np.float32)
    last = np.nan_to_num(audio[-wanted:])
    if len(last):
        window[-len(last) :] = last
    return np.asarray((window - window.mean()) / math.sqrt(float(window.var()) + 1e-7), np.float32)


def _extractor() -> Any:
    try:
        from faster_whisper.feature_extractor import FeatureExtractor
    except ImportError as reason:
        raise AdapterError(f"turn completion: {reason}; run: pip install faster-whisper") from reason
    return FeatureExtractor(chunk_length=WINDOW_S)
