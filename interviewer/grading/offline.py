"""The offline grader: looks for each key point in neighbouring clauses of the answer. The embedder is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.content.models import Question, Stage, Verdict
from interviewer.grading.assessment import (
    AnswerToGrade,
    Assessment,
    LeftOut,
    PointVerdict,
    ShownMisconception,
    TokenEmbedder,
)
from interviewer.grading.evidence import Match, Window, closeness, match
from interviewer.grading.features import (
    Strengths,
    contradiction_features,
    peak,
    point_features,
    shown_features,
    strengths,
    taints,
)
from interviewer.grading.fitted import BARE_WEIGHTS, CONTRA_WEIGHTS, POINT_WEIGHTS, SHOWN_WEIGHTS
from interviewer.grading.index import Floats, Idf, StageIndex, WordVectors, build
from interviewer.grading.segments import Segment, Sifted, sift
from interviewer.grading.spoken import words
from interviewer.grading.topic import StageTopic, Topics
from interviewer.grading.validity import unreadable

READ_CHARS = 24_000
"""What is read of one answer; nobody says more on one stage."""
RELEVANT = 0.75
"""Least relevance to this stage, against the most similar other one, for an answer to count at all."""
ELSEWHERE = "answers another question"
TOUCHING = 0.06
"""Least likeness of any part of an answer to the stage, for key points without required words."""
LONG_WORDS, CLOSE = 400, 0.29
"""In answers of so many words, what has less than such a share of words of the question around it is left out: a term
dropped here and there shows nothing."""
KNOWN = 0.6
"""Least share of a window's words that the stage knows, in answers of LONG_WORDS and more."""
REQUIRED = 0.5
"""Least share of the groups of required words that a window must have; in answers of LONG_WORDS and more, all."""
IN_ONE_CLAUSE = 3
"""Groups of required words from which a misconception must have them all in one clause."""
BESIDE = "speaks of the question in passing only"
FIGURE = "a figure that does not belong there"
CUT = "only the first part of a very long answer was read"


@dataclass(frozen=True, slots=True)
class Scale:
    """How the score of a key point becomes credit: linear from `partial_from` to 0 and from there to `full_from`."""

    weights: tuple[float, ...]
    partial_from: float
    """Least score that earns anything; from 0 the key point is covered."""
    full_from: float
    partial: float
    """Credit at `partial_from`."""
    covered: float
    """Credit at 0."""

    def credit(self, score: float) -> float:
        """Credit of a score, 0 below `partial_from`."""
        if score < self.partial_from:
            return 0.0
        if score < 0:
            return round(self.covered - (self.covered - self.partial) * score / self.partial_from, 4)
        return round(min(1.0, self.covered + (1 - self.covered) * score / self.full_from), 4)


STRICT = Scale(POINT_WEIGHTS, partial_from=-0.35, full_from=1.5, partial=0.3, covered=0.75)
"""For key points that name required words: either it is there or it is not."""
LENIENT = Scale(BARE_WEIGHTS, partial_from=-1.5, full_from=2.0, partial=0.3, covered=0.6)
"""For key points without required words, where a match is less certain."""
POSSIBLE_FROM = -3.0
"""Score from which a window could hold a key point for a better reader: one idle window in twenty-five is above, and the
best windows of nearly all key points that an examiner would grant. Lower, and a model that obeys attacks gains."""


@dataclass(frozen=True, slots=True)
class _Answer:
    turns: tuple[str, ...]
    segments: Sequence[Segment]
    match: Match
    strong: Strengths
    touching: bool
    long: bool


@dataclass(frozen=True, slots=True)
class Possible:
    """A stretch of a turn in which a key point could be."""

    point: str
    turn: int
    start: int
    end: int


class OfflineGrader:
    """Grades without a model or a network."""

    def __init__(self, background: Sequence[Question], embedder: TokenEmbedder | None = None) -> None:
        """`background` tells rare words from common ones; without an embedder only stems and concepts are compared."""
        self.background = tuple(background)
        self.embedder = embedder
        self._idf = Idf(background)
        self._vectors = WordVectors(embedder)
        self._topics = Topics(background)
        self._stages: dict[Stage, tuple[StageIndex, StageTopic]] = {}

    @property
    def name(self) -> str:
        """Grader and version."""
        return "offline-2"

    def grade(self, answer: AnswerToGrade) -> Assessment:
        """Judge all turns together."""
        turns, cut = _readable(answer.turns)
        reason = unreadable([word for turn in turns for word in words(turn)])
        if reason:
            return Assessment(score=None, unscored_reason=reason, graded_by=self.name)
        sifted = sift(turns, answer.heard)
        flags = sifted.flags + ((CUT,) if cut else ())
        if not sifted.segments:
            return _nothing(answer.stage, flags, sifted.left_out, self.name)
        index, topic = self._prepared(answer.question, answer.stage)
        if topic.relevance(turns) < RELEVANT:
            return _nothing(answer.stage, (*flags, ELSEWHERE), sifted.left_out, self.name)
        segments = self.close(index, sifted)
        if not segments:
            return _nothing(answer.stage, (*flags, BESIDE), sifted.left_out, self.name)
        found = match(index, segments, self._vectors)
        touching, long = topic.likeness(turns) >= TOUCHING, sifted.words >= LONG_WORDS
        read = _Answer(answer.turns, segments, found, strengths(index, found), touching, long)
        points = tuple(_judge(index, owner, answer.stage, read) for owner in range(index.points))
        figures = _figures(points, read)
        total = sum(point.weight for point in answer.stage.key_points)
        earned = sum(p.weight * v.credit for p, v in zip(answer.stage.key_points, points, strict=True))
        return Assessment(
            score=round(earned / total, 4),
            key_points=points,
            misconceptions=_misconceptions(index, answer.stage, read),
            flags=flags + (FIGURE,) * bool(figures),
            left_out=sifted.left_out + figures,
            graded_by=self.name,
        )

    def possible(self, answer: AnswerToGrade) -> tuple[Possible, ...]:
        """Where each key point could be, for a second judge: clauses that state something, but not its opposite."""
        turns, _ = _readable(answer.turns)
        sifted = sift(turns, answer.heard)
        index, topic = self._prepared(answer.question, answer.stage)
        if not sifted.segments or topic.relevance(turns) < RELEVANT:
            return ()
        found = match(index, sifted.segments, self._vectors)
        read = _Answer(answer.turns, sifted.segments, found, strengths(index, found), True, False)
        return tuple(one for owner in range(index.points) for one in _possible(index, owner, answer.stage, read))

    def close(self, index: StageIndex, sifted: Sifted) -> Sequence[Segment]:
        """What stands among words of the question; all of it in answers of a usual length."""
        if sifted.words < LONG_WORDS or not sifted.segments:
            return sifted.segments
        near = closeness(index, sifted.segments, self._vectors)
        return [one for one, share in zip(sifted.segments, near, strict=True) if share >= CLOSE]

    def topic(self, question: Question, stage: Stage) -> StageTopic:
        """One stage among those of the bank."""
        return self._prepared(question, stage)[1]

    def _prepared(self, question: Question, stage: Stage) -> tuple[StageIndex, StageTopic]:
        if stage not in self._stages:
            self._stages[stage] = build(stage, self._idf, self._vectors), self._topics.of(question, stage)
        return self._stages[stage]


def _readable(turns: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The turns up to READ_CHARS characters in all, and whether anything was cut."""
    left, kept = READ_CHARS, []
    for turn in turns:
        kept.append(turn[:left])
        left -= len(kept[-1])
    return tuple(kept), sum(map(len, turns)) > READ_CHARS


def _nothing(stage: Stage, flags: tuple[str, ...], left_out: tuple[LeftOut, ...], name: str) -> Assessment:
    points = tuple(PointVerdict(id=p.id, verdict="missing", credit=0, confidence=0.95) for p in stage.key_points)
    return Assessment(score=0.0, key_points=points, flags=flags, left_out=left_out, graded_by=name)


def _sure(score: float) -> float:
    """Confidence of a decision at that distance from its threshold."""
    return round(float(1 / (1 + np.exp(-min(abs(score), 6.0)))), 3)


def _quote(answer: _Answer, window: Window) -> tuple[str, int]:
    first, last = answer.segments[window.first], answer.segments[window.first + window.width - 1]
    return answer.turns[first.turn][first.start : last.end], first.turn


def _figures(points: Sequence[PointVerdict], answer: _Answer) -> tuple[LeftOut, ...]:
    """The clauses with the figures that made key points partial only."""
    found = {}
    for owner, point in enumerate(points):
        for at, window in enumerate(answer.match.windows):
            one = answer.segments[window.first]
            quoted = point.verdict == "partial" and one.turn == point.turn and one.text in (point.quote or "")
            if quoted and window.width == 1 and answer.match.off[owner, at]:
                found[one.place] = LeftOut(reason=FIGURE, quote=one.text, turn=one.turn)
    return tuple(found.values())


def _contradiction(index: StageIndex, owner: int, answer: _Answer) -> Floats:
    """For each window how far it states the opposite."""
    features = contradiction_features(index, answer.match, answer.strong, owner)
    return np.asarray((features @ np.array(CONTRA_WEIGHTS, np.float32)).max(axis=0), np.float32)


def _judge(index: StageIndex, owner: int, stage: Stage, answer: _Answer) -> PointVerdict:
    point, found = stage.key_points[owner], answer.match
    contra = _contradiction(index, owner, answer)
    features = point_features(index, found, answer.strong, owner, taints(found.windows, contra))
    scale = STRICT if point.requires else LENIENT
    fits = found.met[owner] & (found.known >= KNOWN) if answer.long else found.required[owner] >= REQUIRED
    scores = np.where(fits, features @ np.array(scale.weights, np.float32), -9.0)
    off = np.where(found.off[owner], scores, -9.0)
    misstated = float(off.max()) >= 0
    best, narrow = int((off if misstated else scores).argmax()), np.array([w.width < 3 for w in found.windows])
    against = int(np.where(narrow, contra, -9.0).argmax())
    score, denial = float(scores[best]), float(contra[against])
    if score < 0 <= denial:
        quote, turn = _quote(answer, found.windows[against])
        return PointVerdict(id=point.id, verdict="wrong", credit=0, confidence=_sure(denial), quote=quote, turn=turn)
    credit = scale.credit(score) if point.requires or answer.touching else 0.0
    if not credit:
        return PointVerdict(id=point.id, verdict="missing", credit=0, confidence=_sure(scale.partial_from - score))
    quote, turn = _quote(answer, found.windows[best])
    if found.turned[owner, best]:
        return PointVerdict(id=point.id, verdict="wrong", credit=0, confidence=_sure(0), quote=quote, turn=turn)
    if misstated:
        return PointVerdict(
            id=point.id, verdict="partial", credit=scale.partial, confidence=_sure(0), quote=quote, turn=turn
        )
    verdict: Verdict = "covered" if score >= 0 else "partial"
    sure = _sure(score if score >= 0 else min(-score, score - scale.partial_from))
    return PointVerdict(id=point.id, verdict=verdict, credit=credit, confidence=sure, quote=quote, turn=turn)


def _possible(index: StageIndex, owner: int, stage: Stage, answer: _Answer) -> list[Possible]:
    point, found = stage.key_points[owner], answer.match
    contra = _contradiction(index, owner, answer)
    features = point_features(index, found, answer.strong, owner, taints(found.windows, contra))
    scores = features @ np.array((STRICT if point.requires else LENIENT).weights, np.float32)
    places = []
    for at, window in enumerate(found.windows):
        if scores[at] >= POSSIBLE_FROM and contra[at] < 0:
            first, last = answer.segments[window.first], answer.segments[window.first + window.width - 1]
            places.append(Possible(point.id, first.turn, first.start, last.end))
    return places


def _misconceptions(index: StageIndex, stage: Stage, answer: _Answer) -> tuple[ShownMisconception, ...]:
    shown = []
    for owner, one in enumerate(stage.misconceptions, index.points):
        features = shown_features(index, answer.match, answer.strong, owner)
        met = answer.match.met[owner]
        if len(one.requires) >= IN_ONE_CLAUSE:
            met = peak(answer.match.windows, met.astype(np.float32)) > 0
        scores = np.where(met, features @ np.array(SHOWN_WEIGHTS, np.float32), -9.0)
        if scores.max() >= 0:
            quote, turn = _quote(answer, answer.match.windows[int(scores.argmax())])
            shown.append(ShownMisconception(id=one.id, quote=quote, turn=turn))
    return tuple(shown)
