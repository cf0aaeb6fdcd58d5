"""Words to a grader or a model are told from answers: every attack is, and nothing in the bank."""

from pathlib import Path

import pytest
import yaml

from interviewer.content.library import Library
from interviewer.grading.addressed import instructs
from interviewer.grading.text import sentences
from interviewer.grading.validity import addresses_grader

ATTACKS = yaml.safe_load((Path(__file__).parents[1] / "data" / "injections.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("attack", [one for place in ATTACKS.values() for one in place])
def test_every_sentence_of_an_attack_is_recognised(attack: str) -> None:
    assert all(addresses_grader(sentence.text) for sentence in sentences(attack))


def test_no_answer_and_no_line_of_the_bank_is_taken_for_an_attack(library: Library) -> None:
    said = [example.answer for question in library.questions for example in question.examples]
    for question in library.questions:
        for stage in question.stages:
            said += [stage.prompt, stage.rephrase, stage.direction]
            said += [text for p in stage.key_points for text in (p.claim, *p.paraphrases, p.follow_up, p.hint)]
    assert [text for text in said if instructs(text)] == []


@pytest.mark.parametrize(
    "answer",
    [
        "The system returns the items with the best predicted rating to the user.",
        "We record the missing values as unknown, and the loss returns the best score on them.",
        "Ninety-five percent of the intervals are such that the true value is covered.",
        "The key points here are that the step is small and that the function is smooth.",
        "You prompt the language model and read out the probabilities of its tokens.",
        "From here on you differentiate and set the gradient to zero.",
    ],
)
def test_technical_talk_is_no_attack(answer: str) -> None:
    assert not addresses_grader(answer)
