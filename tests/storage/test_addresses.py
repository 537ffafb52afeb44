"""A chat and a topic of it are two addresses of one chat."""

from __future__ import annotations

import pytest

from storage.addresses import address_of, chat_of, is_group, moved_to, topic_of


@pytest.mark.parametrize(
    ("address", "chat", "topic"), [("700", "700", None), ("-100123", "-100123", None), ("-100123/45", "-100123", 45)]
)
def test_an_address_is_written_and_read(address: str, chat: str, topic: int | None) -> None:
    assert address_of(chat, topic) == address
    assert (chat_of(address), topic_of(address)) == (chat, topic)
    assert is_group(address) == chat.startswith("-")


def test_a_chat_that_moves_takes_its_topics_along() -> None:
    assert moved_to("-5", "-1005") == "-1005"
    assert moved_to("-5/45", "-1005") == "-1005/45"
