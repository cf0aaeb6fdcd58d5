"""Holds a spoken interview at the desk: frames from the sound card and keys into the room, faults onto the screen."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from interviewer.adapters.sound import Missing
from interviewer.adapters.voice_levels import LevelWatch
from interviewer.adapters.voice_room import Key, VoiceRoom
from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.speech.types import Samples

WAIT_S = 0.25
"""Longest wait for a frame before keys and faults are looked at."""
RETRY_S = 1.0
"""Between two tries to open a device that is gone."""
KEYS: dict[str, Key] = {
    "\n": "end",
    "\r": "end",
    "p": "pause",
    "r": "repeat",
    "s": "skip",
}
LEAVE = ("q", "\x03", "\x04")
FINISH_S = 15.0
"""Longest wait for the words of the open turn when the candidate leaves; then what was understood so far is taken."""
TO_TEXT = "t"
SETTLE_S = 3.0
"""A device that was opened again gets so long to work."""
GONE: dict[Missing, str] = {
    "microphone": "The microphone delivers nothing: no time passes and nothing counts meanwhile. Connect it again, or "
    "press t to go on in text.",
    "speaker": "The speaker takes no sound: no time passes and nothing counts meanwhile. Switch it on or connect it "
    "again, or press t to go on in text.",
}
BACK = "The sound device is back."
FINISHING = "One moment: what you said is being written down. The same key again leaves at once."
UNHEARD = (
    "Nothing has been heard of you so far. Is this the right microphone, and is it switched on? --input-device chooses "
    "another, and t goes on in text."
)
LOST = "The computer was too slow for a moment and some sound was lost."
HALF_DUPLEX = (
    "Your microphone hears the speakers: I finish each line before I listen, and Enter stops me. "
    "With headphones you can simply interrupt."
)
Outcome = Literal["ended", "left", "text"]


class Card(Protocol):
    """A sound card that is running."""

    frames: "queue.SimpleQueue[Samples]"
    lost: int

    @property
    def missing(self) -> Missing:
        """What has been dead for seconds."""
        ...

    @property
    def works(self) -> bool:
        """Sound has gone in and out since the devices were opened."""
        ...

    def reopen(self) -> bool:
        """Try to open the devices again."""
        ...


@dataclass(slots=True)
class LiveInterview:
    """One interview at one sound card."""

    room: VoiceRoom
    card: Card
    keys: "queue.SimpleQueue[str]"
    say: Callable[[str], None]
    """Shows a remark."""
    monotonic: Callable[[], float] = time.monotonic
    _lost: int = 0
    _told_half: bool = False
    _heard: bool = False
    """The candidate was heard to speak, or was told that they are not."""
    _watch: LevelWatch = field(init=False)

    def __post_init__(self) -> None:
        self._watch = LevelWatch(self.say)

    def hold(self) -> Outcome:
        """Until the goodbye was heard, or the candidate leaves or asks for text."""
        self.room.runner.listeners.append(self._listen)
        self.room.begin()
        while not self.room.over:
            frame = self._next_frame()
            if frame is not None:
                self.room.frame(frame)
                self._watch.frame(frame, self.room.voiced)
            missing = self.card.missing
            gone = missing == "speaker" or (missing == "microphone" and frame is None)
            outcome = (self._wait_for_device(missing) if gone else None) or self._take_keys()
            if outcome is not None:
                return outcome
            self._remark()
        return "ended"

    def _listen(self, events: tuple[ev.AnyEvent, ...]) -> None:
        """A listener: a first nudge before anything was heard may mean that nothing can be heard."""
        for event in events:
            if isinstance(event, ev.SpeechBegan):
                self._heard = True
            nudged = isinstance(event, ev.Said) and any(isinstance(c.move, mv.Nudge) for c in event.moves)
            if nudged and not self._heard:
                self._heard = True
                self.say(UNHEARD)

    def _next_frame(self) -> Samples | None:
        try:
            return self.card.frames.get(timeout=WAIT_S)
        except queue.Empty:
            return None

    def _take_keys(self) -> Outcome | None:
        while True:
            try:
                key = self.keys.get_nowait().lower()
            except queue.Empty:
                return None
            if key in LEAVE or key == TO_TEXT:
                self._finish_turn()
                return "text" if key == TO_TEXT else "left"
            if key in KEYS:
                self.room.key(KEYS[key])

    def _finish_turn(self) -> None:
        """Before the candidate leaves: the words of the open turn are taken, so that nothing they said is lost."""
        self.room.key("leave")
        began = self.monotonic()
        self.room.deliver()
        if self.room.open:
            self.say(FINISHING)
        while self.room.open:
            self._next_frame()
            self.room.deliver()
            if self.monotonic() - began > FINISH_S or self._leaves_now():
                self.room.take_draft()

    def _leaves_now(self) -> bool:
        """Somebody who has pressed the key of leaving does so again."""
        try:
            key = self.keys.get_nowait().lower()
        except queue.Empty:
            return False
        return key in LEAVE or key == TO_TEXT

    def _wait_for_device(self, missing: Missing) -> Outcome | None:
        """A device is gone: the room gets no frames, so no time passes until it is back."""
        self.say(GONE[missing])
        self.room.fail("sound", f"the {missing} was gone")
        self.room.speaker.hold()
        self.room.gone = True
        back = False
        while not back:
            opened = self.card.reopen()
            until = self.monotonic() + (SETTLE_S if opened else RETRY_S)
            while not (back := opened and self.card.works) and self.monotonic() < until:
                outcome = self._take_keys()
                if outcome is not None:
                    return outcome
                self._next_frame()
        self.room.gone = False
        self.say(BACK)
        self.room.speaker.playback.go_on(RETRY_S)
        return None

    def _remark(self) -> None:
        if self.card.lost > self._lost + 5:
            self.say(LOST)
            self._lost = self.card.lost
        if self.room.gate.half_duplex and not self._told_half:
            self._told_half = True
            self.say(HALF_DUPLEX)
