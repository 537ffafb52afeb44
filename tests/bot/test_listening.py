import asyncio
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listening import IDLE_FOR, LARGEST_BODY, LARGEST_HEAD, SLOW_AFTER, Listener, Reply, _Caller


class Called:
    """Knows whoever says so, and answers with what it was told."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.held: asyncio.Event | None = None
        self.failing = False

    def knows(self, headers: dict[bytes, bytes]) -> bool:
        return headers.get(b"x-secret") == b"yes"

    async def take(self, raw: bytes) -> Reply:
        self.taken.append(raw)
        if self.held is not None:
            await self.held.wait()
        if self.failing:
            raise ValueError("ours")
        return Reply(body=raw)


class Client:
    """Bytes out, bytes in."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    def write(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)

    async def answer(self) -> tuple[int, bytes]:
        head = await self._reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"HTTP/1.1 100 "):
            head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.partition(b"Content-Length: ")[2].split()[0])
        return int(head[9:12]), await self._reader.readexactly(length)

    async def closed(self) -> bool:
        return await self._reader.read() == b""


async def healthy() -> Reply:
    return Reply(body=b'{"database":"ok"}')


def post(body: bytes, *headers: bytes, secret: bytes = b"X-Secret: yes", version: bytes = b"HTTP/1.1") -> bytes:
    lines = [b"POST /anything %s" % version, b"Host: x", secret, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.fixture
def called() -> Called:
    return Called()


@pytest.fixture
async def listener(called: Called) -> AsyncIterator[Listener]:
    opened = Listener(health=healthy, webhook=called)
    await opened.open("127.0.0.1", 0)
    yield opened
    await opened.close()


@pytest.fixture
async def client(listener: Listener) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    yield Client(reader, writer)
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def test_calls_are_answered_one_after_another_on_one_connection(client: Client, called: Called) -> None:
    client.write(post(b"one"))
    assert await client.answer() == (200, b"one")
    client.write(post(b"two"), post(b"three"))
    assert await client.answer() == (200, b"two")
    assert await client.answer() == (200, b"three")
    assert called.taken == [b"one", b"two", b"three"]


async def test_a_call_may_come_in_pieces(client: Client, called: Called) -> None:
    call = post(b"body")
    for at in range(len(call)):
        client.write(call[at : at + 1])
        await client.writer.drain()
        await asyncio.sleep(0)

    assert await client.answer() == (200, b"body")


async def test_a_body_may_come_in_chunks(client: Client) -> None:
    head = b"POST / HTTP/1.1\r\nX-Secret: yes\r\nTransfer-Encoding: chunked\r\n\r\n"
    client.write(head, b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n", post(b"next"))

    assert await client.answer() == (200, b"abcde")
    assert await client.answer() == (200, b"next")


async def test_who_waits_to_be_asked_for_the_body_is_asked(client: Client) -> None:
    client.write(post(b"", b"Expect: 100-continue", secret=b"X-Secret: yes"))

    assert await client.answer() == (200, b"")


async def test_health_is_shown_to_everybody(client: Client) -> None:
    client.write(b"GET /health?x=1 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /health HTTP/1.1\r\n\r\n")

    assert await client.answer() == (200, b'{"database":"ok"}')
    assert await client.answer() == (200, b'{"database":"ok"}')


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 404),
        (b"PUT /x HTTP/1.1\r\n\r\n", 404),
        (post(b"x", secret=b"X-Secret: no"), 403),
        (post(b"x", secret=b"Y: z"), 403),
        (post(b"").replace(b"Content-Length: 0", b"Content-Length: %d" % (LARGEST_BODY + 1)), 413),
        (post(b"").replace(b"Content-Length: 0", b"Content-Length: 99999999999999999999"), 413),
        (post(b"").replace(b"Content-Length: 0", b"Content-Length: -1"), 400),
        (post(b"").replace(b"Content-Length: 0", b"Content-Length: x"), 400),
        (b"nonsense\r\n\r\n", 400),
        (b"POST / HTTP/2\r\n\r\n", 400),
        (b"x" * (LARGEST_HEAD + 1), 431),
        (b"POST / HTTP/1.1\r\nX-Secret: yes\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ],
)
async def test_what_is_refused_is_refused_at_once_and_the_line_closed(
    client: Client, called: Called, call: bytes, status: int
) -> None:
    client.write(call)

    assert await client.answer() == (status, b"")
    assert await client.closed()
    assert called.taken == []


async def test_endless_chunks_are_cut_off(client: Client, called: Called) -> None:
    client.write(b"POST / HTTP/1.1\r\nX-Secret: yes\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(18):
        client.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    assert (await client.answer())[0] == 413
    assert called.taken == []


@pytest.mark.parametrize(
    ("call", "closes"),
    [
        (post(b"x", b"Connection: close"), True),
        (post(b"x", version=b"HTTP/1.0"), True),
        (post(b"x", b"Connection: keep-alive", version=b"HTTP/1.0"), False),
        (post(b"x"), False),
    ],
)
async def test_a_line_is_kept_open_as_the_caller_wishes(client: Client, call: bytes, *, closes: bool) -> None:
    client.write(call)
    assert await client.answer() == (200, b"x")

    if closes:
        assert await client.closed()
    else:
        client.write(post(b"again"))
        assert await client.answer() == (200, b"again")


async def test_a_fault_of_ours_is_a_500_and_the_next_call_is_taken(client: Client, called: Called) -> None:
    called.failing = True
    client.write(post(b"x"))
    assert await client.answer() == (500, b"")

    called.failing = False
    client.write(post(b"y"))
    assert await client.answer() == (200, b"y")


async def test_closing_answers_what_was_begun_and_takes_no_more(
    listener: Listener, client: Client, called: Called
) -> None:
    called.held = asyncio.Event()
    client.write(post(b"x"))
    while not called.taken:
        await asyncio.sleep(0)

    closing = asyncio.create_task(listener.close())
    await asyncio.sleep(0)
    called.held.set()

    assert await client.answer() == (200, b"x")
    assert await client.closed()
    await closing
    with pytest.raises(OSError):  # noqa: PT011 - refused in the system's own words
        await asyncio.open_connection("127.0.0.1", listener.port)


async def test_a_caller_who_hangs_up_does_not_stop_what_was_begun(
    listener: Listener, client: Client, called: Called
) -> None:
    called.held = asyncio.Event()
    client.write(post(b"x"))
    while not called.taken:
        await asyncio.sleep(0)
    (caller,) = listener.callers
    task = caller.task
    assert task is not None

    client.writer.transport.abort()
    while listener.callers:
        await asyncio.sleep(0)
    called.held.set()
    await task

    assert not task.cancelled()


async def test_who_is_too_slow_or_says_nothing_any_more_is_let_go(listener: Listener, client: Client) -> None:
    client.write(b"POST / HT")
    while not listener.callers or not next(iter(listener.callers))._read:
        await asyncio.sleep(0)
    (caller,) = listener.callers
    now = asyncio.get_running_loop().time()
    assert IDLE_FOR > SLOW_AFTER

    caller.sweep(now + SLOW_AFTER - 1)
    assert listener.callers == {caller}
    caller.sweep(now + SLOW_AFTER + 1)
    assert await client.closed()


async def test_an_address_in_use_is_told(listener: Listener) -> None:
    with pytest.raises(OSError, match="address already in use"):
        await Listener(health=healthy).open("127.0.0.1", listener.port)


async def test_without_a_webhook_every_post_is_not_found() -> None:
    listener = Listener(health=healthy)
    await listener.open("127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    client = Client(reader, writer)

    client.write(post(b"x"))
    assert await client.answer() == (404, b"")

    writer.close()
    await writer.wait_closed()
    await listener.close()


def test_a_reply_is_plain_http() -> None:
    assert Reply(HTTPStatus.SERVICE_UNAVAILABLE, retry_after=2).head(close=True) == (
        b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    )


@given(st.binary(max_size=300), st.integers(1, 80))
def test_no_bytes_of_a_caller_raise(call: bytes, size: int) -> None:
    async def read() -> None:
        caller = _Caller(Listener(health=healthy, webhook=Called()), asyncio.get_running_loop())
        for at in range(0, len(call), size):
            caller.data_received(call[at : at + size])
        if caller.task is not None:
            await caller.task

    asyncio.run(read())


class Shelf:
    """Pages of a size."""

    def knows(self, path: str) -> bool:
        return path.startswith("/tep/")

    async def get(self, path: str, headers: Mapping[bytes, bytes]) -> Reply:
        assert headers[b"host"] == b"x"
        return Reply(body=b"x" * int(path.removeprefix("/tep/")), kind="text/plain", headers=(("X-Kept", "no"),))


async def test_pages_are_read_and_everything_else_is_not_found() -> None:
    listener = Listener(health=healthy, pages=Shelf())
    await listener.open("127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    client = Client(reader, writer)

    client.write(b"GET /tep/3?x=1 HTTP/1.1\r\nHost: x\r\n\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    assert b"Content-Type: text/plain\r\nX-Kept: no\r\nContent-Length: 3\r\n" in head
    assert await reader.readexactly(3) == b"xxx"
    size = 40 * LARGEST_BODY // 10
    client.write(b"GET /tep/%d HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\n\r\n" % size)
    assert await client.answer() == (200, b"x" * size)
    assert await client.answer() == (200, b'{"database":"ok"}')
    client.write(b"HEAD /tep/3 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert await client.answer() == (404, b"")

    writer.close()
    await writer.wait_closed()
    await listener.close()


@pytest.mark.parametrize(
    "header",
    [b"Content-Length: 30", b"Content-Length : 30", b"Content-Length: " + b"9" * 5000, b"Transfer-Encoding: chunked"],
    ids=["length", "length-with-a-space", "a-length-too-long-to-read", "chunks"],
)
async def test_the_body_of_a_reader_is_never_taken_for_the_next_call(client: Client, header: bytes) -> None:
    client.write(b"GET /health HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n" % header, b"GET /health HTTP/1.1\r\n\r\n")

    assert await client.answer() == (400, b"")
    assert await client.closed()


async def test_who_stops_reading_a_long_answer_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.listening.SLOW_AFTER", 0.05)
    listener = Listener(health=healthy, pages=Shelf())
    await listener.open("127.0.0.1", 0)
    _, writer = await asyncio.open_connection("127.0.0.1", listener.port, limit=1)

    writer.write(b"GET /tep/%d HTTP/1.1\r\nHost: x\r\n\r\n" % (64 * LARGEST_BODY))
    await writer.drain()
    async with asyncio.timeout(10):
        while not listener.callers:
            await asyncio.sleep(0)
        while listener.callers:
            await asyncio.sleep(0.01)

    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)
    await listener.close()
