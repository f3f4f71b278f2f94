"""Papers and notices on the pages of judges, authors and contestants, as they were at a step."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from time import process_time

import pytest

from mock_systems.records import Notice, Paper, Person, Printout
from mock_systems.world import Change, Nothing
from sandbox.attempt.journal import changes_of, entries, event_of
from sandbox.judging.documents import Documents
from sandbox.judging.labels import names_in
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

Enter = Callable[[str], Browser]
DRAWING = re.compile(r'<figure class="doc doc-([\w-]+)')
SIGNED = 'class="signature"'


@pytest.fixture
def refused(whole: Server) -> Seat:
    """E07 worked without a mistake and handed in: a refusal in writing."""
    seat = sit(whole, "E07")
    seat.work()
    seat.hand_in()
    return seat


def documents_of(seat: Seat, *, unread: bool = False) -> Documents:
    with seat.server.reader.connect() as reader:
        events = [event_of(row) for row in entries(reader, seat.attempt_id)]
        changes = changes_of(reader, seat.attempt_id)
    stage = seat.right.stage
    source, today = partial(lambda: stage.source), date.fromisoformat("2026-06-15")
    return Documents(source, today, events, changes, "工号 001", unread=unread)


def notice_of(seat: Seat) -> str:
    return next(each.key for each in documents_of(seat).listed() if each.is_notice)


def step_of(seat: Seat, operation: str) -> int:
    """The last step of the right way that is this operation."""
    events = seat.right.attempt["events"]
    return next(e["seq"] for e in reversed(events) if e["operation"] == operation)


def drawings(page: str) -> list[str]:
    """The kinds of document that a page draws."""
    return DRAWING.findall(page)


def test_a_mark_that_rests_on_a_notice_shows_it_beside_its_levels(
    refused: Seat, enter: Enter
) -> None:
    page = enter("cp001").get(f"/judging/attempts/{refused.number}?mark=written").text
    assert drawings(page) == ["notice"] and 'name="level"' in page
    [text] = [e["data"]["text"] for e in refused.right.attempt["events"] if "text" in e["data"]][
        -1:
    ]
    assert text.split("。")[0] in re.sub(r"<[^>]+>", "", page)


def test_a_mark_of_the_machine_shows_the_documents_its_evidence_is_about(
    refused: Seat, enter: Enter
) -> None:
    judge, here = enter("cp001"), f"/judging/attempts/{refused.number}"
    assert drawings(judge.get(f"{here}?mark=notice").text) == ["notice"]
    assert drawings(judge.get(f"{here}?mark=read_first").text)[:1] == ["id-card"]
    assert drawings(judge.get(f"{here}?mark=greeted").text) == []


def test_a_notice_is_signed_only_from_the_step_in_which_it_was(refused: Seat, enter: Enter) -> None:
    signed = step_of(refused, "hall.obtain_signature")
    judge, key = enter("cp001"), notice_of(refused)
    here = f"/judging/attempts/{refused.number}?mark=written&document={key}"
    before, after = (judge.get(f"{here}&seq={seq}").text for seq in (signed - 1, signed))
    assert drawings(before) == drawings(after) == ["notice"]
    assert SIGNED not in before and "还没有签收" in before
    assert SIGNED in after and f"第{signed}步签收" in after
    issued = step_of(refused, "hall.refuse")
    early = judge.get(f"{here}&seq={issued - 1}").text
    assert drawings(early) == [] and f"第 {issued} 步才有" in early


def test_a_notice_is_in_the_words_of_when_it_was_printed(whole: Server) -> None:
    """Who was looked up after a paper was out does not stand on it by name."""
    seat = sit(whole, "E07")
    filled = {event["operation"]: event["data"] for event in seat.right.attempt["events"]}
    opened = filled["hall.open_application"]
    seat.act("hall.call_next", 0)
    seat.act("hall.open_application", 1, **opened)
    with whole.reader.connect() as reader:
        [made] = [c for c in changes_of(reader, seat.attempt_id) if c.seq == 2]
    seat.act("hall.refuse", 2, application=made.key, reason="student", text="在校。")
    key = notice_of(seat)
    seat.act("hall.print_notice", 3, notice=key)
    printed = documents_of(seat).as_of(key, 4)
    number = seat.right.stage.world().one(Person, opened["person"]).citizen_number
    seat.act("social_insurance.find_person", 4, by="number", value=number)
    looked_up = documents_of(seat).as_of(key, 5)
    assert printed and looked_up and printed.drawing and looked_up.drawing
    assert looked_up.drawing.content == printed.drawing.content
    assert opened["person"] in str(printed.drawing.content)
    again = {"application": made.key, "reason": "age", "text": "未满16周岁。"}
    seat.act("hall.refuse", 5, **again)
    seat.act("hall.refuse", 6, ("issued_before",), **again)
    void, new = (e for e in documents_of(seat).listed() if e.is_notice)
    assert (void.course[-1], new.course[-1]) == ("第7步作废，重新出具", "还没有签收")
    assert (void.is_void, new.is_void) == (True, False)
    assert "作废" not in "".join(printed.course)


def test_a_paper_nobody_took_up_is_drawn_for_judges_alone(whole: Server, enter: Enter) -> None:
    seat = sit(whole, "E03")
    seat.work()
    seat.hand_in()
    [certificate] = documents_of(seat).of_kinds(["marriage_certificate"])
    asked = f"document={certificate}&seq=99"
    own = enter("xs001").get(f"/attempts/{seat.attempt_id}/result?{asked}").text
    assert "选手没有拿起看过，内容不显示。" in own and "marriage-certificate" not in drawings(own)
    judge = enter("cp001").get(f"/judging/attempts/{seat.number}?{asked}").text
    assert drawings(judge) == ["marriage-certificate"] and "还没有拿起看过" in judge


def test_a_document_that_is_wanted_and_is_not_there_is_told(whole: Server, enter: Enter) -> None:
    seat = sit(whole, "E07")
    seat.do(*seat.actions()[:3])
    seat.hand_in()
    for login, page in (
        ("cp001", f"/judging/attempts/{seat.number}?mark=written"),
        ("xs001", f"/attempts/{seat.attempt_id}/result"),
    ):
        text = enter(login).get(page).text
        assert "本项要看不予受理通知书：到最后也没有出示或者出具。" in text


def test_the_own_result_opens_a_notice_at_any_step(refused: Seat, enter: Enter) -> None:
    contestant, signed = enter("xs001"), step_of(refused, "hall.obtain_signature")
    here = f"/attempts/{refused.attempt_id}/result"
    text = contestant.get(here).text
    assert drawings(text) == ["notice"], "beside the levels of what is open to judges"
    links = re.findall(rf'href="(\?document={notice_of(refused)}&amp;seq=(\d+)#documents)"', text)
    assert {step_of(refused, "hall.refuse"), signed} <= {int(seq) for _, seq in links}
    unsigned = contestant.get(f"{here}?document={notice_of(refused)}&seq={signed - 1}").text
    assert "还没有签收" in unsigned and "工号 001" in unsigned


def test_of_many_notices_that_a_mark_rests_on_the_own_result_draws_three(
    whole: Server, enter: Enter
) -> None:
    """Each is drawn of the whole attempt: hundreds would keep everybody waiting for one page."""
    seat = sit(whole, "E07")
    seat.act("hall.call_next", 0)
    for seq in range(1, 9, 2):
        step = seat.act("hall.open_application", seq, item="G04").step
        assert step
        [made] = step.changes
        seat.act("hall.refuse", seq + 1, application=made.key, reason="student", text="在校。")
    seat.hand_in()
    text = enter("xs001").get(f"/attempts/{seat.attempt_id}/result").text
    assert drawings(text) == ["notice"] * 3
    fourth = documents_of(seat).listed()[-1].key
    assert f"?document={fourth}&amp;seq=" in text


def test_an_author_opens_the_notice_of_the_right_way(enter: Enter) -> None:
    author = enter("mt001")
    text = author.get("/authoring/cases/E07").text
    found = re.search(r'href="(\?variant=0&amp;document=(WS\w+)&amp;seq=\d+)#document"', text)
    assert found
    opened = author.get(f"/authoring/cases/E07{found[1].replace('&amp;', '&')}").text
    assert drawings(opened).count("notice") == drawings(text).count("notice") + 1
    assert "等级旁边显示：不予受理通知书" in opened


def test_no_notice_tells_a_judge_the_number_of_the_contestant(refused: Seat, enter: Enter) -> None:
    page = enter("cp001").get(f"/judging/attempts/{refused.number}?mark=written").text
    assert "工号 ***" in page and "工号 001" not in page


def test_all_documents_of_a_step_are_those_it_names_makes_prints_or_has_signed(
    refused: Seat,
) -> None:
    documents, key = documents_of(refused), notice_of(refused)
    for operation in ("hall.refuse", "hall.print_notice", "hall.obtain_signature"):
        assert documents.of_step(step_of(refused, operation)) == [key]
    [card] = documents.of_step(step_of(refused, "hall.read_id_card"))
    assert documents.as_of(card, 99) and documents.of_step(step_of(refused, "hall.close")) != [key]
    assert {Notice.prefix, Paper.prefix} >= {re.sub(r"\d.*", "", e.key) for e in documents.listed()}


def test_of_a_long_attempt_the_documents_of_every_step_are_at_hand() -> None:
    """One page asks for those of hundreds of steps and findings."""
    steps = range(1, 2_001)
    events = [
        {"seq": seq, "operation": "hall.refuse", "accepted": True, "data": {}} for seq in steps
    ]
    changes = [
        Change(seq, Notice.table, f"WS{seq:04d}01", None, {"kind": "refusal"}) for seq in steps
    ]
    printed = [
        Change(seq, Printout.table, f"DY{seq:04d}01", None, {"notice": made.key, "signed": False})
        for seq, made in zip(steps, changes, strict=True)
    ]
    findings = [
        {"table": Printout.table, "key": each.key, "raised_by": each.seq, "settled_by": None}
        for each in printed
    ]
    keys = [each.key for each in changes]
    began = process_time()
    all_of_them = Documents(Nothing, date(2026, 6, 15), events, [*changes, *printed], "工号 001")
    assert [all_of_them.of_step(seq) for seq in steps] == [[key] for key in keys]
    assert all_of_them.of_mark({"findings": findings}) == keys
    assert [each.key for each in all_of_them.among(reversed(keys))] == keys
    assert process_time() - began < 0.2


def test_names_after_any_step_are_those_of_then_and_at_hand_for_every_step() -> None:
    called = [("P1", "林"), ("P2", "周"), ("P1", "陈"), ("P1", "林")]
    called += [(f"P{n}", "王") for n in range(3, 3_000)]
    names = names_in(
        [Change(n, Person.table, k, None, {"name": c}) for n, (k, c) in enumerate(called)]
    )
    assert [names.after(seq)["P1"] for seq in range(4)] == ["林", "林", "陈", "林"]
    began = process_time()
    assert {names.after(seq)["P2"] for seq in range(3_000)} == {"周"}
    assert process_time() - began < 0.1
