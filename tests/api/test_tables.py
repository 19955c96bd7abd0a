"""Data tables as objects, and what a broken cell is told."""

import pytest

from steps.api.data.tables import TableError, read_expectations, read_object, read_object_expectations, read_objects


def fields(*rows: tuple[str, str]) -> list[list[str]]:
    return [["field", "value"], *map(list, rows)]


def test_dotted_names_become_nested_objects_with_typed_values() -> None:
    table = fields(
        ("name", "Alice"),
        ("age", "30"),
        ("vip", "true"),
        ("nick", "null"),
        ("zip", '"0150"'),
        ("motto", '""'),
        ("note", ""),
        ("address.city", "Oslo"),
        ("tags[0]", "new"),
        ("tags[1]", "2"),
        ('["first name"]', "Al"),
        ("orders[0].lines[0].sku", "A-1"),
        ("extra", '{"a": [1]}'),
    )
    assert read_object(table) == {
        "name": "Alice",
        "age": 30,
        "vip": True,
        "nick": None,
        "zip": "0150",
        "motto": "",
        "address": {"city": "Oslo"},
        "tags": ["new", 2],
        "first name": "Al",
        "orders": [{"lines": [{"sku": "A-1"}]}],
        "extra": {"a": [1]},
    }


def test_a_table_with_a_header_of_names_is_one_object_a_row() -> None:
    table = [["name", "address.city", "age"], ["Alice", "Oslo", "30"], ["Bob", "", "null"]]
    assert read_objects(table) == [
        {"name": "Alice", "address": {"city": "Oslo"}, "age": 30},
        {"name": "Bob", "age": None},
    ]
    assert read_object_expectations(table[:2]) == [{"name": "Alice", "address": {"city": "Oslo"}, "age": 30}]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([["f", "v"]], "the table's header is | f | v |, but must be | field | value |"),
        (fields(("a", "1"), ("a", "2")), 'the field "a" stands twice in the table'),
        (fields(("a", "1"), ("a.b", "x")), 'the table, "a.b", cell `x`: this contradicts a field before it'),
        (fields(("a[0]", "1"), ("a.b", "x")), 'the table, "a.b", cell `x`: this contradicts a field before it'),
        (
            fields(("a[1]", "x")),
            'the table, "a[1]", cell `x`: items are numbered from 0 without a gap: [0] comes before [1]',
        ),
        (
            fields(("a..b", "x")),
            'the table, "a..b", cell `x`: "a..b" is no name of a field; write address.city, tags[0] or ["first name"]',
        ),
        (
            fields(("a", "[1")),
            "the table, \"a\", cell `[1`: this is no JSON: Expecting ',' delimiter at character 3",
        ),
    ],
)
def test_a_broken_cell_is_named(table: list[list[str]], message: str) -> None:
    with pytest.raises(TableError) as caught:
        read_object(table)
    assert str(caught.value) == message


def test_a_broken_cell_among_rows_is_named_with_its_row() -> None:
    with pytest.raises(TableError, match=r'^row 2 of the table, "age", cell `"x`: this is no JSON'):
        read_objects([["age"], ["1"], ['"x']])


def test_an_empty_cell_is_no_expectation() -> None:
    with pytest.raises(TableError, match=r'^the table, "a", cell ``: an empty cell expects nothing; write "", null or'):
        read_expectations(fields(("a", "")))
