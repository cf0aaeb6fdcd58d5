"""A model is asked for on the command line: what is said when it cannot be used, and what happens when it can."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.chat_model import (
    LangChainModel,
    ModelAddress,
    RealModelOpened,
    json_in,
)
from interviewer.adapters.chat_model_check import address_of, check
from interviewer.adapters.config_file import read_config
from interviewer.adapters.model_failure import explain
from interviewer.adapters.secrecy import without_secrets
from interviewer.bootstrap_model import choose_model, identity, sent_where
from interviewer.cli import main
from interviewer.errors import UsageError
from interviewer.grading.prompts import Prompt
from tests.model.server import ChatServer, Wire
from tests.model.stage import ANSWER, KEY, Bench

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def server(bench: Bench) -> Iterator[ChatServer]:
    with ChatServer(Wire(bench.mind, key=KEY, models=("tiny", "small"))) as served:
        yield served


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Holds a short interview from a file of answers; returns exit code, output and errors."""
    answers = tmp_path / "answers.txt"
    answers.write_text(f"Hello, my thesis is on trees.\nI grew them.\n{ANSWER}\n", encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))

    def held(*flags: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        code = main(["chat", "--length", "quick", "--seed", "1", "--answers", str(answers), *flags])
        told = capsys.readouterr()
        return code, told.out, told.err

    return held


def log_of(folder: Path) -> str:
    (file,) = (folder / "home" / "sessions").glob("*/events.jsonl")
    return file.read_text(encoding="utf-8")


def report_of(folder: Path) -> str:
    (file,) = (folder / "home" / "sessions").glob("*/report.json")
    return file.read_text(encoding="utf-8")


def test_an_interview_is_held_with_the_model_that_is_named(run: Run, server: ChatServer, tmp_path: Path) -> None:
    code, out, err = run("--model", "openai:tiny", OPENAI_BASE_URL=server.url, OPENAI_API_KEY=KEY)
    assert code == 0, err
    assert '"worded_by":"openai:tiny"' in log_of(tmp_path)
    assert "openai:tiny" in report_of(tmp_path)
    assert KEY not in out + err + log_of(tmp_path) + report_of(tmp_path)


def test_the_environment_names_a_model_and_offline_beats_it(run: Run, server: ChatServer, tmp_path: Path) -> None:
    settings = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": KEY, "INTERVIEWER_MODEL": "openai:tiny"}
    code, _, _ = run("--offline", **settings)
    assert code == 0
    assert server.wire.asked == []
    assert choose_model(None, False, settings).name == "openai:tiny"
    assert choose_model("openai:small", False, settings).name == "openai:small"


def test_the_configuration_file_names_a_model_when_nothing_else_does(server: ChatServer, tmp_path: Path) -> None:
    settings = {"INTERVIEWER_HOME": str(tmp_path), "OPENAI_API_KEY": KEY}
    assert choose_model(None, False, settings).spec is None
    file = tmp_path / "config.toml"
    file.write_text(f'model = "openai:tiny"\nbase_url = "{server.url}"\nbudget = 9000\n', encoding="utf-8")
    found = choose_model(None, False, settings)
    assert (found.name, found.budget, found.complaint) == ("openai:tiny", 9000, None)
    assert choose_model(None, False, {**settings, "INTERVIEWER_MODEL": "openai:small"}).name == "openai:small"
    assert choose_model("openai:small", False, settings, budget=5).budget == 5
    file.write_text("budget = 9\nmodel = \n", encoding="utf-8")
    assert choose_model(None, True, settings).spec is None
    with pytest.raises(UsageError, match=r"config.toml:2: not TOML"):
        choose_model(None, False, settings)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            'model = "x"\nmodle = "y"',
            r"config.toml:2: modle: there is no such setting; there are model, base_url, budget",
        ),
        ("budget = 0", r"config.toml:1: budget: .*greater than or equal to 1"),
        ("model = 3", r"config.toml:1: model: .*string"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=what):
        read_config(file)
    with pytest.raises(UsageError, match="it holds lines such as"):
        read_config(tmp_path)


@pytest.mark.parametrize(
    ("model", "key", "complaint"),
    [
        ("openai:tiny", "wrong", "the API key was not accepted"),
        ("openai:huge", KEY, "no model called 'huge'; it has small, tiny"),
        ("openai:", KEY, "names no model"),
        ("nobody:tiny", KEY, "pip install langchain-nobody"),
    ],
)
def test_a_model_that_cannot_be_used_costs_one_line_and_no_interview(
    run: Run, server: ChatServer, tmp_path: Path, model: str, key: str, complaint: str
) -> None:
    code, _, err = run("--model", model, OPENAI_BASE_URL=server.url, OPENAI_API_KEY=key)
    assert code == 0
    lines = [line for line in err.splitlines() if complaint in line]
    assert len(lines) == 1
    assert lines[0].endswith("; this interview is held offline")
    assert complaint in json.loads(report_of(tmp_path))["facts"]["notes"][0]["reason"]
    assert complaint in log_of(tmp_path).replace('\\"', '"')


def test_a_missing_key_and_a_server_that_is_away_are_said() -> None:
    missing = choose_model("openai:tiny", False, {})
    assert missing.complaint is not None
    assert "set OPENAI_API_KEY" in missing.complaint
    away = choose_model("tiny", False, {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert away.complaint is not None
    assert "does not answer" in away.complaint
    nonsense = choose_model("tiny", False, {"OPENAI_BASE_URL": "file:///etc"})
    assert nonsense.complaint is not None
    assert "no web address" in nonsense.complaint


def test_a_key_of_another_provider_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert address_of("anthropic:x", {"ANTHROPIC_API_KEY": "k"}).key == "k"
    assert "k" not in repr(address_of("anthropic:x", {"ANTHROPIC_API_KEY": "k"})).replace("anthropic", "")


def test_help_imports_no_model_library() -> None:
    code = (
        "import sys; from interviewer.cli import main; main(['--help']); main(['chat', '--help']); "
        "sys.exit(any(name.split('.')[0] in ('langchain', 'langchain_core', 'openai') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_no_test_opens_a_model_beyond_this_machine() -> None:
    with pytest.raises(RealModelOpened):
        LangChainModel(ModelAddress("openai", "gpt", key="k")).ask(Prompt("grading", "a", "b"), 1.0)
    with pytest.raises(RealModelOpened):
        check(ModelAddress("openai", "gpt", key="k"))


def failing(name: str = "APIStatusError", status: int | None = None, said: str = "oh", **headers: str) -> Exception:
    """An error as some client raises it."""
    error: Any = type(name, (Exception,), {})(said)
    error.status_code = status
    error.response = SimpleNamespace(headers=headers)
    return error  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("error", "reason", "final", "slow"),
    [
        (failing(status=401), "the API key was not accepted", True, False),
        (failing(status=403), "the API key may not use this model", True, False),
        (failing(status=404), "the server does not know this model", True, False),
        (failing(status=429, said="insufficient_quota"), "the account's quota is used up", True, False),
        (failing(status=429, **{"retry-after": "7"}), "the server asks to slow down (429)", False, False),
        (
            failing(status=400, said="no such field"),
            "the server refused the request (400): no such field",
            False,
            False,
        ),
        (failing(status=503), "the server failed (503)", False, False),
        (failing("APITimeoutError"), "no reply in time", False, True),
        (TimeoutError(), "no reply in time", False, True),
        (failing("APIConnectionError"), "the connection failed", False, False),
        (failing("ContentFilterFinishReasonError"), "the model refused", False, False),
        (failing("LengthFinishReasonError"), "the reply was cut off", False, False),
        (KeyError("choices"), "the reply could not be read", False, False),
        (failing("Whatever"), "the call failed (Whatever)", False, False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_failure_is_told_in_a_few_plain_words(error: Exception, reason: str, final: bool, slow: bool) -> None:
    found = explain(error)
    assert (str(found), found.final, found.slow) == (reason, final, slow)
    assert found.retry_after_s == (7.0 if "slow down" in reason else None)


def test_errors_are_told_without_the_key() -> None:
    assert KEY not in str(explain(RuntimeError(f"bad {KEY}"), KEY))
    assert without_secrets("Bearer sk-proj-abcdefgh123 failed", None) == "*** failed"


SECRETS = st.text(st.characters(codec="ascii", exclude_categories=["Cc", "Zs"]), min_size=8, max_size=60)
PLACES = (
    "Incorrect API key provided: {}.",
    "Connection to http://user:{}@host/v1/models failed",
    "GET https://host/v1?api_key={}&x=1",
    "headers={{'Authorization': 'Bearer {}'}}",
    "KeyError: {!r}",
    "retry\n{}\nlater",
)


@given(SECRETS.filter(lambda text: not any(text in place for place in PLACES)), st.sampled_from(PLACES))
def test_no_secret_is_told_wherever_it_stands(secret: str, place: str) -> None:
    said = place.format(secret)
    assert secret not in str(explain(RuntimeError(said), secret))
    assert secret not in without_secrets(said, secret, {})
    assert secret not in without_secrets(said, None, {"SOME_API_KEY": secret})


@pytest.mark.parametrize(
    "said",
    [
        "http://user:hunter22@host/v1 does not answer",
        "POST /v1/chat?api_key=hunter22hunter",
        "x?access_token=hunter22",
        "gsk_hunter22hunter",
        "Authorization: Bearer hunter22",
    ],
)
def test_what_looks_like_a_secret_is_not_told_even_if_nobody_knows_it(said: str) -> None:
    assert "hunter22" not in without_secrets(said, None, {})


@pytest.mark.parametrize(
    "url", ["http://ada:hunter22@127.0.0.1:9/v1?key=hunter22", "ftp://ada:hunter22@x/", "http://["]
)
def test_an_address_with_a_password_is_told_without_it(url: str) -> None:
    settings = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "k"}
    choice = choose_model("tiny", False, settings)
    assert choice.complaint is not None
    address = address_of("tiny", settings)
    assert "hunter22" not in f"{choice.complaint} {address!r} {identity(address)} {sent_where(address)}"


def test_json_is_found_in_what_models_put_around_it() -> None:
    assert json_in('Sure!\n```json\n{"a": {"b": 1}}\n```') == '{"a": {"b": 1}}'
