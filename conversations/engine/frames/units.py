"""Where whoever administers units stands: the tree, a change that is being put together, changes made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conversations.programme.ids import UnitId
from conversations.programme.wanted_change import WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """A plan's file is sent, looked at and imported. unit: None, where several are administered and none was chosen.
    another: a new file is asked for, whatever became of the last one.
    """

    unit: UnitId | None = None
    another: bool = False
    page: int = 0


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
