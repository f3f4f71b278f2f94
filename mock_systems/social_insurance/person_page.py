"""The person page: everything the social-insurance system knows of one person, read-only."""

from collections.abc import Sequence

from mock_systems import standing
from mock_systems.money import yuan
from mock_systems.panels import Facts, Panel, Rows, facts_of, rows_of
from mock_systems.records import (
    Benefit,
    ContributionSpell,
    Levy,
    Participation,
    Person,
    PersonalAccount,
    Unemployment,
)
from mock_systems.records.cards import CARD_STATE
from mock_systems.records.insurance import BENEFIT_KIND, INSURANCE
from mock_systems.sentence import Sentence
from mock_systems.world import World

BASIC = (
    "person", "citizen_number", "name", "sex", "born", "ethnicity", "state", "hukou_kind",
    "hukou_area", "work_started", "hukou_address", "phone", "address",
)  # fmt: skip
INSURED = (
    "insurance", "state", "identity", "employer", "since", "base", "tier", "stopped", "stop_reason"
)  # fmt: skip
RARE = ("base", "tier", "stopped", "stop_reason")
"""Columns left out where nothing stands in them: a base is an employee's, a tier a resident's."""
LEVIED = ("month", "insurance", "employer", "base", "employer_amount", "person_amount", "paid")
PAID = ("insurance", "first", "last", "base", "employer", "identity")
RECENT = 24
"""Lines shown of what was paid and of what was assessed, the newest first."""


def person_page(world: World, person: Person) -> Sequence[Panel]:
    """The panels of the page; lists with nothing in them are left out."""
    key = person.person
    lists = (
        insured(world, key),
        _paid(world, key),
        _spells(world, key),
        _accounts(world, key),
        rows_of("定期待遇", world, world.find(Benefit, person=key), Benefit),
        _levies(world, key),
    )
    panels: list[Panel] = [facts_of("基本信息", world, person, *BASIC), _flags(world, key)]
    return [*panels, *(panel for panel in lists if panel.rows)]


def insured(world: World, person: str) -> Rows:
    """The person's participations in the order of the insurances."""
    found = world.find(Participation, person=person, order="insurance")
    used = {name for name in RARE if any(getattr(each, name) for each in found)}
    names = [name for name in INSURED if name in used or name not in RARE]
    return rows_of("参保信息", world, found, Participation, *names)


def _paid(world: World, person: str) -> Rows:
    rows = [
        (INSURANCE.label(each.insurance), str(each.months), each.first, each.last)
        for each in standing.paid(world, person)
    ]
    columns = ("险种", "累计缴费月数", "首次缴费", "最近缴费")
    return Rows("缴费汇总", columns, rows, numbers=columns[1:2])


def _spells(world: World, person: str) -> Rows:
    """What was paid month by month, as stretches on one base: gaps between them show."""
    spells = world.find(
        ContributionSpell, person=person, order="last", descending=True, limit=RECENT
    )
    return rows_of("缴费明细", world, spells, ContributionSpell, *PAID)


def _accounts(world: World, person: str) -> Rows:
    accounts = world.find(PersonalAccount, person=person, order="insurance")
    rows = [
        (
            INSURANCE.label(account.insurance),
            str(account.months),
            yuan(account.principal),
            yuan(account.interest),
            yuan(account.principal + account.interest),
        )
        for account in accounts
    ]
    columns = ("险种", "累计月数", "本金", "利息", "储存额")
    return Rows("个人账户", columns, rows, numbers=columns[1:])


def _levies(world: World, person: str) -> Rows:
    levies = world.find(Levy, person=person, order="month", descending=True, limit=RECENT)
    return rows_of("缴费核定", world, levies, Levy, *LEVIED)


def _flags(world: World, person: str) -> Facts:
    card = standing.newest_card(world, person)
    employments = standing.open_employments(world, person)
    unemployment = standing.open_unemployment(world, person)
    rows = [
        ("社保卡", CARD_STATE.label(card.state) if card else "未申领"),
        ("就业登记", "有" if employments else "无"),
        ("失业登记", _valid(unemployment) if unemployment else "无"),
        ("领取待遇", _received(world, person)),
    ]
    return Facts("关联状态", rows)


def _valid(unemployment: Unemployment) -> Sentence:
    return Sentence("有效（{registered}登记）", registered=unemployment.registered)


def _received(world: World, person: str) -> str:
    kinds = tuple(BENEFIT_KIND.label(each.kind) for each in standing.benefits(world, person))
    return Sentence("{all}", all=kinds) if kinds else "无"
