"""Answers with a wrong figure, a relation turned round or half of an idea, each beside the right one."""

from dataclasses import dataclass

import pytest

from interviewer.content.library import Library
from interviewer.grading.assessment import AnswerToGrade, Grader, PointVerdict


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers that differ in what makes one of them right."""

    question: str
    stage: str
    point: str
    right: str
    wrong: str
    gap: str = ""
    """What the grader gets wrong so far: the right answer is "unheard", the wrong one "overlooked"."""


CONSTANTS = [
    Pair(
        "confidence-intervals", "main", "construction",
        "I'd take the sample average and its standard error. For ninety-five percent you go 1.96 standard errors "
        "in either direction.",
        "I'd take the sample average and its standard error. For ninety-five percent you go 1.64 standard errors "
        "in either direction.",
        "unheard",
    ),
    Pair(
        "confidence-intervals", "main", "width",
        "It gets tighter when you collect more. If you want it half as wide you have to collect four times as "
        "many observations.",
        "It gets tighter when you collect more. If you want it half as wide you have to collect eight times as "
        "many observations.",
    ),
    Pair(
        "gru-versus-lstm", "main", "gates",
        "Both control the flow by sigmoids. There are three gates in an LSTM and two of them in a GRU.",
        "Both control the flow by sigmoids. There are four gates in an LSTM and three of them in a GRU.",
    ),
    Pair(
        "gru-versus-lstm", "main", "cost",
        "The GRU is the lighter one. With the same number of units it saves about a quarter of the parameters, "
        "since it has three blocks of weights and not four.",
        "The GRU is the lighter one. With the same number of units it saves about half of the parameters, since "
        "it has three blocks of weights and not six.",
        "overlooked",
    ),
    Pair(
        "multiple-testing", "main", "inflation",
        "Suppose nothing works. With twenty independent tests at the five percent level the chance that at least "
        "one comes out significant is roughly sixty-four percent.",
        "Suppose nothing works. With twenty independent tests at the five percent level the chance that at least "
        "one comes out significant is roughly thirty percent.",
    ),
    Pair(
        "newton-and-quasi-newton", "main", "cost-of-hessian",
        "The trouble is the price of one step. The Hessian has d squared entries, and solving the linear system "
        "is order d cubed.",
        "The trouble is the price of one step. The Hessian has d squared entries, and solving the linear system "
        "is order d log d.",
    ),
    Pair(
        "large-scale-classifier", "optimise", "batch-size",
        "I'd pick a few hundred rows. With b examples in the batch the variance of the gradient goes down like "
        "one over b.",
        "I'd pick a few hundred rows. With b examples in the batch the variance of the gradient goes down like "
        "one over b squared.",
    ),
    Pair(
        "gradient-descent", "main", "rate",
        "For smooth convex functions the suboptimality after t iterations is of order one over t. Under strong "
        "convexity the error shrinks geometrically.",
        "For smooth convex functions the suboptimality after t iterations is of order one over t cubed. Under "
        "strong convexity the error shrinks like one over t squared.",
    ),
    Pair(
        "markov-chains", "main", "stationary",
        "Pi does not change when you apply the transition matrix. So it's a left eigenvector of P whose "
        "eigenvalue is one.",
        "Pi does not change when you apply the transition matrix. So it's a left eigenvector of P whose "
        "eigenvalue is zero.",
    ),
]  # fmt: skip


def verdict(pair: Pair, answer: str, library: Library, grader: Grader) -> PointVerdict:
    question = library.question(pair.question)
    stage = question.stage(pair.stage)
    found = grader.grade(AnswerToGrade(question=question, stage=stage, turns=(answer,), heard=(stage.prompt,)))
    return next(one for one in found.key_points if one.id == pair.point)


def rows(pairs: list[Pair], gap: str) -> list[object]:
    """The pairs as parameters; what is known to be a gap must stay one, or the row be mended."""
    known = pytest.mark.xfail(reason="a known gap of the offline grader", strict=True)
    return [
        pytest.param(one, id=f"{one.question}-{one.point}", marks=[known] if gap in one.gap else []) for one in pairs
    ]


@pytest.mark.parametrize("pair", rows([*CONSTANTS], "unheard"))
def test_the_right_answer_of_a_pair_earns_credit(pair: Pair, library: Library, offline_grader: Grader) -> None:
    assert verdict(pair, pair.right, library, offline_grader).credit > 0


@pytest.mark.parametrize("pair", rows(CONSTANTS, "overlooked"))
def test_another_figure_in_the_place_of_a_constant_costs_credit(
    pair: Pair, library: Library, offline_grader: Grader
) -> None:
    assert verdict(pair, pair.wrong, library, offline_grader).verdict != "covered"
