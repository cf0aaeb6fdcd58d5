"""How a spoken interview begins when something is missing, and what is left when nothing was said."""

import signal
import sys
from pathlib import Path

import numpy as np
import pexpect
import pytest
import soundfile

from interviewer import bootstrap, bootstrap_voice
from interviewer.adapters.menu import takes_text
from interviewer.adapters.voice_keys import INTERRUPT, interrupts
from interviewer.cli import main
from interviewer.commands.chat import ChatOptions, discard_unheld, open_session
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.errors import AdapterError, UsageError
from interviewer.speech.types import SAMPLE_RATE_HZ

FAULT = AdapterError("sound: no microphone is connected")


@pytest.mark.parametrize(
    ("typed", "text"), [([""], True), (["t"], True), (["q"], False), (["help", " Q "], False), (["x", "T"], True)]
)
def test_a_fault_at_the_start_comes_with_the_offer_of_text(
    typed: list[str], text: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(typed)
    assert takes_text(FAULT, lambda _: next(answers)) is text
    assert capsys.readouterr().err == f"interviewer: {FAULT}\n"
    assert next(answers, None) is None


@pytest.mark.parametrize("leaving", [EOFError, KeyboardInterrupt])
def test_whoever_closes_the_input_has_left(leaving: type[BaseException]) -> None:
    def ask(_: str) -> str:
        raise leaving

    assert not takes_text(FAULT, ask)


def test_ctrl_c_comes_as_a_key_twice_and_then_interrupts() -> None:
    pressed: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with interrupts(pressed.append):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert pressed == [INTERRUPT] * 2
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("kind", ["nobody", "piper", "piper:", ""])
def test_a_voice_that_does_not_exist_is_told_with_those_there_are(kind: str) -> None:
    with pytest.raises(UsageError, match=r"give engine, piper:FILE"):
        bootstrap_voice.check_voice(kind, offline=False)


@pytest.mark.parametrize("kind", ["engine", "none", "openai", "openai:nova"])
def test_the_voices_there_are_pass(kind: str) -> None:
    bootstrap_voice.check_voice(kind, offline=False)


@pytest.mark.parametrize("voice", ["nobody", "piper:missing"])
def test_a_bad_voice_is_told_before_there_is_a_session(
    voice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    quiet = tmp_path / "quiet.wav"
    soundfile.write(quiet, np.zeros(SAMPLE_RATE_HZ // 2, np.float32), SAMPLE_RATE_HZ)
    assert main(["voice", "--audio-in", str(quiet), "--voice", voice]) != 0
    assert "voice" in capsys.readouterr().err
    assert not (tmp_path / "sessions").exists()


def test_a_session_in_which_nothing_happened_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    empty, begun = (open_session(ChatOptions(length="quick"), scripted=True, channel="voice")[0] for _ in range(2))
    begun.append(inp.Begin(at=0.0), (ev.Started(at=0.0),))
    empty.close()
    begun.close()
    assert (discard_unheld(empty), discard_unheld(begun)) == (True, False)
    assert [one.id for one in bootstrap.open_store().list()] == [begun.session.id]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "code"), [("q", 1), ("\x03", 1), ("t", 0)])
def test_without_a_microphone_a_terminal_offers_text(tmp_path: Path, key: str, code: int) -> None:
    env = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "NO_COLOR": "1", "INTERVIEWER_HOME": str(tmp_path)}
    command = f"{sys.executable} -m interviewer voice --persona statistics --length quick --input-device nowhere"
    child = pexpect.spawn(command, env=env, dimensions=(40, 80), encoding="utf-8", timeout=40)  # type: ignore[arg-type]
    child.expect("interviewer: sound: ")
    child.expect("leave >")
    child.send(key if key == "\x03" else f"{key}\r")
    if key == "t":
        child.expect("Solvang")
        child.expect("1mYou")
        child.send("\x03")
        child.expect("everything is kept")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code
    assert (tmp_path / "sessions").exists() is (key == "t")
