"""Who takes an interview's requests: the offline grader alone, or a chat model with the offline grader behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewer import bootstrap, bootstrap_model
from interviewer.bootstrap_model import ModelChoice
from interviewer.content.library import Library
from interviewer.dialogue import inputs as inp
from interviewer.runner import Clock, Desk, Post

if TYPE_CHECKING:
    from interviewer.adapters.session_log import SessionLog
    from interviewer.grading.assessment import Grader


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk, what to do once the first line is there, and how to end it."""

    desk: Desk
    begin: Callable[[Post], None]
    close: Callable[[], None]


def make_grader(log: "SessionLog", library: Library | None) -> "Grader":
    """The offline grader; a resumed session knows the bank's other questions only if they still load."""
    background = library.questions if library is not None else bootstrap.known_questions(log.session)
    return bootstrap.offline_grader(background)


def open_desk(
    log: "SessionLog", library: Library | None, clock: Clock, choice: ModelChoice, inline: bool = False
) -> OpenDesk:
    """The desk for a session; `inline` does all work at once, for scripted candidates."""
    if choice.address is not None and log.session.settings.words_by_model:
        return model_desk(log, library, clock, choice, inline)
    if log.session.settings.words_by_model:
        return absent_desk(log, library, clock, choice, inline)
    return offline_desk(log, library, clock, choice, inline)


def complain(choice: ModelChoice, clock: Clock, post: Post) -> None:
    """Let log and report say that a model which was asked for is not there."""
    if choice.complaint is not None:
        post(inp.AdapterFailed(at=clock.now(), part="start", reason=f"{choice.complaint}; held offline"))


def offline_desk(
    log: "SessionLog", library: Library | None, clock: Clock, choice: ModelChoice, inline: bool
) -> OpenDesk:
    """The offline grader alone."""
    from interviewer.adapters.grading_desk import BackgroundDesk, GradingDesk

    desk = GradingDesk(log.session, lambda: make_grader(log, library), clock)
    if inline:
        return OpenDesk(desk, lambda post: complain(choice, clock, post), lambda: None)
    background = BackgroundDesk(desk)

    def begin(post: Post) -> None:
        complain(choice, clock, post)
        background.warm()

    return OpenDesk(background, begin, background.close)


def model_desk(log: "SessionLog", library: Library | None, clock: Clock, choice: ModelChoice, inline: bool) -> OpenDesk:
    """A chat model takes part."""
    assert choice.address is not None
    parts = bootstrap_model.model_parts(
        choice.address,
        lambda: make_grader(log, library),
        lambda: library.questions if library is not None else bootstrap.known_questions(log.session),
    )
    budget = choice.budget or log.session.settings.budget
    meter = bootstrap_model.open_meter(clock, budget, log.events)
    parts = bootstrap_model.metered(parts, choice.address, meter)
    desk = bootstrap_model.open_desk(log.session, parts, clock, log.events, inline)

    def begin(post: Post) -> None:
        meter.post = post
        desk.begin(post)

    return OpenDesk(desk, begin, desk.close)


def absent_desk(
    log: "SessionLog", library: Library | None, clock: Clock, choice: ModelChoice, inline: bool
) -> OpenDesk:
    """The session began with a model that is not there now: its requests are answered without one."""
    parts = bootstrap_model.absent_parts(lambda: make_grader(log, library), choice.complaint or "no model was named")
    desk = bootstrap_model.open_desk(log.session, parts, clock, log.events, inline)

    def begin(post: Post) -> None:
        complain(choice, clock, post)
        desk.begin(post)

    return OpenDesk(desk, begin, desk.close)
