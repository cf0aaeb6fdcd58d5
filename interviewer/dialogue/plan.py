"""Which questions an interview asks, in what order and with how many minutes. A pure function of its arguments."""

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

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
    reserve: int
    """Number of basic questions for which there is time only if the others and the problem leave some."""
    basics_minutes: float
    problem_minutes: float
    questions: float
    close: float
    all_parts: bool
    """False: only the essential parts of the problem."""
    more_problems: int = 0
    """Number of problems for which there is time only if everything before them left some."""


SHAPES: Mapping[Length, Shape] = {
    "quick": Shape(15, 1.5, 2, 4, 4.5, 7, 1.5, 0.5, all_parts=False),
    "standard": Shape(45, 4, 4, 10, 15, 20, 4.5, 1.5, all_parts=True, more_problems=2),
    "full": Shape(60, 5, 6, 10, 22, 25, 6, 2, all_parts=True, more_problems=3),
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


def pick_basics(
    order: Sequence[str], bank: Mapping[str, Question], count: int, free: bool, before: Sequence[str] = ()
) -> list[str]:
    """The first `count` of the order beyond those picked `before`: all in all at most half from one area unless
    `free`, and one fashionable question."""
    total = len(before) + count
    most = total if free else math.ceil(total / 2)
    chosen = list(before)
    for name in order:
        same_area = sum(bank[c].area == bank[name].area for c in chosen)
        fashionable = sum(not bank[c].fundamental for c in chosen)
        fits = same_area < most and (bank[name].fundamental or fashionable == 0)
        if len(chosen) < total and fits and name not in chosen:
            chosen.append(name)
    picked = chosen[len(before) :]
    return sorted(picked, key=lambda name: (LEVEL_ORDER[bank[name].level], picked.index(name)))


def stretch(stages: Sequence[PlannedStage], minutes: float) -> float:
    """The factor by which stages with the minutes their authors wanted come to `minutes` together."""
    return minutes / sum(planned.minutes for planned in stages)


def stretched(stages: Sequence[PlannedStage], factor: float) -> tuple[PlannedStage, ...]:
    """The stages with that many times their minutes."""
    return tuple(p.model_copy(update={"minutes": round(p.minutes * factor, 2)}) for p in stages)


def as_authored(names: Sequence[str], bank: Mapping[str, Question]) -> list[PlannedStage]:
    """All stages of these questions, with the minutes their authors wanted."""
    return [PlannedStage(question=n, stage=s.id, minutes=s.minutes) for n in names for s in bank[n].stages]


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
    order = [*([question] if question else []), *order]
    basics = pick_basics(order, bank, shape.basics, free=bool(topics))
    more = pick_basics(order, bank, shape.reserve, free=bool(topics), before=basics)
    problem_likes = {name: max(w, 1e-9) for name, w in likes.items() if bank[name].kind == "problem"}
    drawn = draw_order(problem_likes, seed, persona.id, "problem")
    problems = [*([problem] if problem else []), *(name for name in drawn if name != problem)]
    return allotted(shape, bank, basics, more, problems[: 1 + shape.more_problems])


def allotted(
    shape: Shape, bank: Mapping[str, Question], basics: Sequence[str], more: Sequence[str], problems: Sequence[str]
) -> Plan:
    """The plan of these questions, each with its share of the minutes. What is in reserve has the same shares, but a
    further problem no more than the minutes of the first."""
    questions, parts = as_authored(basics, bank), as_authored(problems[:1], bank)
    route = [p for p in parts if shape.all_parts or bank[p.question].stage(p.stage).essential]
    per_question, per_part = stretch(questions, shape.basics_minutes), stretch(route, shape.problem_minutes)
    left_out = [p for p in parts if p not in route]
    others = [as_authored([name], bank) for name in problems[1:]]
    further = [stretched(other, min(per_part, stretch(other, shape.problem_minutes))) for other in others]
    return Plan(
        basics=stretched(questions, per_question),
        problem=stretched(route, per_part),
        reserve=(
            *stretched(left_out, per_part),
            *stretched(as_authored(more, bank), per_question),
            *chain.from_iterable(further),
        ),
        introduction_minutes=shape.introduction,
        questions_minutes=shape.questions,
        close_minutes=shape.close,
        total_minutes=shape.total,
    )
