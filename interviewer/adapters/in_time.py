"""Gives up what takes too long: for clients of services that keep no time of their own."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

_END = object()


def in_time(
    call: Callable[[], Iterator[Any]], wait_s: float, clock: Callable[[], float] = time.monotonic
) -> Iterator[Any]:
    """What a call yields, made on a thread of its own; raises TimeoutError when `wait_s` seconds are over, and whatever
    the call raises. A call that was given up ends unheard."""
    until = clock() + wait_s
    results: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

    def work() -> None:
        try:
            for one in call():
                results.put((one, None))
            results.put((_END, None))
        except BaseException as error:  # it is raised where somebody waits
            results.put((_END, error))

    threading.Thread(target=work, name="model-call", daemon=True).start()
    while True:
        try:
            one, error = results.get(timeout=max(0.0, until - clock()))
        except queue.Empty:
            raise TimeoutError("no reply in time") from None
        if error is not None:
            raise error
        if one is _END:
            return
        yield one
