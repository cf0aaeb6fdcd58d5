"""Synthetic speakers and rooms for the recognition benchmark: espeak-ng, Piper, Kokoro; fan, keyboard and babble."""

import ctypes
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import kokoro
import numpy as np

from interviewer.speech.types import SAMPLE_RATE_HZ, Samples

Speaker = Callable[[str], Samples]
_SYNCHRONOUS, _RATE, _CHARACTERS, _UTF8 = 2, 1, 1, 1


def resampled(sound: Samples, rate_hz: int) -> Samples:
    """The same sound at SAMPLE_RATE_HZ, by cutting or padding its spectrum."""
    wanted = round(len(sound) * SAMPLE_RATE_HZ / rate_hz)
    spectrum = np.fft.rfft(sound)
    bins = np.zeros(wanted // 2 + 1, complex)
    kept = min(len(bins), len(spectrum))
    bins[:kept] = spectrum[:kept]
    return (np.fft.irfft(bins, wanted) * wanted / max(1, len(sound))).astype(np.float32)


def in_room(sound: Samples, before_s: float = 0.4, after_s: float = 0.6, peak: float = 0.5) -> Samples:
    """Level it and put silence on both sides."""
    level = float(np.abs(sound).max()) or 1.0
    silence = [np.zeros(round(s * SAMPLE_RATE_HZ), np.float32) for s in (before_s, after_s)]
    return np.concatenate((silence[0], sound * np.float32(peak / level), silence[1]))


class Espeak:
    """espeak-ng through the library that the package espeakng-loader carries."""

    def __init__(self) -> None:
        import espeakng_loader

        self.library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate_hz = self.library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
        self._found: list[Samples] = []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._callback = kind(self._take)
        self.library.espeak_SetSynthCallback(self._callback)

    def _take(self, wave: "ctypes._Pointer[ctypes.c_short]", count: int, events: int | None) -> int:
        if wave and count:
            self._found.append(np.ctypeslib.as_array(wave, (count,)).astype(np.float32) / 32768)
        return 0

    def say(self, text: str, voice: str, words_per_minute: int = 160) -> Samples:
        """A sentence in a voice such as en-us or en-gb-x-rp+f3."""
        self._found = []
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        self.library.espeak_SetParameter(_RATE, words_per_minute, 0)
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, _CHARACTERS, 0, _UTF8, None, None)
        self.library.espeak_Synchronize()
        return resampled(np.concatenate(self._found), self.rate_hz)


@lru_cache(maxsize=1)
def espeak_engine() -> Espeak:
    """The one engine of this process; the library does not bear a second."""
    return Espeak()


class Piper:
    """A Piper voice from a folder with one .onnx and its .json."""

    def __init__(self, folder: Path) -> None:
        from piper import PiperVoice

        self._voice = PiperVoice.load(next(iter(sorted(folder.glob("*.onnx")))))

    def say(self, text: str, slowness: float = 1.0) -> Samples:
        """A sentence; a slowness of 0.85 is a fast speaker."""
        from piper import SynthesisConfig

        wanted = SynthesisConfig(length_scale=slowness, noise_scale=0.3, noise_w_scale=0.3)
        parts = [chunk.audio_float_array for chunk in self._voice.synthesize(text, wanted)]
        return resampled(np.concatenate(parts), self._voice.config.sample_rate)


def speakers(piper: Path, kokoros: Sequence[str] = ()) -> dict[str, Speaker]:
    """The benchmark's four speakers by name, and the named ones of Kokoro, from the folder kokoro/ beside Piper's."""
    espeak, neural = espeak_engine(), Piper(piper)
    model = kokoro.Kokoro(piper.with_name("kokoro"), espeak.library) if kokoros else None
    return {
        "piper": lambda text: in_room(neural.say(text)),
        "piper fast": lambda text: in_room(neural.say(text, 0.82)),
        "espeak us": lambda text: in_room(espeak.say(text, "en-us")),
        "espeak gb f": lambda text: in_room(espeak.say(text, "en-gb-x-rp+f3", 150)),
        **({name: _kokoro_speaker(model, name) for name in kokoros} if model else {}),
    }


def _kokoro_speaker(model: kokoro.Kokoro, name: str) -> Speaker:
    voice = kokoro.parsed(name)

    @cache
    def say(text: str) -> Samples:
        return in_room(resampled(model.say(text, voice), voice.rate_hz))

    return say


def fan(seconds: float, seed: int = 1) -> Samples:
    """Air: noise that falls with frequency, and a hum with its overtones."""
    count = round(seconds * SAMPLE_RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    air = np.fft.irfft(spectrum / (1 + hertz / 200), count)
    t = np.arange(count) / SAMPLE_RATE_HZ
    hum = sum(np.sin(2 * np.pi * 118 * k * t) / k for k in (1, 2, 3))
    return _unit(air / air.std() + 0.3 * hum)


def keyboard(seconds: float, seed: int = 2, keys_per_s: float = 5.0) -> Samples:
    """Typing: clicks of a few milliseconds, each a press and a release, in bursts."""
    random = np.random.default_rng(seed)
    sound = np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)
    at = 0.2
    while at < seconds - 0.3:
        for delay, loud in ((0.0, 1.0), (random.uniform(0.06, 0.1), 0.5)):
            length = round(random.uniform(0.008, 0.025) * SAMPLE_RATE_HZ)
            fade = np.exp(-np.arange(length) / (length / 5))
            start = round((at + delay) * SAMPLE_RATE_HZ)
            sound[start : start + length] += (loud * fade * random.standard_normal(length)).astype(np.float32)
        at += random.exponential(1 / keys_per_s) + (random.uniform(0.5, 3) if random.random() < 0.05 else 0.04)
    return _unit(sound)


def babble(seconds: float, voices: Sequence[Samples]) -> Samples:
    """Several people at once, somewhere else: each clip repeated, shifted and added."""
    count = round(seconds * SAMPLE_RATE_HZ)
    mixed = sum(
        np.roll(np.resize(v, count), 7919 * i) / max(float(np.abs(v).max()), 1e-6) for i, v in enumerate(voices)
    )
    return _unit(np.asarray(mixed))


def with_noise(sound: Samples, noise: Samples, snr_db: float, peak: float = 0.9) -> Samples:
    """Speech in noise; the ratio is between the power while it is voiced and the noise's mean power."""
    loud = sound[np.abs(sound) > 0.02 * np.abs(sound).max()]
    factor = np.sqrt(np.mean(loud**2) / np.mean(noise**2) / 10 ** (snr_db / 10))
    mixed = sound + noise[: len(sound)] * factor
    return (mixed * min(1.0, peak / float(np.abs(mixed).max()))).astype(np.float32)


def _unit(sound: np.ndarray) -> Samples:
    return (sound / np.sqrt(np.mean(np.square(sound)))).astype(np.float32)


@lru_cache(maxsize=1)
def background(piper: Path) -> tuple[Samples, ...]:
    """Six clips of other people's talk for `babble`."""
    texts = (
        "The trains were late again this morning and nobody at the station could say why.",
        "We had lunch by the river and then it started to rain, so we ran back to the office.",
        "Could you send me the address? I think I left my umbrella in the meeting room.",
    )
    neural, espeak = Piper(piper), espeak_engine()
    return tuple(sound for text in texts for sound in (neural.say(text, 1.1), espeak.say(text, "en-gb-x-rp+f2")))
