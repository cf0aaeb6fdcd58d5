"""Has a model word one line, sentence by sentence as it streams; stops at the first one that may not be said."""

import re
from collections.abc import Callable, Sequence

from interviewer.adapters.chat_model import ChatModel, Reply
from interviewer.content.models import Persona
from interviewer.dialogue.briefs import Remembered, wording_prompt
from interviewer.dialogue.guards import Finished, Guard, finish

_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=\S)")


class SentenceGate:
    """Takes a stream apart into sentences, checks each, and passes on those that may be said."""

    def __init__(self, guard: Guard, may_be_said: Callable[[str], None], wanted: Callable[[], bool]) -> None:
        """`may_be_said` gets all accepted sentences so far when one without a question is added."""
        self._guard = guard
        self._say = may_be_said
        self._wanted = wanted
        self._rest = ""
        self.accepted: tuple[str, ...] = ()
        self.fault: str | None = None

    def hear(self, piece: str) -> bool:
        """Take a piece of the stream; False when nothing more is wanted."""
        self._rest += piece
        while self._open and (cut := _END.search(self._rest)):
            sentence, self._rest = self._rest[: cut.start()], self._rest[cut.end() :]
            self._take(sentence)
        return self._open and self._wanted()

    def end(self) -> None:
        """The stream is over: what is left is a sentence if it has an end."""
        rest = self._rest.strip()
        if self._open and rest:
            self._take(rest if rest[-1] in ".!?…" else f"{rest} (unfinished)")

    @property
    def _open(self) -> bool:
        asked = bool(self.accepted) and "?" in self.accepted[-1]
        led = self._guard.brief.mode == "lead" and bool(self.accepted)
        return self.fault is None and not asked and not led

    def _take(self, sentence: str) -> None:
        said = sentence.strip()
        if said.endswith("(unfinished)"):
            self.fault = "it broke off"
            return
        self.fault = self._guard.fault(said, self.accepted)
        if self.fault is None:
            self.accepted = (*self.accepted, said)
            if "?" not in said:
                self._say(" ".join(self.accepted))


def word_line(
    model: ChatModel,
    persona: Persona,
    guard: Guard,
    heard: Sequence[Remembered],
    wait_s: float,
    said: Callable[[str], None],
    wanted: Callable[[], bool],
) -> tuple[Finished, Reply]:
    """A line in the model's words as far as they pass; `said` is called with its sentences while it goes on.

    Raises ModelFailed when nothing was said yet; a failure later ends the line with the authored question.
    """
    gate = SentenceGate(guard, said, wanted)
    reply = Reply("")
    try:
        reply = model.ask(wording_prompt(persona, guard.brief, heard), wait_s, gate.hear)
        gate.end()
    except Exception as error:
        if not gate.accepted:
            raise
        return finish(guard.brief, gate.accepted, f"it broke off: {error}"), reply
    return finish(guard.brief, gate.accepted, gate.fault), reply
