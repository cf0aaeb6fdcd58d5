"""Which words go with which of the two things that a key point tells apart, in its sentences and in an answer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.grading.polarity import Token, key, read, tokens
from interviewer.grading.spoken import marked_words
from interviewer.grading.text import stem
from interviewer.grading.wordlists import word_set

MOST = 2
"""Most that one word says for or against."""
SURE = 3
"""Sentences from which the two ends of an axis, "wider" and "narrower", say twice as much."""
TURNED, TURNED_ALONE = 3, 4
"""Least that all words together say against the sides of an answer, for them to be turned round; and where it speaks of
one side only."""
MIXED, MIXED_ALONE = 0.5, 0.25
"""Most that may speak for its sides, as a share of what speaks against them; and where it speaks of one side only."""
_BOUNDS = word_set(
    ", ; : . ! ? and while whereas but than though although unless because so if when where which then or otherwise"
)
_STOPS = word_set("; . ! ? or otherwise unless")
"""After these nothing goes on with the side before: "decay it, otherwise it bounces around"."""
_EVERYWHERE = word_set(
    "model data train test set time step size one need learn tell matter whether loss function objective value given"
)
_COMMON = frozenset(map(stem, _EVERYWHERE))
"""Stems that go with everything."""
_POINTING = word_set("that this which")
_OTHER = word_set("other latter")
_NAMED = re.compile(r"\b([b-hj-z]) (zero|one|two|three)\b(?! (?:times|percent|point|over))")
"""Names of a letter and a number: "L2"."""
_FIXED = re.compile(r"\b(?:one over|each other)\b")
"""Phrases in which a word does not mean what it says alone."""
_TURN = str.maketrans("+-", "-+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch without a conjunction."""

    stems: frozenset[str]
    told: frozenset[tuple[str, str]]
    """Stems of content words, each with what stands for it."""
    denied: frozenset[str]
    """Stems of what it denies."""
    aside: bool
    """True where a name says nothing of what follows: "than L1", "that is L1"."""
    first: bool
    """True at the beginning of a sentence."""
    other: bool
    """True when it speaks of "the other"."""


def _denied(one: Token) -> bool:
    usual = next((word.sign for word in tokens(one.stem)), 1) if one.axis else 1
    return one.sign * usual < 0


def _tells(one: Token) -> bool:
    """True for words that may go with one side; what is denied goes with neither."""
    return len(one.stem) > 1 and one.stem not in _COMMON and (one.axis != "" or one.sign >= 0)


Sides = tuple[frozenset[str], frozenset[str]]
"""Words of each of two sides."""


def _joined(found: re.Match[str]) -> str:
    return found.group().replace(" ", "")


@dataclass(frozen=True, slots=True)
class Names:
    """What two things are called."""

    stems: Sides
    """Of names of one word, and of several run together."""
    phrases: re.Pattern[str]
    """Names of several words."""

    def text(self, marked: Sequence[str]) -> str:
        """The words of a clause with each name as a single word."""
        return self.phrases.sub(_joined, _FIXED.sub(_joined, _NAMED.sub(_joined, " ".join(marked))))


@lru_cache(maxsize=20_000)
def _parts(text: str) -> tuple[_Part, ...]:
    found: list[_Part] = []
    now: list[str] = []
    first, bound = True, ""
    for word in (*text.split(), "."):
        if word not in _BOUNDS:
            now.append(word)
            continue
        if now:
            content = read(" ".join(now)).tokens
            told = frozenset((one.stem, key(one)) for one in content if _tells(one))
            denied = frozenset(one.stem for one in content if _denied(one))
            aside = bound == "than" or (now[0] in _POINTING and now[1:2] == ["is"])
            other = not _OTHER.isdisjoint(now)
            found.append(_Part(frozenset(map(stem, now)), told, denied, aside, first, other))
            now, first = [], False
        bound = word
        first = first or word in _STOPS
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Opposites:
    """Two things that a key point tells apart, and the words that go with either."""

    names: Names
    leaning: Mapping[str, int]
    """Words by how many more sentences have them with the first than with the second, within MOST; twice that for both
    ends of an axis that SURE sentences tell apart."""

    def against(self, sides: Sides) -> bool:
        """True when the words of an answer go with the wrong sides."""
        says = [self.leaning.get(one, 0) for one in sides[0] - sides[1]]
        says += [-self.leaning.get(one, 0) for one in sides[1] - sides[0]]
        right, wrong = sum(one for one in says if one > 0), -sum(one for one in says if one < 0)
        if not (sides[0] and sides[1]):
            return wrong - right >= TURNED_ALONE and right <= MIXED_ALONE * wrong
        return wrong - right >= TURNED and right <= MIXED * wrong


def _other_end(one: str) -> str:
    """The other end of an axis: "size-1" for "size+1"."""
    return one.translate(_TURN) if one[-2:] in ("+1", "-1") else ""


def _sided(names: Names, marked: Sequence[str]) -> Iterator[tuple[int, frozenset[str]]]:
    """Parts that speak of one side, in their own words or going on from the part before."""
    side, bare = -1, False
    for part in _parts(names.text(marked)):
        here = [place for place in (0, 1) if part.stems & names.stems[place]]
        keys = frozenset(what for root, what in part.told if not any(root in group for group in names.stems))
        if (here and part.aside) or any(part.denied & group for group in names.stems):
            side = -1
        elif len(here) == 1:
            side = -1 if bare and side != here[0] else here[0]
        elif here or part.first:
            side = -1
        elif part.other and side >= 0:
            side = 1 - side
        bare = side >= 0 and not keys and (bare or bool(here))
        if side >= 0:
            yield side, keys


def sides(names: Names, clauses: Sequence[Sequence[str]]) -> Sides:
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
    names = _names(groups)
    told, near = _count(names, right), _count(names, wrong)
    turned = _count(names, wrong, both=True)
    count = {one: n - near[one] for one, n in told.items() if n * (n - near[one]) > 0}
    count |= {one: -n for one, n in turned.items() if n and not told[one]}
    return Opposites(names, {one: _leaning(count, one) for one in count})


def _count(names: Names, texts: Sequence[str], both: bool = False) -> Counter[str]:
    """Words by how many more of these sentences have them with the first side than with the second; of those that speak
    of `both` only."""
    found: Counter[str] = Counter()
    for text in texts:
        said = sides(names, [marked_words(text)])
        if not both or (said[0] and said[1]):
            found.update(dict.fromkeys(said[0], 1))
            found.update(dict.fromkeys(said[1], -1))
    return found


def _leaning(count: Mapping[str, int], one: str) -> int:
    n, other = count[one], count.get(_other_end(one), 0)
    sure = n * other < 0 and min(abs(n), abs(other)) >= SURE
    most = 2 * MOST if sure else MOST
    return max(-most, min(most, n * 2 if sure else n))


def _names(groups: tuple[Sequence[str], Sequence[str]]) -> Names:
    said = [[_NAMED.sub(_joined, " ".join(marked_words(name))) for name in group] for group in groups]
    several = sorted((name for group in said for name in group if " " in name), key=len, reverse=True)
    stems = [frozenset(stem(name.replace(" ", "")) for name in group) for group in said]
    return Names((stems[0], stems[1]), re.compile("|".join(rf"\b{re.escape(name)}s?\b" for name in several) or r"(?!)"))
