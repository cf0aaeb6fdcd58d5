"""Labelled answers to fit and measure the offline grader on: worked examples, written answers, attacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from interviewer.content.library import Library
from interviewer.content.models import Question, Stage
from interviewer.grading.attacks import attacks, lines, off_topic

ANSWERS = Path(__file__).parent / "answers"
OFF_TOPIC = 8
"""Answers to other questions that are taken for each stage."""
WEIGHTS = {
    "example": 2.0, "written": 1.0, "sentence": 0.05, "line": 4.0, "padding": 1.0, "parrot": 0.5, "off-topic": 0.5,
}  # fmt: skip
"""How much a case of each source counts; 0.3 for every other one."""


@dataclass(frozen=True, slots=True)
class Case:
    """An answer with the verdicts of a careful examiner; key points that are not named are missing."""

    question: Question
    stage: Stage
    text: str
    source: str
    style: str = ""
    expect: Mapping[str, str] = field(default_factory=dict)
    misconceptions: frozenset[str] = frozenset()
    heard: tuple[str, ...] = ()
    rubric: Stage | None = None
    """The stage without the sentence that is the answer, where it was taken from the rubric itself."""

    @property
    def weight(self) -> float:
        """How much it counts in a fit."""
        return WEIGHTS.get(self.source, 0.3)


def examples(library: Library) -> Iterator[Case]:
    """The worked examples of the bank."""
    for question in library.questions:
        for one in question.examples:
            stage = question.stage(one.stage)
            yield Case(
                question, stage, one.answer, "example", one.quality, dict(one.expect), frozenset(one.misconceptions),
                (stage.prompt,),
            )  # fmt: skip


def written(library: Library, name: str) -> Iterator[Case]:
    """The answers of a file: synthetic, written from prompts and claims alone without sight of the paraphrases."""
    for row in yaml.safe_load((ANSWERS / f"{name}.yaml").read_text()):
        question = library.question(row["question"])
        stage = question.stage(row["stage"])
        yield Case(
            question, stage, row["answer"], "written", row["style"], row["expect"], frozenset(row["misconceptions"]),
            (stage.prompt,),
        )  # fmt: skip


def single_sentences(library: Library) -> Iterator[Case]:
    """Every second paraphrase of the bank as an answer of its own, judged by its stage without it."""
    for question in library.questions:
        for stage in question.stages:
            for place, point in enumerate(stage.key_points):
                for text in point.paraphrases[::2]:
                    others = tuple(other for other in point.paraphrases if other != text)
                    less = point.model_copy(update={"paraphrases": others})
                    points = (*stage.key_points[:place], less, *stage.key_points[place + 1 :])
                    rubric = stage.model_copy(update={"key_points": points})
                    yield Case(question, stage, text, "sentence", "", {point.id: "covered"}, rubric=rubric)


def worthless(library: Library) -> Iterator[Case]:
    """What must earn nothing: the interviewer's lines, attacks, and good answers to questions on other topics."""
    for number, question in enumerate(library.questions):
        others = [attack for other in library.questions for attack in off_topic(question, [other])]
        for stage in question.stages:
            yield from (Case(question, stage, text.replace("?", "."), "line", name) for name, text in lines(stage))
            some = [others[(7 * number + 13 * i) % len(others)] for i in range(OFF_TOPIC)]
            for attack in (*attacks(question, stage), *some):
                heard = (stage.prompt, *attack.heard)
                yield Case(question, stage, attack.text, attack.family, heard=heard)


def by_rubric(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """Cases that are judged by the same stage."""
    found: dict[int, list[Case]] = {}
    for case in cases:
        found.setdefault(id(case.rubric or case.stage), []).append(case)
    yield from found.values()
