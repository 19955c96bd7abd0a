"""`--tags="@smoke and not @slow"`: run what carries the tags, as Cucumber's tag expressions say it.

The at signs may be left out: pytest takes a word of the command line that begins with one for a file of arguments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin.item import ScenarioItem
from steps.gherkin.mistakes import Mistake, Place
from steps.gherkin.tag_typos import MEANINGFUL
from steps.running.refusal import refuse, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

AFTER_A_TAG = frozenset({"and", "or", ")"})
BEFORE_A_TAG = frozenset({"and", "or", "not", "("})
TOKEN = re.compile(r"[()]|(?:\\.|[^\s()\\])+|\\")
ESCAPED = re.compile(r"\\(.)")
NEAR = 0.6


@dataclass(frozen=True, slots=True)
class TagExpression:
    """A tag expression that parses, and the tags it names."""

    text: str
    matches: Callable[[set[str]], bool]
    tags: frozenset[str]


def read_expression(text: str) -> TagExpression:
    """Parse a tag expression.

    Raises `pytest.UsageError` that points to the place where it is wrong.
    """
    # Only a run with --tags needs it.
    from cucumber_tag_expressions import TagExpressionError, parse  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        matches: Any = parse(text)
    except TagExpressionError:
        position, expected = _where_wrong(text)
        pointer = f"{' ' * position}^"
        raise pytest.UsageError(f"--tags: expected {expected} here:\n  {text}\n  {pointer}") from None
    words = {ESCAPED.sub(r"\1", token) for token in TOKEN.findall(text)} - AFTER_A_TAG - BEFORE_A_TAG
    return TagExpression(text, matches, frozenset(f"@{word.removeprefix('@')}" for word in words))


class TagSelection:
    """A plugin that deselects what the expressions do not match, all of them where there are several."""

    def __init__(self, expressions: Sequence[TagExpression]) -> None:
        self._expressions = expressions

    def pytest_collection_modifyitems(
        self, session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Select, and tell the tags that nothing carries: nothing is left out in silence."""
        tags = {item: _tags(item) for item in items}
        refused = warn(session, self._unknown(set().union(*tags.values()))) if items else []
        bare = {item: {tag.removeprefix("@") for tag in tags[item]} for item in items}
        kept = [item for item in items if all(each.matches(tags[item] | bare[item]) for each in self._expressions)]
        if len(kept) < len(items):
            selected = set(kept)
            config.hook.pytest_deselected(items=[item for item in items if item not in selected])
        items[:] = [] if refused else kept
        refuse(session, refused)

    def _unknown(self, used: set[str]) -> Iterator[Mistake]:
        for expression in self._expressions:
            for tag in sorted(expression.tags - used - set(MEANINGFUL)):
                near = get_close_matches(tag, [*used, *MEANINGFUL], n=1, cutoff=NEAR)
                remedy = f"Did you mean {near[0]}?" if near else f"Used are: {', '.join(sorted(used)) or 'none'}."
                sentence = f"No scenario that was collected has the tag {tag}."
                yield Mistake("unknown-tag", Place(f"--tags={expression.text}", 1), sentence, remedy)


def _tags(item: pytest.Item) -> set[str]:
    """Name the tags of a scenario, `@flaky` for `@flaky(2)` too; the marks of any other test are its tags."""
    if not isinstance(item, ScenarioItem):
        return {f"@{mark.name}" for mark in item.iter_markers()}
    names = item.tags
    return {*names, *(name.partition("(")[0] for name in names)}


def _where_wrong(text: str) -> tuple[int, str]:
    """Find the first word that cannot stand where it stands, and what could: the parser tells no place."""
    wants_tag, opened = True, list[int]()
    for found in TOKEN.finditer(text):
        token = found[0]
        if escape := re.search(r"\\(?![\s()\\])", token):
            return found.start() + escape.start(), "only a space, a parenthesis or a backslash after this backslash"
        if wants_tag != (token not in AFTER_A_TAG) or (token == ")" and not opened):  # noqa: S105
            return found.start(), "a tag, 'not' or '('" if wants_tag else "'and' or 'or'"
        if token == "(":  # noqa: S105
            opened.append(found.start())
        elif token == ")":  # noqa: S105
            opened.pop()
        wants_tag = token in BEFORE_A_TAG
    if wants_tag or not opened:
        return len(text), "a tag, 'not' or '('"
    return opened[-1], "a ')' for the '('"
