"""Single keys from the terminal while the interview is held aloud, without waiting for Enter."""

import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POLL_S = 0.2
INTERRUPT = "\x03"
"""The key that Ctrl-C stands for."""
PATIENCE = 2
"""Times that Ctrl-C is a key like others; then something hangs, and it interrupts."""


class Keys:
    """Keys as they are pressed, in a queue; nothing comes when standard input is not a terminal."""

    def __init__(self) -> None:
        self.pressed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._stop = threading.Event()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read keys until the end of the block; the terminal is left as it was."""
        if not sys.stdin.isatty():
            yield
            return
        with unbuffered(), interrupts(self.pressed.put):
            reader = threading.Thread(target=self._read, args=(next_key(),), name="keys", daemon=True)
            reader.start()
            try:
                yield
            finally:
                self._stop.set()
                reader.join(timeout=2 * POLL_S)

    def _read(self, read: Callable[[], str]) -> None:
        while not self._stop.is_set():
            key = read()
            if key:
                self.pressed.put(key)


@contextmanager
def interrupts(press: Callable[[str], None]) -> Iterator[None]:
    """Ctrl-C comes as a key, so that whoever is leaving loses nothing; pressed again and again, it interrupts."""
    pressed = 0

    def take(*_: object) -> None:
        nonlocal pressed
        pressed += 1
        if pressed > PATIENCE:
            raise KeyboardInterrupt
        press(INTERRUPT)

    before = signal.signal(signal.SIGINT, take)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def unbuffered() -> Iterator[None]:
    """A terminal that passes keys on at once and does not print them."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def next_key() -> Callable[[], str]:
    """A function that waits a moment for a key and returns it, or nothing."""
    if sys.platform == "win32":
        return _windows_key
    return _posix_key


def _posix_key() -> str:
    import os
    import select

    ready, _, _ = select.select([sys.stdin], [], [], POLL_S)
    return os.read(sys.stdin.fileno(), 1).decode(errors="ignore") if ready else ""


def _windows_key() -> str:
    import importlib
    import time

    console = importlib.import_module("msvcrt")
    if console.kbhit():
        return str(console.getwch())
    time.sleep(POLL_S / 4)
    return ""
