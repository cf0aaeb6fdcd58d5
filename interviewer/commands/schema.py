"""`interviewer schema`: JSON Schemas of what authors write and of what the program writes."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from interviewer.adapters.log_lines import Decision, LogHeader
from interviewer.content.schemas import AUTHORED, schema_of
from interviewer.dialogue.events import AnyEvent
from interviewer.dialogue.inputs import Input
from interviewer.dialogue.session import FrozenSession
from interviewer.errors import StorageError, UnknownNameError
from interviewer.grading.assessment import Assessment
from interviewer.report.model import Report

SCHEMAS: Mapping[str, tuple[Any, str]] = {
    "question": (AUTHORED["question"], "a question or problem file"),
    "persona": (AUTHORED["persona"], "a persona file"),
    "rubric": (AUTHORED["rubric"], "the rubric file"),
    "lines": (AUTHORED["lines"], "the file of lines all personas share"),
    "report": (Report, "what `interviewer report --format json` writes"),
    "session": (FrozenSession, "content.json of a session: what was asked, frozen"),
    "log": (LogHeader | Decision, "a line of events.jsonl, the session's log"),
    "inputs": (Input, "what the interview is told"),
    "events": (AnyEvent, "what happens in it"),
    "assessment": (Assessment, "what one answer showed"),
}
"""Name to type and what it describes."""


def run(name: str | None, output: Path | None) -> None:
    """Print one schema, write one or all to a folder, or list them."""
    if name is not None and name not in SCHEMAS:
        raise UnknownNameError("schema", name, get_close_matches(name, SCHEMAS), "`interviewer schema` lists them.")
    if output is not None:
        write([name] if name else list(SCHEMAS), output)
    elif name is not None:
        click.echo(as_text(name))
    else:
        for known, (_, what) in SCHEMAS.items():
            click.echo(f"{known:<12} {what}")
        click.echo("\n`interviewer schema NAME` prints one, `interviewer schema -o DIR` writes them all.")


def write(names: list[str], folder: Path) -> None:
    """Write NAME.schema.json files; StorageError when the folder refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            path = folder / f"{name}.schema.json"
            path.write_text(as_text(name) + "\n", encoding="utf-8")
            click.echo(path)
    except OSError as error:
        raise StorageError(f"{error.filename or folder}: {error.strerror}; choose another folder with -o") from None


def as_text(name: str) -> str:
    """A schema as indented JSON."""
    return json.dumps(schema_of(SCHEMAS[name][0]), ensure_ascii=False, indent=2)
