"""Speech to text with faster-whisper on the CPU, offline from a folder. It hears only what voice activity found."""

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from interviewer.adapters import glossary
from interviewer.adapters.whisper_belief import Heard, believable, unlooped
from interviewer.adapters.whisper_memory import Decoded, WindowMemory
from interviewer.adapters.whisper_windows import windows
from interviewer.errors import AdapterError
from interviewer.speech.types import SAMPLE_RATE_HZ, Moment, Samples, Span, Transcript

if TYPE_CHECKING:
    from ctranslate2.models import Whisper
    from faster_whisper import WhisperModel

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files a model folder must hold to be used without a network."""
FRAMES_PER_S = 100
SHORTEST_FRAMES, TAIL_FRAMES, LONGEST_FRAMES = 1500, 500, 3000
"""What the encoder sees: as much as was said and five seconds, at least 15 s; less silence at the end makes it loop."""
QUICK_BEAM, WIDE_BEAM = 1, 5
SURE = 0.87
"""Mean probability of a token from which a wider beam finds nothing better: 4.8 % word errors either way (measured)."""
WORKERS = 2
"""Windows recognised at a time, by a thread each: two threads on one are no faster and take a third more CPU time."""
MIN_VOICED_S = 0.1
"""Less speech than this is not worth a look."""


@dataclass(frozen=True, slots=True)
class Priming:
    """What the recogniser is shown before it listens."""

    hotwords: str = glossary.hotwords()
    said_before: str = glossary.HESITATIONS


NO_PRIMING = Priming("", "")


class WhisperTranscriber:
    """A Transcriber. A closed window of a long turn is recognised once, and remembered."""

    def __init__(self, folder: Path, priming: Priming = Priming(), sure: float = SURE) -> None:
        """Load a model folder; raises AdapterError when files are missing or broken.

        Words of a mean token probability below `sure` are looked at twice.
        """
        check_folder(folder)
        self._sure = sure
        self._model = _load(folder)
        self._tokenizer, self._extractor = _parts(self._model)
        self._plain = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        self._prompt = [*self._primed(priming), *self._plain]
        self._memory = WindowMemory()
        self.name = f"faster-whisper {folder.resolve().name} int8{'' if priming == NO_PRIMING else ' with glossary'}"

    def transcribe(self, audio: Samples, spans: Sequence[Span] = (), draft: bool = False) -> Transcript:
        """Transcribe audio at SAMPLE_RATE_HZ; without `spans` they are looked for. Raises AdapterError.

        Doubtful windows are recognised again with a wider beam, but not for a draft. Threads may share it.
        """
        return _joined(self._windows(audio, spans, well=not draft))

    def settle(self, audio: Samples, spans: Sequence[Span], at: Moment) -> None:
        """Work out ahead what the final transcript needs: closed windows, and at the end the open one too.

        Raises AdapterError.
        """
        self._windows(audio, spans, well=True, at=at)

    def _windows(self, audio: Samples, spans: Sequence[Span], well: bool, at: Moment = "end") -> list[Transcript]:
        sound = np.clip(np.nan_to_num(np.asarray(audio, np.float32)), -1, 1)
        try:
            cut = windows(sound, spans or _find_spans(sound), going_on=at == "speech")
            wanted = [window for window in cut if window.closed or at == "end"]
            return [self._window(window.cut(sound), window.voiced_s, draft=not well) for window in wanted]
        except (RuntimeError, ValueError, MemoryError) as reason:
            raise AdapterError(
                f"speech recognition failed: {reason}; go on in text, or try a smaller model"
            ) from reason

    def _primed(self, priming: Priming) -> list[int]:
        words = [f" {text.strip()}" for text in (priming.hotwords, priming.said_before) if text.strip()]
        tokens = [token for text in words for token in self._tokenizer.encode(text)]
        longest = self._model.max_length // 2 - 1
        return [self._tokenizer.sot_prev, *tokens[-longest:]] if tokens else []

    def _window(self, sound: Samples, voiced_s: float, draft: bool) -> Transcript:
        """Words of one window; a repetitive result gets a second look with all the padding and no priming."""
        if voiced_s < MIN_VOICED_S:
            return Transcript("")
        known = self._memory.find(sound)
        if known is None:
            known = self._decode(sound, self._prompt, QUICK_BEAM)
            self._memory.keep(sound, known)
        if not known.settled and (not draft or _heard(known, voiced_s).repetitive):
            known = self._settle(sound, voiced_s, known)
            self._memory.keep(sound, known)
        heard = _heard(known, voiced_s)
        return Transcript(unlooped(heard.text), heard.confidence) if believable(heard) else Transcript("", 0.0)

    def _settle(self, sound: Samples, voiced_s: float, known: Decoded) -> Decoded:
        """The best that can be made of a window."""
        if known.confidence < self._sure:
            known = self._decode(sound, self._prompt, WIDE_BEAM, encoded=known.encoded)
        if _heard(known, voiced_s).repetitive:
            known = self._decode(sound, self._plain, WIDE_BEAM, frames=LONGEST_FRAMES)
        return replace(known, settled=True, encoded=None)

    def _decode(
        self, sound: Samples, prompt: list[int], beam: int, frames: int | None = None, encoded: Any = None
    ) -> Decoded:
        model: Whisper = self._model.model
        if encoded is None:
            encoded = self._encode(sound, frames or _frames(sound))
        result = model.generate(
            encoded,
            [prompt],
            beam_size=beam,
            max_length=self._model.max_length,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        tokens = result.sequences_ids[0]
        confidence = math.exp(min(0.0, result.scores[0] * len(tokens) / (len(tokens) + 1)))
        text = " ".join(self._tokenizer.decode(tokens).split())
        return Decoded(text, confidence, result.no_speech_prob, encoded)

    def _encode(self, sound: Samples, frames: int) -> Any:
        padded = np.zeros(frames * SAMPLE_RATE_HZ // FRAMES_PER_S, np.float32)
        padded[: len(sound)] = sound[: len(padded)]
        return self._model.encode(
            np.ascontiguousarray(self._extractor(padded, padding=0)[None, :, :frames], np.float32)
        )


def check_folder(folder: Path) -> None:
    """Raises AdapterError unless the folder holds what is needed offline."""
    if not folder.is_dir():
        raise AdapterError(f"speech recognition: {folder} is not a folder; give one that holds {', '.join(NEEDED)}")
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise AdapterError(
            f"speech recognition: {folder} lacks {', '.join(missing)}; a model folder holds {', '.join(NEEDED)} and "
            "its vocabulary (faster-whisper's format), or name a model to be downloaded, such as base"
        )


def _heard(known: Decoded, voiced_s: float) -> Heard:
    return Heard(known.text, voiced_s, known.confidence, known.no_speech)


def _frames(sound: Samples) -> int:
    """What the encoder is shown of a window."""
    said = FRAMES_PER_S * len(sound) // SAMPLE_RATE_HZ
    return min(LONGEST_FRAMES, max(SHORTEST_FRAMES, said + TAIL_FRAMES))


def _load(folder: Path) -> "WhisperModel":
    try:
        from faster_whisper import WhisperModel
    except ImportError as reason:
        raise AdapterError(f"speech recognition: {reason}; run: pip install faster-whisper") from reason
    workers = min(WORKERS, os.cpu_count() or 1)
    try:
        return WhisperModel(
            str(folder.resolve()),
            device="cpu",
            compute_type="int8",
            cpu_threads=1,
            num_workers=workers,
            local_files_only=True,
        )
    except Exception as reason:  # a broken file raises whatever the library's own parsers raise
        line = (str(reason) or type(reason).__name__).splitlines()[0]
        raise AdapterError(
            f"speech recognition: {folder} cannot be used ({line}); download the model again"
        ) from reason


def _parts(model: "WhisperModel") -> tuple[Any, Any]:
    from faster_whisper.tokenizer import Tokenizer

    tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language="en")
    return tokenizer, model.feature_extractor


def _find_spans(sound: Samples) -> list[Span]:
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(min_speech_duration_ms=100, min_silence_duration_ms=200, speech_pad_ms=0)
    if not len(sound):
        return []
    found = get_speech_timestamps(sound, options)
    return [Span(one["start"] / SAMPLE_RATE_HZ, one["end"] / SAMPLE_RATE_HZ) for one in found]


def _joined(found: Sequence[Transcript]) -> Transcript:
    said = [one for one in found if one.text]
    if not said:
        return Transcript("", min((one.confidence for one in found), default=1.0))
    weights = [len(one.text) for one in said]
    confidence = sum(one.confidence * w for one, w in zip(said, weights, strict=True)) / sum(weights)
    return Transcript(" ".join(one.text for one in said), confidence)
