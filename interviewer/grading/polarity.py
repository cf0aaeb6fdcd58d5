"""Which content words a clause affirms and which it denies. Looks at words alone, never at questions."""

from dataclasses import dataclass

from interviewer.grading.spoken import marked_words
from interviewer.grading.text import STOP, stem

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
_CONCEPTS = """gradient slope derivative|parameter weight coefficient|optimum best|mean average expectation expected|
user customer visitor|estimate estimator|compute calculate|choose pick select|function objective loss cost|
observation datapoint point example sample|distribution density|repeat iterate iterative iteration step|
probability chance|guess guessing|error mistake|direction way|item product book|purchase buy|stuck trapped""".replace("\n", "")
_CONCEPT_OF = {stem(word): number for number, group in enumerate(_CONCEPTS.split("|")) for word in group.split()}
_NEGATORS = frozenset("not never no without neither nor none nothing hardly nobody lack lacks lacking fail fails unable".split())
_NP_NEGATORS = frozenset("without no lack lacks lacking".split())
_HARMLESS = frozenset("only just matter doubt wait sure know mind surprise".split())
_ENDS = frozenset(
    ", ; : . ! ? but because so since while whereas if when which unless although though then otherwise until as".split()
)
_SUBJECTS = frozenset("you we it they i he she there this that".split())
_CONDITIONS = frozenset("if when unless without otherwise where once except".split())
_BAD = frozenset("fail fails break breaks undefined useless invalid impossible".split())
_SENTENCE_NEGATIONS = (
    "not true", "not the case", "not correct", "not right", "is false", "is wrong", "is incorrect", "is untrue", "do not think",
    "do not believe", "would not say", "nobody", "no one",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """A content word: its stem, concept and whether it is affirmed (1), denied (-1) or either (0)."""

    stem: str
    sign: int
    axis: str = ""
    concept: int = -1


def _signs(marked: tuple[str, ...]) -> list[int]:
    """For each word 1, or -1 inside the scope of a negation, or 0 in the clause before one."""
    signs = [1] * len(marked)
    joined = " ".join(marked)
    whole = -1 if any(f" {phrase} " in f" {joined} " and f"{phrase} that" in joined for phrase in _SENTENCE_NEGATIONS) else 1
    at = 0
    while at < len(marked):
        word = marked[at]
        if word in _NEGATORS and not (at + 1 < len(marked) and marked[at + 1] in _HARMLESS):
            end = at + 1
            while end < len(marked) and marked[end] not in _ENDS and end - at < 14:
                if marked[end] in _SUBJECTS and word in _NP_NEGATORS and end > at + 1:
                    break
                signs[end] = -signs[end] if signs[end] else -1
                end += 1
            if word not in _NP_NEGATORS:
                back = at - 1
                while back >= 0 and marked[back] not in _ENDS:
                    signs[back] = 0 if signs[back] > 0 else signs[back]
                    back -= 1
        at += 1
    return [sign * whole for sign in signs]


def _contraposed(marked: tuple[str, ...]) -> bool:
    """Two denials of which one is a condition: "if it is not smooth there is no gradient"."""
    denials = sum(word in _NEGATORS or word in _BAD or word.startswith("non") and len(word) > 6 for word in marked)
    return denials >= 2 and any(word in _CONDITIONS for word in marked)


def tokens(text: str) -> tuple[Token, ...]:
    """The content words of a clause with their signs."""
    marked = marked_words(text)
    signs = [0] * len(marked) if _contraposed(marked) else _signs(marked)
    found = []
    for at, word in enumerate(marked):
        root = stem(word)
        axis, direction = _AXIS_OF.get(word, _AXIS_OF.get(root, ("", 1)))
        if not axis and (word in STOP or not word[0].isalnum()):
            continue
        sign = 0 if axis and at and marked[at - 1] == "too" else signs[at] * direction
        found.append(Token(root, sign, axis, _CONCEPT_OF.get(root, -1)))
    return tuple(found)
