"""A decision while it is being made: the events so far, and the state they lead to."""

from dataclasses import dataclass, field

from interviewer.dialogue import events as ev
from interviewer.dialogue.clock import Clock
from interviewer.dialogue.evolve import evolve
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import Pending, State


@dataclass(slots=True)
class Draft:
    """A decision while it is being made: the events so far and the state they lead to."""

    session: FrozenSession
    state: State
    at: float
    events: list[ev.AnyEvent] = field(default_factory=list)

    def add(self, *events: ev.AnyEvent) -> None:
        """Let events happen."""
        for event in events:
            self.events.append(event)
            self.state = evolve(self.state, event)

    @property
    def clock(self) -> Clock:
        """What still fits into the interview."""
        return Clock(self.session.plan, self.at)


def awaited(draft: Draft, request: int, kind: str) -> Pending | None:
    """The request of that number and kind, if it is still waited for."""
    return next((p for p in draft.state.pending if (p.request, p.kind) == (request, kind)), None)
