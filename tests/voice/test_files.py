"""Sound files as candidates: a folder holds one file a turn, and nothing in it but speech and pauses counts."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.adapters.audio_files import FileCandidate, Recording, spoken_part, turn_files
from interviewer.cli import main
from interviewer.dialogue.session import FrozenSession
from interviewer.speech.types import SAMPLE_RATE_HZ, Samples
from tests.voice.fakes import LoudnessVad, Scene, tone

MakeSession = Callable[..., FrozenSession]
FIRST = "I studied sparse models for my thesis and worked on optimisation since then."
SECOND = "I measured the error twice over ten runs, and it moved by a percent."
Part = tuple[str, float]
"""Words and how long they take, or silence."""


def recording(scene: Scene, *parts: Part) -> Recording:
    """A file in which this is said."""
    sounds: list[Samples] = [scene.words.sound(text, s) if text else tone(s, 0.0) for text, s in parts]
    return Recording(Path("turn.wav"), np.concatenate(sounds))


def held(make_session: MakeSession, *turns: tuple[Part, ...]) -> Scene:
    """An interview whose candidate is a folder of these files."""
    scene = Scene(make_session(channel="voice", timed=True))
    files = [spoken_part(recording(scene, *turn), LoudnessVad()) for turn in turns]
    FileCandidate(scene.room, iter(files), one_a_turn=True).hold()
    return scene


@pytest.mark.parametrize("trailing_s", [0.0, 12.0])
def test_silence_after_the_last_word_of_a_turns_file_is_charged_to_nobody(
    make_session: MakeSession, trailing_s: float
) -> None:
    scene = held(make_session, ((FIRST, 2.0), ("", trailing_s)), ((SECOND, 2.0), ("", trailing_s)))
    assert [turn.text for turn in scene.turns] == [FIRST, SECOND, "/quit"]
    assert scene.silences == []


def test_silence_before_the_first_word_of_a_turns_file_is_wait_time(make_session: MakeSession) -> None:
    scene = held(make_session, (("", 5.024), (FIRST, 2.0)))
    assert [round(silence.duration_s, 1) for silence in scene.silences] == [5.1]


@pytest.mark.parametrize("pause_s", [4.0, 20.0])
def test_a_file_is_one_turn_however_long_its_candidate_pauses_between_sentences(
    make_session: MakeSession, pause_s: float
) -> None:
    scene = held(make_session, ((FIRST, 2.0), ("", pause_s), (SECOND, 2.0)))
    assert [turn.text for turn in scene.turns] == [f"{FIRST} {SECOND}", "/quit"]
    assert sum(silence.duration_s for silence in scene.silences) == pytest.approx(pause_s, abs=0.2)


def test_a_file_in_which_nobody_speaks_is_no_turn(make_session: MakeSession) -> None:
    scene = held(make_session, (("", 1.0),), ((SECOND, 2.0),))
    assert [turn.text for turn in scene.turns] == [SECOND, "/quit"]


def test_files_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10.wav", "2.wav", "1b.flac", "1 a.wav", "intro.wav", ".hidden.wav", "notes.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in turn_files(tmp_path)] == ["1 a.wav", "1b.flac", "2.wav", "10.wav", "intro.wav"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("in.wav", "this is the recording of --audio-in"),
        ("there.wav", "there is one of that name already, and it is not overwritten"),
        ("x.xyz", "cannot be written"),
        ("nowhere/x.wav", "cannot be written"),
    ],
)
def test_a_bad_place_for_the_interviewers_voice_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    for there in ("in.wav", "there.wav"):
        soundfile.write(tmp_path / there, tone(1.0, 0.2), SAMPLE_RATE_HZ)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    flags = ["--voice", "none", "--whisper", str(tmp_path), "--audio-out", str(tmp_path / name)]
    assert main(["voice", "--audio-in", str(tmp_path / "in.wav"), *flags]) == 2
    assert told in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
