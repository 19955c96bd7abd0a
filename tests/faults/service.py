"""A service with an endpoint for every fault."""

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from starlette.requests import Request
from starlette.responses import JSONResponse


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    name: Mapped[str] = mapped_column(primary_key=True)


sessions = async_sessionmaker(create_async_engine(os.environ["SERVICE_DATABASE"], pool_pre_ping=True))


async def open_session() -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(open_session)]
app = FastAPI()


@app.exception_handler(DBAPIError)
@app.exception_handler(OSError)
async def say_unavailable(_: Request, error: Exception) -> JSONResponse:
    print(f"unavailable: {error}", file=sys.stderr, flush=True)  # noqa: T201
    return JSONResponse({"detail": "Service unavailable"}, 503)


@app.get("/health")
def check_health() -> str:
    return "ok"


@app.get("/users")
async def list_users(session: Session) -> list[str]:
    return list(await session.scalars(select(User.name).order_by(User.name)))


@app.post("/users/{name}")
async def create_user(name: str, session: Session) -> str:
    session.add(User(name=name))
    await session.commit()
    return name


@app.get("/hang")
async def hang() -> None:
    await asyncio.sleep(60)


@app.get("/block")
def block() -> None:
    time.sleep(60)


@app.get("/hold")
async def hold_a_lock(session: Session) -> None:
    session.add(User(name="holder"))
    await session.flush()
    await asyncio.sleep(60)


@app.get("/cling")
async def cling_to_a_lock() -> None:
    with closing(sqlite3.connect("test.db")) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        for _ in range(50):
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0.1)


@app.get("/crash")
async def crash() -> None:
    print("out of cheese", file=sys.stderr, flush=True)  # noqa: T201
    os.kill(os.getpid(), signal.SIGKILL)
