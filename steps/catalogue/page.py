"""The vocabulary as a page of HTML that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from steps.catalogue.text import described, used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.catalogue.entries import Concept, Entry
    from steps.catalogue.parameters import Parameter

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vocabulary</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }}
code {{ font-family: ui-monospace, monospace; }}
article {{ border-top: 1px solid #8884; padding: .5rem 0; }}
dt {{ float: left; margin-right: .5rem; }}
small {{ opacity: .75; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee; }} }}
</style>
</head>
<body>
<h1>Vocabulary</h1>
{sections}
</body>
</html>"""


def as_html(concepts: Sequence[Concept]) -> str:
    """Write the page."""
    return _PAGE.format(sections="\n".join(map(_section, concepts)))


def _section(concept: Concept) -> str:
    articles = "\n".join(map(_article, concept.entries))
    return f"<section>\n<h2>{escape(concept.title)}</h2>\n{articles}\n</section>"


def _article(entry: Entry) -> str:
    sentences = "<br>\n".join(f"<b>{entry.keyword}</b> <code>{escape(each)}</code>" for each in entry.sentences)
    help_text = escape(entry.help).replace("\n", "<br>\n")
    parameters = "".join(map(_parameter, entry.parameters))
    example = f"for instance <code>{escape(entry.example)}</code>; " if entry.example else ""
    return (
        f"<article>\n<h3>{sentences}</h3>\n<p>{help_text}</p>\n<dl>{parameters}</dl>\n"
        f"<small>{example}{used(entry)}; {escape(entry.place)}</small>\n</article>"
    )


def _parameter(parameter: Parameter) -> str:
    return f"\n<dt><code>{escape(parameter.name)}</code></dt><dd>{escape(described(parameter))}</dd>"
