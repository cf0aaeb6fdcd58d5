"""The part of the report on questions: each stage with its transcript, evidence, misconceptions and facts."""

from interviewer.content.models import HiddenFact
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import Assessment
from interviewer.grading.credit import EarnedPoint, StageRecord, StageScore
from interviewer.grading.scoring import InterviewScore, stage_reasons
from interviewer.grading.segments import GRADER
from interviewer.grading.text import sentences
from interviewer.grading.validity import addresses_grader
from interviewer.report.model import (
    FactReport,
    LeftOutReport,
    MisconceptionReport,
    PointReport,
    QuestionReport,
    ReasonReport,
    ResourceReport,
    StageReport,
)
from interviewer.report.phrases import part_number, shortened
from interviewer.report.story import Met, StageStory, Story

UNSURE_BELOW = 0.7
"""Confidence under which a reader should look for themself."""
UNSURE_SHARE = 0.5
"""Share of a stage's weight that makes the whole score an unsure one."""
QUOTED = 3
"""Most quotes for one reason not to count something."""
DIGITS = 6
"""Decimals of computed numbers; far below anything that matters."""


def question_reports(session: FrozenSession, score: InterviewScore, story: Story) -> tuple[QuestionReport, ...]:
    """The questions that were asked, in order, each with its stages."""
    stages: dict[str, list[StageReport]] = {}
    for told, scored in zip(story.stages, score.stages, strict=True):
        stages.setdefault(told.record.question.id, []).append(_stage(told, scored, story))
    found = [(session.question(id), tuple(parts)) for id, parts in stages.items()]
    return tuple(
        QuestionReport(
            id=question.id,
            title=question.title,
            area=question.area,
            kind=question.kind,
            fundamental=question.fundamental,
            stages=parts,
            resources=tuple(ResourceReport(title=one.title, where=one.where) for one in question.resources),
        )
        for question, parts in found
    )


def _left_out(record: StageRecord, last: Assessment | None) -> tuple[tuple[str, ...], tuple[LeftOutReport, ...]]:
    """Why credit was withheld, and from which words; those to a grader also where none ever saw them."""
    addressed = [one.text for text in record.said for one in sentences(text) if addresses_grader(one.text)]
    flags = dict.fromkeys((*(last.flags if last else ()), *((GRADER,) if addressed else ())))
    quotes = [(one.reason, one.quote) for one in (last.left_out if last else ())]
    quotes += [(GRADER, quote) for quote in addressed]
    words = {
        flag: tuple(dict.fromkeys(shortened(quote) for reason, quote in quotes if reason == flag)) for flag in flags
    }
    told = (LeftOutReport(reason=flag, words=one) for flag, some in words.items() for one in some[:QUOTED])
    return tuple(flags), tuple(told)


def _stage(told: StageStory, scored: StageScore, story: Story) -> StageReport:
    record = told.record
    key = (record.question.id, record.stage.id)
    last = record.judgements[-1].assessment if record.judgements else None
    flags, left_out = _left_out(record, last)
    return StageReport(
        id=record.stage.id,
        part=part_number(record),
        prompt=record.stage.prompt,
        score=None if scored.score is None else round(scored.score, DIGITS),
        unscored_reason=scored.remark if scored.score is None else None,
        remark="" if scored.score is None else scored.remark,
        ended=record.ending,
        unsure=_unsure(scored),
        graded_by=last.graded_by if last else None,
        flags=flags,
        left_out=left_out,
        transcript=told.lines,
        key_points=tuple(_point(one) for one in scored.points),
        misconceptions=tuple(
            MisconceptionReport(
                id=one.id,
                quote=one.quote,
                turn=one.turn,
                put_right=one.put_right,
                challenged=one.id in told.challenged,
            )
            for one in scored.misconceptions
        ),
        hidden_facts=tuple(
            _fact(fact, story.met.get((record.question.id, fact.id))) for fact in record.stage.hidden_facts
        ),
        assumptions=tuple(text for stage, text in story.assumptions if stage == key),
        reasons=tuple(ReasonReport(kind=one.kind, words=one.words) for one in stage_reasons(scored)),
        opened_at=told.opened_at,
    )


def _is_unsure(earned: EarnedPoint) -> bool:
    return earned.confidence is not None and earned.confidence < UNSURE_BELOW


def _unsure(scored: StageScore) -> bool:
    weight = sum(one.point.weight for one in scored.points)
    return sum(one.point.weight for one in scored.points if _is_unsure(one)) >= UNSURE_SHARE * weight


def _point(earned: EarnedPoint) -> PointReport:
    return PointReport(
        id=earned.point.id,
        claim=earned.point.claim,
        weight=earned.point.weight,
        verdict=earned.verdict,
        credit=round(earned.credit, DIGITS),
        earned=round(earned.earned, DIGITS),
        mode=earned.mode,
        quote=earned.quote,
        turn=earned.turn,
        confidence=earned.confidence,
        unsure=_is_unsure(earned),
        followed_up=earned.followed_up,
        hinted=earned.hinted,
    )


def _fact(fact: HiddenFact, met: Met | None) -> FactReport:
    return FactReport(
        id=fact.id,
        about=fact.about[0],
        answer=fact.answer,
        how=met.how if met else "missed",
        turn=met.turn if met else None,
    )
