"""Finds in content what the candidate's words refer to: hidden facts, persona facts, probes."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

from interviewer.content.models import Fact, HiddenFact, Probe, Question, Stage
from interviewer.grading.text import content_stems

LEAST_MATCH = 0.6
"""Share of the words of one way to ask that a question must hold."""
LEAST_TOUCH = 0.35
"""Share of what a question says that the nearest fact must hold."""

ASKING_WORDS = frozenset(
    content_stems(
        "tell know have many much number large big size huge kind sort type information given exactly actually anything about"
        " there please moment currently today nowadays present say guess roughly"
    )
)
"""Stems that say that something is asked, not what."""
SAME = {
    stem: group.split()[0]
    for group in (
        "fast quick quickly speed slow latency",
        "user customer visitor client shopper",
        "item product article",
        "feature attribute metadata covariate",
        "machine hardware gpu cluster computer server compute",
        "random randomise randomised randomly shuffle shuffled",
        "current existing old previous baseline",
        "metric kpi objective goal optimise target",
        "observation row point measurement example datapoint",
        "share fraction percentage percent proportion",
        "precise precision accurate accuracy tolerance margin",
        "query request",
        "retrain retrained train training",
        "prior beforehand",
        "experiment test trial",
        "ad advertisement",
        "for purpose",
    )
    for stem in content_stems(group)
}
"""Stems that come to the same in a question, each with the one that stands for them."""
QUANTITY = re.compile(r"\b(?:how (?:many|much|large|big)|(?:number|amount|size) of|sample size)\b", re.IGNORECASE)
"""Asks for a number."""


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> frozenset[str]:
    """Stems of a text's content words; authored texts come up at every turn."""
    return frozenset(content_stems(text))


MARKERS = re.compile(
    r"\b(?:who|why|when|other|first|you (?:\w+ )?like|(?:used?|is (?:it|this|that)) for|for what)\b", re.IGNORECASE
)
"""Words that carry little elsewhere and tell short questions apart."""


@lru_cache(maxsize=20_000)
def asked_for(text: str) -> frozenset[str]:
    """Stems of what a question is about."""
    said = frozenset(SAME.get(stem, stem) for stem in stems_of(text))
    marks = frozenset(hit.split()[-1].lower() for hit in MARKERS.findall(text))
    return (said - ASKING_WORDS or said) | marks | frozenset(["#"] if QUANTITY.search(text) else [])


GENERIC = frozenset(
    content_stems(
        "team role group work job position people company lab place day here data user item shop model system"
    )
)
"""Stems that any question of its kind may hold; they count half."""


def match_share(asked: frozenset[str], about: str) -> float:
    """How well a question fits one way to ask, from 0 to 1: it must hold most of its words, and best little else."""
    wanted = asked_for(about)
    held = weight(asked & wanted)
    if held < LEAST_MATCH * weight(wanted) or not held or (wanted <= GENERIC and not asked <= GENERIC):
        return 0.0
    return 0.6 * held / weight(wanted) + 0.4 * held / weight(asked)


def weight(stems: frozenset[str]) -> float:
    """How much stems say about what a question is after."""
    return len(stems) - 0.5 * len(stems & GENERIC)


def best_match(text: str, ways: Iterable[tuple[str, tuple[str, ...]]]) -> str | None:
    """The key whose ways to ask fit a question best, or None when nothing fits."""
    asked = asked_for(text)
    best, key = 0.0, None
    for name, abouts in ways:
        share = max((match_share(asked, about) for about in abouts), default=0.0)
        if share > best:
            best, key = share, name
    return key


def fact_asked(text: str, facts: tuple[HiddenFact, ...]) -> str | None:
    """Id of the hidden fact that a question asks for."""
    return best_match(text, ((f.id, f.about) for f in facts))


def facts_of(question: Question, stage: Stage) -> tuple[HiddenFact, ...]:
    """What the interviewer knows on a stage: its own facts first, then those of the question's other parts."""
    others = (fact for other in question.stages if other.id != stage.id for fact in other.hidden_facts)
    return (*stage.hidden_facts, *others)


def fact_met(text: str, question: Question, stage: Stage) -> str | None:
    """Id of the hidden fact that a question asks for on a stage: one of its own, else one of another part's."""
    own = len(stage.hidden_facts)
    known = facts_of(question, stage)
    return fact_asked(text, known[:own]) or fact_asked(text, known[own:])


def fact_touched(text: str, facts: tuple[HiddenFact, ...]) -> str | None:
    """Id of the fact that comes nearest to a question, by all its words and those of its answer, rare ones foremost."""
    asked = asked_for(text)
    profiles = {fact.id: (_union(fact.about), asked_for(fact.answer)) for fact in facts}
    within = Counter(stem for about, answer in profiles.values() for stem in about | answer)

    def says(stem: str) -> float:
        rarity = log((len(facts) + 1) / (within[stem] + 0.5)) + 0.2 if within[stem] else 1.0
        return rarity * (0.5 if stem in GENERIC else 1.0)

    def nearness(fact: str) -> float:
        about, answer = profiles[fact]
        return sum(says(stem) * (1.0 if stem in about else 0.5) for stem in asked & (about | answer))

    best = max(profiles, key=nearness, default=None)
    near = best is not None and nearness(best) >= LEAST_TOUCH * sum(map(says, asked)) > 0
    return best if near else None


def _union(texts: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(asked_for, texts))


def persona_answer(text: str, facts: tuple[Fact, ...]) -> int | None:
    """Index of the persona's fact that answers a question."""
    found = best_match(text, ((str(i), f.about) for i, f in enumerate(facts)))
    return None if found is None else int(found)


def probes_invited(text: str, probes: tuple[Probe, ...]) -> tuple[tuple[int, str], ...]:
    """Probes whose word the answer holds, each with the word as it was said."""
    found = []
    for index, probe in enumerate(probes):
        for word in probe.on:
            hit = re.search(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", text, re.IGNORECASE)
            if hit:
                found.append((index, hit.group()))
                break
    return tuple(found)


def field_words(question: Question, stage: Stage) -> frozenset[str]:
    """Stems of the stage's content and the question's vocabulary."""
    texts = [question.title, stage.prompt, *question.vocabulary]
    for point in stage.key_points:
        texts += [point.claim, *point.paraphrases]
    return frozenset[str]().union(*map(stems_of, texts))
