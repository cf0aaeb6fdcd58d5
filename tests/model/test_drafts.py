"""Interviewers and questions out of text, from the command line."""

from pathlib import Path

import pytest

from interviewer.cli import main

BIO = "Dr Lena Virtanen works on stochastic gradient methods, convergence rates and second-order optimisation.\n"


@pytest.fixture
def bio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    path = tmp_path / "bio.txt"
    path.write_text(BIO, encoding="utf-8")
    return path


def test_an_interviewer_out_of_a_bio_can_be_met_at_once(bio: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["personas", "new", "lena", "--from-bio", str(bio)]) == 0
    assert "mostly optimisation" in capfd.readouterr().out
    answers = bio.with_name("answers.txt")
    answers.write_text("/quit\n", encoding="utf-8")
    assert main(["chat", "--persona", "lena", "--offline", "--answers", str(answers)]) == 0
    assert "I'm Dr Lena Virtanen" in " ".join(capfd.readouterr().out.split())


def test_a_persona_that_is_there_is_not_overwritten(bio: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = bio.with_name("lena.yaml")
    target.write_text("mine\n", encoding="utf-8")
    assert main(["personas", "new", "lena", "--from-bio", str(bio), "-o", str(target)]) == 2
    assert "not overwritten" in capfd.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine\n"
