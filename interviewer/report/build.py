"""From a session and its events to the report: scores them and says so. Works on any prefix of a log, never raises."""

from collections.abc import Sequence

from interviewer.content.rubric import Criterion, Level
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.scoring import (
    CheckedStep,
    CriterionShare,
    InterviewScore,
    SilenceSpan,
    level_at,
    score_interview,
)
from interviewer.report.limits import not_judged
from interviewer.report.model import (
    ConditionReport,
    CriterionReport,
    LevelReport,
    PenaltyReport,
    Report,
    SessionFacts,
    SilenceReport,
    VerdictReport,
    VerdictStepReport,
)
from interviewer.report.phrases import penalty_sentence, silence_numbers, why
from interviewer.report.practice import practise_next
from interviewer.report.questions import DIGITS, question_reports
from interviewer.report.spending import model_usage
from interviewer.report.story import Story, notes, read_story


def silence_counts(session: FrozenSession) -> bool:
    """True when silence costs points in this session."""
    return session.settings.timed or session.settings.channel == "voice"


def build_report(session: FrozenSession, events: Sequence[ev.AnyEvent], created: str) -> Report:
    """The report on an interview, finished or not, from what was recorded of it."""
    story = read_story(session, events)
    spans = [SilenceSpan(one.silence_class == "dead", one.duration_s, one.grace_s) for one in story.silences]
    records = [stage.record for stage in story.stages]
    counted, nudges = silence_counts(session), len(story.nudges_at)
    score = score_interview(records, story.ideas, spans, nudges, counted, session.rubric)
    signs = [at for event in events if isinstance(event, ev.TurnTaken) for at in event.signs]
    silences = tuple(_silence(one, price, signs) for one, price in zip(story.silences, score.penalty.each, strict=True))
    return Report(
        session=session.id,
        created=created,
        state=story.state,
        score=_round(score.score),
        score_before_silence=_round(score.before_silence),
        verdict=_verdict(session, score),
        no_verdict_reason=score.no_verdict_reason,
        penalty=_penalty(session, score, silences, nudges),
        criteria=_criteria(session, score, story),
        questions=question_reports(session, score, story),
        silences=silences,
        introduction=story.introduction,
        candidate_questions=story.candidate_questions,
        floor=story.floor,
        nudges_at=story.nudges_at,
        facts=_facts(session, events, story),
        practise_next=practise_next(score, story, silences if counted else (), session.persona.silence.grace_s),
        not_judged=not_judged(session, score, events),
        model_usage=model_usage(events, session.settings.budget),
    )


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _silence(event: ev.SilenceMeasured, price: float, signs: Sequence[float]) -> SilenceReport:
    return SilenceReport(
        turn=event.turn,
        silence_class=event.silence_class,
        start_s=event.start_s,
        duration_s=event.duration_s,
        after_words=event.after_words,
        penalty=round(price, DIGITS),
        grace_s=event.grace_s,
        inside_turn=event.inside_turn,
        acknowledged=any(event.start_s < at < event.start_s + event.duration_s for at in signs),
        question=event.question,
        stage=event.stage,
    )


def _penalty(
    session: FrozenSession, score: InterviewScore, silences: Sequence[SilenceReport], nudges: int
) -> PenaltyReport:
    rule, penalty = session.rubric.silence, score.penalty
    numbers = silence_numbers(silences, nudges, session.persona.silence.grace_s)
    return PenaltyReport(
        points=round(penalty.points, DIGITS),
        uncapped=round(penalty.uncapped, DIGITS),
        cap=rule.cap,
        rate_per_s=rule.rate_per_s,
        nudges=nudges,
        nudge_points=round(penalty.nudges, DIGITS),
        counted=penalty.counted,
        sentence=penalty_sentence(penalty, rule.cap, numbers),
    )


def _step(session: FrozenSession, checked: CheckedStep) -> VerdictStepReport:
    names = {criterion.id: criterion.name for criterion in session.rubric.criteria}
    conditions = tuple(
        ConditionReport(
            what="Score" if one.criterion is None else names.get(one.criterion, one.criterion),
            needed=one.needed,
            reached=_round(one.reached),
            held=one.held,
        )
        for one in checked.conditions
    )
    step = checked.step
    return VerdictStepReport(id=step.id, name=step.name, says=step.says, held=checked.held, conditions=conditions)


def _verdict(session: FrozenSession, score: InterviewScore) -> VerdictReport | None:
    given = score.verdict
    if given is None:
        return None
    place = score.steps.index(given)
    missed = _step(session, score.steps[place - 1]) if place else None
    return VerdictReport(**dict(_step(session, given)), missed=missed)


def _level(level: Level) -> LevelReport:
    return LevelReport(name=level.name, from_share=level.from_share, behaviour=level.behaviour)


def _criteria(session: FrozenSession, score: InterviewScore, story: Story) -> tuple[CriterionReport, ...]:
    rubric = session.rubric
    return tuple(
        _criterion(criterion, share, why(share, score.stages, story.ideas, rubric))
        for criterion, share in zip(rubric.criteria, score.criteria, strict=True)
    )


def _criterion(criterion: Criterion, found: CriterionShare, reason: str) -> CriterionReport:
    now = None if found.share is None else level_at(criterion.levels, found.share)
    ahead = () if now is None else criterion.levels[now + 1 :]
    return CriterionReport(
        id=criterion.id,
        name=criterion.name,
        weight=criterion.weight,
        measured_by=criterion.measured_by,
        share=_round(found.share),
        unscored_reason=found.unscored_reason,
        level=None if now is None else _level(criterion.levels[now]),
        next_level=_level(ahead[0]) if ahead else None,
        ladder=tuple(level.from_share for level in criterion.levels),
        why=reason,
    )


def _facts(session: FrozenSession, events: Sequence[ev.AnyEvent], story: Story) -> SessionFacts:
    persona, settings = session.persona, session.settings
    judgements = [one for stage in story.stages for one in stage.record.judgements]
    said = [event for event in events if isinstance(event, ev.Said)]
    return SessionFacts(
        persona=persona.name,
        persona_id=persona.id,
        persona_title=persona.title,
        length=settings.length,
        minutes_planned=session.plan.total_minutes,
        minutes_held=round(story.seconds / 60, 2),
        seed=settings.seed,
        timed=silence_counts(session),
        channel=settings.channel,
        graders=tuple(dict.fromkeys(one.assessment.graded_by for one in judgements)),
        worded_by=tuple(dict.fromkeys(event.worded_by for event in said)),
        resumed=sum(isinstance(event, ev.SessionResumed) for event in events),
        not_asked=story.not_asked,
        notes=notes(events),
    )
