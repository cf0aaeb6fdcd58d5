"""Long turns are cut at their pauses, and what is closed stays as it is while the turn grows."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.whisper_windows import CLOSING_PAUSE_S, ENOUGH_S, LIMIT_S, MARGIN_S, TAIL_S, windows
from interviewer.speech.types import SAMPLE_RATE_HZ, Samples, Span


def _sound(seconds: float) -> Samples:
    return np.ones(round(seconds * SAMPLE_RATE_HZ), np.float32)


def _spans(*stretches: tuple[float, float]) -> list[Span]:
    """Each stretch is a silence and the speech after it."""
    spans, at = [], 0.0
    for silence, speech in stretches:
        spans.append(Span(at + silence, at + silence + speech))
        at += silence + speech
    return spans


def test_a_short_answer_is_one_window_with_a_margin_on_both_sides() -> None:
    (window,) = windows(_sound(10), [Span(2, 4)])
    assert window.pieces == (Span(2 - MARGIN_S, 4 + TAIL_S),)
    assert window.voiced_s == 2
    assert len(window.cut(_sound(10))) == pytest.approx((2 + MARGIN_S + TAIL_S) * SAMPLE_RATE_HZ, abs=2)


def test_long_silences_inside_a_turn_are_left_out() -> None:
    (window,) = windows(_sound(60), [Span(1, 3), Span(40, 42)])
    assert len(window.cut(_sound(60))) / SAMPLE_RATE_HZ == pytest.approx(4 + 3 * MARGIN_S + TAIL_S, abs=0.01)


def test_a_turn_without_longer_pauses_is_cut_at_the_longest_there_is() -> None:
    found = windows(_sound(25), _spans((0.5, 7), (0.3, 2), (0.44, 3), (0.4, 7)))
    assert len(found) == 2
    assert found[1].pieces[0].start_s == pytest.approx(0.5 + 7 + 0.3 + 2 + TAIL_S)


@pytest.mark.parametrize(("speech", "pause", "count"), [(8.1, 0.5, 2), (7.9, 3.0, 1), (8.1, 0.4, 1)])
def test_a_window_that_holds_enough_is_closed_at_the_next_pause(speech: float, pause: float, count: int) -> None:
    assert (ENOUGH_S, CLOSING_PAUSE_S) == (8.0, 0.45)
    assert len(windows(_sound(16), _spans((0.5, speech), (pause, 2)))) == count


def test_a_window_that_is_closed_was_the_same_sound_when_the_turn_seemed_over() -> None:
    spans = _spans((0.5, 9), (0.5, 2))
    (over,) = windows(_sound(9.7), spans[:1])
    went_on = windows(_sound(12.5), spans)
    assert over.closed
    assert went_on[0] == over
    assert not went_on[1].closed


def test_speech_without_a_pause_is_cut_at_its_quietest_moment() -> None:
    sound = _sound(40)
    sound[11 * SAMPLE_RATE_HZ : round(11.2 * SAMPLE_RATE_HZ)] = 0
    found = windows(sound, [Span(0, 40)])
    assert found[0].pieces[-1].end_s == pytest.approx(11.05, abs=0.2)


def test_without_speech_there_is_nothing_to_recognise() -> None:
    assert windows(_sound(5), []) == ()
    assert windows(_sound(5), [Span(7, 9)]) == ()
    assert windows(_sound(0), [Span(0, 1)]) == ()


STRETCHES = st.lists(st.tuples(st.floats(0.2, 4), st.floats(0.2, 30)), min_size=1, max_size=12)


@given(STRETCHES)
def test_every_voiced_moment_is_in_exactly_one_window_and_none_is_too_long(
    stretches: list[tuple[float, float]],
) -> None:
    spans = _spans(*stretches)
    sound = np.ones(round((spans[-1].end_s + 1) * SAMPLE_RATE_HZ), np.float32)
    found = windows(sound, spans)
    pieces = [piece for window in found for piece in window.pieces]
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(pieces))
    assert sum(w.voiced_s for w in found) == pytest.approx(sum(s.end_s - s.start_s for s in spans), abs=1e-3)
    assert all(len(w.cut(sound)) <= (LIMIT_S + 2 * MARGIN_S + 0.01) * SAMPLE_RATE_HZ for w in found)
    for span in spans:
        middle = (span.start_s + span.end_s) / 2
        assert any(p.start_s <= middle <= p.end_s for p in pieces)


@given(STRETCHES, st.integers(1, 11))
def test_a_closed_window_stays_as_it_is_while_the_turn_grows(stretches: list[tuple[float, float]], heard: int) -> None:
    spans = _spans(*stretches)
    sound = np.ones(round((spans[-1].end_s + 1) * SAMPLE_RATE_HZ), np.float32)
    early = spans[:heard]
    before = windows(sound[: round((early[-1].end_s + 0.2) * SAMPLE_RATE_HZ)], early)
    assert windows(sound, spans)[: len(before) - 1] == before[:-1]
