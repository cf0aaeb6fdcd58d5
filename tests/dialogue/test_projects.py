"""The project of somebody who introduces themself, in their own words, however few they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.dialogue.projects import MAX_PROJECT_WORDS, project_phrase, spoken_of

INTRODUCTIONS = [
    ("statistics msc. survey weighting", "survey weighting"),
    ("data scientist, built recommender for second-hand books, mostly alone", "recommender for second-hand books"),
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
    (
        "My thesis is about, well, mostly about uncertainty in medical image segmentation, so we look at tumour outlines.",
        "uncertainty in medical image segmentation",
    ),
]


@pytest.mark.parametrize(("text", "phrase"), INTRODUCTIONS, ids=[phrase for _, phrase in INTRODUCTIONS])
def test_a_project_is_given_back_in_the_candidates_words(text: str, phrase: str) -> None:
    assert project_phrase(text) == phrase


BRIEF = {
    "PhD, Bayesian deep learning, Tübingen. Calibration.": "Bayesian deep learning",
    "Statistician. Two years at a bank doing credit scoring.": "credit scoring",
    "Postdoc at EPFL, convex optimisation.": "convex optimisation",
    "Maths at Bonn, then reinforcement learning at a robotics start-up.": "reinforcement learning",
    "I'm Lena. Computational biology. Single-cell data.": "single-cell data",
    "Theoretical physics, lattice QCD; now normalising flows for sampling.": "lattice QCD",
    "Recommenders. Mostly ranking.": "recommenders",
    "ML engineer, five years, fraud detection.": "fraud detection",
    "NLP, mostly summarisation.": "summarisation",
    "hi, tom here, phd student, graph neural nets for molecules": "graph neural nets for molecules",
    "Five years of computer vision, mainly defect detection on steel.": "computer vision",
    "Four years in industry, mainly defect detection on steel.": "defect detection on steel",
    "Industry. Ads. CTR models.": "CTR models",
    "My background is in econometrics, mostly panel data models.": "panel data models",
    "Currently at a start-up: anomaly detection for turbines.": "anomaly detection for turbines",
    "Signal processing background, radar.": "signal processing",
    "I've mostly been doing Gaussian processes.": "Gaussian processes",
    "I do speech recognition at a hospital.": "speech recognition",
    "Causal inference is what I do.": "Causal inference",
    "We looked at how transformers forget.": "how transformers forget",
    "I guess I'm, um, nearly done, it's kind of about, um, Bayesian optimisation, sort of for, you know, labs.": (
        "Bayesian optimisation for labs"
    ),
}


@pytest.mark.parametrize(("text", "phrase"), BRIEF.items(), ids=list(BRIEF.values()))
def test_the_briefest_introduction_is_taken_up_in_its_own_words(text: str, phrase: str) -> None:
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
        "Hi, I'm Anna Schmidt, from Munich.",
        "PhD, Tübingen.",
        "Data scientist at a bank.",
        "Nothing special, I just finished.",
        "Berlin. Physics. Postdoc.",
        "PhD student, third year.",
        "Yes. What would you like to know?",
        "I studied in Paris and London.",
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


@pytest.mark.parametrize(
    ("phrase", "named"),
    [
        ("a search engine for legal documents", "the search engine for legal documents"),
        ("recommender for a bookshop", "the recommender for a bookshop"),
        ("recommender system for films", "the recommender system for films"),
        ("transformer", "the transformer"),
        ("sparse models for gene expression", "sparse models for gene expression"),
        ("protein folding", "protein folding"),
        ("the samplers of a physics lab", "the samplers of a physics lab"),
        ("your own optimiser", "your own optimiser"),
        ("inference for a state-space model", "inference for a state-space model"),
        ("lung cancer", "lung cancer"),
        ("how to train a model", "how to train a model"),
    ],
)
def test_a_single_thing_is_spoken_of_with_an_article(phrase: str, named: str) -> None:
    assert spoken_of(phrase) == named
