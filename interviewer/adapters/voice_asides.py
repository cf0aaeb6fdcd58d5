"""Short sounds between two pauses, written down by themselves: "um" and "let me see" are told from answers around them.

They are looked at once speech has gone on, when nobody waits for the recogniser.
"""

from collections.abc import Iterable

from interviewer.adapters.voice_words import Tape
from interviewer.adapters.voice_work import Work
from interviewer.speech.fluency import SpokenSpan
from interviewer.speech.types import Span, Transcriber, Transcript

LONGEST_S = 1.8
"""A longer sound is part of the answer."""
APART_S = 0.3
"""Silence on both sides from which a sound stands alone."""
HEARD_S = 1.3
"""Silence on both sides together from which the pause is one that a listener notices."""
PAD_S = 0.1


class Asides:
    """The words of the short sounds of the open turn."""

    def __init__(self, tape: Tape, transcriber: Transcriber, work: Work) -> None:
        self._tape, self._transcriber, self._work = tape, transcriber, work
        self._words: dict[Span, str] = {}

    def resumed(self, spans: tuple[Span, ...]) -> None:
        """Speech has gone on with the last of these spans: the one before it is looked at, if it stood alone."""
        if len(spans) < 2:
            return
        alone, after = spans[-2:]
        gaps = (alone.start_s - spans[-3].end_s if len(spans) > 2 else HEARD_S, after.start_s - alone.end_s)
        if alone.end_s - alone.start_s > LONGEST_S or min(gaps) < APART_S or sum(gaps) < HEARD_S:
            return
        sound = self._tape.cut(alone.start_s - PAD_S, alone.end_s + PAD_S)
        inside = (Span(PAD_S, PAD_S + alone.end_s - alone.start_s),)

        def written(found: Transcript | Exception) -> None:
            if isinstance(found, Transcript):
                self._words[alone] = found.text

        self._work.submit("words", lambda: self._transcriber.transcribe(sound, inside, draft=True), written)

    def told(self, spoken: Iterable[SpokenSpan]) -> tuple[SpokenSpan, ...]:
        """Spans of a turn, those that were looked at with their own words."""
        return tuple(SpokenSpan(one.span, self._words.get(one.span, one.words)) for one in spoken)

    def forget(self) -> None:
        """The turn is done with."""
        self._words.clear()
