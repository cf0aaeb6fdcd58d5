"""`interviewer chat`: a text interview at the terminal, or played from a file of answers."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from interviewer import bootstrap
from interviewer.bootstrap_model import ModelChoice, choose_model, sent_where
from interviewer.commands.desks import open_desk
from interviewer.content.library import Library
from interviewer.content.models import Persona
from interviewer.dialogue.session import FrozenSession
from interviewer.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from interviewer.adapters.session_log import SessionLog
    from interviewer.grading.assessment import Grader

LIVE_PATIENCE = 4.0
"""Typing is slower than talking: nudges at an untimed terminal come this many times later."""
MAX_ANSWER_CHARS = 4_000_000
"""Longest answers file that is read."""


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """The flags of `interviewer chat`."""

    persona: str | None = None
    topic: tuple[str, ...] = ()
    question: str | None = None
    problem: str | None = None
    length: str = "standard"
    answers: str | None = None
    timed: bool = False
    seed: int | None = None
    resume: str | None = None
    offline: bool = False
    model: str | None = None
    budget: int | None = None
    cv: str | None = None


def run(options: ChatOptions) -> int:
    """Hold an interview and write its report; returns the exit code."""
    lines = None
    if options.answers is not None:
        lines = read_answers(options.answers)
    elif not sys.stdin.isatty():
        lines = read_answers("-")
    choice = pick_model(options)
    log, library = open_session(options, scripted=lines is not None, model=choice)
    with log:
        if lines is None:
            return at_the_terminal(log, library, choice)
        return from_lines(log, library, lines, choice)


def pick_model(options: ChatOptions) -> ModelChoice:
    """The chat model that was asked for; one that cannot be used costs one line, and the interview is held offline."""
    choice = choose_model(options.model, options.offline, budget=options.budget)
    if choice.complaint is not None:
        print(f"interviewer: {choice.complaint}; this interview is held offline", file=sys.stderr)
    if choice.address is not None:
        print(f"interviewer: {sent_where(choice.address)}", file=sys.stderr)
    return choice


def open_session(
    options: ChatOptions, scripted: bool, channel: str | None = None, model: ModelChoice | None = None
) -> tuple["SessionLog", Library | None]:
    """The session to take up again, or a new one; `channel` if it is neither typed nor scripted."""
    store = bootstrap.open_store()
    if options.resume is not None:
        log = store.open(options.resume, for_writing=True)
        if log.events and log.events[-1].kind == "ended":
            log.close()
            raise UsageError(
                f"{log.session.id}: this interview has ended; `interviewer report {log.session.id}` shows its report, "
                "`interviewer` starts a new one"
            )
        return log, None
    library = bootstrap.open_library()
    check_names(library, options)
    persona = pick_persona(library, options, scripted)
    seed = options.seed if options.seed is not None else bootstrap.fresh_seed()
    wishes = bootstrap.Wishes(
        length=options.length,  # type: ignore[arg-type]
        topics=options.topic,
        question=options.question,
        problem=options.problem,
        timed=options.timed,
        seed=seed,
        channel=channel or ("scripted" if scripted else "chat"),
        patience=1.0 if scripted or options.timed else LIVE_PATIENCE,
        model=model.name if model is not None else None,
        budget=model.budget if model is not None else None,
        cv_project=project_of(options.cv) if options.cv is not None else "",
    )
    now = bootstrap.local_now()
    asked = () if options.seed is not None else bootstrap.asked_before(store)
    session = bootstrap.new_session(store.new_id(persona.id, now), library, persona, wishes, asked)
    return store.create(session, bootstrap.OFFLINE_GRADER, now), library


def discard_unheld(log: "SessionLog") -> bool:
    """Remove a session, closed by now, in which nothing has happened; True when it was one."""
    if log.events:
        return False
    bootstrap.open_store().delete(log.session.id)
    return True


def project_of(cv: str) -> str:
    """The project to ask about out of a CV; the CV itself is kept nowhere."""
    from interviewer.adapters.cv import read_text
    from interviewer.dialogue.background import cv_project

    found = cv_project(read_text(Path(cv), "--cv"))
    if not found:
        print(
            f"interviewer: {cv}: no project was recognised in it; the interviewer will not ask about it",
            file=sys.stderr,
        )
    return found


def check_names(library: Library, options: ChatOptions) -> None:
    """Fail on a question, problem or topic that does not exist, with the nearest names."""
    if options.question is not None and library.question(options.question).kind != "basic":
        raise UsageError(f"{options.question} is a problem; use --problem {options.question}")
    if options.problem is not None and library.question(options.problem).kind != "problem":
        raise UsageError(f"{options.problem} is a basic question; use --question {options.problem}")
    for topic in options.topic:
        if topic not in library.topics:
            near = get_close_matches(topic, sorted(library.topics), n=3, cutoff=0.4)
            raise UnknownNameError("topic", topic, near, "`interviewer questions` shows the topics.")


def pick_persona(library: Library, options: ChatOptions, scripted: bool) -> Persona:
    """The persona by id or file; without one the menu, or the first when nobody can be asked."""
    if options.persona is None:
        return library.personas[0] if scripted else ask_for_persona(library)
    path = Path(options.persona)
    if path.suffix in (".yaml", ".yml"):
        from interviewer.content.loader import load_persona

        return load_persona(path)
    return library.persona(options.persona)


def ask_for_persona(library: Library) -> Persona:
    """The menu: who could interview you, with the bio a candidate would look up."""
    from interviewer.adapters.menu import choose_persona

    return choose_persona(library.personas)


def read_answers(source: str) -> Iterator[str]:
    """The lines of a file, or of standard input as they come; UsageError when they cannot be read."""
    if source == "-":
        return cleaned(sys.stdin)
    path = Path(source)
    try:
        if path.stat().st_size > MAX_ANSWER_CHARS:
            raise UsageError(f"{path}: larger than {MAX_ANSWER_CHARS:,} bytes; one candidate turn a line is enough")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{path}: {reason}; --answers takes a text file with one turn a line, or -") from None
    return iter(text.splitlines())


def cleaned(stream: TextIO) -> Iterator[str]:
    """Lines of a stream without their ends; what is not UTF-8 becomes a replacement character."""
    reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return (line.rstrip("\r\n") for line in stream)


def from_lines(log: "SessionLog", library: Library | None, lines: Iterator[str], choice: ModelChoice) -> int:
    """Play the answers on a virtual clock; nothing ever prompts."""
    from interviewer.adapters.chat import Screen, make_console
    from interviewer.adapters.script import ScriptedCandidate
    from interviewer.dialogue.interview import Interview
    from interviewer.runner import Runner, VirtualClock

    session = log.session
    clock = VirtualClock(bootstrap.last_moment(log))
    opened = open_desk(log, library, clock, choice, inline=True)
    runner = Runner(Interview.resume(session, log.events), log, clock, [opened.desk])
    opened.begin(runner.inbox.put)
    runner.listeners.append(Screen(session, make_console(), scripted=True).show)
    candidate = ScriptedCandidate(lines)
    candidate.play(runner, clock)
    for warning in candidate.warnings:
        print(f"interviewer: {warning}", file=sys.stderr)
    return finish(log)


def at_the_terminal(log: "SessionLog", library: Library | None, choice: ModelChoice) -> int:
    """A person types."""
    from interviewer.adapters.chat import TerminalChat
    from interviewer.dialogue.interview import Interview
    from interviewer.runner import RealClock, Runner

    session = log.session
    clock = RealClock(bootstrap.last_moment(log))
    opened = open_desk(log, library, clock, choice)
    runner = Runner(Interview.resume(session, log.events), log, clock, [opened.desk])
    chat = TerminalChat(runner, session, once_begun=lambda: opened.begin(runner.inbox.put))
    try:
        ended = chat.hold()
    finally:
        opened.close()
    if not ended:
        print(f"\nStopped here, and everything is kept. Go on:\n  interviewer chat --resume {session.id}")
        print(f"Report so far:\n  interviewer report {session.id}")
        return 0
    return finish(log)


def make_grader(session: FrozenSession, library: Library | None) -> "Grader":
    """The offline grader; a resumed session knows the bank's other questions only if they still load."""
    background = library.questions if library is not None else bootstrap.known_questions(session)
    return bootstrap.offline_grader(background)


def finish(log: "SessionLog") -> int:
    """Write the report in all formats and say where it is."""
    from interviewer.commands.report import write_all

    return write_all(log)
