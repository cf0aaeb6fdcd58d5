"""The text of a session log: sealed lines, and reading them back. Touches no files.

events.jsonl holds a header line and one line a decision, each a JSON object that ends in ,"chain":"…"}. The chain is
the first 16 hex digits of the SHA-256 of the chain of the line before (nothing before the header) and of the bytes of
the line up to that comma: a line that was edited, taken out or moved no longer fits.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from interviewer.dialogue.events import AnyEvent
from interviewer.dialogue.inputs import Input
from interviewer.errors import LogError

FORMAT = "desk-interviewer-log"
VERSION = 3
"""Raised when a kind of line is added or changes its meaning; added optional fields do not count. Version 2 added
line-begun and tokens-spent, version 3 words-lost and turn-lost; a log of an older version is read as it stands."""

_SEAL = re.compile(rb',"chain":"([0-9a-f]{16})"\}')
_REMEDY = "restore the file from a copy or remove the session (`interviewer sessions delete {session}`)"


class LogHeader(BaseModel):
    """First line of a log."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    format: str = FORMAT
    """Tells these files from others."""
    version: int = VERSION
    """Of the log's format."""
    session: str
    """Session id; the name of its folder."""
    created: datetime
    """When the session was made, with its offset from UTC."""
    program: str
    """Program and version that wrote it."""
    persona: str
    """Persona id."""
    questions: tuple[str, ...]
    """Ids of the planned questions."""
    content_sha256: str
    """Of content.json, the frozen session beside the log."""
    grader: str
    """Grader and version the session began with."""


class Decision(BaseModel):
    """One input and the events it caused."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    n: int
    """Number of the decision, from 1."""
    at: float
    """Seconds since the start."""
    input: Input
    """What the world told the interview."""
    events: tuple[AnyEvent, ...]
    """What happened, in order."""


Line = TypeVar("Line", LogHeader, Decision)


@dataclass(frozen=True, slots=True)
class RawLog:
    """A log whose chain holds, not yet turned into decisions."""

    file: str
    """For messages."""
    header: LogHeader
    lines: tuple[bytes, ...]
    """One a decision, without the newline."""
    chain: str
    """Of the last whole line."""
    whole: int
    """Bytes of the file that are whole lines; what comes after was torn."""
    ends_open: bool
    """The last whole line lacks its newline."""

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions; LogError for one this program does not understand."""
        return tuple(
            understand(Decision, line, f"{self.file}:{number}", self.header.session)
            for number, line in enumerate(self.lines, 2)
        )

    def has_ended(self) -> bool:
        """Whether the interview was held to its end or stopped by the candidate."""
        return any(b'"kind":"ended"' in line for line in self.lines)

    def seconds(self) -> float:
        """Time of the last decision, in seconds since the start."""
        return float(_fields(self.lines[-1]).get("at", 0)) if self.lines else 0.0


def seal(content: BaseModel, previous: str) -> tuple[bytes, str]:
    """A line with its newline, and its chain."""
    body = content.model_dump_json().encode()[:-1]
    chain = _chain(previous, body)
    return body + f',"chain":"{chain}"}}\n'.encode(), chain


def read_log(data: bytes, file: str, session: str) -> RawLog:
    """Check every line's place in the chain. A torn last line is left out; LogError for anything else wrong."""
    pieces = data.split(b"\n")
    tail = pieces.pop().rstrip(b"\0")
    ends_open = _SEAL.search(tail) is not None
    if ends_open:
        pieces.append(tail)
    if not pieces:
        raise LogError(f"{file}:1: the header is cut off; {_REMEDY.format(session=session)}")
    header = read_header(pieces[0], file, session)
    chain = ""
    for number, piece in enumerate(pieces, 1):
        chain = _next_chain(chain, piece, number, file, session)
    whole = sum(len(piece) + 1 for piece in pieces) - ends_open
    return RawLog(file, header, tuple(pieces[1:]), chain, whole, ends_open)


def read_header(line: bytes, file: str, session: str) -> LogHeader:
    """The header of a log; LogError when it is none or from a newer program. Its chain is not checked."""
    where = f"{file}:1"
    fields = _fields(line)
    version = fields.get("version")
    if fields.get("format") != FORMAT or not isinstance(version, int):
        raise LogError(f"{where}: this is not the header of a session log; {_REMEDY.format(session=session)}")
    if version > VERSION:
        newer = f"written by a newer program (log version {version}, this one reads up to {VERSION})"
        raise LogError(f"{where}: {newer}; update desk-interviewer")
    return understand(LogHeader, line, where, session)


def understand(model: type[Line], line: bytes, where: str, session: str) -> Line:
    """A line as header or decision, fields from newer programs ignored; LogError when it is neither."""
    try:
        return model.model_validate_json(line, extra="ignore")
    except ValidationError as error:
        raise LogError(f"{where}: {first_fault(error)}; {_REMEDY.format(session=session)}") from None


def first_fault(error: ValidationError) -> str:
    """The first thing pydantic did not accept, in one line."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"not understood ({place}: {first['msg']})" if place else f"not understood ({first['msg']})"


def _next_chain(previous: str, line: bytes, number: int, file: str, session: str) -> str:
    seal_at = max((found.start() for found in _SEAL.finditer(line)), default=0)
    chain = _chain(previous, line[:seal_at])
    if line[seal_at:] == f',"chain":"{chain}"}}'.encode():
        return chain
    n = _fields(line).get("n")
    missing = number > 1 and isinstance(n, int) and n >= number
    what = f"decision {number - 1} is missing" if missing else "the line was changed after it was written"
    raise LogError(f"{file}:{number}: {what}; {_REMEDY.format(session=session)}")


def _chain(previous: str, body: bytes) -> str:
    return hashlib.sha256(previous.encode() + body).hexdigest()[:16]


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = from_json(line)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def all_events(decisions: Iterable[Decision]) -> tuple[AnyEvent, ...]:
    """The events of all decisions, in order."""
    return tuple(event for decision in decisions for event in decision.events)
