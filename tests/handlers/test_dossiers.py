"""A dossier's way through the use cases: who may do what to it, what stops it, and what it makes of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.shows.dossiers_text import as_document, in_words
from conversations.programme.dossier import DossierState
from handlers.show_dossiers import show_dossiers
from storage.criteria import CriteriaSets
from tests.handlers.dossier_world import make_dossier_world

if TYPE_CHECKING:
    from storage.database import Database


async def test_a_dossier_is_owed_to_the_district_and_recognised_by_the_province(database: Database) -> None:
    w = await make_dossier_world(database)
    found = await w.dossier()
    assert (found.state, found.dates.year, found.direct) == (DossierState.PREPARING, 2023, False)
    assert found.superior is not None
    assert found.recogniser is not None
    assert (found.superior.id, found.recogniser.id) == (w.world.district, w.province)
    report = await w.world.report(w.officer, await w.key())
    assert (report.form.id, report.period.last_good_day) == ("ho-so-xa", found.dates.first_by)


async def test_what_is_shown_of_a_unit_names_every_condition_and_invents_nothing(database: Database) -> None:
    w = await make_dossier_world(database)
    shown = await show_dossiers(database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=w.world.clock.at.date())
    assert list(in_words(shown)) == [
        "1 hồ sơ của huyện Quảng Hòa, đến ngày 5/6/2023.",
        "",
        "1. Xã Phúc Sen, NTM 2023: đang hoàn thiện từ 5/6/2023; hạn 29/6/2023, còn 24 ngày.",
        "   - Tiêu chí: chưa có số liệu",
        "   - Sự hài lòng của người dân: chưa có kết quả lấy ý kiến",
        "   - Nợ đọng xây dựng cơ bản: chưa có số liệu",
        "   - An ninh, trật tự: chưa có thông tin",
        "   - Hồ sơ (danh mục ví dụ): 0/9 mục, 0 minh chứng",
    ]
    gates = as_document(shown)["dossiers"][0]["gates"]
    assert {name: gate["state"] for name, gate in gates.items()} == dict.fromkeys(
        ("criteria", "satisfaction", "debt", "security"), "unknown"
    )
