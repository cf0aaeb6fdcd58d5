"""The offline grader: each key point is looked for in neighbouring clauses of the answer. Pure; the embedder is handed in."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.content.models import KeyPoint, Question, Stage, Verdict
from interviewer.grading.assessment import AnswerToGrade, Assessment, PointVerdict, ShownMisconception, TokenEmbedder
from interviewer.grading.polarity import Token, tokens
from interviewer.grading.text import content_stems, sentences, stems

Floats = NDArray[np.float32]
READ_CHARS = 40_000
PARTIAL, COVERED, FULL = 0.42, 0.54, 0.8


@dataclass(frozen=True, slots=True)
class Segment:
    turn: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]


class Idf:
    def __init__(self, background: Sequence[Question]) -> None:
        documents = [
            set(content_stems(" ".join((point.claim, *point.paraphrases))))
            for question in background
            for stage in question.stages
            for point in stage.key_points
        ]
        self._n = len(documents)
        self._df = Counter(one for document in documents for one in document)

    def __call__(self, stem: str) -> float:
        return max(0.25, min(1.0, math.log((self._n + 40) / (self._df[stem] + 0.5)) / math.log((self._n + 40) / 0.5)))


class StageIndex:
    def __init__(self, stage: Stage, idf: Idf, embedder: "Words") -> None:
        self.stage = stage
        asked = set(content_stems(stage.prompt))
        units: list[tuple[int, str, tuple[Token, ...]]] = []
        for number, point in enumerate(stage.key_points):
            units += [(number, "positive", tokens(text)) for text in (point.claim, *point.paraphrases)]
            units += [(number, "contrast", tokens(text)) for text in point.contrast]
        base = len(stage.key_points)
        for number, misconception in enumerate(stage.misconceptions):
            units += [(base + number, "says", tokens(text)) for text in misconception.says]
        self.units = units
        entries = sorted({(t.stem, t.sign, t.axis, t.concept) for _, _, ts in units for t in ts})
        self.entries = [Token(*entry) for entry in entries]
        place = {entry: i for i, entry in enumerate(entries)}
        df = Counter(
            stem for point in stage.key_points for stem in {t.stem for text in (point.claim, *point.paraphrases) for t in tokens(text)}
        )
        weights = np.zeros((len(units), len(entries)), np.float32)
        for row, (_, _, ts) in enumerate(units):
            for t in ts:
                w = idf(t.stem) * (0.5 if t.stem in asked else 1.0) / (1 + 0.25 * max(0, df[t.stem] - 1))
                weights[row, place[(t.stem, t.sign, t.axis, t.concept)]] = w
        total = weights.sum(axis=1, keepdims=True)
        self.weights = weights / np.maximum(total, 1e-6)
        self.vectors = embedder.vectors([t.stem for t in self.entries], [t.stem for t in self.entries])


class Words:
    """Vectors of words, remembered."""

    def __init__(self, embedder: TokenEmbedder | None) -> None:
        self._embedder = embedder
        self._known: dict[str, Floats] = {}

    def vectors(self, keys: Sequence[str], surface: Sequence[str]) -> Floats | None:
        if self._embedder is None:
            return None
        new = [word for word in dict.fromkeys(surface) if word not in self._known]
        if new:
            for word, rows in zip(new, self._embedder.embed(new), strict=True):
                mean = rows.mean(axis=0) if len(rows) else np.zeros(256, np.float32)
                self._known[word] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return np.stack([self._known[word] for word in surface]) if surface else np.zeros((0, 256), np.float32)


def _alike(mine: Sequence[Token], theirs: Sequence[Token], a: Floats | None, b: Floats | None) -> Floats:
    stem_a, stem_b = np.array([t.stem for t in mine]), np.array([t.stem for t in theirs])
    axis_a, axis_b = np.array([t.axis for t in mine]), np.array([t.axis for t in theirs])
    con_a, con_b = np.array([t.concept for t in mine]), np.array([t.concept for t in theirs])
    alike = np.zeros((len(mine), len(theirs)), np.float32)
    if a is not None and b is not None:
        alike = np.clip((a @ b.T - 0.25) / 0.5, 0, 1) * 0.8
        alike[(axis_a != "")[:, None] & (axis_b != "")[None, :]] = 0
    alike[(axis_a[:, None] == axis_b[None, :]) & (axis_a != "")[:, None]] = 0.85
    alike[(con_a[:, None] == con_b[None, :]) & (con_a >= 0)[:, None]] = 0.85
    alike[stem_a[:, None] == stem_b[None, :]] = 1.0
    return alike


class OfflineGrader:
    """Grades without a model or a network."""

    name = "offline-1"

    def __init__(self, background: Sequence[Question], embedder: TokenEmbedder | None = None) -> None:
        self._idf = Idf(background)
        self._words = Words(embedder)
        self._stages: dict[Stage, StageIndex] = {}

    def grade(self, answer: AnswerToGrade) -> Assessment:
        stage = answer.stage
        if stage not in self._stages:
            self._stages[stage] = StageIndex(stage, self._idf, self._words)
        index = self._stages[stage]
        segments = [
            Segment(turn, s.start, s.end, s.text, tokens(s.text), stems(s.text))
            for turn, text in enumerate(answer.turns)
            for s in sentences(text[:READ_CHARS])
            if not s.text.endswith("?")
        ]
        segments = [s for s in segments if s.tokens]
        if not segments:
            return _empty(stage, self.name)
        flat = list(dict.fromkeys(t for s in segments for t in s.tokens))
        place = {t: i for i, t in enumerate(flat)}
        stem_vectors = self._words.vectors([], [t.stem for t in flat])
        alike = _alike(index.entries, flat, index.vectors, stem_vectors)
        signs = np.array([t.sign for t in index.entries])[:, None] * np.array([t.sign for t in flat])[None, :]
        agree, conflict = alike * (signs >= 0), (alike >= 0.8) * alike * (signs < 0)
        seg_agree = np.stack([agree[:, [place[t] for t in s.tokens]].max(axis=1) for s in segments], axis=1)
        seg_conf = np.stack([conflict[:, [place[t] for t in s.tokens]].max(axis=1) for s in segments], axis=1)
        single = _scores(index.weights, seg_agree, seg_conf)
        points = []
        for number, point in enumerate(stage.key_points):
            points.append(_judge(index, number, point, segments, seg_agree, seg_conf, single, answer.turns))
        shown = []
        for number, misconception in enumerate(stage.misconceptions):
            rows = [i for i, u in enumerate(index.units) if u[0] == len(stage.key_points) + number]
            r, c = single[0][rows], single[1][rows]
            best = np.where(c > 0.1, 0, r).max(axis=0)
            g = int(best.argmax())
            if best[g] >= 0.66 and _meets(misconception.requires, segments[g].stems):
                shown.append(ShownMisconception(id=misconception.id, quote=segments[g].text, turn=segments[g].turn))
        total = sum(p.weight for p in stage.key_points)
        score = sum(p.weight * v.credit for p, v in zip(stage.key_points, points, strict=True)) / total
        return Assessment(score=round(score, 4), key_points=tuple(points), misconceptions=tuple(shown), graded_by=self.name)


def _empty(stage: Stage, name: str) -> Assessment:
    points = tuple(PointVerdict(id=p.id, verdict="missing", credit=0, confidence=1) for p in stage.key_points)
    return Assessment(score=0.0, key_points=points, graded_by=name)


def _scores(weights: Floats, agree: Floats, conflict: Floats) -> tuple[Floats, Floats]:
    return weights @ agree, weights @ (conflict * (agree < 0.5))


def _has(wanted: Sequence[str], said: Sequence[str]) -> bool:
    n = len(wanted)
    return any(tuple(said[i : i + n]) == tuple(wanted) for i in range(len(said) - n + 1))


def _meets(requires: tuple[tuple[str, ...], ...], said: Sequence[str]) -> bool:
    return all(any(_has(stems(option), said) for option in group) for group in requires)


def _judge(
    index: StageIndex,
    number: int,
    point: KeyPoint,
    segments: list[Segment],
    agree: Floats,
    conflict: Floats,
    single: tuple[Floats, Floats],
    turns: tuple[str, ...],
) -> PointVerdict:
    positive = [i for i, u in enumerate(index.units) if u[0] == number and u[1] == "positive"]
    contrast = [i for i, u in enumerate(index.units) if u[0] == number and u[1] == "contrast"]
    pos = np.where(single[1][positive] > 0.12, 0, single[0][positive]).max(axis=0)
    con = np.zeros(len(segments), np.float32)
    for row in contrast:
        own = index.weights[row] > 0
        extra = (index.weights[positive] * ~own) @ agree
        value = np.where(single[1][row] > 0.1, 0, single[0][row]) - 0.5 * extra.max(axis=0)
        con = np.maximum(con, value)
    bad = (con > pos) & (con > 0.5)
    against = single[0][positive] + single[1][positive]
    denied = np.where((single[1][positive] > 0.12) & (against > 0.75), against, 0).max(axis=0)
    best, quote = 0.0, None
    for width, factor in ((1, 1.0), (2, 0.94), (3, 0.88)):
        for start in range(len(segments) - width + 1):
            span = range(start, start + width)
            if any(bad[g] for g in span) or segments[start].turn != segments[start + width - 1].turn:
                continue
            said = [s for g in span for s in segments[g].stems]
            a, c = agree[:, list(span)].max(axis=1), conflict[:, list(span)].max(axis=1)
            r, k = _scores(index.weights[positive], a[:, None], c[:, None])
            value = float(np.where(k > 0.12, 0, r).max()) * factor
            if value > best + 0.02 and _meets(point.requires, said):
                best, quote = value, (segments[start], segments[start + width - 1])
    lift = 0.0 if point.requires else 0.06
    if best >= PARTIAL + lift and quote:
        first, last = quote
        verdict: Verdict = "covered" if best >= COVERED + lift else "partial"
        credit = 0.25 + 0.75 * min(1.0, (best - PARTIAL - lift) / (FULL - PARTIAL))
        if verdict == "covered":
            credit = max(credit, 0.75)
        return PointVerdict(
            id=point.id, verdict=verdict, credit=round(credit, 4), confidence=0.7, quote=turns[first.turn][first.start : last.end], turn=first.turn
        )
    wrong = np.maximum(np.where(bad & (con > 0.72), con, 0), denied)
    g = int(wrong.argmax())
    if wrong[g] > 0:
        return PointVerdict(id=point.id, verdict="wrong", credit=0, confidence=0.7, quote=segments[g].text, turn=segments[g].turn)
    return PointVerdict(id=point.id, verdict="missing", credit=0, confidence=0.7)
