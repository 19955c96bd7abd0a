"""The sentences that features can be written with, as the step definitions of the record tell them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from textwrap import dedent
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.prose import isolate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from steps.docs.messages import Json, Stream

MEDIA_TYPE = "application/vnd.fastapi-acceptance.vocabulary+json"
EXAMPLES = 3
KINDS = ("Given", "When", "Then")
_EXAMPLE = re.compile(r"^Example: ?(.*)\n((?:[ \t]+.*\n?)+)", re.MULTILINE)


class Definition(Struct, frozen=True):
    """Hold a sentence of the vocabulary; `uses` counts the steps that match it, `examples` are some of them."""

    kind: str
    pattern: str
    help: str
    location: str
    uses: int
    examples: tuple[str, ...]


def read_vocabulary(runs: Iterable[Stream]) -> tuple[Definition, ...]:
    """List the sentences by kind and wording; runs of one project repeat them."""
    known: dict[tuple[str, str], Definition] = {}
    for run in runs:
        for definition in _definitions(run):
            key = (definition.kind, definition.pattern)
            if key not in known or known[key].uses <= definition.uses:
                known[key] = definition
    return tuple(known[key] for key in sorted(known, key=_reading_order))


def emphasise_placeholders(pattern: str) -> str:
    """Escape a sentence and emphasise its `{placeholders}`."""
    pieces = re.split(r"(\{[^{}]*\})", pattern)
    return "".join(f"<var>{isolate(piece)}</var>" if piece[:1] == "{" else isolate(piece) for piece in pieces)


def help_as_markdown(text: str) -> str:
    """Keep the lines of an example of several lines: a table, or a sentence that follows."""
    return _EXAMPLE.sub(lambda found: f"Example:\n~~~~\n{found[1]}\n{dedent(found[2])}\n~~~~", text)


def _reading_order(key: tuple[str, str]) -> tuple[int, str]:
    kind, pattern = key
    return KINDS.index(kind) if kind in KINDS else len(KINDS), pattern


def _definitions(run: Stream) -> Iterator[Definition]:
    told, uses = _told(run), _uses(run)
    for name, definition in run.definitions.items():
        more = told.get(name, {})
        used = uses.get(name, [])
        yield Definition(
            kind=more.get("kind", ""),
            pattern=definition["pattern"]["source"],
            help=more.get("help", ""),
            location=run.locations[name],
            uses=len(used),
            examples=tuple(more.get("examples", ())) or tuple(dict.fromkeys(used))[:EXAMPLES],
        )


def _told(run: Stream) -> Mapping[str, Json]:
    """Give what the writer tells about each definition by its id: kind, help and examples."""
    told: dict[str, Json] = {}
    for attachment in run.run_attachments:
        if attachment["mediaType"] == MEDIA_TYPE:
            told |= json.loads(attachment["body"])
    return told


def _uses(run: Stream) -> Mapping[str, list[str]]:
    texts = {step["id"]: step["text"] for pickle in run.pickles.values() for step in pickle["steps"]}
    uses: defaultdict[str, list[str]] = defaultdict(list)
    for test_case in run.test_cases.values():
        for step in test_case["testSteps"]:
            for name in step.get("stepDefinitionIds", ()):
                uses[name].append(texts[step["pickleStepId"]])
    return uses
