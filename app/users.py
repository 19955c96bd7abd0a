"""Look up a user, create a user."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, HTTPException, Query, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import Session
from app.errors import INVALID_INPUT, TOO_LARGE, UserAlreadyExistsError, refusal
from app.models import User
from app.passwords import Hashing
from app.text import Job, Password, Username, possible_username

router: Final = APIRouter(tags=["users"], responses=INVALID_INPUT)


class UserView(BaseModel):
    """What everyone may know about a user."""

    username: str
    job: str


class UserCreated(BaseModel):
    """The name under which the new user is found."""

    message: Literal["User created"] = "User created"
    username: str


class Credentials(BaseModel):
    """What lets a new user log in."""

    password: Password


async def find_user(session: AsyncSession, name: str) -> User | None:
    """Find the user of that name; a name that nobody can have is nobody's."""
    username = possible_username(name)
    return None if username is None else await session.scalar(select(User).where(User.username == username))


@router.get("/users/{username}", responses={404: refusal("User not found")})
async def look_up_user(username: str, session: Session) -> UserView:
    """Look up a user by name, in any Unicode spelling of it."""
    user = await find_user(session, username)
    if user is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "User not found")
    return UserView(username=user.username, job=user.job)


@router.post("/users", responses={400: refusal("User already exists"), **TOO_LARGE})
async def create_user(
    username: Annotated[Username, Query()],
    job: Annotated[Job, Query()],
    session: Session,
    passwords: Hashing,
    credentials: Credentials | None = None,
) -> UserCreated:
    """Create a user; with a password in the body, one who can log in."""
    password_hash = await passwords.hash(credentials.password) if credentials else None
    session.add(User(username=username, job=job, password_hash=password_hash))
    try:
        await session.commit()  # the database decides who was first
    except IntegrityError as error:
        await session.rollback()
        raise UserAlreadyExistsError from error
    return UserCreated(username=username)
