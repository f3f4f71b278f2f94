"""Faults of papers chosen by name: each is seen on the paper as drawn, and is what it is called."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.papers import findings
from mock_systems.records import Paper
from mock_systems.world import Nothing
from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.playing.rehearse import Stage
from scenarios.reading.document import document
from scenarios.reading.expand import expanded
from scenarios.reading.fragments import HOUSE, library
from scenarios.reading.load import load
from scenarios.reading.problems import BadScript
from scenarios.shelf import case_files
from tests.sandbox.papers.contents import rendered, told


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on a paper with a fault, on a day, beside what should stand there."""

    fault: str
    kind: str
    paper: Mapping[str, Any]
    right: Mapping[str, Any]
    today: str

    def lacks(self, key: str) -> bool:
        return bool(self.right.get(key)) and not self.paper.get(key)


FAULTS: Mapping[str, tuple[str, Callable[[Seen], bool]]] = {
    "expired": (
        "expired",
        lambda seen: seen.paper["valid_from"] <= seen.paper["valid_until"] < seen.today,
    ),
    "unsealed": ("no_seal", lambda seen: seen.lacks("seal")),
    "unsigned": ("no_seal", lambda seen: seen.lacks("signature")),
    "signed_by_agent": ("mismatch", lambda seen: seen.paper["signature"] == seen.paper["agent"]),
    "other_matter": ("other_matter", lambda seen: seen.paper["matter"] != seen.right["matter"]),
}
"""What a clerk finds of a paper with a fault, and where it is to be seen."""
DAY = "2026-06-15"
"""The business day of every story."""
FRAGMENTS = library(HOUSE / "none.toml").calls
CHOICES = [
    (name, fault)
    for name, fragment in FRAGMENTS.items()
    if "fault" in fragment.parameters
    for fault in fragment.parameters["fault"].choices
]


@cache
def case_of(name: str) -> tuple[Path, str]:
    """A case that calls a fragment, and the call in it."""
    call = re.compile(rf'\{{ {name} = "\w+",.*?\}},\n', re.DOTALL)
    found = ((file, call.search(file.read_text("utf-8"))) for file in case_files())
    return next((file, match[0]) for file, match in found if match)


def faulty(call: str, name: str, fault: str) -> str:
    """A call with a fault, without what the fault says itself."""
    for idle in FRAGMENTS[name].overwritten("fault", fault):
        call = re.sub(rf' {idle} = (""".*?"""|"[^"]*"|[^ ,]+),', "", call, flags=re.DOTALL)
    return call.replace(",", f', fault = "{fault}",', 1)


def written(folder: Path, name: str, call: str, day: str = DAY) -> Path:
    """A case that calls a fragment, with another call in its place, on a day."""
    file, there = case_of(name)
    text = file.read_text("utf-8").replace(there, call)
    text = re.sub("business_date = .*", f"business_date = {day}", text)
    path = folder / file.parent.name / file.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    (folder / "common.toml").write_text((CASES / "common.toml").read_text("utf-8"), "utf-8")
    return path


@cache
def cast(folder: Path, name: str, day: str, fault: str = "") -> Sequence[Paper]:
    """The papers of a case that calls a fragment, with a fault or with none, on a day."""
    call = case_of(name)[1]
    path = written(folder, name, faulty(call, name, fault) if fault else call, day)
    return Stage(load(path).script, 0, Nothing()).cast.of_table("paper")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


@pytest.fixture(scope="module", params=CHOICES, ids="-".join)
def seen(request: pytest.FixtureRequest, folder: Path) -> Seen:
    """The one paper that a fault changes."""
    name, fault = request.param
    right, papers = cast(folder, name, DAY), cast(folder, name, DAY, fault)
    [(good, paper)] = [pair for pair in zip(right, papers, strict=True) if pair[0] != pair[1]]
    return Seen(fault, paper.kind, paper.content, good.content, DAY)


def test_a_fault_is_what_it_is_called_and_the_right_paper_has_none(seen: Seen) -> None:
    finding, at_fault = FAULTS[seen.fault]
    assert at_fault(seen)
    assert not at_fault(replace(seen, paper=seen.right))
    assert finding in findings(seen.kind)


def test_a_fault_is_seen_on_the_paper_that_is_drawn_and_breaks_no_form(seen: Seen) -> None:
    assert told(rendered(seen.kind, seen.paper)) != told(rendered(seen.kind, seen.right))
    form, today = PAPER_FORMS[seen.kind], date.fromisoformat(seen.today)
    for content in (seen.paper, seen.right):
        assert not [*form.faults(content), *form.ahead(content, today)]


@pytest.mark.parametrize("day", ["2023-02-28", "2025-08-31", "2031-01-01"])
@pytest.mark.parametrize("name", [name for name, fault in CHOICES if fault == "expired"])
def test_what_is_expired_is_so_on_the_day_of_the_story(folder: Path, name: str, day: str) -> None:
    [paper] = [each.content for each in cast(folder, name, day, "expired") if each.kind == name]
    assert paper["valid_from"] == paper["signed"] <= paper["valid_until"] < day


def test_a_unit_s_authorisation_runs_over_the_year_of_the_story(folder: Path) -> None:
    [paper] = [e for e in cast(folder, "unit_authorization", "2031-05-01") if "unit" in e.kind]
    term = paper.content["valid_from"], paper.content["valid_until"]
    assert term == ("2031-01-01", "2031-12-31")


def test_every_fault_has_a_paper() -> None:
    assert {fault for _, fault in CHOICES} == set(FAULTS)


@pytest.mark.parametrize(("name", "fault"), CHOICES, ids="-".join)
def test_a_fault_names_findings_that_fit_the_paper(name: str, fault: str) -> None:
    found = FRAGMENTS[name].parameters["fault"].choices[fault]["found"]
    kind = FRAGMENTS[name].sections["papers"][0]["kind"]
    assert FAULTS[fault][0] in found and set(found) <= findings(kind).keys() - {"ok"}


def test_what_a_fault_says_itself_is_not_written_beside_it(folder: Path) -> None:
    call = case_of("authorization")[1].replace(",", ', fault = "expired",', 1)
    with pytest.raises(BadScript) as bad:
        load(written(folder, "authorization", call))
    assert [each.what for each in bad.value.problems] == [
        f"fault = “expired” 已写明这里是什么，{key} 不会用到" for key in ("from", "until", "signed")
    ]
    assert {each.mend for each in bad.value.problems} == {
        "请删去 from", "请删去 until", "请删去 signed"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "what", "mend"),
    [
        ('fault = "signed_by_agent", found = ["ok"], ', "fault = “signed_by_agent” 的 found 还有 mismatch、no_seal，这里没有写", "请补上，或者删去 found"),
        ('fault = "other_matter", found = ["expired"], ', "fault = “other_matter” 的 found 还有 other_matter，这里没有写", "请补上，或者删去 found"),
        ('fault = "unsigned", found = ["mismatch", "no_seal"], ', "", ""),
        ('fault = "unsinged", found = ["ok"], ', "fault 没有名为“unsinged”的一种", "是否想写“unsigned”？"),
        ('signature = "", ', "写了 signature，就要写明 found（核验应得的结论的代码）", "请补上，或者删去 signature"),
        ('agent_name = "$agent.name", ', "写了 agent_name，就要写明 found（核验应得的结论的代码）", "请补上，或者删去 agent_name"),
        ('signature = "", found = ["no_seal"], ', "", ""),
    ],
)  # fmt: skip
def test_what_is_found_is_not_other_than_the_fault_and_is_said_of_what_is_written_by_hand(
    tmp_path: Path, more: str, what: str, mend: str
) -> None:
    file = tmp_path / "x01.toml"
    matter = "" if "other_matter" in more else 'matter = "查询", '
    call = f'authorization = "wife", {matter}{more}from = 2026-06-10, until = 2026-07-10'
    file.write_text(f"papers = [{{ {call} }}]", "utf-8")
    wrong: Sequence[tuple[str, str]] = []
    try:
        expanded(document(file), library(file))
    except BadScript as bad:
        wrong = [(each.what, each.mend) for each in bad.problems]
    assert wrong == ([(what, mend)] if what else [])


SEALED = [
    name
    for name, fragment in FRAGMENTS.items()
    if (seal := fragment.parameters.get("seal")) and "没有盖章写空文本" in seal.about
]


@pytest.mark.parametrize("name", SEALED)
def test_a_seal_that_is_written_asks_for_what_is_found(tmp_path: Path, name: str) -> None:
    file = tmp_path / "x01.toml"
    call = FRAGMENTS[name].heading.example.removesuffix("}")
    for more, is_told in ((', seal = ""', True), (', seal = "", found = ["no_seal"]', False)):
        file.write_text(f"papers = [{call}{more} }}]", "utf-8")
        try:
            expanded(document(file), library(file))
            wrong = []
        except BadScript as bad:
            wrong = [each.what for each in bad.problems]
        assert ("写了 seal，就要写明 found（核验应得的结论的代码）" in wrong) == is_told


@pytest.mark.parametrize(
    ("content", "found", "is_told"),
    [
        ('seal = ""', "ok", True),
        ('seal = ""', "mismatch", True),
        ('signature = ""', "ok", True),
        ('seal = ""', "no_seal", False),
        ('seal = "另一家公司"', "mismatch", False),
    ],
)
def test_a_seal_or_signature_left_empty_is_found_missing(
    folder: Path, content: str, found: str, is_told: bool
) -> None:
    call = case_of("unit_authorization")[1]
    own = f'{{ as = "authorization", content = {{ {content} }}, found = ["{found}"] }}'
    path = written(folder, "unit_authorization", f"{call}  {own},\n")
    told = [str(each) for each in check(path) if "是空的，结论里却没有 no_seal" in str(each)]
    assert len(told) == is_told


@pytest.mark.parametrize(
    ("own", "is_told"),
    [
        ('content = { seal = "" }', True),
        ('content = { seal = "" }, found = ["no_seal"]', False),
        ('place = "desk"', False),
    ],
)
def test_another_content_of_a_paper_that_was_brought_asks_anew_what_is_found_of_it(
    tmp_path: Path, own: str, is_told: bool
) -> None:
    file = tmp_path / "x01.toml"
    call = '{ unit_authorization = "agent", matter = "查询", signed = 2026-01-05 }'
    file.write_text(f'papers = [{call}, {{ as = "authorization", {own} }}]', "utf-8")
    wrong: Sequence[str] = []
    try:
        expanded(document(file), library(file))
    except BadScript as bad:
        wrong = list(map(str, bad.problems))
    over = "（改写 unit_authorization 带出的同名一项）"
    told = f"x01.toml:1 › papers › 第2项“authorization”{over}：改写了 content，核验应得的结论要重新写明"
    assert [each.startswith(told) for each in wrong] == [True] * is_told


def test_what_a_fault_leaves_open_must_still_be_written(folder: Path) -> None:
    call = faulty(case_of("authorization")[1], "authorization", "expired")
    call = re.sub(r' matter = """.*?""",', "", call, flags=re.DOTALL)
    with pytest.raises(BadScript, match="缺少 matter") as bad:
        load(written(folder, "authorization", call))
    assert "缺少 until" not in str(bad.value)


FOUND = '{ verify = "authorization", '


def found(folder: Path, call: str, verify: str, signed: str = "") -> Sequence[str]:
    """What a check says of a case whose authorization and whose verifying say more; of a fault or a
    term the day it was signed follows."""
    there = case_of("unit_authorization")[1].replace(", ", f", {call}", 1)
    if "fault" in call or signed:
        there = re.sub(r" signed = [^ ,]+,", signed, there)
    path = written(folder, "unit_authorization", there)
    path.write_text(path.read_text("utf-8").replace(FOUND, FOUND + verify), "utf-8")
    return [str(each) for each in check(path)]


@pytest.mark.parametrize(
    ("call", "verify", "told"),
    [
        ('fault = "expired", ', 'finding = "no_seal", ', "应为 expired 已过有效期，这里是 no_seal"),
        ('fault = "expired", ', "", "应为 expired 已过有效期，这里是 ok"),
        ("", 'finding = "expired", ', "应为 ok 真实有效，与当事人相符，这里是 expired"),
        ("", 'finding = "other_matter", ', "应为 ok 真实有效，与当事人相符，这里是 other_matter"),
        ('fault = "expired", ', 'finding = "expired", ', ""),
        (
            'from = 2025-01-01, until = 2025-12-31, found = ["no_seal", "expired"], ',
            'finding = "expired", right = ["expired", "no_seal"], ',
            "",
        ),
        (
            'from = 2025-01-01, until = 2025-12-31, found = ["no_seal", "expired"], ',
            'finding = "expired", ',
            '核验意见 no_seal 也对，这条规则却不认，用 verify 带出的，写 right = ["no_seal", "expired"]；'
            '自己写的规则，except 里写 finding = ["no_seal", "expired", ""]',
        ),
        (
            'from = 2025-01-01, until = 2025-12-31, found = ["no_seal", "expired"], ',
            'finding = "expired", right = ["expired", "no_seal", "ok"], ',
            "核验意见 ok 不对，这条规则却认",
        ),
        ('found = ["expierd"], ', "", "没有名为“expierd”的核验意见，是否想写“expired”？"),
    ],
)
def test_what_the_right_way_finds_is_compared_with_the_paper(
    folder: Path, call: str, verify: str, told: str
) -> None:
    problems = [each for each in found(folder, call, verify) if "核验意见" in each]
    assert len(problems) == bool(told)
    assert all(told in each for each in problems)


TERM = "from = 2025-01-01, until = 2025-12-31, "


@pytest.mark.parametrize(
    ("call", "verify", "told"),
    [
        (TERM, "", ["valid_until（2025-12-31）在业务日期 2026-06-15 之前，写 fault = \"expired\""]),
        (f'{TERM}found = ["no_seal"], ', 'finding = "no_seal", ', ["valid_until（2025-12-31）", "no_seal 缺少印章或签名，可是看不出来"]),
        (f'{TERM}found = ["expired"], ', 'finding = "expired", ', []),
        ("from = 2026-06-15, until = 2026-06-15, ", "", []),
        ('found = ["ok", "mismatch"], ', "", ["没有毛病（ok）不能与别的结论并列"]),
        ('found = [], ', 'finding = "no_seal", ', ["found 没有写结论"]),
        (f"{TERM}found = [], ", "", ["found 没有写结论"]),
    ],
)  # fmt: skip
def test_a_paper_whose_term_is_over_has_expired_whoever_says_what_of_it(
    folder: Path, call: str, verify: str, told: Sequence[str]
) -> None:
    signed = " signed = 2025-01-01," if "from" in call else ""
    problems = found(folder, call, verify, signed)
    assert len(problems) == len(told)
    assert all(any(text in each for each in problems) for text in told), problems


def test_another_right_way_finds_right_and_a_mistake_may_find_wrong(folder: Path) -> None:
    call = case_of("unit_authorization")[1]
    alter = '{ name = "wrongly", title = "看错了", alter = "check_authorization", form = { finding = "expired" }'
    path = written(folder, "unit_authorization", call)
    text = path.read_text("utf-8")
    for section, rest, count in (("other_ways", "", 1), ("mistakes", ', lost = "0"', 0)):
        path.write_text(
            text.replace(f"{section} = [\n", f"{section} = [\n{alter}{rest} }},\n"), "utf-8"
        )
        problems = [each for each in check(path) if "核验意见" in str(each)]
        assert len(problems) == count, section
        assert all(each.place[0] == "other_ways" for each in problems)


def test_each_signature_of_a_paper_that_was_left_empty_is_found_missing(folder: Path) -> None:
    call = case_of("authorization")[1]
    for key in ("signature", "agent_signature"):
        own = f'{{ as = "authorization", content = {{ {key} = "" }}, found = ["ok"] }}'
        told = map(str, check(written(folder, "authorization", f"{call}  {own},\n")))
        assert any(f"{key} 是空的，结论里却没有 no_seal" in each for each in told), key
