"""The author's pages: every case with all its parts, in words, read-only and for authors alone."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

import pytest

from mock_systems.operation import Part
from sandbox.authoring.case_view import outcomes_of, rules_of, steps_of
from sandbox.authoring.free import KINDS, PARTS, attempts_of, changes_of, orders_of
from sandbox.contest.draws import PRACTICE_VARIANTS
from sandbox.judging.ways import ways_of
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.problems import Problem
from scenarios.reading.story import OwnTopic
from scenarios.reading.ways import Harmless
from scenarios.shelf import all_cases, check_case, file_of, rehearse_case
from tests.sample import sampled
from tests.sandbox.conftest import Browser

Enter = Callable[[str], Browser]
CODE = re.compile(
    r"\$\w+|\b(?:hall|social_insurance|employment|social_card|outside)\.\w+|\bM\w*C\d\d\b"
)


@pytest.fixture
def author(enter: Enter) -> Browser:
    return enter("mt001")


def words_of(page: str) -> str:
    """What a page says, markup and its own names of marks left out."""
    without = re.sub(r"<small class=\"mark-id\">.*?</small>|<[^>]*>", " ", page)
    return html.unescape(without)


def test_the_home_of_an_author_lists_every_case_and_opens_it(author: Browser) -> None:
    home = author.get("/").text
    for case in all_cases().values():
        assert f'href="/authoring/cases/{case.id}"' in home and case.title in home
        assert all(f"{item} " in home for item in case.items)


def told_parts(right: Rehearsal) -> Iterator[str]:
    """What a page must say of a case."""
    script, key = right.stage.script, right.stage.compiled
    names = right.moments[-1].names
    yield from key["story"].strip().splitlines()
    yield from (mark["title"] for mark in (*key["rules"], *key["service"]))
    yield from (e["title"] for outcome in key["alternatives"] for e in outcome["expect"])
    yield from (level for mark in key["service"] for level in mark["levels"])
    yield from (way.title for way in (*script.mistakes, *script.other_ways))
    yield from (names.fill(step.why) for step in script.walkthrough if step.why)
    yield from (step.line.title for step in steps_of(right))
    yield from (row.text for row in right.stage.cast.of_table("reply"))
    yield from (each.reason for each in script.harmless)
    yield from (step for group in orders_of(right) for step in group)


@pytest.mark.parametrize("case_id", sampled())
@pytest.mark.parametrize("variant", [0, 7])
def test_a_case_is_shown_whole_and_in_words(author: Browser, case_id: str, variant: int) -> None:
    answer = author.get(f"/authoring/cases/{case_id}?variant={variant}")
    shown = words_of(answer.text)
    missing = [part for part in told_parts(rehearse_case(case_id, variant)) if part not in shown]
    assert not missing
    assert "检查通过" in shown
    assert not CODE.findall(shown)


def test_points_of_a_page_are_those_of_the_script() -> None:
    right = rehearse_case("E09")
    script = right.stage.script
    [main] = outcomes_of(right)
    given = [*main.expected, *rules_of(right)]
    judged = sum(mark.points for mark in script.service)
    assert sum(demand.points for demand in given) + judged == script.total
    _, mistakes = ways_of(right)
    assert [way.lost for way in mistakes] == [way.lost for way in script.mistakes]
    assert mistakes[-1].red_lines == ["不得打开无关人员的参保信息"]


def test_whom_a_rule_leaves_out_is_told_by_name() -> None:
    rule = next(each for each in rules_of(rehearse_case("E07")) if each.id == "unlinked_person")
    ((_, told),) = rule.wanted
    assert re.fullmatch(
        r"“人员参保信息”（个人编号：.+（3901\d{6}）、.+（3901\d{6}）以外）", told
    ), told


def test_of_what_a_step_may_be_about_all_is_told() -> None:
    rule = next(each for each in rules_of(rehearse_case("E09")) if each.id == "agent_checked")
    (_, told), _ = rule.wanted
    assert told.endswith(
        "，事项：职工参保登记、个人基本信息变更或没有，已办结的办件：职工参保登记、个人基本信息变更以外）"
    )


def test_a_mistake_is_told_as_what_is_done_otherwise() -> None:
    _, mistakes = ways_of(rehearse_case("E09"))
    told = {way.title: list(way.edits) for way in mistakes}
    assert told["未向公安核验就变更姓名"] == ["漏做第11步“公安身份核验”"]
    assert told["索要不需要的户口簿"] == [
        "在第5步“请出示材料”之后多做“请出示材料”（材料：居民户口簿）"
    ]
    assert told["未试算，按申报工资核定基数"][1] == (
        "第20步“职工参保登记”改填缴费基数：3,900.00，确认提醒 base_below_floor"
    )


def test_an_edit_that_confirms_alone_is_told_with_what_it_confirms() -> None:
    _, mistakes = ways_of(rehearse_case("E02"))
    told = {way.title: list(way.edits) for way in mistakes}
    assert told["把同名人员的手机、地址改了"][1] == (
        "第13步“办结”，确认提醒 not_accepted、nothing_done"
    )
    assert told["照旧档案改大了出生日期"][0].endswith(
        "改填变更后出生日期：1980-03-19，确认提醒 key_born"
    )
    _, mistakes = ways_of(rehearse_case("E03"))
    told = {way.title: list(way.edits) for way in mistakes}
    printed = told["出具了不予受理通知书，经不住求情，又把妻子的清单打给他"][0]
    assert printed.endswith("），确认提醒 not_the_person")


def test_what_costs_nothing_is_told_in_words() -> None:
    right = rehearse_case("E09")
    changes = {each.table: each for each in changes_of(right) if each.where}
    (where, item) = changes["办件"].where
    assert "（3901" in where and item == "事项：个人基本信息变更"
    assert orders_of(right)[0][0] == "第3步“请出示材料”"
    own = [each for each in attempts_of(right) if not each.usual]
    find, police, _ = own
    assert list(find.kinds) == ["漏做", "错办给别人", "改填"]
    assert list(police.narrower) == ["face"] and list(police.steps) == ["第11步“公安身份核验”"]
    usual = attempts_of(right)[len(own) :]
    assert usual[0].kinds == ["重复做"] and usual[0].steps == ["对群众说"]


def test_every_kind_of_wrong_attempt_has_its_words() -> None:
    (literal,) = get_args(Harmless.model_fields["mutants"].annotation)
    assert set(KINDS) == set(get_args(literal))
    assert set(PARTS) == set(get_args(Part))


def test_a_page_shows_the_local_rules_and_all_words_of_the_topics_of_a_case(
    author: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = OwnTopic(
        code="tell_temporary", label="说明临时账户", sentence="给您建立临时缴费账户。",
        keywords=["建立…临时"], samples=["建立临时缴费账户。", "建一个临时的。"],
        unheard=["$firm.name不用建。"],
    )  # fmt: skip
    own = {"local_rules": ["$firm.name由本窗口受理。"], "topics": [topic]}
    changed = all_cases()["E09"].model_copy(update=own)
    monkeypatch.setitem(all_cases(), "E09", changed)  # type: ignore[arg-type]  # a cached dict
    shown = words_of(author.get("/authoring/cases/E09").text)
    firm = rehearse_case("E09").stage.cast.names.value("firm.name")
    told = (f"{firm}由本窗口受理。", "建立…临时", *topic.samples, f"{firm}不用建。")
    assert [text for text in told if text not in shown] == []


def test_a_rule_that_nobody_need_lose_is_not_said_to_be_of_every_case(author: Browser) -> None:
    shown = author.get("/authoring/cases/E09").text
    brought = next(rule for rule in rules_of(rehearse_case("E09")) if rule.id.endswith("_stands"))
    row = shown[shown.index(brought.title) :].partition("</td>")[0]
    assert "不必演示失分" in row and "各案共用" not in shown


def test_what_a_check_finds_is_told_with_its_place(
    author: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Problem("e09.toml", ("rules", "第1项"), "没有这项操作", "请改正")
    monkeypatch.setattr(
        "sandbox.authoring.screens.check_case",
        lambda id: replace(check_case(id), problems=[fault]),
    )
    shown = words_of(author.get("/authoring/cases/E09").text)
    assert "有 1 处需要修改" in shown and str(fault) in shown


def test_a_file_that_was_changed_since_the_start_is_said_to_be(
    author: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "/authoring/cases/E09"
    assert "文件已经改动" not in author.get(page).text
    other = check_case("E01")
    monkeypatch.setattr("sandbox.authoring.screens.check_case", lambda id: other)
    changed = author.get(page).text
    assert "文件已经改动" in changed and "已通过证明" in changed, "that other case is proved"
    monkeypatch.setattr("sandbox.authoring.screens.is_proved", lambda script: script.id == "E09")
    changed = author.get(page).text
    assert "已通过证明" not in changed and "改动后还没有通过证明" in changed


def test_a_rehearsal_of_what_the_file_no_longer_says_is_said_to_be(
    author: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, said = "/authoring/cases/E09/text", "演练的仍是启动服务时的脚本"
    assert said not in author.get(page).text
    other = file_of("E01")
    monkeypatch.setattr("sandbox.authoring.screens.file_of", lambda id: other)
    assert said in author.get(page).text


@pytest.mark.parametrize("query", ["?variant=99999", "?variant=-1", "?variant=x", ""])
def test_any_variant_that_is_asked_for_is_answered(author: Browser, query: str) -> None:
    assert author.get(f"/authoring/cases/E09{query}").status_code == 200


def test_an_author_s_pages_show_no_variant_of_a_contest(author: Browser) -> None:
    page = author.get(f"/authoring/cases/E09?variant={PRACTICE_VARIANTS}").text
    assert f"变式 {PRACTICE_VARIANTS - 1}<" in page and f"变式 {PRACTICE_VARIANTS}<" not in page


def test_a_case_that_is_none_is_said_so(author: Browser) -> None:
    answer = author.get("/authoring/cases/E99")
    assert answer.status_code == 404 and "没有这个案例脚本。" in answer.text


def test_the_text_of_a_case_is_shown_short_and_long_with_a_rehearsal(author: Browser) -> None:
    page = author.get("/authoring/cases/E05/text?variant=3").text
    assert "<span>id = &#34;E05&#34;</span>\n" in page, (
        "each line is one, for its number to stand by"
    )
    shown = html.unescape(page.replace("<span>", "").replace("</span>", ""))
    assert file_of("E05").read_text("utf-8") in shown
    assert "[[rules]] # read 带出" in shown
    assert "失业登记 unemployment SY" in shown and "失业日期 unemployed：" in shown
    assert "内容 " in shown and "没有写在应有结果" not in shown


def test_the_text_of_a_case_links_to_its_contents_and_back(author: Browser) -> None:
    assert (
        "/authoring/cases/E05/text?variant=2" in author.get("/authoring/cases/E05?variant=2").text
    )
    assert (
        "/authoring/cases/E05?variant=2" in author.get("/authoring/cases/E05/text?variant=2").text
    )


@pytest.mark.parametrize("login", ["xs001", "cp001", "zz001"])
def test_the_text_of_a_case_is_for_authors_alone(enter: Enter, login: str) -> None:
    assert enter(login).get("/authoring/cases/E05/text").status_code == 403
