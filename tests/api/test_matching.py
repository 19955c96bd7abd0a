"""What expectations accept, and what a failed comparison says."""

import pytest

from steps.api.matching import NotationError, compare, describe, read_cell, read_expectation

UUID = "0b9d34dc-1f3a-4f0f-9a53-1f4e0f6f3c11"


def problems(actual: object, expectation: str, *, partial: bool = False) -> list[str]:
    return [str(one) for one in compare(actual, read_expectation(expectation), partial=partial)]


@pytest.mark.parametrize(
    ("expectation", "accepted", "refused"),
    [
        ("any string", ["", "x"], [1, None, []]),
        ("any number", [1, -2.5], ["1", True, None]),
        ("any integer", [1, 2.0], [1.5, "1", False]),
        ("any boolean", [True, False], [0, "true", None]),
        ("any uuid", [UUID, UUID.upper()], [UUID[:-1], f"{UUID}0", 5]),
        ("any date", ["2026-02-28"], ["2026-02-30", "20260228", "2026-02-28T00:00:00", 20260228]),
        ("any date-time", ["2026-02-28T09:30:00Z", "2026-02-28T09:30:00.5+02:00"], ["2026-02-28", "T", 1]),
        ("any time", ["09:30", "09:30:15"], ["25:00", "0930", 9]),
        ("any e-mail", ["a@example.com"], ["a@example", "a b@example.com", "@example.com", None]),
        ("any url", ["https://example.com/a?b=c"], ["example.com", "https://", "ftp://example.com", 1]),
        ("any list", [[], [1]], [{}, "[]"]),
        ("any object", [{}, {"a": 1}], [[], None]),
        ("present", [None, 1], []),
        ("null", [None], [0, "", False]),
        ("true", [True], [1, "true", False]),
        ("1", [1, 1.0], [True, "1", 2]),
        ("empty", ["", [], {}], [0, None, " "]),
        ("not null", [0, ""], [None]),
        ('"a" or 1 or null', ["a", 1, None], ["b", True]),
        ('one of ["a", 1]', ["a", 1], ["b", None]),
        ("greater than 5", [5.1], [5, "6", True]),
        ("less than 5", [4], [5, None]),
        ("at least 5", [5], [4.9]),
        ("at most -5", [-5], [-4]),
        ("between 1 and 2", [1, 2], [0.9, 2.1, "1"]),
        ("about 3.5", [3.45, 3.5, 3.55], [3.44, 3.56, "3.5"]),
        ("about 100 within 5", [95, 105], [94.9, 106]),
        (r'matching "^\d+\"$"', ['12"'], ["12", 12]),
        ('starting with "a"', ["abc"], ["ba", 1]),
        ('ending with "c"', ["abc"], ["ca"]),
        ('containing "b"', ["abc", ["b"]], ["ac", ["a"], 1]),
        ('containing {"a": 1}', [[{"a": 1, "b": 2}]], [[{"a": 2}], []]),
        ('after "2026-01-01"', ["2026-01-01T00:00:01Z", "2026-01-02"], ["2026-01-01", "x", 1]),
        ('before "2026-01-01T12:00:00+02:00"', ["2026-01-01T09:59:59Z"], ["2026-01-01T10:00:00Z"]),
        ("each any string", [[], ["a"]], [["a", 1], "a"]),
        ('in any order [any number, 1, "a"]', [["a", 1, 2]], [["a", 1], ["a", 2, 3], ["a", 1, 2, 3]]),
    ],
)
def test_an_expectation_accepts_and_refuses(expectation: str, accepted: list[object], refused: list[object]) -> None:
    assert [value for value in accepted if problems(value, expectation)] == []
    assert [value for value in refused if not problems(value, expectation)] == []


def test_all_differences_are_told_at_once() -> None:
    body = {"id": "x", "age": 3, "usrname": "bob", "tags": ["a", 1], "address": {"city": "Oslo"}, "first name": 1}
    expected = read_expectation("""
        {
          "id": any uuid,
          "age": at least 18,
          "username": "bob",
          "tags": each any string,
          "address": {"city": "Bergen", "zip": any string or absent},
          "role": "admin" or null
        }
    """)
    assert describe(compare(body, expected), "The body").splitlines() == [
        "The body is not as expected in 8 places:",
        '  $.id: expected any uuid, got "x"',
        "  $.age: expected at least 18, got 3",
        '  $.username: expected "bob", but this field is absent; did you mean "usrname"?',
        "  $.tags[1]: expected any string, got 1",
        '  $.address.city: expected "Bergen", got "Oslo"',
        '  $.role: expected "admin" or null, but this field is absent',
        '  $.usrname: this field is not expected, got "bob"',
        "  $['first name']: this field is not expected, got 1",
    ]


def test_a_partial_comparison_ignores_other_fields_at_any_depth() -> None:
    body = {"a": 1, "b": {"c": 2, "d": 3}, "e": [{"f": 4, "g": 5}]}
    assert problems(body, '{"b": {"c": 2}, "e": [{"f": 4}]}', partial=True) == []
    assert problems(body, '{"b": {"c": 9}}', partial=True) == ["$.b.c: expected 9, got 2"]


def test_absent_means_that_the_field_is_not_there() -> None:
    assert problems({}, '{"password": absent}') == []
    assert problems({"password": None}, '{"password": absent}') == ["$.password: expected absent, got null"]
    assert problems({}, '{"password": not null}') == ["$.password: expected not null, but this field is absent"]
    assert problems({}, '{"nick": present}') == ["$.nick: expected present, but this field is absent"]


def test_lists_of_another_length_are_compared_as_far_as_they_go() -> None:
    assert problems([1, 5], "[1, 2, 3]") == ["$: expected 3 items, got 2: [1, 5]", "$[1]: expected 2, got 5"]
    assert problems([1, 2], "[1]") == ["$: expected 1 item, got 2: [1, 2]"]


def test_lists_in_any_order_name_the_items_without_a_partner() -> None:
    assert problems([3, 1], "in any order [1, 2]") == [
        "$[0]: this item is not expected, got 3",
        "$: expected an item 2, but no other item is like it in [3, 1]",
    ]


def test_a_long_value_is_cut() -> None:
    assert problems("x" * 500, "null") == [f'$: expected null, got "{"x" * 159}... (502 characters)']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{"a": any uid}',
            'line 1, column 11: `any uid` is not known; did you mean "any uuid"? (a text',
        ),
        ('{\n  "a": Alice\n}', "line 2, column 8: `Alice` is not known (a text stands in quotes)"),
        (
            '{"a": grater than 3}',
            'line 1, column 7: `grater than 3` is not known; did you mean "greater than"? (a text',
        ),
        ('{"a" 1}', "line 1, column 6: `:` is missing before `1`"),
        ('{"a": 1, "a": 2}', 'line 1, column 13: the field "a" stands twice'),
        ('{"a": "x}', "line 1, column 7: this is no JSON: Unterminated string"),
        ("{a: 1}", "line 1, column 2: a text in quotes is expected, not `a`"),
        ("[1, 2", "line 1, column 6: `,` is missing before the end"),
        ("[1] 2", "line 1, column 5: `2` is one too many"),
        ("greater than ten", "line 1, column 14: a number is expected, not `ten`"),
        ("one of 3", 'line 1, column 9: "one of" needs a list in brackets: one of ["a", "b"]'),
        ('matching "("', 'line 1, column 13: "(" is no regular expression: missing ), unterminated subpattern'),
        ("matching x", "line 1, column 10: a pattern in quotes is expected, not `x`"),
        ('after "soon"', 'line 1, column 13: "soon" is no date or date-time (2026-02-28T09:30:00Z)'),
        ("", "line 1, column 1: an expectation is missing"),
    ],
)
def test_an_unreadable_expectation_says_where_and_what_may_stand_there(text: str, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_expectation(text)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Alice", "Alice"),
        ("2026-02-28", "2026-02-28"),
        ("12 Main Street", "12 Main Street"),
        ("007", "007"),
        ("true love", "true love"),
        ('"absent"', "absent"),
        ("12", 12),
        ("-1.5e3", -1500.0),
        ("true", True),
        ("null", None),
        ('""', ""),
        ("[1, null]", [1, None]),
        ('{"a": "b"}', {"a": "b"}),
    ],
)
def test_a_cell_holds_a_value_or_plain_text(cell: str, value: object) -> None:
    assert read_cell(cell) == value


@pytest.mark.parametrize("cell", ["any questions", "about us", '"x', "[1", "not here", "  "])
def test_a_cell_that_begins_like_an_expectation_is_not_taken_for_text(cell: str) -> None:
    with pytest.raises(NotationError):
        read_cell(cell)
