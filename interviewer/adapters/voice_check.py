"""The sound check before a spoken interview: noise, echo and a sentence read back. Frames in, remarks out."""

import queue
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from interviewer.adapters.in_time import in_time
from interviewer.adapters.player import Playback
from interviewer.adapters.sound import DEAF_S
from interviewer.adapters.voice_echo import ACTIVE, ECHO_QUANTILE, HOPELESS, rms
from interviewer.adapters.voice_live import LEAVE, TO_TEXT, Outcome
from interviewer.adapters.voice_room import Ears
from interviewer.errors import AdapterError
from interviewer.speech.endpointing import Endpointer, TurnEnded
from interviewer.speech.types import FRAME_S, SAMPLE_RATE_HZ, Samples, Sound, Span, Voice

QUIET_S = 1.0
LISTEN_S = 12.0
"""Longest wait for the sentence."""
WORDS_S = 30.0
"""Longest wait for its words."""
NOISY = 0.02
"""A room from this loudness is noisy: -34 dB."""
QUIET_SPEECH = 0.006
AUDIBLE_LEAK = 0.05
TEST_LINE = "This is how loud I am. Now please read the sentence on the screen."
MUTE = "sound: the microphone delivers nothing; choose another with --input-device, see `interviewer doctor`"
DEAF = "sound: the speaker takes no sound; choose another with --output-device, see `interviewer doctor`"
SENTENCE = "Stochastic gradient descent takes small noisy steps."


@dataclass(slots=True)
class SoundCheck:
    """Asks the candidate for a few seconds of their time."""

    frames: "queue.SimpleQueue[Samples]"
    playback: Playback
    ears: Ears
    voice: Voice | None
    say: Callable[[str], None]
    keys: "queue.SimpleQueue[str]"
    """Keys as they are pressed: any of them skips the rest."""
    leakage: float | None = None
    """How much of our own loudness comes back into the microphone."""
    outcome: Outcome | None = None
    """A key asked to leave, or to go on in text."""
    _skipped: bool = False

    def run(self) -> None:
        """All of it; raises AdapterError when the microphone delivers or the speaker takes nothing."""
        self.say("Sound check (t goes on in text, q leaves, any other key skips it). Quiet for a second, please …")
        noise = self._noise()
        sound = self._test_line()
        if sound is not None and not self.stopped():
            self._echo(noise, sound)
        if not self.stopped():
            self._read_back(noise)

    def stopped(self) -> bool:
        """Whether a key was pressed."""
        while not self.keys.empty():
            key = self.keys.get().lower()
            self._skipped = True
            if key in LEAVE:
                self.outcome = "left"
            elif key == TO_TEXT:
                self.outcome = "text"
        return self._skipped

    def _next(self) -> Samples:
        try:
            return self.frames.get(timeout=2.0)
        except queue.Empty:
            raise AdapterError(MUTE) from None

    def _noise(self) -> float:
        levels = [rms(self._next()) for _ in range(round(QUIET_S / FRAME_S))]
        noise = float(np.median(levels))
        if max(levels) == 0.0:
            self.say("The microphone delivers pure silence: it is muted, or this program may not use it.")
        elif noise > NOISY:
            self.say("The room is noisy: close the window, or come closer to the microphone.")
        else:
            self.say("The room is quiet enough.")
        return noise

    def _test_line(self) -> Sound | None:
        """What we say; None without a voice, which is told."""
        try:
            return None if self.voice is None else self.voice.synthesise(TEST_LINE)
        except AdapterError as error:
            self.say(str(error))
            return None

    def _echo(self, noise: float, sound: Sound) -> None:
        """Say a line and listen to how much of it comes back."""
        self.playback.begin()
        self.playback.play(0, sound)
        ratios = []
        place, stuck_s = self.playback.place, 0.0
        while self.playback.queued and not self.stopped():
            level = rms(self._next())
            stuck_s = stuck_s + FRAME_S if self.playback.place == place else 0.0
            place = self.playback.place
            if stuck_s >= DEAF_S:
                raise AdapterError(DEAF)
            reference = max(self.playback.levels)
            if reference > ACTIVE:
                ratios.append(max(0.0, level - noise) / reference)
        self.playback.drop()
        if ratios:
            self.leakage = float(np.quantile(ratios, ECHO_QUANTILE))
            if self.leakage >= HOPELESS:
                self.say("Your microphone hears the speakers loudly: headphones would let you interrupt me.")
            elif self.leakage >= AUDIBLE_LEAK:
                self.say("Your microphone hears the speakers a little; headphones would be better.")

    def _read_back(self, noise: float) -> None:
        self.say(f"Please read aloud:  {SENTENCE}")
        endpointer = Endpointer()
        self.ears.vad.reset()
        heard: list[Samples] = []
        spans: tuple[Span, ...] = ()
        while len(heard) * FRAME_S < LISTEN_S and not spans and not self.stopped():
            heard.append(self._next())
            for signal in endpointer.frame(len(heard) * FRAME_S, self.ears.vad.probability(heard[-1])):
                if isinstance(signal, TurnEnded):
                    spans = signal.spans
        spans = spans or endpointer.spans
        if not spans:
            self.say("I heard nobody. The interview begins anyway; Enter always ends your turn.")
            return
        audio = np.concatenate(heard)
        loudness = max(rms(audio[round(s.start_s * SAMPLE_RATE_HZ) : round(s.end_s * SAMPLE_RATE_HZ)]) for s in spans)
        if loudness < QUIET_SPEECH or loudness < 3 * noise:
            self.say("You are hard to hear: come closer, or turn the microphone's level up.")
        self.say(self._understood(audio, spans))

    def _understood(self, audio: Samples, spans: tuple[Span, ...]) -> str:
        """The words of the sentence, or what went wrong."""
        transcriber = self.ears.transcriber
        try:
            (found,) = in_time(lambda: iter([transcriber.transcribe(audio, spans)]), WORDS_S)
        except TimeoutError:
            return "Speech recognition does not answer. The interview begins anyway; t goes on in text."
        except AdapterError as error:
            return str(error)
        return f"I understood:  {found.text or '(nothing)'}"
