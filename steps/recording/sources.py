"""Feature files as messages: source, syntax tree and pickles, also of what does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from steps.gherkin.mistakes import MistakesFound
from steps.gherkin.reading import read_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from steps.gherkin.reading import FeatureDocument

Json = dict[str, Any]
MEDIA_TYPE = "text/x.cucumber.gherkin+plain"


class Sources(Struct):
    """The feature files of a record, each told once."""

    root: Path
    told: set[str] = set()

    def messages(self, uri: str, document: FeatureDocument | None = None) -> Iterator[Json]:
        """Tell a file, read unless its `document` is at hand; nothing if it was told before."""
        if uri in self.told:
            return
        self.told.add(uri)
        path = self.root / uri
        try:
            read = document or read_feature(path, uri)
        except MistakesFound as found:
            yield _source(uri, path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else "")
            yield from _parse_errors(found)
            return
        yield _source(uri, read.text)
        yield {"gherkinDocument": {**read.tree, "uri": uri}}
        for pickle in read.pickles:
            yield {"pickle": pickle}


def readme_messages(root: Path, folders: Iterable[Path]) -> Iterator[Json]:
    """Tell the introductions of folders."""
    for folder in folders:
        for path in sorted(folder.rglob("README.md")):
            yield {
                "attachment": {
                    "body": path.read_text("utf-8", "replace"),
                    "contentEncoding": "IDENTITY",
                    "mediaType": "text/markdown",
                    "fileName": uri_of(path, root),
                }
            }


def uri_of(path: Path, root: Path) -> str:
    """Name a file as pytest does."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:  # it stands elsewhere
        return path.as_posix()


def _source(uri: str, text: str) -> Json:
    return {"source": {"uri": uri, "data": text, "mediaType": MEDIA_TYPE}}


def _parse_errors(found: MistakesFound) -> Iterator[Json]:
    for mistake in found.mistakes:
        place = mistake.place
        location = {"line": place.line, **({"column": place.column} if place.column else {})}
        message = " ".join(filter(None, (mistake.sentence, mistake.remedy)))
        yield {"parseError": {"source": {"uri": place.file, "location": location}, "message": message}}
