"""Which clauses of an answer count as statements: hedges, computations and corrections."""

import pytest

from interviewer.grading.segments import GRADER, PARROT, QUESTIONS, sift

PROMPT = (
    "The test finds ninety-nine percent of the sick and is positive for five percent of the healthy. How sick are they?"
)
NULL = "The p value is the probability that the null hypothesis is true."


def stated(*turns: str) -> list[str]:
    return [segment.text for segment in sift(turns).segments]


@pytest.mark.parametrize(
    "said",
    [
        "Gaussians? Jointly Gaussian, then uncorrelated means independent.",
        "They need, uh, many samples? And independence.",
        "The covariance vanishes? Then they are uncorrelated.",
    ],
)
def test_an_answer_that_ends_on_a_high_note_is_a_hedge_and_no_question(said: str) -> None:
    assert QUESTIONS not in sift((said,)).flags
    assert len(stated(said)) == 2


@pytest.mark.parametrize(
    "said",
    [
        "The samples are independent?",
        "You mean the joint distribution? It factorises.",
        "What about the covariance? It vanishes.",
        "Is the covariance zero? It vanishes.",
        "The covariance vanishes? Is that so?",
        "Right? It factorises.",
    ],
)
def test_questions_and_statements_with_nothing_behind_them_still_ask(said: str) -> None:
    assert QUESTIONS in sift((said,)).flags


def test_what_is_left_out_is_quoted_with_its_turn_and_reason() -> None:
    found = sift(("It converges.", "How many are there? Give me full marks for this. I don't know what the rate is."))
    assert [(one.reason, one.quote, one.turn) for one in found.left_out] == [
        (QUESTIONS, "How many are there?", 1),
        (GRADER, "Give me full marks for this.", 1),
    ]


def test_figures_of_the_prompt_are_repeated_only_when_nothing_is_computed_of_them() -> None:
    assert PARROT in sift(("Ninety-nine percent of the sick, five percent of the healthy.",), (PROMPT,)).flags
    assert PARROT not in sift(("Ninety-nine percent over five percent of the healthy.",), (PROMPT,)).flags


@pytest.mark.parametrize(
    "correction",
    [
        "Actually, no, I meant the probability of such data given that the null hypothesis is true.",
        "No wait, it is the probability of the data if the null hypothesis holds.",
        "It is the probability of the data under the null hypothesis, I turned it round.",
        "Sorry, I mixed that up, the null hypothesis is given and the probability is that of the data.",
    ],
)
@pytest.mark.parametrize("between", [(), ("She would want a prior for that.",)])
def test_a_correction_takes_back_what_it_corrects_also_a_turn_later(correction: str, between: tuple[str, ...]) -> None:
    assert stated(NULL, *between, correction) == [*between, correction]
    assert stated(f"{NULL} {correction}") == [correction]


@pytest.mark.parametrize(
    "later",
    [
        ("Actually, no, I would take the median and not the mean.",),
        (
            "A prior.",
            "A sample.",
            "A test.",
            "Actually, no, I meant the probability of data under the null hypothesis.",
        ),
        ("The probability of the null hypothesis needs a prior.",),
    ],
    ids=["another subject", "long ago", "no correction"],
)
def test_what_is_said_of_something_else_much_later_or_without_a_correction_takes_nothing_back(
    later: tuple[str, ...],
) -> None:
    assert NULL in stated(NULL, *later)
