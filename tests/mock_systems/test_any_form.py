"""Whatever a contestant fills in, every operation answers: done, asked back or refused, and why."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from mock_systems.fields import FormField
from mock_systems.identifiers import citizen_number
from mock_systems.operation import OPERATIONS, Answer, Operation
from mock_systems.panels import Facts, Rows
from mock_systems.records import Printout, Record
from mock_systems.step import Step, take
from mock_systems.world import World
from tests.mock_systems import builders as one
from tests.mock_systems import rights
from tests.sample import examples

CHILD, OLD = citizen_number(one.AREA, date(2012, 2, 29), 902), "390102580314902"
OWN_RECORDS: tuple[Record, ...] = (
    one.person(),
    one.person("39019C02", name="林小燕", citizen_number=one.OTHER_NUMBER, state="4", phone=""),
    one.person("39019C03", name="林海", citizen_number=CHILD, born=date(2012, 2, 29), sex="1"),
    one.employer(),
    one.employer("3901A02", name="云屿渔具厂", state="2"),
    one.visitor(),
    one.ticket("A018", visitor="V9"),
    one.paper(place="desk"),
    one.paper("M2", "authorization"),
    one.reply(hands_over="M2"),
    one.card(),
    one.card("SK2", person="39019C02", state="lost", bank_account="0099900000000000025"),
    one.police_record(),
    one.school_record(),
    one.application(),
    one.notice(),
    Printout(printout="DYJ1", notice="WS1", kind="acceptance", person="39019C01", visitor="V1"),
    rights.flexible(),
    rights.working(key="CB2", person="39019C02", insurance="410"),
    rights.spell(),
    rights.levy(),
    rights.benefit(person="39019C02"),
    rights.account(),
    rights.unemployment(),
    rights.employment(person="39019C02"),
)
STORY = (
    *OWN_RECORDS,
    *(
        built()
        for kind, built in one.BUILDERS.items()
        if kind not in {type(r) for r in OWN_RECORDS}
    ),
)
"""What is told here, and of every other kind of record the usual one."""
TEXTS = ("", "林", "林小", one.NUMBER, one.NUMBER.lower(), CHILD, OLD, "39019C01", "3901A02", "'; --",
         "14200010187", "请出示您的身份证。", "急什么", "1" * 19, "Y00000418", "\u0661" * 18, "\x00")  # fmt: skip
DAYS = ("0001-01-01", "1900-02-28", "2012-02-29", "2026-06-14", "2026-06-15", "2026-06-16",
        "9999-12-31")  # fmt: skip
MONTHS = ("1000-01", "2011-06", "2011-07", "2025-12", "2026-01", "2026-06", "2026-07", "2999-12")
FEN = (0, 1, 467_999, 468_000, 500_000, 2_340_001, 10**13)


def values(field: FormField) -> some.SearchStrategy[Any]:
    """What a contestant may put into a field: much of it known to the story, some of it absurd."""
    match field.kind.name:
        case "record":
            keys = [r.key for r in STORY if r.table == field.record]
            return some.sampled_from([*keys, "", "没有的编号"])
        case "code":
            return some.sampled_from([*(field.codes or ()), ""])
        case "codes":
            return some.lists(some.sampled_from(list(field.codes or ())), max_size=4)
        case "date" | "expiry":
            return some.sampled_from(DAYS) if field.required else some.sampled_from([*DAYS, None])
        case "month":
            return some.sampled_from([*MONTHS, ""])
        case "months":
            return some.lists(some.sampled_from(MONTHS), max_size=4)
        case "money":
            return some.sampled_from(FEN)
        case "number":
            return some.sampled_from([0, 1, 12, 1_000])
        case "flag":
            return some.booleans()
    return some.sampled_from(TEXTS)


@some.composite
def forms(draw: some.DrawFn, operation: type[Operation]) -> dict[str, Any]:
    """A form with any values; what is not required may be left out."""
    fields = [f for f in operation.form() if f.required or draw(some.booleans())]
    return {field.name: draw(values(field)) for field in fields}


def can_be_sent(operation: type[Operation], form: Mapping[str, Any]) -> bool:
    try:
        operation.model_validate_json(json.dumps(form))
    except ValidationError:
        return False
    return True


def hall(ticket: str) -> World:
    """The story, its visitor's ticket in this state."""
    return World(World.of(*STORY, one.ticket(state=ticket)), date(2026, 6, 15), seq=3)


def taken(ticket: str, name: str, form: Mapping[str, Any]) -> Step:
    """The operation with every caution confirmed that stands in its way."""
    asked = take(hall(ticket), name, form)
    return take(hall(ticket), name, form, [caution.code for caution in asked.tried.cautions])


@pytest.mark.parametrize("name", OPERATIONS)
@settings(max_examples=examples(60, 20), deadline=None)
@given(story=some.data())
def test_every_form_is_answered(name: str, story: some.DataObject) -> None:
    operation = OPERATIONS[name]
    form = story.draw(forms(operation).filter(lambda form: can_be_sent(operation, form)))
    ticket = story.draw(some.sampled_from(["serving", "serving", "waiting", "done"]))

    step = taken(ticket, name, form)

    assert step.tried.accepted or (step.tried.reason and not step.changes)
    assert operation.declared.part == "deed" or not step.changes, "only deeds change records"
    assert all(re.search("[一-龥]", sentence) for sentence in step.tried.hindrances)
    json.dumps(step.event(4, 0), allow_nan=False)
    if step.tried.answer:
        fits(step.tried.answer)
    again = taken(ticket, name, form)
    assert (again.event(4, 0), again.changes) == (step.event(4, 0), step.changes)


def fits(answer: Answer) -> None:
    """Panels are made of texts, lists have as many cells as columns and keys as rows."""
    for panel in answer.panels:
        if isinstance(panel, Facts):
            assert all(isinstance(text, str) for row in panel.rows for text in row)
        elif isinstance(panel, Rows):
            assert all(len(row) == len(panel.columns) for row in panel.rows)
            assert all(isinstance(cell, str) for row in panel.rows for cell in row)
            assert len(panel.keys) in (0, len(panel.rows))
            assert not panel.opens or panel.opens in OPERATIONS
