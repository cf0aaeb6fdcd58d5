"""What listening needs is found, fetched once, or told in a line that says what to do."""

from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import soundfile

from interviewer import bootstrap_voice
from interviewer.adapters.downloads import ModelStore
from interviewer.cli import main
from interviewer.errors import AdapterError, UsageError
from interviewer.speech.types import SAMPLE_RATE_HZ
from tests.voice.fakes import tone


class Hub:
    """A hub that has nothing and remembers what it was asked for."""

    def __init__(self) -> None:
        asked = self.asked = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            do_POST = do_GET

            def log_message(self, *_args: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    thread = Thread(target=hub.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()
    thread.join()


@pytest.fixture
def store(hub: Hub, tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models", endpoint=hub.address)


@pytest.mark.parametrize("name", ["base", "smart-turn"])
def test_offline_nothing_is_downloaded_and_the_way_out_is_told(store: ModelStore, hub: Hub, name: str) -> None:
    said: list[str] = []
    with pytest.raises(AdapterError, match=r"not on this machine.*--offline.*give a folder"):
        bootstrap_voice.fetched(name, said.append, offline=True, store=store)
    assert (hub.asked, said) == ([], [])


TODAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 2)


def test_a_turn_model_that_nobody_asked_for_is_tried_and_its_absence_told_once_a_day(
    store: ModelStore, hub: Hub
) -> None:
    said: list[str] = []
    for day in (TODAY, TODAY, TOMORROW):
        assert bootstrap_voice.open_turn_model(None, said.append, False, store.turn_models(), day) is None
    assert len(hub.asked) == 2
    assert [line for line in said if "0.2 s later" in line and "--turn-model FILE|DIR" in line] == [said[1], said[3]]
    assert len(said) == 4


def test_offline_the_absence_of_a_turn_model_is_told_and_nothing_is_tried(store: ModelStore, hub: Hub) -> None:
    said: list[str] = []
    for offline in (True, True, False):
        assert bootstrap_voice.open_turn_model(None, said.append, offline, store.turn_models(), TODAY) is None
    assert said == [
        bootstrap_voice.WITHOUT_TURN_MODEL,
        "the model smart-turn is not on this machine; downloading it once",
    ]
    assert len(hub.asked) == 1


def test_a_turn_model_that_was_asked_for_is_tried_each_time(store: ModelStore, hub: Hub) -> None:
    for _ in range(2):
        with pytest.raises(AdapterError, match="404"):
            bootstrap_voice.open_turn_model("smart-turn", lambda _: None, False, store.turn_models(), TODAY)
    assert len(hub.asked) == 2


@pytest.mark.parametrize(
    ("flag", "name", "known"),
    [("--whisper", "smart-turn", "tiny, base, small"), ("--turn-model", "base", "smart-turn")],
)
def test_each_flag_knows_the_models_for_its_own_work_only(
    store: ModelStore, hub: Hub, flag: str, name: str, known: str
) -> None:
    own = store.recognisers() if flag == "--whisper" else store.turn_models()
    with pytest.raises(UsageError, match=f"{name}.*name one of {known}, or give"):
        bootstrap_voice.fetched(name, lambda _: None, False, own)
    assert hub.asked == []


@pytest.mark.parametrize("voice", ["openai", "openai:nova"])
def test_offline_no_line_is_sent_to_a_speech_endpoint(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], voice: str
) -> None:
    for name, value in {"HOME": tmp_path, "OPENAI_API_KEY": "none", "OPENAI_BASE_URL": hub.address}.items():
        monkeypatch.setenv(name.replace("HOME", "INTERVIEWER_HOME"), str(value))
    soundfile.write(tmp_path / "a.wav", tone(1.0, 0.2), SAMPLE_RATE_HZ)
    assert main(["voice", "--offline", "--voice", voice, "--audio-in", str(tmp_path / "a.wav")]) == 2
    assert "--offline" in capsys.readouterr().err
    assert hub.asked == []
    assert not (tmp_path / "sessions").exists()
