"""Tags of a scenario as pytest marks and keywords."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.gherkin.reading import Node

FLAKY = re.compile(r"flaky\((?P<reruns>[1-9]\d?)\)")


def is_in_work(pickle: Node) -> bool:
    """Tell whether a scenario is tagged `@wip`."""
    return "@wip" in [tag["name"] for tag in pickle["tags"]]


def apply_tags(item: pytest.Item, tags: Iterable[str]) -> None:
    """Make each tag a mark of the item, known to pytest without registration.

    `pytest_bdd_apply_tag` is asked first, as pytest-bdd asks it: a hook that returns something true has dealt with the
    tag, and marks that it puts on the function become marks of the item. A tag that is no Python name serves `-k` alone,
    except for `@flaky(2)`: at most so many reruns.
    """
    for tag in dict.fromkeys(tags):
        item.extra_keyword_matches.add(tag)
        if "(" in tag and (flaky := FLAKY.fullmatch(tag)):
            item.add_marker(_mark(item.config, "flaky").with_args(reruns=int(flaky["reruns"])))
        if _dealt_with(item, tag) or not tag.isidentifier() or tag.startswith("_"):
            continue
        item.add_marker(_mark(item.config, tag))


def _mark(config: pytest.Config, tag: str) -> pytest.MarkDecorator:
    lines = config.getini("markers")
    if not any(line.partition(":")[0].partition("(")[0].strip() == tag for line in lines):
        config.addinivalue_line("markers", f"{tag}: a tag of scenarios")
    decorator: pytest.MarkDecorator = getattr(pytest.mark, tag)
    return decorator


def _dealt_with(item: pytest.Item, tag: str) -> bool:
    plugins = item.config.pluginmanager
    hook = plugins.subset_hook_caller("pytest_bdd_apply_tag", remove_plugins=[plugins.get_plugin("pytest-bdd")])
    if not hook.get_hookimpls():
        return False

    def function() -> None:
        """Carry the marks that a hook puts on what it takes for the test function."""

    dealt_with = hook(tag=tag, function=function)
    for mark in getattr(function, "pytestmark", ()):
        item.add_marker(getattr(pytest.mark, mark.name).with_args(*mark.args, **mark.kwargs))
    return bool(dealt_with)
