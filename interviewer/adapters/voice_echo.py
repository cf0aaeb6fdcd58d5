"""Whether a voiced frame is the candidate or our own voice from the speakers; what to do when they speak over us."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from interviewer.speech.types import FRAME_S, SAMPLE_RATE_HZ, Samples

ACTIVE = 0.004
"""Loudness from which the interviewer is heard at all: root mean square."""
MARGIN = 1.6
"""The candidate must be so much louder than the expected echo: 4 dB."""
LEARNING_FRAMES = 25
"""Frames of playback before anything is believed while we speak: 0.8 s."""
REMEMBERED_FRAMES = 320
ECHO_QUANTILE = 0.9
HUM_SHARE = 0.12
"""A hum has less than this share of its power above HUM_HZ."""
HUM_HZ = 700.0
HOPELESS = 0.35
"""From this share of our own loudness in the microphone nobody can be heard over us: -9 dB."""


def rms(samples: Samples) -> float:
    """Loudness: root mean square."""
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def hums(samples: Samples) -> bool:
    """A sound like "mm-hm": next to nothing of it is high."""
    power = np.square(np.abs(np.fft.rfft(samples)))
    cut = round(HUM_HZ * len(samples) / SAMPLE_RATE_HZ)
    return bool(power[cut:].sum() < HUM_SHARE * power.sum())


class EchoGate:
    """Learns how loud our own voice comes back, and believes only what is clearly louder."""

    def __init__(self, leakage: float | None = None) -> None:
        """`leakage` is what the sound check measured: microphone loudness for playback loudness 1."""
        self._ratios: deque[float] = deque([] if leakage is None else [leakage] * LEARNING_FRAMES, REMEMBERED_FRAMES)
        self._leakage = leakage or 0.0

    @property
    def leakage(self) -> float:
        """How much of our own loudness comes back."""
        return self._leakage

    @property
    def known(self) -> bool:
        """Enough of our voice has come back, or not come back, to tell it from the candidate's."""
        return len(self._ratios) >= LEARNING_FRAMES

    @property
    def half_duplex(self) -> bool:
        """Our own voice comes back so loud that the candidate cannot be told from it."""
        return self.known and self._leakage >= HOPELESS

    def believes(self, loudness: float, played: Iterable[float]) -> bool:
        """Whether a frame of this loudness can be the candidate, given what was played in the last half second, newest
        last. Until the echo is known, nothing is learned once our voice has stopped: that may be the candidate."""
        levels = tuple(played)
        reference = max(levels, default=0.0)
        if reference < ACTIVE:
            return True
        deaf = not self.known or self.half_duplex
        believed = not deaf and loudness > MARGIN * self._leakage * reference
        if not believed and (levels[-1] >= ACTIVE or not deaf):
            self._learn(loudness / reference)
        return believed

    def _learn(self, ratio: float) -> None:
        self._ratios.append(ratio)
        self._leakage = float(np.quantile(self._ratios, ECHO_QUANTILE))


Step = Literal["", "duck", "hold", "stop", "release"]

NOTICE_S = 0.12
"""Voiced time after which we react."""
COMMIT_S = 0.6
"""Speech that goes on for so long takes the floor."""
LAPSE_S = 0.35
"""What falls silent for so long before that was a cough or an "mm-hm"."""


@dataclass(slots=True)
class BargeIn:
    """Follows the candidate while the interviewer speaks."""

    threshold: float = 0.6
    onset: float | None = None
    """Since when they have been speaking over us."""
    _voiced: float = 0.0
    _latest: float = 0.0
    _power: float = 0.0
    _high: float = 0.0
    _step: Step = ""

    def reset(self) -> None:
        """Nobody speaks over us."""
        self.onset, self._voiced, self._step, self._power, self._high = None, 0.0, "", 0.0, 0.0

    def frame(self, now: float, probability: float, frame: Samples) -> Step:
        """What to do after one frame that ended `now`: a step is told once."""
        if probability >= self.threshold:
            self._hear(now, frame)
        elif self.onset is not None and now - self._latest >= LAPSE_S:
            disturbed = self._step in ("duck", "hold")
            self.reset()
            return "release" if disturbed else ""
        return self._next(now)

    def _hear(self, now: float, frame: Samples) -> None:
        self.onset = now - FRAME_S if self.onset is None else self.onset
        self._voiced += FRAME_S
        self._latest = now
        power = np.square(np.abs(np.fft.rfft(frame * np.hanning(len(frame)))))
        cut = round(HUM_HZ * len(frame) / SAMPLE_RATE_HZ)
        self._power += float(power.sum())
        self._high += float(power[cut:].sum())

    def _next(self, now: float) -> Step:
        if self.onset is None or self._voiced < NOTICE_S:
            return ""
        if self._voiced >= (2 * COMMIT_S if self.hums else COMMIT_S):
            wanted: Step = "stop"
        else:
            wanted = "duck" if self.hums else "hold"
        if wanted == self._step or (wanted, self._step) == ("duck", "hold"):
            return ""
        self._step = wanted
        return wanted

    @property
    def hums(self) -> bool:
        """What is heard sounds like "mm-hm": next to nothing of it is high."""
        return self._high < HUM_SHARE * self._power


@dataclass(slots=True)
class OverUs:
    """What the candidate says while a line is heard: theirs if they take the floor by it, forgotten if they don't."""

    barge: BargeIn = field(default_factory=BargeIn)
    _frames: list[tuple[float, float]] = field(default_factory=list)

    def frame(self, now: float, probability: float, frame: Samples) -> Step:
        """One frame that ended `now`: what to do about the line."""
        step = self.barge.frame(now, probability, frame)
        if self.speaking:
            self._frames.append((now, probability))
        else:
            self._frames.clear()
        return step

    @property
    def speaking(self) -> bool:
        """They may be speaking over us."""
        return self.barge.onset is not None

    def take(self) -> tuple[tuple[float, float], ...]:
        """Their frames, each as its end and its voice activity; then nobody speaks over us."""
        frames = tuple(self._frames)
        self.reset()
        return frames

    def reset(self) -> None:
        """Nobody speaks over us."""
        self._frames.clear()
        self.barge.reset()
