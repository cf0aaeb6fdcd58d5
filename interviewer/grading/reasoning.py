"""Reasons given aloud: a because, a condition, an example, a correction, a plan, an alternative weighed.

Only those about the subject count, each once, so that padding and repetition add none. Knows no silence.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.content.models import Question, Stage
from interviewer.grading.text import content_stems
from interviewer.grading.validity import addresses_grader, inquires

_MARKERS = {
    "reason": r"because|since|so that|therefore|hence|thus|otherwise|due to|in order to|the reason|it follows"
    r"|(?:which|that|this) (?:means|implies|is why)|that's why",
    "condition": r"if|unless|provided(?: that)?|as long as|(?<!i )suppos(?:e|ing)|assum(?:e|ing)|depend(?:s|ing) on"
    r"|in case|only when|whenever",
    "example": r"for example|for instance|e\.g\.|such as|imagine|picture (?:a|the)|think of|say we"
    r"|let's (?:say|take)|let us (?:say|take)|as an example|in the case of",
    "correction": r"no,? wait|sorry|let me (?:correct|rephrase)|or rather|i mean|scratch that|hang on|hold on"
    r"|on second thoughts?|i take that back|more precisely|well,? actually",
    "plan": r"firstly|first (?:of all|i|we|you)|to begin with|let me (?:start|see|think|check|try|write)"
    r"|let's (?:see|start|check|try)|i(?:'d| would|'ll| will) (?:first|start|begin|then|check|try)|my plan"
    r"|next,? i|step by step",
    "alternative": r"on the (?:other|one) hand|trade-?offs?|whereas|although|however|(?<!one )(?<!all )versus|rather than"
    r"|compared (?:to|with)|alternatively|the alternative|(?:dis)?advantage|downside|drawback|instead of"
    r"|in contrast|at the (?:price|cost) of|the price|but",
}
_MARKER = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _MARKERS.items()) + r")(?!\w)", re.I
)
_END = re.compile(r"[.!?;](?=\s|$)|\n")
_APOSTROPHE = str.maketrans("’", "'")
REACH_WORDS = 16
"""How far behind its marker a reason is read."""
REACH_CHARS = 400
"""The same in characters, so that no text without full stops takes long."""
LEAST_STEMS = 2
"""Words about the subject a reason must hold."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason given aloud."""

    kind: str
    """reason, condition, example, correction, plan or alternative."""
    words: str
    """As it was said, from its marker on."""
    turn: int
    """Index among the turns."""


def subject(question: Question, stage: Stage) -> frozenset[str]:
    """Stems of the words that belong to the stage's subject and were not handed over in its prompt."""
    ideas = (line for point in stage.key_points for line in (point.claim, *point.paraphrases))
    told = content_stems(stage.prompt)
    return frozenset(content_stems(" . ".join((*ideas, *question.vocabulary)))) - frozenset(told)


def reasons(turns: Sequence[str], question: Question, stage: Stage) -> tuple[Reason, ...]:
    """The different reasons given in an answer, in order."""
    about = subject(question, stage)
    found: dict[frozenset[str], Reason] = {}
    for index, turn in enumerate(turns):
        text = turn.translate(_APOSTROPHE)
        marks = list(_MARKER.finditer(text))
        ends = (*(mark.start() for mark in marks[1:]), len(text))
        begins = [0, *(one.end() for one in _END.finditer(text))]
        for mark, next_mark in zip(marks, ends, strict=False):
            reach = mark.end() + REACH_CHARS
            end = _END.search(text, mark.end(), reach)
            stop = end.start() if end else reach
            held = about.intersection(content_stems(_first_words(text[mark.end() : min(stop, next_mark)])))
            said = _first_words(text[mark.start() : stop])
            begin = begins[bisect_right(begins, mark.start()) - 1]
            whole = text[max(begin, mark.start() - REACH_CHARS) : stop]
            if len(held) >= LEAST_STEMS and not addresses_grader(whole) and not inquires(whole):
                found.setdefault(held, Reason(mark.lastgroup or "", said, index))
    return tuple(found.values())


def _first_words(text: str) -> str:
    return " ".join(text.split()[:REACH_WORDS]).rstrip(" ,")
