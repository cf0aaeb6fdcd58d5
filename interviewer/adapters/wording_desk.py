"""Has a model word one line, sentence by sentence as it streams; stops at the first one that may not be said."""

import re
from collections.abc import Callable, Sequence

from interviewer.adapters.chat_model import ChatModel
from interviewer.content.models import Persona
from interviewer.dialogue.briefs import Remembered, wording_prompt
from interviewer.dialogue.guards import Finished, Guard, finish

_END = re.compile(r"[.!?…]+[)\"'”’]*(?=\s)|[!?…]+$|(?<=[a-z]{2})\.$", re.I)
"""Ends a sentence: a mark before a space, or a mark at the end of what has come that nothing can follow but a space."""
_NO_END = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|fig|eq|sec|dr|prof|mr|mrs|ms|st|\w)\.$", re.I)
"""Ends in a full stop and is no sentence."""
_MORE_MARKS = re.compile(r"^[.!?…)”’]+")
READ_ON_CHARS = 240
"""What comes after the words that were wanted is read so far, for the provider's count of its tokens comes last."""


class SentenceGate:
    """Takes a stream apart into sentences, checks each, and passes on those that may be said."""

    def __init__(self, guard: Guard, may_be_said: Callable[[str], None]) -> None:
        """`may_be_said` gets all accepted sentences so far when one that does not end the line is added."""
        self._guard = guard
        self._say = may_be_said
        self._rest = ""
        self.accepted: tuple[str, ...] = ()
        self.asked = False
        """The last sentence is the line's question."""
        self.fault: str | None = None

    def hear(self, piece: str) -> bool:
        """Take a piece of the stream; False when nothing more is wanted."""
        self._rest = _MORE_MARKS.sub("", self._rest + piece) if self.accepted else self._rest + piece
        while self._open and (cut := sentence_end(self._rest)):
            sentence, self._rest = self._rest[:cut], self._rest[cut:].lstrip()
            self._take(sentence)
        return self._open

    def end(self) -> None:
        """The stream is over: what is left is a sentence if it has an end."""
        rest = self._rest.strip()
        if self._open and rest:
            self._take(rest if rest[-1] in ".!?…" else f"{rest} (unfinished)")

    def finished(self, fault: str | None = None) -> Finished:
        """The line as it is said."""
        return finish(self._guard.brief, self.accepted, self.fault or fault, self.asked)

    @property
    def _open(self) -> bool:
        led = self._guard.brief.mode == "lead" and bool(self.accepted)
        return self.fault is None and not self.asked and not led

    def _take(self, sentence: str) -> None:
        said = sentence.strip()
        if said.endswith("(unfinished)"):
            self.fault = "it broke off"
            return
        self.fault = self._guard.fault(said, self.accepted)
        if self.fault is None:
            self.accepted = (*self.accepted, said)
            self.asked = self._guard.asks(said)
            if self._open:
                self._say(" ".join(self.accepted))


def sentence_end(text: str) -> int | None:
    """Where the first sentence of a stream ends; None while that cannot be known."""
    for found in _END.finditer(text):
        if not _NO_END.search(text[: found.end()]):
            return found.end()
    return None


def word_line(
    model: ChatModel,
    persona: Persona,
    guard: Guard,
    heard: Sequence[Remembered],
    wait_s: float,
    said: Callable[[str], None],
    done: Callable[[Finished], None],
    wanted: Callable[[], bool],
) -> None:
    """A line in the model's words as far as they pass: `said` is called with its sentences while it goes on, and
    `done` once, as soon as the whole line is known. The model is cut short once the line is no longer wanted.

    Raises ModelFailed when nothing was said yet; a failure later ends the line with the authored question.
    """
    gate = SentenceGate(guard, said)
    settled, beyond = False, 0

    def settle(fault: str | None = None) -> None:
        nonlocal settled
        if not settled:
            settled = True
            done(gate.finished(fault))

    def hear(piece: str) -> bool:
        nonlocal beyond
        if not settled and not gate.hear(piece):
            settle()
        elif settled:
            beyond += len(piece)
        return wanted() and beyond < READ_ON_CHARS

    try:
        model.ask(wording_prompt(persona, guard.brief, heard), wait_s, hear)
    except Exception as error:
        if not gate.accepted and not settled:
            raise
        return settle(f"it broke off: {error}")
    gate.end()
    return settle()
