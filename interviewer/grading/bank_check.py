"""Holds a question against the grader: worked examples, ladder, lines that tell, answers that must earn nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.content.models import ExampleQuality, Question, Stage, WorkedExample
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader
from interviewer.grading.attacks import attacks, lines, off_topic

RUNGS: dict[ExampleQuality, int] = {"wrong": 0, "weak": 1, "partial": 2, "strong": 3}
"""The ladder of worked examples."""
ATTACK_MEAN, ATTACK_MOST = 0.05, 0.15
"""What attacks on a stage may score: on average, and any one of them."""


@dataclass(frozen=True, slots=True)
class BankFault:
    """Something about a question that the grader shows to be wrong."""

    question: str
    stage: str
    what: str


def judged(
    question: Question, stage: Stage, text: str, grader: Grader, heard: Sequence[str] | None = None
) -> Assessment:
    """The assessment of one text as the only turn on a stage, after the prompt or the lines in `heard`."""
    said = (stage.prompt,) if heard is None else tuple(heard)
    return grader.grade(AnswerToGrade(question=question, stage=stage, turns=(text,), heard=said))


def examples_off(question: Question, grader: Grader) -> tuple[BankFault, ...]:
    """Worked examples whose verdicts or misconceptions are not the expected ones."""
    return tuple(
        BankFault(question.id, example.stage, f"example {example.id}: {what}")
        for example in question.examples
        for what in _differences(example, judged(question, question.stage(example.stage), example.answer, grader))
    )


def _differences(example: WorkedExample, found: Assessment) -> Iterator[str]:
    for point in found.key_points:
        expected = example.expect.get(point.id, "missing")
        if point.verdict != expected:
            yield f"{point.id} should be {expected}, is {point.verdict} ({point.quote or 'no quote'})"
    shown = {m.id for m in found.misconceptions}
    yield from (f"misconception {one} is not noticed" for one in sorted(set(example.misconceptions) - shown))
    yield from (f"misconception {one} is not in it" for one in sorted(shown - set(example.misconceptions)))


def ladder_faults(question: Question, grader: Grader) -> tuple[BankFault, ...]:
    """Stronger examples that score below weaker ones of the same stage."""
    scored = [
        (example, judged(question, question.stage(example.stage), example.answer, grader).score or 0.0)
        for example in question.examples
    ]
    return tuple(
        BankFault(question.id, high.stage, f"example {high.id} ({better:.2f}) scores below {low.id} ({worse:.2f})")
        for high, better in scored
        for low, worse in scored
        if high.stage == low.stage and RUNGS[high.quality] > RUNGS[low.quality] and better < worse
    )


def leaks(question: Question, grader: Grader) -> tuple[BankFault, ...]:
    """Lines of the interviewer that would earn credit in a candidate's mouth, asked or stated."""
    found = {}
    for stage in question.stages:
        for name, text in lines(stage):
            for said in (text, text.replace("?", ".")):
                for point in judged(question, stage, said, grader, heard=()).key_points:
                    if point.credit > 0:
                        found[stage.id, name, point.id] = f"{name} tells {point.id}: {point.quote}"
    return tuple(BankFault(question.id, stage, what) for (stage, _, _), what in found.items())


def attack_faults(question: Question, others: Sequence[Question], grader: Grader) -> tuple[BankFault, ...]:
    """Families of attacks that earn more than they may on a stage."""
    return tuple(
        BankFault(question.id, stage.id, what)
        for stage in question.stages
        for what in _attacked(question, stage, others, grader)
    )


def _attacked(question: Question, stage: Stage, others: Sequence[Question], grader: Grader) -> Iterator[str]:
    scores: dict[str, list[tuple[float, str]]] = {}
    for attack in (*attacks(question, stage), *off_topic(question, others)):
        heard = (stage.prompt, *attack.heard)
        score = judged(question, stage, attack.text, grader, heard).score or 0.0
        scores.setdefault(attack.family, []).append((score, attack.text))
    for family, found in scores.items():
        mean = sum(score for score, _ in found) / len(found)
        most, text = max(found)
        if mean > ATTACK_MEAN:
            yield f"{family} answers score {mean:.2f} on average, {ATTACK_MEAN} is the limit"
        if most > ATTACK_MOST:
            yield f"a {family} answer scores {most:.2f}, {ATTACK_MOST} is the limit: {text[:80]}"
