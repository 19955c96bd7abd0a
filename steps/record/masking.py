"""Secrets are masked before anything is shown or recorded."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "***"
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"})
TELLING_NAMES = r"password|passwd|secret|token|api[_-]?key|authorization"
PART = re.compile(r'(?P<before>name="(?P<name>[^"]*)"(?:[^\n]+\n)*?[^\n]*\r\n\r\n)(?P<value>.*?)(?=\r\n--)', re.DOTALL)
JWT_BEGINS = "eyJ"
TOKEN = re.compile(rf"\b{JWT_BEGINS}[\w-]+\.[\w-]*\.[\w-]*")
PLAIN_VALUES = frozenset({"token_type"})
# Shorter ones are words of a sentence as well.
SHORTEST_VALUE = 8
REMEMBERED = 1024


class Masking:
    """Masks what a name, or its look, gives away as a secret; `names` are words of names that are secret here too."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = tuple(names)
        own = [rf"(?<![a-z0-9]){re.escape(name.lower())}(?![a-z0-9])" for name in self.names]
        pattern = "|".join([TELLING_NAMES, *own])
        self._lowered_names = re.compile(pattern)
        # A named value in text that is no whole JSON: a broken body, or Python's way of showing one.
        self._pair = re.compile(
            rf"""(?P<before>(["'])(?P<name>[^"'\n]*(?:{pattern})[^"'\n]*)\2\s*:\s*)"""
            r"""(?:(["'])(?P<text>(?:(?!\4)[^\\\n]|\\.)*)\4|(?P<number>-?\d[\d.]*))""",
            re.IGNORECASE,
        )
        # The exchanges of a run repeat their headers and the names of their fields.
        self.raw_header = lru_cache(REMEMBERED)(self._raw_header)
        self.url = lru_cache(REMEMBERED)(self._url)
        self._is_secret = lru_cache(REMEMBERED)(self._tells_a_secret)

    def header(self, name: str, value: str) -> str:
        """Mask a header's value where its name says that it is a secret; the scheme of an Authorization stays readable."""
        if name.lower() == "location":
            return self.url(value)
        if name.lower() not in SECRET_HEADERS and not self._mentions_secret(name):
            return self.text(value)
        scheme, space, rest = value.partition(" ")
        if space and name.lower().endswith("authorization"):
            return f"{scheme} {self._hide(rest)}"
        return self._hide(value)

    def _raw_header(self, name: bytes, value: bytes) -> tuple[str, str]:
        """Mask a header as it was sent."""
        shown = _decoded(name).lower()
        return shown, self.header(shown, _decoded(value))

    def _url(self, url: str) -> str:
        """Mask the secret parameters of a query."""
        if not self._may_hide(url):
            return url
        parts = urlsplit(url)
        if not self._mentions_secret(parts.query):
            return self.text(url)
        return urlunsplit(parts._replace(query=self._pairs(parts.query)))

    def body(self, body: str, content_type: str) -> str:
        """Mask the secret fields of a JSON or form body, and what looks like a secret in another."""
        if "json" in content_type:
            if "\\" not in body and not self._may_hide(body):  # an escape may spell the name of a secret
                return body
            try:
                return json.dumps(self.value(json.loads(body)), ensure_ascii=False)
            except (ValueError, RecursionError):
                return self.text(body)
        if "x-www-form-urlencoded" in content_type:
            return self._pairs(body)
        if "multipart/form-data" in content_type:
            return PART.sub(self._part, body)
        return self.text(body)

    def _mentions_secret(self, text: str) -> bool:
        """Find the name of a secret in a text; to ignore case while searching takes five times as long as to lower it first."""
        return self._lowered_names.search(text.lower()) is not None

    def _may_hide(self, text: str) -> bool:
        """Tell whether there can be a secret in a text."""
        return JWT_BEGINS in text or self._mentions_secret(text)

    def text(self, text: str, values: Iterable[str] = ()) -> str:
        """Mask whatever looks like a signed token, the values of secret names in quotes, and those given."""
        masked = TOKEN.sub(lambda found: self._hide(found[0]), text) if JWT_BEGINS in text else text
        if self._mentions_secret(masked):
            masked = self._pair.sub(self._quoted, masked)
        for value in sorted(values, key=len, reverse=True):
            masked = masked.replace(value, MASK)
        return masked

    def value(self, value: Any, *, secret: bool = False) -> Any:
        """Mask the secret parts of a structure as JSON has it."""
        if isinstance(value, dict):
            return {name: self.value(part, secret=self._is_secret(str(name))) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(part, secret=secret) for part in value]
        if secret and value is not None:
            return self._hide(str(value))
        return self.text(value) if isinstance(value, str) else value

    def _hide(self, value: str) -> str:  # noqa: ARG002  # who gathers the values wants it
        return MASK

    def _quoted(self, found: re.Match[str]) -> str:
        if not self._is_secret(found["name"]):
            return found[0]
        quote = found[4] or ""
        return f"{found['before']}{quote}{self._hide(found['text'] or found['number'] or '')}{quote}"

    def _part(self, found: re.Match[str]) -> str:
        return f"{found['before']}{self._hide(found['value'])}" if self._is_secret(found["name"]) else found[0]

    def _pairs(self, text: str) -> str:
        pairs = parse_qsl(text, keep_blank_values=True)
        masked = [(name, self._hide(value) if self._is_secret(name) else value) for name, value in pairs]
        return urlencode(masked, safe="*")

    def _tells_a_secret(self, name: str) -> bool:
        return name not in PLAIN_VALUES and self._mentions_secret(name)


def _decoded(text: bytes) -> str:
    """Decode a header as httpx does."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("iso-8859-1")


class SecretValues(Masking):
    """Gathers the values that are masked, to find them where no name stands beside them."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__(names)
        self.found: set[str] = set()

    def _hide(self, value: str) -> str:
        parts = [value, *re.split(r"[\s;,=]+", value)]
        self.found.update(part for part in parts if len(part) >= SHORTEST_VALUE)
        return super()._hide(value)


MASKING = pytest.StashKey[Masking]()
"""The masking of the run, on its config."""
