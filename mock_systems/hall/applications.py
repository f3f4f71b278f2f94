"""Applications: opening one, and the four ways to decide it, each with its notice.

Right and wrong decisions are both possible; only an application that is decided already cannot
be decided again, and what contradicts a notice already given is asked back.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from mock_systems.bases import cited
from mock_systems.facts import Fact
from mock_systems.fields import coded, long_text, record, several
from mock_systems.guards import asks_back, issued_before
from mock_systems.hall.business import business_of
from mock_systems.hall.conversation import (
    nobody_at_desk,
    not_at_hand,
    open_applications,
    visitor_key,
)
from mock_systems.hall.notices import (
    DELIVERY,
    in_force,
    is_signed,
    issued,
    made_known,
    made_void,
)
from mock_systems.items import ITEMS, SERVICE_ITEM
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import Facts
from mock_systems.papers import PAPER_KIND
from mock_systems.reasons import REFUSAL_REASON
from mock_systems.records import Application, Employer, Notice, Person
from mock_systems.sentence import Sentence
from mock_systems.world import World

TELL_ONCE = cited("LOC 13")
MARKET_SUBJECTS = cited("OBE 36")
"""What telling at once rests on too where an employer applies."""


class OpenApplication(
    Operation,
    name="hall.open_application",
    part="deed",
    title="收件登记",
    basis=cited("LOC 10; OPR 38"),
    menu="办件",
):
    """Open an application for an item; for whom may be left empty where no record exists yet."""

    item: str = coded("事项", SERVICE_ITEM)
    person: str = record(
        "办理对象", Person, "", code="AAC001", hint="个人编号或公民身份号码；尚无登记的留空"
    )
    employer: str = record(
        "单位", Employer, "", code="AAB001", hint="单位编号或统一社会信用代码；单位事项必填"
    )

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        if ITEMS[self.item].of_employer and not self.employer:
            yield Refusal(
                "no_employer",
                Sentence(
                    "“{item}”由用人单位申请，请填写单位。", item=SERVICE_ITEM.label(self.item)
                ),
                ITEMS[self.item].basis,
            )
        wanted = (self.item, self.person, self.employer)
        for application in open_applications(world):
            if (application.item, application.person, application.employer) == wanted:
                yield Refusal(
                    "doubled",
                    Sentence(
                        "同一办理对象的“{item}”已有在办件{application}，请在该办件上继续办理。",
                        item=SERVICE_ITEM.label(self.item),
                        application=application.application,
                    ),
                )

    def run(self, world: World) -> Answer:
        application = world.add(
            Application(
                application=world.new_key(Application),
                visitor=visitor_key(world),
                item=self.item,
                person=self.person,
                employer=self.employer,
                opened=world.today,
            )
        )
        filed = Sentence("已收件，办件编号{application}。", application=application.application)
        return Answer(filed, [_item_facts(application.item)])


class _Decision(
    Operation, facts={"person": Person, "employer": Employer, "item": Fact("事项", SERVICE_ITEM)}
):
    """A decision on an application of the visitor at the desk; `notice` is what it issues."""

    notice: ClassVar[str]

    application: str = record("办件", Application)

    def facts(self, world: World) -> Mapping[str, Any]:
        application = world.one(Application, self.application)
        kept = application.columns()
        return {name: getattr(application, name) for name in self.declared.facts if name in kept}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        yield from not_at_hand(world, self.application, self.declared.name)

    def _accepted_before(self, world: World) -> Iterator[Caution]:
        if asks_back(world.one(Application, self.application), self.declared.name):
            yield Caution(
                "accepted_before",
                "该办件已受理，受理通知书已交给群众，与本次处理相互矛盾。确认后继续。",
                cited("LOC 20"),
                wrong=True,
            )

    def _issued_before(self, world: World) -> list[Notice]:
        """What the same decision issued on the application, and still counts."""
        return in_force(world, kind=self.notice, application=self.application)

    def _decide(self, world: World, *, reason: str = "", **said: Any) -> Answer:
        application = world.one(Application, self.application)
        made_void(world, (e for e in self._issued_before(world) if not is_signed(world, e)))
        state = Application.moves.move(self.declared.name).after
        world.amend(application, state=state, reason=reason)
        person = application.person
        return made_known(issued(world, self.notice, person, application, reason=reason, **said))


class Accept(
    _Decision,
    name="hall.accept",
    part="deed",
    title="受理",
    basis=cited("LOC 12"),
    menu="办件",
):
    """Accept an application: an acceptance notice, whose time limits are the item's."""

    notice = "acceptance"

    def run(self, world: World) -> Answer:
        return self._decide(world)


class GiveOneTimeNotice(
    _Decision,
    name="hall.give_one_time_notice",
    part="deed",
    facts={"lists": Fact("列有材料")},
    cautions=(
        "accepted_before",
        "issued_before",
        "told_before",
    ),
    title="一次性告知",
    basis=TELL_ONCE,
    menu="办件",
):
    """Tell all that is missing at once. Before it is signed for it may be written anew."""

    notice = "one_time"

    missing: tuple[str, ...] = several("需补正材料", PAPER_KIND, ())
    text: str = long_text("说明", "")

    def facts(self, world: World) -> Mapping[str, Any]:
        return {**super().facts(world), "lists": bool(self.missing)}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from super().check(world)
        if not self.missing and not self.text:
            yield Refusal("nothing_told", "请选择需补正的材料，或者写明需要补充的事项。", TELL_ONCE)
        yield from self._accepted_before(world)
        for earlier in self._issued_before(world)[-1:]:
            if is_signed(world, earlier):
                yield Caution(
                    "told_before",
                    "该办件已出具过一次性告知书，再次告知会让群众多跑一趟。确认后继续。",
                    TELL_ONCE,
                )
            else:
                yield from issued_before([earlier])

    def run(self, world: World) -> Answer:
        return self._decide(world, missing=" ".join(sorted(self.missing)), text=self.text)


class Refuse(
    _Decision,
    name="hall.refuse",
    part="deed",
    cautions=("accepted_before", "issued_before"),
    title="不予受理",
    basis=cited("LOC 14; ARL 20"),
    menu="办件",
):
    """Refuse an application in writing, for a reason of the list. Before the notice is signed for it may
    be written anew."""

    notice = "refusal"

    reason: str = coded("不予受理原因", REFUSAL_REASON)
    text: str = long_text("事实说明", "")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from super().check(world)
        yield from self._accepted_before(world)
        for earlier in self._issued_before(world):
            if is_signed(world, earlier):
                signed = "不予受理通知书群众已经签收，不能重新出具；确需再办请另行收件。"
                yield Refusal("delivered", signed, DELIVERY)
            else:
                yield from issued_before([earlier])

    def run(self, world: World) -> Answer:
        return self._decide(world, reason=self.reason, text=self.text)


class IssueResult(
    _Decision,
    name="hall.issue_result",
    part="deed",
    cautions=(
        "not_accepted",
        "nothing_done",
    ),
    title="办结",
    basis=cited("LOC 20, 21"),
    menu="办件",
):
    """Finish an application: the notice of its result."""

    notice = "result"

    text: str = long_text("办理结果和告知事项", "")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from super().check(world)
        application = world.one(Application, self.application)
        if asks_back(application, self.declared.name):
            yield Caution(
                "not_accepted",
                "该办件尚未受理。当场办结的可以直接办结，不再出具受理通知书；确认后办结。",
            )
        if not any(business_of(record, application) for record in world.acted_on()):
            yield Caution(
                "nothing_done",
                "尚未为办理对象办理任何业务，登记信息没有变动。确认后仍出具办结通知单。",
                wrong=True,
            )

    def run(self, world: World) -> Answer:
        return self._decide(world, text=self.text)


def _item_facts(code: str) -> Facts:
    item = ITEMS[code]
    materials = tuple(map(PAPER_KIND.label, item.materials))
    name = Sentence("{code} {name}", code=item.code, name=SERVICE_ITEM.label(item.code))
    rows = (
        ("事项", name),
        ("通常所需材料", Sentence("{all}", all=materials)),
        ("法定条件和材料", Sentence("{all}", all=item.terms) if item.terms else ""),
        ("时限", item.times),
        ("依据", item.basis),
    )
    return Facts("事项信息", [(label, value) for label, value in rows if value])
