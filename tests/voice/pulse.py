"""A private sound server with a virtual speaker and a virtual microphone, for processes that want a sound card."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDED = ("pulseaudio", "pactl", "paplay", "parec", "espeak-ng")
SETTINGS = """\
load-module module-native-protocol-unix
load-module module-null-sink sink_name=speaker rate=48000 channels=1
load-module module-null-sink sink_name=mic_in rate=48000 channels=1
load-module module-remap-source master=mic_in.monitor source_name=mic
set-default-sink speaker
set-default-source mic
"""
ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
START_S = 15.0


@dataclass(frozen=True)
class SoundServer:
    """What a process needs to use it."""

    env: dict[str, str]

    def say(self, path: Path, background: bool = False) -> subprocess.Popen[bytes]:
        """Play a file into the microphone."""
        player = subprocess.Popen(["paplay", "-d", "mic_in", str(path)], env=self.env)
        if not background:
            player.wait()
        return player

    @contextmanager
    def recording(self, path: Path) -> Iterator[None]:
        """Record what comes out of the speaker."""
        recorder = subprocess.Popen(["parec", "-d", "speaker.monitor", "--file-format=wav", str(path)], env=self.env)
        try:
            yield
        finally:
            recorder.terminate()
            recorder.wait()

    def unplug(self) -> None:
        """Suspend the microphone, as if it had been pulled out."""
        subprocess.run(["pactl", "suspend-source", "mic", "1"], env=self.env, check=True)

    def end(self) -> None:
        """End the server, as if every device had been pulled out."""
        subprocess.run(["pactl", "exit"], env=self.env, check=True)

    def deafen(self, deaf: bool = True) -> None:
        """Suspend the speaker, so that it takes nothing any more, or wake it again."""
        subprocess.run(["pactl", "suspend-sink", "speaker", str(int(deaf))], env=self.env, check=True)

    def plug_in(self) -> None:
        """Wake the microphone again."""
        subprocess.run(["pactl", "suspend-source", "mic", "0"], env=self.env, check=True)


def missing() -> str:
    """The programs that are not installed."""
    return ", ".join(name for name in NEEDED if shutil.which(name) is None)


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """Start one in this folder and end it afterwards."""
    run, home = folder / "run", folder / "home"
    run.mkdir(mode=0o700)
    home.mkdir()
    (run / "settings.pa").write_text(SETTINGS)
    (home / ".asoundrc").write_text(ALSA)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(run), "HOME": str(home)}
    for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH", "DISPLAY"):
        env.pop(name, None)
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-F"]
    with (folder / "pulseaudio.log").open("wb") as log:
        server = subprocess.Popen([*command, str(run / "settings.pa")], env=env, stdout=log, stderr=log)
    try:
        wait_for_server(env, folder)
        yield SoundServer(env)
    finally:
        server.terminate()
        server.wait()


def wait_for_server(env: dict[str, str], folder: Path) -> None:
    """Until it answers; the log says why when it does not."""
    deadline = time.monotonic() + START_S
    while subprocess.run(["pactl", "info"], env=env, capture_output=True, check=False).returncode:
        if time.monotonic() > deadline:
            raise RuntimeError((folder / "pulseaudio.log").read_text()[-2000:])
        time.sleep(0.1)
