"""All content at hand: personas, questions, the rubric and the common lines, looked up by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from interviewer.content.models import CommonLines, Persona, Question
from interviewer.content.rubric import Rubric
from interviewer.errors import UnknownNameError

Named = TypeVar("Named", Persona, Question)


@dataclass(frozen=True, slots=True)
class Library:
    """Content that has been checked: every id is unique and every reference is met."""

    personas: tuple[Persona, ...]
    """In the order of the menu."""
    questions: tuple[Question, ...]
    """By id, basic questions and problems together."""
    rubric: Rubric
    """How answers become a score."""
    common: CommonLines
    """Lines every persona can fall back on."""

    def persona(self, persona_id: str) -> Persona:
        """The persona of that id; UnknownNameError with the nearest ids when there is none."""
        return _find("persona", persona_id, self.personas, "`interviewer personas` lists them.")

    def question(self, question_id: str) -> Question:
        """The question or problem of that id; UnknownNameError with the nearest ids when there is none."""
        return _find("question", question_id, self.questions, "`interviewer questions` lists them.")

    @property
    def basics(self) -> tuple[Question, ...]:
        """The basic questions."""
        return tuple(question for question in self.questions if question.kind == "basic")

    @property
    def problems(self) -> tuple[Question, ...]:
        """The problems."""
        return tuple(question for question in self.questions if question.kind == "problem")

    @property
    def topics(self) -> frozenset[str]:
        """Every topic of every question."""
        return frozenset(topic for question in self.questions for topic in question.topics)


def _find(kind: str, name: str, things: Sequence[Named], advice: str) -> Named:
    by_id = {thing.id: thing for thing in things}
    if name not in by_id:
        wanted = name.lower().replace("_", "-").replace(" ", "-")
        raise UnknownNameError(kind, name, get_close_matches(wanted, by_id, n=3, cutoff=0.5), advice)
    return by_id[name]
