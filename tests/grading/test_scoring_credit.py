"""What key points earn, and the score of one stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.content.rubric import SkipRule
from interviewer.grading.assessment import Assessment, PointVerdict, ShownMisconception
from interviewer.grading.credit import (
    Ending,
    Help,
    Judgement,
    Layer,
    Mode,
    StageRecord,
    StageScore,
    score_stage,
    settle,
    settle_skips,
)
from tests.report.content import DESCENT, RUBRIC, SHOP

STAGE = DESCENT.stages[0]


def verdict(id: str, credit: float, quote: str | None = "said so", turn: int = 0, kind: str = "") -> PointVerdict:
    name = kind or ("covered" if credit >= 0.7 else "partial" if credit > 0 else "missing")
    return PointVerdict.model_validate(
        {"id": id, "verdict": name, "credit": credit, "confidence": 0.9, "quote": quote, "turn": turn}
    )


def judged(*verdicts: PointVerdict, turns: tuple[int, ...], wrong: tuple[str, ...] = ()) -> Judgement:
    shown = tuple(ShownMisconception(id=id, quote="always") for id in wrong)
    assessment = Assessment(score=0.5, key_points=verdicts, misconceptions=shown, graded_by="test")
    return Judgement(turns[-1], turns, assessment)


def record(*judgements: Judgement, helps: tuple[Help, ...] = (), ending: Ending = "done") -> StageRecord:
    return StageRecord(DESCENT, STAGE, ending, bool(judgements), judgements, helps)


def earned(*judgements: Judgement, helps: tuple[Help, ...] = ()) -> dict[str, tuple[float, Mode | None]]:
    points = score_stage(record(*judgements, helps=helps), RUBRIC).points
    return {one.point.id: (round(one.earned, 6), one.mode) for one in points}


FOLLOW_UP = Help("smooth", "after follow-up", 2)
HINT = Help("smooth", "after hint", 3)


def test_an_idea_said_unprompted_earns_its_full_credit() -> None:
    assert earned(judged(verdict("smooth", 1.0), turns=(1,)))["smooth"] == (1.0, "unprompted")


@pytest.mark.parametrize(
    ("helps", "turns", "worth", "mode"),
    [
        ((FOLLOW_UP,), (1, 2), 0.8, "after follow-up"),
        ((FOLLOW_UP, HINT), (1, 2, 3), 0.5, "after hint"),
        ((FOLLOW_UP, HINT), (1, 2), 0.8, "after follow-up"),
        ((Help("update", "after hint", 1),), (1,), 1.0, "unprompted"),
    ],
    ids=["follow-up", "hint", "hint comes later", "help on another idea"],
)
def test_an_idea_earns_less_after_help_on_that_very_idea(
    helps: tuple[Help, ...], turns: tuple[int, ...], worth: float, mode: Mode
) -> None:
    last = judged(verdict("smooth", 1.0, turn=len(turns) - 1), turns=turns)
    assert earned(last, helps=helps)["smooth"] == (worth, mode)


def test_only_the_rise_after_a_follow_up_counts_less() -> None:
    first = judged(verdict("smooth", 0.5), turns=(1,))
    second = judged(verdict("smooth", 1.0), turns=(1, 2))
    assert earned(first, second, helps=(FOLLOW_UP,))["smooth"] == (0.9, "after follow-up")


def test_the_mode_is_that_of_the_larger_part() -> None:
    first = judged(verdict("smooth", 0.8), turns=(1,))
    second = judged(verdict("smooth", 1.0), turns=(1, 2))
    assert earned(first, second, helps=(FOLLOW_UP,))["smooth"] == (0.96, "unprompted")


def test_an_answer_judged_late_counts_for_the_turn_in_which_it_was_said() -> None:
    late = judged(verdict("smooth", 1.0, turn=0), turns=(1, 2))
    assert earned(late, helps=(FOLLOW_UP,))["smooth"] == (1.0, "unprompted")


def test_a_candidate_who_takes_it_back_loses_it() -> None:
    first = judged(verdict("smooth", 1.0), turns=(1,))
    second = judged(verdict("smooth", 0.0, "it does not", turn=1, kind="wrong"), turns=(1, 2))
    score = score_stage(record(first, second), RUBRIC)
    point = score.points[1]
    assert (point.verdict, point.earned, point.mode, point.quote, point.turn) == (
        "wrong",
        0.0,
        None,
        "it does not",
        2,
    )


def test_what_was_gained_last_is_lost_first() -> None:
    rise = [judged(verdict("smooth", 0.5), turns=(1,)), judged(verdict("smooth", 1.0), turns=(1, 2))]
    fall = judged(verdict("smooth", 0.5), turns=(1, 2, 3))
    assert earned(*rise, fall, helps=(FOLLOW_UP,))["smooth"] == (0.5, "unprompted")


def test_credit_without_a_quote_earns_nothing() -> None:
    assert earned(judged(verdict("smooth", 1.0, quote=None), turns=(1,)))["smooth"] == (0.0, None)


def test_a_quote_beyond_the_graded_turns_is_put_on_the_newest() -> None:
    score = score_stage(record(judged(verdict("smooth", 1.0, turn=7), turns=(4,))), RUBRIC)
    assert score.points[1].turn == 4


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["unprompted", "after follow-up", "after hint"]))))
def test_layers_always_add_up_to_the_latest_credit(steps: list[tuple[float, Mode]]) -> None:
    layers: tuple[Layer, ...] = ()
    for credit, mode in steps:
        layers = settle(layers, credit, mode)
        assert sum(layer.amount for layer in layers) == pytest.approx(credit)
        assert all(layer.amount > 0 for layer in layers)


def test_a_stage_score_is_the_weighted_mean_of_what_was_earned() -> None:
    score = score_stage(record(judged(verdict("update", 1.0), verdict("smooth", 0.5), turns=(1,))), RUBRIC)
    assert (score.standing, score.score) == ("answered", pytest.approx((2 * 1.0 + 0.5) / 4))


def test_a_misconception_left_standing_costs_its_share() -> None:
    standing = judged(verdict("update", 1.0), turns=(1,), wrong=("always-global",))
    score = score_stage(record(standing), RUBRIC)
    assert score.score == pytest.approx(0.5 - RUBRIC.misconception_cost)
    assert [(one.id, one.put_right) for one in score.misconceptions] == [("always-global", False)]


def test_a_misconception_put_right_costs_nothing() -> None:
    first = judged(verdict("update", 1.0), turns=(1,), wrong=("always-global",))
    second = judged(verdict("update", 1.0), turns=(1, 2))
    score = score_stage(record(first, second), RUBRIC)
    assert score.score == pytest.approx(0.5)
    assert [(one.id, one.put_right) for one in score.misconceptions] == [("always-global", True)]


def test_a_stage_never_scores_below_zero() -> None:
    assert score_stage(record(judged(turns=(1,), wrong=("always-global",))), RUBRIC).score == 0.0


@pytest.mark.parametrize(
    ("ending", "score", "standing", "remark"),
    [
        ("silence", 0.0, "unanswered", "nothing was said before the interviewer moved on"),
        ("gave-up", 0.0, "unanswered", "no answer was given"),
        ("done", 0.0, "unanswered", "no answer was given"),
        ("stopped", None, "unscored", "the interview was stopped before an answer"),
        ("out-of-time", None, "unscored", "the time was up before an answer"),
        ("open", None, "unscored", "the record ends before an answer"),
    ],
)
def test_silence_counts_nothing_and_no_chance_to_answer_is_not_scored(
    ending: Ending, score: float | None, standing: str, remark: str
) -> None:
    found = score_stage(record(ending=ending), RUBRIC)
    assert (found.score, found.standing, found.remark) == (score, standing, remark)


def test_an_answer_that_nobody_judged_is_not_scored() -> None:
    found = score_stage(StageRecord(DESCENT, STAGE, "done", answered=True), RUBRIC)
    assert (found.score, found.remark) == (None, "the answer was given but not judged")


@pytest.mark.parametrize("reason", ["written in another script", None])
def test_an_unscored_assessment_leaves_the_stage_unscored_with_the_reason(reason: str | None) -> None:
    first = judged(verdict("update", 1.0), turns=(1,))
    unscored = Judgement(2, (1, 2), Assessment(score=None, unscored_reason=reason, graded_by="test"))
    found = score_stage(record(first, unscored), RUBRIC)
    assert (found.score, found.standing) == (None, "unscored")
    assert found.remark == (reason or "the grader gave no reason")


def answered(credit: float, question=DESCENT) -> StageScore:  # type: ignore[no-untyped-def]
    stage = question.stages[0]
    points = tuple(verdict(point.id, credit) for point in stage.key_points)
    return score_stage(StageRecord(question, stage, "done", True, (judged(*points, turns=(1,)),)), RUBRIC)


SKIPPED = score_stage(record(ending="skipped"), RUBRIC)
SILENT = score_stage(record(ending="silence"), RUBRIC)
CUT = score_stage(record(ending="stopped"), RUBRIC)


@pytest.mark.parametrize(
    ("others", "free"),
    [
        ([answered(0.5)] * 3 + [SKIPPED], True),
        ([answered(0.49)] * 3 + [SKIPPED], False),
        ([answered(1.0)] * 2 + [SKIPPED], False),
        ([answered(1.0)] * 2 + [CUT], True),
        ([answered(1.0), SILENT], False),
        ([], False),
        ([answered(1.0, SHOP)] * 4, False),
    ],
    ids=[
        "3 of 5 at half",
        "3 of 5 below half",
        "2 of 4",
        "2 of 3 judged",
        "1 of 3",
        "alone",
        "problem parts do not count",
    ],
)
def test_a_skipped_basic_question_is_free_only_while_the_others_show_knowledge(
    others: list[StageScore], free: bool
) -> None:
    skipped = settle_skips([*others, SKIPPED], SkipRule())[-1]
    assert (skipped.score, skipped.standing) == (None if free else 0.0, "skipped")
    assert ("costs nothing" in skipped.remark) is free


def test_a_skipped_part_of_the_problem_counts_nothing_even_among_good_answers() -> None:
    part = score_stage(StageRecord(SHOP, SHOP.stages[0], "skipped"), RUBRIC)
    found = settle_skips([answered(1.0), answered(1.0), part], SkipRule())[-1]
    assert (found.score, found.remark) == (0.0, "skipped; a skipped part of the problem counts 0")


def test_what_was_earned_before_skipping_is_kept() -> None:
    tried = score_stage(record(judged(verdict("update", 1.0), turns=(1,)), ending="skipped"), RUBRIC)
    assert (tried.standing, tried.score) == ("answered", pytest.approx(0.5))
