"""Asking the systems: by the card reader, which reads and asks in one, by numbers of functions, by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from mock_systems.hall.papers import ReadIdCard
from mock_systems.operation import OPERATIONS
from mock_systems.records import Card, Paper, Person
from sandbox.counter import deeds
from sandbox.counter.drafts import drafts_of
from sandbox.counter.filling import Unsent, form_of
from sandbox.counter.functions import codes, functions, letters
from sandbox.counter.menus import menu_of, systems
from sandbox.counter.view import keys_open
from sandbox.server import Server
from tests.sandbox.clerk import page_of, post, state, up_to
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

READ = ReadIdCard.declared.name
READER = 'name="asks" value="1"'


def lay(contestant: Browser, seat: Seat, looking: str = "", **other: str) -> Any:
    """Lay the identity card on the reader while looking somewhere."""
    world = state(seat).world
    card = world.find(Paper, kind="id_card", place="desk")
    sent = {"paper": card[0].paper if card else "M1", "asks": "1", **other}
    back = f"{page_of(seat)}?{looking}"
    return contestant.submit(f"{page_of(seat)}/act/{READ}", seen=str(world.seq), back=back, **sent)


def done(seat: Seat, since: int) -> list[Mapping[str, Any]]:
    return list(state(seat).events[since:])


def test_a_card_is_read_and_asked_for_in_the_system_that_is_open(
    seat: Seat, contestant: Browser
) -> None:
    before = up_to(seat, READ)
    for looking, asked in {
        "": "social_insurance.find_person",
        "system=employment": "employment.find_person",
        "op=social_insurance.add_person": "social_insurance.find_person",
        "system=social_card&op=social_card.report_loss": "social_card.find",
        "system=outside": "outside.check_police",
        "system=outside&op=outside.check_school": "outside.check_police",
    }.items():
        page = contestant.get(lay(contestant, seat, looking).headers["location"])
        reading, asking = done(seat, before)[-2:]
        number = reading["facts"]["citizen_number"]
        assert (reading["operation"], asking["operation"]) == (READ, asked)
        assert reading["accepted"] and asking["accepted"]
        assert number in asking["data"].values()
        assert f'value="{number}"' in page.text, "the search stands where it was asked"


def test_a_card_that_is_not_on_the_desk_asks_nothing(seat: Seat, contestant: Browser) -> None:
    before = up_to(seat, "hall.request_paper")
    lay(contestant, seat)
    (refused,) = done(seat, before)
    assert refused["operation"] == READ and not refused["accepted"]


@pytest.mark.parametrize("paper", [{}, {"paper": ""}])
def test_a_form_of_the_reader_without_a_card_is_declined(
    seat: Seat, contestant: Browser, paper: Mapping[str, str]
) -> None:
    before = up_to(seat, "hall.request_paper")
    address, back = f"{page_of(seat)}/act/{READ}", page_of(seat)
    answer = contestant.submit(address, seen=str(before), back=back, asks="1", **paper)
    assert answer.status_code == 422
    assert done(seat, before) == []


def test_a_search_that_is_refused_is_shown_where_it_was_asked_and_leaves_no_draft(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    up_to(seat, READ)
    monkeypatch.setattr(deeds, "asked_with", lambda *_: {"by": "number", "value": "3" * 15})
    gone = lay(contestant, seat, "system=social_card").headers["location"]
    assert "op=social_card.find" in gone
    assert "15位旧号码不再受理" in contestant.get(gone).text
    with seat.server.reader.connect() as reader:
        assert not drafts_of(reader, seat.attempt_id)


def test_the_one_card_that_a_form_is_for_is_chosen_already(whole: Server) -> None:
    seat = sit(whole, "E01")
    seat.do(seat.actions()[0])
    activating = "social_card.activate"
    up_to(seat, activating)
    known = state(seat)
    form = form_of(known, OPERATIONS[activating], keys_open(known.events), Unsent({}))
    new = known.world.find(Card, state="issued")
    assert [form.fields[0].value] == [each.card for each in new]
    assert len(form.fields[0].options) > 1


def test_a_card_that_is_only_read_asks_nothing(seat: Seat, contestant: Browser) -> None:
    before = up_to(seat, READ)
    card = state(seat).world.find(Paper, kind="id_card", place="desk")[0]
    contestant.submit(f"{page_of(seat)}/act/{READ}", seen=str(before), paper=card.paper)
    assert [each["operation"] for each in done(seat, before)] == [READ]


def test_the_bar_has_the_reader_only_while_a_card_lies_there(
    seat: Seat, contestant: Browser
) -> None:
    asked = up_to(seat, "hall.request_paper")
    assert READER not in contestant.get(page_of(seat)).text
    seat.do(next(each for each in seat.actions() if each.operation == "hall.request_paper"))
    assert state(seat).world.seq == asked + 1
    assert READER in contestant.get(page_of(seat)).text


def test_every_entry_of_every_menu_has_a_number_of_its_own_and_letters() -> None:
    entries = [each for name in systems() for _, group in menu_of(name) for each in group]
    assert set(codes()) == set(entries) and len(functions()) == len(entries)
    for code, function in functions().items():
        title = function.operation.declared.title
        assert len(code) == 3 and code.isdigit() and "0" not in code
        assert len(function.letters) == sum(each.isalpha() for each in title), title
    assert letters("社会保障卡挂失") == "shbzkgs"
    assert letters("啊匝、Ａ") == "az"


def test_a_number_in_an_address_opens_its_function_and_one_that_is_none_nothing(
    seat: Seat, contestant: Browser
) -> None:
    up_to(seat, READ)
    opened = contestant.get(f"{page_of(seat)}?code=321&system=employment").text
    assert "社会保障卡 › 社会保障卡挂失" in opened
    for code in ("999", "321x", "0", ""):
        kept = contestant.get(f"{page_of(seat)}?code={code}&system=employment").text
        assert "就业服务 › 人员查询" in kept


def test_what_an_earlier_search_found_is_gone_once_another_is_refused(
    seat: Seat, contestant: Browser
) -> None:
    seen = up_to(seat, "social_insurance.find_person")
    (anybody,) = state(seat).world.find(Person, limit=1)
    for refused, value in enumerate((anybody.name, anybody.name[0])):
        post(
            contestant, seat, "social_insurance.find_person", seen + refused, by="name", value=value
        )
        page = contestant.get(page_of(seat)).text
        assert ("找到 " in page, "按姓名查询至少输入2个字" in page) == (not refused, bool(refused))
