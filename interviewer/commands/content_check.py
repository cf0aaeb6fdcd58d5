"""`interviewer check`: everything wrong with content files, by file and line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from interviewer.adapters.paths import library_roots, shipped_root, user_paths
from interviewer.content.lint import lint, lint_pools
from interviewer.content.loader import LibraryFiles, Loaded, read, read_library
from interviewer.content.models import Persona, Question
from interviewer.content.references import Fault, topic_faults
from interviewer.errors import ContentError, UsageError


@dataclass
class Findings:
    """What a check found so far; shown as it comes."""

    shipped: Path
    """Faults of good authoring are errors in files below this folder, and warnings elsewhere."""
    strict: bool
    errors: int = 0
    warnings: int = 0
    files: set[Path] = field(default_factory=set)

    def broken(self, error: ContentError) -> None:
        """Files that cannot be used at all."""
        for line in error.faults:
            click.echo(line)
        self.errors += len(error.faults)

    def add(self, loaded: Loaded[Any], faults: Iterable[Fault]) -> None:
        """Faults of a file that can be used."""
        path = loaded.source.path
        self.files.add(path)
        own = not self.strict and not path.absolute().is_relative_to(self.shipped)
        for line in loaded.source.lines(faults):
            click.echo(f"warning: {line}" if own else line)
            self.warnings += own
            self.errors += not own

    def close(self) -> int:
        """Say how it went, and give the exit code."""
        files = f"{len(self.files)} file{'s' * (len(self.files) != 1)}"
        counts = f"{self.errors} error{'s' * (self.errors != 1)}, {self.warnings} warning{'s' * (self.warnings != 1)}"
        click.echo(f"{files} checked: {counts if self.errors or self.warnings else 'all is well'}.")
        return 1 if self.errors else 0


def run(paths: Sequence[Path], grading: bool, strict: bool) -> int:
    """Check those files and folders, or all content; 1 when there are errors."""
    findings = Findings(shipped_root().absolute(), strict)
    files = open_library(findings, quiet=bool(paths))
    checked = [*read_given(paths, findings)] if paths else everything(files)
    for loaded in checked:
        findings.add(loaded, [*lint(loaded.value), *(among(loaded, files) if files else ())])
    questions = [loaded for loaded in checked if isinstance(loaded.value, Question)]
    if grading and questions:
        grade(questions, files, findings)
    return findings.close()


def grade(questions: Sequence[Loaded[Question]], files: LibraryFiles | None, findings: Findings) -> None:
    """What the offline grader makes of the questions; says so when that part is not installed."""
    try:
        from interviewer.commands.content_grading import graded
    except ImportError:
        click.echo("interviewer: worked examples were not graded: that part is not installed", err=True)
        return
    for loaded, faults in graded(questions, files.library.questions if files else ()):
        findings.add(loaded, faults)


def among(loaded: Loaded[Any], files: LibraryFiles) -> Iterator[Fault]:
    """Faults of a file beside all other content: ids taken, topics and line pools that nothing else has."""
    value = loaded.value
    same_kind: Sequence[Loaded[Any]] = ()
    if isinstance(value, Persona):
        same_kind = files.personas
        yield from lint_pools(value, files.common.value)
        yield from topic_faults(value, files.library.topics)
    elif isinstance(value, Question):
        same_kind = files.questions
    for other in same_kind:
        if other.value.id == value.id and other.source.path.absolute() != loaded.source.path.absolute():
            yield Fault(("id",), f"{value.id!r} is already used by {other.source.path}")


def open_library(findings: Findings, quiet: bool) -> LibraryFiles | None:
    """All content; None when some of it is broken, which is shown unless other files are asked about."""
    try:
        return read_library(library_roots(user_paths()))
    except ContentError as error:
        if not quiet:
            findings.broken(error)
        return None


def everything(files: LibraryFiles | None) -> list[Loaded[Any]]:
    """Every file of a library."""
    return [] if files is None else [*files.questions, *files.personas, files.common, files.rubric]


def read_given(paths: Sequence[Path], findings: Findings) -> Iterable[Loaded[Any]]:
    """The files, and those of the folders, that can be read."""
    for path in paths:
        inside = sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]) if path.is_dir() else [path]
        if not inside:
            raise UsageError(f"{path}: no .yaml file in this folder")
        for file in inside:
            try:
                yield read(file)
            except ContentError as error:
                findings.files.add(file)
                findings.broken(error)
