"""What recognisers invent in silence is not taken for words, and what people say is."""

import pytest

from interviewer.adapters.glossary import TERMS
from interviewer.adapters.whisper_belief import Heard, believable, plain, unlooped


@pytest.mark.parametrize(
    "text",
    [
        "Thank you.",
        "Thanks for watching!",
        "you",
        "Subtitles by the Amara.org community",
        "Bye. Bye. Bye.",
        "Um, uh, hmm, er, ah.",
        "Please subscribe to my channel.",
    ],
)
def test_a_line_that_is_often_invented_needs_support_in_sound(text: str) -> None:
    assert not believable(Heard(text, voiced_s=0.15, confidence=0.9))
    assert not believable(Heard(text, voiced_s=3.0, confidence=0.4))


def test_a_thank_you_that_was_clearly_said_is_kept() -> None:
    assert believable(Heard("Thank you.", voiced_s=0.6, confidence=0.8))


def test_a_hesitation_that_was_clearly_said_is_kept() -> None:
    assert believable(Heard("Hmm.", voiced_s=0.5, confidence=0.7))


@pytest.mark.parametrize("text", ["I don't know.", "The gradient is zero.", "Yes.", "No idea."])
def test_short_answers_are_kept(text: str) -> None:
    assert believable(Heard(text, voiced_s=0.7, confidence=0.6))


def test_more_words_than_anyone_could_say_are_not_believed() -> None:
    assert not believable(Heard("the matrix has full rank and so it can be inverted at once", 0.5, 0.9))


def test_a_wild_guess_is_not_believed() -> None:
    assert not believable(Heard("a boat on the river", 2.0, 0.1))


def test_a_weak_guess_where_the_model_hears_no_speech_is_not_believed() -> None:
    assert not believable(Heard("a boat on the river", 2.0, 0.3, no_speech=0.9))
    assert believable(Heard("a boat on the river", 2.0, 0.3, no_speech=0.1))


def test_going_round_in_circles_is_not_believed() -> None:
    assert not believable(Heard("and then the gradient " * 12, 60.0, 0.9))


def test_a_loop_inside_real_words_is_said_once_and_a_repetition_stays() -> None:
    said = "We start from the gradient and then we move we move we move we move we move on"
    assert unlooped(said) == "We start from the gradient and then we move on"
    assert believable(Heard(said, 8.0, 0.8))
    twice = "The rate must be small. I would use a prior. The rate must be small. I would use a prior. The rate"
    assert unlooped(twice) == twice
    assert believable(Heard(twice, 8.0, 0.8))


def test_the_glossary_read_out_is_not_an_answer() -> None:
    assert not believable(Heard(", ".join(TERMS[5:11]), 10.0, 0.9))
    assert believable(Heard("Gradient descent, or stochastic gradient, with momentum.", 4.0, 0.9))


def test_no_words_are_no_words() -> None:
    assert not believable(Heard(" ... ", 2.0, 0.9))


def test_plain_words_keep_what_makes_a_word() -> None:
    assert plain("I.i.d. data, isn't it? 3.5_x") == "i.i.d data isn't it 3.5 x"


@pytest.mark.parametrize(
    "text",
    [
        "For dimensionality reduction I know SVD, PCA, t-SNE, k-means, and I have used autoencoders.",
        "Overfitting, bias-variance, cross-validation, ROC AUC, all of them matter here.",
        "I would compare a random forest, SVM, backpropagation, LSTM.",
        "Likelihood, prior, posterior, Bayesian, conjugate, Gaussian.",
    ],
)
def test_terms_in_an_order_in_which_people_say_them_are_kept(text: str) -> None:
    assert believable(Heard(text, voiced_s=6.0, confidence=0.9))
