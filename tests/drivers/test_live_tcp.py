import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from steps.drivers.deadline import DeadlineTransport, NoAnswer
from steps.drivers.tcp import ReadOnlyTransport, TcpTransport

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(answer: Answering) -> AsyncIterator[str]:
    """Serve one connection after the other, and yield the URL."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Accept, and never answer."""
    await reader.read()
    writer.close()


async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send a byte now and then, so that each wait is a short one."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    gone = asyncio.ensure_future(reader.read())
    while not gone.done():
        writer.write(b".")
        await asyncio.wait([gone], timeout=0.05)
    await asyncio.gather(gone, return_exceptions=True)
    writer.close()


async def breaks_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Promise more than is sent."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf")
    writer.close()


async def echoes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with the request line."""
    line = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0]
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(line), line))
    await reader.read()
    writer.close()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=DeadlineTransport(TcpTransport(), 0.3)) as opened:
        yield opened


@pytest.mark.parametrize("answer", [never, drips])
async def test_the_deadline_holds_for_the_whole_exchange(answer: Answering, client: httpx.AsyncClient) -> None:
    async with serving(answer) as url:
        with pytest.raises(NoAnswer) as caught:
            await client.get(url)
    assert str(caught.value) == "GET / was not answered within 0.3 seconds (bdd_timeout)."


async def test_an_answer_that_breaks_off_is_no_answer(client: httpx.AsyncClient) -> None:
    async with serving(breaks_off) as url:
        with pytest.raises(httpx.RemoteProtocolError) as caught:
            await client.get(url)
    assert str(caught.value) == (
        f"GET {url} got no complete answer: peer closed connection without sending complete message body "
        "(received 4 bytes, expected 1000)."
    )


async def test_nobody_there_is_said_so(client: httpx.AsyncClient) -> None:
    async with serving(never) as url:
        pass
    with pytest.raises(httpx.ConnectError) as caught:
        await client.get(url)
    assert (
        str(caught.value) == f"GET {url} reached nobody: All connection attempts failed. Is the service running there?"
    )


async def test_a_hundred_and_fifty_requests_may_be_under_way_at_once() -> None:
    everybody = asyncio.Barrier(150)

    async def waits(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await everybody.wait()
        await echoes(reader, writer)

    async with serving(waits) as url, httpx.AsyncClient(transport=TcpTransport()) as client:
        answers = await asyncio.gather(*[client.get(f"{url}{number}") for number in range(150)])
    assert [answer.text for answer in answers] == [f"GET /{number} HTTP/1.1" for number in range(150)]


async def test_white_space_around_a_header_is_not_sent() -> None:
    async def tells(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        sent = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"authorization"))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(sent), sent))
        writer.close()

    async with serving(tells) as url, httpx.AsyncClient(transport=TcpTransport()) as client:
        assert (await client.get(url, headers={"authorization": "Bearer "})).text.lower() == "authorization: bearer"


def refuse(what: str) -> None:
    raise PermissionError(what)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_a_foreign_service_may_be_read(method: str) -> None:
    inner = httpx.MockTransport(lambda request: httpx.Response(200, text=request.method))
    async with httpx.AsyncClient(transport=ReadOnlyTransport(inner, refuse)) as client:
        assert (await client.request(method, "https://example.org/users")).text == method


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
async def test_a_foreign_service_is_not_written_to(method: str) -> None:
    sent: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200)

    async with httpx.AsyncClient(transport=ReadOnlyTransport(httpx.MockTransport(receive), refuse)) as client:
        with pytest.raises(PermissionError, match=f"^{method} /users$"):
            await client.request(method, "https://example.org/users")
    assert sent == []
