"""A body sent in chunks, put together again."""

from __future__ import annotations


def unchunked(read: bytearray, at: int) -> tuple[bytes, int] | None:
    """The body that begins there, and where it ends; None: it is not whole yet. Raises ValueError."""
    body = bytearray()
    while True:
        end = read.find(b"\r\n", at)
        if end < 0:
            return None
        size = int(bytes(read[at:end]).partition(b";")[0], 16)
        if size < 0:
            raise ValueError("a chunk of a negative size")
        if size == 0:
            trailer = read.find(b"\r\n", end + 2)
            return (bytes(body), trailer + 2) if trailer >= 0 else None
        at = end + 2
        if len(read) < at + size + 2:
            return None
        body += read[at : at + size]
        at += size + 2
