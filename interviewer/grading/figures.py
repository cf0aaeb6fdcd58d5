"""Finds figures in words and tells which of them take the place of a figure that a key point names. Judges nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from interviewer.grading.polarity import meaning
from interviewer.grading.spoken import marked_words
from interviewer.grading.text import STOP, stem
from interviewer.grading.wordlists import word_list, word_set

Kind = Literal["rate", "share", "number"]
ROLE_WORDS = 6
"""Content words on either side of a figure that tell what it is the figure of."""
ALIKE = 2
"""Least words that two figures have in common around them to be figures of the same thing."""
CLOSE = 0.06
"""Relative difference up to which a figure is the same, rounded."""
DIGITS, MOST = 15, 1e15
"""Digits that are read of a number, and the largest one."""

_SMALL = dict(zip(word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
), range(20), strict=True))  # fmt: skip
_TENS = dict(zip(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True))
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS = {"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
_FACTORS = {
    "twice": 2.0, "double": 2.0, "doubles": 2.0, "doubling": 2.0, "triple": 3.0, "quadruple": 4.0, "quadruples": 4.0,
    "quadrupling": 4.0, "halve": 0.5, "halves": 0.5, "halving": 0.5, "halved": 0.5,
}  # fmt: skip
_LOOSE = word_set("than least most below above under beyond up nearly almost close between")
"""Before a figure these say that it is not the figure itself."""
_PART_OF = word_set("of fewer less more as smaller . , ;")
_COUNTED = word_set("equals is eigenvalue value at be")
_BEGINS = frozenset((*_SMALL, *_TENS, *_LARGE, *_FACTORS, "point", "a"))
_SIZES = frozenset((*"nmdtbk", "size", "number"))
_TIMES = "times"
"""Stands around every factor."""
_PERCENT = re.compile(r"(?:of )?(?:a |one )?percent(?:age)?\b")
_HALF = re.compile(r"\bone over two\b")
_OPERATORS = word_set("times fold plus minus equals square squared root cubed power log over order about roughly")
_NOT_CONTENT = frozenset((*_SMALL, *_TENS, *_LARGE, *_OPERATORS, "percent", "point"))
_RATE = re.compile(
    r"\b(?P<root>root of )?(?:the )?(?P<of>[nmdtbk]|(?:batch|sample) size|number of \w+)\b"
    r"(?! (?:of|equals|is|minus|plus)\b)(?: (?P<power>squared|cubed|to the (?!power)\w+|log [nmdtbk]\b))?"
)
_SUBSCRIPT = re.compile(r"\b(?:[a-z]|alpha|beta|gamma|delta|eta|theta|sigma|mu|pi) $")
_OVER = re.compile(r"(?:\bover|\border|\blike) (?:the )?(?:square )?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the words around it."""

    kind: Kind
    value: float
    around: frozenset[str]
    """Stems, or concepts, of the content words near it."""
    unit: str
    """What it counts: the content word behind it, "" where there is none."""
    loose: bool
    """True for bounds: "more than half"."""


def _digits(words: Sequence[str], at: int) -> tuple[str, int]:
    """Digits said one by one behind a "point", and the place behind them."""
    found = ""
    while at < len(words) and (words[at].isdecimal() or _SMALL.get(words[at], 10) < 10):
        found += words[at] if words[at].isdecimal() else str(_SMALL[words[at]])
        at += 1
    return found, at


def _whole(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """A number before its "point", and the place behind it."""
    word = words[at]
    if word[0].isdigit():
        value = float(word[:DIGITS])
    elif word in _TENS:
        value = float(_TENS[word])
        if at + 1 < len(words) and 0 < _SMALL.get(words[at + 1], 0) < 10:
            value, at = value + _SMALL[words[at + 1]], at + 1
    elif word in _SMALL:
        value = float(_SMALL[word])
    elif word in _LARGE and at and words[at - 1] == "a":
        value, at = 1.0, at - 1
    else:
        return None
    at += 1
    while at < len(words) and words[at] in _LARGE:
        value, at = min(MOST, value * _LARGE[words[at]]), at + 1
        rest = _whole(words, at + (words[at] == "and")) if at + 1 < len(words) and value < 1000 else None
        if rest and rest[0] < 100:
            value, at = value + rest[0], rest[1]
    return value, at


def _number(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """A number with its digits behind the point, and the place behind it."""
    if words[at] == "point":
        digits, end = _digits(words, at + 1)
        return (float(f"0.{digits}"), end) if digits else None
    found = _whole(words, at)
    if found and found[1] < len(words) and words[found[1]] == "point":
        digits, end = _digits(words, found[1] + 1)
        return (float(f"{found[0]:.0f}.{digits}"), end) if digits else found
    return found


def _plain(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """A number, or so many parts of one: "a quarter", "two thirds"."""
    after, behind = (*words[at + 1 : at + 3], ".", ".")[:2]
    if words[at] == "a" and after in _PARTS and behind in _PART_OF:
        return 1 / _PARTS[after], at + 2
    found = _number(words, at)
    if found and found[1] < len(words) and words[found[1]] in _PARTS:
        return found[0] / _PARTS[words[found[1]]], found[1] + 1
    return found


def _value(words: Sequence[str], at: int) -> tuple[float, int, bool] | None:
    """A number, fraction, factor or percentage, the place behind it, and whether it is a share."""
    if words[at] in _FACTORS:
        return _FACTORS[words[at]], at + 1, _FACTORS[words[at]] < 1
    found = _plain(words, at)
    if found is None:
        return None
    value, end = found
    skip = {"over": 1, "out": 2}.get(words[end], 0) if end < len(words) else 0
    whole = _number(words, end + skip) if skip and end + skip < len(words) else None
    if whole and whole[0]:
        value, end = value / whole[0], whole[1]
    percent = _PERCENT.match(" ".join(words[end : end + 3]))
    if percent:
        value, end = value / 100, end + len(percent.group().split())
    return value, end, bool(percent) or 0 < value < 1


def _around(words: Sequence[str], start: int, end: int) -> frozenset[str]:
    """Content words on both sides, up to the end of the sentence."""
    sides = (list(reversed(words[:start])), words[end:])
    near = [[w for w in takewhile(lambda w: w not in ".;:!?", side) if _content(w)][:ROLE_WORDS] for side in sides]
    found = {meaning(word) for side in near for word in side}
    if _HALF.search(" ".join(words[:start])) or _HALF.search(" ".join(words[end:])):
        found.add(stem("halve"))
    if words[end : end + 1] == ["times"] or words[start] in _FACTORS:
        found.add(_TIMES)
    return frozenset(found)


def _content(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and (word not in STOP or word == "least") and word not in _NOT_CONTENT


def _unit(words: Sequence[str], end: int) -> str:
    for word in words[end : end + 4]:
        if not word[0].isalpha():
            return ""
        if _content(word):
            return meaning(word)
    return ""


def _pronoun(words: Sequence[str], at: int, end: int) -> bool:
    """True for the "one" that counts nothing, and for numbers that are names: "L2", "type one"."""
    before = words[at - 1] if at else ""
    if len(before) == 1 and before.isalpha() and before != "a":
        return True
    return words[at] == "one" and end == at + 1 and before not in _COUNTED


def figures(marked: Sequence[str]) -> tuple[Figure, ...]:
    """All figures of a clause, in order; rates as the power of what they depend on."""
    words = list(marked)
    found: list[Figure] = []
    at = 0
    while at < len(words):
        got = _value(words, at) if words[at] in _BEGINS or words[at][0].isdigit() else None
        if got is None:
            at += 1
            continue
        value, end, share = got
        if not _pronoun(words, at, end):
            loose = any(word in _LOOSE for word in words[max(0, at - 2) : at])
            kind: Kind = "share" if share else "number"
            found.append(Figure(kind, value, _around(words, at, end), _unit(words, end), loose))
        at = max(end, at + 1)
    return (*found, *_rates(words))


def _rates(words: Sequence[str]) -> list[Figure]:
    """Powers of the size of something: "one over root n", "d cubed", "n log n"."""
    found: list[Figure] = []
    text = " ".join(words) if not _SIZES.isdisjoint(words) else ""
    for one in _RATE.finditer(text):
        power = one["power"] or ""
        if _SUBSCRIPT.search(text[: one.start()]) or not (one["root"] or power or _OVER.search(text[: one.start()])):
            continue
        value = (
            0.5
            if one["root"]
            else {"": 1.0, "squared": 2.0, "cubed": 3.0}.get(power, 1.5 if power[:3] == "log" else 9.0)
        )
        before = text[: one.start()].count(" ")
        found.append(Figure("rate", value, _around(words, before, before + one.group().count(" ") + 1), "", False))
    return found


@dataclass(frozen=True, slots=True)
class Constants:
    """Figures that belong to a key point, and every figure that somebody may name with it."""

    fixed: tuple[Figure, ...] = ()
    """As the sentences of the key point have them."""
    known: tuple[Figure, ...] = ()
    """All figures of the key point and of the prompt."""
    elsewhere: tuple[Figure, ...] = ()
    """Those of the other key points of the stage."""

    def knows(self, one: Figure) -> bool:
        """True when the figure stands in the key point or the prompt, or speaks of another key point."""
        if any(_same(one, other) for other in self.known):
            return True
        same = (other for other in self.elsewhere if _same(one, other) and _of_one(one, other))
        return any(one.unit == other.unit or not (one.unit and other.unit) for other in same)


def _same(one: Figure, other: Figure) -> bool:
    """True for one value, rounded or not, in percent or not."""
    if (one.kind == "rate") != (other.kind == "rate"):
        return False
    values = (one.value, one.value / 100) if one.kind == "number" and other.kind == "share" else (one.value,)
    return any(
        abs(v - other.value) <= CLOSE * max(_size(v, other.kind), _size(other.value, other.kind)) for v in values
    )


def _size(value: float, kind: Kind) -> float:
    """What a difference is held against; for shares the smaller part, so that 95 and 99 percent are not alike."""
    return min(value, abs(1 - value)) if kind == "share" else value


def _of_one(one: Figure, other: Figure) -> bool:
    """True for figures of the same thing."""
    if one.kind != other.kind:
        return False
    shared = len(one.around & other.around)
    return shared >= ALIKE or (one.kind == "rate" and shared > 0) or bool(one.unit and one.unit == other.unit)


def _fixed(units: Sequence[Sequence[Figure]], given: Sequence[Figure]) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for one in units[0]:
        if one.value and not any(_same(one, other) for other in given):
            again = [f for unit in units[1:] for f in unit if _of_one(one, f) and _same(one, f)]
            found += (one, *again) if again else ()
    return tuple(found)


def constants(points: Sequence[Sequence[str]], prompt: str) -> tuple[Constants, ...]:
    """For each key point, its claim first, the figures of the claim that a paraphrase repeats and the prompt does not
    give."""
    given = figures(marked_words(prompt))
    said = [[figures(marked_words(text)) for text in texts] for texts in points]
    every = [tuple(figure for unit in units for figure in unit) for units in said]
    return tuple(
        Constants(
            _fixed(units, given),
            (*every[at], *given),
            tuple(figure for place, other in enumerate(every) if place != at for figure in other),
        )
        for at, units in enumerate(said)
    )


def _names(mine: Constants, found: Sequence[Figure]) -> bool:
    """True when one of the key point's own figures is among these."""
    return any(one.kind == other.kind and _same(one, other) for one in found for other in mine.fixed)


def _in_place(mine: Constants, found: Sequence[Figure]) -> bool:
    """True when one of them is a figure of the key point and of the same thing, and not only of the same value."""
    return any(_same(one, other) and _of_one(one, other) for one in found for other in mine.fixed)


def _off(mine: Constants, found: Sequence[Figure]) -> bool:
    strange = [one for one in found if not mine.knows(one)]
    if len(strange) != 1 or strange[0].loose or (strange[0].value == 1 and strange[0].kind != "rate"):
        return False
    place = [one for one in mine.fixed if _of_one(strange[0], one)]
    return any(one.unit and one.unit == strange[0].unit for one in place) or bool(place and not _names(mine, found))


def off(mine: Constants, said: Sequence[Sequence[Figure]]) -> list[bool]:
    """For each clause whether a single figure stands where the key point has another. Two of them are an example of
    one's own, and so is what stands beside a clause with the figure itself."""
    if not mine.fixed:
        return [False] * len(said)
    wrong = [_off(mine, found) for found in said]
    right = [_in_place(mine, found) and not bad for found, bad in zip(said, wrong, strict=True)]
    return [False] * len(said) if any(right) else wrong
