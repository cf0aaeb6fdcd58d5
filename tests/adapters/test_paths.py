"""Promises of the paths: shipped content is found, installed or checked out, and one variable moves the rest."""

from pathlib import Path

import pytest

from interviewer.adapters.paths import library_roots, shipped_root, user_paths
from interviewer.content.loader import load_library
from interviewer.errors import StorageError


def make_content(root: Path) -> Path:
    (root / "rubrics").mkdir(parents=True)
    (root / "rubrics" / "rubric.yaml").write_text("version: 1")
    return root


def test_one_variable_puts_everything_into_one_folder(tmp_path: Path) -> None:
    paths = user_paths({"INTERVIEWER_HOME": str(tmp_path)})
    assert paths.sessions == tmp_path / "sessions"
    assert paths.personas == tmp_path / "personas"
    assert paths.questions == tmp_path / "questions"
    assert paths.settings == tmp_path / "config.toml"


def test_the_variable_may_be_relative_or_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert user_paths({"INTERVIEWER_HOME": "here"}).data == Path.cwd() / "here"
    assert user_paths({"INTERVIEWER_HOME": "~/there"}).data == Path.home() / "there"


def test_without_the_variable_the_platforms_folders_are_taken() -> None:
    for environ in ({}, {"INTERVIEWER_HOME": ""}):
        paths = user_paths(environ)
        assert paths.sessions.is_absolute()
        assert "desk-interviewer" in paths.sessions.parts
        assert "desk-interviewer" in paths.settings.parts


def test_an_installed_package_carries_its_content(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "interviewer"
    shipped = make_content(package / "_shipped")
    make_content(tmp_path / "site-packages")
    assert shipped_root(package) == shipped


def test_a_checkout_has_its_content_beside_the_package(tmp_path: Path) -> None:
    assert shipped_root(make_content(tmp_path) / "interviewer") == tmp_path


def test_missing_content_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="the shipped questions are missing; reinstall"):
        shipped_root(tmp_path / "interviewer")


def test_the_library_is_shipped_content_and_the_users_own(tmp_path: Path) -> None:
    roots = library_roots(user_paths({"INTERVIEWER_HOME": str(tmp_path)}))
    assert roots[1] == tmp_path
    assert load_library(roots).personas
