"""What a CV says the candidate worked on, as a phrase to ask about. A CV is data: lines that instruct are left out."""

import re

from interviewer.dialogue.guards import MACHINERY
from interviewer.dialogue.projects import DID, project_phrase
from interviewer.grading.validity import addresses_grader

MOST_LINES = 400
"""Lines of a CV that are looked at."""
_BULLET = re.compile(r"^[\s\-*•·–#>|\d.)]+")
_DEED = re.compile(rf"^(?:{DID})\b", re.IGNORECASE)
_DATES = re.compile(r"[(\[]?\b(?:19|20)\d\d\b(?:\s*[-–/]\s*(?:(?:19|20)?\d\d|now|today|present))?[)\]]?,?")


def cv_project(cv: str) -> str:
    """The most telling project of a CV; empty when none is found."""
    lines = [_DATES.sub("", _BULLET.sub("", line)).strip() for line in cv.splitlines()[:MOST_LINES]]
    said = [f"I {line[:1].lower()}{line[1:]}" if _DEED.match(line) else line for line in lines if _harmless(line)]
    return project_phrase(". ".join(line.replace("**", "").rstrip(".") for line in said) + ".")


def _harmless(line: str) -> bool:
    return bool(line) and not addresses_grader(line) and not MACHINERY.search(line)
