"""What a rule may look at: where the interview stands after a turn, and what was made of the turn."""

from dataclasses import dataclass

from interviewer.content.models import Persona, Stage
from interviewer.dialogue.inputs import ActName
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import OpenStage, State


@dataclass(frozen=True, slots=True)
class HeardAct:
    """One thing the candidate did in the turn, and what the content holds about it."""

    act: ActName
    text: str
    fact: str | None = None
    """Hidden fact that answers a clarification or concerns an assumption."""
    answer: int | None = None
    """Persona fact that answers a question to the interviewer."""
    theirs: bool = False
    """A clarification that asks for what is the candidate's to answer."""
    judgement: bool = False
    """A question about how the candidate is doing."""
    in_doubt: bool = False
    """They want an end, and may mean the question alone."""

    @property
    def asks(self) -> bool:
        """It holds a question."""
        return "?" in self.text


@dataclass(frozen=True, slots=True)
class View:
    """What a rule may look at: the state after the turn, and what was made of the turn."""

    session: FrozenSession
    state: State
    at: float
    acts: tuple[HeardAct, ...] = ()
    """What is left to react to, in order."""
    probes: tuple[tuple[int, str], ...] = ()
    """Probes of the stage that the answer invites, with the word that invites each."""
    claim: str | None = None
    """A claim of the candidate's that a model found worth a question."""
    project: str | None = None
    """The candidate's words for their project; None outside the introduction."""
    leaving: bool = False
    """The open stage is done with."""
    out_of_time: bool = False
    """Only the candidate's questions and the close still fit."""
    closing_time: bool = False
    """Only the close still fits."""
    spare_s: float = 0.0
    """Seconds left beyond what is planned, with the stage that is open done."""
    done: bool = False
    """Nothing follows what was chosen."""

    @property
    def persona(self) -> Persona:
        """Who asks."""
        return self.session.persona

    @property
    def open(self) -> OpenStage | None:
        """The stage that is being talked about, unless it is being left."""
        return None if self.leaving else self.state.open

    @property
    def stage(self) -> Stage | None:
        """The content of the open stage."""
        if self.open is None:
            return None
        return self.session.question(self.open.question).stage(self.open.stage)

    @property
    def hurried(self) -> bool:
        """No time is left for anything but going on."""
        return self.closing_time if self.state.phase == "questions" else self.out_of_time

    def first(self, *names: ActName) -> HeardAct | None:
        """The first act of one of these names."""
        return next((a for a in self.acts if a.act in names), None)
