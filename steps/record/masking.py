"""Secrets are masked before anything is shown or recorded."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MASK = "***"
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"})
SECRET_NAMES = re.compile(r"password|passwd|secret|token|api[_-]?key|authorization", re.IGNORECASE)
# A named value in text that is no whole JSON: a broken body, or Python's way of showing one.
PAIR = re.compile(
    rf"""(?P<before>(["'])(?P<name>[^"'\n]*(?:{SECRET_NAMES.pattern})[^"'\n]*)\2\s*:\s*)(["'])(?:(?!\4)[^\\\n]|\\.)*\4""",
    re.IGNORECASE,
)
PART = re.compile(r'(?P<before>name="(?P<name>[^"]*)"(?:[^\n]+\n)*?[^\n]*\r\n\r\n)(?P<value>.*?)(?=\r\n--)', re.DOTALL)
TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]*\.[\w-]*")
PLAIN_VALUES = frozenset({"token_type"})


def masked_header(name: str, value: str) -> str:
    """Mask a header's value where its name says that it is a secret; the scheme of an Authorization stays readable."""
    if name.lower() == "location":
        return masked_url(value)
    if name.lower() not in SECRET_HEADERS and not SECRET_NAMES.search(name):
        return masked_text(value)
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {MASK}" if space and name.lower().endswith("authorization") else MASK


def masked_url(url: str) -> str:
    """Mask the secret parameters of a query."""
    parts = urlsplit(url)
    if not SECRET_NAMES.search(parts.query):
        return masked_text(url)
    return urlunsplit(parts._replace(query=_masked_pairs(parts.query)))


def masked_body(body: str, content_type: str) -> str:
    """Mask the secret fields of a JSON or form body, and what looks like a secret in another."""
    if "json" in content_type:
        try:
            return json.dumps(_masked_value(json.loads(body)), ensure_ascii=False)
        except ValueError:
            return masked_text(body)
    if "x-www-form-urlencoded" in content_type:
        return _masked_pairs(body)
    if "multipart/form-data" in content_type:
        return PART.sub(_masked_match, body)
    return masked_text(body)


def masked_text(text: str) -> str:
    """Mask whatever looks like a signed token, and the values of secret names in quotes."""
    masked = TOKEN.sub(MASK, text)
    return PAIR.sub(_masked_match, masked) if SECRET_NAMES.search(masked) else masked


def _masked_match(found: re.Match[str]) -> str:
    if not _is_secret(found["name"]):
        return found[0]
    quote = found[0][-1] if found.re is PAIR else ""
    return f"{found['before']}{quote}{MASK}{quote}"


def _masked_pairs(text: str) -> str:
    pairs = parse_qsl(text, keep_blank_values=True)
    return urlencode([(name, MASK if _is_secret(name) else value) for name, value in pairs], safe="*")


def _is_secret(name: str) -> bool:
    return name not in PLAIN_VALUES and SECRET_NAMES.search(name) is not None


def _masked_value(value: Any, *, secret: bool = False) -> Any:
    if isinstance(value, dict):
        return {name: _masked_value(part, secret=_is_secret(name)) for name, part in value.items()}
    if isinstance(value, list):
        return [_masked_value(part, secret=secret) for part in value]
    if secret and value is not None:
        return MASK
    return masked_text(value) if isinstance(value, str) else value
