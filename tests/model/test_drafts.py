"""Interviewers and questions out of text, from the command line."""

import json
from pathlib import Path

import pytest

from interviewer.adapters.chat_model import ModelFailed
from interviewer.adapters.fakes import ScriptedModel
from interviewer.cli import main
from interviewer.commands.personas_new import reading
from interviewer.commands.questions_new import draft
from interviewer.content.from_bio import BioReading, persona_from_bio, read_by_model
from interviewer.content.library import Library
from interviewer.errors import AdapterError
from tests.model.server import ChatServer, Wire

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


READING = {
    "name": "Lena Virtanen",
    "leaning": "Methods that converge on problems nobody can solve in closed form.",
    "areas": {"optimisation": 60, "probability": 2, "cooking": 5},
    "topics": ["convexity", "soup"],
    "digs_into": ["convergence", "soup", "geometry"],
}


def test_a_model_reads_a_bio_for_what_is_in_bio_and_bank(library: Library) -> None:
    replies = iter(["Sure!", json.dumps(READING)])
    model = ScriptedModel(lambda prompt: next(replies))
    with pytest.raises(ModelFailed):
        reading(model, BIO, ["convexity"])
    found = read_by_model(
        persona_from_bio(BIO, "lena", library.topics), reading(model, BIO, ["convexity"]), BIO, ["convexity"]
    )
    assert (found.name, found.leaning) == ("Lena Virtanen", READING["leaning"])
    assert found.asks_about["optimisation"] == 6.0 > found.asks_about["probability"] == 2.0
    assert (found.topics, found.follow_ups.prefers) == ({"convexity": 2.0}, {"convergence": 3.0, "geometry": 2.5})


def test_what_a_model_makes_up_about_a_bio_is_left_out(library: Library) -> None:
    words = persona_from_bio(BIO, "lena", library.topics)
    made_up = BioReading(name="Napoleon", leaning="x" * 400, topics=("soup",), digs_into=("soup",))
    found = read_by_model(words, made_up, BIO, library.topics)
    assert (found.name, found.leaning) == (words.name, words.leaning)
    assert (found.topics, found.follow_ups) == (words.topics, words.follow_ups)


@pytest.mark.parametrize(("reply", "by"), [(json.dumps(READING), "openai:tiny"), ('{"areas": 3}', "the words in it")])
def test_a_bio_is_read_by_the_model_that_is_named_and_by_its_words_when_that_fails(
    bio: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], reply: str, by: str
) -> None:
    with ChatServer(Wire(lambda prompt: reply)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert main(["personas", "new", "lena", "--from-bio", str(bio), "--model", "openai:tiny"]) == 0
    told = capfd.readouterr()
    assert "the bio is sent to openai:tiny" in told.err
    assert ("read by its words alone" in told.err) == (by != "openai:tiny")
    (written,) = bio.parent.rglob("lena.yaml")
    assert f"drafted from a bio by {by}" in written.read_text(encoding="utf-8")
    assert main(["check", str(written)]) == 0


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
