"""The candidate's words are tied to content: hidden facts, persona facts, probes, and their own project."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interviewer.content.library import Library
from interviewer.content.models import Fact, HiddenFact, Probe
from interviewer.dialogue.matching import (
    MAX_PROJECT_WORDS,
    fact_asked,
    fact_met,
    fact_touched,
    field_words,
    persona_answer,
    probes_invited,
    project_phrase,
)

INTRODUCTIONS = [
    (
        "Hi, I'm Wei. My thesis was about low-rank factor models for demand forecasting, and I built the pipeline.",
        "low-rank factor models for demand forecasting",
    ),
    (
        "Hello. I did a master's in computer science. I worked on image classification for a start-up.",
        "image classification for a start-up",
    ),
    (
        "I've spent the last three years on simulation-based inference for particle physics, and I wrote the sampler.",
        "simulation-based inference for particle physics",
    ),
    (
        "I'm finishing my PhD in statistics at Heidelberg. My thesis is on missing data in longitudinal surveys.",
        "missing data in longitudinal surveys",
    ),
    ("I'm a postdoc. I work on causal discovery from time series.", "causal discovery from time series"),
    ("I did my PhD on protein folding.", "protein folding"),
    (
        "I did my PhD at ETH Zurich on variational inference for state-space models, with Professor Keller.",
        "variational inference for state-space models",
    ),
    (
        "My dissertation, which I defended in March, was about graph neural networks for traffic prediction.",
        "graph neural networks for traffic prediction",
    ),
    (
        "I'm a physicist by training. For two years I've been building a search engine for legal documents.",
        "a search engine for legal documents",
    ),
    ("My main project was a recommender for podcasts. I did the ranking model.", "a recommender for podcasts"),
    (
        "I studied mathematics and then I got into reinforcement learning for robot arms.",
        "reinforcement learning for robot arms",
    ),
    (
        "During my master's I implemented a compiler for probabilistic programs.",
        "a compiler for probabilistic programs",
    ),
    (
        "My research focuses on the convergence of stochastic gradient methods under heavy-tailed noise.",
        "the convergence of stochastic gradient methods",
    ),
    (
        "I'm interested in fairness, and my paper at NeurIPS was on calibration across groups.",
        "calibration across groups",
    ),
    ("I wrote my PhD thesis about anomaly detection in power grids.", "anomaly detection in power grids"),
    ("My thesis title is Compressed sensing for dynamic MRI.", "Compressed sensing for dynamic MRI"),
    (
        "I led a team that developed a speech recogniser for low-resource languages.",
        "a speech recogniser for low-resource languages",
    ),
    ("My thesis: Bayesian optimisation of chemical reactions.", "Bayesian optimisation of chemical reactions"),
    ("I've been working for five years on forecasting electricity demand.", "forecasting electricity demand"),
    ("My project is called DeepWeather and it predicts hail from radar images.", "DeepWeather"),
    (
        "It is my last year of the PhD, and it is about forecasting crop yields from satellite images, which I love.",
        "forecasting crop yields from satellite images",
    ),
    ("hi i am tom my phd was on kernel methods for graphs and i also did an internship", "kernel methods for graphs"),
    ("I'm Noor, and I did my doctorate on causal inference with hospital data.", "causal inference with hospital data"),
    ("I'm Paul. I work on recommender systems.", "recommender systems"),
    ("I was responsible for A/B testing at a travel company.", "A/B testing"),
    ("I've worked in the group of Professor Maier on density estimation.", "density estimation"),
    (
        "My work was about making the attention mechanism of transformers cheaper for very long documents.",
        "making the attention mechanism of transformers cheaper",
    ),
    ("I studied what makes my classifier forget, in Berlin.", "what makes your classifier forget"),
    ("My work is on sparse models where the data are few.", "sparse models"),
]


@pytest.mark.parametrize(("text", "phrase"), INTRODUCTIONS, ids=[phrase for _, phrase in INTRODUCTIONS])
def test_a_project_is_given_back_in_the_candidates_words(text: str, phrase: str) -> None:
    assert project_phrase(text) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "Hello, nice to meet you.",
        "I work with people from different fields on many things.",
        "I am working as a software developer.",
        "My PhD is in physics.",
        "I'm finishing my bachelor's in data science.",
        "We built it together with a hospital.",
        "I worked on machine learning.",
        "I worked on “a thing with odd quotes”.",
        "",
    ],
)
def test_where_no_project_is_named_none_is_invented(text: str) -> None:
    assert project_phrase(text) == ""


@given(st.text(max_size=200))
def test_whatever_is_said_the_phrase_is_short_and_plain(text: str) -> None:
    phrase = project_phrase(f"My thesis was about {text}")
    assert len(phrase.split()) <= MAX_PROJECT_WORDS
    assert not re.search(r"[.,;:!?\"{}\n]\s", phrase)


def test_a_long_phrase_without_a_joint_is_cut_at_the_longest_that_can_be_given_back() -> None:
    words = " ".join(f"word{letter}" for letter in "abcdefghijkl")
    assert project_phrase(f"My thesis was about {words}") == " ".join(words.split()[:MAX_PROJECT_WORDS])


FACTS = (
    HiddenFact(id="users", about=("how many users are there", "size of the customer base"), answer="Four million."),
    HiddenFact(id="new-users", about=("how many new users come per day",), answer="A thousand."),
    HiddenFact(id="exactness", about=("how exact must it be",), answer="One percent."),
)


@pytest.mark.parametrize(
    ("asked", "fact"),
    [
        ("How many users are there?", "users"),
        ("Do we know the size of the customer base?", "users"),
        ("How many new users come every day?", "new-users"),
        ("How exact must it be?", "exactness"),
        ("What colour is the logo?", None),
        ("Could you tell me more?", None),
    ],
)
def test_a_question_finds_the_fact_it_asks_for(asked: str, fact: str | None) -> None:
    assert fact_asked(asked, FACTS) == fact


def test_every_way_to_ask_in_the_bank_finds_its_fact(library: Library) -> None:
    for question in library.questions:
        for stage in question.stages:
            for fact in stage.hidden_facts:
                found = {fact_asked(about, stage.hidden_facts) for about in fact.about}
                assert found == {fact.id}, f"{question.id} {fact.id}"


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("How big is your team?", 0),
        ("How large is the group at the moment?", 0),
        ("Can I work from home?", 1),
        ("Why?", None),
    ],
)
def test_a_question_about_the_team_finds_what_the_interviewer_knows(asked: str, index: int | None) -> None:
    known = (
        Fact(about=("How big is the team?", "How large is the group?"), answer="Four."),
        Fact(about=("Can I work from home?",), answer="Yes."),
    )
    assert persona_answer(asked, known) == index


def test_every_way_to_ask_an_interviewer_finds_an_answer(library: Library) -> None:
    for persona in library.personas:
        for index, fact in enumerate(persona.can_answer):
            assert {persona_answer(about, persona.can_answer) for about in fact.about} == {index}


def test_probes_are_invited_by_their_words_in_any_number_and_case() -> None:
    probes = (
        Probe(on=("SVD", "eigenvector"), ask="Why {said}?"),
        Probe(on=("Newton",), ask="And {said}?"),
        Probe(on=("batch",), ask="How {said}?"),
    )
    assert probes_invited("Two Eigenvectors, or batches.", probes) == ((0, "Eigenvectors"), (2, "batches"))
    assert probes_invited("Newtonian", probes) == ()


def test_field_words_come_from_the_content_and_not_from_the_persons(library: Library) -> None:
    question = library.question("gradient-descent")
    words = field_words(question, question.stages[0])
    assert {"gradient", "convex"} <= words
    assert "solvang" not in words


CLARIFICATIONS = [
    (where, asked, fact)
    for where, table in yaml.safe_load((Path(__file__).parent / "clarifications.yaml").read_text()).items()
    for asked, fact in table.items()
]


@pytest.mark.parametrize(("where", "asked", "fact"), CLARIFICATIONS)
def test_a_candidate_who_asks_back_is_told_the_fact_they_ask_for(
    library: Library, where: str, asked: str, fact: str
) -> None:
    question = library.question(where.split()[0])
    stage = question.stage(where.split()[1])
    assert (fact_met(asked, question, stage) or fact_touched(asked, stage.hidden_facts) or "none") == fact


def test_a_part_knows_its_own_facts_before_those_of_the_other_parts(library: Library) -> None:
    problem = library.question("new-recommender")
    assert fact_met("Are users logged in?", problem, problem.stage("cold-start")) == "anonymous"
    assert fact_met("Are users logged in?", problem, problem.stage("live-test")) == "identification"
    assert fact_met("What is the current system?", problem, problem.stage("design")) == "current-system"
