"""A paper for programs: its parts in their order, each block with its kind."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.paper import Block, Paper


def paper_document(paper: Paper) -> dict[str, Any]:
    """Everything that is printed but number, day and signature; block: "heading", "paragraph" or "grid"."""
    return {
        "issuer": paper.issuer,
        "superior": paper.superior,
        "kind": paper.kind,
        "subject": paper.subject,
        "year": paper.year,
        "to": paper.to,
        "grounds": paper.grounds,
        "body": _blocks(paper.body),
        "recipients": paper.recipients,
        "annexes": [{"title": annex.title, "body": _blocks(annex.blocks)} for annex in paper.annexes],
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [{"block": type(one).__name__.lower(), **_said(one)} for one in blocks]


def _said(block: Block) -> dict[str, Any]:
    """Without what only a page needs."""
    return {name: said for name, said in asdict(block).items() if name not in {"widths", "centred"}}
