"""`interviewer report`: where reports go, and what is said when they cannot."""

import json
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.adapters.session_log import SessionLog, SessionStore
from interviewer.commands.report import run, write_all
from interviewer.dialogue.inputs import Begin
from interviewer.errors import StorageError, UnknownNameError, UsageError
from tests.report.content import session
from tests.report.script import whole_interview


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionLog:
    """A session on disk, the last one of this user."""
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    made = SessionStore(tmp_path / "sessions").create(session(), "offline", datetime(2026, 11, 23, tzinfo=UTC))
    made.append(Begin(at=0.0), whole_interview(session()).events)
    made.close()
    return made


@pytest.mark.parametrize(("format", "start"), [("html", "<!doctype html>"), ("md", "# Interview with"), ("json", "{")])
def test_a_report_is_written_beside_the_log_and_its_path_printed(
    log: SessionLog, capsys: pytest.CaptureFixture[str], format: str, start: str
) -> None:
    assert run(format=format) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == log.folder / f"report.{format}"
    assert path.read_text(encoding="utf-8").startswith(start)
    assert sorted(one.name for one in log.folder.glob("*report*")) == [path.name]
    assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_can_be_printed(log: SessionLog, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(session=log.session.id, format="json", output=Path("-")) == 0
    assert json.loads(capfd.readouterr().out)["session"] == log.session.id


def test_a_report_can_be_written_elsewhere(log: SessionLog, tmp_path: Path) -> None:
    assert run(output=tmp_path / "mine.html") == 0
    assert (tmp_path / "mine.html").is_file()
    assert not (log.folder / "report.html").exists()


@pytest.mark.parametrize("where", [lambda home: home / "nowhere" / "r.html", lambda home: home])
def test_what_cannot_be_written_is_one_clear_line(
    log: SessionLog, tmp_path: Path, where: Callable[[Path], Path]
) -> None:
    path = where(tmp_path)
    with pytest.raises(StorageError) as error:
        run(output=path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)
    assert not list(tmp_path.rglob("*.part"))


def test_only_a_page_in_a_file_can_be_opened(log: SessionLog) -> None:
    for options in ({"format": "md"}, {"output": Path("-")}):
        with pytest.raises(UsageError, match="--format html"):
            run(open_it=True, **options)  # type: ignore[arg-type]


def test_an_unknown_session_is_named(log: SessionLog) -> None:
    with pytest.raises(UnknownNameError, match="nowhere"):
        run(session="nowhere")


def test_judging_again_leaves_the_log_as_it_is(log: SessionLog, capfd: pytest.CaptureFixture[str]) -> None:
    before = (log.folder / "events.jsonl").read_bytes()
    assert run(format="json", output=Path("-"), regrade=True) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["rescored"]["by"].startswith("offline-")
    assert found["rescored"]["score_then"] == pytest.approx(45.84709)
    assert (log.folder / "events.jsonl").read_bytes() == before


def test_at_the_end_of_an_interview_all_formats_are_written(
    log: SessionLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_all(log) == 0
    assert sorted(one.name for one in log.folder.glob("report.*")) == ["report.html", "report.json", "report.md"]
    lines = capsys.readouterr().out.strip().splitlines()
    assert lines[0] == "45.8 of 100 · Leaning no"
    assert lines[1].startswith("−6.1 points: ")
    assert max(map(len, lines[:3])) <= 80
    assert f"Report: {log.folder / 'report.html'}" in lines


def test_an_interview_that_could_not_be_judged_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    with SessionStore(tmp_path / "sessions").create(session(), "offline", datetime(2026, 11, 23, tzinfo=UTC)) as log:
        assert write_all(log) == 0
    assert "No score · no verdict: a verdict needs 2" in capsys.readouterr().out
