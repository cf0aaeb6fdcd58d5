"""Figures in spoken and typed words, and those that stand in another's place."""

import pytest

from interviewer.grading.figures import constants, figures, off
from interviewer.grading.spoken import marked_words


def values(text: str) -> list[tuple[str, float]]:
    return [(one.kind, round(one.value, 4)) for one in figures(marked_words(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about sixty-four percent of it", [("share", 0.64)]),
        ("64%, so", [("share", 0.64)]),
        ("point nine five", [("share", 0.95)]),
        ("one point nine six times the standard error", [("number", 1.96)]),
        ("1.96 s/sqrt(n)", [("number", 1.96), ("rate", 0.5)]),
        ("nine hundred ninety-nine of a thousand", [("number", 999.0), ("number", 1000.0)]),
        ("two hundred and five", [("number", 205.0)]),
        ("three hundred thousand", [("number", 300_000.0)]),
        ("half a percent", [("share", 0.005)]),
        ("a quarter of a percent", [("share", 0.0025)]),
        ("three quarters of them", [("share", 0.75)]),
        ("nineteen out of twenty", [("share", 0.95)]),
        ("1/20", [("share", 0.05)]),
        ("nineteen over the others", [("number", 19.0)]),
        ("three over zero", [("number", 3.0), ("number", 0.0)]),
        ("twice as many", [("number", 2.0)]),
        ("9" * 400 + " point five", [("number", 999_999_999_999_999.5)]),
        ("a million million million million", [("number", 1e15)]),
        ("halving it", [("share", 0.5)]),
        ("an eigenvector with eigenvalue one", [("number", 1.0)]),
        ("O(1/sqrt(t))", [("rate", 0.5)]),
        ("like one over n squared", [("rate", 2.0)]),
        ("of order d cubed", [("rate", 3.0)]),
        ("n log n", [("rate", 1.5)]),
        ("n to the fourth", [("rate", 9.0)]),
        ("one over n", [("rate", 1.0)]),
    ],
)  # fmt: skip
def test_figures_are_read_as_said_and_as_typed(text: str, found: list[tuple[str, float]]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text",
    ["an L2 penalty", "this one", "a third variable", "the n observations", "eta_t squared", "at this point no"],
)
def test_names_pronouns_and_letters_are_no_figures(text: str) -> None:
    assert values(text) == []


PROMPT = "You report a ninety-five percent interval. How wide is it?"
POINTS = (
    (
        "Take one point nine six standard errors either way, and for half the width four times the data.",
        "Add and subtract 1.96 standard errors.",
        "Four times as many observations halve it.",
    ),
    ("The variance of the mean falls like one over n.", "The mean has variance sigma squared over n."),
    ("A gate takes three numbers, and zero in ninety-five percent.", "Three numbers go in."),
)
RECIPE, VARIANCE, GATE = constants(POINTS, PROMPT)


@pytest.mark.parametrize(
    "text",
    [
        "I take 1.64 standard errors either way.",
        "For half the width you need eight times as many observations.",
        "It is 2.6 standard errors for ninety-five percent.",
    ],
)
def test_another_figure_in_the_place_of_a_constant_is_off(text: str) -> None:
    assert off(RECIPE, [figures(marked_words(text))]) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "I take two point zero standard errors either way.",
        "For ninety-nine percent it is 2.6 standard errors.",
        "It is more than three standard errors.",
        "One needs to add one of the standard errors.",
        "With 400 people I take 1.96 standard errors.",
        "There are seven colleagues.",
        "The gate takes three numbers, standard errors aside.",
        "Nothing with a figure in it.",
    ],
)
def test_rounding_bounds_and_examples_of_ones_own_are_not_off(text: str) -> None:
    assert off(RECIPE, [figures(marked_words(text))]) == [False]


def test_a_rate_is_off_when_another_power_stands_in_its_place() -> None:
    assert off(VARIANCE, [figures(marked_words("The variance goes down like one over n squared."))]) == [True]
    assert off(VARIANCE, [figures(marked_words("The solver takes n cubed operations."))]) == [False]


def test_beside_the_constant_itself_another_figure_is_an_example() -> None:
    said = ["I take 1.96 standard errors.", "A cautious person takes 2.6 standard errors."]
    assert off(RECIPE, [figures(marked_words(text)) for text in said]) == [False, False]


def test_the_same_number_of_something_else_excuses_no_other_figure() -> None:
    said = ["I take 1.64 standard errors.", "It lies between two and five or it does not."]
    assert off(RECIPE, [figures(marked_words(text)) for text in said]) == [True, False]


def test_nothing_is_off_without_constants() -> None:
    assert off(constants([("Gates take numbers.",)], "")[0], [figures(marked_words("Nine gates take numbers."))]) == [
        False
    ]


def test_what_the_prompt_gives_is_no_constant() -> None:
    assert off(GATE, [figures(marked_words("Eighty percent of the numbers in a gate are zero."))]) == [False]
