"""The report as one self-contained page. Template and style are handed in; every value is escaped."""

from markupsafe import Markup, escape

from interviewer.report.model import Report
from interviewer.report.pages import render
from interviewer.report.plots import timeline


def to_html(report: Report, template: str, style: str) -> str:
    """The page: one file, no script, nothing loaded from elsewhere. `style` is trusted CSS."""
    return render(report, template, _escaped, style=Markup(style), timeline=timeline(report))


def _escaped(text: str) -> str:
    return str(escape(text))
