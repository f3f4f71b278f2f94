"""Applications, their notices, and the end of a visit."""

from datetime import date

import pytest

from mock_systems.hall import conversation
from mock_systems.identifiers import credit_code
from mock_systems.records import (
    Application,
    CardEvent,
    Notice,
    Paper,
    PersonChange,
    Printout,
    Record,
    Ticket,
    Utterance,
)
from mock_systems.records.hall import APPLICATION_STATE
from mock_systems.world import World
from tests.mock_systems.builders import (
    AREA,
    application,
    desk,
    done,
    employer,
    notice,
    paper,
    refused,
    ticket,
    tried,
    visitor,
)
from tests.mock_systems.rights import participation


def printout(kind: str) -> Printout:
    return Printout(printout="DYJ1", kind=kind, person="39019C01")


SAID = Utterance(utterance="U1", visitor="V1", speaker="clerk", text="您好")


def state(world: World) -> str:
    return world.one(Application, "BJ1").state


def test_an_application_is_opened_for_the_visitor_with_what_the_item_asks_for():
    world = desk(employer())
    answer = done(world, "hall.open_application", item="A05", person="39019C01", employer="3901A01")
    [opened] = conversation.open_applications(world)
    assert (opened.item, opened.person, opened.employer) == ("A05", "39019C01", "3901A01")
    assert (opened.visitor, opened.opened, opened.state) == ("V1", world.today, "open")
    shown = str(answer.answer.panels)
    assert "职工参保登记表" in shown and "承诺办结时限：即办" in shown


def test_what_the_law_asks_for_that_is_no_paper_of_the_hall_is_told_in_words() -> None:
    answer = done(desk(), "hall.open_application", item="F03", person="39019C01")
    shown = str(answer.answer.panels)
    assert "法定条件和材料" in shown and "有效的诊断证明和完整的病历材料" in shown


def test_who_is_not_registered_yet_can_still_apply():
    world = desk()
    done(world, "hall.open_application", item="A07")
    assert conversation.open_applications(world)[0].person == ""


def test_the_same_application_is_not_opened_twice_but_another_is():
    world = desk(application(item="A07"))
    assert refused(world, "hall.open_application", item="A07", person="39019C01") == "doubled"
    done(world, "hall.open_application", item="A09", person="39019C01")
    done(world, "hall.refuse", application="BJ1", reason="age")
    done(world, "hall.open_application", item="A07", person="39019C01")


def test_an_application_of_another_employer_for_the_same_person_is_another() -> None:
    second = employer("3901A02", credit_code=credit_code(AREA, "MAX00002"))
    world = desk(employer(), second, application(employer="3901A01"))
    form = {"item": "A05", "person": "39019C01"}
    assert refused(world, "hall.open_application", **form, employer="3901A01") == "doubled"
    done(world, "hall.open_application", **form, employer="3901A02")


def test_what_an_employer_applies_for_names_the_employer():
    world = desk(employer())
    assert refused(world, "hall.open_application", item="A05", person="39019C01") == "no_employer"
    done(world, "hall.open_application", item="H01", person="39019C01")
    done(world, "hall.open_application", item="A05", person="39019C01", employer="3901A01")


def test_a_person_or_item_that_does_not_exist_is_refused():
    assert refused(desk(), "hall.open_application", item="A05", person="39019C77") == "no_record"
    with pytest.raises(ValueError, match="代码表"):
        tried(desk(), "hall.open_application", item="Z99")


@pytest.mark.parametrize(
    ("name", "form", "kind", "becomes"),
    [
        ("hall.accept", {}, "acceptance", "accepted"),
        ("hall.give_one_time_notice", {"missing": ["photo"]}, "one_time", "incomplete"),
        ("hall.refuse", {"reason": "student"}, "refusal", "refused"),
    ],
)
def test_a_decision_changes_the_application_and_issues_its_notice(name, form, kind, becomes):
    world = desk(application())
    answer = done(world, name, application="BJ1", **form)
    lists = {"lists": True} if "missing" in form else {}
    assert answer.facts == {"person": "39019C01", "employer": "", "item": "A05", **lists}
    assert state(world) == becomes
    [issued] = world.find(Notice)
    assert (issued.kind, issued.application, issued.item) == (kind, "BJ1", "A05")
    assert (issued.person, issued.issued) == ("39019C01", world.today)


def test_a_one_time_notice_lists_the_kinds_sorted_whatever_order_they_were_chosen_in():
    world = desk(application())
    chosen = ["photo", "authorization", "id_card"]
    done(world, "hall.give_one_time_notice", application="BJ1", missing=chosen)
    assert world.find(Notice)[0].missing == "authorization id_card photo"


def test_a_one_time_notice_tells_something():
    world = desk(application())
    form = {"application": "BJ1"}
    assert refused(world, "hall.give_one_time_notice", **form) == "nothing_told"
    done(world, "hall.give_one_time_notice", text="请补充联系电话", **form)


def test_a_refusal_keeps_its_reason_on_application_and_notice():
    world = desk(application())
    done(world, "hall.refuse", application="BJ1", reason="past_year", text="申请补缴2023年")
    assert world.one(Application, "BJ1").reason == "past_year"
    issued = world.find(Notice)[0]
    assert (issued.reason, issued.text) == ("past_year", "申请补缴2023年")


@pytest.mark.parametrize("before", ["refused", "closed"])
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("hall.accept", {}),
        ("hall.give_one_time_notice", {"missing": ["photo"]}),
        ("hall.refuse", {"reason": "age"}),
        ("hall.issue_result", {}),
    ],
)
def test_what_is_decided_is_not_decided_again(before: str, name: str, form):
    world = desk(application(state=before))
    if (name, before) != ("hall.refuse", "refused"):  # See test_notices_anew.
        assert refused(world, name, application="BJ1", **form) == "decided"


def test_accepting_twice_is_refused():
    world = desk(application())
    done(world, "hall.accept", application="BJ1")
    assert refused(world, "hall.accept", application="BJ1") == "decided"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("hall.give_one_time_notice", {"missing": ["photo"]}),
        ("hall.refuse", {"reason": "age"}),
    ],
)
def test_what_contradicts_an_acceptance_is_asked_back_and_possible(name: str, form):
    world = desk(application())
    done(world, "hall.accept", application="BJ1")
    assert tried(world, name, application="BJ1", **form).reason == "accepted_before"
    done(world, name, ("accepted_before",), application="BJ1", **form)


def test_a_result_before_acceptance_is_warned_of():
    world = desk(application())
    assert tried(world, "hall.issue_result", application="BJ1").reason == "not_accepted"
    done(world, "hall.accept", application="BJ1")
    world.add(participation())
    done(world, "hall.issue_result", application="BJ1", text="已参保")
    assert state(world) == "closed"
    assert [n.kind for n in world.find(Notice)] == ["acceptance", "result"]


def test_what_was_to_be_completed_is_accepted_once_it_is_and_else_not_finished_unasked():
    world = desk(application(state="incomplete"), participation())
    assert "not_accepted" in codes(world, "hall.issue_result")
    done(world, "hall.accept", application="BJ1")
    assert "not_accepted" not in codes(world, "hall.issue_result")


def codes(world: World, name: str) -> list[str]:
    """What is asked back of the application."""
    return [each.code for each in tried(world, name, application="BJ1").cautions]


PERSON, DAY = "39019C01", date(2026, 6, 15)
NEW_PIN = CardEvent(event="KR1", card="SK1", person=PERSON, kind="pin", on=DAY)
NOTED = PersonChange(change="BG1", person=PERSON, fields="姓名", on=DAY)
"""Only notes what was done, to be done before it."""


@pytest.mark.parametrize(
    ("item", "record", "warned"),
    [
        ("A05", None, True),
        ("A05", participation(), False),
        ("A05", participation(person="39019C07"), True),
        ("A05", SAID, True),
        ("C02", printout(kind="record"), False),
        ("C02", printout(kind="acceptance"), True),
        ("J06", NEW_PIN, False),
        ("A09", NOTED, True),
    ],
)
def test_a_result_without_business_done_for_the_applicant_is_warned_of(
    item: str, record: Record | None, warned: bool
):
    world = desk(application(item=item, state="accepted"))
    if record:
        world.add(record)
    asked = tried(world, "hall.issue_result", application="BJ1")
    assert (asked.reason == "nothing_done") is warned
    if warned:
        done(world, "hall.issue_result", ("nothing_done",), application="BJ1")


def test_what_the_cast_brings_is_no_business_done():
    world = desk(application(state="accepted"), participation())
    assert tried(world, "hall.issue_result", application="BJ1").reason == "nothing_done"


def test_another_visitors_application_is_left_alone():
    world = desk(application(visitor="V2"))
    assert refused(world, "hall.accept", application="BJ1") == "other_visitor"


def test_a_notice_is_printed_for_the_visitor_and_signed_once():
    world = desk(application(), notice())
    answer = done(world, "hall.print_notice", notice="WS1")
    assert answer.facts == {"kind": "acceptance", "person": "39019C01", "item": "A05"}
    [printed] = world.find(Printout)
    assert (printed.notice, printed.kind, printed.signed) == ("WS1", "acceptance", "0")
    signed = done(world, "hall.obtain_signature", printout=printed.printout)
    assert signed.facts == answer.facts
    assert world.one(Printout, printed.printout).signed == "1"
    assert refused(world, "hall.obtain_signature", printout=printed.printout) == "signed"


def test_printing_again_is_asked_back():
    world = desk(notice())
    done(world, "hall.print_notice", notice="WS1")
    assert tried(world, "hall.print_notice", notice="WS1").reason == "printed"
    done(world, "hall.print_notice", ("printed",), notice="WS1")
    assert len(world.find(Printout)) == 2


def test_another_visitor_does_not_sign():
    world = desk(notice(), ticket("A018", visitor="V2"), visitor("V2"))
    done(world, "hall.print_notice", notice="WS1")
    key = world.find(Printout)[0].printout
    done(world, "hall.close", ("nothing_done",))
    assert refused(world, "hall.obtain_signature", printout=key) == "nobody"
    done(world, "hall.call_next")
    assert refused(world, "hall.obtain_signature", printout=key) == "other_visitor"


def test_a_notice_of_another_visitors_application_is_not_printed():
    world = desk(application("BJ1", visitor="V2"), notice(application="BJ1"), visitor("V2"))
    assert refused(world, "hall.print_notice", notice="WS1") == "other_visitor"
    done(desk(application("BJ1"), notice(application="BJ1")), "hall.print_notice", notice="WS1")


def test_leaving_an_undecided_application_is_warned_of_and_told():
    world = desk(application())
    assert tried(world, "hall.close").reason == "undecided"
    said = done(world, "hall.close", ("undecided",)).answer.message
    assert state(world) == "undecided" and world.one(Ticket, "A017").state == "done"
    assert said.startswith("A017号服务结束。未作处理的办件：")


def test_sending_somebody_away_with_nothing_done_is_asked_back_once():
    world = desk()
    asked = tried(world, "hall.close")
    assert asked.reason == "nothing_done" and "尚未为来访群众收件登记" in asked.hindrances[0]
    done(world, "hall.close", ("nothing_done",))
    assert world.one(Ticket, "A017").state == "done"


def test_what_lies_on_the_desk_is_handed_back_at_the_end():
    world = desk(application(state="accepted"), paper("M1", place="desk"), paper("M2"))
    done(world, "hall.close")
    assert world.one(Paper, "M1").place == "returned"
    assert world.one(Paper, "M2").place == "bag"


@pytest.mark.parametrize(
    "before",
    [s for s in APPLICATION_STATE.labels if s not in ("open", "undecided")],
)
def test_leaving_decides_nothing(before):
    world = desk(application(state=before))
    assert done(world, "hall.close").answer.message == "A017号服务结束。"
    assert state(world) == before
    assert conversation.visitor_at_desk(world) is None
    assert conversation.papers_on_desk(world) == []
