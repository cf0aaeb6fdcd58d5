"""Our spoken turns, made from corpus.txt on demand: several synthetic voices, pauses of known length, faint room noise.

Voices: espeak-ng through the library that the package espeakng-loader carries, Piper from a folder and Kokoro from the
folder kokoro/ beside it.
"""

import ctypes
import hashlib
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import kokoro
import numpy as np

from interviewer.speech.types import SAMPLE_RATE_HZ, Samples, Span

TEXTS = Path(__file__).with_name("corpus.txt")
CACHE = Path(tempfile.gettempdir()) / "desk-interviewer-benchmark"
VOICES: dict[str, tuple[str, ...]] = {
    "tune 1": ("en-us", "en-us+f2", "en+m7", "en-us+klatt2"),
    "tune 2": ("piper", "en-gb-x-rp+m1", "piper", "en-us+f3"),
    "tune 3": ("piper*0.90", "en-gb-scotland+m2", "piper*1.12", "en-us+f4"),
    "tune 4": ("piper*1.06", "piper", "piper*0.95", "piper*1.12"),
    "tune 5": ("kokoro:jm_kumo", "kokoro:jf_tebukuro", "kokoro:jm_kumo*0.88", "kokoro:jm_kumo+jf_tebukuro"),
    "tune 6": (
        "kokoro:jf_gongitsune",
        "kokoro:jf_nezumi",
        "kokoro:jf_gongitsune*0.86",
        "kokoro:jf_gongitsune+jf_nezumi*0.93",
    ),
    "tune 7": (
        "kokoro:jm_kumo*1.08",
        "kokoro:jf_tebukuro*0.94",
        "kokoro:jf_nezumi*1.05",
        "kokoro:jm_kumo+jf_gongitsune",
    ),
    "report": ("kokoro:jf_alpha", "kokoro:jf_alpha*0.84", "kokoro:jf_alpha*1.1", "kokoro:jf_alpha*0.92"),
}
"""No voice serves both tuning and reporting. A name with a plus is espeak-ng's language and variant; a star is a factor
on the pitch of Piper's voice, formants included, which makes another speaker of it. Kokoro's are told in kokoro.py."""
ROBOTS = ("en-us", "en-us+f3", "en-gb-x-rp+m1", "en-us+f4")
"""The same texts in espeak-ng's voices, whose words the recogniser often mishears."""
LEAD_S, TAIL_S = 0.5, 8.0
NOISE_DB = -62.0
PAUSE_S = (1.0, 6.0)
_PAUSE = re.compile(r"\s*\[(\.{1,2})\]\s*")
Speak = Callable[[str], Samples]


@dataclass(frozen=True)
class SpokenTurn:
    """One turn of the corpus as sound at SAMPLE_RATE_HZ."""

    name: str
    half: str
    voice: str
    text: str
    complete: bool
    clauses: tuple[bool, ...]
    """For each pause that was put there, whether a complete clause stands before it."""
    audio: Samples
    spans: tuple[Span, ...]
    """The pieces between the pauses, as they were put there."""
    asked: str = ""
    """What it answers, as corpus.txt tells it."""


@dataclass(frozen=True)
class Line:
    """One line of corpus.txt."""

    half: str
    number: int
    complete: bool
    pieces: tuple[str, ...]
    clauses: tuple[bool, ...]
    """For each pause, whether a complete clause stands before it."""
    asked: str = ""
    """What it answers: QUESTION/STAGE, QUESTION/STAGE > KEY POINT, or a part of the interview."""


def lines() -> list[Line]:
    """The texts, in order."""
    found: list[Line] = []
    half = asked = ""
    for raw in TEXTS.read_text("utf-8").splitlines():
        if raw.startswith("=="):
            half, asked = raw.strip("= "), ""
        elif raw.startswith("@"):
            asked = raw.strip("@ ")
        elif raw[:2] in ("+ ", "- "):
            parts = _PAUSE.split(raw[2:])
            marks = tuple(mark == "." for mark in parts[1::2])
            found.append(Line(half, len(found), raw[0] == "+", tuple(parts[::2]), marks, asked))
    return found


def corpus(piper: Path | None, halves: Sequence[str], robots: bool = False, cache: Path = CACHE) -> list[SpokenTurn]:
    """All turns of some parts, by espeak-ng's voices if that is wished; sound is made once and kept in `cache`."""
    cache.mkdir(parents=True, exist_ok=True)
    speakers: dict[str, Speak] = {}
    turns = []
    for line in (one for one in lines() if one.half in halves):
        chosen = ROBOTS if robots else VOICES[line.half]
        voices = [v for v in chosen if piper or not v.startswith(("piper", kokoro.PREFIX))]
        voice = voices[line.number % len(voices)]
        pieces = [said(cache, voice, _intoned(p), speakers, piper) for p in line.pieces]
        turns.append(_assembled(line, voice, pieces))
    return turns


def _intoned(piece: str) -> str:
    """A piece that breaks off is spoken with the melody of going on."""
    return piece if piece[-1] in ".?!," else piece + ","


def _assembled(line: Line, voice: str, pieces: list[Samples]) -> SpokenTurn:
    text = " ".join(line.pieces)
    parts, spans, at = [_still(LEAD_S)], [], LEAD_S
    for index, piece in enumerate(pieces):
        seconds = len(piece) / SAMPLE_RATE_HZ
        spans.append(Span(at, at + seconds))
        gap = pause_of(f"{text}/{index}") if index + 1 < len(pieces) else TAIL_S
        parts += [piece, _still(gap)]
        at += seconds + len(parts[-1]) / SAMPLE_RATE_HZ
    audio = with_noise(np.concatenate(parts), NOISE_DB, line.number)
    name = f"{line.half}-{line.number:03d}"
    return SpokenTurn(name, line.half, voice, text, line.complete, line.clauses, audio, tuple(spans), line.asked)


def pause_of(key: str) -> float:
    """A length between 1 and 6 s, even on a logarithmic scale, drawn from a text."""
    share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32
    low, high = PAUSE_S
    return round(low * (high / low) ** share, 2)


def _still(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


def with_noise(audio: Samples, level_db: float, seed: int) -> Samples:
    """The sound with pink-ish noise of that root mean square, relative to full scale."""
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(len(audio)))
    bins = np.maximum(np.arange(len(white)), len(white) // 100)
    noise = np.fft.irfft(white / np.sqrt(bins), len(audio))
    noise *= 10 ** (level_db / 20) / np.sqrt(np.mean(noise**2))
    return np.clip(audio + noise, -1, 1).astype(np.float32)


def trimmed(audio: Samples, below_db: float = -38.0) -> Samples:
    """Without the quiet at both ends, at a loudness of a tenth of full scale (root mean square)."""
    block = SAMPLE_RATE_HZ // 200
    loud = np.sqrt(np.mean(audio[: len(audio) // block * block].reshape(-1, block) ** 2, axis=1) + 1e-12)
    heard = np.flatnonzero(loud > loud.max() * 10 ** (below_db / 20))
    cut = audio[heard[0] * block : (heard[-1] + 1) * block]
    return np.asarray(cut * (0.1 / np.sqrt(np.mean(cut**2))), np.float32).clip(-1, 1)


def resampled(audio: Samples, rate_hz: int) -> Samples:
    """At SAMPLE_RATE_HZ."""
    wanted = round(len(audio) * SAMPLE_RATE_HZ / rate_hz)
    spectrum = np.fft.rfft(audio)[: wanted // 2 + 1]
    return np.asarray(np.fft.irfft(spectrum, wanted) * wanted / len(audio), np.float32)


def said(cache: Path, voice: str, text: str, speakers: dict[str, Speak], piper: Path | None) -> Samples:
    """A piece of text in a voice, trimmed; synthesised once, since Piper never says a thing twice alike."""
    key = hashlib.sha256(f"3/{voice}/{text}".encode()).hexdigest()[:24]
    path = cache / f"{key}.npy"
    if not path.exists():
        if voice not in speakers:
            speakers[voice] = _speaker(voice, piper)
        np.save(path, trimmed(speakers[voice](text)))
    return np.asarray(np.load(path), np.float32)


def _speaker(voice: str, piper: Path | None) -> Speak:
    if piper and voice.startswith(kokoro.PREFIX):
        return kokoro_voice(piper.with_name("kokoro"), voice)
    if piper and voice.startswith("piper"):
        return piper_voice(piper, float(voice.partition("*")[2] or 1.0))
    return espeak_voice(voice)


_kokoro = lru_cache(maxsize=1)(kokoro.Kokoro)


def kokoro_voice(folder: Path, name: str) -> Speak:
    """One of Kokoro's voices, by its whole name."""
    voice = kokoro.parsed(name)

    def speak(text: str) -> Samples:
        return resampled(_kokoro(folder, _espeak()[0]).say(text, voice), voice.rate_hz)

    return speak


def piper_voice(folder: Path, higher: float = 1.0) -> Speak:
    """The first Piper voice in a folder, its pitch and formants moved by a factor at the same pace."""
    from piper import PiperVoice, SynthesisConfig

    voice = PiperVoice.load(str(next(iter(sorted(folder.glob("*.onnx"))))))
    how = SynthesisConfig(length_scale=higher)

    def speak(text: str) -> Samples:
        chunks = [chunk.audio_float_array for chunk in voice.synthesize(text, how)]
        return resampled(np.concatenate(chunks), round(voice.config.sample_rate * higher))

    return speak


_ESPEAK: list[tuple[Any, int, list[bytes], Any]] = []


def _espeak() -> tuple[Any, int, list[bytes]]:
    if not _ESPEAK:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        rate = library.espeak_Initialize(2, 200, espeakng_loader.get_data_path().encode(), 0)
        chunks: list[bytes] = []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

        def take(samples: Any, count: int, _events: Any) -> int:
            if count > 0:
                chunks.append(ctypes.string_at(samples, count * 2))
            return 0

        callback = kind(take)
        library.espeak_SetSynthCallback(callback)
        _ESPEAK.append((library, rate, chunks, callback))
    library, rate, chunks, _ = _ESPEAK[0]
    return library, rate, chunks


def espeak_voice(name: str, words_a_minute: int = 160) -> Speak:
    """One of espeak-ng's voices, language+variant."""
    library, rate, chunks = _espeak()

    def speak(text: str) -> Samples:
        if library.espeak_SetVoiceByName(name.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {name}")
        library.espeak_SetParameter(1, words_a_minute, 0)
        chunks.clear()
        encoded = text.encode() + b"\0"
        library.espeak_Synth(encoded, len(encoded), 0, 1, 0, 1, None, None)
        library.espeak_Synchronize()
        sound = np.frombuffer(b"".join(chunks), np.int16).astype(np.float32) / 32768
        return resampled(sound, rate)

    return speak


def read_wav(path: Path) -> Samples:
    """A recording, mixed down, at SAMPLE_RATE_HZ."""
    import soundfile

    data, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    mono = np.asarray(data.mean(axis=1), np.float32)
    return mono if rate_hz == SAMPLE_RATE_HZ else resampled(mono, rate_hz)
