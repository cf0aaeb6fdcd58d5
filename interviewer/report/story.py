"""What happened in an interview, read off its events: stages with their lines, silences, who held the floor.

Works on any prefix of a log, and on events of questions it does not know by leaving them aside.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer.content.models import Question, Stage
from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.inputs import COMMAND_WORDS
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import last_words
from interviewer.dialogue.unheard import without_unheard
from interviewer.grading.credit import Help, Judgement, StageRecord
from interviewer.grading.scoring import Idea
from interviewer.report.model import FloorSpan, Line, NoteReport, State
from interviewer.report.phrases import stage_name

Key = tuple[str, str]
"""Question id and stage id."""
Place = Key | None
"""Where a line belongs: a stage, or None when it belongs to none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, where it belongs, and what the scoring needs of it."""

    place: Place
    line: Line
    before_questions: bool
    """True when no stage had been opened yet."""
    helps: tuple[Help, ...] = ()
    challenged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageStory:
    """A stage that was opened."""

    record: StageRecord
    opened_at: float
    lines: tuple[Line, ...]
    challenged: frozenset[str]
    """Misconceptions the interviewer questioned."""


@dataclass(frozen=True, slots=True)
class Met:
    """How a hidden fact came up."""

    how: Literal["asked", "assumed"]
    turn: int


@dataclass(frozen=True, slots=True)
class Story:
    """An interview as the report tells it."""

    stages: tuple[StageStory, ...]
    introduction: tuple[Line, ...]
    candidate_questions: tuple[Line, ...]
    silences: tuple[ev.SilenceMeasured, ...]
    ideas: tuple[Idea, ...]
    met: dict[Key, Met]
    """Question and fact to how it came up first."""
    assumptions: tuple[tuple[Key, str], ...]
    """Stage and text of each assumption stated."""
    nudges_at: tuple[float, ...]
    floor: tuple[FloorSpan, ...]
    not_asked: tuple[str, ...]
    """Planned questions and parts that were not reached."""
    state: State
    seconds: float
    """From the start to the newest event."""


def known_stages(session: FrozenSession) -> dict[Key, tuple[Question, Stage]]:
    """The stages of the session by question id and stage id."""
    return {(q.id, stage.id): (q, stage) for q in session.questions for stage in q.stages}


def about(move: mv.Move) -> str | None:
    """The key point, misconception or hidden fact a move concerns."""
    match move:
        case mv.FollowUp() | mv.GiveHint():
            return move.key_point
        case mv.Challenge():
            return move.misconception
        case mv.Clarify():
            return move.fact
        case _:
            return None


def _said(event: ev.Said) -> Line:
    moves = [chosen.move for chosen in event.moves]
    concerns = (about(move) for move in moves)
    return Line(
        who="interviewer",
        text=event.text,
        at=event.at,
        moves=tuple(move.kind for move in moves),
        rules=tuple(chosen.rule for chosen in event.moves),
        about=tuple(id for id in concerns if id is not None),
    )


def _taken(event: ev.TurnTaken) -> Line:
    acts = tuple(dict.fromkeys(span.act for span in event.acts))
    return Line(
        who="candidate",
        text=event.text if event.command is None else f"({COMMAND_WORDS.get(event.command, event.command)})",
        command=event.command,
        at=event.at,
        moves=acts,
        turn=event.turn,
        started_at=event.started_at,
    )


def _helps(event: ev.Said, next_turn: int) -> tuple[Help, ...]:
    moves = [chosen.move for chosen in event.moves]
    asked = (Help(m.key_point, "after follow-up", next_turn) for m in moves if isinstance(m, mv.FollowUp))
    hinted = (Help(m.key_point, "after hint", next_turn) for m in moves if isinstance(m, mv.GiveHint))
    return (*asked, *hinted)


def placed_lines(events: Iterable[ev.AnyEvent], stages: Collection[Key]) -> tuple[Placed, ...]:
    """Every line said by either side, once and in order, with the opened stage it belongs to."""
    found: list[Placed] = []
    current: Place = None
    talking, opened, turn = False, False, 0
    for event in events:
        match event:
            case ev.PhaseEntered():
                talking = event.phase in ("basics", "problem")
            case ev.StageOpened() if (event.question, event.stage) in stages:
                current, opened = (event.question, event.stage), True
            case ev.Said():
                place = _place(event, stages, current if talking else None)
                moves = (chosen.move for chosen in event.moves)
                challenged = tuple(move.misconception for move in moves if isinstance(move, mv.Challenge))
                helps = _helps(event, turn + 1)
                found.append(Placed(place, _said(event), not opened, helps, challenged))
            case ev.TurnTaken():
                turn = event.turn
                place = _place(event, stages, current if talking else None)
                found.append(Placed(place, _taken(event), not opened))
            case _:
                pass
    return tuple(found)


def _place(event: ev.Said | ev.TurnTaken, stages: Collection[Key], otherwise: Place) -> Place:
    key = (event.question or "", event.stage or "")
    return key if key in stages else otherwise


def floor_spans(events: Sequence[ev.AnyEvent], end: float) -> tuple[FloorSpan, ...]:
    """Who held the floor when; between a turn and our reply nobody does."""
    spans: list[FloorSpan] = []
    who, since = "", 0.0
    for event in events:
        match event:
            case ev.Said():
                holds = "interviewer"
            case ev.FloorPassed():
                holds = "candidate"
            case ev.TurnTaken() | ev.TurnLost() | ev.Ended():
                holds = ""
            case _:
                continue
        spans += _span(who, since, event.at)
        who, since = holds, event.at
    return (*spans, *_span(who, since, end))


def _span(who: str, start: float, end: float) -> list[FloorSpan]:
    if end <= start or not who:
        return []
    return [FloorSpan(who="candidate" if who == "candidate" else "interviewer", start_s=start, end_s=end)]


def _by_fault(event: ev.AnyEvent) -> bool:
    """An answer was given and lost by a fault of ours: not to have judged it is not the candidate's doing."""
    return isinstance(event, ev.TurnLost) and event.fault


def _record(
    found: tuple[Question, Stage], key: Key, events: Sequence[ev.AnyEvent], lines: Sequence[Placed]
) -> StageRecord:
    here = [e for e in events if isinstance(e, _STAGED) and (e.question, e.stage) == key]
    closed = [e.reason for e in here if isinstance(e, ev.StageClosed)]
    last = {e.request: e for e in here if isinstance(e, ev.Assessed)}
    return StageRecord(
        question=found[0],
        stage=found[1],
        ending=closed[-1] if closed else "open",
        answered=any(isinstance(e, ev.GradeRequested | ev.Assessed) or _by_fault(e) for e in here),
        judgements=tuple(Judgement(e.turn, e.turn_numbers, e.assessment) for e in last.values()),
        helps=tuple(help for placed in lines for help in placed.helps),
        said=tuple(p.line.text for p in lines if p.line.who == "candidate" and p.line.command is None),
    )


_STAGED = ev.StageClosed | ev.GradeRequested | ev.Assessed | ev.TurnLost


def opened_stages(session: FrozenSession, events: Iterable[ev.AnyEvent]) -> dict[Key, float]:
    """The stages that were opened, in order, and when."""
    known = known_stages(session)
    openings = (event for event in events if isinstance(event, ev.StageOpened))
    opened: dict[Key, float] = {}
    for event in openings:
        if (event.question, event.stage) in known:
            opened.setdefault((event.question, event.stage), event.at)
    return opened


def _stage_stories(
    session: FrozenSession,
    opened: Mapping[Key, float],
    events: Sequence[ev.AnyEvent],
    lines: Sequence[Placed],
) -> Iterable[StageStory]:
    known = known_stages(session)
    for key, at in opened.items():
        here = [placed for placed in lines if placed.place == key]
        challenged = frozenset(id for placed in here for id in placed.challenged)
        record = _record(known[key], key, events, here)
        yield StageStory(record, at, tuple(placed.line for placed in here), challenged)


def _met(events: Sequence[ev.AnyEvent]) -> dict[Key, Met]:
    found: dict[Key, Met] = {}
    for event in events:
        match event:
            case ev.HiddenFactAsked():
                found.setdefault((event.question, event.fact), Met("asked", event.turn))
            case ev.AssumptionStated() if event.fact is not None:
                found.setdefault((event.question, event.fact), Met("assumed", event.turn))
            case _:
                pass
    return found


def _ideas(events: Sequence[ev.AnyEvent]) -> Iterable[Idea]:
    for event in events:
        match event:
            case ev.HiddenFactAsked():
                yield Idea(event.question, event.fact)
            case ev.AssumptionStated():
                yield Idea(event.question, event.fact, event.text)
            case _:
                pass


def _silences(events: Sequence[ev.AnyEvent]) -> Iterable[ev.SilenceMeasured]:
    """The silences, those before a turn with the last words of the line they follow."""
    asked = ""
    for event in events:
        if isinstance(event, ev.Said):
            asked = last_words(event.text)
        if isinstance(event, ev.SilenceMeasured):
            yield event if event.inside_turn else event.model_copy(update={"after_words": asked})


def _not_asked(session: FrozenSession, opened: Collection[Key]) -> tuple[str, ...]:
    known = known_stages(session)
    planned = [(one.question, one.stage) for one in (*session.plan.basics, *session.plan.problem)]
    return tuple(stage_name(StageRecord(*known[key])) for key in planned if key in known and key not in opened)


def _state(events: Sequence[ev.AnyEvent]) -> State:
    return next((event.reason for event in events if isinstance(event, ev.Ended)), "unfinished")


def _nudged(event: ev.AnyEvent) -> bool:
    return isinstance(event, ev.Said) and any(isinstance(chosen.move, mv.Nudge) for chosen in event.moves)


def read_story(session: FrozenSession, events: Sequence[ev.AnyEvent]) -> Story:
    """The whole story of an interview, finished or not."""
    events = without_unheard(events)
    opened = opened_stages(session, events)
    lines = placed_lines(events, opened)
    outside = [placed for placed in lines if placed.place is None]
    stated = [event for event in events if isinstance(event, ev.AssumptionStated)]
    seconds = max((event.at for event in events), default=0.0)
    return Story(
        stages=tuple(_stage_stories(session, opened, events, lines)),
        introduction=tuple(placed.line for placed in outside if placed.before_questions),
        candidate_questions=tuple(placed.line for placed in outside if not placed.before_questions),
        silences=tuple(sorted(_silences(events), key=lambda one: one.start_s)),
        ideas=tuple(_ideas(events)),
        met=_met(events),
        assumptions=tuple(((event.question, event.stage), event.text) for event in stated),
        nudges_at=tuple(event.at for event in events if _nudged(event)),
        floor=floor_spans(events, seconds),
        not_asked=_not_asked(session, opened),
        state=_state(events),
        seconds=seconds,
    )


NO_FAILURES = frozenset({"exam", "patience"})
"""Parts whose notes tell how the interview was held."""


def notes(events: Sequence[ev.AnyEvent]) -> tuple[NoteReport, ...]:
    """What was noted about the world outside, each once with how often it came."""
    counted = Counter((event.part, event.reason) for event in events if isinstance(event, ev.Noted))
    return tuple(
        NoteReport(part=part, reason=reason, times=n, failure=part not in NO_FAILURES)
        for (part, reason), n in counted.items()
    )
