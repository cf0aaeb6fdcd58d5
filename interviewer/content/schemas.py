"""JSON Schemas (draft 2020-12) of the content files, for editors and for programs that write them."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from interviewer.content.models import CommonLines, Persona, Question
from interviewer.content.rubric import Rubric

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of all schemas."""

AUTHORED: Mapping[str, type] = {
    "question": Question,
    "persona": Persona,
    "rubric": Rubric,
    "lines": CommonLines,
}
"""What authors write, by the name of its schema."""


def schema_of(kind: Any) -> dict[str, Any]:
    """The schema of a model or a union of models; its descriptions are the docstrings of the fields."""
    return {"$schema": DRAFT, **TypeAdapter(kind).json_schema()}
