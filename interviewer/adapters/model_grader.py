"""A Grader that asks a model, overseen by the offline grader, which also judges whenever the model does not."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from interviewer.adapters.chat_model import ModelFailed, Reply
from interviewer.grading.assessment import AnswerToGrade, Assessment
from interviewer.grading.exam import ExamAnswer, ExamResult, edition, mark
from interviewer.grading.offline import OfflineGrader
from interviewer.grading.oversight import oversee
from interviewer.grading.prompts import VERSION, Marks, Prompt, ReplyError, Sheet, grading_sheet, read_marks

Ask = Callable[[Prompt], Reply]


def ask_for_marks(ask: Ask, answer: AnswerToGrade, all_sentences: bool = False) -> Marks:
    """A model's verdicts on an answer, asked for once more when they are not as asked; raises ModelFailed."""
    sheet = grading_sheet(answer, all_sentences=all_sentences)
    try:
        return _marks(ask(sheet.prompt), sheet)
    except ReplyError:
        pass
    try:
        return _marks(ask(sheet.prompt), sheet)
    except ReplyError as error:
        raise ModelFailed(str(error), retry=False) from None


def _marks(reply: Reply, sheet: Sheet) -> Marks:
    return read_marks(reply.text, sheet, reply.chances)


class ModelGrader:
    """Judges by a model that has passed its exam."""

    def __init__(
        self,
        ask: Ask,
        model: str,
        offline: OfflineGrader,
        failed: Callable[[ModelFailed], None],
        meanwhile: Callable[[Assessment], None] = lambda assessment: None,
    ) -> None:
        """`failed` is told when the offline grader had to judge instead; `meanwhile` gets its judgement
        before the model is asked."""
        self._ask = ask
        self._offline = offline
        self._failed, self._meanwhile = failed, meanwhile
        self._name = f"{model} (prompt {VERSION})"

    @property
    def name(self) -> str:
        """Model and version of the prompt."""
        return self._name

    def grade(self, answer: AnswerToGrade) -> Assessment:
        """The overseen verdicts; the offline grader's alone when the model fails or nothing could be right."""
        offline = self._offline.grade(answer)
        if not grading_sheet(answer).sentences or not self._offline.possible(answer):
            return offline
        self._meanwhile(offline)
        try:
            marks = ask_for_marks(self._ask, answer)
        except ModelFailed as failure:
            self._failed(failure)
            return offline
        return oversee(answer, marks, offline, self._offline, self._name)


def sit_exam(ask: Ask, model: str, answers: Sequence[ExamAnswer], stopped: Callable[[], bool]) -> ExamResult | None:
    """Have a model judge the answers of the exam; None when it was stopped or the model cannot be reached at all."""
    replies: list[Marks | None] = []
    for one in answers:
        if stopped():
            return None
        try:
            replies.append(ask_for_marks(ask, one.answer, all_sentences=True))
        except ModelFailed as failure:
            if failure.final:
                return None
            replies.append(None)
        so_far = mark(model, answers[: len(replies)], replies)
        if so_far.undeserved or so_far.failed > 1:
            break  # it has failed whatever follows: no more tokens are spent
    if all(reply is None for reply in replies):
        return None
    return mark(model, answers[: len(replies)], replies)


class ExamBoard:
    """Remembers exam results in a file, one for each model and edition of the exam."""

    def __init__(self, file: Path, answers: Sequence[ExamAnswer]) -> None:
        self._file = file
        self._edition = edition(answers)
        self.answers = answers

    def result(self, model: str) -> ExamResult | None:
        """How that model did, if it sat this edition."""
        found = self._all().get(self._key(model))
        try:
            return None if found is None else ExamResult.model_validate(found)
        except ValidationError:
            return None

    def keep(self, model: str, result: ExamResult) -> None:
        """Write a result down; a folder that cannot be written only means another exam next time."""
        results = {**self._all(), self._key(model): result.model_dump(mode="json")}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(results, indent=1), encoding="utf-8")
        except OSError:
            return

    def _key(self, model: str) -> str:
        return f"{model} {self._edition}"

    def _all(self) -> dict[str, object]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
