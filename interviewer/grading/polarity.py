"""Which content words a clause affirms and which it denies. Looks at words alone, never at questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.grading.spoken import marked_words
from interviewer.grading.text import STOP, stem
from interviewer.grading.wordlists import word_set

_AXES = {
    "change": (
        "increase grow rise raise inflate climb improve gain accelerate enlarge",
        "decrease shrink fall drop reduce decline diminish decay vanish worsen lose slow lowers",
    ),
    "size": (
        "large big high great huge long wide strong tall enormous",
        "small little tiny low short narrow weak negligible",
    ),
    "sign": ("positive plus add same along", "negative minus subtract opposite against reverse"),
    "slope": ("up uphill ascend ascent upward upwards", "down downhill descend descent downward downwards"),
    "speed": ("fast quick rapid", "slow"),
    "extreme": ("maximum largest highest top biggest most", "minimum smallest lowest least"),
    "convexity": ("convex", "nonconvex"),
    "linearity": ("linear", "nonlinear"),
    "bias": ("biased", "unbiased"),
    "depend": ("dependent depend", "independent"),
    "correlation": ("correlated", "uncorrelated"),
    "convergence": ("converge", "diverge explode"),
    "cost": ("expensive costly", "cheap"),
    "quality": ("good", "bad"),
    "stability": ("stable", "unstable"),
    "possible": ("possible", "impossible"),
    "finite": ("finite", "infinite"),
    "over": ("overestimate", "underestimate"),
    "fit": ("overfit", "underfit"),
    "complexity": ("complex complicated", "simple"),
    "unique": ("unique", ""),
    "differentiable": ("differentiable", "nondifferentiable"),
    "regular": ("invertible nonsingular", "singular noninvertible"),
    "need": ("need require necessary requirement", "unnecessary optional"),
}  # fmt: skip
_AXIS_OF = {
    (word if word in ("biased", "lowers") else stem(word)): (axis, sign)
    for axis, ends in _AXES.items()
    for sign, listed in zip((1, -1), ends, strict=True)
    for word in listed.split()
}
_CONCEPTS = """
gradient grad slope derivative|parameter weight coefficient|optimum best|mean average expectation expected|
user customer visitor|estimate estimator|compute calculate|choose pick select|function objective loss cost|
observation datapoint point example sample|distribution density|repeat iterate iterative iteration step|
probability chance|guess guessing|error mistake|direction way|item product book|
purchase buy|stuck trapped""".replace("\n", "")
_CONCEPT_OF = {stem(word): number for number, group in enumerate(_CONCEPTS.split("|")) for word in group.split()}
_NEGATORS = word_set(
    "not never no without neither nor none nothing hardly nobody lack lacks lacking fail fails unable nowhere rarely"
)
_NARROW = word_set("without no lack lacks lacking")
"""Negators that deny the noun phrase after them and not the whole clause."""
_HARMLESS = word_set("only just matter doubt wait sure surprise alone")
"""After these the negator denies nothing: "not only", "no matter"."""
_ENDS = word_set(
    "; : . ! ? but because so since while whereas if when which unless although though then otherwise until"
)
_SUBJECTS = word_set("you we it they i he she there this that then so if")
_DETERMINERS = word_set("the a an this that these those")
_STARTS = _SUBJECTS | _DETERMINERS | {"and", "or", "as", "only", "for", "in", "with"}
_CONDITIONS = word_set("if when unless without otherwise where once except")
_BAD = word_set("fail fails break breaks undefined useless invalid impossible")
_REACH = 14
"""Most words a negator reaches."""
_DENIAL = re.compile(
    r"(?:\b(?:it|that|this) (?:is|was|would be) (?:(?:just|simply|plainly) )?"
    r"(?:not (?:true|right|correct|the case|so)|wrong|false|incorrect|"
    r"untrue|a myth|nonsense|a mistake)(?: to (?:say|think|claim|believe|assume|conclude))?(?: that)?|"
    r"\bnot (?:true|the case|correct) that|"
    r"\b(?:false|wrong|untrue|incorrect|myth) (?:to (?:say|think|claim|believe|assume) )?that|"
    r"\bi (?:do|would|did) not (?:really )?(?:think|believe|say|claim|agree|accept)(?: that)?|"
    r"\bi (?:doubt|deny|disagree)(?: that)?|"
    r"\b(?:nobody|no one|no serious person) (?:would )?(?:says?|claims?|thinks?|believes?)(?: that)?|"
    r"\bnot a fact that)\s"
)
_DENIAL_ENDS = word_set("; but instead rather")
_REPAIR = re.compile(
    r"(?:, )?\b(?:no(?: ,)? wait|wait(?: ,)? no|sorry|i mean|or rather|actually(?: ,)? no|no(?: ,)? actually|no(?: ,)? no|"
    r"correction)\b(?: ,)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """A content word: its stem, concept and whether it is affirmed (1), denied (-1) or either (0)."""

    stem: str
    sign: int
    axis: str = ""
    concept: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """The content words of a clause, whether a denial goes on after it, and whether it denies anything."""

    tokens: tuple[Token, ...]
    denying: bool
    denies: bool


def _scope_end(marked: Sequence[str], at: int) -> int:
    """First place after the words that the negator at `at` denies."""
    narrow, end = marked[at] in _NARROW, at + 1 + (marked[at + 1 : at + 2] == [":"])
    while end < len(marked) and marked[end] not in _ENDS and end - at < _REACH:
        word, previous = marked[end], marked[end - 1]
        if previous in ("and", ",") and word in (_SUBJECTS if previous == "and" else _STARTS):
            break
        if narrow and end > at + 1 and (word in _SUBJECTS or word in _DETERMINERS):
            break
        end += 1
    return end


def _signs(marked: Sequence[str]) -> list[int]:
    """For each word 1, or -1 where it is denied, or 0 in the clause before a negator."""
    signs = [1] * len(marked)
    for at, word in enumerate(marked):
        if word not in _NEGATORS or (at + 1 < len(marked) and marked[at + 1] in _HARMLESS):
            continue
        for place in range(at + 1, _scope_end(marked, at)):
            signs[place] = -signs[place] or -1
        back = at - 1
        while word not in _NARROW and back >= 0 and marked[back] not in _ENDS:
            signs[back] = min(signs[back], 0)
            back -= 1
    return signs


def _contraposed(marked: Sequence[str]) -> bool:
    """Two denials of which one is a condition: "if it is not smooth there is no gradient"."""
    denials = sum(word in _NEGATORS or word in _BAD or (word[:3] == "non" and len(word) > 6) for word in marked)
    return denials >= 2 and any(word in _CONDITIONS for word in marked)


def _repaired(text: str) -> str:
    """Without a word that the speaker takes back at once: "plus, no wait, minus" becomes "minus"."""
    found = _REPAIR.search(text)
    if not found:
        return text
    before, after = text[: found.start()].split(), text[found.end() :].split()
    sides = {_axis(word)[0]: _axis(word)[1] for word in after[:4] if _axis(word)[0]}
    far = len(before) - 6
    keep = [w for i, w in enumerate(before) if i < far or sides.get(_axis(w)[0], _axis(w)[1]) == _axis(w)[1]]
    return " ".join((*keep, *after))


def _axis(word: str) -> tuple[str, int]:
    return _AXIS_OF.get(word) or _AXIS_OF.get(stem(word)) or ("", 1)


def meaning(word: str) -> str:
    """What stands for a word whatever is said of it: its concept or its stem."""
    root = stem(word)
    return f"#{_CONCEPT_OF[root]}" if root in _CONCEPT_OF else root


def _denials(text: str, denying: bool) -> tuple[list[str], list[int], bool]:
    """Words without the phrases that deny a whole sentence, and which of them those phrases deny."""
    marked: list[str] = []
    factors: list[int] = []
    for number, part in enumerate(_DENIAL.split(f"{text} ")):
        denying = denying or number > 0
        for word in part.split():
            denying = denying and word not in _DENIAL_ENDS
            marked.append(word)
            factors.append(-1 if denying else 1)
    return marked, factors, denying


def read(text: str, denying: bool = False) -> Reading:
    """The content words of a clause with their signs; `denying` says that its sentence began with a denial."""
    marked, factors, denying = _denials(_repaired(" ".join(marked_words(text))), denying)
    signs = [0] * len(marked) if _contraposed(marked) else _signs(marked)
    found = []
    for at, word in enumerate(marked):
        axis, side = _axis(word)
        if not axis and (word in STOP or word in _NEGATORS or not word[0].isalnum()):
            continue
        sign = signs[at] if factors[at] > 0 else -(signs[at] or 1)
        if not axis and word[:3] == "non" and len(word) > 6:
            word, side = word[3:], -1
        root = stem(word)
        excess = axis and at and marked[at - 1] == "too"
        found.append(Token(root, 0 if excess else sign * side, axis, _CONCEPT_OF.get(root, -1)))
    denies = min((*_signs(marked), *factors), default=1) < 0
    return Reading(tuple(found), denying, denies)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The content words of a sentence with their signs."""
    return read(text).tokens


def key(token: Token) -> str:
    """What stands for the word in a pair: its axis and side, its concept, or its stem."""
    if token.axis:
        return f"{token.axis}{token.sign:+d}"
    return f"#{token.concept}" if token.concept >= 0 else token.stem
