"""Rules that an author switches off in Python, and comments that switch off nothing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from steps.check.rules import RULES
from steps.gherkin.mistakes import Mistake
from steps.gherkin.switches import FINAL, Switch, named_rules, rules_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.reading import FeatureDocument


def switches_in_python(source: str) -> list[Switch]:
    """Read the comments of a module: one that a blank line follows counts for all of it, another for what it touches."""
    lines = source.split("\n")
    return [
        Switch(name, _reach_in_python(lines, number)) for number, line in enumerate(lines, 1) for name in rules_in(line)
    ]


def _reach_in_python(lines: Sequence[str], number: int) -> range:
    blank = next((each for each in range(number, len(lines)) if not lines[each].strip()), len(lines))
    return range(1, len(lines) + 1) if blank == number else range(number, blank + 1)


def unknown_rules(document: FeatureDocument) -> Iterator[Mistake]:
    """Find comments that switch off what is no rule, and so nothing."""
    for comment, name in named_rules(document):
        if name not in RULES:
            near = get_close_matches(name, RULES, n=1)
            remedy = f'Did you mean "{near[0]}"?' if near else f"The rules: {', '.join(sorted(RULES))}."
            yield Mistake("unknown-rule", document.place(comment), f'There is no rule "{name}" to ignore.', remedy)
        elif name in FINAL:
            sentence = f'The rule "{name}" cannot be ignored: the scenario could not run.'
            yield Mistake(
                "unknown-rule", document.place(comment), sentence, "Mend what it says, and remove the comment."
            )
