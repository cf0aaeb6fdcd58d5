"""A recorded interview is held again out of its file: same turns, same silences, same points, faster than spoken."""

import json
import os
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer import bootstrap
from interviewer.adapters.audio_files import read_recording
from interviewer.adapters.session_log import SessionStore
from interviewer.cli import main
from interviewer.content.rubric import Rubric
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.speech.types import SAMPLE_RATE_HZ
from tests.assets import AssetMissing, asset

pytestmark = pytest.mark.model
HERE = Path(__file__).parent / "recorded"
RECORDING = HERE / "recording.ogg"
LONG_S = 12.0


def held(folder: Path, recording: Path, *flags: str) -> dict[str, Any]:
    """Hold the recorded session in this folder with that recording; turns, silences and points of it."""
    session = FrozenSession.model_validate_json((HERE / "session.json").read_text())
    SessionStore(folder / "sessions").create(session, bootstrap.OFFLINE_GRADER, bootstrap.local_now()).close()
    models = ["--whisper", str(asset("whisper-base")), "--turn-model", str(asset("smart-turn"))]
    before = os.environ.get("INTERVIEWER_HOME")
    os.environ["INTERVIEWER_HOME"] = str(folder)
    try:
        name = session.id
        code = main(["voice", "--resume", name, "--voice", "none", "--audio-in", str(recording), *models, *flags])
    finally:
        os.environ.pop("INTERVIEWER_HOME")
        if before is not None:
            os.environ["INTERVIEWER_HOME"] = before
    assert code == 0
    log = SessionStore(folder / "sessions").open(session.id)
    report = json.loads((log.folder / "report.json").read_text())
    return {"turns": turns(log.events), "silences": report["silences"], "score": report["score"]}


def turns(events: tuple[ev.AnyEvent, ...]) -> list[dict[str, Any]]:
    """Each turn's words, the time from the floor to its first word, and its length up to the decision."""
    found: list[dict[str, Any]] = []
    floor = 0.0
    for event in events:
        if isinstance(event, ev.FloorPassed):
            floor = event.at
        if isinstance(event, ev.TurnTaken) and event.started_at is not None and event.command is None:
            wait = round(event.started_at - floor, 2)
            found.append({"text": event.text, "wait_s": wait, "length_s": round(event.at - event.started_at, 2)})
    return found


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


@pytest.fixture(autouse=True)
def weights() -> None:
    for name in ("whisper-base", "smart-turn"):
        try:
            asset(name)
        except AssetMissing as reason:
            pytest.skip(str(reason))


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return held(tmp_path_factory.mktemp("replayed"), RECORDING)


def test_a_recorded_interview_gives_its_turns_silences_and_points_again(replayed: dict[str, Any]) -> None:
    expected = json.loads((HERE / "expected.json").read_text())
    assert len(replayed["turns"]) == len(expected["turns"])
    for now, then in zip(replayed["turns"], expected["turns"], strict=True):
        assert SequenceMatcher(None, words(now["text"]), words(then["text"])).ratio() > 0.9
        assert now["wait_s"] == pytest.approx(then["wait_s"], abs=0.3)
        assert now["length_s"] == pytest.approx(then["length_s"], abs=0.3)
    assert [s["class"] for s in replayed["silences"]] == [s["class"] for s in expected["silences"]]
    for now, then in zip(replayed["silences"], expected["silences"], strict=True):
        assert now["duration_s"] == pytest.approx(then["duration_s"], abs=0.3)
        assert now["penalty"] == pytest.approx(then["penalty"], abs=0.2)


def test_time_that_was_granted_costs_nothing(replayed: dict[str, Any]) -> None:
    granted = [silence for silence in replayed["silences"] if silence["class"] == "granted"]
    assert [silence["penalty"] for silence in granted] == [0.0]
    assert granted[0]["duration_s"] > 15.0


def test_twelve_more_seconds_of_dead_silence_cost_what_the_formula_says(
    replayed: dict[str, Any], tmp_path: Path
) -> None:
    import soundfile

    sound = read_recording(RECORDING).samples
    cut = before_the_last_part(sound)
    longer = np.concatenate((sound[:cut], np.zeros(round(LONG_S * SAMPLE_RATE_HZ), np.float32), sound[cut:]))
    soundfile.write(tmp_path / "longer.flac", longer, SAMPLE_RATE_HZ)
    slower = held(tmp_path, tmp_path / "longer.flac")
    rubric = FrozenSession.model_validate_json((HERE / "session.json").read_text()).rubric
    assert len(slower["silences"]) == len(replayed["silences"]) + 1
    (added,) = [s for s in slower["silences"] if s["duration_s"] > LONG_S and s["class"] == "dead"]
    assert added["penalty"] == pytest.approx(points(rubric, added["duration_s"]), abs=0.05)
    assert replayed["score"] - slower["score"] == pytest.approx(added["penalty"], abs=0.11)


def points(rubric: Rubric, seconds: float, grace_s: float = 3.0) -> float:
    """What one dead silence costs."""
    return rubric.silence.rate_per_s * (seconds - grace_s)


def before_the_last_part(sound: np.ndarray) -> int:
    """Just before the answer to the last part: the first silence of three to six seconds after the granted minute."""
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    gaps = np.diff(loud) / SAMPLE_RATE_HZ
    granted = int(np.argmax(gaps))
    between = [i for i, gap in enumerate(gaps) if i > granted and 3.0 < gap < 6.0]
    return int(loud[between[0] + 1] - 0.3 * SAMPLE_RATE_HZ)
