"""What an interview logs of a recording's silences: room, recogniser, turn model and core, on the sample clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from interviewer import bootstrap, bootstrap_voice
from interviewer.adapters.audio_files import FileCandidate, Recording, spoken_part
from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.player import Playback
from interviewer.adapters.voice_room import Ears, VoiceRoom
from interviewer.adapters.voice_speaker import Speaker
from interviewer.adapters.voice_work import InlineWork
from interviewer.dialogue import events as ev
from interviewer.dialogue.interview import Interview
from interviewer.runner import Runner, VirtualClock
from interviewer.speech.fluency import Silence
from interviewer.speech.spoken_forms import sentences
from interviewer.speech.types import FRAME_S, Samples

JOINED_S = 0.3
"""A nudge, which is silent here, or a frame parts two stretches of one silence: so close together they are one."""
EARLY_S = 0.1
"""The floor passes a frame or two before the first frame is heard, and a turn is over as much after its last."""


@dataclass
class Turn:
    """A turn's sound; it notes when each of its frames was heard in the interview."""

    sound: Recording
    clock: VirtualClock
    offset_s: float
    """Where it begins in the whole recording."""
    heard: list[float] = field(default_factory=list)

    def frames(self) -> Iterator[Samples]:
        """Frame by frame."""
        for frame in self.sound.frames():
            self.heard.append(self.clock.now())
            yield frame

    def place(self, at: float) -> float | None:
        """When in the recording something was that happened in the interview; None when it was not in this turn."""
        at = max(at, self.heard[0]) if self.heard and self.heard[0] - at < EARLY_S else at
        found = int(np.searchsorted(self.heard, at + FRAME_S / 2, "right")) - 1
        if found < 0 or (found + 1 == len(self.heard) and at - self.heard[found] > EARLY_S):
            return None
        return self.offset_s + found * FRAME_S + min(at - self.heard[found], FRAME_S)


def logged(opening: Iterable[Samples], turns: Iterable[tuple[float, Samples]], ears: Ears) -> tuple[Silence, ...]:
    """The silences in the log of an interview whose candidate says this, in the times of the recording.

    The opening answers what comes before the first question; turns come with their place in the recording.
    """
    library = bootstrap.open_library()
    wishes = bootstrap.Wishes(length="full", timed=True, seed=3, channel="voice", question="gradient-descent")
    session = bootstrap.new_session("bench", library, library.persona("optimisation"), wishes, ())
    clock, log, work = VirtualClock(), MemoryLog(), InlineWork()
    runner = Runner(Interview(session), log, clock, [])
    speaker = Speaker(None, Playback(24_000), work, sentences, str, print)
    room = VoiceRoom(runner, session, ears, speaker, work, clock)
    before = [Recording(Path("opening"), sound) for sound in opening]
    said = [Turn(spoken_part(Recording(Path("turn"), s), ears.vad), clock, at) for at, s in turns]
    FileCandidate(room, iter([*before, *said]), one_a_turn=True).hold()  # type: ignore[list-item]
    return tuple(silence for turn in said for silence in _of_turn(log.events, turn))


def _of_turn(events: Iterable[ev.AnyEvent], turn: Turn) -> Iterator[Silence]:
    events = tuple(events)
    measured = [e for e in events if isinstance(e, ev.SilenceMeasured)]
    dead = [(e.start_s, e.start_s + e.duration_s) for e in measured if e.silence_class == "dead"]
    pauses = [p for e in events if isinstance(e, ev.TurnTaken) for p in e.pauses if not (p.voiced or p.thinking)]
    dead += [(pause.start_s, pause.start_s + pause.duration_s) for pause in pauses]
    speech = [e for e in events if isinstance(e, ev.SpeechPaused | ev.SpeechBegan)]
    dead += [
        (a.since, b.at) for a, b in pairwise(speech) if isinstance(a, ev.SpeechPaused) and isinstance(b, ev.SpeechBegan)
    ]
    placed = [(turn.place(start), turn.place(end)) for start, end in sorted(dead)]
    for start, end in _joined([(a, b) for a, b in placed if a is not None and b is not None]):
        yield Silence("dead", start, end - start)
    for one in measured:
        at = turn.place(one.start_s)
        if at is not None and one.silence_class != "dead":
            yield Silence(one.silence_class, at, one.duration_s)


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < JOINED_S and end > start:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif end > start:
            found.append((start, end))
    return found


def open_ears(assets: Path) -> Ears:
    """The ears of a real interview."""
    return bootstrap_voice.open_ears(str(assets / "whisper-base"), str(assets / "smart-turn")).ears
