"""The plan: deterministic, true to the persona, spread over areas, and within its minutes."""

from collections.abc import Callable

import pytest

from interviewer.content.library import Library
from interviewer.dialogue.plan import SHAPES, make_plan
from interviewer.dialogue.session import FrozenSession, Plan

SEEDS = range(10)


def basics(library: Library, persona: str, seed: int, **wishes: object) -> list[str]:
    plan = make_plan(library.persona(persona), library.questions, seed=seed, **wishes)  # type: ignore[arg-type]
    return [p.question for p in plan.basics]


def minutes(plan: Plan) -> float:
    asked = sum(p.minutes for p in (*plan.basics, *plan.problem))
    return plan.introduction_minutes + asked + plan.questions_minutes + plan.close_minutes


def test_the_same_seed_gives_the_same_plan(library: Library) -> None:
    assert basics(library, "statistics", 7) == basics(library, "statistics", 7)


def test_other_seeds_give_other_plans(library: Library) -> None:
    assert len({tuple(basics(library, "statistics", seed)) for seed in SEEDS}) > 5


@pytest.mark.parametrize("length", ["quick", "standard", "full"])
def test_statistics_and_optimisation_share_at_most_a_third_of_their_basic_questions(
    library: Library, length: str
) -> None:
    shared = total = 0
    for seed in SEEDS:
        mine = set(basics(library, "statistics", seed, length=length))
        theirs = set(basics(library, "optimisation", seed, length=length))
        shared += len(mine & theirs)
        total += len(mine)
    assert shared <= total / 3


@pytest.mark.parametrize("length", ["quick", "standard", "full"])
def test_a_plan_fills_its_minutes_and_no_more(library: Library, length: str) -> None:
    for persona in library.personas:
        plan = make_plan(persona, library.questions, length=length)  # type: ignore[arg-type]
        assert minutes(plan) == pytest.approx(SHAPES[length].total, abs=0.6)  # type: ignore[index]
        assert len(plan.basics) == SHAPES[length].basics  # type: ignore[index]
        assert len(plan.problem) >= 2


@pytest.mark.parametrize("length", ["quick", "standard", "full"])
def test_the_reserve_keeps_the_persona_apart_and_asks_nothing_twice(library: Library, length: str) -> None:
    shared = total = 0
    for seed in SEEDS:
        mine, theirs = (everything(library, persona, seed, length) for persona in ("statistics", "optimisation"))
        assert len(mine) == len(set(mine)) > len(basics(library, "statistics", seed, length=length))
        shared += len(set(mine) & set(theirs))
        total += min(len(mine), len(theirs))
    assert shared <= total / 3


def everything(library: Library, persona: str, seed: int, length: str) -> list[str]:
    """The basic questions that may be asked, those in reserve included."""
    plan = make_plan(library.persona(persona), library.questions, seed=seed, length=length)  # type: ignore[arg-type]
    return [p.question for p in plan.stages if library.question(p.question).kind == "basic"]


def test_parts_that_a_quick_interview_leaves_out_are_in_reserve_with_their_share_of_the_time(library: Library) -> None:
    plan = make_plan(library.persona("applied"), library.questions, length="quick", problem="new-recommender")
    shares = {p.stage: p.minutes for p in (*plan.problem, *plan.reserve) if p.question == "new-recommender"}
    wanted = {s.id: s.minutes for s in library.question("new-recommender").stages}
    assert shares == {
        stage: pytest.approx(wanted[stage] * shares["design"] / wanted["design"], abs=0.02) for stage in wanted
    }


@pytest.mark.parametrize(("length", "more"), [("quick", 0), ("standard", 2), ("full", 3)])
def test_other_problems_are_in_reserve_whole_and_none_twice(library: Library, length: str, more: int) -> None:
    plan = make_plan(library.persona("applied"), library.questions, length=length, problem="new-recommender")  # type: ignore[arg-type]
    kept = [p for p in plan.reserve if library.question(p.question).kind == "problem"]
    others = list(dict.fromkeys(p.question for p in kept if p.question != "new-recommender"))
    assert len(others) == more
    for name in others:
        assert [p.stage for p in kept if p.question == name] == [s.id for s in library.question(name).stages]


@pytest.mark.parametrize("length", ["standard", "full"])
def test_no_problem_in_reserve_has_more_minutes_than_the_planned_one(library: Library, length: str) -> None:
    for persona in library.personas:
        plan = make_plan(persona, library.questions, length=length)  # type: ignore[arg-type]
        kept = [p for p in plan.reserve if library.question(p.question).kind == "problem"]
        for name in {p.question for p in kept}:
            assert sum(p.minutes for p in kept if p.question == name) <= sum(p.minutes for p in plan.problem) + 0.1


def test_at_most_half_of_the_basic_questions_come_from_one_area_and_one_is_fashionable(library: Library) -> None:
    bank = {q.id: q for q in library.questions}
    for persona in library.personas:
        for seed in SEEDS:
            chosen = [bank[name] for name in basics(library, persona.id, seed, length="full")]
            for question in chosen:
                assert sum(other.area == question.area for other in chosen) <= 3
            assert sum(not q.fundamental for q in chosen) <= 1


def test_foundations_come_before_advanced_questions(library: Library) -> None:
    bank = {q.id: q for q in library.questions}
    order = ["foundation", "intermediate", "advanced"]
    for seed in SEEDS:
        levels = [order.index(bank[name].level) for name in basics(library, "bayesian", seed)]
        assert levels == sorted(levels)


def test_a_fixed_question_and_problem_are_asked(make_session: Callable[..., FrozenSession]) -> None:
    session = make_session(question="confidence-intervals", problem="new-recommender", length="quick")
    assert "confidence-intervals" in [p.question for p in session.plan.basics]
    assert {p.question for p in session.plan.problem} == {"new-recommender"}


def test_a_quick_interview_takes_the_short_route_through_the_problem(library: Library) -> None:
    persona = library.persona("applied")
    quick = make_plan(persona, library.questions, length="quick", problem="new-recommender")
    full = make_plan(persona, library.questions, length="full", problem="new-recommender")
    essential = [s.id for s in library.question("new-recommender").stages if s.essential]
    assert [p.stage for p in quick.problem] == essential
    assert len(full.problem) == len(library.question("new-recommender").stages)


def test_a_topic_fills_the_basic_questions_as_far_as_it_goes(library: Library) -> None:
    bank = {q.id: q for q in library.questions}
    chosen = basics(library, "statistics", 3, topics=("optimisation",), length="standard")
    assert all("optimisation" in bank[name].topics for name in chosen)


def test_questions_asked_before_come_up_less_often(library: Library) -> None:
    asked = basics(library, "statistics", 1)
    fresh = [name for seed in SEEDS for name in basics(library, "statistics", seed)]
    again = [name for seed in SEEDS for name in basics(library, "statistics", seed, asked_before=asked)]
    assert sum(name in asked for name in again) < sum(name in asked for name in fresh)
