"""Sources, kinds and programmes of money as they stand in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.money import Nature, Programme, Source

if TYPE_CHECKING:
    from conversations.programme.money import Purse

SOURCES = {
    Source.CENTRAL: "ngân sách trung ương",
    Source.PROVINCE: "ngân sách tỉnh",
    Source.DISTRICT: "ngân sách huyện",
    Source.COMMUNE: "ngân sách xã",
    Source.LOCAL: "ngân sách địa phương",
    Source.COMBINED: "vốn lồng ghép",
    Source.CREDIT: "vốn tín dụng",
    Source.BUSINESS: "vốn doanh nghiệp",
    Source.PEOPLE: "đóng góp của nhân dân",
}
NATURES = {Nature.DEVELOPMENT: "vốn đầu tư phát triển", Nature.RECURRENT: "vốn sự nghiệp"}
PROGRAMMES = {
    Programme.NTM: "nông thôn mới",
    Programme.POVERTY: "giảm nghèo bền vững",
    Programme.MINORITIES: "dân tộc thiểu số và miền núi",
}
"""As they stand behind "chương trình"."""


def name_of(source: Source | None) -> str:
    """A source, or that none is told apart."""
    return SOURCES[source] if source is not None else "nguồn chưa nêu rõ"


def purse_in_words(purse: Purse) -> str:
    """Such as "ngân sách trung ương, vốn sự nghiệp, năm 2022"; without the programme."""
    said = [name_of(purse.source)]
    if purse.nature is not None:
        said.append(NATURES[purse.nature])
    said.append("cả thời kỳ" if purse.year is None else f"năm {purse.year}")
    return ", ".join(said)


def purse_without_year(purse: Purse) -> str:
    """Which money, without its year: "ngân sách trung ương, vốn sự nghiệp"."""
    said = ["kinh phí được giao" if purse.source is None else SOURCES[purse.source]]
    if purse.nature is not None:
        said.append(NATURES[purse.nature])
    if purse.programme is not Programme.NTM:
        said.append(f"chương trình {PROGRAMMES[purse.programme]}")
    return ", ".join(said)
