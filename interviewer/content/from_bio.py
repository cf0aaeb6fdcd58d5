"""An interviewer's public bio or paper list to a persona, from the words of its topics alone."""

import re
from collections.abc import Iterable, Mapping

from pydantic import Field

from interviewer.content.models import AREAS, FollowUpStyle, Frozen, Persona

AREA_WORDS: Mapping[str, str] = {
    "machine-learning": r"machine learning|deep|neural|network|transformer|language model|vision|speech|recommend|"
    r"classif|representation|generative|reinforcement|embedding|train",
    "statistics": r"statistic|estimat|inference|experiment|causal|survey|sampl|hypothes|confidence|regression|"
    r"uncertainty|calibration|non-?response|bootstrap|a/b test",
    "linear-algebra": r"linear algebra|matri|eigen|singular|low-rank|factori[sz]|spectral|tensor|krylov|kernel",
    "probability": r"probabil|bayes|stochastic process|markov|monte carlo|mcmc|variational|gaussian process|random|"
    r"posterior|latent|graphical model",
    "optimisation": r"optimi[sz]|gradient|convex|newton|convergence|descent|non-?smooth|adam|proximal|second-order|"
    r"duality|solver",
}
"""Beginnings of words by which a bio shows each area."""
FACET_WORDS: Mapping[str, str] = {
    "assumptions": r"assum|identif|robust|theor",
    "convergence": r"converg|rate|bound|complexity",
    "uncertainty": r"uncertain|confidence|calibrat|bayes|posterior",
    "computation": r"scal|efficien|numerical|distributed|parallel|fast|memory|implement",
    "geometry": r"geometr|manifold|metric|subspace|curvature",
    "practice": r"production|product|deploy|industr|appli|engineer|users",
    "evaluation": r"evaluat|benchmark|metric|a/b|experiment",
    "estimation": r"estimat|sampl|inference",
}
"""The same for what they would dig into."""
LEAST, MOST, MOST_WORDS = 0.5, 6.0, 300
"""Weight of an area the bio does not show, and of one it is full of; words of the bio that are kept."""
LONGEST_LEANING, FAVOURED = 240, 2.0
"""Characters of a leaning, and the factor of a topic, out of a model's reading."""
_NAME = re.compile(
    r"^(?:#+\s*)?((?:(?:Dr|Prof|Professor)\.? )?[A-Z][\w'’-]+(?: (?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w'’-]+)){1,3})\b"
)


def persona_from_bio(text: str, persona_id: str, topics: Iterable[str]) -> Persona:
    """A persona whose areas, topics and follow-ups weigh as the bio's words do; lines come from the common pools."""
    bio = " ".join(" ".join(text.split()).split()[:MOST_WORDS])[:1990]
    found = _NAME.match(text.strip())
    name = found.group(1) if found else persona_id.replace("-", " ").title()
    areas = {area: _count(words, bio) for area, words in AREA_WORDS.items()}
    main = sorted(AREAS, key=lambda area: -areas[area])[:2]
    return Persona(
        id=persona_id,
        name=name,
        title="Interviewer, from their public bio",
        bio=bio,
        leaning=f"What their bio speaks of: {' and '.join(area.replace('-', ' ') for area in main)}.",
        asks_about={area: max(LEAST, min(MOST, 1.5 * count)) for area, count in areas.items()},
        topics={topic: min(2.5, 1 + 0.5 * n) for topic in sorted(topics) if (n := _count(_stem(topic), bio))},
        lines={"introduce": (f"Hello, I'm {name}. Thank you for making the time.",)},
        follow_ups=FollowUpStyle(
            prefers={facet: min(3.0, 1 + 0.5 * n) for facet, words in FACET_WORDS.items() if (n := _count(words, bio))}
        ),
    )


class BioReading(Frozen):
    """What a model reads out of a bio: weights for what a candidate should expect."""

    name: str = ""
    """As it stands in the bio."""
    leaning: str = ""
    """What they care about, in one line."""
    areas: dict[str, float] = Field(default_factory=dict)
    """Area to weight, 0 to 6."""
    topics: tuple[str, ...] = ()
    digs_into: tuple[str, ...] = ()
    """Facets, strongest first."""


def read_by_model(persona: Persona, reading: BioReading, text: str, topics: Iterable[str]) -> Persona:
    """The persona with a model's weights instead of the words'; what is in neither bio nor bank is left out."""
    name = reading.name if reading.name and reading.name in " ".join(text.split()) else persona.name
    leaning = " ".join(reading.leaning.split())
    known = sorted(set(topics) & set(reading.topics))
    facets = [facet for facet in reading.digs_into if facet in FACET_WORDS]
    return persona.model_copy(
        update={
            "name": name,
            "leaning": leaning if 0 < len(leaning) <= LONGEST_LEANING else persona.leaning,
            "asks_about": {area: min(MOST, max(LEAST, reading.areas.get(area, 0.0))) for area in AREAS},
            "topics": dict.fromkeys(known, FAVOURED) or persona.topics,
            "lines": {"introduce": (f"Hello, I'm {name}. Thank you for making the time.",)},
            "follow_ups": FollowUpStyle(prefers={f: max(1.0, 3.0 - 0.5 * i) for i, f in enumerate(facets)})
            if facets
            else persona.follow_ups,
        }
    )


def _stem(topic: str) -> str:
    """How a bio would write a topic: its words in order, singular or plural."""
    return r"[\s-]+".join(re.escape(re.sub(r"(?:ies|s|y)$", "", word)) + r"\w{0,3}" for word in topic.split("-"))


def _count(words: str, bio: str) -> int:
    return len(re.findall(rf"\b(?:{words})", bio, re.IGNORECASE))
