"""The report as JSON; `interviewer schema report` prints the schema it keeps to."""

from interviewer.report.model import Report


def to_json(report: Report) -> str:
    """The whole report, indented."""
    return report.model_dump_json(indent=2) + "\n"
