"""The person register: changing a person's data (A09) and adding a person.

Key data (name, birth date, citizen number) may be changed after a warning: whether there was
proof for it is for the clerk to know and for others to judge.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

from mock_systems.bases import cited
from mock_systems.bounds import Limit, out_of_bounds
from mock_systems.fields import addressed, coded, day, given, long_text, named, numbered, record
from mock_systems.guards import dead, unchanged, wrong_phone
from mock_systems.identifiers import birth_in, is_citizen_number, sex_in
from mock_systems.kinds import CITIZEN_NUMBER, MOBILE, NAME
from mock_systems.months import day_later, first_day
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import facts_of
from mock_systems.policy import registration
from mock_systems.records import (
    ContributionSpell,
    Employment,
    Participation,
    Person,
    PersonChange,
)
from mock_systems.records.people import HUKOU_KIND
from mock_systems.search import people_numbered
from mock_systems.sentence import Sentence
from mock_systems.social_insurance.person_page import BASIC
from mock_systems.world import World

CHANGE_BASIS = cited("OPR 9, 10; IDL 3")
OLDEST = 130


class ChangePerson(
    Operation,
    name="social_insurance.change_person",
    part="deed",
    cautions=(
        "key_name",
        "key_born",
        "key_citizen_number",
        "young_by_born",
        "young_by_citizen_number",
    ),
    title="个人基本信息变更",
    item="A09",
    basis=CHANGE_BASIS,
    menu="人员管理",
):
    """Give a person other data; fields left empty stay as they are."""

    person: str = record("个人编号", Person, code="AAC001")
    name: str = named("姓名", "", changes="name")
    phone: str = numbered("手机号码", MOBILE, "", code="AAC067", changes="phone")
    address: str = addressed("居住地址", "", code="AAE006", changes="address")
    hukou_address: str = addressed("户籍地址", "", code="AAC010", changes="hukou_address")
    born: date | None = day(
        "出生日期", None, code="AAC006", changes="born", bounds=("first", "last", "happened")
    )
    citizen_number: str = numbered(
        "社会保障号码",
        CITIZEN_NUMBER,
        "",
        code="AAC002",
        most=18,
        changes="citizen_number",
        bounds=("first", "last", "happened"),
    )
    reason: str = long_text("变更原因", "", most=200)

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        person = world.one(Person, self.person)
        yield from dead(person)
        asked = given(self, person)
        yield from unchanged(asked)
        if number := asked.get("citizen_number"):
            yield from wrong_number(number)
            yield from taken_number(world, number, self.person)
        yield from wrong_phone(asked.get("phone", ""))
        yield from out_of_bounds(self, world, person, *_limits(world, person, asked))
        yield from (_key_data(person, name, asked) for name in Person.vital if name in asked)

    def run(self, world: World) -> Answer:
        person = world.one(Person, self.person)
        asked = given(self, person)
        after = world.amend(person, **asked)
        labels = Sentence("{all}", all=tuple(str(Person.facts(name)["label"]) for name in asked))
        world.add(
            PersonChange(
                change=world.new_key(PersonChange),
                person=self.person,
                fields=labels,
                reason=self.reason,
                on=world.today,
            )
        )
        panel = facts_of("基本信息", world, after, *BASIC)
        return Answer(Sentence("已变更：{labels}。", labels=labels), (panel,))


class AddPerson(
    Operation,
    name="social_insurance.add_person",
    part="deed",
    facts={"person": Person},
    cautions=("same_number",),
    title="人员新增登记",
    item="A05",
    basis=cited("SIL 58; OPR 6"),
    menu="人员管理",
):
    """Enter a person who is not in the register yet; sex and birth date follow from the number."""

    citizen_number: str = numbered(
        "社会保障号码", CITIZEN_NUMBER, code="AAC002", most=18, bounds=("first", "happened")
    )
    name: str = named("姓名")
    hukou_kind: str = coded("户口性质", HUKOU_KIND, "10", code="AAC009")
    hukou_address: str = addressed("户籍地址", "", code="AAC010")
    address: str = addressed("居住地址", "", code="AAE006")
    phone: str = numbered("手机号码", MOBILE, "", code="AAC067")

    def facts(self, world: World) -> Mapping[str, Any]:
        same = people_numbered(world, self.citizen_number)
        return {"person": same[0].person} if same else {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from wrong_number(self.citizen_number)
        yield from out_of_bounds(self, world, None, _oldest(world, "citizen_number"))
        yield from wrong_phone(self.phone)
        for known in people_numbered(world, self.citizen_number):
            if NAME.same(known.name, self.name):
                yield Refusal("already_known", "该人员已登记，请查询后直接办理。")
            else:
                yield Caution(
                    "same_number",
                    "该社会保障号码已登记在另一姓名下，新增将形成重复人员。"
                    "请先查询；姓名不一致的，应办理个人基本信息变更。",
                    CHANGE_BASIS,
                    wrong=True,
                )

    def run(self, world: World) -> Answer:
        number = self.citizen_number
        person = world.add(
            Person(
                person=world.new_key(Person),
                citizen_number=number,
                name=self.name,
                sex=sex_in(number),
                born=cast(date, birth_in(number)),
                hukou_kind=self.hukou_kind,
                hukou_area=number[:6],
                hukou_address=self.hukou_address,
                address=self.address,
                phone=self.phone,
            )
        )
        panel = facts_of("基本信息", world, person, *BASIC)
        added = Sentence(
            "已新增人员 {name}，个人编号 {person}。", name=person.name, person=person.person
        )
        return Answer(added, (panel,))


def wrong_number(number: str) -> Iterator[Refusal]:
    """A citizen number that cannot be anybody's, by its check character."""
    if not is_citizen_number(number):
        yield Refusal(
            "bad_number", "社会保障号码校验不通过，请对照证件逐位核对。", cited("GB11643")
        )


def _limits(world: World, person: Person, asked: Mapping[str, Any]) -> Iterator[Limit]:
    """What is left open to a changed birth date, typed or in a number: nobody is as old as that,
    and nothing in the registers was before the person was born, or old enough for it."""
    begun = _begun(world, person)
    years = registration.youngest("working", on=world.today)
    unborn = "按{label}，已登记的就业或者参保早于出生，请核对日期和人员。"
    young = "按{label}，已登记的就业或者参保始于{years}周岁以前，请核对日期和人员。确认后继续变更。"
    for field in (each for each in ("born", "citizen_number") if each in asked):
        label = Person.facts(field)["label"]
        told = Sentence(young, label=label, years=years)
        yield _oldest(world, field)
        yield Limit(field, Refusal(f"unborn_by_{field}", Sentence(unborn, label=label)), last=begun)
        grown = day_later(begun, -12 * years) if begun and begun.year > years else None
        yield Limit(
            field, Caution(f"young_by_{field}", told, cited("LL 15"), wrong=True), last=grown
        )


def _oldest(world: World, field: str) -> Limit:
    """How long ago somebody may have been born who is in the register today."""
    told = Sentence("按填写的内容，该人员已超过{years}周岁，请核对证件。", years=OLDEST)
    first = day_later(world.today, -12 * (OLDEST + 1)) + timedelta(1)
    return Limit(field, Refusal(f"too_old_by_{field}", told), first=first)


def _begun(world: World, person: Person) -> date | None:
    """The first day of a person's work or insurance in the registers."""
    key = person.person
    months = [each.since for each in world.find(Participation, person=key)]
    months += [each.first for each in world.find(ContributionSpell, person=key)]
    days = [each.started for each in world.find(Employment, person=key)]
    days += [first_day(month) for month in months if month]
    return min(filter(None, [*days, person.work_started]), default=None)


def taken_number(world: World, number: str, person: str) -> Iterator[Refusal]:
    """Why a citizen number cannot become a person's: it is somebody else's."""
    for other in people_numbered(world, number):
        if other.person != person:
            yield Refusal(
                "number_taken",
                "该社会保障号码已属于他人，不得重复；一人多号应报送合并。",
                cited("SIL 58.3"),
            )


def _key_data(person: Person, name: str, asked: Mapping[str, Any]) -> Caution:
    label = Person.facts(name)["label"]
    number, born = (asked.get(n, getattr(person, n)) for n in ("citizen_number", "born"))
    numbered = birth_in(number)
    apart = name != "name" and numbered not in (None, born)
    return Caution(
        f"key_{name}",
        Sentence(
            "{label}属于关键信息（变更为 {after}），须有公安机关证明等依据并经复核。{more}",
            label=label,
            after=asked[name],
            more="变更后出生日期与社会保障号码中的不一致。" if apart else "",
        ),
        CHANGE_BASIS,
    )
