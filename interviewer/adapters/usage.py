"""Counts what a chat model is asked and says, and asks nothing more once a budget is used up."""

import threading
from collections.abc import Callable, Iterable

from interviewer.adapters.chat_model import ChatModel, Heard, ModelFailed, Reply, Usage
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.grading.prompts import Prompt
from interviewer.runner import Clock, Post

BUDGET_SPENT = "the token budget is used up"
CHARS_PER_TOKEN = 4
"""Where a provider does not tell, tokens are estimated from the text."""


def estimated(prompt: Prompt, said: str) -> Usage:
    """About what a call cost, from the length of its texts."""
    return Usage((len(prompt.system) + len(prompt.user)) // CHARS_PER_TOKEN, len(said) // CHARS_PER_TOKEN)


class Meter:
    """Tokens of an interview so far, against a budget; each call is posted, so that the log holds it."""

    def __init__(self, clock: Clock, budget: int | None = None, before: Iterable[ev.AnyEvent] = ()) -> None:
        """`before` are the events of a session that is taken up again: they count too."""
        self._clock, self._budget = clock, budget
        self._lock = threading.Lock()
        self._spent = sum(e.tokens_in + e.tokens_out for e in before if isinstance(e, ev.TokensSpent))
        self.post: Post | None = None
        """Where each call is told; None until the interview has begun."""

    @property
    def spent(self) -> int:
        """Tokens in and out, of all calls."""
        return self._spent

    def check(self) -> None:
        """Raise ModelFailed when nothing is left."""
        if self._budget is not None and self._spent >= self._budget:
            raise ModelFailed(BUDGET_SPENT, final=True)

    def count(self, model: str, own_server: bool, prompt: Prompt, usage: Usage, told: bool) -> None:
        """Note a call; `told` says that the provider named the numbers."""
        with self._lock:
            self._spent += usage.tokens_in + usage.tokens_out
        if self.post is not None:
            spent = inp.TokensUsed(
                at=self._clock.now(),
                model=model,
                role=prompt.role,
                tokens_in=usage.tokens_in,
                tokens_out=usage.tokens_out,
                tokens_cached=usage.tokens_cached,
                estimated=not told,
                own_server=own_server,
            )
            self.post(spent)


class MeteredModel:
    """A chat model whose every call is counted, failed and broken-off ones too."""

    def __init__(self, model: ChatModel, meter: Meter, own_server: bool = False) -> None:
        self._model, self._meter, self._own_server = model, meter, own_server

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    def warm(self) -> None:
        """Warm the model."""
        self._model.warm()

    def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
        """Ask the model; raises ModelFailed, at once when the budget is used up."""
        self._meter.check()
        pieces: list[str] = []
        usage = Usage()
        try:
            reply = self._model.ask(prompt, wait_s, listening(pieces, heard) if heard else None)
            usage = reply.usage
            pieces = pieces or [reply.text]
            return reply
        finally:
            told = usage.tokens_in > 0
            counted = usage if told else estimated(prompt, "".join(pieces))
            self._meter.count(self.name, self._own_server, prompt, counted, told)


def listening(pieces: list[str], heard: Heard) -> Callable[[str], bool]:
    """Passes a stream on and keeps a copy."""

    def listen(piece: str) -> bool:
        pieces.append(piece)
        return heard(piece)

    return listen
