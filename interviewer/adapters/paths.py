"""Where things are on disk: the shipped content, and the user's sessions, content and settings."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from platformdirs import PlatformDirs

from interviewer.errors import StorageError

HOME_VARIABLE = "INTERVIEWER_HOME"
"""Environment variable that puts everything of the user's into one folder."""
APPLICATION = "desk-interviewer"


@dataclass(frozen=True, slots=True)
class UserPaths:
    """The user's folders and files; none of them need exist."""

    data: Path
    """Holds sessions/."""
    config: Path
    """Holds personas/, questions/ and config.toml."""
    cached: Path | None = None
    """What can be made again; inside `data` when not given."""

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.cached or self.data / "cache"

    @property
    def sessions(self) -> Path:
        """One folder a session."""
        return self.data / "sessions"

    @property
    def personas(self) -> Path:
        """The user's own personas."""
        return self.config / "personas"

    @property
    def questions(self) -> Path:
        """The user's own questions and problems."""
        return self.config / "questions"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"


def user_paths(environ: Mapping[str, str] = os.environ) -> UserPaths:
    """INTERVIEWER_HOME if set, else the platform's folders for data and configuration."""
    home = environ.get(HOME_VARIABLE)
    if home:
        folder = Path(home).expanduser().absolute()
        return UserPaths(folder, folder)
    platform = PlatformDirs(APPLICATION, appauthor=False)
    return UserPaths(platform.user_data_path, platform.user_config_path, platform.user_cache_path)


def shipped_root(package: Path | None = None) -> Path:
    """The folder with the shipped personas/ and rubrics/: inside an installed package, beside it in a checkout."""
    inside = package or Path(str(files("interviewer")))
    for root in (inside / "_shipped", inside.parent):
        if (root / "rubrics" / "rubric.yaml").is_file():
            return root
    raise StorageError(f"{inside}: the shipped questions are missing; reinstall {APPLICATION}")


def library_roots(paths: UserPaths) -> tuple[Path, ...]:
    """Where `load_library` looks: shipped content first, then the user's own."""
    return (shipped_root(), paths.config)
