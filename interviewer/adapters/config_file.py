"""Reads config.toml, the settings that neither a flag nor the environment gives. It holds no keys."""

import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from interviewer.content.models import Frozen
from interviewer.errors import UsageError


class Configured(Frozen):
    """What may stand in config.toml."""

    model: str | None = None
    """A chat model that words and judges, as openai:NAME."""
    base_url: str | None = None
    """Address of a server of one's own that speaks the OpenAI protocol."""
    budget: Annotated[int, Field(ge=1)] | None = None
    """Tokens after which the rest of an interview is held offline."""


def read_config(path: Path) -> Configured:
    """The settings in a file; none when there is no file. Raises UsageError with what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Configured()
    except (OSError, UnicodeDecodeError) as error:
        reason = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or "").lower()
        raise UsageError(f'{path}: {reason}; it holds lines such as model = "openai:gpt-4o-mini"') from None
    try:
        return Configured.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise UsageError(f"{path}{f':{found[1]}' if found else ''}: not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])
        raise UsageError(f"{path}{_line(text, name)}: {name}: {_what(first['type'], first['msg'])}") from None


def _what(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return f"there is no such setting; there are {', '.join(Configured.model_fields)}"
    return message


def _line(text: str, name: str) -> str:
    """The line a setting stands on, as `:3`."""
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(name))
    found = next(lines, None)
    return "" if found is None else f":{found}"
