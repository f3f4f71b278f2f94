"""Notices: making them, printing them, having them signed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mock_systems.bases import cited
from mock_systems.facts import Fact
from mock_systems.fields import record
from mock_systems.guards import wrong_state
from mock_systems.hall.conversation import nobody_at_desk, visitor_key
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import Panel
from mock_systems.records import Application, Notice, Person, Printout
from mock_systems.sentence import Sentence
from mock_systems.world import World

DELIVERY = cited("LOC 22")


def issued(
    world: World, kind: str, person: str, filed: Application | None = None, **said: Any
) -> Notice:
    """A new notice about a person, filed with an application where it belongs to one."""
    return world.add(
        Notice(
            notice=world.new_key(Notice),
            kind=kind,
            application=filed.application if filed else "",
            item=filed.item if filed else "",
            person=person,
            issued=world.today,
            **said,
        )
    )


def in_force(world: World, **like: Any) -> list[Notice]:
    """The notices like this that still count."""
    return world.find(Notice, **like, valid="1")


def is_signed(world: World, notice: Notice) -> bool:
    """Whether somebody signed for a notice."""
    return world.first(Printout, notice=notice.notice, signed="1") is not None


def made_void(world: World, earlier: Iterable[Notice]) -> None:
    """Notices that another takes the place of: they stay on record with their printouts, and count no
    more."""
    for notice in earlier:
        world.amend(notice, valid="0")
        for printout in world.find(Printout, notice=notice.notice):
            world.amend(printout, valid="0")


def _void(valid: str) -> Iterator[Refusal]:
    if valid == "0":
        yield Refusal("void", "这份文书已经作废，请用重新出具的那一份。", DELIVERY)


def made_known(notice: Notice) -> Answer:
    """What is answered when a notice was made."""
    title = NOTICE_KIND.label(notice.kind)
    number = notice.notice
    return Answer(
        Sentence("已出具{title}，文书编号{number}，请打印送达。", title=title, number=number)
    )


def printed(world: World, notice: Notice, *panels: Panel) -> Answer:
    """Print a notice for the visitor at the desk."""
    printout = world.add(
        Printout(
            printout=world.new_key(Printout),
            notice=notice.notice,
            kind=notice.kind,
            person=notice.person,
            visitor=visitor_key(world),
        )
    )
    title, number = NOTICE_KIND.label(notice.kind), printout.printout
    message = Sentence("{title}已打印，打印编号{number}。", title=title, number=number)
    return Answer(message, panels)


class PrintNotice(
    Operation,
    name="hall.print_notice",
    part="deed",
    facts={"kind": Fact("文书", NOTICE_KIND), "person": Person, "item": Fact("事项", SERVICE_ITEM)},
    cautions=("printed",),
    title="打印文书",
    basis=DELIVERY,
    menu="文书",
):
    """Print a notice for the visitor at the desk."""

    notice: str = record("文书", Notice)

    def facts(self, world: World) -> Mapping[str, Any]:
        notice = world.one(Notice, self.notice)
        return {name: getattr(notice, name) for name in ("kind", "person", "item")}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        notice = world.one(Notice, self.notice)
        yield from _void(notice.valid)
        filed = world.first(Application, application=notice.application)
        if filed and filed.visitor != visitor_key(world):
            yield Refusal("other_visitor", "这份文书属于别的群众的办件，不能打印给当前群众。")
        if world.first(Printout, notice=self.notice):
            yield Caution("printed", "该文书已经打印过。确认后再打印一份。")

    def run(self, world: World) -> Answer:
        return printed(world, world.one(Notice, self.notice))


class ObtainSignature(
    Operation,
    name="hall.obtain_signature",
    part="deed",
    facts={"kind": Fact("文书", NOTICE_KIND), "person": Person, "item": Fact("事项", SERVICE_ITEM)},
    title="请群众签收",
    basis=DELIVERY,
    menu="文书",
):
    """The visitor signs a printed paper."""

    printout: str = record("打印件", Printout)

    def facts(self, world: World) -> Mapping[str, Any]:
        printout = world.one(Printout, self.printout)
        item = world.one(Notice, printout.notice).item
        return {"kind": printout.kind, "person": printout.person, "item": item}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        printout = world.one(Printout, self.printout)
        if printout.visitor != visitor_key(world):
            yield Refusal("other_visitor", "这份文书不是打印给当前群众的，请为当前群众另行打印。")
        elif printout.valid == "0":
            yield from _void(printout.valid)
        else:
            yield from wrong_state(printout, self.declared.name)

    def run(self, world: World) -> Answer:
        printout = world.amend(world.one(Printout, self.printout), signed="1")
        title = NOTICE_KIND.label(printout.kind)
        return Answer(Sentence("群众已在{title}上签收。", title=title))
