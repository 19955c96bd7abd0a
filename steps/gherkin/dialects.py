"""The keywords of Gherkin in the language of a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gherkin.dialect import Dialect

if TYPE_CHECKING:
    from steps.gherkin.reading import Node


def outline_keywords(feature: Node | None) -> list[str]:
    """Name the words for 'Scenario Outline' in the feature's language."""
    dialect = _dialect(feature)
    return list(dialect.scenario_outline_keywords)


def heading_keywords(feature: Node | None) -> list[str]:
    """Name the words that end in a colon: Feature, Rule, Background, Scenario, Examples."""
    dialect = _dialect(feature)
    return [
        *dialect.feature_keywords,
        *dialect.rule_keywords,
        *dialect.background_keywords,
        *dialect.scenario_keywords,
        *dialect.scenario_outline_keywords,
        *dialect.examples_keywords,
    ]


def step_keywords(feature: Node | None) -> list[str]:
    """Name the words that begin a step, without the star: Given, When, Then, And, But."""
    dialect = _dialect(feature)
    words = (
        *dialect.given_keywords,
        *dialect.when_keywords,
        *dialect.then_keywords,
        *dialect.and_keywords,
        *dialect.but_keywords,
    )
    return [word.strip() for word in dict.fromkeys(words) if word.strip() != "*"]


def keywords_of_type(language: str, step_type: str | None) -> list[str]:
    """Name the words for given, when or then, the shortest first; for a step of any type that is the star."""
    dialect = _dialect_of(language)
    words = {"given": dialect.given_keywords, "when": dialect.when_keywords, "then": dialect.then_keywords}
    return sorted((word.strip() for word in words.get(step_type or "", ()) if word.strip() != "*"), key=len) or ["*"]


def _dialect(feature: Node | None) -> Dialect:
    return _dialect_of(feature["language"] if feature else "en")


def _dialect_of(language: str) -> Dialect:
    dialect = Dialect.for_name(language)
    assert dialect is not None, "the parser has accepted this language"  # noqa: S101
    return dialect
