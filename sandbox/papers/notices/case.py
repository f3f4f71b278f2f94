"""A notice with the records around it: what the kinds of notice draw upon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mock_systems.operation import OPERATIONS
from mock_systems.records import Application, Employer, Notice, Person, Visitor
from mock_systems.world import Change, World


@dataclass(frozen=True, slots=True)
class Work:
    """What actions did so far: the changes they made, and the operation of each by its number."""

    changes: Sequence[Change] = ()
    operations: Mapping[int, str] = field(default_factory=dict)


NOTHING = Work()


@dataclass(frozen=True, slots=True)
class Case:
    """A notice with the records around it."""

    world: World
    notice: Notice
    work: Work
    now: World

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
        return name_of(self.world, self.application.visitor) if self.application else "申请人"

    def by_operations(self, changes: Sequence[Change]) -> str:
        """The articles that the operations behind some changes rest on."""
        done = dict.fromkeys(self.work.operations.get(change.seq, "") for change in changes)
        bases = dict.fromkeys(OPERATIONS[name].declared.basis for name in done if name)
        return "；".join(bases)


def name_of(world: World, visitor: str) -> str:
    """What a visitor is called: by name, where the hall knows it."""
    found = world.one(Visitor, visitor)
    return world.one(Person, found.person).name if found.person else found.call_name
