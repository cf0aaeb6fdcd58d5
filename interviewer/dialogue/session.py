"""Everything an interview needs to know before it starts, frozen with the session."""

from typing import Literal

from pydantic import Field

from interviewer.content.models import CommonLines, Frozen, Persona, Question
from interviewer.content.rubric import Rubric

Length = Literal["quick", "standard", "full"]


class PlannedStage(Frozen):
    """A stage in the plan."""

    question: str
    stage: str
    minutes: float
    """Time it gets."""


class Plan(Frozen):
    """What is asked, in order; the clock may shorten it."""

    basics: tuple[PlannedStage, ...]
    problem: tuple[PlannedStage, ...]
    introduction_minutes: float
    questions_minutes: float
    """Reserved for the candidate's questions."""
    close_minutes: float
    """Reserved for the close."""
    total_minutes: float
    reserve: tuple[PlannedStage, ...] = ()
    """Basic questions and parts of the problem that are asked when everything else took less time than it was given."""

    @property
    def stages(self) -> tuple[PlannedStage, ...]:
        """Everything that may be asked."""
        return (*self.basics, *self.problem, *self.reserve)


class Settings(Frozen):
    """How this session is held."""

    length: Length = "standard"
    timed: bool = False
    """Silences cost points; always true for voice."""
    patience: float = Field(default=1.0, gt=0)
    """Factor on all nudge times; typing needs more patience than talking."""
    channel: Literal["chat", "voice", "scripted"] = "chat"
    seed: int = 0
    grade_wait_s: float = 8.0
    """Longest wait for a grader before the interview goes on without it."""
    better_grade_wait_s: float = 2.5
    """Longest wait of a reply for a better judgement when a first one is there."""
    wording_wait_s: float = 6.0
    """Longest wait for a model's words."""
    understanding_wait_s: float = 5.0
    """Longest wait for a model's understanding of a turn."""
    understands_by_model: bool = False
    """Ask for a model's understanding of each turn."""
    words_by_model: bool = False
    """Ask for a model's wording of each line."""
    cv_project: str = ""
    """A project out of the candidate's CV, asked about when the introduction names none."""
    model: str | None = None
    """The chat model the session began with, as it was named; None when it began offline."""
    budget: int | None = None
    """Tokens after which the model is asked nothing more; None for no limit."""


class FrozenSession(Frozen):
    """Persona, plan, rubric, content and settings of one interview; written beside its log."""

    id: str
    """Folder name of the session."""
    persona: Persona
    common: CommonLines
    rubric: Rubric
    questions: tuple[Question, ...]
    """The questions of the plan."""
    plan: Plan
    settings: Settings

    def question(self, question_id: str) -> Question:
        """The planned question of that id; KeyError when there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
