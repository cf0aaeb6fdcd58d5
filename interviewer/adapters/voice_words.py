"""The words of an open turn, drafted at each pause in the background, so that they are there when it is over.

While a pause lasts its draft is looked at once more, with a wider beam where it is doubtful. The recogniser remembers
the closed windows of a growing turn: only its last words are worked out again.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from interviewer.adapters.voice_pacing import Pacing
from interviewer.adapters.voice_work import Work
from interviewer.adapters.whisper_windows import TAIL_S, unchanging, windows
from interviewer.dialogue.state import last_words
from interviewer.speech.fluency import SpokenSpan, gained
from interviewer.speech.types import FRAME_S, Samples, Span, Transcriber, Transcript, TurnCompletion

PAD_S = 0.2
"""Sound that is kept before speech."""
AFTER_S = TAIL_S + 2 * FRAME_S
"""Sound that is kept after it: more than a window ends with, so that a closed window is the same however the turn goes
on, and is recognised once."""
COMPLETION_S, TRAILING_S = 8.0, 0.2
"""What the audio model hears, and how much of the pause."""
WORDS_S = 12.0
"""Longest wait for the words of a turn that is over, and as long again as its speech; far more than any machine needs
that can hold an interview."""
NO_WORDS = "it does not answer; t goes on in text"
STILL_BUSY = "it still does not answer; t goes on in text"


class Tape:
    """The newest sound, found by its time."""

    def __init__(self) -> None:
        self._frames: deque[Samples] = deque()
        self._end = 0.0

    def add(self, frame: Samples, end_s: float) -> None:
        """One more frame; a gap in time begins a new tape."""
        if abs(end_s - FRAME_S - self._end) > FRAME_S / 2:
            self._frames.clear()
        self._frames.append(frame)
        self._end = end_s

    def forget_before(self, at: float) -> None:
        """Keep what came later."""
        while self._frames and self._start + FRAME_S < at:
            self._frames.popleft()

    def cut(self, start_s: float, end_s: float) -> Samples:
        """The sound between two times, as far as it is there."""
        first = max(0, int((start_s - self._start) / FRAME_S + 0.5))
        last = max(first, int((end_s - self._start) / FRAME_S + 0.5))
        frames = [frame for number, frame in enumerate(self._frames) if first <= number < last]
        return np.concatenate(frames) if frames else np.zeros(0, np.float32)

    @property
    def _start(self) -> float:
        return self._end - len(self._frames) * FRAME_S


@dataclass(slots=True)
class TurnWords:
    """Has the open turn written down; every answer that comes too late is dropped."""

    tape: Tape
    transcriber: Transcriber
    completion: TurnCompletion | None
    work: Work
    failed: Callable[[str, str], None]
    """Told which part failed and why."""
    text: str = ""
    """The turn as far as it has been written down."""
    texts: dict[float, str] = field(default_factory=dict)
    """The turn as it had been written down at each of its pauses, by the end of the speech before."""
    pacing: Pacing = field(default_factory=Pacing)
    _now: float = 0.0
    _sounded: tuple[Span, ...] = ()
    """The pause for which the audio model was asked."""
    _moment: int = 0
    _turn: int = 0
    _due: float = 0.0
    """When the words of the turn that is over are waited for no longer."""
    _hangs: bool = False
    """The recogniser has not come back from a job; its jobs wait for each other, so it is given no more until then."""
    _final: tuple[tuple[Span, ...], Transcript] | None = None
    _asked: tuple[Span, ...] = ()
    """What is to be written down; () once the candidate has gone on."""
    _drafting: tuple[Span, ...] = ()
    _failed: tuple[Span, ...] = ()
    """Could not be written down at their pause."""
    _finish: tuple[tuple[Span, ...], Callable[[Transcript | None], None]] | None = None

    def listen(self, spans: tuple[Span, ...], sounds: Callable[[float], None]) -> None:
        """The pause lasts: `sounds` gets the audio's estimate, if they still pause then; only once."""
        model, moment = self.completion, self._moment
        if model is None or self._sounded == spans:
            return
        self._sounded = spans
        until = spans[-1].end_s + TRAILING_S
        audio = self.tape.cut(max(spans[0].start_s - PAD_S, until - COMPLETION_S), until)

        def estimated(found: float | Exception) -> None:
            if isinstance(found, Exception):
                self.completion = None
                self.failed("turn completion", str(found))
            elif moment == self._moment:
                sounds(found)

        self.work.submit("turn", lambda: model.probability(audio), estimated)

    def draft(self, spans: tuple[Span, ...], reads: Callable[[str], None]) -> None:
        """The pause lasts: `reads` gets the words, if they still pause then; only once."""
        if self._asked == spans or self._hangs:
            return
        self._asked = self._drafting = spans
        self.pacing.begun(spans)
        sound, turn, moment, began = self.sound(spans), self._turn, self._moment, self._now

        def drafted(found: Transcript | Exception | None) -> None:
            self._hangs = False
            if self._drafting == spans:
                self._drafting = ()
            if isinstance(found, Transcript):
                self.pacing.took(self._now - began)
            if isinstance(found, Transcript) and turn == self._turn:
                self._note(spans, found)
                if moment == self._moment:
                    reads(found.text)
            if self._finish is not None and self._finish[0] == spans:
                self._write(spans, sound)
            elif isinstance(found, Exception):
                self._failed = spans
                self._not_written(spans, found)
            elif found is not None and turn == self._turn:
                self._work_ahead(spans, sound)

        def job() -> Transcript | None:
            return self.transcriber.transcribe(sound, within(spans), draft=True) if self._asked == spans else None

        self.work.submit("words", job, drafted)

    def drafts(self, spans: tuple[Span, ...]) -> bool:
        """The words of these spans are being written down, and it has not failed yet."""
        return self._drafting == spans != self._failed

    def ahead(self, spans: tuple[Span, ...]) -> None:
        """Speech goes on, with pauses too short to be written down: work out what no more is added to, so that a long
        answer costs no more at its end than a short one."""
        if self._hangs or not spans or not self.pacing.overfull(spans):
            return
        sound = self.sound(spans)
        known = unchanging(sound, within(spans))
        if not known:
            return
        zero = spans[0].start_s - PAD_S
        cut = windows(sound, known)
        if len(cut) > 1 and self.pacing.opened(zero + cut[-1].pieces[0].start_s):
            self.work.submit("final words", lambda: self.transcriber.settle(sound, known, "speech"), lambda _: None)

    def resumed(self) -> None:
        """The candidate went on: what is being worked out about the pause is void."""
        self._moment += 1
        self._finish, self._asked = None, ()

    def finish(self, spans: tuple[Span, ...], then: Callable[[Transcript | None], None], now: float) -> None:
        """The turn is over: `then` gets its words, or None when the recogniser fails, unless `resumed` comes first."""
        self._moment += 1
        if self._final is not None and self._final[0] == spans:
            then(self._final[1])
            return
        self._finish = (spans, then)
        self._due = now + WORDS_S + sum(span.end_s - span.start_s for span in spans)
        if self._hangs:
            self._give_up(STILL_BUSY)
        elif self._drafting != spans:
            self._write(spans, self.sound(spans))

    def look(self, now: float) -> None:
        """Once a frame: a recogniser that lets a turn wait for too long hangs."""
        self._now = now
        if self._finish is not None and now >= self._due:
            self._hangs, self._asked = True, ()
            self._give_up(NO_WORDS)

    def forget(self) -> None:
        """The turn is done with."""
        self.resumed()
        self._turn += 1
        self.text, self._final = "", None
        self.texts.clear()

    def after(self, end_s: float) -> str:
        """The last words before the pause that began then."""
        return last_words(self.texts.get(end_s, ""))

    def spoken(self, spans: Sequence[Span]) -> tuple[SpokenSpan, ...]:
        """The words of each span; spans that were not written down one by one share the words of the next that was."""
        found: list[SpokenSpan] = []
        known = ""
        waiting: list[Span] = []
        for span in spans:
            waiting.append(span)
            text = self.texts.get(span.end_s)
            if text is not None:
                words = gained(known, text)
                found += [SpokenSpan(one, words) for one in waiting]
                known, waiting = text, []
        return (*found, *(SpokenSpan(one, self.text) for one in waiting))

    def sound(self, spans: Sequence[Span]) -> Samples:
        """A turn's sound, from just before its first word to just after its last."""
        return self.tape.cut(spans[0].start_s - PAD_S, spans[-1].end_s + AFTER_S)

    def _note(self, spans: tuple[Span, ...], found: Transcript) -> None:
        self.text = self.texts[spans[-1].end_s] = found.text

    def _work_ahead(self, spans: tuple[Span, ...], sound: Samples) -> None:
        """After a draft: what the final words need; its failure would be told when they are asked for."""

        def job() -> None:
            self.transcriber.settle(sound, within(spans), "end" if self._asked == spans else "pause")

        self.work.submit("final words", job, lambda _: None)

    def _write(self, spans: tuple[Span, ...], sound: Samples) -> None:
        """Have the turn that is over written down well."""
        self._asked = spans
        turn = self._turn

        def written(found: Transcript | Exception | None) -> None:
            self._hangs = False
            if isinstance(found, Exception):
                self._not_written(spans, found)
            elif found is not None and turn == self._turn:
                self._note(spans, found)
                self._final = (spans, found)
                if self._finish is not None and self._finish[0] == spans:
                    finish, self._finish = self._finish[1], None
                    finish(found)

        def job() -> Transcript | None:
            return self.transcriber.transcribe(sound, within(spans)) if self._asked == spans else None

        self.work.submit("final words", job, written)

    def _not_written(self, spans: tuple[Span, ...], error: Exception) -> None:
        """The recogniser failed: at a pause it is tried again when the turn is over, and then it is told."""
        if self._asked == spans:
            self._asked = ()
        if self._finish is not None and self._finish[0] == spans:
            self._give_up(str(error))

    def _give_up(self, reason: str) -> None:
        """The words of the turn that is over will not come."""
        finish, self._finish = self._finish, None
        self.failed("speech recognition", reason)
        if finish is not None:
            finish[1](None)


def within(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans counted from the start of their turn's sound."""
    zero = spans[0].start_s - PAD_S
    return tuple(Span(span.start_s - zero, span.end_s - zero) for span in spans)
