"""What the counter says of the last step, of its forms, and of how far each case is."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from mock_systems.hall.conversation import papers_on_desk
from mock_systems.operation import OPERATIONS
from mock_systems.records import Application, Employer, Notice, Paper, Person
from sandbox.attempt.states import heads_of_sitting
from sandbox.contest.sealing import receipts_of
from sandbox.counter.drafts import drafts_of
from sandbox.counter.menus import HALL
from sandbox.counter.view import decisions
from sandbox.server import Server
from scenarios.shelf import all_cases
from tests.sandbox.clerk import contest_begun, page_of, post, state, up_to
from tests.sandbox.conftest import Browser
from tests.servers import Clock, Seat, sit

Enter = Callable[[str], Browser]


def light(page: str) -> str:
    """What the light says."""
    found = re.search(r'id="light"[^>]*>([^<]*)<', page)
    assert found
    return found[1]


def test_the_light_says_saved_only_of_what_was_carried_out(seat: Seat, contestant: Browser) -> None:
    assert light(contestant.get(page_of(seat)).text) == "已保存 第 1 步"
    post(contestant, seat, "hall.close", 1)
    assert light(contestant.get(page_of(seat)).text) == "第 2 步未办理：待确认"
    post(contestant, seat, "hall.call_next", 2)
    assert light(contestant.get(page_of(seat)).text) == "第 3 步未办理"
    post(contestant, seat, "hall.say", 3, topic="greet")
    assert light(contestant.get(page_of(seat)).text) == "已保存 第 4 步"


def test_the_light_says_of_a_form_that_came_back_that_it_is_not_sent(
    seat: Seat, contestant: Browser
) -> None:
    calculate = "social_insurance.calculate_contribution"
    sent = {"seen": "1", "back": f"{page_of(seat)}?op={calculate}", "wage": "三千九"}
    came_back = contestant.submit(f"{page_of(seat)}/act/{calculate}", **sent)
    assert came_back.status_code == 422 and "请改正后再提交" in came_back.text
    assert light(came_back.text) == "已保存 第 1 步 · 有填写未提交"
    post(contestant, seat, "hall.say", 1, topic="greet")
    assert light(contestant.get(page_of(seat)).text) == "已保存 第 2 步 · 有填写未提交"


def test_what_was_done_stands_above_the_form_where_it_is_seen(
    seat: Seat, contestant: Browser
) -> None:
    change = "social_insurance.change_person"
    asked = up_to(seat, change)
    seat.do(*seat.actions()[asked : asked + 2])
    page = contestant.get(f"{page_of(seat)}?system=social_insurance&op={change}").text
    assert 0 < page.index('class="note done"') < page.index('id="sheet"')


def draft(contestant: Browser, seat: Seat, operation: str, **typed: str) -> bool:
    """Type into a form without sending it; whether anything waits to be sent then."""
    sent = {"seen": "1", "back": page_of(seat), **typed}
    kept = contestant.submit(f"{page_of(seat)}/draft/{operation}", **sent).json()
    return bool(kept["waiting"])


def test_what_is_typed_is_told_by_the_light_until_the_form_is_as_it_was(
    seat: Seat, contestant: Browser
) -> None:
    calculate = "social_insurance.calculate_contribution"
    assert draft(contestant, seat, calculate, wage="4400")
    assert light(contestant.get(page_of(seat)).text) == "已保存 第 1 步 · 有填写未提交"
    assert not draft(contestant, seat, calculate, wage="")
    assert light(contestant.get(page_of(seat)).text) == "已保存 第 1 步"


def test_handing_in_tells_what_was_typed_and_not_sent_and_asks(
    seat: Seat, contestant: Browser
) -> None:
    page, finding = f"/sittings/{seat.sitting_id}/hand-in", "hall.verify_paper"
    assert "不再提交这些内容" not in contestant.get(page).text
    draft(contestant, seat, "hall.say", text="请您稍等。")
    assert draft(contestant, seat, finding, paper="MC01", finding="good")
    listed = contestant.get(page).text
    assert f'<a href="{page_of(seat)}">' in listed and f"{page_of(seat)}?paper=MC01" in listed
    assert contestant.submit(page).headers["location"] == page
    assert not state(seat).head.sealed
    result = contestant.submit(page, leave="1").headers["location"]
    assert result == f"{page_of(seat)}/result"
    assert state(seat).head.sealed


def test_whoever_was_signed_out_while_working_is_led_back_to_the_work(
    seat: Seat, contestant: Browser
) -> None:
    contestant.cookies.delete("hall_session")
    say = f"{page_of(seat)}/act/hall.say"
    refused = contestant.post(
        say, data={"text": "请稍等。"}, headers={"origin": "http://testserver"}
    )
    assert refused.status_code == 401
    assert f"/sign-in?{urlencode({'next': say})}" in refused.text


@pytest.mark.parametrize(
    ("operation", "query"),
    [
        ("employment.register_employment", "?system=employment&op=employment.register_employment"),
        ("hall.open_application", "?step=hall.open_application"),
        ("hall.say", ""),
        ("hall.call_next", ""),
    ],
)
def test_the_address_a_form_is_sent_to_leads_to_that_form(
    seat: Seat, contestant: Browser, operation: str, query: str
) -> None:
    opened = contestant.get(f"{page_of(seat)}/act/{operation}")
    assert opened.headers["location"] == f"{page_of(seat)}{query}"


def test_an_amount_that_was_typed_with_its_unit_comes_back_with_one(
    seat: Seat, contestant: Browser
) -> None:
    calculate = "social_insurance.calculate_contribution"
    form = f"{page_of(seat)}?op={calculate}"
    for typed, beside in (("4,450.00元", ""), ("4,450.00", "<i>元</i>")):
        contestant.submit(f"{page_of(seat)}/draft/{calculate}", seen="1", wage=typed)
        drawn = re.search(
            f'name="wage" value="{typed}"[^>]*>(.*?)</span>', contestant.get(form).text
        )
        assert drawn and drawn[1] == beside


def test_a_visit_with_nothing_done_ends_only_when_it_is_said_twice(
    seat: Seat, contestant: Browser
) -> None:
    post(contestant, seat, "hall.close", 1)
    asked = contestant.get(page_of(seat)).text
    assert "群众离开后不能再叫回" in asked and 'value="nothing_done"' in asked
    assert "确认结束" in asked and "结束服务</button>" not in asked
    post(contestant, seat, "hall.say", 2, topic="greet")
    assert "结束服务</button>" in contestant.get(page_of(seat)).text
    post(contestant, seat, "hall.close", 3, confirmed="nothing_done")
    ended = contestant.get(page_of(seat)).text
    assert "没有等候的群众。" in ended
    assert ended.count(f'href="/sittings/{seat.sitting_id}/hand-in') == 2
    assert "已结束，未办件" in contestant.get(f"/sittings/{seat.sitting_id}/hand-in").text


def test_a_caution_that_was_never_shown_is_asked_on_the_page_whatever_was_sent(
    seat: Seat, contestant: Browser
) -> None:
    post(contestant, seat, "hall.close", 1, confirmed="nothing_done")
    assert "群众离开后不能再叫回" in contestant.get(page_of(seat)).text
    post(contestant, seat, "hall.close", 2, confirmed="nothing_done")
    assert "没有等候的群众。" in contestant.get(page_of(seat)).text


def test_nothing_is_kept_of_a_form_that_comes_after_hand_in(
    seat: Seat, contestant: Browser
) -> None:
    seat.hand_in()
    sent = {"seen": "1", "person": "39019C01", "name": "林晓燕"}
    for way in ("act", "draft"):
        contestant.submit(f"{page_of(seat)}/{way}/social_insurance.change_person", **sent)
    with seat.server.reader.connect() as reader:
        assert not state(seat).head.drafts and not drafts_of(reader, seat.attempt_id)


def test_a_notice_about_somebody_nobody_looked_up_has_a_number_for_a_name(
    seat: Seat, contestant: Browser
) -> None:
    person = state(seat).world.one(Person, seat.right.stage.cast.names.fill("$namesake.person"))
    filed = {"item": "C02", "person": person.citizen_number}
    post(contestant, seat, "hall.open_application", 1, **filed)
    [application] = state(seat).world.find(Application)
    post(contestant, seat, "hall.accept", 2, application=application.application)
    [issued] = state(seat).world.find(Notice)
    address = f"{page_of(seat)}/notices/{issued.notice}"
    printed = contestant.get(address).text
    assert person.person in printed and person.name not in printed
    opened(contestant, seat, 3, person.person)
    assert person.name in contestant.get(address).text


def test_a_caution_still_stands_when_its_form_is_come_back_to(
    seat: Seat, contestant: Browser
) -> None:
    seen = up_to(seat, "social_insurance.change_person")
    right = seat.actions()[seen]
    post(contestant, seat, right.operation, seen, **right.form)
    post(contestant, seat, "hall.say", seen + 1, topic="thank")
    form = f"{page_of(seat)}?system=social_insurance&op={right.operation}"
    page = contestant.get(form).text
    assert "尚未办理——核对后勾选，再按“保存”。" in page and 'value="key_name"' in page
    assert "未提交的填写已恢复" in page and f'value="{right.form["name"]}"' in page


def opened(contestant: Browser, seat: Seat, seen: int, person: str) -> int:
    """Open a person's page in social insurance; how many steps there are then."""
    post(contestant, seat, "social_insurance.open_person", seen, person=person)
    return seen + 1


def test_what_was_filled_in_for_somebody_is_not_shown_once_somebody_else_is_opened(
    seat: Seat, contestant: Browser, clock: Clock
) -> None:
    fill, change = seat.right.stage.cast.names.fill, "social_insurance.change_person"
    one, other = fill("$citizen.person"), fill("$namesake.person")
    form = f"{page_of(seat)}?system=social_insurance&op={change}"
    seen = opened(contestant, seat, 1, one)
    post(contestant, seat, change, seen, person=one, name="林晓燕", evidence="")
    asked = contestant.get(form).text
    assert 'value="key_name"' in asked and 'value="林晓燕"' in asked
    clock.ms += 1000
    seen = opened(contestant, seat, seen + 1, other)
    clean = contestant.get(form).text
    assert 'value="key_name"' not in clean and 'value="林晓燕"' not in clean
    assert f'name="person" value="{other}"' in clean

    clock.ms += 1000
    typed = {"seen": str(seen), "person": other, "address": "听潮街道1号"}
    contestant.submit(f"{page_of(seat)}/draft/{change}", **typed)
    assert 'value="听潮街道1号"' in contestant.get(form).text
    clock.ms += 1000
    seen = opened(contestant, seat, seen, one)
    again = contestant.get(form).text
    assert 'value="听潮街道1号"' not in again and f'name="person" value="{one}"' in again
    clock.ms += 1000
    opened(contestant, seat, seen, other)
    assert "听潮街道1号" in contestant.get(form).text


def test_a_paper_taken_up_does_not_tell_which_of_those_found_its_holder_is(
    seat: Seat, contestant: Browser
) -> None:
    find = "social_insurance.find_person"
    seen = up_to(seat, find)
    key = seat.right.stage.cast.names.value("agent_card.paper")
    card = next(p for p in papers_on_desk(state(seat).world) if p.paper == key)
    post(contestant, seat, "hall.view_paper", seen, paper=card.paper)
    name = card.content["name"]
    post(contestant, seat, find, seen + 1, by="name", value=name)
    found = contestant.get(f"{page_of(seat)}?op={find}").text
    assert f'aria-label="打开 {name}' in found and '<tr class="on">' not in found
    opened(contestant, seat, seen + 2, card.person)
    post(contestant, seat, find, seen + 3, by="name", value=name)
    assert '<tr class="on">' in contestant.get(f"{page_of(seat)}?op={find}").text


def test_an_application_takes_citizen_number_and_credit_code(
    seat: Seat, contestant: Browser
) -> None:
    world = state(seat).world
    names = seat.right.stage.cast.names
    person = world.one(Person, names.fill("$citizen.person"))
    employer = world.one(Employer, names.fill("$firm.employer"))
    typed = {"person": person.citizen_number, "employer": employer.credit_code.lower()}
    page = page_of(seat)
    draft, form = f"{page}/draft/hall.open_application", f"{page}?step=hall.open_application"
    answer = contestant.submit(draft, seen="1", **typed).json()
    assert answer["names"] == {"person": "尚未查询", "employer": "尚未查询"}
    drafted = contestant.get(form).text
    assert person.name not in drafted and person.person not in drafted
    assert f'value="{person.citizen_number}"' in drafted and "查无此编号" not in drafted

    find = {"by": "number", "value": person.citizen_number}
    post(contestant, seat, "employment.find_person", 1, **find)
    post(contestant, seat, "social_insurance.open_employer", 2, employer=employer.employer)
    answer = contestant.submit(draft, seen="3", **typed).json()
    assert answer["names"] == {"person": person.name, "employer": employer.name}
    drafted = contestant.get(form).text
    assert person.name in drafted and employer.name in drafted
    post(contestant, seat, "hall.open_application", 3, item="A05", **typed)
    data = state(seat).events[-1]["data"]
    assert data == {"item": "A05", "person": person.person, "employer": employer.employer}


def test_an_employer_whose_authorization_was_read_stands_in_the_form(
    seat: Seat, contestant: Browser
) -> None:
    seen = up_to(seat, "social_insurance.find_person")
    page = f"{page_of(seat)}?step=hall.open_application"
    employer = seat.right.stage.cast.names.fill("$firm.employer")
    [paper] = state(seat).world.find(Paper, kind="unit_authorization")
    code = paper.content["credit_code"]
    assert f'value="{code}"' not in contestant.get(page).text
    post(contestant, seat, "hall.view_paper", seen, paper=paper.paper)
    read = contestant.get(page).text
    assert f'value="{code}"' in read and employer not in read, "its number is not on the paper"
    post(contestant, seat, "hall.open_application", seen + 1, item="A05", employer=code)
    assert state(seat).events[-1]["data"]["employer"] == employer


def test_what_is_often_said_and_every_decision_has_a_button_in_its_place(
    seat: Seat, contestant: Browser
) -> None:
    text = contestant.get(page_of(seat)).text
    quick = re.findall(r'<button class="chip" name="topic" value="(\w+)"', text)
    assert quick == ["greet", "ask_need", "ask_id_card", "soothe", "apologise", "thank"]
    groups = re.findall(r'<optgroup label="([^"]*)">', text)
    assert list(dict.fromkeys(groups)) == ["迎送", "询问与请出示", "说明与告知", "安抚"]
    assert [each.declared.title for each in decisions()] == [
        "受理", "一次性告知", "不予受理", "办结",
    ]  # fmt: skip


def test_a_step_of_the_case_stays_open_while_another_system_is_looked_at(
    seat: Seat, contestant: Browser
) -> None:
    text = contestant.get(f"{page_of(seat)}?step=hall.open_application").text
    assert f"{page_of(seat)}?system=employment&amp;step=hall.open_application" in text
    assert f'<a class="btn" href="{page_of(seat)}">取消</a>' in text


def test_the_tabs_of_a_contest_and_its_hand_in_say_how_far_each_case_is(
    whole: Server, contestant: Browser
) -> None:
    rows = contest_begun(whole, contestant)
    first, second = f"/attempts/{rows[0].id}", f"/attempts/{rows[1].id}"
    assert "第 1 题 · 未叫号" in contestant.get(second).text
    contestant.submit(f"{first}/act/hall.call_next", seen="0")
    for page in (first, second):
        assert "第 1 题 · 办理中" in contestant.get(page).text
    for seen in ("1", "2"):
        contestant.submit(f"{first}/act/hall.close", seen=seen, confirmed="nothing_done")
    assert "第 1 题 · 已结束，未办件" in contestant.get(second).text
    assert "去办第 2 题" in contestant.get(first).text
    told = contestant.get(f"/sittings/{rows[0].sitting_id}/hand-in").text
    assert "已结束，未办件" in told and "未叫号" in told


def test_a_contest_gives_one_page_of_receipts_for_the_whole_paper(
    whole: Server, contestant: Browser
) -> None:
    rows = contest_begun(whole, contestant)
    contestant.submit(f"/attempts/{rows[1].id}/act/hall.call_next", seen="0")
    landing = contestant.submit(f"/sittings/{rows[0].sitting_id}/hand-in").headers["location"]
    told = contestant.get(landing).text
    with whole.reader.connect() as reader:
        heads = heads_of_sitting(reader, rows[0].sitting_id)
        codes = receipts_of(reader, [head.id for head in heads])
    assert len(heads) > 2 and "选手 001 选手一" in told
    for head in heads:
        cells = (
            f">第 {head.place} 题</td>",
            f'<td class="num">{head.seq} 步</td>',
            '<td class="wide">—</td>',
            f"<td>{head.number}</td>",
        )
        assert re.search(r"\s*".join(cells), told) and f">{codes[head.id]}<" in told
    assert f"全卷 {len(heads)} 题的作答已封存，共保存 1 步操作。" in told
    assert "2026-06-15 12:00:00 交卷。" in told and "补时" not in told
    last = contestant.get(f"/attempts/{heads[-1].id}/result").text
    assert last.split("<main")[1] == told.split("<main")[1]


def test_points_open_to_the_judges_are_not_counted_as_lost(seat: Seat, contestant: Browser) -> None:
    seat.do(*seat.actions()[1:])
    assert "办件均已处理" in contestant.get(f"/sittings/{seat.sitting_id}/hand-in").text
    seat.hand_in()
    text = contestant.get(f"{page_of(seat)}/result").text
    assert "97.00</span> / 97.00；另有 3.00 分由裁判评定" in text
    assert "，待评 3.00" in text and "机评没有失分。" in text
    [level] = [mark["levels"] for mark in seat.right.stage.compiled["service"]]
    assert all(each in text for each in level)


def test_the_local_rules_of_a_case_stand_on_its_sheet(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "$firm.name所在园区的单位，由本窗口受理。"
    changed = all_cases()["E09"].model_copy(update={"local_rules": [line]})
    monkeypatch.setitem(all_cases(), "E09", changed)  # type: ignore[arg-type]  # a cached dict
    monkeypatch.setattr("sandbox.contest.sittings.is_proved", lambda script: True)
    seat = sit(whole)
    sheet = enter("xs001").get(page_of(seat)).text.partition("本地规则单")[2]
    firm = seat.right.stage.cast.names.value("firm.name")
    assert f"<b>{firm}所在园区的单位，由本窗口受理。</b>" in sheet


def test_every_step_of_the_hall_opens(seat: Seat, contestant: Browser) -> None:
    forms = [each for each in OPERATIONS.values() if each.declared.system == HALL and each.form()]
    for each in forms:
        page = contestant.get(f"{page_of(seat)}?step={each.declared.name}")
        assert (page.status_code, each.declared.name) == (200, each.declared.name)
        assert f'data-form="{each.declared.name}"' in page.text
