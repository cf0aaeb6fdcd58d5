"""`interviewer personas new` and `interviewer questions new`: a commented, working file to rewrite."""

import re
from importlib.resources import files
from pathlib import Path

import click

from interviewer.adapters.paths import library_roots, shipped_root, user_paths
from interviewer.content.library import Library
from interviewer.content.loader import load_library
from interviewer.errors import ContentError, StorageError, UsageError

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def new_persona(name: str) -> None:
    """Write a persona file into the user's folder."""
    taken = {persona.id for persona in usable_library().personas}
    path = write("persona", name, taken, user_paths().personas)
    click.echo(f"Then meet them:  interviewer --persona {path.stem}")


def new_question(name: str, kind: str) -> None:
    """Write a question file into the user's folder."""
    taken = {question.id for question in usable_library().questions}
    option = "question" if kind == "basic" else "problem"
    path = write(option, name, taken, user_paths().questions)
    click.echo(f"Then be asked it:  interviewer --{option} {path.stem}")


def usable_library() -> Library:
    """All content, or only the shipped: a broken file of one's own must not keep one from starting another."""
    try:
        return load_library(library_roots(user_paths()))
    except ContentError:
        return load_library((shipped_root(),))


def write(template: str, name: str, taken: set[str], folder: Path) -> Path:
    """Fill in the id and write the file, unless the id is unusable or taken."""
    if not ID.fullmatch(name):
        raise UsageError(f"{name!r} is no id; use lower-case letters, digits and single hyphens, such as my-{template}")
    path = folder / f"{name}.yaml"
    if name in taken or path.exists():
        raise UsageError(f"{name}: there is one of that id already; choose another")
    text = (files("interviewer.commands") / "templates" / f"{template}.yaml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NEW-ID", name), encoding="utf-8")
    except OSError as error:
        remedy = "set INTERVIEWER_HOME to a folder that can be written"
        raise StorageError(f"{error.filename or path}: {error.strerror}; {remedy}") from None
    click.echo(f"Wrote {path}\nRewrite it, and check it:  interviewer check {path}")
    return path
