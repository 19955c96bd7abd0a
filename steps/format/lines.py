"""Read a feature as lines that know what they are and how deep they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from gherkin.ast_builder import AstBuilder
from gherkin.parser import Parser

if TYPE_CHECKING:
    from collections.abc import Iterator

Token = Any  # gherkin's class does not declare what its matcher sets
COMMENT = "Comment"
DESCRIPTION = "Description"
DOC_STRING = "DocString"
TABLE_ROW = "TableRow"
TAGS = "TagLine"
ARGUMENTS = {TABLE_ROW, "DocStringSeparator"}
HEADING_LEVELS = {"FeatureLine": 0, "RuleLine": 1, "BackgroundLine": 1, "ScenarioLine": 1, "ExamplesLine": 2}
_LEVELS = {**HEADING_LEVELS, "Language": 0, "StepLine": 2, TABLE_ROW: 3, "DocStringSeparator": 3}
# Where tags stand, or the heading that a description follows: the innermost of these that is open.
_OWNERS = {"FeatureHeader": 0, "RuleHeader": 1, "Background": 1, "ScenarioDefinition": 1, "ExamplesDefinition": 2}
_INSIDE_RULE = {"Background", "ScenarioDefinition", "ExamplesDefinition"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that carries text; blank lines are folded into `gap` of the line below them."""

    kind: str
    level: int
    text: str
    gap: bool
    group: int  # which table or description it belongs to


class _LineBuilder(AstBuilder):
    """Record each token together with the grammar rules that are open around it."""

    def __init__(self) -> None:
        self._groups = count()
        super().__init__()

    def reset(self) -> None:
        self._open: list[tuple[str, int]] = []
        self._recorded: list[tuple[Token, tuple[tuple[str, int], ...]]] = []

    def start_rule(self, rule_type: str) -> None:
        self._open.append((rule_type, next(self._groups)))

    def end_rule(self, rule_type: str) -> None:  # noqa: ARG002  # the parser's signature
        self._open.pop()

    def build(self, token: Token) -> None:
        self._recorded.append((token, tuple(self._open)))

    def get_result(self) -> list[tuple[Token, tuple[tuple[str, int], ...]]]:
        return self._recorded


def read_lines(source: str) -> list[Line]:
    """Split `source`, whose lines end in a line feed alone, or raise gherkin's parser errors."""
    builder = _LineBuilder()
    Parser(builder).parse(source)
    raw = list(_raw_lines(builder.get_result()))
    return list(_fold_blank_lines(_dedent_descriptions(raw)))


def _raw_lines(recorded: list[tuple[Token, tuple[tuple[str, int], ...]]]) -> Iterator[Line]:
    doc_string_indent = 0
    for token, rules in recorded:
        if token.eof():
            continue
        kind, group = token.matched_type, rules[-1][1]
        if kind == "DocStringSeparator" and token.matched_text is not None:
            doc_string_indent = token.line.indent
        if kind == "Other":
            kind = DOC_STRING if rules[-1][0] == DOC_STRING else DESCRIPTION
        yield Line(kind, _level(kind, rules), _text(kind, token, doc_string_indent), gap=False, group=group)


def _level(kind: str, rules: tuple[tuple[str, int], ...]) -> int:
    names = [name for name, _ in rules]
    inside_rule = "Rule" in names
    if kind in _LEVELS:
        return _LEVELS[kind] + (inside_rule and kind != "RuleLine")
    if kind == DOC_STRING:
        return 3 + inside_rule
    owner = next((name for name in reversed(names) if name in _OWNERS), "FeatureHeader")
    level = _OWNERS[owner] + (inside_rule and owner in _INSIDE_RULE)
    return level + (kind == DESCRIPTION)


def _text(kind: str, token: Token, doc_string_indent: int) -> str:
    if kind == DOC_STRING:
        return str(token.line.get_line_text(doc_string_indent)).rstrip("\r\n")
    trimmed = str(token.line.get_line_text()).rstrip()
    if kind == DESCRIPTION:
        return str(token.matched_text) if trimmed else ""
    if kind in HEADING_LEVELS:
        return f"{token.matched_keyword}: {token.matched_text}".rstrip()
    return _spaced(kind, token, trimmed)


def _spaced(kind: str, token: Token, trimmed: str) -> str:
    match kind:
        case "Language":
            return f"# language: {token.matched_text}"
        case "StepLine":
            return _step(token.matched_keyword, token.matched_text, trimmed)
        case "DocStringSeparator" if token.matched_text is not None:
            return str(token.matched_keyword + token.matched_text)
        case "TagLine":
            return _tags(trimmed)
        case _:
            return trimmed


def _step(keyword: str, text: str, line: str) -> str:
    # Some languages write no space after the keyword; where the author did, one is kept.
    spaced = not keyword.endswith(" ") and line[len(keyword) :][:1].isspace()
    return f"{keyword} {text}" if spaced else keyword + text


def _tags(line: str) -> str:
    tags, *comment = re.split(r"\s(?=#)", line, maxsplit=1)
    names = [f"@{name.strip()}" for name in tags.split("@")[1:]]
    return " ".join([*names, *comment])


def _dedent_descriptions(lines: list[Line]) -> list[Line]:
    """Take the indentation that all lines of a description share off each of them."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        if line.kind == DESCRIPTION:
            texts.setdefault(line.group, []).append(line.text)
    dedented = {group: iter(dedent("\n".join(text)).split("\n")) for group, text in texts.items()}
    return [
        Line(DESCRIPTION, line.level, next(dedented[line.group]), gap=False, group=line.group)
        if line.kind == DESCRIPTION
        else line
        for line in lines
    ]


def _fold_blank_lines(lines: list[Line]) -> Iterator[Line]:
    """Drop blank lines, but keep those that a doc string or a description holds between its own lines."""
    last = {line.group: index for index, line in enumerate(lines) if line.kind == DESCRIPTION and line.text}
    seen: set[int] = set()
    gap = False
    for index, line in enumerate(lines):
        inside = line.kind == DESCRIPTION and line.group in seen and index < last[line.group]
        if line.text or inside or line.kind == DOC_STRING:
            yield Line(line.kind, line.level, line.text, gap, line.group)
            gap = False
            if line.kind == DESCRIPTION:
                seen.add(line.group)
        else:
            gap = True
