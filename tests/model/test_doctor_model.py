"""`interviewer doctor --model` tries a model with one tiny call, and examines it as a judge."""

from pathlib import Path

import pytest

from interviewer.cli import main
from tests.model.server import ChatServer, Wire
from tests.model.stage import Bench


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789abcdef")


def test_a_model_that_answers_is_timed_and_examined(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wire = Wire(lambda prompt: "hello" if prompt.system.startswith("Reply") else bench.mind(prompt))
    with ChatServer(wire) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert main(["doctor", "--model", "openai:tiny"]) == 0
    said = capfd.readouterr().out
    assert "openai:tiny answered in" in said
    assert "openai:tiny passed the exam for judges" in said


def test_a_model_that_fails_is_said_to_with_exit_code_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with ChatServer(Wire(bench.mind, fault=lambda role: "401")) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert main(["doctor", "--model", "openai:tiny"]) == 1
    said = capfd.readouterr().out
    assert "the API key was not accepted" in said
    assert "sk-canary" not in said
