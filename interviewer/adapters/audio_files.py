"""Sound files as candidates and as records: a recording or a folder of turns in, the interviewer's voice out."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.adapters.resample import mono, resample
from interviewer.adapters.voice_room import VoiceRoom
from interviewer.errors import AdapterError, UsageError
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples, VoiceActivity

OUT_RATE_HZ = 24_000
"""Rate of --audio-out."""
ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif")
TAIL_S = 3.0
"""A turn out of a file that has not ended by itself so long after the file is over ends here."""
VOICED = 0.5
"""Voice activity from which a frame of a recording is speech."""
SILENCE = np.zeros(FRAME_SAMPLES, np.float32)


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound to be said, and where it came from."""

    path: Path
    samples: Samples

    def frames(self) -> Iterator[Samples]:
        """Frame by frame; the last one is filled up with silence."""
        whole = -len(self.samples) % FRAME_SAMPLES
        padded = np.concatenate((self.samples, np.zeros(whole, np.float32)))
        return iter(padded.reshape(-1, FRAME_SAMPLES))


def spoken_part(recording: Recording, vad: VoiceActivity) -> Recording:
    """A turn's recording without the silence after its last word; whole where nothing is said in it."""
    vad.reset()
    voiced = [number for number, frame in enumerate(recording.frames(), 1) if vad.probability(frame) >= VOICED]
    vad.reset()
    if not voiced:
        return recording
    return Recording(recording.path, recording.samples[: voiced[-1] * FRAME_SAMPLES])


def read_recording(path: Path) -> Recording:
    """A sound file at SAMPLE_RATE_HZ, mono; UsageError when it cannot be read."""
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        reason = str(getattr(error, "error_string", error)).strip().rstrip(".").lower()
        raise UsageError(f"{path}: {reason}; give a sound file ({', '.join(ENDINGS)}) or a folder") from None
    return Recording(path, resample(mono(samples), int(rate), SAMPLE_RATE_HZ))


def turn_files(folder: Path) -> tuple[Path, ...]:
    """The sound files of a folder in name order, 2.wav before 10.wav; UsageError when there are none."""
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.name[0] != "."]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{folder}: {reason}; --audio-in takes a file or a folder") from None
    if not found:
        raise UsageError(f"{folder}: no sound files in it; one a turn ({', '.join(ENDINGS)}), in name order")
    return tuple(sorted(found, key=lambda path: (_counted(path.name), path.name)))


def _counted(name: str) -> list[tuple[int, str]]:
    """A name in which numbers count by their value."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.lower())]


class SoundWriter:
    """The interviewer's voice as a file, silence and all."""

    def __init__(self, path: Path) -> None:
        """Create or overwrite it; UsageError when that fails."""
        self._file = open_for_writing(path, OUT_RATE_HZ)

    def write(self, samples: Samples) -> None:
        """Add samples."""
        self._file.write(np.clip(samples, -1.0, 1.0))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def open_for_writing(path: Path, rate_hz: int) -> Any:
    """A mono sound file in the format of its name; UsageError when it cannot be made."""
    import soundfile

    try:
        return soundfile.SoundFile(path, "w", rate_hz, 1)
    except (soundfile.LibsndfileError, OSError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: cannot be written ({str(error).strip()}); give a name such as out.wav") from None


def check_new(path: Path) -> None:
    """Raises UsageError when a file is there already, or none can be made in the format of the name."""
    if path.exists():
        raise UsageError(f"--audio-out {path}: there is one of that name already, and it is not overwritten")
    try:
        open_for_writing(path, OUT_RATE_HZ).close()
    finally:
        path.unlink(missing_ok=True)


class TurnKeeper:
    """Keeps each turn as FLAC in a session's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "audio"

    def __call__(self, turn: int, samples: Samples) -> None:
        """Write audio/turn-007.flac; AdapterError when the disk refuses."""
        path = self._folder / f"turn-{turn:03d}.flac"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            path.touch(mode=0o600)
            with open_for_writing(path, SAMPLE_RATE_HZ) as file:
                file.write(np.clip(samples, -1.0, 1.0))
            os.chmod(path, 0o600)  # noqa: PTH101
        except (OSError, UsageError) as error:
            raise AdapterError(f"{path}: the turn's sound could not be kept ({error})") from error


@dataclass(slots=True)
class FileCandidate:
    """Plays recordings into a room until they run out, then wants to stop."""

    room: VoiceRoom
    recordings: Iterator[Recording]
    continuous: bool = False
    """Run on under the interviewer."""
    one_a_turn: bool = False
    """Each recording is one turn, whatever pauses are in it."""
    write: Callable[[Samples], None] | None = None
    """Gets the interviewer's sound, frame by frame."""
    warnings: list[str] = field(default_factory=list)
    _frames: Iterator[Samples] = field(default_factory=lambda: iter(()))
    _tail_s: float = 0.0
    _ran_out: bool = False

    def hold(self) -> None:
        """Hold the whole interview, as fast as it can be computed."""
        room = self.room
        playback = room.speaker.playback
        room.begin()
        if self.continuous:
            self._frames = next(self.recordings).frames()
        while not room.over:
            played = playback.pull(round(FRAME_S * playback.rate_hz))
            if self.write is not None:
                self.write(played)
            room.frame(self._next())
        left = next(self._frames, None) is not None or next(self.recordings, None) is not None
        if left and not self._ran_out:
            self.warnings.append("the interview was over before the recording: the rest was not heard")

    def _next(self) -> Samples:
        """The next frame the candidate's microphone hears."""
        room = self.room
        if room.runner.ended or not (self.continuous or room.listening):
            return SILENCE
        frame = next(self._frames, None)
        if frame is not None:
            self._tail_s = 0.0
            return frame
        room.hold_turn(False)
        if room.open:
            self._tail_s += FRAME_S
            if self._tail_s >= TAIL_S and room.listening:
                room.end_turn()
            return SILENCE
        if room.listening:
            self._turn_over()
        return SILENCE

    def _turn_over(self) -> None:
        recording = next(self.recordings, None)
        if recording is not None:
            self._frames = recording.frames()
            self.room.hold_turn(self.one_a_turn)
            return
        if not self._ran_out:
            self._ran_out = True
            self.warnings.append("the recording ran out before the interview did: the candidate stops here")
        self.room.key("quit")
