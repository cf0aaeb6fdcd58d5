"""How each event changes the state of an interview: `evolve` is the only way a state changes."""

from dataclasses import replace

from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.session import PlannedStage
from interviewer.dialogue.state import ASKED_AGAIN, AnswerPart, OpenStage, Pending, State, answer_text, last_words
from interviewer.dialogue.unheard import OF_A_REPLY


def evolve(state: State, event: ev.AnyEvent) -> State:
    """The state after an event."""
    state = replace(state, now=max(state.now, event.at))
    if isinstance(event, OF_A_REPLY) and state.before_line is None and state.floor != "interviewer":
        state = replace(state, before_line=state)
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
                before_line=None,
                floor="candidate",
                floor_at=event.at,
                granted_until=None if granted is None else event.at + granted,
            )
        case ev.SpeechBegan():
            state = _taken_back(state) if event.unheard is not None else state
            kept = event.heard is None
            unworded = tuple(
                p for p in state.pending if p.kind != "wording" or (p.begun and kept) or not state.utterances
            )
            return replace(state, speaking_since=event.at, in_turn=False, pending=unworded)
        case ev.SpeechPaused():
            return replace(
                state,
                speaking_since=None,
                floor="candidate",
                floor_at=event.since,
                in_turn=True,
                granted_until=None,
                last_words=last_words(event.after_words) or state.last_words,
            )
        case ev.SpeechEnded():
            return replace(state, speaking_since=None)
        case ev.TurnTaken():
            return _turn(state, event)
        case ev.TurnLost():
            heard = replace(state, speaking_since=None, in_turn=False, nudges=0, granted_until=None, silent_stages=0)
            lost = state.lost + 1
            deaf = event.fault and lost >= ASKED_AGAIN
            floor = "nobody" if state.owes_reply else "candidate"
            return replace(heard, before_line=None, floor=floor, floor_at=event.at, lost=lost, deaf=deaf)
        case ev.GradeRequested():
            state = _awaits(state, Pending(event.request, "grade", event.due, grade=event))
            parts = zip(event.turn_numbers, event.turns, strict=True)
            asked = tuple(AnswerPart(number, text) for number, text in parts)
            return replace(state, open=replace(state.open, grade_asked=asked) if state.open else None)
        case ev.UnderstandingRequested():
            return _awaits(state, Pending(event.request, "understanding", event.due, understanding=event))
        case ev.WordingRequested():
            return _awaits(state, Pending(event.request, "wording", event.due, draft=event.draft))
        case ev.LineBegun():
            begun = (replace(p, begun=event.text) if p.request == event.request else p for p in state.pending)
            return replace(state, pending=tuple(begun))
        case ev.Assessed():
            return _assessed(state, event)
        case ev.TurnUnderstood():
            return _understood(state, event)
        case ev.SessionResumed():
            still = replace(state, speaking_since=None, in_turn=False, before_line=None, lost=0, deaf=False)
            return replace(still, floor="interviewer", granted_until=None)
        case ev.Ended():
            return replace(state, ended=True, floor="nobody", pending=())
        case ev.Noted():
            return state if event.request is None else _arrived(_unawaited(state, event.request), event.request)
        case ev.SilenceMeasured():
            return replace(state, floor_at=max(state.floor_at, event.start_s + event.duration_s))
        case _:
            return state


def _taken_back(state: State) -> State:
    """As if our newest line had not been chosen; its number is not used again."""
    before = state.before_line or state
    return replace(before, now=state.now, utterances=state.utterances, requests=state.requests, pending=())


def _awaits(state: State, pending: Pending) -> State:
    """One more request; a new one of a kind replaces the old."""
    others = tuple(p for p in state.pending if p.kind != pending.kind)
    return replace(state, pending=(*others, pending), requests=pending.request)


def _arrived(state: State, request: int | None) -> State:
    """A request is no longer awaited."""
    return replace(state, pending=tuple(p for p in state.pending if p.request != request))


def _unawaited(state: State, request: int | None = None, asked_for_more: bool = True) -> State:
    """Nobody waits any more for a better judgement: the one asked for by that request, or any. The first judgement of
    an answer counts too, when nobody will ask for one of more words: a command came instead."""
    asked = (p for p in state.pending if p.judged or not asked_for_more)
    left = tuple(p.grade for p in asked if p.grade and request in (None, p.request))
    return replace(state, late=(*state.late, *left))


def _open_stage(state: State, event: ev.StageOpened) -> State:
    state = _drop(state, event.question, event.stage)
    opened = OpenStage(event.question, event.stage, event.at, event.until)
    part = state.phase == "problem"
    return replace(
        state,
        open=opened,
        basics_opened=state.basics_opened + (not part),
        parts_opened=state.parts_opened + part,
        nudges=0,
    )


def _drop(state: State, question: str, stage: str) -> State:
    def others(planned: tuple[PlannedStage, ...]) -> tuple[PlannedStage, ...]:
        return tuple(p for p in planned if (p.question, p.stage) != (question, stage))

    return replace(
        state,
        basics_left=others(state.basics_left),
        parts_left=others(state.parts_left),
        reserve_left=others(state.reserve_left),
    )


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
                stage = _asked(stage, chosen)
    if stage is not None:
        stage = replace(stage, heard=(*stage.heard, event.text))
    lost = any(isinstance(chosen.move, mv.AskAgain) for chosen in event.moves)
    pauses = any(isinstance(chosen.move, mv.Pause) for chosen in event.moves)
    doubts = any(isinstance(chosen.move, mv.ConfirmStop) for chosen in event.moves)
    reassures = stage is None and all(isinstance(chosen.move, REASSURING) for chosen in event.moves)
    beside = lost or pauses or doubts or reassures or any(isinstance(chosen.move, mv.PickUp) for chosen in event.moves)
    asked_now = [c.move for c in event.moves if isinstance(c.move, ASKING)]
    return replace(
        state,
        open=stage,
        floor="interviewer",
        last_asked=asked_now[-1] if asked_now else state.last_asked,
        utterances=event.utterance,
        last_said=state.last_said if beside else event,
        paused=pauses,
        reply_kept=(pauses or doubts) and (state.reply_kept or bool(state.last_turn and answer_text(state.last_turn))),
        nudges=nudges,
        offered=offered,
        end_in_doubt=doubts,
        granted_until=granted,
        time_granted_on=granted_on,
        project_asked=project,
        candidate_questions=asked,
        owes_reply=False,
        pending=tuple(p for p in state.pending if p.kind == "grade") if lost else (),
        speaking_since=None,
        in_turn=False,
        claim=None,
        used_lines=state.used_lines | set(event.pools),
    )


REASSURING = (mv.Nudge, mv.Encourage, mv.GrantTime, mv.DeclineTime)
"""Moves that leave what was asked before as it stands."""
ASKING = (mv.OpenStage, mv.FollowUp, mv.GiveHint, mv.Challenge, mv.ProbeClaim)
"""Moves that leave the candidate with a question of ours on the open stage."""


def _asked(stage: OpenStage | None, chosen: mv.ChosenMove) -> OpenStage | None:
    if stage is None:
        return None
    move = chosen.move
    match move:
        case mv.FollowUp():
            return replace(
                stage, followed=stage.followed | {move.key_point}, target=move.key_point, digs=stage.digs + 1
            )
        case mv.GiveHint():
            return replace(
                stage,
                hinted=stage.hinted | {move.key_point},
                target=move.key_point,
                digs=stage.digs + 1,
                dont_knows=stage.dont_knows + (chosen.rule == "help-after-dont-know"),
            )
        case mv.Challenge():
            return replace(stage, challenged=stage.challenged | {move.misconception}, target=None)
        case mv.ProbeClaim():
            return replace(stage, probed=stage.probed | {move.probe}, target=None, digs=stage.digs + 1)
        case mv.StayOnTopic():
            return replace(stage, brought_back=stage.brought_back + 1)
        case _:
            return stage


def _turn(state: State, event: ev.TurnTaken) -> State:
    state = _unawaited(state, asked_for_more=event.command is None)
    return replace(
        state,
        open=_answered(state.open, event) if state.open else None,
        before_line=None,
        floor="nobody",
        speaking_since=None,
        in_turn=False,
        lost=0,
        deaf=False,
        nudges=0,
        owes_reply=True,
        granted_until=None,
        paused=False,
        turns=event.turn,
        last_turn=event,
        claim=None,
        last_words=last_words(event.text),
        pending=(),
        silent_stages=0,
    )


def _answered(stage: OpenStage, turn: ev.TurnTaken) -> OpenStage:
    said = answer_text(turn)
    earlier = tuple(part for part in stage.answers if part.turn != turn.turn)
    return replace(stage, answers=(*earlier, AnswerPart(turn.turn, said)) if said else earlier)


def _understood(state: State, event: ev.TurnUnderstood) -> State:
    state = _arrived(state, event.request)
    if state.last_turn is None or state.last_turn.turn != event.turn:
        return state
    turn = state.last_turn.model_copy(update={"acts": event.acts})
    stage = _answered(state.open, turn) if state.open else None
    return replace(state, last_turn=turn, open=stage, claim=event.claim)


def _assessed(state: State, event: ev.Assessed) -> State:
    if event.better_until is None:
        late = tuple(one for one in state.late if one.request != event.request)
        state = replace(_arrived(state, event.request), late=late)
    else:
        waits = (
            replace(p, due=event.better_until, judged=True) if p.request == event.request else p for p in state.pending
        )
        state = replace(state, pending=tuple(waits))
    stage = state.open
    if stage is None or (stage.question, stage.stage) != (event.question, event.stage):
        return state
    if event.turn_numbers != tuple(part.turn for part in stage.grade_asked):
        return state
    return replace(state, open=replace(stage, assessment=event.assessment))
