"""Judging the recorded answers again with another grader; the log itself stays as it is."""

from collections.abc import Iterable, Sequence

from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import AnswerToGrade, Grader
from interviewer.report.build import build_report
from interviewer.report.model import Report, Rescored
from interviewer.report.story import known_stages


def regraded(session: FrozenSession, events: Sequence[ev.AnyEvent], grader: Grader) -> tuple[ev.AnyEvent, ...]:
    """The events with each assessment replaced by the grader's own, right after the request it answers.

    Requests that were never answered are judged too. An assessment without its request stays as it was.
    """
    return tuple(_regraded(session, events, grader))


def _regraded(session: FrozenSession, events: Sequence[ev.AnyEvent], grader: Grader) -> Iterable[ev.AnyEvent]:
    known = known_stages(session)
    done: set[int] = set()
    for event in events:
        if isinstance(event, ev.Assessed) and event.request in done:
            continue
        yield event
        if isinstance(event, ev.GradeRequested) and (event.question, event.stage) in known:
            done.add(event.request)
            question, stage = known[event.question, event.stage]
            answer = AnswerToGrade(question, stage, event.turns, event.heard)
            yield ev.Assessed(
                at=event.at,
                request=event.request,
                turn=max(event.turn_numbers, default=0),
                question=event.question,
                stage=event.stage,
                turn_numbers=event.turn_numbers,
                assessment=grader.grade(answer),
            )


def rescored_report(session: FrozenSession, events: Sequence[ev.AnyEvent], created: str, grader: Grader) -> Report:
    """The report on the answers as this grader judges them, with the score they had before."""
    then = build_report(session, events, created)
    now = build_report(session, regraded(session, events, grader), created)
    return now.model_copy(update={"rescored": Rescored(by=grader.name, score_then=then.score)})
