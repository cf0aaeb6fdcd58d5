"""Takes grade requests and posts judgements: at once, or from a worker thread that loads the grader meanwhile."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import AnswerToGrade, Grader
from interviewer.runner import Clock, Post


def answer_of(session: FrozenSession, request: ev.GradeRequested) -> AnswerToGrade:
    """What a grader sees of a request."""
    question = session.question(request.question)
    return AnswerToGrade(
        question=question, stage=question.stage(request.stage), turns=request.turns, heard=request.heard
    )


class GradingDesk:
    """Judges one request after the other with a grader that is made on first use."""

    def __init__(self, session: FrozenSession, make_grader: Callable[[], Grader], clock: Clock) -> None:
        self._session = session
        self._make = make_grader
        self._clock = clock
        self._grader: Grader | None = None
        self._lock = threading.Lock()

    def warm(self) -> Grader:
        """The grader, made now if it was not yet."""
        with self._lock:
            if self._grader is None:
                self._grader = self._make()
            return self._grader

    def take(self, request: ev.AnyEvent, post: Post) -> None:
        """Judge a grade request and post the reply; anything that goes wrong is posted as a failure."""
        if not isinstance(request, ev.GradeRequested):
            return
        try:
            assessment = self.warm().grade(answer_of(self._session, request))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            post(inp.AdapterFailed(at=self._clock.now(), part="grader", reason=reason, request=request.request))
            return
        post(inp.Graded(at=self._clock.now(), request=request.request, assessment=assessment))


class BackgroundDesk:
    """Puts another desk on a worker thread, so that nobody waits for it."""

    def __init__(self, desk: GradingDesk) -> None:
        self._desk = desk
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="grading")

    def warm(self) -> None:
        """Begin loading while the candidate reads; a failure shows at the first request."""
        self._worker.submit(self._desk.warm)

    def take(self, request: ev.AnyEvent, post: Post) -> None:
        """Hand the request to the worker."""
        if isinstance(request, ev.GradeRequested):
            self._worker.submit(self._desk.take, request, post)

    def close(self) -> None:
        """Drop what has not begun."""
        self._worker.shutdown(wait=False, cancel_futures=True)
