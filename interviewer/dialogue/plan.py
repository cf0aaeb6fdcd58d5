"""Which questions an interview asks, in what order and with how many minutes. A pure function of its arguments."""

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from interviewer.content.models import Persona, Question
from interviewer.dialogue.session import Length, Plan, PlannedStage

ASKED_BEFORE_FACTOR = 0.1
"""How much less likely a question is that an earlier session asked."""
OUTSIDE_TOPIC_FACTOR = 1e-6
"""Questions outside the chosen topics come in only when those run out."""
LEVEL_ORDER = {"foundation": 0, "intermediate": 1, "advanced": 2}


@dataclass(frozen=True, slots=True)
class Shape:
    """How an interview of one length divides its time, in minutes."""

    total: float
    introduction: float
    basics: int
    """Number of basic questions."""
    basics_minutes: float
    problem_minutes: float
    questions: float
    close: float
    all_parts: bool
    """False: only the essential parts of the problem."""


SHAPES: Mapping[Length, Shape] = {
    "quick": Shape(15, 1.5, 2, 4.5, 7, 1.5, 0.5, all_parts=False),
    "standard": Shape(45, 4, 4, 15, 20, 4.5, 1.5, all_parts=True),
    "full": Shape(60, 5, 6, 22, 25, 6, 2, all_parts=True),
}


def chance(*parts: object) -> float:
    """A number in (0, 1) that depends on nothing but its arguments."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 2)


def draw_order(weights: Mapping[str, float], *seed: object) -> list[str]:
    """All names with a positive weight, in a weighted random order without replacement.

    Source: Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006): sort by u ** (1 / w).
    """
    keyed = {name: math.log(chance(*seed, name)) / w for name, w in weights.items() if w > 0}
    return sorted(keyed, key=lambda name: (-keyed[name], name))


def liking(persona: Persona, question: Question, topics: Collection[str], asked: Collection[str]) -> float:
    """How likely this persona is to ask this question, relative to the others; 0 for never."""
    weight = persona.asks_about.get(question.area, 0.0)  # type: ignore[call-overload]
    for topic in question.topics:
        weight *= persona.topics.get(topic, 1.0)
    if topics and not set(topics) & set(question.topics):
        weight = max(weight, 1.0) * OUTSIDE_TOPIC_FACTOR
    elif topics:
        weight = max(weight, 0.1)
    return float(weight * (ASKED_BEFORE_FACTOR if question.id in asked else 1.0))


def pick_basics(order: Sequence[str], bank: Mapping[str, Question], count: int, free: bool) -> list[str]:
    """The first `count` of the order, at most half from one area unless `free`, and one fashionable question."""
    most = count if free else math.ceil(count / 2)
    chosen: list[str] = []
    for name in order:
        same_area = sum(bank[c].area == bank[name].area for c in chosen)
        fashionable = sum(not bank[c].fundamental for c in chosen)
        if len(chosen) < count and same_area < most and (bank[name].fundamental or fashionable == 0):
            chosen.append(name)
    return sorted(chosen, key=lambda name: (LEVEL_ORDER[bank[name].level], chosen.index(name)))


def spread_minutes(stages: Sequence[tuple[str, str, float]], minutes: float) -> tuple[PlannedStage, ...]:
    """Give (question, stage, wanted minutes) their share of `minutes`."""
    wanted = sum(minutes_wanted for _, _, minutes_wanted in stages)
    return tuple(PlannedStage(question=q, stage=s, minutes=round(m * minutes / wanted, 2)) for q, s, m in stages)


def make_plan(
    persona: Persona,
    questions: Sequence[Question],
    *,
    length: Length = "standard",
    topics: Collection[str] = (),
    seed: int = 0,
    asked_before: Collection[str] = (),
    question: str | None = None,
    problem: str | None = None,
) -> Plan:
    """The frozen, ordered plan; `question` and `problem` fix one item and the rest is drawn."""
    shape = SHAPES[length]
    bank = {q.id: q for q in questions}
    likes = {q.id: liking(persona, q, topics, asked_before) for q in questions}
    basic_likes = {name: w for name, w in likes.items() if bank[name].kind == "basic" and name != question}
    order = draw_order(basic_likes, seed, persona.id, "basics")
    fixed = [question] if question else []
    basics = pick_basics([*fixed, *order], bank, shape.basics, free=bool(topics))
    problem_likes = {name: max(w, 1e-9) for name, w in likes.items() if bank[name].kind == "problem"}
    problems = [problem] if problem else draw_order(problem_likes, seed, persona.id, "problem")[:1]
    parts = [(name, s.id, s.minutes) for name in problems for s in bank[name].stages if s.essential or shape.all_parts]
    return Plan(
        basics=spread_minutes(
            [(n, bank[n].stages[0].id, bank[n].stages[0].minutes) for n in basics], shape.basics_minutes
        ),
        problem=spread_minutes(parts, shape.problem_minutes),
        introduction_minutes=shape.introduction,
        questions_minutes=shape.questions,
        close_minutes=shape.close,
        total_minutes=shape.total,
    )
