"""A candidate out of a file: one turn a line, on a virtual clock. Silence is a blank line; nothing here waits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.silence import on_hold
from interviewer.runner import Runner, VirtualClock

SPEAKING_WPM = 150.0
"""How fast scripted candidates and the interviewer speak."""
COMMANDS = frozenset(f"/{name}" for name in get_args(inp.CommandName))


def speaking_s(text: str) -> float:
    """Seconds it takes to say a text."""
    return len(text.split()) / SPEAKING_WPM * 60.0


@dataclass(slots=True)
class ScriptedCandidate:
    """Plays lines into a runner until they run out, then wants to stop."""

    lines: Iterator[str]
    warnings: list[str] = field(default_factory=list)

    def play(self, runner: Runner, clock: VirtualClock) -> None:
        """Hold the whole interview; ends when it has ended."""
        runner.listeners.append(lambda events: deliver(runner, events))
        runner.begin()
        while not runner.ended:
            runner.drain()
            if runner.ended:
                break
            if runner.interview.state.floor != "candidate":
                self._let_time_pass(runner, clock)
                continue
            line = next(self.lines, None)
            if line is None:
                self.warnings.append("the answers ran out before the interview did: the candidate stops here")
                runner.receive(inp.Command(at=clock.now(), name="quit"))
            elif line.strip():
                self._speak(runner, clock, line.strip())
            else:
                self._let_time_pass(runner, clock)
        left = sum(1 for line in self.lines if line.strip())
        if left:
            self.warnings.append(f"the interview was over before the answers: {left} left unused")

    def _let_time_pass(self, runner: Runner, clock: VirtualClock) -> None:
        due = runner.next_time()
        if due is None and on_hold(runner.interview.state):
            return
        assert due is not None, "somebody must have the floor or be awaited"
        clock.advance_to(due)
        runner.receive(runner.due())

    def _speak(self, runner: Runner, clock: VirtualClock, line: str) -> None:
        started = clock.now()
        if line.lower() in COMMANDS:
            runner.receive(inp.Command.model_validate({"at": started, "name": line.lower()[1:]}))
            return
        runner.receive(inp.SpeechStarted(at=started))
        clock.advance_to(started + speaking_s(line))
        runner.receive(inp.CandidateTurn(at=clock.now(), text=line, started_at=started, source="scripted"))


def deliver(runner: Runner, events: tuple[ev.AnyEvent, ...]) -> None:
    """Pass the floor when a line has been spoken to its end."""
    for event in events:
        if isinstance(event, ev.Said):
            runner.schedule(inp.Delivered(at=event.at + speaking_s(event.text), utterance=event.utterance))
