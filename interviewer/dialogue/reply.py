"""The interviewer's reply: what a turn asked for, the moves that answer it, their words, and what they bring about."""

from dataclasses import replace

from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.clock import MINUTE_S
from interviewer.dialogue.draft import Draft
from interviewer.dialogue.hearing import hear
from interviewer.dialogue.matching import probes_invited
from interviewer.dialogue.policy import choose
from interviewer.dialogue.projects import project_phrase
from interviewer.dialogue.silence import NUDGES
from interviewer.dialogue.state import answer_text
from interviewer.dialogue.view import View
from interviewer.dialogue.wording import Pen, word


def answer_owed(draft: Draft) -> None:
    """Reply to the last turn, once nobody speaks and nothing is awaited."""
    state = draft.state
    if state.owes_reply and not state.pending and state.speaking_since is None:
        reply(draft)


def reply(draft: Draft) -> None:
    """Choose the moves of the reply and say them."""
    note_what_was_asked(draft)
    drop_what_does_not_fit(draft, leaving=False)
    say(draft, choose(view_of(draft)))


def note_what_was_asked(draft: Draft) -> None:
    """The hidden facts that the turn asks for and the assumptions it states."""
    opened = draft.state.open
    if opened is None:
        return
    where = {"at": draft.at, "question": opened.question, "stage": opened.stage, "turn": draft.state.turns}
    for act in hear(draft.session, draft.state):
        if act.fact is not None and (act.act == "clarification" or (act.act == "assumption" and act.asks)):
            draft.add(ev.HiddenFactAsked.model_validate({**where, "fact": act.fact}))
        if act.act == "assumption":
            draft.add(ev.AssumptionStated.model_validate({**where, "text": act.text, "fact": act.fact}))


def view_of(draft: Draft) -> View:
    """What the policy sees."""
    state = draft.state
    turn, opened = state.last_turn, state.open
    said = answer_text(turn) if turn is not None else ""
    stage = draft.session.question(opened.question).stage(opened.stage) if opened else None
    return View(
        session=draft.session,
        state=state,
        at=draft.at,
        acts=hear(draft.session, state),
        probes=probes_invited(said, stage.probes) if stage else (),
        claim=state.claim,
        project=project_phrase(said) if state.phase == "introduction" else None,
        out_of_time=draft.clock.out_of_time,
        closing_time=draft.clock.closing_time,
        spare_s=draft.clock.spare_s(state),
    )


def drop_what_does_not_fit(draft: Draft, leaving: bool) -> None:
    """Shorten the plan when the clock calls for it, between two stages only."""
    state = draft.state
    for planned in draft.clock.overfull(draft.session, state, leaving):
        draft.add(ev.StageDropped(at=draft.at, question=planned.question, stage=planned.stage))


def silence_moves(draft: Draft) -> tuple[mv.ChosenMove, ...]:
    """Nudge, nudge again, offer to move on, move on; shorter when the stage before was left in silence too. The goodbye
    when time is up."""
    state = draft.state
    if state.phase == "questions" and draft.clock.closing_time:
        return leave_in_silence(draft)
    patient = NUDGES + 1 if state.open is not None and state.silent_stages == 0 else 1
    if state.nudges >= patient:
        return leave_in_silence(draft)
    move: mv.Move = mv.OfferMoveOn() if state.nudges == NUDGES else mv.Nudge(count=state.nudges + 1)
    return (mv.ChosenMove(move=move, rule="nudge-in-silence"),)


def leave_in_silence(draft: Draft) -> tuple[mv.ChosenMove, ...]:
    """Go on without an answer."""
    leaving = mv.ChosenMove(move=mv.MoveOn(reason="silence"), rule="leave-in-silence")
    if draft.state.phase == "questions":
        return (mv.ChosenMove(move=mv.Close(), rule="close"),)
    drop_what_does_not_fit(draft, leaving=True)
    return (leaving, *choose(replace(view_of(draft), leaving=True, acts=(), probes=())))


def say(draft: Draft, moves: tuple[mv.ChosenMove, ...]) -> None:
    """Say the moves as one line, in a model's words where one is there."""
    said = composed(draft, moves)
    if draft.session.settings.words_by_model:
        request = draft.state.requests + 1
        due = draft.at + draft.session.settings.wording_wait_s
        draft.add(ev.WordingRequested(at=draft.at, request=request, draft=said, due=due))
    else:
        speak(draft, said)


def composed(draft: Draft, moves: tuple[mv.ChosenMove, ...]) -> ev.Said:
    """The moves worded one after the other, each in the state the ones before lead to, as one line."""
    pen = Pen(draft.session, draft.state)
    ahead = Draft(draft.session, draft.state, draft.at)
    parts = []
    for i, chosen in enumerate(moves):
        pen.state = ahead.state
        parts.append(word(pen, [c.move for c in moves], i))
        consequences(ahead, chosen.move)
    return ev.Said(
        at=draft.at,
        utterance=draft.state.utterances + 1,
        text=" ".join(p for p in parts if p),
        moves=moves,
        pools=tuple(pen.used),
        question=ahead.state.open.question if ahead.state.open else None,
        stage=ahead.state.open.stage if ahead.state.open else None,
    )


def speak(draft: Draft, said: ev.Said) -> None:
    """Say a line, with all that its moves change; after the goodbye nothing follows."""
    for chosen in said.moves:
        consequences(draft, chosen.move)
    draft.add(said.model_copy(update={"at": draft.at}))
    for chosen in said.moves:
        if isinstance(chosen.move, mv.Close):
            reason = "stopped" if chosen.move.early else "completed"
            draft.add(ev.Ended.model_validate({"at": draft.at, "reason": reason}))


def consequences(draft: Draft, move: mv.Move) -> None:
    """Phases and stages that open and close with a move."""
    match move:
        case mv.MoveOn():
            close_stage(draft, move.reason)
        case mv.OpenStage():
            open_stage(draft, move)
        case mv.InviteQuestions():
            close_stage(draft, "out-of-time")
            draft.add(ev.PhaseEntered(at=draft.at, phase="questions"))
        case mv.AcceptSkip():
            close_stage(draft, "skipped")
        case mv.AcceptDontKnow():
            close_stage(draft, "gave-up")
        case mv.Close():
            close_stage(draft, "stopped" if move.early else "out-of-time")
            draft.add(ev.PhaseEntered(at=draft.at, phase="close"))
        case _:
            return


def close_stage(draft: Draft, reason: ev.StageEnd) -> None:
    """Leave the open stage, if there is one."""
    opened = draft.state.open
    if opened is not None:
        draft.add(ev.StageClosed(at=draft.at, question=opened.question, stage=opened.stage, reason=reason))


def open_stage(draft: Draft, move: mv.OpenStage) -> None:
    """Enter the phase if it is new, and open the stage with its minutes."""
    close_stage(draft, "done")
    phase: ev.Phase = "problem" if move.part else "basics"
    if draft.state.phase != phase:
        draft.add(ev.PhaseEntered(at=draft.at, phase=phase))
    minutes = next(p.minutes for p in draft.session.plan.stages if (p.question, p.stage) == (move.question, move.stage))
    draft.add(
        ev.StageOpened(at=draft.at, question=move.question, stage=move.stage, until=draft.at + minutes * MINUTE_S)
    )
