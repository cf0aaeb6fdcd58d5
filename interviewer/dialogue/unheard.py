"""Lines that were chosen and cut before anything of them was heard count for nothing. Pure, on recorded events."""

from collections.abc import Iterable

from interviewer.dialogue import events as ev

OF_A_REPLY = (ev.StageDropped, ev.PhaseEntered, ev.StageClosed, ev.StageOpened, ev.Said)
"""What a line brings about, in the order in which it happens; the line comes last."""


def without_unheard(events: Iterable[ev.AnyEvent]) -> tuple[ev.AnyEvent, ...]:
    """The events without the lines that were taken back and without what they had brought about."""
    kept: list[ev.AnyEvent] = []
    for event in events:
        if isinstance(event, ev.SpeechBegan) and event.unheard is not None:
            _take_back(kept, event.unheard)
        kept.append(event)
    return tuple(kept)


def _take_back(kept: list[ev.AnyEvent], utterance: int) -> None:
    last = next((i for i, e in enumerate(kept) if isinstance(e, ev.Said) and e.utterance == utterance), None)
    if last is None:
        return
    first = last
    while first > 0 and isinstance(kept[first - 1], OF_A_REPLY[:-1]):
        first -= 1
    del kept[first : last + 1]
