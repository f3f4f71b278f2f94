"""The page of legal bases, and the sentences one key away where something is cited."""

import re
from collections.abc import Callable

from mock_systems.bases import LAWS, cited
from sandbox.screens.frame import templates
from tests.mock_systems.test_bases import in_code, in_scripts, used
from tests.sandbox.conftest import Browser

Browsers = Callable[..., Browser]


def shown(text: str) -> str:
    """A basis as a page draws it."""
    return templates.get_template("basis.html").module.basis(text, lambda said: said)


def test_everybody_opens_the_local_rules_whole(client: Browser, browsers: Browsers) -> None:
    for page in (client.get("/bases").text, browsers("xs001").get("/bases").text):
        for number, text in LAWS["LOC"].articles.items():
            assert f'id="LOC-{number}"' in page and text in page
        assert "《云屿市窗口服务规范（仿真）》" in page and LAWS["OPR"].articles[38] in page
        assert 'href="/bases"' in page


def test_a_law_shows_its_number_its_days_and_how_far_it_was_read(client: Browser) -> None:
    page = client.get("/bases").text
    unread = page[page.index('id="ESR"') : page.index('id="FILES"')]
    assert unread.count("原文未核") == 7 and "劳动保障部令第28号" in unread
    assert "自 2023-12-01 起施行" in page[page.index('id="OPR"') :][:600]
    assert "不再引用" not in page and "财社〔2017〕164号" not in page


def test_the_sentence_of_every_article_is_folded_under_what_cites_it() -> None:
    page = shown(cited("OPR 38; LOC 10; ESR 62"))
    summary = re.search(r"<summary>(.*?)</summary>", page)
    assert page.startswith("<details") and summary and "第三十八条；" in summary[1]
    assert LAWS["OPR"].articles[38] in page and LAWS["LOC"].articles[10] in page
    assert page.count("原文未核") == 1 and 'href="/bases#LOC"' in page


def test_of_the_basis_of_a_lost_mark_what_stands_before_its_title_is_looked_up() -> None:
    page = shown(f"{cited('OPR 38')} · 先收件登记 · 脚本 v1")
    assert LAWS["OPR"].articles[38] in page and "先收件登记" in page


def test_what_was_kept_before_there_was_a_table_is_shown_as_it_stands() -> None:
    assert shown("社会保险经办条例第三十一条；规则 R16") == "社会保险经办条例第三十一条；规则 R16"


def test_whatever_code_rests_on_stands_on_the_page(client: Browser) -> None:
    page = client.get("/bases").text
    bases = [*used().values(), *map(cited, in_code() | in_scripts())]
    cites = [cite for basis in bases for cite in basis.cites]
    missing = {
        f"{cite.law.key}-{number}"
        for cite in cites
        for number in cite.numbers
        if f'id="{cite.law.key}-{number}"' not in page
    }
    assert len(cites) > 100 and missing == set()
