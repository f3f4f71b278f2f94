"""The one door: what may pass, what may not, and what is left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from mock_systems.step import UnknownOperation
from sandbox.attempt.door import Action, Door
from sandbox.attempt.journal import attempt_document, broken_link
from sandbox.attempt.replay import differences
from sandbox.attempt.states import States
from sandbox.contest.scorecards import latest_scorecard
from sandbox.contest.sittings import hand_in
from sandbox.declined import Declined, NoSuchAttempt, NotProved, OutOfTime, Overtaken, Sealed
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, CHANGE, ENTRY
from sandbox.store.writer import Writer
from scenarios import proved
from tests.servers import OTHER, Clock, Seat, open_server, sit


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(tmp_path: Path, clock: Clock) -> Iterator[Server]:
    with open_server(f"sqlite:///{tmp_path / 'hall.db'}", clock) as server:
        yield server


@pytest.fixture
def seat(server: Server) -> Seat:
    return sit(server)


def count(server: Server, table: object, attempt_id: int) -> int:
    with server.reader.connect() as reader:
        wanted = select(func.count()).select_from(table).where(table.c.attempt_id == attempt_id)
        return reader.execute(wanted).scalar_one()


def card_of(seat: Seat) -> dict[str, object]:
    now = seat.server.now_ms()
    seat.server.writer.run_now(lambda c: hand_in(c, seat.sitting_id, seat.account_id, now))
    with seat.server.reader.connect() as reader:
        return latest_scorecard(reader, seat.attempt_id)


def refused(seat: Seat, **changed: object) -> type[Exception]:
    action = {"operation": "hall.call_next", "form": {}, "seen": 0, **changed}
    named = {"attempt_id": seat.attempt_id, "account_id": seat.account_id, **action}
    with pytest.raises((Declined, UnknownOperation, ValidationError)) as raised:
        seat.server.door.put(Action(**named)).result()  # type: ignore[arg-type]
    return raised.type


def test_the_walkthrough_through_the_door_earns_what_rehearsal_earns(seat: Seat) -> None:
    seat.work()
    card = card_of(seat)
    lost = [mark["title"] for mark in card["marks"] if mark["state"] in ("lost", "part")]
    assert lost == []
    assert card["earned"] + sum(m["worth"] for m in card["marks"] if m["levels"]) == card["total"]


def test_the_same_walkthrough_earns_the_same_on_postgresql(postgres_url: str, clock: Clock) -> None:
    with open_server(postgres_url, clock) as server:
        seat = sit(server)
        seat.work()
        with server.reader.connect() as reader:
            assert broken_link(reader, seat.attempt_id) is None
        lost = [m["title"] for m in card_of(seat)["marks"] if m["state"] in ("lost", "part")]
    assert lost == []


def test_doing_nothing_earns_nothing(seat: Seat) -> None:
    assert card_of(seat)["earned"] == 0


def test_every_action_is_in_the_journal_with_its_changes_and_an_unbroken_chain(seat: Seat) -> None:
    seat.work()
    with seat.server.reader.connect() as reader:
        document = attempt_document(reader, seat.attempt_id)
        assert broken_link(reader, seat.attempt_id) is None
    right = seat.right.attempt
    assert document["changes"] == right["changes"]
    assert [{**e, "at_ms": 0} for e in document["events"]] == [
        {**e, "at_ms": 0} for e in right["events"]
    ]


def test_replaying_a_journal_gives_identical_changes(seat: Seat) -> None:
    seat.work()
    with seat.server.reader.connect() as reader:
        document = attempt_document(reader, seat.attempt_id)
    assert list(differences(document, seat.server.source("0" * 64))) == []
    document["changes"][-1]["after"] = {**document["changes"][-1]["after"], "state": "forged"}
    assert list(differences(document, seat.server.source("0" * 64)))


def test_a_row_of_another_version_with_one_more_empty_column_replays_as_the_same(
    seat: Seat,
) -> None:
    seat.work()
    with seat.server.reader.connect() as reader:
        document = attempt_document(reader, seat.attempt_id)
    source = seat.server.source("0" * 64)
    stored = next(c for c in document["changes"] if c["seq"] and c["table"] == "notice")
    stored["after"] = {"employer_amount": 0, "person_amount": 0, **stored["after"]}
    assert list(differences(document, source)) == []
    stored["after"]["person_amount"] += 1
    assert list(differences(document, source))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"operation": "hall.call"}, "第 2 步 hall.call：本程序没有这项操作"),
        ({"data": {"topic": "greet", "volume": 3}}, "：表单不再适用（volume）"),
        ({"data": {"topic": "sing"}}, "：表单不再适用（topic）"),
    ],
)
def test_a_step_that_this_program_cannot_replay_is_told(
    seat: Seat, changed: dict[str, object], told: str
) -> None:
    seat.work()
    with seat.server.reader.connect() as reader:
        document = attempt_document(reader, seat.attempt_id)
    assert document["events"][1]["operation"] == "hall.say"
    document["events"][1].update(changed)
    [line] = differences(document, seat.server.source("0" * 64))
    assert told in line and line.endswith("以后各步无法重放")


def test_a_form_drawn_from_an_older_state_is_refused_and_changes_nothing(seat: Seat) -> None:
    seat.act("hall.call_next", 0)
    seat.act("hall.say", 1, topic="greet")
    assert refused(seat, operation="hall.say", form={"topic": "ask_need"}, seen=1) is Overtaken
    assert count(seat.server, ENTRY, seat.attempt_id) == 2


def test_a_double_click_is_applied_once_and_answered_twice(seat: Seat) -> None:
    seat.act("hall.call_next", 0)
    first = seat.act("hall.say", 1, topic="greet")
    second = seat.act("hall.say", 1, topic="greet")
    assert second.event == first.event
    assert second.step is None
    assert count(seat.server, ENTRY, seat.attempt_id) == 2


def test_another_form_from_the_same_page_is_not_taken_as_already_done(server: Server) -> None:
    seat = sit(server, "E02")
    person = next(c.key for c in seat.right.stage.cast.changes if c.table == "person")
    seat.act("hall.call_next", 0)
    form = {"person": person, "phone": "14290000001"}
    whole = seat.act("social_insurance.change_person", 1, **form, address="归帆街1号")
    assert seat.act("social_insurance.change_person", 1, **whole.event["data"]).step is None
    change = {"operation": "social_insurance.change_person", "seen": 1}
    assert refused(seat, **change, form=form) is Overtaken
    assert refused(seat, **change, form={**form, "address": "归帆街2号"}) is Overtaken


def test_a_double_click_that_arrives_in_one_batch_is_applied_once(seat: Seat) -> None:
    actions = [Action(seat.attempt_id, seat.account_id, "hall.call_next", {}, 0)] * 3
    waiting = [seat.server.door.put(action) for action in actions]
    assert {each.result().event["seq"] for each in waiting} == {1}
    assert count(seat.server, ENTRY, seat.attempt_id) == 1


def test_a_refused_try_is_recorded_with_its_reason_and_changes_nothing(seat: Seat) -> None:
    seat.act("hall.call_next", 0)
    before = count(seat.server, CHANGE, seat.attempt_id)
    again = seat.act("hall.call_next", 1)
    assert not again.event["accepted"]
    assert again.event["reason"]
    assert again.event["message"]
    assert count(seat.server, CHANGE, seat.attempt_id) == before
    assert count(seat.server, ENTRY, seat.attempt_id) == 2


@pytest.mark.parametrize(
    ("operation", "form", "fault"),
    [
        ("hall.say", {"topic": "no_such_topic"}, ValidationError),
        ("hall.say", {"wrong_field": "x"}, ValidationError),
        ("hall.fly", {}, UnknownOperation),
    ],
)
def test_a_form_that_cannot_be_filled_in_like_that_leaves_no_trace(
    seat: Seat, operation: str, form: dict[str, str], fault: type[Exception]
) -> None:
    seat.act("hall.call_next", 0)
    assert refused(seat, operation=operation, form=form, seen=1) is fault
    assert count(seat.server, ENTRY, seat.attempt_id) == 1


def test_no_two_attempts_have_one_number(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter([7, 7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(numbers))
    opened = [sit(server).attempt_id for _ in range(2)]
    with server.reader.connect() as reader:
        rows = reader.execute(select(ATTEMPT).where(ATTEMPT.c.id.in_(opened))).all()
        assert [broken_link(reader, row.id) for row in rows] == [None, None]
    assert {row.number for row in rows} == {"00000007", "00000008"}


def test_a_case_changed_since_it_was_proved_opens_for_nobody(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proved, "KEPT", tmp_path / "nothing_proved.txt")
    with pytest.raises(NotProved):
        sit(server)


def test_nobody_can_act_on_the_attempt_of_another(seat: Seat) -> None:
    assert refused(seat, account_id=OTHER) is NoSuchAttempt
    assert refused(seat, attempt_id=999) is NoSuchAttempt
    assert count(seat.server, ENTRY, seat.attempt_id) == 0


def test_the_deadline_is_the_servers(seat: Seat, clock: Clock) -> None:
    minutes = 30
    clock.ms += minutes * 60_000
    seat.act("hall.call_next", 0)
    clock.ms += 1
    assert refused(seat, operation="hall.say", form={"topic": "greet"}, seen=1) is OutOfTime


def test_the_clock_of_a_case_counts_from_its_first_action(seat: Seat, clock: Clock) -> None:
    clock.ms += 20 * 60_000
    with pytest.raises(ValidationError):
        seat.act("hall.say", 0, topic="nothing")
    clock.ms += 4_210
    assert seat.act("hall.call_next", 0).event["at_ms"] == 0
    clock.ms += 3_000
    assert seat.act("hall.say", 1, topic="greet").event["at_ms"] == 3_000
    clock.ms += 1_000
    assert seat.act("hall.say", 2, topic="greet").event["at_ms"] == 4_000


def test_nothing_is_added_after_hand_in(seat: Seat) -> None:
    seat.act("hall.call_next", 0)
    card_of(seat)
    assert refused(seat, operation="hall.say", form={"topic": "greet"}, seen=1) is Sealed


def test_one_that_is_refused_does_not_hinder_others_of_its_batch(server: Server) -> None:
    first, second = sit(server), sit(server, account_id=OTHER)
    wrong = server.door.put(Action(first.attempt_id, OTHER, "hall.call_next", {}, 0))
    right = server.door.put(Action(second.attempt_id, OTHER, "hall.call_next", {}, 0))
    assert isinstance(wrong.exception(), NoSuchAttempt)
    assert right.result().event["accepted"]


def test_of_two_servers_that_act_at_once_on_one_attempt_one_is_overtaken(postgres_url: str) -> None:
    with open_server(postgres_url) as server:
        seat = sit(server)
        writer = Writer(server.engine)
        other = Door(writer, States(server.source), server.now_ms)
        for seen in range(12):
            form = {} if seen == 0 else {"topic": "greet" if seen % 2 else "thank"}
            name = "hall.say" if seen else "hall.call_next"
            here = Action(seat.attempt_id, seat.account_id, name, form, seen)
            there = Action(seat.attempt_id, seat.account_id, "hall.say", {"text": f"{seen}"}, seen)
            answers = [server.door.put(here), other.put(there)]
            faults = [type(each.exception()) for each in answers]
            assert sorted(map(str, faults)) == sorted(map(str, [type(None), Overtaken]))
            assert count(server, ENTRY, seat.attempt_id) == seen + 1
        writer.close()


def test_a_caution_is_confirmed_only_by_whoever_it_was_shown_to(seat: Seat) -> None:
    seat.act("hall.call_next", 0)
    first = seat.act("hall.close", 1, ("nothing_done",)).event
    assert (first["accepted"], first["reason"], first["confirmed"]) == (False, "nothing_done", [])
    seat.act("hall.say", 2, topic="greet")
    second = seat.act("hall.close", 3, ("nothing_done",)).event
    assert (second["accepted"], second["confirmed"]) == (True, ["nothing_done"])


def test_what_is_confirmed_are_the_words_that_were_shown_for_the_same_records(seat: Seat) -> None:
    names, change = seat.right.stage.cast.names.fill, "social_insurance.change_person"
    one, other = names("$citizen.person"), names("$namesake.person")
    seat.act("hall.call_next", 0)
    seat.act(change, 1, person=one, name="何甲")
    key = ("key_name",)
    for seen, form in enumerate(
        ({"person": one, "name": "何乙"}, {"person": other, "name": "何甲"}), 2
    ):
        assert not seat.act(change, seen, key, **form).event["accepted"], form
    assert seat.act(change, 4, key, person=one, name="何甲").event["accepted"]
    assert not seat.act(change, 5, key, person=one, name="何乙").event["accepted"], "asked anew"


def test_a_caution_confirmed_too_soon_and_sent_again_is_one_step(seat: Seat) -> None:
    seat.act("hall.call_next", 0)
    asked = [seat.act("hall.close", 1, ("nothing_done",)) for _ in range(2)]
    assert [each.step is None for each in asked] == [False, True]
    assert count(seat.server, ENTRY, seat.attempt_id) == 2
    with seat.server.reader.connect() as reader:
        document = attempt_document(reader, seat.attempt_id)
    assert list(differences(document, seat.server.source("0" * 64))) == []


@pytest.mark.parametrize("statement", ["UPDATE entry SET reason = 'x'", "DELETE FROM entry"])
def test_the_database_itself_refuses_to_rewrite_the_journal(seat: Seat, statement: str) -> None:
    seat.act("hall.call_next", 0)
    with pytest.raises(DatabaseError):
        seat.server.writer.run_now(lambda c: c.exec_driver_sql(statement))
    assert count(seat.server, ENTRY, seat.attempt_id) == 1


def test_a_journal_altered_behind_the_triggers_back_is_found_out(seat: Seat) -> None:
    seat.work()

    names = seat.server.writer.run_now(
        lambda c: (
            c.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'"
            )
            .scalars()
            .all()
        )
    )
    for name in names:
        seat.server.writer.run_now(lambda c, name=name: c.exec_driver_sql(f"DROP TRIGGER {name}"))
    seat.server.writer.run_now(
        lambda c: c.exec_driver_sql("UPDATE entry SET at_ms = 123456 WHERE seq = 5")
    )
    with seat.server.reader.connect() as reader:
        assert broken_link(reader, seat.attempt_id) == 5
