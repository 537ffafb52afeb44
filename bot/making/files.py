"""Makes what recipes name, in this process: papers, workbooks, bundles, pictures, a person's own data."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Final

import orjson

from bot.attachments import Attachment
from bot.documents.evidence_rows import files_of, listing
from bot.documents.print_paper import PaperPrint
from bot.documents.table_file import table_file
from bot.documents.workbook_file import workbook_file
from bot.documents.write_bundle import fill_bundle
from bot.documents.write_word import word
from conversations.engine.words import SOURCE
from conversations.programme.paper import PaperKind
from conversations.reading.fold import hyphened
from conversations.screens.form_values import values_of
from conversations.screens.own_data_file import own_json, own_lines
from conversations.screens.own_data_recipe import OwnDataRecipe
from conversations.screens.paper_recipe import PaperRecipe
from conversations.screens.qr_recipe import QrRecipe
from handlers.district_workbook import workbook_of
from handlers.evidence_bundle import BundleWish, bundle_of
from handlers.office_forms import form_for
from handlers.official_report import report_of
from handlers.own_data import load_own_data
from handlers.show_status import status_of
from storage.criteria import CriteriaSets
from storage.programme import Programme
from storage.times import ZONE
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.making.pictures import Pictures
    from conversations.engine.words import Words
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileMaker:
    """Makes what recipes of one database name. folder: where photos are kept. See bot.attachments.Maker."""

    def __init__(self, *, database: Database, pictures: Pictures, folder: Path, words: Mapping[str, Words]) -> None:
        self._database = database
        self._pictures = pictures
        self._folder = folder
        self._words = words
        self._sets = CriteriaSets()
        self._print = PaperPrint()

    async def made(self, recipe: str) -> Attachment | None:
        """The file of a recipe; None: it names nothing that is there. Raises OSError where the disk refuses."""
        own = OwnDataRecipe.read(recipe)
        if own is not None:
            return await self._own_data(own)
        paper = PaperRecipe.read(recipe)
        if paper is not None:
            return await self._paper(paper)
        qr = QrRecipe.read(recipe)
        if qr is not None:
            from bot.documents.qr_picture import qr_png  # noqa: PLC0415 - as fill_form

            content = await asyncio.to_thread(qr_png, qr.text)
            return Attachment(file_name="ma-qr.png", kind="image/png", content=content)
        picture = await self._pictures.made(recipe)
        return None if picture is None else Attachment(file_name="bang.png", kind="image/png", content=picture)

    async def _paper(self, recipe: PaperRecipe) -> Attachment | None:
        """Read in one transaction; written in a thread: the process sees meanwhile whether anybody still waits."""
        async with self._database.read() as tx:
            line = await lineage(tx, recipe.unit, day=recipe.as_of, known=recipe.known_at)
            if not line:
                return None
            if recipe.kind in {PaperKind.REPORT, PaperKind.PRINT, PaperKind.FORM}:
                return await self._report(tx, line, recipe)
            if recipe.kind is PaperKind.EVIDENCE:
                return await self._evidence(tx, line[0], recipe)
            if recipe.kind is PaperKind.WORKBOOK:
                return await self._workbook(tx, line[0], recipe)
            status = await status_of(tx, self._sets, line[0], as_of=recipe.as_of, known_at=recipe.known_at)
        content = await asyncio.to_thread(table_file, status, "xlsx")
        name = f"bang-tieu-chi-{hyphened(line[0].title)}-{recipe.as_of}.xlsx"
        title = f"Bảng tiêu chí {line[0].title} {recipe.as_of}"
        return Attachment(file_name=name, kind=XLSX, content=content, title=title)

    async def _report(self, tx: Transaction, line: Sequence[Unit], recipe: PaperRecipe) -> Attachment:
        unit = line[0]
        paper, found = await report_of(
            tx, self._sets, unit, as_of=recipe.as_of, period=recipe.period, known_at=recipe.known_at
        )
        title = f"{found.period.title} {unit.title}"
        if recipe.kind is PaperKind.PRINT:
            content = await asyncio.to_thread(self._print.pdf, paper)
            return Attachment(file_name=f"{hyphened(title)}.pdf", kind=PDF, content=content, title=title)
        form = None
        if recipe.kind is PaperKind.FORM:
            form = await form_for(tx, line, found.period.rule, known=recipe.known_at)
        if form is None:
            content = await asyncio.to_thread(word, paper)
        else:
            # its library takes a tenth of a second, which no other file should wait for
            from bot.documents.fill_form import fill_form  # noqa: PLC0415 - as above

            values = values_of(paper, found)
            content = await asyncio.to_thread(fill_form, form.content, values, name=form.file_name)
        return Attachment(file_name=f"{hyphened(title)}.docx", kind=DOCX, content=content, title=title)

    async def _workbook(self, tx: Transaction, unit: Unit, recipe: PaperRecipe) -> Attachment:
        found = await workbook_of(tx, self._sets, unit, as_of=recipe.as_of, known_at=recipe.known_at)
        content = await asyncio.to_thread(workbook_file, found)
        name = f"so-so-lieu-{hyphened(unit.title)}-{recipe.as_of}.xlsx"
        title = f"Sổ số liệu {unit.title} {recipe.as_of}"
        return Attachment(file_name=name, kind=XLSX, content=content, title=title)

    async def _evidence(self, tx: Transaction, unit: Unit, recipe: PaperRecipe) -> Attachment:
        wish = BundleWish(unit=unit.title, as_of=recipe.as_of, known_at=recipe.known_at)
        found = await bundle_of(tx, self._sets, unit, wish)
        files, content = files_of(found), io.BytesIO()
        await asyncio.to_thread(fill_bundle, content, self._folder, files, lambda faults: listing(found, files, faults))
        name = f"minh-chung-{hyphened(unit.title)}-{recipe.as_of}.zip"
        title = f"Minh chứng {unit.title} {recipe.as_of}"
        return Attachment(file_name=name, kind="application/zip", content=content.getvalue(), title=title)

    async def _own_data(self, recipe: OwnDataRecipe) -> Attachment | None:
        at = recipe.at.astimezone(ZONE)
        async with self._database.read() as tx:
            programme = Programme(stamp=0, today=at.date(), sets=self._sets)
            data = await load_own_data(tx, recipe.person, programme, at=at)
        if data is None:
            return None
        name = f"du-lieu-ca-nhan-{at.date().isoformat()}.{recipe.form}"
        if recipe.form == "json":
            content = orjson.dumps(own_json(data), option=orjson.OPT_INDENT_2)
            return Attachment(file_name=name, kind="application/json", content=content)
        text = "\n".join(own_lines(self._words.get(recipe.language, SOURCE), data))
        # the mark lets old Windows editors see that it is UTF-8
        return Attachment(file_name=name, kind="text/plain", content=f"{text}\n".encode("utf-8-sig"))
