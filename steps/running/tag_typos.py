"""Warn of tags that nearly spell a known one: they would select nothing and skip nothing."""

from __future__ import annotations

import pytest

from steps.gherkin.item import ScenarioItem
from steps.gherkin.tag_typos import tag_typos
from steps.running.refusal import refuse, warn


class TagTypos:
    """A plugin that looks at the tags of everything collected."""

    @pytest.hookimpl(tryfirst=True)  # before anything is deselected, by a tag that was mistyped for instance
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Warn of each tag that looks like another."""
        files = dict.fromkeys(item.file for item in items if isinstance(item, ScenarioItem))
        refuse(session, warn(session, tag_typos([tag for file in files for tag in file.tags])))
