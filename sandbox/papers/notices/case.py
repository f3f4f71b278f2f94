"""A notice with the records around it: what the kinds of notice draw upon."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from mock_systems.bases import Basis
from mock_systems.operation import OPERATIONS
from mock_systems.records import Application, Employer, Notice, Person, Record, Visitor
from mock_systems.world import Change, World


@dataclass(frozen=True, slots=True)
class Work:
    """What actions did so far: the changes they made, and the operation of each by its number."""

    changes: Sequence[Change] = ()
    operations: Mapping[int, str] = field(default_factory=dict)


NOTHING = Work()
Known = Callable[[Record], bool]
"""Whether a reader knows how a party is called."""


def everybody(party: Record) -> bool:
    """Of a reader from whom nothing is kept back."""
    return True


@dataclass(frozen=True, slots=True)
class Case:
    """A notice with the records around it."""

    world: World
    notice: Notice
    work: Work
    now: World
    known: Known = everybody

    @property
    def step(self) -> Sequence[Change]:
        """What the action changed that issued it."""
        changes = self.work.changes
        made = next(c.seq for c in changes if c.key == self.notice.notice and not c.before)
        return [change for change in changes if change.seq == made]

    @property
    def application(self) -> Application | None:
        key = self.notice.application
        return self.world.one(Application, key) if key else None

    @property
    def person(self) -> Person | None:
        key = self.notice.person
        return self.world.one(Person, key) if key else None

    @property
    def employer(self) -> Employer | None:
        key = self.application.employer if self.application else ""
        return self.world.one(Employer, key) if key else None

    @property
    def present(self) -> str:
        """Who stood at the window."""
        if not self.application:
            return "申请人"
        return name_of(self.world, self.application.visitor, self.known)

    @property
    def in_person(self) -> bool:
        """Whether that was the person it is about."""
        if not self.application or not self.person:
            return False
        return name_of(self.world, self.application.visitor) == self.person.name

    def told(self, party: Person | Employer) -> str:
        """How a party is called; by its number, where that was not looked up."""
        return party.name if self.known(party) else party.key

    def by_operations(self, changes: Sequence[Change]) -> Basis:
        """The articles that the operations behind some changes rest on."""
        done = dict.fromkeys(self.work.operations.get(change.seq, "") for change in changes)
        bases = (OPERATIONS[name].declared.basis for name in done if name)
        return reduce(or_, bases, Basis())


def name_of(world: World, visitor: str, known: Known = everybody) -> str:
    """What a visitor is called: by name, where the hall knows it."""
    found = world.one(Visitor, visitor)
    person = world.one(Person, found.person) if found.person else None
    return person.name if person and known(person) else found.call_name
