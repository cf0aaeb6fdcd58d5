"""Settings to the parts of an interview that a chat model takes part in. LangChain is not imported here."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewer.adapters.config_file import read_config
from interviewer.adapters.paths import user_paths
from interviewer.dialogue import events as ev

if TYPE_CHECKING:
    from interviewer.adapters.chat_model import ModelAddress
    from interviewer.adapters.model_desk import ModelDesk, ModelParts
    from interviewer.adapters.model_grader import ExamBoard
    from interviewer.adapters.usage import Meter
    from interviewer.content.models import Question
    from interviewer.dialogue.session import FrozenSession
    from interviewer.grading.assessment import Grader
    from interviewer.runner import Clock

MODEL_VARIABLE = "INTERVIEWER_MODEL"
"""Environment variable that names a model when no flag does."""
URL_VARIABLE = "OPENAI_BASE_URL"
"""Environment variable with the address of a server that speaks the OpenAI protocol."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The model an interview is held with."""

    spec: str | None = None
    """As it was asked for; None when nobody asked."""
    address: "ModelAddress | None" = None
    """Where it is; None when the interview is held offline."""
    complaint: str | None = None
    """Why a model that was asked for cannot be used."""
    budget: int | None = None
    """Tokens after which the rest is held offline; None for no limit."""

    @property
    def name(self) -> str | None:
        """The model's name, when there is one."""
        return self.address.name if self.address is not None else None


def choose_model(
    flag: str | None, offline: bool, environ: Mapping[str, str] = os.environ, budget: int | None = None
) -> ModelChoice:
    """The model by flag, then by environment, then by config.toml, checked with one quick request; `offline` beats all.

    Raises UsageError when config.toml cannot be read.
    """
    if offline:
        return ModelChoice()
    configured = read_config(user_paths(environ).settings)
    spec = flag or environ.get(MODEL_VARIABLE) or configured.model
    if not spec:
        return ModelChoice()
    budget = budget or configured.budget
    if configured.base_url and not environ.get(URL_VARIABLE):
        environ = {**environ, URL_VARIABLE: configured.base_url}
    from interviewer.adapters.chat_model import ModelFailed
    from interviewer.adapters.chat_model_check import address_of, check
    from interviewer.adapters.secrecy import without_secrets

    try:
        if spec.startswith("local:"):
            return ModelChoice(spec, serve(spec.removeprefix("local:"), environ), budget=budget)
        address = address_of(spec, environ)
        check(address)
    except ModelFailed as failure:
        return ModelChoice(spec, None, without_secrets(f"{spec}: {failure}", environ.get("OPENAI_API_KEY"), environ))
    return ModelChoice(spec, address, budget=budget)


INTERVIEW = "what you say, the questions and their key points are"
"""What is sent in an interview."""


def sent_where(address: "ModelAddress", what: str = INTERVIEW) -> str:
    """One line on what leaves the program, and where it goes."""
    from urllib.parse import urlsplit

    from interviewer.adapters.secrecy import plain_url

    if address.shown is not None:
        return f"{address.name} runs inside this program: nothing is sent anywhere"
    where = urlsplit(plain_url(address.base_url)).netloc if address.base_url else address.provider
    if what != INTERVIEW:
        return f"{what} sent to {address.name} ({where})"
    return (
        f"{what} sent to {address.name} ({where}) to word and judge; "
        "no sound and nothing of earlier interviews; --offline sends nothing"
    )


def open_meter(clock: "Clock", budget: int | None, before: Iterable[ev.AnyEvent]) -> "Meter":
    """Counts the tokens of an interview."""
    from interviewer.adapters.usage import Meter

    return Meter(clock, budget, before)


def metered(parts: "ModelParts", address: "ModelAddress", meter: "Meter") -> "ModelParts":
    """The same parts, with every call counted."""
    from interviewer.adapters.usage import MeteredModel

    return replace(parts, model=MeteredModel(parts.model, meter, own_server=address.base_url is not None))


def serve(name: str, environ: Mapping[str, str] = os.environ) -> "ModelAddress":
    """Open a model inside the program; raises ModelFailed."""
    from interviewer.adapters.local_model import serve as start

    return start(name, lambda line: print(f"interviewer: {line}", file=sys.stderr), environ)


def open_exam(questions: "Iterable[Question]") -> "ExamBoard":
    """The exam for judges, and the results of those who sat it."""
    from interviewer.adapters.model_grader import ExamBoard
    from interviewer.grading.exam import paper

    return ExamBoard(user_paths().cache / "exams.json", paper(tuple(questions)))


def identity(address: "ModelAddress") -> str:
    """Tells a model from one of the same name on another server."""
    from interviewer.adapters.secrecy import plain_url

    where = "" if address.shown else plain_url(address.base_url or "")
    return f"{address.name} {where}{address.edition}".strip()


def model_parts(
    address: "ModelAddress", grader: "Callable[[], Grader]", questions: "Callable[[], Iterable[Question]]"
) -> "ModelParts":
    """What a desk works with; nothing is loaded yet. The exam is taken from all questions that are known."""
    from interviewer.adapters.chat_model import LangChainModel
    from interviewer.adapters.model_desk import ModelParts
    from interviewer.grading.offline import OfflineGrader

    def offline() -> OfflineGrader:
        made = grader()
        assert isinstance(made, OfflineGrader)
        return made

    return ModelParts(LangChainModel(address), offline, lambda: open_exam(questions()), identity(address))


def open_desk(
    session: "FrozenSession", parts: "ModelParts", clock: "Clock", before: Iterable[ev.AnyEvent], inline: bool
) -> "ModelDesk":
    """The desk of an interview; `inline` does all work at once, for a virtual clock."""
    from interviewer.adapters.model_desk import ModelDesk, at_once, in_a_thread

    return ModelDesk(session, replace(parts, work=at_once if inline else in_a_thread), clock, before)


def absent_parts(grader: "Callable[[], Grader]", reason: str) -> "ModelParts":
    """What a desk works with when the model a session was begun with is not there."""
    from interviewer.adapters.chat_model import ModelAddress

    return replace(model_parts(ModelAddress("none", "none"), grader, tuple), absent=reason)
