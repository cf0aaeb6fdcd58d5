"""What the room learns about a candidate's pauses: from turns that were over and from going on, and from nothing else."""

from collections.abc import Callable
from functools import partial

import pytest

from interviewer.adapters.voice_echo import EchoGate
from interviewer.adapters.voice_work import InlineWork, Result
from interviewer.dialogue import moves as mv
from interviewer.dialogue.session import FrozenSession
from interviewer.speech.endpointing import CLOSER_S, SHRUNK, WAITS
from interviewer.speech.types import FRAME_S
from interviewer.speech.unfinished import Finish
from tests.voice.fakes import ANSWER, Scene

LONGER = "and that holds because both of them are Gaussian with the same variance."
WAIT_S = WAITS[Finish.COMPLETE].high
LESS_S = WAIT_S * SHRUNK

MakeScene = Callable[..., Scene]


def next_wait(scene: Scene) -> float:
    """How long the room waits after a whole answer, from what it knows by now."""
    scene.until_my_floor()
    scene.answer()
    return scene.room.waited_s


def near(value: float) -> object:
    return pytest.approx(value, abs=2 * FRAME_S)


def test_a_turn_that_was_over_shortens_the_next_wait(mine: Scene) -> None:
    assert [next_wait(mine), next_wait(mine)] == [near(WAIT_S), near(LESS_S)]


@pytest.mark.parametrize("last", ["that's it.", "does that make sense?"])
def test_who_closes_the_turn_themselves_after_a_long_pause_was_waited_for_too_long(mine: Scene, last: str) -> None:
    mine.say(ANSWER)
    mine.quiet(3.0)
    mine.say(last, 0.8)
    mine.quiet(2.0)
    assert [turn.text for turn in mine.turns] == [f"{ANSWER} {last}"]
    assert next_wait(mine) == near(LESS_S)


@pytest.mark.parametrize("sound", ["", "um"])
def test_a_sound_without_words_after_a_long_pause_is_no_going_on(mine: Scene, sound: str) -> None:
    mine.say(ANSWER)
    mine.quiet(3.0)
    mine.say(sound, 0.3)
    mine.quiet(1.0)
    mine.room.key("end")
    mine.quiet(0.5)
    assert next_wait(mine) < WAIT_S + FRAME_S


def test_words_after_a_long_pause_give_all_the_time_back(mine: Scene) -> None:
    assert next_wait(mine) == near(WAIT_S)
    mine.until_my_floor()
    mine.say(ANSWER)
    mine.quiet(3.0)
    mine.say(LONGER, 3.0)
    mine.room.key("end")
    mine.quiet(0.5)
    assert next_wait(mine) >= WAIT_S


def test_who_speaks_into_the_first_line_of_all_was_not_cut_off(scene: MakeScene) -> None:
    held = scene(gate=EchoGate(leakage=0.01))
    held.until_audible()
    held.say("Hello, and good day to you.", 1.0)
    held.quiet(7.0)
    assert next_wait(held) <= WAIT_S + FRAME_S


@pytest.mark.parametrize("key", ["repeat", "skip"])
def test_a_key_that_asks_for_something_else_teaches_nothing(mine: Scene, key: str) -> None:
    mine.say(ANSWER)
    mine.quiet(1.0)
    mine.room.key(key)  # type: ignore[arg-type]
    mine.quiet(0.5)
    assert next_wait(mine) == near(WAIT_S)


@pytest.mark.parametrize("key", ["repeat", "skip"])
def test_who_speaks_into_the_line_that_a_key_asked_for_was_not_cut_off(mine: Scene, key: str) -> None:
    assert next_wait(mine) == near(WAIT_S)
    mine.until_my_floor()
    mine.room.key(key)  # type: ignore[arg-type]
    mine.until_audible()
    mine.say(ANSWER)
    mine.quiet(7.0)
    assert mine.room.waited_s == near(LESS_S)


def test_who_goes_on_after_a_question_of_theirs_was_answered_soon_makes_no_long_pauses(mine: Scene) -> None:
    assert next_wait(mine) == near(WAIT_S)
    mine.until_my_floor()
    mine.say("Could you repeat that?")
    mine.until_audible()
    mine.say(ANSWER)
    mine.quiet(7.0)
    assert mine.room.waited_s == near(LESS_S)


def test_who_takes_up_the_answer_again_at_the_first_words_of_a_reply_is_given_all_the_time_back(mine: Scene) -> None:
    assert next_wait(mine) == near(WAIT_S)
    mine.until_my_floor()
    mine.say(ANSWER)
    mine.until_audible()
    mine.say(LONGER, 3.0)
    mine.room.key("end")
    mine.quiet(0.5)
    assert next_wait(mine) >= WAIT_S


@pytest.mark.parametrize("nudge_s", [4.0, 5.0])
def test_a_whole_sentence_is_replied_to_and_not_reminded_of(
    make_session: Callable[..., FrozenSession], nudge_s: float
) -> None:
    session = make_session(channel="voice", timed=True)
    silence = session.persona.silence.model_copy(update={"nudge_design_s": nudge_s})
    held = Scene(session.model_copy(update={"persona": session.persona.model_copy(update={"silence": silence})}))
    held.until_my_floor()
    held.answer()
    assert [len(held.turns), held.room.waited_s < nudge_s] == [1, True]
    assert not any(isinstance(chosen.move, mv.Nudge) for line in held.lines for chosen in line.moves)


class Slow(InlineWork):
    """The recogniser takes some seconds for each draft."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.frames = round(seconds / FRAME_S)
        self.waiting: list[tuple[int, Callable[[], None]]] = []
        self.now = 0

    def submit(self, lane: str, job: Callable[[], Result], then: Callable[[Result | Exception], None]) -> None:
        if lane == "words":
            later = partial(super().submit, lane, job, then)
            self.waiting.append((self.now + self.frames, later))
        else:
            super().submit(lane, job, then)

    def deliver(self) -> None:
        self.now += 1
        for one in [one for one in self.waiting if one[0] <= self.now]:
            self.waiting.remove(one)
            one[1]()
        super().deliver()


def test_a_slow_recogniser_takes_no_room_from_an_answer(scene: MakeScene) -> None:
    held = scene(work=Slow(3.5))
    held.until_my_floor()
    held.say(ANSWER)
    held.quiet(5.0)
    held.say(LONGER, 3.0)
    held.quiet(12.0)
    assert [turn.text for turn in held.turns] == [f"{ANSWER} {LONGER}"]


def test_yes_to_the_offer_to_move_on_is_replied_to_sooner_than_to_an_open_question(mine: Scene) -> None:
    while not mine.runner.interview.state.offered:
        mine.quiet(1.0)
    mine.until_my_floor()
    mine.say("Yes.", 0.5)
    mine.quiet(7.0)
    assert mine.room.waited_s == near(CLOSER_S)


def test_a_slow_recogniser_does_not_put_other_words_before_a_silence(scene: MakeScene) -> None:
    held = scene(work=Slow(3.0))
    held.until_my_floor()
    held.answer(then_s=14.0)
    held.until_my_floor()
    held.say("the ratio of the densities is bounded by four.")
    held.quiet(4.8)
    held.say(LONGER, 3.0)
    held.quiet(14.0)
    (silence,) = [silence for silence in held.silences if silence.inside_turn]
    assert (round(silence.duration_s, 1), silence.after_words) == (4.8, "is bounded by four.")
