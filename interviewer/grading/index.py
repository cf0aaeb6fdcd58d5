"""A stage made ready for matching: its sentences as weighted rows over one vocabulary. Nothing here sees an answer."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interviewer.content.models import Question, Stage
from interviewer.grading.assessment import TokenEmbedder
from interviewer.grading.figures import Constants, constants
from interviewer.grading.polarity import Token, key, tokens
from interviewer.grading.sides import Opposites, opposites
from interviewer.grading.text import content_stems, stems

Floats = NDArray[np.float32]
UnitKind = Literal["claim", "paraphrase", "contrast", "says"]
ASKED = 0.5
"""Weight of a word that the prompt has used already."""
SHARED = 0.25
"""How fast a word loses weight with each further key point of the stage that uses it."""
_PRIOR_DOCUMENTS = 40.0
_IDF_FLOOR = 0.25


class Idf:
    """Inverse document frequency of stems over the key points of a bank, 0.25 to 1."""

    def __init__(self, background: Sequence[Question]) -> None:
        """Counts once; an empty bank gives every stem the same weight."""
        points = [p for question in background for stage in question.stages for p in stage.key_points]
        documents = [set(content_stems(" . ".join((p.claim, *p.paraphrases)))) for p in points]
        self._count = Counter(one for document in documents for one in document)
        self._rarest = math.log((len(documents) + _PRIOR_DOCUMENTS) / 0.5)
        self._total = len(documents) + _PRIOR_DOCUMENTS

    def __call__(self, stem: str) -> float:
        """Weight of a stem."""
        return max(_IDF_FLOOR, min(1.0, math.log(self._total / (self._count[stem] + 0.5)) / self._rarest))


class WordVectors:
    """Vectors of single words: the mean of their tokens, remembered up to a limit."""

    LIMIT = 30_000

    def __init__(self, embedder: TokenEmbedder | None) -> None:
        """Without an embedder every word is only like itself."""
        self._embedder = embedder
        self._known: dict[str, Floats] = {}

    def __call__(self, wanted: Sequence[str]) -> Floats | None:
        """One unit row for each word, all from one batch; None without an embedder."""
        if self._embedder is None:
            return None
        if len(self._known) > self.LIMIT:
            self._known.clear()
        new = [word for word in dict.fromkeys(wanted) if word not in self._known]
        for word, rows in zip(new, self._embedder.embed(new), strict=True):
            mean = rows.sum(axis=0)
            self._known[word] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return np.stack([self._known[word] for word in wanted])


@dataclass(frozen=True, slots=True)
class Unit:
    """One authored sentence of a key point or misconception."""

    owner: int
    """Place of the key point in the stage; misconceptions come after the last key point."""
    kind: UnitKind
    tokens: tuple[Token, ...]


Alternative = tuple[str, ...]
"""Stems of one alternative of a `requires` group, in order."""


@dataclass(frozen=True, slots=True)
class StageIndex:
    """Everything about a stage that does not depend on the answer."""

    owners: int
    """Key points and misconceptions together."""
    points: int
    """Key points."""
    units: tuple[Unit, ...]
    entries: tuple[Token, ...]
    """The vocabulary; columns of `weights`."""
    weights: Floats
    """Units by entries; each row sums to 1."""
    special: Floats
    """Owners by entries: how much a word speaks for this owner and no other."""
    mass: Floats
    """Entries: plain weight of each."""
    raw: Floats
    """Units by entries: mass of its words."""
    vocabulary: NDArray[np.bool_]
    """Owners by entries: occurs in any of its sentences."""
    own: Floats
    """Owners by entries: mass of the words that count for it."""
    idf: "Idf"
    vectors: Floats | None
    pairs: dict[tuple[str, str], int]
    """Neighbouring content words of the units."""
    pair_weights: Floats
    """Units by pairs; each row sums to 1, or is empty."""
    requires: tuple[tuple[tuple[Alternative, ...], ...], ...]
    """Owner, group, alternative."""
    rows: tuple[NDArray[np.intp], ...]
    """Owner to its positive units."""
    contrast_rows: tuple[NDArray[np.intp], ...]
    """Owner to its contrast units."""
    constants: tuple[Constants, ...]
    """Key points to their figures."""
    opposites: tuple[Opposites | None, ...]
    """Key points to what they tell apart."""


def pairs_of(found: Sequence[Token]) -> set[tuple[str, str]]:
    """Ordered neighbours, with at most one content word between them."""
    names = [key(token) for token in found]
    return {*pairwise(names), *zip(names, names[2:], strict=False)}


def _units(stage: Stage) -> tuple[Unit, ...]:
    found = []
    for owner, point in enumerate(stage.key_points):
        found.append(Unit(owner, "claim", tokens(point.claim)))
        found += [Unit(owner, "paraphrase", tokens(text)) for text in point.paraphrases]
        found += [Unit(owner, "contrast", tokens(text)) for text in point.contrast]
    for owner, misconception in enumerate(stage.misconceptions, len(stage.key_points)):
        found += [Unit(owner, "says", tokens(text)) for text in misconception.says]
    return tuple(found)


def _rows(units: Sequence[Unit], owner: int, contrast: bool) -> NDArray[np.intp]:
    found = [i for i, u in enumerate(units) if u.owner == owner and (u.kind == "contrast") == contrast]
    return np.array(found, np.intp)


def _normal(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-6), np.float32)


def _special(units: Sequence[Unit], entries: Sequence[Token], owners: int, mass: Floats) -> Floats:
    """Words by how many sentences of their owner use them, shared among the owners that use them."""
    place = {entry: i for i, entry in enumerate(entries)}
    used = np.zeros((owners, len(entries)), np.float32)
    sentences = np.zeros((owners, 1), np.float32)
    for unit in units:
        if unit.kind != "contrast":
            sentences[unit.owner] += 1
            used[unit.owner, [place[token] for token in set(unit.tokens)]] += 1
    by_stem = {stem: [i for i, entry in enumerate(entries) if entry.stem == stem] for stem in {e.stem for e in entries}}
    sharing = np.zeros(len(entries), np.float32)
    for places in by_stem.values():
        sharing[places] = max(1, int((used[:, places].sum(axis=1) > 0).sum()))
    usual = np.minimum(1.0, 2 * used / np.maximum(sentences, 1))
    return np.where(used > 0, mass / sharing * (0.6 + 0.4 * usual), 0).astype(np.float32)


def _pair_weights(units: Sequence[Unit]) -> tuple[dict[tuple[str, str], int], Floats]:
    found = [pairs_of(unit.tokens) for unit in units]
    place = {pair: i for i, pair in enumerate(sorted(set().union(*found)))}
    rows = np.zeros((len(units), max(1, len(place))), np.float32)
    for row, some in enumerate(found):
        rows[row, [place[pair] for pair in some]] = 1
    return place, _normal(rows)


def build(stage: Stage, idf: Idf, vectors: WordVectors) -> StageIndex:
    """Make a stage ready."""
    units = _units(stage)
    asked = set(content_stems(stage.prompt))
    entries = tuple(sorted({token for unit in units for token in unit.tokens}))
    place = {entry: i for i, entry in enumerate(entries)}
    mass = np.array([idf(e.stem) * (ASKED if e.stem in asked else 1.0) for e in entries], np.float32)
    owners = len(stage.key_points) + len(stage.misconceptions)
    special = _special(units, entries, owners, mass)
    points = special[: len(stage.key_points)]
    stem_owners = Counter(s for row in points for s in {e.stem for e, v in zip(entries, row, strict=True) if v > 0})
    shared = np.array([1 / (1 + SHARED * max(0, stem_owners[e.stem] - 1)) for e in entries], np.float32)
    weights = np.zeros((len(units), len(entries)), np.float32)
    for row, unit in enumerate(units):
        for token in unit.tokens:
            weights[row, place[token]] = mass[place[token]] * shared[place[token]]
    pair_place, pair_weights = _pair_weights(units)
    return StageIndex(
        owners=owners,
        points=len(stage.key_points),
        units=units,
        entries=entries,
        weights=_normal(weights),
        special=special,
        raw=((weights > 0) * mass * shared).astype(np.float32),
        vocabulary=np.stack([(weights[[u.owner == o for u in units]] > 0).any(axis=0) for o in range(owners)]),
        own=((special > 0) * mass * shared).astype(np.float32),
        idf=idf,
        mass=mass * shared,
        vectors=vectors([entry.stem for entry in entries]),
        pairs=pair_place,
        pair_weights=pair_weights,
        requires=tuple(
            tuple(tuple(stems(option) for option in group) for group in groups)
            for groups in (*(p.requires for p in stage.key_points), *(m.requires for m in stage.misconceptions))
        ),
        rows=tuple(_rows(units, owner, False) for owner in range(owners)),
        contrast_rows=tuple(_rows(units, owner, True) for owner in range(owners)),
        opposites=tuple(opposites(p.opposites, (p.claim, *p.paraphrases), p.contrast) for p in stage.key_points),
        constants=constants([(p.claim, *p.paraphrases) for p in stage.key_points], stage.prompt),
    )
