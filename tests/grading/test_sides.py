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


STEPS = (
    "A constant step bounces around the minimum, a decreasing step settles.",
    "With a constant step it bounces around the minimum.",
    "It settles with a decreasing step.",
)
WIDTHS = (
    "A surer interval is wider, more data makes it narrower.",
    "The surer, the wider.",
    "More data, narrower.",
    "Surer means wider and more data means narrower.",
)


def turned(groups: tuple[list[str], list[str]], right: tuple[str, ...], wrong: tuple[str, ...], answer: str) -> bool:
    one = opposites(groups, right, wrong)
    assert one
    return one.against(sides(one.names, [marked_words(answer)]))


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("A decreasing step bounces around the minimum, a constant step settles.", True),
        ("A decreasing step bounces around the minimum.", True),
        ("You decrease it, otherwise it bounces around the minimum.", False),
        ("If you do not decrease it, the iterate bounces around the minimum.", False),
        ("It is better than a decreasing step, it bounces around the minimum.", False),
        ("Around the minimum it bounces, that is the constant step, and it settles in the end.", False),
        ("The constant and the decreasing step settle near each other around the minimum.", False),
    ],
)
def test_only_what_is_said_of_a_side_counts_for_it(answer: str, wrong: bool) -> None:
    assert turned((["constant"], ["decreasing", "decrease"]), STEPS, (), answer) is wrong


def test_a_name_of_several_words_is_not_the_name_within_it() -> None:
    groups = (["gradient descent"], ["stochastic gradient descent"])
    right = ("Gradient descent reads every row, stochastic gradient descent picks a random one.",) * 2
    assert turned(
        groups, right, (), "Stochastic gradient descent reads every row, gradient descent picks a random one."
    )
    assert not turned(groups, right, (), "Stochastic gradient descent picks a random row.")


def test_one_word_is_enough_where_many_sentences_have_it_and_its_opposite() -> None:
    groups = (["surer"], ["more data"])
    assert turned(groups, WIDTHS, (), "If you want to be surer it gets narrower.")
    assert not turned(groups, WIDTHS[:1], (), "If you want to be surer it gets narrower.")


def test_a_near_miss_about_one_side_says_nothing_of_the_other() -> None:
    near = ("The posterior has error bars that shrink far away.",) * 2
    groups = (["posterior"], ["least squares"])
    right = ("The posterior is a distribution, least squares a point.",) * 2
    assert not turned(groups, right, near, "The posterior has error bars that shrink far away.")
    both = ("Least squares is a distribution, the posterior has error bars far away.",) * 2
    assert turned(groups, right, both, "The posterior has error bars far away, least squares is a distribution.")
