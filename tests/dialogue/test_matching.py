"""The candidate's words are tied to content: hidden facts, persona facts, probes."""

from pathlib import Path

import pytest
import yaml

from interviewer.content.library import Library
from interviewer.content.loader import load_question
from interviewer.content.models import Fact, HiddenFact, Probe
from interviewer.dialogue.matching import (
    fact_asked,
    fact_met,
    fact_near,
    fact_touched,
    field_words,
    persona_answer,
    probes_invited,
    touches,
)

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


def test_who_drops_a_word_and_says_in_the_same_breath_what_it_invites_is_not_asked() -> None:
    probe = Probe(on=("RBF",), ask="What does its width do, and how would you set it?")
    assert probes_invited("I'd take an RBF kernel.", (probe,)) == ((0, "RBF"),)
    assert probes_invited("An RBF of small width overfits, so I'd cross-validate it.", (probe,)) == ()


LAW = load_question(
    Path(__file__).parents[2] / "rubrics/questions/probability/independence-and-correlation.yaml"
).stages[0]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Gaussians? Jointly Gaussian, then uncorrelated means independent.", ["gaussian"]),
        ("Uncorrelated means covariance zero.", ["zero-covariance", "one-way"]),
        ("I would look at the data first and then decide.", []),
        ("", []),
    ],
)
def test_words_that_come_near_a_key_point_are_noticed(text: str, points: list[str]) -> None:
    assert [point.id for point in LAW.key_points if touches(text, LAW, point)] == points


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
    assert (fact_met(asked, question, stage) or fact_near(asked, question, stage) or "none") == fact


FRESH = yaml.safe_load((Path(__file__).parent / "clarifications-fresh.yaml").read_text())


@pytest.mark.parametrize("group", FRESH)
def test_questions_in_words_of_their_own_mostly_meet_their_fact_and_hardly_ever_another(
    library: Library, group: str
) -> None:
    met = []
    for where, table in FRESH[group].items():
        question = library.question(where.split()[0])
        stage = question.stage(where.split()[1])
        for asked, fact in table.items():
            met.append((fact, fact_met(asked, question, stage) or fact_near(asked, question, stage) or "none"))
    known = [(fact, told) for fact, told in met if fact != "none"]
    unknown = [told for fact, told in met if fact == "none"]
    assert sum(fact == told for fact, told in known) >= 0.74 * len(known)
    assert sum(told not in (fact, "none") for fact, told in known) <= 0.03 * len(known)
    assert sum(told != "none" for told in unknown) <= 0.15 * len(unknown)


def test_a_question_between_two_facts_is_told_neither() -> None:
    near = (
        HiddenFact(id="price", about=("what does it cost",), answer="Four crowns a piece."),
        HiddenFact(id="weight", about=("how heavy is it",), answer="Four ounces a piece."),
    )
    assert fact_touched("Per piece?", near) is None
    assert fact_touched("Heavy, in ounces?", near) == "weight"
    assert fact_touched("In ounces?", ()) is None


def test_a_part_knows_its_own_facts_before_those_of_the_other_parts(library: Library) -> None:
    problem = library.question("new-recommender")
    assert fact_met("Are users logged in?", problem, problem.stage("cold-start")) == "anonymous"
    assert fact_met("Are users logged in?", problem, problem.stage("live-test")) == "identification"
    assert fact_met("What is the current system?", problem, problem.stage("design")) == "current-system"
