"""What the world tells the interview. Each carries `at`: seconds since the start, when we learned it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from interviewer.content.models import Frozen
from interviewer.grading.assessment import Assessment

Source = Literal["typed", "spoken", "scripted"]
CommandName = Literal["skip", "hint", "time", "pause", "resume", "repeat", "quit"]

COMMAND_WORDS: dict[str, str] = {
    "skip": "asked to leave the question out",
    "hint": "asked for a hint",
    "time": "asked for time to think",
    "pause": "asked for a break",
    "resume": "came back",
    "repeat": "asked to hear the question again",
    "quit": "ended the interview",
}
"""What somebody did who gave a command, for who reads of it."""

ActName = Literal[
    "answer",
    "clarification",
    "assumption",
    "direction",
    "skip",
    "dont-know",
    "hint",
    "time",
    "pause",
    "resume",
    "repeat",
    "rephrase",
    "thinking",
    "question",
    "stop",
    "greeting",
    "off-topic",
]


class ActSpan(BaseModel):
    """A stretch of a turn and what the candidate did with it."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    act: ActName
    text: str
    """The candidate's words, as they stand in the turn."""
    matched: bool = False
    """Whether `fact` and `answer` were looked up already; otherwise the core matches words."""
    fact: str | None = None
    """Hidden fact that answers a clarification or concerns an assumption."""
    answer: int | None = None
    """Persona fact that answers a question to the interviewer, by index."""


class MeasuredPause(Frozen):
    """A time inside a turn in which no answer was given, from voice activity or from keystrokes."""

    start_s: float
    """Seconds since the start of the interview."""
    duration_s: float = Field(ge=0)
    """Length in seconds, grace included."""
    after_words: str = ""
    """The last words before it."""
    voiced: bool = False
    """True for a hesitation sound without words."""
    thinking: bool = False
    """True for words that only think aloud."""


class Begin(Frozen):
    """The interview may start."""

    kind: Literal["begin"] = "begin"
    at: float


class Delivered(Frozen):
    """The interviewer's line has been shown or spoken to its end: the floor passes."""

    kind: Literal["delivered"] = "delivered"
    at: float
    utterance: int
    """Number of the line."""


class SpeechStarted(Frozen):
    """The candidate began to speak or pressed the first key of a turn."""

    kind: Literal["speech-started"] = "speech-started"
    at: float
    heard: str | None = None
    """What had been heard of our line, when they spoke over it."""


class WentQuiet(Frozen):
    """The candidate fell silent in the middle of a turn that is not over; SpeechStarted tells when they go on."""

    kind: Literal["went-quiet"] = "went-quiet"
    at: float
    since: float
    """When the last word ended."""
    after_words: str = ""
    """The last words before it."""


class SpeechDropped(Frozen):
    """What had begun came to nothing: the line was emptied, or it was only a noise."""

    kind: Literal["speech-dropped"] = "speech-dropped"
    at: float


class WordsLost(Frozen):
    """The candidate spoke for a while, and their words could not be had: not understood, or the recogniser failed."""

    kind: Literal["words-lost"] = "words-lost"
    at: float
    started_at: float
    """First speech."""
    ended_at: float
    """Last speech."""
    fault: bool = False
    """A part of ours failed; otherwise the words were not understood."""
    ask: bool = True
    """They may be asked for again; not where a key says what to do instead."""


class CandidateTurn(Frozen):
    """The candidate's words, complete."""

    kind: Literal["turn"] = "turn"
    at: float
    text: str
    started_at: float | None = None
    """First speech or first key, when it was measured."""
    pauses: tuple[MeasuredPause, ...] = ()
    """Gaps inside the turn."""
    source: Source = "typed"
    """Where the words came from."""
    acknowledged: bool = False
    """The interviewer has given a sign of listening since."""
    signs: tuple[float, ...] = ()
    """When the interviewer gave one, in a pause of the turn or after it: seconds since the start of the interview."""
    then: CommandName | Literal["leave"] | None = None
    """The key that ended the turn: its command is carried out in place of a reply to the words. Who leaves the
    interview for later gets the reply when it goes on."""


class Command(Frozen):
    """A chat command or key."""

    kind: Literal["command"] = "command"
    at: float
    name: CommandName


class Graded(Frozen):
    """A grader's reply to a request."""

    kind: Literal["graded"] = "graded"
    at: float
    request: int
    assessment: Assessment
    provisional: bool = False
    """A better judgement of the same answer is under way; this one serves when that one does not come soon."""


class Understood(Frozen):
    """A model's understanding of a turn."""

    kind: Literal["understood"] = "understood"
    at: float
    request: int
    acts: tuple[ActSpan, ...]
    claim: str | None = None
    """Something the candidate claimed that is worth a question, in their words."""


class Worded(Frozen):
    """A model's words for a line, already checked."""

    kind: Literal["worded"] = "worded"
    at: float
    request: int
    text: str
    """The whole line; with `more`, its sentences so far."""
    more: bool = False
    """The line goes on: these sentences hold no question and may be said already."""
    worded_by: str = "model"
    """Who worded it: a model's name, or "authored" for the line as it was."""


class AdapterFailed(Frozen):
    """A part of the outside failed; with a request number, that request gets its fallback now."""

    kind: Literal["failed"] = "failed"
    at: float
    part: str
    reason: str
    request: int | None = None


class TokensUsed(Frozen):
    """A chat model was asked something."""

    kind: Literal["tokens-used"] = "tokens-used"
    at: float
    model: str
    """Provider and name."""
    role: str
    """What it was asked as: wording, grading, understanding, answering or exam."""
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    """Of those that went in, how many the provider had kept."""
    estimated: bool = False
    """The provider did not tell; the numbers are from the length of the texts."""
    own_server: bool = False
    """Not the provider's own server: no list price holds."""


class Tick(Frozen):
    """Time has passed; sent at the deadline the interview named."""

    kind: Literal["tick"] = "tick"
    at: float


class Resumed(Frozen):
    """The session goes on after the program had ended; `at` continues where the log stopped."""

    kind: Literal["resumed"] = "resumed"
    at: float


Input = Annotated[
    Begin
    | Delivered
    | SpeechStarted
    | WentQuiet
    | SpeechDropped
    | WordsLost
    | CandidateTurn
    | Command
    | Graded
    | Understood
    | Worded
    | AdapterFailed
    | TokensUsed
    | Tick
    | Resumed,
    Field(discriminator="kind"),
]
