"""Answers with a wrong figure, a relation turned round or half of an idea, each beside the right one."""

from dataclasses import dataclass

import pytest

from interviewer.content.library import Library
from interviewer.grading.assessment import AnswerToGrade, Grader, PointVerdict
from interviewer.grading.offline import FIGURE


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


RELATIONS = [
    Pair(
        "overfitting-and-regularisation", "main", "l1-versus-l2",
        "They behave differently. L1 gives you sparse weights with many exact zeros, L2 dense ones that are all a "
        "bit smaller.",
        "They behave differently. L2 gives you sparse weights with many exact zeros, L1 dense ones that are all a "
        "bit smaller.",
    ),
    Pair(
        "bias-variance-trade-off", "main", "complexity",
        "Think of polynomials. A richer model has less bias and more variance, a plain one has more bias and less "
        "variance.",
        "Think of polynomials. A richer model has more bias and less variance, a plain one has less bias and more "
        "variance.",
        "unheard",
    ),
    Pair(
        "bias-variance-trade-off", "main", "remedies",
        "If the variance is the problem I'd use bagging or get more data, and if the bias is the problem I'd add "
        "features.",
        "If the bias is the problem I'd use bagging or get more data, and if the variance is the problem I'd add "
        "features.",
        "overlooked",
    ),
    Pair(
        "generative-versus-discriminative", "main", "assumptions",
        "The generative model assumes more about x. With little data it tends to win, and the discriminative one "
        "overtakes it when data are plentiful.",
        "The discriminative model assumes more about x. With little data it tends to win, and the generative one "
        "overtakes it when data are plentiful.",
        "overlooked",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "precision-recall",
        "Recall tells me which part of the real frauds we catch, and precision tells me which part of our alarms "
        "are real frauds.",
        "Precision tells me which part of the real frauds we catch, and recall tells me which part of our alarms "
        "are real frauds.",
        "unheard",
    ),
    Pair(
        "conditioning-and-numerical-stability", "main", "problem-or-algorithm",
        "People mix up two words. Conditioning is a property of the problem itself, stability is a property of "
        "the algorithm you run on it.",
        "People mix up two words. Stability is a property of the problem itself, conditioning is a property of "
        "the algorithm you run on it.",
    ),
    Pair(
        "bayesian-linear-regression", "inference", "cost",
        "On huge data sets variational inference is the faster choice, because it works with mini-batches, while "
        "MCMC is slow.",
        "On huge data sets MCMC is the faster choice, because it works with mini-batches, while variational "
        "inference is slow.",
    ),
    Pair(
        "independence-and-correlation", "main", "one-way",
        "It's an implication in one direction. If two variables are independent they are uncorrelated, but "
        "uncorrelated ones can still depend on each other.",
        "It's an implication in one direction. If two variables are uncorrelated they are independent, but "
        "independent ones can still correlate with each other.",
        "unheard",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "cost-per-step",
        "The full gradient needs all n examples for one step, while the stochastic step costs the same whatever n "
        "is.",
        "The stochastic gradient needs all n examples for one step, while the full step costs the same whatever n "
        "is.",
        "overlooked",
    ),
    Pair(
        "gru-versus-lstm", "main", "separate-memory",
        "They keep their memory differently. The LSTM has a cell state besides the hidden state, the GRU has only "
        "the one state.",
        "They keep their memory differently. The GRU has a cell state besides the hidden state, the LSTM has only "
        "the one state.",
    ),
    Pair(
        "eigenvalues-and-svd", "main", "how-they-relate",
        "You can get one from the other. The eigenvalues of A transpose A are the squares of the singular values "
        "of A.",
        "You can get one from the other. The singular values of A transpose A are the squares of the eigenvalues "
        "of A.",
        "overlooked",
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


@pytest.mark.parametrize("pair", rows([*CONSTANTS, *RELATIONS], "unheard"))
def test_the_right_answer_of_a_pair_earns_credit(pair: Pair, library: Library, offline_grader: Grader) -> None:
    assert verdict(pair, pair.right, library, offline_grader).credit > 0


@pytest.mark.parametrize("pair", rows(CONSTANTS, "overlooked"))
def test_another_figure_in_the_place_of_a_constant_costs_credit(
    pair: Pair, library: Library, offline_grader: Grader
) -> None:
    assert verdict(pair, pair.wrong, library, offline_grader).verdict != "covered"


def test_a_wrong_figure_is_quoted_as_the_reason(library: Library, offline_grader: Grader) -> None:
    said = "The mean plus or minus 1.64 standard errors. It leans on independent observations."
    question = library.question("confidence-intervals")
    stage = question.stages[0]
    found = offline_grader.grade(AnswerToGrade(question=question, stage=stage, turns=("Well.", said), heard=()))
    assert FIGURE in found.flags
    assert [(one.reason, one.quote, one.turn) for one in found.left_out] == [(FIGURE, said.split(" It ")[0], 1)]


@pytest.mark.parametrize("pair", rows(RELATIONS, "overlooked"))
def test_a_relation_turned_round_is_not_covered(pair: Pair, library: Library, offline_grader: Grader) -> None:
    assert verdict(pair, pair.wrong, library, offline_grader).verdict != "covered"
