"""The sound card through sounddevice: frames in, blocks out, each on the card's own thread. It repairs nothing alone:
`missing` says what delivers or takes nothing any more, and whoever uses it opens it again."""

import queue
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from interviewer.adapters.resample import StreamResampler, mono
from interviewer.errors import AdapterError
from interviewer.speech.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples

SILENT_S = 2.0
"""A microphone that delivers nothing for so long is gone."""
DEAF_S = 3.0
"""A speaker that takes nothing for so long is gone."""
SETTLED_S = 1.0
"""A device that delivers or takes something so long after it was opened works; buffers are filled before."""
BLOCK_S = 0.02
"""Sound the card is given at once: short, so that a line can stop quickly."""
PORTAUDIO = {
    "linux": "sudo apt install libportaudio2 (Debian, Ubuntu), sudo dnf install portaudio (Fedora)",
    "darwin": "brew install portaudio",
    "win32": "pip install --force-reinstall sounddevice",
}
PERMISSION = {
    "darwin": "allow it under System Settings > Privacy & Security > Microphone",
    "win32": "allow it under Settings > Privacy & security > Microphone",
    "linux": "add yourself to the audio group (sudo usermod -aG audio $USER) or start PipeWire or PulseAudio",
}

Missing = Literal["", "microphone", "speaker"]


@dataclass(frozen=True, slots=True)
class Device:
    """One device of the sound card."""

    index: int
    name: str
    inputs: int
    outputs: int
    rate_hz: int
    default_input: bool
    default_output: bool


def advice(table: dict[str, str], platform: str = sys.platform) -> str:
    """The line of a table for this system."""
    return table.get(platform, table["linux"])


def open_portaudio() -> Any:
    """The sounddevice module; raises AdapterError with the command that installs what it needs."""
    try:
        import sounddevice
    except OSError:
        raise AdapterError(f"sound: the PortAudio library is missing; run: {advice(PORTAUDIO)}") from None
    except ImportError:
        raise AdapterError("sound: the package sounddevice is missing; run: pip install sounddevice") from None
    return sounddevice


def devices() -> tuple[Device, ...]:
    """All devices there are; raises AdapterError without PortAudio."""
    sd = open_portaudio()
    first_in, first_out = sd.default.device
    try:
        found = list(sd.query_devices())
    except sd.PortAudioError as error:
        raise AdapterError(f"sound: {error}; is a sound server running?") from None
    return tuple(
        Device(
            index,
            str(one["name"]),
            int(one["max_input_channels"]),
            int(one["max_output_channels"]),
            int(one["default_samplerate"]),
            index == first_in,
            index == first_out,
        )
        for index, one in enumerate(found)
    )


def choose(wanted: str | None, kind: str, found: tuple[Device, ...]) -> Device:
    """A device by number or part of its name, or the system's own; AdapterError when there is none."""
    able = [d for d in found if (d.inputs if kind == "input" else d.outputs)]
    if not able:
        what = "microphone" if kind == "input" else "speaker or headphones"
        raise AdapterError(f"sound: no {what} is connected; connect one, or use `interviewer chat`")
    if wanted is None:
        own = [d for d in able if (d.default_input if kind == "input" else d.default_output)]
        return (own or able)[0]
    if wanted.isdecimal():
        named = [d for d in able if d.index == int(wanted)]
    else:
        named = [d for d in able if wanted.lower() in d.name.lower()]
    if not named:
        names = ", ".join(f"{d.index} {d.name}" for d in able)
        raise AdapterError(f"sound: no {kind} device is called {wanted!r}; there are: {names}")
    return named[0]


class SoundCard:
    """A microphone and a speaker. Frames come out of `frames`; `pull` is asked for what is to be played."""

    def __init__(
        self, input_device: str | None, output_device: str | None, pull: Callable[[int], Samples] | None = None
    ) -> None:
        """Raises AdapterError when there is no device, or it refuses."""
        self.frames: queue.SimpleQueue[Samples] = queue.SimpleQueue()
        self.pull = pull
        self.lost = 0
        """Times the card had to throw sound away because we were too slow."""
        self._wanted = (input_device, output_device)
        self._rest = np.zeros(0, np.float32)
        self._opened = self._latest = self._pulled = time.monotonic()
        self._streams: list[Any] = []
        self._sd = open_portaudio()
        found = devices()
        self.microphone = choose(input_device, "input", found)
        self.speaker = choose(output_device, "output", found)
        self.out_rate_hz = self._rate(self.speaker, "output", SAMPLE_RATE_HZ * 3 // 2)
        self.in_rate_hz = self._rate(self.microphone, "input", SAMPLE_RATE_HZ)
        self._resampler = StreamResampler(self.in_rate_hz, SAMPLE_RATE_HZ)

    @property
    def latency_s(self) -> float:
        """From a sample we give to the moment it is heard."""
        return float(self._streams[1].latency) if len(self._streams) > 1 else 0.0

    def start(self) -> None:
        """Begin to listen and to play; raises AdapterError."""
        self.stop()
        self._opened = self._latest = self._pulled = time.monotonic()
        try:
            self._streams.append(self._open_input())
            self._streams.append(self._open_output())
            for stream in self._streams:
                stream.start()
        except self._sd.PortAudioError as error:
            self.stop()
            raise AdapterError(self._refused(error)) from None

    def stop(self) -> None:
        """Give the devices back; a device that is gone cannot complain."""
        streams, self._streams = self._streams, []
        for stream in streams:
            try:
                stream.close()
            except self._sd.PortAudioError:
                continue

    @property
    def missing(self) -> Missing:
        """What has been dead for seconds; the microphone if both are."""
        now = time.monotonic()
        if now - self._latest >= SILENT_S:
            return "microphone"
        return "speaker" if now - self._pulled >= DEAF_S else ""

    @property
    def works(self) -> bool:
        """Sound has gone in and out since the devices were opened."""
        return bool(self._streams) and min(self._latest, self._pulled) - self._opened >= SETTLED_S

    def reopen(self) -> bool:
        """Look for the devices again, after one was unplugged; True when they open, and `works` says more later."""
        self.stop()
        try:
            self._sd._terminate()
            self._sd._initialize()
            found = devices()
            self.microphone = choose(self._wanted[0], "input", found)
            self.speaker = choose(self._wanted[1], "output", found)
            self.in_rate_hz = self._rate(self.microphone, "input", SAMPLE_RATE_HZ)
            self._resampler = StreamResampler(self.in_rate_hz, SAMPLE_RATE_HZ)
            self.start()
        except (AdapterError, self._sd.PortAudioError):
            return False
        return True

    def _rate(self, device: Device, kind: str, wanted: int) -> int:
        """The wanted rate where the device can do it, else the device's own."""
        check = self._sd.check_input_settings if kind == "input" else self._sd.check_output_settings
        try:
            check(device=device.index, samplerate=wanted, dtype="float32")
        except (self._sd.PortAudioError, ValueError):
            return device.rate_hz
        return wanted

    def _open_input(self) -> Any:
        one = self.microphone
        channels = 1 if self._takes_one(one) else min(2, one.inputs)
        return self._sd.InputStream(
            device=one.index,
            samplerate=self.in_rate_hz,
            channels=channels,
            dtype="float32",
            blocksize=round(BLOCK_S * self.in_rate_hz),
            latency="low",
            callback=self._listen,
        )

    def _takes_one(self, device: Device) -> bool:
        try:
            self._sd.check_input_settings(device=device.index, samplerate=self.in_rate_hz, channels=1)
        except (self._sd.PortAudioError, ValueError):
            return False
        return True

    def _open_output(self) -> Any:
        return self._sd.OutputStream(
            device=self.speaker.index,
            samplerate=self.out_rate_hz,
            channels=min(2, self.speaker.outputs),
            dtype="float32",
            blocksize=round(BLOCK_S * self.out_rate_hz),
            latency=0.06,
            callback=self._play,
        )

    def _listen(self, block: Any, count: int, when: object, status: Any) -> None:
        self._latest = time.monotonic()
        self.lost += bool(status and status.input_overflow)
        self._rest = np.concatenate((self._rest, self._resampler.feed(mono(block))))
        while len(self._rest) >= FRAME_SAMPLES:
            self.frames.put(self._rest[:FRAME_SAMPLES].copy())
            self._rest = self._rest[FRAME_SAMPLES:]

    def _play(self, block: Any, count: int, when: object, status: object) -> None:
        self._pulled = time.monotonic()
        block[:] = 0.0 if self.pull is None else self.pull(count)[:, None]

    def _refused(self, error: Exception) -> str:
        text = " ".join(str(error).split())
        if "permission" in text.lower() or "access" in text.lower():
            return f"sound: the microphone may not be used ({text}); {advice(PERMISSION)}"
        names = f"{self.microphone.name} and {self.speaker.name}"
        return f"sound: {names} cannot be opened ({text}); `interviewer doctor` lists others"
