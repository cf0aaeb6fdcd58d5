"""How drafts read: what a recogniser writes for turns that go on, that are over, and that nobody can tell."""

import pytest

from interviewer.speech.unfinished import BRIEF_WORDS, Finish, finishedness, is_hesitation

WHOLE = "The variance of the mean is the variance of one value divided by the number of values"


@pytest.mark.parametrize(
    "text",
    [
        "It converges, and",
        "so the",
        "We need that because.",
        "The gradient of the loss with respect to the.",
        "It depends on a",
        "The prior is",
        "p of x given",
        "The posterior equals",
        "The likelihood times.",
        "which is proportional to the",
        "sum over",
        "It is smaller than...",
        "And we differentiate that with respect.",
        "The noise is-",
        "and then I",
        "That's",
        "The variance is the expectation of the",
    ],
)
def test_no_sentence_can_stop_here(text: str) -> None:
    assert finishedness(text) is Finish.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Let me think.",
        "Okay, so let me think about that for a second.",
        "Hmm.",
        "So, um...",
        "And the answer is, uh,",
        "That's a good question.",
        "What was it called?",
        "Give me a second.",
        "How do I put it?",
        "I need to recall the formula.",
        "I'm trying to remember the name.",
        "The prior is flat. Let's see.",
        "Let me just work it out.",
        "Hold on.",
    ],
)
def test_the_candidate_is_thinking(text: str) -> None:
    assert finishedness(text) is Finish.THINKING


@pytest.mark.parametrize(
    "text",
    [
        "There are two kinds of convergence.",
        "First, I would look at the data.",
        "On the one hand the model is simple.",
        "If the function is convex.",
        "So suppose the noise is Gaussian.",
        "Let's assume the features are independent.",
        "I would start with a baseline.",
        "The first step is the expectation.",
        "Well, it depends.",
        "It depends on the size of the data.",
        "The point it converges to.",
        "No, not exactly.",
        "For example a Gaussian kernel.",
    ],
)
def test_more_is_promised(text: str) -> None:
    assert finishedness(text) is Finish.MORE


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "That's it.",
        "It falls with the square root. So that's the main idea.",
        f"{WHOLE}. That's why it shrinks.",
        "Could you repeat the question?",
        "Okay, how many users are there?",
        "Should I derive it, or is the intuition enough?",
        "Can we skip this one?",
        "I'd rather pass on this question.",
        "So overall I would trust the live test more.",
        "The rate is one over k. I think that covers it. Nothing more to add.",
    ],
)
def test_the_turn_says_that_it_is_over(text: str) -> None:
    assert finishedness(text) is Finish.CLOSED


@pytest.mark.parametrize("text", [f"{WHOLE}.", WHOLE, f"{WHOLE}!", f"Um, so {WHOLE.lower()}."])
def test_a_whole_sentence_is_complete_with_or_without_a_full_stop(text: str) -> None:
    assert finishedness(text) is Finish.COMPLETE


@pytest.mark.parametrize("count", [BRIEF_WORDS.start, BRIEF_WORDS.stop - 1])
def test_a_few_words_are_brief(count: int) -> None:
    assert finishedness(" ".join(["word"] * count) + ".") is Finish.BRIEF


@pytest.mark.parametrize("count", [BRIEF_WORDS.start - 1, BRIEF_WORDS.stop])
def test_a_word_or_two_and_a_whole_sentence_are_complete(count: int) -> None:
    assert finishedness(" ".join(["word"] * count) + ".") is Finish.COMPLETE


def test_a_single_word_before_a_comma_is_brief() -> None:
    assert finishedness("Momentum,") is Finish.BRIEF
    assert finishedness("Momentum.") is Finish.COMPLETE


def test_a_short_answer_to_a_yes_or_no_question_is_complete() -> None:
    assert finishedness("No, only with a step that shrinks.") is Finish.COMPLETE


@pytest.mark.parametrize("text", ["", "  ", "...", "?!"])
def test_nothing_can_be_said_about_no_words(text: str) -> None:
    assert finishedness(text) is Finish.UNKNOWN


@pytest.mark.parametrize("text", ["The bias of the estimator stays exactly what it was.", "Yes it does."])
def test_some_clauses_end_in_a_verb(text: str) -> None:
    assert finishedness(text) is Finish.COMPLETE


@pytest.mark.parametrize("word", ["um", "Uh,", "hmmm...", "Erm", "mm", "mhm", "ah", "huh", "KMMMM."])
def test_a_spelled_sound_is_a_hesitation(word: str) -> None:
    assert is_hesitation(word)


@pytest.mark.parametrize("word", ["m", "her", "them", "ham", "e", "a", "I", "mu", "rum", ""])
def test_letters_and_words_are_no_hesitation(word: str) -> None:
    assert not is_hesitation(word)


def test_only_the_end_of_a_turn_counts() -> None:
    assert finishedness(f"Let me think. There are two reasons, and because the. {WHOLE}.") is Finish.COMPLETE


def test_curly_apostrophes_are_read_as_plain_ones() -> None:
    assert finishedness("That’s it.") is finishedness("That's it.")


def test_a_draft_of_a_million_characters_is_read_at_once() -> None:
    assert finishedness("and so on " * 100_000) is Finish.MORE
