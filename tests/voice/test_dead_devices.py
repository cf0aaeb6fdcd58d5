"""Devices of a virtual sound card that stop working while the installed command holds an interview."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.content.library import Library
from tests.assets import AssetMissing, asset
from tests.voice.desk import Desk
from tests.voice.pulse import SoundServer, missing, sound_server
from tests.voice.short import write_session

pytestmark = pytest.mark.audio
LONGEST_S = 90.0
WATCHED_S = 6.0
"""Time in which a device that is tried again and again would be told again."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    if missing():
        pytest.skip(f"not installed: {missing()}")
    folder = tmp_path / "sound"
    folder.mkdir()
    with sound_server(folder) as running:
        yield running


@pytest.fixture
def models() -> list[str]:
    try:
        return ["--whisper", str(asset("whisper-base")), "--turn-model", str(asset("smart-turn"))]
    except AssetMissing as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("part", ["speaker", "microphone"])
def test_a_device_that_stops_working_is_told_and_the_line_is_heard_when_it_is_back(
    library: Library, server: SoundServer, models: list[str], tmp_path: Path, part: str
) -> None:
    write_session(library, tmp_path, "aloud")
    desk = Desk(server, tmp_path, "aloud", models, LONGEST_S)
    try:
        desk.until(lambda events: any(event["kind"] == "said" for event in events))
        server.deafen() if part == "speaker" else server.unplug()
        desk.until(lambda events: any(event.get("reason") == f"the {part} was gone" for event in events))
        assert not any(event["kind"] == "floor-passed" for event in desk.events())
        server.deafen(False) if part == "speaker" else server.plug_in()
        desk.until_floor(1)
    finally:
        desk.process.kill()
        desk.process.wait()


def test_a_sound_server_that_ends_is_told_once_and_waited_for(
    library: Library, server: SoundServer, models: list[str], tmp_path: Path
) -> None:
    write_session(library, tmp_path, "aloud")
    desk = Desk(server, tmp_path, "aloud", models, LONGEST_S)
    try:
        desk.until(lambda events: any(event["kind"] == "said" for event in events))
        server.end()
        desk.until(gone)
        with pytest.raises(subprocess.TimeoutExpired):
            desk.process.wait(WATCHED_S)
        assert [event for event in desk.events() if event["kind"] == "noted"] == desk.until(gone)[-1:]
    finally:
        desk.process.kill()
        desk.process.wait()


def gone(events: list[dict[str, object]]) -> bool:
    """A device was found dead."""
    return any(str(event.get("reason")).endswith("was gone") for event in events)
