"""Settings to concrete adapters: the only place that picks them. Everything costly is imported where it is used."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from interviewer.adapters.paths import UserPaths, library_roots, user_paths
from interviewer.content.library import Library
from interviewer.content.models import Persona, Question
from interviewer.dialogue.plan import make_plan
from interviewer.dialogue.session import FrozenSession, Length, Settings
from interviewer.errors import ContentError

if TYPE_CHECKING:
    from interviewer.adapters.session_log import SessionLog, SessionStore
    from interviewer.grading.assessment import Grader


def open_library(paths: UserPaths | None = None) -> Library:
    """Shipped and own content; raises ContentError."""
    from interviewer.content.loader import load_library

    return load_library(library_roots(paths or user_paths()))


def open_store(paths: UserPaths | None = None) -> "SessionStore":
    """The sessions on this machine."""
    from interviewer.adapters.session_log import SessionStore

    return SessionStore((paths or user_paths()).sessions)


def offline_grader(background: Sequence[Question]) -> "Grader":
    """The embedded grader; without the vectors of its package it works on words alone."""
    from interviewer.adapters.embedder import EmbedderMissing, StaticEmbedder
    from interviewer.grading.offline import OfflineGrader

    try:
        return OfflineGrader(background, StaticEmbedder())
    except EmbedderMissing:
        return OfflineGrader(background, None)


OFFLINE_GRADER = "offline"
"""The grader as a log's header names it; each assessment names its exact version."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a candidate asked for."""

    length: Length = "standard"
    topics: Collection[str] = field(default_factory=tuple)
    question: str | None = None
    problem: str | None = None
    timed: bool = False
    seed: int = 0
    channel: str = "chat"
    patience: float = 1.0
    model: str | None = None
    """Name of the chat model that takes part, if one does."""
    budget: int | None = None
    """Tokens it may use."""
    cv_project: str = ""
    """A project out of the candidate's CV."""


def new_session(
    name: str, library: Library, persona: Persona, wishes: Wishes, asked_before: Collection[str]
) -> FrozenSession:
    """Plan an interview and freeze everything it needs."""
    plan = make_plan(
        persona,
        library.questions,
        length=wishes.length,
        topics=wishes.topics,
        seed=wishes.seed,
        asked_before=asked_before,
        question=wishes.question,
        problem=wishes.problem,
    )
    asked = {p.question for p in plan.stages}
    settings = Settings.model_validate(
        {
            "length": wishes.length,
            "timed": wishes.timed,
            "seed": wishes.seed,
            "channel": wishes.channel,
            "patience": wishes.patience,
            "budget": wishes.budget if wishes.model is not None else None,
            "cv_project": wishes.cv_project,
            **(model_settings(wishes.model) if wishes.model is not None else {}),
        }
    )
    return FrozenSession(
        id=name,
        persona=persona,
        common=library.common,
        rubric=library.rubric,
        questions=tuple(q for q in library.questions if q.id in asked),
        plan=plan,
        settings=settings,
    )


MODEL_GRADE_WAIT_S = 15.0
"""A model reads an answer more slowly than the offline grader."""
MODEL_WORDING_WAIT_S, MODEL_UNDERSTANDING_WAIT_S = 6.0, 4.0
"""Nobody likes to wait longer for a line, or for the reply to begin."""


def model_settings(model: str) -> dict[str, object]:
    """How a session is held that a model takes part in."""
    return {
        "model": model,
        "words_by_model": True,
        "understands_by_model": True,
        "grade_wait_s": MODEL_GRADE_WAIT_S,
        "wording_wait_s": MODEL_WORDING_WAIT_S,
        "understanding_wait_s": MODEL_UNDERSTANDING_WAIT_S,
    }


def known_questions(session: FrozenSession) -> Sequence[Question]:
    """All questions that can be loaded, and those of the session in any case."""
    try:
        others = open_library().questions
    except ContentError:
        others = ()
    asked = {q.id for q in session.questions}
    return (*session.questions, *(q for q in others if q.id not in asked))


def asked_before(store: "SessionStore") -> frozenset[str]:
    """Questions that earlier sessions asked; none when they cannot be listed."""
    return frozenset(q for summary in store.list() for q in summary.questions)


def last_moment(log: "SessionLog") -> float:
    """When the log stops, in seconds since the start; 0 for a new session."""
    return max((event.at for event in log.events), default=0.0)


def fresh_seed() -> int:
    """A seed nobody chose."""
    return secrets.randbelow(1_000_000)


def local_now() -> datetime:
    """The wall clock, with its zone."""
    return datetime.now().astimezone()
