"""Fits every number in interviewer/grading/fitted.py and shows how well it does on questions it was not fitted on.

    python -m benchmarks.grader.fit            # cross-validated by question; takes about two minutes
    python -m benchmarks.grader.fit --write    # the same, then writes fitted.py from all cases

Fitted on the worked examples of the bank, on answers/tuning.yaml and on generated attacks; answers/held-out.yaml is for
measure.py alone. A key point counts as covered when the best window of the answer says so, so each fit goes round a few
times: choose the best window of each answer, fit a logistic regression on those, choose again.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.grader.cases import Case, by_rubric, examples, single_sentences, worthless, written
from interviewer import bootstrap
from interviewer.adapters.embedder import StaticEmbedder
from interviewer.content.models import Stage
from interviewer.grading import fitted
from interviewer.grading.evidence import match
from interviewer.grading.features import (
    CONTRA,
    POINT,
    SHOWN,
    contradiction_features,
    point_features,
    shown_features,
    strengths,
    taints,
)
from interviewer.grading.flow import CLASSES, word_class
from interviewer.grading.index import Idf, WordVectors, build
from interviewer.grading.offline import KNOWN, LONG_WORDS, RELEVANT, REQUIRED, OfflineGrader
from interviewer.grading.segments import sift
from interviewer.grading.shape import JUDGED_WORDS, chunk, shape
from interviewer.grading.spoken import marked_words
from interviewer.grading.text import clauses, sentences

Numbers = NDArray[np.float64]
ROUNDS = 6
FOLDS = 6
RECALL, TAINT, SHARE = POINT.index("recall"), POINT.index("taint"), POINT.index("required")
BARE = [
    POINT.index(name)
    for name in ("one", "root_special", "order", "around_recall", "around_share", "peak_special", "recall", "density",
                 "rival_over", "length")
]  # fmt: skip
"""What can be measured of a key point that has only its claim."""
LIST_SIZE = 12
"""Most chunks taken from one attack for the shapes."""


@dataclass(slots=True)
class Row:
    """One key point or misconception in one answer, with its windows."""

    case: Case
    name: str
    wanted: str
    features: Numbers = field(default_factory=lambda: np.zeros((0, 0)))
    against: Numbers = field(default_factory=lambda: np.zeros((0, 0, 0)))
    allowed: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    windows: tuple[object, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing of the answer may count."""
        return not self.allowed.any()


def logistic(x: Numbers, y: Numbers, weight: Numbers, ridge: float) -> Numbers:
    """Ridge logistic regression by Newton steps; the first column is the constant and hardly shrunk."""
    w, pull = np.zeros(x.shape[1]), np.full(x.shape[1], ridge)
    pull[0] = 0.01

    def loss(at: Numbers) -> float:
        z = x @ at
        return float((weight * np.logaddexp(0, -np.where(y > 0, z, -z))).sum() + 0.5 * (pull * at * at).sum())

    now = loss(w)
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (weight * (p - y)) + pull * w
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(pull), slope)
        size = 1.0
        while loss(w - size * step) > now and size > 1e-6:
            size /= 2
        w, before, now = w - size * step, now, loss(w - size * step)
        if before - now < 1e-7:
            break
    return w


def bare(stage: Stage) -> Stage:
    """The stage as somebody writes it who gives only claims."""
    only = {"paraphrases": (), "contrast": (), "requires": ()}
    return stage.model_copy(update={"key_points": tuple(p.model_copy(update=only) for p in stage.key_points)})


def collect(
    cases: Sequence[Case], grader: OfflineGrader, simplified: Callable[[Stage], Stage]
) -> tuple[list[Row], ...]:
    """Rows of key points and rows of misconceptions."""
    points: list[Row] = []
    shown: list[Row] = []
    idf, vectors = Idf(grader.background), WordVectors(grader.embedder)
    for group in by_rubric(cases):
        stage = simplified(group[0].rubric or group[0].stage)
        index = build(stage, idf, vectors)
        places = {point.id: place for place, point in enumerate(stage.key_points)}
        for case in group:
            mine = [Row(case, p.id, case.expect.get(p.id, "missing")) for p in stage.key_points]
            wrong = [Row(case, m.id, str(m.id in case.misconceptions)) for m in stage.misconceptions]
            if case.source == "sentence":
                mine, wrong = [row for row in mine if row.wanted != "missing"], []
            points += mine
            shown += wrong
            sifted = sift((case.text,), case.heard)
            segments = grader.close(index, sifted)
            if not segments or grader.topic(case.question, case.stage).relevance((case.text,)) < RELEVANT:
                continue
            found = match(index, segments, vectors)
            strong = strengths(index, found)
            zeros = np.zeros(len(found.windows), np.float32)
            long = sifted.words >= LONG_WORDS
            for row in mine:
                owner = places[row.name]
                row.features = point_features(index, found, strong, owner, zeros).astype(float)
                row.against = contradiction_features(index, found, strong, owner).astype(float)
                share = found.required[owner]
                row.allowed = (share == 1) & (found.known >= KNOWN) if long else share >= REQUIRED
                row.windows = found.windows
            for owner, row in enumerate(wrong, index.points):
                row.features = shown_features(index, found, strong, owner).astype(float)
                row.allowed = found.met[owner]
    return points, shown


def best(row: Row, weights: Numbers, columns: Sequence[int]) -> tuple[int, float]:
    """The window with the highest score, and the score."""
    scores = np.where(row.allowed, row.features[:, columns] @ weights, -99.0)
    at = int(scores.argmax())
    return at, float(scores[at])


def fit_windows(rows: Sequence[Row], positive: str, columns: Sequence[int], ridge: float) -> Numbers:
    """Weights by which the best window of an answer tells the rows with this verdict from the others."""
    used = [row for row in rows if not row.empty and row.wanted != "partial"]
    y = np.array([row.wanted == positive for row in used], float)
    weight = np.array([row.case.weight for row in used])
    w = np.zeros(len(columns))
    w[list(columns).index(RECALL)] = 5.0
    for _ in range(ROUNDS):
        w = logistic(np.stack([row.features[best(row, w, columns)[0]][columns] for row in used]), y, weight, ridge)
    return w


def narrow(row: Row) -> Numbers:
    """Features of a contradiction, for each contrast in each window of one or two clauses."""
    keep = [i for i, window in enumerate(row.windows) if window.width <= 2]  # type: ignore[attr-defined]
    return np.asarray(row.against[:, keep].reshape(-1, row.against.shape[2]), np.float64)


def fit_contradiction(rows: Sequence[Row]) -> Numbers:
    """Weights by which the best window tells a contradicted key point; from answers that were written as such."""
    used = [row for row in rows if row.against.size and row.case.source in ("example", "written")]
    y = np.array([row.wanted == "wrong" for row in used], float)
    weight = np.ones(len(used))
    flat = [narrow(row) for row in used]
    w = np.zeros(len(CONTRA))
    w[CONTRA.index("recall")], w[CONTRA.index("recall_over")] = 3.0, 1.0
    for _ in range(ROUNDS):
        w = logistic(np.stack([one[(one @ w).argmax()] for one in flat]), y, weight, 1.0)
    return w


def taint(rows: Sequence[Row], contradiction: Numbers) -> None:
    """Tell every row how far its windows state the opposite."""
    for row in rows:
        if row.against.size:
            row.features[:, TAINT] = taints(row.windows, (row.against @ contradiction).max(axis=0))  # type: ignore[arg-type]


def spoken_clauses(text: str) -> list[tuple[str, ...]]:
    return [marked for one in sentences(text) for piece in clauses(one) if (marked := marked_words(piece.text))]


def chunks(text: str) -> Iterator[tuple[str, ...]]:
    """The distinct runs of neighbouring clauses that are judged together."""
    pieces = spoken_clauses(text)
    found = dict.fromkeys(tuple(chunk(pieces, at)) for at in range(len(pieces)))
    return (one for one in found if len(one) >= JUDGED_WORDS)


def authored(cases: Sequence[Case]) -> Iterator[str]:
    """Statements of the bank in a row, as somebody notes them down: sentences, and lines of a list."""
    for stage in {(c.question.id, c.stage.id): c.stage for c in cases}.values():
        for point in stage.key_points:
            yield " ".join((point.claim, *point.paraphrases[:2]))
            yield "\n".join(f"- {text.rstrip('.')}" for text in (*point.contrast, *point.paraphrases[2:]))
        yield "\n".join(point.claim for point in stage.key_points)


def fit_shape(cases: Sequence[Case], family: str) -> Numbers:
    """Weights of SHAPE that tell a family of attacks from speech; terse answers count four times."""
    x, y, weight = [], [], []
    texts = [
        (c.text, c.source == family, c.style) for c in cases if c.source in ("example", "written", "chit-chat", family)
    ]
    for text, unspoken, style in (*texts, *((text, False, "") for text in authored(cases))):
        some = list(chunks(text))[: LIST_SIZE if unspoken else None]
        x += [shape(one) for one in some]
        y += [float(unspoken)] * len(some)
        weight += [4.0 if "terse" in style else 1.0] * len(some)
    rows, wanted, counts = np.array(x), np.array(y), np.array(weight)
    counts[wanted > 0] *= counts[wanted == 0].sum() / counts[wanted > 0].sum()
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    mean[0], spread[0] = 0.0, 1.0
    w = logistic((rows - mean) / spread, wanted, counts, 1.0) / spread
    w[0] -= (w[1:] * mean[1:]).sum()
    return np.asarray(w, np.float64)


def fit_flow(cases: Sequence[Case]) -> NDArray[np.int64]:
    """Ten times the pointwise mutual information of neighbouring word classes in the bank, within ±30."""
    place = {name: i for i, name in enumerate(CLASSES)}
    texts = {case.text for case in cases if case.source in ("example", "written", "line")}
    for stage in {(c.question.id, c.stage.id): c.stage for c in cases}.values():
        texts |= {text for p in stage.key_points for text in (p.claim, *p.paraphrases, *p.contrast)}
    steps = np.zeros((len(CLASSES), len(CLASSES)))
    for text in texts:
        kinds = [0, *(place[word_class(word)] for word in marked_words(text)), 0]
        np.add.at(steps, (kinds[:-1], kinds[1:]), 1)
    expected = steps.sum(axis=1, keepdims=True) * steps.sum(axis=0, keepdims=True) / steps.sum()
    return np.asarray(np.clip(np.round(10 * np.log((steps + 1) / (expected + 1))), -30, 30), np.int64)


def auc(positive: NDArray[np.bool_], score: Numbers) -> float:
    """Area under the ROC curve."""
    rank = np.empty(len(score))
    rank[np.argsort(score, kind="stable")] = np.arange(1, len(score) + 1)
    n, m = int(positive.sum()), int((~positive).sum())
    return float((rank[positive].sum() - n * (n + 1) / 2) / max(1, n * m))


def report(title: str, rows: Sequence[Row], scores: Numbers, denials: Numbers) -> None:
    """What a fit does to the verdicts of each source."""
    print(title)
    wanted, source = np.array([r.wanted for r in rows]), np.array([r.case.source for r in rows])
    for name in dict.fromkeys(source):
        mine = (source == name) & (wanted != "partial")
        said, score, denial = wanted[mine], scores[mine], denials[mine]
        if name in ("example", "written"):
            yes = said == "covered"
            print(
                f"  {name:24s} AUC {auc(yes, score):.3f}  covered found {(score[yes] >= 0).mean():.3f}  "
                f"missing credited {(score[said == 'missing'] >= 0).mean():.3f}  "
                f"wrong credited {(score[said == 'wrong'] >= 0).mean():.3f}  "
                f"noticed {(denial[said == 'wrong'] >= 0).mean():.3f}"
            )
        elif name == "sentence":
            print(f"  {name:24s} covered found {(score >= 0).mean():.3f}")
        else:
            print(f"  {name:24s} credited {(score >= 0).mean():.4f} of {mine.sum()}")


def cross_validate(title: str, rows: Sequence[Row], columns: Sequence[int], ridge: float) -> None:
    """Fit without a sixth of the questions, score that sixth, six times."""
    names = sorted({row.case.question.id for row in rows})
    scores, denials = np.zeros(len(rows)), np.full(len(rows), -99.0)
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        rest = [row for row in rows if row.case.question.id not in out]
        contradiction = fit_contradiction(rest)
        taint(rows, contradiction)
        w = fit_windows(rest, "covered", columns, ridge)
        for i, row in enumerate(rows):
            if row.case.question.id in out:
                scores[i] = -99.0 if row.empty else best(row, w, columns)[1]
                denials[i] = (narrow(row) @ contradiction).max() if row.against.size else -99.0
    report(title, rows, scores, denials)


def widened(weights: Numbers, columns: Sequence[int]) -> Numbers:
    """The weights at their places among all features."""
    every = np.zeros(len(POINT))
    every[list(columns)] = weights
    return every


def write(flow: NDArray[np.int64], weights: dict[str, Numbers]) -> None:
    """Replace the numbers in fitted.py and keep its words."""
    path = Path(fitted.__file__)
    text = path.read_text()
    table = ",\n    ".join(f"({', '.join(map(str, row))})" for row in flow.tolist())
    text = re.sub(r"(FLOW: [^=]*= \(\n    ).*?(,\n\)\n)", lambda m: m[1] + table + m[2], text, count=1, flags=re.S)
    for name, values in weights.items():
        body = "".join(f"    {value:.3f},\n" for value in values)
        text = re.sub(rf"({name}: [^=]*= \(\n).*?(\)\n)", rf"\g<1>{body}\g<2>", text, count=1, flags=re.S)
    path.write_text(text)


def main() -> None:
    library = bootstrap.open_library()
    grader = OfflineGrader(library.questions, StaticEmbedder())
    cases = [*examples(library), *written(library, "tuning"), *single_sentences(library), *worthless(library)]
    points, shown = collect(cases, grader, lambda stage: stage)
    every = range(len(POINT))
    cross_validate("key points as they are in the bank", points, every, 0.3)
    alone, _ = collect([case for case in cases if case.source in ("example", "written")], grader, bare)
    cross_validate("key points with their claim alone", alone, BARE, 1.0)
    if "--write" in sys.argv[1:]:
        contradiction = fit_contradiction(points)
        taint(points, contradiction)
        taint(alone, contradiction)
        write(
            fit_flow(cases),
            {
                "POINT_WEIGHTS": fit_windows(points, "covered", every, 0.3),
                "BARE_WEIGHTS": widened(fit_windows(alone, "covered", BARE, 1.0), BARE),
                "CONTRA_WEIGHTS": contradiction,
                "SHOWN_WEIGHTS": fit_windows(shown, "True", range(len(SHOWN)), 1.0),
                "LIST_WEIGHTS": fit_shape(cases, "keywords"),
                "SHUFFLED_WEIGHTS": fit_shape(cases, "word salad"),
            },
        )


if __name__ == "__main__":
    main()
