"""The sound check before a spoken interview: noise, echo and a sentence read back. Frames in, remarks out."""

import queue
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from interviewer.adapters.player import Playback
from interviewer.adapters.voice_echo import ACTIVE, ECHO_QUANTILE, HOPELESS, rms
from interviewer.adapters.voice_room import Ears
from interviewer.errors import AdapterError
from interviewer.speech.endpointing import Endpointer, TurnEnded
from interviewer.speech.types import FRAME_S, Samples, Span, Voice

QUIET_S = 1.0
LISTEN_S = 12.0
"""Longest wait for the sentence."""
NOISY = 0.02
"""A room from this loudness is noisy: -34 dB."""
QUIET_SPEECH = 0.006
AUDIBLE_LEAK = 0.05
TEST_LINE = "This is how loud I am. Now please read the sentence on the screen."
SENTENCE = "Stochastic gradient descent takes small noisy steps."


@dataclass(slots=True)
class SoundCheck:
    """Asks the candidate for a few seconds of their time."""

    frames: "queue.SimpleQueue[Samples]"
    playback: Playback
    ears: Ears
    voice: Voice | None
    say: Callable[[str], None]
    stopped: Callable[[], bool]
    """True when a key was pressed: the rest is skipped."""
    leakage: float | None = None
    """How much of our own loudness comes back into the microphone."""

    def run(self) -> None:
        """All of it; raises AdapterError when the microphone delivers nothing."""
        self.say("Sound check (any key skips it). Quiet for a second, please …")
        noise = self._noise()
        self._echo(noise)
        if not self.stopped():
            self._read_back(noise)

    def _next(self) -> Samples:
        try:
            return self.frames.get(timeout=2.0)
        except queue.Empty:
            raise AdapterError(
                "sound: the microphone delivers nothing; choose another with --input-device, see `interviewer doctor`"
            ) from None

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

    def _echo(self, noise: float) -> None:
        """Say a line and listen to how much of it comes back."""
        if self.voice is None:
            return
        self.playback.begin()
        self.playback.play(0, self.voice.synthesise(TEST_LINE))
        ratios = []
        while self.playback.queued and not self.stopped():
            level = rms(self._next())
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
        loudness = max(rms(audio[round(s.start_s * 16_000) : round(s.end_s * 16_000)]) for s in spans)
        if loudness < QUIET_SPEECH or loudness < 3 * noise:
            self.say("You are hard to hear: come closer, or turn the microphone's level up.")
        text = self.ears.transcriber.transcribe(audio, spans).text
        self.say(f"I understood:  {text or '(nothing)'}")
