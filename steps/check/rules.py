"""The rules by name: how grave a breach is, and what each is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that `steps check` knows: its name is what people switch off."""

    name: str
    severity: Severity
    meaning: str


_ERRORS = {
    "ambiguous-step": "One step, one definition.",
    "duplicate-definition": "One sentence is defined once.",
    "empty-step": "A step has a sentence.",
    "encoding": "A feature is UTF-8 text.",
    "flaky-number": "`@flaky(2)` says how often a scenario may run again.",
    "keyword-in-description": "A mistyped keyword silently becomes part of a description.",
    "late-language": "A language is named on the first line.",
    "lost-text": "Text after the end of a row or of a doc string is lost.",
    "missing-argument": "A step has the table or doc string that it needs.",
    "no-feature": "A feature file has a feature.",
    "no-name": "What is named in a report has a name.",
    "no-rows": "An outline has Examples with rows.",
    "no-scenario": "A feature and a rule have scenarios.",
    "no-steps": "A scenario has steps.",
    "same-column": "A column of Examples has a name of its own.",
    "same-name": "A scenario has a name of its own.",
    "syntax": "A feature is valid Gherkin.",
    "undefined-step": "A step has a definition.",
    "unknown-parameter": "A parameter is a column of Examples.",
    "unknown-fixture": "A step definition needs placeholders or fixtures that exist.",
    "tag-name": "A tag has a name, without commas and parameters.",
    "unloadable": "A module of step definitions can be imported.",
    "unnamed-column": "A column of Examples has a name.",
    "unreadable": "A feature file can be read.",
    "unused-argument": "A table or doc string is taken by the definition.",
}
_WARNINGS = {
    "alike-names": "Names differ in more than capitals, accents and spaces.",
    "background-acts": "A background says only what is already true.",
    "comment-in-step": "A comment has a line of its own.",
    "given-after-when": "What is already true stands before what happens.",
    "given-asserts": "A Given makes something true; a Then checks it.",
    "no-examples": "A parameter needs Examples.",
    "same-row": "A row of Examples stands once.",
    "starts-with-and": "And and But continue a step above them.",
    "tag-typo": "A tag is spelt as elsewhere.",
    "then-before-when": "What can be observed stands after what happens.",
    "then-checks-nothing": "A Then checks something.",
    "two-whens": "A scenario describes one behaviour.",
    "unknown-rule": "A comment switches off a rule that exists.",
    "unreadable-definition": "An editor can read a definition's sentence.",
    "unused-definition": "A step definition is used.",
    "unused-parameter": "A column of Examples is used.",
}
_NOTICES = {
    "step-in-work": "A scenario tagged `@wip` may have steps without a definition.",
}
RULES = {
    **{name: Rule(name, "error", meaning) for name, meaning in _ERRORS.items()},
    **{name: Rule(name, "warning", meaning) for name, meaning in _WARNINGS.items()},
    **{name: Rule(name, "notice", meaning) for name, meaning in _NOTICES.items()},
}
