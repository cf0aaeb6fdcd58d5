"""Flags of `interviewer voice` that reach the session, with a recording that says nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.adapters.session_log import SessionStore
from interviewer.cli import main
from interviewer.speech.types import SAMPLE_RATE_HZ

CV = "Projects\n- Built a Bayesian model of demand for spare parts, which cut the stock by a fifth.\n"


@pytest.mark.model
def test_a_cv_is_asked_about_aloud_too(
    weights: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    cv, quiet = tmp_path / "cv.txt", tmp_path / "quiet.wav"
    cv.write_text(CV)
    soundfile.write(quiet, np.zeros(SAMPLE_RATE_HZ // 2, np.float32), SAMPLE_RATE_HZ)
    models = ["--whisper", str(weights("whisper-base")), "--turn-model", str(weights("smart-turn"))]
    flags = ["--persona", "statistics", "--length", "quick", "--voice", "none", *models]
    assert main(["voice", "--cv", str(cv), "--audio-in", str(quiet), *flags]) == 0
    (name,) = [path.name for path in (tmp_path / "sessions").iterdir()]
    assert "spare parts" in SessionStore(tmp_path / "sessions").open(name).session.settings.cv_project
