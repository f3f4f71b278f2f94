"""Notices and receipts: what each has, and what its kind is given beside."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from mock_systems import notices
from mock_systems.codes import CodeList
from mock_systems.items import SERVICE_ITEM
from mock_systems.kinds import KINDS
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.reasons import REFUSAL_REASON
from mock_systems.records.base import Record, column, key_column

__all__ = ["IN_FORCE", "Notice"]

IN_FORCE = CodeList("in_force", {"1": "有效", "0": "作废"})
"""Whether what was issued or printed still counts, or another took its place."""

GIVEN = {
    kind: {name: key for name, key in form["keys"].items() if key.get("given")}
    for kind, form in notices.FORMS.items()
}
"""What the clerk gives for a notice of each kind, beside what every notice has."""
_CONTENT = {name: key for given in GIVEN.values() for name, key in given.items()}


def _given(key: Mapping[str, Any]) -> tuple[Any, Any]:
    kind = KINDS[key.get("kind", "text")]
    return kind.stored, column(key["label"], kind.empty, kind=kind.name)


class _Addressed(Record):
    table = "notice"
    title = "文书"
    counts_as = MappingProxyType({"valid": "1"})
    prefix = "WS"
    told_by = "kind"
    chosen_by = ("kind", "item")
    of_hall = True

    notice: str = key_column("文书编号")
    kind: str = column("文书", codes=NOTICE_KIND)
    application: str = column("办件编号", "")
    item: str = column("事项", "", codes=SERVICE_ITEM)
    person: str = column("办理对象", "", code="AAC001")
    reason: str = column("原因", "", codes=REFUSAL_REASON)
    missing: str = column("需补正材料", "", codes=PAPER_KIND)
    """Kinds of paper, sorted, separated by blanks."""


if TYPE_CHECKING:

    class _Given(_Addressed): ...

else:
    # Only their forms know what notices of a kind are given.
    columns = {name: _given(key) for name, key in _CONTENT.items()}
    _Given = create_model("_Given", __base__=_Addressed, __module__=__name__, **columns)


class Notice(_Given):
    """A notice or receipt issued to the visitor (文书), with what its kind is given (`GIVEN`)."""

    text: str = column("说明", "")
    issued: date = column("出具日期")
    valid: str = column("效力", "1", codes=IN_FORCE)

    @property
    def given(self) -> Mapping[str, Any]:
        """What its kind is given, as plain JSON values."""
        row = self.row()
        return {name: row[name] for name in GIVEN.get(self.kind, {})}

    def row(self) -> dict[str, Any]:
        """The record, without what is given for other kinds than its own."""
        others = _CONTENT.keys() - GIVEN.get(self.kind, {}).keys()
        return {name: value for name, value in super().row().items() if name not in others}
