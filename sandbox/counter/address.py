"""Addresses of the counter: where a contestant looks, written into links and read back from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from mock_systems.hall.talk import Say
from mock_systems.operation import Operation
from sandbox.counter.functions import functions
from sandbox.counter.menus import HALL, in_menu, menu_of, step_named, systems
from sandbox.forms.typed import counted

PARTS = ("talk", "matters", "notices")
"""What is drawn part by part, by its name in an address."""
LONGEST_NAME = 80
"""Characters of a name in an address or a form; longer than any there is."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the contestant looks: a system, an operation's form, a paper, a step of the case, a part
    of the talk, of the matters or of the notices (0 for the newest)."""

    system: str = ""
    operation: str = ""
    paper: str = ""
    step: str = ""
    talk: int = 0
    matters: int = 0
    notices: int = 0


@dataclass(frozen=True, slots=True)
class At:
    """Where the page stands: the addresses its links and forms lead to."""

    attempt_id: int
    seq: int
    where: Where
    open: frozenset[str] = frozenset()
    """Keys of the person and employer that are open."""

    @property
    def post(self) -> str:
        """Where operations are posted; the operation's name follows."""
        return f"/attempts/{self.attempt_id}/act"

    @property
    def counter(self) -> str:
        """The counter, wherever one looks."""
        return f"/attempts/{self.attempt_id}"

    @property
    def back(self) -> str:
        """This page."""
        return self.page()

    def page(
        self,
        system: str | None = None,
        op: str | None = None,
        paper: str | None = None,
        step: str | None = None,
        **parts: int,
    ) -> str:
        """The page with some of what is looked at replaced; another system closes the form of
        this one, not the step of the case. Every way but those to parts (`talk`, `matters`, `notices`)
        leads to the newest."""
        if op is None and system not in (None, self.where.system):
            op = ""
        other = {"system": system, "op": op, "paper": paper, "step": step, **parts}
        wanted = {name: value for name, value in other.items() if value is not None}
        return _asking(self.counter, self._looking | wanted)

    def notice(self, key: str) -> str:
        """The print view of a notice, which leads back to here."""
        return _asking(f"/attempts/{self.attempt_id}/notices/{key}", self._looking)

    def hand_in(self, sitting_id: int) -> str:
        """The page of handing in, which leads back to here."""
        looking = {"case": self.attempt_id, **self._looking}
        return _asking(f"/sittings/{sitting_id}/hand-in", looking)

    @property
    def around(self) -> Mapping[str, Any]:
        """What is looked at beside the systems, as a form carries it that opens something there."""
        return {name: self._looking[name] for name in ("paper", "step") if self._looking[name]}

    @property
    def _looking(self) -> dict[str, Any]:
        here = self.where
        return {
            "system": here.system,
            "op": here.operation,
            "paper": here.paper,
            "step": here.step,
        }

    def taking(self, paper: str) -> "At":
        """The same page with a paper taken up."""
        return replace(self, where=replace(self.where, paper=paper))

    def showing(self, system: str, operation: str) -> "At":
        """The same page with an operation's form open."""
        return replace(self, where=replace(self.where, system=system, operation=operation))


def _asking(path: str, wanted: Mapping[str, Any]) -> str:
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{path}?{query}" if query else path


def where_of(query: str) -> Where:
    """Where a page's address looks, as far as it can be known without the attempt: pages are kept
    by this, so what there is not leads nowhere."""
    looked = {name: values[-1] for name, values in parse_qs(query).items()}
    system, step = looked.get("system", ""), looked.get("step", "")
    operation = looked.get("op", "")
    if called := functions().get(looked.get("code", "")):
        system, operation = called.operation.declared.system, called.operation.declared.name
    system = system if system in systems() else ""
    menu = menu_of(system or systems()[0])
    paper = looked.get("paper", "")
    return Where(
        system,
        operation if in_menu(operation, menu) else "",
        paper if len(paper) <= LONGEST_NAME else "",
        step if step_named(step) else "",
        *(counted(looked.get(part, ""), otherwise=0) for part in PARTS),
    )


def place_of(operation: type[Operation]) -> Where:
    """Where an operation's form stands: in its system, or beside the case."""
    declared = operation.declared
    if declared.system != HALL:
        return Where(declared.system, declared.name)
    return Where(step=declared.name if operation.form() and operation is not Say else "")
