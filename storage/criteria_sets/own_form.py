"""Writes a periodic form as it is asked of one unit as the set file it is stored as, read and shown like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.criteria_sets.question_set import toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.criteria import CriteriaSet, Criterion, Indicator
    from conversations.programme.money import Purse


def form_text(form: CriteriaSet) -> str:
    """The file; what it holds reads as the same form again. Forms have no thresholds, options or regions."""
    head = (
        f"id = {toml_text(form.id)}",
        f"title = {toml_text(form.title)}",
        f"level = {toml_text(form.level.value)}",
        f"purpose = {toml_text(form.purpose.value)}",
        f"valid_from = {form.valid_from.isoformat()}",
        f"source = {toml_text(form.source)}",
        "[sources]",
        f'form = {{ confidence = "example", text = {toml_text(form.source or form.title)} }}',
    )
    return "\n".join((*head, *(line for criterion in form.criteria for line in _criterion(criterion)))) + "\n"


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield "[[criteria]]"
    yield f"code = {toml_text(criterion.code)}"
    yield f"title = {toml_text(criterion.title)}"
    if criterion.short:
        yield f"short = {toml_text(criterion.short)}"
    yield 'title_source = "form"'
    for indicator in criterion.indicators:
        yield from _indicator(indicator)


def _indicator(indicator: Indicator) -> Iterator[str]:
    yield "[[criteria.indicators]]"
    yield f"code = {toml_text(indicator.code)}"
    yield f"title = {toml_text(indicator.title)}"
    yield f"ask = {toml_text(indicator.ask)}"
    yield f"measure = {toml_text(indicator.measure.value)}"
    yield f"unit = {toml_text(indicator.unit)}"
    yield f"judged = {_yes(indicator.judged)}"
    yield f"dated = {_yes(indicator.dated)}"
    yield f"hard = {_yes(indicator.hard)}"
    if indicator.content is not None:
        yield f"content = {toml_text(indicator.content.value)}"
    if indicator.purse is not None:
        yield f"purse = {_purse(indicator.purse)}"
    yield 'title_source = "form"'


def _purse(purse: Purse) -> str:
    said = [f"programme = {toml_text(purse.programme.value)}"]
    if purse.source is not None:
        said.append(f"source = {toml_text(purse.source.value)}")
    if purse.nature is not None:
        said.append(f"nature = {toml_text(purse.nature.value)}")
    if purse.year is not None:
        said.append(f"year = {purse.year}")
    return f"{{ {', '.join(said)} }}"


def _yes(value: bool) -> str:  # noqa: FBT001 - TOML's word for it
    return "true" if value else "false"
