"""End of speech to first audio, stage by stage, for answers of 5, 30 and 90 seconds.

Without --live each job takes as long on the sample clock as it took CPU seconds, as if it had one core to itself, so
that other work on the machine changes nothing. With --live it runs on threads in real time, grading included.

    python benchmarks/voice/latency.py --assets DIR [--speaker VOICE] [--answers 5 30 90] [--between 0.5] [--live]

DIR holds whisper-base/, smart-turn/, piper/ and kokoro/, as tests/assets.py makes it; the candidate has a voice of
corpus.py. With --live frames are handed to the room every 32 ms as a sound card would; no card is needed.
"""

import argparse
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from corpus import CACHE, Speak, said

from interviewer import bootstrap, bootstrap_voice
from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.grading_desk import BackgroundDesk, GradingDesk
from interviewer.adapters.player import Playback
from interviewer.adapters.voice_echo import EchoGate
from interviewer.adapters.voice_room import VoiceRoom
from interviewer.adapters.voice_speaker import Speaker
from interviewer.adapters.voice_work import ThreadWork, Work, outcome
from interviewer.dialogue import events as ev
from interviewer.dialogue.interview import Interview
from interviewer.runner import Runner, VirtualClock
from interviewer.speech.spoken_forms import sentences, spoken_form
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples

SENTENCES = (
    "Gradient descent moves the parameters against the gradient of the objective.",
    "It needs a differentiable function, and a step size that is small enough for its curvature.",
    "On a convex function with a Lipschitz gradient it converges to the minimum at a known rate.",
    "Without convexity it only finds a point where the gradient vanishes.",
    "A stochastic version uses the gradient on a small batch, which is cheap but noisy.",
    "The noise means that the step size has to shrink, or the iterates only hover around the minimum.",
    "Newton's method uses the Hessian as well and converges much faster close to the solution.",
    "Its price is a linear system in every step, which is too expensive in many dimensions.",
)
LAST = (
    "So it only finds a point where the gradient vanishes, and a function may have many of them.",
    "For a convex function every such point is a minimum, so it is safe to stop there.",
    "In practice I would try a few step sizes on a small run and watch how fast the loss falls.",
)
"""Answers of all lengths end in these, so that they read and sound alike at their end."""
SILENCE = np.zeros(FRAME_SAMPLES, np.float32)
STEPS = ("wait", "decided", "worded", "audible", "sound")
HEARD = 0.002
"""Loudness of what the speaker plays from which it is heard."""


class CostedWork:
    """Does jobs at once; results come as much later on the sample clock as they took CPU time, one lane a core."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._free: dict[str, float] = {}
        self._done: list[tuple[float, Callable[[], None]]] = []
        self.spent: Counter[str] = Counter()
        """CPU seconds by lane."""

    def submit(self, lane: str, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do it now, and remember when it would have been done."""
        before = time.process_time()
        result = outcome(job)
        start = max(self._clock.now(), self._free.get(lane, 0.0))
        took = time.process_time() - before
        self.spent[lane] += took
        self._free[lane] = start + took
        self._done.append((self._free[lane], lambda: then(result)))

    def deliver(self) -> None:
        """Hand over what would be done by now."""
        ready = [give for at, give in self._done if at <= self._clock.now()]
        self._done = [(at, give) for at, give in self._done if at > self._clock.now()]
        for give in ready:
            give()

    def close(self) -> None:
        """Nothing runs."""


@dataclass
class Times:
    """One answer: seconds from the end of its speech."""

    answer_s: float
    wait: float = 0.0
    """The silence we chose to wait for, by how the turn read and sounded."""
    decided: float = 0.0
    """The turn had ended and its words were there."""
    worded: float = 0.0
    """Judged, and the reply chosen."""
    sound: float = 0.0
    """Anything was heard: a sign of listening, or the reply."""
    audible: float = 0.0
    """The reply was heard."""
    cpu: float = 0.0
    """CPU seconds from the first frame of the answer to the first of the reply."""


@dataclass
class Bench:
    """A room in real time, fed with files."""

    room: VoiceRoom
    log: MemoryLog
    playback: Playback
    clock: VirtualClock
    live: bool
    work: Work

    def now(self) -> float:
        """The time latencies are measured on."""
        return time.monotonic() if self.live else self.clock.now()

    def frame(self, frame: Samples, due: float) -> None:
        """One frame, when its time has come."""
        if self.live:
            time.sleep(max(0.0, due - time.monotonic()))
        self.playback.pull(round(FRAME_S * self.playback.rate_hz))
        self.room.frame(frame)

    def until_floor(self) -> None:
        """Skip the interviewer's line, as Enter does."""
        due = self.now()
        while self.room.floor != "you" or self.room.speaker.busy:
            due += FRAME_S
            self.frame(SILENCE, due)
            if self.room.speaker.audible:
                self.room.key("end")

    def answer(self, sound: Samples) -> Times:
        """Say an answer and wait for the reply."""
        took = Times(len(sound) / SAMPLE_RATE_HZ)
        cpu = time.process_time()
        due = self.now()
        for frame in sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES):
            due += FRAME_S
            self.frame(frame, due)
        ended = due
        said = len([e for e in self.log.events if isinstance(e, ev.Said)])
        turns = len([e for e in self.log.events if isinstance(e, ev.TurnTaken)])
        while not self.room.speaker.audible and self.now() - ended < 30:
            due += FRAME_S
            self.frame(SILENCE, due)
            if not took.sound and self.playback.levels[-1] > HEARD:
                took.sound = self.now() - ended
            events = self.log.events
            if not took.decided and len([e for e in events if isinstance(e, ev.TurnTaken)]) > turns:
                took.decided = self.now() - ended
            if not took.worded and len([e for e in events if isinstance(e, ev.Said)]) > said:
                took.worded = self.now() - ended
        took.wait = self.room.waited_s
        took.audible = self.now() - ended
        took.sound = took.sound or took.audible
        took.cpu = time.process_time() - cpu
        return took


def answers(seconds: float, count: int, between_s: float, say: Callable[[str], Samples]) -> list[Samples]:
    """Answers of about that length, each of whole sentences with short pauses between them."""
    found = []
    for number in range(count):
        last = say(LAST[number % len(LAST)])
        parts: list[Samples] = []
        index = number
        while sum(map(len, parts)) + len(last) < (seconds - 2.5) * SAMPLE_RATE_HZ:
            parts += [say(SENTENCES[index % len(SENTENCES)]), np.zeros(round(between_s * SAMPLE_RATE_HZ), np.float32)]
            index += 1
        found.append(np.concatenate([*parts, last]))
    return found


def peak_mb(pid: int | str = "self") -> float:
    """Most memory a process has had: the kernel's own count where there is one."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def children() -> list[str]:
    """The processes this one has started, the voice's among them."""
    return [pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()]


def make_bench(whisper: str, turn_model: str, kind: str, live: bool) -> Bench:
    """Everything as in a live interview but the sound card."""
    library = bootstrap.open_library()
    wishes = bootstrap.Wishes(length="full", timed=True, seed=3, channel="voice", question="gradient-descent")
    session = bootstrap.new_session("bench", library, library.persona("optimisation"), wishes, ())
    ears = bootstrap_voice.open_ears(whisper, turn_model).ears
    voice = bootstrap_voice.open_voice(kind, session.persona.voice)
    clock, log, playback = VirtualClock(), MemoryLog(), Playback(24_000)
    work: Work = ThreadWork() if live else CostedWork(clock)
    judge = GradingDesk(session, lambda: bootstrap.offline_grader(library.questions), clock)
    desk = BackgroundDesk(judge) if live else judge
    judge.warm()
    runner = Runner(Interview(session), log, clock, [desk])
    speaker = Speaker(voice, playback, work, sentences, spoken_form, print, prepares=True)
    room = VoiceRoom(runner, session, ears, speaker, work, clock, EchoGate(0.0))
    room.begin()
    return Bench(room, log, playback, clock, live, work)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=Path, required=True)
    parser.add_argument("--speaker", default="kokoro:jm_kumo")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--answers", type=float, nargs="+", default=[5.0, 30.0, 90.0])
    parser.add_argument("--between", type=float, default=0.5, help="seconds between two sentences")
    parser.add_argument("--voice", default="engine")
    parser.add_argument("--live", action="store_true")
    given = parser.parse_args()
    whisper, turn_model = (str(given.assets / name) for name in ("whisper-base", "smart-turn"))
    given.cache.mkdir(parents=True, exist_ok=True)
    speakers: dict[str, Speak] = {}
    say = lambda text: said(given.cache, given.speaker, text, speakers, given.assets / "piper")  # noqa: E731
    sounds = {s: answers(s, given.repeat, given.between, say) for s in given.answers}
    speakers.clear()
    bench = make_bench(whisper, turn_model, given.voice, given.live)
    print(
        "answer | n | wait | decided | worded | reply heard: median | first sound | worst | beyond the wait "
        "| CPU s in all | by lane"
    )
    for seconds, spoken in sounds.items():
        took = []
        for sound in spoken:
            bench.until_floor()
            took.append(bench.answer(sound))
        median = {name: statistics.median(getattr(t, name) for t in took) for name in STEPS}
        beyond = statistics.median(t.audible - t.wait for t in took)
        worst, cpu = max(t.audible for t in took), statistics.median(t.cpu for t in took)
        times = " | ".join(f"{median[name]:.2f}" for name in STEPS)
        spent: Counter[str] = bench.work.spent if isinstance(bench.work, CostedWork) else Counter()
        lanes = ", ".join(f"{lane} {seconds / len(took):.1f}" for lane, seconds in sorted(spent.items()))
        spent.clear()
        row = f"{times} | {worst:.2f} | {beyond:.2f} | {cpu:.1f} | {lanes}"
        print(f"{seconds:.0f} s | {len(took)} | {row}", flush=True)
    own, started = peak_mb(), sum(peak_mb(pid) for pid in children())
    print(f"peak memory {own:.0f} MB, and {started:.0f} MB of processes it started")


if __name__ == "__main__":
    main()
