"""Records for tests of operations, each with a default and named changes, and a way to act."""

from datetime import date
from typing import Any

from mock_systems.identifiers import bank_card, citizen_number, credit_code
from mock_systems.operation import Tried
from mock_systems.records import (
    Application,
    Card,
    Employer,
    Notice,
    Paper,
    Person,
    PoliceRecord,
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


def person(key: str = "39019C01", **changes: Any) -> Person:
    """林晓燕, a woman of 34."""
    return Person.of(
        {
            "person": key,
            "citizen_number": NUMBER,
            "name": "林晓燕",
            "sex": "2",
            "born": BORN,
            "hukou_area": AREA,
            "hukou_address": ADDRESS,
            "address": ADDRESS,
            "phone": "14200010187",
            **changes,
        }
    )


def employer(key: str = "3901A01", **changes: Any) -> Employer:
    """星渡物流有限公司, in good standing."""
    return Employer.of(
        {
            "employer": key,
            "credit_code": credit_code(AREA, "MAX00001"),
            "name": "星渡物流有限公司",
            "industry": "G",
            "injury_class": 4,
            "area": AREA,
            "address": ADDRESS,
            "legal_person": "陈远",
            "opened": date(2019, 5, 1),
            **changes,
        }
    )


def visitor(key: str = "V1", **changes: Any) -> Visitor:
    """林晓燕 at the counter, calm."""
    return Visitor.of(
        {
            "visitor": key,
            "person": "39019C01",
            "call_name": "林女士",
            "opening": "你好，我想办点事。",
            **changes,
        }
    )


def ticket(key: str = "A017", **changes: Any) -> Ticket:
    """The visitor's number, waiting."""
    return Ticket.of({"ticket": key, "business": "综合业务", "visitor": "V1", **changes})


def paper(key: str = "M1", kind: str = "id_card", **changes: Any) -> Paper:
    """A paper in the visitor's bag; an identity card has its content."""
    content = id_card_content() if kind == "id_card" else {}
    return Paper.of(
        {
            "paper": key,
            "visitor": "V1",
            "kind": kind,
            "person": "39019C01",
            "content": content,
            **changes,
        }
    )


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
    return Reply.of(
        {"reply": key, "visitor": "V1", "topic": topic, "text": "我想办参保。", **changes}
    )


def card(key: str = "SK1", **changes: Any) -> Card:
    """A card in use."""
    return Card.of(
        {
            "card": key,
            "person": "39019C01",
            "number": "Y00000418",
            "bank": "海岳银行",
            "bank_account": bank_card(90_000_000_000_001),
            "issued": date(2020, 7, 1),
            "valid_until": date(2030, 7, 1),
            **changes,
        }
    )


def police_record(key: str = "GA1", **changes: Any) -> PoliceRecord:
    """The police register's own entry for 林晓燕."""
    return PoliceRecord.of(
        {
            "police_record": key,
            "citizen_number": NUMBER,
            "name": "林晓燕",
            "sex": "2",
            "born": BORN,
            "address": ADDRESS,
            "card_from": date(2016, 6, 10),
            "card_until": date(2026, 6, 10),
            **changes,
        }
    )


def school_record(key: str = "XJ1", **changes: Any) -> SchoolRecord:
    """A senior-high enrolment that ends next summer."""
    return SchoolRecord.of(
        {
            "school_record": key,
            "citizen_number": NUMBER,
            "name": "林晓燕",
            "school": "云屿市第三中学",
            "stage": "高中",
            "entered": date(2024, 9, 1),
            "leaves": date(2027, 6, 30),
            **changes,
        }
    )


def application(key: str = "BJ1", **changes: Any) -> Application:
    """An employee registration, just opened."""
    return Application.of(
        {
            "application": key,
            "visitor": "V1",
            "item": "A05",
            "person": "39019C01",
            "opened": date(2026, 6, 15),
            **changes,
        }
    )


def notice(key: str = "WS1", **changes: Any) -> Notice:
    """An acceptance notice."""
    return Notice.of(
        {
            "notice": key,
            "kind": "acceptance",
            "application": "BJ1",
            "item": "A05",
            "person": "39019C01",
            "issued": date(2026, 6, 15),
            **changes,
        }
    )


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
