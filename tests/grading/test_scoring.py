"""From scored stages to criteria, penalty, score and verdict."""

import pytest

from interviewer.content.models import Question
from interviewer.content.rubric import Rubric
from interviewer.grading.assessment import Assessment, PointVerdict
from interviewer.grading.credit import Ending, Judgement, StageRecord
from interviewer.grading.scoring import Idea, InterviewScore, SilenceSpan, level_at, price_silence, score_interview
from tests.report.content import DESCENT, GATES, INTERVALS, RUBRIC, SHOP

SAID = (
    "If the function is convex the limit is a global minimum, because a small step against the negative gradient goes "
    "down; for example the derivative must exist.",
)


def stage(
    question: Question, credit: float | None = None, part: int = 0, ending: Ending = "done", said: tuple[str, ...] = ()
) -> StageRecord:
    """A stage whose key points all have that credit; without credit nobody judged anything."""
    chosen = question.stages[part]
    if credit is None:
        return StageRecord(question, chosen, ending, said=said)
    name = "covered" if credit >= 0.7 else "partial" if credit else "missing"
    points = tuple(
        PointVerdict.model_validate(
            {"id": p.id, "verdict": name, "credit": credit, "confidence": 0.9, "quote": "said so"}
        )
        for p in chosen.key_points
    )
    judgement = Judgement(1, (1,), Assessment(score=credit, key_points=points, graded_by="test"))
    return StageRecord(question, chosen, ending, True, (judgement,), said=said)


def score(
    *records: StageRecord,
    ideas: tuple[Idea, ...] = (),
    spans: tuple[SilenceSpan, ...] = (),
    nudges: int = 0,
    timed: bool = True,
    rubric: Rubric = RUBRIC,
) -> InterviewScore:
    return score_interview(records, ideas, spans, nudges, timed, rubric)


def share(found: InterviewScore, criterion: str) -> float | str | None:
    """The share of a criterion, or the reason why there is none."""
    one = next(one for one in found.criteria if one.id == criterion)
    return one.share if one.unscored_reason is None else one.unscored_reason


GOOD = (stage(DESCENT, 1.0, said=SAID), stage(INTERVALS, 0.8), stage(SHOP, 0.9), stage(SHOP, 0.5, part=1))


def test_technical_knowledge_counts_questions_and_parts_on_fundamentals_alike() -> None:
    found = score(*GOOD, stage(GATES, 0.0))
    assert share(found, "technical-knowledge") == pytest.approx((1.0 + 0.8 + 0.9 + 0.5) / 4)


def test_a_fashionable_question_earns_breadth_and_nothing_else() -> None:
    found = score(stage(GATES, 1.0))
    assert share(found, "technical-knowledge") == "no question on fundamentals was judged"
    assert share(found, "problem-solving") == "no part of a problem was judged"
    assert share(found, "breadth") == 1.0


def test_problem_solving_is_the_mean_over_the_judged_parts() -> None:
    assert share(score(*GOOD), "problem-solving") == pytest.approx(0.7)
    assert share(score(stage(SHOP, 0.9), stage(SHOP, part=1, ending="skipped")), "problem-solving") == 0.45
    assert share(score(stage(SHOP, 0.9), stage(SHOP, part=1, ending="stopped")), "problem-solving") == 0.9


def test_clarifying_counts_each_idea_once() -> None:
    twice = (Idea("shop", "users"), Idea("shop", "users", "I assume a million users"))
    assert share(score(*GOOD, ideas=twice), "clarifying-and-assumptions") == 0.5
    same = (Idea("shop", None, "I assume no returns."), Idea("shop", None, "I assume: no returns"))
    assert share(score(*GOOD, ideas=same), "clarifying-and-assumptions") == 0.5
    assert share(score(*GOOD, ideas=(*twice, *same)), "clarifying-and-assumptions") == 1.0


def test_clarifying_is_not_scored_where_nothing_was_held_back() -> None:
    reason = "the interviewer held no further information on what was asked"
    assert share(score(stage(DESCENT, 1.0)), "clarifying-and-assumptions") == reason
    assert share(score(stage(SHOP, ending="stopped")), "clarifying-and-assumptions") == reason
    elsewhere = (Idea("descent", None, "I assume it is smooth"),)
    assert share(score(stage(SHOP, 1.0), ideas=elsewhere), "clarifying-and-assumptions") == 0.0


def test_clarifying_expects_no_more_than_was_held_back() -> None:
    assert share(score(*GOOD, ideas=(Idea("shop", "users"),)), "clarifying-and-assumptions") == 0.5


def test_breadth_counts_areas_with_half_an_answer() -> None:
    assert share(score(*GOOD), "breadth") == 1.0
    assert share(score(stage(DESCENT, 0.5), stage(INTERVALS, 0.49)), "breadth") == 0.5
    assert share(score(stage(DESCENT, 1.0), stage(INTERVALS, ending="skipped")), "breadth") == 0.5
    assert share(score(stage(DESCENT, ending="stopped")), "breadth") == "no question was judged"


def test_thinking_aloud_is_the_share_of_reasons_over_the_judged_answers() -> None:
    assert share(score(stage(DESCENT, 1.0, said=SAID)), "thinking-aloud") == 1.0
    assert share(score(stage(DESCENT, 1.0, said=SAID), stage(INTERVALS, 1.0)), "thinking-aloud") == 0.5
    assert share(score(stage(DESCENT, ending="silence")), "thinking-aloud") == "no answer was judged"


def test_reasons_in_an_answer_without_credit_do_not_count() -> None:
    assert share(score(stage(DESCENT, 0.0, said=SAID)), "thinking-aloud") == 0.0


def test_the_score_is_the_weighted_mean_of_the_scored_criteria() -> None:
    found = score(stage(DESCENT, 1.0, said=SAID), stage(INTERVALS, 0.5))
    shares = {"technical-knowledge": (4, 0.75), "thinking-aloud": (1, 0.5), "breadth": (1, 1.0)}
    expected = 100 * sum(w * s for w, s in shares.values()) / sum(w for w, _ in shares.values())
    assert found.score == pytest.approx(expected)


def test_a_dead_silence_costs_its_rate_beyond_the_grace() -> None:
    without, with_it = score(*GOOD), score(*GOOD, spans=(SilenceSpan(True, 12.0, 3.0),))
    assert without.score is not None
    assert with_it.score is not None
    assert without.score - with_it.score == pytest.approx(4.5)


def test_only_dead_silence_costs_and_only_when_it_counts() -> None:
    spans = (SilenceSpan(False, 40.0, 0.0), SilenceSpan(True, 2.0, 3.0), SilenceSpan(True, 5.0, 0.0))
    counted = price_silence(spans, 2, RUBRIC.silence, counted=True)
    assert (counted.each, counted.nudges, counted.points) == ((0.0, 0.0, 2.5), 2.0, 4.5)
    shown = price_silence(spans, 2, RUBRIC.silence, counted=False)
    assert (shown.each, shown.nudges, shown.points) == ((0.0, 0.0, 0.0), 0.0, 0.0)


def test_silence_never_costs_more_than_the_cap() -> None:
    penalty = price_silence((SilenceSpan(True, 103.0, 3.0),), 3, RUBRIC.silence, counted=True)
    assert (penalty.points, penalty.uncapped) == (15.0, 53.0)


def test_a_score_never_falls_below_zero() -> None:
    found = score(stage(DESCENT, 0.01), stage(INTERVALS, 0.0), spans=(SilenceSpan(True, 99.0, 3.0),))
    assert found.score == 0.0


@pytest.mark.parametrize(
    ("credit", "verdict"), [(1.0, "strong-yes"), (0.72, "yes"), (0.5, "leaning-no"), (0.1, "not-yet")]
)
def test_the_first_verdict_whose_conditions_hold_is_given(credit: float, verdict: str) -> None:
    ideas = (Idea("shop", "users"), Idea("shop", "features")) if credit > 0.6 else ()
    found = score(*(stage(q, credit) for q in (DESCENT, INTERVALS, SHOP)), ideas=ideas)
    assert found.verdict is not None
    assert found.verdict.step.id == verdict


def test_nobody_passes_on_fashionable_questions_alone() -> None:
    aloud = ("Because it keeps no separate memory.", "If memory is scarce, fewer are better.")
    found = score(stage(GATES, 1.0, said=aloud), stage(GATES, 1.0, said=aloud))
    assert found.score is not None
    assert found.score >= 58
    assert found.verdict is not None
    assert found.verdict.step.id == "not-yet"


def test_there_is_no_verdict_on_too_few_judged_stages() -> None:
    found = score(stage(DESCENT, 1.0), stage(INTERVALS, ending="stopped"))
    assert (found.verdict, found.no_verdict_reason) == (
        None,
        "a verdict needs 2 judged questions or parts, and there are 1",
    )


def test_nothing_judged_gives_no_score_at_all() -> None:
    found = score()
    assert (found.score, found.before_silence, found.verdict, found.steps) == (None, None, None, ())


def test_a_rubric_without_a_fitting_verdict_says_so() -> None:
    strict = RUBRIC.model_copy(update={"verdicts": RUBRIC.verdicts[:1]})
    found = score(stage(DESCENT, 0.1), stage(INTERVALS, 0.1), rubric=strict)
    assert (found.verdict, found.no_verdict_reason) == (None, "no verdict of the rubric fits")


def test_a_level_holds_from_its_share_upwards() -> None:
    levels = RUBRIC.criteria[0].levels
    assert [level_at(levels, share) for share in (0.0, 0.249, 0.25, 0.65, 1.0)] == [0, 0, 1, 3, 4]
