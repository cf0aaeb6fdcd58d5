"""Tells statements from questions, denials, echoes and words to the grader. Knows no key points."""

import re
from collections.abc import Sequence

from interviewer.grading.addressed import instructs
from interviewer.grading.flow import word_class
from interviewer.grading.wordlists import word_set

_TAG = re.compile(
    r"(?<!\bis)(?<!\bare)(?<!\bbe)(?:,\s*|\s)(?:right|correct|no|ok|okay|yes|"
    r"(?:is|are|does|do|was|can|will)(?:n't| not)? (?:it|they|you|we|he|she|that))\s*\?$",
    re.I,
)
_INVERTED = re.compile(
    r"^(?:(?:so|and|but|or|well|okay|ok|um|uh|hm+|sorry|now|then),?\s+)*(?:(?:what|who|where|why|how)(?: \w+)? "
    r"(?:do|does|did|can|could|would|will|should|are)\s+(?:you|we|i|it|that|this|there|the|they|a|an|one)\b|"
    r"(?:is|are|was|were|do|does|did|can|could|would|will|should|shall|may|might|has|have)\s+(?:you|we|i|it|that|this|"
    r"there|the|they|a|an|my|your|our|their|its|these|those|one)\b)",
    re.I,
)
_OPEN = re.compile(r"^(?:\w+,?\s+){0,3}?(?:what|who|where|why|how)\b", re.I)
_TO_THE_GRADER = re.compile(
    r"\b(?:full|maximum|top|highest|extra) (?:marks?|credits?|points|scores?|grades?)\b|"
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your )*"
    r"(?:previous|prior|above|earlier|other) (?:instructions?|prompts?|rules?)|"
    r"\b(?:dear |the |as (?:a |the )?|hello |hey )(?:grader|examiner|evaluator|marker|judge)\b|"
    r"\b(?:mark|grade|score|rate|count|treat|consider|accept) "
    r"(?:this|it|me|my|every|each|all|the|everything)\b.{0,40}\b(?:as )?"
    r"(?:covered|correct|perfect|complete|right|passed)\b|"
    r"\b(?:key points?|rubric|marking scheme)\b.{0,40}\b(?:covered|fulfilled|met|satisfied|contained?|present)\b|"
    r"\b(?:award|assign|give|return|output) "
    r"(?:me|us|this|it|my|the candidate|a|an|the)\b.{0,30}\b(?:scores?|marks|credits?|grade)\b|"
    r"\"(?:verdict|credit|score)\"\s*:|\b(?:system|assistant|grader)\s*:|"
    r"\b(?:contains?|covers?|has|includes?) (?:every|all)(?: of)? (?:the )?(?:points?|key points?|criteria)\b",
    re.I,
)
_IGNORANCE = re.compile(
    r"^(?:\W|so|well|and|but|okay|um|uh|honestly|sorry)*"
    r"(?:(?:i (?:do not|don't|dont|really don't) (?:really )?(?:know|remember|understand)|no idea|i have no idea|"
    r"i (?:am|'m) not sure|i can(?:not|'t) (?:say|tell|remember))\b(?: \w+)?"
    r"(?: (?:what|how|why|which|whether|if|anything|much|about|where|when)\b.*)?)[.!]*$",
    re.I,
)
_ASKED = re.compile(
    r"^(?:\w+,?\s+){0,3}?(?:what|who|where|why|how|which|when|whether)\b|\byou mean\b|\bright to\b", re.I
)
_CLOSING = re.compile(r"^(?:\W|(?:so|and|is that|is it|right|correct|okay|ok|yes|no)\b)*\?$", re.I)
_FIGURES = word_set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million half percent"
)
_COMPUTING = word_set("times plus minus over equals divided multiplied given")
ASKED_WORDS = 12
"""From so many words on, an open question without its mark that goes on after a comma is answered there."""
DENIED, DENIED_SENTENCES = 0.75, 5
"""Share of sentences that deny, out of at least so many, from which an answer states nothing."""


_GRAMMAR = word_set("auxiliary pronoun relative negation conjunction operator determiner preposition pointer to adverb")
_FOREIGN = word_set(
    "der das und ist nicht ein eine einen einer zu mit von wird werden auf für sich dem den im als "
    "auch durch bei les une est et dans pour sur avec qui que nous sont pas los las una por para como "
    "del es el che di della il sono het een niet zijn naar voor não uma com são os och att det som "
    "inte"
)
FOREIGN_SHARE = 0.12
"""Share of words of other languages from which an answer cannot be judged."""


def unreadable(words: Sequence[str]) -> str | None:
    """Why an answer of these words cannot be judged at all; None when it can be."""
    if words and not any("a" <= letter <= "z" for word in words for letter in word):
        return "no words in Latin script"
    foreign = sum(word in _FOREIGN for word in words)
    english = sum(word_class(word) in _GRAMMAR for word in words)
    if foreign >= 3 and foreign >= FOREIGN_SHARE * len(words) and foreign > english:
        return "not in English, as far as the words tell"
    return None


def asks(sentence: str) -> bool:
    """True for a question; a statement with "right?" behind it is none."""
    if _INVERTED.match(sentence):
        answered = _OPEN.match(sentence) and len(sentence.split()) >= ASKED_WORDS and "," in sentence
        return sentence.endswith("?") or not answered
    return sentence.endswith("?") and not _TAG.search(sentence)


def inquires(sentence: str) -> bool:
    """True for a question back by its words, with or without its mark."""
    return bool(_INVERTED.match(sentence.strip()) and asks(sentence.strip()))


def hedges(sentence: str, rest: Sequence[str]) -> bool:
    """True for a statement that only ends on a high note: nothing in it asks, and the answer goes on behind it."""
    if _INVERTED.match(sentence) or _ASKED.search(sentence) or _CLOSING.match(sentence):
        return False
    return any(not asks(other) for other in rest)


def computes(marked: Sequence[str]) -> bool:
    """True when a clause works with figures, be they those of the prompt."""
    figures = sum(word[0].isdigit() or word in _FIGURES for word in marked)
    return figures > 1 and any(word in _COMPUTING for word in marked)


def addresses_grader(sentence: str) -> bool:
    """True when the words ask for a verdict instead of answering."""
    return bool(_TO_THE_GRADER.search(sentence)) or instructs(sentence)


def admits_ignorance(sentence: str) -> bool:
    """True for "I don't know what the rate is": its words are no statement."""
    return bool(_IGNORANCE.match(sentence))


def denies_all(denials: Sequence[bool]) -> bool:
    """True when nearly every sentence denies something."""
    share = sum(denials) / max(1, len(denials))
    return (share >= DENIED and len(denials) >= DENIED_SENTENCES) or (share == 1 and len(denials) >= 4)


def repeats(said: Sequence[str], heard: Sequence[frozenset[str]]) -> bool:
    """True when nearly all content of a clause comes from one line of the interviewer."""
    own = set(said)
    return any(len(own - line) <= 0.15 * len(own) and len(own) >= 2 for line in heard)
