"""What the turns of the corpus answer, as far as it decides how long they are waited for."""

from collections.abc import Iterable
from dataclasses import dataclass

from interviewer.content.models import Question, Thinking


@dataclass(frozen=True)
class Asked:
    """A question."""

    thinking: Thinking
    closer: bool = False
    """A follow-up."""


NOBODY_ASKED = Asked("recall")
"""Turns that were written without a question count as answers to an opening one of the basics."""
ABOUT_THEM = {"introduction": Asked("design"), "project": Asked("design")}


def asked(told: str, bank: Iterable[Question]) -> Asked:
    """What corpus.txt tells of a turn: QUESTION/STAGE, perhaps with > KEY POINT, a name of ABOUT_THEM, or nothing.

    Raises ValueError for what is not in the bank.
    """
    if not told or told in ABOUT_THEM:
        return ABOUT_THEM.get(told, NOBODY_ASKED)
    place, _, point = (part.strip() for part in told.partition(">"))
    stages = {f"{question.id}/{stage.id}": stage for question in bank for stage in question.stages}
    if place not in stages or (point and point not in {one.id for one in stages[place].key_points}):
        raise ValueError(f"corpus.txt: {told} is not in the bank")
    return Asked(stages[place].thinking, closer=bool(point))
