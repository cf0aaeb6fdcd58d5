"""Devices of a virtual sound card that stop working while the installed command holds an interview."""

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
    desk.until(lambda events: any(event["kind"] == "said" for event in events))
    server.deafen() if part == "speaker" else server.unplug()
    desk.until(lambda events: any(event.get("reason") == f"the {part} was gone" for event in events))
    assert not any(event["kind"] == "floor-passed" for event in desk.events())
    server.deafen(False) if part == "speaker" else server.plug_in()
    desk.until_floor(1)
    desk.process.kill()
    desk.process.wait()
