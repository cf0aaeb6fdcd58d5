"""Stand-ins for the outside world, for tests and demonstrations: scripted hearing, grading and models, a memory log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from interviewer.adapters.chat_model import Heard, Reply, Usage, checked
from interviewer.content.models import Verdict
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.grading.assessment import AnswerToGrade, Assessment, PointVerdict, ShownMisconception
from interviewer.grading.prompts import Prompt
from interviewer.speech.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Moment, Samples, Span, Transcript

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


@dataclass(slots=True)
class ScriptedVad:
    """A VoiceActivity that answers from a list, then 0; `reset` starts the list again."""

    probabilities: Sequence[float] = ()
    _heard: int = 0

    def probability(self, frame: Samples) -> float:
        """The next one."""
        if frame.shape != (FRAME_SAMPLES,):
            raise ValueError(f"a frame has {FRAME_SAMPLES} samples, not {frame.shape}")
        self._heard += 1
        return self.probabilities[self._heard - 1] if self._heard <= len(self.probabilities) else 0.0

    def reset(self) -> None:
        """Forget the stream."""
        self._heard = 0


@dataclass(slots=True)
class ScriptedTranscriber:
    """A Transcriber that says one line a turn; a draft shows the line without using it up, silence none of it."""

    lines: Sequence[str] = ()
    name: str = "scripted"
    _said: int = 0

    def transcribe(self, audio: Samples, spans: Sequence[Span] = (), draft: bool = False) -> Transcript:
        """The present line, when there is speech: spans, or without them any sound at all."""
        length_s = len(audio) / SAMPLE_RATE_HZ
        speech = any(s.start_s < min(s.end_s, length_s) for s in spans) if spans else bool((abs(audio) > 0.01).any())
        if not speech or self._said >= len(self.lines):
            return Transcript("")
        line = self.lines[self._said]
        self._said += not draft
        return Transcript(line)

    def settle(self, audio: Samples, spans: Sequence[Span], at: Moment) -> None:
        """Nothing to do ahead."""


@dataclass(slots=True)
class ScriptedModel:
    """A ChatModel whose replies a function makes from each prompt; what it was asked is kept."""

    mind: Callable[[Prompt], str]
    """Makes a reply; it may raise ModelFailed."""
    name: str = "scripted:model"
    asked: list[Prompt] = field(default_factory=list)
    piece_chars: int = 7
    """A streamed reply comes in pieces of so many characters."""

    def warm(self) -> None:
        """Nothing to load."""

    def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
        """The scripted reply, in pieces when it is streamed; a token is four characters."""
        self.asked.append(prompt)
        text = self.mind(prompt)
        usage = Usage((len(prompt.system) + len(prompt.user)) // 4, len(text) // 4)
        if heard is not None:
            pieces = (text[i : i + self.piece_chars] for i in range(0, len(text), self.piece_chars))
            all(heard(piece) for piece in pieces)
        return checked(Reply(text, usage))
