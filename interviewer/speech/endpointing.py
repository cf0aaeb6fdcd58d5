"""The fast clock: may the interviewer answer? Frames' voice activity, an audio estimate and a draft of the words in,
signals out. It never fires on a turn that plainly goes on; time is a number in the input."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from interviewer.content.models import Thinking
from interviewer.speech.fluency import gained
from interviewer.speech.types import FRAME_S, Span
from interviewer.speech.unfinished import Finish, adds_nothing, finishedness


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The candidate began a turn, at its first voiced frame."""

    at: float


@dataclass(frozen=True, slots=True)
class Paused:
    """The candidate fell silent: the moment to ask how finished the turn sounds and to draft its words."""

    since: float
    """When the last voiced frame ended."""


@dataclass(frozen=True, slots=True)
class Backchannel:
    """The turn may be over, but is waited for a little longer: the moment for an "uh-huh", which takes no floor."""

    at: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The candidate went on inside the same turn."""

    at: float


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """The turn is over and may be answered."""

    at: float
    since: float
    """When the last voiced frame ended."""
    spans: tuple[Span, ...]
    """Its speech, in order and disjoint."""
    waited_s: float = field(default=0.0, compare=False)
    """The silence that was chosen to end it, from what was known at that moment."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What began while nobody had a turn was too short to be speech: a click, a cough. Nothing was started."""

    at: float


Signal = SpeechStarted | Paused | Backchannel | Resumed | TurnEnded | Noise


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds of silence before a turn that reads in one way is over, by how finished it sounds."""

    high: float
    middle: float
    low: float
    absent: float
    """Without an estimate from the audio."""


_UNTIL_NUDGED = Waits(high=30.0, middle=30.0, low=30.0, absent=30.0)
"""Longer than the first nudge takes on any stage, so that the nudge and not an answer breaks the silence."""
WAITS: Mapping[Finish, Waits] = {
    Finish.CLOSED: Waits(high=1.0, middle=1.2, low=2.0, absent=1.2),
    Finish.COMPLETE: Waits(high=5.5, middle=5.5, low=5.5, absent=5.5),
    Finish.COMMA: Waits(high=5.5, middle=6.5, low=6.5, absent=5.5),
    Finish.PLAIN: Waits(high=6.0, middle=6.0, low=6.0, absent=6.0),
    Finish.BRIEF: Waits(high=6.2, middle=6.2, low=6.2, absent=6.2),
    Finish.MORE: Waits(high=6.5, middle=6.5, low=6.5, absent=6.5),
    Finish.OPEN: _UNTIL_NUDGED,
    Finish.THINKING: _UNTIL_NUDGED,
    Finish.UNKNOWN: Waits(high=2.6, middle=3.0, low=6.0, absent=3.0),
}
"""For a candidate of whom nothing is known yet."""
WHOLE = frozenset({Finish.COMPLETE, Finish.COMMA, Finish.PLAIN, Finish.BRIEF})
"""Turns that may well be over, and may as well go on, for nothing in their words tells: these waits shrink and grow
with what is learned about the candidate."""
CLOSER_S = 4.5
"""To a closer question a few words are an answer: nobody waits longer than this for such turns."""
SIGNLESS_S = 3.0
"""Nor longer than this where no sign of listening can be given: it would seem deaf."""
BACKCHANNELS: Mapping[Finish, float] = {
    Finish.COMPLETE: 1.4,
    Finish.COMMA: 1.9,
    Finish.PLAIN: 1.7,
    Finish.BRIEF: 1.9,
    Finish.MORE: 1.9,
}
"""Silence before a backchannel, for turns that may go on; the others would be disturbed, or answered as soon."""
BEFORE_REPLY_S = 0.8
"""A reply that comes sooner after a backchannel makes it one sound with the reply: there is none."""
SHRUNK = 0.93
"""Factor on these waits for a candidate whose turn was over after all: whoever makes no long pauses is replied to
sooner and sooner."""
GROWN = 1.25
"""Factor for one who went on after we had thought their turn over, or nearly so. They are given no less time than
somebody of whom nothing is known."""
NEARLY_S = 1.5
"""Who goes on in words after a silence of this length, where the turn might have been over, makes long pauses."""
LEARNED = (0.45, 1.5)
"""The least and the most that is learned about one candidate."""
LONGEST_S = 6.5
"""It makes no wait longer than this."""
BEFORE_NUDGE_S = 0.5
"""Who may have finished is replied to so long before a nudge would come, at the latest."""
PATIENT_S = 3.0
"""The patience that a stage deserves makes no wait longer than this."""
PATIENCE: Mapping[Thinking, float] = {"recall": 1.0, "derivation": 1.7, "design": 1.6}


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """What counts as speech, and how long to wait."""

    threshold: float = 0.5
    """Voice activity from which a frame is voiced."""
    min_speech_s: float = 0.19
    """Voiced time from which a sound is speech."""
    pause_s: float = 0.2
    """Silence that separates two spans."""
    high: float = 0.5
    """Audio estimate from which a turn sounds finished."""
    low: float = 0.1
    """Audio estimate below which it sounds unfinished."""
    waits: Mapping[Finish, Waits] = field(default_factory=lambda: WAITS)
    """How long to wait, by how the turn reads and sounds."""
    backchannels: Mapping[Finish, float] = field(default_factory=lambda: BACKCHANNELS)
    """When to give a sign of listening before that, by how the turn reads."""
    patience: Mapping[Thinking, float] = field(default_factory=lambda: PATIENCE)
    """Factor on every wait but those of turns that say they are over, by the thinking a stage needs."""
    least_s: float = 2.5
    """To what waits shrink for a candidate who makes no long pauses, for a recalled fact."""
    learned: float = 1.0
    """Factor for what is known about the candidate at the beginning, within the bounds of LEARNED."""


@dataclass(slots=True)
class _Sound:
    """A stretch of voiced frames without a gap of `pause_s`."""

    start: float
    end: float
    voiced: float = 0.0
    speech: bool = False


@dataclass(frozen=True, slots=True)
class _Over:
    """The turn that ended last, until something else happens."""

    silence_s: float = 0.0
    """The silence that ended it; 0 for a key."""
    text: str = ""
    learned: float = 1.0
    """What was known before it ended."""


class Endpointer:
    """Follows one candidate, frame by frame. All times are seconds since the start of the interview."""

    def __init__(self, settings: EndpointSettings | None = None) -> None:
        self._settings = settings or EndpointSettings()
        self._patience, self._learned = 1.0, self._settings.learned
        self._closer, self._before_nudge_s = False, float("inf")
        self.held = False
        """Whoever feeds it knows that the open turn goes on: only `end_turn` ends it."""
        self.signs = True
        """Whoever feeds it gives a sign of listening when told to."""
        self.reset(float("-inf"))

    def reset(self, at: float) -> None:
        """Forget the open turn; nothing before `at` counts."""
        self._now = at
        self._spans: list[Span] = []
        self._sounds: float | None = None
        self._sound: _Sound | None = None
        self._text = self._acknowledged = ""
        self._before: str | None = None
        self._over = _Over()
        self._forget_estimates()

    def patience(self, thinking: Thinking, closer: bool = False, nudge_s: float = float("inf")) -> None:
        """Wait as long as the thinking of the open stage deserves; to a closer question a few words are an answer. A
        turn that may be over is answered before a nudge would come, which comes after `nudge_s` of silence."""
        self._patience = self._settings.patience[thinking]
        self._closer, self._before_nudge_s = closer, nudge_s - BEFORE_NUDGE_S

    @property
    def speaking(self) -> bool:
        """Whether the candidate is speaking now."""
        return self._sound is not None and self._sound.speech

    @property
    def spans(self) -> tuple[Span, ...]:
        """Speech of the open turn so far; empty when none is open."""
        sound = self._sound
        return (*self._spans, Span(sound.start, sound.end)) if sound and sound.speech else tuple(self._spans)

    @property
    def reads(self) -> Finish:
        """How the turn reads at the present pause."""
        return self._reads

    @property
    def sounds_unfinished(self) -> bool:
        """The audio model heard the turn go on, at the present pause."""
        return self._level() == "low"

    @property
    def wait_s(self) -> float:
        """Silence after which the open turn is over, from what is known at this moment."""
        wait = float(getattr(self._settings.waits[self._reads], self._level()))
        if self._reads in WHOLE:
            return self._room(wait)
        if self._reads is Finish.CLOSED:
            return wait
        wait = max(wait, min(wait * self._patience, PATIENT_S))
        if self._reads is Finish.UNKNOWN and self.drafting:
            wait = max(wait, self._room(float(getattr(self._settings.waits[Finish.PLAIN], self._level()))))
        return max(wait, min(wait * self._learned, LONGEST_S))

    def _room(self, wait: float) -> float:
        """How long to wait where the turn may well be over, by what is known about the candidate."""
        most = min(CLOSER_S if self._closer else LONGEST_S, LONGEST_S if self.signs else SIGNLESS_S)
        least = self._settings.least_s
        least = max(least, min(least * self._patience, PATIENT_S))
        return min(max(least, min(wait * self._learned, most)), self._before_nudge_s)

    def completion(self, probability: float) -> None:
        """The audio model's estimate for the present pause; an answer that comes too late is ignored."""
        if not self.speaking:
            self._sounds = probability

    def draft(self, text: str) -> None:
        """The newest words of the whole turn, up to the present pause; ignored once speech has gone on."""
        if self.speaking:
            return
        self._text, self._reads = text, finishedness(text)
        if self._before is not None and self._goes_on(gained(self._before, text)):
            self._before = None
            self._grow()

    def take_back(self, spans: tuple[Span, ...]) -> None:
        """Go on with a turn that had ended, for speech resumed before the reply was heard; if it is words, wait longer
        from now on."""
        if self._over.silence_s >= NEARLY_S:
            self._before, self._learned = self._over.text, self._over.learned
        self._over = _Over()
        self._spans = [*spans, *self._spans]

    def cut_off(self) -> None:
        """The candidate went on as our reply began. If it was their silence that had ended the turn, and it was long,
        wait longer from now on."""
        if self._over.silence_s >= NEARLY_S:
            self._grow()
        self._over = _Over()

    def end_turn(self, over: bool = True) -> tuple[Signal, ...]:
        """End the open turn now: the candidate pressed the key. If that says that it is `over`, they need not be waited
        for as long the next time."""
        spans = self.spans
        return self._end(spans, over) if spans else ()

    def frame(self, end_s: float, probability: float) -> tuple[Signal, ...]:
        """Take in one frame that ended at `end_s`; a frame that is not newer than the last is ignored."""
        if end_s <= self._now:
            return ()
        start, self._now = max(self._now, end_s - FRAME_S), end_s
        if probability >= self._settings.threshold:
            return self._voiced(start, end_s)
        return self._quiet(end_s)

    def _voiced(self, start: float, end: float) -> tuple[Signal, ...]:
        sound = self._sound = self._sound or _Sound(start, start)
        sound.end = end
        sound.voiced += end - start
        if sound.speech or sound.voiced < self._settings.min_speech_s:
            return ()
        sound.speech = True
        if self._spans and self._reads in WHOLE and sound.start - self._spans[-1].end_s >= NEARLY_S:
            self._before = self._text if self._before is None else self._before
        self._forget_estimates()
        return (Resumed(sound.start),) if self._spans else (SpeechStarted(sound.start),)

    def _quiet(self, end: float) -> tuple[Signal, ...]:
        sound = self._sound
        if sound is not None:
            return self._sound_over(sound) if end - sound.end >= self._settings.pause_s else ()
        if not self._spans or self.held:
            return ()
        silence, wait = end - self._spans[-1].end_s, self.wait_s
        if silence >= wait:
            return self._end(tuple(self._spans), silence_s=silence)
        after = self._settings.backchannels.get(self._reads, wait) if self.signs else wait
        new = not self._acknowledged or not adds_nothing(gained(self._acknowledged, self._text))
        if silence >= after and wait - silence >= BEFORE_REPLY_S and new:
            self._acknowledged = self._text
            return (Backchannel(end),)
        return ()

    def _sound_over(self, sound: _Sound) -> tuple[Signal, ...]:
        self._sound = None
        if sound.speech:
            self._spans.append(Span(sound.start, sound.end))
            return (Paused(sound.end),)
        return () if self._spans else (Noise(sound.start),)

    def _end(self, spans: tuple[Span, ...], over: bool = True, silence_s: float = 0.0) -> tuple[Signal, ...]:
        at, waited_s, went_on = self._now, self.wait_s, self._before is not None
        over_now = _Over(silence_s, self._text, self._learned)
        if went_on and self._reads is Finish.UNKNOWN:
            self._grow()
        elif over and (self._reads in WHOLE or (went_on and self._reads is Finish.CLOSED)):
            self._learned = max(LEARNED[0], self._learned * SHRUNK)
        self.reset(at)
        self._over = over_now
        return (TurnEnded(at, spans[-1].end_s, spans, waited_s),)

    def _grow(self) -> None:
        self._learned = min(LEARNED[1], max(1.0, self._learned * GROWN))

    @staticmethod
    def _goes_on(words: str) -> bool:
        """What somebody adds after a long pause goes on, and does not only close the turn, answer our sign of listening
        or clear the throat."""
        return not adds_nothing(words) and finishedness(words) is not Finish.CLOSED

    def _forget_estimates(self) -> None:
        self._sounds = None
        self._reads = Finish.UNKNOWN
        self.drafting = False
        """Whoever feeds it is having the words before the present pause written down: they may well be whole."""

    def _level(self) -> str:
        if self._sounds is None:
            return "absent"
        if self._sounds >= self._settings.high:
            return "high"
        return "low" if self._sounds < self._settings.low else "middle"
