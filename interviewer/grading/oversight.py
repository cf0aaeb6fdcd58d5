"""The offline grader looks over a model's shoulder: no credit where it finds the point impossible, and the lower of two
verdicts when they differ widely. Pure; the model's marks are handed in."""

from collections.abc import Sequence

from interviewer.content.models import Stage
from interviewer.grading.assessment import AnswerToGrade, Assessment, PointVerdict, ShownMisconception
from interviewer.grading.offline import OfflineGrader, Possible
from interviewer.grading.prompts import CREDIT, Judged, Marks, Numbered
from interviewer.grading.segments import GRADER

GAP = 0.4
"""Widest difference between the two scores of an answer that is let stand."""
SURE, AGREED = 0.8, 0.95
"""Confidence of a model's verdict alone, and when the offline grader says the same."""
NOT_THERE = "the model gave credit where the offline grader finds none possible"
WIDE_GAP = "model and offline grader were far apart: the lower verdict counts"


def oversee(answer: AnswerToGrade, marks: Marks, offline: Assessment, grader: OfflineGrader, name: str) -> Assessment:
    """The assessment that counts, from a model's marks and the offline grader's assessment of the same answer."""
    if not offline.key_points:
        return offline
    possible = grader.possible(answer)
    judged = {one.id: one for one in marks.points}
    pairs = [(judged[theirs.id], theirs) for theirs in offline.key_points]
    points = tuple(_verdict(mine, theirs, possible) for mine, theirs in pairs)
    refused = any(CREDIT[mine.verdict] and not own.credit for (mine, _), own in zip(pairs, points, strict=True))
    flags = offline.flags + (NOT_THERE,) * refused
    score = weighted(answer.stage, points)
    if GRADER in offline.flags or score - (offline.score or 0.0) > GAP or (offline.score or 0.0) - score > GAP:
        points = tuple(min(mine, theirs, key=_worth) for mine, theirs in zip(points, offline.key_points, strict=True))
        flags, score = (*flags, WIDE_GAP), weighted(answer.stage, points)
    shown = _misconceptions(answer.stage, marks.misconceptions, offline.misconceptions)
    return Assessment(
        score=score,
        key_points=points,
        misconceptions=shown,
        flags=tuple(dict.fromkeys(flags)),
        left_out=offline.left_out,
        graded_by=f"{name}, overseen by {offline.graded_by}",
    )


def weighted(stage: Stage, points: Sequence[PointVerdict]) -> float:
    """Weighted share of the key points."""
    total = sum(point.weight for point in stage.key_points)
    return round(sum(p.weight * v.credit for p, v in zip(stage.key_points, points, strict=True)) / total, 4)


def _worth(verdict: PointVerdict) -> tuple[float, bool]:
    return verdict.credit, verdict.verdict != "wrong"


def _verdict(mine: Judged, theirs: PointVerdict, possible: Sequence[Possible]) -> PointVerdict:
    """The model's verdict, without the credit that cannot be."""
    sentence, credit = mine.sentence, CREDIT[mine.verdict]
    if sentence is None or (credit and not _could_be(mine.id, sentence, possible)):
        sure = _confidence(mine, theirs.verdict == "missing") if sentence is None else SURE
        return PointVerdict(id=mine.id, verdict="missing", credit=0, confidence=sure)
    return PointVerdict(
        id=mine.id,
        verdict=mine.verdict,
        credit=credit,
        confidence=_confidence(mine, theirs.verdict == mine.verdict),
        quote=sentence.text,
        turn=sentence.turn,
    )


def _confidence(mine: Judged, agreed: bool) -> float:
    """No more than the chance the model itself gave to its verdict."""
    return round(min(AGREED if agreed else SURE, 1.0 if mine.sure is None else mine.sure), 4)


def _could_be(point: str, sentence: Numbered, possible: Sequence[Possible]) -> bool:
    return any(
        one.point == point and one.turn == sentence.turn and sentence.start <= one.start and one.end <= sentence.end
        for one in possible
    )


def _misconceptions(
    stage: Stage, mine: Sequence[Judged], theirs: Sequence[ShownMisconception]
) -> tuple[ShownMisconception, ...]:
    """Those the offline grader saw, with the model's sentence where it saw them too."""
    by_model = {one.id: one.sentence for one in mine}
    return tuple(
        ShownMisconception(id=one.id, quote=said.text, turn=said.turn) if (said := by_model.get(one.id)) else one
        for one in theirs
    )
