"""Every fault of a model's server, in every role: the step gets its fallback, the interview goes on."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.dialogue import events as ev
from tests.model.server import FAULTS, ChatServer, Wire
from tests.model.stage import KEY, TURN, Bench, Step

ROLES = tuple(TURN)
MATRIX = Path(__file__).parents[2] / "docs" / "fault-matrix.md"
INTRODUCTION = """\
# What happens when the model fails

Written by the tests (`INTERVIEWER_WRITE_DOCS=1 pytest tests/model/test_faults.py`), which hold one step of an interview
against a local server for every fault in every role. Whatever happens, the interview goes on at once; what was done
instead stands in the session's log and in the report. After a failure that will not pass, or three in a row, the rest
of the interview runs offline; after two replies in a row that came too late, that part of it does.

| fault | wording | understanding | grading | answering |
|---|---|---|---|---|
"""

Outcome = Callable[[str, str], Step]


@pytest.fixture(scope="module")
def outcome(bench: Bench) -> Iterator[Outcome]:
    """Holds the step for a fault in a role, once."""
    known: dict[tuple[str, str], Step] = {}
    wire = Wire(bench.mind)
    with ChatServer(wire) as server:
        parts = bench.parts(server.url)

        def held(fault: str, role: str) -> Step:
            if (fault, role) not in known:
                wire.fault = lambda asked: fault if asked == role else None
                wire.asked = []
                known[fault, role] = bench.step(replace(wire), parts, role, impatient=fault == "timeout")
            return known[fault, role]

        yield held


def in_words(step: Step, role: str) -> str:
    """One cell of the table."""
    match role:
        case "wording":
            done = "authored line" if step.said.worded_by == "authored" else "model's words, authored question"
        case "understanding":
            done = (
                "taken as an answer" if any(s.act == "answer" for e in step.of(ev.TurnTaken) for s in e.acts) else "?"
            )
        case "grading":
            by = {event.assessment.graded_by for event in step.of(ev.Assessed)}
            done = "offline grader judges" if by == {"offline-2"} else "model's verdicts, overseen"
        case _:
            done = "matched by words alone"
    return f"{done}: {'; '.join(dict.fromkeys(note.reason for note in step.notes))}" if step.notes else done


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_turn_is_answered_whatever_the_model_does(outcome: Outcome, fault: str, role: str) -> None:
    step = outcome(fault, role)
    assert step.wire.count(role), f"the {role} role was never asked"
    assert step.said.text.count("?") <= 2
    assert step.of(ev.Assessed), "the answer was not judged"
    assert step.events[-1].kind == "floor-passed"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("fault", FAULTS)
def test_no_key_reaches_the_log(outcome: Outcome, fault: str, role: str) -> None:
    assert KEY not in " ".join(event.model_dump_json() for event in outcome(fault, role).events)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_wording_leaves_the_authored_question(outcome: Outcome, fault: str) -> None:
    step = outcome(fault, "wording")
    draft = next(event.draft for event in step.events if isinstance(event, ev.WordingRequested))
    last = draft.text.rsplit(". ", 1)[-1]
    assert step.said.text.endswith(last)
    assert step.notes or fault == "truncated"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_judge_is_replaced_by_the_offline_grader(outcome: Outcome, fault: str) -> None:
    step = outcome(fault, "grading")
    judged = step.of(ev.Assessed)[-1]
    assert isinstance(judged, ev.Assessed)
    assert judged.assessment.graded_by == "offline-2"
    assert judged.assessment.score
    assert {"grading", "model"} & {note.part for note in step.notes}


def test_the_table_in_the_documentation_says_what_happens(outcome: Outcome) -> None:
    rows = [
        f"| {fault}: {what} | " + " | ".join(in_words(outcome(fault, role), role) for role in ROLES) + " |"
        for fault, what in FAULTS.items()
    ]
    table = INTRODUCTION + "\n".join(rows) + "\n"
    if os.environ.get("INTERVIEWER_WRITE_DOCS"):
        MATRIX.write_text(table, encoding="utf-8")
    assert MATRIX.read_text(encoding="utf-8") == table
