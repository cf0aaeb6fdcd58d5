"""A full-shape interview that is over in minutes: one basic question, a problem in two parts, a brisk interviewer."""

from pathlib import Path

from interviewer import bootstrap
from interviewer.adapters.session_log import SessionStore
from interviewer.content.library import Library
from interviewer.dialogue.session import FrozenSession

INTRODUCTION = "Hello, I'm Marit Solvang. We have a few minutes. Tell me who you are."


def short_session(library: Library, name: str, rate_wpm: int = 260) -> FrozenSession:
    """One basic question and two parts of a problem, asked fast."""
    wishes = bootstrap.Wishes(
        length="quick",
        question="confidence-intervals",
        problem="bayesian-linear-regression",
        timed=True,
        seed=1,
        channel="voice",
    )
    session = bootstrap.new_session(name, library, library.persona("statistics"), wishes, ())
    persona = session.persona
    lines = {**persona.lines, "introduce": (INTRODUCTION,), "explain": ()}
    brisk = persona.model_copy(
        update={
            "voice": persona.voice.model_copy(update={"rate_wpm": rate_wpm}),
            "lines": lines,
            "follow_ups": persona.follow_ups.model_copy(update={"per_basic": 0, "per_part": 0}),
        }
    )
    plan = session.plan.model_copy(
        update={"basics": session.plan.basics[:1], "problem": session.plan.problem[:2], "reserve": ()}
    )
    asked = {p.question for p in (*plan.basics, *plan.problem)}
    questions = tuple(q for q in session.questions if q.id in asked)
    return session.model_copy(update={"persona": brisk, "plan": plan, "questions": questions})


def write_session(library: Library, home: Path, name: str) -> FrozenSession:
    """A session on disk that has not begun: `interviewer voice --resume NAME` holds it."""
    session = short_session(library, name)
    SessionStore(home / "sessions").create(session, bootstrap.OFFLINE_GRADER, bootstrap.local_now()).close()
    return session
