"""The loop: one inbox → interview → log → listeners. It owns the clock and the order of things, and decides nothing."""

import heapq
import queue
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.silence import on_hold

Post = Callable[[inp.Input], None]
Listener = Callable[[tuple[ev.AnyEvent, ...]], None]


class Clock(Protocol):
    """Seconds since the start of the interview."""

    def now(self) -> float:
        """The present moment."""
        ...

    def stop(self) -> None:
        """The interview pauses: time stands still."""
        ...

    def go_on(self) -> None:
        """The interview goes on."""
        ...


class RealClock:
    """Wall time, counted from `start_at` (where a resumed session had stopped)."""

    def __init__(self, start_at: float = 0.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._zero = monotonic() - start_at
        self._stopped_at: float | None = None

    def now(self) -> float:
        """Seconds since the start, without the time for which the clock was stopped."""
        stopped = self._stopped_at
        return self._monotonic() - self._zero if stopped is None else stopped

    def stop(self) -> None:
        """Time stands still until `go_on`."""
        self._stopped_at = self.now()

    def go_on(self) -> None:
        """Time passes again."""
        if self._stopped_at is not None:
            self._zero = self._monotonic() - self._stopped_at
            self._stopped_at = None


class VirtualClock:
    """Time that passes only when it is told to."""

    def __init__(self, start_at: float = 0.0) -> None:
        self._now = start_at

    def now(self) -> float:
        """Seconds since the start."""
        return self._now

    def stop(self) -> None:
        """It stands still by itself."""

    def go_on(self) -> None:
        """Whoever tells it that time passes does so."""

    def advance_to(self, at: float) -> None:
        """Let time pass; never backwards."""
        self._now = max(self._now, at)


class Log(Protocol):
    """Where decisions are recorded."""

    def append(self, given: inp.Input, events: tuple[ev.AnyEvent, ...]) -> object:
        """Record a decision durably; raises StorageError when that fails."""
        ...


class Desk(Protocol):
    """Takes requests and posts replies into the inbox, at once or later; never raises."""

    def take(self, request: ev.AnyEvent, post: Post) -> None:
        """Look at an event; answer it if it is a request of its kind."""
        ...


class Runner:
    """Drives one interview. All inputs go through `receive`, in order, on one thread."""

    def __init__(self, interview: Interview, log: Log, clock: Clock, desks: Iterable[Desk] = ()) -> None:
        self.interview = interview
        self.clock = clock
        self.inbox: queue.SimpleQueue[inp.Input] = queue.SimpleQueue()
        self.listeners: list[Listener] = []
        self._log = log
        self._desks = tuple(desks)
        self._later: list[tuple[float, int, inp.Input]] = []

    @property
    def ended(self) -> bool:
        """The interview is over."""
        return self.interview.state.ended

    def receive(self, given: inp.Input) -> tuple[ev.AnyEvent, ...]:
        """Decide, record, then tell everyone; inputs that change nothing are not recorded."""
        events = self.interview.receive(given)
        if events:
            self._log.append(given, events)
            for listener in self.listeners:
                listener(events)
            self._hand_out(events)
            if on_hold(self.interview.state):
                self.clock.stop()
            else:
                self.clock.go_on()
        return events

    def _hand_out(self, requests: Iterable[ev.AnyEvent]) -> None:
        for request in requests:
            for desk in self._desks:
                desk.take(request, self.inbox.put)

    def begin(self) -> None:
        """Start a new interview, or take up one that has begun, sending out again what it was waiting for."""
        now = self.clock.now()
        if not self.interview.state.started:
            self.receive(inp.Begin(at=now))
            return
        self.receive(inp.Resumed(at=now))
        asked = [p.grade or p.understanding for p in self.interview.state.pending]
        self._hand_out(request for request in asked if request is not None)

    def schedule(self, given: inp.Input) -> None:
        """Receive an input when its time has come."""
        heapq.heappush(self._later, (given.at, len(self._later), given))

    def next_time(self) -> float | None:
        """When something is due: a scheduled input or the interview's deadline."""
        times = [self._later[0][0]] if self._later else []
        deadline = self.interview.deadline
        return min([*times, *([deadline] if deadline is not None else [])], default=None)

    def due(self) -> inp.Input:
        """The input that belongs to the moment `next_time` named."""
        now = self.clock.now()
        if self._later and self._later[0][0] <= now:
            return heapq.heappop(self._later)[2]
        return inp.Tick(at=now)

    def run(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Work until the interview has ended, waiting in real time for inputs and deadlines."""
        while not self.ended and not stopped():
            due = self.next_time()
            wait = None if due is None else max(0.0, due - self.clock.now())
            try:
                given = self.inbox.get(timeout=wait)
            except queue.Empty:
                given = self.due()
            self.receive(given)

    def drain(self) -> None:
        """Receive everything that is in the inbox, without waiting."""
        while not self.ended:
            try:
                given = self.inbox.get_nowait()
            except queue.Empty:
                return
            self.receive(given)
