"""The clock shortens a plan in a fixed order, keeps its promises about the end, and never drops everything."""

from dataclasses import replace

import pytest

from interviewer.dialogue.clock import MINUTE_S, Clock
from interviewer.dialogue.state import OpenStage, initial
from tests.dialogue.small import PLAN, Talk, on_walk, small_session

SESSION = small_session()


def dropped(minute: float, leaving: bool = True, **state: object) -> list[str]:
    """Stages that no longer fit at that minute of the small plan, which has 26."""
    now = replace(initial(SESSION), **state)  # type: ignore[arg-type]
    return [
        p.stage if p.question == "shop" else p.question
        for p in Clock(SESSION.plan, minute * 60).overfull(SESSION, now, leaving)
    ]


def test_in_time_everything_is_asked() -> None:
    assert dropped(2) == []


def test_basic_questions_go_first_and_one_is_always_asked() -> None:
    assert dropped(11) == ["count"]


def test_then_the_parts_that_are_not_essential_and_then_the_last_ones() -> None:
    assert dropped(13) == ["count", "extra"]
    assert dropped(17) == ["count", "extra", "test"]


def test_the_first_part_of_the_problem_stays() -> None:
    assert "design" not in dropped(21)
    assert dropped(21, phase="basics") == ["count", "walk", "extra", "test"]


def test_once_the_problem_has_begun_its_last_parts_may_all_go() -> None:
    parts = SESSION.plan.problem[1:]
    assert dropped(22, phase="problem", basics_left=(), parts_left=parts, parts_opened=1) == ["extra", "test"]


def test_the_open_stage_has_its_time_before_the_others_are_counted() -> None:
    opened = OpenStage("walk", "main", opened_at=9 * 60, until=13 * 60)
    left = {"phase": "basics", "basics_left": SESSION.plan.basics[1:], "open": opened}
    assert dropped(11.5, leaving=False, **left) == ["count"]
    assert dropped(11.5, leaving=True, **left) == []


@pytest.mark.parametrize(("minute", "out", "closing"), [(21.9, False, False), (22, True, False), (25, True, True)])
def test_time_for_questions_and_for_the_goodbye_is_kept(minute: float, out: bool, closing: bool) -> None:
    clock = Clock(SESSION.plan, minute * MINUTE_S)
    assert (clock.out_of_time, clock.closing_time) == (out, closing)


def test_a_late_candidate_gets_a_shorter_interview_with_all_its_phases() -> None:
    talk = Talk()
    talk.pass_time(12)
    talk.say("I wrote my thesis on sparse models.")
    talk.say("The noise was the hardest part.")
    asked = []
    while talk.interview.state.phase != "questions":
        asked.append(talk.stage)
        talk.say("Can we skip this one?")
    assert asked == ["walk/main", "shop/design", "shop/test"]


def test_a_plan_that_fits_is_not_touched() -> None:
    talk = on_walk()
    assert talk.interview.state.basics_left == tuple(PLAN["basics"][1:])
    assert talk.interview.state.parts_left == tuple(PLAN["problem"])
