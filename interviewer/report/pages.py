"""What both pages share: a template environment that escapes every value, and the values the templates use."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from interviewer.report.model import Report
from interviewer.report.phrases import area_name, percent, silence_name
from interviewer.report.plots import clock, silence_title
from interviewer.report.views import outside_silences, passages, stage_views

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without control characters, which no page can hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def signed(points: float) -> str:
    """Points lost, with a real minus sign; a plain 0 when there are none."""
    return f"−{points:.1f}" if points else "0"


def date_and_time(moment: str) -> str:
    """An ISO time as day, hour and minute; any other text as it is."""
    return moment[:16].replace("T", " ") if moment[10:11] == "T" else moment


def sentence_case(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def contributions(report: Report) -> tuple[float | None, ...]:
    """Points each criterion brings to the score, in order; None when unscored."""
    total = sum(one.weight for one in report.criteria if one.share is not None)
    return tuple(None if one.share is None else 100 * one.weight * one.share / total for one in report.criteria)


def environment(escape: Callable[[str], str]) -> Environment:
    """A template environment in which every text that is put in passes through `escape` exactly once."""

    def finalize(value: object) -> object:
        plain = isinstance(value, str) and not isinstance(value, Markup)
        return Markup(escape(printable(str(value)))) if plain else value

    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=finalize
    )
    made.filters |= {
        "area": area_name,
        "date": date_and_time,
        "cap": sentence_case,
        "clock": clock,
        "percent": percent,
        "signed": signed,
        "silence": silence_title,
        "silence_name": silence_name,
    }
    return made


@lru_cache(maxsize=8)
def _compiled(template: str, escape: Callable[[str], str]) -> Template:
    return environment(escape).from_string(template)


def render(report: Report, template: str, escape: Callable[[str], str], **extra: Any) -> str:
    """The template filled with the report."""
    return _compiled(template, escape).render(
        report=report,
        contributions=contributions(report),
        questions=stage_views(report),
        introduction=passages(report.introduction, outside_silences(report, before=True)),
        ending=passages(report.candidate_questions, outside_silences(report, before=False)),
        **extra,
    )
