"""The README's first command, on the built wheel, with no source tree near."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ANSWERS = """\
Hello, I'm Ada. My thesis was about sparse Gaussian processes for weather data.
Choosing the inducing points was hard; I compared held-out likelihoods.
A confidence interval is computed from the sample, so that in repeated sampling 95 percent of such intervals contain the true value.
I don't know.
Can we skip this one?
Can we skip this one?
"""


def run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    env |= {"INTERVIEWER_HOME": str(home / "data"), "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=home, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900
    )


@pytest.mark.slow
def test_the_installed_wheel_holds_an_interview_and_writes_its_report(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    installed = run([str(python), "-m", "pip", "install", "-q", str(ROOT)], tmp_path)
    assert installed.returncode == 0, installed.stderr
    (tmp_path / "answers.txt").write_text(ANSWERS)
    program = str(tmp_path / "venv" / "bin" / "interviewer")

    played = run(
        [program, *"chat --persona statistics --length quick --seed 1 --answers".split(), "answers.txt"], tmp_path
    )

    assert played.returncode == 0, played.stderr
    assert "Report:" in played.stdout
    (session,) = (tmp_path / "data" / "sessions").iterdir()
    assert {p.name for p in session.iterdir()} >= {"report.html", "report.md", "report.json", "events.jsonl"}
    report = json.loads((session / "report.json").read_text())
    assert report["score"] is not None
    checked = run([program, "check", "--no-grading"], tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.slow
def test_the_editable_install_finds_the_same_content() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "interviewer", "questions", "--json"], capture_output=True, text=True
    )
    shipped = {p.stem for p in (ROOT / "rubrics").glob("*/**/*.yaml")}
    assert {q["id"] for q in json.loads(listed.stdout)} == shipped
