"""Lines that may well be said next, so that a slow voice can make them while the candidate speaks. Never decides."""

from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import State, initial
from interviewer.dialogue.wording import Pen

FIRST = (
    "acknowledge",
    "follow-up-lead",
    "move-on-done",
    "next-part",
    "next-question",
    "accept-dont-know",
    "accept-skip",
    "encourage",
    "ask-why",
    "to-basics",
    "to-problem",
    "ask-about-project-open",
    "hint-lead",
    "clarify-lead",
    "no-direction",
    "grant-assumption",
    "accept-assumption",
    "challenge-lead",
    "stay-on-topic",
    "repeat-lead",
    "nudge",
    "not-specified",
    "ask-for-more",
    "invite-questions",
)
"""Pools whose lines begin a reply, likeliest first."""


def backchannels(session: FrozenSession) -> tuple[str, ...]:
    """Signs of listening that take no floor, the persona's own first."""
    return Pen(session, initial(session)).pool("backchannel")


def likely_lines(session: FrozenSession, state: State) -> tuple[str, ...]:
    """The next line of every pool that begins a reply, what may be asked on the open stage, and the next prompts."""
    pen = Pen(session, state)
    begins = [pen.pick(pool) for pool in FIRST]
    ahead = [*state.basics_left[:1], *state.parts_left[:1]]
    prompts = [session.question(one.question).stage(one.stage).prompt for one in ahead]
    found = [*(line for line in begins if "{" not in line), *prompts, *_on_the_open_stage(session, state)]
    return tuple(dict.fromkeys(line for line in found if line))


def _on_the_open_stage(session: FrozenSession, state: State) -> list[str]:
    opened = state.open
    if opened is None:
        return []
    points = session.question(opened.question).stage(opened.stage).key_points
    asked = [point.follow_up for point in points if point.id not in opened.followed]
    return [*asked, *(point.hint for point in points if point.id not in opened.hinted)]
