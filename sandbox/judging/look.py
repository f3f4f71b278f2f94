"""Where a judge looks on the page of an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.forms.typed import counted


@dataclass(frozen=True, slots=True)
class Look:
    """A mark, a step, a part of the talk, a document, a part of what was lost, the mark
    ruled on just now, and what was being written when a ruling was refused."""

    mark: str = ""
    seq: int | None = None
    talk: int = 0
    document: str = ""
    done: str = ""
    lost: int = 1
    wish: Mapping[str, str] | None = None

    @classmethod
    def of(cls, named: Mapping[str, str]) -> "Look":
        """As an address says it."""
        mark, document, done = (named.get(each, "") for each in ("mark", "document", "done"))
        talk, lost = (counted(named.get(each, ""), otherwise=0) for each in ("talk", "lost"))
        seq = counted(named.get("seq", ""), otherwise=-1)
        return cls(mark, None if seq < 0 else seq, talk, document, done, lost or 1)
