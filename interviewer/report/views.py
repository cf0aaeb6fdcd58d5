"""What the pages show of a stage: its transcript with silences in place and the quoted words marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.report.model import Line, QuestionReport, Report, SilenceReport, StageReport
from interviewer.report.plots import stage_labels

MISCONCEPTION = "!"
"""Label of the words that showed a misconception."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line."""

    text: str
    labels: tuple[str, ...] = ()
    """Numbers of the key points these words are evidence for."""
    ends: tuple[str, ...] = ()
    """Those whose evidence ends here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the transcript, or a silence between two."""

    line: Line | None = None
    pieces: tuple[Piece, ...] = ()
    silence: SilenceReport | None = None


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage as the pages show it."""

    label: str
    question: QuestionReport
    stage: StageReport
    passages: tuple[Passage, ...]

    @property
    def quoted(self) -> dict[str, float]:
        """Labels of the quotes that are marked in the transcript, each with the time of its line."""
        return {end: _when(one) for one in self.passages for piece in one.pieces for end in piece.ends}


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, whatever the white space; None when it does not."""
    found = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return found.span() if found and found.group() else None


def pieces(text: str, quotes: Sequence[tuple[str, str]]) -> tuple[Piece, ...]:
    """The text cut where quotes begin and end; `quotes` holds label and words. The pieces join to the text."""
    placed = [(label, find_quote(text, quote)) for label, quote in quotes]
    spans = [(label, *span) for label, span in placed if span is not None]
    cuts = sorted({0, len(text), *(cut for _, start, end in spans for cut in (start, end))})
    return tuple(
        Piece(
            text[start:end],
            tuple(label for label, first, last in spans if first <= start and end <= last),
            tuple(label for label, _, last in spans if last == end),
        )
        for start, end in pairwise(cuts)
    )


def _quotes(stage: StageReport, turn: int | None) -> list[tuple[str, str]]:
    points = [
        (str(n), point.quote)
        for n, point in enumerate(stage.key_points, 1)
        if point.quote is not None and point.turn == turn
    ]
    wrong = [(MISCONCEPTION, one.quote) for one in stage.misconceptions if one.turn == turn]
    return points + wrong


def _when(passage: Passage) -> float:
    if passage.silence is not None:
        return passage.silence.start_s
    assert passage.line is not None
    return passage.line.at if passage.line.started_at is None else passage.line.started_at


def passages(
    lines: Iterable[Line], silences: Iterable[SilenceReport], stage: StageReport | None = None
) -> tuple[Passage, ...]:
    """Lines and silences in the order of their beginning, evidence marked."""
    told = [
        Passage(line, pieces(line.text, _quotes(stage, line.turn) if stage and line.turn is not None else ()))
        for line in lines
    ]
    quiet = [Passage(silence=silence) for silence in silences]
    return tuple(sorted([*told, *quiet], key=_when))


def stage_views(report: Report) -> tuple[tuple[StageView, ...], ...]:
    """For each question, its stages."""
    labels = stage_labels(report)
    return tuple(
        tuple(
            StageView(
                labels[question.id, stage.id],
                question,
                stage,
                passages(stage.transcript, _silences_of(report, question.id, stage.id), stage),
            )
            for stage in question.stages
        )
        for question in report.questions
    )


def _silences_of(report: Report, question: str, stage: str) -> list[SilenceReport]:
    return [one for one in report.silences if (one.question, one.stage) == (question, stage)]


def outside_silences(report: Report, before: bool) -> list[SilenceReport]:
    """Silences that belong to no stage, before the first one was opened or after."""
    first = min((stage.opened_at for q in report.questions for stage in q.stages), default=float("inf"))
    return [one for one in report.silences if one.question is None and (one.start_s < first) == before]
