"""How the offline grader judges labelled answers, the bank's own examples and attacks.

    python -m benchmarks.grader.measure            # about two minutes

"tuning" answers took part in the fit, "held-out" ones did not. A question counts right when score and label agree to
within a tenth.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from benchmarks.grader.cases import Case, examples, worthless, written
from interviewer import bootstrap
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader

VERDICTS = ("covered", "partial", "missing", "wrong")
WORTH = {"covered": 1.0, "partial": 0.5}


def graded(case: Case, grader: Grader) -> Assessment:
    """One answer as the only turn."""
    return grader.grade(AnswerToGrade(case.question, case.stage, (case.text,), case.heard))


def labelled_score(case: Case) -> float:
    """The score that the labels amount to."""
    points = case.stage.key_points
    return sum(p.weight * WORTH.get(case.expect.get(p.id, ""), 0) for p in points) / sum(p.weight for p in points)


def table(title: str, cases: Iterable[Case], grader: Grader) -> None:
    """Verdicts against labels, and scores against labelled scores, by style."""
    by_style: dict[str, list[tuple[float, float]]] = {}
    confusion: Counter[tuple[str, str]] = Counter()
    shown: Counter[str] = Counter()
    for case in cases:
        found = graded(case, grader)
        by_style.setdefault(case.style, []).append((labelled_score(case), found.score or 0.0))
        for verdict in found.key_points:
            confusion[case.expect.get(verdict.id, "missing"), verdict.verdict] += 1
        noticed = {one.id for one in found.misconceptions}
        shown["noticed"] += len(noticed & case.misconceptions)
        shown["overlooked"] += len(case.misconceptions - noticed)
        shown["false"] += len(noticed - case.misconceptions)
    print(f"\n{title}\n  labelled   " + "".join(f"{v:>9s}" for v in VERDICTS))
    for said in VERDICTS:
        print(f"  {said:10s} " + "".join(f"{confusion[said, v]:9d}" for v in VERDICTS))
    print(f"  misconceptions {dict(shown)}")
    every = [pair for pairs in by_style.values() for pair in pairs]
    for style, pairs in (*by_style.items(), ("all", every)):
        label, score = np.array(pairs).T
        print(
            f"  {style:10s} n {len(pairs):3d}  labelled {label.mean():.2f}  scored {score.mean():.2f}  "
            f"mean error {np.abs(label - score).mean():.3f}"
        )
    label, score = np.array(every).T
    print(f"  correlation of scores with labelled scores {np.corrcoef(label, score)[0, 1]:.3f}")


def attacked(cases: Iterable[Case], grader: Grader) -> None:
    """What attacks earn, by family."""
    scores: dict[str, list[float]] = {}
    for case in cases:
        scores.setdefault(case.source, []).append(graded(case, grader).score or 0.0)
    print("\nattacks")
    for family, found in scores.items():
        print(f"  {family:24s} n {len(found):5d}  mean {np.mean(found):.4f}  most {max(found):.2f}")


def main() -> None:
    library = bootstrap.open_library()
    grader = bootstrap.offline_grader(library.questions)
    table("worked examples of the bank", examples(library), grader)
    table("tuning answers", written(library, "tuning"), grader)
    table("held-out answers", written(library, "held-out"), grader)
    attacked(worthless(library), grader)


if __name__ == "__main__":
    main()
