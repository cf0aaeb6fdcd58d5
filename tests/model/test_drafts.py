"""Interviewers and questions out of text, from the command line."""

from pathlib import Path

import pytest

from interviewer.adapters.fakes import ScriptedModel
from interviewer.cli import main
from interviewer.commands.questions_new import draft
from interviewer.content.library import Library
from interviewer.errors import AdapterError

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


def test_a_question_is_drafted_again_with_its_faults_told(library: Library) -> None:
    good = library.question("confidence-intervals").model_dump_json()
    replies = iter(["I'd love to!", '{"id": "x", "title": "T"}', good])
    model = ScriptedModel(lambda prompt: next(replies))
    said: list[str] = []
    question = draft(model, "my-intervals", "confidence intervals", said.append)
    assert question.id == "my-intervals"
    assert question.stages == library.question("confidence-intervals").stages
    assert len(said) == 2
    assert "prose instead of JSON" in model.asked[1].user
    assert "stages: Field required" in model.asked[2].user
    assert model.asked[0].system == model.asked[2].system


def test_a_model_that_drafts_nothing_usable_is_said_to(library: Library) -> None:
    with pytest.raises(AdapterError, match="made no question that can be loaded in 3 drafts"):
        draft(ScriptedModel(lambda prompt: "{}"), "mine", "anything", lambda line: None)


def test_without_a_model_drafting_says_why_not_and_what_else(
    bio: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("INTERVIEWER_MODEL", raising=False)
    assert main(["questions", "new", "mine", "--from", "kernel methods"]) == 2
    said = capfd.readouterr().err
    assert "needs a model" in said
    assert "`interviewer questions new mine`" in said
    assert not list(bio.parent.rglob("mine.yaml"))
