"""Working out contributions and issuing the slip with the sums the citizen is told."""

from collections.abc import Iterator

from mock_systems.bases import cited
from mock_systems.fields import coded, long_text, money, number, record
from mock_systems.guards import issued_before
from mock_systems.hall.conversation import newest_application
from mock_systems.hall.notices import in_force, issued, made_known, made_void
from mock_systems.money import yuan
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import Facts, Rows
from mock_systems.policy import contribution
from mock_systems.policy.calculation import Calculation
from mock_systems.records import Application, Employer, Notice, Person
from mock_systems.records.employers import INJURY_CLASS, INJURY_FLOAT
from mock_systems.sentence import Sentence
from mock_systems.social_insurance.levies import still_due
from mock_systems.world import World

SLIP = (
    ("基本养老保险", "pension_employer", "pension_employee"),
    ("失业保险", "unemployment_employer", "unemployment_employee"),
    ("工伤保险", "injury_employer", ""),
    ("合计", "employer_total", "employee_total"),
)

SLIP_KIND = "contribution"


class CalculateContribution(
    Operation,
    name="social_insurance.calculate_contribution",
    part="trial",
    title="职工缴费试算",
    basis=cited("SIL 10, 12, 33, 35, 44; RATE 3; LSIM1"),
    menu="征缴",
):
    """One employee's month by declared wage, with the employer's work-injury rate or one given
    by class and float."""

    wage: int = money("申报工资", code="AAC040")
    employer: str = record("单位编号", Employer, "", code="AAB001")
    injury_class: str = coded("工伤行业类别", INJURY_CLASS, "")
    injury_float: str = coded("工伤费率浮动", INJURY_FLOAT, "100")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        if not self.employer and not self.injury_class:
            yield Refusal(
                "no_rate", "请填单位编号，或者选择工伤行业类别。", cited("SIL 34; WIR 8; WIC71")
            )
        elif self.injury_class:
            floats = contribution.floats(int(self.injury_class), on=world.today)
            if self.injury_float not in floats:
                told = Sentence(
                    "该行业类别的费率浮动只有 {floats}。",
                    floats=tuple(f"{percent}%" for percent in floats),
                )
                yield Refusal("no_such_float", told, cited("SIL 34; WIR 8; WIC71"))

    def run(self, world: World) -> Answer:
        done = contribution.employee(self.wage, *self._rate(world), on=world.today)
        rows = [
            (title, yuan(done.fen(employer)), yuan(done.fen(own)) if own else yuan(0))
            for title, employer, own in SLIP
        ]
        title = Sentence("缴费基数 {base} 元", base=yuan(done.fen("base")))
        columns = ("险种", "单位应缴", "个人应缴")
        slip = Rows(title, columns, rows, numbers=columns[1:])
        return Answer("试算完成，未保存。", (slip, _steps(done)))

    def _rate(self, world: World) -> tuple[int, int]:
        if self.injury_class:
            return int(self.injury_class), int(self.injury_float)
        unit = world.one(Employer, self.employer)
        return unit.injury_class, unit.injury_float


class CalculateFlexible(
    Operation,
    name="social_insurance.calculate_flexible",
    part="trial",
    title="灵活就业缴费试算",
    basis=cited("SIL 10, 12.3; PEN38; RATE 3; LSIM1"),
    menu="征缴",
):
    """What a flexible worker pays on a base for some months."""

    base: int = money("缴费基数", code="AAE180")
    count: int = number("缴费月数", 1)

    def run(self, world: World) -> Answer:
        done = contribution.flexible(self.base, on=world.today)
        rows = [
            ("月缴费额", yuan(done.fen("fee"))),
            ("其中划入个人账户", yuan(done.fen("account"))),
            (Sentence("{count} 个月合计", count=self.count), yuan(done.fen("fee") * self.count)),
        ]
        if not done.value["allowed"]:
            rows.append(("核对", "缴费基数不在上下限之间，不能按此申报"))
        return Answer("试算完成，未保存。", (Facts("灵活就业缴费", rows), _steps(done)))


class IssueContributionSlip(
    Operation,
    name="social_insurance.issue_contribution_slip",
    part="deed",
    cautions=("issued_before", "other_total"),
    title="出具社会保险费核定单",
    basis=cited("COL 10; DEC 3; SIL 60"),
    menu="征缴",
):
    """Write down for the citizen what is to be paid. The sums are the clerk's; the slip shows what
    was assessed above them. One that is issued anew takes the place of the last, signed or not: the sums
    are what the citizen goes and pays."""

    person: str = record("个人编号", Person, code="AAC001")
    employer_amount: int = money("单位应缴合计", code="AAE480")
    person_amount: int = money("个人应缴合计", code="AAE481")
    text: str = long_text("说明", "")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        due = still_due(world, self.person)
        if not due:
            yield Refusal(
                "nothing_assessed",
                "该人员没有已核定、待缴纳的费款。请先办理参保登记或者缴费申报，核定后再出具核定单。",
            )
        if not self.employer_amount and not self.person_amount:
            yield Refusal("no_amount", "单位和个人应缴合计都是零，请填写核定金额。")
        employer = sum(levy.employer_amount for levy in due)
        person = sum(levy.person_amount for levy in due)
        yield from issued_before(self._issued_before(world))
        if due and (self.employer_amount, self.person_amount) != (employer, person):
            yield Caution(
                "other_total",
                "所填合计与已核定的不符，请打开人员参保信息，对照缴费核定。确认后按所填金额出具。",
                wrong=True,
            )

    def run(self, world: World) -> Answer:
        made_void(world, self._issued_before(world))
        notice = issued(
            world,
            SLIP_KIND,
            self.person,
            self._filed(world),
            employer_amount=self.employer_amount,
            person_amount=self.person_amount,
            text=self.text,
        )
        return made_known(notice)

    def _filed(self, world: World) -> Application | None:
        return newest_application(world, self.person, self.declared.item)

    def _issued_before(self, world: World) -> list[Notice]:
        """What was issued already with the same application; for the person, once all are decided."""
        filed = self._filed(world)
        of = {"application": filed.application} if filed else {}
        return in_force(world, kind=SLIP_KIND, person=self.person, **of)


def _steps(done: Calculation) -> Rows:
    """The steps of a calculation as a list; how they were rounded only where one was."""
    width = 4 if any(step.rounding for step in done.steps) else 3
    rows = [(s.title, s.formula, s.result, s.rounding)[:width] for s in done.steps]
    columns = ("项目", "算式", "结果", "取舍")[:width]
    return Rows("计算过程", columns, rows, numbers=("结果",))
