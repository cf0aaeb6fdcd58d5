"""What happened, in the past tense. Read back from logs, so unknown fields are ignored."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from interviewer.dialogue.inputs import ActSpan, MeasuredPause, Source
from interviewer.dialogue.moves import ChosenMove
from interviewer.grading.assessment import Assessment

Phase = Literal["introduction", "basics", "problem", "questions", "close"]
SilenceClass = Literal["dead", "filled", "thinking", "granted"]
StageEnd = Literal["done", "skipped", "gave-up", "silence", "out-of-time", "stopped"]


class Event(BaseModel):
    """Base of all events; `at` is seconds since the start."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    at: float


class Started(Event):
    """The interview began."""

    kind: Literal["started"] = "started"


class PhaseEntered(Event):
    """A new phase of the interview."""

    kind: Literal["phase-entered"] = "phase-entered"
    phase: Phase


class StageOpened(Event):
    """A stage of a question is now open."""

    kind: Literal["stage-opened"] = "stage-opened"
    question: str
    stage: str
    until: float
    """When its time is up."""


class StageClosed(Event):
    """A stage of a question is over."""

    kind: Literal["stage-closed"] = "stage-closed"
    question: str
    stage: str
    reason: StageEnd


class StageDropped(Event):
    """A planned stage will not be asked, for want of time."""

    kind: Literal["stage-dropped"] = "stage-dropped"
    question: str
    stage: str


class Said(Event):
    """The interviewer says a line; several moves can share it."""

    kind: Literal["said"] = "said"
    utterance: int
    """Numbered from 1."""
    text: str
    moves: tuple[ChosenMove, ...]
    pools: tuple[tuple[str, int], ...] = ()
    """Line pool and index of each pooled line used, so that none is said twice."""
    question: str | None = None
    """Open question, if any."""
    stage: str | None = None
    worded_by: str = "authored"
    """Who worded it."""


class FloorPassed(Event):
    """The candidate has the floor."""

    kind: Literal["floor-passed"] = "floor-passed"


class SpeechBegan(Event):
    """The candidate began to speak or type."""

    kind: Literal["speech-began"] = "speech-began"
    heard: str | None = None
    """What had been heard of our line, when they spoke over it."""
    unheard: int | None = None
    """Number of our line that was taken back because nothing of it had been heard: what it asked, opened or closed
    did not happen."""


class SpeechPaused(Event):
    """The candidate fell silent in the middle of a turn, which stays open."""

    kind: Literal["speech-paused"] = "speech-paused"
    since: float
    """When the last word ended."""
    after_words: str = ""


class SpeechEnded(Event):
    """What had begun came to nothing."""

    kind: Literal["speech-ended"] = "speech-ended"


class TurnTaken(Event):
    """The candidate took a turn."""

    kind: Literal["turn-taken"] = "turn-taken"
    turn: int
    """Numbered from 1."""
    text: str
    acts: tuple[ActSpan, ...]
    source: Source = "typed"
    command: str | None = None
    """The chat command, when it was one."""
    phase: Phase = "introduction"
    question: str | None = None
    stage: str | None = None
    started_at: float | None = None
    pauses: tuple[MeasuredPause, ...] = ()
    acknowledged: bool = False
    """The interviewer gave a sign of listening after its last words."""
    signs: tuple[float, ...] = ()
    """When the interviewer gave one, in its pauses or after it: seconds since the start of the interview."""


class TurnLost(Event):
    """The candidate spoke and their words could not be had, which is nobody's silence."""

    kind: Literal["turn-lost"] = "turn-lost"
    turn: int
    """Number of the turn it belongs to: the next one that is taken."""
    started_at: float
    ended_at: float
    """When the last word ended."""
    fault: bool = False
    """A part of ours failed; otherwise the words were not understood."""
    question: str | None = None
    stage: str | None = None


class UnderstandingRequested(Event):
    """Somebody may say what the candidate did in a turn; what the core made of it stands when the reply is late."""

    kind: Literal["understanding-requested"] = "understanding-requested"
    request: int
    turn: int
    text: str
    question: str | None = None
    stage: str | None = None
    due: float
    """When the core's own understanding is taken."""


class TurnUnderstood(Event):
    """A model's understanding of a turn replaces the core's."""

    kind: Literal["turn-understood"] = "turn-understood"
    request: int
    turn: int
    acts: tuple[ActSpan, ...]
    claim: str | None = None
    """Something the candidate claimed that is worth a question, in their words."""


class SilenceMeasured(Event):
    """A silence ended, or was broken by a nudge."""

    kind: Literal["silence-measured"] = "silence-measured"
    turn: int
    """The turn it belongs to: the one it came before, or the one it was in."""
    silence_class: SilenceClass
    start_s: float
    """Seconds since the start of the interview."""
    duration_s: float
    """Whole length, grace included."""
    grace_s: float
    """Grace that applied: zero after a nudge."""
    after_words: str = ""
    """The last words before it."""
    inside_turn: bool = False
    """A pause inside a turn rather than wait time."""
    question: str | None = None
    stage: str | None = None


class HiddenFactAsked(Event):
    """A clarification met a hidden fact."""

    kind: Literal["hidden-fact-asked"] = "hidden-fact-asked"
    question: str
    stage: str
    fact: str
    turn: int


class AssumptionStated(Event):
    """The candidate stated an assumption instead of asking."""

    kind: Literal["assumption-stated"] = "assumption-stated"
    question: str
    stage: str
    text: str
    turn: int
    fact: str | None = None
    """Hidden fact it concerns, if any."""


class GradeRequested(Event):
    """Somebody please judge the open stage."""

    kind: Literal["grade-requested"] = "grade-requested"
    request: int
    question: str
    stage: str
    turns: tuple[str, ...]
    """Answer parts of the candidate's turns on this stage, oldest first."""
    turn_numbers: tuple[int, ...]
    """Their turn numbers."""
    heard: tuple[str, ...]
    """The interviewer's lines on this stage."""
    due: float
    """When the fallback is taken."""


class Assessed(Event):
    """The open stage was judged after a turn."""

    kind: Literal["assessed"] = "assessed"
    request: int
    turn: int
    """The newest turn it covers."""
    question: str
    stage: str
    turn_numbers: tuple[int, ...]
    """Turn numbers of the graded turns: index i of a quote is turn_numbers[i]."""
    assessment: Assessment
    better_until: float | None = None
    """How long the reply waits for a better judgement; None when this is the last one."""


class WordingRequested(Event):
    """Somebody may word this line; the authored words are said when it is late."""

    kind: Literal["wording-requested"] = "wording-requested"
    request: int
    draft: Said
    """The line as authored."""
    due: float
    """When the draft is said."""


class LineBegun(Event):
    """The first sentences of a line are being said while its question is still being worded."""

    kind: Literal["line-begun"] = "line-begun"
    request: int
    utterance: int
    """Number of the line they begin."""
    text: str
    """All sentences of it so far; the line that is said begins with them."""


class Noted(Event):
    """Something outside failed and its fallback was taken."""

    kind: Literal["noted"] = "noted"
    part: str
    reason: str
    request: int | None = None
    """The request whose fallback was taken."""


class TokensSpent(Event):
    """A chat model was asked something; fields as in the input TokensUsed."""

    kind: Literal["tokens-spent"] = "tokens-spent"
    model: str
    role: str
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    estimated: bool = False
    own_server: bool = False


class SessionResumed(Event):
    """The session went on after the program had ended."""

    kind: Literal["session-resumed"] = "session-resumed"


class Ended(Event):
    """The interview is over; nothing follows."""

    kind: Literal["ended"] = "ended"
    reason: Literal["completed", "stopped"]


AnyEvent = Annotated[
    Started
    | PhaseEntered
    | StageOpened
    | StageClosed
    | StageDropped
    | Said
    | FloorPassed
    | SpeechBegan
    | SpeechPaused
    | SpeechEnded
    | TurnTaken
    | TurnLost
    | UnderstandingRequested
    | TurnUnderstood
    | SilenceMeasured
    | HiddenFactAsked
    | AssumptionStated
    | GradeRequested
    | Assessed
    | WordingRequested
    | LineBegun
    | Noted
    | TokensSpent
    | SessionResumed
    | Ended,
    Field(discriminator="kind"),
]
