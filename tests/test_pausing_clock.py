"""The clock of a typed interview stands still while the candidate is away."""

from collections.abc import Callable

from interviewer.adapters.chat import waiting_sign
from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.script import ScriptedCandidate
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.runner import RealClock, Runner, VirtualClock

BREAK = "Can we take a short break?"


def test_time_spent_away_is_no_time_of_the_interview(make_session: Callable[..., FrozenSession]) -> None:
    wall = [1000.0]
    clock = RealClock(monotonic=lambda: wall[0])
    runner = Runner(Interview(make_session()), MemoryLog(), clock)
    runner.begin()
    wall[0] += 10
    runner.receive(inp.Delivered(at=clock.now(), utterance=1))
    runner.receive(inp.CandidateTurn(at=clock.now(), text=BREAK))
    runner.receive(inp.Delivered(at=clock.now(), utterance=2))
    assert "paused" in waiting_sign(runner.interview.state)
    wall[0] += 600
    assert clock.now() == 10
    runner.receive(inp.SpeechStarted(at=clock.now()))
    assert waiting_sign(runner.interview.state) == ""
    wall[0] += 2
    assert clock.now() == 12


def test_a_script_of_answers_may_hold_silence_in_a_pause(make_session: Callable[..., FrozenSession]) -> None:
    log, clock = MemoryLog(), VirtualClock()
    lines = iter([BREAK, "", "", "/resume", "I studied sparse models.", "/quit"])
    ScriptedCandidate(lines).play(Runner(Interview(make_session()), log, clock), clock)
    said = [chosen.move.kind for event in log.events if isinstance(event, ev.Said) for chosen in event.moves]
    assert said == ["introduce", "pause", "pick-up", "ask-about-project", "close"]
    assert [event for event in log.events if isinstance(event, ev.SilenceMeasured)] == []
