"""Models for the voice by name: fetched once from their hub, checked, kept in a cache. Folders are used as they are."""

import hashlib
import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from interviewer.adapters.paths import APPLICATION, HOME_VARIABLE
from interviewer.errors import AdapterError, UsageError

BLOCK = 1 << 18
TIMEOUT_S = 30.0
LOCK_TIMEOUT_S = 5.0
ATTEMPTS = 3
"""A connection that is cut is taken up again where it ended, so often."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file, and how to know it is whole."""

    name: str
    sha256: str | None = None
    """None where it is not known: then a .json file must at least be a JSON object."""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """Files of a repository at a fixed revision."""

    repo: str
    revision: str
    files: tuple[ModelFile, ...]

    @property
    def size_mb(self) -> int:
        """About what a download takes."""
        return round(sum(file.size or 0 for file in self.files) / 1e6)


_TOKENIZER = ModelFile("tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab", 2203239)
_VOCABULARY = ModelFile("vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913", 459861)


def _whisper(size: str, revision: str, config: ModelFile, weights: ModelFile) -> Model:
    return Model(f"Systran/faster-whisper-{size}", revision, (config, _TOKENIZER, _VOCABULARY, weights))


MODELS: Mapping[str, Model] = {
    "tiny": _whisper(
        "tiny",
        "d90ca5fe260221311c53c58e660288d3deb8d356",
        ModelFile("config.json", "a73a28cdfe1c43ccc7202fa333d1f89c202477271407ae9a7f19afa52039cac8", 2249),
        ModelFile("model.bin", "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1", 75538270),
    ),
    "base": _whisper(
        "base",
        "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        ModelFile("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a", 2309),
        ModelFile("model.bin", "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", 145217532),
    ),
    "small": _whisper(
        "small",
        "536b0662742c02347bc0e980a01041f333bce120",
        ModelFile("config.json"),  # the hub publishes checksums of large files only, and this one was not to be had
        ModelFile("model.bin", "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671", 483546902),
    ),
    "smart-turn": Model(
        "pipecat-ai/smart-turn-v3",
        "f766f81d3cfdf7737ac64aad813d91bbfd56bf93",
        (
            ModelFile(
                "smart-turn-v3.2-cpu.onnx",
                "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
                8679182,
            ),
        ),
    ),
}
"""What can be had by name. Weights are pinned by their checksum."""
WHISPER_NAMES = ("tiny", "base", "small")
TURN_NAME = "smart-turn"

Report = Callable[[str, int, int], None]
"""Called with a file's name, the bytes there are, and the bytes there will be (0: unknown)."""


def models_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where models are kept: under INTERVIEWER_HOME if set, else in the platform's cache folder."""
    home = environ.get(HOME_VARIABLE)
    if home:
        return Path(home).expanduser().absolute() / "models"
    from platformdirs import PlatformDirs

    return PlatformDirs(APPLICATION, appauthor=False).user_cache_path / "models"


def _silent(_file: str, _there: int, _total: int) -> None:
    """Report to nobody."""


class ModelStore:
    """The models on this machine, and the way to more."""

    def __init__(
        self,
        root: Path,
        models: Mapping[str, Model] = MODELS,
        endpoint: str | None = None,
        lock_timeout_s: float = LOCK_TIMEOUT_S,
        else_give: str = "a folder with model.bin, config.json and tokenizer.json",
    ) -> None:
        """`endpoint` is the hub's address; by default the hub library's own, which HF_ENDPOINT may change.

        `else_give` tells what may be given instead of a name.
        """
        self._root, self._models, self._endpoint = root, models, endpoint
        self._lock_timeout_s, self._else_give = lock_timeout_s, else_give

    def recognisers(self) -> "ModelStore":
        """The same store, but it knows models for speech recognition only."""
        return self._only(WHISPER_NAMES, self._else_give)

    def turn_models(self) -> "ModelStore":
        """The same store, but it knows turn models only."""
        return self._only((TURN_NAME,), "the .onnx file, or the folder it is in")

    def _only(self, names: Collection[str], else_give: str) -> "ModelStore":
        known = {name: model for name, model in self._models.items() if name in names}
        return ModelStore(self._root, known, self._endpoint, self._lock_timeout_s, else_give)

    def happened(self, what: str, day: date) -> bool:
        """Whether `remember` was told of it on this day."""
        try:
            return (self._root / f".{what}").read_text("utf-8") == day.isoformat()
        except (OSError, UnicodeDecodeError):
            return False

    def remember(self, what: str, day: date) -> None:
        """Know for the rest of the day that it happened, if the folder can be written."""
        with suppress(OSError):
            self._root.mkdir(parents=True, exist_ok=True)
            (self._root / f".{what}").write_text(day.isoformat(), "utf-8")

    def find(self, wanted: str) -> Path | None:
        """Folder of a model that is here, by name or path; None when it can be downloaded. Raises UsageError."""
        if wanted in self._models:
            folder = self._root / wanted
            checked = _Checked(folder)
            return folder if all(_whole(folder, file, checked) for file in self._models[wanted].files) else None
        path = Path(wanted).expanduser()
        if path.exists():
            return path
        raise UsageError(
            f"no model is called {wanted!r} and there is no such folder; "
            f"name one of {', '.join(self._models)}, or give {self._else_give}"
        )

    def damaged(self, name: str, anew: bool = False) -> tuple[str, ...]:
        """The files of a model by name that are here and not what they should be; none of a folder's.

        A file that was checked is believed while its size and date stay the same, unless it is checked `anew`.
        """
        if name not in self._models:
            return ()
        folder = self._root / name
        checked = _Checked(folder, forget=anew)
        files = self._models[name].files
        return tuple(f.name for f in files if (folder / f.name).is_file() and not _whole(folder, f, checked))

    def fetch(self, name: str, report: Report = _silent) -> Path:
        """Folder of a model, downloaded if it is not here. Raises UsageError and AdapterError."""
        there = self.find(name)
        if there:
            return there
        folder = self._root / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / ".lock", timeout=self._lock_timeout_s):
                checked = _Checked(folder)
                for file in self._models[name].files:
                    if not _whole(folder, file, checked):
                        self._fetch_file(self._models[name], file, folder, report)
        except Timeout as reason:
            raise AdapterError(
                f"{folder}: another process is downloading {name}; wait for it and try again"
            ) from reason
        except OSError as reason:
            raise AdapterError(f"{folder}: {reason.strerror or reason}; make room or set {HOME_VARIABLE}") from reason
        return folder

    def _fetch_file(self, model: Model, file: ModelFile, folder: Path, report: Report) -> None:
        url, part = self._url(model, file), folder / f"{file.name}.part"
        for attempt in range(1, ATTEMPTS + 1):
            try:
                total = _download(url, part, file, report)
            except urllib.error.HTTPError as reason:
                if reason.code < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                    part.unlink(missing_ok=True)
                answer = f"the hub answered {reason.code} {reason.reason}"
                raise AdapterError(f"{url}: {answer}; try later, or give a folder instead of a name") from reason
            except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as reason:
                if attempt == ATTEMPTS:
                    raise AdapterError(_unreachable(url, part, reason)) from reason
                continue
            if part.stat().st_size >= total:
                break
        else:
            raise AdapterError(_unreachable(url, part, "the connection was cut"))
        found = _sha256(part)
        if file.sha256 not in (None, found):
            part.unlink()
            raise AdapterError(f"{url}: checksum {found[:12]}… is not the expected one; nothing was kept, try again")
        part.replace(folder / file.name)
        _Checked(folder).add(folder / file.name)

    def _url(self, model: Model, file: ModelFile) -> str:
        from huggingface_hub import hf_hub_url

        return str(hf_hub_url(model.repo, file.name, revision=model.revision, endpoint=self._endpoint))


class _Checked:
    """Which files of a folder were checked, by size and date, so that a checksum is worked out once."""

    def __init__(self, folder: Path, forget: bool = False) -> None:
        self._path = folder / ".checked.json"
        if forget:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._known: dict[str, list[int]] = {} if forget else _json_object(self._path) or {}

    def __contains__(self, path: Path) -> bool:
        return self._known.get(path.name) == _size_and_date(path)

    def add(self, path: Path) -> None:
        """Remember a file, if the folder can be written."""
        self._known[path.name] = _size_and_date(path)
        with suppress(OSError):
            self._path.write_text(json.dumps(self._known), "utf-8")


def _size_and_date(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _json_object(path: Path) -> dict[str, Any] | None:
    """What is in a JSON file; None unless it is an object."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _whole(folder: Path, file: ModelFile, checked: _Checked) -> bool:
    """Whether a file is there and what it should be."""
    path = folder / file.name
    if not path.is_file() or file.size not in (None, path.stat().st_size):
        return False
    if file.sha256 is None:
        return path.suffix != ".json" or _json_object(path) is not None
    if path not in checked:
        if _sha256(path) != file.sha256:
            return False
        checked.add(path)
    return True


def _download(url: str, part: Path, file: ModelFile, report: Report) -> int:
    """Add to the partial file what is missing; returns the full size."""
    have = part.stat().st_size if part.exists() else 0
    if have and have == file.size:
        return have
    headers = {"User-Agent": APPLICATION, **({"Range": f"bytes={have}-"} if have else {})}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_S) as reply:
        have = have if reply.status == http.HTTPStatus.PARTIAL_CONTENT else 0
        total = have + int(reply.headers.get("Content-Length") or 0)
        with part.open("ab" if have else "wb") as out:
            while block := reply.read(BLOCK):
                out.write(block)
                have += len(block)
                report(file.name, have, total)
    return total


def _unreachable(url: str, part: Path, reason: object) -> str:
    have = part.stat().st_size if part.exists() else 0
    why = getattr(reason, "reason", None) or reason
    kept = f"; {have / 1e6:.1f} MB are kept and the next try goes on from there" if have else ""
    return f"{url}: cannot be downloaded ({why}){kept}; go online, or give a folder instead of a name"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A report that draws one bar a file in the terminal, on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, TaskID] = {}

        def report(file: str, there: int, total: int) -> None:
            if file not in tasks:
                tasks[file] = progress.add_task(file, total=total or None)
            progress.update(tasks[file], completed=there)

        yield report
