"""Say what a syntax error means to the author of a feature, and what to do about it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gherkin.dialect import DIALECTS, Dialect
from gherkin.errors import CompositeParserException, ParserException
from gherkin.token_matcher import TokenMatcher

from steps.gherkin.characters import character_name
from steps.gherkin.mistakes import Mistake, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEAR = 0.6
_UNEXPECTED = re.compile(r"expected: (?P<expected>.+?), got '(?P<got>.*)'", re.DOTALL)
_EARLY_END = re.compile(r"unexpected end of file, expected: (?P<expected>.+)")
_QUOTES = ('"""', "```")
_OTHER_QUOTES = "'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class _Problem:
    """One error of the parser: where, its message without the place, and the keywords of the file's language."""

    place: Place
    message: str
    lines: Sequence[str]
    dialect: Dialect

    def mistake(self, sentence: str, remedy: str, line: int = 0) -> Mistake:
        place = Place(self.place.file, line, _indent(self.lines[line - 1]) + 1) if line else self.place
        return Mistake("syntax", place, sentence, remedy)


def syntax_mistakes(error: CompositeParserException | ParserException, text: str, uri: str) -> list[Mistake]:
    """Translate the parser's errors, without those that only follow from the first."""
    errors = error.errors if isinstance(error, CompositeParserException) else [error]
    lines, dialect = text.split("\n"), _dialect(text)
    problems = [
        _Problem(
            Place(uri, each.location["line"], each.location.get("column", 0)),
            re.sub(r"^\(\d+:\d+\): ", "", str(each)),
            lines,
            dialect,
        )
        for each in errors
    ]
    # Without its first line nothing in a feature can be understood.
    found = problems[:1] if "#FeatureLine" in problems[0].message else problems
    return [_explain(problem) for number, problem in enumerate(found) if not number or not _follows(problem)]


def _follows(problem: _Problem) -> bool:
    """Tell whether nothing is wrong with the place itself: a well-spelt scenario or step, the end below tags."""
    if unexpected := _UNEXPECTED.fullmatch(problem.message):
        scenarios = [*problem.dialect.scenario_keywords, *problem.dialect.scenario_outline_keywords]
        wanted = (*_step_words(problem.dialect), *(f"{word}:" for word in scenarios))
        return unexpected["got"].strip().startswith(wanted)
    early_end = _EARLY_END.fullmatch(problem.message)
    return early_end is not None and "#DocStringSeparator" not in early_end["expected"]


def _explain(problem: _Problem) -> Mistake:
    if unexpected := _UNEXPECTED.fullmatch(problem.message):
        got = unexpected["got"].strip()
        explain = _no_feature if "#FeatureLine" in unexpected["expected"] else _unexpected
        return problem.mistake(*explain(problem, got))
    if early_end := _EARLY_END.fullmatch(problem.message):
        return _early_end(problem, early_end["expected"])
    return problem.mistake(*_other(problem))


def _no_feature(problem: _Problem, got: str) -> tuple[str, str]:
    word = got.partition(":")[0]
    language = next((code for code, spec in DIALECTS.items() if ":" in got and word in spec["feature"]), None)
    if language:
        return f'"{word}" is a keyword of another language.', f"Write '# language: {language}' on the first line."
    if got.startswith(_MARK):
        return "The file begins with two byte order marks.", "Save it as UTF-8 without a byte order mark."
    keyword = problem.dialect.feature_keywords[0]
    first = (got.split() or [""])[0].rstrip(":")
    near = difflib.get_close_matches(first, problem.dialect.feature_keywords, n=1, cutoff=NEAR)
    if near:
        return f"This line begins no feature: {got}", f"Did you mean '{near[0]}:'?"
    sentence = f"A feature file begins with '{keyword}:' and a name, not with: {got}"
    return sentence, f"Write '{keyword}: ' and what the feature is called above this line, or correct it."


def _unexpected(problem: _Problem, got: str) -> tuple[str, str]:
    sentence = f"This line is not understood here: {got}"
    word = got.partition(":")[0].strip()
    above = next((line.strip() for line in reversed(problem.lines[: problem.place.line - 1]) if line.strip()), "")
    if ":" in got and word in problem.dialect.background_keywords and above.startswith("@"):
        return sentence, "A background has no tags: write them above its scenarios, or above the feature."
    remedies = [
        (problem.dialect.feature_keywords, "A file holds one feature: move this one to a file of its own."),
        (problem.dialect.background_keywords, "A background stands once, above the scenarios of its feature or rule."),
        (problem.dialect.examples_keywords, "Examples stand below the steps of an outline."),
    ]
    if ":" in got:
        for keywords, remedy in remedies:
            if word in keywords:
                return sentence, remedy
    if other := _other_remedy(problem, got):
        return sentence, other
    near = _nearest(problem.dialect, got)
    if near:
        return sentence, f"Did you mean '{near}'?"
    words = ", ".join(dict.fromkeys(each.strip() for each in _step_words(problem.dialect) if each.strip() != "*"))
    return sentence, f"A step begins with one of {words}; a comment with #. A description stands above the first step."


def _other_remedy(problem: _Problem, got: str) -> str | None:
    """Tell what stands for a table, a doc string or a keyword without being one, or where a step cannot stand."""
    if got.startswith("\N{FULLWIDTH VERTICAL LINE}"):
        return 'The cells of a table stand between plain bars: "|".'
    if len(got) >= len(_QUOTES[0]) and set(got) <= set(_OTHER_QUOTES):
        return 'A doc string stands between lines of three plain quotes: """.'
    word = next(
        (each.strip() for each in _step_words(problem.dialect) if got.split(maxsplit=1)[0] == each.strip()), None
    )
    if word is None:
        return None
    if (behind := got[len(word) :][:1]) not in {"", " "}:
        return f"Behind '{word}' stands {character_name(behind)}: write a space."
    return "A step stands below the heading of a scenario, below its tags, and above its Examples."


def _nearest(dialect: Dialect, got: str) -> str | None:
    heading, colon, _ = got.partition(":")
    headings = {f"{word.lower()}:": f"{word}:" for word in _headings(dialect)}
    steps = {word.strip().lower(): word.strip() for word in _step_words(dialect) if word.strip() != "*"}
    if colon and (near := difflib.get_close_matches(f"{heading.strip().lower()}:", headings, n=1, cutoff=NEAR)):
        return headings[near[0]]
    first = (got.split() or [""])[0].rstrip(":").lower()
    near = difflib.get_close_matches(first, steps, n=1, cutoff=NEAR)
    return steps[near[0]] if near else None


def _early_end(problem: _Problem, expected: str) -> Mistake:
    if "#DocStringSeparator" in expected and "#StepLine" not in expected:
        line, quotes = _last_opened(problem.lines)
        sentence = "The doc string that begins here is never closed: everything below is part of it."
        return problem.mistake(sentence, f"Write {quotes} on a line of its own where it ends.", line)
    if "#FeatureLine" in expected and not any(line.lstrip().startswith("@") for line in problem.lines):
        sentence = "The file has no feature: nothing in it would run."
        return problem.mistake(sentence, "Begin it with 'Feature: ' and a name, or remove it.", 1)
    last = max((number for number, line in enumerate(problem.lines, 1) if line.strip()), default=1)
    return problem.mistake(
        "The file ends here, below tags of nothing.", "Write the scenario, or remove the tags.", last
    )


def _last_opened(lines: Sequence[str]) -> tuple[int, str]:
    opened = (1, _QUOTES[0])
    quotes = ""
    for number, line in enumerate(lines, 1):
        begins = line.lstrip()[:3]
        if begins in _QUOTES and quotes in {"", begins}:
            quotes = "" if quotes else begins
            opened = (number, begins)
    return opened


def _other(problem: _Problem) -> tuple[str, str]:
    if "inconsistent cell count" in problem.message:
        sentence = "This row has not as many cells as the first row of its table."
        return sentence, 'Add or remove cells; a "|" that belongs to a cell is written "\\|".'
    if "whitespace" in problem.message:
        return "A tag may not contain a space.", "Join its words with a hyphen, or write an @ before each tag."
    if language := re.search(r"Language not supported: (.+)", problem.message):
        short = re.split("[-_]", language[1].lower())[0]
        near = [short] if short in DIALECTS else difflib.get_close_matches(language[1], DIALECTS, n=3, cutoff=0.5)
        known = f"Did you mean {' or '.join(near)}?" if near else "Write its code, as de for German or fr for French."
        return f'Gherkin knows no language "{language[1]}".', known
    return f"{problem.message[:1].upper()}{problem.message[1:]}.", ""


def _dialect(text: str) -> Dialect:
    named = (TokenMatcher.LANGUAGE_RE.match(line) for line in text.split("\n"))
    code = next((found[1] for found in named if found), "en")
    return Dialect.for_name(code) or Dialect(DIALECTS["en"])


def _headings(dialect: Dialect) -> Iterator[str]:
    yield from dialect.rule_keywords
    yield from dialect.background_keywords
    yield from dialect.scenario_keywords
    yield from dialect.scenario_outline_keywords
    yield from dialect.examples_keywords


def _step_words(dialect: Dialect) -> Iterator[str]:
    yield from dialect.given_keywords
    yield from dialect.when_keywords
    yield from dialect.then_keywords
    yield from dialect.and_keywords
    yield from dialect.but_keywords


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
