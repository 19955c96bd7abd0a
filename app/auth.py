"""Access tokens: JSON Web Tokens (RFC 7519) that this service signs and verifies."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import jwt

from app.settings import settings

SECRET_KEY: Final = settings.secret_key
ALGORITHM: Final = "HS256"
LIFETIME: Final = timedelta(minutes=15)


class InvalidTokenError(Exception):
    """The token is not one that this service would have made."""


class ExpiredTokenError(Exception):
    """The token was good, and is no longer."""


def create_access_token(data: Mapping[str, Any], expires_delta: timedelta | None = None) -> str:
    """Sign the claims; the token expires after 15 minutes unless told otherwise."""
    lifetime = LIFETIME if expires_delta is None else expires_delta
    return jwt.encode({**data, "exp": datetime.now(UTC) + lifetime}, SECRET_KEY, algorithm=ALGORITHM)


def read_access_token(token: str) -> dict[str, Any]:
    """Return the claims of a token.

    Raises `InvalidTokenError`, or `ExpiredTokenError` when nothing but its age is wrong.
    """
    try:
        # Its own check of `exp` takes text and booleans, and would come before those of the other claims.
        options: jwt.types.Options = {"require": ["exp", "sub"], "verify_exp": False, "verify_aud": False}
        claims = jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM], options=options)
    except jwt.PyJWTError as error:
        raise InvalidTokenError from error
    if not claims["sub"]:
        raise InvalidTokenError
    if _expiry(claims["exp"]) <= datetime.now(UTC):
        raise ExpiredTokenError
    return claims


def _expiry(seconds: Any) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise InvalidTokenError
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as error:  # NaN, Infinity, no year of ours
        raise InvalidTokenError from error
