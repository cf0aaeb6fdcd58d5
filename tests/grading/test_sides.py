"""Which words go with which of two sides, in the sentences of a key point and in an answer."""

import pytest

from interviewer.grading.sides import Opposites, opposites, sides
from interviewer.grading.spoken import marked_words

RIGHT = (
    "L1 sets weights exactly to zero, while L2 makes all of them smaller.",
    "The lasso is sparse with exact zeros, ridge is not.",
    "L2 shrinks everything; L1 gives many zeros.",
)
WRONG = ("L2 sets weights exactly to zero.",)


def told_apart() -> Opposites:
    found = opposites((["L1", "lasso"], ["L2", "ridge"]), RIGHT, WRONG)
    assert found
    return found


def against(*clauses: str) -> bool:
    one = told_apart()
    return one.against(sides(one.names, [marked_words(text) for text in clauses]))


@pytest.mark.parametrize(
    "answer",
    [
        "The ridge penalty sets weights exactly to zero, while the lasso makes them smaller.",
        "With L2 many weights are exactly zero, the other one makes them smaller.",
        "L2: exact zeros, L1: shrinks.",
    ],
)
def test_sides_that_change_places_are_noticed(answer: str) -> None:
    assert against(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "The lasso sets weights exactly to zero, while ridge makes them smaller.",
        "L1 and L2 both set weights to zero.",
        "L1 versus L2 sets exactly zero.",
        "L2 is the common one. Weights are set exactly to zero by the other penalty.",
        "One shrinks, the other sets weights exactly to zero.",
        "It sets weights exactly to zero.",
    ],
)
def test_right_and_undecided_answers_are_left_alone(answer: str) -> None:
    assert not against(answer)


def test_words_of_several_clauses_are_judged_together() -> None:
    assert against("L2 sets weights to zero.", "Ridge is exact.")
    assert not against("L2 sets weights to zero.", "The lasso sets weights exactly to zero.")


def test_without_two_names_nothing_is_told_apart() -> None:
    assert opposites(None, RIGHT, WRONG) is None
