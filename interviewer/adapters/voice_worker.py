"""The process that owns the pyttsx3 engine: a line of JSON in, a sound file out. It may hang; its parent kills it."""

import ctypes
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

SYSTEM_LIBRARIES = ("libespeak-ng.so.1", "libespeak.so.1")
TRIES = 3
"""The engine's first run can return before it has done anything."""


def provide_espeak() -> str:
    """On Linux, load the espeak library that a package carries when the system has none; returns where it came from."""
    if not sys.platform.startswith("linux"):
        return "system"
    for name in SYSTEM_LIBRARIES:
        with suppress(OSError):
            ctypes.CDLL(name)
            return "system"
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    return "espeakng-loader"


def set_up(engine: Any, rate_wpm: int, language: str, pitch: int) -> None:
    """Rate, language and pitch, as far as the engine knows them."""
    engine.setProperty("rate", rate_wpm)
    if sys.platform.startswith("linux"):
        engine.setProperty("voice", language)
        engine.setProperty("pitch", pitch)
        return
    wanted = language.lower().replace("_", "-")
    for voice in engine.getProperty("voices"):
        spoken = " ".join(str(one) for one in (voice.languages or [])) + f" {voice.id}"
        if wanted in spoken.lower().replace("_", "-"):
            engine.setProperty("voice", voice.id)
            return


def named(engine: Any, language: str) -> list[str]:
    """Voices of a language and its regions, as "language name"."""
    found = []
    for voice in engine.getProperty("voices"):
        spoken = [str(one).lower().replace("_", "-") for one in voice.languages or []]
        own = [one for one in spoken if one.split("-")[0] == language]
        if own:
            found.append(f"{own[0]} {voice.name}")
    return found


def save(engine: Any, text: str, path: Path) -> bool:
    """Say a text into a file; False when the engine wrote none."""
    for _ in range(TRIES):
        engine.save_to_file(text, str(path))
        engine.runAndWait()
        if path.exists() and path.stat().st_size > 0:
            return True
    return False


def serve() -> None:
    """Answer requests from standard input until it ends; what the engine prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def answer(**fields: object) -> None:
        answers.write(json.dumps(fields) + "\n")
        answers.flush()

    try:
        source = provide_espeak()
        import pyttsx3

        engine = pyttsx3.init()
    except Exception as error:
        answer(error=f"{type(error).__name__}: {error}")
        return
    answer(ready=source)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "voices" in request:
                answer(voices=named(engine, request["voices"]))
                continue
            set_up(engine, request["rate_wpm"], request["language"], request["pitch"])
            done = save(engine, request["text"], Path(request["path"]))
            answer(path=request["path"]) if done else answer(error="the engine wrote no sound")
        except Exception as error:
            answer(error=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    serve()
