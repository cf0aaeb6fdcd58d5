"""What holds for every stretch of sound, whatever estimates come in between."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.speech.endpointing import (
    Backchannel,
    Endpointer,
    Noise,
    Paused,
    Resumed,
    Signal,
    SpeechStarted,
    TurnEnded,
)
from interviewer.speech.types import FRAME_S

TEXTS = (
    "",
    "so the",
    "It is a convex function and so every local minimum is a global one.",
    "hmm",
    "That's it.",
    "Why?",
)
LOADED = settings(deadline=None, max_examples=60)
"""A busy machine may take its time."""
STEP = st.tuples(
    st.integers(1, 120), st.sampled_from((0.02, 0.49, 0.5, 0.97)), st.sampled_from((None, *TEXTS)), st.floats(0, 1)
)


def played(steps: list[tuple[int, float, str | None, float]]) -> list[Signal]:
    ear, now, signals = Endpointer(), 0, []
    for frames, probability, text, sounds in steps:
        if text is not None:
            ear.draft(text)
            ear.completion(sounds)
        for _ in range(frames):
            now += 1
            signals += ear.frame(now * FRAME_S, probability)
    return signals


@LOADED
@given(st.lists(STEP, max_size=25))
def test_signals_come_in_an_order_that_makes_sense(steps: list[tuple[int, float, str | None, float]]) -> None:
    follows: dict[type, set[type]] = {
        SpeechStarted: {Paused},
        Paused: {Resumed, TurnEnded, Backchannel},
        Backchannel: {Resumed, TurnEnded},
        Resumed: {Paused},
        TurnEnded: {SpeechStarted, Noise},
        Noise: {SpeechStarted, Noise},
    }
    before: type = Noise
    for signal in played(steps):
        assert type(signal) in follows[before]
        before = type(signal)


@LOADED
@given(st.lists(STEP, max_size=25))
def test_spans_are_ordered_disjoint_and_never_reported_twice(
    steps: list[tuple[int, float, str | None, float]],
) -> None:
    end = 0.0
    for turn in (s for s in played(steps) if isinstance(s, TurnEnded)):
        for span in turn.spans:
            assert end <= span.start_s < span.end_s <= turn.since
            end = span.end_s
        assert turn.since == turn.spans[-1].end_s < turn.at


@LOADED
@given(st.integers(7, 200), st.floats(0, 1), st.sampled_from(TEXTS), st.integers(7, 60))
def test_speech_that_resumes_within_the_wait_never_ends_the_turn(
    pause: int, sounds: float, text: str, voiced: int
) -> None:
    ear, now = Endpointer(), 0
    signals: list[Signal] = []
    for frames, probability in ((30, 0.9), (7, 0.0)):
        for _ in range(frames):
            now += 1
            signals += ear.frame(now * FRAME_S, probability)
    ear.completion(sounds)
    ear.draft(text)
    quiet = min(pause, int(ear.wait_s / FRAME_S) - 8)
    for frames, probability in ((quiet, 0.0), (voiced, 0.9)):
        for _ in range(frames):
            now += 1
            signals += ear.frame(now * FRAME_S, probability)
    assert not any(isinstance(s, TurnEnded) for s in signals)
    assert isinstance(signals[-1], Resumed)


@LOADED
@given(st.lists(st.tuples(st.floats(-10, 100), st.floats(0, 1)), max_size=60))
def test_frames_in_any_order_never_raise(frames: list[tuple[float, float]]) -> None:
    ear = Endpointer()
    for end_s, probability in frames:
        ear.frame(end_s, probability)
    assert len(ear.end_turn()) <= 1
