"""What is asked about a key point stands alone: it may come after an answer that never touched the point."""

import re

from interviewer.content.library import Library

POINTS_BACK = re.compile(
    r"^And (?!suppose)|\bthe (?:first|second) (?:of (?:the|those) (?:two|words)\b|kind\b|family\b)|\bthe second of\b|\bthose two(?! points)\b|"
    r"\b(?:each|only one|which) of the two(?=[?,.]| and\b| when\b)|\bto the two\b|\bin (?:those terms|such a case)\b|"
    r"\b(?:Why does it|Whose fault is it\?|get it\?|have that property|all of that|that medicine|that formula|how small it may)\b|"
    r"\bYou (?:said a few|went from|have made it|alternate)\b|^Which (?:one|equation does that)\b|^Is that\b|\byour distinction\b"
)
"""Words that lean on a sentence before."""


def test_the_pattern_finds_lines_that_lean_on_what_was_said_before() -> None:
    leaning = [
        "And roughly, in figures?",
        "Give me the example from data that you meet most often. Why does it have that property?",
        "Take the first of the two. What does it promise?",
        "What happens to the two when you swap them?",
    ]
    assert all(POINTS_BACK.search(line) for line in leaning)


def test_no_follow_up_of_the_bank_leans_on_what_may_not_have_been_said(library: Library) -> None:
    points = [point for question in library.questions for stage in question.stages for point in stage.key_points]
    assert len(points) > 150
    assert [point.follow_up for point in points if POINTS_BACK.search(point.follow_up)] == []
