"""Help with mistyped names."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

NEAR: Final = 0.65
NEARLY_AS_NEAR: Final = 0.05


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "x"?` with the known names most like `name`, or nothing when none is near."""
    likeness = {one: SequenceMatcher(None, one.lower(), name.lower()).ratio() for one in known}
    best = max([NEAR + NEARLY_AS_NEAR, *likeness.values()]) - NEARLY_AS_NEAR
    near = [one for one, ratio in likeness.items() if ratio >= best]
    quoted = " or ".join(f'"{one}"' for one in near)
    return f"; did you mean {quoted}?" if quoted else ""
