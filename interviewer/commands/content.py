"""`interviewer personas` and `interviewer questions`: what there is to choose from."""

import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import click

from interviewer.adapters.paths import library_roots, user_paths
from interviewer.content.loader import LibraryFiles, Loaded, read_library
from interviewer.content.models import AREAS, Persona, Question, Stage
from interviewer.errors import UnknownNameError

MAX_WIDTH = 100
"""Columns; longer lines are hard to read."""


def list_personas(as_json: bool) -> None:
    """All personas in the order of the menu."""
    files, own = open_files()
    if as_json:
        say_json(persona_fields(loaded, own) for loaded in files.personas)
        return
    width = max(len(persona.id) for persona in files.library.personas) + 2
    for loaded in files.personas:
        persona = loaded.value
        yours = " (yours)" if is_own(loaded, own) else ""
        say(f"{persona.name}, {persona.title}{yours}", first=persona.id.ljust(width), indent=width)
        say(persona.leaning, indent=width)
    click.echo("\n`interviewer personas show ID` tells more, `interviewer --persona ID` starts.")


def show_persona(persona_id: str) -> None:
    """One persona, as far as a candidate could find out beforehand."""
    files, _ = open_files()
    persona = files.library.persona(persona_id)
    click.echo(f"{persona.name}\n{persona.title}\n")
    say(persona.bio)
    click.echo()
    say(persona.leaning, first="Cares about: ", indent=2)
    total = sum(persona.asks_about.values())
    asks = sorted(persona.asks_about.items(), key=lambda entry: -entry[1])
    say(", ".join(f"{area} {weight / total:.0%}" for area, weight in asks if weight), first="Asks about: ", indent=2)
    patience = persona.silence
    waits = f"{patience.nudge_recall_s:g} s on basics, {patience.nudge_derivation_s:g} s on derivations"
    say(f"a reminder after {waits}", first="When you are silent: ", indent=2)
    path = next(loaded.source.path for loaded in files.personas if loaded.value is persona)
    click.echo(f"File: {path}")


def list_questions(topic: str | None, kind: str | None, as_json: bool) -> None:
    """All questions by area, with their times; UnknownNameError for a topic no question has."""
    files, own = open_files()
    if topic is not None and topic not in files.library.topics:
        near = get_close_matches(topic, sorted(files.library.topics), n=3)
        raise UnknownNameError("topic", topic, near, "`interviewer questions` lists the topics.")
    chosen = [
        loaded
        for loaded in files.questions
        if (topic is None or topic in loaded.value.topics) and (kind is None or kind == loaded.value.kind)
    ]
    if as_json:
        say_json(question_fields(loaded, own) for loaded in chosen)
        return
    width = max((len(loaded.value.id) for loaded in chosen), default=0) + 4
    for heading, group in grouped(chosen):
        click.echo(heading)
        for loaded in group:
            say_question(loaded, is_own(loaded, own), width)
        click.echo()
    topics = {topic for loaded in chosen for topic in loaded.value.topics[1:]}
    say(", ".join(sorted(topics)), first="Topics: ", indent=2)
    click.echo("\n`interviewer questions show ID` tells more.")


def show_question(question_id: str, full: bool) -> None:
    """One question; what a good answer contains only when asked for."""
    files, _ = open_files()
    question = files.library.question(question_id)
    click.echo(f"{question.title}\n")
    click.echo(f"{question.id}: {question.kind}, {question.level}, {minutes(question):g} minutes")
    say(", ".join(question.topics), first="Topics: ", indent=2)
    if not question.fundamental:
        click.echo("Earns breadth only.")
    for stage in question.stages:
        click.echo()
        say(stage.prompt, first=f"[{stage.id}] ", indent=2)
        for line in answer_lines(stage) if full else ():
            say(line, indent=6, first="    ")
    click.echo("\nTo study:")
    for resource in question.resources:
        say(f"{resource.title}: {resource.where}", first="  ", indent=4)
    path = next(loaded.source.path for loaded in files.questions if loaded.value is question)
    click.echo(f"\nFile: {path}")
    if not full:
        click.echo("--full shows what a good answer contains.")


def answer_lines(stage: Stage) -> Iterator[str]:
    """What the interviewer knows about a stage."""
    for point in stage.key_points:
        yield f"* {point.claim} (weight {point.weight:g})"
    for idea in stage.misconceptions:
        yield f"wrong: {idea.says[0]}"
    for fact in stage.hidden_facts:
        yield f"told when asked about {fact.about[0]!r}: {fact.answer}"


def open_files() -> tuple[LibraryFiles, Path]:
    """All content, and the folder that holds the user's own."""
    paths = user_paths()
    return read_library(library_roots(paths)), paths.config


def is_own(loaded: Loaded[Question] | Loaded[Persona], own: Path) -> bool:
    """Whether the user wrote it."""
    return loaded.source.path.is_relative_to(own)


def persona_fields(loaded: Loaded[Persona], own: Path) -> dict[str, object]:
    """A persona in the JSON list."""
    fields = loaded.value.model_dump(mode="json", include={"id", "name", "title", "bio", "leaning", "asks_about"})
    return {**fields, "own": is_own(loaded, own), "file": str(loaded.source.path)}


def question_fields(loaded: Loaded[Question], own: Path) -> dict[str, object]:
    """A question in the JSON list."""
    question = loaded.value
    shown = {"id", "title", "kind", "topics", "level", "fundamental"}
    return {
        **question.model_dump(mode="json", include=shown),
        "area": question.area,
        "minutes": minutes(question),
        "stages": [stage.id for stage in question.stages],
        "own": is_own(loaded, own),
        "file": str(loaded.source.path),
    }


def minutes(question: Question) -> float:
    """Time of all stages together."""
    return sum(stage.minutes for stage in question.stages)


def grouped(questions: Iterable[Loaded[Question]]) -> Iterator[tuple[str, list[Loaded[Question]]]]:
    """Basic questions by area, then the problems; no empty group."""
    groups: dict[str, list[Loaded[Question]]] = {heading_of(area): [] for area in (*AREAS, "problems")}
    for loaded in questions:
        question = loaded.value
        groups[heading_of(question.area if question.kind == "basic" else "problems")].append(loaded)
    yield from ((heading, group) for heading, group in groups.items() if group)


def heading_of(area: str) -> str:
    """An area's name as a heading."""
    return area.replace("-", " ").capitalize()


def say_question(loaded: Loaded[Question], yours: bool, width: int) -> None:
    """One line of the list: id, minutes and title."""
    question = loaded.value
    notes = " (yours)" * yours + " (breadth only)" * (not question.fundamental)
    first = f"  {question.id}".ljust(width) + f"{minutes(question):>3g} min  "
    say(f"{question.title}{notes}", first=first, indent=len(first))


def say(text: str, first: str = "", indent: int = 0) -> None:
    """Print wrapped text: `first` stands before it, further lines are indented."""
    width = min(shutil.get_terminal_size((80, 24)).columns, MAX_WIDTH)
    margin = " " * indent
    wrapper = textwrap.TextWrapper(width, initial_indent=first or margin, subsequent_indent=margin)
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    click.echo(wrapper.fill(text))


def say_json(things: Iterable[dict[str, object]]) -> None:
    """Print a JSON list."""
    click.echo(json.dumps(list(things), ensure_ascii=False, indent=2))
