"""Looks at what the program needs and what is here: packages, devices, voices, models. It mends nothing."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from interviewer.adapters.sound import Device, advice, devices
from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from interviewer.adapters.downloads import ModelStore

State = Literal["ok", "missing", "note"]
TEXT_PACKAGES = ("click", "jinja2", "numpy", "platformdirs", "prompt_toolkit", "pydantic", "rich", "yaml")
VOICE_PACKAGES = ("faster_whisper", "onnxruntime", "pyttsx3", "sounddevice", "soundfile")
ESPEAK = {
    "linux": "pip install espeakng-loader, or sudo apt install espeak-ng",
    "darwin": "the system's own voices are used; check System Settings > Accessibility > Spoken Content",
    "win32": "the system's own voices are used; check Settings > Time & language > Speech",
}
CONNECT = {
    "linux": (
        "connect one; if a sound server has it, PortAudio needs a bridge: sudo apt install libportaudio2 "
        "libasound2-plugins (Debian, Ubuntu), sudo dnf install portaudio alsa-plugins-pulseaudio (Fedora); "
        "and the server must run: systemctl --user start pipewire-pulse, or pulseaudio --start"
    ),
    "darwin": "connect one and run this again",
    "win32": "connect one and run this again",
}
PIPER_VOICE = "en_US-lessac-medium"
MOST_VOICES = 12


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
    yield from device_findings(found)


def device_findings(found: Sequence[Device], platform: str = sys.platform) -> Iterable[Finding]:
    """The microphones and speakers of the devices there are, or how to come by them on this system."""
    absent = []
    for what, wanted in (("microphones", "inputs"), ("speakers", "outputs")):
        able = [d for d in found if getattr(d, wanted)]
        default = "default_input" if wanted == "inputs" else "default_output"
        if able:
            names = ", ".join(f"{d.index} {d.name}{' (default)' if getattr(d, default) else ''}" for d in able)
            yield Finding("voice", what, "ok", names)
        else:
            absent.append(what)
    if absent:
        yield Finding("voice", " and ".join(absent), "missing", "none connected", advice(CONNECT, platform))


def engine_voice() -> Iterable[Finding]:
    """Whether the default voice says something."""
    from interviewer.adapters.voices import EngineVoice
    from interviewer.content.models import VoiceSettings

    try:
        voice = EngineVoice(VoiceSettings())
    except InterviewerError as error:
        yield Finding("voice", "voice", "missing", str(error), advice(ESPEAK))
        return
    try:
        sound = voice.synthesise("Hello.")
        yield Finding("voice", "voice", "ok", f"{voice.name}, {sound.seconds:.1f} s for one word")
        yield Finding("voice", "English voices", "ok", listed(voice.voices("en")))
    except InterviewerError as error:
        yield Finding("voice", "voice", "missing", str(error), advice(ESPEAK))
    finally:
        voice.close()


def listed(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    shown = "; ".join(names[:MOST_VOICES])
    more = f"; and {len(names) - MOST_VOICES} more" if len(names) > MOST_VOICES else ""
    return f"{shown}{more}; an interviewer's file chooses by `voice: language:`" if names else "the engine lists none"


def other_voices() -> Iterable[Finding]:
    """Optional voices, where they can be had and how they are named."""
    get = f"python -m piper.download_voices {PIPER_VOICE}"
    use = f"then --voice piper:{PIPER_VOICE}.onnx; other voices: https://huggingface.co/rhasspy/piper-voices"
    if find_spec("piper") is None:
        mend = f"pip install 'desk-interviewer[piper]', {get}, {use}"
        yield Finding("voice", "Piper voices", "note", "not installed", mend)
    else:
        yield Finding("voice", "Piper voices", "ok", f"a voice is a file NAME.onnx beside NAME.onnx.json: {get}, {use}")


def speech_models(whisper: str | None = None, turn_model: str | None = None) -> Iterable[Finding]:
    """Speech recognition, voice activity and turn model, by name or folder where one is given."""
    try:
        from interviewer.adapters.vad import SileroVad

        SileroVad()
        yield Finding("voice", "voice activity", "ok")
    except InterviewerError as error:
        yield Finding("voice", "voice activity", "missing", str(error), "pip install --force-reinstall faster-whisper")
    from interviewer.adapters.downloads import ModelStore, models_folder

    store = ModelStore(models_folder())
    yield given_recogniser(store, whisper) if whisper is not None else recognisers(store)
    yield turn_completion(store, turn_model)


AGAIN = "`interviewer voice` downloads it again (network needed)"
ONCE = "`interviewer voice` downloads it once (network needed)"


def recognisers(store: "ModelStore") -> Finding:
    """The speech recognition models that were downloaded."""
    from interviewer.adapters.downloads import WHISPER_NAMES

    here = [name for name in WHISPER_NAMES if store.find(name) is not None]
    damaged = [f"{name} is damaged ({', '.join(files)})" for name in WHISPER_NAMES if (files := store.damaged(name))]
    what = "speech recognition"
    if here:
        return Finding("voice", what, "ok", "; ".join((", ".join(here), *damaged)), AGAIN if damaged else "")
    if damaged:
        return Finding("voice", what, "missing", "; ".join(damaged), AGAIN)
    where = f"{ONCE}, or give a folder: --whisper DIR, which `interviewer doctor --whisper DIR` tries"
    return Finding("voice", what, "missing", "no Whisper model is here yet", where)


def given_recogniser(store: "ModelStore", whisper: str) -> Finding:
    """The speech recognition model that is named, loaded."""
    from interviewer.adapters.whisper import WhisperTranscriber

    what, own = "speech recognition", store.recognisers()
    try:
        folder = own.find(whisper)
        if folder is None:
            damaged = ", ".join(own.damaged(whisper))
            state = f"{whisper} is damaged ({damaged})" if damaged else f"{whisper} is not here yet"
            return Finding("voice", what, "missing", state, AGAIN if damaged else ONCE)
        return Finding("voice", what, "ok", f"{whisper}: {WhisperTranscriber(folder).name}")
    except InterviewerError as error:
        reason, _, mend = str(error).removeprefix(f"{what}: ").partition("; ")
        return Finding("voice", what, "missing", reason, mend)


def turn_completion(store: "ModelStore", turn_model: str | None) -> Finding:
    """The turn model, loaded if one is given; voice works without it."""
    from interviewer.adapters.downloads import TURN_NAME
    from interviewer.adapters.turn_model import SmartTurn

    what, own = "turn model", store.turn_models()
    try:
        folder = own.find(turn_model or TURN_NAME)
        if folder is not None:
            SmartTurn(folder)
            return Finding("voice", what, "ok", turn_model or "")
    except InterviewerError as error:
        reason, _, mend = str(error).removeprefix("turn completion: ").partition("; ")
        return Finding("voice", what, "note", reason, mend)
    detail = "not here: silence and words tell when a turn is over, some 0.2 s later"
    return Finding("voice", what, "note", detail, f"{ONCE}, or give it: --turn-model FILE|DIR")
