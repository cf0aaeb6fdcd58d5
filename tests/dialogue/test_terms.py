"""A word of the candidate's in a line of ours reads as English, whatever the word."""

import pytest

from interviewer.content.library import Library
from interviewer.content.models import Probe
from interviewer.dialogue.terms import probe_words


@pytest.mark.parametrize(
    ("ask", "said", "line"),
    [
        ("You brought up {said}. Why?", "transformer", 'You brought up the term "transformer". Why?'),
        ("You mentioned {said}. Why?", "permutation test", 'You mentioned the term "permutation test". Why?'),
        ("You said {said}. Why?", "saddle", 'You said "saddle". Why?'),
        ("You would use {said}. Why?", "LLM", 'You used the term "LLM". Why?'),
        ("You used the word {said}. Why?", "recall", 'You used the word "recall". Why?'),
        ("You used the word {said}. Why?", "p value", 'You used the term "p value". Why?'),
        ("You mentioned the {said}. Why?", "bootstrap", "You mentioned the bootstrap. Why?"),
        ("You brought up {said}. Why?", "newton", "You brought up Newton. Why?"),
        ("You mentioned {said}. Why?", "Gauss-Newton", "You mentioned Gauss-Newton. Why?"),
        ("You mentioned {said}. Why?", "Hessian", 'You mentioned the term "Hessian". Why?'),
        (
            "When would {said} do?",
            "Laplace approximation",
            'You used the term "Laplace approximation". When would it do?',
        ),
        ("When would {said} do?", "transformers", 'You used the term "transformer". When would it do?'),
        ("When would {said} do?", "Newton", "When would Newton do?"),
        ("How far would you trust your {said}?", "recall", "How far would you trust your recall?"),
        ("What if you don't {said}?", "random order", 'You said "random order". What if you don\'t do that?'),
        ("When does it fail?", "compass", 'You said "compass". When does it fail?'),
        ("When does it fail?", "Newton", "You said Newton. When does it fail?"),
        ("You mentioned {said}. Why?", "Outliers", 'You mentioned the term "outlier". Why?'),
    ],
)
def test_a_term_is_quoted_where_it_would_lack_an_article(ask: str, said: str, line: str) -> None:
    on = ("transformer", "Newton", "Gauss-Newton", "Hessian", "outlier")
    assert probe_words(Probe(on=on, ask=ask), said) == line


def test_no_probe_of_the_bank_leaves_a_bare_word_in_a_sentence(library: Library) -> None:
    for question in library.questions:
        for probe in (probe for stage in question.stages for probe in stage.probes):
            line = probe_words(probe, "odd widget")
            told = '"odd widget"' in line or "the odd widget" in line or "your odd widget" in line
            assert told, line
            assert "{" not in line
