"""A whole quick interview at a virtual sound card: the installed command, a synthetic candidate, real time.

    python benchmarks/voice/fifteen_minutes.py --whisper DIR --turn-model DIR [--voice engine] [--minutes 15]

The candidate says worked answers of the bank into the microphone. Printed at the end: how many turns were made of them,
how long replies took, what the report says, and what it cost. It needs PulseAudio, PortAudio and espeak-ng.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from latency import peak_mb

from interviewer import bootstrap
from interviewer.adapters.session_log import SessionStore
from interviewer.dialogue.session import FrozenSession
from tests.voice.desk import Desk, has_floor, says
from tests.voice.pulse import SoundServer, sound_server

INTRODUCTION = (
    "I'm Alex. I wrote my thesis about robust regression, and I built the estimation code and ran the experiments.",
    "The hardest part was the evaluation, because the errors were heavy tailed, so I reported medians over ten runs.",
)
MORE = (
    "I would look at how the error changes with the number of samples, because that tells the bias from the variance.",
    "It depends on the assumptions. If they hold the estimate is unbiased, otherwise I would check it by simulation.",
    "I'm not sure about the details, but I would compare it with a simple baseline, so that I see the gain.",
)
LAST = "No, I do not have any questions, thank you."
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass
class Candidate:
    """Knows a worked answer to every stage, and something to say when asked for more."""

    session: FrozenSession
    spoken: set[str] = field(default_factory=set)
    said: int = 0

    def answer(self, events: list[dict[str, object]]) -> str:
        """What to say now that the floor is theirs."""
        self.said += 1
        opened = [event for event in events if event["kind"] in ("stage-opened", "phase-entered")]
        where = opened[-1]
        if where.get("phase") == "introduction":
            return INTRODUCTION[min(self.said, len(INTRODUCTION)) - 1]
        if where.get("phase") in ("questions", "close"):
            return LAST
        stage = next(event for event in reversed(opened) if event["kind"] == "stage-opened")
        key = f"{stage['question']}/{stage['stage']}"
        if key in self.spoken:
            return MORE[self.said % len(MORE)]
        self.spoken.add(key)
        question = self.session.question(str(stage["question"]))
        examples = [e for e in question.examples if e.stage == stage["stage"] and e.quality in ("strong", "partial")]
        return " ".join(max(examples, key=lambda e: len(e.answer)).answer.split()) if examples else MORE[0]


@dataclass
class Cost:
    """What the process has used so far."""

    pid: int
    cpu_s: float = 0.0
    peak: float = 0.0

    def look(self) -> None:
        """Ask the kernel, children included; a process that has gone is left as it was."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
            pids = [str(self.pid), *(pid for task in tasks for pid in task.read_text().split())]
            self.peak = max(self.peak, sum(peak_mb(pid) for pid in pids))
        except (OSError, StopIteration):
            return
        self.cpu_s = sum(map(int, fields[11:15])) / TICKS_PER_S


def hold(server: SoundServer, home: Path, session: FrozenSession, flags: list[str], minutes: float) -> None:
    """Hold the interview and print what came of it."""
    candidate = Candidate(session)
    desk = Desk(server, home, session.id, flags, minutes * 60)
    cost, began = Cost(desk.process.pid), time.monotonic()
    delays: list[float] = []
    spoke_s = 0.0
    while True:
        events = desk.until(lambda now: ended_in(now) or has_floor(now))
        if ended_in(events):
            break
        lines = says(events)
        path = home / "answer.wav"
        text = candidate.answer(events)
        subprocess.run(["espeak-ng", "-v", "en-us+m3", "-s", "160", "-w", str(path), text], check=True)
        before = time.monotonic()
        server.say(path)
        ended = time.monotonic()
        spoke_s += ended - before
        desk.until(partial(more_said, lines))
        delays.append(time.monotonic() - ended)
        cost.look()
        print(f"{ended - began:6.0f} s  {len(text.split()):3} words  answered after {delays[-1]:.2f} s", flush=True)
    cost.look()
    if desk.process.wait(60) != 0:
        desk.output.seek(0)
        raise SystemExit(desk.output.read()[-3000:])
    summary(desk, candidate, delays, cost, time.monotonic() - began, spoke_s)


def ended_in(events: list[dict[str, object]]) -> bool:
    """The interview is over."""
    return any(event["kind"] == "ended" for event in events)


def more_said(lines: int, events: list[dict[str, object]]) -> bool:
    """The interviewer has replied."""
    return says(events) > lines


def summary(desk: Desk, candidate: Candidate, delays: list[float], cost: Cost, lasted_s: float, spoke_s: float) -> None:
    """What came of it."""
    events = desk.events()
    turns = sum(event["kind"] == "turn-taken" for event in events)
    report = json.loads((desk.folder / "report.json").read_text())
    late = sorted(delays)[max(0, round(0.95 * len(delays)) - 1)]
    print(f"lasted {lasted_s / 60:.1f} minutes, {spoke_s / 60:.1f} of them the candidate's")
    print(f"{candidate.said} answers, {turns} turns, {len(report['silences'])} silences, score {report['score']}")
    print(f"replied after {statistics.median(delays):.2f} s at the median, {late:.2f} s at the 95th percentile")
    print(f"{cost.cpu_s:.0f} CPU seconds, {100 * cost.cpu_s / lasted_s:.0f} % of one core, {cost.peak:.0f} MB at most")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whisper", default="base")
    parser.add_argument("--turn-model", default="smart-turn")
    parser.add_argument("--voice", default="engine")
    parser.add_argument("--persona", default="statistics")
    parser.add_argument("--minutes", type=float, default=22.0, help="give up after so long")
    given = parser.parse_args()
    library = bootstrap.open_library()
    wishes = bootstrap.Wishes(length="quick", timed=True, seed=5, channel="voice")
    session = bootstrap.new_session("fifteen", library, library.persona(given.persona), wishes, ())
    flags = ["--whisper", given.whisper, "--turn-model", given.turn_model, "--voice", given.voice]
    with tempfile.TemporaryDirectory() as folder, sound_server(Path(folder)) as server:
        home = Path(folder) / "interviews"
        home.mkdir()
        SessionStore(home / "sessions").create(session, bootstrap.OFFLINE_GRADER, bootstrap.local_now()).close()
        hold(server, home, session, flags, given.minutes)


if __name__ == "__main__":
    main()
