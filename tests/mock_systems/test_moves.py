"""Every move of every record with a state: made from the states it starts from, refused elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mock_systems.operation import OPERATIONS, Caution, Refusal
from mock_systems.records import (
    TABLES,
    Application,
    Card,
    Employment,
    Paper,
    Participation,
    Printout,
    Record,
    Ticket,
    Unemployment,
)
from mock_systems.records.moves import ANY, Move, Moves
from mock_systems.step import take
from mock_systems.world import World
from tests.mock_systems import builders as one
from tests.mock_systems import rights

WITH_A_STATE = [record for record in TABLES.values() if record.moves]
TODAY = date(2026, 6, 15)


MADE: Mapping[type[Record], Callable[[str], Record]] = {
    Application: lambda state: one.application(state=state),
    Card: lambda state: one.card(state=state),
    Employment: lambda state: rights.employment(
        employer="3901A01", ended=TODAY if state == "over" else None
    ),
    Paper: lambda state: one.paper(place=state),
    Participation: lambda state: rights.working(state=state, employer="3901A01"),
    Printout: lambda state: Printout(
        printout="DYJ1", notice="WS1", kind="acceptance", visitor="V1", signed=state
    ),
    Ticket: lambda state: one.ticket(state=state),
    Unemployment: lambda state: rights.unemployment(valid=state, closed_on=TODAY),
}
"""A record of each kind in a state."""


def known(table: type[Record], state: str, move: Move) -> Record:
    """A record in a state, such as the operation may be asked to move."""
    record = MADE[table](state)
    if move.by == "social_insurance.enrol_resident":
        return record.model_copy(update={"insurance": "170", "identity": "50", "employer": ""})
    return record.model_copy(update={"visitor": "V9"}) if move.after == "passed" else record


def hall(record: Record) -> World:
    """A world with the record, and with a visitor at the desk where the record is no ticket."""
    desk = () if isinstance(record, Ticket) else (one.ticket(state="serving"),)
    papers = () if isinstance(record, Paper) else (one.paper(place="desk"),)
    return World(World.of(*one.THERE, *desk, *papers, record), TODAY, seq=3)


def form(move: Move) -> Mapping[str, Any]:
    """What is filled in, so that nothing but the state can stand in the way."""
    if move.by == "social_card.report_loss":
        return {"kind": move.after}
    dies = move.by == "social_insurance.stop_participation" and move.after == "3"
    return one.FORMS.get(move.by, {}) | ({"reason": "6401"} if dies else {})


def tries() -> Iterator[Any]:
    for table in WITH_A_STATE:
        assert table.moves
        for move in table.moves.ways:
            for state in table.moves.states:
                yield pytest.param(
                    table, move, state, id=f"{table.table} {state} {move.by} {move.after}"
                )


@pytest.mark.parametrize(("table", "move", "state"), list(tries()))
def test_a_move_is_made_from_the_states_it_starts_from_and_refused_elsewhere(
    table: type[Record], move: Move, state: str
) -> None:
    record = known(table, state, move)
    assert record.stands_in == state
    named = {table.key_name(): record.key} if table.key_name() in fields(move) else {}
    sent = {**named, **form(move)}
    cautions = [f.code for f in _stops(record, move, sent) if isinstance(f, Caution)]
    world = hall(record)

    tried = take(world, move.by, sent, cautions).tried

    now = world.one(table, record.key).stands_in
    why = move.why_not(state)
    if state in move.before:
        assert tried.accepted, tried.hindrances
        assert now == (move.after or state)
    else:
        assert now == state
    if why is not None:
        assert [each.code for each in tried.refusals] == [_moves(table).code.format(state=state)]
        assert why in tried.refusals[0].message
        assert "{" not in tried.refusals[0].message


def test_a_state_with_a_reason_of_its_own_is_told_that_one() -> None:
    cancel = Move("cancel", ("lost",), "normal", {ANY: "没有挂失", "cancelled": "请补领"})
    told = {state: cancel.why_not(state) for state in ("lost", "normal", "cancelled")}
    assert told == {"lost": None, "normal": "没有挂失", "cancelled": "请补领"}


def test_a_record_is_one_for_an_operation_that_never_moves_it_whatever_its_state() -> None:
    moves = Moves(
        "state",
        {"lost": "挂失", "normal": "正常"},
        [Move("cancel", ("lost",), "normal", {ANY: "没有挂失"})],
    )
    assert moves.open_to("cancel", "lost") and not moves.open_to("cancel", "normal")
    assert moves.open_to("print", "lost") and moves.open_to("print", "normal")


CARD_STATES = ("making", "issued", "normal", "lost_temporary", "lost", "cancelled")
BY_LAW: Mapping[tuple[str, str], Sequence[str]] = {
    ("report_loss", "lost"): ("", "lost", "lost", "lost", "", ""),
    ("report_loss", "lost_temporary"): ("", "lost_temporary", "lost_temporary", "", "", ""),
    ("cancel_loss", ""): ("", "", "", "normal", "", ""),
    ("reissue", ""): ("", "cancelled", "cancelled", "cancelled", "cancelled", ""),
    ("activate", ""): ("", "normal", "", "", "", ""),
    ("reset_pin", ""): ("", "", "normal", "", "", ""),
    ("change_holder", ""): ("", "issued", "normal", "lost_temporary", "lost", ""),
}  # fmt: skip
"""What becomes of a card in each state, and nothing where the counter cannot do it (社会保障卡管理办法):
written out, for all else here reads the table."""


def test_what_a_counter_makes_of_a_card_is_what_the_regulation_says() -> None:
    for (name, kind), ends in BY_LAW.items():
        by = f"social_card.{name}"
        said = {"card": "SK1", "kind": kind, **one.FORMS.get(by, {})}
        sent = {each: said[each] for each in fields_of(by) if said.get(each)}
        for state, end in zip(CARD_STATES, ends, strict=True):
            record = one.card(state=state)
            asked = [each.code for each in take(hall(record), by, sent).tried.cautions]
            world = hall(record)
            tried = take(world, by, sent, asked).tried
            assert tried.accepted == bool(end), (by, state, tried.hindrances)
            assert world.one(Card, record.key).state == (end or state), (by, state)


BY_RULE: Mapping[type[Record], Mapping[tuple[str, str], str]] = {
    Application: {  # LOC 12-14, 20: what was decided is decided, what is lacking may be brought
        ("hall.accept", "accepted"): "open incomplete",
        ("hall.give_one_time_notice", "incomplete"): "open accepted incomplete",
        ("hall.refuse", "refused"): "open accepted incomplete refused",
        ("hall.issue_result", "closed"): "open accepted incomplete",
        ("hall.verify_paper", ""): "open accepted incomplete",
        ("hall.close", "undecided"): "open",  # leaving decides nothing
    },
    Participation: {
        ("social_insurance.enrol_employee", "1"): "0 2 3",
        ("social_insurance.enrol_flexible", "1"): "0 2 3",
        ("social_insurance.enrol_resident", "1"): "0 2 3",
        ("social_insurance.stop_participation", "2"): "1",
        ("social_insurance.stop_participation", "3"): "1",
    },
    Employment: {("employment.end_employment", "over"): "open"},
    Unemployment: {
        ("employment.register_employment", "0"): "1",
        ("employment.close_unemployment", "0"): "1",
    },
    Ticket: {
        ("hall.call_next", "serving"): "waiting",
        ("hall.call_next", "passed"): "waiting",
        ("hall.close", "done"): "serving",
    },
    Paper: {
        ("hall.request_paper", "desk"): "bag",
        ("hall.say", "desk"): "bag",
        ("hall.read_id_card", ""): "desk",
        ("hall.check_id_validity", ""): "desk",
        ("hall.view_paper", ""): "desk",
        ("hall.verify_paper", ""): "desk",
        ("hall.close", "returned"): "desk",
    },
    Printout: {("hall.obtain_signature", "1"): "0"},
}
"""What is done to all other records, from which states: written out by the rules of the hall and of the
registers, as that of cards is."""


def test_what_is_done_to_a_record_in_a_state_is_what_the_rules_say() -> None:
    assert {*BY_RULE, Card} == {*WITH_A_STATE}
    for table, ways in BY_RULE.items():
        told = {(way.by, way.after): " ".join(way.before) for way in _moves(table).ways}
        assert told == ways, table.table


ASKING = [(t, way) for t in WITH_A_STATE if t.moves for way in t.moves.ways if way.asked]


@pytest.mark.parametrize(("table", "move"), ASKING, ids=[way.by for _, way in ASKING])
def test_a_move_asks_back_in_the_states_its_table_says_and_in_no_other(
    table: type[Record], move: Move
) -> None:
    assert set(move.asked) < set(move.before)
    cautions = {state: _cautions(known(table, state, move), move) for state in move.before}
    calm = set.intersection(*cautions.values())
    [due] = set.union(*cautions.values()) - calm
    assert {state for state, codes in cautions.items() if due in codes} == set(move.asked)


def _cautions(record: Record, move: Move) -> set[str]:
    named = {type(record).key_name(): record.key}
    return {each.code for each in _stops(record, move, {**named, **form(move)})}


def fields(move: Move) -> list[str]:
    return fields_of(move.by)


def fields_of(operation: str) -> list[str]:
    return [field.name for field in OPERATIONS[operation].form()]


def _stops(record: Record, move: Move, sent: Mapping[str, Any]) -> list[Refusal | Caution]:
    asked = take(hall(record), move.by, sent).tried
    return [*asked.refusals, *asked.cautions]


def _moves(table: type[Record]) -> Moves:
    assert table.moves
    return table.moves


@pytest.mark.parametrize("table", WITH_A_STATE, ids=lambda table: table.table)
def test_a_table_of_moves_names_states_and_operations_there_are(table: type[Record]) -> None:
    moves = _moves(table)
    for move in moves.ways:
        assert move.by in OPERATIONS and OPERATIONS[move.by].declared.part
        assert {*move.before, *move.stopped} - {ANY} <= set(moves.states)
        assert move.after in ("", *moves.states)
        assert not set(move.before) & set(move.stopped), "a state is either left or stops"


def test_an_application_has_ended_in_the_states_that_no_move_leads_out_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ended() -> set[str]:
        return {s for s in _moves(Application).states if one.application(state=s).closed}

    assert ended() == {"refused", "closed", "undecided"}
    again = Move("hall.accept", ("refused",), "open")
    more = replace(_moves(Application), ways=(*_moves(Application).ways, again))
    monkeypatch.setattr(Application, "moves", more)
    assert ended() == {"closed", "undecided"}
