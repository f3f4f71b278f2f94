"""What the desk says of papers: what was found, for which application, and what can be found."""

import re

import pytest

from mock_systems.records import Application, Paper, PaperFinding
from mock_systems.world import World
from sandbox.counter.desk import MOST_TOLD, materials_of
from sandbox.server import Server
from tests.sandbox.clerk import page_of, post, state, up_to
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit


def taken_up(contestant: Browser, seat: Seat, paper: str) -> str:
    """The page with a paper taken up, which is an action where it was not yet."""
    if paper not in state(seat).seen.papers:
        post(contestant, seat, "hall.view_paper", state(seat).head.seq, paper=paper)
    return contestant.get(f"{page_of(seat)}?paper={paper}").text


def told_on(contestant: Browser, seat: Seat, paper: str) -> tuple[list[str], list[str]]:
    """What the forms of a paper say was found, and what its tags say."""
    page = taken_up(contestant, seat, paper)
    recorded = re.findall(r'<span class="recorded">✓ ([^<]*)</span>', page)
    return recorded, re.findall(r'<span class="tag (?:ok|bad|wait)">([^<✓]*)</span>', page)


def at_the_card(whole: Server) -> tuple[Seat, str, str]:
    """A seat where an identity card lies on the desk, with card and citizen."""
    seat = sit(whole, "E05")
    seat.act("hall.call_next", 0)
    right = seat.actions()[up_to(seat, "hall.check_id_validity")]
    return seat, right.form["paper"], seat.right.stage.cast.names.fill("$citizen.person")


def do(contestant: Browser, seat: Seat, operation: str, **form: str) -> int:
    """Do one thing more; which step it was."""
    post(contestant, seat, operation, state(seat).head.seq, **form)
    last = state(seat).events[-1]
    assert last["accepted"]
    return int(last["seq"])


def file(contestant: Browser, seat: Seat, item: str, person: str, **more: str) -> str:
    """Open an application; its number."""
    do(contestant, seat, "hall.open_application", item=item, person=person, **more)
    return state(seat).world.find(Application)[-1].application


def test_what_was_found_on_a_card_is_told_on_it_and_beside_its_name(
    whole: Server, contestant: Browser
) -> None:
    seat, card, _ = at_the_card(whole)
    step = do(contestant, seat, "hall.check_id_validity", paper=card, finding="valid")
    page = taken_up(contestant, seat, card)
    assert f"✓ 在有效期内 · 第 {step} 步" in page
    assert '<span class="tag ok">在有效期内</span>' in page
    assert re.search(r"有效期限</dt><dd>\d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d<", page)


def test_two_applications_of_one_item_are_told_apart_by_whom_they_are_for(
    seat: Seat, contestant: Browser
) -> None:
    up_to(seat, "hall.verify_paper")
    names = seat.right.stage.cast.names.fill
    [paper] = state(seat).world.find(Paper, kind="unit_authorization")
    firm = {"employer": names("$firm.employer")}
    file(contestant, seat, "A05", names("$citizen.person"), **firm)
    other = file(contestant, seat, "A05", names("$namesake.person"), **firm)
    form = {"paper": paper.paper, "finding": "other_matter", "application": other}
    step = do(contestant, seat, "hall.verify_paper", **form)
    unknown = taken_up(contestant, seat, paper.paper)
    assert f'<span class="tag bad">授权不符 A05 {other}</span>' in unknown
    for each in ("$citizen.person", "$namesake.person"):
        do(contestant, seat, "social_insurance.open_person", person=names(each))
    page = taken_up(contestant, seat, paper.paper)
    assert f'<span class="tag bad">授权不符 A05 {names("$namesake.name")}</span>' in page
    assert f'<span class="tag wait">待核 A05 {names("$citizen.name")}</span>' in page
    assert f"A05 职工参保登记（{names('$citizen.name')}）</option>" in page
    assert f"✓ 授权不符 A05 {names('$namesake.name')} · 第 {step} 步" in page


def test_the_validity_of_a_card_is_told_where_a_visitor_has_two_applications(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    for item in ("J05", "C02"):
        file(contestant, seat, item, citizen)
    step = do(contestant, seat, "hall.check_id_validity", paper=card, finding="valid")
    assert told_on(contestant, seat, card)[0] == [f"在有效期内 · 第 {step} 步"]
    page = taken_up(contestant, seat, card)
    assert re.search(r'inline judged"\s+data-form="hall.check_id_validity"', page)


def test_an_application_filed_again_is_told_from_the_one_refused(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    refused = file(contestant, seat, "C02", citizen)
    bad = do(contestant, seat, "hall.verify_paper", paper=card, finding="mismatch")
    do(contestant, seat, "hall.refuse", application=refused, reason="expired")
    again = file(contestant, seat, "C02", citizen)
    good = do(contestant, seat, "hall.verify_paper", paper=card, finding="ok")
    recorded, tags = told_on(contestant, seat, card)
    assert recorded == [f"不一致 C02 {refused} · 第 {bad} 步", f"已核 C02 {again} · 第 {good} 步"]
    assert {f"不一致 C02 {refused}", f"已核 C02 {again}"} <= set(tags)


def test_papers_are_judged_by_as_many_looks_however_many_applications_were_filed(
    whole: Server, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, card, citizen = at_the_card(whole)
    read, looks, counts = World.rows, [], []
    monkeypatch.setattr(World, "rows", lambda *asked: looks.append(asked) or read(*asked))
    for finding in ("mismatch", "ok") * 3:
        filed = file(contestant, seat, "C02", citizen)
        do(contestant, seat, "hall.verify_paper", paper=card, finding=finding)
        do(contestant, seat, "hall.refuse", application=filed, reason="expired")
        now = state(seat)
        looks.clear()
        materials_of(now)
        counts.append(len(looks))
    assert len({*counts[1:]}) == 1


def test_a_paper_tells_of_the_newest_applications_and_how_many_there_are_besides(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    for number in range(MOST_TOLD + 3):
        filed = file(contestant, seat, "C02", citizen)
        finding = "ok" if number % 2 else "mismatch"
        do(contestant, seat, "hall.verify_paper", paper=card, finding=finding)
        do(contestant, seat, "hall.refuse", application=filed, reason="expired")
    (desk,) = (each for each in materials_of(state(seat)) if each.paper.paper == card)
    more, *told = (each.told for each in desk.verdicts)
    assert more == "另有 3 件" and len(told) == MOST_TOLD and told[-1].endswith(filed)


def test_a_finding_that_was_taken_back_is_not_told_as_standing(
    whole: Server, contestant: Browser
) -> None:
    seat, card, _ = at_the_card(whole)
    step = do(contestant, seat, "hall.verify_paper", paper=card, finding="expired")
    assert told_on(contestant, seat, card)[0] == [f"已过期 · 第 {step} 步"]
    step = do(contestant, seat, "hall.check_id_validity", paper=card, finding="valid")
    assert told_on(contestant, seat, card)[0] == [f"在有效期内 · 第 {step} 步"]


def test_what_was_found_before_two_were_filed_is_told_as_standing_for_both(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    step = do(contestant, seat, "hall.verify_paper", paper=card, finding="mismatch")
    for item in ("J05", "C02"):
        file(contestant, seat, item, citizen)
    recorded, tags = told_on(contestant, seat, card)
    assert recorded == [f"不一致 · 第 {step} 步"] and tags.count("不一致") == 1


def test_an_application_decided_without_a_finding_is_not_told_to_wait_for_one(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    decided, filed = (file(contestant, seat, item, citizen) for item in ("J05", "C02"))
    form = {"paper": card, "finding": "ok", "application": filed}
    do(contestant, seat, "hall.verify_paper", **form)
    assert told_on(contestant, seat, card)[1].count("待核 J05") == 1
    do(contestant, seat, "hall.refuse", application=decided, reason="expired")
    tags = told_on(contestant, seat, card)[1]
    assert "已核" in tags and "待核 J05" not in tags


def test_what_was_found_is_told_in_the_order_in_which_it_was_found(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    first, last = (file(contestant, seat, item, citizen) for item in ("J05", "C02"))
    for application, finding in ((first, "mismatch"), (last, "ok"), (first, "ok")):
        form = {"paper": card, "finding": finding, "application": application}
        do(contestant, seat, "hall.verify_paper", **form)
    told = [each.partition(" · ")[0] for each in told_on(contestant, seat, card)[0]]
    assert told == ["已核 C02", "已核 J05"]


@pytest.mark.parametrize("items", [["C02"], ["J05", "C02"]])
def test_that_a_card_has_expired_is_told_for_all_until_it_is_found_good(
    whole: Server, contestant: Browser, items: list[str]
) -> None:
    seat, card, citizen = at_the_card(whole)
    filed = [file(contestant, seat, item, citizen) for item in items]
    do(contestant, seat, "hall.verify_paper", paper=card, finding="expired", application=filed[0])
    step = do(contestant, seat, "hall.check_id_validity", paper=card, finding="expired")
    recorded, tags = told_on(contestant, seat, card)
    assert recorded == [f"已过有效期 · 第 {step} 步", f"已过期 · 第 {step} 步"]
    assert tags.count("已过期") == 1
    for each in filed:
        assert "已过期" in " ".join(told_on(contestant, seat, card)[1])
        step = do(contestant, seat, "hall.verify_paper", paper=card, finding="ok", application=each)
    recorded, tags = told_on(contestant, seat, card)
    assert "已过期" not in " ".join(tags) and not any("过" in each for each in recorded)
    of = f" {items[-1]}" if len(items) > 1 else ""
    assert recorded[-1] == f"已核{of} · 第 {step} 步"


def test_among_several_applications_one_has_to_be_chosen_for_a_finding(
    whole: Server, contestant: Browser
) -> None:
    seat, card, citizen = at_the_card(whole)
    for item in ("J05", "C02"):
        file(contestant, seat, item, citizen)
    page = taken_up(contestant, seat, card)
    box = re.search(r'<select[^>]*name="application"[^>]*>\s*<option value="">[^<]*<', page)
    assert box and " required>" in box[0] and box[0].endswith(">请选择<")


def test_a_finding_for_an_application_of_nobody_is_answered_on_the_paper(
    seat: Seat, contestant: Browser
) -> None:
    seen = up_to(seat, "hall.verify_paper")
    [paper] = state(seat).world.find(Paper, kind="unit_authorization")
    form = {"paper": paper.paper, "finding": "ok", "application": "BJ999901"}
    post(contestant, seat, "hall.verify_paper", seen, **form)
    page = taken_up(contestant, seat, paper.paper)
    assert "未找到办件 BJ999901，请核对编号后重新填写。" in page
    assert not state(seat).world.find(PaperFinding)


def test_only_findings_that_fit_a_paper_are_offered(seat: Seat, contestant: Browser) -> None:
    up_to(seat, "social_insurance.find_person")
    offered = {}
    for paper in state(seat).world.find(Paper, place="desk"):
        text = taken_up(contestant, seat, paper.paper)
        offered[paper.kind] = "授权事项不符" in text.split("核验材料")[-1]
    assert offered == {"id_card": False, "unit_authorization": True, "enrolment_form": False}


def test_only_what_has_a_chip_can_be_put_on_the_reader(seat: Seat, contestant: Browser) -> None:
    up_to(seat, "social_insurance.find_person")
    offered = set()
    for paper in state(seat).world.find(Paper, place="desk"):
        text = taken_up(contestant, seat, paper.paper)
        offered.add(
            (paper.kind, "读卡器读取" in text, "核对证件有效期" in text, "has-chip" in text)
        )
    assert offered == {
        ("id_card", True, True, True),
        ("unit_authorization", False, False, False),
        ("enrolment_form", False, False, False),
    }


def test_a_household_book_opens_at_the_page_of_its_head_and_has_one_for_everybody(
    whole: Server, contestant: Browser
) -> None:
    seat = sit(whole, "E07")
    seat.act("hall.call_next", 0)
    up_to(seat, "hall.verify_paper")
    [book] = state(seat).world.find(Paper, kind="household_book")
    if book.place != "desk":
        post(contestant, seat, "hall.request_paper", state(seat).head.seq, kind="household_book")
    text = taken_up(contestant, seat, book.paper)
    leaves = re.findall(r'<label for="leaf-\d+">([^<]*)<', text)
    names = [member["name"] for member in book.content["members"]]
    assert leaves == [f"{n} {title}" for n, title in enumerate(["户主页", *names], 1)]


def test_a_paper_is_not_read_by_its_address(seat: Seat, contestant: Browser) -> None:
    up_to(seat, "hall.verify_paper")
    unread = next(
        paper
        for paper in state(seat).world.find(Paper, place="desk")
        if paper.paper not in state(seat).seen.papers
    )
    address = f"{page_of(seat)}?paper={unread.paper}"
    assert "手中的材料" not in contestant.get(address).text
    assert "手中的材料" in taken_up(contestant, seat, unread.paper)
    assert "手中的材料" in contestant.get(address).text, "once it was taken up, it can be again"
