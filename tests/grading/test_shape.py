"""Speech, terse notes, lists of terms and shuffled words are told apart by their shape alone."""

import pytest

from interviewer.grading.segments import LISTED, sift
from interviewer.grading.shape import SHAPE, listed, shape, unspoken
from interviewer.grading.spoken import marked_words

LISTS = [
    "gradient, step size, learning rate, Lipschitz constant, smoothness, convexity, saddle point, local minimum, rate",
    "The important words here are prior and posterior and likelihood and evidence and conjugate and predictive and mode",
    "bias. variance. noise. decomposition. capacity. regularisation. bagging. boosting. cross validation. double descent.",
    "eigenvalue eigenvector spectrum trace determinant rank orthogonal projection singular value decomposition norm",
]
SHUFFLED = [
    "of loss the against a you gradient small in and direction the the repeat step point take current the until of",
    "prior the is the times to of posterior likelihood proportional and data the evidence which over normalises the sum",
]
LABELLED = (
    "Independence: joint, marginals, product, factorisation. Correlation: covariance, zero. Gaussian: joint, normal."
)
TERSE = [
    "Independent: joint factorises. Uncorrelated: covariance zero. Independence implies uncorrelated, not back.",
    "Ill conditioning. Condition number amplifies input and rounding error; also an unstable algorithm, e.g. LU without "
    "pivoting or normal equations.",
    "Lagrangian, KKT: stationarity, primal and dual feasibility, complementary slackness. Solve by projected gradient, "
    "barrier, ADMM or SQP.",
    "The dual function. A lower bound, concave. Strong duality under Slater; gap certifies.",
    "Residual, backward error. Check the residual, estimate the condition number; scaling helps, also refinement.",
]
SPEECH = [
    "So you take the gradient at the current point and go a small step against it, and you do that again and again.",
    "w <- w - eta * grad f(w). needs f differentiable; eta < 2/L or it diverges. convex -> global, else stationary point.",
    "P = TP/(TP+FP), R = TP/(TP+FN)\nPR curve > ROC for rare classes\nthreshold from costs c_FP/c_FN, not .5",
    "Bagging lowers the variance, not the bias. For the bias you need richer features.",
    "1. draw a random batch\n2. compute the gradient on it\n3. take a step against it\n4. repeat until it is flat",
]


@pytest.mark.parametrize("text", [*LISTS, LABELLED, *SHUFFLED])
def test_lists_of_terms_and_shuffled_words_state_nothing(text: str) -> None:
    sifted = sift((text,))
    assert sifted.segments == ()
    assert LISTED in sifted.flags


@pytest.mark.parametrize("text", [*TERSE, *SPEECH])
def test_speech_terse_notes_and_numbered_steps_are_statements(text: str) -> None:
    assert LISTED not in sift((text,)).flags


def test_a_list_inside_an_answer_is_left_out_and_the_answer_stays() -> None:
    sifted = sift((f"{SPEECH[0]} {SPEECH[3]} {SPEECH[0]}", LISTS[2]))
    assert LISTED in sifted.flags
    assert {segment.turn for segment in sifted.segments} == {0}


def test_a_few_things_in_a_row_are_no_chain_of_terms() -> None:
    said = "You can use dropout and early stopping and weight decay and augmentation or just more data."
    assert sift((said,)).segments


def test_a_handful_of_words_is_never_a_list() -> None:
    assert listed([("harmonic", "number", ",", "n", "log", "n")]) == [False]
    assert listed([]) == []


@pytest.mark.parametrize("text", [text for text in LISTS if " and " not in text])
def test_a_list_is_less_like_speech_than_any_answer(text: str) -> None:
    assert unspoken(marked_words(text)) > max(unspoken(marked_words(said)) for said in SPEECH)


def test_every_measure_has_a_name_and_no_words_are_no_reason_to_fail() -> None:
    assert len(shape(())) == len(shape(("a", "list", ","))) == len(SHAPE)
