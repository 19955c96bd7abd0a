from __future__ import annotations

import re
from pathlib import Path

import pytest
from gherkin.errors import ParserError
from gherkin.parser import Parser

from steps.format import LayoutError, format_feature
from steps.format.safety import require_same_meaning

TESTS = Path(__file__).parents[1]


def parses(path: Path) -> bool:
    try:
        Parser().parse(path.read_text("utf-8-sig"))
    except (ParserError, UnicodeDecodeError):
        return False
    return True


FEATURES = sorted(filter(parses, TESTS.glob("features_*/*.feature")))

UNTIDY = """\


#language:de
  @b   @a@c  #  why
Funktionalität:   Nutzer
     Ein Text mit **Markdown**:\x20\x20
       * eins
         * zwei


     Ende

Grundlage:
Angenommen A
@x
# zu @x
Regel: eine

  Noch ein Text.
Szenariogrundriss: b <n>
      # über dem Schritt
      Wenn <n>
      |a|11|-1.5|
      |日本|2|x|
      # in der Tabelle
      |👩‍👩‍👧| x \\| y\\n||


      Dann steht da
    ```json
    {
      "a": \"\"\"

  x
    }
    ```
# nach dem Schritt

Beispiele:
  Warum.
|n|
|1|
# | 3 |

# am Ende
"""
TIDY = """\
# language: de
@b @a @c #  why
Funktionalität: Nutzer
  Ein Text mit **Markdown**:\x20\x20
    * eins
      * zwei


  Ende

  Grundlage:
    Angenommen A

  @x
  # zu @x
  Regel: eine
    Noch ein Text.

    Szenariogrundriss: b <n>
      # über dem Schritt
      Wenn <n>
        | a    |       11 | -1.5 |
        | 日本 |        2 | x    |
        # in der Tabelle
        | 👩‍👩‍👧   | x \\| y\\n |      |
      Dann steht da
        ```json
        {
          "a": \"\"\"

        x
        }
        ```
      # nach dem Schritt

      Beispiele:
        Warum.

        | n |
        | 1 |
        # | 3 |

    # am Ende
"""


def test_one_layout() -> None:
    assert format_feature(UNTIDY) == TIDY


def test_the_layout_is_left_alone() -> None:
    assert format_feature(TIDY) == TIDY


def test_line_ends_are_kept_and_a_byte_order_mark_is_not() -> None:
    windows = "\ufeff" + UNTIDY.replace("\n", "\r\n")
    assert format_feature(windows) == TIDY.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("\n\n", ""),
        ("  # a comment alone", "# a comment alone\n"),
        ("Feature:", "Feature:\n"),
        ("Feature: a\nScenario: b\nGiven \n", "Feature: a\n\n  Scenario: b\n    Given \n"),
        ("Feature: a\n# b\n\nRule: c\n", "Feature: a\n  # b\n\n  Rule: c\n"),
        (
            "Feature: a\nScenario: b\nGiven c\n|±|\n|de|\n",
            "Feature: a\n\n  Scenario: b\n    Given c\n      | ±  |\n      | de |\n",
        ),
        ("Feature: a\nExample: b\n*   c", "Feature: a\n\n  Example: b\n    * c\n"),
        (
            "Feature: a\nScenario: b\nGiven c\n|d|e # lost\n",
            "Feature: a\n\n  Scenario: b\n    Given c\n      | d | e # lost\n",
        ),
        (
            'Feature: a\nScenario: b\nGiven c\n"""   x y\n"""tail\n',
            'Feature: a\n\n  Scenario: b\n    Given c\n      """x y\n      """tail\n',
        ),
        (
            "# language: zh-CN\n功能: 一\n场景: 二\n假如三\n当 四",
            "# language: zh-CN\n功能: 一\n\n  场景: 二\n    假如三\n    当 四\n",
        ),
    ],
)
def test_little_and_odd_features(source: str, expected: str) -> None:
    assert format_feature(source) == expected
    assert format_feature(expected) == expected


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_only_whitespace_moves(path: Path) -> None:
    source = path.read_bytes().decode("utf-8")
    formatted = format_feature(source)
    assert re.sub(r"\s", "", formatted) == re.sub(r"\s", "", source.removeprefix("\ufeff"))
    assert format_feature(formatted) == formatted


@pytest.mark.parametrize(
    "changed",
    [
        "Feature: a\n\n  Scenario: b\n    Given d\n",
        "Feature: a\n\n  Scenario: b\n    # Given c\n",
        "Feature: a\n  Scenario: b\n    Given c\n      | 1 | 2 |\n",
    ],
)
def test_a_change_of_meaning_is_refused(changed: str) -> None:
    with pytest.raises(LayoutError):
        require_same_meaning("Feature: a\n\n  Scenario: b\n    Given c\n", changed)


def test_lost_text_that_no_tree_holds_is_refused() -> None:
    source = "@a #why\nFeature: a\n"
    with pytest.raises(LayoutError, match="lose text"):
        require_same_meaning(source, source.replace("#why", ""))
