"""Sentences with their places, words and stems of what was said, typed or spoken. Knows nothing of questions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from interviewer.grading.spoken import words
from interviewer.grading.wordlists import word_set

STOP = word_set(
    """
    a an the this that these those it its he she they them their we us our you your i me my mine one ones of in on at
    by for with from to into onto as is are was were be been being am do does did doing done have has had having will
    would shall should can could may might must and or but nor so if then than because since while when where which who
    whom whose what how why there here also too very just quite really rather actually basically simply essentially
    pretty much some any each every both either neither no not never none all only own same such other another up down
    out off over under again further about between through during before after above below let say like well okay ok
    yeah yes um uh er ah hmm mm oh right sure maybe perhaps probably kind sort guess think believe suppose know mean
    see look thing things stuff something anything everything way ways get gets got getting give gives make makes made
    making go goes going take takes put use uses used using want wants come comes even still already now first second
    lot bit little many more most less least few another want call called example instance case cases basically namely
    etc s t re ve ll d m question answer happen happens always often sometimes usually
    """
) - word_set("one two")
"""Words that carry grammar rather than content. Negations and degrees are looked at elsewhere."""

_BREAK = re.compile(r"(?<=[.!?;])[\"')\]]*\s+|\n+\s*")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|resp|approx|w\.r\.t|fig|eq|dr|prof)\.$", re.I)
_CLAUSE = re.compile(
    r"(?:,\s+|\s+)(?=(?:and then|so|because|but|if|when|while|whereas|which means|then|otherwise|also|"
    r"and (?:if|you|we|it|the|so|that|this|i|in|for)|for example|for instance|in contrast|"
    r"on the other hand)\b)|,\s+|:\s+",
    re.I,
)
LONG_WORDS = 28
"""A sentence beyond this many words is cut into clauses."""
CLAUSE_WORDS = 10
"""Shortest clause cut from a long sentence, in words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or clause and where it stands in its text."""

    text: str
    start: int
    end: int


def _piece(text: str, start: int, end: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(text[start:end], start, end) if start < end else None


def _breaks(text: str) -> list[int]:
    found = _BREAK.finditer(text)
    ends = [one.end() for one in found if not _ABBREVIATION.search(text, max(0, one.start() - 8), one.start())]
    return [0, *ends, len(text)]


def _clauses(piece: Sentence) -> Iterable[Sentence]:
    total = len(piece.text.split())
    if total <= LONG_WORDS:
        yield piece
        return
    start = 0
    for found in _CLAUSE.finditer(piece.text):
        before, after = piece.text[start : found.end()], piece.text[found.end() :]
        if len(before.split()) >= CLAUSE_WORDS and len(after.split()) >= CLAUSE_WORDS // 2:
            yield Sentence(before.rstrip(), piece.start + start, piece.start + start + len(before.rstrip()))
            start = found.end()
    rest = piece.text[start:]
    pieces = list(re.finditer(rf"\S+(?:\s+\S+){{0,{LONG_WORDS + 11}}}", rest))
    for found in pieces:
        yield Sentence(found.group(), piece.start + start + found.start(), piece.start + start + found.end())


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text as its punctuation says; `text[s.start:s.end] == s.text`. Other than those of a voice they
    end at semicolons and lines, which part what is claimed, and the grader is fitted on just these cuts."""
    ends = _breaks(text)
    pieces = (_piece(text, a, b) for a, b in pairwise(ends))
    return tuple(piece for piece in pieces if piece)


def clauses(sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentence itself, or its clauses when it is long; places are those of the whole text."""
    return tuple(_clauses(sentence))


_IRREGULAR = {
    "minima": "minimum", "maxima": "maximum", "optima": "optimum", "optimal": "optimum", "optimise": "optimum",
    "optimize": "optimum", "minimal": "minimum", "maximal": "maximum", "minimise": "minimum", "minimize": "minimum",
    "maximise": "maximum", "maximize": "maximum", "matrices": "matrix", "indices": "index", "vertices": "vertex",
    "hypotheses": "hypothesis", "criteria": "criterion", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow",
    "chose": "choose", "chosen": "choose", "drew": "draw", "drawn": "draw", "rose": "rise", "risen": "rise",
    "went": "go", "found": "find", "held": "hold", "kept": "keep", "saw": "see", "seen": "see", "thought": "think",
    "took": "take", "taken": "take", "gave": "give", "given": "given", "spread": "spread", "better": "good",
    "best": "best",
    "worse": "bad", "lying": "lie", "analyses": "analysis", "analyse": "analysis", "analyze": "analysis",
    "axes": "axis",
    "larger": "large", "largest": "largest", "smaller": "small", "higher": "high", "lower": "low", "bigger": "big",
    "faster": "fast", "quicker": "quick", "slower": "slow", "cheaper": "cheap", "closer": "close", "longer": "long",
    "shorter": "short", "stronger": "strong", "weaker": "weak", "simpler": "simple", "wider": "wide",
    "narrower": "narrow",
    "steeper": "steep", "flatter": "flat", "noisier": "noise", "noisy": "noise", "variability": "variance",
}  # fmt: skip
_BRITISH = (
    (re.compile(r"is(e|ed|es|er|ers|ing|ation|ations|able)$"), r"iz\1"),
    (re.compile(r"our(s|ed|al|ing)?$"), r"or\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"([ao])lly$"), r"\1l"),
    (re.compile(r"ll(ed|ing|er)$"), r"l\1"),
)
_KEEP_S = word_set("otherwise precise noise rise raise exercise wise likewise our hour four your bias")

_TO_STANDARDISE = "standardi"
"""Whose ending the stemmer takes off, so that it would be the standard of a standard deviation."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word, British and American spelling alike."""
    word = _IRREGULAR.get(word, word)
    if word not in _KEEP_S:
        for pattern, to in _BRITISH:
            word = pattern.sub(to, word)
    word = _IRREGULAR.get(word, word)
    if word.startswith(_TO_STANDARDISE):
        return _TO_STANDARDISE
    return str(snowballstemmer.stemmer("english").stemWord(word))


def stems(text: str) -> tuple[str, ...]:
    """Stems of all words of a text, in order, typed formulae spoken."""
    return tuple(stem(word) for word in words(text))


@lru_cache(maxsize=20_000)
def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order."""
    return tuple(stem(word) for word in words(text) if word not in STOP)
