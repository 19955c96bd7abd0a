"""Addresses within the document that survive edits elsewhere: they are made of names alone."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

LONGEST = 80


def slug(text: str) -> str:
    """Turn a name into what reads well in an address; what is cut off or lost leaves a digest."""
    words = re.sub(r"[^\w]+", "-", text.casefold()).strip("-")
    if words and len(words) <= LONGEST:
        return words
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[: LONGEST - 9].strip('-')}-{digest}".lstrip("-")


def path_slug(uri: str) -> str:
    """Turn a feature's path into an address, without `features/` and the suffix."""
    path = re.sub(r"\.feature(\.md)?$", "", uri.replace("\\", "/"))
    parts = [slug(part) for part in PurePosixPath(path).parts if part not in ("/", ".", "..")]
    return "/".join(parts[1:] if parts[:1] == ["features"] and len(parts) > 1 else parts)


def permalink(*names: str, occurrence: int = 0) -> str:
    """Join an address from the feature's path and the names within it."""
    path, *rest = names
    joined = ":".join([path, *(slug(name) for name in rest if name)])
    return f"{joined}:{occurrence + 1}" if occurrence else joined
