"""Promises of the JSON Schemas: an editor that follows them agrees with the loader."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from interviewer.content.loader import read_library
from interviewer.content.models import Question
from interviewer.content.schemas import AUTHORED, schema_of

ROOT = Path(__file__).parents[2]


def descend(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from descend(inner)
    if isinstance(node, list):
        for inner in node:
            yield from descend(inner)


@pytest.mark.parametrize("name", AUTHORED)
def test_a_schema_is_valid_and_describes_every_field(name: str) -> None:
    schema = schema_of(AUTHORED[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    fields = [field for node in descend(schema) for field in node.get("properties", {}).items()]
    undescribed = [field_name for field_name, field in fields if "description" not in field]
    assert undescribed == []


def test_shipped_files_fulfil_their_schemas() -> None:
    files = read_library([ROOT])
    for name, loaded in (
        ("persona", files.personas[0]),
        ("rubric", files.rubric),
        ("lines", files.common),
        *(("question", question) for question in files.questions[:5]),
    ):
        data = json.loads(loaded.value.model_dump_json())
        jsonschema.Draft202012Validator(schema_of(AUTHORED[name])).validate(data)


def spoil(data: Any, rng: random.Random) -> None:
    """Change one value somewhere."""
    holders = [node for node in descend(data) if node]
    holder = rng.choice(holders)
    key = rng.choice(sorted(holder))
    action = rng.choice(["drop", "rename", "text", "number", "list", "none"])
    value = holder.pop(key)
    changed = {"text": "Some text", "number": 3, "list": [], "none": None}
    if action == "rename":
        holder[f"{key}x"] = value
    elif action != "drop":
        holder[key] = changed[action]


def test_schema_and_loader_agree_on_spoilt_files() -> None:
    good = json.loads(read_library([ROOT]).questions[0].value.model_dump_json())
    validator = jsonschema.Draft202012Validator(schema_of(Question))
    verdicts = set()
    for seed in range(150):
        data = copy.deepcopy(good)
        spoil(data, random.Random(seed))
        try:
            Question.model_validate_json(json.dumps(data), strict=True)
            loads = True
        except ValidationError:
            loads = False
        assert validator.is_valid(data) == loads, f"seed {seed}"
        verdicts.add(loads)
    assert verdicts == {True, False}
