"""The report as JSON, and the schema it keeps to."""

from interviewer.report.model import Report


def to_json(report: Report) -> str:
    """The whole report, indented."""
    return report.model_dump_json(indent=2) + "\n"


def report_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of what `to_json` writes."""
    return Report.model_json_schema(mode="serialization")
