"""Speech to text with faster-whisper on the CPU, offline from a folder. It hears only what voice activity found."""

import hashlib
import math
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from interviewer.adapters import glossary
from interviewer.adapters.whisper_belief import Heard, believable, unlooped
from interviewer.adapters.whisper_windows import windows
from interviewer.errors import AdapterError
from interviewer.speech.types import SAMPLE_RATE_HZ, Samples, Span, Transcript

if TYPE_CHECKING:
    from ctranslate2.models import Whisper
    from faster_whisper import WhisperModel

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files a model folder must hold to be used without a network."""
FRAMES_PER_S = 100
SHORTEST_FRAMES, TAIL_FRAMES, LONGEST_FRAMES = 1500, 500, 3000
"""What the encoder sees: as much as was said and five seconds, at least 15 s; less silence at the end makes it loop."""
DRAFT_BEAM, FINAL_BEAM = 1, 5
MIN_VOICED_S = 0.1
"""Less speech than this is not worth a look."""
REMEMBERED = 64
"""Windows whose words are kept, so that a growing turn is not recognised again from its start."""


@dataclass(frozen=True, slots=True)
class Priming:
    """What the recogniser is shown before it listens."""

    hotwords: str = glossary.hotwords()
    said_before: str = glossary.HESITATIONS


NO_PRIMING = Priming("", "")


class WhisperTranscriber:
    """A Transcriber. Closed windows of a long turn are recognised well the first time and remembered."""

    def __init__(self, folder: Path, threads: int = 2, priming: Priming = Priming()) -> None:
        """Load a model folder; raises AdapterError when files are missing or broken."""
        check_folder(folder)
        self._model = _load(folder, threads)
        self._tokenizer, self._extractor = _parts(self._model)
        self._plain = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        self._prompt = [*self._primed(priming), *self._plain]
        self._lock = threading.Lock()
        self._memory: OrderedDict[tuple[bytes, int], Transcript] = OrderedDict()
        self.name = f"faster-whisper {folder.resolve().name} int8{'' if priming == NO_PRIMING else ' with glossary'}"

    def transcribe(self, audio: Samples, spans: Sequence[Span] = (), draft: bool = False) -> Transcript:
        """Transcribe audio at SAMPLE_RATE_HZ; without `spans` they are looked for. Raises AdapterError.

        Threads may share it; they take turns.
        """
        sound = np.clip(np.nan_to_num(np.asarray(audio, np.float32)), -1, 1)
        try:
            cut = windows(sound, spans or _find_spans(sound))
            beams = [FINAL_BEAM] * len(cut)
            if draft:
                beams[-1:] = [DRAFT_BEAM] * len(beams[-1:])
            with self._lock:
                found = [self._remembered(w.cut(sound), w.voiced_s, beam) for w, beam in zip(cut, beams, strict=True)]
        except (RuntimeError, ValueError, MemoryError) as reason:
            raise AdapterError(
                f"speech recognition failed: {reason}; go on in text, or try a smaller model"
            ) from reason
        return _joined(found)

    def _primed(self, priming: Priming) -> list[int]:
        words = [f" {text.strip()}" for text in (priming.hotwords, priming.said_before) if text.strip()]
        tokens = [token for text in words for token in self._tokenizer.encode(text)]
        longest = self._model.max_length // 2 - 1
        return [self._tokenizer.sot_prev, *tokens[-longest:]] if tokens else []

    def _remembered(self, sound: Samples, voiced_s: float, beam: int) -> Transcript:
        digest = hashlib.blake2b(sound.tobytes(), digest_size=16).digest()
        for wide in {beam, FINAL_BEAM}:
            if (digest, wide) in self._memory:
                self._memory.move_to_end((digest, wide))
                return self._memory[digest, wide]
        self._memory[digest, beam] = found = self._recognise(sound, voiced_s, beam)
        if len(self._memory) > REMEMBERED:
            self._memory.popitem(last=False)
        return found

    def _recognise(self, sound: Samples, voiced_s: float, beam: int) -> Transcript:
        """Words of one window; a repetitive result gets a second look with all the padding and no priming."""
        if voiced_s < MIN_VOICED_S:
            return Transcript("")
        frames = min(LONGEST_FRAMES, max(SHORTEST_FRAMES, FRAMES_PER_S * len(sound) // SAMPLE_RATE_HZ + TAIL_FRAMES))
        heard = self._decode(sound, voiced_s, frames, self._prompt, beam)
        if heard.repetitive:
            heard = self._decode(sound, voiced_s, LONGEST_FRAMES, self._plain, FINAL_BEAM)
        return Transcript(unlooped(heard.text), heard.confidence) if believable(heard) else Transcript("", 0.0)

    def _decode(self, sound: Samples, voiced_s: float, frames: int, prompt: list[int], beam: int) -> Heard:
        padded = np.zeros(frames * SAMPLE_RATE_HZ // FRAMES_PER_S, np.float32)
        padded[: len(sound)] = sound[: len(padded)]
        features = np.ascontiguousarray(self._extractor(padded, padding=0)[None, :, :frames], np.float32)
        model: Whisper = self._model.model
        result = model.generate(
            self._model.encode(features),
            [prompt],
            beam_size=beam,
            max_length=self._model.max_length,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        tokens = result.sequences_ids[0]
        logprob = result.scores[0] * len(tokens) / (len(tokens) + 1)
        text = " ".join(self._tokenizer.decode(tokens).split())
        return Heard(text, voiced_s, math.exp(min(0.0, logprob)), result.no_speech_prob)


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


def _load(folder: Path, threads: int) -> "WhisperModel":
    try:
        from faster_whisper import WhisperModel
    except ImportError as reason:
        raise AdapterError(f"speech recognition: {reason}; run: pip install faster-whisper") from reason
    bounded = max(1, min(threads, os.cpu_count() or 1))
    try:
        return WhisperModel(
            str(folder.resolve()), device="cpu", compute_type="int8", cpu_threads=bounded, local_files_only=True
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
