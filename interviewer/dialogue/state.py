"""Where an interview stands, and what is read off it. Nothing here changes a state."""

from dataclasses import dataclass

from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.session import FrozenSession, PlannedStage
from interviewer.grading.assessment import Assessment

ASKED_AGAIN = 3
"""Times in a row that words are lost until text is offered as well; unclear ones are then asked for no more."""
Floor = str
"""interviewer, candidate or nobody (somebody is being waited for)."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """What the candidate said on a stage in one turn, without the questions and asides."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class OpenStage:
    """The stage that is being talked about."""

    question: str
    stage: str
    opened_at: float
    until: float
    answers: tuple[AnswerPart, ...] = ()
    heard: tuple[str, ...] = ()
    """Our lines on this stage."""
    assessment: Assessment | None = None
    followed: frozenset[str] = frozenset()
    """Key points followed up."""
    hinted: frozenset[str] = frozenset()
    """Key points hinted at."""
    challenged: frozenset[str] = frozenset()
    """Misconceptions challenged."""
    probed: frozenset[int] = frozenset()
    """Probes used, by index."""
    target: str | None = None
    """Key point of our last follow-up or hint."""
    grade_asked: tuple[AnswerPart, ...] = ()
    """What the newest grade request covers."""
    digs: int = 0
    """Follow-ups, hints and probes used against the cap."""
    dont_knows: int = 0
    """Hints given because the candidate did not know."""
    brought_back: int = 0
    """Times the candidate was brought back to the question."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that waits for its reply."""

    request: int
    kind: str
    """grade, understanding or wording."""
    due: float
    draft: ev.Said | None = None
    """The line as authored, of a wording request."""
    begun: str = ""
    """Sentences of the line that are being said already."""
    grade: ev.GradeRequested | None = None
    """The request itself, of a grade request; a resumed session sends it again."""
    judged: bool = False
    """A first judgement is there, and a better one may come."""
    understanding: ev.UnderstandingRequested | None = None
    """The request itself, of an understanding request."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything that decides what happens next."""

    started: bool = False
    ended: bool = False
    now: float = 0.0
    """Time of the newest event."""
    phase: ev.Phase = "introduction"
    basics_left: tuple[PlannedStage, ...] = ()
    parts_left: tuple[PlannedStage, ...] = ()
    reserve_left: tuple[PlannedStage, ...] = ()
    basics_opened: int = 0
    parts_opened: int = 0
    open: OpenStage | None = None
    floor: Floor = "nobody"
    floor_at: float = 0.0
    """When the candidate got the floor."""
    speaking_since: float | None = None
    """Since when the candidate speaks or types; None when silent."""
    lost: int = 0
    """Times in a row that the candidate's words could not be had."""
    deaf: bool = False
    """That was so often a fault of ours that text was offered: until words arrive, their silence says nothing."""
    nudges: int = 0
    """Nudges since the candidate last said something."""
    offered: bool = False
    """The last thing we said offered to move on."""
    end_in_doubt: bool = False
    """The last thing we said asked whether they want to end the interview."""
    owes_reply: bool = False
    """The candidate's turn has had no reply yet."""
    granted_until: float | None = None
    """Granted time runs until then."""
    time_granted_on: frozenset[str] = frozenset()
    """Questions on which time was granted."""
    paused: bool = False
    """The candidate asked for a pause and has not taken a turn since."""
    reply_kept: bool = False
    """What they answered before the pause, or before they seemed to want an end, has had no reply yet."""
    utterances: int = 0
    turns: int = 0
    requests: int = 0
    pending: tuple[Pending, ...] = ()
    """Requests whose replies are awaited, oldest first."""
    late: tuple[ev.GradeRequested, ...] = ()
    """Grade requests that nobody waits for any more, whose judgement still counts when it comes."""
    last_said: ev.Said | None = None
    last_turn: ev.TurnTaken | None = None
    in_turn: bool = False
    """The candidate is silent in the middle of a turn that goes on."""
    claim: str | None = None
    """A claim in the last turn that a model found worth a question."""
    last_words: str = ""
    """The candidate's last words, to say after what a silence came."""
    project_asked: bool = False
    silent_stages: int = 0
    """Stages in a row that were left because of silence."""
    candidate_questions: int = 0
    used_lines: frozenset[tuple[str, int]] = frozenset()
    last_asked: mv.Move | None = None
    """What we asked last, for a candidate who wants it repeated."""
    before_line: "State | None" = None
    """The state before our newest line and all it brought about, until something of the line has been heard."""


def initial(session: FrozenSession) -> State:
    """The state before anything happened."""
    plan = session.plan
    return State(basics_left=plan.basics, parts_left=plan.problem, reserve_left=plan.reserve)


GRADED_ACTS = frozenset({"answer", "assumption"})


def answer_text(turn: ev.TurnTaken) -> str:
    """The parts of a turn that are graded, as they were said."""
    return "\n".join(span.text for span in turn.acts if span.act in GRADED_ACTS)


def last_words(text: str, count: int = 4) -> str:
    """The last few words of a text."""
    return " ".join(text[-400:].split()[-count:])
