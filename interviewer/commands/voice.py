"""`interviewer voice`: the interview aloud, at the desk or out of sound files."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer import bootstrap, bootstrap_voice
from interviewer.bootstrap_model import ModelChoice
from interviewer.commands.chat import ChatOptions, discard_unheld, finish, open_session, pick_model
from interviewer.commands.desks import open_desk
from interviewer.content.library import Library
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.adapters.audio_files import Recording
    from interviewer.adapters.session_log import SessionLog


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """The flags of `interviewer voice`."""

    interview: ChatOptions = field(default_factory=ChatOptions)
    input_device: str | None = None
    output_device: str | None = None
    whisper: str = "base"
    turn_model: str | None = None
    voice: str = "engine"
    save_audio: bool = False
    sound_check: bool = True
    short_pauses: bool = False
    audio_in: Path | None = None
    audio_in_continuous: bool = False
    audio_out: Path | None = None


def run_flags(no_sound_check: bool, **flags: Any) -> int:
    """The command as the command line calls it."""
    own = {name.name for name in fields(VoiceOptions)}
    interview = ChatOptions(timed=True, **{name: value for name, value in flags.items() if name not in own})
    heard = {name: value for name, value in flags.items() if name in own}
    return run(VoiceOptions(interview=interview, sound_check=not no_sound_check, **heard))


def run(options: VoiceOptions) -> int:
    """Hold an interview aloud and write its report; returns the exit code."""
    bootstrap_voice.check_voice(options.voice, options.interview.offline)
    if options.audio_in is None:
        if options.audio_in_continuous or options.audio_out is not None:
            raise UsageError("--audio-in-continuous and --audio-out go with --audio-in WAV|DIR")
        from interviewer.commands.voice_live import at_the_desk

        return at_the_desk(options)
    check_audio_out(options.audio_out, options.audio_in)
    recordings = open_recordings(options.audio_in, options.audio_in_continuous)
    hearing = bootstrap_voice.open_ears(options.whisper, options.turn_model, note, options.interview.offline)
    for line in hearing.missing:
        note(line)
    choice = pick_model(options.interview)
    log, library = open_session(options.interview, scripted=True, channel="voice", model=choice)
    try:
        with log:
            return from_files(log, library, choice, options, recordings, hearing)
    finally:
        discard_unheld(log)


def check_audio_out(target: Path | None, source: Path) -> None:
    """Raises UsageError unless the interviewer's voice can be written there and nothing is lost by it."""
    from interviewer.adapters.audio_files import check_new

    if target is None:
        return
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"--audio-out {target}: this is the recording of --audio-in; give another name")
    check_new(target)


def note(line: str) -> None:
    """A remark beside the interview."""
    print(f"interviewer: {line}", file=sys.stderr)


def open_recordings(source: Path, continuous: bool) -> "Iterator[Recording]":
    """A recording, or one for each turn; the first is read at once so that a bad one is told before anything starts."""
    from interviewer.adapters.audio_files import read_recording, turn_files

    if not source.is_dir():
        return iter((read_recording(source),))
    if continuous:
        raise UsageError(f"{source}: --audio-in-continuous goes with one sound file, not with a folder")
    return iter([read_recording(path) for path in turn_files(source)])


def from_files(
    log: "SessionLog",
    library: Library | None,
    choice: ModelChoice,
    options: VoiceOptions,
    recordings: "Iterator[Recording]",
    hearing: bootstrap_voice.Hearing,
) -> int:
    """The candidate comes out of sound files: the sample clock runs as fast as it can."""
    from interviewer.adapters.audio_files import OUT_RATE_HZ, FileCandidate, SoundWriter, TurnKeeper, spoken_part
    from interviewer.adapters.chat import Screen, make_console
    from interviewer.adapters.player import Playback
    from interviewer.adapters.voice_work import InlineWork
    from interviewer.runner import VirtualClock

    session = log.session
    clock = VirtualClock(bootstrap.last_moment(log))
    opened = open_desk(log, library, clock, choice, inline=True)
    voice = bootstrap_voice.open_voice(options.voice, session.persona.voice)
    keep = TurnKeeper(log.folder) if options.save_audio else None
    spare = bootstrap_voice.spare_voice(options.voice, session.persona.voice)
    parts = bootstrap_voice.RoomParts(
        hearing.ears,
        voice,
        InlineWork(),
        Playback(OUT_RATE_HZ),
        keep=keep,
        spare=spare,
        short_pauses=options.short_pauses,
    )
    room = bootstrap_voice.open_room(log, clock, [opened.desk], parts)
    opened.begin(room.runner.inbox.put)
    room.runner.listeners.insert(0, Screen(session, make_console(), scripted=True).show)
    writer = SoundWriter(options.audio_out) if options.audio_out is not None else None
    one_a_turn = options.audio_in is not None and options.audio_in.is_dir()
    if one_a_turn:
        recordings = iter([spoken_part(one, hearing.ears.vad) for one in recordings])
    write = writer.write if writer else None
    candidate = FileCandidate(room, recordings, options.audio_in_continuous, one_a_turn, write)
    try:
        candidate.hold()
    finally:
        if writer is not None:
            writer.close()
        room.speaker.close()
    for warning in candidate.warnings:
        note(warning)
    return finish(log)
