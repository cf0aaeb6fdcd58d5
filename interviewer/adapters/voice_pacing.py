"""When a pause is written down: as late as its draft can still be there in time, so that short pauses cost nothing."""

from dataclasses import dataclass

from interviewer.adapters.whisper_windows import ENOUGH_S, LIMIT_S
from interviewer.speech.types import Span

NEEDED_S = 1.4
"""Silence after which a draft is first asked for: hardly a turn is answered sooner."""
SOONEST_S, LATEST_S = 0.45, 0.8
"""No pause is written down before it has lasted so long, and each that lasts longer is."""
LISTEN_BEFORE_S = 0.15
"""The audio model is asked so long before a draft, which is put off where the melody goes on."""
SLOW_AT_FIRST_S = 0.9
"""How long a draft is thought to take before one was made."""
LOOK_S = 2.0
"""How often speech that goes on is looked at."""
FORGETTING = 0.8
"""A quicker draft counts by and by, a slower one at once."""


@dataclass(slots=True)
class Pacing:
    """Follows how long drafts take."""

    draft_s: float = SLOW_AT_FIRST_S
    """How long the next one will take, by those before it."""
    _window_from: float = 0.0
    """Speech from here on is in the recogniser's open window."""
    _looked_at: float = 0.0
    """Up to where speech went when it was last found too long for one window."""

    def due(self, spans: tuple[Span, ...], silence_s: float, unfinished: bool) -> bool:
        """Whether the pause after these spans, which has lasted so long, is to be written down now; `unfinished` is how
        its melody sounds."""
        if self._full(spans):
            return silence_s >= SOONEST_S
        return silence_s >= (LATEST_S if unfinished else self._draft_after_s)

    def listens(self, silence_s: float) -> bool:
        """Whether the melody before a pause that has lasted so long is to be judged now."""
        return silence_s >= self._draft_after_s - LISTEN_BEFORE_S

    def begun(self, spans: tuple[Span, ...]) -> None:
        """The speech up to here is being written down; a full window is closed by that, and is not worked out again."""
        if self._full(spans):
            self._window_from = spans[-1].end_s

    def overfull(self, spans: tuple[Span, ...]) -> bool:
        """Speech without a pause that is written down has gone beyond one window; told every LOOK_S seconds of it."""
        if self._length(spans) <= LIMIT_S or 0 <= spans[-1].end_s - self._looked_at < LOOK_S:
            return False
        self._looked_at = spans[-1].end_s
        return True

    def opened(self, at: float) -> bool:
        """The recogniser's open window begins here; whether that is further on than was known."""
        further, self._window_from = at > self._window_from, max(at, self._window_from)
        return further

    def took(self, seconds: float) -> None:
        """A draft came after so long."""
        self.draft_s = max(seconds, FORGETTING * self.draft_s)

    @property
    def _draft_after_s(self) -> float:
        return max(SOONEST_S, min(LATEST_S, NEEDED_S - self.draft_s))

    def _full(self, spans: tuple[Span, ...]) -> bool:
        """The recogniser closes its window at this pause, so that what it makes of it now is kept."""
        return self._length(spans) >= ENOUGH_S

    def _length(self, spans: tuple[Span, ...]) -> float:
        """How much of a turn is in the open window, pauses included."""
        inside = [span for span in spans if span.end_s > self._window_from]
        return inside[-1].end_s - max(inside[0].start_s, self._window_from) if inside else 0.0
