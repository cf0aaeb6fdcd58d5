"""How long after a model has finished a sentence the sentence is shown, its checks and the way over HTTP included.

    python benchmarks/models/latency.py            # prints a table; takes about a minute

A local server streams a line in pieces of six characters, forty a second, and notes when the last piece of each
sentence leaves; the interview notes when that sentence is told to the screen. Both read one clock.
"""

import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from interviewer import bootstrap
from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.model_desk import ModelDesk, in_a_thread
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.grading.prompts import Prompt
from interviewer.runner import RealClock, Runner
from tests.model.minds import role_of
from tests.model.server import ChatServer, Wire
from tests.model.stage import TURN, Bench, changed

RUNS = 30
FIRST, SECOND = "You said it gets narrower.", "What else does the width of the interval depend on?"


def main() -> int:
    """Print the table."""
    library = bootstrap.open_library()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(library, bootstrap.offline_grader(library.questions), Path(folder))
        first, last, turn = zip(*(one_line(bench) for _ in range(RUNS)), strict=True)
    print("| from | to | median | 95th percentile |\n|---|---|---|---|")
    print(row("the model's first sentence is complete", "it is shown", first))
    print(row("the model's question is complete", "the whole line is shown", last))
    print(row("the candidate's turn", "the first sentence is shown (the model writes at once)", turn))
    return 0


def one_line(bench: Bench) -> tuple[float, float, float]:
    """Seconds from sentence to screen for both sentences, and from the turn to the first of them."""
    sent: list[float] = []

    def mind(prompt: Prompt) -> str:
        return f"{FIRST} {SECOND}" if role_of(prompt.system) == "wording" else bench.mind(prompt)

    wire = Wire(mind, pause_s=0.025, sentence_sent=lambda: sent.append(time.monotonic()))
    shown: list[float] = []
    over = threading.Event()

    def listen(events: tuple[ev.AnyEvent, ...]) -> None:
        for event in events:
            if isinstance(event, ev.LineBegun | ev.Said):
                shown.append(time.monotonic())
            if isinstance(event, ev.Said):
                over.set()

    with ChatServer(wire) as server:
        clock = RealClock(max(event.at for event in bench.opening))
        parts = replace(bench.parts(server.url), work=in_a_thread)
        parts.model.warm()
        session = changed(bench.session, {"wording_wait_s": 20.0})
        desk = ModelDesk(session, parts, clock, bench.opening)
        runner = Runner(Interview.resume(session, bench.opening), MemoryLog(), clock, [desk])
        runner.listeners.append(listen)
        begun = time.monotonic()
        runner.receive(inp.CandidateTurn(at=clock.now(), text=TURN["wording"]))
        runner.run(stopped=over.is_set)
    return shown[0] - sent[0], shown[1] - sent[1], shown[0] - begun


def row(start: str, end: str, seconds: tuple[float, ...]) -> str:
    """A line of the table."""
    late = sorted(seconds)[int(len(seconds) * 0.95)]
    return f"| {start} | {end} | {statistics.median(seconds) * 1000:.0f} ms | {late * 1000:.0f} ms |"


if __name__ == "__main__":
    sys.exit(main())
