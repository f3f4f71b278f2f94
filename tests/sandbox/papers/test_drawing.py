"""Papers and notices as they are drawn: nothing lost, nothing unescaped, faults visible."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import sandbox
from mock_systems.hall.paper_forms import NOTICE_FORMS, PAPER_FORMS
from mock_systems.hall.paper_kinds import Lines, Words
from sandbox.papers.amounts import in_words
from sandbox.papers.drawing import DRAWINGS, BadPaper, arc, portrait
from tests.sandbox.papers.contents import TEMPLATES, distinct, rendered, thumbnail, told

FORMS = {**PAPER_FORMS, **NOTICE_FORMS}
STATIC = Path(sandbox.__path__[0]) / "static"

every_kind = pytest.mark.parametrize("kind", FORMS)


def leaving(**changed):
    content, _ = distinct(PAPER_FORMS["leaving_certificate"].keys)
    return {**content, **changed}


@every_kind
def test_every_value_of_a_paper_can_be_read_on_it(kind):
    content, words = distinct(FORMS[kind].keys)

    page = told(rendered(kind, content))

    assert [name for name, drawn in words if not any(each in page for each in drawn)] == []


@every_kind
def test_a_paper_with_only_what_it_must_say_is_drawn(kind):
    content, words = distinct(FORMS[kind].keys, only_required=True)

    page = told(rendered(kind, content))

    assert [name for name, drawn in words if not any(each in page for each in drawn)] == []
    assert "None" not in page


@every_kind
def test_every_paper_says_that_it_is_simulated(kind):
    content, _ = distinct(FORMS[kind].keys)

    assert "仿真数据" in told(rendered(kind, content))


@every_kind
def test_no_value_can_become_markup(kind):
    form = FORMS[kind]
    content, _ = distinct(form.keys)
    attack = "<b onload=x>&\"'"
    for key in form.keys.values():
        if isinstance(key.kind, Words):
            content[key.name] = attack
        elif isinstance(key.kind, Lines) and not key.kind.of_the_sheet:
            content[key.name] = [attack]
        elif key.of:
            content[key.name] = [
                {**row, **{k.name: attack for k in key.of.values() if isinstance(k.kind, Words)}}
                for row in content[key.name]
            ]

    html = rendered(kind, content, holder=attack)

    assert "<b onload" not in html
    assert not re.search(r"&(?!#?\w+;)", html)


@every_kind
def test_a_paper_that_says_something_unknown_is_not_drawn(kind):
    content, _ = distinct(FORMS[kind].keys)
    assert rendered(kind, content)

    with pytest.raises(BadPaper, match="没有名为“colour”的内容"):
        rendered(kind, {**content, "colour": "红"})


@pytest.mark.parametrize("kind", PAPER_FORMS)
def test_a_thumbnail_names_the_paper_and_its_holder(kind):
    assert f"{PAPER_FORMS[kind].title}林晓燕" in told(thumbnail(kind, {}, "林晓燕"))


def test_a_missing_seal_leaves_no_seal():
    assert "〈印章：望海楼〉" in told(rendered("leaving_certificate", leaving(seal="望海楼")))
    assert "印章" not in told(rendered("leaving_certificate", leaving(seal="")))
    assert "thumb-seal" in thumbnail("leaving_certificate", {"seal": "望海楼"})
    assert "thumb-seal" not in thumbnail("leaving_certificate", {})


def test_a_missing_signature_leaves_a_blank():
    assert "〈劳动者签收：赵志远〉" in told(
        rendered("leaving_certificate", leaving(signature="赵志远"))
    )
    assert "〈劳动者签收：空白〉" in told(rendered("leaving_certificate", leaving(signature="")))


def test_a_correction_shows_what_was_struck_out_and_what_was_written_over_it():
    html = rendered(
        "leaving_certificate", leaving(ended="2026-05-31", corrected={"ended": "<6月1日>"})
    )

    assert '<ins class="hand">&lt;6月1日&gt;</ins>' in html
    assert "2026年5月31日<6月1日>" in told(html)


def test_what_is_wrong_with_the_sheet_itself_is_seen_and_said():
    html = rendered("leaving_certificate", leaving(defects=["copy", "torn"]))

    assert "is-copy is-torn" in html
    assert "仿真数据·复印件·右下角缺损" in told(html)
    assert "is-copy" not in rendered("leaving_certificate", leaving())


def test_a_validity_without_end_is_written_as_such():
    content, _ = distinct(PAPER_FORMS["id_card"].keys)
    content |= {"valid_from": "2006-06-10", "valid_until": "长期"}

    assert "2006.06.10-长期" in told(rendered("id_card", content))


def test_a_marriage_certificate_cites_the_law_of_its_day():
    content, _ = distinct(PAPER_FORMS["marriage_certificate"].keys)

    old = told(rendered("marriage_certificate", {**content, "registered": "2003-10-08"}))
    new = told(rendered("marriage_certificate", {**content, "registered": "2021-01-04"}))

    assert "婚姻法" in old and "民法典" not in old
    assert "民法典" in new and "婚姻法" not in new


def test_the_use_of_a_seal_stands_once_on_it_whether_or_not_the_name_ends_with_it():
    content, _ = distinct(PAPER_FORMS["marriage_certificate"].keys)

    for seal in ("鹭汀区民政局", "鹭汀区民政局婚姻登记专用章"):
        page = rendered("marriage_certificate", {**content, "seal": seal})
        assert "〈印章：鹭汀区民政局（婚姻登记专用章）〉" in told(page)
        letters = "".join(re.findall(r"<text[^>]*>(.*?)</text>", page))
        assert letters.endswith("鹭汀区民政局婚姻登记专用章")
        assert letters.count("专用章") == 1


def test_the_date_of_a_residents_form_is_the_applicants():
    content, _ = distinct(PAPER_FORMS["resident_form"].keys)

    page = told(rendered("resident_form", content))

    assert page.index("申请人声明") < page.index("填报日期") < page.index("村（居）委会")


def test_the_same_person_has_the_same_face_and_ages():
    assert portrait("林晓燕", "2", 30) == portrait("林晓燕", "女", 30)
    assert portrait("林晓燕", "2", 30) != portrait("林小燕", "2", 30)
    assert portrait("林晓燕", "2", 70).old and not portrait("林晓燕", "2", 30).old


def test_the_letters_of_a_seal_stand_evenly_around_its_top():
    for name in ("海岳", "云屿市望海楼餐饮有限公司", "长" * 40):
        angles = [letter.angle for letter in arc(name, 262)]
        steps = {round(b - a, 1) for a, b in pairwise(angles)}

        assert angles[0] == pytest.approx(-angles[-1])
        assert angles[-1] - angles[0] <= 262.5
        assert max(steps) - min(steps) <= 0.11


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (40001, "肆佰元零壹分"),
        (79092, "柒佰玖拾元玖角贰分"),
        (390000, "叁仟玖佰元整"),
        (1005000, "壹万零伍拾元整"),
        (10700050, "壹拾万柒仟元伍角整"),
        (100000100000, "壹拾亿零壹仟元整"),
        (100500, "壹仟零伍元整"),
        (100100, "壹仟零壹元整"),
        (101000, "壹仟零壹拾元整"),
        (100050, "壹仟元伍角整"),
        (100005, "壹仟元零伍分"),
        (1000100, "壹万零壹元整"),
        (1001000, "壹万零壹拾元整"),
        (10005000, "壹拾万零伍拾元整"),
        (10050000, "壹拾万零伍佰元整"),
        (100500000, "壹佰万伍仟元整"),
        (1005010050, "壹仟零伍万零壹佰元伍角整"),
        (10000000001, "壹亿元零壹分"),
        (10000000100, "壹亿零壹元整"),
        (10001000000, "壹亿零壹万元整"),
        (100010001000, "壹拾亿零壹拾万零壹拾元整"),
        (1000000000000, "壹佰亿元整"),
        (168032000, "壹佰陆拾捌万零叁佰贰拾元整"),
        (-5, "负伍分"),
    ],
)
def test_amounts_are_written_in_capital_figures(fen, words):
    assert in_words(fen) == words


def test_drawings_keep_to_the_content_security_policy():
    shared = [*Path(TEMPLATES).glob("papers/*.html"), *DRAWINGS.glob("*/parts.html")]
    drawn = [*DRAWINGS.glob("*/*/drawing.html")]
    assert len(drawn) == len(FORMS)
    for path in (*shared, *drawn):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=|https?:", html), path


@pytest.mark.parametrize("sheet", ["look.css", "papers.css"])
def test_the_sheets_use_nothing_newer_than_chromium_86(sheet):
    css = (STATIC / sheet).read_text(encoding="utf-8")
    newer = r":has\(|:is\(|:where\(|color-mix|@layer|@container|\binset:|aspect-ratio|\bdvh|&\s*[.{:]|accent-color"

    assert not re.search(newer, re.sub(r"/\*.*?\*/|url\(\"data:[^\"]*\"\)", "", css, flags=re.S))
    assert not re.search(r"url\((?!\"data:)|@import", css)
