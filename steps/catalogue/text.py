"""The vocabulary on a terminal, and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.catalogue.entries import Concept, Entry
    from steps.catalogue.parameters import Parameter


def lines(concepts: Sequence[Concept]) -> Iterator[str]:
    """Iterate over styled lines, one concept after the other."""
    for concept in concepts:
        yield f"{click.style(concept.title, bold=True)} {click.style(concept.module, dim=True)}"
        for entry in concept.entries:
            yield from _lines(entry)
        yield ""


def as_markdown(concepts: Sequence[Concept]) -> str:
    """Write a page of the vocabulary."""
    return "\n".join(line for concept in concepts for line in _section(concept))


def described(parameter: Parameter) -> str:
    """Say in a phrase what a parameter takes."""
    return f"{parameter.type} {', '.join(parameter.values)}".rstrip()


def used(entry: Entry) -> str:
    """Say how often an entry is used."""
    return {0: "not used", 1: "used once"}.get(entry.uses, f"used {entry.uses} times")


def _lines(entry: Entry) -> Iterator[str]:
    for sentence in entry.sentences:
        yield f"  {click.style(f'{entry.keyword:<5}', fg='cyan')} {sentence}"
    for line in entry.help.splitlines():
        yield f"          {line}".rstrip()
    for parameter in entry.parameters:
        yield f"          {click.style(parameter.name, fg='green')}: {described(parameter)}"
    if entry.example:
        yield f"          {click.style('for instance:', dim=True)} {entry.example}"
    yield click.style(f"          {entry.place}, {used(entry)}", dim=True)


def _section(concept: Concept) -> Iterator[str]:
    yield from (f"## {_plain(concept.title)}", "")
    for keyword in dict.fromkeys(entry.keyword for entry in concept.entries):
        yield from (f"### {keyword}", "")
        for entry in concept.entries:
            if entry.keyword == keyword:
                yield from _item(entry)
        yield ""


def _item(entry: Entry) -> Iterator[str]:
    yield f"* {' or '.join(_code(sentence) for sentence in entry.sentences)}  "
    yield from (f"  {_plain(line)}".rstrip() for line in entry.help.splitlines())
    yield from (f"  * {_code(each.name)}: {_plain(described(each))}" for each in entry.parameters)
    example = [f"for instance {_code(entry.example)}"] if entry.example else []
    yield f"  * {'; '.join([*example, used(entry)])}; {_code(entry.place)}"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*").replace("`", "\\`")


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
