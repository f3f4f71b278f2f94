"""A record that nobody has heard of is shown everywhere: it says itself how it is called."""

from collections.abc import Iterator
from datetime import date

import pytest

from mock_systems.fields import FormField
from mock_systems.hall.business import business_of
from mock_systems.kinds import RECORD_KEY
from mock_systems.looked import Looked
from mock_systems.operation import OPERATIONS
from mock_systems.panels import rows_of
from mock_systems.records import TABLES, Record, column, key_column, parties
from mock_systems.records.insurance import INSURANCE
from mock_systems.sentence import Sentence
from mock_systems.world import World
from sandbox.forms.numbers import keyed
from sandbox.forms.views import described, form_view
from sandbox.judging.labels import names_in
from sandbox.judging.review import records_at
from sandbox.papers.registered import registered
from tests.mock_systems.builders import application, employer, person

TODAY = date(2026, 6, 15)


@pytest.fixture
def grant() -> Iterator[type[Record]]:
    """The class of a record that is in no list; it is forgotten afterwards."""

    class Grant(Record):
        table = "grant"
        title = "补助"
        prefix = "BZ"
        called = Sentence("补助（{insurance}，{month} 起）")
        apart_by = ("insurance", "employer")

        grant: str = key_column("补助编号")
        person: str = column("个人编号", index=True)
        insurance: str = column("险种", codes=INSURANCE)
        employer: str = column("单位编号", "")
        month: str = column("起始年月", unit="month")
        amount: int = column("月标准", unit="fen")
        phone: str = column("联系电话", "", kind="mobile")
        ends: date | None = column("终止日期", None)

    yield Grant
    del TABLES["grant"]


def given(kind: type[Record], **changes: object) -> Record:
    row = {"grant": "BZ1", "person": "39019C01", "insurance": "210", "employer": "3901A01"}
    return kind.of({**row, "month": "2026-06", "amount": 120000, "phone": "14290000187", **changes})


def hall(*records: Record) -> World:
    return World(World.of(person(), employer(), *records), TODAY, seq=1)


def test_a_list_shows_it_under_its_labels_and_masks_numbers_of_people(
    grant: type[Record],
) -> None:
    shown = rows_of("补助", hall(given(grant)), [given(grant)], grant)
    assert dict(zip(shown.columns, shown.rows[0], strict=True)) == {
        "险种": "失业保险",
        "单位": "星渡物流有限公司",
        "起始年月": "2026-06",
        "月标准": "1,200.00",
        "联系电话": "142****0187",
        "终止日期": "—",
    }
    assert shown.numbers == ["月标准"]


def test_a_list_of_choices_tells_it_apart(grant: type[Record]) -> None:
    assert described(hall(), given(grant)) == "失业保险 · 星渡物流有限公司"


def test_a_result_prints_what_became_of_it(grant: type[Record]) -> None:
    world = hall(given(grant))
    world.amend(world.one(grant, "BZ1"), amount=130000, ends=TODAY)
    assert list(registered(world, world.made)) == [
        {
            "what": "补助（失业保险，星渡物流有限公司）",
            "before": "月标准：1,200.00",
            "after": "月标准：1,300.00；终止日期：2026年6月15日",
        }
    ]


def test_it_is_business_of_whom_it_names(grant: type[Record]) -> None:
    assert grant.is_register()
    assert business_of(given(grant), application())
    assert not business_of(given(grant, person="39019C02"), application())


def test_a_judge_reads_it_by_name_with_all_that_changed(grant: type[Record]) -> None:
    world = hall()
    world.add(given(grant))
    [view] = records_at(world.made, 1)
    assert (view.title, view.name) == ("补助", "补助（失业保险，2026-06 起）")
    told = {line.label: line.value for line in view.fields}
    assert told["险种"] == "失业保险" and told["月标准"] == "1,200.00"
    assert told["联系电话"] == "14290000187"
    assert names_in(world.made)["BZ1"] == view.name


@pytest.fixture
def village() -> Iterator[type[Record]]:
    """A third kind of party beside people and employers."""

    class Village(Record):
        table = "village"
        title = "村集体"
        prefix = "CJ"
        told_by = "name"
        numbered_by = "code"
        is_party = True

        village: str = key_column("村集体编号")
        code: str = column("登记号", index=True)
        name: str = column("名称")

    yield Village
    del TABLES["village"]


def test_a_new_party_is_asked_for_by_its_number(
    village: type[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OPERATIONS["social_insurance.open_person"]
    field = FormField("village", "村集体", RECORD_KEY, True, record="village")
    monkeypatch.setattr(opened, "form", classmethod(lambda cls: [field]))
    one = village.of({"village": "CJ1", "code": "N239010200000001XX", "name": "听潮村"})
    typed = keyed(opened, {"village": [" n239010200000001xx"]}, hall(one))

    seen = Looked(named=frozenset({("village", "CJ1")}))
    [view] = form_view(opened, hall(one), {}, typed, seen=seen).fields

    assert village in parties()
    assert (view.value, view.note, view.options) == ("CJ1", "听潮村", ())
