"""Deeds done all the same: every one can be told what it asks for."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from mock_systems.operation import OPERATIONS
from mock_systems.records import Record
from mock_systems.step import take
from mock_systems.world import World
from scenarios.playing.barred import Form, forms
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.bystanders import bystanders, two_bystanders
from scenarios.proving.mutants import mutants
from scenarios.proving.prove import prove
from scenarios.proving.report import Report
from scenarios.reading.load import load
from scenarios.reading.ways import Step
from scenarios.shelf import all_cases
from tests.mock_systems import builders as one
from tests.mock_systems import rights
from tests.scenarios.conftest import Written

TODAY = date(2026, 6, 15)
DEEDS = sorted(
    name
    for name, operation in OPERATIONS.items()
    if operation.declared.part == "deed" and operation.declared.item
)
OWN: dict[str, Sequence[Record]] = {
    "employment.close_unemployment": [rights.unemployment()],
    "employment.end_employment": [rights.employment(employer="3901A01")],
    "social_card.activate": [one.card(state="issued")],
    "social_card.cancel_loss": [one.card(state="lost_temporary")],
    "social_insurance.pay_flexible": [rights.flexible()],
    "social_insurance.stop_participation": [rights.working(employer="3901A01")],
}
"""What the person must have to whom a deed is done, where a card in use is not enough."""


def known(operation: str) -> Sequence[Record]:
    own = OWN.get(operation, [one.card()])
    return [*one.THERE, one.ticket(state="serving"), *own]


def of(records: Sequence[Record]) -> Callable[[str], Sequence[Record]]:
    return lambda table: [each for each in records if each.table == table]


def is_done(world: Sequence[Record], operation: str, form: Form) -> bool:
    def tried(*confirmed: str):
        return take(World(World.of(*world), TODAY, seq=3), operation, form, confirmed).tried

    return tried(*(caution.code for caution in tried().cautions)).accepted


@pytest.mark.parametrize("operation", DEEDS)
def test_every_deed_of_a_service_item_is_told_what_it_asks_for(operation: str) -> None:
    records = known(operation)
    found = list(forms(operation, one.person(), of(records), TODAY))
    assert [form for form in found if is_done(records, operation, form)], found


def test_a_deed_is_told_of_the_first_record_of_a_persons_own_that_has_not_ended() -> None:
    others = one.card("SK0", person="39019C02")
    cards = [others, one.card("SK1", state="cancelled"), one.card("SK2"), one.card("SK3")]
    (form, _) = forms("social_card.reset_pin", one.person(), of(cards), TODAY)
    assert form == {"card": "SK2"}


def test_of_somebody_who_has_no_such_record_nothing_is_told() -> None:
    assert list(forms("social_card.reset_pin", one.person(), of([]), TODAY)) == []


def refusing(case: str, item: str) -> Rehearsal:
    """The walkthrough of a case up to the application for an item, which is refused."""
    script = all_cases()[case]
    steps = list(script.walkthrough)
    opened = next(step for step in steps if step.form.get("item") == item)
    form = {"application": f"${opened.name}.application", "reason": "student"}
    cut = [*steps[: steps.index(opened) + 1], Step(do="hall.refuse", form=form)]
    return rehearse(Stage(script, 0, two_bystanders()), cut)


@pytest.mark.parametrize(
    ("case", "item", "deeds"),
    [
        ("E02", "A09", {"social_insurance.change_person"}),
        ("E04", "H01", {"employment.end_employment", "employment.register_employment"}),
        ("E05", "H02", {"employment.register_unemployment"}),
        ("E06", "B03", {"social_insurance.pay_flexible"}),
        ("E08", "J05", {"social_card.change_holder"}),
        ("E09", "A05", {"social_insurance.add_person", "social_insurance.enrol_employee"}),
    ],
)
def test_what_was_refused_is_really_done_all_the_same(
    case: str, item: str, deeds: set[str]
) -> None:
    main = refusing(case, item)
    made = [e for e in mutants(main, bystanders(main.stage.source)) if e.kind == "refused"]
    added = [
        rehearse(main.stage, each.steps, before=main, stubborn=True).played[each.added or 0]
        for each in made
    ]
    assert not main.stopped and {step.step.do for step in added if step.accepted} == deeds


def test_a_name_is_told_as_it_stands_when_the_item_is_refused() -> None:
    main = refusing("E09", "A05")
    insured = [e for e in mutants(main, bystanders(main.stage.source)) if e.kind == "refused"]
    names = {e.steps[-1].form["name_on_card"] for e in insured if "enrol_employee" in e.field}
    assert "林小燕" not in names, "the register has her right name by then"


def test_a_proof_says_which_refused_deed_it_could_do_for_nobody(written: Written) -> None:
    refused = [
        ('do = "hall.issue_result"', 'do = "hall.refuse"'),
        ('"$opened.application" }', '"$opened.application", reason = "student" }'),
        ('form = { item = "A09"', 'form = { item = "J06"'),
    ]
    proof = prove(load(written(*refused)), 1)
    assert proof.undoable == {"social_card.reset_pin"}
    assert "没有造出 refused 变异：故事里没有人有“密码修改与重置”" in str(Report([proof]))
