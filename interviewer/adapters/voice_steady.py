"""A voice that outlives its faults: while it rests after one, the system's own voice speaks, if there is one."""

import math
import time
from collections.abc import Callable

from interviewer.errors import AdapterError
from interviewer.speech.types import Sound, Voice

REST_S = 60.0
"""A voice that failed is tried again after so long."""
FAULTS = 3
"""Faults in a row after which it is tried no more."""
INSTEAD = "the system's own voice goes on"


class SteadyVoice:
    """A Voice around another; used on one thread."""

    def __init__(
        self,
        first: Voice,
        spare: Callable[[], Voice] | None,
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`spare` opens the voice that stands in, once it is needed; `tell` gets the faults that it covers."""
        self._first, self._open_spare, self._tell, self._clock = first, spare, tell, clock
        self._spare: Voice | None = None
        self._faults, self._rests_until = 0, -math.inf
        self._fault = AdapterError("voice: it failed")
        self.name = first.name

    def synthesise(self, text: str) -> Sound:
        """One sentence as sound. Raises AdapterError while no voice can say it."""
        if self._clock() < self._rests_until:
            return self._instead(text)
        try:
            sound = self._first.synthesise(text)
        except AdapterError as fault:
            self._fault = fault
            self._faults += 1
            self._rests_until = math.inf if self._faults >= FAULTS else self._clock() + REST_S
            sound = self._instead(text)
            self._tell(f"{fault}; {INSTEAD}")
            return sound
        self._faults = 0
        return sound

    def close(self) -> None:
        """Give both voices back."""
        self._first.close()
        if self._spare is not None:
            self._spare.close()

    def _instead(self, text: str) -> Sound:
        if self._spare is None and self._open_spare is not None:
            opens, self._open_spare = self._open_spare, None
            try:
                self._spare = opens()
            except AdapterError:
                raise self._fault from None
        if self._spare is None:
            raise self._fault
        return self._spare.synthesise(text)
