"""Who asks decides what is probed: measured over the bank with the real grader."""

from collections.abc import Callable, Iterator

import pytest

from interviewer.content.library import Library
from interviewer.content.models import ExampleQuality, Persona, Question, WorkedExample
from interviewer.dialogue import moves as mv
from interviewer.dialogue.policy import choose
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import AnswerPart, OpenStage, State
from interviewer.dialogue.view import HeardAct, View
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader

MIDDLING: tuple[ExampleQuality, ...] = ("weak", "partial")
"""Qualities of the answers that leave something to follow up."""
Answered = tuple[Question, WorkedExample, Assessment]


@pytest.fixture(scope="module")
def answers(library: Library, offline_grader: Grader) -> list[Answered]:
    """A weak and a partial answer to every basic question, judged."""
    return list(judged(library, offline_grader))


def judged(library: Library, grader: Grader) -> Iterator[Answered]:
    for question in library.questions:
        firsts = {example.quality: example for example in reversed(question.examples)}
        for quality in MIDDLING if question.kind == "basic" else ():
            example = firsts[quality]
            answer = AnswerToGrade(question, question.stage(example.stage), (example.answer,))
            yield question, example, grader.grade(answer)


def first_follow_up(session: FrozenSession, persona: Persona, answered: Answered) -> str | None:
    """The key point this interviewer asks about first; None when they ask about none."""
    question, example, assessment = answered
    opened = OpenStage(
        question.id, example.stage, 0, 240, answers=(AnswerPart(1, example.answer),), assessment=assessment
    )
    asking = session.model_copy(update={"persona": persona, "questions": (question,)})
    view = View(asking, State(phase="basics", open=opened), at=60, acts=(HeardAct("answer", example.answer),))
    move = choose(view)[0].move
    return move.key_point if isinstance(move, mv.FollowUp) else None


def followed_up(
    library: Library, make_session: Callable[..., FrozenSession], answers: list[Answered], changes: dict[str, object]
) -> list[tuple[str | None, str | None]]:
    """The first follow-ups of the statistician and of the optimisation person on the same answers."""
    session = make_session()
    pair = [library.persona(name).model_copy(update=changes) for name in ("statistics", "optimisation")]
    return [(first_follow_up(session, pair[0], one), first_follow_up(session, pair[1], one)) for one in answers]


def test_two_interviewers_follow_up_the_same_answer_differently_at_least_half_the_time(
    library: Library, make_session: Callable[..., FrozenSession], answers: list[Answered]
) -> None:
    both = [pair for pair in followed_up(library, make_session, answers, {}) if None not in pair]
    assert len(both) >= 50
    assert sum(mine != theirs for mine, theirs in both) >= len(both) / 2


def test_the_difference_comes_from_what_they_prefer(
    library: Library, make_session: Callable[..., FrozenSession], answers: list[Answered]
) -> None:
    alike = {"follow_ups": library.persona("statistics").follow_ups}
    assert all(mine == theirs for mine, theirs in followed_up(library, make_session, answers, alike))
