"""Timing of spans: waits, pauses, rates and the four classes of silence."""

import pytest

from interviewer.speech.fluency import Fluency, Silence, SpokenSpan, fluency, gained, silences
from interviewer.speech.types import Span


def spoken(*parts: tuple[float, float, str]) -> list[SpokenSpan]:
    return [SpokenSpan(Span(start, end), words) for start, end, words in parts]


ANSWER = spoken((2.0, 5.0, "it goes downhill step by step"), (7.0, 10.0, "until the loss stops falling"))


def test_the_wait_runs_from_the_floor_to_the_first_speech() -> None:
    assert fluency(ANSWER, floor_at=0.5).wait_s == 1.5


def test_there_is_no_wait_when_speech_came_before_the_floor_or_no_floor_is_known() -> None:
    assert fluency(ANSWER, floor_at=3.0).wait_s is None
    assert fluency(ANSWER).wait_s is None


def test_rates_count_words_by_the_minute_of_the_turn_and_of_voice() -> None:
    found = fluency(ANSWER)
    assert found.words == 11
    assert found.rate_wpm == pytest.approx(60 * 11 / 8)
    assert found.articulation_wpm == pytest.approx(60 * 11 / 6)
    assert found.voiced_share == pytest.approx(6 / 8)


def test_gaps_are_pauses_from_a_fifth_of_a_second() -> None:
    found = fluency(spoken((0, 1, "a"), (1.1, 2, "b"), (4, 5, "c")))
    assert found.pauses == (2,)
    assert found.longest_pause_s == 2


def test_nothing_said_has_no_rates() -> None:
    found = fluency([])
    assert found == Fluency(None, 0.0, 0.0, 0, ())
    assert (found.rate_wpm, found.articulation_wpm, found.voiced_share, found.longest_pause_s) == (0, 0, 0, 0)


def test_a_wait_and_a_pause_without_sound_are_dead() -> None:
    assert silences(ANSWER, floor_at=0.0) == (
        Silence("dead", 0.0, 2.0),
        Silence("dead", 5.0, 2.0, "it goes downhill step by step"),
    )


def test_voice_without_words_is_filled_and_breaks_the_silence() -> None:
    found = silences(spoken((0, 1, "well"), (3, 4, "Um, hmm."), (6, 7, "")), floor_at=0.0)
    assert [(s.kind, s.start_s, s.duration_s) for s in found] == [
        ("dead", 1, 2),
        ("filled", 3, 1),
        ("dead", 4, 2),
        ("filled", 6, 1),
    ]


def test_words_that_think_aloud_are_thinking_and_an_answer_is_nothing() -> None:
    found = silences(spoken((0, 2, "let me think about that"), (2.1, 4, "the prior is flat")), floor_at=0.0)
    assert found == (Silence("thinking", 0, 2, "let me think about that"),)


def test_granted_time_is_not_dead_and_what_lies_beyond_it_is() -> None:
    found = silences(spoken((12.0, 13.0, "so")), floor_at=0.0, granted=Span(0.0, 10.0))
    assert [(s.kind, s.duration_s) for s in found] == [("granted", 10.0), ("dead", 2.0)]


def test_silence_before_time_was_granted_is_dead() -> None:
    found = silences(spoken((3.0, 4.0, "may I"), (9.0, 10.0, "so")), floor_at=0.0, granted=Span(4.0, 64.0))
    assert [(s.kind, s.duration_s) for s in found] == [("dead", 3.0), ("granted", 5.0)]


def test_silence_at_the_end_counts_only_up_to_the_time_asked_for() -> None:
    assert silences(spoken((0, 1, "so")), floor_at=0.0, until=9.0) == (Silence("dead", 1, 8, "so"),)
    assert silences(spoken((0, 1, "so")), floor_at=0.0) == ()


def test_only_the_last_words_before_a_silence_are_kept() -> None:
    found = silences(spoken((0, 1, "one two three four five six seven eight")), floor_at=0.0, until=5.0)
    assert found[0].after_words == "three four five six seven eight"


def test_a_longer_draft_gains_the_words_at_its_end() -> None:
    assert gained("the prior", "The prior is flat.") == "is flat."
    assert gained("the prior is flat", "The prior is flat.") == ""
