"""Sound knows its length."""

import numpy as np

from interviewer.speech.types import Sound


def test_a_sound_lasts_as_long_as_its_samples_at_its_rate() -> None:
    assert Sound(np.zeros(11025, np.float32), 22050).seconds == 0.5
