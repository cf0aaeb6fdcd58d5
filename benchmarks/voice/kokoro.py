"""Kokoro's voices for the benchmarks: `kokoro:STYLE`, or `kokoro:STYLE+STYLE` for their average.

`@SPEED` may follow, and `*PITCH`, which moves pitch and formants at the same pace and so makes another speaker.
Phonemes come from espeak-ng's library, which the caller has set up. Only files are read, none is fetched.
"""

import ctypes
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.speech.types import Samples

RATE_HZ = 24_000
PREFIX = "kokoro:"
FACTORS = (0.5, 2.0)
MOST_TOKENS = 500
"""The model takes 510; a longer text is said in parts."""
LANGUAGE = "en-us"
_PLAIN_TEXT, _IPA, _TIED = 1, 0x02, 0x80
_TIE = "^"
_STOPS = re.compile(r"([,.;:?!…]+)(?=\s|$)")
_SOUNDS = {
    "ʔˌn\u0329": "tᵊn",
    "ʔn\u0329": "tᵊn",
    "ɜː^ɹ": "ɜɹ",
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
    "ə^l": "ᵊl",
    "ɜːɹ": "ɜɹ",
    "ɚɹ": "əɹ",
    "ɜː": "ɜɹ",
    "ɪə": "iə",
    "ʔn": "tᵊn",
    "e": "A",
    "r": "ɹ",
    "x": "k",
    "ç": "k",
    "ɐ": "ə",
    "ɚ": "əɹ",
    "ɬ": "l",
    "ʔ": "t",
    "ʲ": "",
    "ː": "",
    _TIE: "",
}
"""What espeak-ng writes, and what Kokoro's American English was trained on; the longer come first."""


@dataclass(frozen=True)
class Voice:
    """A speaker's name taken apart."""

    styles: tuple[str, ...]
    """All of equal weight."""
    speed: float = 1.0
    pitch: float = 1.0
    """Factor on pitch and formants."""

    @property
    def rate_hz(self) -> int:
        """The sampling rate at which what `Kokoro.say` returns has the pitch and the speed of the voice."""
        return round(RATE_HZ * self.pitch)


def parsed(name: str) -> Voice:
    """The voice of a name; raises ValueError when it is not of the form or a factor is out of FACTORS."""
    number = r"(\d+(?:\.\d+)?)"
    found = re.fullmatch(rf"{PREFIX}(\w+(?:\+\w+)*)(?:@{number})?(?:\*{number})?", name)
    speed, pitch = (float(found[2] or 1), float(found[3] or 1)) if found else (0.0, 0.0)
    if not found or not all(FACTORS[0] <= factor <= FACTORS[1] for factor in (speed, pitch)):
        raise ValueError(f"{name!r} is not {PREFIX}STYLE[+STYLE][@SPEED][*PITCH] with factors from 0.5 to 2")
    return Voice(tuple(found[1].split("+")), speed, pitch)


def sounds(library: Any, text: str) -> str:
    """Kokoro's phonemes for an English text, stops kept."""
    pieces = _STOPS.split(text.strip())
    said = (_kokoro_sounds(_espeak_sounds(library, words)) for words in pieces[::2])
    stops = [*pieces[1::2], ""]
    return " ".join(words + stop[:1] for words, stop in zip(said, stops, strict=True) if words)


def _espeak_sounds(library: Any, text: str) -> str:
    if library.espeak_SetVoiceByName(LANGUAGE.encode()) != 0:
        raise ValueError(f"espeak-ng has no voice {LANGUAGE}")
    say = library.espeak_TextToPhonemes
    say.restype, say.argtypes = ctypes.c_char_p, [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    rest, found = ctypes.c_char_p(text.encode()), []
    while rest.value:
        found.append(say(ctypes.byref(rest), _PLAIN_TEXT, _IPA | _TIED | ord(_TIE) << 8) or b"")
    return b" ".join(filter(None, found)).decode()


def _kokoro_sounds(ipa: str) -> str:
    for theirs, ours in _SOUNDS.items():
        ipa = ipa.replace(theirs, ours)
    ipa = re.sub(r"(?<=\w)(ð[əɪ])(?!\w)", r" \1", ipa)  # espeak-ng writes "from the" as one word
    return re.sub(r"(\S)\u0329", r"ᵊ\1", ipa)


def parts(phonemes: str, most: int = MOST_TOKENS) -> Iterator[str]:
    """The phonemes in pieces of at most that many, cut after stops, else between words, else anywhere."""
    while len(phonemes) > most:
        head = phonemes[:most]
        stop = max(head.rfind(f"{mark} ") for mark in ",.;:?!") + 1
        cut = stop or head.rfind(" ") + 1 or most
        yield phonemes[:cut].strip()
        phonemes = phonemes[cut:].strip()
    yield phonemes


class Kokoro:
    """The model of a folder with one .onnx, one .npz of styles and vocab.json; raises FileNotFoundError."""

    def __init__(self, folder: Path, library: Any, threads: int = 1) -> None:
        import onnxruntime

        found = (next(iter(sorted(folder.glob(kind))), None) for kind in ("*.onnx", "*.npz", "vocab.json"))
        model, styles, vocabulary = found
        if not (model and styles and vocabulary):
            raise FileNotFoundError(f"{folder} has no Kokoro model: `python tests/assets.py kokoro` fetches it")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._ids: dict[str, int] = json.loads(vocabulary.read_text("utf-8"))["vocab"]
        with np.load(styles, allow_pickle=False) as rows:
            self._styles: dict[str, Samples] = {name: rows[name] for name in rows.files}
        self._library = library

    @property
    def styles(self) -> tuple[str, ...]:
        """Names of the styles that the folder has."""
        return tuple(self._styles)

    def say(self, text: str, voice: Voice) -> Samples:
        """A text in a voice, at the voice's `rate_hz`; raises ValueError for a style that the folder has not."""
        if unknown := [style for style in voice.styles if style not in self._styles]:
            raise ValueError(f"Kokoro has no style {unknown[0]}; there are {', '.join(self._styles)}")
        rows = np.mean([self._styles[style] for style in voice.styles], axis=0).reshape(-1, 256)
        phonemes = sounds(self._library, text)
        return np.concatenate([self._said(part, rows, voice.speed / voice.pitch) for part in parts(phonemes)])

    def _said(self, phonemes: str, rows: Samples, speed: float) -> Samples:
        tokens = [self._ids[sound] for sound in phonemes if sound in self._ids]
        given = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": rows[min(len(tokens), len(rows)) - 1][None].astype(np.float32),
            "speed": np.array([speed], np.float32),
        }
        return np.asarray(self._session.run(None, given)[0], np.float32).ravel()
