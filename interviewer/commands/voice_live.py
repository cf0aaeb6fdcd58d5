"""The spoken interview at the desk: sound card, keys and screen around the room."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer import bootstrap, bootstrap_voice
from interviewer.adapters.chat import make_console
from interviewer.adapters.menu import takes_text
from interviewer.adapters.player import Playback
from interviewer.adapters.sound import SoundCard
from interviewer.adapters.voice_check import SoundCheck
from interviewer.adapters.voice_echo import EchoGate
from interviewer.adapters.voice_keys import Keys
from interviewer.adapters.voice_live import LiveInterview, Outcome
from interviewer.adapters.voice_screen import LiveScreen, PlainScreen, libraries_muted
from interviewer.adapters.voice_work import ThreadWork
from interviewer.bootstrap_model import ModelChoice
from interviewer.commands import chat
from interviewer.commands.desks import open_desk
from interviewer.errors import AdapterError
from interviewer.runner import VirtualClock

if TYPE_CHECKING:
    from interviewer.adapters.session_log import SessionLog
    from interviewer.adapters.voice_room import Ears, VoiceRoom
    from interviewer.commands.voice import VoiceOptions
    from interviewer.content.library import Library
    from interviewer.speech.types import Voice


def at_the_desk(options: "VoiceOptions") -> int:
    """A person speaks. A fault at a terminal comes with the offer to go on in text; returns the exit code."""
    from interviewer.commands.voice import note

    interactive = sys.stdin.isatty()
    try:
        card = SoundCard(options.input_device, options.output_device)
        hearing = bootstrap_voice.open_ears(options.whisper, options.turn_model, note, options.interview.offline)
    except AdapterError as fault:
        if not interactive:
            raise
        return chat.run(replace(options.interview, timed=False)) if takes_text(fault) else fault.exit_code
    for line in hearing.missing:
        note(line)
    choice = chat.pick_model(options.interview)
    log, library = chat.open_session(options.interview, scripted=not interactive, channel="voice", model=choice)
    code = 0
    with log:
        try:
            outcome = hold(log, library, choice, options, card, hearing.ears)
        except AdapterError as fault:
            if not interactive:
                note(str(fault))
            outcome = "text" if interactive and takes_text(fault) else "left"
            code = fault.exit_code
        except KeyboardInterrupt:
            outcome = "left"
        if outcome == "ended":
            return chat.finish(log)
    if outcome == "text":
        print("Going on in text.")
        return chat.run(replace(options.interview, resume=log.session.id))
    leave(log)
    return code


def leave(log: "SessionLog") -> None:
    """Say how to go on; a session in which nothing was said leaves nothing behind."""
    name = log.session.id
    if chat.discard_unheld(log):
        print("\nNothing was said yet, so nothing is kept.")
        return
    print(f"\nStopped here, and everything is kept. Go on:  interviewer voice --resume {name}")
    print(f"Report so far:  interviewer report {name}")


def hold(
    log: "SessionLog",
    library: "Library | None",
    choice: ModelChoice,
    options: "VoiceOptions",
    card: SoundCard,
    ears: "Ears",
) -> Outcome:
    """Sound check, then the interview."""
    clock = VirtualClock(bootstrap.last_moment(log))
    console = make_console()
    with ExitStack() as stack:
        opened = open_desk(log, library, clock, choice)
        stack.callback(opened.close)
        voice = open_voice(options, log, console.print)
        if voice is not None:
            stack.callback(voice.close)
        voices = stack.enter_context(ExitStack())
        work = ThreadWork()
        stack.callback(work.close)
        keys = Keys()
        stack.enter_context(keys.reading())
        playback = Playback(card.out_rate_hz)
        card.pull = playback.pull
        card.start()
        stack.callback(card.stop)
        check = SoundCheck(card.frames, playback, ears, voice, console.print, keys.pressed)
        if options.sound_check:
            check.run()
        if check.outcome is not None:
            return check.outcome
        parts = bootstrap_voice.RoomParts(ears, voice, work, playback, card.latency_s, EchoGate(check.leakage))
        room = bootstrap_voice.open_room(log, clock, [opened.desk], as_wished(options, log, parts))
        voices.callback(room.speaker.close)
        opened.begin(room.runner.inbox.put)
        with screen_for(room, console.is_terminal, log, clock) as screen:
            room.runner.listeners.insert(0, screen.show)
            return LiveInterview(room, card, keys.pressed, screen.note).hold()


def as_wished(
    options: "VoiceOptions", log: "SessionLog", parts: bootstrap_voice.RoomParts
) -> bootstrap_voice.RoomParts:
    """The parts with what the flags say about sound files and voices."""
    from interviewer.adapters.audio_files import TurnKeeper

    return replace(
        parts,
        keep=TurnKeeper(log.folder) if options.save_audio else None,
        spare=bootstrap_voice.spare_voice(options.voice, log.session.persona.voice),
        prepares=not options.voice.startswith("openai"),
        short_pauses=options.short_pauses,
    )


def open_voice(options: "VoiceOptions", log: "SessionLog", say: Callable[[str], None]) -> "Voice | None":
    """The voice that was asked for; without one the lines are shown as text, which is said."""
    try:
        return bootstrap_voice.open_voice(options.voice, log.session.persona.voice)
    except AdapterError as error:
        say(str(error))
        return None


@contextmanager
def screen_for(room: "VoiceRoom", is_terminal: bool, log: "SessionLog", clock: VirtualClock) -> Iterator[PlainScreen]:
    """A screen that moves at a terminal, and plain lines elsewhere."""
    console = make_console()
    if not is_terminal:
        yield PlainScreen(log.session, console)
        return
    with libraries_muted(), LiveScreen(log.session, console, room, clock.now) as screen:
        yield screen
