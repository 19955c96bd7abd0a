"""The file around the body: a policy that lets in one style and one script, and nothing else."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from steps.docs.prose import attribute


def write_document(title: str, printed: str, attributes: str, body: str) -> str:
    """Write the whole file; `printed` stands on every printed page, `attributes` on the body."""
    style, script = read_asset("document.css") + _footer(printed), read_asset("document.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src {_source(style)}; script-src {_source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{attribute(title)}</title>
<style>{style}</style>
</head>
<body{attributes}>
{body}
<script>{script}</script>
</body>
</html>
"""


def read_asset(name: str) -> str:
    """Read what is the same in every document."""
    return files("steps.docs").joinpath("assets", name).read_text("utf-8")


def _source(text: str) -> str:
    """Give the source by which the policy knows an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _footer(text: str) -> str:
    """Name the document on every printed page, whatever is in the text."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text[:100])
    return f'@media print{{@page{{@bottom-left{{content:"{plain}"}}}}}}'
