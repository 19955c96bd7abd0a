"""The vocabulary on a terminal, and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from steps.catalogue.entries import Concept, Entry
    from steps.catalogue.parameters import Parameter


def show(concepts: Sequence[Concept], console: Console) -> None:
    """Print the vocabulary; a console that is no terminal gets plain text, never wrapped."""
    for concept in concepts:
        console.print(f"[bold]{escape(concept.title)}[/] [dim]{concept.module}[/]", soft_wrap=True)
        for entry in concept.entries:
            console.print("\n".join(_lines(entry)), soft_wrap=True)
        console.print()


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
        yield f"  [cyan]{entry.keyword:<5}[/] {escape(sentence)}"
    for line in entry.help.splitlines():
        yield f"          {escape(line)}".rstrip()
    for parameter in entry.parameters:
        yield f"          [green]{parameter.name}[/]: {escape(described(parameter))}"
    if entry.example:
        yield f"          [dim]for instance:[/] {escape(entry.example)}"
    yield f"          [dim]{entry.place}, {used(entry)}[/]"


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
