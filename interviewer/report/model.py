"""The report as data: what the JSON holds and what the pages are drawn from. Shapes only."""

from typing import Literal

from pydantic import ConfigDict, Field

from interviewer.content.models import Frozen, Verdict
from interviewer.dialogue.events import SilenceClass
from interviewer.grading.credit import Mode

VERSION = 1
"""Raised when the meaning of a field changes."""

Who = Literal["interviewer", "candidate"]
State = Literal["completed", "stopped", "unfinished"]


class Line(Frozen):
    """One thing said in the interview."""

    who: Who
    text: str
    at: float
    """Seconds since the start: when our line was chosen, or when the candidate's turn was complete."""
    moves: tuple[str, ...] = ()
    """What our line did, or what the candidate did with the turn."""
    rules: tuple[str, ...] = ()
    """The rules that chose our moves."""
    about: tuple[str, ...] = ()
    """Ids of the key points, misconceptions and hidden facts our line concerns."""
    turn: int | None = None
    """Number of the candidate's turn."""
    command: str | None = None
    """The key or command that the candidate gave; the text then says what it asks for, and is none of their words."""
    started_at: float | None = None
    """The candidate's first word or key, when it was measured."""


class PointReport(Frozen):
    """What became of one key point."""

    id: str
    claim: str
    """The idea as one sentence."""
    weight: float
    verdict: Verdict
    credit: float
    """The grader's credit, 0 to 1."""
    earned: float
    """Credit after the factors for follow-ups and hints, 0 to 1."""
    mode: Mode | None = None
    """How most of the credit came; null without credit."""
    quote: str | None = None
    """The candidate's words."""
    turn: int | None = None
    """Turn of the quote."""
    confidence: float | None = None
    """How sure the grader is, 0 to 1."""
    unsure: bool = False
    """True when the grader is unsure and the reader should look for themself."""
    followed_up: bool = False
    """The interviewer asked about it."""
    hinted: bool = False
    """The interviewer narrowed it down."""


class MisconceptionReport(Frozen):
    """A misconception that was shown."""

    id: str
    quote: str
    turn: int
    put_right: bool
    """True when it was corrected before the stage ended."""
    challenged: bool
    """The interviewer questioned it."""


class FactReport(Frozen):
    """Something the interviewer would have told."""

    id: str
    about: str
    """How one could ask for it."""
    answer: str
    how: Literal["asked", "assumed", "missed"]
    turn: int | None = None
    """Turn in which it was asked for or assumed."""


class ReasonReport(Frozen):
    """A reason given aloud."""

    kind: str
    """reason, condition, example, correction, plan or alternative."""
    words: str


class LeftOutReport(Frozen):
    """Words that were not counted."""

    reason: str
    """One of the stage's flags."""
    words: str
    """The candidate's, shortened."""


class StageReport(Frozen):
    """A basic question, or one part of a problem."""

    id: str
    part: int
    """1, 2 … for the parts of a problem; 1 for a basic question."""
    prompt: str
    score: float | None
    """0 to 1; null when it takes no part in any mean."""
    unscored_reason: str | None = None
    """Why there is no score."""
    remark: str = ""
    """Why it counts 0, when it does so without an answer."""
    ended: str
    """done, skipped, gave-up, silence, out-of-time, stopped or open."""
    unsure: bool = False
    """True when the score as a whole is an unsure one."""
    graded_by: str | None = None
    """Grader and version of the last assessment."""
    flags: tuple[str, ...] = ()
    """Why credit was withheld."""
    left_out: tuple[LeftOutReport, ...] = ()
    """The words that some of the flags are about, at most three for each."""
    transcript: tuple[Line, ...] = ()
    key_points: tuple[PointReport, ...] = ()
    misconceptions: tuple[MisconceptionReport, ...] = ()
    hidden_facts: tuple[FactReport, ...] = ()
    assumptions: tuple[str, ...] = ()
    """Assumptions the candidate stated."""
    reasons: tuple[ReasonReport, ...] = ()
    """Reasons given aloud in a credited answer."""
    opened_at: float
    """Seconds since the start."""


class ResourceReport(Frozen):
    """Where to study."""

    title: str
    where: str


class QuestionReport(Frozen):
    """A question that was asked."""

    id: str
    title: str
    area: str
    kind: Literal["basic", "problem"]
    fundamental: bool
    stages: tuple[StageReport, ...]
    resources: tuple[ResourceReport, ...] = ()


class LevelReport(Frozen):
    """A step of a criterion's ladder."""

    name: str
    from_share: float
    behaviour: str


class CriterionReport(Frozen):
    """One criterion: where the candidate stands and what the next step looks like."""

    id: str
    name: str
    weight: float
    measured_by: str
    share: float | None
    """0 to 1; null when unscored."""
    unscored_reason: str | None = None
    level: LevelReport | None = None
    """Where the candidate stands."""
    next_level: LevelReport | None = None
    """The next step; null at the top or when unscored."""
    ladder: tuple[float, ...] = ()
    """Shares from which the levels hold."""
    why: str
    """How the share came about, with its numbers."""


class ConditionReport(Frozen):
    """One condition of a verdict."""

    what: str
    """The score, or the criterion's name."""
    needed: float
    """Points for the score, a share for a criterion."""
    reached: float | None
    held: bool


class VerdictStepReport(Frozen):
    """A verdict that could be given, with its conditions."""

    id: str
    name: str
    says: str
    held: bool
    conditions: tuple[ConditionReport, ...]


class VerdictReport(VerdictStepReport):
    """The verdict that was given."""

    missed: VerdictStepReport | None = None
    """The next better verdict and what it lacked; null at the top."""


class SilenceReport(Frozen):
    """One silence."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    turn: int
    """The turn it came before, or was in."""
    silence_class: SilenceClass = Field(alias="class")
    """dead, filled, thinking or granted; only dead silence can cost points."""
    start_s: float
    """Seconds since the start."""
    duration_s: float
    """Whole length in seconds, grace included."""
    after_words: str
    """The last words before it: ours before a turn, the candidate's inside one."""
    penalty: float
    """Points it cost, before the cap over all."""
    grace_s: float
    """Seconds that cost nothing."""
    inside_turn: bool
    """A pause inside a turn rather than before it."""
    acknowledged: bool = False
    """The interviewer gave a sign of listening in it, an "uh-huh"."""
    question: str | None = None
    stage: str | None = None


class PenaltyReport(Frozen):
    """What silence cost in all."""

    points: float
    """Taken from the score."""
    uncapped: float
    """The sum before the cap."""
    cap: float
    rate_per_s: float
    """Points per second beyond the grace."""
    nudges: int
    """Times the interviewer reminded the candidate to think aloud."""
    nudge_points: float
    """Part of the sum that is for nudges."""
    counted: bool
    """False when silences are shown and cost nothing."""
    sentence: str


class FloorSpan(Frozen):
    """A stretch of time in which one party held the floor."""

    who: Who
    start_s: float
    end_s: float


class NoteReport(Frozen):
    """Something about the world outside that the reader should know, mostly that a part of it failed."""

    part: str
    reason: str
    times: int
    failure: bool = True
    """A fallback was taken."""


class RoleUsage(Frozen):
    """What a chat model was asked in one role."""

    model: str
    """Provider and name."""
    role: str
    """wording, grading, understanding, answering or exam."""
    calls: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    """Of those that went in, how many the provider had kept."""
    estimated: bool
    """True when the provider did not tell all of it."""
    cost_usd: float | None = None
    """At list price; null where the price is not known."""


class ModelUsage(Frozen):
    """What the chat model was asked in the whole interview."""

    roles: tuple[RoleUsage, ...]
    calls: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    cost_usd: float | None = None
    """At list price; null unless all of it is known."""
    prices_of: str | None = None
    """When the list prices were looked up."""
    budget: int | None = None
    """Tokens the interview was allowed; null for no limit."""


class SessionFacts(Frozen):
    """Under which conditions the interview was held."""

    persona: str
    """The interviewer's name."""
    persona_id: str
    persona_title: str
    length: str
    minutes_planned: float
    minutes_held: float
    seed: int
    timed: bool
    """Silences cost points."""
    channel: str
    graders: tuple[str, ...] = ()
    """Who judged the answers."""
    worded_by: tuple[str, ...] = ()
    """Who worded the interviewer's lines."""
    resumed: int = 0
    """Times the interview went on after an interruption."""
    not_asked: tuple[str, ...] = ()
    """Planned questions and parts that were not reached."""
    notes: tuple[NoteReport, ...] = ()


class Practice(Frozen):
    """One thing to practise next."""

    title: str
    """What to do."""
    because: str
    """What in this interview calls for it."""
    resource: ResourceReport | None = None


class Rescored(Frozen):
    """The answers were judged again after the interview."""

    by: str
    """Grader and version."""
    score_then: float | None
    """The score by the assessments of the interview itself."""


class Report(Frozen):
    """The feedback on one interview."""

    version: Literal[1] = 1
    """Raised when the meaning of a field changes."""
    session: str
    created: str
    """When the report was made."""
    state: State
    """completed, stopped by the candidate, or unfinished."""
    score: float | None
    """0 to 100, after what silence cost; null when nothing could be judged."""
    score_before_silence: float | None
    verdict: VerdictReport | None
    no_verdict_reason: str | None = None
    penalty: PenaltyReport
    criteria: tuple[CriterionReport, ...]
    questions: tuple[QuestionReport, ...]
    silences: tuple[SilenceReport, ...]
    introduction: tuple[Line, ...] = ()
    """What was said before the first question."""
    candidate_questions: tuple[Line, ...] = ()
    """What was said after the last question."""
    floor: tuple[FloorSpan, ...] = ()
    """Who held the floor when."""
    nudges_at: tuple[float, ...] = ()
    """When the candidate was nudged, in seconds since the start."""
    facts: SessionFacts
    practise_next: tuple[Practice, ...]
    not_judged: tuple[str, ...]
    """What this report does not judge."""
    rescored: Rescored | None = None
    model_usage: ModelUsage | None = None
    """Tokens and money; null when no chat model took part."""
