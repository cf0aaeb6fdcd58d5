"""The installed command at a virtual sound card: a candidate is played into its microphone, its speaker is recorded."""

import json
import re
import subprocess
import time
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from interviewer.adapters.session_log import SessionStore
from interviewer.content.library import Library
from interviewer.dialogue import events as ev
from tests.assets import AssetMissing, asset
from tests.voice.desk import Desk
from tests.voice.pulse import SoundServer, missing, sound_server
from tests.voice.short import write_session

pytestmark = pytest.mark.audio
ANSWERS = (  # more than are needed: how often is asked again follows from how they are judged
    "My name is Alex. My thesis was about robust estimation.",
    "I reported the mean squared error, and it moved by about one percent.",
    "A ninety five percent confidence interval comes from a procedure that covers the true value in ninety five "
    "percent of repeated samples. The parameter is fixed and the interval is random.",
    "The posterior over the parameters is proportional to the likelihood times the prior.",
    "That is how a joint probability factors, because it can be written in two ways.",
    "For a new input I integrate the likelihood over the posterior of the parameters.",
    "I would prove that the product of the two factors is Gaussian, because that gives the integral.",
    "No, I do not have any questions.",
)
WAIT_S = 4.5
"""The candidate's silence before the third answer."""
LONGEST_S = 240.0
HEARD = 0.6
"""Least share of the interviewer's words that a recogniser makes out of its recorded voice. It makes out 0.86 to 0.88,
and which words it mishears differs from run to run; of lines that were not said it makes out under 0.3."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    if missing():
        pytest.skip(f"not installed: {missing()}")
    with sound_server(tmp_path_factory.mktemp("sound")) as running:
        yield running


@pytest.fixture(scope="module")
def models() -> list[str]:
    try:
        return ["--whisper", str(asset("whisper-base")), "--turn-model", str(asset("smart-turn"))]
    except AssetMissing as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("candidate")
    paths = tuple(folder / f"{number}.wav" for number in range(len(ANSWERS)))
    for path, text in zip(paths, ANSWERS, strict=True):
        subprocess.run(["espeak-ng", "-v", "en-us+m3", "-s", "150", "-w", str(path), text], check=True)
    return paths


def test_an_interview_is_held_aloud_from_hello_to_report(
    library: Library, server: SoundServer, models: list[str], sentences: tuple[Path, ...], tmp_path: Path
) -> None:
    write_session(library, tmp_path, "aloud")
    heard = tmp_path / "speaker.wav"
    with server.recording(heard):
        desk = Desk(server, tmp_path, "aloud", ["--save-audio", *models], LONGEST_S)
        try:
            played = answer_aloud(desk, server, sentences)
            assert desk.process.wait(LONGEST_S) == 0
        finally:
            desk.process.kill()
    log = SessionStore(tmp_path / "sessions").open("aloud")
    turns = [event for event in log.events if isinstance(event, ev.TurnTaken)]
    assert [word in turn.text.lower() for turn, word in zip(turns, played, strict=True)] == [True] * len(turns)
    (silence,) = [event for event in log.events if isinstance(event, ev.SilenceMeasured)]
    assert silence.turn == 3
    assert silence.duration_s == pytest.approx(WAIT_S, abs=0.6)
    assert {event.reason for event in log.events if isinstance(event, ev.Ended)} == {"completed"}
    report = json.loads((log.folder / "report.json").read_text())
    assert len(report["silences"]) == 1
    assert len(list((log.folder / "audio").glob("*.flac"))) == len(turns)
    lines = [event.text for event in log.events if isinstance(event, ev.Said)]
    assert share_heard(lines, transcribed(heard, models)) >= HEARD


KEY_WORDS = ("thesis", "error", "interval", "posterior", "probability", "new input", "factors", "questions")


def answer_aloud(desk: Desk, server: SoundServer, sentences: tuple[Path, ...]) -> list[str]:
    """Answer each line, and say at the end that there are no questions; a key word of each answer that was given."""
    answers, played = iter(zip(sentences[:-1], KEY_WORDS[:-1], strict=True)), list[str]()
    over = False
    while not over:
        desk.until_floor(len(played) + 1)
        over = any(event.get("phase") == "questions" for event in desk.events())
        path, word = (sentences[-1], KEY_WORDS[-1]) if over else next(answers)
        if len(played) == 2:
            time.sleep(WAIT_S)
        server.say(path)
        played.append(word)
    return played


def transcribed(path: Path, models: list[str]) -> str:
    """What the interviewer was heard to say."""
    from interviewer.adapters.audio_files import read_recording
    from interviewer.adapters.whisper import WhisperTranscriber

    return WhisperTranscriber(Path(models[1])).transcribe(read_recording(path).samples).text


def share_heard(lines: Iterable[str], heard: str) -> float:
    """Share of the words of these lines that were heard, in their order."""
    said, found = (re.findall(r"[a-z]+", text.lower()) for text in (" ".join(lines), heard))
    blocks = SequenceMatcher(None, said, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(said)
