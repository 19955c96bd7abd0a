"""Log in, and enter where a token is asked for."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, HTTPException, Response, status
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pydantic import BaseModel
from starlette.requests import HTTPConnection

from app.auth import ExpiredTokenError, InvalidTokenError, create_access_token, read_access_token
from app.database import Session
from app.errors import INVALID_INPUT, TOO_LARGE, refusal
from app.passwords import Hashing
from app.text import normalize
from app.users import find_user

router: Final = APIRouter(tags=["access"])
CHALLENGE: Final = {"headers": {"WWW-Authenticate": {"schema": {"type": "string"}, "description": "RFC 6750"}}}


class AccessToken(BaseModel):
    """A token to be sent as `Authorization: Bearer <access_token>`."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105


class AccessGranted(BaseModel):
    """The claims of the token that was shown."""

    message: Literal["Access granted"] = "Access granted"
    payload: dict[str, Any]


class InvalidCredentialsError(HTTPException):
    """A token was shown, and it is not good (RFC 6750 section 3.1)."""

    def __init__(self, detail: str) -> None:
        challenge = f'Bearer error="invalid_token", error_description="{detail}"'
        super().__init__(status.HTTP_401_UNAUTHORIZED, detail, {"WWW-Authenticate": challenge})


class BearerToken(OAuth2PasswordBearer):
    """The one bearer token of a request."""

    async def __call__(self, request: HTTPConnection) -> str | None:
        """Return the token; refuse two Authorization headers, as nobody can say which of them counts."""
        if len(request.headers.getlist("Authorization")) > 1:
            raise InvalidCredentialsError("Invalid token")
        return await super().__call__(request)


bearer: Final = BearerToken(tokenUrl="token")


async def read_claims(token: Annotated[str, Depends(bearer)]) -> dict[str, Any]:
    """Return the claims of the request's token, or refuse the request."""
    try:
        return read_access_token(token)
    except ExpiredTokenError as error:
        raise InvalidCredentialsError("Token expired") from error
    except InvalidTokenError as error:
        raise InvalidCredentialsError("Invalid token") from error


@router.post(
    "/token", responses={401: refusal("Incorrect username or password", **CHALLENGE), **TOO_LARGE, **INVALID_INPUT}
)
async def log_in(
    form: Annotated[OAuth2PasswordRequestForm, Depends()], session: Session, passwords: Hashing, response: Response
) -> AccessToken:
    """Exchange a username and password for a token."""
    user = await find_user(session, form.username)
    right = await passwords.verify(normalize(form.password), user.password_hash if user else None)
    if user is None or not right:
        challenge = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Incorrect username or password", challenge)
    response.headers["Cache-Control"] = "no-store"  # RFC 6749 section 5.1
    return AccessToken(access_token=create_access_token({"sub": user.username}))


@router.get(
    "/secure",
    response_model=AccessGranted,
    responses={401: refusal("Not authenticated, Token expired, or Invalid token", **CHALLENGE)},
)
async def enter(claims: Annotated[dict[str, Any], Depends(read_claims)]) -> Response:
    """Show the claims of the token that was shown."""
    try:
        return JSONResponse({"message": "Access granted", "payload": claims})
    except (ValueError, RecursionError) as error:  # NaN, Infinity, lone surrogates, a thousand levels: no JSON for us
        raise InvalidCredentialsError("Invalid token") from error
