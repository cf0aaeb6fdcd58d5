"""The default voice: pyttsx3 in a process of its own, which is killed and started again when it hangs."""

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from interviewer.content.models import VoiceSettings
from interviewer.errors import AdapterError
from interviewer.speech.types import Sound

WORKER = (sys.executable, "-m", "interviewer.adapters.voice_worker")
START_S = 20.0
"""Longest wait for the engine to load."""
SENTENCE_S = 8.0
"""Longest wait for a sentence, and some more for each of its letters."""
LETTER_S = 0.02


class EngineVoice:
    """A Voice: whatever engine pyttsx3 finds on this system (espeak, SAPI 5, NSSpeechSynthesizer)."""

    def __init__(self, settings: VoiceSettings, command: Sequence[str] = WORKER, patience: float = 1.0) -> None:
        """Start the process; raises AdapterError when it has no engine. `patience` is a factor on all waits."""
        self._settings = settings
        self._command = tuple(command)
        self._patience = patience
        self._folder = Path(tempfile.mkdtemp(prefix="interviewer-voice-"))
        self._made = 0
        self._process: subprocess.Popen[str] | None = None
        self._start()
        self.name = f"pyttsx3 {settings.language}"

    def synthesise(self, text: str) -> Sound:
        """One sentence as sound; a hanging engine is killed and asked once more. Raises AdapterError."""
        for last in (False, True):
            try:
                if self._process is None:
                    self._start()
                return self._say(text)
            except AdapterError:
                self._kill()
                if last:
                    raise
        raise AssertionError("unreachable")

    def voices(self, language: str) -> tuple[str, ...]:
        """The engine's voices for a language ("en") and its regions, each with what to call it. Raises AdapterError."""
        if self._process is None:
            self._start()
        self._send({"voices": language})
        found = self._answer(self._patience * SENTENCE_S).get("voices")
        return tuple(str(one) for one in found) if isinstance(found, list) else ()

    def close(self) -> None:
        """End the process and remove its files."""
        self._kill()
        for file in self._folder.glob("*"):
            file.unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _say(self, text: str) -> Sound:
        self._made += 1
        path = self._folder / f"{self._made}{'.aiff' if sys.platform == 'darwin' else '.wav'}"
        voice = self._settings
        request = {"text": text, "path": str(path), "rate_wpm": voice.rate_wpm}
        self._send({**request, "language": voice.language, "pitch": voice.pitch})
        wait = self._patience * (SENTENCE_S + LETTER_S * len(text))
        deadline = time.monotonic() + wait
        self._answer(wait)
        sound = whole_file(path, deadline)
        path.unlink(missing_ok=True)
        return sound

    def _start(self) -> None:
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        answers = self._answers

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                answers.put(line)
            answers.put("")

        threading.Thread(target=read, name="voice-answers", daemon=True).start()
        try:
            self._answer(self._patience * START_S)
        except AdapterError:
            self._kill()
            raise

    def _send(self, request: dict[str, object]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise AdapterError("voice: the speech engine stopped") from None

    def _answer(self, wait_s: float) -> dict[str, object]:
        try:
            line = self._answers.get(timeout=wait_s)
        except queue.Empty:
            raise AdapterError(f"voice: the speech engine hung for {wait_s:.0f} s") from None
        answer: dict[str, object] = json.loads(line) if line else {"error": "it stopped"}
        error = answer.get("error")
        if error:
            raise AdapterError(f"voice: the speech engine failed ({error}); `interviewer doctor` says what to install")
        return answer

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def whole_file(path: Path, deadline: float) -> Sound:
    """A sound file once it is complete: some engines go on writing after they say they are done."""
    import soundfile

    size = -1
    while time.monotonic() < deadline:
        now = path.stat().st_size if path.exists() else 0
        if now and now == size:
            with suppress(soundfile.LibsndfileError):
                samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
                sound = Sound(np.asarray(samples.mean(axis=1), np.float32), int(rate))
                return trimmed(sound)
        size = now
        time.sleep(0.005)
    raise AdapterError("voice: the speech engine wrote no whole sound")


def trimmed(sound: Sound, keep_s: float = 0.03) -> Sound:
    """A sound without the silence around it."""
    loud = np.flatnonzero(np.abs(sound.samples) > 0.002)
    if not len(loud):
        return Sound(sound.samples[: round(keep_s * sound.rate_hz)], sound.rate_hz)
    keep = round(keep_s * sound.rate_hz)
    return Sound(sound.samples[max(0, loud[0] - keep) : loud[-1] + keep], sound.rate_hz)
