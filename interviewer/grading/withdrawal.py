"""Finds what a speaker takes back a sentence or a turn later: "actually, no, I meant …". Knows no key points."""

import re
from collections.abc import Sequence
from typing import Protocol

_TAKES_BACK = re.compile(
    r"^(?:(?:oh|ah|hm+|but|and|so|um|uh|yeah|okay|ok|sorry|well|wait)\b[,. ]*)*"
    r"(?:actually,? no|no,? actually|no,? sorry|sorry,? no|no,? wait|wait,? no|scratch that|correction|i meant|i misspoke)\b|"
    r"\bi (?:take (?:that|it) back|(?:got|had|said|put|turned) (?:that|it|this|them) (?:all )?"
    r"(?:wrong|backwards?|round|around|upside down|the (?:wrong|other) way)|mixed (?:that|it|them|these|those) up)\b",
    re.I,
)
TURNS_BACK = 2
"""How many turns later something is still taken back."""
SHARED_STEMS, SHARED = 2, 1 / 3
"""Least words, and least share of the words of a clause, that its correction says again."""


class Clause(Protocol):
    """A clause and its turn."""

    @property
    def turn(self) -> int:
        """Index among the turns."""

    @property
    def text(self) -> str:
        """As it was said."""

    @property
    def content(self) -> tuple[str, ...]:
        """Stems of its content words."""


def takes_back(text: str) -> bool:
    """True for words that put right what was said before."""
    return bool(_TAKES_BACK.search(text))


def withdrawn(clauses: Sequence[Clause]) -> frozenset[int]:
    """Places of the clauses that a later one puts right: for each correction the clause most like it."""
    correcting = [takes_back(one.text) for one in clauses]
    gone: set[int] = set()
    for at, one in enumerate(clauses):
        if correcting[at]:
            shared = {
                place: len(set(earlier.content) & set(one.content))
                for place, earlier in enumerate(clauses[:at])
                if not correcting[place] and earlier.turn >= one.turn - TURNS_BACK
            }
            like = [p for p, n in shared.items() if n >= max(SHARED_STEMS, SHARED * len(set(clauses[p].content)))]
            gone.update(sorted(like, key=lambda place: (shared[place], place))[-1:])
    return frozenset(gone)
