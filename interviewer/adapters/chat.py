"""The interview in a terminal: prompt_toolkit reads and times the keys, rich prints the lines. It decides nothing."""

import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import on_hold
from interviewer.dialogue.state import State, last_words
from interviewer.runner import Clock, Runner

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.styles import Style
    from rich.console import Console

READING_WPM = 240.0
"""How fast a line is read before the floor passes; whoever types earlier takes it earlier."""
UNREMARKED = frozenset({"start", "wording", "understanding", "patience"})
"""Parts whose failures the candidate need not read in the middle of an interview: log and report tell them."""
YOU = "You  "
"""Stands before what the candidate types."""
BETWEEN_PRINTS_S = 0.03
"""Prints that follow each other sooner are drawn at once."""
PAUSE_S = 1.0
"""Gaps between keys from this length are kept."""
HELP = """\
Enter sends what you typed · Alt-Enter (or Esc, then Enter) starts a new line · ↑ ↓ recall what you sent
/skip    leave this question, for one outside your field
/hint    ask for a hint
/time    ask for a minute to think
/pause   interrupt the interview; /resume, or whatever you write next, goes on
/repeat  hear the question again
/quit    end the interview; the report covers what was said
/help    this list
You can also just say it: "could you repeat that?", "may I have a minute?", "I'd rather skip this one".
Ctrl-C or Ctrl-D leaves; nothing is lost, and `interviewer chat --resume last` goes on."""


@dataclass(slots=True)
class KeyTimes:
    """When the keys of a turn fell: the first one, and the gaps beyond a second."""

    clock: Clock
    started: float | None = None
    latest: float = 0.0
    pauses: list[inp.MeasuredPause] = field(default_factory=list)
    before: str = ""

    def typed(self, text: str) -> str:
        """Note a change of the text; returns "began", "emptied" or ""."""
        now = self.clock.now()
        began = self.started is None and bool(text)
        if began:
            self.started = now
        elif self.started is not None and now - self.latest >= PAUSE_S:
            gap = inp.MeasuredPause(
                start_s=self.latest, duration_s=now - self.latest, after_words=last_words(self.before)
            )
            self.pauses.append(gap)
        emptied = not text and self.started is not None
        if emptied:
            self.reset()
        self.latest, self.before = now, text
        return "began" if began else "emptied" if emptied else ""

    def reset(self) -> None:
        """Forget the turn."""
        self.started, self.pauses = None, []


def status(session: FrozenSession, state: State, now: float) -> str:
    """Stage and elapsed time, in a few words."""
    minutes, seconds = divmod(int(now), 60)
    total = round(session.plan.total_minutes)
    return f"{place(session, state)}  ·  {minutes:02d}:{seconds:02d} of {total} min  ·  /help"


def place(session: FrozenSession, state: State) -> str:
    """Which part of the interview this is."""
    match state.phase:
        case "basics":
            return f"Question {state.basics_opened}"
        case "problem":
            return f"Problem, part {state.parts_opened}"
        case "questions":
            return "Your questions"
        case "introduction":
            return "Introduction"
        case _:
            return "Close"


class Screen:
    """Prints what is said, in reading width; a turn that was typed stands there before it is taken."""

    def __init__(self, session: FrozenSession, console: "Console", scripted: bool = False) -> None:
        self._name = session.persona.name
        self._console = console
        self._scripted = scripted
        self._begun, self._begun_rows = "", 0

    def show(self, events: tuple[ev.AnyEvent, ...]) -> None:
        """A listener: print what is said and what went wrong outside."""
        for event in events:
            match event:
                case ev.LineBegun() if not self._scripted:
                    self._go_on(event.text)
                    self._begun, self._begun_rows = event.text, rows(event.text, self._console.width)
                case ev.Said():
                    self._go_on(event.text)
                    self._begun, self._begun_rows = "", 0
                case ev.Noted(part="exam"):
                    self.note(f"({event.reason})")
                case ev.TurnTaken() if self._scripted:
                    self.line("You", event.text, "bold")
                case ev.TurnLost():
                    self.note(f"  … {event.ended_at - event.started_at:.0f} s of speech that could not be understood")
                case ev.SilenceMeasured() if self._scripted and not event.inside_turn:
                    self.note(f"  … {event.duration_s:.0f} s of silence")
                case ev.Noted() if event.part not in UNREMARKED:
                    self.note(f"({event.part}: {event.reason}; the interview goes on)")
                case ev.PhaseEntered(phase="problem"):
                    self._console.print()
                    self._console.rule(style="dim")
                case _:
                    pass

    def _go_on(self, text: str) -> None:
        """A line, or what is new of one that has begun: written anew as one paragraph if it is the last thing shown."""
        if not self._begun or not text.startswith(self._begun):
            self.line(self._name, text, "bold cyan")
        elif self._begun_rows and self._console.is_terminal and not self._console.is_dumb_terminal:
            self._console.file.write(f"\x1b[{self._begun_rows}A\x1b[J")
            self.words(text)
        else:
            self.words(text[len(self._begun) :].strip())

    def words(self, text: str) -> None:
        """Words of whoever was named last."""
        from rich.text import Text

        self._console.print(Text(wrapped(text, self._console.width)), soft_wrap=True)

    def typed(self, text: str) -> None:
        """What the candidate typed, wrapped between words; it stands where the input line was."""
        from rich.text import Text

        self._begun_rows = 0
        body = wrapped(text, self._console.width, " " * len(YOU))
        self._console.print(Text.assemble((YOU, "bold"), body[len(YOU) :]), soft_wrap=True)

    def line(self, who: str, text: str, style: str) -> None:
        """One line of one speaker's."""
        from rich.text import Text

        self._console.print()
        self._console.print(Text(who, style=style))
        self.words(text)

    def note(self, text: str) -> None:
        """A remark of the program's own."""
        from rich.text import Text

        self._begun_rows = 0
        self._console.print(Text(text, style="dim"))


def rows(text: str, width: int) -> int:
    """How many rows a wrapped text takes."""
    return wrapped(text, width).count("\n") + 1


def wrapped(text: str, width: int, indent: str = "  ") -> str:
    """Text as lines of at most `width` columns, indented; its own line breaks stay."""
    lines = (textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent) for line in text.splitlines())
    return "\n".join(lines)


def make_console(**options: object) -> "Console":
    """A console no wider than reads well; plain when NO_COLOR is set or the output is not a terminal."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False, **options)  # type: ignore[arg-type]
    console.width = min(console.width, 88)
    return console


class TerminalChat:
    """A person at a terminal. The runner works on its own thread; this one reads keys."""

    def __init__(self, runner: Runner, session: FrozenSession, once_begun: Callable[[], None]) -> None:
        """`once_begun` is called when the first line is on the screen: the time to load what is needed later."""
        self._runner = runner
        self._once_begun = once_begun
        self._session = session
        self._keys = KeyTimes(runner.clock)
        self._left = threading.Event()
        self._over = threading.Event()
        self._failure: BaseException | None = None

    def hold(self) -> bool:
        """Hold the interview; True when it came to its end, False when the candidate left it for later.

        Whatever stops the runner (a full disk, for instance) is raised here.
        """
        prompt = self._make_prompt()
        with above_the_input():
            console = make_console()
            screen = Screen(self._session, console)
            self._runner.listeners += [screen.show, self._deliver]
            worker = threading.Thread(target=self._work, args=(prompt,), name="interview", daemon=True)
            worker.start()
            with suppress(KeyboardInterrupt):
                while not self._runner.ended and self._failure is None:
                    text = self._ask(prompt)
                    if text is None:
                        break
                    if text.strip():
                        screen.typed(text.strip())
                    self._take(text, screen)
            self._left.set()
            self._runner.inbox.put(inp.Tick(at=self._runner.clock.now()))
            worker.join(timeout=5)
        if self._failure is not None:
            raise self._failure
        return self._runner.ended

    def _work(self, prompt: "PromptSession[str]") -> None:
        try:
            self._runner.begin()
            self._once_begun()
            self._runner.run(stopped=self._left.is_set)
            self._runner.drain()
        except BaseException as error:
            self._failure = error
        self._over.set()
        self._stop_reading(prompt)

    def _stop_reading(self, prompt: "PromptSession[str]") -> None:
        """Leave the input line, if one is open; one that opens later leaves at once, for `_over` is set."""
        app = prompt.app

        def leave() -> None:
            if app.is_running and not app.is_done:
                app.exit(exception=EOFError)

        if app.loop is not None and app.is_running:
            app.loop.call_soon_threadsafe(leave)

    def _ask(self, prompt: "PromptSession[str]") -> str | None:
        self._keys.reset()
        try:
            return prompt.prompt(pre_run=lambda: self._stop_reading(prompt) if self._over.is_set() else None)
        except (EOFError, KeyboardInterrupt):
            return None

    def _take(self, text: str, screen: Screen) -> None:
        now = self._runner.clock.now()
        command = text.strip().lower()
        if command in ("/help", "/?"):
            screen.note(HELP)
        elif command.removeprefix("/") in get_args(inp.CommandName) and command.startswith("/"):
            self._post(inp.Command.model_validate({"at": now, "name": command[1:]}))
            return
        elif command.startswith("/") and len(command.split()) == 1 and command[1:].isalpha():
            screen.note(f"There is no {command}; /help lists the commands.")
        elif command:
            started, pauses = self._keys.started, tuple(self._keys.pauses)
            self._post(inp.CandidateTurn(at=now, text=text, started_at=started, pauses=pauses))
            return
        self._post(inp.SpeechDropped(at=now))

    def _deliver(self, events: tuple[ev.AnyEvent, ...]) -> None:
        for event in events:
            if isinstance(event, ev.Said):
                read = self._runner.clock.now() + len(event.text.split()) / READING_WPM * 60.0
                self._runner.schedule(inp.Delivered(at=read, utterance=event.utterance))

    def _post(self, given: inp.Input) -> None:
        self._runner.inbox.put(given)

    def _make_prompt(self) -> "PromptSession[str]":
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.output.color_depth import ColorDepth

        colour = ColorDepth.MONOCHROME if no_colour() else None
        session: PromptSession[str] = PromptSession(
            message=[("bold", YOU)],
            erase_when_done=True,
            history=InMemoryHistory(),
            multiline=True,
            key_bindings=key_bindings(),
            prompt_continuation=" " * len(YOU),
            bottom_toolbar=self._toolbar,
            refresh_interval=1.0,
            color_depth=colour,
            style=toolbar_style(),
            include_default_pygments_style=False,
        )
        session.default_buffer.on_text_changed += lambda buffer: self._key(buffer.text)
        return session

    def _key(self, text: str) -> None:
        now = self._runner.clock.now()
        match self._keys.typed("" if text.startswith("/") else text):
            case "began":
                self._post(inp.SpeechStarted(at=now))
            case "emptied":
                self._post(inp.SpeechDropped(at=now))
            case _:
                pass

    def _toolbar(self) -> "StyleAndTextTuples":
        now = self._runner.clock.now()
        state = self._runner.interview.state
        text = status(self._session, state, now)
        return [("class:status", f" {text}{waiting_sign(state)}")]


@contextmanager
def above_the_input() -> Iterator[None]:
    """What is printed stands above the input line, as soon as it is printed."""
    from prompt_toolkit.patch_stdout import StdoutProxy

    with StdoutProxy(raw=True, sleep_between_writes=BETWEEN_PRINTS_S) as proxy:
        out: Any = proxy
        with redirect_stdout(out), redirect_stderr(out):
            yield


def waiting_sign(state: State) -> str:
    """A calm word while the interviewer is thinking, or the candidate is away."""
    if on_hold(state):
        return "  ·  paused: nothing counts until you write again"
    return "  ·  one moment" if state.owes_reply and state.pending else ""


def no_colour() -> bool:
    """The user asked for no colours (https://no-color.org)."""
    import os

    return bool(os.environ.get("NO_COLOR"))


def toolbar_style() -> "Style":
    """A status line that does not shout."""
    from prompt_toolkit.styles import Style

    return Style.from_dict({"bottom-toolbar": "noreverse", "status": "ansibrightblack noreverse"})


def key_bindings() -> "KeyBindings":
    """Enter sends; Alt-Enter, or Esc and Enter, starts a new line."""
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter")
    def _send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys
