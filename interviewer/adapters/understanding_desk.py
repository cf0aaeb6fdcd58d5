"""Asks a model what a candidate did in a turn, and which known answer a question asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from interviewer.adapters.chat_model import ModelFailed, Reply
from interviewer.content.models import Fact, HiddenFact
from interviewer.dialogue.inputs import ActSpan
from interviewer.dialogue.reading import (
    Understanding,
    answering_prompt,
    known_answer,
    read_answering,
    read_understanding,
    understanding_prompt,
)
from interviewer.grading.prompts import Prompt, ReplyError
from interviewer.grading.validity import addresses_grader

Ask = Callable[[Prompt], Reply]
"""Asks the model within the time that is left, and counts what it costs."""

Failed = Callable[[ModelFailed], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """A candidate's turn, and what can be known about it without a model."""

    text: str
    asked: str
    """The interviewer's last line."""
    acts: tuple[ActSpan, ...]
    """As the program understood them."""
    field: frozenset[str]
    """Stems of the question's field that the interviewer has not used."""
    hidden: tuple[HiddenFact, ...] = ()
    facts: tuple[Fact, ...] = ()


def understand_turn(ask: Ask, turn: Turn, failed: Failed) -> Understanding:
    """The acts of a turn and a claim in it; raises ModelFailed or ReplyError. `failed` is told of questions the model
    could not tie to an answer. A turn that tries to steer a model is not shown to it."""
    prompt, said = understanding_prompt(turn.text, turn.asked)
    if not said or any(addresses_grader(one.text) for one in said):
        return Understanding(acts=turn.acts)
    found = read_understanding(ask(prompt).text, turn.text, said, turn.acts, turn.field)
    acts = tuple(answered(ask, span, turn, failed) for span in found.acts)
    return Understanding(acts=acts, claim=found.claim)


def answered(ask: Ask, span: ActSpan, turn: Turn, failed: Failed) -> ActSpan:
    """A span that asks something, tied to the fact that answers it; when the model fails, by matching words alone."""
    options: tuple[HiddenFact, ...] | tuple[Fact, ...]
    if span.act == "clarification":
        options = turn.hidden
    elif span.act == "question":
        options = turn.facts
    else:
        return span
    known = known_answer(span, turn.hidden, turn.facts)
    if known is not None or not options:
        return known or span
    ways = [one.about for one in options]
    try:
        place = read_answering(ask(answering_prompt(span.text, ways)).text, span.text, ways)
    except (ModelFailed, ReplyError) as error:
        failed(error if isinstance(error, ModelFailed) else ModelFailed(str(error)))
        return span
    if place is None:
        return span
    if span.act == "clarification":
        return span.model_copy(update={"matched": True, "fact": turn.hidden[place].id})
    return span.model_copy(update={"matched": True, "answer": place})
