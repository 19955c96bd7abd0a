"""Links among folders of features: each real folder is collected once, and a loop comes to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Links:
    """A plugin that leaves out a folder which is collected under another name, best under its own.

    `folders` are those of features. pytest follows a loop until the system refuses, some forty levels down.
    """

    def __init__(self, config: pytest.Config, folders: Iterable[str]) -> None:
        self._config = config
        self._folders = [config.rootpath / folder for folder in folders]
        self._asked = [config.invocation_params.dir / each.partition("::")[0] for each in config.args]
        self._found: dict[Path, Path] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave out a folder that is reached by a link, if it is collected all the same."""
        if not any(collection_path.is_relative_to(each) for each in self._folders) or not collection_path.is_dir():
            return None
        asked = next((each for each in self._asked if collection_path.is_relative_to(each)), None)
        if asked is None:
            return None
        own, real = asked.resolve(), collection_path.resolve()
        if real == own / collection_path.relative_to(asked):
            return None
        if real.is_relative_to(own):
            return True if self._is_collected(asked, real.relative_to(own)) else None
        return True if self._found.setdefault(real, collection_path) != collection_path else None

    def _is_collected(self, asked: Path, inner: Path) -> bool:
        """Tell whether nothing ignores a folder, or one above it, below what was asked for."""
        ignores = self._config.hook.pytest_ignore_collect
        above = [asked / each for each in (inner, *inner.parents)][:-1]
        return not any(ignores(collection_path=each, config=self._config) for each in above)
