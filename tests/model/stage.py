"""One step of an interview over the local server: a candidate's turn, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer import bootstrap, bootstrap_model
from interviewer.adapters.chat_model import LangChainModel, ModelAddress
from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.model_desk import ModelDesk, ModelParts, at_once
from interviewer.adapters.model_grader import ExamBoard
from interviewer.adapters.script import ScriptedCandidate
from interviewer.adapters.usage import Meter, MeteredModel
from interviewer.content.library import Library
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.exam import ExamResult, paper
from interviewer.grading.offline import OfflineGrader
from interviewer.runner import Runner, VirtualClock
from tests.model.minds import WellReadMind
from tests.model.server import Wire

KEY = "sk-canary-0123456789abcdef"
WAITS = {"wording": "wording_wait_s", "grading": "grade_wait_s"}
SHORT_WAIT_S = 0.8
"""Shorter than in an interview: a server that does not answer costs that much."""
OPENING = (
    "Hello, I'm Ada. My thesis is on variational autoencoders for protein structures.",
    "I held whole families out and compared with a random baseline.",
)
ANSWER = (
    "If you repeat the experiment many times, ninety-five percent of the intervals you compute cover the true value. "
    "And with more data the interval gets narrower, like one over the square root of n."
)
TURN = {
    "wording": ANSWER,
    "understanding": ANSWER,
    "grading": ANSWER,
    "answering": f"{ANSWER} Is it the effect of something whose precise nature you have in mind?",
}
"""What the candidate says so that each role has something to do."""


@dataclass(frozen=True)
class Step:
    """What came of a turn."""

    events: tuple[ev.AnyEvent, ...]
    wire: Wire

    def of(self, kind: type[ev.AnyEvent]) -> list[ev.AnyEvent]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def notes(self) -> list[ev.Noted]:
        return [event for event in self.events if isinstance(event, ev.Noted)]

    @property
    def said(self) -> ev.Said:
        return next(event for event in self.events if isinstance(event, ev.Said))


def changed(session: FrozenSession, settings: dict[str, object]) -> FrozenSession:
    """The session held differently."""
    return session.model_copy(update={"settings": session.settings.model_copy(update=settings)})


def shortened(session: FrozenSession) -> FrozenSession:
    """The session with one basic question and one part of the problem."""
    plan = session.plan
    return session.model_copy(
        update={"plan": plan.model_copy(update={"basics": plan.basics[:1], "problem": plan.problem[:1], "reserve": ()})}
    )


class Bench:
    """Makes desks that work with a server, and interviews that have come to their first question."""

    def __init__(self, library: Library, grader: OfflineGrader, folder: Path) -> None:
        self.library, self.grader, self.folder = library, grader, folder
        wishes = bootstrap.Wishes(
            channel="scripted", length="quick", seed=1, question="confidence-intervals", model="openai:tiny"
        )
        self.session = bootstrap.new_session("test", library, library.persona("statistics"), wishes, ())
        self.short = shortened(self.session)
        self.mind = WellReadMind(library.questions)
        self.opening = self._opening()

    def _opening(self) -> tuple[ev.AnyEvent, ...]:
        """The events up to the first question, held without a model."""
        offline = changed(self.session, {"words_by_model": False, "understands_by_model": False})
        log, clock = MemoryLog(), VirtualClock()
        runner = Runner(Interview(offline), log, clock)
        runner.begin()
        for line in OPENING:
            said = runner.interview.state.utterances
            runner.receive(inp.Delivered(at=clock.now(), utterance=said))
            runner.receive(inp.CandidateTurn(at=clock.now(), text=line))
        runner.receive(inp.Delivered(at=clock.now(), utterance=runner.interview.state.utterances))
        return log.events

    def board(self, passed: bool = True) -> ExamBoard:
        """An exam board; with a certificate when the model is to have passed."""
        board = ExamBoard(self.folder / f"exams-{passed}.json", paper(self.library.questions))
        if passed and board.result("tiny") is None:
            board.keep("tiny", ExamResult(model="openai:tiny", passed=True, auc=1.0, judgements=38))
        return board

    def parts(self, url: str, passed: bool = True, key: str = KEY) -> ModelParts:
        """What a desk needs to work with a server."""
        address = ModelAddress("openai", "tiny", url, key)
        made = bootstrap_model.model_parts(address, lambda: self.grader, lambda: self.library.questions)
        model = LangChainModel(address, sleep=lambda seconds: None)
        return replace(made, model=model, work=at_once, board=lambda: self.board(passed), identity="tiny")

    def step(
        self, wire: Wire, parts: ModelParts, role: str, impatient: bool = False, acknowledged: bool = False
    ) -> Step:
        """One turn after the first question, with a model at hand."""
        wait = WAITS.get(role, "understanding_wait_s")
        session = changed(self.session, {wait: SHORT_WAIT_S}) if impatient else self.session
        clock, log = VirtualClock(max(event.at for event in self.opening)), MemoryLog()
        desk = ModelDesk(session, parts, clock, self.opening)
        runner = Runner(Interview.resume(session, self.opening), log, clock, [desk])
        desk.begin(runner.inbox.put)
        runner.receive(inp.CandidateTurn(at=clock.now(), text=TURN[role], acknowledged=acknowledged))
        runner.drain()
        runner.receive(inp.Delivered(at=clock.now(), utterance=runner.interview.state.utterances))
        return Step(log.events, wire)

    def hold(
        self,
        parts: ModelParts,
        lines: Iterable[str],
        session: FrozenSession | None = None,
        budget: int | None = None,
    ) -> tuple[ev.AnyEvent, ...]:
        """A whole interview with a scripted candidate, its tokens counted; a short one unless a session is given."""
        clock, log = VirtualClock(), MemoryLog()
        held = session or self.short
        meter = Meter(clock, budget)
        desk = ModelDesk(held, replace(parts, model=MeteredModel(parts.model, meter)), clock)
        runner = Runner(Interview(held), log, clock, [desk])
        meter.post = runner.inbox.put
        desk.begin(runner.inbox.put)
        ScriptedCandidate(iter(lines)).play(runner, clock)
        return log.events
