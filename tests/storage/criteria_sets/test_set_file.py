"""A file that is not right is refused with its line, its key and what may stand there."""

from __future__ import annotations

import pytest

from conversations.programme.criteria import Combining
from conversations.programme.problem import Problem
from storage.criteria_sets import shipped_files
from storage.criteria_sets.read_set import digest_of, read_set

VILLAGE = dict(shipped_files())["thon-ntm-vi-du.toml"]
COMMUNE = dict(shipped_files())["xa-ntm-2021-2025.toml"]


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def refused(text: str) -> Problem:
    with pytest.raises(Problem) as problem:
        read_set(text, name="bo.toml")
    return problem.value


@pytest.mark.parametrize(
    ("text", "old", "new", "key", "message"),
    [
        (
            VILLAGE,
            'measure = "count"',
            'measure = "counts"',
            "measure",
            (
                "Tiêu chí 1, chỉ tiêu 1.1: Chỉ nhận 'status', 'percent', 'money', 'area_per_person', 'count', "
                "'number', 'choice', 'text'."
            ),
        ),
        (VILLAGE, "judged = false", "judged = 7", "judged", "Tiêu chí 1, chỉ tiêu 1.1: Chỉ nhận true hoặc false."),
        (
            VILLAGE,
            "confidential = true",
            "confidentiel = true",
            "confidentiel",
            "Tiêu chí 6, chỉ tiêu 6.1: Không có khóa nào tên “confidentiel”.",
        ),
        (VILLAGE, "2021-01-01", '"hôm nay"', "valid_from", "Ở đây cần một ngày, dạng 2022-03-08."),
        (VILLAGE, 'code = "4.3"', 'code = "4.2"', "code", "Chỉ tiêu 4.2 có hai lần."),
        (VILLAGE, 'code = "2"', 'code = "1"', "code", "Tiêu chí 1 có hai lần."),
        (
            VILLAGE,
            'code = "5.1"',
            'code = "5,1"',
            "code",
            "Tiêu chí 5, chỉ tiêu 5,1: “5,1” không dùng được: mã chỉ gồm chữ không dấu, chữ số và dấu chấm, ngắn gọn.",
        ),
        (
            VILLAGE,
            'title_source = "example"',
            'title_source = "nơi khác"',
            "title_source",
            "Nguồn “nơi khác” không có trong [sources].",
        ),
        (
            COMMUNE,
            "unverified = [",
            "thresholds = [",
            "thresholds",
            "Mức chưa kiểm chứng không dùng để đánh giá: hãy ghi dưới `unverified`.",
        ),
        (
            COMMUNE,
            "valid_to = 2026-02-15",
            "valid_to = 2022-03-08",
            "valid_to",
            "Ngày hết hiệu lực phải sau ngày có hiệu lực.",
        ),
        (
            COMMUNE,
            'source = "decision-18"',
            'source = "recalled"',
            "source",
            "Quy định chưa kiểm chứng không dùng để kiểm tra: hãy ghi nguồn hoặc bỏ đi.",
        ),
        (COMMUNE, 'source = "plan-yearly"', 'source = "đâu đó"', "source", "Nguồn “đâu đó” không có trong [sources]."),
        (
            COMMUNE,
            'critical = ["10", "17", "19"]',
            'critical = ["10", "20"]',
            "critical",
            "Bộ này không có tiêu chí 20.",
        ),
        (COMMUNE, '"18", "19"]', '"18", "20"]', "codes", "Bộ này không có tiêu chí 20."),
        (COMMUNE, "percent = 50", "percent = 0", "percent", "Ở đây cần số phần trăm nguyên, từ 1 đến 100."),
        (COMMUNE, "at_least = 1", "at_least = 1.5", "at_least", "Ở đây cần một số nguyên, dạng 2."),
        (
            COMMUNE,
            "valid_to = 2026-01-01",
            "valid_to = 2022-10-01",
            "valid_to",
            "Ngày hết hiệu lực phải sau ngày có hiệu lực.",
        ),
    ],
)
def test_a_wrong_entry_is_named_by_line_key_and_what_may_stand_there(
    text: str, old: str, new: str, key: str, message: str
) -> None:
    wrong = text.replace(old, new, 1)
    assert wrong != text
    problem = refused(wrong)
    assert problem.code == "criteria_file_wrong"
    assert problem.message == message
    assert problem.where == f"bo.toml, dòng {line_of(text, old)}, khóa “{key}”"
    assert problem.remedy == "Hãy sửa tệp rồi nạp lại; chưa có gì được ghi."


def test_a_missing_key_is_named_by_the_line_of_its_entry() -> None:
    wrong = VILLAGE.replace('title = "Nước sạch"\n', "", 1)
    problem = refused(wrong)
    assert problem.message == "Tiêu chí 4: Thiếu “title”."
    entry = line_of(wrong, 'code = "4"') - 1
    assert problem.where == f"bo.toml, dòng {entry}, khóa “title”"


def test_a_threshold_of_a_region_that_is_not_listed_is_refused() -> None:
    wrong = COMMUNE.replace('{ region = "dbsh", value = 70 }', '{ region = "xx", value = 70 }', 1)
    problem = refused(wrong)
    assert problem.message == "Vùng “xx” không có trong [[regions]]."
    at = wrong[: wrong.rindex("thresholds = [", 0, wrong.index('"xx"'))].count("\n") + 1
    assert problem.where == f"bo.toml, dòng {at}, khóa “thresholds”"


def test_a_choice_without_options_is_refused() -> None:
    wrong = VILLAGE.replace('options = ["Nước máy", "Mó nước", "Giếng", "Bể nước mưa", "Sông, suối"]\n', "", 1)
    assert refused(wrong).message == (
        "Tiêu chí 4, chỉ tiêu 4.1: Một câu chọn cần ít nhất hai lựa chọn trong `options`."
    )


def test_a_condition_of_recognition_is_measured_as_it_can_be_told() -> None:
    wrong = dict(shipped_files())["ho-so-xa.toml"].replace('gate = "security"', 'gate = "debt"', 1)
    assert refused(wrong).message == 'Tiêu chí 4, chỉ tiêu 4.1: `gate = "debt"` cần measure = "money".'


def test_an_answer_in_words_that_is_judged_is_refused() -> None:
    wrong = dict(shipped_files())["co-quan-bao-cao-dinh-ky.toml"].replace("judged = false", "judged = true", 1)
    assert refused(wrong).message == (
        "Tiêu chí 1, chỉ tiêu 1: Câu chọn, câu trả lời bằng lời và số thường không có đạt hay chưa đạt: "
        "hãy ghi `judged = false`."
    )


def test_a_confidential_indicator_with_a_figure_is_refused() -> None:
    wrong = VILLAGE.replace('feeds = [{ indicator = "17.1", part = "numerator" }]', "confidential = true", 1)
    assert refused(wrong).message == (
        'Tiêu chí 4, chỉ tiêu 4.2: Chỉ tiêu bảo mật chỉ ghi đạt hay chưa đạt: measure = "status".'
    )


def test_what_a_merger_makes_of_an_indicator_is_declared_where_it_can_be_so() -> None:
    feeds = 'feeds = [{ indicator = "17.1", part = "numerator" }]'
    declared = read_set(VILLAGE.replace(feeds, f'{feeds}\ncombining = "anew"', 1), name="xom.toml")
    assert [one.code for one in declared.indicators if one.combining is not None] == ["4.2"]
    assert declared.indicators[declared.places["4.2"]].combined is Combining.ANEW
    wrong = VILLAGE.replace(feeds, f'{feeds}\ncombining = "share"', 1)
    assert refused(wrong).message == (
        'Tiêu chí 4, chỉ tiêu 4.2: `combining = "share"` chỉ dùng với measure = "percent".'
    )


def test_a_file_that_is_no_toml_is_refused_with_its_line() -> None:
    problem = refused('id = "a"\ntitle = = 1\n')
    assert (problem.code, problem.where) == ("criteria_file_syntax", "bo.toml, dòng 2, ký tự 9")


def test_a_set_without_criteria_is_refused() -> None:
    head = VILLAGE[: VILLAGE.index("[[criteria]]")]
    problem = refused(f"criteria = []\n{head}")
    assert (problem.where, problem.message) == ("bo.toml, dòng 1, khóa “criteria”", "Không được để trống.")


def test_line_ends_do_not_make_another_file() -> None:
    assert digest_of(VILLAGE.replace("\n", "\r\n")) == digest_of(VILLAGE)
    assert digest_of(f"{VILLAGE}# x\n") != digest_of(VILLAGE)
