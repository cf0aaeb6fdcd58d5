"""A person at a terminal: typed through a pty, with the real program, grader and clock."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-B0-2]|\x1b[=>]|\r")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[pexpect.spawn]:  # type: ignore[type-arg]
    child = start(tmp_path, "--length quick --seed 3 --question gradient-descent")
    yield child
    child.close(force=True)


def start(home: Path, flags: str) -> pexpect.spawn:  # type: ignore[type-arg]
    env = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "NO_COLOR": "1", "INTERVIEWER_HOME": str(home), "LANG": "C.UTF-8"}
    env["PROMPT_TOOLKIT_NO_CPR"] = "1"
    command = f"{sys.executable} -m interviewer chat {flags}"
    return pexpect.spawn(command, env=env, dimensions=(40, 80), encoding="utf-8", timeout=40)  # type: ignore[arg-type]


def say(child: pexpect.spawn, text: str, until: str) -> str:  # type: ignore[type-arg]
    """Type a line, send it with Enter, and wait for a pattern in what follows."""
    child.send(text)
    child.send("\r")
    child.expect(until)
    return ESCAPES.sub("", str(child.before))


@pytest.mark.slow
def test_a_typed_interview_goes_from_the_menu_to_the_report(terminal: pexpect.spawn, tmp_path: Path) -> None:  # type: ignore[type-arg]
    terminal.expect("Enter for 1")
    say(terminal, "velankar", "1mDr Arvind")
    terminal.expect("1mYou")
    say(terminal, "I'm Ada, and my thesis was about sparse Gaussian processes.", "1mDr Arvind")
    say(terminal, "Choosing inducing points; I compared held-out likelihoods.", "gradient descent, and")
    said = say(terminal, "/help", "nothing is lost")
    assert "/hint" in said
    say(terminal, "/nonsense", "There is no /nonsense")
    say(terminal, "You step against the gradient with a small learning rate.", "1mDr Arvind")
    say(terminal, "/skip", "1mDr Arvind")
    say(terminal, "/quit", "Report: ")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    (session,) = (tmp_path / "sessions").iterdir()
    report = json.loads((session / "report.json").read_text())
    assert report["questions"][0]["id"] == "gradient-descent"
    turns = [json.loads(line)["input"] for line in (session / "events.jsonl").read_text().splitlines()[1:]]
    typed = [t for t in turns if t["kind"] == "turn"]
    assert all(t["started_at"] <= t["at"] for t in typed)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_leaving_keeps_everything_and_resume_goes_on(tmp_path: Path, key: str) -> None:
    child = start(tmp_path, "--persona statistics --length quick --seed 3")
    child.expect("Solvang")
    child.expect("1mYou")
    say(child, "I'm Ada, and my thesis was about sparse Gaussian processes.", "1mDr Marit")
    child.expect("1mYou")
    child.send(key)
    child.expect("everything is kept")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0

    again = start(tmp_path, "--resume last")
    again.expect("Solvang")
    say(again, "Choosing inducing points; I compared held-out likelihoods.", "1mDr Marit")
    say(again, "/quit", "Report: ")
    again.expect(pexpect.EOF)
    again.close()
    assert again.exitstatus == 0


@pytest.mark.slow
def test_kill_nine_loses_no_acknowledged_turn(tmp_path: Path) -> None:
    child = start(tmp_path, "--persona statistics --length quick --seed 3")
    child.expect("Solvang")
    child.expect("1mYou")
    say(child, "I'm Ada, and my thesis was about sparse Gaussian processes.", "1mDr Marit")
    say(child, "Choosing inducing points; I compared held-out likelihoods.", "1mDr Marit")
    child.kill(9)
    child.wait()
    (session,) = (tmp_path / "sessions").iterdir()
    log = (session / "events.jsonl").read_text()
    assert "sparse Gaussian processes" in log
    assert "held-out likelihoods" in log

    again = start(tmp_path, "--resume last")
    again.expect("1mDr Marit")
    say(again, "/quit", "Report: ")
    again.expect(pexpect.EOF)
