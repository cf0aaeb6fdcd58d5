"""The slow part of `interviewer check`: worked examples, leaks and attacks, graded by the offline grader."""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain

from interviewer import bootstrap
from interviewer.content.loader import Loaded
from interviewer.content.models import Question
from interviewer.content.references import Fault, FieldPath
from interviewer.grading.bank_check import attack_faults, examples_off, ladder_faults, leaks


def graded(
    checked: Sequence[Loaded[Question]], bank: Sequence[Question]
) -> Iterator[tuple[Loaded[Question], list[Fault]]]:
    """Each question with what the grader finds in it; the rest of the bank is what it is told apart from."""
    own = {loaded.value.id for loaded in checked}
    everything = [*(loaded.value for loaded in checked), *(q for q in bank if q.id not in own)]
    grader = bootstrap.offline_grader(everything)
    for number, loaded in enumerate(checked, 1):
        question = loaded.value
        show_progress(f"grading {number} of {len(checked)}: {question.id}")
        others = [other for other in everything if other.id != question.id]
        found = chain(
            examples_off(question, grader),
            ladder_faults(question, grader),
            leaks(question, grader),
            attack_faults(question, others, grader),
        )
        faults = [Fault(stage_path(question, fault.stage), fault.what) for fault in found]
        show_progress("")
        yield loaded, faults


def stage_path(question: Question, stage_id: str) -> FieldPath:
    """Where a stage stands in its file."""
    return ("stages", [stage.id for stage in question.stages].index(stage_id))


def show_progress(text: str) -> None:
    """One line that is overwritten, for people only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
