import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.lines import Lines, LostError, NotConnectedError, _Line

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Reads calls whole and answers each as it is told; remembers the calls and counts the lines."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self.lines = 0
        self.answers: list[list[bytes] | None] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in self._writers:
                writer.close()
            await self._server.wait_closed()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        self._writers.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                self.calls.append(head + await reader.readexactly(length))
                pieces = self.answers.pop(0) if self.answers else [PLAIN]
                if pieces is None:
                    writer.transport.abort()
                    return
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
                if pieces and b"until the end" in pieces[-1]:
                    writer.close()
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    opened = Server()
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def lines(server: Server) -> AsyncIterator[Lines]:
    opened = Lines(f"http://127.0.0.1:{server.port}/bot1:made-up/")
    yield opened
    await opened.close()


async def test_a_call_is_plain_http(lines: Lines, server: Server) -> None:
    assert await lines.post("sendMessage", b'{"a":1}') == (200, b"ok")

    assert server.calls == [
        b"POST /bot1:made-up/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
        b'Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}' % server.port
    ]


async def test_one_line_carries_call_after_call_and_several_at_once_need_several(lines: Lines, server: Server) -> None:
    for _ in range(3):
        await lines.post("x", b"{}")
    assert server.lines == 1

    await asyncio.gather(*(lines.post("x", b"{}") for _ in range(3)))
    assert server.lines == 3


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([b"HTTP/1.1 429 Too Many\r\ncontent-LENGTH: 3\r\n", b"\r\n", b"a", b"bc"], (429, b"abc")),
        (
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", b"c\r\n2;x=1\r\nde\r\n0\r\n\r\n"],
            (200, b"abcde"),
        ),
        ([b"HTTP/1.1 100 Continue\r\n\r\n", PLAIN], (200, b"ok")),
        ([b"HTTP/1.0 502 Bad\r\n\r\n", b"until the end"], (502, b"until the end")),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], (200, b"")),
    ],
)
async def test_every_form_of_answer_is_read(
    lines: Lines, server: Server, pieces: list[bytes], expected: tuple[int, bytes]
) -> None:
    server.answers = [list(pieces)]

    assert await lines.post("x", b"{}") == expected
    assert await lines.post("x", b"{}") == (200, b"ok")


async def test_a_server_that_closes_after_its_answer_is_not_called_on_that_line_again(
    lines: Lines, server: Server
) -> None:
    server.answers = [[b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"]]

    assert await lines.post("x", b"{}") == (200, b"ok")
    assert await lines.post("x", b"{}") == (200, b"ok")
    assert server.lines == 2


@pytest.mark.parametrize(
    "pieces",
    [
        None,
        [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nuntil the end"[:-6]],
        [b"<html>\r\n\r\n"],
        [b"HTTP/1.1 x\r\n\r\n"],
    ],
)
async def test_a_call_without_a_whole_answer_may_have_taken_effect(
    lines: Lines, server: Server, pieces: list[bytes] | None
) -> None:
    server.answers = [pieces]

    with pytest.raises(LostError):
        await lines.post("x", b"{}", patience=0.05)

    assert await lines.post("x", b"{}") == (200, b"ok")
    assert server.lines == 2


async def test_without_a_server_nothing_was_sent(lines: Lines, server: Server) -> None:
    await server.close()

    with pytest.raises(NotConnectedError):
        await lines.post("x", b"{}")


async def test_a_name_may_stand_for_an_address_where_nobody_listens(server: Server) -> None:
    lines = Lines(f"http://localhost:{server.port}/bot1:made-up/")  # most machines try ::1 first

    assert await lines.post("x", b"{}") == (200, b"ok")
    await lines.close()


async def test_a_line_that_broke_while_idle_is_replaced(lines: Lines, server: Server) -> None:
    await lines.post("x", b"{}")
    await server.close()
    await server.open()
    while lines._idle and lines._idle[0].open:
        await asyncio.sleep(0)

    assert await lines.post("x", b"{}") == (200, b"ok")


async def test_who_stops_waiting_leaves_no_answer_for_the_next(lines: Lines, server: Server) -> None:
    server.answers = [[]]
    waiting = asyncio.create_task(lines.post("x", b"{}"))
    while not server.calls:
        await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert await lines.post("x", b"{}") == (200, b"ok")
    assert server.lines == 2


async def test_closing_tells_those_who_wait(lines: Lines, server: Server) -> None:
    server.answers = [[]]
    waiting = asyncio.create_task(lines.post("x", b"{}"))
    while not server.calls:
        await asyncio.sleep(0)

    await lines.close()

    with pytest.raises(LostError):
        await waiting


@given(st.binary(max_size=200), st.integers(1, 50))
def test_no_bytes_of_a_server_raise(answer: bytes, size: int) -> None:
    async def read() -> None:
        line = _Line(asyncio.get_running_loop().create_future)
        for at in range(0, len(answer), size):
            line.data_received(answer[at : at + size])
        line.eof_received()
        line.connection_lost(None)
        assert line.answer.done()

    asyncio.run(read())
