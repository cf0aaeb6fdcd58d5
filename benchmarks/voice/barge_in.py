"""How fast the interviewer falls silent for a candidate, and for what it must not: coughs, "mm-hm" and its own echo.

    python -m benchmarks.voice.barge_in

Real voice activity, synthetic voices (espeak-ng's command), simulated rooms: the speaker comes back into the microphone
at a level and delay. No sound card and no recogniser are needed.
"""

import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interviewer import bootstrap, bootstrap_voice
from interviewer.adapters.audio_files import read_recording
from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.player import Playback
from interviewer.adapters.vad import SileroVad
from interviewer.adapters.voice_room import Ears, VoiceRoom
from interviewer.adapters.voice_speaker import Speaker
from interviewer.adapters.voice_work import InlineWork
from interviewer.dialogue import events as ev
from interviewer.dialogue.interview import Interview
from interviewer.runner import Runner, VirtualClock
from interviewer.speech.spoken_forms import sentences, spoken_form
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Moment, Samples, Transcript, Voice

DELAY_S = 0.12
"""From the speaker into the microphone."""
NOISE = 0.0008
STEP_SAMPLES = 96
"""Loudness of our own sound is looked at every 4 ms."""
SPEECH_LEVEL = 0.06
"""The candidate's loudness: root mean square, -24 dB."""
INTERRUPTIONS = (
    "Sorry, may I ask something about the question?",
    "Could you repeat that, please?",
    "I think I know this one already.",
    "Wait, do you mean the sample mean?",
    "What exactly do you mean by that?",
    "Okay so I would start with the likelihood.",
)
NEXT_LINE_S = 0.8
"""What is heard after so much silence is the next line: that nothing was understood."""
VOICES = ("en-us+m3", "en-gb+f2", "en-us+f4", "en-gb+m7")


class Nothing:
    """A recogniser that hears nothing."""

    name = "nothing"

    def transcribe(self, audio: Samples, spans: object = (), draft: bool = False) -> Transcript:
        """No words."""
        return Transcript("")

    def settle(self, audio: Samples, spans: object, at: Moment) -> None:
        """Nothing to do ahead."""


@dataclass(frozen=True)
class Outcome:
    """What one interruption did."""

    stopped_s: float | None
    """From its first sound to our last; None when we went on."""
    took_floor: bool
    paused: bool
    """We fell silent for a moment, and may have gone on."""


def say(text: str, voice: str, folder: Path, level: float = SPEECH_LEVEL) -> Samples:
    """A text in a synthetic voice at a loudness."""
    path = folder / "x.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "160", "-w", str(path), text], check=True)
    sound = read_recording(path).samples
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    sound = sound[loud[0] : loud[-1]]
    return np.asarray(sound * level / np.sqrt(np.mean(sound**2)), np.float32)


def cough(seed: int, level: float = 2 * SPEECH_LEVEL) -> Samples:
    """Two bursts of shaped noise."""
    random = np.random.default_rng(seed)

    def burst(seconds: float) -> Samples:
        at = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        noise = np.convolve(random.normal(size=len(at)), np.ones(4) / 4, "same")
        return np.asarray(noise * np.exp(-at / (seconds / 3)) * np.minimum(1, at / 0.005), np.float32)

    sound = np.concatenate((burst(0.22), np.zeros(1600, np.float32), burst(0.25)))
    return np.asarray(sound * level / np.sqrt(np.mean(sound**2)), np.float32)


def hum(seed: int, level: float = SPEECH_LEVEL) -> Samples:
    """An mm-hm through closed lips: two low notes with a few weak overtones, the second one higher."""
    random = np.random.default_rng(seed)
    base = random.uniform(95, 190)
    at = np.arange(round(0.55 * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    pitch = base * np.where(at < 0.25, 1.0 - 0.1 * at, 1.1 + 0.3 * (at - 0.3))
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE_HZ
    tones = sum(np.sin(k * phase) / k**2.2 for k in range(1, 12))
    gate = np.where((at > 0.24) & (at < 0.3), 0.1, 1.0) * np.minimum(1, np.minimum(at, 0.55 - at) / 0.04)
    sound = tones * gate + random.normal(size=len(at)) * 0.003
    return np.asarray(sound * level / np.sqrt(np.mean(sound**2)), np.float32)


def run(sound: Samples, leakage: float, voice: Voice, vad: SileroVad, listen_s: float = 8.0) -> Outcome:
    """Let this sound come two seconds into the interviewer's first line, in a room with that leakage."""
    library = LIBRARY
    session = bootstrap.new_session(
        "bench", library, library.persona("statistics"), bootstrap.Wishes(timed=True, channel="voice", seed=1), ()
    )
    vad.reset()
    clock, log, work, playback = VirtualClock(), MemoryLog(), InlineWork(), Playback(24_000)
    runner = Runner(Interview(session), log, clock)
    speaker = Speaker(voice, playback, work, sentences, spoken_form, print)
    room = VoiceRoom(runner, session, Ears(vad, Nothing()), speaker, work, clock)
    room.begin()
    random = np.random.default_rng(0)
    echo = np.zeros(round(DELAY_S / FRAME_S) * FRAME_SAMPLES, np.float32)
    begin, last_loud, paused = 2.0, 0.0, False
    speech = np.concatenate((np.zeros(round(begin * SAMPLE_RATE_HZ), np.float32), sound))
    while clock.now() < listen_s:
        played = playback.pull(round(FRAME_S * playback.rate_hz))
        loud = np.flatnonzero(np.sqrt(np.mean(played.reshape(-1, STEP_SAMPLES) ** 2, axis=1)) > 0.003)
        if len(loud) and (clock.now() < begin or clock.now() - last_loud < NEXT_LINE_S):
            last_loud = clock.now() + (loud[-1] + 1) * STEP_SAMPLES / playback.rate_hz
        echo = np.concatenate((echo, played[np.arange(FRAME_SAMPLES) * 3 // 2]))
        at = round(clock.now() / FRAME_S) * FRAME_SAMPLES
        own = speech[at : at + FRAME_SAMPLES]
        frame = random.normal(0, NOISE, FRAME_SAMPLES).astype(np.float32) + leakage * echo[:FRAME_SAMPLES]
        frame[: len(own)] += own
        echo = echo[FRAME_SAMPLES:]
        room.frame(frame)
        paused = paused or playback.held
    took = any(isinstance(event, ev.SpeechBegan) for event in log.events)
    return Outcome(last_loud - begin if took else None, took, paused)


LIBRARY = bootstrap.open_library()


def main() -> None:
    """Measure and print tables."""
    vad = SileroVad()
    voice = bootstrap_voice.open_voice("engine", LIBRARY.persona("statistics").voice)
    assert voice is not None
    with tempfile.TemporaryDirectory() as folder:
        spoken = [say(t, VOICES[i % len(VOICES)], Path(folder)) for i, t in enumerate(INTERRUPTIONS * 2)]
        murmurs = [say("[[m@'h@m]]", v, Path(folder)) for v in VOICES]
    silence = np.zeros(FRAME_SAMPLES, np.float32)
    print("leakage | interruptions heard | silent after: median | worst")
    for name, leakage in (("none", 0.0), ("-30 dB", 0.0316), ("-20 dB", 0.1), ("-14 dB", 0.2), ("-6 dB", 0.5)):
        found = [run(sound, leakage, voice, vad) for sound in spoken]
        times = [one.stopped_s for one in found if one.stopped_s is not None]
        row = f"{statistics.median(times) * 1000:.0f} ms | {max(times) * 1000:.0f} ms" if times else "– | –"
        print(f"{name} | {len(times)} of {len(found)} | {row}", flush=True)
    print("what must not take the floor | leakage | took it | made us pause")
    cases = {
        "cough": [cough(seed) for seed in range(8)],
        "mm-hm (hummed)": [hum(seed) for seed in range(8)],
        "mm-hm (synthetic voices)": murmurs,
        "own voice only": [silence],
    }
    for name, sounds in cases.items():
        for leak_name, leakage in (("none", 0.0), ("-20 dB", 0.1), ("-6 dB", 0.5)):
            found = [run(sound, leakage, voice, vad) for sound in sounds]
            took, paused = sum(one.took_floor for one in found), sum(one.paused for one in found)
            print(f"{name} | {leak_name} | {took} of {len(sounds)} | {paused}", flush=True)
    voice.close()


if __name__ == "__main__":
    main()
