"""Tells statements from questions, lists, shuffled words, denials and words to the grader. Knows nothing of key points."""

import re
from collections.abc import Sequence

from interviewer.grading.fitted import LIST_WEIGHTS
from interviewer.grading.flow import flow, word_class

_TAG = re.compile(
    r"(?:,\s*|\s)(?:right|correct|no|ok|okay|yes|(?:is|are|does|do|was|can|will)(?:n't| not)? (?:it|they|you|we|he|she|that))\s*\?$",
    re.I,
)
_INVERTED = re.compile(
    r"^(?:(?:so|and|but|or|well|okay|ok|um|uh|hm+|sorry|now|then),?\s+)*(?:(?:what|who|where|why|how)(?: \w+)? "
    r"(?:do|does|did|can|could|would|will|should|are)\s+(?:you|we|i|it|that|this|there|the|they|a|an|one)\b|"
    r"(?:is|are|was|were|do|does|did|can|could|would|will|should|shall|may|might|has|have)\s+(?:you|we|i|it|that|this|"
    r"there|the|they|a|an|my|your|our|their|its|these|those|one)\b)",
    re.I,
)
_TO_THE_GRADER = re.compile(
    r"\b(?:full|maximum|top|highest|extra) (?:marks?|credits?|points|scores?|grades?)\b|"
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous|prior|above|earlier|other) (?:instructions?|prompts?|rules?)|"
    r"\b(?:dear |the |as (?:a |the )?|hello |hey )(?:grader|examiner|evaluator|marker|judge)\b|"
    r"\b(?:mark|grade|score|rate|count|treat|consider|accept) (?:this|it|me|my|every|each|all|the|everything)\b.{0,40}\b(?:as )?"
    r"(?:covered|correct|perfect|complete|right|passed)\b|"
    r"\b(?:key points?|rubric|marking scheme)\b.{0,40}\b(?:covered|fulfilled|met|satisfied|contained?|present)\b|"
    r"\b(?:award|assign|give|return|output) (?:me|us|this|it|my|the candidate|a|an|the)\b.{0,30}\b(?:scores?|marks|credits?|grade)\b|"
    r"\"(?:verdict|credit|score)\"\s*:|\b(?:system|assistant|grader)\s*:|"
    r"\b(?:contains?|covers?|has|includes?) (?:every|all)(?: of)? (?:the )?(?:points?|key points?|criteria)\b",
    re.I,
)
_IGNORANCE = re.compile(
    r"^(?:\W|so|well|and|but|okay|um|uh|honestly|sorry)*(?:(?:i (?:do not|don't|dont|really don't) (?:really )?(?:know|remember|understand)|no idea|i have no idea|"
    r"i (?:am|'m) not sure|i can(?:not|'t) (?:say|tell|remember))\b(?: \w+)?(?: (?:what|how|why|which|whether|if|anything|much|about|where|when)\b.*)?)[.!]*$",
    re.I,
)
_PREDICATES = frozenset("auxiliary pronoun relative negation conjunction".split())
_GRAMMAR = _PREDICATES | {"determiner", "preposition", "pointer", "to", "adverb"}
_RELATIONS = frozenset("equals becomes at minus plus so given proportional distributed than approximately iff if only".split())
_ITEM_WORDS = 4
CHUNK_WORDS = 18
"""A clause is judged together with its neighbours up to this many words."""
LIST_FROM, DOUBTED, ALL_LISTED = 3.0, 1.0, 0.5
"""Score from which a chunk is a list or shuffled words; from which it is doubted; share of doubted chunks that spoils an answer."""
DENIED, DENIED_SENTENCES = 0.75, 5
"""Share of sentences that deny, out of at least so many, from which an answer states nothing."""


def asks(sentence: str) -> bool:
    """True for a question; a statement with "right?" behind it is none."""
    if sentence.endswith("?"):
        return not _TAG.search(sentence)
    return bool(_INVERTED.match(sentence))


def addresses_grader(sentence: str) -> bool:
    """True when the words ask for a verdict instead of answering."""
    return bool(_TO_THE_GRADER.search(sentence))


def admits_ignorance(sentence: str) -> bool:
    """True for "I don't know what the rate is": its words are no statement."""
    return bool(_IGNORANCE.match(sentence))


def list_features(marked: Sequence[str]) -> list[float]:
    """What tells a list or shuffled words from speech, for a run of words and punctuation."""
    classes = [word_class(word) for word in marked]
    inner = [one for one in classes if one != "edge"]
    total = max(1, len(inner))
    run = longest_run = items = longest_items = size = 0
    bare = True
    for word, one in zip((*marked, "."), (*classes, "edge"), strict=True):
        run = run + (one != "edge") if one in ("other", "-s", "-ing", "-ed", "-ly", "edge") else 0
        longest_run = max(longest_run, run)
        if one == "edge" or word in ("and", "or"):
            items = (items + 1 if bare and size <= _ITEM_WORDS else 0) if size else items
            longest_items, size, bare = max(longest_items, items), 0, True
        else:
            size, bare = size + 1, bare and one not in _PREDICATES and one != "operator"
    return [
        1.0,
        flow(marked),
        sum(one in _GRAMMAR for one in inner) / total,
        sum(one in _PREDICATES for one in inner) / total,
        sum(one == "letter" for one in inner) / total,
        min(3, sum(word in _RELATIONS for word in marked)) / 3,
        min(3, sum(word in ":;" for word in marked)) / 3,
        min(longest_run, 15) / 10,
        min(longest_items, 10) / 10,
        min(total, 40) / 20,
        float(total < 10),
    ]


def chunk(clauses: Sequence[Sequence[str]], at: int) -> list[str]:
    """The words of a clause and of as many neighbours as make a chunk."""
    first = last = at
    while sum(map(len, clauses[first : last + 1])) < CHUNK_WORDS and (first > 0 or last < len(clauses) - 1):
        last = min(last + 1, len(clauses) - 1)
        first = max(0, first - 1) if sum(map(len, clauses[first : last + 1])) < CHUNK_WORDS else first
    return [word for one in clauses[first : last + 1] for word in (*one, ".")]


def listed(clauses: Sequence[Sequence[str]]) -> list[bool]:
    """For each clause whether it stands in a list or among shuffled words."""
    if not clauses:
        return []
    scores = [sum(w * x for w, x in zip(LIST_WEIGHTS, list_features(chunk(clauses, i)), strict=True)) for i in range(len(clauses))]
    spoilt = sum(score > DOUBTED for score in scores) > ALL_LISTED * len(scores)
    return [spoilt or score > LIST_FROM for score in scores]


def denies_all(denials: Sequence[bool]) -> bool:
    """True when nearly every sentence denies something."""
    share = sum(denials) / max(1, len(denials))
    return share >= DENIED and len(denials) >= DENIED_SENTENCES or share == 1 and len(denials) >= 3


def repeats(said: Sequence[str], heard: Sequence[frozenset[str]]) -> bool:
    """True when nearly all content of a clause comes from one line of the interviewer."""
    own = set(said)
    return any(len(own - line) <= 0.15 * len(own) and len(own) >= 2 for line in heard)
