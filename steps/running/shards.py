"""Shards of a run on several machines (pytest-split): together they run every scenario once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


@contextmanager
def split_alike(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Let every shard be cut from the same order, and keep the order that the run had for what is left.

    Each machine shuffles by a seed of its own (pytest-randomly): cut from that, shards overlap and lose scenarios.
    """
    if not getattr(config.option, "splits", None):
        yield
        return
    order = {item: position for position, item in enumerate(items)}
    items.sort(key=lambda item: item.nodeid)
    yield
    items.sort(key=order.__getitem__)
