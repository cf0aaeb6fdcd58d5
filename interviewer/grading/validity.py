"""Tells statements from questions, lists, shuffled words, denials and words to the grader. Knows no key points."""

import re
from collections.abc import Sequence

from interviewer.grading.addressed import instructs
from interviewer.grading.flow import flow, word_class
from interviewer.grading.wordlists import word_set

_TAG = re.compile(
    r"(?:,\s*|\s)(?:right|correct|no|ok|okay|yes|"
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
_PREDICATES = word_set("auxiliary pronoun relative negation conjunction operator")
_GRAMMAR = _PREDICATES | {"determiner", "preposition", "pointer", "to", "adverb", "letter"}
_BARE = word_set("other -s -ing -ed -ly letter operator edge")
_RELATIONS = word_set("equals becomes at given proportional than distributed so : ->")
"""Words and marks that make a formula or a label say something."""
CHUNK_WORDS = 30
"""Order and grammar of a clause are judged together with its neighbours up to this many words."""
DISORDERED_LONG, DISORDERED, LONG_WORDS, FORMAL = 0.0, -0.06, 80, 0.05
"""Flow below which a whole answer, of so many words or shorter, is no speech, unless such a share of its words are
relations of formulae and labels."""
SHUFFLED, JUDGED_WORDS, FLUENT = -0.1, 15, 0.1
"""Flow below which a chunk of so many words is no speech; flow from which a clause stands on its own."""
BARE_RUN, ITEMS, ITEM_WORDS = 14, 7, 4
"""Words in a row without grammar, and short items in a row without a predicate, from which they are a list."""
CHAIN = 4
"""Links from which a chain of terms is a list."""
UNGRAMMATICAL, FEW_WORDS = 0.15, 10
"""Share of grammatical words below which a chunk of so many words is a list."""
DENIED, DENIED_SENTENCES = 0.75, 5
"""Share of sentences that deny, out of at least so many, from which an answer states nothing."""


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
    english = sum(word_class(word) in _GRAMMAR - {"letter"} for word in words)
    if foreign >= 3 and foreign >= FOREIGN_SHARE * len(words) and foreign > english:
        return "not in English, as far as the words tell"
    return None


def asks(sentence: str) -> bool:
    """True for a question; a statement with "right?" behind it is none."""
    if sentence.endswith("?"):
        return not _TAG.search(sentence)
    return bool(_INVERTED.match(sentence))


def addresses_grader(sentence: str) -> bool:
    """True when the words ask for a verdict instead of answering."""
    return bool(_TO_THE_GRADER.search(sentence)) or instructs(sentence)


def admits_ignorance(sentence: str) -> bool:
    """True for "I don't know what the rate is": its words are no statement."""
    return bool(_IGNORANCE.match(sentence))


def _runs(clauses: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """Runs of words without grammar and of short items: first clause, last clause, words, items."""
    found = []
    run_from = items_from = run = items = size = 0
    bare = True
    for place, clause in enumerate(clauses):
        for word in (*clause, "."):
            kind = word_class(word)
            if kind not in _BARE or word in _RELATIONS:
                run, run_from = 0, place
            elif kind != "edge":
                run, run_from = run + 1, run_from if run else place
            if kind != "edge" and word not in ("and", "or"):
                size, bare = size + 1, bare and kind not in _PREDICATES
            elif size:
                items_from = items_from if items else place
                items = items + 1 if bare and size <= ITEM_WORDS and word != ":" else 0
                size, bare = 0, True
            found.append((run_from, place, run, 0))
            found.append((items_from, place, 0, items))
    return found


def _chunk(clauses: Sequence[Sequence[str]], at: int) -> list[str]:
    """The words of a clause and of as many neighbours as make a chunk."""
    first = last = at
    while sum(map(len, clauses[first : last + 1])) < CHUNK_WORDS and (first > 0 or last < len(clauses) - 1):
        last = min(last + 1, len(clauses) - 1)
        first = max(0, first - 1) if sum(map(len, clauses[first : last + 1])) < CHUNK_WORDS else first
    return [word for one in clauses[first : last + 1] for word in (*one, ".")]


def _chained(clause: Sequence[str]) -> bool:
    """True for terms strung together with "and": nothing is said about any of them."""
    if sum(word in ("and", "or") for word in clause) < CHAIN:
        return False
    links = [place for place, word in enumerate(clause) if word in ("and", "or")]
    return not any(word_class(word) in _PREDICATES for word in clause[links[0] :] if word not in ("and", "or"))


def _garbled(clauses: Sequence[Sequence[str]], at: int) -> bool:
    """True when a clause is a chain of terms, or the words around it are in no order or have no grammar."""
    if _chained(clauses[at]):
        return True
    chunk = _chunk(clauses, at)
    kinds = [kind for kind in map(word_class, chunk) if kind != "edge"]
    formal = sum(word in _RELATIONS for word in chunk) >= 2
    grammar = sum(kind in _GRAMMAR and (formal or kind != "letter") for kind in kinds) / max(1, len(kinds))
    if grammar < UNGRAMMATICAL and len(kinds) >= FEW_WORDS:
        return True
    alone = len(clauses[at]) >= FEW_WORDS and flow(clauses[at]) >= FLUENT
    return len(kinds) >= JUDGED_WORDS and flow(chunk) < SHUFFLED and not alone


def listed(clauses: Sequence[Sequence[str]]) -> list[bool]:
    """For each clause whether it stands in a list or among shuffled words."""
    bad = [_garbled(clauses, at) for at in range(len(clauses))]
    every = [word for clause in clauses for word in (*clause, ".")]
    formal = sum(word in _RELATIONS for word in every) >= FORMAL * len(every)
    least = DISORDERED_LONG if len(every) >= LONG_WORDS else DISORDERED
    disordered = len(every) >= CHUNK_WORDS and not formal and flow(every) < least
    if disordered or 2 * sum(len(c) for c, b in zip(clauses, bad, strict=True) if b) > sum(map(len, clauses)):
        bad = [True] * len(bad)
    for first, last, words, items in _runs(clauses):
        if words >= BARE_RUN or items >= ITEMS:
            bad[first : last + 1] = [True] * (last + 1 - first)
    return bad


def denies_all(denials: Sequence[bool]) -> bool:
    """True when nearly every sentence denies something."""
    share = sum(denials) / max(1, len(denials))
    return (share >= DENIED and len(denials) >= DENIED_SENTENCES) or (share == 1 and len(denials) >= 4)


def repeats(said: Sequence[str], heard: Sequence[frozenset[str]]) -> bool:
    """True when nearly all content of a clause comes from one line of the interviewer."""
    own = set(said)
    return any(len(own - line) <= 0.15 * len(own) and len(own) >= 2 for line in heard)
