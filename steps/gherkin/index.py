"""Find the definition of a step, at a cost that does not depend on how many definitions there are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_bdd import parsers

from steps.gherkin.definitions import PLACEHOLDER, StepDefinition
from steps.gherkin.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class StepIndex:
    """Every definition that the scenarios of one folder can see.

    Exact sentences stand in a dict. A pattern is filed under the rarest word that it always contains, so a step is tried
    only against the patterns that share a telling word with it; what has no such word is tried every time.
    """

    def __init__(self, definitions: Iterable[StepDefinition]) -> None:
        winners, self.duplicates = _override(definitions)
        self.definitions: Sequence[StepDefinition] = winners
        self.targets = frozenset(each.target_fixture for each in winners if each.target_fixture)
        self._exact: defaultdict[str, list[StepDefinition]] = defaultdict(list)
        self._by_word: defaultdict[str, list[StepDefinition]] = defaultdict(list)
        self._wordless: list[StepDefinition] = []
        self._found: dict[tuple[str | None, str], list[StepDefinition]] = {}
        self._file([each for each in winners if not each.is_exact])
        for each in winners:
            if each.is_exact:
                self._exact[each.text].append(each)

    def find(self, step_type: str | None, text: str) -> Sequence[StepDefinition]:
        """Return the definitions that match: one is right, none is undefined, several are ambiguous."""
        key = step_type, text
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = [each for each in self._candidates(text) if each.accepts(step_type)]
        return found

    def _candidates(self, text: str) -> Iterator[StepDefinition]:
        yield from self._exact.get(text, ())
        for word in dict.fromkeys(text.lower().split()):
            yield from (each for each in self._by_word.get(word, ()) if each.parser.is_matching(text))
        yield from (each for each in self._wordless if each.parser.is_matching(text))

    def _file(self, patterns: Sequence[StepDefinition]) -> None:
        words = {each: _whole_words(each) for each in patterns}
        common = Counter(word for each in patterns for word in words[each])
        for each in patterns:
            if words[each]:
                self._by_word[min(words[each], key=lambda word: (common[word], word))].append(each)
            else:
                self._wordless.append(each)


def _whole_words(definition: StepDefinition) -> set[str]:
    """Name the words that stand in every text the pattern matches (`parse` ignores case)."""
    if type(definition.parser) not in (parsers.parse, parsers.cfparse):
        return set()
    words = PLACEHOLDER.sub("{}", definition.text).lower().split()
    return {word for word in words if not re.search(r"[{}]", word)}


def _override(definitions: Iterable[StepDefinition]) -> tuple[list[StepDefinition], list[Mistake]]:
    """Let the closest definition of a text win: a conftest's over a module's, a user's over this project's vocabulary."""
    same: defaultdict[tuple[str | None, str], list[StepDefinition]] = defaultdict(list)
    for each in definitions:
        same[each.type, each.text].append(each)
    winners, duplicates = [], []
    for group in same.values():
        best = max(_rank(each) for each in group)
        rivals = [each for each in group if _rank(each) == best]
        winners.append(rivals[0])
        if len(rivals) > 1:
            duplicates.append(_duplicate(rivals))
    return winners, duplicates


def _rank(definition: StepDefinition) -> tuple[int, bool, bool]:
    # The conftest of the root folder has the level of a module that `bdd_steps` names.
    return definition.level, not definition.shipped, Path(definition.place.file).name == "conftest.py"


def _duplicate(rivals: Sequence[StepDefinition]) -> Mistake:
    first, second = sorted(rivals, key=lambda each: each.place)[:2]
    sentence = f'The sentence "{first.text}" is defined twice: here and at {second.place}.'
    return Mistake("duplicate-definition", first.place, sentence, "Remove one of them, or word them differently.")
