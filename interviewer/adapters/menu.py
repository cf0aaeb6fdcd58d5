"""What is asked at a terminal before an interview: who interviews, and whether text will do when voice does not."""

import sys
from collections.abc import Callable, Sequence

from interviewer.adapters.chat import make_console, wrapped
from interviewer.content.models import Persona


def choose_persona(personas: Sequence[Persona], ask: Callable[[str], str] = input) -> Persona:
    """Show who could interview you and return the one chosen; the first on an empty line.

    EOFError and KeyboardInterrupt mean that the user left.
    """
    from rich.text import Text

    console = make_console()
    console.print("\nWho should interview you? Look them up first, as you would before a real interview.\n")
    for number, persona in enumerate(personas, start=1):
        console.print(Text.assemble((f"{number}  ", "bold"), (persona.name, "bold cyan")))
        console.print(Text(wrapped(persona.title, console.width, "   ")), style="italic")
        console.print(Text(wrapped(" ".join(persona.bio.split()), console.width, "   ") + "\n"), soft_wrap=True)
    names = " · ".join(f"{i}\N{NO-BREAK SPACE}{p.name.split()[-1]}" for i, p in enumerate(personas, start=1))
    console.print(names, markup=False, style="bold")
    while True:
        console.print("Number or name, Enter for 1: ", end="")
        answer = ask("").strip().lower()
        found = matching(personas, answer)
        if len(found) == 1:
            return found[0]
        console.print(f"Type a number from 1 to {len(personas)}, or part of a name.")


def takes_text(fault: Exception, ask: Callable[[str], str] = input) -> bool:
    """Tell a fault of the spoken interview and offer text instead; who closes the input or interrupts has left."""
    print(f"interviewer: {fault}", file=sys.stderr)
    while True:
        try:
            answer = ask("Enter or t: go on in text, q: leave > ").strip().lower()
        except (EOFError, KeyboardInterrupt):
            print()
            return False
        if answer in ("", "t", "q"):
            return answer != "q"


def matching(personas: Sequence[Persona], answer: str) -> list[Persona]:
    """The personas that a typed line means."""
    if not answer:
        return [personas[0]]
    if answer.isdecimal():
        return [p for i, p in enumerate(personas, start=1) if i == int(answer)]
    return [p for p in personas if answer == p.id] or [p for p in personas if answer in f"{p.name} {p.id}".lower()]
