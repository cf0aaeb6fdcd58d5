"""The whole bank against the offline grader. What it does not yet do right is written down, and may only shrink."""

from pathlib import Path

import pytest

from interviewer.content.library import Library
from interviewer.grading.assessment import Grader
from interviewer.grading.bank_check import attack_faults, examples_off, ladder_faults

ROOT = Path(__file__).parents[2]
KNOWN = frozenset((ROOT / "tests/data/grader-gaps.txt").read_text().splitlines())
"""One line a gap: what kind, question, stage, and which example, ladder step or family of attacks."""
LEAST_EXACT = 0.85
"""Share of the worked examples that must come out exactly as expected."""


def gap(kind: str, question: str, stage: str, what: str) -> str:
    """A fault as a line of the list, without the numbers in it."""
    words = what.split()
    named = " ".join(words[:4]).rstrip(":") if kind == "example" else " ".join(w for w in words[:4] if "." not in w)
    return f"{kind} {question}/{stage}: {named}"


def example_gaps(library: Library, grader: Grader) -> set[str]:
    found = {gap("example", f.question, f.stage, f.what) for q in library.questions for f in examples_off(q, grader)}
    return found | {
        gap("ladder", f.question, f.stage, f.what) for q in library.questions for f in ladder_faults(q, grader)
    }


def attack_gaps(library: Library, grader: Grader) -> set[str]:
    return {
        gap("attack", f.question, f.stage, f.what)
        for q in library.questions
        for f in attack_faults(q, [o for o in library.questions if o.id != q.id], grader)
    }


@pytest.mark.slow
def test_no_worked_example_or_ladder_is_newly_misjudged(library: Library, offline_grader: Grader) -> None:
    assert example_gaps(library, offline_grader) <= KNOWN


@pytest.mark.slow
def test_most_worked_examples_come_out_exactly_as_expected(library: Library, offline_grader: Grader) -> None:
    examples = sum(len(q.examples) for q in library.questions)
    off = {(f.question, f.what.split(":")[0]) for q in library.questions for f in examples_off(q, offline_grader)}
    assert 1 - len(off) / examples >= LEAST_EXACT


@pytest.mark.slow
def test_no_family_of_attacks_newly_earns(library: Library, offline_grader: Grader) -> None:
    assert attack_gaps(library, offline_grader) <= KNOWN
