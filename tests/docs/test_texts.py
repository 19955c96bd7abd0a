"""What people and services wrote, on its way into the page: short ways give what the long ones do."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from markdown_it import MarkdownIt

from steps.docs.exchanges import pretty, readable
from steps.docs.prose import isolate, render_markdown

TURNING = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}


@pytest.mark.parametrize(
    "text",
    [
        "Everyone is known by one username, so that a look-up never finds two people.",
        "One line\nand another.\n\nA paragraph; (why not?) it's 5 % of 1/2: yes!",
        "Not a list\n- but this is",
        "A title\n===",
        "A title\n---",
        "A line \nwith blanks  \nat its end",
        "Words\n1. counted",
        "Far\n\n\napart",
        "Words\n\n    indented",
        "A *star*, a `tick`, a <tag>, &amp; a | b _c_ d",
        "Ends with a line\n",
        'Say `a "b" <c> & d\\`, or "this", and `x`: {name} > 5 | @tag #1 = 2 + 3!',
        "A ``double`` tick",
        "A ` spaced ` tick, an ` open one",
        "A | b\n--- | ---\nc | d",
        "Over `two\nlines`",
        "An &amp; in `a&amp;b`",
    ],
)
def test_plain_sentences_read_as_markdown_has_them(text: str) -> None:
    told = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image").render(text)
    told = told.replace("<h1>", "<h4>").replace("</h1>", "</h4>").replace("h2>", "h5>")
    assert render_markdown(text, 3).replace("&quot;", '"') == told.replace("&quot;", '"')


def test_every_letter_that_turns_a_text_is_isolated() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    turning = [letter for letter in letters if unicodedata.bidirectional(letter) in TURNING]
    assert len(turning) > 2000
    assert [letter for letter in turning if not isolate(letter).startswith("<bdi>")] == []
    assert isolate("Zoë, 王小明, 🚀") == "Zoë, 王小明, 🚀"


@pytest.mark.parametrize(
    "body",
    [
        '{"a": 1e400, "b": 123456789012345678901234567890, "c": 1.10, "d": "\\ud83d\\ude00é", "e": NaN}',
        '{"lone": "\\ud800"}',
        '{"empty": {}, "list": []}',
        '"<é\\u2028\\u007f\\u0000"',
        "[-0.0, true, null]",
    ],
)
def test_json_is_indented_as_python_does(body: str) -> None:
    assert pretty(body) == json.dumps(json.loads(body), indent=2, ensure_ascii=False)


@pytest.mark.parametrize("body", ["", "plain", "[1,", "a: b", "[" * 100_000])
def test_what_is_no_json_stays_as_it_is(body: str) -> None:
    assert pretty(body) == body


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("/users/%C3%A9va?q=%E7%8E%8B", "/users/éva?q=王"),
        ("/a%2Fb%20c%3Cd", "/a%2Fb%20c%3Cd"),
        ("/%FF%C3", "/%FF%C3"),
    ],
)
def test_letters_of_an_address_are_shown_as_letters(sent: str, shown: str) -> None:
    assert readable(sent) == shown
