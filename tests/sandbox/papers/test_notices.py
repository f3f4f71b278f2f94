"""Notices as the window prints them: what the records say, and to whom the page is shown."""

from datetime import date
from pathlib import Path

import pytest

from mock_systems.records import Notice, Paper
from mock_systems.world import Change, World
from sandbox.app import make_app
from sandbox.attempt.states import head_of
from sandbox.papers.notices import Work, printed_notice
from tests.mock_systems.builders import (
    application,
    card,
    card_holder,
    desk,
    done,
    employer,
    notice,
    paper,
    person,
    ticket,
    visitor,
)
from tests.mock_systems.rights import account, levy, participation, spell
from tests.sandbox.conftest import Browser
from tests.sandbox.papers.contents import rendered, told
from tests.servers import Seat, open_server, sit

PASSWORD = "yunyu-3901"


def printed(world: World, kind: str) -> str:
    """What the newest notice of a kind says to its reader."""
    found = world.find(Notice, kind=kind)[-1]
    made = printed_notice(world, found, "工号 023", Work(world.made))
    return told(rendered(made.kind, made.content))


def test_an_acceptance_says_what_was_received_and_how_long_it_takes():
    world = desk(
        application(employer="3901A01"),
        employer(),
        paper(place="desk", holder="林晓燕"),
        paper("M2", "unit_authorization", place="bag"),
    )
    done(world, "hall.accept", application="BJ1")

    said = printed(world, "acceptance")

    assert "星渡物流有限公司：" in said
    assert "贵单位（代办人：林晓燕）" in said
    assert "“职工参保登记”（事项编码：A05，办件编号：BJ1）" in said
    assert "居民身份证（林晓燕）" in said and "单位授权委托书" not in said
    assert "10个工作日（《社会保险经办条例》第六条）" in said and "承诺时限：即办" in said
    assert "经办人工号023" in said and "2026年6月15日" in said
    assert "〈签收人签名：空白〉" in said


def test_a_one_time_notice_lists_all_that_is_missing():
    world = desk(application())
    done(
        world,
        "hall.give_one_time_notice",
        application="BJ1",
        missing=["unit_authorization", "enrolment_form"],
        text="授权书须加盖公章。",
    )

    said = printed(world, "one_time")

    assert "1职工参保登记表2单位授权委托书" in said
    assert (
        "授权书须加盖公章。" in said
        and "告知依据：《云屿市窗口服务规范（仿真）》第十三条；《优化营商环境条例》第三十六条。"
        in said
    )


def test_a_refusal_tells_reason_facts_and_both_remedies_with_their_articles():
    world = desk(application(item="A07"))
    done(world, "hall.refuse", application="BJ1", reason="student", text="在读高二。")

    said = printed(world, "refusal")

    assert "全日制在校学生，不属于参保范围" in said and "在读高二。" in said
    assert "六十日内，依照《中华人民共和国行政复议法》第二十条" in said
    assert "六个月内，依照《中华人民共和国行政诉讼法》第四十六条" in said


def test_a_result_shows_what_was_changed_for_this_person_alone():
    world = desk(application(state="accepted"), person("39019C02", name="林小燕"), paper())
    world.amend(world.one(Paper, "M1"), place="desk")
    for key in ("39019C01", "39019C02"):
        world.amend(world.one(type(person()), key), phone="14200019999")
    done(world, "hall.issue_result", application="BJ1", text="请留意短信。")

    said = printed(world, "result")

    assert said.count("个人基本信息手机号码：142****0187手机号码：142****9999") == 1
    assert "位置" not in said and "办理中" not in said
    assert "请留意短信。" in said


def test_a_result_shows_what_was_newly_registered_and_cites_the_operation_that_did_it():
    world = desk(application(state="accepted", item="H02"))
    form = {"person": "39019C01", "unemployed": "2026-06-14", "reason": "5"}
    done(world, "employment.register_unemployment", **form)
    done(world, "hall.issue_result", application="BJ1")

    made = printed_notice(
        world,
        world.find(Notice)[-1],
        "工号 023",
        Work(world.made, {1: "employment.register_unemployment"}),
    )
    said = told(rendered(made.kind, made.content))

    assert "失业登记（新增）—失业日期：2026年6月14日；登记日期：2026年6月15日；失业原因：" in said
    assert (
        "办理依据：《就业促进法》第三十五条、第四十三条；《就业服务与就业管理规定》第六十三条至第六十六条；《云屿市窗口服务规范（仿真）》第三十二条、第三十四条。"
        in said
    )


def test_of_two_matters_each_result_shows_what_was_changed_for_it():
    """The card is reissued before the change of the telephone number is closed."""
    a09, j04 = application(state="accepted"), application("BJ2", state="accepted", item="J04")
    base = desk(a09.model_copy(update={"item": "A09"}), j04, card(state="lost"))
    changes, operations = list[Change](), dict[int, str]()
    for seq, (name, form) in enumerate(
        [
            ("social_insurance.change_person", {"person": "39019C01", "phone": "14200019999"}),
            ("social_card.reissue", {"card": "SK1", "kind": "reissue"}),
            ("hall.issue_result", {"application": "BJ1"}),
            ("hall.issue_result", {"application": "BJ2"}),
        ],
        1,
    ):
        world = World(base, base.today, changes, seq=seq)
        done(world, name, **form)
        changes, operations[seq] = [*changes, *world.made], name

    work, world = Work(changes, operations), World(base, base.today, changes, seq=5)
    printed = [printed_notice(world, each, "工号 023", work) for each in world.find(Notice)]
    first, second = (told(rendered(made.kind, made.content)) for made in printed)
    assert "手机号码：142****9999" in first and "社会保障卡" not in first
    assert "社会保障卡" in second and "142****9999" not in second


def test_a_receipt_shows_what_its_own_step_changed_column_by_column():
    world = World(desk(card(), card_holder()), date(2026, 6, 15), seq=1)
    done(world, "social_card.change_holder", holder="CK1", id_until="2046-06-10")
    later = World(world, world.today, seq=2)
    done(later, "social_card.change_holder", ("apart_phone",), holder="CK1", phone="14200019999")
    work = Work([*world.made, *later.made])

    printed = [printed_notice(later, each, "工号 023", work) for each in later.find(Notice)]
    first, second = (told(rendered(made.kind, made.content)) for made in printed)

    assert "变更后证件有效期至2026年6月10日2046年6月10日卡上" in first
    assert "变更后手机号码142****0187142****9999卡上" in second


def test_a_notice_for_a_minor_is_addressed_to_whoever_came():
    mother = visitor("V1", person="39019C02")
    world = World.of(
        person(born="2010-01-04"),
        person("39019C02", name="陈静"),
        mother,
        ticket(state="serving"),
        application(item="A07"),
    )
    done(world, "hall.refuse", application="BJ1", reason="student")

    said = printed(world, "refusal")

    assert "陈静：您于2026年6月15日为林晓燕申请办理的“城乡居民养老保险参保登记”" in said


@pytest.mark.parametrize(
    ("reason", "to"),
    [
        ("no_authorization", "陈静：您于2026年6月15日为林晓燕申请办理的"),
        ("age", "林晓燕：您（代办人：陈静）于2026年6月15日申请办理的"),
    ],
)
def test_who_comes_without_authority_is_answered_and_an_agent_is_only_named(reason, to):
    agent = visitor("V1", person="39019C02")
    world = World.of(
        person(), person("39019C02", name="陈静"), agent, ticket(state="serving"), application()
    )
    done(world, "hall.refuse", application="BJ1", reason=reason)

    assert to in printed(world, "refusal")


def test_a_contribution_slip_carries_the_sums_the_clerk_gave():
    world = desk(employer(), levy(employer="3901A01", month="2026-06"))
    done(
        world,
        "social_insurance.issue_contribution_slip",
        ("other_total",),
        person="39019C01",
        employer_amount=79092,
        person_amount=39780,
    )

    said = printed(world, "contribution")

    assert "790.92397.80" in said
    assert "柒佰玖拾元玖角贰分" in said and "叁佰玖拾柒元捌角整" in said
    assert "费款所属期2026年6月" in said
    assert "缴费单位（个人）星渡物流有限公司" in said and "由用人单位代扣代缴" in said


def test_a_slip_for_who_pays_alone_names_no_employer_even_where_one_was_applied_for():
    world = desk(application(employer="3901A01"), employer(), levy())
    form = {"person": "39019C01", "employer_amount": 0, "person_amount": 93600}
    done(world, "social_insurance.issue_contribution_slip", **form)

    said = printed(world, "contribution")

    assert "缴费单位（个人）林晓燕" in said and "用人单位" not in said
    assert "核定依据：《社会保险法》第十条第二款、第十二条第三款、第六十条第二款；" in said


def test_a_record_lists_participations_spells_and_the_account():
    world = desk(
        participation(),
        spell(employer="3901A02"),
        account(),
        employer("3901A02", name="望海食品厂"),
    )
    done(world, "social_insurance.print_record", person="39019C01", purpose="loan")

    said = printed(world, "record")

    assert "企业职工基本养老保险暂停缴费2014年7月24" in said
    assert "2022年12月至2024年11月4,500.00望海食品厂" in said
    assert "个人账户储存额：8,763.45元" in said
    assert "用途：办理贷款" in said


def test_what_was_signed_for_carries_the_name_of_whom_it_was_given_to():
    agent = visitor("V1", person="39019C02", call_name="陈女士")
    world = World.of(
        person(), person("39019C02", name="陈静"), agent, ticket(state="serving"), application()
    )
    world.add(notice())
    done(world, "hall.print_notice", notice="WS1")
    assert "〈签收人签名：空白〉" in printed(world, "acceptance")

    [printout] = [c.key for c in world.made if c.table == "printout"]
    done(world, "hall.obtain_signature", printout=printout)

    assert "〈签收人签名：陈静〉" in printed(world, "acceptance")


@pytest.fixture
def seat(tmp_path: Path):
    with open_server(f"sqlite:///{tmp_path / 'hall.db'}") as server:
        yield sit(server)


def test_every_notice_of_a_case_can_be_opened_by_its_contestant_alone(seat: Seat):
    seat.work()
    with seat.server.reader.connect() as reader:
        world = seat.server.states.of(reader, head_of(reader, seat.attempt_id)).world
    notices = world.find(Notice)
    assert notices
    app = make_app(seat.server.settings, lambda settings: seat.server)
    with Browser(app) as own:
        own.sign_in("xs001", PASSWORD)
        other = Browser(app)
        other.portal = own.portal  # A hall is served by one loop: two would wait for each other.
        other.sign_in("xs002", PASSWORD)
        for each in notices:
            address = f"/attempts/{seat.attempt_id}/notices/{each.notice}"
            shown = own.get(address)
            serial = each.notice.removeprefix(Notice.prefix)
            assert shown.status_code == 200 and f"〕{serial}号" in told(shown.text)
            assert other.get(address).status_code == 404
        assert own.get(f"/attempts/{seat.attempt_id}/notices/WS9999").status_code == 404


def test_a_notice_that_is_out_stays_as_it_was_whatever_is_done_later(seat: Seat):
    applied = next(a.form for a in seat.actions() if a.operation == "hall.open_application")
    seat.act("hall.call_next", 0)
    made = seat.act("hall.open_application", 1, **applied).step
    application = made.changes[0].key
    notice = seat.act("hall.accept", 2, ("unverified",), application=application).step
    key = next(change.key for change in notice.changes if change.table == "notice")
    with Browser(make_app(seat.server.settings, lambda settings: seat.server)) as own:
        own.sign_in("xs001", PASSWORD)
        address = f"/attempts/{seat.attempt_id}/notices/{key}"
        first = told(own.get(address).text)
        seat.act("hall.request_paper", 3, kind="id_card")
        assert told(own.get(address).text) == first
