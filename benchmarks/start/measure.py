"""How quickly the program starts and grades, and how much memory a text interview takes.

    python benchmarks/start/measure.py            # prints a table; takes about a minute

Wall and CPU seconds are medians of seven runs of a fresh process. "First line" ends when the interviewer's first line
has been written to a terminal of 80 columns (a pty), with the persona given on the command line.
"""

import json
import os
import pty
import resource
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RUNS = 7
BARE = "import pydantic\nclass M(pydantic.BaseModel):\n    x: int = 1\nM()"
PROGRAM = [sys.executable, "-m", "interviewer"]


@dataclass(frozen=True)
class Timing:
    """Seconds."""

    wall: float
    cpu: float


def median(run: Callable[[], Timing]) -> Timing:
    """The median of seven runs, after one to warm the caches."""
    run()
    timings = [run() for _ in range(RUNS)]
    return Timing(statistics.median(t.wall for t in timings), statistics.median(t.cpu for t in timings))


def process(command: list[str]) -> Timing:
    """Run a command to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Timing(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def first_line(home: str) -> Timing:
    """Start an interview in a pty and stop at the interviewer's first words."""
    command = [*PROGRAM, "chat", "--persona", "statistics", "--length", "quick", "--seed", "1"]
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(INTERVIEWER_HOME=home, TERM="xterm", COLUMNS="80", LINES="40")
        os.execv(command[0], command)
    seen = b""
    while b"Solvang" not in seen:
        ready, _, _ = select.select([terminal], [], [], 30)
        if not ready:
            raise SystemExit(f"no line within 30 s; got {seen[-300:]!r}")
        seen += os.read(terminal, 65536)
    wall = time.perf_counter() - start
    fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return Timing(wall, cpu)


GRADING = """
import json, statistics, sys, time
from interviewer import bootstrap
from interviewer.grading.assessment import AnswerToGrade
library = bootstrap.open_library()
grader = bootstrap.offline_grader(library.questions)
times = []
for _ in range(2):
    for q in library.questions:
        for e in q.examples:
            stage = q.stage(e.stage)
            start = time.perf_counter()
            grader.grade(AnswerToGrade(question=q, stage=stage, turns=(e.answer,), heard=(stage.prompt,)))
            times.append(1000 * (time.perf_counter() - start))
times = times[len(times) // 2:]
print(json.dumps([statistics.median(times), sorted(times)[int(0.95 * len(times))], len(times)]))
"""


def grading() -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds over the bank's worked examples, on the second pass."""
    median_ms, p95, count = json.loads(subprocess.check_output([sys.executable, "-c", GRADING]))
    return median_ms, p95, count


def peak_memory(home: str) -> float:
    """Peak resident memory of a whole scripted interview, in MB."""
    answers = Path(home) / "answers.txt"
    answers.write_text("I wrote my thesis on sparse models.\nThe noise was hard.\n" + "It is convex.\n\n" * 60)
    command = [*PROGRAM, "chat", "--length", "full", "--seed", "1", "--answers", str(answers)]
    env = {**os.environ, "INTERVIEWER_HOME": home}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        _, _, usage = os.wait4(run.pid, 0)
    return usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home:
        bare = median(lambda: process([sys.executable, "-c", BARE]))
        help_ = median(lambda: process([*PROGRAM, "--help"]))
        line = median(lambda: first_line(home))
        median_ms, p95, count = grading()
        memory = peak_memory(home)
    print(f"bare interpreter, pydantic and one model   {bare.wall:.2f} s wall  {bare.cpu:.2f} s CPU")
    print(f"interviewer --help                         {help_.wall:.2f} s wall  {help_.cpu:.2f} s CPU", end="")
    print(f"   ratio {help_.wall / bare.wall:.2f} wall, {help_.cpu / bare.cpu:.2f} CPU")
    print(f"start to first interviewer line            {line.wall:.2f} s wall  {line.cpu:.2f} s CPU")
    print(f"one answer graded offline ({count} examples)  median {median_ms:.0f} ms, 95th percentile {p95:.0f} ms")
    print(f"peak memory of a scripted full interview   {memory:.0f} MB")


if __name__ == "__main__":
    main()
