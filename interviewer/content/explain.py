"""What pydantic found wrong in a content file, in words for authors. Knows nothing of files."""

import json
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from interviewer.content.references import Fault, FieldPath, advice

_SHAPES = {
    "model_type": "should be a mapping (field: value)",
    "dict_type": "should be a mapping (name: value)",
    "tuple_type": "should be a list (- one, or [one, two])",
    "float_type": "should be a number",
    "int_type": "should be a whole number",
    "bool_type": "should be true or false",
    "string_too_short": "should not be empty",
}


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Every fault pydantic found, except that a list is too short where only its entries are wrong."""
    errors = error.errors(include_url=False)
    held = {e["loc"][:n] for e in errors for n in range(len(e["loc"]))}
    real = (e for e in errors if e["type"] != "too_short" or e["loc"] not in held)
    return [Fault(_path_of(e), _explain(e, model)) for e in real]


def _path_of(error: ErrorDetails) -> FieldPath:
    return tuple(part for part in error["loc"] if part != "[key]")


def _explain(error: ErrorDetails, model: type[BaseModel]) -> str:
    given = error["input"]
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            known = sorted(_fields_at(model, error["loc"][:-1]))
            return f"unknown field; {advice(str(error['loc'][-1]), known)}"
        case "string_pattern_mismatch":
            return f"{given!r} is no id; use lower-case letters, digits and single hyphens"
        case "literal_error":
            return f"{given!r} is not among {error['ctx']['expected']}"
        case "too_short":
            return f"should have at least {error['ctx']['min_length']} entries, not {error['ctx']['actual_length']}"
        case "string_type":
            return _not_text(given)
        case kind if kind in _SHAPES:
            return f"{_SHAPES[kind]}, not {_shown(given)}"
        case _:
            text = error["msg"]
            return f"{text[0].lower()}{text[1:]}; it is {_shown(given)}"


def _not_text(given: object) -> str:
    if given is None:
        return "is empty; give a text or leave the field out"
    if isinstance(given, dict | list):
        return "should be a text; put text that holds ': ' or starts with [ or { in quotes"
    return f"should be a text; put {json.dumps(given)} in quotes"


def _shown(given: object) -> str:
    names = {dict: "a mapping", list: "a list", type(None): "nothing"}
    return names.get(type(given)) or json.dumps(given, ensure_ascii=False)


def _fields_at(model: type[BaseModel], at: Sequence[str | int]) -> set[str]:
    """Names of the fields a mapping at that path may have."""
    for part in at:
        if part in model.model_fields:
            model = _models_in(model.model_fields[str(part)].annotation)[0]
    return set(model.model_fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models an annotation such as tuple[Stage, ...] speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
