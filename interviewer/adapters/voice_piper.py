"""An offline neural voice: Piper, from the optional extra `piper`."""

from pathlib import Path
from typing import Any

import numpy as np

from interviewer.adapters.voices import trimmed
from interviewer.content.models import VoiceSettings
from interviewer.errors import AdapterError
from interviewer.speech.types import Sound

NATURAL_WPM = 170.0
"""How fast these voices speak by themselves, about."""


class PiperVoice:
    """A Voice made of a .onnx file with its .onnx.json beside it; the voice's own language is spoken."""

    def __init__(self, model: Path, settings: VoiceSettings) -> None:
        """Load it, from the file or a folder with one; raises AdapterError."""
        try:
            from piper import PiperVoice as Engine
            from piper import SynthesisConfig
        except ImportError:
            raise AdapterError("voice: Piper is not installed; run: pip install 'desk-interviewer[piper]'") from None
        file = voice_file(model)
        try:
            self._engine: Any = Engine.load(str(file))
        except Exception as error:
            raise AdapterError(f"voice: {file} cannot be used ({error}); download the Piper voice again") from error
        self._how: Any = SynthesisConfig(length_scale=NATURAL_WPM / settings.rate_wpm)
        self.name = f"piper {file.stem}"

    def synthesise(self, text: str) -> Sound:
        """One sentence as sound. Raises AdapterError."""
        try:
            chunks = list(self._engine.synthesize(text, self._how))
            samples = np.concatenate([chunk.audio_float_array for chunk in chunks])
        except Exception as error:
            raise AdapterError(f"voice: Piper failed ({error})") from error
        return trimmed(Sound(np.asarray(samples, np.float32), int(chunks[0].sample_rate)))

    def close(self) -> None:
        """Nothing to give back."""


def voice_file(model: Path) -> Path:
    """The file of a voice, given itself or its folder; raises AdapterError when it is not there."""
    file = next(iter(sorted(model.glob("*.onnx"))), model) if model.is_dir() else model
    if not file.is_file():
        raise AdapterError(f"voice: {file} is not there; give a Piper voice: NAME.onnx beside NAME.onnx.json")
    return file
