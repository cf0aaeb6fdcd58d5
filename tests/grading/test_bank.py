"""The whole bank against the offline grader: every worked example, every ladder, every line, every attack."""

import pytest

from interviewer.content.library import Library
from interviewer.grading.assessment import Grader
from interviewer.grading.bank_check import BankFault, attack_faults, examples_off, ladder_faults


def told(faults: list[BankFault]) -> str:
    return "\n".join(f"{fault.question}/{fault.stage}: {fault.what}" for fault in faults)


@pytest.mark.slow
def test_every_worked_example_comes_out_exactly_as_expected(library: Library, offline_grader: Grader) -> None:
    off = [fault for question in library.questions for fault in examples_off(question, offline_grader)]
    assert not off, told(off)


@pytest.mark.slow
def test_a_stronger_example_never_scores_below_a_weaker_one(library: Library, offline_grader: Grader) -> None:
    off = [fault for question in library.questions for fault in ladder_faults(question, offline_grader)]
    assert not off, told(off)


@pytest.mark.slow
def test_no_family_of_attacks_earns_on_any_question(library: Library, offline_grader: Grader) -> None:
    off = [
        fault
        for question in library.questions
        for fault in attack_faults(question, [o for o in library.questions if o.id != question.id], offline_grader)
    ]
    assert not off, told(off)
