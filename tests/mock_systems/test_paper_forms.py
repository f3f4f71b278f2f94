"""The forms of papers and notices: every kind has one, and mistakes are told with a way out."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems import notices, papers
from mock_systems.codes import LISTS
from mock_systems.hall import paper_forms
from mock_systems.hall.paper_forms import NOTICE_FORMS, PAPER_FORMS, ContentKey, PaperForm
from mock_systems.hall.paper_kinds import CONTENTS
from mock_systems.kinds import KINDS
from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES, Employer, Notice, notice, parties
from mock_systems.records.hall import PAPER_FINDING
from mock_systems.records.notice import GIVEN

RIGHT = {
    "name": "赵志远",
    "number": "390103198807052314",
    "employer": "云屿市望海楼餐饮有限公司",
    "started": "2021-03-01",
    "job": "厨师",
    "reason": "用人单位裁减人员",
    "ended": "2026-05-31",
}


def faults(**changed):
    return list(PAPER_FORMS["leaving_certificate"].faults({**RIGHT, **changed}))


@pytest.mark.parametrize("forms", [PAPER_FORMS, NOTICE_FORMS], ids=["papers", "notices"])
def test_kinds_are_offered_in_the_order_their_folders_name_and_each_has_a_drawing(forms):
    package = papers if forms is PAPER_FORMS else notices
    places = [form["order"] for form in package.FORMS.values()]
    folders = {path.parent.name for path in Path(package.__file__).parent.glob("*/drawing.html")}

    assert places == sorted(set(places)), "two kinds stand in one place"
    assert set(forms) == folders
    assert list(forms) == list(PAPER_KIND if package is papers else NOTICE_KIND)


def test_what_a_form_says_of_a_paper_is_something_there_is():
    said = {"title", "english", "spoken", "shape", "order", "keys", "quick"}
    for kind, form in PAPER_FORMS.items():
        assert {*papers.FORMS[kind]} <= said | {"chip", "authorizes", "findings", "pages", "alike"}
        assert form.findings <= {*PAPER_FINDING.labels}
        assert form.authorizes in {"", *(party.table for party in parties())}
        assert not form.pages or "name" in form.keys[form.pages["then"]].of
        if form.authorizes == Employer.table:
            assert Employer.numbered_by in form.keys


def test_what_is_given_for_several_kinds_of_notice_is_one_thing():
    keys = [item for given in GIVEN.values() for item in given.items()]

    assert all(key == other for name, key in keys for same, other in keys if name == same)


def test_a_notice_has_only_what_is_given_for_its_own_kind():
    def row(kind):
        return Notice(notice="WS1-1", kind=kind, issued="2026-06-15", person_amount=5).row()

    assert row("contribution")["person_amount"] == 5
    assert row("contribution")["employer_amount"] == 0
    assert not {"employer_amount", "person_amount"} & row("acceptance").keys()


@pytest.fixture
def slip(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Notice]]:
    """The record of notices where one more kind is given a day and a month."""
    keys = {
        "due": {"label": "缴费截止日期", "kind": "date", "given": True},
        "paid_from": {"label": "起始年月", "kind": "month", "given": True},
    }
    monkeypatch.setitem(notices.FORMS, "slip", {**notices.FORMS["result"], "keys": keys})
    monkeypatch.setitem(TABLES, "notice", Notice)
    loaded = spec_from_file_location("again", notice.__file__)
    assert loaded and loaded.loader
    again = module_from_spec(loaded)
    loaded.loader.exec_module(again)
    yield again.Notice


def test_a_notice_may_be_given_a_day_and_a_month(slip):
    row = {"notice": "WS1-1", "kind": "slip", "issued": "2026-06-15"}
    made = slip.of({**row, "due": "2026-07-01", "paid_from": "2026-07"})

    assert (slip.kind_of("due"), slip.kind_of("paid_from")) == (KINDS["date"], KINDS["month"])
    assert made.given == {"due": "2026-07-01", "paid_from": "2026-07"}
    assert slip.of(made.row()) == made
    assert slip.of(row).given == {"due": None, "paid_from": ""}
    assert not CONTENTS["date"].why_not(made.given["due"])
    assert not CONTENTS["month"].why_not(made.given["paid_from"])
    assert CONTENTS["month"].why_not("2026-07-01")


def test_a_right_content_has_no_faults():
    assert faults() == []
    assert faults(seal="云屿市望海楼餐饮有限公司", signed="长期", corrected={"ended": "六月"}) == []
    assert faults(defects=["copy", "torn"], number=390103198807052314) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"seals": "公章"}, "解除（终止）劳动合同证明书：没有名为“seals”的内容，是否想写“seal”？"),
        ({"colour": "红"}, "没有名为“colour”的内容，可用的有：employer、corrected、"),
        ({"name": ""}, "› name（姓名）：缺少这一项，请写上"),
        ({"ended": "2026/5/31"}, "› ended（解除或终止日期）：应为日期"),
        ({"name": ["赵"]}, "› name（姓名）：应为文字，现为 ['赵']"),
        ({"corrected": {"nam": "赵"}}, "› corrected（手写涂改）：没有名为“nam”的内容"),
        ({"corrected": "赵"}, "› corrected（手写涂改）：应为表"),
        ({"defects": ["burnt"]}, "› defects（外观）：没有“burnt”，可写：copy"),
        ({"defects": "copy"}, "› defects（外观）：应为文字的列表"),
    ],
)
def test_a_fault_says_where_and_what_to_write(changed, told):
    found = faults(**changed)

    assert len(found) == 1
    assert told in found[0]


def test_faults_in_rows_name_the_row():
    items = [
        {"insurance": "110", "from": "2026-01", "until": "2026-06", "amount": 1},
        {"insurance": "110", "from": "2026-01", "until": "2026-06", "amount": 0.5},
    ]
    content = {"receipt_number": "1", "payer": "苏", "payer_number": "3", "paid": "2026-06-11"}
    content |= {"total": True, "office": "税务局", "items": items}

    assert [told.partition("：")[0] for told in PAPER_FORMS["payment_receipt"].faults(content)] == [
        "缴费凭证 › items（缴费项目） › 第2项 › amount（实缴金额）",
        "缴费凭证 › total（金额合计）",
    ]


@pytest.mark.parametrize("kind", PAPER_FORMS)
def test_who_seals_or_signs_is_named_by_a_key_beside(kind):
    keys = PAPER_FORMS[kind].keys
    for key in (each for each in keys.values() if each.by):
        name, _, inner = key.by.partition(".")
        assert name in keys
        assert not inner or inner in keys[name].of


def named(keys: Mapping[str, ContentKey], outer: Sequence[str] = ()) -> Iterator[tuple[str, bool]]:
    """Whatever keys name beside themselves, and whether it is there."""
    for key in keys.values():
        if key.record:
            table, column = key.record.split(".")[-2:]
            yield key.record, table in TABLES and column in TABLES[table].columns()
        for field in (*key.typed, *key.or_next):
            operation, _, name = field.rpartition(".")
            yield field, name in {each.name for each in OPERATIONS[operation].form()}
        yield from ((each, each in (*keys, *outer)) for each in (key.after, key.married) if each)
        yield from ((each, each in LISTS) for each in key.tells)
        yield from named(key.of, [*keys])


@pytest.mark.parametrize(
    "form", [*PAPER_FORMS.values(), *NOTICE_FORMS.values()], ids=lambda f: f.kind
)
def test_what_the_keys_of_a_form_name_is_there(form: PaperForm) -> None:
    assert [each for each, is_there in named(form.keys) if not is_there] == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"begin": "paper"}, "begin"), ({"kind": "dates"}, "dates"), ({"codes": "blue"}, "blue")],
)
def test_a_mistake_in_a_form_is_told_with_its_file(wrong: dict[str, str], named: str) -> None:
    form = {"title": "某种材料", "keys": {"day": {"label": "日期", **wrong}}}
    with pytest.raises((KeyError, TypeError), match=named) as told:
        paper_forms._read({"odd": form})
    assert told.value.__notes__ == ["in odd/form.toml"]
