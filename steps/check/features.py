"""Check feature files on their own, without step definitions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from steps.check.order import order
from steps.check.outlines import outlines
from steps.check.switches import switches_in_python, unknown_rules
from steps.check.wording import wording
from steps.gherkin.guards import find_mistakes
from steps.gherkin.mistakes import Mistake, MistakesFound
from steps.gherkin.reading import FeatureDocument, read_feature
from steps.gherkin.switches import is_off, switches
from steps.gherkin.tag_typos import tag_typos, used_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_RULES = (find_mistakes, order, outlines, wording, unknown_rules)


@dataclass(frozen=True, slots=True)
class Features:
    """The features that could be read, and the mistakes of those that could not."""

    documents: Sequence[FeatureDocument]
    unreadable: Sequence[Mistake]

    def mistakes(self) -> Iterator[Mistake]:
        """Find what is wrong with each file, and between them."""
        own = chain.from_iterable(rule(document) for document in self.documents for rule in _RULES)
        used = [tag for document in self.documents for tag in used_tags(document)]
        return chain(self.unreadable, own, tag_typos(used))

    def without_ignored(self, mistakes: Iterable[Mistake], switched_off: Iterable[str]) -> list[Mistake]:
        """Leave out what a comment or the project's settings switch off, and sort the rest by place."""
        off = set(switched_off)
        found = [each for each in mistakes if each.rule not in off]
        comments = {document.uri: switches(document) for document in self.documents}
        modules = {each.place.file for each in found if each.place.file.endswith(".py")}
        comments |= {
            file: switches_in_python(Path(file).read_text("utf-8")) for file in modules if Path(file).is_file()
        }
        kept = (each for each in found if not is_off(each, comments.get(each.place.file, ())))
        return sorted(kept, key=lambda each: (each.place, each.rule))


def read_features(paths: Iterable[Path]) -> Features:
    """Read every file, so that one mistake does not hide another."""
    documents: list[FeatureDocument] = []
    unreadable: list[Mistake] = []
    for path in paths:
        try:
            documents.append(read_feature(path, path.as_posix()))
        except MistakesFound as found:
            unreadable.extend(found.mistakes)
    return Features(documents, unreadable)
