"""What a recogniser made of the windows of a growing turn: nothing is worked out twice. Threads may share it."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

from interviewer.speech.types import Samples

REMEMBERED = 64
"""Windows whose words are kept."""
ENCODED = 2
"""Windows whose encoder states are kept, 1.5 MB each for 15 s with the base model."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was made of a window."""

    text: str
    confidence: float
    """Mean probability of a token, between 0 and 1."""
    no_speech: float
    """Probability, by the model itself, that nobody speaks."""
    encoded: Any = None
    """The encoder's states, for a second look."""
    settled: bool = False
    """Nothing better can be made of it."""


class WindowMemory:
    """The newest windows by their sound."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[bytes, Decoded] = OrderedDict()

    def find(self, sound: Samples) -> Decoded | None:
        """What was made of this very sound."""
        key = _key(sound)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, sound: Samples, found: Decoded) -> None:
        """Remember what was made of a window."""
        with self._lock:
            self._known[_key(sound)] = found
            self._known.move_to_end(_key(sound))
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            for key in [key for key, known in self._known.items() if known.encoded is not None][:-ENCODED]:
                self._known[key] = replace(self._known[key], encoded=None)


def _key(sound: Samples) -> bytes:
    return hashlib.blake2b(sound.tobytes(), digest_size=16).digest()
