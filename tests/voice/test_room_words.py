"""The words of a turn in the room: lost ones, those of a broken recogniser, and when they are worked out."""

from collections.abc import Callable

import pytest

from interviewer.dialogue import events as ev
from tests.voice.fakes import ANSWER, HUM_HZ, Scene, Sure

MakeScene = Callable[..., Scene]


def lost_answer(scene: Scene, seconds: float = 8.0) -> ev.TurnLost:
    """Speak without being understood, and listen until the floor is ours again."""
    scene.say("", seconds)
    scene.quiet(4.5)
    scene.until_my_floor()
    lost = scene.of(ev.TurnLost)[-1]
    assert isinstance(lost, ev.TurnLost)
    return lost


@pytest.mark.parametrize("broken", [True, False])
def test_an_answer_whose_words_are_lost_is_asked_for_again_and_costs_nothing(mine: Scene, broken: bool) -> None:
    mine.words.broken = broken
    lost = lost_answer(mine)
    assert (lost.fault, round(lost.ended_at - lost.started_at)) == (broken, 8)
    assert [chosen.rule for chosen in mine.lines[-1].moves] == ["ask-again"]
    assert "speech recognition" in {n.part for n in mine.of(ev.Noted)} or not broken  # type: ignore[union-attr]
    mine.words.broken = False
    mine.answer()
    assert [turn.text for turn in mine.turns] == [ANSWER]
    assert mine.silences == []


def test_a_recogniser_that_stays_broken_leads_to_the_offer_of_text(mine: Scene) -> None:
    mine.words.broken = True
    for _ in range(3):
        lost_answer(mine)
    said = [line.text for line in mine.lines[-3:]]
    assert len(set(said)) == 3
    assert "key" in said[-1]
    assert mine.silences == []


def test_a_recogniser_that_fails_at_a_pause_is_asked_again_when_the_turn_is_over(mine: Scene) -> None:
    mine.words.broken = True
    mine.say(ANSWER, 4.0)
    mine.quiet(1.0)
    mine.words.broken = False
    mine.quiet(6.0)
    assert [turn.text for turn in mine.turns] == [ANSWER]
    assert mine.of(ev.Noted) == []


def test_what_was_written_down_before_the_recogniser_failed_is_the_turn_and_the_report_says_what_is_missing(
    mine: Scene,
) -> None:
    mine.say("The prior is flat because", 3.0)
    mine.quiet(1.5)
    mine.words.broken = True
    mine.say("nothing is known about it.", 3.0)
    mine.quiet(6.0)
    assert [turn.text for turn in mine.turns] == ["The prior is flat because"]
    assert any("the end of turn 1 is missing" in note.reason for note in mine.of(ev.Noted))  # type: ignore[union-attr]


def test_a_long_hum_is_not_asked_about(mine: Scene) -> None:
    mine.hear(mine.words.sound("", 3.0, HUM_HZ))
    mine.quiet(5.0)
    assert mine.of(ev.TurnLost) == []
    assert len(mine.lines) == 1


def test_each_turn_is_kept_when_that_was_asked(mine: Scene) -> None:
    mine.say(ANSWER, 3.2)
    mine.quiet(6.0)
    ((number, sound),) = mine.kept
    assert number == 1
    assert len(sound) / 16_000 == pytest.approx(3.6, abs=0.1)


def test_a_turn_is_drafted_at_each_pause_and_written_down_well_once_it_is_over(mine: Scene) -> None:
    mine.say("the prior is flat and", 2.0)
    mine.quiet(1.0)
    mine.say("the likelihood is Gaussian.", 2.0)
    mine.quiet(6.0)
    assert mine.words.asked == [True, True, False]
    assert mine.words.ahead == ["end", "end"]


def test_short_pauses_are_not_written_down(mine: Scene) -> None:
    for words in ("the prior is flat", "and the likelihood", "is Gaussian,", "so we are done."):
        mine.say(words, 1.5)
        mine.quiet(0.256)
    mine.quiet(6.0)
    assert mine.words.asked == [True, False]
    assert [turn.text for turn in mine.turns] == ["the prior is flat and the likelihood is Gaussian, so we are done."]


def test_a_long_answer_with_short_pauses_only_is_worked_out_while_it_is_given(mine: Scene) -> None:
    for _ in range(8):
        mine.say("and the likelihood", 3.0)
        mine.quiet(0.256)
    assert mine.words.asked == []
    assert set(mine.words.ahead) == {"speech"}


def test_a_long_answer_without_any_pause_is_worked_out_while_it_is_given(mine: Scene) -> None:
    mine.say("and the likelihood", 40.0)
    assert mine.words.asked == []
    assert mine.words.ahead == ["speech"] * len(mine.words.ahead) != []


@pytest.mark.parametrize(("sounds", "drafts"), [(0.01, 1), (0.9, 2)])
def test_a_short_pause_that_sounds_unfinished_is_not_written_down(scene: MakeScene, sounds: float, drafts: int) -> None:
    held = scene(completion=Sure(sounds))
    held.until_my_floor()
    held.say("the prior is flat and", 2.0)
    held.quiet(0.6)
    held.answer("the likelihood is Gaussian, so we are done.")
    assert sum(held.words.asked) == drafts
    assert len(held.turns) == 1
