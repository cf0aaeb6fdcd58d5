"""Content files from disk to checked values; every fault as `file:line: field: what`. Writes nothing."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

import yaml
from pydantic import ValidationError

from interviewer.content.explain import faults_of
from interviewer.content.library import Library
from interviewer.content.models import CommonLines, Frozen, Persona, Question
from interviewer.content.references import Fault, FieldPath, HasId, field_name, reference_faults, topic_faults
from interviewer.content.rubric import Rubric
from interviewer.errors import ContentError

MAX_BYTES = 512 * 1024
"""Larger files are refused unread."""
MAX_DEPTH = 20
"""Deeper nesting than any content has."""
COMMON_LINES = "_common.yaml"
"""The file in personas/ that holds the lines of all of them."""
QUESTION_FOLDERS = (("rubrics/questions", "*/*"), ("rubrics/problems", "*"), ("questions", "**/*"))
"""Where a root keeps questions: two shipped folders and a user's own."""

Model = TypeVar("Model", bound=Frozen)
Data = dict[str, Any] | list[Any] | str | float | bool | None

_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})([eE][-+]?\d{1,2})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_YAML_ADVICE = {
    "mapping values are not allowed in this context": "a second ': ' in a line; put the text in quotes",
    "found unexpected end of stream": "the quote is never closed",
    "did not find expected '-' indicator": "a list goes on without '- ', or the indentation is off",
    "did not find expected key": "the indentation does not fit the lines above",
    "did not find expected ',' or ']'": "a [ list ] is not closed, or lacks a comma",
    "did not find expected ',' or '}'": "a { mapping } is not closed, or lacks a comma",
}


@dataclass(frozen=True)
class Source:
    """Where a content value came from: finds the line of any of its fields."""

    path: Path
    text: str

    def where(self, at: FieldPath) -> str:
        """`file:line: field`, at the nearest place that exists in the file."""
        name = field_name(at)
        return f"{self.path}:{self.line(at)}" + (f": {name}" if name else "")

    def line(self, at: FieldPath) -> int:
        """Line number of a field, or of what should hold it."""
        node, line = self._tree, 1
        for part in at:
            held = [(k.value, k, v) for k, v in node.value] if isinstance(node, yaml.MappingNode) else []
            if isinstance(node, yaml.SequenceNode):
                held = [(i, item, item) for i, item in enumerate(node.value)]
            found = next((entry for entry in held if entry[0] == part), None)
            if found is None:
                break
            line, node = _line(found[1]), found[2]
        return line

    def lines(self, faults: Iterable[Fault]) -> list[str]:
        """The faults as lines with file, line number and field, from the top of the file down."""
        ordered = sorted(faults, key=lambda fault: self.line(fault.at))
        return [f"{self.where(fault.at)}: {fault.what}" for fault in ordered]

    @cached_property
    def _tree(self) -> Any:
        return yaml.compose(self.text, Loader=_YAML)  # recursive, but the nesting was bounded while parsing


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """A content value and its file."""

    value: Model
    source: Source


@dataclass(frozen=True)
class LibraryFiles:
    """A library with the file of each question and persona."""

    library: Library
    questions: tuple[Loaded[Question], ...]
    personas: tuple[Loaded[Persona], ...]
    rubric: Loaded[Rubric]
    common: Loaded[CommonLines]


def load_question(path: Path) -> Question:
    """A question or problem file; ContentError with every fault found."""
    return read(path, Question).value


def load_persona(path: Path) -> Persona:
    """A persona file; ContentError with every fault found."""
    return read(path, Persona).value


def load_rubric(path: Path) -> Rubric:
    """A rubric file; ContentError with every fault found."""
    return read(path, Rubric).value


def load_common_lines(path: Path) -> CommonLines:
    """The file of common lines; ContentError with every fault found."""
    return read(path, CommonLines).value


def load_library(roots: Sequence[Path]) -> Library:
    """Everything under the roots, the shipped one first; ContentError with the faults of all files."""
    return read_library(roots).library


def read(path: Path, model: type[Model] | None = None) -> Loaded[Model]:
    """A content file as that model, or as the model its fields suggest; ContentError with every fault."""
    source = Source(path, _read_text(path))
    data, twice = _parse(source)
    chosen: Any = model or _suggested(data)
    try:
        value = chosen.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        raise ContentError([*twice, *source.lines(faults_of(error, chosen))]) from None
    found = [*twice, *source.lines(reference_faults(value))]
    if found:
        raise ContentError(found)
    return Loaded(value, source)


def read_library(roots: Sequence[Path]) -> LibraryFiles:
    """As `load_library`, keeping the file of each value."""
    gather = _Gather()
    questions, personas = [], []
    for root in roots:
        for folder, pattern in QUESTION_FOLDERS:
            questions += gather.read(_yaml_files(root / folder, pattern), Question)
        own = (path for path in _yaml_files(root / "personas") if path.name != COMMON_LINES)
        personas += gather.read(own, Persona)
    rubrics = gather.read([root / "rubrics" / "rubric.yaml" for root in roots[:1]], Rubric)
    common = gather.read([root / "personas" / COMMON_LINES for root in roots[:1]], CommonLines)
    gather.check_ids(questions)
    gather.check_ids(personas)
    topics = {topic for question in questions for topic in question.value.topics}
    for persona in personas if not gather.faults else ():
        gather.faults += persona.source.lines(topic_faults(persona.value, topics))
    if gather.faults:
        raise ContentError(gather.faults)
    personas.sort(key=lambda loaded: (loaded.value.order, loaded.value.id))
    questions.sort(key=lambda loaded: loaded.value.id)
    library = Library(
        tuple(loaded.value for loaded in personas),
        tuple(loaded.value for loaded in questions),
        rubrics[0].value,
        common[0].value,
    )
    return LibraryFiles(library, tuple(questions), tuple(personas), rubrics[0], common[0])


@dataclass
class _Gather:
    """Reads many files and keeps the faults of all."""

    faults: list[str] = field(default_factory=list)

    def read(self, paths: Iterable[Path], model: type[Model]) -> list[Loaded[Model]]:
        loaded: list[Loaded[Model]] = []
        for path in paths:
            try:
                loaded.append(read(path, model))
            except ContentError as error:
                self.faults += error.faults
        return loaded

    def check_ids(self, files: Sequence[Loaded[Question]] | Sequence[Loaded[Persona]]) -> None:
        first: dict[str, Path] = {}
        for loaded in files:
            value: HasId = loaded.value
            path, faults = loaded.source.path, []
            if first.setdefault(value.id, path) != path:
                faults.append(Fault(("id",), f"{value.id!r} is already used by {first[value.id]}"))
            if value.id != path.stem:
                faults.append(Fault(("id",), f"{value.id!r} is not the file's name; rename one of them"))
            self.faults += loaded.source.lines(faults)


def _yaml_files(folder: Path, pattern: str = "*") -> list[Path]:
    found = [*folder.glob(f"{pattern}.yaml"), *folder.glob(f"{pattern}.yml")]
    return sorted(path for path in found if not path.name.startswith("."))


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ContentError([f"{path}: cannot be read: {error.strerror}"]) from None
    if len(raw) > MAX_BYTES:
        raise ContentError([f"{path}: larger than {MAX_BYTES // 1024} KB; a content file holds one question"])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError([f"{path}:{line}: not UTF-8; save the file with that encoding"]) from None
    odd = _CONTROL.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise ContentError([f"{path}:{line}: holds the control character {odd[0]!r}; remove it"])
    return text


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been seen."""

    value: dict[str, Any] | list[Any]
    wants_key: bool = False
    """A mapping between two fields."""
    key: str = ""

    def part(self) -> str | int:
        """Name or index of what was read last."""
        return len(self.value) - 1 if isinstance(self.value, list) else self.key

    def add(self, value: Any) -> None:
        """Put in the next item, or the value of the last key; the first of two values stays."""
        if isinstance(self.value, list):
            self.value.append(value)
        else:
            self.value.setdefault(self.key, value)
            self.wants_key = True


def _parse(source: Source) -> tuple[Data, list[str]]:
    """Plain data, and faults for duplicate keys. Works on events, not recursively: no file can exhaust it."""
    root: list[Any] = []
    stack = [_Open(root)]
    faults: list[str] = []
    try:
        for event in yaml.parse(source.text, Loader=_YAML):
            if isinstance(event, yaml.NodeEvent):
                _add(source, event, stack, faults)
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and root:
                _refuse(source, event, "a second document starts here; one file holds one")
    except yaml.YAMLError as error:
        raise ContentError([_syntax_fault(source, error)]) from None
    if not root or root[0] is None:
        raise ContentError([f"{source.path}:1: the file is empty"])
    return root[0], faults


def _add(source: Source, event: Any, stack: list[_Open], faults: list[str]) -> None:
    if isinstance(event, yaml.AliasEvent):
        _refuse(source, event, f"the alias *{event.anchor} is not understood here; write the text out")
    if event.tag is not None:
        _refuse(source, event, f"the tag {event.tag} is not understood here; leave it out")
    top, scalar = stack[-1], isinstance(event, yaml.ScalarEvent)
    if top.wants_key:
        if not scalar:
            _refuse(source, event, "a field name must be a word; put text with [ or { in quotes")
        top.key, top.wants_key = event.value, False
        if top.key in top.value:
            at = tuple(opened.part() for opened in stack[1:])
            faults.append(f"{source.path}:{_line(event)}: {field_name(at)}: given twice")
    elif scalar:
        top.add(_scalar(event))
    else:
        if len(stack) > MAX_DEPTH:
            _refuse(source, event, f"nested more than {MAX_DEPTH} deep")
        mapping = isinstance(event, yaml.MappingStartEvent)
        stack.append(_Open({} if mapping else [], wants_key=mapping))
        top.add(stack[-1].value)


def _scalar(event: yaml.ScalarEvent) -> Data:
    """Numbers, true, false and null as in JSON; all else is text, also yes, no, on and off."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if _NUMBER.fullmatch(text):
        return float(text) if set(text) & set(".eE") else int(text)
    return _WORDS.get(text, text)


def _line(thing: Any) -> int:
    """Line number of an event or node of PyYAML."""
    return int(thing.start_mark.line) + 1


def _refuse(source: Source, event: Any, what: str) -> NoReturn:
    raise ContentError([f"{source.path}:{_line(event)}: {what}"])


def _syntax_fault(source: Source, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    number = mark.line if mark else 0
    problem = str(getattr(error, "problem", None) or error)
    line = (source.text.splitlines()[number : number + 1] or [""])[0]
    what = _YAML_ADVICE.get(problem, problem)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        what = "a tab in the indentation; use spaces"
    elif problem == "found character that cannot start any token":
        what = "a text cannot start with that character; put it in quotes"
    return f"{source.path}:{number + 1}: not valid YAML: {what}"


def _suggested(data: Data) -> type[Frozen]:
    fields = set(data) if isinstance(data, dict) else set()
    if fields & {"criteria", "verdicts"}:
        return Rubric
    if fields & {"name", "bio", "leaning", "asks_about"}:
        return Persona
    return CommonLines if fields == {"lines"} else Question
