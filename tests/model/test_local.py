"""A model inside the program: opened without a server or a key of one's own, and an interview holds with a bad one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.adapters.chat_model import LangChainModel, ModelFailed
from interviewer.adapters.local_model import LOCAL_MODELS, THREADS, find_file, serve
from interviewer.bootstrap_model import choose_model
from interviewer.cli import main
from interviewer.grading.prompts import Prompt, choice, record
from tests.model.stage import ANSWER, OPENING

FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
LINES = (*OPENING, ANSWER, "It gets narrower with more data.", *["/skip"] * 10, "No questions.", "Goodbye.")


def test_a_name_that_is_none_is_said_with_those_that_are() -> None:
    with pytest.raises(ModelFailed, match=r"no local model is called 'huge'.*smollm2-135m"):
        find_file("huge", print)


def test_every_model_that_can_be_had_by_name_is_pinned() -> None:
    for model in LOCAL_MODELS.values():
        assert re.fullmatch("[0-9a-f]{40}", model.revision)
        assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) for file in model.files)


def test_a_file_that_is_not_there_costs_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    choice = choose_model(f"local:{tmp_path}/absent.gguf", offline=False)
    assert choice.address is None
    assert "there is no such file" in (choice.complaint or "")


def test_a_file_that_holds_no_model_costs_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF but nothing else")
    choice = choose_model(f"local:{tmp_path}/broken.gguf", offline=False)
    assert "could not be opened" in (choice.complaint or "")


@pytest.mark.model
def test_a_small_model_answers_with_the_json_that_is_asked_for(weights: Callable[[str], Path]) -> None:
    pytest.importorskip("xllamacpp")
    address = serve(str(weights("smollm2") / FILE), print, {THREADS: "1"})
    schema = record({"act": choice(["answer", "stop"])})
    reply = LangChainModel(address).ask(Prompt("understanding", "Name the act.", "I like tea.", schema, 200), 60.0)
    assert json.loads(reply.text)["act"] in ("answer", "stop")
    assert reply.usage.tokens_in > 0


@pytest.mark.model
def test_a_whole_interview_with_a_model_that_talks_nonsense_ends_in_a_fair_report(
    weights: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xllamacpp")
    monkeypatch.setenv(THREADS, "1")
    answers = tmp_path / "answers.txt"
    answers.write_text("\n".join(LINES), encoding="utf-8")
    flags = ["--question", "confidence-intervals", "--length", "quick", "--seed", "1", "--answers", str(answers)]
    reports = []
    for model in (["--model", f"local:{weights('smollm2') / FILE}"], ["--offline"]):
        monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / model[0]))
        assert main(["chat", *flags, *model]) == 0
        capfd.readouterr()
        assert main(["report", "--format", "json", "-o", "-"]) == 0
        reports.append(json.loads(capfd.readouterr().out))
    held, fair = reports
    assert held["state"] == fair["state"] == "completed"
    assert held["model_usage"]["tokens_in"] > 0
    assert {one["role"] for one in held["model_usage"]["roles"]} >= {"wording", "understanding", "exam"}
    assert any("the offline grader judges" in note["reason"] for note in held["facts"]["notes"])
    assert held["facts"]["graders"] == fair["facts"]["graders"]
    for mine, theirs in zip(held["criteria"], fair["criteria"], strict=True):
        assert (mine["share"] or 0) <= (theirs["share"] or 0) + 1e-9
