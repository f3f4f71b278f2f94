"""Records for tests of operations, each with a default and named changes, and a way to act."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from mock_systems.identifiers import bank_card, citizen_number, credit_code
from mock_systems.operation import Tried
from mock_systems.records import (
    Application,
    Card,
    CardHolder,
    Employer,
    Notice,
    Paper,
    Person,
    PoliceRecord,
    Record,
    Reply,
    SchoolRecord,
    Ticket,
    Visitor,
)
from mock_systems.step import take
from mock_systems.world import World

AREA = "390102"
BORN = date(1992, 3, 14)
NUMBER = citizen_number(AREA, BORN, 902)
OTHER_NUMBER = citizen_number(AREA, BORN, 904)
ADDRESS = "海岳省云屿市望海区柳浪路18号"

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


class Builder(Protocol[R_co]):
    """Makes a record like the usual one, under another key or with named changes."""

    def __call__(self, key: str = ..., **changes: Any) -> R_co: ...


BUILDERS: dict[type[Record], Callable[[], Record]] = {}
"""The builder of every kind of record that has one here."""


def usual(kind: type[R], usual_key: str, /, **facts: Any) -> Builder[R]:
    """The builder of a kind of record, from what such a record usually says."""

    def built(key: str = usual_key, **changes: Any) -> R:
        return kind.of({kind.key_name(): key, **facts, **changes})

    BUILDERS[kind] = built
    return built


person = usual(
    Person,
    "39019C01",
    citizen_number=NUMBER,
    name="林晓燕",
    sex="2",
    born=BORN,
    hukou_area=AREA,
    hukou_address=ADDRESS,
    address=ADDRESS,
    phone="14200010187",
)
"""林晓燕, a woman of 34."""

employer = usual(
    Employer,
    "3901A01",
    credit_code=credit_code(AREA, "MAX00001"),
    name="星渡物流有限公司",
    industry="G",
    injury_class=4,
    area=AREA,
    address=ADDRESS,
    legal_person="陈远",
    opened=date(2019, 5, 1),
)
"""星渡物流有限公司, in good standing."""

visitor = usual(
    Visitor,
    "V1",
    person="39019C01",
    call_name="林女士",
    opening="你好，我想办点事。",
)
"""林晓燕 at the counter, calm."""

ticket = usual(
    Ticket,
    "A017",
    business="综合业务",
    visitor="V1",
)
"""The visitor's number, waiting."""


def paper(key: str = "M1", kind: str = "id_card", **changes: Any) -> Paper:
    """A paper in the visitor's bag; an identity card has its content."""
    content = id_card_content() if kind == "id_card" else {}
    said = {"visitor": "V1", "person": "39019C01", "content": content, **changes}
    return Paper.of({"paper": key, "kind": kind, **said})


def id_card_content(**changes: Any) -> dict[str, Any]:
    """What the card of 林晓燕 says."""
    return {
        "name": "林晓燕",
        "sex": "2",
        "ethnicity": "汉",
        "born": BORN.isoformat(),
        "address": ADDRESS,
        "number": NUMBER,
        "office": "云屿市公安局望海分局",
        "valid_from": "2016-06-10",
        "valid_until": "2026-06-10",
        **changes,
    }


def reply(key: str = "RP1", topic: str = "ask_need", **changes: Any) -> Reply:
    """An answer of the visitor on a topic."""
    said = {"visitor": "V1", "text": "我想办参保。", **changes}
    return Reply.of({"reply": key, "topic": topic, **said})


card = usual(
    Card,
    "SK1",
    person="39019C01",
    number="Y00000418",
    bank="海岳银行",
    bank_account=bank_card(90_000_000_000_001),
    issued=date(2020, 7, 1),
    valid_until=date(2030, 7, 1),
)
"""A card in use."""

card_holder = usual(
    CardHolder,
    "CK1",
    person="39019C01",
    phone="14200010187",
    address=ADDRESS,
    id_until=date(2026, 6, 10),
)
"""What is kept of 林晓燕 with her card: the identity card of then has run out."""

police_record = usual(
    PoliceRecord,
    "GA1",
    citizen_number=NUMBER,
    name="林晓燕",
    sex="2",
    born=BORN,
    address=ADDRESS,
    card_from=date(2016, 6, 10),
    card_until=date(2026, 6, 10),
)
"""The police register's own entry for 林晓燕."""

school_record = usual(
    SchoolRecord,
    "XJ1",
    citizen_number=NUMBER,
    name="林晓燕",
    school="云屿市第三中学",
    stage="高中",
    entered=date(2024, 9, 1),
    leaves=date(2027, 6, 30),
)
"""A senior-high enrolment that ends next summer."""

application = usual(
    Application,
    "BJ1",
    visitor="V1",
    item="A05",
    person="39019C01",
    opened=date(2026, 6, 15),
)
"""An employee registration, just opened."""

notice = usual(
    Notice,
    "WS1",
    kind="acceptance",
    application="BJ1",
    item="A05",
    person="39019C01",
    issued=date(2026, 6, 15),
)
"""An acceptance notice."""

THERE = (person(), employer(), visitor(), card_holder(), notice())
"""Whom and what operations need beside the record that they are done to."""
_WHO = {"person": "39019C01"}
_JOB = {**_WHO, "employer": "3901A01"}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "social_card.change_holder": {"holder": "CK1", "id_until": "2046-06-10"},
    "employment.end_employment": {"ended": "2026-06-15", "reason": "expired"},
    "employment.close_unemployment": {"reason": "hired"},
    "employment.register_employment": {
        **_JOB, "started": "2026-06-15", "contract_until": "2029-06-14", "close_unemployment": True
    },
    "social_insurance.enrol_employee": {
        **_JOB, "name_on_card": "林晓燕", "insurances": ["110"], "hired": "2026-06-01",
        "wage": 6_000_00, "base": 6_000_00,
    },
    "social_insurance.enrol_flexible": {**_WHO, "base": 6_000_00},
    "social_insurance.enrol_resident": {**_WHO, "tier": "20000"},
    "social_insurance.stop_participation": {
        **_WHO, "insurances": ["110"], "stopped": "2026-06", "reason": "6301"
    },
    "social_insurance.issue_contribution_slip": {
        **_WHO, "employer_amount": 0, "person_amount": 93600
    },
    "social_insurance.print_record": {**_WHO, "purpose": "loan"},
    "hall.request_paper": {"kind": "id_card"},
    "hall.say": {"topic": "ask_id_card"},
    "hall.check_id_validity": {"finding": "valid"},
    "hall.verify_paper": {"paper": "M1", "finding": "ok"},
    "hall.give_one_time_notice": {"text": "请补身份证。"},
    "hall.refuse": {"reason": "student"},
}  # fmt: skip
"""What operations are told so that only what is there can stand in the way; a record that they are
done to is named by who does them."""


def desk(*more: Any, **world: Any) -> World:
    """A world in which 林晓燕 already sits at the desk."""
    return World.of(person(), visitor(), ticket(state="serving"), *more, **world)


def tried(world: World, name: str, confirmed: tuple[str, ...] = (), /, **form: Any) -> Tried:
    """What comes of trying an operation."""
    return take(world, name, form, confirmed).tried


def done(world: World, name: str, confirmed: tuple[str, ...] = (), /, **form: Any) -> Tried:
    """An operation that must be accepted."""
    found = tried(world, name, confirmed, **form)
    assert found.accepted, found.hindrances
    return found


def refused(world: World, name: str, /, **form: Any) -> str:
    """The reason for which an operation is refused, nothing being changed."""
    before = len(world.made)
    found = tried(world, name, **form)
    assert found.refusals and len(world.made) == before
    return found.reason
