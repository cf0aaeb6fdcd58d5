"""How the offline grader's scores agree with grades that people gave to short answers in other subjects.

    python -m benchmarks.grader.human_grades FOLDER

FOLDER holds digiklausur.csv.gz with digiklausur_key_points.json (a neural-networks exam, DigiKlausur/ASAG-Dataset,
MPL-2.0) and saf_en.csv.gz (communication networks, SebOchs/SAF, MIT): columns question_id, question, reference_answer,
student_answer, grade from 0 to 1. Nothing is fitted or calibrated on them. The rubric of a question is its list of
key points, or the sentences of its reference answer: claims alone, no paraphrases, no required words.
"""

import csv
import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer import bootstrap
from interviewer.content.models import KeyPoint, Question, Stage
from interviewer.grading.assessment import AnswerToGrade
from interviewer.grading.text import sentences

Numbers = NDArray[np.float64]
SHORT = 2
"""Answers of at most so many words count as empty."""


def agreement(human: Numbers, scored: Numbers) -> str:
    """Pearson, root mean squared error, the same with each grade weighing alike, and quadratic weighted kappa."""
    error = (human - scored) ** 2
    weight = np.array([1 / (human == grade).sum() for grade in human])
    a, b = np.round(2 * human).astype(int), np.clip(np.round(2 * scored), 0, 2).astype(int)
    seen = np.zeros((3, 3))
    np.add.at(seen, (a, b), 1)
    apart = (np.arange(3)[:, None] - np.arange(3)) ** 2
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    return (
        f"n {len(human)}  Pearson {np.corrcoef(human, scored)[0, 1]:.3f}  RMSE {np.sqrt(error.mean()):.3f}  "
        f"weighted RMSE {np.sqrt((error * weight).sum() / weight.sum()):.3f}  "
        f"QWK {1 - (apart * seen).sum() / (apart * chance).sum():.3f}"
    )


def rubric(name: str, prompt: str, claims: Sequence[str]) -> Question:
    """A question that has claims and nothing else."""
    points = tuple(KeyPoint(id=f"k{i}", claim=claim) for i, claim in enumerate(claims))
    stage = Stage(id="main", prompt=prompt, key_points=points)
    return Question(id=name, title="Exam", kind="basic", topics=("machine-learning",), stages=(stage,))


def measure(title: str, rows: Sequence[dict[str, str]], claims: dict[str, list[str]]) -> None:
    """Grade every answer and print the agreement."""
    questions = {
        name: rubric(f"q{i}", next(r["question"] for r in rows if r["question_id"] == name), claims[name])
        for i, name in enumerate(dict.fromkeys(row["question_id"] for row in rows))
    }
    grader = bootstrap.offline_grader((*bootstrap.open_library().questions, *questions.values()))
    human, scored, unscored, said = [], [], [], []
    for row in rows:
        question = questions[row["question_id"]]
        found = grader.grade(AnswerToGrade(question, question.stages[0], (row["student_answer"],)))
        human.append(float(row["grade"]))
        scored.append(found.score or 0.0)
        unscored.append(found.score is None)
        said.append(len(row["student_answer"].split()) > SHORT)
    y, p, none, some = np.array(human), np.array(scored), np.array(unscored), np.array(said)
    print(f"{title}: {none.sum()} of {len(y)} unscored, mostly in another language")
    print(f"  all, unscored as 0      {agreement(y, p)}")
    print(f"  without unscored        {agreement(y[~none], p[~none])}")
    print(f"  without empty, unscored {agreement(y[~none & some], p[~none & some])}")


def main() -> None:
    folder = Path(sys.argv[1])
    for name in ("digiklausur", "saf_en"):
        with gzip.open(folder / f"{name}.csv.gz", "rt") as file:
            rows = list(csv.DictReader(file))
        listed = folder / f"{name}_key_points.json"
        if listed.exists():
            claims = json.loads(listed.read_text())
        else:
            claims = {r["question_id"]: [s.text for s in sentences(r["reference_answer"])] for r in rows}
        measure(name, rows, claims)


if __name__ == "__main__":
    main()
