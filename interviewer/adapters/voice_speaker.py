"""Speaks the interviewer's lines sentence by sentence: the next one is made while one is played."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

import numpy as np

from interviewer.adapters.player import Playback
from interviewer.adapters.voice_echo import rms
from interviewer.adapters.voice_work import Work
from interviewer.dialogue.events import LineBegun, Said
from interviewer.speech.types import Sound, Voice

AHEAD = 2
"""Sentences that are made before they are needed."""
KEPT = 64
"""Sentences that are kept although nobody has asked for them yet."""
READING_WPM = 220.0
"""How long a line stands on the screen before the floor passes, when no voice can say it."""
SILENT_RATE_HZ = 8_000
SOFTLY = 0.6
"""Share of its loudness that a backchannel keeps."""
SOFT = 0.05
"""No backchannel is louder, root mean square: voices say a single "uh-huh" half as loud again as a sentence."""
GAP_S = 0.18
"""Breath between two sentences."""


@dataclass(slots=True)
class Line:
    """A line that is being said."""

    utterance: int
    sentences: Sequence[str]
    """As they are written."""
    more: bool = False
    """Its end is still being worded."""
    made: int = 0
    asked: int = 0


@dataclass(slots=True)
class Speaker:
    """Says one line at a time; `tick` tells when it has been heard to its end."""

    voice: Voice | None
    """None shows lines on the screen only."""
    playback: Playback
    work: Work
    split: Callable[[str], Sequence[str]]
    """A line as sentences."""
    spoken: Callable[[str], str]
    """A sentence as it is said aloud."""
    failed: Callable[[str], None]
    """Told why the voice fell silent, once until it is heard again."""
    latency_s: float = 0.0
    """From the last sample we give to the last one that is heard."""
    prepares: bool = False
    """Likely sentences are made ahead, while the candidate speaks."""
    backchannels: Sequence[str] = ()
    """Short signs of listening, said one after the other, each round of three or more in another order."""
    _signs: dict[str, Sound] = field(default_factory=dict)
    _given: int = 0
    """How many signs of listening were given."""
    _ready: OrderedDict[str, Sound] = field(default_factory=OrderedDict)
    _likely: list[str] = field(default_factory=list)
    _preparing: bool = False
    _line: Line | None = None
    _idle_since: float | None = None
    _silent: bool = False
    """The voice failed, and nothing of it has been heard since."""

    @property
    def busy(self) -> bool:
        """A line is being made or said."""
        return self._line is not None

    @property
    def audible(self) -> bool:
        """Something of the line has been played."""
        return self._line is not None and self.playback.place != (0, 0.0)

    @property
    def saying(self) -> int | None:
        """The number of the line that is being made or said."""
        return None if self._line is None else self._line.utterance

    def say(self, said: Said | LineBegun) -> None:
        """Begin a line, or go on with one that has begun; whatever else was being said is dropped."""
        written, more = tuple(self.split(said.text)) or (said.text,), isinstance(said, LineBegun)
        line = self._line
        if line is not None and line.more and said.utterance == line.utterance and goes_on(line.sentences, written):
            line.sentences, line.more = written, more
        else:
            self.playback.begin()
            self._idle_since = None
            self._line = Line(said.utterance, written, more)
        self._ask()

    def expect(self, lines: Iterable[str]) -> None:
        """These lines may be said next, the likeliest first."""
        known = self._ready.keys() | self._signs.keys()
        begins = (self.split(line)[:1] for line in lines) if self.prepares else ()
        self._likely = [sentence for first in begins for sentence in first if sentence not in known]

    def make_ready(self) -> None:
        """Make one backchannel or likely sentence, if there is nothing to say; a slow voice then speaks at once."""
        if self._line is not None or self._preparing or self._silent or self.voice is None:
            return
        signs = [sign for sign in self.backchannels if sign not in self._signs]
        if signs or self._likely:
            self._preparing = True
            written = signs[0] if signs else self._likely.pop(0)
            self.work.submit("voice", lambda: self._synthesise(written), partial(self._keep, written))

    @property
    def gives_signs(self) -> bool:
        """A backchannel is ready, and no line is to be said."""
        return self._line is None and not self._silent and bool(self._signs)

    def acknowledge(self) -> bool:
        """Say the next backchannel, which takes no floor; False if none can be given."""
        if not self.gives_signs:
            return False
        written = list(self._signs)
        turned = self._given // len(written) if len(written) > 2 else 0
        sound = self._signs[written[(self._given + turned) % len(written)]]
        self._given += 1
        self.playback.begin()
        self.playback.play(0, Sound(min(SOFTLY, SOFT / max(SOFT, rms(sound.samples))) * sound.samples, sound.rate_hz))
        return True

    def hush(self) -> None:
        """Break off a backchannel; a line goes on."""
        if self._line is None:
            self.playback.drop()

    def hold(self) -> None:
        """Fall silent in the middle of a line, which may go on; a backchannel is over."""
        if self._line is None:
            self.playback.drop()
        else:
            self.playback.hold()

    def _keep(self, written: str, sound: Sound | Exception) -> None:
        self._preparing = False
        if isinstance(sound, Exception):
            self._likely.clear()
            self.backchannels = ()
            return
        if written in self.backchannels:
            self._signs[written] = sound
            return
        self._ready[written] = sound
        if len(self._ready) > KEPT:
            self._ready.popitem(last=False)

    def tick(self, now: float) -> int | None:
        """Once a frame: the number of the line that has just been heard to its end."""
        line = self._line
        if line is None:
            return None
        self._ask()
        if line.more or line.made < len(line.sentences) or self.playback.queued:
            self._idle_since = None
            return None
        self._idle_since = now if self._idle_since is None else self._idle_since
        if now - self._idle_since < self.latency_s:
            return None
        self._line = None
        return line.utterance

    def close(self) -> None:
        """Give the voice back."""
        if self.voice is not None:
            self.voice.close()

    def cancel(self) -> str:
        """Fall silent for good; returns what had been heard of the line."""
        heard = self.heard()
        self._line = None
        self.playback.drop()
        return heard

    def heard(self) -> str:
        """The words of the line that have been played so far."""
        if self._line is None:
            return ""
        sentence, share = self.playback.place
        whole = list(self._line.sentences[:sentence])
        return " ".join([*whole, first_words(self._line.sentences[sentence], share)]).strip()

    def _ask(self) -> None:
        """Have the next sentence made, unless enough are waiting."""
        line = self._line
        if line is None or line.asked > line.made or self.playback.queued >= AHEAD or line.made >= len(line.sentences):
            return
        number = line.asked
        line.asked += 1
        written = line.sentences[number]

        def made(sound: Sound | Exception) -> None:
            if self._line is line:
                self._made(line, number, written, sound)

        ready = self._ready.pop(written, None) or self._signs.get(written)
        self.work.submit("voice", lambda: ready or self._synthesise(written), made)

    def _synthesise(self, written: str) -> Sound:
        aloud = self.spoken(written)
        return silent(written) if self.voice is None or not aloud else self.voice.synthesise(aloud)

    def _made(self, line: Line, number: int, written: str, sound: Sound | Exception) -> None:
        if isinstance(sound, Exception):
            if not self._silent:
                self.failed(f"{sound}; lines are shown as text")
            self._silent = True
            sound = silent(written)
        else:
            self._silent = False
        last = number == len(line.sentences) - 1 and not line.more
        self.playback.play(number, sound if last else with_gap(sound))
        line.made += 1
        self._ask()


def goes_on(begun: Sequence[str], whole: Sequence[str]) -> bool:
    """The sentences of a line that has begun stand at the beginning of the whole."""
    return tuple(whole[: len(begun)]) == tuple(begun)


def silent(text: str) -> Sound:
    """As much silence as it takes to read a text."""
    seconds = len(text.split()) / READING_WPM * 60.0
    return Sound(np.zeros(max(1, round(seconds * SILENT_RATE_HZ)), np.float32), SILENT_RATE_HZ)


def with_gap(sound: Sound) -> Sound:
    """A sound and a breath."""
    return Sound(np.concatenate((sound.samples, np.zeros(round(GAP_S * sound.rate_hz), np.float32))), sound.rate_hz)


def first_words(text: str, share: float) -> str:
    """The words of a sentence that were heard, when this share of its sound was played."""
    words = text.split()
    ends = accumulate(len(word) + 1 for word in words)
    return " ".join(word for word, end in zip(words, ends, strict=True) if end <= share * (len(text) + 1) + 0.5)
