import datetime as dt
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer

SECRET_KEY = "a-secret-of-the-library-that-is-long-enough"
ALGORITHM = "HS256"
LIFETIME = dt.timedelta(minutes=30)
MEMBERS = {"mia": "reading-is-fun", "lou": "librarians-know"}
LIBRARIANS = {"lou"}

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")


def create_token(username: str) -> str:
    expires = dt.datetime.now(dt.UTC) + LIFETIME
    return jwt.encode({"sub": username, "exp": expires}, SECRET_KEY, algorithm=ALGORITHM)


def current_member(token: Annotated[str, Depends(oauth2_scheme)]) -> str:
    try:
        return str(jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM])["sub"])
    except (jwt.PyJWTError, KeyError):
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"}
        ) from None


Member = Annotated[str, Depends(current_member)]


def librarian(member: Member) -> str:
    if member not in LIBRARIANS:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Only librarians may do this")
    return member
