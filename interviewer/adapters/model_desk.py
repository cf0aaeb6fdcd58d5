"""Hands the interview's requests to a chat model and posts what passes the checks. Whatever goes wrong, the authored
line, the program's own understanding or the offline grader's judgement takes the place of that one step."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from interviewer.adapters.chat_model import ChatModel, ModelFailed, Reply, json_in
from interviewer.adapters.grading_desk import answer_of
from interviewer.adapters.model_grader import ExamBoard, ModelGrader, sit_exam
from interviewer.adapters.secrecy import without_secrets
from interviewer.adapters.understanding_desk import Turn, understand_turn
from interviewer.adapters.wording_desk import word_line
from interviewer.content.models import Question, Stage
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.briefs import Remembered, brief_of
from interviewer.dialogue.guards import Finished, Guards
from interviewer.dialogue.matching import facts_of, field_words
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader
from interviewer.grading.offline import OfflineGrader
from interviewer.grading.prompts import Prompt, ReplyError, Role
from interviewer.grading.text import content_stems
from interviewer.runner import Clock, Post

MARGIN_S = 0.4
"""A reply is posted this long before the interview stops waiting for it."""
MOST_FAILURES = 3
"""Failed calls in a row after which a model is left alone."""
MOST_SLOW = 2
"""Replies in a row that come too late for a part, after which the model is left alone for that part."""
WITHOUT = {
    "wording": "lines are said as authored from here on",
    "understanding": "turns are read by the program from here on",
    "grading": "the offline grader judges from here on",
}
"""What happens instead, for the parts that a slow model may lose one by one."""
MOST_REFUSED_LINES = 4
"""Lines in a row that fail the checks entirely, after which lines are said as authored."""
EXAM_WAIT_S = 60.0
"""Longest wait for one answer of the exam."""

Work = Callable[[Callable[[], None]], None]


def at_once(task: Callable[[], None]) -> None:
    """Do the work now: for interviews on a virtual clock."""
    task()


def in_a_thread(task: Callable[[], None]) -> None:
    """Do the work beside the interview, and never keep the program from ending."""
    threading.Thread(target=task, name="model", daemon=True).start()


@dataclass(frozen=True, slots=True)
class ModelParts:
    """What a desk works with."""

    model: ChatModel
    offline: Callable[[], OfflineGrader]
    """Makes the offline grader; called once."""
    board: Callable[[], ExamBoard]
    """Opens the exam results; called once."""
    identity: str
    """Names the model and its server, for the exam results."""
    work: Work = in_a_thread
    absent: str | None = None
    """Why no model is there, for a session that was begun with one."""


@dataclass(slots=True)
class Memory:
    """What was said so far, as the desk needs it."""

    lines: list[Remembered] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """All the candidate's words."""
    turn: ev.TurnTaken | None = None

    def note(self, event: ev.AnyEvent) -> None:
        """Remember an event."""
        match event:
            case ev.Said():
                self.lines.append(Remembered("interviewer", event.text))
            case ev.TurnTaken():
                self.turn = event
                if event.command is None:
                    self.lines.append(Remembered("candidate", event.text))
                    self.said.append(event.text)
            case ev.SpeechBegan() if event.unheard is not None and self.lines and self.lines[-1].who == "interviewer":
                self.lines.pop()
            case _:
                return

    @property
    def asked(self) -> str:
        """The interviewer's last line."""
        return next((one.text for one in reversed(self.lines) if one.who == "interviewer"), "")


class ModelDesk:
    """Words lines, understands turns and judges answers by a chat model."""

    def __init__(
        self, session: FrozenSession, parts: ModelParts, clock: Clock, before: Iterable[ev.AnyEvent] = ()
    ) -> None:
        """`before` are the events of a session that is taken up again."""
        self._session = session
        self._parts = parts
        self._clock = clock
        self._memory = Memory()
        for event in before:
            self._memory.note(event)
        self._lock = threading.Lock()
        self._offline: OfflineGrader | None = None
        self._examined = False
        self._newest: dict[str, int] = {}
        self._failures = self._refused = 0
        self._slow: dict[str, int] = {}
        self._guards = Guards(session)
        self._calls = threading.Condition()
        self._under_way = 0
        self._examining = False
        self._gone = parts.absent
        self._stopped = threading.Event()

    def begin(self, post: Post) -> None:
        """Load, open the connection and sit the exam while the introduction is read."""
        self._parts.work(lambda: self._prepare(post))

    def close(self) -> None:
        """Begin nothing more."""
        self._stopped.set()

    def take(self, request: ev.AnyEvent, post: Post) -> None:
        """Answer a request, at once or later."""
        self._memory.note(request)
        match request:
            case ev.WordingRequested():
                self._newest["wording"] = request.request
                memory = (tuple(self._memory.lines), " ".join(self._memory.said), self._memory.turn)
                self._begin(lambda: self._word(request, *memory, post), "wording", request.request, post)
            case ev.UnderstandingRequested():
                turn = self._turn(request)
                self._begin(lambda: self._understand(request, turn, post), "understanding", request.request, post)
            case ev.GradeRequested():
                self._newest["grading"] = request.request
                self._begin(lambda: self._grade(request, post), "grading", request.request, post)
            case _:
                return

    def _begin(self, task: Callable[[], None], part: str, request: int, post: Post) -> None:
        """Do a task, where its own mistakes count as failures too."""

        def guarded() -> None:
            with self._calls:
                self._under_way += 1
            try:
                task()
            except Exception as error:
                self._post_failure(part, f"{type(error).__name__}: {error}", request, post)
            with self._calls:
                self._under_way -= 1
                self._calls.notify_all()

        self._parts.work(guarded)

    def _prepare(self, post: Post) -> None:
        try:
            self.offline()
            if self._gone is None:
                self._parts.model.warm()
                self._examine(post)
        except Exception as error:
            self._post_failure("exam", f"{type(error).__name__}: {error}; the offline grader judges", None, post)

    def _examine(self, post: Post) -> None:
        board, model = self._parts.board(), self._parts.model.name
        result = board.result(self._parts.identity)
        if result is None:
            told = f"{model} sits the exam for judges; until it has passed, the offline grader judges"
            self._post_failure("exam", told, None, post)
            result = sit_exam(self._asker(EXAM_WAIT_S, "exam"), model, board.answers, self._exam_off)
            if result is None:
                if self._exam_off():
                    return None
                reason = f"{model} could not sit the exam for judges; the offline grader judges"
                return self._post_failure("exam", reason, None, post)
            board.keep(self._parts.identity, result)
            if result.passed:
                self._post_failure("exam", f"{result.words()}; it judges from here on", None, post)
        self._examined = result.passed
        if not result.passed:
            self._post_failure("exam", f"{result.words()}; the offline grader judges", None, post)
        return None

    def _exam_off(self) -> bool:
        return self._stopped.is_set() or self._gone is not None

    def offline(self) -> OfflineGrader:
        """The offline grader, made at the first call."""
        with self._lock:
            if self._offline is None:
                self._offline = self._parts.offline()
            return self._offline

    def _asker(self, wait_s: float, role: Role | None = None) -> Callable[[Prompt], Reply]:
        """Asks for JSON within a time that runs from the first question, or for each question of the exam."""
        until = time.monotonic() + wait_s

        def ask(prompt: Prompt) -> Reply:
            left = wait_s if role == "exam" else until - time.monotonic()
            reply = self._ask(prompt, left, role)
            try:
                return replace(reply, text=json_in(reply.text))
            except ModelFailed:
                if role != "exam" and until - time.monotonic() < wait_s / 2:
                    raise
                reply = self._ask(prompt, until - time.monotonic() if role != "exam" else wait_s, role)
                return replace(reply, text=json_in(reply.text))

        return ask

    def _ask(self, prompt: Prompt, wait_s: float, role: Role | None = None) -> Reply:
        self._check_open()
        if role != "exam":
            return self._parts.model.ask(prompt, wait_s)
        with self._calls:  # a server of one's own answers one after the other, and the interview comes first
            self._calls.wait_for(lambda: not self._under_way or self._exam_off(), EXAM_WAIT_S)
        self._examining = True
        try:
            return self._parts.model.ask(replace(prompt, role=role), wait_s)
        finally:
            self._examining = False

    def _check_open(self) -> None:
        if self._gone is not None:
            raise ModelFailed(self._gone, final=True)

    def _word(
        self,
        request: ev.WordingRequested,
        heard: Sequence[Remembered],
        said: str,
        turn: ev.TurnTaken | None,
        post: Post,
    ) -> None:
        brief = brief_of(self._session, request.draft)
        brief = replace(brief, acknowledged=turn is not None and turn.acknowledged)
        if brief.mode == "authored" or self._left_alone("wording") or self._refused >= MOST_REFUSED_LINES:
            return post(self._worded(request, brief.authored, "authored"))
        stages = self._stages_near(request.draft, turn)
        guard = self._guards.make(brief, stages, said, self._earns(stages, said))

        def begun(text: str) -> None:
            post(self._worded(request, text, self._parts.model.name, more=True))

        def wanted() -> bool:
            return self._newest["wording"] == request.request and not self._stopped.is_set()

        def done(line: Finished) -> None:
            self._succeeded("wording")
            self._refused = 0 if line.by_model else self._refused + 1
            if line.fault is not None:
                reason = "part of a line was left out: " if line.by_model else "the model's words were not said: "
                self._post_failure("wording", reason + line.fault, None, post)
            post(self._worded(request, line.text, self._parts.model.name if line.by_model else "authored"))

        try:
            self._check_open()
            wait = request.due - request.at - MARGIN_S
            word_line(self._parts.model, self._session.persona, guard, heard, wait, begun, done, wanted)
        except ModelFailed as failure:
            self._count_failure("wording", failure, request.request, post)
        return None

    def _worded(self, request: ev.WordingRequested, text: str, by: str, more: bool = False) -> inp.Worded:
        return inp.Worded(at=self._clock.now(), request=request.request, text=text, more=more, worded_by=by)

    def _stages_near(self, draft: ev.Said, turn: ev.TurnTaken | None) -> list[tuple[Question, Stage]]:
        """The stages a line must not tell anything about: all of the question it is on, and the one it leaves."""
        names = dict.fromkeys(one.question for one in (draft, turn) if one is not None and one.question is not None)
        questions = [self._session.question(name) for name in names]
        return [(question, stage) for question in questions for stage in question.stages]

    def _earns(self, stages: Sequence[tuple[Question, Stage]], said: str) -> Callable[[str], bool]:
        """Whether a text would earn something that is more than the candidate's own words given back."""

        def earns(text: str) -> bool:
            grader = self.offline()
            answers = (AnswerToGrade(question=q, stage=s, turns=(text,), heard=(said,)) for q, s in stages)
            return any(point.credit > 0 for one in answers for point in grader.grade(one).key_points)

        return earns

    def _turn(self, request: ev.UnderstandingRequested) -> Turn:
        memory = self._memory
        acts = memory.turn.acts if memory.turn is not None and memory.turn.turn == request.turn else ()
        facts = self._session.persona.can_answer
        if request.question is None or request.stage is None:
            return Turn(request.text, memory.asked, acts, frozenset(), (), facts)
        question = self._session.question(request.question)
        stage = question.stage(request.stage)
        heard = frozenset(stem for one in memory.lines if one.who == "interviewer" for stem in content_stems(one.text))
        known = facts_of(question, stage)
        return Turn(request.text, memory.asked, acts, field_words(question, stage) - heard, known, facts)

    def _understand(self, request: ev.UnderstandingRequested, turn: Turn, post: Post) -> None:
        if self._left_alone("understanding"):
            return self._post_understood(request, turn.acts, None, post)
        ask = self._asker(request.due - request.at - MARGIN_S)

        def failed(failure: ModelFailed) -> None:
            self._count_failure("answering", failure, None, post)

        try:
            found = understand_turn(ask, turn, failed)
        except ReplyError as error:
            return self._count_failure("understanding", ModelFailed(str(error)), request.request, post)
        except ModelFailed as failure:
            return self._count_failure("understanding", failure, request.request, post)
        self._succeeded("understanding")
        return self._post_understood(request, found.acts, found.claim, post)

    def _post_understood(
        self, request: ev.UnderstandingRequested, acts: tuple[inp.ActSpan, ...], claim: str | None, post: Post
    ) -> None:
        post(inp.Understood(at=self._clock.now(), request=request.request, acts=acts, claim=claim))

    def _grade(self, request: ev.GradeRequested, post: Post) -> None:
        grader: Grader = self.offline()
        failures: list[ModelFailed] = []
        if self._examined and not self._left_alone("grading") and self._newest["grading"] == request.request:

            def meanwhile(first: Assessment) -> None:
                post(inp.Graded(at=self._clock.now(), request=request.request, assessment=first, provisional=True))

            ask = self._asker(request.due - request.at - MARGIN_S)
            grader = ModelGrader(ask, self._parts.model.name, self.offline(), failures.append, meanwhile)
        assessment = grader.grade(answer_of(self._session, request))
        for failure in failures:
            self._count_failure("grading", failure, None, post)
        if not failures and assessment.graded_by.startswith(self._parts.model.name):
            self._succeeded("grading")
        post(inp.Graded(at=self._clock.now(), request=request.request, assessment=assessment))

    def _succeeded(self, part: str) -> None:
        """A reply came in time and could be used."""
        self._failures = self._slow[part] = 0

    def _count_failure(self, part: str, failure: ModelFailed, request: int | None, post: Post) -> None:
        """Note a failure; after too many, or one that will not pass, the model is left alone: for that part alone when
        it is only too slow."""
        counts = failure.slow and not self._examining  # the exam may be what it was slow for
        self._slow[part] = self._slow.get(part, 0) + counts
        self._failures += not failure.slow
        name = self._parts.model.name
        if self._gone is None and (failure.final or self._failures >= MOST_FAILURES):
            self._gone = str(failure)
            part, reason = "model", f"{name}: {failure}; the rest of the interview runs offline"
        elif counts and self._slow[part] == MOST_SLOW and part in WITHOUT:
            reason = f"{failure} twice in a row: {name} is too slow for this; {WITHOUT[part]}"
        else:
            reason = str(failure)
        self._post_failure(part, reason, request, post)

    def _left_alone(self, part: str) -> bool:
        """The model is not asked for this part any more."""
        return self._gone is not None or self._slow.get(part, 0) >= MOST_SLOW

    def _post_failure(self, part: str, reason: str, request: int | None, post: Post) -> None:
        reason = without_secrets(reason)
        post(inp.AdapterFailed(at=self._clock.now(), part=part, reason=reason, request=request))
