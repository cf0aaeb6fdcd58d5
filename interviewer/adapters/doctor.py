"""Looks at what the program needs and what is here: packages, devices, voices, models. It changes nothing."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from interviewer.adapters.sound import devices
from interviewer.errors import InterviewerError

State = Literal["ok", "missing", "note"]
TEXT_PACKAGES = ("click", "jinja2", "numpy", "platformdirs", "prompt_toolkit", "pydantic", "rich", "yaml")
VOICE_PACKAGES = ("faster_whisper", "onnxruntime", "pyttsx3", "sounddevice", "soundfile")
ESPEAK = {
    "linux": "pip install espeakng-loader, or sudo apt install espeak-ng",
    "darwin": "the system's own voices are used; check System Settings > Accessibility > Spoken Content",
    "win32": "the system's own voices are used; check Settings > Time & language > Speech",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    section: str
    """text, voice or model."""
    what: str
    state: State
    detail: str = ""
    mend: str = ""
    """The command that mends it."""


Check = Callable[[], Iterable[Finding]]


def packages(section: str, names: Iterable[str]) -> Iterable[Finding]:
    """Whether packages can be imported."""
    absent = [name for name in names if find_spec(name) is None]
    if absent:
        yield Finding(section, "packages", "missing", ", ".join(absent), "pip install --upgrade desk-interviewer")
    else:
        yield Finding(section, "packages", "ok")


def sound_devices() -> Iterable[Finding]:
    """Microphones and speakers."""
    try:
        found = devices()
    except InterviewerError as error:
        reason, _, mend = str(error).removeprefix("sound: ").partition("; ")
        yield Finding("voice", "sound devices", "missing", reason, mend.removeprefix("run: "))
        return
    for what, wanted in (("microphones", "inputs"), ("speakers", "outputs")):
        able = [d for d in found if getattr(d, wanted)]
        default = "default_input" if wanted == "inputs" else "default_output"
        names = ", ".join(f"{d.index} {d.name}{' (default)' if getattr(d, default) else ''}" for d in able)
        if able:
            yield Finding("voice", what, "ok", names)
        else:
            yield Finding("voice", what, "missing", "none is connected", "connect one and run this again")


def engine_voice() -> Iterable[Finding]:
    """Whether the default voice says something."""
    from interviewer.adapters.voices import EngineVoice
    from interviewer.content.models import VoiceSettings

    try:
        voice = EngineVoice(VoiceSettings())
    except InterviewerError as error:
        yield Finding("voice", "voice", "missing", str(error), ESPEAK.get(sys.platform, ESPEAK["linux"]))
        return
    try:
        sound = voice.synthesise("Hello.")
        yield Finding("voice", "voice", "ok", f"{voice.name}, {sound.seconds:.1f} s for one word")
    except InterviewerError as error:
        yield Finding("voice", "voice", "missing", str(error), ESPEAK.get(sys.platform, ESPEAK["linux"]))
    finally:
        voice.close()


def other_voices() -> Iterable[Finding]:
    """Optional voices."""
    if find_spec("piper") is None:
        yield Finding("voice", "Piper voices", "note", "not installed", "pip install 'desk-interviewer[piper]'")
    else:
        yield Finding("voice", "Piper voices", "ok", "use them with --voice piper:FILE.onnx")


def speech_models() -> Iterable[Finding]:
    """Speech recognition, voice activity and turn model."""
    from interviewer.adapters.downloads import WHISPER_NAMES, ModelStore, models_folder

    try:
        from interviewer.adapters.vad import SileroVad

        SileroVad()
        yield Finding("voice", "voice activity", "ok")
    except InterviewerError as error:
        yield Finding("voice", "voice activity", "missing", str(error), "pip install --force-reinstall faster-whisper")
    store = ModelStore(models_folder())
    here = [name for name in WHISPER_NAMES if store.find(name) is not None]
    once = "`interviewer voice` downloads it once (network needed), or give a folder: --whisper DIR"
    if here:
        yield Finding("voice", "speech recognition", "ok", ", ".join(here))
    else:
        yield Finding("voice", "speech recognition", "missing", "no Whisper model is here yet", once)
    if store.find("smart-turn") is not None:
        yield Finding("voice", "turn model", "ok")
    else:
        detail = "not here: turns end from silence and words alone"
        yield Finding("voice", "turn model", "note", detail, "`interviewer voice` downloads it once (network needed)")
