"""How fluently somebody spoke, from spans of voice activity and the words in them, never from word times."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from interviewer.speech.types import Span
from interviewer.speech.unfinished import is_hesitation, only_thinks

SilenceClass = Literal["dead", "filled", "thinking", "granted"]
MIN_PAUSE_S = 0.2
"""Shorter gaps belong to speaking."""
LAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """A stretch of speech and the words recognised in it, none for a mere sound."""

    span: Span
    words: str = ""

    @property
    def hesitation(self) -> bool:
        """Whether it is voice without words, such as "hmm"."""
        return all(is_hesitation(word) for word in self.words.split())


@dataclass(frozen=True, slots=True)
class Silence:
    """A time without an answer being given, and of what class."""

    kind: SilenceClass
    start_s: float
    duration_s: float
    after_words: str = ""
    """The last words before it; empty for the wait before the first."""


@dataclass(frozen=True, slots=True)
class Fluency:
    """Timing of one turn."""

    wait_s: float | None
    """Floor passed to first speech; None when the candidate began before."""
    turn_s: float
    """First to last speech."""
    voiced_s: float
    words: int
    """A lower bound: recognisers drop hesitations."""
    pauses: tuple[float, ...]
    """Lengths of the gaps between spans."""

    @property
    def rate_wpm(self) -> float:
        """Words a minute, pauses included."""
        return 60 * self.words / self.turn_s if self.turn_s else 0.0

    @property
    def articulation_wpm(self) -> float:
        """Words a minute of voiced time."""
        return 60 * self.words / self.voiced_s if self.voiced_s else 0.0

    @property
    def voiced_share(self) -> float:
        """Voiced time by the whole, between 0 and 1."""
        return self.voiced_s / self.turn_s if self.turn_s else 0.0

    @property
    def longest_pause_s(self) -> float:
        """The longest gap; zero without one."""
        return max(self.pauses, default=0.0)


def fluency(spoken: Sequence[SpokenSpan], floor_at: float | None = None) -> Fluency:
    """Timing of the spans of one turn, in order; `floor_at` is when the candidate was given the floor."""
    spans = [one.span for one in spoken]
    if not spans:
        return Fluency(None, 0.0, 0.0, 0, ())
    wait = None if floor_at is None or spans[0].start_s < floor_at else spans[0].start_s - floor_at
    gaps = (after.start_s - before.end_s for before, after in pairwise(spans))
    return Fluency(
        wait_s=wait,
        turn_s=spans[-1].end_s - spans[0].start_s,
        voiced_s=sum(span.end_s - span.start_s for span in spans),
        words=sum(len(one.words.split()) for one in spoken),
        pauses=tuple(gap for gap in gaps if gap >= MIN_PAUSE_S),
    )


def silences(
    spoken: Sequence[SpokenSpan],
    floor_at: float,
    until: float | None = None,
    granted: Span | None = None,
    shortest_s: float = MIN_PAUSE_S,
) -> tuple[Silence, ...]:
    """All times from `floor_at` to the last speech (or `until`) in which no answer was given, in order.

    Gaps are dead, or granted as far as `granted` reaches; voice without words is filled, and a span whose words
    only think aloud is thinking.
    """
    found: list[Silence] = []
    said, at = "", floor_at
    for one in spoken:
        found += _gap(at, one.span.start_s, granted, said, shortest_s)
        said = f"{said} {one.words}".strip()
        kind = _voiced_kind(one)
        if kind is not None:
            found.append(Silence(kind, one.span.start_s, one.span.end_s - one.span.start_s, _last(said)))
        at = max(at, one.span.end_s)
    if until is not None:
        found += _gap(at, until, granted, said, shortest_s)
    return tuple(found)


def gained(before: str, after: str) -> str:
    """The words a longer draft has beyond a shorter one of the same turn."""
    return " ".join(after.split()[len(before.split()) :])


def _voiced_kind(one: SpokenSpan) -> SilenceClass | None:
    if one.hesitation:
        return "filled"
    return "thinking" if only_thinks(one.words) else None


def _gap(start: float, end: float, granted: Span | None, said: str, shortest_s: float) -> list[Silence]:
    given = granted or Span(start, start)
    first, last = min(max(given.start_s, start), end), min(max(given.end_s, start), end)
    parts: tuple[tuple[SilenceClass, float, float], ...]
    parts = ("dead", start, first), ("granted", first, last), ("dead", last, end)
    return [Silence(kind, a, b - a, _last(said)) for kind, a, b in parts if b - a >= shortest_s]


def _last(said: str) -> str:
    return " ".join(said.split()[-LAST_WORDS:])
