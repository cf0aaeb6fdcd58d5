"""Promises of the authoring rules: each one names what breaks it, and good content passes."""

import copy
from pathlib import Path
from typing import Any

import pytest

from interviewer.content.lint import lint, lint_pools, spoken_faults, told_words
from interviewer.content.loader import load_question
from interviewer.content.models import CommonLines, KeyPoint, Persona, Question
from interviewer.content.references import field_name
from interviewer.content.rubric import Criterion, Level, Rubric, VerdictStep

SAMPLE = Path(__file__).parents[2] / "rubrics" / "questions" / "optimisation" / "gradient-descent.yaml"


@pytest.fixture(scope="module")
def good() -> dict[str, Any]:
    """A question that breaks no rule, as plain data to spoil."""
    return load_question(SAMPLE).model_dump()


def faults(data: dict[str, Any]) -> list[str]:
    return [f"{field_name(fault.at)}: {fault.what}" for fault in lint(Question.model_validate(data))]


def persona(**changes: Any) -> Persona:
    plain = {
        "id": "ann",
        "name": "Ann",
        "title": "T",
        "bio": "B",
        "leaning": "L",
        "asks_about": {"statistics": 1},
        "lines": {"introduce": ["Hello, I'm Ann."]},
        "can_answer": [{"about": ["What next?"], "answer": "A coding interview."}],
    }
    return Persona.model_validate({**plain, **changes})


def test_the_sample_question_breaks_no_rule(good: dict[str, Any]) -> None:
    assert faults(good) == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("paraphrases", ("One.",), "paraphrases: has 1; people say it in more ways"),
        ("contrast", (), "contrast: has no near miss that must not count"),
        ("follow_up", "Tell me more.", "follow_up: does not end in a question mark"),
        ("follow_up", "", "follow_up: does not end in a question mark"),
        ("follow_up", "Is it the slope?", "follow_up: says 'slope', which an answer must contain"),
        ("follow_up", "What about going downhill?", "follow_up: says 'downhill'"),
        ("hint", " ", "hint: is empty; narrow the question without telling"),
        ("hint", "Think of slopes.", "hint: says 'slope'"),
        ("hint", "Think of f'(x) = 0.", "hint: '=' cannot be spoken; write it as a word"),
        ("hint", "Think of *this*.", "hint: '*' cannot be spoken"),
        ("hint", "You said {said}.", "hint: {said} is not filled in here"),
    ],
)
def test_a_weak_key_point_is_named(good: dict[str, Any], field: str, value: object, expected: str) -> None:
    data = copy.deepcopy(good)
    data["stages"][0]["key_points"][0][field] = value
    assert [f for f in faults(data) if f.startswith(f"stages[0].key_points[0].{expected}")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("prompt",), "Why? How? When?"),
        (("rephrase",), "What is x_1?"),
        (("direction",), "Say a < b."),
        (("misconceptions", 0, "challenge"), "Is 1/2 enough?"),
        (("probes", 0, "ask"), "You said {word}. Why?"),
        (("probes", 0, "ask"), "# Why?"),
    ],
)
def test_a_line_that_cannot_be_spoken_is_named(good: dict[str, Any], path: tuple[str | int, ...], text: str) -> None:
    data = copy.deepcopy(good)
    holder = data["stages"][0]
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = text
    (found,) = faults(data)
    assert found.startswith(field_name(("stages", 0, *path)))


def test_a_hidden_fact_that_cannot_be_spoken_is_named(good: dict[str, Any]) -> None:
    data = copy.deepcopy(good)
    data["stages"][0]["hidden_facts"] = [{"id": "f", "about": ["how many"], "answer": "10^6 rows."}]
    assert faults(data) == ["stages[0].hidden_facts[0].answer: '^' cannot be spoken; write it as a word"]


def test_a_stage_without_worked_examples_of_every_quality_is_named(good: dict[str, Any]) -> None:
    data = {**good, "examples": [e for e in good["examples"] if e["quality"] not in ("weak", "wrong")]}
    assert faults(data) == ["stages[0]: no worked example is weak or wrong"]


def test_a_basic_question_of_several_stages_is_named(good: dict[str, Any]) -> None:
    second = {**good["stages"][0], "id": "second", "minutes": 1}
    found = faults({**good, "stages": [good["stages"][0], second]})
    assert "stages: a basic question has one stage, not 2; or set kind: problem" in found


def test_a_problem_of_one_part_is_named_as_too_short(good: dict[str, Any]) -> None:
    assert faults({**good, "kind": "problem"}) == [
        "stages: a problem has 2 or more stages that are essential",
        "stages: takes 4 minutes; a problem takes 8 to 40",
    ]


def test_a_question_with_nothing_to_study_is_named(good: dict[str, Any]) -> None:
    assert faults({**good, "resources": ()}) == ["resources: names nothing to study"]


def test_words_the_prompt_has_said_may_be_repeated() -> None:
    point = KeyPoint(id="a", claim="A.", requires=(("step size", "rates"), ("converge",)))
    assert told_words("Which rate? And the step size?", point, "What about convergence?") == ("step size", "rates")
    assert told_words("Which rate?", point, "Does the rate matter?") == ()
    assert told_words("Which step has which size?", point, "Well?") == ()


@pytest.mark.parametrize(
    "text", ["What's “that”, then (roughly)?", "Fifty % — or so; naïve, isn’t it?", "R&D: A to B!"]
)
def test_plain_speech_is_spoken_as_it_stands(text: str) -> None:
    assert list(spoken_faults(text)) == []


def test_the_words_that_are_filled_in_are_told() -> None:
    assert list(spoken_faults("Take {minute}.", ("minutes", "seconds"))) == [
        "{minute} is not filled in here; {minutes}, {seconds} is"
    ]


def test_a_good_persona_breaks_no_rule() -> None:
    assert lint(persona()) == []


def test_a_persona_who_says_too_little_is_named() -> None:
    found = lint(persona(lines={}, can_answer=()))
    assert [fault.what for fault in found] == [
        "has no introduce line, so nobody says who is asking",
        "can say nothing about team and role",
    ]


def test_persona_lines_and_answers_must_be_speakable() -> None:
    lines = {"introduce": ["Hello.", "Hello."], "format": ["{minutes} minutes.", "{phrase}"], "nudge": ["So *what*?"]}
    found = lint(persona(lines=lines, can_answer=[{"about": ["pay"], "answer": "100 €."}]))
    assert [field_name(fault.at) for fault in found] == [
        "lines.introduce[1]",
        "lines.format[1]",
        "lines.nudge[0]",
        "can_answer[0].answer",
    ]


def test_common_lines_must_be_speakable() -> None:
    assert [f.what for f in lint(CommonLines(lines={"nudge": ("Go on @ once.",)}))] == [
        "'@' cannot be spoken; write it as a word"
    ]


def test_a_line_pool_nobody_draws_from_is_named() -> None:
    common = CommonLines(lines={"nudge": ("Go on.",)})
    found = lint_pools(persona(lines={"introduce": ["Hi."], "nugde": ["Go."], "nudge": ["On."]}), common)
    assert [field_name(fault.at) for fault in found] == ["lines.nugde"]


def test_a_rubric_has_no_authoring_rules() -> None:
    level = Level(name="low", from_share=0, behaviour="Little.")
    criterion = Criterion(id="breadth", name="B", weight=1, measured_by="x", levels=(level, level))
    verdict = VerdictStep(id="any", name="Any", min_score=0, says="Thanks.")
    assert lint(Rubric(version=1, criteria=(criterion,), verdicts=(verdict,))) == []
