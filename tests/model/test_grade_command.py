"""`interviewer grade --model`: a model judges a written answer once it has passed its exam."""

import json
from pathlib import Path

import pytest

from interviewer.cli import main
from interviewer.grading.prompts import Prompt
from tests.model.server import ChatServer, Wire
from tests.model.stage import ANSWER, Bench


@pytest.fixture
def flags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    answer = tmp_path / "answer.txt"
    answer.write_text(ANSWER, encoding="utf-8")
    return ["grade", "confidence-intervals", "--answer-file", str(answer), "--json", "--model", "openai:tiny"]


def test_a_model_sits_its_exam_once_and_then_judges(
    bench: Bench, flags: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wire = Wire(bench.mind)
    with ChatServer(wire) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        for exams in (10, 0):
            wire.asked.clear()
            assert main(flags) == 0
            told = capfd.readouterr()
            assert json.loads(told.out)["graded_by"].startswith("openai:tiny")
            assert len(wire.asked) == exams + 1
            assert ("sits the exam for judges first" in told.err) == bool(exams)
            assert "the answer, the question and its key points are sent to openai:tiny" in told.err


def covers_everything(bench: Bench, prompt: Prompt) -> str:
    reply = json.loads(bench.mind(prompt))
    said = prompt.schema["$defs"]["sentence"]["enum"][-1] if prompt.schema else "s1"
    points = {label: {"sentence": said, "verdict": "covered"} for label in reply["points"]}
    return json.dumps({**reply, "points": points})


def test_a_model_that_fails_its_exam_or_cannot_be_used_leaves_judging_to_the_offline_grader(
    bench: Bench, flags: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with ChatServer(Wire(lambda prompt: covers_everything(bench, prompt))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert main(flags) == 0
        failed = capfd.readouterr()
    assert main(flags) == 0
    away = capfd.readouterr()
    for told, reason in ((failed, "failed the exam for judges"), (away, "does not answer")):
        assert json.loads(told.out)["graded_by"] == "offline-2"
        assert sum(reason in line for line in told.err.splitlines()) == 1
