"""The service: `uvicorn app.main:app`."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final, Literal

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import select

from app import access, users
from app.availability import is_unavailable
from app.database import DEADLINE, Session, engine, get_async_session, tables
from app.errors import FAILURES, install_error_answers
from app.limits import BodyLimit
from app.models import User

logger: Final = logging.getLogger(__name__)


class Health(BaseModel):
    """The database answers."""

    status: Literal["ok"] = "ok"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Create the tables, and let go of the database at the end."""
    # Whoever gives the service another database gives it the tables as well.
    if get_async_session not in app.dependency_overrides:
        await prepare_database()
    yield
    await engine.dispose()


async def prepare_database() -> None:
    """Create the tables, or leave it to the first request that finds the database up."""
    try:
        async with asyncio.timeout(DEADLINE):
            await tables.create()
    except Exception as error:
        if not is_unavailable(error):
            raise
        logger.warning("The database is unavailable, and its tables will be created when it answers: %r", error)


app = FastAPI(title="User directory", version="1.0.0", lifespan=lifespan, redirect_slashes=False, responses=FAILURES)
app.add_middleware(BodyLimit)
install_error_answers(app)
app.include_router(users.router)
app.include_router(access.router)


@app.get("/health", tags=["health"])
async def check_health(session: Session) -> Health:
    """Say ok when the database lets the users be read."""
    await session.execute(select(User.id).limit(1))
    return Health()
