"""From the assessments of one stage to what its key points earned, and its score. Reads no words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from interviewer.content.models import KeyPoint, Question, Stage, Verdict
from interviewer.content.rubric import CreditFactors, Rubric, SkipRule
from interviewer.grading.assessment import Assessment, PointVerdict

Mode = Literal["unprompted", "after follow-up", "after hint"]
Ending = Literal["open", "done", "skipped", "gave-up", "silence", "out-of-time", "stopped"]
Standing = Literal["answered", "unanswered", "skipped", "unscored"]


@dataclass(frozen=True, slots=True)
class Help:
    """A follow-up or a hint on one key point."""

    key_point: str
    mode: Mode
    """What an idea said from then on counts as."""
    before_turn: int
    """The first of the candidate's turns that came after it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One assessment of a stage and the turns it covers."""

    newest: int
    """The newest turn it covers."""
    turns: tuple[int, ...]
    """Turn numbers of the graded turns; a quote's index points into them."""
    assessment: Assessment

    def turn_of(self, index: int) -> int:
        """Turn number of the graded turn of that index."""
        return self.turns[index] if index < len(self.turns) else self.newest


@dataclass(frozen=True, slots=True)
class StageRecord:
    """All that the scoring needs to know of a stage that was opened."""

    question: Question
    stage: Stage
    ending: Ending = "open"
    """How it was closed; open when the record stops before that."""
    answered: bool = False
    """True when something was said that a grader was asked to judge."""
    judgements: tuple[Judgement, ...] = ()
    """In order; each covers all turns of the stage so far."""
    helps: tuple[Help, ...] = ()
    """In order."""
    said: tuple[str, ...] = ()
    """The candidate's turns, for the reasons given in them."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Credit for a key point that came at one time."""

    amount: float
    mode: Mode


@dataclass(frozen=True, slots=True)
class EarnedPoint:
    """What became of one key point."""

    point: KeyPoint
    verdict: Verdict = "missing"
    credit: float = 0.0
    """The grader's credit in the end, 0 to 1."""
    earned: float = 0.0
    """Credit after the factors for help, 0 to 1."""
    mode: Mode | None = None
    """How most of the credit came; None without credit."""
    quote: str | None = None
    turn: int | None = None
    """Turn number of the quote."""
    confidence: float | None = None
    followed_up: bool = False
    hinted: bool = False


@dataclass(frozen=True, slots=True)
class StandingMisconception:
    """A misconception that was shown at some time."""

    id: str
    quote: str
    turn: int
    put_right: bool
    """True when the last assessment no longer shows it."""


@dataclass(frozen=True, slots=True)
class StageScore:
    """A stage with its score."""

    record: StageRecord
    standing: Standing
    score: float | None
    """0 to 1; None when it takes no part in any mean."""
    remark: str = ""
    """Why it has no score, or why it has none of the points."""
    points: tuple[EarnedPoint, ...] = ()
    misconceptions: tuple[StandingMisconception, ...] = ()

    @property
    def credited(self) -> bool:
        """True when any key point earned something."""
        return any(point.earned > 0 for point in self.points)


_NOTHING_SAID = {
    "gave-up": "no answer was given",
    "silence": "nothing was said before the interviewer moved on",
    "done": "no answer was given",
}
_CUT_SHORT = {
    "open": "the record ends before an answer",
    "stopped": "the interview was stopped before an answer",
    "out-of-time": "the time was up before an answer",
}

_FREE = "skipped; it costs nothing, since the other answers show knowledge"


def settle(layers: Sequence[Layer], credit: float, mode: Mode) -> tuple[Layer, ...]:
    """Layers of credit after a further assessment: a rise goes on top, a fall is taken off the top."""
    held = sum(layer.amount for layer in layers)
    if credit > held:
        return (*layers, Layer(credit - held, mode))
    kept: list[Layer] = []
    left = credit
    for layer in layers:
        kept.append(replace(layer, amount=min(layer.amount, left)))
        left -= kept[-1].amount
    return tuple(layer for layer in kept if layer.amount > 0)


def factor(mode: Mode, credit: CreditFactors) -> float:
    """What credit is worth that came in that way."""
    return {
        "unprompted": credit.unprompted,
        "after follow-up": credit.after_follow_up,
        "after hint": credit.after_hint,
    }[mode]


def _mode(helps: Sequence[Help], key_point: str, turn: int) -> Mode:
    given = {help.mode for help in helps if help.key_point == key_point and help.before_turn <= turn}
    return next((mode for mode in ("after hint", "after follow-up") if mode in given), "unprompted")


def _credit(verdict: PointVerdict) -> float:
    """Credit needs a quote, and none is left of an idea that was contradicted."""
    return verdict.credit if verdict.quote and verdict.verdict in ("covered", "partial") else 0.0


def earned_points(record: StageRecord, credit: CreditFactors) -> tuple[EarnedPoint, ...]:
    """What each key point earned over all assessments of the stage, in the order of the stage."""
    layers: dict[str, tuple[Layer, ...]] = {}
    last: dict[str, tuple[PointVerdict, int]] = {}
    seen: set[int] = set()
    for judgement in record.judgements:
        for verdict in judgement.assessment.key_points:
            quoted = judgement.turn_of(verdict.turn)
            said_at = quoted if quoted not in seen else judgement.newest
            mode = _mode(record.helps, verdict.id, said_at)
            layers[verdict.id] = settle(layers.get(verdict.id, ()), _credit(verdict), mode)
            last[verdict.id] = (verdict, quoted)
        seen.update(judgement.turns)
    return tuple(
        _earned(point, layers.get(point.id, ()), last.get(point.id), record.helps, credit)
        for point in record.stage.key_points
    )


def _earned(
    point: KeyPoint,
    layers: tuple[Layer, ...],
    last: tuple[PointVerdict, int] | None,
    helps: Sequence[Help],
    credit: CreditFactors,
) -> EarnedPoint:
    modes = {help.mode for help in helps if help.key_point == point.id}
    bare = EarnedPoint(point, followed_up="after follow-up" in modes, hinted="after hint" in modes)
    if last is None:
        return bare
    verdict, turn = last
    return replace(
        bare,
        verdict=verdict.verdict,
        credit=_credit(verdict),
        earned=sum(layer.amount * factor(layer.mode, credit) for layer in layers),
        mode=max(reversed(layers), key=lambda layer: layer.amount).mode if layers else None,
        quote=verdict.quote,
        turn=turn if verdict.quote else None,
        confidence=verdict.confidence,
    )


def standing_misconceptions(judgements: Sequence[Judgement]) -> tuple[StandingMisconception, ...]:
    """All misconceptions ever shown in a stage; those absent from the last assessment were put right."""
    shown = {
        wrong.id: (wrong.quote, judgement.turn_of(wrong.turn))
        for judgement in judgements
        for wrong in judgement.assessment.misconceptions
    }
    left = {wrong.id for judgement in judgements[-1:] for wrong in judgement.assessment.misconceptions}
    return tuple(StandingMisconception(id, quote, turn, id not in left) for id, (quote, turn) in shown.items())


def score_stage(record: StageRecord, rubric: Rubric) -> StageScore:
    """Score one stage by itself; a skipped one has 0 until the skip rule is asked."""
    points = earned_points(record, rubric.credit)
    wrong = standing_misconceptions(record.judgements)
    scored = StageScore(record, "answered", None, points=points, misconceptions=wrong)
    if record.ending == "skipped" and not scored.credited:
        return replace(scored, standing="skipped", score=0.0, remark="skipped")
    if not record.judgements:
        return _unjudged(scored)
    final = record.judgements[-1].assessment
    if final.score is None:
        reason = final.unscored_reason or "the grader gave no reason"
        return replace(scored, standing="unscored", remark=reason)
    weights = sum(earned.point.weight for earned in points)
    share = sum(earned.point.weight * earned.earned for earned in points) / weights
    cost = rubric.misconception_cost * sum(not shown.put_right for shown in wrong)
    return replace(scored, score=max(0.0, share - cost))


def _unjudged(scored: StageScore) -> StageScore:
    """A stage nobody judged: 0 when nothing was said, unscored when there was no chance or no grader."""
    record = scored.record
    if record.answered:
        return replace(scored, standing="unscored", remark="the answer was given but not judged")
    if record.ending in _CUT_SHORT:
        return replace(scored, standing="unscored", remark=_CUT_SHORT[record.ending])
    return replace(scored, standing="unanswered", score=0.0, remark=_NOTHING_SAID[record.ending])


def settle_skips(stages: Sequence[StageScore], rule: SkipRule) -> tuple[StageScore, ...]:
    """Let skipped basic questions leave the mean while enough of the others show knowledge."""
    basics = [one for one in stages if one.record.question.kind == "basic" and one.score is not None]
    answers = [one.score for one in basics if one.standing == "answered" and one.score is not None]
    enough = len(answers) >= rule.answered_share * len(basics) - 1e-9
    forgiven = bool(answers) and enough and sum(answers) / len(answers) >= rule.answered_mean - 1e-9
    return tuple(_after_skip_rule(one, rule, forgiven) for one in stages)


def _after_skip_rule(stage: StageScore, rule: SkipRule, forgiven: bool) -> StageScore:
    if stage.standing != "skipped":
        return stage
    if stage.record.question.kind == "problem":
        return replace(stage, remark="skipped; a skipped part of the problem counts 0")
    if forgiven:
        return replace(stage, score=None, remark=_FREE)
    share, least = f"{rule.answered_share:.0%}", f"{rule.answered_mean:.0%}"
    rest = f"{share} of the basic questions are answered with a mean of {least}"
    return replace(stage, remark=f"skipped; it counts 0, since skipping is free only while {rest}")
