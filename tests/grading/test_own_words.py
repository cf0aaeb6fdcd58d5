"""Whole sentences that candidates used in live interviews: what each of them earns, and what it does not."""

from dataclasses import dataclass

import pytest

from interviewer.content.library import Library
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader


@dataclass(frozen=True, slots=True)
class Said:
    """An answer and the verdicts it may get."""

    question: str
    turns: tuple[str, ...]
    point: str
    """A key point, or a misconception."""
    verdicts: tuple[str, ...]


COVERED, SOME, NOTHING = ("covered",), ("covered", "partial"), ("missing", "wrong")
SHOWN, UNHEARD = ("shown",), ("unheard",)


def said(question: str, point: str, verdicts: tuple[str, ...], *turns: str) -> Said:
    return Said(question, turns, point, verdicts)


INDEPENDENCE, CONDITION = "independence-and-correlation", "conditioning-and-numerical-stability"
CONSTRAINED, LIKELIHOOD, REDUCTION = "constrained-optimisation", "maximum-likelihood", "dimensionality-reduction"
BAYES, TESTING, LIMITS = "bayes-rule", "hypothesis-testing", "central-limit-theorem"
SAMPLE, INTERVALS, MOMENTUM = "estimating-from-a-sample", "confidence-intervals", "momentum-and-adaptive-methods"
METRICS, REGRESSION = "classification-metrics-and-calibration", "bayesian-linear-regression"

TERSE = (
    "Independent: joint factorises. Uncorrelated: covariance zero. Independence implies uncorrelated, not back; "
    "X and X squared. PCA vs ICA."
)
ILL = (
    "Ill conditioning. Condition number amplifies input and rounding error; also an unstable algorithm, e.g. LU "
    "without pivoting or normal equations."
)
KKT = (
    "Lagrangian, KKT: stationarity, primal and dual feasibility, complementary slackness. Solve by projected gradient, "
    "barrier, ADMM or SQP."
)
SWAPPED = (
    "The law of large numbers says that the distribution of the average becomes normal when n is large, and the "
    "central limit theorem says that the average converges to the true mean."
)
DEVIATION = (
    "The direction is an eigenvector of the covariance matrix, and the eigenvalue is the standard deviation along it."
)
ACCURACY = (
    "It's an average of zero-one variables. So it's a proportion, and it has a standard error of about one percent."
)
FACTORS = "0.99 times 0.001 plus 0.05 times 0.999, so the probability of positive is about 0.051."
RECIPE = "I'd take the mean plus or minus 1.64 standard errors, where the standard error is s over root n."
NEITHER = "The mean is either between two and five or it isn't, the ninety-five belongs to the recipe."
BICYCLES = (
    "They chose themselves, cyclists are keener to fill that in, so it's biased upwards probably, and getting ten "
    "thousand would not repair it."
)
CONJUGATE = (
    "y is X w plus Gaussian noise with variance sigma squared, prior w normal with mean zero and covariance tau squared "
    "I. Posterior is Gaussian as it's conjugate: covariance S is the inverse of X transpose X over sigma squared plus I "
    "over tau squared, mean is S X transpose y over sigma squared."
)
FORECAST = "A new input: mean m transpose x, variance x transpose S x plus sigma squared."
WEIGHTS = (
    "A full Gaussian: mean m transpose x, and the variance is the noise plus the part from the uncertain weights, "
    "which grows far from the data."
)

CASES = [
    said(INDEPENDENCE, "independence", COVERED, TERSE),
    said(INDEPENDENCE, "zero-covariance", COVERED, TERSE),
    said(INDEPENDENCE, "one-way", COVERED, TERSE),
    said(INDEPENDENCE, "independence", COVERED, "Independent: joint factorises."),
    said(INDEPENDENCE, "zero-covariance", COVERED, "Uncorrelated: covariance zero."),
    said(INDEPENDENCE, "one-way", COVERED, "Independence implies uncorrelated, not back; X and X squared."),
    said(
        INDEPENDENCE, "conditional", NOTHING,
        "It matters for factorised posteriors, naive Bayes, minibatch gradients.",
    ),
    said(INDEPENDENCE, "gaussian", SOME, "Gaussians? Jointly Gaussian, then uncorrelated means independent."),
    said(INDEPENDENCE, "gaussian", SOME, "Jointly Gaussian: equivalent."),
    said(CONDITION, "condition-number", SOME, ILL),
    said(CONDITION, "problem-or-algorithm", SOME, ILL),
    said(CONDITION, "remedies", SOME, "Then single precision, scaling, equilibrate, iterative refinement."),
    said(
        CONDITION, "condition-number", SOME,
        "Check the residual and the backward error, estimate the condition number.",
    ),
    said(CONSTRAINED, "complementary-slackness", SOME, KKT),
    said(CONSTRAINED, "algorithms", COVERED, KKT),
    said(
        CONSTRAINED, "duality", COVERED,
        "The dual function. A lower bound, concave. Strong duality under Slater; gap certifies.",
    ),
    said(LIKELIHOOD, "log-sum", COVERED, "Maximise the log-likelihood. Product over iid data turns into a sum."),
    said(
        LIKELIHOOD, "objective", COVERED,
        "So you pick the parameter that makes the data least surprising.",
    ),
    said(LIKELIHOOD, "objective", SOME, "Maximise the log-likelihood."),
    said(LIKELIHOOD, "always-unbiased", SHOWN, "And it's always unbiased, with the smallest variance."),
    said(REDUCTION, "scaling", NOTHING, DEVIATION),
    said(REDUCTION, "pca-computation", COVERED, DEVIATION),
    said(
        REDUCTION, "scaling", COVERED,
        "Actually, no, I meant I'd standardise first, otherwise the column in cents beats the column in euros.",
    ),
    said(
        REDUCTION, "other-families", COVERED,
        "There are t-SNE and UMAP that keep neighbours together, and an autoencoder with a narrow middle.",
    ),
    said(BAYES, "second-test", NOTHING, FACTORS),
    said(BAYES, "total-probability", SOME, FACTORS),
    said(BAYES, "number", ("wrong",), FACTORS + " Then the ratio is, um, about nineteen percent, so one in five."),
    said(
        TESTING, "not-reverse", SOME,
        "She'll say ninety-seven percent sure. But yeah, it depends on the prior, how plausible the effect was before.",
    ),
    said(
        TESTING, "not-reverse", SOME,
        "The p value is the probability that the null is true.",
        "Actually, no, I meant it's the probability of data at least this extreme given the null, I turned it round.",
        "She'll say ninety-seven percent sure. But yeah, it depends on the prior, how plausible the effect was before.",
    ),
    said(LIMITS, "normal-limit", NOTHING, SWAPPED),
    said(LIMITS, "theorems-swapped", SHOWN, SWAPPED),
    said(
        LIMITS, "theorems-swapped", UNHEARD,
        "The law of large numbers is about the average going to the mean.",
        "The other one says that the distribution of the average becomes normal when n is large.",
    ),
    said(LIMITS, "data-become-normal", SHOWN, "And then the central limit theorem: everything is a bell curve."),
    said(LIMITS, "conditions", SOME, "If the variance is infinite then the average keeps jumping."),
    said(
        LIMITS, "conditions", COVERED,
        "Independent, same distribution, finite variance.", "Weaker: the LLN only needs a finite mean.",
    ),
    said(LIMITS, "uses", COVERED, ACCURACY),
    said(
        SAMPLE, "estimate-and-error", NOTHING,
        "The standard error is p times one minus p over n, so 0.25 over a thousand, 0.025 percent, tiny.",
    ),
    said(SAMPLE, "random-sample", SOME, "You'd call a thousand people at random from the phone book."),
    said(SAMPLE, "size-does-not-cure", ("wrong",), "A bigger sample would fix that bias though."),
    said(SAMPLE, "size-cures-bias", SHOWN, "A bigger sample would fix that bias though."),
    said(
        INTERVALS, "probability-of-parameter", SHOWN,
        "Ninety-five percent of the time the true value lies in my interval, the one I computed.",
    ),
    said(SAMPLE, "size-does-not-cure", COVERED, "More people shrink the random error but not a bias."),
    said(SAMPLE, "size-does-not-cure", COVERED, "Only the sampling noise, I said already, the bias stays."),
    said(SAMPLE, "size-does-not-cure", NOTHING, "More people shrink the bias."),
    said(SAMPLE, "selection", COVERED, BICYCLES),
    said(INTERVALS, "construction", ("partial",), RECIPE),
    said(INTERVALS, "construction", ("partial",), RECIPE, NEITHER),
    said(INTERVALS, "not-a-probability", SOME, "Not: ninety-five percent chance that it is in this one."),
    said(
        MOMENTUM, "per-coordinate-scaling", COVERED,
        "It divides by the square root of the running average of the squared gradients.",
    ),
    said(
        MOMENTUM, "tuning-and-test-error", COVERED,
        "The test loss, I guess. And whether he tuned the other one as well.",
    ),
    said(MOMENTUM, "velocity", SOME, "Momentum: the ball rolls downhill and keeps rolling."),
    said(REGRESSION, "posterior", COVERED, CONJUGATE),
    said(REGRESSION, "predictive", SOME, f"{CONJUGATE} {FORECAST}"),
    said(REGRESSION, "predictive", SOME, CONJUGATE, WEIGHTS),
    said(REGRESSION, "predictive", NOTHING, f"{CONJUGATE} For a new input I plug the most probable weights in."),
    said(
        METRICS, "accuracy-misleads", COVERED,
        "I'd look at precision and recall at a threshold set by cost, not accuracy, as predicting never gives 99.9.",
    ),
]  # fmt: skip


def judged(case: Said, library: Library, grader: Grader) -> Assessment:
    question = library.question(case.question)
    stage = question.stages[0]
    return grader.grade(AnswerToGrade(question=question, stage=stage, turns=case.turns, heard=(stage.prompt,)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question}-{case.point}")
def test_a_sentence_somebody_really_said_earns_what_it_says(
    case: Said, library: Library, offline_grader: Grader
) -> None:
    found = judged(case, library, offline_grader)
    verdicts = {v.id: v.verdict for v in found.key_points} | {m.id: "shown" for m in found.misconceptions}
    assert verdicts.get(case.point, "unheard") in case.verdicts
