"""The screen of a spoken interview: who has the floor, level, time and the last lines. Nothing on it judges."""

import math
from typing import TYPE_CHECKING, Any

from interviewer.adapters.chat import place, wrapped
from interviewer.adapters.voice_room import VoiceRoom
from interviewer.dialogue import events as ev
from interviewer.dialogue.inputs import COMMAND_WORDS
from interviewer.dialogue.session import FrozenSession

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

KEYS = "Enter: my turn is over · p pause · r repeat · s skip · t go on in text · q leave"
METER = 20
"""Columns of the level meter."""
QUIETEST_DB = -60.0
FLOORS = {
    "interviewer": "{name} is speaking",
    "you": "your turn: take your time and think aloud",
    "one moment": "one moment …",
    "paused": "paused: nothing counts; p or Enter goes on",
    "away": "paused: nothing counts; speak or press Enter to go on",
    "over": "the interview is over",
}
REFRESH_HZ = 8


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
                case ev.Noted():
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

    def __init__(self, session: FrozenSession, console: "Console", room: VoiceRoom, now: Any) -> None:
        super().__init__(session, console)
        self._session, self._room, self._now = session, room, now
        self._live: Any = None

    def __enter__(self) -> "LiveScreen":
        from rich.live import Live

        self._live = Live(
            get_renderable=self.render, console=self._console, refresh_per_second=REFRESH_HZ, transient=True
        )
        self._live.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        if self._live is not None:
            self._live.__exit__(*error)

    def render(self) -> "RenderableType":
        """The status at this moment."""
        from rich.text import Text

        room, width = self._room, self._console.width
        total = round(self._session.plan.total_minutes)
        state = room.runner.interview.state
        stage = "" if state.open is None else f" · {clock_face(self._now() - state.open.opened_at)} on this"
        where = f"{place(self._session, state)} · {clock_face(self._now())} of {total} min{stage}"
        floor = FLOORS[room.floor].format(name=self._name)
        text = Text("\n")
        text.append(f"{meter(room.level)}  ", style="green" if room.voiced else "dim")
        text.append(f"{floor}\n", style="bold")
        draft = " ".join(room.draft.split()[-24:]) if room.listening else ""
        if draft:
            text.append(wrapped(f"… {draft}", width) + "\n", style="dim")
        text.append(f"{where}\n{KEYS}"[: 3 * width], style="dim")
        return text
