"""The import contract holds, and would notice if it did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--config", str(folder / "pyproject.toml"), "--no-cache"]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=300)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "interviewer", tmp_path / "interviewer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_contract_holds(copy: Path) -> None:
    found = lint(copy)
    assert found.returncode == 0, found.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("dialogue/plan.py", "import time"),
        ("grading/text.py", "import openai"),
        ("report/build.py", "from pathlib import Path"),
        ("dialogue/state.py", "from interviewer import runner"),
        ("content/models.py", "from interviewer.dialogue import moves"),
    ],
)
def test_a_planted_import_is_caught(copy: Path, module: str, planted: str) -> None:
    path = copy / "interviewer" / module
    text = path.read_text()
    path.write_text(text.replace("\nfrom ", f"\n{planted}\nfrom ", 1))
    assert planted in path.read_text()
    found = lint(copy)
    assert found.returncode != 0
    assert "BROKEN" in found.stdout
