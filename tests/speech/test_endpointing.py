"""Both ways a turn can end, on scripted voice activity. Time is a number; nothing is heard or waited for."""

import pytest

from interviewer.speech.endpointing import (
    BEFORE_NUDGE_S,
    BEFORE_REPLY_S,
    CLOSER_S,
    GROWN,
    LEARNED,
    LONGEST_S,
    NEARLY_S,
    PATIENT_S,
    SHRUNK,
    SIGNLESS_S,
    Backchannel,
    Endpointer,
    EndpointSettings,
    Noise,
    Paused,
    Resumed,
    Signal,
    SpeechStarted,
    TurnEnded,
)
from interviewer.speech.types import FRAME_S, Span
from interviewer.speech.unfinished import Finish, finishedness

SETTINGS = EndpointSettings()
WHOLE = (
    "It walks downhill against the gradient until the loss of the model no longer falls at all, "
    "because then nothing is left to gain."
)


class Room:
    """Feeds an endpointer with stretches of voice and quiet, and keeps what it says."""

    def __init__(self, settings: EndpointSettings = SETTINGS) -> None:
        self.ear = Endpointer(settings)
        self.frames = 0
        self.signals: list[Signal] = []

    @property
    def now(self) -> float:
        return self.frames * FRAME_S

    def hear(self, seconds: float, probability: float) -> list[Signal]:
        before = len(self.signals)
        for _ in range(round(seconds / FRAME_S)):
            self.frames += 1
            self.signals += self.ear.frame(self.now, probability)
        return self.signals[before:]

    def voice(self, seconds: float) -> list[Signal]:
        return self.hear(seconds, 0.9)

    def quiet(self, seconds: float) -> list[Signal]:
        return self.hear(seconds, 0.1)

    def said(self, text: str, sounds: float | None = None) -> float:
        """Speak for a second, pause, give the estimates; returns how long the silence lasted when the turn ended."""
        self.voice(1.0)
        self.quiet(0.25)
        if sounds is not None:
            self.ear.completion(sounds)
        self.ear.draft(text)
        ended = [s for s in self.quiet(40.0) if isinstance(s, TurnEnded)]
        return ended[0].at - ended[0].since if ended else float("inf")


def near(value: float) -> object:
    return pytest.approx(value, abs=FRAME_S)


def test_speech_is_dated_back_to_its_first_voiced_frame() -> None:
    room = Room()
    room.quiet(0.5)
    assert room.voice(0.5) == [SpeechStarted(near(0.5))]


def test_a_click_is_noise_and_starts_nothing() -> None:
    room = Room()
    room.quiet(0.5)
    room.voice(0.1)
    assert room.quiet(5.0) == [Noise(near(0.5))]
    assert room.ear.spans == ()


def test_a_pause_is_reported_after_a_fifth_of_a_second_with_the_end_of_speech() -> None:
    room = Room()
    room.voice(1.0)
    assert room.quiet(0.16) == []
    assert room.quiet(0.1) == [Paused(near(1.0))]
    assert not room.ear.speaking


def test_speech_after_a_pause_goes_on_with_the_turn() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(1.0)
    assert room.voice(1.0) == [Resumed(near(2.0))]
    assert room.ear.speaking
    assert room.ear.spans == (Span(near(0.0), near(1.0)), Span(near(2.0), near(3.0)))


def test_a_short_gap_between_words_does_not_split_a_span() -> None:
    room = Room()
    room.voice(0.5)
    assert room.quiet(0.13) == []
    assert room.voice(0.5) == []
    assert len(room.ear.spans) == 1


def test_a_cough_in_a_pause_neither_resumes_nor_prolongs_it() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.5)
    room.ear.draft(WHOLE)
    assert room.voice(0.1) == []
    ended = [signal for signal in room.quiet(10.0) if isinstance(signal, TurnEnded)]
    assert ended == [TurnEnded(ended[0].at, near(1.0), (Span(near(0.0), near(1.0)),))]
    assert ended[0].at == near(1.0 + SETTINGS.waits[Finish.COMPLETE].absent)


def test_a_sound_that_begins_just_before_the_end_is_given_its_chance() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(SETTINGS.waits[Finish.UNKNOWN].absent - 0.05)
    assert [type(s) for s in room.voice(1.0)] == [Resumed]


@pytest.mark.parametrize(("sounds", "level"), [(0.9, "high"), (0.3, "middle"), (0.01, "low"), (None, "absent")])
@pytest.mark.parametrize(
    ("text", "reads"),
    [
        (WHOLE, Finish.COMPLETE),
        ("In the direction with the highest curvature, where the steps are large,", Finish.COMMA),
        ("It is an iterative method.", Finish.BRIEF),
        ("And that's why the step size has to shrink.", Finish.CLOSED),
        ("There are two reasons for that.", Finish.MORE),
        ("It converges because the", Finish.OPEN),
        ("Let me think about that.", Finish.THINKING),
        ("", Finish.UNKNOWN),
    ],
)
def test_the_wait_follows_from_words_and_sound(sounds: float | None, level: str, text: str, reads: Finish) -> None:
    assert Room().said(text, sounds) == near(getattr(SETTINGS.waits[reads], level))


def test_a_short_sentence_is_waited_for_longer_than_a_long_one_but_not_until_the_nudge() -> None:
    short = Room().said("It is an iterative method.", 0.9)
    assert short > Room().said(WHOLE, 0.9)
    assert short < 8


@pytest.mark.parametrize("text", ["so the", "That holds because", "let me think", "p of x given", "hmm", "and, um"])
@pytest.mark.parametrize("sounds", [0.99, None])
def test_a_turn_that_hangs_is_left_to_the_nudge(text: str, sounds: float | None) -> None:
    assert Room().said(text, sounds) > 20


def test_estimates_of_an_earlier_pause_are_forgotten() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.5)
    room.ear.draft("so the")
    room.voice(1.0)
    room.quiet(0.3)
    assert room.ear.reads is Finish.UNKNOWN
    assert room.ear.wait_s == SETTINGS.waits[Finish.UNKNOWN].absent


def test_estimates_that_arrive_while_speech_goes_on_are_ignored() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.5)
    room.voice(1.0)
    room.ear.draft("That's why it converges in the end.")
    room.ear.completion(0.99)
    room.quiet(0.3)
    assert room.ear.wait_s == SETTINGS.waits[Finish.UNKNOWN].absent


def test_a_derivation_is_waited_for_longer_than_a_recalled_fact_however_soon_its_speaker_goes_on() -> None:
    plain, patient = Room(), Room()
    patient.ear.patience("derivation")
    waits = [(patient.said(WHOLE, 0.9), plain.said(WHOLE, 0.9)) for _ in range(13)]
    assert waits[0][0] == near(waits[0][1])
    assert waits[-1] == (near(PATIENT_S), near(SETTINGS.least_s))


def test_patience_makes_no_long_wait_longer_than_three_seconds() -> None:
    plain, patient = Room(), Room()
    patient.ear.patience("derivation")
    assert plain.said("", 0.9) == near(SETTINGS.waits[Finish.UNKNOWN].high)
    assert patient.said("", 0.9) == near(PATIENT_S)


@pytest.mark.parametrize(
    ("text", "reads"),
    [("It is an iterative method.", Finish.BRIEF), ("The ratio of the densities is bounded by four.", Finish.PLAIN)],
)
def test_a_few_words_are_an_answer_to_a_closer_question_sooner_than_to_an_open_one(text: str, reads: Finish) -> None:
    opened, closer = Room(), Room()
    closer.ear.patience("recall", closer=True)
    assert opened.said(text, 0.9) == near(SETTINGS.waits[reads].high)
    assert closer.said(text, 0.9) == near(CLOSER_S)


def test_nobody_is_kept_waiting_for_long_where_no_sign_of_listening_can_be_given() -> None:
    room = Room()
    room.ear.signs = False
    assert room.said(WHOLE, 0.9) == near(SIGNLESS_S)
    assert not any(isinstance(signal, Backchannel) for signal in room.signals)


@pytest.mark.parametrize(
    "text",
    ["It is an iterative method.", "The ratio of the densities is bounded by four.", WHOLE, "There are two reasons."],
)
def test_one_sign_of_listening_comes_into_a_pause_after_a_whole_sentence(text: str) -> None:
    room = Room()
    waited = room.said(text, 0.9)
    signs = [signal.at - 1.0 for signal in room.signals if isinstance(signal, Backchannel)]
    assert signs == [near(SETTINGS.backchannels[finishedness(text)])]
    assert signs[0] <= waited - BEFORE_REPLY_S


def test_each_long_pause_of_a_turn_has_its_own_sign_of_listening() -> None:
    room = Room()
    for text in ("It is an iterative method.", "It is an iterative method. It takes the gradient."):
        room.voice(1.0)
        room.quiet(0.3)
        room.ear.draft(text)
        room.quiet(3.0)
    assert [type(s) for s in room.signals if not isinstance(s, Paused)] == [
        SpeechStarted,
        Backchannel,
        Resumed,
        Backchannel,
    ]


@pytest.mark.parametrize("text", ["so the", "let me think", "That's why it converges in the end.", ""])
def test_nobody_is_hummed_at_while_they_think_or_are_about_to_be_answered(text: str) -> None:
    room = Room()
    room.said(text, 0.9)
    assert not any(isinstance(signal, Backchannel) for signal in room.signals)


def test_a_reply_that_follows_soon_has_no_sign_of_listening_before_it() -> None:
    room = Room(EndpointSettings(least_s=2.4, learned=min(LEARNED)))
    assert room.said("It is an iterative method.", 0.9) > SETTINGS.backchannels[Finish.BRIEF] + BEFORE_REPLY_S
    soon = Room(EndpointSettings(least_s=2.4, learned=0.1))
    assert soon.said("It is an iterative method.", 0.9) == near(2.4)
    signs = [[one for one in ear.signals if isinstance(one, Backchannel)] for ear in (room, soon)]
    assert [len(found) for found in signs] == [1, 0]


def test_a_turn_that_is_held_gets_no_sign_of_listening() -> None:
    room = Room()
    room.ear.held = True
    room.said("It is an iterative method.", 0.9)
    assert not any(isinstance(signal, Backchannel) for signal in room.signals)


def test_a_question_back_is_answered_at_once_even_in_a_derivation() -> None:
    room = Room()
    room.ear.patience("derivation")
    assert room.said("How many users are there?", 0.9) == near(SETTINGS.waits[Finish.CLOSED].high)


def test_the_key_ends_a_turn_in_the_middle_of_a_word() -> None:
    room = Room()
    room.voice(1.0)
    assert room.ear.end_turn() == (TurnEnded(near(1.0), near(1.0), (Span(near(0.0), near(1.0)),)),)
    assert room.ear.spans == ()


def test_the_key_ends_a_turn_in_a_pause() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(2.0)
    assert room.ear.end_turn() == (TurnEnded(near(3.0), near(1.0), (Span(near(0.0), near(1.0)),)),)


def test_a_turn_that_is_held_ends_by_the_key_alone() -> None:
    room = Room()
    room.ear.held = True
    assert room.said("The gradient is the vector that holds all of the partial derivatives of the loss.") == float(
        "inf"
    )
    assert [type(signal) for signal in room.ear.end_turn()] == [TurnEnded]


def test_the_key_does_nothing_when_no_turn_is_open() -> None:
    room = Room()
    room.quiet(1.0)
    assert room.ear.end_turn() == ()


@pytest.mark.parametrize(("drafting", "wait"), [(True, Finish.PLAIN), (False, Finish.UNKNOWN)])
def test_words_that_are_still_being_written_down_have_the_room_of_an_answer(drafting: bool, wait: Finish) -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.3)
    room.ear.drafting = drafting
    assert room.ear.wait_s == near(SETTINGS.waits[wait].absent)
    room.voice(1.0)
    room.quiet(0.3)
    assert room.ear.wait_s == near(SETTINGS.waits[Finish.UNKNOWN].absent)


def test_a_reset_forgets_the_turn_and_all_sound_before_it() -> None:
    room = Room()
    room.voice(1.0)
    room.ear.reset(room.now + 1.0)
    assert room.voice(0.9) == []
    assert room.voice(1.0) == [SpeechStarted(near(2.0))]


def test_a_turn_taken_back_goes_on_with_its_earlier_speech() -> None:
    room = Room()
    room.voice(1.0)
    ended = next(s for s in room.quiet(10.0) if isinstance(s, TurnEnded))
    room.voice(1.0)
    room.ear.take_back(ended.spans)
    again = next(s for s in room.quiet(10.0) if isinstance(s, TurnEnded))
    assert again.spans == (*ended.spans, Span(near(10.99), near(11.99)))


def test_whoever_makes_no_long_pauses_is_replied_to_sooner_each_time() -> None:
    room = Room()
    waits = [room.said(WHOLE, 0.9) for _ in range(13)]
    longest = SETTINGS.waits[Finish.COMPLETE].high
    assert waits[:3] == [near(longest), near(longest * SHRUNK), near(longest * SHRUNK**2)]
    assert waits[-1] == near(SETTINGS.least_s)


def test_whoever_presses_the_key_in_a_pause_is_replied_to_sooner_too() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.3)
    room.ear.draft(WHOLE)
    room.ear.end_turn()
    assert room.said(WHOLE, 0.9) == near(SETTINGS.waits[Finish.COMPLETE].high * SHRUNK)


def test_whoever_went_on_after_we_thought_they_had_finished_is_given_more_time_within_bounds() -> None:
    room = Room()
    waits = []
    for _ in range(6):
        waits.append(room.said(WHOLE, 0.9))
        room.ear.cut_off()
    shortest = SETTINGS.waits[Finish.COMPLETE].high
    assert waits[0] == near(shortest)
    assert waits[1] == near(min(shortest * SHRUNK * GROWN, LONGEST_S))
    assert waits[-1] == near(LONGEST_S)


LONGEST = SETTINGS.waits[Finish.COMPLETE].high


def went_on(room: Room, text: str, more: str | None) -> None:
    """Go on after a long pause; `more` is what it is heard as, None when the key is pressed before that is known."""
    room.voice(1.0)
    room.quiet(0.3)
    room.ear.draft(text)
    room.quiet(NEARLY_S)
    room.voice(1.0)
    if more is not None:
        room.quiet(0.3)
        room.ear.draft(f"{text} {more}".strip())
    room.ear.end_turn()


@pytest.mark.parametrize(
    ("text", "more", "longer"),
    [
        (WHOLE, "And that takes a while.", True),
        (WHOLE, "And let me think.", True),
        (WHOLE, None, True),
        (WHOLE, "", False),
        (WHOLE, "um", False),
        (WHOLE, "Yeah.", False),
        (WHOLE, "Uh-huh. Okay, so,", False),
        (WHOLE, "That's it.", False),
        ("so the", "gradient is the vector that holds all of the partial derivatives of the loss.", False),
    ],
)
def test_whoever_goes_on_in_words_after_a_long_pause_in_which_they_might_have_finished_is_given_more_time(
    text: str, more: str | None, longer: bool
) -> None:
    room = Room()
    went_on(room, text, more)
    assert (room.said(WHOLE, 0.9) > LONGEST + FRAME_S) is longer


def test_whoever_says_at_last_that_they_have_finished_is_waited_for_less_like_somebody_with_the_key() -> None:
    room = Room()
    went_on(room, WHOLE, "That's it.")
    assert room.said(WHOLE, 0.9) == near(LONGEST * SHRUNK)


def test_who_goes_on_after_all_behind_words_that_close_a_turn_is_given_more_time() -> None:
    room = Room()
    for text in (WHOLE, f"{WHOLE} That's it.", f"{WHOLE} That's it. Or rather it converges to some stationary point."):
        room.voice(1.0)
        room.quiet(0.3)
        room.ear.draft(text)
        room.quiet(0.5 if "it." in text[-4:] else NEARLY_S)
    assert room.ear.wait_s == near(LONGEST_S)


@pytest.mark.parametrize(
    ("heard", "wait_s"), [("", LONGEST * SHRUNK), ("And the cost of it is linear.", LONGEST * GROWN * SHRUNK)]
)
def test_a_turn_taken_back_for_words_is_given_more_time_and_for_a_cough_counts_once(heard: str, wait_s: float) -> None:
    room = Room()
    room.said(WHOLE, 0.9)
    room.voice(1.0)
    room.ear.take_back((Span(0.0, 1.0),))
    room.quiet(0.3)
    room.ear.draft(f"{WHOLE} {heard}".strip())
    room.quiet(LONGEST_S)
    assert room.said(WHOLE, 0.9) == near(wait_s)


def test_whoever_was_answered_by_the_key_or_soon_was_not_cut_off() -> None:
    room = Room()
    room.ear.cut_off()
    room.voice(1.0)
    room.ear.end_turn()
    room.ear.cut_off()
    room.said("That's why it converges in the end.", 0.9)
    room.ear.cut_off()
    room.said("That's why it converges in the end.", 0.9)
    room.ear.take_back((Span(0.0, 1.0),))
    room.ear.end_turn(over=False)
    assert room.said(WHOLE, 0.9) == near(LONGEST)


def test_a_key_that_does_not_say_that_the_turn_is_over_teaches_nothing() -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.3)
    room.ear.draft(WHOLE)
    room.ear.end_turn(over=False)
    assert room.said(WHOLE, 0.9) == near(LONGEST)


@pytest.mark.parametrize("nudge_s", [1.0, 4.0, 8.0])
def test_a_turn_that_may_be_over_is_answered_before_a_nudge_would_come(nudge_s: float) -> None:
    room = Room()
    room.ear.patience("recall", nudge_s=nudge_s)
    assert room.said(WHOLE, 0.9) == near(min(LONGEST, nudge_s - BEFORE_NUDGE_S))


@pytest.mark.parametrize("sound", ["", "Yeah.", "Mm-hm."])
def test_a_cough_or_an_answer_to_the_sign_of_listening_brings_no_second_one(sound: str) -> None:
    room = Room()
    for text in (WHOLE, f"{WHOLE} {sound}".strip()):
        room.voice(0.3)
        room.quiet(0.3)
        room.ear.draft(text)
        room.quiet(3.0)
    assert [type(one) for one in room.signals].count(Backchannel) == 1


def test_one_long_pause_gives_back_all_the_time_that_was_taken_off() -> None:
    room = Room()
    for _ in range(13):
        room.said(WHOLE, 0.9)
    room.ear.cut_off()
    assert room.said(WHOLE, 0.9) == near(SETTINGS.waits[Finish.COMPLETE].high)


def test_frames_that_are_not_newer_are_ignored() -> None:
    room = Room()
    room.voice(1.0)
    assert room.ear.frame(room.now, 0.0) == ()
    assert room.ear.frame(0.5, 0.0) == ()
    assert room.ear.speaking


@pytest.mark.parametrize(("probability", "unfinished"), [(0.02, True), (0.98, False)])
def test_the_desk_can_tell_whether_a_pause_sounds_unfinished(probability: float, unfinished: bool) -> None:
    room = Room()
    room.voice(1.0)
    room.quiet(0.3)
    room.ear.completion(probability)
    assert room.ear.sounds_unfinished is unfinished
