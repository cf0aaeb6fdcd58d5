"""The optional voices: the speech endpoint against a server that speaks its protocol, and Piper with its real weights."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer import bootstrap_voice
from interviewer.adapters.voice_openai import RATE_HZ, OpenAIVoice
from interviewer.content.models import VoiceSettings
from interviewer.errors import AdapterError, UsageError
from tests.voice.fakes import tone

KEY = "sk-test"
SECOND = (np.concatenate((np.zeros(8000), tone(1.024, 0.2), np.zeros(8000))) * 32767).astype("<i2").tobytes()
"""A tone with silence around it, as the endpoint sends sound."""


@dataclass
class Endpoint:
    """What the server answers, and what it was asked."""

    url: str = ""
    body: bytes = SECOND
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    state = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append({"path": self.path, "key": self.headers["Authorization"], **asked})
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(state.body)))
            self.send_header("x-should-retry", "false")
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", state.url)
    yield state
    server.shutdown()
    server.server_close()


def test_a_sentence_is_one_request_and_comes_back_without_the_silence_around_it(endpoint: Endpoint) -> None:
    voice = bootstrap_voice.open_voice("openai:nova", VoiceSettings(rate_wpm=85))
    assert voice is not None
    sound = voice.synthesise("What is p of y given x?")
    voice.close()
    assert sound.rate_hz == RATE_HZ
    assert sound.seconds == pytest.approx(1.024 * 16 / 24, abs=0.1)
    (asked,) = endpoint.asked
    assert (asked["path"], asked["key"]) == ("/v1/audio/speech", f"Bearer {KEY}")
    assert (asked["input"], asked["voice"], asked["response_format"]) == ("What is p of y given x?", "nova", "pcm")
    assert asked["speed"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, b'{"error": {"message": "Incorrect API key"}}', "Incorrect API key"),
        (500, b"<html>", "endpoint failed"),
        (200, b"", "no sound"),
        (200, b"\x00", "no sound"),
    ],
)
def test_a_failing_endpoint_is_one_clear_line(endpoint: Endpoint, status: int, body: bytes, told: str) -> None:
    endpoint.status, endpoint.body = status, body
    voice = OpenAIVoice(VoiceSettings())
    with pytest.raises(AdapterError, match=told) as error:
        voice.synthesise("Hello.")
    assert "\n" not in str(error.value)


def test_without_a_key_the_endpoint_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(AdapterError, match="OPENAI_API_KEY is not set"):
        OpenAIVoice(VoiceSettings())


@pytest.mark.parametrize("kind", ["siri", "piper", "engine2"])
def test_an_unknown_voice_is_told_with_those_there_are(kind: str) -> None:
    with pytest.raises(UsageError, match="give engine, piper:FILE, openai"):
        bootstrap_voice.open_voice(kind, VoiceSettings())


@pytest.mark.model
def test_piper_speaks_at_the_pace_that_is_asked_for(weights: Callable[[str], Path]) -> None:
    pytest.importorskip("piper")
    lengths = []
    for rate in (120, 240):
        voice = bootstrap_voice.open_voice(f"piper:{weights('piper')}", VoiceSettings(rate_wpm=rate))
        assert voice is not None
        sound = voice.synthesise("Explain the central limit theorem to me.")
        voice.close()
        assert np.abs(sound.samples).max() > 0.05
        lengths.append(sound.seconds)
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=0.35)


@pytest.mark.model
@pytest.mark.parametrize(("content", "told"), [(None, "is not there"), (b"no model", "cannot be used")])
def test_a_missing_or_broken_piper_voice_is_one_clear_line(tmp_path: Path, content: bytes | None, told: str) -> None:
    pytest.importorskip("piper")
    if content is not None:
        (tmp_path / "voice.onnx").write_bytes(content)
        (tmp_path / "voice.onnx.json").write_text("{}")
    with pytest.raises(AdapterError, match=told):
        bootstrap_voice.open_voice(f"piper:{tmp_path / 'voice.onnx'}", VoiceSettings())
