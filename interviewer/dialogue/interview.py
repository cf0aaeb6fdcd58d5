"""The interview as a state machine without I/O: `receive` turns inputs into events, `deadline` says when to tick."""

from collections.abc import Iterable
from typing import assert_never

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.briefs import rest_of
from interviewer.dialogue.draft import Draft, awaited
from interviewer.dialogue.evolve import evolve
from interviewer.dialogue.intake import candidate_turn, command, speech_started, understood, words_lost
from interviewer.dialogue.reply import answer_owed, composed, say, silence_moves, speak
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import wait_until, waited
from interviewer.dialogue.state import Pending, State, initial

PATIENCE = "patience"
"""Part that is noted when a reply goes by a first judgement."""


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
            went_quiet(draft, given)
        case inp.SpeechDropped():
            if draft.state.speaking_since is not None:
                draft.add(ev.SpeechEnded(at=draft.at))
            answer_owed(draft)
        case inp.WordsLost():
            words_lost(draft, given)
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


def went_quiet(draft: Draft, given: inp.WentQuiet) -> None:
    """The candidate fell silent in a turn; a sound without words does not end a pause of the interview."""
    if draft.state.speaking_since is None:
        return
    if draft.state.paused and not given.after_words:
        draft.add(ev.SpeechEnded(at=draft.at))
    else:
        since = min(max(given.since, draft.state.speaking_since), draft.at)
        draft.add(ev.SpeechPaused(at=draft.at, since=since, after_words=given.after_words))


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
        text = f"{pending.begun} {rest_of(pending.draft.text, pending.begun)}".strip()
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


def resumed(draft: Draft) -> None:
    """Take up the interview where it stopped: what was said last is said again."""
    draft.add(ev.SessionResumed(at=draft.at))
    if draft.state.owes_reply:
        answer_owed(draft)
    elif draft.state.last_said is not None:
        speak(draft, composed(draft, (mv.ChosenMove(move=mv.PickUp(), rule="pick-up"),)))


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
