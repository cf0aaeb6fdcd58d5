"""Cuts a long turn at its pauses into windows a recogniser can take. A closed window stays as the turn grows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from interviewer.speech.types import SAMPLE_RATE_HZ, Samples, Span

LIMIT_S = 15.0
"""Longest window. Twice as long gives the same words (measured), and more to wait for at the end of a turn."""
CLOSE_AFTER_S = 6.0
"""A window that has to be closed holds at least this much, unless one stretch of speech follows that does not fit."""
ENOUGH_S = 8.0
"""From here on a window is closed at the next pause: little is then left to do at the end of a turn."""
CLOSING_PAUSE_S = 0.45
"""Such a pause is this long."""
MARGIN_S = 0.3
"""Sound kept on both sides of a stretch of speech; longer silences shrink to twice this."""
TAIL_S = 0.2
"""The same at the end of a window: it is the same sound whether the turn goes on or not."""
QUIET_S = 0.05
"""Length of the moment by which speech without a pause is cut."""


@dataclass(frozen=True, slots=True)
class Window:
    """Stretches of a turn that are recognised together, in seconds since its start."""

    pieces: tuple[Span, ...]
    voiced_s: float
    """How much of it is speech."""
    closed: bool = True
    """Nothing will be added to it after a pause."""

    def cut(self, audio: Samples) -> Samples:
        """Its sound."""
        return np.concatenate([audio[_sample(p.start_s) : _sample(p.end_s)] for p in self.pieces])


def windows(audio: Samples, spans: Sequence[Span], going_on: bool = False) -> tuple[Window, ...]:
    """All windows of a turn, in order; the last may be open, and is while speech is going on."""
    length_s = len(audio) / SAMPLE_RATE_HZ
    inside = [Span(max(0.0, s.start_s), min(length_s, s.end_s)) for s in spans]
    short = [part for s in inside if s.end_s > s.start_s for part in _split(audio, s)]
    done: list[Window] = []
    held: list[Span] = []
    for span in short:
        while held and span.end_s - held[0].start_s - _saved(held, span) > LIMIT_S:
            cut = _best_cut(held, span)
            done.append(_window(held[:cut], length_s, held[cut] if cut < len(held) else span, done))
            held = held[cut:]
        if held and _full(held) and span.start_s - held[-1].end_s >= CLOSING_PAUSE_S:
            done.append(_window(held, length_s, span, done))
            held = []
        held.append(span)
    if not held:
        return tuple(done)
    last = _window(held, length_s, None, done)
    return (*done, replace(last, closed=False) if going_on else last)


def unchanging(audio: Samples, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Speech that is going on, without what its end may still change: where a long stretch is cut is known before."""
    return (*spans[:-1], *_split(audio, spans[-1])[:-1])


def _split(audio: Samples, span: Span) -> list[Span]:
    """Speech without a pause is cut at its quietest moments."""
    parts = []
    start = span.start_s
    while span.end_s - start > LIMIT_S - 2 * MARGIN_S:
        low = _sample(start + CLOSE_AFTER_S)
        stretch = np.abs(audio[low : _sample(start + LIMIT_S - 2 * MARGIN_S)])
        step = _sample(QUIET_S)
        loudness = stretch[: len(stretch) // step * step].reshape(-1, step).mean(axis=1)
        at = (low + (int(loudness.argmin()) + 0.5) * step) / SAMPLE_RATE_HZ
        parts.append(Span(start, at))
        start = at
    return [*parts, Span(start, span.end_s)]


def _saved(held: Sequence[Span], following: Span) -> float:
    """Silence that is left out."""
    ends, starts = held, (*held[1:], following)
    return sum(max(0.0, b.start_s - a.end_s - 2 * MARGIN_S) for a, b in zip(ends, starts, strict=True))


def _best_cut(held: Sequence[Span], following: Span) -> int:
    """After how many spans to close: at the longest pause once there is enough."""
    after = [*held[1:], following]
    enough = [i for i, span in enumerate(held) if span.end_s - held[0].start_s >= CLOSE_AFTER_S]
    return 1 + max(enough or [len(held) - 1], key=lambda i: after[i].start_s - held[i].end_s)


def _window(held: Sequence[Span], length_s: float, following: Span | None, done: Sequence[Window]) -> Window:
    """Widen the spans by the margin, never into the next one or an earlier window."""
    pieces: list[Span] = []
    floor = done[-1].pieces[-1].end_s if done else 0.0
    for span, after in zip(held, (*held[1:], following), strict=True):
        ceiling = (span.end_s + after.start_s) / 2 if after else length_s
        end = min(span.end_s + (TAIL_S if after is following else MARGIN_S), ceiling)
        pieces.append(Span(max(span.start_s - MARGIN_S, floor), end))
        floor = end
    return Window(tuple(pieces), sum(s.end_s - s.start_s for s in held), following is not None or _full(held))


def _full(held: Sequence[Span]) -> bool:
    return held[-1].end_s - held[0].start_s >= ENOUGH_S


def _sample(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)
