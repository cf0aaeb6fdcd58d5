"""Measures how neighbouring clauses of an answer match the sentences of a stage. Decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.grading.figures import figures, off
from interviewer.grading.index import Alternative, Floats, StageIndex, WordVectors, pairs_of
from interviewer.grading.polarity import Token
from interviewer.grading.segments import Segment
from interviewer.grading.sides import sides

WIDEST = 3
"""Most neighbouring clauses that together may hold an idea."""
AROUND = 3
"""Clauses on either side that make a window's paragraph."""
REACH = 60
"""Words on either side that tell whether somebody speaks of the question."""
LIKE_FROM, LIKE_FULL, LIKE_MOST = 0.25, 0.75, 0.8
"""Cosine at which two words begin to be alike, is fully alike, and what that is worth next to the same word."""


@dataclass(frozen=True, slots=True)
class Window:
    """One to three neighbouring segments of one turn."""

    first: int
    width: int


@dataclass(frozen=True, slots=True)
class Match:
    """Numbers for every unit or owner (rows) in every window (columns)."""

    windows: tuple[Window, ...]
    there: Floats
    """Entries: how far the word is there."""
    around: Floats
    """Entries: how far the word is there or in the clauses around the window."""
    recall: Floats
    """Units: share of the sentence that is there."""
    denied: Floats
    """Units: share of the sentence that is there with the opposite sign."""
    order: Floats
    """Units: share of its neighbouring words that are neighbours here."""
    explained: Floats
    """Units: share of what is there from the owner's vocabulary that this sentence explains."""
    special: Floats
    """Owners: weight of the words that speak for it."""
    density: Floats
    """Owners: weight of its words relative to all content words."""
    required: Floats
    """Owners: share of the groups of `requires` that have a word."""
    length: Floats
    """Windows: distinct content words."""
    known: Floats
    """Windows: share of these that the stage knows."""
    off: NDArray[np.bool_]
    """Key points by windows: names another figure in the place of one of the key point's."""
    turned: NDArray[np.bool_]
    """Key points by windows: says of either side what the key point says of the other."""

    @property
    def met(self) -> NDArray[np.bool_]:
        """Owners by windows: every group of `requires` has a word."""
        return np.asarray(self.required == 1, np.bool_)


def alike(mine: Sequence[Token], theirs: Sequence[Token], a: Floats | None, b: Floats | None) -> Floats:
    """How far each word of `mine` stands for each word of `theirs`, 0 to 1, signs left aside."""

    def same(get: list[str], other: list[str], but: str) -> NDArray[np.bool_]:
        x, y = np.array(get), np.array(other)
        return np.asarray((x[:, None] == y[None, :]) & (x != but)[:, None], np.bool_)

    found = np.zeros((len(mine), len(theirs)), np.float32)
    if a is not None and b is not None:
        share = np.clip((a @ b.T - LIKE_FROM) / (LIKE_FULL - LIKE_FROM), 0, 1)
        found = (LIKE_MOST * share).astype(np.float32)
        found[np.ix_([t.axis != "" for t in mine], [t.axis != "" for t in theirs])] = 0
    found[same([t.axis for t in mine], [t.axis for t in theirs], "")] = 0.85
    found[same([str(t.concept) for t in mine], [str(t.concept) for t in theirs], "-1")] = 0.85
    found[same([t.stem for t in mine], [t.stem for t in theirs], "")] = 1.0
    return found


def windows_of(segments: Sequence[Segment]) -> tuple[Window, ...]:
    """All runs of up to three neighbours within one turn."""
    return tuple(
        Window(first, width)
        for width in range(1, WIDEST + 1)
        for first in range(len(segments) - width + 1)
        if segments[first].turn == segments[first + width - 1].turn
        and segments[first + width - 1].place - segments[first].place == width - 1
    )


def _stems_in(segments: Sequence[Segment], window: Window) -> set[str]:
    return {token.stem for one in segments[window.first : window.first + window.width] for token in one.tokens}


def _widened(window: Window, segments: Sequence[Segment]) -> Window:
    """The window with the clauses of a paragraph around it."""
    first = max(0, window.first - AROUND)
    return Window(first, min(len(segments), window.first + window.width + AROUND) - first)


def _spread(by_segment: Floats, windows: Sequence[Window]) -> Floats:
    """Maximum over the segments of each window."""
    return np.stack([by_segment[:, w.first : w.first + w.width].max(axis=1) for w in windows], axis=1)


def _holds(alternative: Alternative, one: Segment) -> bool:
    if len(alternative) == 1:
        wanted = alternative[0]
        return wanted in one.stems or (len(wanted) > 4 and any(s.startswith(wanted) for s in one.stems))
    n = len(alternative)
    heard = (one.stems, one.content)
    return any(said[i : i + n] == alternative for said in heard for i in range(len(said) - n + 1))


def _groups_met(index: StageIndex, segments: Sequence[Segment], windows: Sequence[Window]) -> Floats:
    """Owners by windows: share of the groups of `requires` that have a word there; 1 without groups."""
    share = np.ones((index.owners, len(windows)), np.float32)
    for owner, groups in enumerate(index.requires):
        found = np.zeros(len(windows), np.float32)
        for group in groups:
            has = np.array([any(_holds(option, one) for option in group) for one in segments])
            found += [has[w.first : w.first + w.width].any() for w in windows]
        if groups:
            share[owner] = found / len(groups)
    return share


def _off(index: StageIndex, segments: Sequence[Segment], windows: Sequence[Window]) -> NDArray[np.bool_]:
    """Key points by windows: a figure is off in one of the clauses."""
    said = [figures(one.marked) for one in segments]
    single = np.array([off(mine, said) for mine in index.constants], np.float32)
    return _spread(single, windows) > 0


def _turned(index: StageIndex, segments: Sequence[Segment], windows: Sequence[Window]) -> NDArray[np.bool_]:
    """Key points by windows: their two sides are turned round, there or in a wider window around it."""
    found = np.zeros((index.points, len(windows)), np.bool_)
    place = {window: at for at, window in enumerate(windows)}
    for owner, one in enumerate(index.opposites):
        for w in windows if one else ():
            if one and one.against(sides(one.names, [s.marked for s in segments[w.first : w.first + w.width]])):
                found[owner, [place[inner] for inner in _inside(w)]] = True
    return found


def _inside(w: Window) -> list[Window]:
    """The windows within one, itself included."""
    ends = range(w.first + 1, w.first + w.width + 1)
    return [Window(first, end - first) for end in ends for first in range(w.first, end)]


def match(index: StageIndex, segments: Sequence[Segment], vectors: WordVectors) -> Match:
    """Measure every window of an answer against every sentence of a stage."""
    windows = windows_of(segments)
    flat = sorted({token for one in segments for token in one.tokens})
    place = {token: i for i, token in enumerate(flat)}
    like = alike(index.entries, flat, index.vectors, vectors([token.stem for token in flat]))
    signs = np.sign(np.array([e.sign for e in index.entries])[:, None] * np.array([t.sign for t in flat])[None, :])
    agree, against = like * (signs >= 0), like * ((like >= LIKE_MOST) & (signs < 0))
    columns = [[place[token] for token in one.tokens] for one in segments]
    single = np.stack([agree[:, c].max(axis=1) for c in columns], axis=1)
    there = _spread(single, windows)
    opposed = _spread(np.stack([against[:, c].max(axis=1) for c in columns], axis=1), windows)
    opposed = opposed * (there < 0.5)
    recall = index.weights @ there
    neighbours = np.zeros((index.pair_weights.shape[1], len(segments)), np.float32)
    for column, one in enumerate(segments):
        neighbours[[index.pairs[pair] for pair in pairs_of(one.tokens) if pair in index.pairs], column] = 1
    spoken = (index.vocabulary * index.mass) @ there
    known = {token.stem for token, most in zip(flat, like.max(axis=0, initial=0), strict=True) if most >= LIKE_MOST}
    inside = [_stems_in(segments, w) for w in windows]
    weights = {t.stem: index.idf(t.stem) for t in flat}
    weight_of = np.array([sum(weights[stem] for stem in one) for one in inside], np.float32)
    owner_of = [unit.owner for unit in index.units]
    raw = index.raw @ there
    return Match(
        windows=windows,
        there=there,
        around=_spread(single, [_widened(w, segments) for w in windows]),
        recall=recall,
        denied=index.weights @ opposed,
        order=index.pair_weights @ _spread(neighbours, windows),
        explained=raw / np.maximum(spoken[owner_of], 1e-6),
        special=index.special @ there,
        required=_groups_met(index, segments, windows),
        density=np.minimum(1.5, (index.own @ there) / np.maximum(weight_of, 1e-6)),
        length=np.array([len(one) for one in inside], np.float32),
        known=np.array([len(one & known) / len(one) for one in inside], np.float32),
        off=_off(index, segments, windows),
        turned=_turned(index, segments, windows),
    )


def closeness(index: StageIndex, segments: Sequence[Segment], vectors: WordVectors) -> Floats:
    """For each segment the share of content words, weighted by rarity, that belong to a key point of the stage, in the
    REACH words around it."""
    flat = sorted({token for one in segments for token in one.tokens})
    like = alike(index.entries, flat, index.vectors, vectors([token.stem for token in flat]))
    own = ((like >= LIKE_MOST) * index.special[: index.points].max(axis=0)[:, None]).max(axis=0)
    worth = dict(zip(flat, own, strict=True))
    spoken = np.array([sum(worth[t] for t in one.tokens) for one in segments])
    every = np.array([sum(index.idf(t.stem) for t in one.tokens) for one in segments])
    ends = np.cumsum([len(one.marked) for one in segments])
    bounds = [np.searchsorted(ends, (end - REACH, end + REACH)) for end in ends]
    return np.array([spoken[a : b + 1].sum() / max(1e-6, every[a : b + 1].sum()) for a, b in bounds], np.float32)
