"""What the candidate says on its way into the record: the floor, the turn, its acts, and who is asked about them."""

from typing import Literal

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.acts import understand
from interviewer.dialogue.briefs import brief_of
from interviewer.dialogue.draft import Draft, awaited
from interviewer.dialogue.hearing import context_of, readable
from interviewer.dialogue.reply import answer_owed, composed, reply, speak
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import inside_turn, thought_aloud, waited
from interviewer.dialogue.state import ASKED_AGAIN, AnswerPart, State

MAX_GRADED_CHARS = 24_000
"""Most characters of a stage that are handed to a grader."""
COMMAND_ACTS: dict[inp.CommandName, inp.ActName] = {
    "skip": "skip",
    "hint": "hint",
    "time": "time",
    "pause": "pause",
    "resume": "resume",
    "repeat": "repeat",
    "quit": "stop",
}


def speech_started(draft: Draft, given: inp.SpeechStarted) -> None:
    """The candidate takes the floor; the silence before it ends."""
    if draft.state.speaking_since is not None:
        return
    cut_short(draft, given)
    state = draft.state
    unheard = line_unheard(draft.session, state, given)
    if state.floor == "interviewer" and unheard is None:
        draft.add(ev.FloorPassed(at=draft.at))
    silences = waited(draft.session, draft.state, draft.at, draft.at)
    draft.add(*silences, ev.SpeechBegan(at=draft.at, heard=given.heard, unheard=unheard))


def cut_short(draft: Draft, given: inp.SpeechStarted) -> None:
    """A line of which a model still words the rest ends where the candidate speaks over it."""
    pending = next((p for p in draft.state.pending if p.kind == "wording" and p.begun), None)
    spoken_over = given.heard is not None and (given.heard != "" or not draft.state.utterances)
    if spoken_over and pending is not None and pending.draft is not None:
        speak(draft, pending.draft.model_copy(update={"text": pending.begun}))


def line_unheard(session: FrozenSession, state: State, given: inp.SpeechStarted) -> int | None:
    """The number of our line, when it was cut before anything of it, or of the question it leads to, was heard; the
    introduction is never taken back."""
    said = state.last_said
    if given.heard is None or said is None or state.before_line is None:
        return None
    lead = brief_of(session, said).lead if given.heard else ""
    cut = len(given.heard) <= len(lead) and state.floor == "interviewer" and state.utterances > 1
    return state.utterances if cut else None


def take_floor(draft: Draft, start: float) -> None:
    """The silence before a turn whose beginning nobody reported."""
    if draft.state.speaking_since is None:
        if draft.state.floor == "interviewer":
            draft.add(ev.FloorPassed(at=draft.at))
        draft.add(*waited(draft.session, draft.state, start, draft.at))


def candidate_turn(draft: Draft, given: inp.CandidateTurn) -> None:
    """Record what was said, ask for a judgement of the answer, or reply at once."""
    text = readable(given.text)
    acts = understand(text, context_of(draft.session, draft.state)) if text else ()
    if not acts:
        if draft.state.speaking_since is not None:
            draft.add(ev.SpeechEnded(at=draft.at))
        go_on_after(draft, given.then)
        return
    start = draft.at if given.started_at is None else min(given.started_at, draft.at)
    take_floor(draft, start)
    draft.add(*inside_turn(draft.session, draft.state, given.pauses, draft.at))
    act = acts[0].act if len(acts) == 1 else "answer"
    draft.add(*thought_aloud(draft.state, act, text, start, draft.at, given.pauses))
    opened = draft.state.open
    turn = ev.TurnTaken(
        at=draft.at,
        turn=draft.state.turns + 1,
        text=text,
        acts=acts,
        source=given.source,
        phase=draft.state.phase,
        question=opened.question if opened else None,
        stage=opened.stage if opened else None,
        started_at=start,
        pauses=given.pauses,
        acknowledged=given.acknowledged,
        signs=given.signs,
    )
    draft.add(turn)
    request_understanding(draft, turn)
    request_grade(draft)
    go_on_after(draft, given.then)


def go_on_after(draft: Draft, key: inp.CommandName | Literal["leave"] | None) -> None:
    """What follows a turn: our reply, or what the key that ended it asks for."""
    if key is None:
        answer_owed(draft)
    elif key != "leave":
        command(draft, inp.Command(at=draft.at, name=key))


def words_lost(draft: Draft, given: inp.WordsLost) -> None:
    """Words that could not be had are asked for again; unclear ones a few times, since they may be no words at all.
    While the interview pauses, unclear sounds are not meant for us."""
    if draft.state.paused and not given.fault:
        draft.add(ev.SpeechEnded(at=draft.at))
        return
    take_floor(draft, min(given.started_at, draft.at))
    opened = draft.state.open
    draft.add(
        ev.TurnLost(
            at=draft.at,
            turn=draft.state.turns + 1,
            started_at=min(given.started_at, draft.at),
            ended_at=min(given.ended_at, draft.at),
            fault=given.fault,
            question=opened.question if opened else None,
            stage=opened.stage if opened else None,
        )
    )
    times = draft.state.lost
    if given.ask and (given.fault or times <= ASKED_AGAIN):
        move = mv.AskAgain(fault=given.fault, in_text=times >= ASKED_AGAIN)
        speak(draft, composed(draft, (mv.ChosenMove(move=move, rule="ask-again"),)))
    elif given.ask:
        answer_owed(draft)


def command(draft: Draft, given: inp.Command) -> None:
    """A chat command is a turn of one act."""
    take_floor(draft, draft.at)
    act = inp.ActSpan(act=COMMAND_ACTS[given.name], text=f"/{given.name}")
    opened = draft.state.open
    draft.add(
        ev.TurnTaken(
            at=draft.at,
            turn=draft.state.turns + 1,
            text=act.text,
            acts=(act,),
            command=given.name,
            phase=draft.state.phase,
            question=opened.question if opened else None,
            stage=opened.stage if opened else None,
            started_at=draft.at,
        )
    )
    reply(draft)


def request_understanding(draft: Draft, turn: ev.TurnTaken) -> None:
    """Ask what the candidate did, where a model is there to say it."""
    settings = draft.session.settings
    if settings.understands_by_model:
        draft.add(
            ev.UnderstandingRequested(
                at=draft.at,
                request=draft.state.requests + 1,
                turn=turn.turn,
                text=turn.text,
                question=turn.question,
                stage=turn.stage,
                due=draft.at + settings.understanding_wait_s,
            )
        )


def understood(draft: Draft, given: inp.Understood) -> None:
    """A model's understanding arrived; a stale one, or one that quotes what was not said, is dropped."""
    pending = awaited(draft, given.request, "understanding")
    turn = draft.state.last_turn
    if pending is None or turn is None:
        return
    verbatim = bool(given.acts) and all(span.text in turn.text for span in given.acts)
    claim = given.claim if given.claim and given.claim in turn.text else None
    acts = given.acts if verbatim else turn.acts
    draft.add(ev.TurnUnderstood(at=draft.at, request=given.request, turn=turn.turn, acts=acts, claim=claim))
    request_grade(draft)
    answer_owed(draft)


def request_grade(draft: Draft) -> None:
    """Ask for a judgement of everything said on the open stage, when the last turn added to it."""
    state = draft.state
    opened = state.open
    if opened is None or not opened.answers or opened.answers[-1].turn != state.turns:
        return
    parts = clipped(opened.answers)
    if parts == opened.grade_asked:
        return
    draft.add(
        ev.GradeRequested(
            at=draft.at,
            request=state.requests + 1,
            question=opened.question,
            stage=opened.stage,
            turns=tuple(part.text for part in parts),
            turn_numbers=tuple(part.turn for part in parts),
            heard=opened.heard,
            due=draft.at + draft.session.settings.grade_wait_s,
        )
    )


def clipped(answers: tuple[AnswerPart, ...]) -> tuple[AnswerPart, ...]:
    """The answers as far as a grader reads."""
    left = MAX_GRADED_CHARS
    parts = []
    for part in answers:
        parts.append(AnswerPart(part.turn, part.text[:left]))
        left = max(0, left - len(part.text))
    return tuple(parts)
