"""Finds in content what the candidate's words refer to: hidden facts, persona facts, probes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

from interviewer.content.models import Fact, HiddenFact, KeyPoint, Probe, Question, Stage
from interviewer.dialogue.thesaurus import ASKING_WORDS, GENERIC, LIGHT, MARKERS, PHRASES, QUANTITY, same
from interviewer.grading.text import content_stems, sentences

LEAST_MATCH = 0.6
"""Share of the words of one way to ask that a question must hold."""
LEAST_MEANT = 0.36
"""Share of what a question says that one way to ask it must hold."""
ELSEWHERE_MEANT = 0.5
"""The same for facts of the question's other parts."""
WHOLLY_MEANT = 0.8
"""The same when that way asks for a number and the question does not."""
LEAST_TOUCH = 0.55
"""Share of what a question says that the nearest fact must hold."""
CLEARLY = 1.3
"""How much nearer than to any other fact a question has to be to one."""
COMMON_WEIGHT = 0.6
"""Weight of words that we have used ourselves on the stage."""
LIGHT_WEIGHT = 0.3
"""Weight of words that go with many things."""
OWN_WORDS = 3
"""Own words of a key point in one sentence from which it counts as touched; with `MOST_OF_A_WAY`, 98 % of the points
that the bank's worked answers cover are touched, and 12 % of those they miss."""
MOST_OF_A_WAY = 0.6
"""Share of one way to say it from which it does too."""
MAX_TOUCHING = 4000
"""Characters of an answer that are looked at for it."""
ASKED_ALREADY = 0.5
"""Share of a probe's words from which the answer that invites it has met it."""
GENERIC_WEIGHT = 0.5
"""Weight of words that any question may hold."""


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> frozenset[str]:
    """Stems of a text's content words; authored texts come up at every turn."""
    return frozenset(content_stems(text))


@lru_cache(maxsize=20_000)
def asked_for(text: str) -> frozenset[str]:
    """Stems of what a question is about."""
    marks = frozenset(hit.split()[-1].lower().removeprefix("an") for hit in MARKERS.findall(text))
    number = frozenset(["#"] if QUANTITY.search(text) else [])
    for said, meant in PHRASES:
        text = said.sub(meant, text)
    stems = frozenset(same().get(stem, stem) for stem in stems_of(text))
    return (stems - ASKING_WORDS or stems) | marks | number


@dataclass(frozen=True, slots=True)
class Scale:
    """How much single words say about what a question is after; those of our own prompt say little."""

    common: frozenset[str] = frozenset()

    def of(self, stem: str) -> float:
        """The weight of one stem."""
        if stem in self.common:
            return COMMON_WEIGHT
        return LIGHT_WEIGHT if stem in LIGHT else GENERIC_WEIGHT if stem in GENERIC else 1.0

    def total(self, stems: Iterable[str]) -> float:
        """The weight of several."""
        return sum(map(self.of, stems))


EVEN = Scale()
"""No words were used before."""


def match_share(asked: frozenset[str], about: str, scale: Scale = EVEN, least: float = LEAST_MEANT) -> float:
    """How well a question fits one way to ask, from 0 to 1: it must hold most of its words, and best little else."""
    wanted = asked_for(about)
    held = scale.total(asked & wanted)
    meant = WHOLLY_MEANT if least and "#" in wanted - asked else least
    if held < LEAST_MATCH * scale.total(wanted) or held < meant * scale.total(asked):
        return 0.0
    if not held or (wanted <= GENERIC and not asked <= GENERIC):
        return 0.0
    return 0.6 * held / scale.total(wanted) + 0.4 * held / scale.total(asked)


def best_match(
    text: str, ways: Iterable[tuple[str, tuple[str, ...]]], scale: Scale = EVEN, least: float = LEAST_MEANT
) -> str | None:
    """The key whose ways to ask fit a question best, or None when nothing fits."""
    asked = asked_for(text)
    best, key = 0.0, None
    for name, abouts in ways:
        share = max((match_share(asked, about, scale, least) for about in abouts), default=0.0)
        if share > best:
            best, key = share, name
    return key


def fact_asked(text: str, facts: tuple[HiddenFact, ...], scale: Scale = EVEN, least: float = LEAST_MEANT) -> str | None:
    """Id of the hidden fact that a question asks for."""
    return best_match(text, ((f.id, f.about) for f in facts), scale, least)


def facts_of(question: Question, stage: Stage) -> tuple[HiddenFact, ...]:
    """What the interviewer knows on a stage: its own facts first, then those of the question's other parts."""
    others = (fact for other in question.stages if other.id != stage.id for fact in other.hidden_facts)
    return (*stage.hidden_facts, *others)


@lru_cache(maxsize=200)
def prompted(title: str, prompt: str) -> Scale:
    """The scale on a stage: what its title and prompt say is known."""
    return Scale(asked_for(title) | asked_for(prompt))


def fact_met(text: str, question: Question, stage: Stage) -> str | None:
    """Id of the hidden fact that a question asks for on a stage: one of its own, else one of another part's."""
    own = len(stage.hidden_facts)
    known = facts_of(question, stage)
    scale = prompted(question.title, stage.prompt)
    return fact_asked(text, known[:own], scale) or fact_asked(text, known[own:], scale, ELSEWHERE_MEANT)


def fact_near(text: str, question: Question, stage: Stage) -> str | None:
    """Id of the stage's own fact that a question comes nearest to, when none is asked for in one of its ways."""
    return fact_touched(text, stage.hidden_facts, prompted(question.title, stage.prompt))


def fact_touched(text: str, facts: tuple[HiddenFact, ...], scale: Scale = EVEN) -> str | None:
    """Id of the fact that comes nearest to a question, by all its words and those of its answer, rare ones foremost."""
    asked = asked_for(text)
    profiles = {fact.id: (_union(fact.about), asked_for(fact.answer)) for fact in facts}
    within = Counter(stem for about, answer in profiles.values() for stem in about | answer)

    def says(stem: str) -> float:
        rarity = log((len(facts) + 1) / (within[stem] + 0.5)) + 0.2 if within[stem] else 1.0
        return rarity * scale.of(stem)

    def nearness(fact: str) -> float:
        about, answer = profiles[fact]
        return sum(says(stem) * (1.0 if stem in about else 0.5) for stem in asked & (about | answer))

    near = sorted(((nearness(name), name) for name in profiles), reverse=True)[:2]
    least = LEAST_TOUCH * sum(map(says, asked))
    told_apart = bool(near) and all(near[0][0] >= CLEARLY * other for other, _ in near[1:])
    return near[0][1] if told_apart and near[0][0] >= least > 0 else None


def _union(texts: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(asked_for, texts))


def persona_answer(text: str, facts: tuple[Fact, ...]) -> int | None:
    """Index of the persona's fact that answers a question."""
    found = best_match(text, ((str(i), f.about) for i, f in enumerate(facts)), least=0.0)
    return None if found is None else int(found)


def own_words(stage: Stage, point: KeyPoint) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Stems that tell a key point from its prompt and the claims beside it, and the stems of each way to say it."""
    known = stems_of(stage.prompt)
    ways = tuple(stems_of(way) - known for way in (point.claim, *point.paraphrases))
    beside = (stems_of(other.claim) for other in stage.key_points if other.id != point.id)
    return frozenset().union(*ways) - frozenset().union(*beside), tuple(way for way in ways if way)


def touches(text: str, stage: Stage, point: KeyPoint) -> bool:
    """One sentence of the text holds some of a key point's own words, or most of one way to say it."""
    own, ways = own_words(stage, point)
    said = [stems_of(one.text) for one in sentences(text[:MAX_TOUCHING])]
    return any(
        len(own & stems) >= OWN_WORDS or any(len(way & stems) >= MOST_OF_A_WAY * len(way) for way in ways)
        for stems in said
    )


def probes_invited(text: str, probes: tuple[Probe, ...]) -> tuple[tuple[int, str], ...]:
    """Probes whose word the answer holds without meeting their question too, each with the word as it was said."""
    found, said = [], stems_of(text)
    for index, probe in enumerate(probes):
        asked = stems_of(probe.ask) - LIGHT - ASKING_WORDS - GENERIC
        if asked and len(asked & said) >= ASKED_ALREADY * len(asked):
            continue
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
