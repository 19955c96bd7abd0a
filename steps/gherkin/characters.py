"""Name characters that nobody sees."""

from __future__ import annotations

import unicodedata


def character_name(character: str) -> str:
    """Name a character in words: a tab, a no-break space."""
    name = {"\t": "tab"}.get(character) or unicodedata.name(character, f"character U+{ord(character):04X}").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
