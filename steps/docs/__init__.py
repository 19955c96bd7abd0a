"""Everything people read about a run, rendered from its record alone."""

from steps.docs.reading import read_record

__all__ = ["read_record"]
