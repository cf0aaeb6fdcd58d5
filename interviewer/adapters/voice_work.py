"""Who does the slow jobs: at once, for files on a virtual clock, or on threads beside a live microphone."""

import queue
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")
Lane = str
"""Jobs of one lane are done one after the other: "words", "turn" or "voice"."""
CLOSE_S = 3.0
"""Longest wait for running jobs at the end."""


class Work(Protocol):
    """Does jobs; their results come back on the thread that calls `deliver`."""

    def submit(self, lane: Lane, job: Callable[[], Result], then: Callable[[Result | Exception], None]) -> None:
        """Do a job; `then` gets what it returned or raised."""
        ...

    def deliver(self) -> None:
        """Hand over the results that are there."""
        ...

    def close(self) -> None:
        """Drop what has not begun."""
        ...


class InlineWork:
    """Does each job at once: time stands still meanwhile."""

    def __init__(self) -> None:
        self._done: list[Callable[[], None]] = []

    def submit(self, lane: Lane, job: Callable[[], Result], then: Callable[[Result | Exception], None]) -> None:
        """Do it now; the result waits for `deliver`."""
        result = outcome(job)
        self._done.append(lambda: then(result))

    def deliver(self) -> None:
        """Hand over all results, also those of jobs that the results cause."""
        while self._done:
            self._done.pop(0)()

    def close(self) -> None:
        """Nothing runs."""
        self._done.clear()


class ThreadWork:
    """One thread a lane; a job that hangs keeps neither the others nor the end of the program waiting."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, queue.SimpleQueue[Callable[[], None] | None]] = {}
        self._threads: list[threading.Thread] = []
        self._done: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._closed = threading.Event()

    def submit(self, lane: Lane, job: Callable[[], Result], then: Callable[[Result | Exception], None]) -> None:
        """Queue it in its lane."""

        def run() -> None:
            result = outcome(job)
            self._done.put(lambda: then(result))

        if lane not in self._lanes:
            waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
            self._lanes[lane] = waiting
            thread = threading.Thread(target=self._work, args=(waiting,), name=f"voice-{lane}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._lanes[lane].put(run)

    def deliver(self) -> None:
        """Hand over the results that are there, without waiting."""
        while True:
            try:
                give = self._done.get_nowait()
            except queue.Empty:
                return
            give()

    def close(self) -> None:
        """Drop what has not begun; what runs gets a moment to end, and is left behind if it does not."""
        self._closed.set()
        for waiting in self._lanes.values():
            waiting.put(None)
        end = time.monotonic() + CLOSE_S
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _work(self, waiting: "queue.SimpleQueue[Callable[[], None] | None]") -> None:
        while (run := waiting.get()) is not None:
            if not self._closed.is_set():
                run()


def outcome(job: Callable[[], Result]) -> Result | Exception:
    """What a job returned or raised."""
    try:
        return job()
    except Exception as error:
        return error
