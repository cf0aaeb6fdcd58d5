"""`interviewer report`: the feedback on a session as HTML, Markdown or JSON, written beside its log."""

import os
import sys
import webbrowser
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from interviewer import bootstrap
from interviewer.errors import StorageError, UsageError
from interviewer.report.build import build_report
from interviewer.report.data import to_json
from interviewer.report.html import to_html
from interviewer.report.markdown import to_markdown
from interviewer.report.model import Report
from interviewer.report.regrade import rescored_report

if TYPE_CHECKING:
    from interviewer.adapters.session_log import SessionLog

FORMATS = ("html", "md", "json")
PRINT = Path("-")
"""Stands for standard output."""
SUMMARY_COLUMNS = 80
"""Where the lines after an interview are broken; the path is left whole."""


def run(
    session: str = "last",
    format: str = "html",
    output: Path | None = None,
    open_it: bool = False,
    regrade: bool = False,
) -> int:
    """Write one report and say where it is; returns the exit code."""
    if open_it and (format != "html" or output == PRINT):
        raise UsageError("--open shows the page in a browser; it goes with --format html and a file")
    log = bootstrap.open_store().open(session)
    text = rendered(make_report(log, regrade), format)
    if output == PRINT:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return 0
    path = output or log.folder / f"report.{format}"
    write(path, text)
    print(path)
    if open_it and not webbrowser.open(path.absolute().as_uri()):
        print(f"interviewer: no browser could be started; open {path} yourself", file=sys.stderr)
    return 0


def write_all(log: "SessionLog") -> int:
    """Write the report of a session in every format beside its log, and say in three lines what it holds."""
    report = make_report(log, regrade=False)
    for format in FORMATS:
        write(log.folder / f"report.{format}", rendered(report, format))
    print("\n" + "\n".join(fill(line, SUMMARY_COLUMNS) for line in (headline(report), report.penalty.sentence)))
    print(f"Report: {log.folder / 'report.html'}\n(and report.md, report.json)")
    return 0


def make_report(log: "SessionLog", regrade: bool) -> Report:
    """The report on what the log holds; with `regrade` as this version's grader judges it."""
    created = bootstrap.local_now().isoformat(timespec="seconds")
    if not regrade:
        return build_report(log.session, log.events, created)
    grader = bootstrap.offline_grader(bootstrap.known_questions(log.session))
    return rescored_report(log.session, log.events, created, grader)


def headline(report: Report) -> str:
    """Score and verdict in a line."""
    score = "No score" if report.score is None else f"{report.score:.1f} of 100"
    if report.verdict is None:
        return f"{score} · no verdict: {report.no_verdict_reason}"
    return f"{score} · {report.verdict.name}"


def rendered(report: Report, format: str) -> str:
    """The report in one of the formats."""
    match format:
        case "json":
            return to_json(report)
        case "md":
            return to_markdown(report, template("report.md.j2"))
        case _:
            return to_html(report, template("report.html.j2"), template("report.css"))


def template(name: str) -> str:
    """A template that comes with the program."""
    return (files("interviewer.report") / "templates" / name).read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    """Write a file only its owner can read, whole or not at all; StorageError says why it could not be."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb", opener=_private) as file:
            file.write(text.encode())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        reason = (error.strerror or str(error)).lower()
        raise StorageError(f"{path}: {reason}; -o FILE writes the report elsewhere, -o - prints it") from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
