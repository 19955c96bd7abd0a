"""One canonical layout for feature files: only whitespace moves, never meaning."""

from steps.format.layout import format_feature
from steps.format.safety import LayoutError

__all__ = ["LayoutError", "format_feature"]
