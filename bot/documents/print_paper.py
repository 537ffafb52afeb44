"""A paper as a PDF: the same text and the same layout as the Word file (write_word.py), of which it is the print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.documents.typesetting import Typesetting
from conversations.programme.paper import Grid, Heading, Paragraph, annex_head, body_name

if TYPE_CHECKING:
    from conversations.programme.paper import Block, Paper


class PaperPrint:
    """Prints papers, one at a time. The engine and the fonts are loaded with the first; make it once and keep it."""

    def __init__(self) -> None:
        self._typesetting = Typesetting("print_paper.typ", fonts="print_fonts")

    def pdf(self, paper: Paper) -> bytes:
        """The file; the same paper gives the same bytes. It takes a while: call it in a thread."""
        return self._typesetting.set(_document(paper), "pdf")


def _document(paper: Paper) -> dict[str, Any]:
    return {
        "superior": body_name(paper.superior),
        "issuer": body_name(paper.issuer),
        "kind": paper.kind,
        "subject": paper.subject,
        "to": paper.to,
        "grounds": paper.grounds,
        "recipients": paper.recipients,
        "signer": paper.signer,
        "number": paper.number_line,
        "dated": paper.dated_line,
        "body": [_block(block) for block in paper.body],
        "annexes": [
            {
                "number": annex_head(paper, place).number,
                "belongs": annex_head(paper, place).belongs,
                "title": annex.title,
                "wide": annex.wide,
                "blocks": [_block(block) for block in annex.blocks],
            }
            for place, annex in enumerate(paper.annexes)
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text}
        case Paragraph():
            return {"kind": "text", "text": block.text}
        case Grid():
            last = len(block.rows) - 1
            return {
                "kind": "grid",
                "head": block.head,
                "widths": block.widths,
                "centred": sorted(block.centred),
                "rows": block.rows,
                "bold": last if block.total else -1,
            }
