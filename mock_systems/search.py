"""The query line of the systems: people and employers by number, name or phone.

A number finds who has it and nobody else. A name finds everyone whose name begins so: look-alikes
stand side by side, told apart by number, home and unit, and the clerk must choose.
What cannot be anybody's is told to be impossible, and is not looked for: nobody is registered anew
for a slip of the keys.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, ClassVar

from mock_systems import standing
from mock_systems.bases import cited
from mock_systems.city import AREA
from mock_systems.codes import CodeList
from mock_systems.facts import Fact
from mock_systems.fields import coded, text
from mock_systems.kinds import CITIZEN_NUMBER, CREDIT_CODE, MOBILE, NAME, RECORD_KEY
from mock_systems.operation import LISTED, Answer, Caution, Operation, Refusal
from mock_systems.panels import Remarked, Rows, rows_of
from mock_systems.records import Employer, Participation, Person
from mock_systems.records.insurance import INSURED_STATE, NEVER, PAYING
from mock_systems.records.people import SEX
from mock_systems.sentence import Sentence
from mock_systems.wording import NONE
from mock_systems.world import Prefix, World

PERSON_SEARCH = CodeList(
    "person_search",
    {"number": "社会保障号码", "name": "姓名", "person": "个人编号", "phone": "手机号码"},
)
EMPLOYER_SEARCH = CodeList(
    "employer_search",
    {"employer": "单位编号", "credit_code": "统一社会信用代码", "name": "单位名称"},
)

PRIVACY = cited("PIP 6, 34; OPR 49; LOC 9")
LIMIT = 20
EMPLOYER_COLUMNS = ("employer", "name", "credit_code", "kind", "state")


class PersonQuery(
    Operation,
    facts={"person": Person, LISTED: Fact("列出的人员", record=Person.table, several=True)},
):
    """A system's search for people; `opens` is the operation that opens a found one, `columns`
    are those of the list and `nobody` the answer where it would be empty."""

    opens: ClassVar[str] = ""
    columns: ClassVar[Sequence[str]] = (
        "个人编号", "姓名", "性别", "社会保障号码", "户口所在地", "参保状态", "单位",
    )  # fmt: skip
    nobody: ClassVar[str] = "未找到符合条件的人员，请核对证件；确未登记的，办理人员新增登记。"

    by: str = coded("查询方式", PERSON_SEARCH, "number")
    value: str = text("查询内容", most=40)

    def facts(self, world: World) -> Mapping[str, Any]:
        exact = self._exact(world)
        return {"person": exact[0].person} if len(exact) == 1 else {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        if self.by == "number" and len(self._meant) == 15 and self._meant.isdigit():
            yield Refusal(
                "old_number", "15位旧号码不再受理，请群众出示18位公民身份号码的证件后再查询。"
            )
        elif self.by == "name" and len(self._meant) < 2:
            yield Refusal("too_short", "按姓名查询至少输入2个字。")
        elif self.by == "name" and re.search(r"\d", self._meant):
            yield Refusal("bad_name", "姓名中没有数字，请核对查询方式和查询内容。")
        else:
            yield from impossible(self.by, self._meant)

    def run(self, world: World) -> Answer:
        people = self._people(world)
        rows = [self._row(world, person) for person in people[:LIMIT]]
        keys = [person.person for person in people[:LIMIT]]
        panel = Rows("查询结果", self.columns, rows, keys, self.opens, "person")
        return _found(panel, len(people), "人", self.nobody)

    @property
    def _meant(self) -> str:
        return as_registered(self.by, self.value)

    def _exact(self, world: World) -> list[Person]:
        """The first two people of whom the value is the whole number, name or phone."""
        wanted: dict[str, Any] = {_COLUMN[self.by]: self._meant}
        return world.find(Person, limit=2, **wanted)

    def _people(self, world: World) -> list[Person]:
        """Who is meant; of a name those who are called so first, then those whose names go on; at
        most one more than `LIMIT`."""
        exact = self._exact(world)
        if self.by != "name":
            return exact
        begins = world.find(Person, order="name", limit=LIMIT + 3, name=Prefix(self._meant))
        others = (person for person in begins if person not in exact)
        return [*exact, *islice(others, LIMIT + 1 - len(exact))]

    def _row(self, world: World, person: Person) -> Sequence[str]:
        state, unit = _insured(world, person.person)
        sex = SEX.label(person.sex)
        home = AREA.label(person.hukou_area)
        return (person.person, person.name, sex, person.citizen_number, home, state, unit)


class EmployerQuery(
    Operation,
    facts={"employer": Employer, LISTED: Fact("列出的单位", record=Employer.table, several=True)},
):
    """A system's search for employers; `opens` is the operation that opens a found one."""

    opens: ClassVar[str] = ""

    by: str = coded("查询方式", EMPLOYER_SEARCH, "name")
    value: str = text("查询内容", most=60)

    def facts(self, world: World) -> Mapping[str, Any]:
        exact: dict[str, Any] = {self.by: as_registered(self.by, self.value)}
        found = world.find(Employer, limit=2, **exact)
        return {"employer": found[0].employer} if len(found) == 1 else {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        meant = as_registered(self.by, self.value)
        if self.by == "name" and len(meant) < 2:
            yield Refusal("too_short", "按单位名称查询至少输入2个字。")
        else:
            yield from impossible(self.by, meant)

    def run(self, world: World) -> Answer:
        meant = as_registered(self.by, self.value)
        wanted: dict[str, Any] = {self.by: Prefix(meant) if self.by == "name" else meant}
        units = world.find(Employer, order=self.by, limit=LIMIT + 1, **wanted)
        rows = rows_of("查询结果", world, units[:LIMIT], Employer, *EMPLOYER_COLUMNS)
        keys = [unit.employer for unit in units[:LIMIT]]
        panel = replace(rows, keys=keys, opens=self.opens, field="employer")
        return _found(
            panel, len(units), "家单位", "未找到符合条件的单位，请核对营业执照上的名称和代码。"
        )


def people_numbered(world: World, citizen_number: str) -> list[Person]:
    """Everyone registered under a citizen number, however it is spelt."""
    return world.find(Person, citizen_number=CITIZEN_NUMBER.spelt(citizen_number))


_COLUMN = {"number": "citizen_number", "name": "name", "person": "person", "phone": "phone"}


def as_registered(by: str, value: str) -> str:
    """What was typed to look by, as registers hold it."""
    return str(_KINDS.get(by, RECORD_KEY).of(value))


def impossible(by: str, meant: str) -> Iterator[Refusal]:
    """That nobody and nothing can have what is meant, whoever there is."""
    possible, told = _FORMS[by]
    if not possible(meant):
        yield Refusal(f"bad_{by}", told)


def _of_form(form: str) -> Callable[[str], bool]:
    return lambda meant: re.fullmatch(form, meant) is not None


_on_card = _of_form("[0-9A-Z]{9}")
_KINDS = {"name": NAME, "phone": MOBILE}
_FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "number": (CITIZEN_NUMBER.valid, "社会保障号码校验不通过，请对照证件逐位核对后重新输入。"),
    "name": (_of_form(r".*[^\W\d_].*"), "名称中没有文字，请核对查询方式和查询内容。"),
    "person": (
        _of_form("3901[0-9]{6,7}"),
        "个人编号是3901开头的10位或11位数字，请核对查询方式和查询内容。",
    ),
    "phone": (MOBILE.valid, "手机号码应为11位数字，请核对查询方式和查询内容。"),
    "card": (
        lambda meant: CITIZEN_NUMBER.valid(meant) or _on_card(meant),
        "社会保障卡号应为9位卡号或者18位社会保障号码，请核对卡面后重新输入。",
    ),
    "employer": (
        _of_form("3901[0-9]{4,5}"),
        "单位编号是3901开头的8位数字，请核对查询方式和查询内容。",
    ),
    "credit_code": (
        CREDIT_CODE.valid,
        "统一社会信用代码校验不通过，请对照营业执照逐位核对后重新输入。",
    ),
}
"""For each way of looking, what can be looked for, and what is said of anything else."""


def _insured(world: World, person: str) -> tuple[str, str]:
    """The state of someone's pension insurance, the one paid to now before others; and the unit."""
    pension = world.find(Participation, person=person, insurance=standing.EMPLOYEE_PENSION)
    resident = world.find(Participation, person=person, insurance=standing.RESIDENT_PENSION)
    current = min([*pension, *resident], key=lambda each: each.state != PAYING, default=None)
    if current is None:
        return INSURED_STATE.label(NEVER), NONE
    unit = world.one(Employer, current.employer).name if current.employer else NONE
    return INSURED_STATE.label(current.state), unit


def _found(panel: Rows, count: int, unit: str, none: str) -> Answer:
    if not count:
        return Answer(none)
    if count > LIMIT:
        note = Remarked("care", Sentence("只列出前 {limit} {unit}。", limit=LIMIT, unit=unit))
        more = Sentence("找到超过 {limit} {unit}，请补充查询内容后再查。", limit=LIMIT, unit=unit)
        return Answer(more, (panel, note))
    if count > 1:
        several = Sentence("找到 {count} {unit}，请核对。", count=count, unit=unit)
        return Answer(several, (panel,))
    return Answer(Sentence("找到 {count} {unit}。", count=count, unit=unit), (panel,))
