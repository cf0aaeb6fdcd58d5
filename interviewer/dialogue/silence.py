"""Silences from measured times: which there were, of what class, and when a nudge is due. Time is a number."""

from interviewer.content.models import SilenceSettings, Thinking
from interviewer.dialogue import events as ev
from interviewer.dialogue.inputs import ActName, MeasuredPause
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import State, last_words

MIN_SILENCE_S = 0.05
"""Shorter gaps are measuring noise."""
NUDGES = 2
"""Nudges before the offer to move on."""


def silence_settings(session: FrozenSession) -> SilenceSettings:
    """How long this interviewer waits."""
    return session.persona.silence


def on_hold(state: State) -> bool:
    """The interview pauses until the candidate is heard again: whoever has a clock stops it, and nothing counts."""
    silent = state.floor == "candidate" and state.speaking_since is None and not state.in_turn
    return state.paused and silent and not state.ended


def means_nothing(state: State) -> bool:
    """The candidate's silence is none of theirs: the interview pauses, or we fail to hear them."""
    return state.deaf or on_hold(state)


def wait_until(session: FrozenSession, state: State) -> float | None:
    """When the candidate's silence is next acted on; None while they speak or it is not their floor."""
    if state.floor != "candidate" or state.speaking_since is not None or state.ended or means_nothing(state):
        return None
    return max(state.floor_at, state.granted_until or 0.0) + nudge_after_s(session, state)


def nudge_after_s(session: FrozenSession, state: State) -> float:
    """How long a silence lasts before it is acted on."""
    settings = silence_settings(session)
    first = settings.nudge_s(thinking_of(session, state))
    return (settings.second_nudge_s if state.nudges else first) * session.settings.patience


def thinking_of(session: FrozenSession, state: State) -> Thinking:
    """What kind of thinking the open stage needs."""
    if state.open is None:
        return "design"
    return session.question(state.open.question).stage(state.open.stage).thinking


def waited(session: FrozenSession, state: State, until: float, at: float) -> list[ev.SilenceMeasured]:
    """The silence between the floor being passed and `until`, granted time apart from dead; learned `at`."""
    if state.floor != "candidate" or state.speaking_since is not None or means_nothing(state):
        return []
    found = []
    start = state.floor_at
    granted_end = min(until, state.granted_until or start)
    grace = 0.0 if state.nudges else silence_settings(session).grace_s
    if granted_end - start > MIN_SILENCE_S:
        found.append(measured(state, "granted", start, granted_end - start, 0.0, state.last_words, at))
        start = granted_end
    if until - start > max(grace, MIN_SILENCE_S):
        found.append(measured(state, "dead", start, until - start, grace, state.last_words, at))
    return found


def inside_turn(
    session: FrozenSession, state: State, pauses: tuple[MeasuredPause, ...], at: float
) -> list[ev.SilenceMeasured]:
    """Silences of a turn that go beyond the grace, and whatever hesitates or thinks aloud, which costs nothing.

    Time that was granted is over once somebody speaks.
    """
    found = []
    for pause in pauses:
        silence_class = class_of(pause)
        grace = silence_settings(session).grace_s if silence_class == "dead" else 0.0
        if pause.duration_s > max(grace, MIN_SILENCE_S):
            words = last_words(pause.after_words)
            where = (pause.start_s, pause.duration_s)
            found.append(measured(state, silence_class, *where, grace, words, at, inside=True))
    return found


def class_of(pause: MeasuredPause) -> ev.SilenceClass:
    """What kind of time without an answer it is."""
    if pause.thinking:
        return "thinking"
    return "filled" if pause.voiced else "dead"


def thought_aloud(
    state: State, act: ActName, text: str, started: float, at: float, pauses: tuple[MeasuredPause, ...]
) -> list[ev.SilenceMeasured]:
    """A turn that only thinks aloud, or only hesitates, as a span that costs nothing; none where it was measured."""
    if any(pause.thinking or pause.voiced for pause in pauses):
        return []
    words = [w.strip(".,…!?").lower() for w in text.split()]
    hesitation = all(w in HESITATIONS for w in words)
    if act != "thinking" or at <= started:
        return []
    return [measured(state, "filled" if hesitation else "thinking", started, at - started, 0.0, last_words(text), at)]


HESITATIONS = frozenset({"", "um", "uh", "uhm", "erm", "er", "hm", "hmm", "hmmm", "mm", "mhm", "ah", "eh"})
"""Sounds without words."""


def measured(
    state: State,
    silence_class: ev.SilenceClass,
    start: float,
    duration: float,
    grace: float,
    after: str,
    at: float,
    inside: bool = False,
) -> ev.SilenceMeasured:
    """One silence, belonging to the turn that is being taken or comes next."""
    stage = state.open
    return ev.SilenceMeasured(
        at=at,
        turn=state.turns + 1,
        silence_class=silence_class,
        start_s=round(start, 3),
        duration_s=round(duration, 3),
        grace_s=grace,
        after_words=after,
        inside_turn=inside or state.in_turn,
        question=stage.question if stage else None,
        stage=stage.stage if stage else None,
    )
