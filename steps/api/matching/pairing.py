"""Pair the items of two lists one to one, so that as many as possible find a partner."""

from collections.abc import Callable


def pair(wanted: int, given: int, fits: Callable[[int, int], bool]) -> dict[int, int]:
    """Return a largest pairing, wanted index to given index; augmenting paths (Kuhn) avoid that a vague wish takes an only match."""
    taken_by: dict[int, int] = {}

    def find_partner(index: int, tried: set[int]) -> bool:
        for other in range(given):
            if other in tried or not fits(index, other):
                continue
            tried.add(other)
            if other not in taken_by or find_partner(taken_by[other], tried):
                taken_by[other] = index
                return True
        return False

    for index in range(wanted):
        find_partner(index, set())
    return {index: other for other, index in taken_by.items()}
