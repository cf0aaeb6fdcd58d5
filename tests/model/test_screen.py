"""How a line that comes sentence by sentence looks on the screen."""

import io

import pytest
from rich.console import Console

from interviewer.adapters.chat import Screen
from interviewer.dialogue import events as ev
from tests.model.stage import Bench

FIRST = "You said it gets narrower with more data, and that was some time ago in this talk."
WHOLE = f"{FIRST} What else does it depend on?"
UP = "\x1b[2A\x1b[J"


def shown(
    bench: Bench, *between: ev.AnyEvent, terminal: bool = True, scripted: bool = False, dumb: bool = False
) -> str:
    """What the screen prints of a line that begins, something else, and the whole line."""
    out = io.StringIO()
    console = Console(file=out, width=60, force_terminal=terminal, color_system=None, _environ={"TERM": "dumb" * dumb})
    screen = Screen(bench.session, console, scripted)
    begun = ev.LineBegun(at=0, request=1, utterance=1, text=FIRST)
    for event in (begun, *between, ev.Said(at=1, utterance=1, text=WHOLE, moves=())):
        screen.show((event,))
    return out.getvalue()


def test_a_line_that_came_in_two_stands_there_as_one_paragraph(bench: Bench) -> None:
    first, whole = shown(bench).split(UP)
    assert " ".join(first.split()).endswith(FIRST)
    assert " ".join(whole.split()) == WHOLE


@pytest.mark.parametrize("how", [{"terminal": False}, {"dumb": True}])
def test_where_nothing_can_be_written_anew_the_rest_follows(bench: Bench, how: dict[str, bool]) -> None:
    out = shown(bench, **how)
    assert "\x1b" not in out
    assert " ".join(out.split()).endswith(WHOLE)


def test_a_remark_in_between_stays_where_it_is(bench: Bench) -> None:
    out = shown(bench, ev.Noted(at=0, part="exam", reason="it judges from here on"))
    assert UP not in out
    assert "(it judges from here on)" in out
    assert " ".join(out.split()).endswith("What else does it depend on?")


def test_a_scripted_interview_is_printed_line_by_line(bench: Bench) -> None:
    out = shown(bench, scripted=True)
    assert out.count("You said") == 1
    assert " ".join(out.split()).endswith(WHOLE)
