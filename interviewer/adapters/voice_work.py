"""Who does the slow jobs: at once, for files on a virtual clock, or on threads beside a live microphone."""

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Result = TypeVar("Result")
Lane = str
"""Jobs of one lane are done one after the other: "words", "turn" or "voice"."""


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
    """One worker thread a lane."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._done: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def submit(self, lane: Lane, job: Callable[[], Result], then: Callable[[Result | Exception], None]) -> None:
        """Queue it in its lane."""

        def run() -> None:
            result = outcome(job)
            self._done.put(lambda: then(result))

        pool = self._lanes.setdefault(lane, ThreadPoolExecutor(1, thread_name_prefix=f"voice-{lane}"))
        pool.submit(run)

    def deliver(self) -> None:
        """Hand over the results that are there, without waiting."""
        while True:
            try:
                give = self._done.get_nowait()
            except queue.Empty:
                return
            give()

    def close(self) -> None:
        """Drop what has not begun; what runs ends by itself."""
        for pool in self._lanes.values():
            pool.shutdown(wait=False, cancel_futures=True)


def outcome(job: Callable[[], Result]) -> Result | Exception:
    """What a job returned or raised."""
    try:
        return job()
    except Exception as error:
        return error
