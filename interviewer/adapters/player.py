"""The interviewer's sound on its way to the speaker, block by block. It knows what has been played of a line."""

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np

from interviewer.adapters.resample import resample
from interviewer.speech.types import FRAME_S, Samples, Sound

FADE_S = 0.012
"""A sound that stops in the middle fades for so long, so that it does not click."""
DUCKED = 0.2
"""Loudness while the candidate hums along."""
REMEMBERED_S = 0.6
"""Loudness is remembered for so long: the longest way from the speaker into the microphone."""


@dataclass(slots=True)
class Clip:
    """A sentence of a line, and how far it has been played."""

    sentence: int
    samples: Samples
    at: int = 0


class Playback:
    """A queue of sentences; the sound card, or a file, pulls samples out of it on whatever thread it likes."""

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._clips: deque[Clip] = deque()
        self._lock = threading.Lock()
        self._gain = self._goal = 1.0
        self._held = False
        self._block = np.zeros(0, np.float32)
        self._place = (0, 0.0)
        self.levels: deque[float] = deque([0.0] * round(REMEMBERED_S / FRAME_S), round(REMEMBERED_S / FRAME_S))
        """Loudness of what was played in the last frames, newest last: root mean squares."""

    def play(self, sentence: int, sound: Sound) -> None:
        """Queue a sentence."""
        clip = Clip(sentence, resample(sound.samples, sound.rate_hz, self.rate_hz))
        with self._lock:
            self._clips.append(clip)

    def begin(self) -> None:
        """A new line: nothing of it has been played."""
        with self._lock:
            self._clips.clear()
            self._place = (0, 0.0)
            self._goal, self._held = 1.0, False

    def drop(self) -> None:
        """Stop at once, but for a short fade, and forget what is queued."""
        with self._lock:
            if self._clips:
                clip = self._clips[0]
                faded = clip.samples[: clip.at + round(FADE_S * self.rate_hz)]
                self._clips = deque([Clip(clip.sentence, faded, clip.at)])
            self._goal, self._held = 0.0, False

    def hold(self) -> None:
        """Fall silent without forgetting."""
        with self._lock:
            self._goal, self._held = 0.0, True

    def duck(self) -> None:
        """Go on more softly."""
        with self._lock:
            self._goal = DUCKED

    def go_on(self, rewind_s: float = 0.0) -> None:
        """Go on after `hold` or `duck`, from a little before."""
        with self._lock:
            if self._held and self._clips:
                self._clips[0].at = max(0, self._clips[0].at - round(rewind_s * self.rate_hz))
            self._goal, self._held = 1.0, False

    @property
    def held(self) -> bool:
        """Silent in the middle of a line, which may go on."""
        return self._held

    @property
    def queued(self) -> int:
        """Sentences that have not been played to their end."""
        return len(self._clips)

    @property
    def place(self) -> tuple[int, float]:
        """The sentence that is played, or was last, and the share of it that has been played."""
        return self._place

    def pull(self, count: int) -> Samples:
        """The next samples; silence when there are none."""
        out = np.zeros(count, np.float32)
        with self._lock:
            filled = 0
            while filled < count and self._clips and not (self._held and self._gain == 0.0):
                filled += self._fill(out[filled:])
        self._remember(out)
        return out

    def _fill(self, out: Samples) -> int:
        """Copy of the first clip what fits, on the way from the present loudness to the wanted one."""
        clip = self._clips[0]
        step = FADE_S * self.rate_hz
        taken = clip.samples[clip.at : clip.at + len(out)]
        way = np.arange(1, len(taken) + 1) / step
        if self._goal < self._gain:
            gains = np.maximum(self._goal, self._gain - way)
        else:
            gains = np.minimum(self._goal, self._gain + way)
        if self._held and len(gains) and gains[-1] == 0.0:
            taken = taken[: int(np.argmin(gains)) + 1]
            gains = gains[: len(taken)]
        out[: len(taken)] = taken * gains
        self._gain = float(gains[-1]) if len(gains) else self._gain
        clip.at += len(taken)
        if len(clip.samples):
            self._place = (clip.sentence, clip.at / len(clip.samples))
        if clip.at >= len(clip.samples):
            self._clips.popleft()
            self._gain = self._gain if self._clips else self._goal
        return len(taken)

    def _remember(self, out: Samples) -> None:
        size = round(FRAME_S * self.rate_hz)
        self._block = np.concatenate((self._block, np.square(out)))
        while len(self._block) >= size:
            self.levels.append(float(np.sqrt(np.mean(self._block[:size]))))
            self._block = self._block[size:]
