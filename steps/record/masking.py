"""Secrets are masked before anything is shown or recorded."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MASK = "***"
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"})
SECRET_NAMES = re.compile(r"password|passwd|secret|token|api[_-]?key|authorization", re.IGNORECASE)
TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]*\.[\w-]*")
PLAIN_VALUES = frozenset({"token_type"})


def masked_header(name: str, value: str) -> str:
    """Mask a header's value where its name says that it is a secret; the scheme of an Authorization stays readable."""
    if name.lower() not in SECRET_HEADERS:
        return masked_text(value)
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {MASK}" if space and name.lower().endswith("authorization") else MASK


def masked_url(url: str) -> str:
    """Mask the secret parameters of a query."""
    parts = urlsplit(url)
    if not SECRET_NAMES.search(parts.query):
        return masked_text(url)
    query = [(name, MASK if _is_secret(name) else value) for name, value in parse_qsl(parts.query, True)]
    return urlunsplit(parts._replace(query=urlencode(query, safe="*")))


def masked_body(body: str, content_type: str) -> str:
    """Mask the secret fields of a JSON or form body, and tokens anywhere in another."""
    if "json" in content_type:
        try:
            return json.dumps(_masked_value(json.loads(body)), ensure_ascii=False)
        except ValueError:
            return masked_text(body)
    if "x-www-form-urlencoded" in content_type:
        return urlencode(
            [(name, MASK if _is_secret(name) else value) for name, value in parse_qsl(body, True)], safe="*"
        )
    return masked_text(body)


def masked_text(text: str) -> str:
    """Mask whatever looks like a signed token."""
    return TOKEN.sub(MASK, text)


def _is_secret(name: str) -> bool:
    return name not in PLAIN_VALUES and SECRET_NAMES.search(name) is not None


def _masked_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: MASK if _is_secret(name) and isinstance(part, str | int) else _masked_value(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_masked_value(part) for part in value]
    return masked_text(value) if isinstance(value, str) else value
