"""The installed `interviewer voice` as a process at a virtual sound card, and the log it writes."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.voice.pulse import SoundServer


class Desk:
    """The running command and the log it writes."""

    def __init__(self, server: SoundServer, home: Path, name: str, flags: list[str], longest_s: float) -> None:
        self.folder = home / "sessions" / name
        command = [shutil.which("interviewer") or str(Path(sys.executable).parent / "interviewer"), "voice"]
        env = {**server.env, "INTERVIEWER_HOME": str(home), "NO_COLOR": "1"}
        self.output = (home / "output.txt").open("w+")
        self.process = subprocess.Popen(
            [*command, "--resume", name, "--no-sound-check", *flags],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=self.output,
        )
        self.deadline = time.monotonic() + longest_s

    def events(self) -> list[dict[str, object]]:
        """Everything that has happened so far."""
        try:
            lines = (self.folder / "events.jsonl").read_text().splitlines()
        except FileNotFoundError:
            return []
        return [event for line in lines[1:] for event in whole(line).get("events", [])]

    def until(self, wanted: Callable[[list[dict[str, object]]], bool]) -> list[dict[str, object]]:
        """Wait until the log says so; an error when the command ends before, or time is up."""
        while not wanted(events := self.events()):
            if self.process.poll() is not None or time.monotonic() > self.deadline:
                self.output.seek(0)
                raise AssertionError(self.output.read()[-3000:])
            time.sleep(0.05)
        return events

    def until_floor(self, lines: int) -> None:
        """Wait until this many lines were said and the candidate has the floor."""
        self.until(lambda events: says(events) >= lines and has_floor(events))


def says(events: list[dict[str, object]]) -> int:
    """How many lines the interviewer has said."""
    return sum(event["kind"] == "said" for event in events)


def has_floor(events: list[dict[str, object]]) -> bool:
    """The candidate has the floor and has not begun to speak."""
    kinds = [event["kind"] for event in events if event["kind"] in ("said", "floor-passed", "turn-taken", "ended")]
    return kinds[-1:] == ["floor-passed"]


def whole(line: str) -> dict[str, list[dict[str, object]]]:
    """A line of the log; an unfinished one holds nothing yet."""
    try:
        found: dict[str, list[dict[str, object]]] = json.loads(line)
    except ValueError:
        return {}
    return found
