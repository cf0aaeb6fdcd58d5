"""A question is held against a grader: what the checks find, and that they find nothing where nothing is wrong."""

from pathlib import Path

import pytest

from interviewer.adapters.fakes import KeywordGrader
from interviewer.content.loader import load_question
from interviewer.content.models import Question, WorkedExample
from interviewer.grading.attacks import attacks, negated, off_topic
from interviewer.grading.bank_check import attack_faults, examples_off, ladder_faults, leaks

ROOT = Path(__file__).parents[2]
GRADIENT = load_question(ROOT / "rubrics/questions/optimisation/gradient-descent.yaml")
OTHER = load_question(ROOT / "rubrics/questions/statistics/confidence-intervals.yaml")
GRADER = KeywordGrader()


def example(name: str, quality: str, answer: str, **expected: object) -> WorkedExample:
    return WorkedExample.model_validate({"id": name, "stage": "main", "quality": quality, "answer": answer, **expected})


def with_examples(*examples: WorkedExample) -> Question:
    return GRADIENT.model_copy(update={"examples": examples})


def with_prompt(prompt: str) -> Question:
    stage = GRADIENT.stages[0].model_copy(update={"prompt": prompt})
    return GRADIENT.model_copy(update={"stages": (stage,)})


def test_an_example_with_its_expected_verdicts_is_no_fault() -> None:
    fine = example("fine", "strong", "update-rule half:rate", expect={"update-rule": "covered", "rate": "partial"})
    assert examples_off(with_examples(fine), GRADER) == ()


def test_every_verdict_and_misconception_that_differs_is_named() -> None:
    off = example("off", "weak", "rate uphill", expect={"convexity": "covered"}, misconceptions=["always-global"])
    found = [fault.what for fault in examples_off(with_examples(off), GRADER)]
    assert found == [
        "example off: convexity should be covered, is missing (no quote)",
        "example off: rate should be missing, is covered (rate)",
        "example off: misconception always-global is not noticed",
        "example off: misconception uphill is not in it",
    ]


def test_a_strong_example_below_a_weak_one_is_a_fault() -> None:
    ladder = with_examples(example("high", "strong", "half:rate"), example("low", "weak", "rate update-rule"))
    (fault,) = ladder_faults(ladder, GRADER)
    assert (fault.question, fault.stage) == ("gradient-descent", "main")
    assert fault.what.startswith("example high")
    assert ladder_faults(with_examples(*reversed(ladder.examples[1:])), GRADER) == ()


def test_a_line_that_tells_is_named_with_what_it_tells() -> None:
    found = [fault.what for fault in leaks(with_prompt("What is the update-rule of it ?"), GRADER)]
    assert found == ["prompt tells update-rule: update-rule"]


def test_attacks_that_earn_are_named_by_family() -> None:
    told = with_prompt("Do you know about rate and convexity and differentiable and update-rule and step-size ?")
    found = [fault.what for fault in attack_faults(told, [OTHER], GRADER)]
    assert any(what.startswith("parrot answers score") for what in found)
    assert any(what.startswith("a parrot answer scores 1.00") for what in found)


def test_attacks_that_earn_nothing_are_no_fault() -> None:
    class Strict:
        name = "strict"

        def grade(self, answer: object) -> object:
            return GRADER.grade(answer.__class__(answer.question, answer.stage, ("",), ()))  # type: ignore[attr-defined,call-arg]

    assert attack_faults(GRADIENT, [OTHER], Strict()) == ()  # type: ignore[arg-type]


def test_every_family_of_attacks_is_made_for_a_question() -> None:
    families = {attack.family for attack in attacks(GRADIENT, GRADIENT.stages[0])}
    assert families == {
        "empty", "chit-chat", "parrot", "keywords", "word salad", "negated", "addressed to the grader", "padding", "questions",
    }  # fmt: skip


def test_attacks_are_the_same_every_time() -> None:
    assert attacks(GRADIENT, GRADIENT.stages[0]) == attacks(GRADIENT, GRADIENT.stages[0])


def test_off_topic_answers_are_the_strong_ones_of_other_questions() -> None:
    found = off_topic(GRADIENT, [GRADIENT, OTHER])
    assert [attack.text for attack in found] == [e.answer for e in OTHER.examples if e.quality == "strong"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("not", "It is not smooth. It is not true that You go downhill."),
        ("n't", "It isn't smooth. It is not true that You go downhill."),
        ("It is wrong to say that", "It is wrong to say that it is smooth. It is wrong to say that you go downhill."),
    ],
)
def test_a_text_is_denied_sentence_by_sentence(style: str, expected: str) -> None:
    assert negated("It is smooth. You go downhill.", style) == expected
