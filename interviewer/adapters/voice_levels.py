"""Watches the microphone's loudness: dead, clipped or too quiet is said once, with what to do."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from interviewer.speech.types import FRAME_S, Samples

CLIPPED = 0.99
CLIPPED_FRAMES = 10
"""Frames with clipped samples after which it is said."""
TOO_QUIET = 0.004
"""Speech below this loudness is hard to recognise: -48 dB."""
SPEECH_FRAMES = 60
DEAD_S = 6.0
"""Digital silence for so long means that the microphone is switched off."""


@dataclass(slots=True)
class LevelWatch:
    """Feed it every frame; `say` gets each remark once."""

    say: Callable[[str], None]
    _clipped: int = 0
    _dead_s: float = 0.0
    _speech: list[float] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def frame(self, frame: Samples, voiced: bool) -> None:
        """One frame of the microphone."""
        loudest = float(np.max(np.abs(frame)))
        self._dead_s = self._dead_s + FRAME_S if loudest == 0.0 else 0.0
        self._clipped += loudest >= CLIPPED
        if voiced and len(self._speech) < SPEECH_FRAMES:
            self._speech.append(float(np.sqrt(np.mean(np.square(frame)))))
        if self._dead_s >= DEAD_S:
            self._once("The microphone delivers pure silence: it is muted, or this program may not use it.")
        if self._clipped >= CLIPPED_FRAMES:
            self._once("The microphone is too loud and clips: turn its level down in the system's sound settings.")
        if len(self._speech) == SPEECH_FRAMES and float(np.median(self._speech)) < TOO_QUIET:
            self._once("You are very quiet: come closer to the microphone or turn its level up.")

    def _once(self, remark: str) -> None:
        if remark not in self._said:
            self._said.add(remark)
            self.say(remark)
