"""Promises of the library and of the small look-ups on content."""

import pytest
from pydantic import ValidationError

from interviewer.content.library import Library
from interviewer.content.models import CommonLines, KeyPoint, Persona, Question, SilenceSettings, Stage
from interviewer.content.rubric import CreditFactors, Criterion, Level, Rubric, VerdictStep
from interviewer.errors import UnknownNameError


def question(name: str, kind: str = "basic") -> Question:
    stage = Stage(id="main", prompt="What?", key_points=(KeyPoint(id="point", claim="This."),))
    return Question.model_validate(
        {"id": name, "title": name, "kind": kind, "topics": ("statistics", name), "stages": (stage,)}
    )


@pytest.fixture
def library() -> Library:
    level = Level(name="low", from_share=0, behaviour="Little.")
    rubric = Rubric(
        version=1,
        criteria=(Criterion(id="breadth", name="B", weight=1, measured_by="x", levels=(level, level)),),
        verdicts=(VerdictStep(id="any", name="Any", min_score=0, says="Thanks."),),
    )
    ann = Persona(id="ann", name="Ann", title="T", bio="B", leaning="L", asks_about={"statistics": 1})
    questions = (question("confidence-intervals"), question("mean"), question("new-recommender", "problem"))
    return Library((ann,), questions, rubric, CommonLines(lines={}))


def test_content_is_found_by_id(library: Library) -> None:
    assert library.persona("ann").name == "Ann"
    assert library.question("mean").id == "mean"
    assert [q.id for q in library.problems] == ["new-recommender"]
    assert [q.id for q in library.basics] == ["confidence-intervals", "mean"]
    assert "confidence-intervals" in library.topics


@pytest.mark.parametrize("name", ["confidence-interval", "Confidence Intervals", "confidence_intervals"])
def test_an_unknown_question_gets_the_nearest_ids_and_the_list(library: Library, name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean confidence-intervals\? `interviewer questions` lists"):
        library.question(name)


def test_an_unknown_persona_is_told_where_the_list_is(library: Library) -> None:
    with pytest.raises(UnknownNameError, match=r"no persona is called 'zoe'\. `interviewer personas` lists them\."):
        library.persona("zoe")


def test_a_question_knows_its_area_and_its_stages() -> None:
    assert question("mean").area == "statistics"
    assert question("mean").stage("main").prompt == "What?"
    with pytest.raises(KeyError):
        question("mean").stage("second")


def test_the_first_reminder_depends_on_the_kind_of_thinking() -> None:
    silence = SilenceSettings(nudge_recall_s=1, nudge_derivation_s=2, nudge_design_s=3)
    assert [silence.nudge_s(kind) for kind in ("recall", "derivation", "design")] == [1, 2, 3]


def test_factors_of_older_sessions_that_never_counted_are_read_and_dropped() -> None:
    old = {"covered": 1.0, "partial": 0.5, "unprompted": 1.0, "after_follow_up": 0.7, "after_hint": 0.4}
    assert CreditFactors.model_validate(old) == CreditFactors(unprompted=1.0, after_follow_up=0.7, after_hint=0.4)
    for bad in ({"wrong": 0.5}, "much"):
        with pytest.raises(ValidationError):
            CreditFactors.model_validate(bad)
