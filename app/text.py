"""What may be a username, a job or a password, whatever bytes arrive."""

import unicodedata
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

LONGEST_USERNAME: Final = 50
LONGEST_JOB: Final = 100
# What the checks below let through, as near as OpenAPI can say it.
JOB_PATTERN: Final = r"^(?=.*\S)[^\x00-\x1f\x7f-\x9f\ufffd]*$"
USERNAME_PATTERN: Final = r"^(?!\.\.?$)(?=.*\S)[^\x00-\x1f\x7f-\x9f\ufffd/]*$"


def normalize(value: Any) -> Any:
    """Bring text to NFC, so that one name has one spelling; leave anything else to be refused."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _check_readable(value: str) -> str:
    categories = {unicodedata.category(character) for character in value}
    if "Cc" in categories:
        raise PydanticCustomError("control_character", "Text should have no control characters")
    if "\N{REPLACEMENT CHARACTER}" in value:  # what bytes that are not UTF-8 become on their way here
        raise PydanticCustomError("not_unicode", "Text should be valid UTF-8")
    if categories <= {"Cf", "Zl", "Zp", "Zs"}:
        raise PydanticCustomError("blank", "Text should not be blank")
    return value


def _check_url_carries(value: str) -> str:
    if "/" in value or value in {".", ".."}:
        raise PydanticCustomError("not_a_path_segment", "A username should have no slash, and not be '.' or '..'")
    return value


Username = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_USERNAME),
    Field(json_schema_extra={"pattern": USERNAME_PATTERN}),
    BeforeValidator(normalize),
    AfterValidator(_check_readable),
    AfterValidator(_check_url_carries),
]
Job = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_JOB),
    Field(json_schema_extra={"pattern": JOB_PATTERN}),
    BeforeValidator(normalize),
    AfterValidator(_check_readable),
]
Password = Annotated[
    str,
    StringConstraints(min_length=8, max_length=128),
    BeforeValidator(normalize),
]

_username: TypeAdapter[str] = TypeAdapter(Username)


def possible_username(text: str) -> str | None:
    """Return the username that the text spells, or None when nobody can have it."""
    try:
        return _username.validate_python(text)
    except ValidationError:
        return None
