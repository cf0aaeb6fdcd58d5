"""A world of tones: the loudness of a tone says which words it stands for, so nothing has to be recognised."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from interviewer.adapters.fakes import KeywordGrader, MemoryLog
from interviewer.adapters.grading_desk import GradingDesk
from interviewer.adapters.player import Playback
from interviewer.adapters.voice_echo import EchoGate
from interviewer.adapters.voice_room import Ears, VoiceRoom
from interviewer.adapters.voice_speaker import Speaker
from interviewer.adapters.voice_work import InlineWork, Work
from interviewer.dialogue import events as ev
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.errors import AdapterError
from interviewer.runner import Desk, Runner, VirtualClock
from interviewer.speech.spoken_forms import sentences
from interviewer.speech.types import (
    FRAME_S,
    FRAME_SAMPLES,
    SAMPLE_RATE_HZ,
    Moment,
    Samples,
    Sound,
    Span,
    Transcript,
    TurnCompletion,
)

RATE_HZ = 16_000
HUM_HZ, SPEECH_HZ = 200.0, 1500.0
ANSWER = "I studied sparse models for my thesis and worked on optimisation since then."


def tone(seconds: float, loudness: float, hertz: float = SPEECH_HZ) -> Samples:
    """A tone of a root mean square of `loudness`, in whole frames."""
    count = round(seconds / FRAME_S) * FRAME_SAMPLES
    return np.asarray(loudness * np.sqrt(2) * np.sin(np.arange(count) * 2 * np.pi * hertz / SAMPLE_RATE_HZ), np.float32)


class LoudnessVad:
    """Whatever is loud is speech."""

    def probability(self, frame: Samples) -> float:
        return 1.0 if np.sqrt(np.mean(frame**2)) > 0.02 else 0.0

    def reset(self) -> None:
        """Nothing is remembered."""


class Words:
    """A Transcriber that knows each tone's words by its loudness."""

    name = "tones"

    def __init__(self) -> None:
        self._said: list[str] = []
        self.asked: list[bool] = []
        self.ahead: list[Moment] = []
        self.broken = False

    def sound(self, text: str, seconds: float, hertz: float = SPEECH_HZ) -> Samples:
        """Sound that is transcribed as this text."""
        self._said.append(text)
        return tone(seconds, 0.1 + 0.005 * (len(self._said) - 1), hertz)

    def transcribe(self, audio: Samples, spans: Sequence[Span] = (), draft: bool = False) -> Transcript:
        self.asked.append(draft)
        if self.broken:
            raise AdapterError("speech recognition failed: out of memory; go on in text")
        found = []
        for span in spans:
            middle = (span.start_s + span.end_s) / 2
            at = round(middle * SAMPLE_RATE_HZ)
            loudness = float(np.sqrt(np.mean(audio[at - 256 : at + 256] ** 2)))
            found.append(self._said[round((loudness - 0.1) / 0.005)])
        return Transcript(" ".join(word for word in found if word))

    def settle(self, audio: Samples, spans: Sequence[Span], at: Moment) -> None:
        self.ahead.append(at)


@dataclass
class Sure:
    """A TurnCompletion of one mind."""

    found: float

    def probability(self, audio: Samples) -> float:
        return self.found


class ToneVoice:
    """A Voice: 0.3 s of tone a word."""

    name = "tone"

    def __init__(self, fails: bool = False) -> None:
        self.said: list[str] = []
        self.fails = fails

    def synthesise(self, text: str) -> Sound:
        if self.fails:
            raise AdapterError("voice: the speech engine hung for 8 s")
        self.said.append(text)
        return Sound(tone(0.3 * len(text.split()), 0.2), RATE_HZ)

    def close(self) -> None:
        """Nothing to close."""


@dataclass
class Scene:
    """A room, what goes into its microphone, and what came of it."""

    session: FrozenSession
    voice: ToneVoice = field(default_factory=ToneVoice)
    completion: TurnCompletion | None = None
    work: Work = field(default_factory=InlineWork)
    leakage: float = 0.0
    """How much of the speaker gets into the microphone."""
    grades: bool = True
    gate: EchoGate | None = None
    begins: bool = True
    """Somebody else begins the interview otherwise."""

    def __post_init__(self) -> None:
        self.clock = VirtualClock()
        self.words = Words()
        self.log = MemoryLog()
        self.kept: list[tuple[int, Samples]] = []
        self.played: list[Samples] = []
        desks: list[Desk] = [GradingDesk(self.session, KeywordGrader, self.clock)] if self.grades else []
        self.runner = Runner(Interview(self.session), self.log, self.clock, desks)
        playback = Playback(RATE_HZ)
        speaker = Speaker(self.voice, playback, self.work, sentences, str, lambda why: self.room.fail("voice", why))
        ears = Ears(LoudnessVad(), self.words, self.completion)
        keep: Callable[[int, Samples], None] = lambda turn, sound: self.kept.append((turn, sound))  # noqa: E731
        self.room = VoiceRoom(self.runner, self.session, ears, speaker, self.work, self.clock, self.gate, keep)
        if self.begins:
            self.room.begin()

    @property
    def now(self) -> float:
        return self.clock.now()

    def frame(self, frame: Samples) -> None:
        played = self.room.speaker.playback.pull(FRAME_SAMPLES)
        self.played.append(played)
        self.room.frame(frame + self.leakage * played)

    def hear(self, sound: Samples) -> None:
        for frame in sound.reshape(-1, FRAME_SAMPLES):
            self.frame(frame)

    def say(self, text: str, seconds: float = 2.0) -> float:
        """Say something; returns when it began."""
        began = self.now
        self.hear(self.words.sound(text, seconds))
        return began

    def answer(self, text: str = ANSWER, seconds: float = 2.0, then_s: float = 7.0) -> float:
        """Say something and be silent until it has been answered; returns when it began."""
        began = self.say(text, seconds)
        self.quiet(then_s)
        return began

    def quiet(self, seconds: float) -> None:
        self.hear(np.zeros(round(seconds / FRAME_S) * FRAME_SAMPLES, np.float32))

    def until_my_floor(self, longest_s: float = 120.0) -> None:
        """Listen until the candidate has the floor."""
        end = self.now + longest_s
        while self.room.floor != "you" or self.room.speaker.busy or self.room.open:
            assert self.now < end, f"still {self.room.floor}"
            self.quiet(FRAME_S)

    def until_audible(self, longest_s: float = 30.0) -> None:
        """Listen until the interviewer is heard."""
        end = self.now + longest_s
        while not self.room.speaker.audible:
            assert self.now < end
            self.quiet(FRAME_S)

    def of(self, kind: type[ev.Event]) -> list[ev.AnyEvent]:
        """The events of a kind, so far."""
        return [event for event in self.log.events if isinstance(event, kind)]

    @property
    def turns(self) -> list[ev.TurnTaken]:
        return [event for event in self.log.events if isinstance(event, ev.TurnTaken)]

    @property
    def lines(self) -> list[ev.Said]:
        return [event for event in self.log.events if isinstance(event, ev.Said)]

    @property
    def silences(self) -> list[ev.SilenceMeasured]:
        return [event for event in self.log.events if isinstance(event, ev.SilenceMeasured)]
