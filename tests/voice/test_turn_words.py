"""The words of a turn that is over while its draft is still being written."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest

from interviewer.adapters.voice_words import Tape, TurnWords, within
from interviewer.adapters.voice_work import outcome
from interviewer.adapters.whisper_windows import Window, windows
from interviewer.errors import AdapterError
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, Moment, Samples, Span, Transcript


class Held:
    """Work that is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, lane: str, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.waiting.append(lambda: then(outcome(job)))

    def deliver(self) -> None:
        """Do everything, also what follows from it."""
        while self.waiting:
            self.waiting.pop(0)()

    def close(self) -> None:
        """Nothing runs."""


class DraftsFail:
    """A Transcriber whose drafts fail and whose final words do not."""

    name = "drafts fail"

    def transcribe(self, audio: Samples, spans: Sequence[Span] = (), draft: bool = False) -> Transcript:
        if draft:
            raise AdapterError("out of memory")
        return Transcript("the prior is flat.")

    def settle(self, audio: Samples, spans: Sequence[Span], at: Moment) -> None:
        raise AssertionError("a failed draft leaves nothing to settle")


def test_a_draft_that_fails_while_its_turn_ends_does_not_lose_the_turn() -> None:
    tape, work, told, found = Tape(), Held(), list[str](), list[Transcript | None]()
    for index in range(100):
        tape.add(np.ones(FRAME_SAMPLES, np.float32), (index + 1) * FRAME_S)
    words = TurnWords(tape, DraftsFail(), None, work, lambda part, reason: told.append(f"{part}: {reason}"))
    spans = (Span(0.5, 2.5),)
    words.draft(spans, lambda text: None)
    words.finish(spans, found.append, now=3.0)
    work.deliver()
    assert found == [Transcript("the prior is flat.")]
    assert told == []


def test_a_window_that_is_closed_at_a_pause_is_the_same_sound_however_the_turn_goes_on() -> None:
    noise, tape = np.random.default_rng(1), Tape()
    for index in range(500):
        tape.add(noise.standard_normal(FRAME_SAMPLES).astype(np.float32), (index + 1) * FRAME_S)
    words = TurnWords(tape, DraftsFail(), None, Held(), lambda part, reason: None)
    for start, end in product(np.linspace(0.9, 0.93, 5), np.linspace(9.6, 9.63, 5)):
        first, second = Span(float(start), float(end)), Span(10.2, 13.3)
        found = []
        for spans in ((first,), (first, second)):
            sound = words.sound(spans)
            found.append(windows(sound, within(spans))[0])
            assert found[-1].closed
            found[-1] = found[-1].cut(sound)
        assert np.array_equal(found[0], found[1])


class Remembers(DraftsFail):
    """A Transcriber that remembers which stretches of speech it was given ahead."""

    name = "remembers"

    def __init__(self) -> None:
        self.ahead: list[tuple[Sequence[Span], Moment]] = []

    def settle(self, audio: Samples, spans: Sequence[Span], at: Moment) -> None:
        self.ahead.append((spans, at))


@pytest.mark.parametrize(("seconds", "pause_s"), [(2.7, 0.3), (7.0, 0.25), (60.0, 0.3)])
def test_speech_without_a_pause_to_write_down_is_worked_out_window_by_window_while_it_goes_on(
    seconds: float, pause_s: float
) -> None:
    tape, work, recogniser = Tape(), Held(), Remembers()
    noise = np.random.default_rng(0).normal(0, 0.1, (round(70 / FRAME_S), FRAME_SAMPLES)).astype(np.float32)
    words = TurnWords(tape, recogniser, None, work, lambda part, reason: None)
    starts = np.arange(1.0, 60.0, seconds + pause_s)
    whole = tuple(Span(float(start), float(start) + seconds) for start in starts if start + seconds < 62)
    known: list[Window] = []
    for index, frame in enumerate(noise):
        now = (index + 1) * FRAME_S
        tape.add(frame, now)
        words.ahead(tuple(Span(span.start_s, min(span.end_s, now)) for span in whole if span.start_s < now))
        work.deliver()
        if recogniser.ahead:
            spans, at = recogniser.ahead.pop()
            assert at == "speech"
            known = [window for window in windows(words.sound(whole), spans, going_on=True) if window.closed]
    final = windows(words.sound(whole), within(whole))
    assert known == list(final[: len(known)])
    assert len(final) - len(known) <= 2
