"""Which words go with which of the two things that a key point tells apart, in its sentences and in an answer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.grading.polarity import key, read
from interviewer.grading.spoken import marked_words
from interviewer.grading.text import stem
from interviewer.grading.wordlists import word_set

MOST = 2
"""Most that one word says for or against."""
TURNED, TURNED_ALONE = 3, 4
"""Least that all words together say against the sides of an answer, for them to be turned round; and where it speaks of
one side only."""
MIXED, MIXED_ALONE = 0.5, 0.25
"""Most that may speak for its sides, as a share of what speaks against them; and where it speaks of one side only."""
_BOUNDS = word_set(
    ", ; : . ! ? and while whereas but than though although unless because so if when where which then or"
)
_STOPS = word_set("; . ! ?")
_COMMON = frozenset(
    map(stem, word_set("model data time need learn tell matter whether loss function objective value given"))
)
"""Stems that go with everything."""
_OTHER = word_set("other latter")
_NAMED = re.compile(r"\b([b-hj-z]) (zero|one|two|three)\b(?! (?:times|percent|point|over))")
"""Names of a letter and a number: "L2"."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch without a conjunction."""

    stems: frozenset[str]
    keys: frozenset[str]
    first: bool
    """True at the beginning of a sentence."""
    other: bool
    """True when it speaks of "the other"."""


Sides = tuple[frozenset[str], frozenset[str]]
"""Words of each of two sides."""


@lru_cache(maxsize=20_000)
def _parts(marked: tuple[str, ...]) -> tuple[_Part, ...]:
    found: list[_Part] = []
    now: list[str] = []
    first = True
    for word in (*_NAMED.sub(r"\1\2", " ".join(marked)).split(), "."):
        if word not in _BOUNDS:
            now.append(word)
            continue
        if now:
            told = [one for one in read(" ".join(now)).tokens if len(one.stem) > 1 and one.stem not in _COMMON]
            keys = frozenset(map(key, told))
            found.append(_Part(frozenset(map(stem, now)), keys, first, not _OTHER.isdisjoint(now)))
            now, first = [], False
        first = first or word in _STOPS
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Opposites:
    """Two things that a key point tells apart, and the words that go with either."""

    names: Sides
    """Stems that name them."""
    leaning: Mapping[str, int]
    """Words by how many more sentences have them with the first than with the second, within MOST."""

    def against(self, sides: Sides) -> bool:
        """True when the words of an answer go with the wrong sides."""
        says = [self.leaning.get(one, 0) for one in sides[0] - sides[1]]
        says += [-self.leaning.get(one, 0) for one in sides[1] - sides[0]]
        right, wrong = sum(one for one in says if one > 0), -sum(one for one in says if one < 0)
        if not (sides[0] and sides[1]):
            return wrong - right >= TURNED_ALONE and right <= MIXED_ALONE * wrong
        return wrong - right >= TURNED and right <= MIXED * wrong


def _sided(names: Sides, marked: tuple[str, ...]) -> Iterator[tuple[int, frozenset[str]]]:
    """Parts that speak of one side, in their own words or going on from the part before."""
    side, bare = -1, False
    for part in _parts(marked):
        here = [place for place in (0, 1) if part.stems & names[place]]
        keys = part.keys - names[0] - names[1]
        if len(here) == 1:
            side = -1 if bare and side != here[0] else here[0]
        elif here or part.first:
            side = -1
        elif part.other and side >= 0:
            side = 1 - side
        bare = side >= 0 and not keys
        if side >= 0:
            yield side, keys


def sides(names: Sides, clauses: Sequence[tuple[str, ...]]) -> Sides:
    """The words that go with either side in these clauses."""
    found: tuple[set[str], set[str]] = (set(), set())
    for marked in clauses:
        for side, keys in _sided(names, marked):
            found[side].update(keys)
    return frozenset(found[0]), frozenset(found[1])


def opposites(
    groups: tuple[Sequence[str], Sequence[str]] | None, right: Sequence[str], wrong: Sequence[str]
) -> Opposites | None:
    """The two sides as the sentences of a key point, and its near misses, have them; None without groups."""
    if groups is None:
        return None
    first, second = _stems(groups[0]), _stems(groups[1])
    count: Counter[str] = Counter()
    for texts, sign in ((right, 1), (wrong, -1)):
        for text in texts:
            said = sides((first, second), [marked_words(text)])
            count.update(dict.fromkeys(said[0], sign))
            count.update(dict.fromkeys(said[1], -sign))
    return Opposites((first, second), {one: max(-MOST, min(MOST, n)) for one, n in count.items() if n})


def _stems(group: Sequence[str]) -> frozenset[str]:
    return frozenset(one for word in group for part in _parts(marked_words(word)) for one in part.stems)
