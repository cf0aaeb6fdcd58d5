"""The shape of the rubric file: criteria, levels, credit, silence penalty and the verdict rule."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from interviewer.content.models import Frozen, Id, Spoken

CriterionId = Literal[
    "technical-knowledge", "problem-solving", "thinking-aloud", "clarifying-and-assumptions", "breadth"
]
Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]


class Level(Frozen):
    """A step on a criterion's ladder."""

    name: Spoken
    """Short, such as "solid"."""
    from_share: Share
    """The level holds from this share of the criterion upwards."""
    behaviour: Spoken
    """What somebody on this level does, observable in a transcript."""


class Criterion(Frozen):
    """One thing that is judged."""

    id: CriterionId
    """Each id has its own written way of being measured."""
    name: Spoken
    """As the report prints it."""
    weight: Annotated[float, Field(gt=0, le=10)]
    """Its part in the score, relative to the other scored criteria."""
    measured_by: Spoken
    """How the share comes about, in words."""
    levels: tuple[Level, ...] = Field(min_length=2)
    """Lowest first; the first starts at 0."""


class CreditFactors(Frozen):
    """What the credit for a key point is worth, by when it was said."""

    unprompted: Share = 1.0
    """Said without help."""
    after_follow_up: Share = 0.8
    """Said after a follow-up on it."""
    after_hint: Share = 0.5
    """Said after a hint on it."""

    @model_validator(mode="before")
    @classmethod
    def _without_verdicts(cls, given: object) -> object:
        """Older sessions hold factors for covered and partial, which never counted: credit is continuous."""
        if isinstance(given, dict):
            return {name: value for name, value in given.items() if name not in ("covered", "partial")}
        return given


class SilencePenalty(Frozen):
    """Points taken from the interview's score for dead silences."""

    rate_per_s: Annotated[float, Field(ge=0, le=5)] = 0.5
    """Points per second beyond the grace."""
    price_per_nudge: Points = 1.0
    """Points per nudge used."""
    cap: Points = 15.0
    """Most points silence can cost."""


class SkipRule(Frozen):
    """When a skipped basic question leaves the average."""

    answered_share: Share = 0.6
    """Of the basic questions asked, at least this share was answered …"""
    answered_mean: Share = 0.5
    """… with at least this mean."""


class ClarifyingRule(Frozen):
    """How clarifications and assumptions become a share."""

    expected_per_problem: Annotated[int, Field(ge=1, le=10)] = 3
    """Relevant questions or stated assumptions that earn the full share on one problem."""


class BreadthRule(Frozen):
    """How answers over the areas become a share."""

    enough: Share = 0.5
    """An area counts as shown when an answer in it reached this."""
    expected_areas: Annotated[int, Field(ge=1, le=5)] = 3
    """Areas shown that earn the full share, or all areas asked when these were fewer."""


class VerdictStep(Frozen):
    """One possible verdict; the first whose conditions all hold is given."""

    id: Id
    """For programs."""
    name: Spoken
    """As the report prints it."""
    min_score: Points
    """Least score of the interview."""
    min_shares: dict[CriterionId, Share] = Field(default_factory=dict)
    """Least share per criterion; an unscored criterion does not fulfil it."""
    says: Spoken
    """One sentence to the candidate."""


class Rubric(Frozen):
    """Everything that turns assessments into a score."""

    version: int
    """Raised when the meaning of a score changes."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """In the report's order."""
    credit: CreditFactors = CreditFactors()
    """What key points earn."""
    misconception_cost: Share = 0.15
    """Share of a stage lost for a misconception that was shown and not put right."""
    silence: SilencePenalty = SilencePenalty()
    """Points lost for dead silence."""
    skip: SkipRule = SkipRule()
    """When skipping costs nothing."""
    clarifying: ClarifyingRule = ClarifyingRule()
    """Questions asked back and assumptions stated."""
    breadth: BreadthRule = BreadthRule()
    """Areas shown."""
    least_judged_stages: Annotated[int, Field(ge=1, le=20)] = 2
    """With fewer stages judged there is no verdict."""
    verdicts: tuple[VerdictStep, ...] = Field(min_length=1)
    """Best first; the last one has no conditions."""
