"""People's texts as safe HTML: Markdown without raw HTML, and names that cannot turn the page around."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from steps.docs.outcomes import Step

# What most texts are made of, for which there is nothing to do.
_is_plain = re.compile(r"[\n -%'-;=?-~]*").fullmatch
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Letters of writings from right to left, by their blocks, and the marks that turn a text around.
_turns = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
).search
# Sentences in which nothing could be markup but `code`.
_LINE = r"""[A-Za-z](?:[A-Za-z0-9 ,.;:'"()?!/%+={}@$^#|~>-]|`[^`\s](?:[^`\n]*[^`\s])?`)*(?<! )"""
_is_nearly_plain = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*").fullmatch
_CODE = re.compile("`([^`]+)`")


@cache
def _markdown() -> MarkdownIt:
    """Make a renderer that lets through no HTML, and no images, as they would be requests."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (most texts do without it)

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render_markdown(text: str, level: int) -> str:
    """Render a description whose first heading stands below a heading of the given level."""
    if _is_nearly_plain(text):
        told = _CODE.sub(r"<code>\1</code>", escape(text, quote=False))
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in told.split("\n\n"))
    renderer = _markdown()
    tokens = renderer.parse(text)
    _demote(tokens, level)
    return str(renderer.renderer.render(tokens, renderer.options, {}))


def _demote(tokens: Iterable[Token], level: int) -> None:
    for token in tokens:
        if token.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            token.tag = f"h{min(int(token.tag[1]) + level, 6)}"
        if token.type == "inline":
            _harden_links(token.children or ())


def _harden_links(tokens: Iterable[Token]) -> None:
    for token in tokens:
        if token.type == "link_open":
            token.attrSet("rel", "noopener noreferrer")


def isolate(text: str) -> str:
    """Escape a text for between tags (not for attributes), and keep its writing direction to itself."""
    if _is_plain(text):
        return text
    safe = escape(spell_out(text), quote=False)
    return f"<bdi>{safe}</bdi>" if _turns(text) else safe


def label(text: str) -> str:
    """Escape a text for an SVG, where each is a paragraph of its own and no element isolates."""
    return text if _is_plain(text) else escape(spell_out(text), quote=False)


def attribute(text: str) -> str:
    """Escape a text for an attribute in double quotes."""
    return text if _is_plain(text) and '"' not in text else escape(spell_out(text))


def spell_out(text: str) -> str:
    """Show what HTML cannot hold: control characters by their pictures, lone surrogates by U+FFFD."""
    return _UNHOLDABLE.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", text)


def emphasise(step: Step) -> str:
    """Escape a step's text and emphasise its parameters."""
    text, pieces, end = step.text, "", 0
    safe = str if _is_plain(text) else isolate
    for start, stop in step.arguments:
        pieces += f"{safe(text[end:start])}<em>{safe(text[start:stop])}</em>"
        end = stop
    return pieces + safe(text[end:])


def emphasise_parameters(text: str, names: Collection[str]) -> str:
    """Escape an outline's text and emphasise its `<parameters>`."""
    if "<" not in text:
        return isolate(text)
    pieces = [text]
    for name in (f"<{name}>" for name in names):
        pieces = [piece for text in pieces for piece in _split(text, name)]
    known = {f"<{name}>" for name in names}
    return "".join(f"<var>{isolate(piece[1:-1])}</var>" if piece in known else isolate(piece) for piece in pieces)


def _split(text: str, separator: str) -> Iterable[str]:
    first, *others = text.split(separator)
    yield first
    for other in others:
        yield separator
        yield other
