"""A persona out of a public bio asks about what the bio speaks of."""

import pytest

from interviewer.content.from_bio import persona_from_bio
from interviewer.content.lint import lint

OPTIMISER = """\
Dr Lena Virtanen works on stochastic gradient methods, convergence rates and second-order optimisation.
Her papers include "Newton steps on noisy problems" and "Convergence of adaptive methods".
"""
STATISTICIAN = """\
# Tom van Dijk

Survey statistician: estimating hidden populations, confidence intervals, sampling, and experiments in production.
"""
TOPICS = ("convergence", "gradient-methods", "sampling", "kernel-methods")


@pytest.mark.parametrize(
    ("bio", "name", "area", "topics", "facet"),
    [
        (OPTIMISER, "Dr Lena Virtanen", "optimisation", {"convergence", "gradient-methods"}, "convergence"),
        (STATISTICIAN, "Tom van Dijk", "statistics", {"sampling"}, "estimation"),
    ],
)
def test_a_bio_decides_name_areas_topics_and_follow_ups(
    bio: str, name: str, area: str, topics: set[str], facet: str
) -> None:
    persona = persona_from_bio(bio, "somebody", TOPICS)
    assert persona.name == name
    assert max(persona.asks_about.items(), key=lambda item: item[1])[0] == area
    assert set(persona.topics) == topics
    assert persona.follow_ups.prefers[facet] > 1
    assert " ".join(bio.split()).endswith(persona.bio[-40:])


def test_a_bio_without_a_name_takes_the_id() -> None:
    persona = persona_from_bio("works on many things.", "jane-doe", TOPICS)
    assert persona.name == "Jane Doe"
    assert set(persona.asks_about.values()) == {0.5}


def test_a_bio_gives_a_persona_without_faults_but_its_missing_answers() -> None:
    faults = [fault.at[0] for fault in lint(persona_from_bio(OPTIMISER, "lena", TOPICS))]
    assert set(faults) <= {"can_answer"}
