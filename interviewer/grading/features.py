"""Features of a window for a key point, a contradiction or a misconception. Their weights are fitted elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.grading.evidence import Match, Window
from interviewer.grading.index import Floats, StageIndex
from interviewer.grading.wordlists import word_list

POINT = word_list(
    "one recall recall2 top2 special root_special contrast contrast_over rival rival_over two three "
    "length fit contrast_fit contrast_fit_over order contrast_order others density taint "
    "around_recall around_special around_share peak_recall peak_special required complete misread misread_over "
    "alone alone_complete alone_special alone_contrast"
)
"""Names of the features of a key point, in order."""
CONTRA = word_list("one recall fit recall_over fit_over order own_order met distinct distinct_any own near denied two")
"""Names of the features of a contradiction, in order."""
SHOWN = word_list("one recall fit recall_over fit_over order met special denied two")
"""Names of the features of a misconception, in order."""
ALONE = 2
"""Most clauses of an answer that has nothing around them."""
_DOUBT = 1.5
"""How much a denied share of a sentence takes from the rest of it, beyond a small allowance."""
_ALLOWED = 0.05


@dataclass(frozen=True, slots=True)
class Strengths:
    """Per unit and window, after denials; and the best per owner."""

    recall: Floats
    fit: Floats
    best: Floats
    best_fit: Floats


def strengths(index: StageIndex, match: Match) -> Strengths:
    """How well every sentence fits every window."""
    recall = match.recall - _DOUBT * np.maximum(0, match.denied - _ALLOWED)
    kept = np.clip(recall / np.maximum(match.recall, 1e-6), 0, 1)
    fit = 2 * match.recall * match.explained / np.maximum(match.recall + match.explained, 1e-6) * kept
    best = np.stack([recall[rows].max(axis=0) for rows in index.rows])
    return Strengths(recall, fit, best, np.stack([fit[rows].max(axis=0) for rows in index.rows]))


def _widths(windows: Sequence[Window], width: int) -> Floats:
    return np.array([window.width == width for window in windows], np.float32)


def _around(index: StageIndex, match: Match, owner: int) -> tuple[Floats, Floats, Floats]:
    """How much of a key point's words occurs in the paragraph of each window."""
    special = index.special[owner] @ match.around
    recall = (index.weights[index.rows[owner]] @ match.around).max(axis=0)
    return recall, np.minimum(4, special), special / max(1e-6, float(index.special[owner].sum()))


def peak(windows: Sequence[Window], by_window: Floats) -> Floats:
    """The best single clause of each window."""
    single = {w.first: by_window[i] for i, w in enumerate(windows) if w.width == 1}
    return np.array([max(single[w.first + k] for k in range(w.width)) for w in windows], np.float32)


def point_features(index: StageIndex, match: Match, strong: Strengths, owner: int, taint: Floats) -> Floats:
    """Windows by features of one key point."""
    none = np.zeros(len(match.windows), np.float32)
    rows, against = index.rows[owner], index.contrast_rows[owner]
    best, fit = strong.best[owner], strong.best_fit[owner]
    others = np.arange(index.points) != owner
    rival = strong.best[: index.points][others].max(axis=0, initial=0)
    contrast = strong.recall[against].max(axis=0, initial=0)
    contrast_fit = strong.fit[against].max(axis=0, initial=0)
    order = match.order[rows].max(axis=0)
    misread = strong.best[index.points :].max(axis=0, initial=0)
    special = np.minimum(match.special[owner], 6)
    alone = float(max(w.first + w.width for w in match.windows) <= ALONE)
    columns = (
        none + 1, best, best * best, np.sort(strong.recall[rows], axis=0)[-2:].mean(axis=0),
        np.minimum(special, 4), np.sqrt(special), contrast, np.maximum(0, contrast - best),
        rival, np.maximum(0, rival - best), _widths(match.windows, 2), _widths(match.windows, 3), match.length / 20,
        fit, contrast_fit - fit, np.maximum(0, contrast_fit - fit), order,
        match.order[against].max(axis=0, initial=0) - order,
        match.special[: index.points].sum(axis=0) - match.special[owner],
        match.density[owner], taint, *_around(index, match, owner), peak(match.windows, best),
        np.sqrt(peak(match.windows, special)), match.required[owner], match.met[owner],
        misread, np.maximum(0, misread - best), none + alone, alone * match.met[owner],
        alone * np.sqrt(special), alone * np.maximum(0, contrast - best),
    )  # fmt: skip
    return np.stack(columns, axis=1)


def contradiction_features(index: StageIndex, match: Match, strong: Strengths, owner: int) -> Floats:
    """Contrasts by windows by features of one key point; one row of zeros for the contrast when it has none."""
    none = np.zeros(len(match.windows), np.float32)
    rows = index.rows[owner]
    nearly = (match.recall[rows] + match.denied[rows]) * (match.denied[rows] > 0.08)
    near = nearly.max(axis=0)
    denied = np.take_along_axis(match.denied[rows], nearly.argmax(axis=0)[None], axis=0)[0]
    best, fit, own_order = strong.best[owner], strong.best_fit[owner], match.order[rows].max(axis=0)
    two, met = _widths(match.windows, 2), match.met[owner].astype(np.float32)
    in_own = (index.weights[rows] > 0).any(axis=0)
    found = []
    for row in index.contrast_rows[owner]:
        only = index.weights[row] * ~in_own
        some = float(only.sum() > 0)
        distinct = only @ match.there / only.sum() if some else none + 1
        own = np.minimum(4, (index.special[owner] * (index.weights[row] == 0)) @ match.there)
        columns = (
            none + 1, strong.recall[row], strong.fit[row], strong.recall[row] - best, strong.fit[row] - fit,
            match.order[row],
            own_order, met, distinct, distinct * some, own, near, denied, two,
        )  # fmt: skip
        found.append(np.stack(columns, axis=1))
    if not found:
        own = np.minimum(4, match.special[owner])
        columns = (none + 1, none, none, -best, -fit, none, own_order, met, none, none, own, near, denied, two)
        found = [np.stack(columns, axis=1)]
    return np.stack(found)


def taints(windows: Sequence[Window], contradiction: Floats) -> Floats:
    """For each window the strongest contradiction in one of its clauses, within -4 and 4."""
    return np.clip(peak(windows, contradiction), -4, 4)


def shown_features(index: StageIndex, match: Match, strong: Strengths, owner: int) -> Floats:
    """Windows by features of one misconception."""
    rows = index.rows[owner]
    rival, rival_fit = strong.best[: index.points].max(axis=0), strong.best_fit[: index.points].max(axis=0)
    best, fit = strong.best[owner], strong.best_fit[owner]
    columns = (
        np.ones_like(best), best, fit, best - rival, fit - rival_fit, match.order[rows].max(axis=0),
        match.met[owner].astype(np.float32), np.minimum(4, match.special[owner]), match.denied[rows].min(axis=0),
        _widths(match.windows, 2),
    )  # fmt: skip
    return np.stack(columns, axis=1)
