"""The report as Markdown. The template is handed in; whatever was said stays text when the page is read."""

import re

from interviewer.report.model import Report
from interviewer.report.pages import render

_ALWAYS = re.compile(r"([\\`*_{}\[\]<>#|~&$@])|(?<=\w)(:)(?=//)|(?<=\bwww)(\.)", re.I)
_QUOTE_END = re.compile(r"^>\n(?!>)", re.M)
_AT_START = re.compile(r"^(\s?)(?:([-+=])|(\d{1,9})(?=[.)](?:\s|$)))")
_SPACES = re.compile(r"\s+")


def to_markdown(report: Report, template: str) -> str:
    """The page, for reading as it is or through any Markdown reader."""
    text = _QUOTE_END.sub("", render(report, template, escaped))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escaped(text: str) -> str:
    """One line of text in which nothing means anything to a Markdown reader."""
    line = _ALWAYS.sub(r"\\\g<0>", _SPACES.sub(" ", text))
    return _AT_START.sub(_harmless, line)


def _harmless(found: re.Match[str]) -> str:
    space, sign, number = found.groups()
    return f"{space}{number}\\" if number else f"{space}\\{sign}"
