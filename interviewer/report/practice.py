"""What to practise next: three to five concrete things, each with what in this interview calls for it."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from interviewer.content.models import AREAS, Question
from interviewer.grading.credit import EarnedPoint, StageScore
from interviewer.grading.scoring import REASONS_ENOUGH, InterviewScore, aloud, hidden_facts
from interviewer.report.model import Practice, ResourceReport, SilenceReport
from interviewer.report.phrases import (
    area_name,
    count,
    listed,
    long_silences,
    longest_silence,
    number,
    part_of,
    percent,
    sentence,
    stage_name,
)
from interviewer.report.story import Story

MOST = 5
"""Most things to practise."""
LEAST = 3
"""Fewer are filled up with areas that were not asked."""
HEAVY = 0.15
"""Share of a stage a missed key point must weigh to be named."""


def resource(question: Question) -> ResourceReport | None:
    """The first place to study for a question."""
    return next((ResourceReport(title=one.title, where=one.where) for one in question.resources), None)


def practise_next(
    score: InterviewScore, story: Story, silences: Sequence[SilenceReport], grace_s: float
) -> tuple[Practice, ...]:
    """Three to five things to practise, the most telling first; none when nothing was judged. `silences` are those of
    a timed interview."""
    judged = [one for one in score.stages if one.standing != "unscored"]
    if not judged:
        return ()
    missed = list(_missed(judged))
    found = chain(
        islice(_misconceptions(judged), 1),
        missed[:2],
        _silence(silences, score.penalty.points, grace_s),
        _never_asked_back(judged, story),
        _skipped(judged),
        missed[2:3],
        _helped(judged),
        _quiet(judged),
    )
    chosen = tuple(islice(found, MOST))
    return (*chosen, *islice(_other_areas(score.stages), max(0, LEAST - len(chosen))))


def _misconceptions(stages: Sequence[StageScore]) -> Iterable[Practice]:
    for stage in stages:
        for wrong in stage.misconceptions:
            if not wrong.put_right:
                yield Practice(
                    title=f"Find the error in “{wrong.quote}”",
                    because=f"You said it on {stage_name(stage.record)}, and it was left standing.",
                    resource=resource(stage.record.question),
                )


def _loss(stage: StageScore, earned: EarnedPoint) -> float:
    """Share of the stage that the key point cost."""
    return earned.point.weight * (1 - earned.credit) / sum(one.point.weight for one in stage.points)


def _missed(stages: Sequence[StageScore]) -> Iterable[Practice]:
    """The heaviest missed key point of each question, the heaviest first, fundamentals before the rest."""
    answers = [one for one in stages if one.standing != "skipped"]
    open_points = [(_loss(stage, earned), stage, earned) for stage in answers for earned in stage.points]
    open_points.sort(key=lambda one: (not one[1].record.question.fundamental, -one[0]))
    named: set[str] = set()
    for loss, stage, earned in open_points:
        question = stage.record.question
        if loss >= HEAVY and question.id not in named:
            named.add(question.id)
            yield Practice(
                title=f"Be ready to say: {earned.point.claim}",
                because=_why_missed(stage, earned, loss),
                resource=resource(question),
            )


def _why_missed(stage: StageScore, earned: EarnedPoint, loss: float) -> str:
    how = {"partial": "was there in part", "wrong": "came out the other way round"}.get(earned.verdict, "was missing")
    asked = ", even when asked about it" if earned.followed_up or earned.hinted else ""
    return f"On {stage_name(stage.record)} it {how}{asked}; it was worth {percent(loss)} of the answer."


def _silence(silences: Sequence[SilenceReport], points: float, grace_s: float) -> Iterable[Practice]:
    long = long_silences(silences)
    if not long:
        return
    first = sum(not one.inside_turn for one in long)
    some = f", {number(first)} of them before the first word of an answer"
    where = {0: " inside an answer", len(long): " before the first word of an answer"}.get(first, some)
    total = f"{count(len(long), 'long silence')}{where}, {sum(one.duration_s for one in long):.1f} s in all"
    price = f", and silence cost {points:.1f} points" if points else ""
    yield Practice(
        title=f"Say within {grace_s:g} seconds what you are looking for, even if it is only the first step",
        because=sentence(f"{total}, {longest_silence(long)}{price}"),
    )


def _never_asked_back(stages: Sequence[StageScore], story: Story) -> Iterable[Practice]:
    held = hidden_facts(stages)
    if story.ideas or not held:
        return
    records = (stage.record for stage in stages)
    fact = next(fact for record in records for fact in record.stage.hidden_facts)
    several = f"{count(len(held), 'fact')} that would have changed your answer and was never asked. One of them"
    facts = several if len(held) > 1 else "a fact that would have changed your answer and was never asked. It is"
    yield Practice(
        title="Ask one question back before you commit to an answer",
        because=f"The interviewer held {facts}: “{fact.answer}”",
    )


def _skipped(stages: Sequence[StageScore]) -> Iterable[Practice]:
    skipped = [stage.record for stage in stages if stage.standing == "skipped"]
    if skipped:
        names = listed([stage_name(record) for record in skipped])
        fields = listed(list(dict.fromkeys(area_name(record.question.area) for record in skipped)))
        yield Practice(
            title=f"Prepare one honest two-minute answer in {fields}",
            because=f"You skipped {names}.",
            resource=resource(skipped[0].question),
        )


def _helped(stages: Sequence[StageScore]) -> Iterable[Practice]:
    credited = [earned for stage in stages for earned in stage.points if earned.mode is not None]
    helped = sum(earned.mode != "unprompted" for earned in credited)
    if 2 * helped >= len(credited) and helped:
        yield Practice(
            title="Go one step further before you stop: conditions, then limits, then an example",
            because=f"You knew {number(helped)} of {count(len(credited), 'key point')} but said them only after a "
            "follow-up or a hint, and they count for less then.",
        )


def _quiet(stages: Sequence[StageScore]) -> Iterable[Practice]:
    answers = [stage for stage in stages if stage.standing == "answered"]
    quiet = [stage for stage in answers if aloud(stage) < 1]
    if 2 * len(quiet) > len(answers):
        least = REASONS_ENOUGH["recall"]
        which = "your answer" if len(answers) == 1 else part_of(len(quiet), len(answers), "answer")
        yield Practice(
            title="Give the reason with the result: because, if, for example",
            because=sentence(
                f"{which} held fewer reasons than a listener needs; {number(least)} are enough for a short one"
            ),
        )


def _other_areas(stages: Sequence[StageScore]) -> Iterable[Practice]:
    asked = {stage.record.question.area for stage in stages}
    return (
        Practice(
            title=f"Hold an interview on {area_name(area)}",
            because=f"This one did not touch it; interviewer chat --topic {area} does.",
        )
        for area in AREAS
        if area not in asked
    )
