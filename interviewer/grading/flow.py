"""How much a run of words reads like speech, by neighbouring word classes. Knows no meaning."""

from collections.abc import Sequence
from itertools import pairwise

from interviewer.grading.fitted import FLOW

_LISTED = {
    "determiner": "the a an its their our your my every each another",
    "preposition": "of in on at by for with from into onto between through during about over under against within "
    "without",
    "pronoun": "it you we they i he she",
    "auxiliary": "is are was were be been has have had do does did can could will would should may might must",
    "conjunction": "and or but because so if when while since although whereas",
    "relative": "that which who whose where what how why",
    "pointer": "this these those some any all both no",
    "negation": "not never",
    "to": "to",
    "adverb": "very too also just only really quite more most less least even still already then as than there here",
    "operator": "equals plus minus times over squared transpose inverse",
}
_CLASS_OF = {word: name for name, listed in _LISTED.items() for word in listed.split()}
CLASSES = ("edge", *_LISTED, "letter", "-ing", "-ed", "-ly", "-s", "other")
"""Word classes in the order of the table; "edge" is punctuation and the ends."""
_PLACE = {name: i for i, name in enumerate(CLASSES)}


def word_class(word: str) -> str:
    """The class of one word or punctuation mark."""
    if not word[0].isalnum():
        return "edge"
    if word in _CLASS_OF:
        return _CLASS_OF[word]
    if len(word) == 1:
        return "letter"
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) > 4:
            return f"-{ending}"
    return "-s" if word.endswith("s") and not word.endswith("ss") else "other"


def flow(marked: Sequence[str]) -> float:
    """Mean of the table over neighbouring words, edges included; natural speech is above 0.1, shuffled words below."""
    places = [_PLACE[word_class(word)] for word in marked]
    steps = [FLOW[a][b] for a, b in pairwise([0, *places, 0])]
    return sum(steps) / len(steps) / 10
