"""Compare JSON with an expectation that may say `any uuid` or `greater than 18` instead of a value."""

from steps.api.matching.comparison import Mismatch, compare, describe, require
from steps.api.matching.cursor import NotationError
from steps.api.matching.markers import ABSENT, Expectation, expect_in_any_order
from steps.api.matching.notation import read_cell, read_expectation

__all__ = [
    "ABSENT",
    "Expectation",
    "Mismatch",
    "NotationError",
    "compare",
    "describe",
    "expect_in_any_order",
    "read_cell",
    "read_expectation",
    "require",
]
