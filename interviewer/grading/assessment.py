"""What one answer showed, and the protocols of those who judge it. Types only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pydantic import Field

from interviewer.content.models import Frozen, Question, Stage, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class PointVerdict(Frozen):
    """How far an answer holds one key point."""

    id: str
    """Key point id."""
    verdict: Verdict
    """covered, partial, missing or wrong."""
    credit: float = Field(ge=0, le=1)
    """Continuous strength behind the verdict: 0 when missing or wrong, 1 when fully covered."""
    confidence: float = Field(ge=0, le=1)
    """How sure the grader is of the verdict."""
    quote: str | None = None
    """The candidate's words, verbatim from the answer; None without credit and without a contradiction."""
    turn: int = 0
    """Index of the quoted turn among the turns that were graded."""


class ShownMisconception(Frozen):
    """A misconception the answer shows."""

    id: str
    """Misconception id."""
    quote: str
    """The candidate's words, verbatim."""
    turn: int = 0
    """Index of the quoted turn among the turns that were graded."""


class LeftOut(Frozen):
    """Words that could not count."""

    reason: str
    """One of the flags of the assessment."""
    quote: str
    """The candidate's words, verbatim."""
    turn: int = 0
    """Index of the quoted turn among the turns that were graded."""


class Assessment(Frozen):
    """What the answer to one stage showed so far."""

    score: float | None = Field(ge=0, le=1)
    """Weighted share of the key points; None when it could not be judged."""
    unscored_reason: str | None = None
    """Why there is no score."""
    key_points: tuple[PointVerdict, ...] = ()
    """One for each key point of the stage, in its order; empty when unscored."""
    misconceptions: tuple[ShownMisconception, ...] = ()
    """In the order of the stage."""
    flags: tuple[str, ...] = ()
    """Why credit was withheld, in plain words: "a list of keywords", "addressed to the grader" …"""
    left_out: tuple[LeftOut, ...] = ()
    """The words that some of the flags are about, in their order; a flag on the whole answer has none."""
    graded_by: str
    """Grader and version."""


@dataclass(frozen=True, slots=True)
class AnswerToGrade:
    """One stage and everything the candidate said on it."""

    question: Question
    """The question, for its title and topics."""
    stage: Stage
    """The stage whose key points are looked for."""
    turns: tuple[str, ...]
    """The candidate's turns on this stage, in order, as they were said."""
    heard: tuple[str, ...] = ()
    """The interviewer's lines on this stage before the last turn: the prompt, follow-ups, clarifications. Words a
    candidate only repeats from them earn nothing."""


class Grader(Protocol):
    """Judges the answer to one stage."""

    @property
    def name(self) -> str:
        """Grader and version, as written into assessments."""
        ...

    def grade(self, answer: AnswerToGrade) -> Assessment:
        """Judge all turns together. Never raises for any text; what cannot be judged is unscored."""
        ...


class TokenEmbedder(Protocol):
    """Vectors for the tokens of short texts."""

    @property
    def name(self) -> str:
        """Model and version."""
        ...

    def embed(self, texts: Sequence[str]) -> "list[NDArray[np.float32]]":
        """One array a text, of shape (tokens, dimensions), rows of unit length; (0, dimensions) for empty text."""
        ...
