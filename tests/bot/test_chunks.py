import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chunks import unchunked


@given(st.lists(st.binary(min_size=1, max_size=20), max_size=5), st.binary(max_size=9), st.data())
def test_a_body_is_whole_exactly_when_its_last_chunk_is(chunks: list[bytes], rest: bytes, data: st.DataObject) -> None:
    whole = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    part = data.draw(st.integers(0, len(whole) - 1))

    assert unchunked(bytearray(whole + rest), 0) == (b"".join(chunks), len(whole))
    assert unchunked(bytearray(whole[:part]), 0) is None


@pytest.mark.parametrize("body", [b"x\r\n", b"-1\r\nab", b"\r\n"])
def test_a_size_that_is_none_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        unchunked(bytearray(body), 0)
