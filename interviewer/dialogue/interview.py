"""The interview as a state machine without I/O: `receive` turns inputs into events, `deadline` says when to tick."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import assert_never

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.acts import understand
from interviewer.dialogue.clock import MINUTE_S, Clock
from interviewer.dialogue.hearing import context_of, hear, readable
from interviewer.dialogue.matching import probes_invited
from interviewer.dialogue.policy import choose
from interviewer.dialogue.projects import project_phrase
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import NUDGES, inside_turn, thought_aloud, wait_until, waited
from interviewer.dialogue.state import AnswerPart, Pending, State, answer_text, evolve, initial
from interviewer.dialogue.view import View
from interviewer.dialogue.wording import Pen, word

MAX_GRADED_CHARS = 24_000
"""Most characters of a stage that are handed to a grader."""
PATIENCE = "patience"
"""Part that is noted when a reply goes by a first judgement."""
COMMAND_ACTS: dict[inp.CommandName, inp.ActName] = {
    "skip": "skip",
    "hint": "hint",
    "time": "time",
    "repeat": "repeat",
    "quit": "stop",
}


class Interview:
    """One interview: feed it inputs in the order they were learned, and record the events before acting on them."""

    def __init__(self, session: FrozenSession) -> None:
        self.session = session
        self._state = initial(session)

    @classmethod
    def resume(cls, session: FrozenSession, events: Iterable[ev.AnyEvent]) -> "Interview":
        """The interview as it stood after these events."""
        interview = cls(session)
        for event in events:
            interview._state = evolve(interview._state, event)
        return interview

    @property
    def state(self) -> State:
        """Where the interview stands; a frozen value."""
        return self._state

    @property
    def deadline(self) -> float | None:
        """When to send a Tick, in seconds since the start; None when only the candidate can move things."""
        state = self._state
        if not state.started or state.ended:
            return None
        silent = wait_until(self.session, state)
        return min([*(p.due for p in state.pending), *([] if silent is None else [silent])], default=None)

    def receive(self, given: inp.Input) -> tuple[ev.AnyEvent, ...]:
        """The facts that follow from an input, in order. Any input is allowed at any time; none raises."""
        draft = Draft(self.session, self._state, max(given.at, self._state.now))
        if not self._state.ended:
            decide(draft, given)
        self._state = draft.state
        return tuple(draft.events)


@dataclass(slots=True)
class Draft:
    """A decision while it is being made: the events so far and the state they lead to."""

    session: FrozenSession
    state: State
    at: float
    events: list[ev.AnyEvent] = field(default_factory=list)

    def add(self, *events: ev.AnyEvent) -> None:
        """Let events happen."""
        for event in events:
            self.events.append(event)
            self.state = evolve(self.state, event)

    @property
    def clock(self) -> Clock:
        """What still fits into the interview."""
        return Clock(self.session.plan, self.at)


def decide(draft: Draft, given: inp.Input) -> None:
    """Add the events that follow from one input."""
    if not draft.state.started and not isinstance(given, inp.Begin):
        return
    match given:
        case inp.Begin():
            begin(draft)
        case inp.Delivered():
            if draft.state.floor == "interviewer" and given.utterance == draft.state.utterances:
                draft.add(ev.FloorPassed(at=draft.at))
        case inp.SpeechStarted():
            speech_started(draft, given)
        case inp.WentQuiet():
            if draft.state.speaking_since is not None:
                since = min(max(given.since, draft.state.speaking_since), draft.at)
                draft.add(ev.SpeechPaused(at=draft.at, since=since, after_words=given.after_words))
        case inp.SpeechDropped():
            if draft.state.speaking_since is not None:
                draft.add(ev.SpeechEnded(at=draft.at))
            answer_owed(draft)
        case inp.CandidateTurn():
            candidate_turn(draft, given)
        case inp.Command():
            command(draft, given)
        case inp.Graded():
            graded(draft, given)
        case inp.Understood():
            understood(draft, given)
        case inp.Worded():
            worded(draft, given)
        case inp.AdapterFailed():
            failed(draft, given)
        case inp.TokensUsed():
            draft.add(ev.TokensSpent(**{**given.model_dump(exclude={"kind"}), "at": draft.at}))
        case inp.Tick():
            tick(draft)
        case inp.Resumed():
            resumed(draft)
        case _:
            assert_never(given)


def begin(draft: Draft) -> None:
    """The interviewer introduces themself."""
    if draft.state.started:
        return
    draft.add(ev.Started(at=draft.at), ev.PhaseEntered(at=draft.at, phase="introduction"))
    say(draft, (mv.ChosenMove(move=mv.Introduce(), rule="begin"),))


def speech_started(draft: Draft, given: inp.SpeechStarted) -> None:
    """The candidate takes the floor; the silence before it ends."""
    state = draft.state
    if state.speaking_since is not None:
        return
    unheard = line_unheard(state, given)
    if state.floor == "interviewer" and unheard is None:
        draft.add(ev.FloorPassed(at=draft.at))
    silences = waited(draft.session, draft.state, draft.at, draft.at)
    draft.add(*silences, ev.SpeechBegan(at=draft.at, heard=given.heard, unheard=unheard))


def line_unheard(state: State, given: inp.SpeechStarted) -> int | None:
    """The number of our line, when it was cut before anything of it was heard; the introduction is never taken back."""
    cut = given.heard == "" and state.floor == "interviewer" and state.utterances > 1
    return state.utterances if cut and state.before_line is not None else None


def candidate_turn(draft: Draft, given: inp.CandidateTurn) -> None:
    """Record what was said, ask for a judgement of the answer, or reply at once."""
    text = readable(given.text)
    acts = understand(text, context_of(draft.session, draft.state)) if text else ()
    if not acts:
        if draft.state.speaking_since is not None:
            draft.add(ev.SpeechEnded(at=draft.at))
        answer_owed(draft)
        return
    start = draft.at if given.started_at is None else min(given.started_at, draft.at)
    take_floor(draft, start)
    draft.add(*inside_turn(draft.session, draft.state, given.pauses, draft.at))
    draft.add(*thought_aloud(draft.state, acts[0].act if len(acts) == 1 else "answer", text, start, draft.at))
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
    )
    draft.add(turn)
    request_understanding(draft, turn)
    request_grade(draft)
    answer_owed(draft)


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


def awaited(draft: Draft, request: int, kind: str) -> Pending | None:
    """The request of that number and kind, if it is still waited for."""
    return next((p for p in draft.state.pending if (p.request, p.kind) == (request, kind)), None)


def take_floor(draft: Draft, start: float) -> None:
    """The silence before a turn whose beginning nobody reported."""
    if draft.state.speaking_since is None:
        if draft.state.floor == "interviewer":
            draft.add(ev.FloorPassed(at=draft.at))
        draft.add(*waited(draft.session, draft.state, start, draft.at))


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


def graded(draft: Draft, given: inp.Graded) -> None:
    """A judgement arrived; stale ones are dropped. A provisional one makes the reply wait no longer than for a moment,
    and the better one counts whenever it comes."""
    pending = awaited(draft, given.request, "grade")
    late = (one for one in draft.state.late if one.request == given.request)
    asked = pending.grade if pending is not None else next(late, None)
    if asked is None or (given.provisional and (pending is None or pending.judged)):
        return
    patience = asked.at + draft.session.settings.better_grade_wait_s
    draft.add(
        ev.Assessed(
            at=draft.at,
            request=given.request,
            turn=max(asked.turn_numbers),
            question=asked.question,
            stage=asked.stage,
            turn_numbers=asked.turn_numbers,
            assessment=given.assessment,
            better_until=min(asked.due, patience) if given.provisional else None,
        )
    )
    answer_owed(draft)


def failed(draft: Draft, given: inp.AdapterFailed) -> None:
    """Note it; a request that failed gets its fallback now."""
    pending = next((p for p in draft.state.pending if p.request == given.request), None)
    if pending is not None:
        fall_back(draft, pending, given.part, given.reason)
    else:
        draft.add(ev.Noted(at=draft.at, part=given.part, reason=given.reason))


def fall_back(draft: Draft, pending: Pending, part: str, reason: str) -> None:
    """What happens when a reply is late or will not come: the authored line, or a reply without a judgement."""
    if pending.judged:
        part, reason = PATIENCE, "the reply did not wait for the model's verdict, which counts when it comes"
    draft.add(ev.Noted(at=draft.at, part=part, reason=reason, request=pending.request))
    if pending.draft is not None:
        text = f"{pending.begun} {pending.draft.text}".strip()
        speak(draft, pending.draft.model_copy(update={"text": text}))
    else:
        answer_owed(draft)


def tick(draft: Draft) -> None:
    """Act on the deadlines that have passed."""
    late = [p for p in draft.state.pending if draft.at >= p.due]
    for pending in late:
        fall_back(draft, pending, pending.kind, "no reply in time")
    if late:
        return
    silent_until = wait_until(draft.session, draft.state)
    if silent_until is not None and draft.at >= silent_until:
        draft.add(*waited(draft.session, draft.state, draft.at, draft.at))
        say(draft, silence_moves(draft))


def silence_moves(draft: Draft) -> tuple[mv.ChosenMove, ...]:
    """Nudge, nudge again, offer to move on, move on; shorter when the stage before was left in silence too."""
    state = draft.state
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


def resumed(draft: Draft) -> None:
    """Take up the interview where it stopped: what was said last is said again."""
    draft.add(ev.SessionResumed(at=draft.at))
    if draft.state.owes_reply:
        answer_owed(draft)
    elif draft.state.last_said is not None:
        speak(draft, composed(draft, (mv.ChosenMove(move=mv.PickUp(), rule="pick-up"),)))


def answer_owed(draft: Draft) -> None:
    """Reply to the last turn, once nobody speaks and nothing is awaited."""
    state = draft.state
    if state.owes_reply and not state.pending and state.speaking_since is None:
        reply(draft)


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


def reply(draft: Draft) -> None:
    """Choose the moves of the reply and say them."""
    note_what_was_asked(draft)
    drop_what_does_not_fit(draft, leaving=False)
    say(draft, choose(view_of(draft)))


def drop_what_does_not_fit(draft: Draft, leaving: bool) -> None:
    """Shorten the plan when the clock calls for it, between two stages only."""
    state = draft.state
    for planned in draft.clock.overfull(draft.session, state, leaving):
        draft.add(ev.StageDropped(at=draft.at, question=planned.question, stage=planned.stage))


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


def worded(draft: Draft, given: inp.Worded) -> None:
    """A line's words, or its first sentences, arrived; stale ones are dropped."""
    pending = awaited(draft, given.request, "wording")
    if pending is None or pending.draft is None:
        return
    if given.more:
        number = pending.draft.utterance
        draft.add(ev.LineBegun(at=draft.at, request=given.request, utterance=number, text=given.text))
    else:
        words = {"text": given.text, "worded_by": given.worded_by}
        speak(draft, pending.draft.model_copy(update=words))


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
