import pytest

from conversations.reading.invitation_code import is_invitation_code, read_invitation_code

CODE = "HJKM2345PQ"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "hjkm2345pq",
        "  HJKM2 345PQ ",
        "HJKM-2345-PQ.",
        "mã: HJKM2345PQ",
        "Mã mời là HJKM2345PQ ạ",
        "ma moi HJKM 2345 PQ",
        "start HJKM2345PQ",
        "Em gửi mã HJKM2345PQ, nhờ kiểm tra giúp ạ",
        "https://t.me/ntm_bot?start=HJKM2345PQ",
        "Bấm vào t.me/ntm_bot?start=HJKM2345PQ nhé",
    ],
)
def test_a_code_is_found_however_it_is_sent(text: str) -> None:
    assert read_invitation_code(text) == CODE


@pytest.mark.parametrize("text", ["HJKM2345P0", "abc12345"])
def test_what_was_surely_meant_as_a_code_is_looked_up_as_typed(text: str) -> None:
    assert read_invitation_code(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "mã", "xin chào", "khongbiet", "không biết lấy mã ở đâu", "0912345678", "95,5%", "350/400", "17.1", CODE * 40],
)
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_invitation_code(text) is None


@pytest.mark.parametrize(
    ("text", "alone"),
    [(CODE, True), ("hjkm2 345pq", True), ("mã HJKM2345PQ", False), ("2345678923", False), ("HJKM2345P0", False)],
)
def test_a_code_by_itself_is_never_a_figure(text: str, *, alone: bool) -> None:
    assert is_invitation_code(text) is alone
