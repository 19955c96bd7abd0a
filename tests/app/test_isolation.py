"""The service on a session that joins someone else's transaction, as acceptance tests give it."""

from collections.abc import AsyncGenerator

from httpx import ASGITransport, AsyncClient
from sqlalchemy import event, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.database import get_async_session
from app.main import app as service
from app.models import User


async def test_a_refused_duplicate_loses_nothing_and_a_rollback_leaves_nothing(engine: AsyncEngine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    async with engine.connect() as connection, connection.begin() as outer:
        session = AsyncSession(connection, join_transaction_mode="create_savepoint")

        async def join() -> AsyncGenerator[AsyncSession]:
            yield session

        service.dependency_overrides[get_async_session] = join
        try:
            transport = ASGITransport(app=service)
            async with AsyncClient(transport=transport, base_url="http://directory") as client:
                for name, status in (("alice", 200), ("bob", 200), ("alice", 400)):
                    response = await client.post("/users", params={"username": name, "job": "Engineer"})
                    assert response.status_code == status
                assert (await client.get("/users/bob")).json() == {"username": "bob", "job": "Engineer"}
        finally:
            del service.dependency_overrides[get_async_session]
        await session.close()
        await outer.rollback()
    async with AsyncSession(engine) as later:
        assert await later.scalar(select(func.count()).select_from(User)) == 0
