"""Guards: what several operations refuse alike, said once.

What is found and under which code is the same everywhere; the sentence and its basis are each
operation's own, with the placeholders named here. Like every refusal and caution they tell what was typed and what the rule
says, never a value of the register: one need not have looked anybody up to be refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Any

from mock_systems import standing
from mock_systems.ages import age
from mock_systems.bases import NOTHING, Basis, cited
from mock_systems.kinds import MOBILE
from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import Caution, Refusal
from mock_systems.policy import registration
from mock_systems.records import Employer, Notice, Person, Record
from mock_systems.records.employers import IN_BUSINESS
from mock_systems.records.people import DEAD
from mock_systems.sentence import Sentence
from mock_systems.world import World

PHONE_DIGITS = 11
PAST_WORK = 100
"""The age from which nobody works or pays contributions any more (SIM)."""


def dead(person: Person) -> Iterator[Refusal]:
    """The refusal of everything that is registered for the living alone."""
    if person.state == DEAD:
        yield Refusal("dead", "该人员已登记为死亡，不得办理登记，请核实身份。")


def ends_otherwise(person: Person, dies: bool, basis: Basis) -> Iterator[Caution]:
    """What ends for the dead ends for their death, unless it was over before."""
    if person.state == DEAD and not dies:
        yield Caution(
            "dead_otherwise",
            "该人员已登记为死亡，所选的原因不是死亡，请核对。生前已经终止的，确认后按所选原因办理。",
            basis,
        )


def too_young(
    world: World, person: Person, what: str, told: str, basis: Basis, *, by: date | None = None
) -> Iterator[Refusal]:
    """Who is not old enough for something (as `registration.youngest` names it) on a day, today
    where none is given; the sentence may tell `{years}`."""
    youngest = registration.youngest(what, on=world.today)
    if age(person.born, by or world.today) < youngest:
        yield Refusal("under_age", Sentence(told, years=youngest), basis)


def too_old(person: Person, day: date, label: str = "") -> Iterator[Refusal]:
    """Who can neither work nor pay for anything any more on a day, `label` of its field; the law
    knows no such age."""
    if age(person.born, day) >= PAST_WORK:
        at_once = "该人员已满{years}周岁，请核对是不是本人。"
        by_day = "按“{label}”，该人员那时已满{years}周岁，请核对日期和人员。"
        told = Sentence(by_day if label else at_once, label=label, years=PAST_WORK)
        yield Refusal("too_old", told)


def receives_pension(
    world: World,
    person: Person,
    told: str,
    basis: Basis = NOTHING,
    *,
    kinds: tuple[str, ...] = (standing.EMPLOYEE_PENSION,),
) -> Iterator[Refusal]:
    """Who has a pension of one of these kinds already."""
    if any(standing.receives(world, person.person, kind) for kind in kinds):
        yield Refusal("draws_pension", told, basis)


def wrong_phone(phone: str) -> Iterator[Refusal]:
    """A mobile number that cannot be one; none at all is no such number."""
    if phone and not MOBILE.possible(phone):
        wrong = Sentence("手机号码应为{digits}位数字，请核对。", digits=PHONE_DIGITS)
        yield Refusal("bad_phone", wrong)


def unchanged(given: Mapping[str, Any]) -> Iterator[Refusal]:
    """A change that gives a record nothing but what it says already (`mock_systems.fields.given`)."""
    if not given:
        yield Refusal("nothing_changed", "没有填写任何与现登记不同的内容，请填写要变更的项目。")


def issued_before(earlier: Iterable[Notice]) -> Iterator[Caution]:
    """What is asked before a notice takes the place of another."""
    for notice in earlier:
        told = Sentence(
            "已出具过{title}，文书编号{number}。确认后原来的作废，按现在填写的重新出具、打印、签收。",
            title=NOTICE_KIND.label(notice.kind),
            number=notice.notice,
        )
        yield Caution("issued_before", told, cited("LOC 22"))


def unit_closed(world: World, employer: str, told: str) -> Iterator[Refusal]:
    """A unit that is no more cannot employ or insure anybody; none at all is no such unit."""
    if employer and world.one(Employer, employer).state != IN_BUSINESS:
        yield Refusal("employer_closed", told)


def wrong_state(record: Record, operation: str, after: str = "") -> Iterator[Refusal]:
    """An operation that a record's state does not allow, by its table of moves; `after` is the
    state it would lead to, where the operation may lead to several."""
    moves, state = record.moves, record.stands_in
    assert moves is not None, "only a record with a state has a wrong one"
    way_out = moves.move(operation, after).why_not(state)
    if way_out is not None:
        words = {"state": moves.states[state], "way_out": way_out}
        named = {each for _, each, *_ in Formatter().parse(moves.told) if each}
        filled = {name: words.get(name) or getattr(record, name, "") for name in named}
        yield Refusal(moves.code.format(state=state), Sentence(moves.told, **filled), moves.basis)


def asks_back(record: Record, operation: str) -> bool:
    """Whether an operation asks back in a record's state before it moves it."""
    assert record.moves is not None, "only a record with a state is moved"
    return record.stands_in in record.moves.move(operation).asked


def allowed(record: Record, operation: str) -> bool:
    """Whether a record's state lets an operation be done to it."""
    return not list(wrong_state(record, operation))
