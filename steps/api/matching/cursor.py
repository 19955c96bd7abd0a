"""A place in an expectation that is being read."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from steps.api.matching.nearest import nearest

RAW_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])")
WORDS: Final = re.compile(r"[^\s\",:\[\]{}]+( +[^\s\",:\[\]{}]+)*")


class NotationError(ValueError):
    """An expectation cannot be read; the message says where, and what may stand there."""


@dataclass(slots=True)
class Cursor:
    """Read a text from left to right, one token at a time."""

    text: str
    position: int = 0

    def take(self, token: str) -> bool:
        """Step over `token` when it stands here; a word must end where it ends."""
        self._skip_space()
        end = self.position + len(token)
        goes_on = token[-1].isalnum() and re.match(r"[\w-]", self.text[end:]) is not None
        if goes_on or not self.text.startswith(token, self.position):
            return False
        self.position = end
        return True

    def expect(self, token: str) -> None:
        """Step over `token`, or say that it is missing."""
        if not self.take(token):
            raise self.error(f"`{token}` is missing before {self.rest()}")

    def at_json(self) -> bool:
        """Tell whether a quoted text or a number starts here."""
        self._skip_space()
        return self.text.startswith('"', self.position) or NUMBER.match(self.text, self.position) is not None

    def json(self) -> Any:
        """Read the quoted text or the number that starts here."""
        try:
            value, self.position = json.JSONDecoder().raw_decode(self.text, self.position)
        except json.JSONDecodeError as broken:
            self.position = broken.pos
            raise self.error(f"this is no JSON: {broken.msg}") from broken
        return value

    def string(self) -> str:
        """Read a quoted text, as in JSON."""
        if not self.at_json() or self.text[self.position] != '"':
            raise self.error(f"a text in quotes is expected, not {self.rest()}")
        return str(self.json())

    def raw_string(self) -> str:
        r"""Read a quoted text in which a backslash is a backslash ("\d+"); only \" stands for a quote."""
        return self._token(RAW_STRING, "a pattern in quotes")[1:-1].replace('\\"', '"')

    def number(self) -> str:
        """Read a number, as it is written."""
        return self._token(NUMBER, "a number")

    def at_end(self) -> bool:
        """Tell whether all is read."""
        self._skip_space()
        return self.position == len(self.text)

    def rest(self) -> str:
        """Name what stands here, for an error."""
        if self.at_end():
            return "the end"
        words = WORDS.match(self.text, self.position)
        return f"`{words[0] if words else self.text[self.position]}`"

    def error(self, message: str) -> NotationError:
        """Make an error that names this place."""
        before = self.text[: self.position]
        line, column = before.count("\n") + 1, self.position - before.rfind("\n")
        return NotationError(f"line {line}, column {column}: {message}")

    def unknown(self, known: Iterable[str], lead: str = "") -> NotationError:
        """Make an error for words that mean nothing here, with the nearest that do."""
        words = lead + self.rest().strip("`")
        return self.error(f"`{words}` is not known{nearest(words, known)} (a text stands in quotes)")

    def _token(self, pattern: re.Pattern[str], name: str) -> str:
        self._skip_space()
        found = pattern.match(self.text, self.position)
        if found is None:
            raise self.error(f"{name} is expected, not {self.rest()}")
        self.position = found.end()
        return found[0]

    def _skip_space(self) -> None:
        self.position = len(self.text) - len(self.text[self.position :].lstrip())
