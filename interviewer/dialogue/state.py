"""Where an interview stands, and how each event changes it. `evolve` is the only way a state changes."""

from dataclasses import dataclass, replace

from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.session import FrozenSession, PlannedStage
from interviewer.grading.assessment import Assessment

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
    digs: int = 0
    """Follow-ups, hints and probes used against the cap."""
    dont_knows: int = 0
    brought_back: int = 0
    """Times the candidate was brought back to the question."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that waits for its reply."""

    request: int
    kind: str
    """grade or wording."""
    due: float
    draft: ev.Said | None = None
    """The line as authored, of a wording request."""
    grade: ev.GradeRequested | None = None
    """The request itself, of a grade request; a resumed session sends it again."""


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
    parts_opened: int = 0
    open: OpenStage | None = None
    floor: Floor = "nobody"
    floor_at: float = 0.0
    """When the candidate got the floor."""
    speaking_since: float | None = None
    """Since when the candidate speaks or types; None when silent."""
    nudges: int = 0
    """Nudges since the candidate last said something."""
    offered: bool = False
    """The last thing we said offered to move on."""
    owes_reply: bool = False
    """The candidate's turn has had no reply yet."""
    granted_until: float | None = None
    """Granted time runs until then."""
    time_granted_on: frozenset[str] = frozenset()
    """Questions on which time was granted."""
    utterances: int = 0
    turns: int = 0
    requests: int = 0
    pending: Pending | None = None
    last_said: ev.Said | None = None
    last_turn: ev.TurnTaken | None = None
    last_words: str = ""
    """The candidate's last words, to say after what a silence came."""
    project_asked: bool = False
    silent_stages: int = 0
    """Stages in a row that were left because of silence."""
    candidate_questions: int = 0
    used_lines: frozenset[tuple[str, int]] = frozenset()
    last_asked: mv.Move | None = None
    """What we asked last, for a candidate who wants it repeated."""


def initial(session: FrozenSession) -> State:
    """The state before anything happened."""
    return State(basics_left=session.plan.basics, parts_left=session.plan.problem)


def evolve(state: State, event: ev.AnyEvent) -> State:
    """The state after an event."""
    state = replace(state, now=max(state.now, event.at))
    match event:
        case ev.Started():
            return replace(state, started=True)
        case ev.PhaseEntered():
            return replace(state, phase=event.phase, nudges=0)
        case ev.StageOpened():
            return _open_stage(state, event)
        case ev.StageClosed():
            silent = state.silent_stages + 1 if event.reason == "silence" else 0
            return replace(state, open=None, silent_stages=silent)
        case ev.StageDropped():
            return _drop(state, event.question, event.stage)
        case ev.Said():
            return _said(state, event)
        case ev.FloorPassed():
            granted = state.granted_until
            return replace(
                state,
                floor="candidate",
                floor_at=event.at,
                granted_until=None if granted is None else event.at + granted,
            )
        case ev.SpeechBegan():
            return replace(state, speaking_since=event.at)
        case ev.SpeechEnded():
            return replace(state, speaking_since=None)
        case ev.TurnTaken():
            return _turn(state, event)
        case ev.GradeRequested():
            pending = Pending(event.request, "grade", event.due, grade=event)
            return replace(state, pending=pending, requests=event.request)
        case ev.WordingRequested():
            pending = Pending(event.request, "wording", event.due, draft=event.draft)
            return replace(state, pending=pending, requests=event.request)
        case ev.Assessed():
            return _assessed(state, event)
        case ev.SessionResumed():
            return replace(state, speaking_since=None, floor="interviewer", granted_until=None)
        case ev.Ended():
            return replace(state, ended=True, floor="nobody", pending=None)
        case ev.Noted():
            waiting = state.pending is not None and state.pending.request == event.request
            return replace(state, pending=None) if waiting else state
        case ev.SilenceMeasured() | ev.HiddenFactAsked() | ev.AssumptionStated():
            return state


def _open_stage(state: State, event: ev.StageOpened) -> State:
    state = _drop(state, event.question, event.stage)
    opened = OpenStage(event.question, event.stage, event.at, event.until)
    parts = state.parts_opened + (state.phase == "problem")
    return replace(state, open=opened, parts_opened=parts, nudges=0)


def _drop(state: State, question: str, stage: str) -> State:
    def others(planned: tuple[PlannedStage, ...]) -> tuple[PlannedStage, ...]:
        return tuple(p for p in planned if (p.question, p.stage) != (question, stage))

    return replace(state, basics_left=others(state.basics_left), parts_left=others(state.parts_left))


def _said(state: State, event: ev.Said) -> State:
    stage = state.open
    nudges, offered, granted = state.nudges, False, None
    granted_on, project, asked = state.time_granted_on, state.project_asked, state.candidate_questions
    for chosen in event.moves:
        match chosen.move:
            case mv.Nudge():
                nudges = chosen.move.count
            case mv.OfferMoveOn():
                nudges, offered = nudges + 1, True
            case mv.GrantTime():
                granted = chosen.move.seconds
                granted_on = granted_on | {stage.question if stage else ""}
            case mv.AskAboutProject():
                project = True
            case mv.AskForMore():
                asked += 1
            case _:
                stage = _asked(stage, chosen.move)
    if stage is not None:
        stage = replace(stage, heard=(*stage.heard, event.text))
    asked_now = [c.move for c in event.moves if isinstance(c.move, ASKING)]
    return replace(
        state,
        open=stage,
        floor="interviewer",
        last_asked=asked_now[-1] if asked_now else state.last_asked,
        utterances=event.utterance,
        last_said=event,
        nudges=nudges,
        offered=offered,
        granted_until=granted,
        time_granted_on=granted_on,
        project_asked=project,
        candidate_questions=asked,
        owes_reply=False,
        pending=None,
        speaking_since=None,
        used_lines=state.used_lines | set(event.pools),
    )


ASKING = (mv.OpenStage, mv.FollowUp, mv.GiveHint, mv.Challenge, mv.ProbeClaim)
"""Moves that leave the candidate with a question of ours on the open stage."""


def _asked(stage: OpenStage | None, move: mv.Move) -> OpenStage | None:
    if stage is None:
        return None
    match move:
        case mv.FollowUp():
            return replace(
                stage, followed=stage.followed | {move.key_point}, target=move.key_point, digs=stage.digs + 1
            )
        case mv.GiveHint():
            return replace(stage, hinted=stage.hinted | {move.key_point}, target=move.key_point, digs=stage.digs + 1)
        case mv.Challenge():
            return replace(stage, challenged=stage.challenged | {move.misconception}, target=None)
        case mv.ProbeClaim():
            return replace(stage, probed=stage.probed | {move.probe}, target=None, digs=stage.digs + 1)
        case mv.StayOnTopic():
            return replace(stage, brought_back=stage.brought_back + 1)
        case _:
            return stage


def _turn(state: State, event: ev.TurnTaken) -> State:
    stage = state.open
    if stage is not None:
        said = answer_text(event)
        answers = (*stage.answers, AnswerPart(event.turn, said)) if said else stage.answers
        stage = replace(
            stage,
            answers=answers,
            dont_knows=stage.dont_knows + any(span.act == "dont-know" for span in event.acts),
        )
    return replace(
        state,
        open=stage,
        floor="nobody",
        speaking_since=None,
        nudges=0,
        owes_reply=True,
        granted_until=None,
        turns=event.turn,
        last_turn=event,
        last_words=last_words(event.text),
        pending=None,
        silent_stages=0,
    )


def _assessed(state: State, event: ev.Assessed) -> State:
    pending = state.pending
    if pending is not None and pending.request == event.request:
        state = replace(state, pending=None)
    stage = state.open
    if stage is None or (stage.question, stage.stage) != (event.question, event.stage):
        return state
    return replace(state, open=replace(stage, assessment=event.assessment))


GRADED_ACTS = frozenset({"answer", "assumption"})


def answer_text(turn: ev.TurnTaken) -> str:
    """The parts of a turn that are graded, as they were said."""
    return "\n".join(span.text for span in turn.acts if span.act in GRADED_ACTS)


def last_words(text: str, count: int = 4) -> str:
    """The last few words of a text."""
    return " ".join(text[-400:].split()[-count:])
