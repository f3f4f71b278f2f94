"""Legal bases: what may be cited, how it is written and read back, and that all that is cited stands."""

import pickle
import re
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mock_systems
from mock_systems.bases import LAWS, NOTHING, BadBasis, Basis, chinese, cited, read_back
from mock_systems.endings import ENDINGS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.policy.catalogue import RULES
from mock_systems.reasons import BASES
from mock_systems.records import TABLES
from mock_systems.world import World
from scenarios.shelf import all_cases
from tests.house import texts
from tests.mock_systems.builders import desk, tried

READ = date(2026, 11, 28)
"""When the table was held against the texts; a later day is read anew, for laws end."""


def used() -> dict[str, Basis]:
    """What operations, items, reasons, moves, endings and rules of policy rest on."""
    moves = {name: record.moves for name, record in TABLES.items() if record.moves}
    return {
        **{name: each.declared.basis for name, each in OPERATIONS.items()},
        **{code: item.basis for code, item in ITEMS.items()},
        **BASES,
        **{name: each.basis for name, each in moves.items()},
        **{name: each.law for name, each in ENDINGS.items()},
        **{name: rule.basis for name, rule in RULES.items()},
    }


def in_scripts() -> set[str]:
    """Every basis of a case as it is written."""
    return {
        each.basis
        for script in all_cases().values()
        for outcome in script.outcomes
        for each in (*outcome.expect, *script.rules, *script.service)
    }


def in_code() -> set[str]:
    """Every basis that is written in the mock systems, of refusals and of rows of tables too."""
    code = "".join(path.read_text("utf-8") for path in Path(mock_systems.__path__[0]).rglob("*.py"))
    return set(re.findall(r'cited\(\s*"([^"]+)"', code))


@pytest.mark.parametrize(
    ("spelt", "printed"),
    [
        ("OPR 38; LOC 10", "《社会保险经办条例》第三十八条；《云屿市窗口服务规范（仿真）》第十条"),
        ("SIL 58.1, 60", "《社会保险法》第五十八条第一款、第六十条"),
        ("SIL 51(4)", "《社会保险法》第五十一条第四项"),
        ("WIR 39.1(3)", "《工伤保险条例》第三十九条第一款第三项"),
        ("SIL 45-47", "《社会保险法》第四十五条至第四十七条"),
        ("CC 1039", "《民法典》第一千零三十九条"),
        ("CARD47 16", "《“中华人民共和国社会保障卡”管理办法》（人社部发〔2011〕47号）第十六条"),
        ("RATE 3", "《降低社会保险费率综合方案》（国办发〔2019〕13号）第三部分"),
        ("GB11643", "《公民身份号码》（GB 11643）"),
        ("", ""),
    ],
)
def test_a_basis_is_spelt_short_and_printed_as_people_cite(spelt, printed):
    assert cited(spelt) == printed
    assert list(read_back(printed)) == list(cited(spelt).cites)


@given(st.integers(1, 9999))
def test_numbers_of_articles_are_read_as_they_are_said(number):
    [cite] = read_back(f"《民法典》第{chinese(number)}条")
    assert [article.number for article in cite.articles] == [number]


def test_what_was_kept_before_there_was_a_table_is_not_taken_for_a_basis_of_it():
    assert list(read_back("社会保险经办条例第三十一条；规则 R16")) == []
    assert list(read_back("《社会保险经办条例》第三十八条之二")) == []


@pytest.mark.parametrize(
    ("spelt", "what"),
    [
        ("OPX 3", "“OPX 3”不是依据表里的依据，是否想写“OPR”？写法如 OPR 38"),
        ("社会保险法第五十八条", "是否想写“SIL”？"),
        ("人社部发〔2011〕47号第十六条", "是否想写“CARD47”？"),
        ("规则 R24", "“规则 R24”不是依据表里的依据"),
        ("OPR 64", "《社会保险经办条例》只有63条"),
        ("OPR 62", "依据表没有这一条的原文，相近的有 38、46、49、52、55"),
        ("OPR38", "是否想写“OPR”？"),
        ("OPR 38条", "里的“38条”不是条款，写法如 OPR 38"),
        ("SIL 58；LOC 10", "不是条款"),
        ("EF164", "（财社〔2017〕164号）不再引用，已由财社〔2023〕181号"),
        ("L104", "不再引用，退休年龄的规定自2025年1月1日起不再施行"),
    ],
)
def test_what_is_no_basis_is_answered_with_what_to_write(spelt, what):
    with pytest.raises(BadBasis) as refused:
        cited(spelt)
    assert what in str(refused.value)


def test_an_unread_document_may_be_cited_by_article_and_a_read_one_by_its_text_alone():
    assert 61 not in LAWS["ESR"].articles and cited("ESR 61")
    for law in LAWS.values():
        assert law.status == "read" or not law.articles, law.key
        assert law.status != "read" or law.articles, law.key
        assert not law.last or max((*law.articles, *law.compared, 1)) <= law.last, law.key


def test_two_bases_together_name_a_document_once():
    both = cited("LOC 6; SIL 81; CARD47") | cited("LOC 14, 6; CARD47 16; ARL 20")
    assert both == cited("LOC 6, 14; SIL 81; CARD47; ARL 20")
    assert NOTHING | cited("LOC 1") == cited("LOC 1")


def test_a_basis_is_copied_and_sent_on_as_what_it_is():
    basis = cited("OPR 38; SIL 51(4); RATE 3")
    for same in (deepcopy(basis), pickle.loads(pickle.dumps(basis))):
        assert (same, list(same.cites)) == (basis, list(basis.cites))


def test_everything_that_is_cited_was_in_force_when_the_table_was_read():
    for name, basis in [*used().items(), *((spelt, cited(spelt)) for spelt in in_code())]:
        assert not basis.wrong_on(READ), name


def test_what_items_and_their_operations_rest_on_fits_the_item():
    declared = [(each.declared.item, each.declared.basis) for each in OPERATIONS.values()]
    for code, basis in [*((code, item.basis) for code, item in ITEMS.items()), *declared]:
        assert not code or not basis.wrong_for(code, ITEMS[code].of_employer), code


@pytest.mark.parametrize(
    ("spelt", "item", "wrong"),
    [
        ("ALP 32", "A06", "《行政许可法》不合事项 A06，只合 K05、K06"),
        ("ALP 32", "K06", ""),
        ("LCARD 4", "J04", ""),
        ("SIL 63", "B03", "《社会保险法》这一条只讲用人单位，B03 由个人申请"),
        ("SIL 62", "B03", ""),
        ("SIL 63", "B02", ""),
        ("OBE 36", "C02", "《优化营商环境条例》这一条只讲用人单位，C02 由个人申请"),
    ],
)
def test_a_law_of_other_matters_does_not_fit(spelt, item, wrong):
    assert [*cited(spelt).wrong_for(item, ITEMS[item].of_employer)] == ([wrong] if wrong else [])


def test_a_law_is_cited_from_its_first_day_to_its_last():
    basis, law = cited("KEEP39"), LAWS["KEEP39"]
    assert not basis.wrong_on(law.since) and not basis.wrong_on(law.until)
    assert basis.wrong_on(law.since - timedelta(days=1))
    assert basis.wrong_on(law.until + timedelta(days=1))


def test_social_insurance_rests_on_no_licence_law():
    for item in ITEMS.values():
        laws = {cite.law.key for cite in item.basis.cites}
        assert "ALP" not in laws or item.code in ("K05", "K06"), item.code


def test_local_rules_are_numbered_whole_and_say_that_they_are_simulated():
    own = [law for law in LAWS.values() if law.simulated]
    assert {"LOC", "LCARD", *(f"LSIM{number}" for number in range(1, 8))} == {o.key for o in own}
    for law in own:
        assert "（仿真）" in law.printed and sorted(law.articles) == [*range(1, law.last + 1)]
    assert LAWS["LOC"].last == 35 and len(LAWS["LOC"].called) == 35


def test_every_article_that_is_kept_is_rested_on():
    named = {law.key: set() for law in LAWS.values()}
    for basis in (*used().values(), *map(cited, in_scripts() | in_code())):
        for cite in basis.cites:
            named[cite.law.key].update(cite.numbers)
    laws = [law for law in LAWS.values() if not law.simulated]
    assert {law.key: left for law in laws if (left := {*law.articles} - named[law.key])} == {}


def test_every_mark_of_the_cases_rests_on_a_sentence_that_can_be_opened():
    """A team leader who asks why points were lost is shown words, not a number alone."""
    read = {key: {*law.articles} for key, law in LAWS.items()}
    bare = {
        spelt
        for spelt in in_scripts()
        if spelt and not any(read[c.law.key].intersection(c.numbers) for c in cited(spelt).cites)
    }
    assert bare == set()


def test_articles_that_no_list_of_the_hall_rests_on_are_named_beside_and_no_others():
    elsewhere = {key: {*law.articles} for key, law in LAWS.items()}
    for basis in used().values():
        for cite in basis.cites:
            elsewhere[cite.law.key].update(cite.numbers)
    alone = {key: set() for key in LAWS}
    for cite in (cite for spelt in in_code() | in_scripts() for cite in cited(spelt).cites):
        alone[cite.law.key].update({*cite.numbers} - elsewhere[cite.law.key])
    assert {key: {*law.beside} for key, law in LAWS.items()} == alone


def test_a_refusal_that_names_no_nearer_basis_rests_on_what_its_operation_does():
    known = desk()
    for name, form, reason in (
        ("social_insurance.open_person", {"person": "39999999"}, "no_record"),
        ("social_insurance.find_person", {"by": "name", "value": "林"}, "too_short"),
        ("hall.say", {}, "one_of_two"),
    ):
        [refusal] = tried(known, name, **form).refusals
        assert (refusal.code, refusal.basis) == (reason, OPERATIONS[name].declared.basis)
    [refusal] = tried(World.of(), "hall.say", text="您好").refusals
    assert refusal.basis


SPOKEN = re.compile(
    r"""(?:basis|law)\s*=\s*(?:cited\(\s*)?"(?:""\\\n\s*)?[^"\n]*[\u4e00-\u9fff]|规则 ?R\d|窗口服务规范："""
)
"""A basis that is written out, a calculation or a norm without a number given as one."""
OFFENCES = [
    'basis = "规则 R24"',
    'basis = """\\\n    窗口服务规范：无件不办"""',
    'basis="社会保险法第六十二条",',
    'sheet.note("", basis=cited("社会保险法第六十二条"))',
    "<p>依据：窗口服务规范：首问负责制</p>",
]


@pytest.mark.parametrize("offence", OFFENCES)
def test_a_basis_that_is_written_out_is_found(offence):
    assert SPOKEN.search(offence)


def test_the_house_names_every_basis_by_key_and_article():
    """Nobody can open “规则 R24”: see docs/bases.md."""
    places = ("mock_systems/", "scenarios/", "sandbox/")
    kinds = (".toml", ".py", ".html", ".po")
    kept = {path: text for path, text in texts().items() if path.startswith(places)}
    found = [
        f"{path} {each[0]}"
        for path, text in kept.items()
        if path.endswith(kinds)
        for each in SPOKEN.finditer(text)
    ]
    assert len(kept) > 300 and not found
