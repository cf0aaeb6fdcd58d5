"""Tells speech from lists of terms and from shuffled words by the shape of a few dozen words. Knows no meaning."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from interviewer.content.symbols import GREEK
from interviewer.grading.fitted import LIST_WEIGHTS, SHUFFLED_WEIGHTS
from interviewer.grading.flow import flow, word_class
from interviewer.grading.wordlists import word_list, word_set

SHAPE = word_list(
    "one verbs grammar operators letters digits relations flow flow2 bare_items bare_words bare_words2 items content "
    "technical technical2 untechnical_bare named verbs2 few_verbs few_grammar few_technical low_flow few_relations"
)
"""Names of what is measured, in order: shares of words, their squares and products, and some cut off where more of them
tells no more."""
CHUNK_WORDS = 40
"""A clause is judged together with its neighbours up to this many words."""
JUDGED_WORDS = 12
"""Fewer words are never called a list."""
CLEARLY = 2.0
"""Score from which a chunk is no speech, whatever stands around it."""
LIST_FROM, SHUFFLED_FROM = 1.2, 2.5
"""Scores above which words are more like a list, or in less order, than what people write of other things in haste."""
DOUBT = 4.0
"""Mean score from which very few words are no speech; it falls to 0 for as many as make a chunk."""
CHAIN = 6
"""Terms strung together with "and" or "or" from which they are a list, when nothing is said about any of them."""
ITEM_WORDS = 4
"""Longest item that can be a bare term."""

_VERBS = word_set("auxiliary pronoun relative negation conjunction")
_GRAMMAR = word_set("determiner preposition pointer to adverb")
_CONTENT = word_set("other -s -ing -ed -ly")
_PREDICATES = _VERBS | {"operator"}
_ADJECTIVES = word_set("inverse transpose squared")
"""Operators that also stand in the names of things: they alone say nothing."""
_RELATIONS = word_set("equals becomes at given proportional than distributed so : ->")
"""Words and marks that make a formula or a label say something."""
_NUMBERS = word_set("zero one two three four")
_LETTERS = frozenset(GREEK.values())
STATED = 0.2
"""Verbs, labels and links for each item from which terse words with a verb are statements."""
STATED_WORDS = 4
"""Words without punctuation that count as one item."""
_FINITE = re.compile(r"\w{2,}(?:if|pl)ies|\w{4,}i[sz]es")
"""Third persons that are no plurals: "amplifies", "implies", "factorises"."""
_SAYS = word_set(
    "means gives holds needs fails tends grows shrinks converges diverges equals depends divides keeps helps picks "
    "takes finds adds removes follows solves computes explains describes predicts becomes stays vanishes"
)
_DO = word_set("solve check use take compute compare start pick choose keep try minimise maximise minimize maximize")


def _items(marked: Sequence[str]) -> Iterator[list[str]]:
    """What stands between punctuation, "and" and "or"."""
    item: list[str] = []
    for word in (*marked, "."):
        if word[0].isalnum() and word not in ("and", "or"):
            item.append(word)
        elif item:
            yield item
            item = []


def _bare(item: Sequence[str]) -> bool:
    return len(item) <= ITEM_WORDS and not any(word_class(w) in _PREDICATES and w not in _ADJECTIVES for w in item)


def _shares(marked: Sequence[str]) -> tuple[float, ...]:
    """Verbs, grammar, operators, letters, digits, relations, order, bare items, their words, items, content."""
    said = [word for word in marked if word[0].isalnum()]
    kinds = [word_class(word) for word in said]
    n = max(1, len(said))
    items = list(_items(marked))
    bare = [len(item) if _bare(item) else 0 for item in items]
    return (
        sum(kind in _VERBS for kind in kinds) / n,
        sum(kind in _GRAMMAR for kind in kinds) / n,
        sum(kind == "operator" for kind in kinds) / n,
        sum(len(word) == 1 or word in _LETTERS for word in said) / n,
        sum(word[0].isdigit() or word in _NUMBERS for word in said) / n,
        sum(word in _RELATIONS for word in marked) / max(1, len(marked)),
        flow(marked),
        sum(map(bool, bare)) / max(1, len(items)),
        sum(bare) / n,
        len(items) / n,
        sum(kind in _CONTENT for kind in kinds) / n,
    )


def _said(item: Sequence[str]) -> bool:
    """True for a subject with its verb, or a verb with what it is done to or by."""
    kinds = [word_class(word) for word in item]
    for at, (word, kind) in enumerate(zip(item, kinds, strict=True)):
        after = kinds[at + 1] if at + 1 < len(item) else ""
        subject = at > 0 and kinds[at - 1] in _CONTENT
        if at == 0 and kind in _CONTENT and (after == "determiner" or (word in _DO and after == "preposition")):
            return True
        if subject and (word in _SAYS or _FINITE.fullmatch(word)):
            return True
    return False


def states(marked: Sequence[str]) -> bool:
    """True for terse statements: something is said of something, often enough for a handful of items."""
    items = list(_items(marked))
    verbs = sum(map(_said, items))
    links = sum(word == ":" for word in marked)
    links += sum(word_class(word) == "preposition" for item in items if not _said(item) for word in item[1:-1])
    return verbs > 0 and verbs + links >= STATED * max(len(items), sum(map(len, items)) / STATED_WORDS)


def shape(marked: Sequence[str]) -> tuple[float, ...]:
    """The measures of SHAPE for words with their punctuation."""
    verbs, grammar, operators, letters, digits, relations, order, bare, names, items, content = _shares(marked)
    technical = operators + letters + digits + relations
    return (
        1.0, verbs, grammar, operators, letters, digits, relations, order, order * order, bare, names, names * names,
        items, content, technical, technical * technical, names * max(0.0, 1 - technical), names * content,
        verbs * verbs, min(verbs, 0.1), min(grammar, 0.12), min(technical, 0.1), min(order, 0.05), min(relations, 0.03),
    )  # fmt: skip


def chunk(clauses: Sequence[Sequence[str]], at: int) -> list[str]:
    """The words of a clause and of as many neighbours as make a chunk."""
    first = last = at
    while sum(map(len, clauses[first : last + 1])) < CHUNK_WORDS and (first > 0 or last < len(clauses) - 1):
        last = min(last + 1, len(clauses) - 1)
        first = max(0, first - 1) if sum(map(len, clauses[first : last + 1])) < CHUNK_WORDS else first
    return [word for one in clauses[first : last + 1] for word in (*one, ".")]


def unspoken(marked: Sequence[str]) -> float:
    """How clearly these words are a list or in no order: above 0 when they are more like that than like speech."""
    found = np.array(shape(marked))
    listing, shuffled = float(found @ np.array(LIST_WEIGHTS)), float(found @ np.array(SHUFFLED_WEIGHTS))
    return shuffled - SHUFFLED_FROM if states(marked) else max(listing - LIST_FROM, shuffled - SHUFFLED_FROM)


def chained(marked: Sequence[str]) -> bool:
    """True for so many terms joined by "and" that nobody says it of one thing."""
    links = [place for place, word in enumerate(marked) if word in ("and", "or")]
    if len(links) < CHAIN:
        return False
    return not any(
        word_class(w) in _PREDICATES and w not in _ADJECTIVES for w in marked[links[0] :] if w not in ("and", "or")
    )


def listed(clauses: Sequence[Sequence[str]]) -> list[bool]:
    """For each clause whether it stands in a list or among shuffled words."""
    sizes = np.array([len(clause) for clause in clauses], np.float32)
    if sizes.sum() < JUDGED_WORDS:
        return [False] * len(clauses)
    scores = np.array([unspoken(chunk(clauses, at)) for at in range(len(clauses))])
    least = DOUBT * max(0.0, 1 - float(sizes.sum()) / CHUNK_WORDS)
    if float(scores @ sizes / sizes.sum()) > least:
        return [True] * len(clauses)
    bar = max(CLEARLY, least)
    return [bool(score >= bar) or chained(clause) for score, clause in zip(scores, clauses, strict=True)]
