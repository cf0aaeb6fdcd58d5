"""What is known of the turn that is open: its words as far as they are written down, and its pauses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from interviewer.adapters.voice_asides import Asides
from interviewer.adapters.voice_echo import hums
from interviewer.adapters.voice_words import TurnWords
from interviewer.dialogue.inputs import MeasuredPause
from interviewer.speech.endpointing import Endpointer
from interviewer.speech.fluency import silences
from interviewer.speech.types import Span

SHORTEST_PAUSE_S = 0.3
"""Pauses from this length come with the turn."""
UNCLEAR_S = 2.0
"""Speech of this length without words is asked for again; shorter sounds are coughs and hesitations."""


@dataclass(slots=True)
class OpenTurn:
    """Follows one turn after the other."""

    words: TurnWords
    asides: Asides
    endpointer: Endpointer
    """Is told how the turn reads and sounds."""
    signs: list[float] = field(default_factory=list)
    """When it was given a sign of listening."""
    _told: set[float] = field(default_factory=set)
    """Pauses that the interview was told of while they lasted, by their start."""

    def pausing(self, spans: tuple[Span, ...], silence_s: float, voiced: bool) -> None:
        """The pause after these spans has lasted so long: have it judged and written down when it is time."""
        if self.words.pacing.listens(silence_s):
            self.words.listen(spans, self.endpointer.completion)
        if self.words.pacing.due(spans, silence_s, self.endpointer.sounds_unfinished) and not voiced:
            self.words.draft(spans, partial(self._drafted, spans))
        self.endpointer.drafting = self.words.drafts(spans)

    def tell(self, since: float) -> str | None:
        """The last words before a pause that the interview is to be told of; None when it was."""
        if since in self._told:
            return None
        self._told.add(since)
        return self.words.after(since)

    def unclear(self, spans: Sequence[Span]) -> bool:
        """Speech without words is long enough to have been something, and no hum."""
        return sum(span.end_s - span.start_s for span in spans) >= UNCLEAR_S and not hums(self.words.sound(spans))

    def pauses(self, spans: tuple[Span, ...]) -> tuple[MeasuredPause, ...]:
        """The gaps of a turn that the interview was not told of while they lasted, and what fills them."""
        spoken = self.asides.told(self.words.spoken(spans))
        found = silences(spoken, spans[0].start_s, shortest_s=SHORTEST_PAUSE_S)
        return tuple(
            MeasuredPause(
                start_s=one.start_s,
                duration_s=one.duration_s,
                after_words=one.after_words if one.kind == "thinking" else self.words.after(one.start_s),
                voiced=one.kind == "filled",
                thinking=one.kind == "thinking",
            )
            for one in found
            if one.start_s not in self._told
        )

    def forget(self) -> None:
        """The turn is done with."""
        self.words.forget()
        self.asides.forget()
        self.signs.clear()
        self._told.clear()

    def _drafted(self, spans: tuple[Span, ...], text: str) -> None:
        """The words so far; speech without words is no thinking, so the turn is waited for no longer than any other."""
        if text.strip() or not self.unclear(spans):
            self.endpointer.draft(text)
