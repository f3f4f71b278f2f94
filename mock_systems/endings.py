"""How work ended: the registers that ask for it, and the endings unemployment benefit tells apart.

One list (`endings.toml`), with what each register calls an ending.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mock_systems.bases import Basis, cited
from mock_systems.codes import CodeList

_TABLES = tomllib.loads(Path(__file__).with_name("endings.toml").read_text(encoding="utf-8"))


def _said(register: str) -> Mapping[str, Sequence[str]]:
    """How people tell each code of a register: as the endings it stands for."""
    said: dict[str, list[str]] = {}
    for name, ending in _TABLES["ending"].items():
        said.setdefault(ending.get(register, ""), []).extend(_TABLES["said"].get(name, ()))
    return said


EMPLOYMENT_END = CodeList(
    "employment_end", _TABLES["registered"], asked="ask_reason", said=_said("registered")
)
UNEMPLOYED_REASON = CodeList(
    "ABC917", _TABLES["unemployed"], asked="ask_reason", said=_said("unemployed")
)


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a job ended: its code of `EMPLOYMENT_END`, its code of `UNEMPLOYED_REASON` (empty
    where it makes nobody unemployed), and whether it was of one's own will, with the law."""

    label: str
    law: Basis
    registered: str
    unemployed: str = ""
    own_will: bool = False

    @property
    def articles(self) -> Sequence[int]:
        """The articles of the Labour Contract Law it rests on."""
        return [n for cite in self.law.cites if cite.law.key == "LCL" for n in cite.numbers]


ENDINGS: Mapping[str, Ending] = {
    name: Ending(**{**ending, "law": cited(ending["law"])})
    for name, ending in _TABLES["ending"].items()
}
ENDING = CodeList(
    "ending", {name: ending.label for name, ending in ENDINGS.items()}, said=_TABLES["said"]
)
UNEMPLOYED_AFTER: Mapping[str, str] = {
    each.registered: each.unemployed for each in reversed([*ENDINGS.values()]) if each.unemployed
}
"""The code of `UNEMPLOYED_REASON` that follows a code of `EMPLOYMENT_END`."""
DIED = "died"
"""The one end of a job after which nobody is left to be unemployed."""
