"""What sound is made of here, and the protocols of those who hear and speak. Types only; arrays are mono float32."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000
"""Rate of everything that is listened to."""
FRAME_SAMPLES = 512
"""Samples in a frame, as the voice activity model wants them."""
FRAME_S = FRAME_SAMPLES / SAMPLE_RATE_HZ
"""Length of a frame: 32 ms."""

Samples = NDArray[np.float32]
"""Mono samples in [-1, 1], of shape (n,)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of speech, in seconds since the start of the interview."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """Words of a stretch of speech."""

    text: str
    """Empty when nothing was said, or when what was recognised could not be believed."""
    confidence: float = 1.0
    """Between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something to play."""

    samples: Samples
    rate_hz: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate_hz


class VoiceActivity(Protocol):
    """Whether a frame holds speech. Stateful: feed the frames of one stream in order."""

    def probability(self, frame: Samples) -> float:
        """Probability of speech in a frame of shape (FRAME_SAMPLES,)."""
        ...

    def reset(self) -> None:
        """Forget the stream."""
        ...


class TurnCompletion(Protocol):
    """How finished a turn sounds, from its audio alone."""

    def probability(self, audio: Samples) -> float:
        """Probability that the turn is over, from its last seconds at SAMPLE_RATE_HZ."""
        ...


Moment = Literal["end", "pause", "speech"]
"""Where a turn stands: over, pausing, or in the middle of speech."""


class Transcriber(Protocol):
    """Speech to text."""

    @property
    def name(self) -> str:
        """Model and settings, as written into logs."""
        ...

    def transcribe(self, audio: Samples, spans: Sequence[Span] = (), draft: bool = False) -> Transcript:
        """Transcribe audio at SAMPLE_RATE_HZ; `spans` of speech are relative to its start. Raises AdapterError."""
        ...

    def settle(self, audio: Samples, spans: Sequence[Span], at: Moment) -> None:
        """Work out ahead what the final transcript needs: if the turn is over, or however it goes on from a pause or in
        the middle of speech.

        Raises AdapterError.
        """
        ...


class Voice(Protocol):
    """Text to speech."""

    @property
    def name(self) -> str:
        """Engine and voice."""
        ...

    def synthesise(self, text: str) -> Sound:
        """One sentence, in spoken form, as sound. Raises AdapterError when the engine fails or hangs."""
        ...

    def close(self) -> None:
        """Give engines and processes back."""
        ...
