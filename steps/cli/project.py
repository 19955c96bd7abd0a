"""What a command knows of the project it runs in: its folders, settings and features."""

from __future__ import annotations

import configparser
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steps.adoption.configuration import ruling_file, settings_of
from steps.gherkin.mistakes import Place
from steps.gherkin.reading import feature_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from steps.check.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Project:
    """A project by the file that pytest reads there; without one it is the current folder with default settings."""

    root: Path
    file: Path
    settings: dict[str, Any]
    switched_off: list[str]

    @classmethod
    def find(cls) -> Project:
        """Read the nearest settings of pytest or `pyproject.toml`, upwards from the current folder."""
        here = Path.cwd()
        for folder in (here, *here.parents):
            pyproject = folder / "pyproject.toml"
            try:
                file = ruling_file(folder)
                if file.is_file() or pyproject.is_file():
                    return cls(folder, file, settings_of(file), _switched_off(pyproject))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise click.UsageError(f"{pyproject}: not valid TOML: {error}") from None
            except configparser.Error as error:
                raise click.UsageError(str(error)) from None
        return cls(here, here / "pyproject.toml", {}, [])

    def pytest_setting(self, name: str) -> list[str]:
        """Read a list that pytest knows too."""
        value = self.settings.get(name, [])
        return value.split() if isinstance(value, str) else list(value)

    def feature_folders(self) -> list[Path]:
        """Name the folders of `bdd_features`, `features` where nothing is set."""
        return [self.root / each for each in self.pytest_setting("bdd_features") or ["features"]]

    def vocabulary(self) -> Vocabulary:
        """Import the project's step definitions, from where pytest would."""
        from steps.check.vocabulary import load_vocabulary  # noqa: PLC0415  # `format` and `new` do without pytest

        folders = [self.root, *(self.root / each for each in self.pytest_setting("pythonpath"))]
        sys.path[:0] = [str(folder) for folder in folders if str(folder) not in sys.path]
        return load_vocabulary(self.pytest_setting("bdd_steps"), self._conftests(), self._steps_setting())

    def owns(self, file: str) -> bool:
        """Tell whether a file belongs to the project, and not to a package that is installed in its folder."""
        path = Path(file).absolute()
        return path.is_relative_to(self.root) and "site-packages" not in path.parts

    def features(self, paths: tuple[Path, ...] = ()) -> list[Path]:
        """Find the feature files under `paths`, or else the project's own, at least one."""
        roots = paths or tuple(self.feature_folders())
        missing = [root for root in roots if not root.exists()]
        if missing:
            raise click.UsageError(f"{shown(missing[0])} does not exist; name a folder or file, or set `bdd_features`")
        found = _feature_files(roots)
        if not found:
            raise click.UsageError(f"there are no feature files in {', '.join(str(shown(root)) for root in roots)}")
        return found

    def own_features(self) -> list[Path]:
        """Find the project's feature files, however few."""
        return _feature_files(each for each in self.feature_folders() if each.exists())

    def _conftests(self) -> list[Path]:
        folders = {self.root, *(folder for each in self.feature_folders() for folder in _down_to(self.root, each))}
        return sorted(
            (each / "conftest.py" for each in folders if (each / "conftest.py").is_file()), key=lambda each: each.parts
        )

    def _steps_setting(self) -> Place:
        file = self.file
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
        line = next((number for number, text in enumerate(lines, 1) if text.lstrip().startswith("bdd_steps")), 1)
        return Place(shown(file).as_posix(), line)


def _switched_off(pyproject: Path) -> list[str]:
    """Read the rules that `[tool.steps.check]` switches off: `ignore = ["two-whens"]`."""
    tool = tomllib.loads(pyproject.read_text("utf-8")).get("tool", {}) if pyproject.is_file() else {}
    return list(tool.get("steps", {}).get("check", {}).get("ignore", []))


def _down_to(root: Path, folder: Path) -> Iterator[Path]:
    yield from (each for each in (folder, *folder.parents) if each.is_relative_to(root))


def _feature_files(roots: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(shown(file) for root in roots for file in _files_under(root)))


def _files_under(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    yield from feature_paths(root)


def shown(path: Path) -> Path:
    """Name a path as people do: from the current folder, where it stands below it."""
    path = path.absolute()
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


features_argument: Callable[[Callable[..., None]], Callable[..., None]] = click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path)
)
