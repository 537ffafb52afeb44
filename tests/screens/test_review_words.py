"""Words about reviews."""

from conversations.engine.words import SOURCE
from conversations.programme.review import COUNTED
from conversations.screens.review_words import many


def test_a_long_queue_is_more_than_is_counted() -> None:
    assert [many(count, SOURCE) for count in (0, 7, COUNTED, COUNTED + 1)] == ["0", "7", "500", "trên 500"]
