"""People's texts as safe HTML: Markdown without raw HTML, and names that cannot turn the page around."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from markdown_it.token import Token

    from steps.docs.outcomes import Step

# What most texts are made of, for which there is nothing to do.
_PLAIN = re.compile(r"[\n -%'-;=?-~]*")
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BOUNDLESS = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}


def markdown() -> MarkdownIt:
    """Make a renderer that lets through no HTML, and no images, as they would be requests."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render_markdown(renderer: MarkdownIt, text: str, level: int) -> str:
    """Render a description whose first heading stands below a heading of the given level."""
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
    if _PLAIN.fullmatch(text):
        return text
    safe = escape(spell_out(text), quote=False)
    if text.isascii() or not any(unicodedata.bidirectional(character) in _BOUNDLESS for character in text):
        return safe
    return f"<bdi>{safe}</bdi>"


def attribute(text: str) -> str:
    """Escape a text for an attribute in double quotes."""
    return escape(spell_out(text))


def spell_out(text: str) -> str:
    """Show what HTML cannot hold: control characters by their pictures, lone surrogates by U+FFFD."""
    return _UNHOLDABLE.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", text)


def emphasise(step: Step) -> str:
    """Escape a step's text and emphasise its parameters."""
    pieces, end = "", 0
    for start, stop in step.arguments:
        pieces += f"{isolate(step.text[end:start])}<em>{isolate(step.text[start:stop])}</em>"
        end = stop
    return pieces + isolate(step.text[end:])


def emphasise_parameters(text: str, names: Collection[str]) -> str:
    """Escape an outline's text and emphasise its `<parameters>`."""
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
