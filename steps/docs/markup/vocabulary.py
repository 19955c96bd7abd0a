"""The vocabulary: every sentence that a feature can be written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.parts import plural, prose
from steps.docs.prose import isolate
from steps.docs.vocabulary import emphasise_placeholders, help_as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.docs.vocabulary import Definition


def write_vocabulary(vocabulary: Sequence[Definition]) -> str:
    """Write the sentences in use, and folded those that no scenario uses."""
    used, unused = [told for told in vocabulary if told.uses], [told for told in vocabulary if not told.uses]
    told = "<p>Every sentence that a feature can be written with.</p>" + _sentences(used)
    if unused:
        summary = f"<summary>{plural(len(unused), 'sentence')} that no scenario uses</summary>"
        told += f'<details class="unused">{summary}{_sentences(unused)}</details>'
    return told


def _sentences(vocabulary: Sequence[Definition]) -> str:
    told = "".join(_sentence(each) for each in vocabulary)
    return f'\n<ul class="sentences">\n{told}</ul>' if told else ""


def _sentence(told: Definition) -> str:
    sentence = f"<p><b>{isolate(told.kind)}</b> <code>{emphasise_placeholders(told.pattern)}</code></p>"
    examples = "".join(f"<li>{isolate(example[:300])}</li>" for example in told.examples)
    uses = f"{plural(told.uses, 'use')} · " if told.uses else ""
    return (
        f"<li>{sentence}\n{prose(help_as_markdown(told.help), 3)}{f'<ul>{examples}</ul>' if examples else ''}\n"
        f'<p class="about">{uses}{isolate(told.location)}</p></li>\n'
    )
