"""A program sits as a contestant: a whole case by the API, through the same door."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy import select

from mock_systems.hall.talk import Say
from mock_systems.kinds.choices import OWN_CODE
from mock_systems.operation import OPERATIONS
from mock_systems.population.build import BuiltPopulation, build
from sandbox.api.scorecard import Scorecard
from sandbox.api.shapes import Asked
from sandbox.app import make_app
from sandbox.attempt.journal import attempt_document, broken_link
from sandbox.attempt.replay import differences
from sandbox.commands import writing
from sandbox.server import Server, open_server
from sandbox.settings import Settings
from sandbox.store.tables import ATTEMPT
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.shelf import all_cases
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import add_people, add_round
from tests.servers import Clock, asked_first

Headers = dict[str, str]
Token = Callable[[str], Headers]
CASE_ID = "E09"
ROUNDS = {"practice": 1, "contest": 2}


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> BuiltPopulation:
    return build(tmp_path_factory.mktemp("built"), people=300)


@pytest.fixture
def client(
    settings: Settings, clock: Clock, password_hash: str, population: BuiltPopulation
) -> Iterator[Browser]:
    """The hall with the product's own cases, a small population and a round of each kind."""
    _place(population.path, settings.populations)
    with writing(settings) as writer:
        writer.run_now(lambda connection: add_people(connection, password_hash))
        for mode in ROUNDS:
            facts = {"title": mode, "mode": mode, "minutes": 30, "opens_ms": 0}
            facts["population_hash"] = population.hash
            writer.run_now(lambda connection, facts=facts: add_round(connection, facts))
    app = make_app(settings, lambda settings: open_server(settings, clock))
    with Browser(app, raise_server_exceptions=False) as browser:
        yield browser


def _place(path: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / path.name).write_bytes(path.read_bytes())


@pytest.fixture
def sitter(client: Browser, token: Token) -> Headers:
    return token("xs001")


def start(client: Browser, sitter: Headers) -> dict[str, Any]:
    """Start a sitting over the one case; how its attempt stands."""
    asked = {"case": CASE_ID}
    answer = client.post(f"/api/rounds/{ROUNDS['practice']}/sittings", json=asked, headers=sitter)
    assert answer.status_code == 201, answer.text
    [begun] = answer.json()
    return begun


def right_way(server: Server, attempt_id: int) -> Sequence[dict[str, Any]]:
    """The events of the case's walkthrough, for the variant this attempt has."""
    with server.reader.connect() as reader:
        row = reader.execute(select(ATTEMPT).where(ATTEMPT.c.id == attempt_id)).one()
    script = all_cases()[CASE_ID]
    stage = Stage(script, row.variant, server.source(row.population_hash))
    return rehearse(stage, asked_first(script.walkthrough)).attempt["events"]


def act(client: Browser, sitter: Headers, attempt_id: int, event: dict[str, Any]) -> Any:
    asked = {"form": event["data"], "seen": event["seq"] - 1, "confirmed": event["confirmed"]}
    path = f"/api/attempts/{attempt_id}/act/{event['operation']}"
    return client.post(path, json=asked, headers=sitter)


def test_the_right_way_by_the_api_earns_all_that_a_machine_can_give(
    client: Browser, server: Server, sitter: Headers, clock: Clock
) -> None:
    begun = start(client, sitter)
    attempt_id = begun["attempt"]
    for event in right_way(server, attempt_id):
        clock.ms += 5_000
        outcome = act(client, sitter, attempt_id, event).json()
        assert outcome["accepted"] == event["accepted"], (event["operation"], outcome)
    path = f"/api/sittings/{begun['sitting']}/hand-in"
    [sealed] = client.post(path, headers=sitter).json()
    assert sealed["sealed"]
    scorecard = client.get(f"/api/attempts/{attempt_id}/scorecard", headers=sitter).json()
    marks = [mark for mark in scorecard["marks"] if mark["state"] != "pending"]
    assert len(marks) > 10
    assert [mark["title"] for mark in marks if mark["earned"] < mark["worth"]] == []


def test_a_code_that_neither_list_nor_case_has_is_a_bad_form_and_no_step(
    client: Browser, sitter: Headers
) -> None:
    attempt_id = start(client, sitter)["attempt"]
    call = {"operation": "hall.call_next", "data": {}, "seq": 1, "confirmed": []}
    assert act(client, sitter, attempt_id, call).json()["accepted"]
    say = {"operation": "hall.say", "data": {"topic": "no_such_topic"}, "seq": 2, "confirmed": []}
    answer = act(client, sitter, attempt_id, say)
    assert answer.status_code == 422
    assert answer.json()["where"] == "form.topic"
    assert "“no_such_topic”不在代码表中" in answer.json()["message"]
    assert act(client, sitter, attempt_id, {**say, "data": {"topic": "greet"}}).json()["accepted"]


@pytest.mark.parametrize("looking", ["hall.view_paper", "hall.read_id_card"])
def test_what_stands_on_a_card_is_told_once_it_was_looked_at_either_way(
    client: Browser, sitter: Headers, looking: str
) -> None:
    attempt_id = start(client, sitter)["attempt"]
    card = ""
    for seq, (operation, form) in enumerate(
        [("hall.call_next", {}), ("hall.request_paper", {"kind": "id_card"}), (looking, {})], 1
    ):
        form = form or ({"paper": card} if card else {})
        event = {"operation": operation, "data": form, "seq": seq, "confirmed": []}
        assert act(client, sitter, attempt_id, event).json()["accepted"]
        counter = client.get(f"/api/attempts/{attempt_id}/counter", headers=sitter).json()
        papers = {paper["paper"]: paper for paper in counter["papers"]}
        card = next(iter(papers), "")
        told = [paper["content"] for paper in papers.values() if paper["content"]]
        assert len(told) == (operation == looking)
    assert told[0]["姓名"] == papers[card]["holder"]


MISMATCH = "内容与系统或当事人不一致"


def found_on(counter: Any) -> dict[str, Any]:
    """What was found of each paper on the desk."""
    return {paper["paper"]: paper["findings"] for paper in counter["papers"]}


def test_a_program_hears_the_visitor_and_reads_papers_as_the_screen_does(
    client: Browser, sitter: Headers, clock: Clock
) -> None:
    attempt_id = start(client, sitter)["attempt"]

    def do(operation: str, seen: int, **form: str) -> Any:
        event = {"operation": operation, "data": form, "seq": seen + 1, "confirmed": []}
        return act(client, sitter, attempt_id, event).json()

    def counter() -> Any:
        return client.get(f"/api/attempts/{attempt_id}/counter", headers=sitter).json()

    waiting = counter()
    assert (waiting["waiting"], waiting["visitor"], waiting["said"]) == (1, "", [])
    do("hall.call_next", 0)
    opening = counter()
    assert opening["visitor"] and [each["speaker"] for each in opening["said"]] == ["citizen"]
    do("hall.request_paper", 1, kind="id_card")
    cards = [paper for paper in counter()["papers"] if paper["kind"] == "id_card"]
    assert cards and all(card["content"] is None for card in cards)
    do("hall.view_paper", 2, paper=cards[0]["paper"])
    read = {paper["paper"]: paper["content"] for paper in counter()["papers"]}
    assert read[cards[0]["paper"]]["姓名"] == cards[0]["holder"]
    assert [each for each in read.values() if each] == [read[cards[0]["paper"]]]
    assert read.keys() == found_on(counter()).keys() and not any(found_on(counter()).values())
    card = cards[0]["paper"]
    do("hall.verify_paper", 3, paper=card, finding="mismatch")
    assert found_on(counter())[card] == [{"application": "", "finding": MISMATCH}]
    assert do("hall.open_application", 4, item="A09")["accepted"]
    first = counter()["applications"][0]["application"]
    assert found_on(counter())[card] == [{"application": first, "finding": MISMATCH}]
    assert do("hall.open_application", 5, item="C02")["accepted"]
    last = counter()["applications"][-1]["application"]
    both = [{"application": each, "finding": MISMATCH} for each in (first, last)]
    assert found_on(counter())[card] == both
    do("hall.verify_paper", 6, paper=card, finding="ok", application=last)
    good = {"application": last, "finding": "真实有效，与当事人相符"}
    assert found_on(counter())[card] == [both[0], good]
    heard = len(counter()["said"])
    clock.ms += 20 * 60_000
    assert len(counter()["said"]) > heard


def test_a_replay_of_the_journal_gives_the_same_changes_byte_for_byte(
    client: Browser, server: Server, sitter: Headers
) -> None:
    attempt_id = start(client, sitter)["attempt"]
    for event in right_way(server, attempt_id):
        act(client, sitter, attempt_id, event)
    with server.reader.connect() as reader:
        document = attempt_document(reader, attempt_id)
        assert broken_link(reader, attempt_id) is None
    source = server.source(document["population_hash"])
    assert len(document["events"]) > 5 and document["changes"][-1]["seq"] > 0
    assert list(differences(document, source)) == []
    document["changes"].pop()
    assert list(differences(document, source))


def test_a_repeated_action_is_applied_once_and_an_overtaken_one_never(
    client: Browser, server: Server, sitter: Headers
) -> None:
    attempt_id = start(client, sitter)["attempt"]
    first, second, *_ = right_way(server, attempt_id)
    assert not act(client, sitter, attempt_id, first).json()["repeated"]
    assert act(client, sitter, attempt_id, first).json()["repeated"]
    late = act(client, sitter, attempt_id, {**second, "seq": 1})
    assert (late.status_code, late.json()["error"]) == (409, "overtaken")
    journal = client.get(f"/api/attempts/{attempt_id}/journal", headers=sitter).json()
    assert [entry["operation"] for entry in journal] == [first["operation"]]


def test_another_s_attempt_does_not_exist_for_a_program(
    client: Browser, server: Server, token: Token, sitter: Headers
) -> None:
    begun = start(client, sitter)
    attempt_id, stranger = begun["attempt"], token("xs002")
    event = right_way(server, attempt_id)[0]
    assert act(client, stranger, attempt_id, event).status_code == 404
    sitting = f"/api/sittings/{begun['sitting']}/hand-in"
    assert client.post(sitting, headers=stranger).status_code == 404
    for page in ("", "/counter", "/journal", "/scorecard"):
        path = f"/api/attempts/{attempt_id}{page}"
        assert client.get(path, headers=stranger).status_code == 404
        assert client.get(path, headers=sitter).status_code in (200, 409)


def test_marks_wait_for_hand_in(client: Browser, sitter: Headers) -> None:
    attempt_id = start(client, sitter)["attempt"]
    answer = client.get(f"/api/attempts/{attempt_id}/scorecard", headers=sitter)
    assert (answer.status_code, answer.json()["error"]) == (409, "not_handed_in")


def test_a_contest_offers_no_case_to_choose(client: Browser, sitter: Headers) -> None:
    rounds = client.get("/api/rounds", headers=sitter).json()
    assert {each["mode"]: each["cases"] for each in rounds} == {
        "practice": [CASE_ID],
        "contest": [],
    }


def test_a_judge_s_token_sits_nowhere(client: Browser, token: Token) -> None:
    answer = client.get("/api/rounds", headers=token("cp001"))
    assert (answer.status_code, answer.json()["error"]) == (401, "no_token")


@pytest.mark.parametrize(
    "asked",
    [
        {"form": {f"x{n}": 1 for n in range(5_000)}, "seen": 0},
        {"form": {"topic": [1] * 20_000}, "seen": 0},
        {"form": {"topic": "greet"}, "seen": 0, "confirmed": [1] * 20_000},
    ],
)
def test_what_no_form_has_room_for_is_refused_before_it_is_looked_at(
    asked: dict[str, Any],
) -> None:
    began = time.process_time()
    with pytest.raises(ValidationError) as refused:
        Asked[Say].model_validate(asked)
    assert len(refused.value.errors()) == 1
    assert time.process_time() - began < 0.05


def test_a_name_that_a_form_has_not_is_told(client: Browser, sitter: Headers) -> None:
    path = f"/api/attempts/{start(client, sitter)['attempt']}/act/hall.call_next"
    answer = client.post(path, json={"form": {"x": 1}, "seen": 0}, headers=sitter).json()
    assert (answer["error"], answer["where"], answer["message"]) == (
        *("bad_form", "form.x"),
        "本表没有此项。",
    )


def test_a_program_s_body_is_smaller_than_a_page_s_and_refused_by_what_it_says_of_itself(
    client: Browser, sitter: Headers
) -> None:
    path = "/api/rounds/1/sittings"
    for body in (b" " * 65_000, iter([b" " * 65_000])):
        answer = client.post(path, content=body, headers=sitter)
        assert answer.status_code == 413 and answer.json()["error"] == "too_large"


def test_openapi_is_made_once_and_beside_the_event_loop(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    make = FastAPI.openapi
    monkeypatch.setattr(
        FastAPI, "openapi", lambda api: (threads.append(current_thread()), make(api))[1]
    )
    first, again = (client.get("/api/openapi.json") for _ in range(2))
    assert first.content == again.content and len(threads) == 1
    assert client.portal and client.portal.call(current_thread) not in threads


def test_every_operation_shows_its_form(client: Browser, sitter: Headers) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    offered = {each["name"]: each for each in client.get("/api/operations", headers=sitter).json()}
    assert set(offered) == set(OPERATIONS)
    for name, operation in OPERATIONS.items():
        described = paths[f"/attempts/{{attempt_id}}/act/{name}"]["post"]
        assert operation.declared.title in described["summary"]
        fields = [each["name"] for each in offered[name]["form"]]
        assert fields == [each.name for each in operation.form()]


def test_openapi_describes_each_form_by_its_own_model(client: Browser) -> None:
    document = client.get("/api/openapi.json").json()
    for name, operation in OPERATIONS.items():
        post = document["paths"][f"/attempts/{{attempt_id}}/act/{name}"]["post"]
        asked = _followed(document, post["requestBody"]["content"]["application/json"]["schema"])
        form = _followed(document, asked["properties"]["form"])
        assert list(form.get("properties", {})) == list(operation.model_fields), name


def test_openapi_tells_the_codes_the_units_and_the_forms_that_the_operations_declare(
    client: Browser, sitter: Headers
) -> None:
    document = client.get("/api/openapi.json").json()
    offered = {each["name"]: each for each in client.get("/api/operations", headers=sitter).json()}
    kinds = set()
    for name, operation in OPERATIONS.items():
        post = document["paths"][f"/attempts/{{attempt_id}}/act/{name}"]["post"]
        asked = _followed(document, post["requestBody"]["content"]["application/json"]["schema"])
        properties = _followed(document, asked["properties"]["form"]).get("properties", {})
        for each, shown in zip(operation.form(), offered[name]["form"], strict=True):
            property_ = properties[each.name]
            value = property_.get("items", property_)
            kinds.add(each.kind.name)
            if each.codes:
                listed, *added = value["anyOf"] if each.codes.widened_by else [value]
                assert added == [{"pattern": OWN_CODE}] * len(added)
                assert set(listed["enum"]) - {""} == set(each.codes)
                assert property_["labels"] == dict(each.codes.labels) == shown["codes"]
            assert (
                shown["unit"] == property_.get("unit", "") == ("分" * (each.kind.name == "money"))
            )
            assert shown["pattern"] == value.get("pattern", "")
            assert bool(shown["pattern"]) == (each.kind.name in ("month", "months"))
            if each.default is not None and each.kind.name in ("code", "month"):
                assert each.default in value.get("enum", [each.default])
                assert re.fullmatch(value.get("pattern", ".*"), each.default)
    assert kinds >= {"code", "codes", "money", "month", "months"}
    assert "单位为分" in document["info"]["description"]


def test_openapi_says_that_every_address_wants_the_token(client: Browser) -> None:
    document = client.get("/api/openapi.json").json()
    schemes = document["components"]["securitySchemes"]
    assert {(each["type"], each["scheme"]) for each in schemes.values()} == {("http", "bearer")}
    for methods in document["paths"].values():
        for described in methods.values():
            assert [name for wanted in described["security"] for name in wanted] == [*schemes]


def test_openapi_describes_panels_and_the_scorecard_as_they_are_given(
    client: Browser, server: Server, sitter: Headers
) -> None:
    begun = start(client, sitter)
    panels = []
    for event in right_way(server, begun["attempt"])[:-4]:
        panels += act(client, sitter, begun["attempt"], event).json()["panels"]
    client.post(f"/api/sittings/{begun['sitting']}/hand-in", headers=sitter)
    path = f"/attempts/{begun['attempt']}/scorecard"
    card = Scorecard.model_validate(client.get(f"/api{path}", headers=sitter).json())
    assert any(finding.explanation for mark in card.marks for finding in mark.findings)
    assert {"facts", "rows"} <= {panel["kind"] for panel in panels}
    document = client.get("/api/openapi.json").json()
    get = document["paths"]["/attempts/{attempt_id}/scorecard"]["get"]
    given = _followed(document, get["responses"]["200"]["content"]["application/json"]["schema"])
    assert set(given["properties"]) == set(Scorecard.model_fields)
    shown = document["components"]["schemas"]["Outcome"]["properties"]["panels"]["items"]
    assert {"facts", "rows", "stop", "care", "done"} == set(shown["discriminator"]["mapping"])


def _followed(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema["$ref"].rpartition("/")[2]
    return document["components"]["schemas"][name]
