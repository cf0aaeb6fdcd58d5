"""A model as a judge outside an interview: it sits its exam first, and the offline grader stands behind it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.bootstrap_model import identity, open_exam

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.adapters.chat_model import ChatModel, ModelAddress, Reply
    from interviewer.content.models import Question
    from interviewer.grading.assessment import Grader
    from interviewer.grading.exam import ExamResult
    from interviewer.grading.offline import OfflineGrader
    from interviewer.grading.prompts import Prompt

ANSWER_WAIT_S = 60.0
"""Longest wait for the judgement of one answer."""


def asker(model: "ChatModel") -> "Callable[[Prompt], Reply]":
    """Asks a model for JSON."""
    from interviewer.adapters.chat_model import json_in

    def ask(prompt: "Prompt") -> "Reply":
        reply = model.ask(prompt, ANSWER_WAIT_S)
        return replace(reply, text=json_in(reply.text))

    return ask


def examined(
    model: "ChatModel", address: "ModelAddress", questions: "Sequence[Question]", say: Callable[[str], None]
) -> "ExamResult | None":
    """How a model did in the exam for judges, which it sits now if it has not; None when it could not be reached."""
    from interviewer.adapters.model_grader import sit_exam

    board = open_exam(questions)
    result = board.result(identity(address))
    if result is None:
        say(f"{model.name} sits the exam for judges first")
        result = sit_exam(asker(model), model.name, board.answers, lambda: False)
        if result is not None:
            board.keep(identity(address), result)
    return result


def open_judge(
    address: "ModelAddress", questions: "Sequence[Question]", offline: "OfflineGrader", say: Callable[[str], None]
) -> "Grader":
    """A grader that asks the model, if it has passed its exam; else the offline one, and `say` is told why."""
    from interviewer.adapters.chat_model import LangChainModel
    from interviewer.adapters.model_grader import ModelGrader

    model = LangChainModel(address)
    result = examined(model, address, questions, say)
    if result is None or not result.passed:
        words = f"{model.name} could not sit the exam for judges" if result is None else result.words()
        say(f"{words}; the offline grader judges")
        return offline
    return ModelGrader(asker(model), model.name, offline, lambda failure: say(f"{failure}; judged offline"))
