"""What must hold in and between content files beyond their shapes: ids exist, and once; facets are known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from interviewer.content.models import AREAS, Frozen, Persona, Question, Stage, WorkedExample

FACETS = (
    "definition",
    "assumptions",
    "convergence",
    "uncertainty",
    "estimation",
    "computation",
    "geometry",
    "practice",
    "evaluation",
    "comparison",
    "data",
)
"""The kinds of idea a key point can be; personas prefer some of them."""

FieldPath = tuple[str | int, ...]
"""Names and indices from the top of a file to a field, such as ("stages", 0, "prompt")."""


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Its name among its kind."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in a content file."""

    at: FieldPath
    """The field it concerns."""
    what: str
    """What is wrong and what to do, without file and line."""


def field_name(at: FieldPath) -> str:
    """The path as people write it: stages[0].key_points[1].weight."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).lstrip(".")


def advice(name: str, known: Sequence[str]) -> str:
    """What to do about a name that is not among the known ones."""
    near = get_close_matches(name, known, n=2, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"choose from: {', '.join(known)}" if known else "there is none to choose from"


def reference_faults(content: Frozen) -> list[Fault]:
    """Faults inside one file: ids used twice, names of what is not there, unknown facets and areas."""
    match content:
        case Question():
            return [*_question_faults(content)]
        case Persona():
            return [*_unknown(_keys(("follow_ups", "prefers"), content.follow_ups.prefers), FACETS, "facet")]
        case _:
            return []


def topic_faults(persona: Persona, topics: Iterable[str]) -> list[Fault]:
    """Topics a persona favours although no question has them."""
    return [*_unknown(_keys(("topics",), persona.topics), sorted(topics), "topic of any question")]


def _question_faults(question: Question) -> Iterator[Fault]:
    yield from _unknown([(("topics", 0), question.area)], AREAS, "area, and the area comes first")
    yield from _twice(("stages",), question.stages)
    for i, stage in enumerate(question.stages):
        yield from _stage_faults(stage, ("stages", i))
    stages = {stage.id: stage for stage in question.stages}
    yield from _twice(("examples",), question.examples)
    for i, example in enumerate(question.examples):
        at: FieldPath = ("examples", i)
        yield from _unknown([((*at, "stage"), example.stage)], [*stages], "stage of this question")
        if example.stage in stages:
            yield from _example_faults(example, stages[example.stage], at)


def _example_faults(example: WorkedExample, stage: Stage, at: FieldPath) -> Iterator[Fault]:
    points = [point.id for point in stage.key_points]
    yield from _unknown(_keys((*at, "expect"), example.expect), points, f"key point of stage {stage.id}")
    ideas = [idea.id for idea in stage.misconceptions]
    shown = _items((*at, "misconceptions"), example.misconceptions)
    yield from _unknown(shown, ideas, f"misconception of stage {stage.id}")


def _stage_faults(stage: Stage, at: FieldPath) -> Iterator[Fault]:
    yield from _twice((*at, "key_points"), stage.key_points)
    yield from _twice((*at, "misconceptions"), stage.misconceptions)
    yield from _twice((*at, "hidden_facts"), stage.hidden_facts)
    for i, point in enumerate(stage.key_points):
        yield from _unknown(_items((*at, "key_points", i, "facets"), point.facets), FACETS, "facet")
    for i, probe in enumerate(stage.probes):
        yield from _unknown(_items((*at, "probes", i, "facets"), probe.facets), FACETS, "facet")


def _keys(at: FieldPath, names: Iterable[str]) -> Iterator[tuple[FieldPath, str]]:
    return (((*at, name), name) for name in names)


def _items(at: FieldPath, names: Iterable[str]) -> Iterator[tuple[FieldPath, str]]:
    return (((*at, i), name) for i, name in enumerate(names))


def _twice(at: FieldPath, things: Iterable[HasId]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for i, thing in enumerate(things):
        if first.setdefault(thing.id, i) != i:
            what = f"{thing.id!r} is already the id of number {first[thing.id] + 1} in this list"
            yield Fault((*at, i, "id"), what)


def _unknown(names: Iterable[tuple[FieldPath, str]], known: Sequence[str], kind: str) -> Iterator[Fault]:
    for at, name in names:
        if name not in known:
            yield Fault(at, f"{name!r} is no {kind}; {advice(name, known)}")
