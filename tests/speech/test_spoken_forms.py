"""What the voice is given to say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.speech.spoken_forms import sentences, spoken_form


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("θ", "theta"),
        ("p(y|x)", "p of y given x"),
        ("p(θ|x) ∝ p(x|θ) p(θ)", "p of theta given x is proportional to p of x given theta times p of theta"),
        ("XᵀX", "X transpose X"),
        ("(XᵀX)⁻¹Xᵀy", "the inverse of X transpose X, times X transpose y"),
        ("A⁻¹", "A inverse"),
        ("(AB)^{-1}", "the inverse of A B"),
        ("O(1/√n)", "order 1 over square root of n"),
        ("O(n²)", "order n squared"),
        ("a ≥ b", "a is greater than or equal to b"),
        ("R²", "R squared"),
        ("x_i", "x i"),
        ("w_{t+1} = w_t − η∇f", "w t plus 1 equals w t minus eta gradient of f"),
        ("Σ_i x_i", "the sum over i of x i"),
        ("‖w‖²", "the squared norm of w"),
        ("‖w‖₁ or ‖w‖₂", "the one norm of w or the two norm of w"),
        ("‖w‖₂²", "the squared two norm of w"),
        ("‖x − y‖²₂", "the squared two norm of x minus y"),
        ("‖A‖_F and ‖A‖_*", "the Frobenius norm of A and the nuclear norm of A"),
        ("‖x‖_∞", "the infinity norm of x"),
        ("‖x‖_k", "the norm of x"),
        (r"\|w\|_1", "the one norm of w"),
        ("||x||_2", "the two norm of x"),
        ("KL(q ‖ p)", "K L of q against p"),
        ("E[X²] − E[X]²", "E of X squared minus E of X, squared"),
        ("E_q[log p(x)]", "E q of log p of x"),
        ("∂L/∂w", "partial L over partial w"),
        ("σ²/n", "sigma squared over n"),
        ("f'(x) = 2x - 1", "f prime of x equals 2x minus 1"),
        ("θ̂ and ŷ", "theta hat and y hat"),
        ("x ~ N(0, 1)", "x is distributed as N of 0, 1"),
        ("1e-3 or 10^6", "1 times 10 to the minus 3 or 10 to the 6"),
        (r"$\frac{a}{b} \leq \sqrt{n}$", "a over b is less than or equal to square root of n"),
        (r"$\theta_{k}$", "theta k"),
    ],
)
def test_formulae_are_said_in_words(written: str, said: str) -> None:
    assert spoken_form(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**bold**, *it* and `code`", "bold, it and code"),
        ("# A title", "A title"),
        ("- one\n- two", "one, two"),
        ("See [this](http://example.org/c).", "See this."),
        ("<b>now</b>", "now"),
        ("SGD, e.g. with PCA", "S G D, for example with P C A"),
        ("the MAP estimate", "the MAP estimate"),
        ("an A/B test vs. a train/test split", "an A B test versus a train test split"),
        ("5% of 3–5 steps", "5 percent of 3 to 5 steps"),
        ("a 2x2 matrix", "a 2 by 2 matrix"),
        ("the values (not the ranks) first", "the values, not the ranks, first"),
        ("it falls – slowly – and stops", "it falls, slowly, and stops"),
        ("k-means and log-odds", "k-means and log-odds"),
        ("I'd say it's naïve Bayes.", "I'd say it's naïve Bayes."),
        ("There are 1,000,000 users.", "There are 1,000,000 users."),
    ],
)
def test_prose_loses_its_markup_and_keeps_its_words(written: str, said: str) -> None:
    assert spoken_form(written) == said


@pytest.mark.parametrize(
    "parts",
    [
        ("Compare MCMC vs. VI in one sentence.", "Which is faster?"),
        ("Take a small step, e.g. Newton's.", "It costs 0.5 seconds etc.", "Then what?", "Say why."),
        ("A norm, i.e. L1, etc. and so on.", "Go on!"),
        ("Vaswani et al. (2017) say so, and so do Kingma et al. Is that right?",),
        ("See Fig. 3 and Eq. 2.", "It is in Sec. 4."),
        ("We stop at 5 p.m. on Monday.", "We stop at 5 p.m.", "Then we go."),
        ("Take i.i.d. Gaussian data.", "Move w.r.t. A only."),
        ("That is no. 3.", "No.", "I mean no. 4."),
        ('He said "stop."', "(It did.)", "Is A better than B.", "Yes."),
        ("So I ask:", "what does it cost, 0.5 or 1.5?"),
    ],
)
def test_sentences_are_split_at_their_ends_and_not_at_abbreviations_or_decimals(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_abbreviations_are_said_in_full() -> None:
    text = (
        "Compare MCMC vs. VI, e.g. as Blei et al. do in Fig. 3. It costs 0.5 seconds etc. We stop at 5 p.m. on Monday."
    )
    assert tuple(spoken_form(sentence) for sentence in sentences(text)) == (
        "Compare M C M C versus V I, for example as Blei and colleagues do in figure 3.",
        "It costs 0.5 seconds et cetera.",
        "We stop at 5 p m on Monday.",
    )


@given(st.text(alphabet="ab.AB!? \n:;,()vset", max_size=60))
def test_splitting_loses_no_word_and_keeps_their_order(text: str) -> None:
    assert " ".join(sentences(text, longest=20)).split() == text.split()


def test_a_very_long_sentence_is_cut_where_one_breathes() -> None:
    pieces = sentences("one two three four, " * 10 + "end.", longest=60)
    assert all(len(piece) <= 60 for piece in pieces)
    assert len(pieces) > 3
    assert " ".join(pieces).split() == ("one two three four, " * 10 + "end.").split()


def test_nothing_to_say_gives_no_sentence_and_marks_alone_no_words() -> None:
    assert sentences(" \n\n ") == ()
    assert spoken_form("... —") == ""


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_markup_symbol_is_ever_read_aloud(text: str) -> None:
    assert not set(spoken_form(text)) & set("*_#`^|{}[]()\\<>~$\x01θ∑≤²")
