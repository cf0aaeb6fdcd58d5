"""Stand-ins for the outside world, for tests and demonstrations: a scripted grader and a log in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interviewer.content.models import Verdict
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.grading.assessment import AnswerToGrade, Assessment, PointVerdict, ShownMisconception

CREDIT: Mapping[Verdict, float] = {"covered": 1.0, "partial": 0.5, "missing": 0.0, "wrong": 0.0}


@dataclass(frozen=True, slots=True)
class KeywordGrader:
    """Covers a key point when its id, or one of its words, stands in the answer; for tests that need a grade."""

    name: str = "keyword-fake"

    def grade(self, answer: AnswerToGrade) -> Assessment:
        """Look for ids such as "update-rule" or "wrong:convexity" in the turns."""
        verdicts = tuple(self._verdict(point.id, answer.turns) for point in answer.stage.key_points)
        weights = [point.weight for point in answer.stage.key_points]
        score = sum(v.credit * w for v, w in zip(verdicts, weights, strict=True)) / sum(weights)
        shown = tuple(
            ShownMisconception(id=m.id, quote=m.id, turn=i)
            for m in answer.stage.misconceptions
            for i, turn in enumerate(answer.turns)
            if m.id in turn.split()
        )
        return Assessment(score=score, key_points=verdicts, misconceptions=shown, graded_by=self.name)

    def _verdict(self, point: str, turns: Sequence[str]) -> PointVerdict:
        for index, turn in enumerate(turns):
            for verdict, word in (("wrong", f"wrong:{point}"), ("partial", f"half:{point}"), ("covered", point)):
                if word in turn.split():
                    found: Verdict = verdict  # type: ignore[assignment]
                    return PointVerdict(
                        id=point, verdict=found, credit=CREDIT[found], confidence=1, quote=word, turn=index
                    )
        return PointVerdict(id=point, verdict="missing", credit=0, confidence=1)


@dataclass(slots=True)
class MemoryLog:
    """A session log that only remembers."""

    decisions: list[tuple[inp.Input, tuple[ev.AnyEvent, ...]]] = field(default_factory=list)

    def append(self, given: inp.Input, events: tuple[ev.AnyEvent, ...]) -> None:
        """Remember a decision."""
        self.decisions.append((given, events))

    @property
    def events(self) -> tuple[ev.AnyEvent, ...]:
        """All events, in order."""
        return tuple(event for _, events in self.decisions for event in events)
