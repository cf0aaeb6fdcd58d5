"""Judging recorded answers again."""

from interviewer.dialogue import events as ev
from interviewer.grading.assessment import AnswerToGrade, Assessment, PointVerdict
from interviewer.report.build import build_report
from interviewer.report.regrade import regraded, rescored_report
from tests.report.content import session
from tests.report.script import Script, whole_interview

TIMED = session()
CREATED = "2026-11-23"


class Generous:
    """Gives every key point its full credit and remembers what it was asked."""

    name = "generous-1"

    def __init__(self) -> None:
        self.asked: list[AnswerToGrade] = []

    def grade(self, answer: AnswerToGrade) -> Assessment:
        self.asked.append(answer)
        points = tuple(
            PointVerdict(
                id=point.id,
                verdict="covered",
                credit=1,
                confidence=1,
                quote=answer.turns[-1],
                turn=len(answer.turns) - 1,
            )
            for point in answer.stage.key_points
        )
        return Assessment(score=1, key_points=points, graded_by=self.name)


def test_every_assessment_is_replaced_and_nothing_else() -> None:
    events = whole_interview(TIMED).events
    again = regraded(TIMED, events, Generous())
    others = [event for event in again if not isinstance(event, ev.Assessed)]
    assert others == [event for event in events if not isinstance(event, ev.Assessed)]
    assert {event.assessment.graded_by for event in again if isinstance(event, ev.Assessed)} == {"generous-1"}
    assert len(again) == len(events)


def test_the_grader_sees_what_was_recorded() -> None:
    script = Script(TIMED).phase("basics").opens("descent").asked_to_judge("One.").judged({}).asked_to_judge("Two.")
    grader = Generous()
    regraded(TIMED, script.events, grader)
    assert [(one.stage.id, one.turns) for one in grader.asked] == [("main", ("One.",)), ("main", ("One.", "Two."))]


def test_answers_that_were_never_judged_are_judged_now() -> None:
    script = Script(TIMED).phase("basics").opens("descent").asked_to_judge("Steps against the gradient.")
    found = rescored_report(TIMED, script.events, CREATED, Generous())
    assert found.questions[0].stages[0].score == 1.0


def test_an_assessment_without_its_request_stays() -> None:
    script = Script(TIMED).phase("basics").opens("descent").answered("Steps.", {"update": (1.0, "Steps.")})
    events = [event for event in script.events if not isinstance(event, ev.GradeRequested)]
    assert regraded(TIMED, events, Generous()) == tuple(events)


def test_a_report_scored_again_names_the_grader_and_the_score_before() -> None:
    events = whole_interview(TIMED).events
    before = build_report(TIMED, events, CREATED)
    again = rescored_report(TIMED, events, CREATED, Generous())
    assert again.rescored is not None
    assert (again.rescored.by, again.rescored.score_then) == ("generous-1", before.score)
    assert before.score is not None
    assert again.score is not None
    assert again.score > before.score
