"""The screen of a spoken interview: who has the floor, level, time and the last lines. Nothing on it judges."""

import math
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from interviewer.adapters.chat import UNREMARKED, place, wrapped
from interviewer.adapters.voice_room import Floor, VoiceRoom, Wait
from interviewer.dialogue import events as ev
from interviewer.dialogue.inputs import COMMAND_WORDS
from interviewer.dialogue.session import FrozenSession

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

KEYS = ("p pause", "r repeat", "s skip", "t go on in text", "q leave")
GO_ON_KEY = "p go on"
"""What p does in a pause."""
ENTER: dict[Floor, str] = {
    "interviewer": "Enter: heard enough",
    "you": "Enter: my turn is over",
}
"""What Enter does, by who has the floor."""
METER = 20
"""Columns of the level meter."""
QUIETEST_DB = -60.0
FLOORS: dict[Floor, str] = {
    "interviewer": "{name} is speaking",
    "you": "your turn: take your time and think aloud",
    "paused": "paused, nothing counts: p or Enter goes on",
    "away": "paused, nothing counts: speak or press Enter",
    "gone": "no sound, nothing counts: t goes on in text",
    "over": "the interview is over",
}
GO_ON = "your turn: I'm listening, go on or press Enter"
"""Somebody who has spoken is silent, and their turn is still open."""
GRANTED = "your time to think: {seconds} s left"
WAITS: dict[Wait, str] = {
    "words": "one moment: your words are being written down",
    "reply": "one moment: {name} is thinking",
    "voice": "one moment: {name} is about to speak",
}
"""What is being waited for."""
REFRESH_HZ = 8
STDERR = 2
"""Standard error, as C libraries know it."""


def meter(level: float, width: int = METER) -> str:
    """A loudness as a bar."""
    decibels = 20 * math.log10(max(level, 1e-6))
    filled = round(width * min(1.0, max(0.0, 1.0 - decibels / QUIETEST_DB)))
    return "▮" * filled + "▯" * (width - filled)


def clock_face(seconds: float) -> str:
    """Minutes and seconds."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes:02d}:{rest:02d}"


class PlainScreen:
    """Lines for logs, pipes and screen readers: what is said, and nothing that moves."""

    def __init__(self, session: FrozenSession, console: "Console") -> None:
        self._name = session.persona.name
        self._console = console

    def __enter__(self) -> "PlainScreen":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""

    def show(self, events: tuple[ev.AnyEvent, ...]) -> None:
        """A listener: print lines, turns and what went wrong outside."""
        for event in events:
            match event:
                case ev.Said():
                    self.line(self._name, event.text, "bold cyan")
                case ev.TurnTaken(command=str(key)):
                    self.note(f"\n({COMMAND_WORDS.get(key, key)})")
                case ev.TurnTaken():
                    self.line("You", event.text, "bold")
                case ev.TurnLost():
                    self.note(f"({event.ended_at - event.started_at:.0f} s of yours that could not be understood)")
                case ev.Noted() if event.part not in UNREMARKED:
                    self.note(f"({event.part}: {event.reason}; the interview goes on)")
                case _:
                    pass

    def line(self, who: str, text: str, style: str) -> None:
        """One line of one speaker's."""
        from rich.text import Text

        self._console.print(Text(f"\n{who}", style=style))
        self._console.print(Text(wrapped(text, self._console.width)), soft_wrap=True)

    def note(self, text: str) -> None:
        """A remark of the program's own."""
        from rich.text import Text

        self._console.print(Text(text, style="dim"))


class LiveScreen(PlainScreen):
    """The same with a status that is drawn again a few times a second."""

    def __init__(
        self, session: FrozenSession, console: "Console", room: VoiceRoom, now: Any, refresh_hz: float = REFRESH_HZ
    ) -> None:
        super().__init__(session, console)
        self._session, self._room, self._now = session, room, now
        self._live: Any = None
        self._every_s = 1.0 / refresh_hz
        self._drawing = threading.Lock()
        self._over = threading.Event()
        self._artist = threading.Thread(target=self._draw, name="screen", daemon=True)

    def __enter__(self) -> "LiveScreen":
        from rich.live import Live

        self._live = Live(get_renderable=self.render, console=self._console, auto_refresh=False, transient=True)
        self._live.__enter__()
        self._artist.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._over.set()
        self._artist.join()
        self._live.__exit__(*error)

    def _draw(self) -> None:
        """Draw the status again and again, but never while a line is being written: it would leave its traces."""
        while not self._over.wait(self._every_s):
            with self._drawing:
                self._live.refresh()

    def line(self, who: str, text: str, style: str) -> None:
        """One line of one speaker's, above the status."""
        with self._drawing:
            super().line(who, text, style)

    def note(self, text: str) -> None:
        """A remark of the program's own, above the status."""
        with self._drawing:
            super().note(text)

    def render(self) -> "RenderableType":
        """The status at this moment."""
        from rich.text import Text

        room, width = self._room, self._console.width
        text = Text("\n")
        head = f"{self._floor()}{'.' * (int(self._now()) % 4) if room.floor == 'one moment' else ''}"
        text.append(f"{meter(room.level)}", style="green" if room.voiced else "dim")
        text.append("  " if METER + 2 + len(head) <= width else "\n")
        text.append(f"{head}\n", style="bold")
        draft = " ".join(room.draft.split()[-24:]) if room.listening else ""
        if draft:
            text.append(wrapped(f"… {draft}", width) + "\n", style="dim")
        enter = (ENTER[room.floor],) if room.floor in ENTER else ()
        paused = room.floor in ("paused", "away")
        keys = (*enter, GO_ON_KEY if paused else KEYS[0], *KEYS[1:]) if not room.runner.ended else ()
        text.append("\n".join(in_lines(part, width) for part in (self._where(), keys) if part), style="dim")
        return text

    def _floor(self) -> str:
        """Who has the floor, and for what we wait."""
        room, state = self._room, self._room.runner.interview.state
        floor = room.floor
        if floor == "one moment":
            return WAITS[room.waiting_for].format(name=self._name)
        if floor != "you":
            return FLOORS[floor].format(name=self._name)
        if room.open:
            return FLOORS["you"] if room.voiced else GO_ON
        left = (state.granted_until or 0.0) - self._now()
        return GRANTED.format(seconds=math.ceil(left)) if left > 0 else FLOORS["you"]

    def _where(self) -> tuple[str, ...]:
        """Place and time, in parts."""
        state = self._room.runner.interview.state
        total = round(self._session.plan.total_minutes)
        stage = () if state.open is None else (f"{clock_face(self._now() - state.open.opened_at)} on this",)
        return (place(self._session, state), f"{clock_face(self._now())} of {total} min", *stage)


@contextmanager
def libraries_muted() -> Iterator[None]:
    """What C libraries write to standard error would tear the screen apart: ALSA tells of every gap in the sound."""
    kept, nowhere = os.dup(STDERR), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDERR)
    try:
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)


def in_lines(parts: Iterable[str], width: int) -> str:
    """Parts with dots between, broken between parts only."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]} · {part}" if lines[-1] else part
        lines = [*lines[:-1], joined] if len(joined) <= width else [*lines, part]
    return "\n".join(line for line in lines if line)
