"""Replays a session: feeds its inputs again and finds where this version would decide differently."""

from collections.abc import Iterable, Sequence

from interviewer.dialogue import events as ev
from interviewer.dialogue.inputs import Input
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession

Decision = tuple[Input, Sequence[ev.AnyEvent]]


def decide_again(session: FrozenSession, inputs: Iterable[Input]) -> list[tuple[ev.AnyEvent, ...]]:
    """The events of every input, decided by this version from the start."""
    interview = Interview(session)
    return [interview.receive(given) for given in inputs]


def first_difference(session: FrozenSession, decisions: Sequence[Decision]) -> int | None:
    """Index of the first decision that this version would take differently; None when it would take all alike."""
    again = decide_again(session, (given for given, _ in decisions))
    for index, ((_, recorded), events) in enumerate(zip(decisions, again, strict=True)):
        if tuple(recorded) != events:
            return index
    return None
