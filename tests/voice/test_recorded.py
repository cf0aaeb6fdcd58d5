"""A recorded interview is held again out of its file: same turns, same silences, same points, faster than spoken."""

import json
import os
import re
from collections.abc import Iterator
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
from interviewer.speech.endpointing import SIGNLESS_S, EndpointSettings
from interviewer.speech.types import SAMPLE_RATE_HZ
from tests.assets import AssetMissing, asset

pytestmark = pytest.mark.model
HERE = Path(__file__).parent / "recorded"
RECORDING = HERE / "recording.ogg"
LONG_S = 12.0
RECALLED = 2
"""Index of the answer to a basic question, after which short pauses need the least time."""
NEAR_S = 0.3
"""How far times may be off, in seconds; points for silence move by less."""
MOST_WORD_ERRORS = 0.1
"""Share of words that another edition of the recogniser, or another processor, may hear otherwise."""
NEAR_POINTS = 12.0
"""How far the score may be off where other words were heard."""
CHANCE = frozenset({"created", "session"})
"""What differs from one interview to the next by design."""
IN_SECONDS = (
    "_s",
    "_at",
    ".at",
    "seconds",
    "nudges_at",
    "points",
    "penalty",
    "uncapped",
    "score",
    "score_before_silence",
    "minutes_held",
)
NUMBER = re.compile(r"(\d+(?:\.\d+)?)")


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
    return {"turns": turns(log.events), "report": report}


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


def expected(name: str) -> Any:
    """What came of the interview when the recording was made."""
    return json.loads((HERE / f"expected-{name}.json").read_text("utf-8"))


def word_errors(now: list[str], then: list[str]) -> int:
    """The fewest words to put in, leave out or change that turn one text into the other."""
    row = list(range(len(then) + 1))
    for number, word in enumerate(now, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(then, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (word != other))
    return row[-1]


def heard_alike(replayed: dict[str, Any]) -> bool:
    """Every turn was recognised in the very words that are expected."""
    return [words(turn["text"]) for turn in replayed["turns"]] == [words(turn["text"]) for turn in expected("turns")]


def test_a_recorded_interview_gives_its_turns_again(replayed: dict[str, Any]) -> None:
    now, then = replayed["turns"], expected("turns")
    assert len(now) == len(then)
    errors = [word_errors(words(a["text"]), words(b["text"])) for a, b in zip(now, then, strict=True)]
    assert sum(errors) <= MOST_WORD_ERRORS * sum(len(words(turn["text"])) for turn in then)
    for key in ("wait_s", "length_s"):
        assert [turn[key] for turn in now] == pytest.approx([turn[key] for turn in then], abs=NEAR_S)


def test_whoever_says_that_they_make_no_long_pauses_has_the_same_turns_and_sooner_replies(
    replayed: dict[str, Any], tmp_path: Path
) -> None:
    sooner = held(tmp_path, RECORDING, "--short-pauses")["turns"]
    assert [words(turn["text"]) for turn in sooner] == [words(turn["text"]) for turn in replayed["turns"]]
    saved = [then["length_s"] - now["length_s"] for now, then in zip(sooner, replayed["turns"], strict=True)]
    assert saved[RECALLED] == pytest.approx(SIGNLESS_S - EndpointSettings().least_s, abs=0.1)
    assert min(saved) > -0.1


def test_a_recorded_interview_gives_its_silences_of_all_classes_again(replayed: dict[str, Any]) -> None:
    now, then = replayed["report"]["silences"], expected("report")["silences"]
    assert {one["class"] for one in then} == {"dead", "filled", "thinking", "granted"}
    for key in ("class", "turn", "inside_turn", "question", "stage", "grace_s"):
        assert [one[key] for one in now] == [one[key] for one in then]
    for key in ("start_s", "duration_s", "penalty"):
        assert [one[key] for one in now] == pytest.approx([one[key] for one in then], abs=NEAR_S)


def test_a_recorded_interview_gives_its_report_again(replayed: dict[str, Any]) -> None:
    """To the letter where the recogniser heard the same words; else its shape, and a score not far off."""
    now, then = replayed["report"], expected("report")
    if heard_alike(replayed):
        assert list(differences(now, then)) == []
        return
    assert (now["state"], [shape(one) for one in now["questions"]]) == (
        then["state"],
        [shape(one) for one in then["questions"]],
    )
    assert [one["id"] for one in now["criteria"]] == [one["id"] for one in then["criteria"]]
    assert now["penalty"]["points"] == pytest.approx(then["penalty"]["points"], abs=NEAR_S)
    assert now["score"] == pytest.approx(then["score"], abs=NEAR_POINTS)


def test_the_comparison_of_reports_finds_what_differs_and_lets_times_move_a_little() -> None:
    then = expected("report")
    assert list(differences(then, then)) == []
    later = {**then, "score": then["score"] + 0.2, "silences": [{**one, "start_s": 0.0} for one in then["silences"]]}
    assert list(differences(later, then))[:2] == [".silences[0].start_s", ".silences[1].start_s"]
    assert list(differences({**then, "score": then["score"] + 1.0}, then)) == [".score"]
    assert list(differences({**then, "state": "complete?"}, then)) == [".state"]


def shape(question: dict[str, Any]) -> list[Any]:
    """Which parts of a question were asked, and how they ended."""
    return [question["id"], *((stage["id"], stage["ended"]) for stage in question["stages"])]


def differences(now: Any, then: Any, where: str = "") -> Iterator[str]:
    """The places where two reports differ; numbers, in sentences too, may move by as much as times and their price may."""
    if isinstance(now, dict) and isinstance(then, dict) and now.keys() == then.keys():
        for key in now.keys() - CHANCE:
            yield from differences(now[key], then[key], f"{where}.{key}")
    elif isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        for number, (a, b) in enumerate(zip(now, then, strict=True)):
            yield from differences(a, b, f"{where}[{number}]")
    elif isinstance(now, str) and isinstance(then, str):
        a, b = NUMBER.split(now), NUMBER.split(then)
        if a[::2] != b[::2] or [float(x) for x in a[1::2]] != pytest.approx([float(x) for x in b[1::2]], abs=NEAR_S):
            yield where
    elif isinstance(now, float | int) and isinstance(then, float | int) and not isinstance(then, bool):
        if now != pytest.approx(then, abs=NEAR_S if where.endswith(IN_SECONDS) else 1e-4):
            yield where
    elif now != then:
        yield where


def test_time_that_was_granted_costs_nothing(replayed: dict[str, Any]) -> None:
    granted = [silence for silence in replayed["report"]["silences"] if silence["class"] == "granted"]
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
    before, after = replayed["report"], slower["report"]
    assert len(after["silences"]) == len(before["silences"]) + 1
    (added,) = [s for s in after["silences"] if s["duration_s"] > LONG_S and s["class"] == "dead"]
    assert added["penalty"] == pytest.approx(points(rubric, added["duration_s"]), abs=0.05)
    assert before["score"] - after["score"] == pytest.approx(added["penalty"], abs=0.11)


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
