"""Promises of the commands on content, and of the command line as a whole."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import jsonschema
import pytest

from interviewer.cli import cli, main, show
from interviewer.errors import ContentError, StorageError

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without any files, at a terminal of 80 columns."""
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code, standard output and standard error of a command."""

    def command(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.mark.parametrize("path", list(every_command(cli)), ids=" ".join)
def test_every_command_explains_itself_and_its_options(run: Run, path: tuple[str, ...]) -> None:
    code, out, err = run(*path, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: {' '.join(('interviewer', *path))}")
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert max(len(line) for line in out.splitlines()) <= 80


def test_help_comes_without_loading_the_heavy_packages() -> None:
    heavy = ["pydantic", "rich", "numpy", "openai", "langchain", "yaml", "prompt_toolkit", "platformdirs"]
    script = f"import sys; from interviewer.cli import main; main(['--help']); print({heavy} & sys.modules.keys())"
    found = python("-c", script.replace(str(heavy), f"set({heavy})"))
    assert found.stdout.splitlines()[-1] == "set()", found.stderr


def test_options_without_a_command_are_those_of_chat(run: Run) -> None:
    code, _, err = run("--length", "eternal")
    assert code == 2
    assert "`interviewer chat --help`" in err


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["personas", "show"], ["questions", "--kind", "x"], ["report", "--format", "pdf"]]
)
def test_wrong_usage_is_one_line_with_the_way_to_help(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("interviewer: ")
    assert len(err.splitlines()) == 1
    assert "--help` shows what is possible." in err


def test_errors_are_lines_with_the_programs_name_and_their_own_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert show(ContentError(["a.yaml:1: x", "b.yaml:2: y"]), trace=False) == 2
    assert show(StorageError("/data: full"), trace=False) == 1
    assert capsys.readouterr().err.splitlines() == [
        "interviewer: a.yaml:1: x",
        "interviewer: b.yaml:2: y",
        "interviewer: /data: full",
    ]


def test_an_unexpected_error_is_one_line_and_a_trace_only_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="odd") as caught:
        raise ValueError("odd\nthing")
    assert show(caught.value, trace=False) == 1
    advice = "run again with --debug for the trace"
    assert capsys.readouterr().err == f"interviewer: internal error: ValueError: odd thing; {advice}\n"
    show(caught.value, trace=True)
    assert "Traceback" in capsys.readouterr().err


def test_debug_shows_the_trace_of_an_error(run: Run) -> None:
    assert "Traceback" not in run("questions", "show", "no-such")[2]
    code, _, err = run("questions", "show", "no-such", "--debug")
    assert code == 2
    assert "Traceback" in err


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently there")
def test_a_reader_who_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "interviewer", "schema", "log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_personas_are_listed_in_the_order_of_the_menu(run: Run) -> None:
    code, out, _ = run("personas")
    assert code == 0
    assert out.splitlines()[0].startswith("statistics ")
    assert max(len(line) for line in out.splitlines()) <= 80
    names = [persona["id"] for persona in json.loads(run("personas", "--json")[1])]
    assert names[:2] == ["statistics", "optimisation"]


def test_a_personas_background_can_be_looked_up(run: Run) -> None:
    code, out, _ = run("personas", "show", "statistics")
    assert code == 0
    assert "Statistics and Experimentation" in out
    assert "statistics 50%" in out


def test_questions_are_listed_by_area_topic_and_kind(run: Run) -> None:
    out = run("questions")[1]
    assert out.index("\nStatistics\n") < out.index("  confidence-intervals ") < out.index("\nProblems\n")
    listed = json.loads(run("questions", "--topic", "optimisation", "--kind", "basic", "--json")[1])
    assert {question["area"] for question in listed} == {"optimisation"}
    assert "gradient-descent" in {question["id"] for question in listed}
    problems = json.loads(run("questions", "list", "--kind", "problem", "--json")[1])
    assert {question["kind"] for question in problems} == {"problem"}
    assert all(len(question["stages"]) > 1 and question["minutes"] > 8 for question in problems)


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["questions", "--topic", "optimization"], "optimisation"),
        (["questions", "show", "gradient-decent"], "gradient-descent"),
        (["personas", "show", "statistic"], "statistics"),
        (["schema", "questions"], "question"),
    ],
)
def test_an_unknown_name_gets_the_nearest(run: Run, arguments: list[str], meant: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert f"Did you mean {meant}" in err


def test_a_question_is_shown_without_its_answer_unless_asked(run: Run) -> None:
    secret = "small step against the gradient"
    short, full = (
        " ".join(run("questions", "show", "gradient-descent", *flag)[1].split()) for flag in ((), ("--full",))
    )
    assert "What is gradient descent" in short
    assert secret not in short
    assert secret in full


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["questions", "new", "mine"], "questions/mine.yaml"),
        (["questions", "new", "mine", "--kind", "problem"], "questions/mine.yaml"),
        (["personas", "new", "mine"], "personas/mine.yaml"),
    ],
)
def test_a_template_works_as_it_is(run: Run, home: Path, arguments: list[str], file: str) -> None:
    code, out, _ = run(*arguments)
    assert code == 0
    assert str(home / file) in out
    assert run("check", home, "--strict", "--no-grading")[:2] == (0, "1 file checked: all is well.\n")
    assert "mine" in {item["id"] for item in json.loads(run(arguments[0], "--json")[1]) if item["own"]}


def test_a_template_overwrites_nothing_and_takes_no_id_twice(run: Run, home: Path) -> None:
    run("personas", "new", "mine")
    (home / "personas" / "mine.yaml").write_text("id: mine\n")
    for arguments in (["personas", "new", "mine"], ["questions", "new", "gradient-descent"]):
        code, _, err = run(*arguments)
        assert code == 2
        assert "there is one of that id already" in err
    assert (home / "personas" / "mine.yaml").read_text() == "id: mine\n"


@pytest.mark.parametrize("name", ["Mine", "my_persona", "../mine", "a b", ""])
def test_a_template_needs_a_proper_id(run: Run, name: str) -> None:
    code, _, err = run("personas", "new", name)
    assert code == 2
    assert "is no id; use lower-case letters" in err


def test_a_folder_that_refuses_a_template_is_one_clear_error(run: Run, home: Path) -> None:
    home.write_text("a file")
    code, _, err = run("questions", "new", "mine")
    assert code == 1
    assert "INTERVIEWER_HOME" in err


def test_the_shipped_content_keeps_all_authoring_rules(run: Run) -> None:
    code, out, _ = run("check", "--no-grading")
    assert out.endswith("files checked: all is well.\n"), out
    assert code == 0


def test_weak_content_of_a_users_own_is_a_warning_and_an_error_when_strict(run: Run, home: Path) -> None:
    run("questions", "new", "mine")
    path = home / "questions" / "mine.yaml"
    path.write_text(path.read_text().replace("Which decisions would you base on its result?", "Tell me."))
    code, out, _ = run("check", path, "--no-grading")
    assert code == 0
    assert out.startswith(f"warning: {path}:")
    assert out.endswith("1 file checked: 0 errors, 1 warning.\n")
    code, out, _ = run("check", path, "--no-grading", "--strict")
    assert code == 1
    assert out.endswith("1 file checked: 1 error, 0 warnings.\n")


def test_all_broken_files_of_a_folder_are_named(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "a.yaml").write_text("id: [\n")
    (home / "b.yml").write_text("id: b\n")
    code, out, _ = run("check", home)
    assert code == 1
    assert f"{home / 'a.yaml'}:2: not valid YAML" in out
    assert f"{home / 'b.yml'}:1: stages: is missing" in out


def test_a_users_broken_file_is_named_by_a_full_check(run: Run, home: Path) -> None:
    (home / "personas").mkdir(parents=True)
    (home / "personas" / "x.yaml").write_text("id: y\n")
    code, out, _ = run("check", "--no-grading")
    assert code == 1
    assert "x.yaml:1: name: is missing" in out


def test_a_file_is_checked_beside_all_other_content(run: Run, home: Path) -> None:
    run("personas", "new", "mine")
    path = home / "personas" / "mine.yaml"
    text = path.read_text().replace("topics: {}", "topics: {magic: 2}").replace("ask-about-project:", "ask-projects:")
    home.joinpath("other.yaml").write_text(text)
    out = run("check", home / "other.yaml")[1]
    assert "topics.magic: 'magic' is no topic of any question" in out
    assert "lines.ask-projects: no such line pool" in out
    assert f"id: 'mine' is already used by {path}" in out


def test_nothing_to_check_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("check", tmp_path / "empty")[0] == 2
    assert run("check", tmp_path / "absent.yaml")[0] == 2


@pytest.mark.parametrize(
    "name", ["question", "persona", "rubric", "lines", "report", "session", "log", "inputs", "events", "assessment"]
)
def test_a_schema_is_printed(run: Run, name: str) -> None:
    code, out, _ = run("schema", name)
    assert code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
    assert name in run("schema")[1].split()


def test_all_schemas_are_written_to_a_folder(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("schema", "-o", tmp_path / "deep" / "schemas")
    assert code == 0
    written = sorted(path.name for path in (tmp_path / "deep" / "schemas").iterdir())
    assert "question.schema.json" in written
    assert len(written) == len(out.splitlines())
    (tmp_path / "file").write_text("")
    code, _, err = run("schema", "question", "-o", tmp_path / "file")
    assert code == 1
    assert "choose another folder" in err
