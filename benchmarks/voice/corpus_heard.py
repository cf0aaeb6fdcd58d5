"""What voice activity, turn completion and drafts of the words make of a recording; computed once and kept."""

import dataclasses
import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interviewer.adapters.turn_model import SmartTurn
from interviewer.adapters.vad import SileroVad
from interviewer.adapters.whisper import WhisperTranscriber
from interviewer.speech.endpointing import Endpointer, EndpointSettings, Paused, Resumed, SpeechStarted, Waits
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples, Span
from interviewer.speech.unfinished import Finish

NEVER = EndpointSettings(waits=dict.fromkeys(Finish, Waits(*[1e9] * 4)))
ASK_FROM_S = 0.6
"""Shorter pauses are over before an estimate or a draft can matter."""


@dataclass(frozen=True)
class HeardPause:
    """One pause, with what was known about it."""

    since: float
    resumed: float | None
    sounds: float
    """Turn completion, 0 to 1."""
    text: str
    """Draft of the turn's words so far."""
    sounds_cpu_s: float
    text_cpu_s: float


@dataclass(frozen=True)
class Heard:
    """One recording."""

    voiced: tuple[float, ...]
    """Voice activity, frame by frame."""
    spans: tuple[Span, ...]
    pauses: tuple[HeardPause, ...]


class Ears:
    """The models, loaded when first needed."""

    def __init__(self, whisper: Path, smart_turn: Path, cache: Path) -> None:
        self._folders = (whisper, smart_turn)
        self._cache = cache
        self._loaded: tuple[SileroVad, SmartTurn, WhisperTranscriber] | None = None

    def hear(self, audio: Samples) -> Heard:
        """What is made of a recording, from the cache when it was heard before."""
        path = self._cache / f"heard-{hashlib.sha256(b'2' + audio.tobytes()).hexdigest()[:24]}.json"
        if not path.exists():
            path.write_text(json.dumps(dataclasses.asdict(self._listen(audio))), "utf-8")
        kept = json.loads(path.read_text("utf-8"))
        spans = tuple(Span(**span) for span in kept["spans"])
        return Heard(tuple(kept["voiced"]), spans, tuple(HeardPause(**pause) for pause in kept["pauses"]))

    def _listen(self, audio: Samples) -> Heard:
        if self._loaded is None:
            whisper, smart_turn = self._folders
            self._loaded = SileroVad(), SmartTurn(smart_turn), WhisperTranscriber(whisper)
        vad, turn_model, transcriber = self._loaded
        voiced = voice_activity(vad, audio)
        pauses = []
        gaps, spans = silences(voiced)
        for since, resumed in gaps:
            if resumed is not None and resumed - since < ASK_FROM_S:
                continue
            until = audio[: round((since + NEVER.pause_s) * SAMPLE_RATE_HZ)]
            started = time.process_time()
            sounds = turn_model.probability(until)
            middle = time.process_time()
            said = [span for span in spans if span.end_s <= since + 1e-6]
            text = transcriber.transcribe(until, said, draft=True).text
            pauses.append(HeardPause(since, resumed, sounds, text, middle - started, time.process_time() - middle))
        return Heard(tuple(voiced), spans, tuple(pauses))


def voice_activity(vad: SileroVad, audio: Samples) -> list[float]:
    """Voice activity of every frame of a recording."""
    vad.reset()
    frames = audio[: len(audio) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    return [round(vad.probability(np.ascontiguousarray(frame)), 4) for frame in frames]


def silences(voiced: list[float]) -> tuple[list[tuple[float, float | None]], tuple[Span, ...]]:
    """When each pause of a turn began and ended (None: never), and the spans of speech."""
    endpointer = Endpointer(NEVER)
    gaps: list[tuple[float, float | None]] = []
    for index, probability in enumerate(voiced):
        for signal in endpointer.frame((index + 1) * FRAME_S, probability):
            match signal:
                case Paused(since):
                    gaps.append((since, None))
                case Resumed(at):
                    gaps[-1] = (gaps[-1][0], at)
                case SpeechStarted():
                    gaps.clear()
                case _:
                    pass
    return gaps, endpointer.spans
