"""Sample rates and channels made to fit: whole sounds through the spectrum, streams through a short filter."""

from math import gcd

import numpy as np
from numpy.typing import NDArray

from interviewer.speech.types import Samples

FILTER_TAPS = 63
CUTOFF = 0.45
"""Of the lower rate: what a stream keeps."""


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """A whole sound at another rate."""
    if from_hz == to_hz or not len(samples):
        return np.asarray(samples, np.float32)
    step = from_hz // gcd(from_hz, to_hz)
    wanted = round(len(samples) * to_hz / from_hz)
    padded = step * (len(samples) // step + 2)
    spectrum = np.fft.rfft(samples, padded)
    length = padded // step * (to_hz // gcd(from_hz, to_hz))
    bins = np.zeros(length // 2 + 1, complex)
    kept = min(len(spectrum), len(bins))
    bins[:kept] = spectrum[:kept]
    return np.asarray(np.fft.irfft(bins, length)[:wanted] * (length / padded), np.float32)


def mono(samples: NDArray[np.float32]) -> Samples:
    """Frames of shape (n, channels), or (n,), as one channel."""
    return np.asarray(samples if samples.ndim == 1 else samples.mean(axis=1), np.float32)


class StreamResampler:
    """A stream at another rate, block by block."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._step = from_hz / to_hz
        self._same = from_hz == to_hz
        cut = CUTOFF * min(1.0, to_hz / from_hz) * 2
        at = np.arange(FILTER_TAPS) - FILTER_TAPS // 2
        taps = np.sinc(cut * at) * np.hamming(FILTER_TAPS)
        self._taps = taps / taps.sum()
        self._kept = np.zeros(FILTER_TAPS - 1)
        self._last = 0.0
        self._next = 1.0

    def feed(self, block: Samples) -> Samples:
        """What a block becomes; lengths vary by one sample."""
        if self._same or not len(block):
            return np.asarray(block, np.float32)
        joined = np.concatenate((self._kept, np.asarray(block, np.float64)))
        self._kept = joined[len(joined) - (FILTER_TAPS - 1) :]
        smooth = np.concatenate(([self._last], np.convolve(joined, self._taps, "valid")))
        self._last = float(smooth[-1])
        at = np.arange(self._next, len(smooth) - 1 + 1e-9, self._step)
        self._next = (at[-1] + self._step if len(at) else self._next) - (len(smooth) - 1)
        return np.asarray(np.interp(at, np.arange(len(smooth)), smooth), np.float32)
