"""Settings to the parts of the spoken interview. Everything costly is imported where it is used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from interviewer import bootstrap
from interviewer.content.models import VoiceSettings
from interviewer.errors import AdapterError, UsageError

if TYPE_CHECKING:
    from interviewer.adapters.downloads import ModelStore
    from interviewer.adapters.player import Playback
    from interviewer.adapters.session_log import SessionLog
    from interviewer.adapters.voice_echo import EchoGate
    from interviewer.adapters.voice_room import Ears, VoiceRoom
    from interviewer.adapters.voice_work import Work
    from interviewer.runner import Desk, VirtualClock
    from interviewer.speech.types import Samples, TurnCompletion, Voice


Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Hearing:
    """What listening needs, with a line for whatever had to be left out."""

    ears: "Ears"
    missing: tuple[str, ...] = ()


def open_ears(
    whisper: str,
    smart_turn: str | None = None,
    say: Callable[[str], None] = print,
    offline: bool = False,
    store: "ModelStore | None" = None,
) -> Hearing:
    """Voice activity, speech recognition (a model's name or folder), and the turn model if there is one.

    Raises UsageError and AdapterError; with `offline` nothing is downloaded.
    """
    from interviewer.adapters.vad import SileroVad
    from interviewer.adapters.voice_room import Ears
    from interviewer.adapters.whisper import WhisperTranscriber

    store = store or models()
    transcriber = loaded(WhisperTranscriber, whisper, say, offline, store.recognisers())
    missing: list[str] = []
    completion: TurnCompletion | None = None
    try:
        completion = open_turn_model(smart_turn, say, offline, store.turn_models())
    except AdapterError as error:
        missing.append(str(error))
    return Hearing(Ears(SileroVad(), transcriber, completion), tuple(missing))


def models() -> "ModelStore":
    """The models on this machine."""
    from interviewer.adapters.downloads import ModelStore, models_folder

    return ModelStore(models_folder())


WITHOUT_TURN_MODEL = (
    "no turn model is here, and none is needed: silence and words tell when you have finished, some of it 0.2 s later; "
    "to add it: --turn-model smart-turn (a download of 9 MB), or --turn-model FILE|DIR"
)
TRIED, TOLD = "turn-model-tried", "turn-model-told"


def open_turn_model(
    given: str | None,
    say: Callable[[str], None],
    offline: bool,
    store: "ModelStore",
    today: date | None = None,
) -> "TurnCompletion | None":
    """The turn-completion model from a file or folder, or by name; raises UsageError and AdapterError.

    One that nobody asked for is downloaded if it can be: that is tried, and its absence told, once a day.
    """
    from interviewer.adapters.downloads import TURN_NAME
    from interviewer.adapters.turn_model import SmartTurn

    if given is not None or store.find(TURN_NAME) is not None:
        return loaded(SmartTurn, given or TURN_NAME, say, offline, store)
    day = today or bootstrap.local_now().date()
    if not offline and not store.happened(TRIED, day):
        try:
            return SmartTurn(fetched(TURN_NAME, say, offline, store))
        except AdapterError:
            store.remember(TRIED, day)
    if not store.happened(TOLD, day):
        store.remember(TOLD, day)
        say(WITHOUT_TURN_MODEL)
    return None


def loaded(
    make: Callable[[Path], Model], name: str, say: Callable[[str], None], offline: bool, store: "ModelStore"
) -> Model:
    """A model made of its folder; what turns out to be damaged is downloaded again. Raises UsageError, AdapterError."""
    folder = fetched(name, say, offline, store)
    try:
        return make(folder)
    except AdapterError:
        if not store.damaged(name, anew=True):
            raise
    return make(fetched(name, say, offline, store))


def fetched(name: str, say: Callable[[str], None], offline: bool, store: "ModelStore") -> Path:
    """The folder of a model by path or name, downloaded if it is not there; raises UsageError and AdapterError."""
    from interviewer.adapters.downloads import progress_bar

    found = store.find(name)
    if found is not None:
        return found
    broken = ", ".join(store.damaged(name))
    state = f"is damaged here ({broken})" if broken else "is not on this machine"
    if offline:
        raise AdapterError(
            f"the model {name} {state}, and --offline downloads nothing; "
            "start once without --offline, or give a folder instead of a name"
        )
    say(f"the model {name} {state}; downloading it {'again' if broken else 'once'}")
    with progress_bar() as report:
        return store.fetch(name, report)


VOICES = "give engine, piper:FILE, openai, openai:VOICE or none"


def check_voice(kind: str, offline: bool) -> None:
    """Raises UsageError for a voice that does not exist, or needs the network when nothing may use it, and AdapterError
    for a Piper voice that is not there."""
    name, _, rest = kind.partition(":")
    if name not in ("engine", "piper", "openai", "none") or (name == "piper" and not rest):
        raise UsageError(f"--voice {kind}: {VOICES}")
    if name == "piper":
        from interviewer.adapters.voice_piper import voice_file

        voice_file(Path(rest).expanduser())
    if offline and name == "openai":
        raise UsageError(
            f"--voice {kind} sends each line over the network; with --offline give engine, piper:FILE or none"
        )


def open_voice(kind: str, settings: VoiceSettings) -> "Voice | None":
    """The voice that was asked for: engine, piper:FILE, openai[:VOICE] or none; raises AdapterError."""
    name, _, rest = kind.partition(":")
    match name:
        case "engine":
            from interviewer.adapters.voices import EngineVoice

            return EngineVoice(settings)
        case "piper" if rest:
            from interviewer.adapters.voice_piper import PiperVoice

            return PiperVoice(Path(rest).expanduser(), settings)
        case "openai":
            from interviewer.adapters.voice_openai import OpenAIVoice

            return OpenAIVoice(settings, voice=rest or "alloy")
        case "none":
            return None
        case _:
            raise UsageError(f"--voice {kind}: {VOICES}")


def spare_voice(kind: str, settings: VoiceSettings) -> "Callable[[], Voice] | None":
    """Opens the system's own voice in place of another; it has none itself."""
    if kind.partition(":")[0] in ("engine", "none"):
        return None
    from interviewer.adapters.voices import EngineVoice

    return lambda: EngineVoice(settings)


@dataclass(frozen=True, slots=True)
class RoomParts:
    """What a room is made of besides the interview."""

    ears: "Ears"
    voice: "Voice | None"
    work: "Work"
    playback: "Playback"
    latency_s: float = 0.0
    gate: "EchoGate | None" = None
    keep: "Callable[[int, Samples], None] | None" = None
    spare: "Callable[[], Voice] | None" = None
    """Opens the voice that stands in for one that fails."""
    prepares: bool = False
    """Likely sentences are made while the candidate speaks."""
    short_pauses: bool = False
    """The candidate is known to make no long pauses."""


def open_room(log: "SessionLog", clock: "VirtualClock", desks: Sequence["Desk"], parts: RoomParts) -> "VoiceRoom":
    """A room around the interview of a log."""
    from interviewer.adapters.voice_room import VoiceRoom
    from interviewer.adapters.voice_speaker import Speaker
    from interviewer.adapters.voice_steady import SteadyVoice
    from interviewer.dialogue import inputs as inp
    from interviewer.dialogue.interview import Interview
    from interviewer.runner import Runner
    from interviewer.speech.endpointing import LEARNED, EndpointSettings
    from interviewer.speech.spoken_forms import sentences, spoken_form

    session = log.session
    runner = Runner(Interview.resume(session, log.events), log, clock, desks)

    def stood_in(reason: str) -> None:
        plain = reason.removeprefix("voice: ")
        runner.inbox.put(inp.AdapterFailed(at=clock.now(), part="voice", reason=plain))

    voice = None if parts.voice is None else SteadyVoice(parts.voice, parts.spare, stood_in, clock.now)
    speaker = Speaker(
        voice,
        parts.playback,
        parts.work,
        sentences,
        spoken_form,
        lambda reason: room.fail("voice", reason),
        latency_s=parts.latency_s,
        prepares=parts.prepares,
    )
    settings = EndpointSettings(learned=LEARNED[0] if parts.short_pauses else 1.0)
    room = VoiceRoom(runner, session, parts.ears, speaker, parts.work, clock, parts.gate, parts.keep, settings)
    return room
