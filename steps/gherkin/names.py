"""The names of scenarios in node ids."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument

ROUND = str.maketrans("[]", "()")


def item_names(document: FeatureDocument) -> Iterator[str]:
    """Name each scenario by its Gherkin name; rows that have one name in common are told apart by their values.

    What has a meaning in a node id is written otherwise: colons are set apart, brackets of a name become round.
    """
    names = Counter(pickle["name"] for pickle in document.pickles)
    for pickle in document.pickles:
        name: str = pickle["name"].replace("::", ": :").translate(ROUND)
        if names[pickle["name"]] > 1 and len(pickle["astNodeIds"]) > 1:
            row = document.nodes[pickle["astNodeIds"][1]]
            name = f"{name}[{'-'.join(cell['value'] for cell in row['cells'])}]"
        yield name


def numbered(name: str, number: int) -> str:
    """Tell scenarios of one name apart."""
    return f"{name[:-1]} ({number})]" if name.endswith("]") else f"{name} ({number})"
