"""What a scenario remembers under a name, for later steps to use as `{name}`."""

from __future__ import annotations

import re
from typing import Any

NAME = re.compile(r"{(?P<name>[^\W\d]\w*(?: \w+)*)}")


class Memory(dict[str, Any]):
    """Values by name, for the length of one scenario.

    In the text of a later step, in its data table and in its doc string, `{name}` stands for the value. A name that
    nothing is remembered under is left as it is, since braces may mean themselves.
    """

    def fill_in(self, text: Any) -> Any:
        """Replace each `{name}` in a text by what is remembered; a text that is one `{name}` alone gives the value itself."""
        if not isinstance(text, str) or "{" not in text:
            return text
        whole = NAME.fullmatch(text)
        if whole and whole["name"] in self:
            return self[whole["name"]]
        return NAME.sub(lambda found: str(self.get(found["name"], found[0])), text)
