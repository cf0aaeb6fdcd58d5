"""Voice activity with the silero model in the package faster-whisper: one frame at a time, its state kept here."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.errors import AdapterError
from interviewer.speech.types import FRAME_SAMPLES, Samples

CONTEXT_SAMPLES = 64
"""Samples of the frame before that the model wants in front of each frame."""
STATE_SHAPE = (1, 1, 128)
_PATTERN = "silero_vad*.onnx"
_ADVICE = "run: pip install --force-reinstall faster-whisper"


def shipped_model() -> Path:
    """The model file inside the installed package; raises AdapterError."""
    spec = find_spec("faster_whisper")
    if spec is None or spec.origin is None:
        raise AdapterError(
            "voice activity: the package faster-whisper is not installed; run: pip install faster-whisper"
        )
    folder = Path(spec.origin).parent / "assets"
    found = sorted(folder.glob(_PATTERN))
    if not found:
        raise AdapterError(f"voice activity: no {_PATTERN} in {folder}; {_ADVICE}")
    return found[-1]


class SileroVad:
    """A VoiceActivity; about 0.1 ms of one core for a frame of 32 ms."""

    def __init__(self, model: Path | None = None) -> None:
        """Load the shipped model, or that file; raises AdapterError."""
        self._session = onnx_session(model or shipped_model(), "voice activity", _ADVICE)
        self.reset()

    def reset(self) -> None:
        """Forget the stream."""
        self._h = np.zeros(STATE_SHAPE, np.float32)
        self._c = np.zeros(STATE_SHAPE, np.float32)
        self._before = np.zeros(CONTEXT_SAMPLES, np.float32)

    def probability(self, frame: Samples) -> float:
        """Probability of speech in a frame of shape (FRAME_SAMPLES,)."""
        if frame.shape != (FRAME_SAMPLES,):
            raise ValueError(f"a frame has {FRAME_SAMPLES} samples, not {frame.shape}")
        window = np.concatenate((self._before, np.nan_to_num(frame))).astype(np.float32)[None, :]
        found, self._h, self._c = self._session.run(None, {"input": window, "h": self._h, "c": self._c})
        self._before = window[0, -CONTEXT_SAMPLES:]
        return float(found[0])


def onnx_session(model: Path, part: str, advice: str) -> Any:
    """A single-threaded session that keeps no memory arena; raises AdapterError when the file is missing or broken."""
    if not model.is_file():
        raise AdapterError(f"{part}: {model} is not there; {advice}")
    try:
        import onnxruntime
    except ImportError as reason:
        raise AdapterError(f"{part}: {reason}; run: pip install onnxruntime") from reason
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as reason:  # the runtime has its own family of errors for a broken file
        raise AdapterError(f"{part}: {model} cannot be used ({_first_line(reason)}); {advice}") from reason


def _first_line(reason: Exception) -> str:
    return (str(reason) or type(reason).__name__).splitlines()[0]
