"""Nothing that a feature file says is lost in silence: each loss is an error at collection that names its place."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

STEPS = """
    @given("a shop")
    def a_shop(): pass

    @given(parsers.parse("{number:d} apples"))
    def apples(number): pass

    @given("a price list")
    def price_list(datatable): pass

    @then(parsers.parse('"{one}" is sold'))
    def one_is_sold(one): pass

    @then(parsers.parse('"{one}" and "{other}" is sold'))
    def two_are_sold(one, other): pass

    @then("the till rings")
    def till_rings(bell): pass
"""

SILENT_LOSSES = {
    "same_name": (
        """
        Feature: F
          Rule: A
            Scenario: One
              Given a shop
          Rule: B
            Scenario: One
              Given a shop
        """,
        """
        features/same_name.feature:6: A scenario named "One" stands already in this feature, at features/same_name.feature:3.
            Name the fact that makes this one different.
        """,
    ),
    "no_name": (
        """
        Feature: F
          Scenario:
            Given a shop
        """,
        """
        features/no_name.feature:2: The scenario has no name.
            Say after 'Scenario:' what it shows, as a fact.
        """,
    ),
    "no_steps": (
        """
        Feature: F
          Scenario: One
          Scenario: Two
            Given a shop
        """,
        """
        features/no_steps.feature:2: The scenario "One" has no steps: it would pass whatever the service does.
            Write its steps, or remove it.
        """,
    ),
    "no_scenario": (
        """
        Feature: F
          Background:
            Given a shop
        """,
        """
        features/no_scenario.feature:1: The feature "F" has no scenario: it proves nothing.
            Write one, or remove the heading.
        """,
    ),
    "no_rows": (
        """
        Feature: F
          Scenario Outline: One
            Given <n> apples
          Scenario Outline: Two
            Given <n> apples
            Examples:
              | n |
          Scenario Outline: Three
            Given <n> apples
            Examples:
        """,
        """
        features/no_rows.feature:2: The outline "One" has no Examples: it would never run.
            Add a table of Examples, or make it a Scenario.
        features/no_rows.feature:6: These Examples of "Two" have no row: nothing would run.
            Add a row under the header, or remove them.
        features/no_rows.feature:10: These Examples of "Three" have no row: nothing would run.
            Add a row under the header, or remove them.
        """,
    ),
    "unknown_parameter": (
        """
        Feature: F
          Scenario Outline: One
            Given <numbre> apples
            And <colour> apples
            Examples:
              | number |
              | 1      |
        """,
        """
        features/unknown_parameter.feature:3: The Examples at features/unknown_parameter.feature:5 have no column for <numbre>.
            Did you mean <number>?
        features/unknown_parameter.feature:4: The Examples at features/unknown_parameter.feature:5 have no column for <colour>.
            Their columns: number.
        """,
    ),
    "same_column": (
        """
        Feature: F
          Scenario Outline: One
            Given <n> apples
            Examples:
              | n | n |
              | 1 | 2 |
        """,
        """
        features/same_column.feature:5: Two columns of these Examples are named "n": one would be lost.
            Rename one of them.
        """,
    ),
    "mistyped": (
        """
        Feature: F
          Scenaro: One
            Given a shop
          Scenario: Two
            Givn a shop
            Given a shop
          Scenario: Three
            The shop is given, which is prose.
            Given a shop
        """,
        """
        features/mistyped.feature:2: 'Scenaro:' is no keyword, so this line and what follows it is only description.
            Did you mean 'Scenario:'?
        features/mistyped.feature:5: 'Givn' is no keyword, so this line is only description and would never run.
            Did you mean 'Given'?
        """,
    ),
    "ambiguous": (
        """
        Feature: F
          Scenario: One
            Then "x" and "y" is sold
        """,
        """
        features/ambiguous.feature:3: 2 step definitions match: "x" and "y" is sold
            conftest.py:14: "{one}" is sold
            conftest.py:17: "{one}" and "{other}" is sold
            Reword one of them, so that only one matches.
        """,
    ),
    "arguments": (
        """
        Feature: F
          Scenario: One
            Given a shop
              | a |
          Scenario: Two
            Given a price list
          Scenario: Three
            Given a shop
              \"\"\"
              a
              \"\"\"
          Scenario: Four
            Then the till rings
        """,
        """
        conftest.py:20: The step definition needs `bell`, which is no placeholder of its sentence and no fixture.
            Its sentence: "the till rings"
        features/arguments.feature:3: The step has a data table, but its definition at conftest.py:5 takes none.
            Give it a parameter `datatable`, or take it away.
        features/arguments.feature:6: The step needs a data table under it (see conftest.py:11).
        features/arguments.feature:8: The step has a doc string, but its definition at conftest.py:5 takes none.
            Give it a parameter `docstring`, or take it away.
        """,
    ),
    "syntax": (
        """
        Feature: F
          Scenario: One
            Given a shop
            Hello
          Scenario Outline: Two
            Given a shop
            Examples:
              | a | b |
              | 1 |
        """,
        """
        features/syntax.feature:4: This line is not understood here: Hello
            A step begins with one of Given, When, Then, And, But; a comment with #. A description stands above the first step.
        features/syntax.feature:9: This row has not as many cells as the first row of its table.
            Add or remove cells; a "|" that belongs to a cell is written "\\|".
        """,
    ),
    "unclosed": (
        """
        Feature: F
          Scenario: One
            Given a shop
              \"\"\"
              a
        """,
        """
        features/unclosed.feature:4: The doc string that begins here is never closed: everything below is part of it.
            Write \"\"\" on a line of its own where it ends.
        """,
    ),
    "language": (
        """
        # language: xx
        Feature: F
        """,
        """
        features/language.feature:1: Gherkin knows no language "xx".
            Write its code, as de for German or fr for French.
        """,
    ),
    "empty": (
        "",
        """
        features/empty.feature:1: The file has no feature: nothing in it would run.
            Begin it with 'Feature: ' and a name, or remove it.
        """,
    ),
    "defined_twice/one": (
        """
        Feature: F
          Scenario: One
            Given something
        """,
        """
        features/defined_twice/conftest.py:5: The sentence "something" is defined twice: here and at features/defined_twice/conftest.py:7.
            Remove one of them, or word them differently.
        """,
    ),
}

DEFINED_TWICE = """
    @given("something")
    def one(): pass
    @given("something")
    def other(): pass
"""


def test_each_loss_is_an_error_that_names_its_place(project: Project) -> None:
    project.steps(STEPS)
    project.steps(DEFINED_TWICE, "features/defined_twice/conftest.py")
    for name, (text, _) in SILENT_LOSSES.items():
        project.feature(text, name)

    result = project.run("features")

    assert _errors(result) == {
        f"features/{name}.feature": dedent(told).strip() for name, (_, told) in SILENT_LOSSES.items()
    }
    result.assert_outcomes(errors=len(SILENT_LOSSES))
    assert result.ret == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_an_error_that_names_the_line(project: Project, encoding: str) -> None:
    project.steps(STEPS)
    path = project.feature("")
    path.write_bytes("Feature: F\n\n  Scenario: Äpfel\n    Given a shop\n".encode(encoding))
    line = {"latin-1": 3, "utf-16": 1}[encoding]

    assert _errors(project.run("features")) == {
        "features/shop.feature": f"features/shop.feature:{line}: This line is not UTF-8 text.\n    Save the file as UTF-8."
    }


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_runs(project: Project) -> None:
    project.steps("""
        @given("a note")
        def note(docstring, datatable=None):
            assert docstring == "one\\ntwo"

        @given("a list")
        def shopping_list(datatable):
            assert datatable == [["a", "b"]]
    """)
    lines = ["Feature: Ä", "  Scenario: Ö", "    Given a note", '      """', "      one", "      two", '      """']
    path = project.feature("")
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, "    And a list", "      | a | b |", ""]).encode())

    project.run("features").assert_outcomes(passed=1)


def test_unusual_features_run(project: Project) -> None:
    project.steps("""
        @given("a shop")
        def a_shop(): pass

        @step("it is open")
        def is_open(): pass

        @given(parsers.parse("{number:d} apples"), target_fixture="number")
        def apples(number): return number

        @then(parsers.parse("there are {number:d} apples"))
        def there_are(number, request):
            assert number == 2
    """)
    project.feature(
        r"""
        Feature: A star or an 'And' first, and headers that are no regular expressions
          Background:
            Given a shop
          Scenario: And first after a background
            And a shop
            But it is open
          Scenario: Stars
            * a shop
            * it is open
          Scenario Outline: R<a.b> (\1) +
            Given <a.b> apples
            And <x+(> apples
            Then there are <\1> apples
            Examples:
              | a.b | x+( | \\1 |
              | 1   | 2   | 2   |
              | 1   | 2   | 2   |
        """,
        "odd",
    )
    project.feature(
        """
        # language: de
        Funktionalität: Äpfel
          Grundlage:
            Angenommen a shop
          Szenario: Äpfel 🍏
            Und a shop
            Dann it is open
          Szenariogrundriss: Zeile
            Angenommen <n> apples
            Beispiele:
              | n |
              | 3 |
        """,
        "deutsch",
    )

    result = project.run("features", "-v")

    result.assert_outcomes(passed=6)
    names = re.findall(r"^features/(.*?) PASSED", result.stdout.str(), re.MULTILINE)
    assert names == [
        "deutsch.feature::Äpfel 🍏",
        "deutsch.feature::Zeile",
        "odd.feature::And first after a background",
        "odd.feature::Stars",
        r"odd.feature::R1 (\1) +[1-2-2]",
        r"odd.feature::R1 (\1) +[1-2-2 (2)]",
    ]


UNDEFINED_LIST = """
==== 3 undefined steps ====
features/a.feature:3: Given a shopp
    known: Given a shop
features/a.feature:4: Then "x" is bought for 3 crowns
features/b.feature:3: * a list
    known: Given a price list
To define them, put this into a module that `bdd_steps` names, or into a conftest.py:
from pytest_bdd import given, parsers, then, when
@given('a shopp')
def a_shopp() -> None:
    raise NotImplementedError
@then(parsers.parse('"{text}" is bought for {number:d} crowns'))
def is_bought_for_crowns(text: str, number: int) -> None:
    raise NotImplementedError
@given('a list')
def a_list(datatable: list[list[str]]) -> None:
    raise NotImplementedError
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_all_undefined_steps_of_a_run_stand_in_one_list(project: Project, workers: tuple[str, ...]) -> None:
    project.steps(STEPS)
    project.feature(
        """
        Feature: A
          Scenario: One
            Given a shopp
            Then "x" is bought for 3 crowns
        """,
        "a",
    )
    project.feature(
        """
        Feature: B
          Scenario: Two
            * a list
              | a |
        """,
        "b",
    )

    result = project.run_apart("features", *workers) if workers else project.run("features")

    listed = "\n".join(line for line in _shortened(result.outlines) if line)
    assert UNDEFINED_LIST.strip() in listed
    assert listed.count("undefined steps") == 1
    assert result.ret != pytest.ExitCode.OK


def test_known_sentences_are_shown_in_the_words_of_the_feature(project: Project) -> None:
    project.steps("""
        @when(parsers.parse("jemand {name} sucht"))
        def search(name): pass

        @then("jemand wird gefunden")
        def found(): pass

        @step("jemand wartet")
        def wait(): pass
    """)
    project.feature("""
        # language: de
        Funktionalität: Suche
          Szenario: Vertippt
            Wenn jemand Alice suhct
            Und jemand Bob suhct
            * jemand warttet
            Dann jemand wird gefunnden
    """)

    result = project.run("features")

    assert [line.strip() for line in result.outlines if "known:" in line] == [
        "known: Wenn jemand {name} sucht",
        "known: Wenn jemand {name} sucht",
        "known: * jemand wartet",
        "known: Dann jemand wird gefunden",
    ]


def _errors(result: pytest.RunResult) -> dict[str, str]:
    """Take the collection errors out of a report, by file."""
    told, sep, _ = result.stdout.str().partition("= ERRORS =")[2].partition("\n=")
    assert sep
    parts = re.split(r"^_+ ERROR collecting (\S+) _+$", told, flags=re.MULTILINE)[1:]
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _shortened(lines: list[str]) -> list[str]:
    return [re.sub(r"=+( .* )=+", r"====\1====", line) for line in lines]


def test_a_file_whose_ending_is_in_capitals_is_not_passed_over(project: Project) -> None:
    project.write("features/shop.FEATURE", "Feature: F\n  Scenario: S\n    Given a shop\n")

    result = project.run("features")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['*shop.FEATURE:1: The ending ".FEATURE" is no*', "*Rename it: shop.feature*"])
