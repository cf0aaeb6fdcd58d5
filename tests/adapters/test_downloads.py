"""Models by name: whole or not at all, resumed when cut, and one clear line when it cannot be."""

import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from interviewer import bootstrap_voice
from interviewer.adapters import downloads
from interviewer.adapters.downloads import MODELS, Model, ModelFile, ModelStore, models_folder
from interviewer.errors import AdapterError, UsageError

WEIGHTS = bytes(range(256)) * 4000
SMALL = b'{"a": 1}'


@dataclass
class Hub:
    """A server that can cut connections, forget files and ignore ranges."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cut_at: list[int] = field(default_factory=list)
    knows_ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            hub.asked.append((self.path, wanted))
            data = hub.files.get(self.path)
            if data is None:
                self.send_error(404)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.knows_ranges else 0
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            end = hub.cut_at.pop(0) if hub.cut_at and self.path.endswith("model.bin") else len(data)
            self.wfile.write(data[start:end])

        def log_message(self, *_args: object) -> None:
            """Stay quiet."""

    return Handler


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub(files={"/some/one/resolve/r1/model.bin": WEIGHTS, "/some/one/resolve/r1/config.json": SMALL})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield hub
    server.shutdown()
    server.server_close()
    thread.join()


def _model(sha256: str | None = hashlib.sha256(WEIGHTS).hexdigest()) -> dict[str, Model]:
    return {"one": Model("some/one", "r1", (ModelFile("config.json"), ModelFile("model.bin", sha256, len(WEIGHTS))))}


@pytest.fixture
def store(hub: Hub, tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path, _model(), hub.address)


def test_a_model_by_name_is_downloaded_whole_and_found_again_without_the_network(
    store: ModelStore, hub: Hub, tmp_path: Path
) -> None:
    assert store.find("one") is None
    folder = store.fetch("one")
    assert folder == tmp_path / "one"
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert (folder / "config.json").read_bytes() == SMALL
    asked = len(hub.asked)
    assert store.fetch("one") == store.find("one") == folder
    assert len(hub.asked) == asked


def test_progress_is_reported_up_to_the_full_size(store: ModelStore) -> None:
    seen: list[tuple[str, int, int]] = []
    store.fetch("one", lambda *args: seen.append(args))
    assert seen[-1] == ("model.bin", len(WEIGHTS), len(WEIGHTS))
    assert [there for name, there, _ in seen if name == "model.bin"] == sorted(
        t for n, t, _ in seen if n == "model.bin"
    )


def test_the_progress_bar_takes_reports(store: ModelStore, capsys: pytest.CaptureFixture[str]) -> None:
    with downloads.progress_bar() as report:
        store.fetch("one", report)
    assert "model.bin" in capsys.readouterr().err


def test_a_wrong_checksum_leaves_nothing_behind(hub: Hub, tmp_path: Path) -> None:
    store = ModelStore(tmp_path, _model("0" * 64), hub.address)
    with pytest.raises(AdapterError, match="checksum") as caught:
        store.fetch("one")
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "one").glob("model.bin*"))
    assert store.find("one") is None


def test_a_cut_connection_is_taken_up_where_it_ended(store: ModelStore, hub: Hub) -> None:
    hub.cut_at = [300_000]
    folder = store.fetch("one")
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert hub.asked[-1] == ("/some/one/resolve/r1/model.bin", "bytes=300000-")
    assert not (folder / "model.bin.part").exists()


def test_a_connection_that_is_cut_again_and_again_says_what_is_kept_and_the_next_try_goes_on(
    store: ModelStore, hub: Hub, tmp_path: Path
) -> None:
    hub.cut_at = [100_000, 200_000, 500_000]
    with pytest.raises(AdapterError, match=r"cut.*0\.5 MB are kept"):
        store.fetch("one")
    assert not (tmp_path / "one" / "model.bin").exists()
    assert (store.fetch("one") / "model.bin").read_bytes() == WEIGHTS
    assert hub.asked[-1][1] == "bytes=500000-"


def test_a_server_without_ranges_is_asked_for_everything_again(store: ModelStore, hub: Hub) -> None:
    hub.cut_at, hub.knows_ranges = [300_000], False
    assert (store.fetch("one") / "model.bin").read_bytes() == WEIGHTS


def test_a_file_that_was_whole_before_the_program_ended_is_only_checked(
    store: ModelStore, hub: Hub, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "model.bin.part").write_bytes(WEIGHTS)
    assert (store.fetch("one") / "model.bin").read_bytes() == WEIGHTS
    assert all("model.bin" not in path for path, _ in hub.asked)


GARBAGE = bytes(len(WEIGHTS))


def spoil(path: Path, content: bytes = GARBAGE, keep_date: bool = False) -> None:
    """Damage a file, with or without a trace in its date."""
    date = path.stat().st_mtime_ns if keep_date else path.stat().st_mtime_ns + 10**9
    path.write_bytes(content)
    os.utime(path, ns=(date, date))


@pytest.mark.parametrize(("file", "content"), [("model.bin", GARBAGE), ("config.json", b"[]"), ("config.json", b"{")])
def test_a_damaged_file_of_the_right_size_is_noticed_and_downloaded_again(
    store: ModelStore, file: str, content: bytes
) -> None:
    folder = store.fetch("one")
    before = (folder / file).read_bytes()
    assert store.damaged("one") == ()
    spoil(folder / file, content)
    assert (store.find("one"), store.damaged("one")) == (None, (file,))
    assert (store.fetch("one") / file).read_bytes() == before
    assert store.damaged("one") == ()


def test_damage_that_left_no_trace_is_noticed_when_the_file_is_checked_anew(store: ModelStore) -> None:
    folder = store.fetch("one")
    spoil(folder / "model.bin", keep_date=True)
    assert store.find("one") == folder
    assert store.damaged("one") == ()
    assert store.damaged("one", anew=True) == ("model.bin",)
    assert store.find("one") is None


def only_whole(folder: Path) -> bytes:
    """Something that is made of the weights, if they are whole."""
    if (folder / "model.bin").read_bytes() != WEIGHTS:
        raise AdapterError("model.bin cannot be used")
    return WEIGHTS


@pytest.mark.parametrize("keep_date", [False, True])
def test_a_model_that_turns_out_to_be_damaged_is_downloaded_again_which_is_told(
    store: ModelStore, keep_date: bool
) -> None:
    spoil(store.fetch("one") / "model.bin", keep_date=keep_date)
    said: list[str] = []
    assert bootstrap_voice.loaded(only_whole, "one", said.append, False, store) == WEIGHTS
    assert said == ["the model one is damaged here (model.bin); downloading it again"]


def test_a_damaged_model_is_told_and_not_downloaded_again_offline(store: ModelStore, hub: Hub) -> None:
    spoil(store.fetch("one") / "model.bin")
    asked = len(hub.asked)
    with pytest.raises(AdapterError, match=r"one is damaged here \(model\.bin\), and --offline downloads nothing"):
        bootstrap_voice.loaded(only_whole, "one", lambda _: None, True, store)
    assert len(hub.asked) == asked


def test_a_broken_folder_of_ones_own_is_left_alone(store: ModelStore, hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(GARBAGE)
    with pytest.raises(AdapterError, match="cannot be used"):
        bootstrap_voice.loaded(only_whole, str(tmp_path), lambda _: None, False, store)
    assert (tmp_path / "model.bin").read_bytes() == GARBAGE
    assert hub.asked == []


def test_a_missing_file_on_the_hub_is_one_clear_line(store: ModelStore, hub: Hub) -> None:
    del hub.files["/some/one/resolve/r1/model.bin"]
    with pytest.raises(AdapterError, match=r"404.*give a folder") as caught:
        store.fetch("one")
    assert "\n" not in str(caught.value)


def test_no_network_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(AdapterError, match=r"cannot be downloaded.*go online, or give a folder") as caught:
        ModelStore(tmp_path, _model(), address).fetch("one")
    assert "\n" not in str(caught.value)


def test_a_second_download_of_the_same_model_waits_or_says_so(hub: Hub, tmp_path: Path) -> None:
    store = ModelStore(tmp_path, _model(), hub.address, lock_timeout_s=0)
    (tmp_path / "one").mkdir()
    with FileLock(tmp_path / "one" / ".lock"), pytest.raises(AdapterError, match="another process"):
        store.fetch("one")


def test_a_cache_that_cannot_be_written_is_one_clear_line(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AdapterError, match="INTERVIEWER_HOME"):
        ModelStore(tmp_path / "file", _model(), hub.address).fetch("one")


def test_a_folder_is_used_as_it_is(store: ModelStore, tmp_path: Path) -> None:
    assert store.find(str(tmp_path)) == store.fetch(str(tmp_path)) == tmp_path


def test_an_unknown_name_lists_the_known_ones_and_what_a_folder_must_hold(store: ModelStore) -> None:
    with pytest.raises(UsageError, match=r"'huge'.*one.*tokenizer\.json"):
        store.fetch("huge")


def test_models_are_kept_under_the_home_that_is_set_and_else_in_the_cache(tmp_path: Path) -> None:
    assert models_folder({"INTERVIEWER_HOME": str(tmp_path)}) == tmp_path / "models"
    assert models_folder({}).name == "models"
    assert "desk-interviewer" in str(models_folder({}))


@pytest.mark.parametrize("name", MODELS)
def test_the_weights_of_every_known_model_are_pinned(name: str) -> None:
    weights = max(MODELS[name].files, key=lambda file: file.size or 0)
    assert weights.sha256 is not None
    assert len(weights.sha256) == 64
    assert len(MODELS[name].revision) == 40
    assert MODELS[name].size_mb >= 8
