"""Nothing an interviewer says would earn credit in a candidate's mouth: held against the real grader, line by line."""

import pytest

from interviewer.content.library import Library
from interviewer.content.models import HiddenFact, KeyPoint, Probe, Question, Stage
from interviewer.grading.assessment import Grader
from interviewer.grading.bank_check import leaks
from tests.conftest import ROOT

QUESTIONS = sorted(path.stem for path in (ROOT / "rubrics").rglob("*.yaml") if path.stem != "rubric")


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_line_of_a_question_tells_a_key_point(name: str, library: Library, offline_grader: Grader) -> None:
    assert [fault.what for fault in leaks(library.question(name), offline_grader)] == []


def test_a_line_that_tells_is_found_wherever_it_stands(library: Library, offline_grader: Grader) -> None:
    question = library.question("gradient-descent")
    stage = question.stages[0]
    telling = stage.key_points[0].claim.replace(".", "?")
    places = {
        "rephrase": {"rephrase": telling},
        "direction": {"direction": telling},
        "hidden fact": {"hidden_facts": (HiddenFact(id="x", about=("x",), answer=telling),)},
        "probe": {"probes": (Probe(on=("x",), ask=telling),)},
        "hint": {"key_points": (*stage.key_points[:-1], told(stage.key_points[-1], telling))},
    }
    for name, changes in places.items():
        changed = with_stage(question, stage.model_copy(update=changes))
        assert leaks(changed, offline_grader) != (), name


def told(point: KeyPoint, hint: str) -> KeyPoint:
    """The point with another hint."""
    return point.model_copy(update={"hint": hint})


def with_stage(question: Question, stage: Stage) -> Question:
    """The question with that stage alone."""
    return question.model_copy(update={"stages": (stage,)})
