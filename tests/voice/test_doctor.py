"""What `interviewer doctor` finds of devices, voices and models, and the commands it gives."""

from pathlib import Path

import pytest

from interviewer.adapters import doctor
from interviewer.adapters.downloads import ModelStore
from interviewer.adapters.sound import Device
from interviewer.adapters.voice_worker import named
from interviewer.cli import main

HEADSET = Device(3, "USB headset", 1, 0, 48_000, True, False)


@pytest.mark.parametrize(
    ("platform", "told"),
    [("linux", "apt install libportaudio2 libasound2-plugins"), ("darwin", "connect one"), ("win32", "connect one")],
)
def test_without_devices_the_command_for_this_system_is_given_once(platform: str, told: str) -> None:
    (finding,) = doctor.device_findings((), platform)
    assert (finding.what, finding.state) == ("microphones and speakers", "missing")
    assert told in finding.mend


def test_a_microphone_without_a_speaker_is_told_with_what_is_missing() -> None:
    found = list(doctor.device_findings((HEADSET,)))
    assert [(one.what, one.state, one.detail) for one in found] == [
        ("microphones", "ok", "3 USB headset (default)"),
        ("speakers", "missing", "none connected"),
    ]


def test_where_a_piper_voice_is_had_and_how_it_is_named_is_told() -> None:
    (finding,) = doctor.other_voices()
    told = finding.detail + finding.mend
    assert "piper.download_voices en_US-lessac-medium" in told
    assert "--voice piper:en_US-lessac-medium.onnx" in told


class Engine:
    """An engine with voices as pyttsx3 gives them."""

    class Voice:
        def __init__(self, name: str, languages: list[str]) -> None:
            self.name, self.languages = name, languages

    def getProperty(self, _name: str) -> list[Voice]:
        return [
            self.Voice("Anna", ["de_DE"]),
            self.Voice("Daniel", ["en_GB"]),
            self.Voice("Zoe", []),
            self.Voice("X", []),
        ]


def test_the_voices_of_a_language_are_those_of_all_its_regions() -> None:
    assert named(Engine(), "en") == ["en-gb Daniel"]


def test_few_voices_are_listed_and_many_counted() -> None:
    assert doctor.listed([]) == "the engine lists none"
    assert doctor.listed(["a", "b"]).startswith("a; b; an interviewer")
    assert "; and 3 more; " in doctor.listed([str(number) for number in range(doctor.MOST_VOICES + 3)])


def test_models_in_folders_that_do_not_work_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "model.bin").write_text("garbage")
    main(["doctor", "--whisper", str(tmp_path), "--turn-model", str(tmp_path / "none")])
    printed = capsys.readouterr().out
    assert f"MISSING  speech recognition: {tmp_path} lacks config.json, tokenizer.json" in printed
    assert "note     turn model: no model is called" in printed


@pytest.mark.model
def test_models_in_folders_are_tried(weights: object) -> None:
    store = ModelStore(Path("nowhere"))
    assert doctor.given_recogniser(store, str(weights("whisper-base"))).state == "ok"  # type: ignore[operator]
    assert doctor.turn_completion(store, str(weights("smart-turn"))).state == "ok"  # type: ignore[operator]


def test_a_damaged_recogniser_is_not_called_ok(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert doctor.recognisers(store).detail == "no Whisper model is here yet"
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "config.json").write_bytes(bytes(2249))
    finding = doctor.recognisers(store)
    assert (finding.state, finding.detail) == ("missing", "tiny is damaged (config.json)")
    assert "downloads it again" in finding.mend
