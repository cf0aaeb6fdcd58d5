"""The words of a turn that is over while its draft is still being written."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np

from interviewer.adapters.voice_words import Tape, TurnWords, within
from interviewer.adapters.voice_work import outcome
from interviewer.adapters.whisper_windows import windows
from interviewer.errors import AdapterError
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, Samples, Span, Transcript


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

    def settle(self, audio: Samples, spans: Sequence[Span], over: bool) -> None:
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
        self.ahead: list[tuple[Sequence[Span], bool]] = []

    def settle(self, audio: Samples, spans: Sequence[Span], over: bool) -> None:
        self.ahead.append((spans, over))


def spoken(count: int, seconds: float, pause_s: float) -> tuple[Span, ...]:
    """Stretches of speech of one length, with such pauses between them."""
    return tuple(Span(1 + n * (seconds + pause_s), 1 + n * (seconds + pause_s) + seconds) for n in range(count))


def test_speech_without_a_pause_to_write_down_is_worked_out_window_by_window_while_it_goes_on() -> None:
    tape, work, recogniser = Tape(), Held(), Remembers()
    for index in range(round(70 / FRAME_S)):
        tape.add(np.ones(FRAME_SAMPLES, np.float32), (index + 1) * FRAME_S)
    words = TurnWords(tape, recogniser, None, work, lambda part, reason: None)
    spans = spoken(20, 2.7, 0.3)
    asked = []
    for count in range(1, 21):
        words.ahead(spans[:count])
        work.deliver()
        asked.append(len(recogniser.ahead))
    assert asked[4] == 0
    assert not any(over for _, over in recogniser.ahead)
    covered, _ = recogniser.ahead[-1]
    closed = windows(words.sound(spans), covered)[:-1]
    assert asked[-1] == len(closed) > 3
    assert closed == windows(words.sound(spans), within(spans))[: len(closed)]
    assert covered[-1].end_s - closed[-1].pieces[-1].end_s < 15
