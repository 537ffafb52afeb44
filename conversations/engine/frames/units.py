"""Where whoever administers units stands: the tree, a change that is being put together, changes made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conversations.programme.ids import UnitId
from conversations.programme.import_kind import ImportKind
from conversations.programme.wanted_change import WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """A document is sent, looked at and imported. unit: None, where several are administered and none was chosen. kind:
    None, while nobody has said what it is. another: a new file is asked for, whatever became of the last one. file:
    what was sent before its kind was said.
    """

    unit: UnitId | None = None
    another: bool = False
    page: int = 0
    kind: ImportKind | None = None
    file: HeldFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file as the channel named it."""

    reference: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeForms:
    """The unit's own Word forms of reports. report: which one is asked about; "": that of every report. file: what was
    sent before its report was said.
    """

    unit: UnitId
    stage: Literal["list", "report", "file", "end", "fields"] = "list"
    report: str = ""
    page: int = 0
    file: HeldFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """at: None, where several units are administered and none was chosen yet. text: a name that several units bear.
    change: the number of one that was made.
    """

    stage: Literal["tree", "found", "kind", "name", "others", "to", "parts", "day", "check", "changes", "undo"] = "tree"
    at: UnitId | None = None
    wanted: WantedChange | None = None
    text: str = ""
    change: int = 0
    page: int = 0

    @property
    def half_written(self) -> bool:
        """A change that would be lost."""
        return self.wanted is not None
