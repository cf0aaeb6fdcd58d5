"""How drafts read: what a recogniser writes for turns that go on, that are over, and that nobody can tell."""

import pytest

from interviewer.content.library import Library
from interviewer.speech.unfinished import (
    BRIEF_WORDS,
    PLAIN_WORDS,
    Finish,
    finishedness,
    is_hesitation,
    only_thinks,
)

WHOLE = "The variance of the mean is the variance of one value divided by the number of values"


CASES = {
    Finish.OPEN: (
        "No, not really, because",
        "And do people on the team usually publish with?",
        "The update is alpha time",
        "It works or not, that depends on weather.",
        "The simplest recommender just repeats what people",
        "Can I ask how you?",
        "The method converges linearly with rate one minus one over kappa, where kappa is.",
        "How big is the?",
        "One more question about the role, would I be?",
        "I have four aces and fifty-two cards, so the probability of drawing at least.",
        "We take the derivative, set it to zero, and we get to x-minus.",
        "The loss falls for a while, and then what happens is",
        "It is a convex problem in w, which means",
        "We had plenty of labels, so the reason",
        "The update is small compared",
        "We had a lot of data from the shop, so basically it",
        "An LSTM has a cell state and three gates, where's the GRU?",
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
        "So I think",
        "It learns the joint distribution, so it.",
        "We compute all the distances, and then.",
        "You have to make sure that one",
        "The rate is one over k. I think.",
        "so it's basically",
        "Or one over root t, and if that.",
        "so we use p of theta",
        "and that gives you",
    ),
    Finish.THINKING: (
        "Let me work this out properly.",
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
        "I'm not sure about the exact conditions, hmm.",
        "What was that theorem called?",
    ),
    Finish.MORE: (
        "No...",
        "The leverage tells us how much",
        "Probably I'd start with a logistic regression on, I don't know.",
        "I would also respect the time order, otherwise the model.",
        "If the discount factor were equal to 1, then the value function.",
        "We take pairs of documents from the log, where one is more.",
        "By the time we noticed the drift.",
        "The main reason we moved away from it was that.",
        "Before that I was in Bangalore, working for a company that.",
        "We had a lot of data from the shop, so we wanted",
        "It is close to the baseline's.",
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
        "So the posterior is, thank you.",
        "The p value is not the probability that the hypothesis is true.",
        "It says what the posterior is on average and where it comes from.",
        "If the function is smooth and we know it.",
        "I would estimate the gradient on a small",
        "because it doesn't",
        "the function isn't",
        "We take a random",
    ),
    Finish.CLOSED: (
        "No.",
        "No, not really.",
        "Nothing from my side.",
        "Not that I know of, sorry.",
        "Who would I be working with?",
        "Is there something you'd like me to begin with?",
        "Would that be one at a time?",
        "Is X a row vector here?",
        "I'd rather skip this one if possible.",
        "How large should it be?",
        "I'd like to know, is the data labelled?",
        "What would the labels be?",
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
        "The gradient points uphill. Thank you.",
        "Thank you.",
        "It has full rank, so there is one solution, thanks a lot!",
        "So it's convex. Okay, thank you very much.",
        "Could you repeat that, please",
        "Can we pause for a moment?",
        "Sorry, could we take a short break",
        "Please pause the interview.",
        "I'm back.",
        "Okay, let's go on.",
        "Please repeat the question.",
        "Say that again, please.",
        "Sorry?",
        "Pardon?",
        "Sorry, I didn't catch that.",
        "Give me a hint, please.",
        "I would like a hint.",
        "Next question.",
        "I'd like to move on.",
        "Yes, let's.",
        "Yes, please.",
        "I need a minute.",
        "Okay, give me a minute.",
        "I'd like a minute to think about this.",
        "One minute, please.",
        "I need some time to think.",
        "I'd like to stop here.",
        "Let's end the interview.",
        "Goodbye.",
        "That's all I have.",
        "It converges. That's all I can say.",
        "Sorry, I have never worked with that.",
        "Let's go to the next one, please.",
        "How many of them are there?",
        "So what does the shop sell?",
        "For the prior, which family should I take?",
        "I would have to look up the exact equations, sorry.",
        "The rest I don't know. I'm not quite sure how to write it as a formula, sorry.",
    ),
    Finish.COMPLETE: (
        "We kept the plain baseline in production, because nobody had looked at the logs of the new one for a while.",
        "I took the same optimiser as the paper and the same schedule, because that is what everyone in the group does.",
        "About 1.5 years.",
        "About 40 million parameters.",
        "Let me think. There are two reasons, and because the. " + WHOLE + ".",
        "Yes it does.",
        "It depends on the noise, if it is Gaussian the mean is best, and otherwise I would take the median.",
        "About a thousand.",
        "And then I'd take the shortest one, which is what the pseudo inverse gives you.",
        "Roughly 95 percent.",
        "Yes, as long as the step goes to zero slowly enough.",
        "No, only with a step that shrinks.",
        "I would start with the squared error, because it is convex in the weights, and then add a small penalty for stability.",
        "The prior pulls the estimate towards zero. With more data the likelihood takes over. In the limit both of them agree anyway.",
        "Without the skip connection the signal dies in the deeper layers, and with it the gradient flows through.",
        "If the plots already show the effect, then the model on top of them has nothing to do.",
        "Before I train anything I plot a few hundred random examples, so I would always look at it first.",
        "The review complained about the title, and what they liked was how careful the limitations were.",
        "The variance is a quarter of that, so about five, if I remember correctly.",
        "So the directions with little variance in the data are shrunk the most.",
        "With two finite moments the mean is finite, but the variance isn't.",
        "Either the labels are wrong or the model has learned the watermark, and we've seen both.",
        "I would choose the area under the precision recall curve, given how rare the fraud cases are.",
        "The features are not independent. Although naive Bayes still classifies well.",
        "But if you fix one of them that's plain least squares in the other.",
        "The offline metric uses a list of ten, so I measure precision at three.",
        "It only finds a point where the gradient vanishes. Because there is nothing else that could stop it.",
        "The bias goes down with every round. Whereas the variance hardly changes.",
        f"{WHOLE}.",
        WHOLE,
        f"{WHOLE}!",
        f"Um, so {WHOLE.lower()}.",
        f"{WHOLE}, I suppose.",
        f"{WHOLE}, basically.",
        f"{WHOLE} though.",
        "Independence means p of x comma y equals p of x times p of y.",
        "If it is not convex then you may well end in a local minimum.",
        "If the loss oscillates badly I'd increase the batch size.",
    ),
    Finish.COMMA: (
        "The folds are grouped by patient, because of the repeated visits,",
        "It is slow in the direction with the highest curvature,",
        "A few things could explain it, class imbalance, label noise, a leak in the features,",
    ),
    Finish.PLAIN: (
        "You can see how different the two groups really are.",
        "It is the skew between the pipeline and what the ranker really gets.",
        "The posterior is the likelihood times p of theta divided by p of x.",
        "Normally a good library simply does that for you.",
        "I would add a penalty, the squared norm for example.",
        "The bias of the estimator stays exactly what it was.",
        "On average the two of them are really the same.",
        "The condition number is the ratio of the two extreme eigenvalues.",
        "One of them is fast, where is the other slow?",
        "So it is the ratio of the two densities, because of the quotient rule?",
        "First I'd ask what they want, is it clicks? Is it revenue? Is it people coming back?",
    ),
    Finish.BRIEF: ("Momentum,", "The step converges.", "So, momentum."),
    Finish.UNKNOWN: ("", "  ", "...", "?!"),
}
"""What a recogniser writes, by how it reads: a half sentence, thinking aloud, a promise of more, an end, and the rest."""


@pytest.mark.parametrize(("text", "reads"), [(text, reads) for reads, texts in CASES.items() for text in texts])
def test_a_draft_reads_as_it_would_sound(text: str, reads: Finish) -> None:
    assert finishedness(text) is reads


def test_curly_apostrophes_are_read_as_plain_ones() -> None:
    assert finishedness("That’s it.") is finishedness("That's it.")


@pytest.mark.parametrize("count", range(1, BRIEF_WORDS.stop))
def test_a_few_words_are_brief_and_one_or_two_are_not(count: int) -> None:
    expected = Finish.PLAIN if count < BRIEF_WORDS.start else Finish.BRIEF
    assert finishedness(" ".join(["word"] * count) + ".") is expected


@pytest.mark.parametrize(("count", "reads"), [(PLAIN_WORDS, Finish.PLAIN), (PLAIN_WORDS + 1, Finish.COMPLETE)])
def test_one_sentence_without_a_reason_is_plain_up_to_a_length(count: int, reads: Finish) -> None:
    assert finishedness(" ".join(["word"] * count) + ".") is reads


@pytest.mark.parametrize("more", [" It is linear.", " because it is linear.", ", so it shrinks."])
def test_a_reason_or_a_second_sentence_makes_an_answer_more_than_plain(more: str) -> None:
    assert (
        finishedness("The loss is a quadratic function of the weights" + ("." if more[1].isupper() else "") + more)
        is Finish.COMPLETE
    )


def test_a_single_word_may_be_an_answer_unless_a_comma_follows() -> None:
    assert finishedness("Momentum.") is Finish.PLAIN


def test_no_worked_answer_of_the_bank_waits_for_the_nudge(library: Library) -> None:
    answers = [example.answer for question in library.questions for example in question.examples]
    spoken = [text for text in answers if text.rstrip().endswith((".", "!")) and not text.rstrip().endswith("hmm.")]
    assert len(spoken) > 200
    assert [text[-60:] for text in spoken if finishedness(text) in (Finish.OPEN, Finish.THINKING)] == []


def test_most_worked_answers_of_the_bank_can_be_answered_at_once(library: Library) -> None:
    reads = [finishedness(example.answer) for question in library.questions for example in question.examples]
    assert sum(one in (Finish.CLOSED, Finish.COMPLETE) for one in reads) > 0.95 * len(reads)


@pytest.mark.parametrize("word", ["um", "Uh,", "hmmm...", "Erm", "mm", "mhm", "ah", "huh", "KMMMM."])
def test_a_spelled_sound_is_a_hesitation(word: str) -> None:
    assert is_hesitation(word)


@pytest.mark.parametrize("word", ["m", "her", "them", "ham", "e", "a", "I", "mu", "rum", ""])
def test_letters_and_words_are_no_hesitation(word: str) -> None:
    assert not is_hesitation(word)


@pytest.mark.parametrize(
    "phrase", ["and so on ", ", I think", "if it then ", "what we have ", "so well okay ", "thank you "]
)
def test_a_recogniser_that_repeats_itself_for_ever_is_read_at_once(phrase: str) -> None:
    assert finishedness(phrase * 10_000) in Finish


@pytest.mark.parametrize(
    "text",
    [
        "Let me think about that.",
        "Hmm, let me see.",
        "Okay, so, um, give me a second",
        "That's a good question. Let me think.",
        "Let me see, if the prior were flat…",
        "Get me a second.",
    ],
)
def test_words_that_only_think_aloud_are_told_from_an_answer(text: str) -> None:
    assert only_thinks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "um",
        "The posterior is, um",
        "The prior is flat. Let me think.",
        "It is conjugate, let me see",
        "It is flat.",
    ],
)
def test_words_that_say_something_besides_do_not_only_think_aloud(text: str) -> None:
    assert not only_thinks(text)
