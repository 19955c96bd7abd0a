"""Headers, compared with what is expected of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.api.data.fields import compare_named
from steps.api.matching import ABSENT, Expectation, Mismatch

if TYPE_CHECKING:
    from collections.abc import Mapping


def compare_header(headers: Mapping[str, str], name: str, expected: Expectation) -> list[Mismatch]:
    """Find how a header differs; one that holds a whole number may be expected as a text or as a number."""
    came = headers.get(name)
    readings = [ABSENT] if came is None else [came, int(came)] if came.isdecimal() else [came]
    return min([compare_named(name, one, expected, headers) for one in readings], key=len)
