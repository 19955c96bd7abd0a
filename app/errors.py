"""What the service answers when it cannot do what was asked."""

import logging
from typing import Any, Final

from fastapi import FastAPI, HTTPException, Request, status
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.availability import is_unavailable

logger: Final = logging.getLogger(__name__)


class Problem(BaseModel):
    """Why the request was refused, in one phrase."""

    detail: str


class InvalidInput(BaseModel):
    """One thing that is wrong with the input: what, where, and in words; never the input itself."""

    type: str
    loc: list[str | int]
    msg: str


class InvalidInputProblem(BaseModel):
    """Everything that is wrong with the input."""

    detail: list[InvalidInput]


def refusal(description: str, **more: Any) -> dict[str, Any]:
    """Describe a refusal to OpenAPI."""
    return {"model": Problem, "description": description, **more}


INVALID_INPUT: Final[dict[int | str, dict[str, Any]]] = {
    422: {"model": InvalidInputProblem, "description": "Invalid input"}
}
TOO_LARGE: Final[dict[int | str, dict[str, Any]]] = {413: refusal("Request body too large: at most 1 MiB")}
FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    500: refusal("Internal server error"),
    503: refusal("Service unavailable: the database is down, locked or full"),
}


class UserAlreadyExistsError(HTTPException):
    """The username belongs to someone."""

    def __init__(self) -> None:
        super().__init__(status.HTTP_400_BAD_REQUEST, "User already exists")


def install_error_answers(app: FastAPI) -> None:
    """Make the app answer every error in the service's own words."""
    app.add_exception_handler(RequestValidationError, answer_invalid_input)
    app.add_exception_handler(StarletteHTTPException, answer_refusal)
    for error in (DBAPIError, PoolTimeoutError, OSError):
        app.add_exception_handler(error, answer_database_error)
    app.add_exception_handler(Exception, answer_failure)


async def answer_invalid_input(_request: Request, error: Exception) -> Response:
    """Answer 422 without echoing what was sent."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - Starlette hands over what it was registered for
    return _invalid_input([{key: item[key] for key in ("type", "loc", "msg")} for item in error.errors()])


async def answer_refusal(request: Request, error: Exception) -> Response:
    """Answer as the refusal says; a body that cannot be parsed is invalid input."""
    assert isinstance(error, StarletteHTTPException)  # noqa: S101
    if error.status_code == status.HTTP_400_BAD_REQUEST and not isinstance(error, UserAlreadyExistsError):
        return _invalid_input([{"type": "body_invalid", "loc": ["body"], "msg": "The body could not be parsed"}])
    return await http_exception_handler(request, error)


async def answer_database_error(request: Request, error: Exception) -> Response:
    """Answer 503 when the database cannot answer now; any other error is a failure of ours."""
    if not is_unavailable(error):
        raise error
    logger.warning("%s %r: the database is unavailable: %r", request.method, request.url.path, error)
    return JSONResponse({"detail": "Service unavailable"}, status.HTTP_503_SERVICE_UNAVAILABLE)


async def answer_failure(request: Request, error: Exception) -> Response:
    """Answer 500; Starlette raises the error again, and the server logs it with its traceback and this note."""
    error.add_note(f"This error ended {request.method} {request.url.path!r}.")
    return JSONResponse({"detail": "Internal server error"}, status.HTTP_500_INTERNAL_SERVER_ERROR)


def _invalid_input(detail: list[dict[str, Any]]) -> Response:
    return JSONResponse({"detail": detail}, status.HTTP_422_UNPROCESSABLE_CONTENT)
