import pytest

from conversations.reading.questions import read_question


@pytest.mark.parametrize(
    "text",
    [
        "còn thiếu gì",
        "Còn thiếu gì?",
        "con thieu gi a",
        "thiếu bao nhiêu",
        "xã tôi còn thiếu gì",
        "xã em còn thiếu gì nữa ạ?",
        "còn thiếu gì để đạt",
        "ai phụ trách",
        "rẻ nhất",
        "cách nào đạt thêm 1 tiêu chí rẻ nhất năm nay?",
        "tiêu chí nào rẻ nhất",
        "hạn nào",
        "hạn khi nào?",
        "bao giờ hạn",
    ],
)
def test_what_is_asked_of_all_of_it(text: str) -> None:
    assert read_question(text) == ""


@pytest.mark.parametrize(
    ("text", "item"),
    [("ai phụ trách 17.1", "17.1"), ("ai phu trach tieu chi 17,1?", "17.1"), ("Ai làm chỉ tiêu 9", "9")],
)
def test_what_is_asked_of_one_item(text: str, item: str) -> None:
    assert read_question(text) == item


@pytest.mark.parametrize(
    "text",
    ["còn thiếu", "thiếu 30 hộ", "còn thiếu gì đâu, đủ cả rồi", "ai", "17.1", "rẻ", "hạn", "x" * 90, "không thiếu gì"],
)
def test_a_text_that_says_something_else_is_no_question(text: str) -> None:
    assert read_question(text) is None
