"""Short pauses are not written down, unless much was said since; the slower the drafts, the sooner they begin."""

import pytest

from interviewer.adapters.voice_pacing import LATEST_S, LISTEN_BEFORE_S, NEEDED_S, SOONEST_S, Pacing
from interviewer.speech.types import FRAME_S, Span

SHORT = (Span(10.0, 13.0),)
LONG = (Span(10.0, 13.0), Span(13.5, 18.6))
LONGER = (*LONG, Span(19.2, 22.0))


def begins(pacing: Pacing, spans: tuple[Span, ...], unfinished: bool = False) -> float:
    """The silence after which the pause is written down."""
    return next(n * FRAME_S for n in range(200) if pacing.due(spans, n * FRAME_S, unfinished))


@pytest.mark.parametrize(("draft_s", "after"), [(0.1, LATEST_S), (0.7, NEEDED_S - 0.7), (3.0, SOONEST_S)])
def test_a_draft_begins_as_late_as_it_can_still_be_there_in_time(draft_s: float, after: float) -> None:
    assert begins(Pacing(draft_s), SHORT) == pytest.approx(after, abs=FRAME_S)


def test_what_sounds_unfinished_is_written_down_late() -> None:
    assert begins(Pacing(0.9), SHORT, unfinished=True) == pytest.approx(LATEST_S, abs=FRAME_S)


def test_the_pause_that_closes_a_window_of_the_recogniser_is_written_down_soon() -> None:
    assert begins(Pacing(0.1), LONG, unfinished=True) == pytest.approx(SOONEST_S, abs=FRAME_S)


def test_a_draft_in_the_middle_of_a_window_does_not_put_its_end_off() -> None:
    pacing = Pacing(0.1)
    pacing.begun(SHORT)
    assert begins(pacing, LONG) == pytest.approx(SOONEST_S, abs=FRAME_S)


def test_after_a_closed_window_a_new_one_begins() -> None:
    pacing = Pacing(0.1)
    pacing.begun(LONG)
    assert begins(pacing, LONGER) == pytest.approx(LATEST_S, abs=FRAME_S)


@pytest.mark.parametrize("draft_s", [0.1, 0.7, 3.0])
def test_the_melody_is_judged_just_before_the_draft_begins(draft_s: float) -> None:
    pacing = Pacing(draft_s)
    first = next(n * FRAME_S for n in range(200) if pacing.listens(n * FRAME_S))
    assert begins(pacing, SHORT) - first == pytest.approx(LISTEN_BEFORE_S, abs=1.1 * FRAME_S)


def test_a_slow_draft_counts_at_once_and_a_quick_one_by_and_by() -> None:
    pacing = Pacing(0.5)
    pacing.took(1.0)
    assert pacing.draft_s == 1.0
    pacing.took(0.1)
    assert 0.1 < pacing.draft_s < 1.0
    for _ in range(30):
        pacing.took(0.1)
    assert pacing.draft_s == pytest.approx(0.1)
