"""From scored stages to criteria, silence penalty, score and verdict: a written rule, no judging.

Technical knowledge counts every judged basic question and every judged part of the problem as one unit.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from interviewer.content.rubric import CriterionId, Level, Rubric, SilencePenalty, VerdictStep
from interviewer.grading.credit import StageRecord, StageScore, score_stage, settle_skips
from interviewer.grading.reasoning import Reason, reasons

REASONS_ENOUGH = {"recall": 2, "derivation": 3, "design": 3}
"""Different reasons given aloud that earn an answer the full share of thinking aloud."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A question asked back that met a hidden fact, or an assumption stated."""

    question: str
    fact: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SilenceSpan:
    """A silence as far as its price goes."""

    dead: bool
    duration_s: float
    """Whole length, grace included."""
    grace_s: float


@dataclass(frozen=True, slots=True)
class Penalty:
    """What silence cost."""

    points: float
    """Taken from the score."""
    uncapped: float
    """Before the cap."""
    each: tuple[float, ...]
    """Points of each span, in order, before the cap."""
    nudges: float
    """Points for nudges, before the cap."""
    counted: bool
    """False when silence is only shown."""


@dataclass(frozen=True, slots=True)
class CriterionShare:
    """How much of a criterion was reached."""

    id: CriterionId
    share: float | None
    """0 to 1; None when unscored."""
    unscored_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a verdict."""

    criterion: CriterionId | None
    """None for the score itself."""
    needed: float
    reached: float | None
    held: bool


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """A verdict and whether its conditions hold."""

    step: VerdictStep
    conditions: tuple[Condition, ...]

    @property
    def held(self) -> bool:
        """True when all conditions hold."""
        return all(condition.held for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas asked about and shown."""

    asked: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewScore:
    """The result of an interview."""

    stages: tuple[StageScore, ...]
    criteria: tuple[CriterionShare, ...]
    penalty: Penalty
    before_silence: float | None
    """0 to 100; None when no criterion was scored."""
    score: float | None
    """0 to 100, after the penalty."""
    verdict: CheckedStep | None
    no_verdict_reason: str | None
    steps: tuple[CheckedStep, ...]
    """All verdicts, best first; empty without a score."""


def mean(values: Iterable[float]) -> float | None:
    """The mean; None of nothing."""
    held = tuple(values)
    return sum(held) / len(held) if held else None


def silence_price(span: SilenceSpan, rule: SilencePenalty) -> float:
    """Points for one silence: a rate per second beyond its grace, nothing unless it is dead."""
    return rule.rate_per_s * max(0.0, span.duration_s - span.grace_s) if span.dead else 0.0


def price_silence(spans: Sequence[SilenceSpan], nudges: int, rule: SilencePenalty, counted: bool) -> Penalty:
    """min(cap, sum over dead silences + price of nudges); all zero when silence is only shown."""
    rate = 1.0 if counted else 0.0
    each = tuple(rate * silence_price(span, rule) for span in spans)
    price = rate * rule.price_per_nudge * nudges
    uncapped = sum(each) + price
    return Penalty(min(rule.cap, uncapped), uncapped, each, price, counted)


def stage_reasons(stage: StageScore) -> tuple[Reason, ...]:
    """The reasons given aloud on a stage; none in an answer that earned nothing."""
    record = stage.record
    return reasons(record.said, record.question, record.stage) if stage.credited else ()


def aloud(stage: StageScore) -> float:
    """How audible the thinking was on one stage, 0 to 1."""
    return min(1.0, len(stage_reasons(stage)) / REASONS_ENOUGH[stage.record.stage.thinking])


def areas(stages: Sequence[StageScore], enough: float) -> Areas:
    """Areas asked, and those in which an answer reached enough, leaving out what could not be judged."""
    judged = [(one.record.question.area, one.score or 0.0) for one in stages if one.standing != "unscored"]
    asked = dict.fromkeys(area for area, _ in judged)
    return Areas(tuple(asked), tuple(dict.fromkeys(area for area, score in judged if score >= enough - 1e-9)))


def hidden_facts(stages: Sequence[StageScore]) -> frozenset[tuple[str, str]]:
    """Question and fact for all that was held back on stages that were not cut short unanswered."""
    records = (one.record for one in stages if one.standing != "unscored" or one.record.answered)
    return frozenset((r.question.id, fact.id) for r in records for fact in r.stage.hidden_facts)


def relevant_ideas(stages: Sequence[StageScore], ideas: Sequence[Idea]) -> frozenset[tuple[str, str]]:
    """Different questions asked back and assumptions stated, on questions that held something back."""
    holding = {question for question, _ in hidden_facts(stages)}
    return frozenset(
        (idea.question, idea.fact or " ".join(re.findall(r"\w+", idea.text.lower())))
        for idea in ideas
        if idea.question in holding
    )


def _technical(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> float | str:
    share = mean(one.score for one in stages if one.record.question.fundamental and one.score is not None)
    return "no question on fundamentals was judged" if share is None else share


def _problem(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> float | str:
    parts = (one for one in stages if one.record.question.kind == "problem")
    share = mean(one.score for one in parts if one.record.question.fundamental and one.score is not None)
    return "no part of a problem was judged" if share is None else share


def _aloud(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> float | str:
    share = mean(aloud(one) for one in stages if one.standing == "answered")
    return "no answer was judged" if share is None else share


def _clarifying(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> float | str:
    held = hidden_facts(stages)
    if not held:
        return "the interviewer held no further information on what was asked"
    problems = {one.record.question.id for one in stages if one.record.question.kind == "problem"}
    expected = min(len(held), rubric.clarifying.expected_per_problem * max(1, len(problems)))
    return min(1.0, len(relevant_ideas(stages, ideas)) / expected)


def _breadth(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> float | str:
    found = areas(stages, rubric.breadth.enough)
    if not found.asked:
        return "no question was judged"
    return min(1.0, len(found.shown) / min(len(found.asked), rubric.breadth.expected_areas))


_MEASURES: Mapping[CriterionId, Callable[[Sequence[StageScore], Sequence[Idea], Rubric], float | str]] = {
    "technical-knowledge": _technical,
    "problem-solving": _problem,
    "thinking-aloud": _aloud,
    "clarifying-and-assumptions": _clarifying,
    "breadth": _breadth,
}


def criterion_share(
    id: CriterionId, stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric
) -> CriterionShare:
    """The share of one criterion, or why there is none."""
    found = _MEASURES[id](stages, ideas, rubric)
    return CriterionShare(id, None, found) if isinstance(found, str) else CriterionShare(id, found)


def level_at(levels: Sequence[Level], share: float) -> int:
    """Index of the level that holds at a share."""
    return max(index for index, level in enumerate(levels) if index == 0 or share >= level.from_share - 1e-9)


def weighted(criteria: Sequence[CriterionShare], rubric: Rubric) -> float | None:
    """100 times the weighted mean over the scored criteria; None when none is scored."""
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria}
    scored = [(weights[one.id], one.share) for one in criteria if one.share is not None]
    total = sum(weight for weight, _ in scored)
    return 100 * sum(weight * share for weight, share in scored) / total if scored else None


def check_step(step: VerdictStep, score: float, criteria: Sequence[CriterionShare]) -> CheckedStep:
    """Each condition of a verdict, and whether it holds; an unscored criterion fulfils none."""
    shares = {one.id: one.share for one in criteria}
    total = Condition(None, step.min_score, score, score >= step.min_score - 1e-9)
    return CheckedStep(step, (total, *(_at_least(id, least, shares) for id, least in step.min_shares.items())))


def _at_least(id: CriterionId, needed: float, shares: Mapping[CriterionId, float | None]) -> Condition:
    reached = shares.get(id)
    return Condition(id, needed, reached, reached is not None and reached >= needed - 1e-9)


def score_interview(
    records: Sequence[StageRecord],
    ideas: Sequence[Idea],
    spans: Sequence[SilenceSpan],
    nudges: int,
    counted: bool,
    rubric: Rubric,
) -> InterviewScore:
    """Everything that is computed for an interview, finished or not; never raises."""
    stages = settle_skips([score_stage(record, rubric) for record in records], rubric.skip)
    criteria = tuple(criterion_share(one.id, stages, ideas, rubric) for one in rubric.criteria)
    penalty = price_silence(spans, nudges, rubric.silence, counted)
    before = weighted(criteria, rubric)
    score = None if before is None else max(0.0, before - penalty.points)
    steps = () if score is None else tuple(check_step(step, score, criteria) for step in rubric.verdicts)
    verdict, reason = _verdict(stages, steps, rubric.least_judged_stages)
    return InterviewScore(stages, criteria, penalty, before, score, verdict, reason, steps)


def _verdict(
    stages: Sequence[StageScore], steps: Sequence[CheckedStep], least: int
) -> tuple[CheckedStep | None, str | None]:
    judged = sum(one.score is not None for one in stages)
    if judged < least:
        return None, f"a verdict needs {least} judged questions or parts, and there are {judged}"
    verdict = next((step for step in steps if step.held), None)
    return verdict, None if verdict else "no verdict of the rubric fits"
