"""Sessions on disk, one folder each: content.json, and a log whose lines are on disk before `append` returns.

`SessionStore(user_paths().sessions)` creates, opens ("last" is the newest), lists and deletes sessions; an open
`SessionLog` has `.session`, `.header`, `.decisions`, `.events` and `.append(given, events)`, which raises StorageError
when the line could not be written, and then nothing of it is believed.
"""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout
from pydantic import ValidationError

from interviewer import __version__
from interviewer.adapters.log_lines import (
    Decision,
    LogHeader,
    RawLog,
    all_events,
    first_fault,
    read_header,
    read_log,
    seal,
)
from interviewer.dialogue.events import AnyEvent
from interviewer.dialogue.inputs import Input
from interviewer.dialogue.session import FrozenSession
from interviewer.errors import InterviewerError, LogError, StorageError, UnknownNameError

LOG = "events.jsonl"
CONTENT = "content.json"
MAX_HEADER_BYTES = 65_536
LAST = "last"
"""Stands for the newest session wherever an id is asked for."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_WINDOWS_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Disk:
    """The two calls that can fail late; tests hand in failing ones."""

    write: Callable[[int, bytes], int] = os.write
    sync: Callable[[int], None] = os.fsync

    def put(self, file: int, data: bytes) -> None:
        """Write everything and wait until it is on the disk."""
        while data:
            written = self.write(file, data)
            if written <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            data = data[written:]
        self.sync(file)


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A line in the list of sessions."""

    id: str
    created: datetime | None = None
    persona: str = ""
    questions: tuple[str, ...] = ()
    decisions: int = 0
    minutes: float = 0.0
    """Time of the last decision."""
    ended: bool = False
    """Held to its end, or stopped by the candidate; False for one that can be resumed."""
    fault: str | None = None
    """Why it cannot be read."""


class SessionLog:
    """One session's record. Opened for writing it holds the session's lock until it is closed."""

    def __init__(
        self,
        folder: Path,
        session: FrozenSession,
        raw: RawLog,
        disk: Disk | None = None,
        lock: FileLock | None = None,
    ) -> None:
        self.folder = folder
        self.session = session
        self.header = raw.header
        self._decisions = list(raw.decisions())
        self._chain = raw.chain
        self._size = raw.whole
        self._disk = disk or Disk()
        self._lock = lock
        self._file: int | None = None
        if lock is not None:
            self._file = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | _WINDOWS_BINARY)
            os.ftruncate(self._file, raw.whole)
            self._put(b"\n" * raw.ends_open)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions so far."""
        return tuple(self._decisions)

    @property
    def events(self) -> tuple[AnyEvent, ...]:
        """The events of all decisions, in order."""
        return all_events(self._decisions)

    def append(self, given: Input, events: Sequence[AnyEvent]) -> Decision:
        """Record a decision: when this returns it is on disk, when it raises StorageError nothing of it is."""
        if self._file is None:
            raise StorageError(f"{self.folder / LOG}: not open for writing")
        decision = Decision(n=len(self._decisions) + 1, at=given.at, input=given, events=tuple(events))
        line, chain = seal(decision, self._chain)
        with refusals(self.folder / LOG):
            self._put(line)
        self._chain = chain
        self._decisions.append(decision)
        return decision

    def close(self) -> None:
        """Give the file and the lock back; closing twice is harmless."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "SessionLog":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, data: bytes) -> None:
        """All of it or nothing: whatever interrupts the write, the file is cut back to its last whole line."""
        assert self._file is not None
        try:
            self._disk.put(self._file, data)
        except BaseException:
            os.ftruncate(self._file, self._size)
            raise
        self._size += len(data)


class SessionStore:
    """All sessions of a user: a folder with a folder for each."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self.root = root
        self._disk = disk or Disk()

    def new_id(self, persona: str, now: datetime) -> str:
        """An id nobody has yet, such as 2026-11-23-1542-statistics-k3f."""
        while True:
            ending = "".join(secrets.choice(_LETTERS) for _ in range(3))
            name = f"{now:%Y-%m-%d-%H%M}-{persona}-{ending}"
            if not (self.root / name).exists():
                return name

    def create(self, session: FrozenSession, grader: str, now: datetime) -> SessionLog:
        """A new session, open for writing; StorageError when the folder cannot be made, and nothing is left of it."""
        folder = self.root / session.id
        content = session.model_dump_json().encode()
        header = LogHeader(
            session=session.id,
            created=now,
            program=f"desk-interviewer {__version__}",
            persona=session.persona.id,
            questions=tuple(question.id for question in session.questions),
            content_sha256=hashlib.sha256(content).hexdigest(),
            grader=grader,
        )
        with refusals(folder):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
            try:
                self._write_new(folder / CONTENT, content)
                self._write_new(folder / LOG, seal(header, "")[0])
                _sync_folders(self._disk, folder, self.root)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return self.open(session.id, for_writing=True)

    def open(self, name: str = LAST, for_writing: bool = False) -> SessionLog:
        """A session by id or "last". LogError when damaged, StorageError when locked, UnknownNameError when absent."""
        folder = self._folder(name)
        lock = _locked(folder) if for_writing else None
        try:
            with refusals(folder / LOG):
                raw = _read_raw(folder)
                return SessionLog(folder, _read_content(folder, raw.header), raw, self._disk, lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def list(self) -> tuple[SessionSummary, ...]:
        """All sessions, oldest first; one that cannot be read is listed with the reason."""
        summaries = [_summary(folder) for folder in self._folders()]
        return tuple(sorted(summaries, key=_age))

    def headers(self) -> tuple[LogHeader, ...]:
        """The first lines of all sessions that have one, quickly: nothing else is read or checked."""
        found = (_header(folder) for folder in self._folders())
        return tuple(header for header in found if header is not None)

    def delete(self, name: str) -> str:
        """Remove a session for good and return its id; StorageError while another process holds it."""
        folder = self._folder(name)
        _locked(folder).release()
        with refusals(folder):
            shutil.rmtree(folder)
        return folder.name

    def _folders(self) -> Iterator[Path]:
        if not self.root.is_dir():
            return iter(())
        with refusals(self.root):
            return iter([path for path in self.root.iterdir() if path.is_dir() and path.name[0] != "."])

    def _folder(self, name: str) -> Path:
        folders = {folder.name: folder for folder in self._folders()}
        if name == LAST and folders:
            return folders[self.list()[-1].id]
        if name not in folders:
            advice = "`interviewer sessions` lists them." if folders else "There is none yet: run `interviewer`."
            raise UnknownNameError("session", name, get_close_matches(name, folders, n=3), advice)
        return folders[name]

    def _write_new(self, path: Path, data: bytes) -> None:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _WINDOWS_BINARY, 0o600)
        try:
            self._disk.put(file, data)
        finally:
            os.close(file)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a StorageError that says which path, why and what to do."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        what = (error.strerror or str(error)).lower()
        remedy = "make room or set INTERVIEWER_HOME to a folder that can be written"
        raise StorageError(f"{place}: {what}; {remedy}") from error


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / "lock", timeout=0, mode=0o600)
    with refusals(folder):
        try:
            lock.acquire()
        except Timeout:
            raise StorageError(f"{folder}: the session is open in another window; close it there first") from None
    return lock


def _read_raw(folder: Path) -> RawLog:
    path = folder / LOG
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        remedy = f"remove the session (`interviewer sessions delete {folder.name}`)"
        raise LogError(f"{path}: the log is missing; {remedy}") from None
    return read_log(data, str(path), folder.name)


def _header(folder: Path) -> LogHeader | None:
    try:
        with (folder / LOG).open("rb") as file:
            return read_header(file.readline(MAX_HEADER_BYTES), str(folder / LOG), folder.name)
    except (OSError, LogError):
        return None


def _read_content(folder: Path, header: LogHeader) -> FrozenSession:
    path = folder / CONTENT
    remedy = f"restore it or remove the session (`interviewer sessions delete {folder.name}`)"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise LogError(f"{path}: what was asked is missing; {remedy}") from None
    if hashlib.sha256(data).hexdigest() != header.content_sha256:
        raise LogError(f"{path}: changed since the interview; {remedy}")
    try:
        return FrozenSession.model_validate_json(data, extra="ignore")
    except ValidationError as error:
        raise LogError(f"{path}: {first_fault(error)}; update desk-interviewer") from None


def _summary(folder: Path) -> SessionSummary:
    try:
        with refusals(folder):
            raw = _read_raw(folder)
    except InterviewerError as error:
        return SessionSummary(folder.name, fault=str(error))
    return SessionSummary(
        id=folder.name,
        created=raw.header.created,
        persona=raw.header.persona,
        questions=raw.header.questions,
        decisions=len(raw.lines),
        minutes=raw.seconds() / 60,
        ended=raw.has_ended(),
    )


def _age(summary: SessionSummary) -> tuple[str, str]:
    created = summary.created.isoformat() if summary.created else ""
    return (summary.id[: len("2026-11-23-1542")], created)


def _sync_folders(disk: Disk, *folders: Path) -> None:
    """Make new names durable, where the system lets folders be opened for that."""
    if os.name == "nt":
        return
    for folder in folders:
        file = os.open(folder, os.O_RDONLY)
        try:
            disk.sync(file)
        finally:
            os.close(file)
