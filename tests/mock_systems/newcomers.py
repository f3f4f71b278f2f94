"""Rows for a population file as SQL: somebody new, whose history is empty until a test fills it.

A newcomer is numbered after the last of `PEOPLE` and heads a household of their own, so that what
a test adds touches nobody else. Everything a function writes is lawful as it is; a violation
changes one thing.
"""

from datetime import date
from typing import Any

from mock_systems.identifiers import bank_card, citizen_number, credit_code, sex_in
from mock_systems.population.days import LAST_PAID, month_number
from mock_systems.population.ledger import Stretch, employee_balance, resident_balance
from mock_systems.records import TABLES

PEOPLE = 400
BORN = "1990-03-15"
NEW, NEXT = f"3901{PEOPLE:06d}", f"3901{PEOPLE + 1:06d}"
"""The newcomer, and another one."""
UNIT = "39019999"
"""The employer that `unit` adds."""


def row(table: str, **given: Any) -> str:
    """A statement that adds a row; columns not given have the record's default."""
    fields = TABLES[table].model_fields
    values = [given.pop(name, field.default) for name, field in fields.items()]
    assert not given, f"{table} has no {given}"
    return f"INSERT INTO {table} VALUES ({', '.join(map(_literal, values))});"


def _literal(value: Any) -> str:
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"


def number_of(born: str = BORN, order: int = 899, area: str = "390102") -> str:
    """The citizen number of a newcomer; even orders are women's."""
    return citizen_number(area, date.fromisoformat(born), order)


def newcomer(
    born: str = BORN,
    number: str = "",
    *,
    person: str = NEW,
    household: str = "",
    relation: str = "01",
    **changed: Any,
) -> str:
    """Somebody new, in a household of their own or in the one named."""
    number = number or number_of(born)
    them = {"person": person, "citizen_number": number, "name": "程望舒", "sex": sex_in(number)}
    where = {"hukou_area": "390102", "hukou_address": "云屿市", "address": "云屿市"}
    home = row("household", household=f"H{person}", area="390102", address="云屿市")
    home = "" if household else home
    return (
        "UPDATE origin SET people = people + 1;"
        + row("person", **{**them, **where, "born": born, **changed})
        + home
        + lives(person, household or f"H{person}", relation)
    )


def lives(person: str, household: str, relation: str = "97") -> str:
    """A place in a household."""
    named = {"household": household, "person": person, "relation": relation}
    return row("household_member", member=f"HM{person}{relation}", **named)


def unit(**changed: Any) -> str:
    """A new employer."""
    named = {"employer": UNIT, "credit_code": credit_code("390102", "MA2YYYYY"), "name": "云屿新立"}
    more = {"industry": "C", "injury_class": 1, "area": "390102", "address": "云屿市"}
    return row("employer", **{**named, **more, "legal_person": "程望舒", "opened": "2000-01-01"}
               | changed)  # fmt: skip


def job(started: str, ended: str | None = None, **changed: Any) -> str:
    """A job of the newcomer, registered on its first day, with nobody as employer."""
    named = {"employment": "JY1", "person": NEW, "started": started, "registered": started}
    end = {"ended": ended, "end_reason": "resigned" if ended else ""}
    return row("employment", **{**named, **end, **changed})


def paid(insurance: str, first: str, last: str, base: int, **changed: Any) -> str:
    """Contributions of the newcomer for their own account, with what goes with them."""
    identity = "50" if insurance == "170" else "11"
    named = {"person": NEW, "insurance": insurance, "identity": identity, "base": base}
    spell = {"spell": f"JF{insurance}", "first": first, "last": last}
    added = row("contribution_spell", **{**named, **spell, **changed})
    added += row("participation", participation=f"CB{insurance}", **{**named, "since": first})
    stretch = Stretch(month_number(first), month_number(last), base)
    return added + (account(insurance, stretch) if insurance in ("110", "170") else "")


def account(insurance: str, *stretches: Stretch) -> str:
    """The personal account of the newcomer."""
    balance = (employee_balance if insurance == "110" else resident_balance)(
        stretches, LAST_PAID // 12
    )
    held = {"months": balance.months, "principal": balance.principal, "interest": balance.interest}
    return row(
        "personal_account", account=f"ZH{insurance}", person=NEW, insurance=insurance, **held
    )


def pension(kind: str, since: str, **changed: Any) -> str:
    """A pension of the newcomer from an empty account, with where it is paid to."""
    ended = {"state": "3", "stopped": "2010-03", "stop_reason": "6308", "since": "2009-01"}
    benefit = {"benefit": "DY1", "person": NEW, "kind": kind, "since": since, "amount": 100_000}
    return (
        row("participation", participation="CB1", person=NEW, insurance=kind, **ended)
        + account(kind)
        + row("benefit", **{**benefit, **changed})
        + paid_to(kind)
    )


def paid_to(insurance: str, **changed: Any) -> str:
    """An account that a benefit of the newcomer is paid to."""
    named = {"pay_account": "FF1", "person": NEW, "insurance": insurance}
    return row("pay_account", **{**named, "bank_account": bank_card(1), **changed})


def police(**changed: Any) -> str:
    """What the police register says of the newcomer."""
    named = {"police_record": "GA1", "citizen_number": number_of(), "name": "程望舒"}
    more = {"sex": "1", "born": BORN, "address": "云屿市"}
    return row("police_record", **{**named, **more, **changed})


ADULT = newcomer()
ABSENT = "3901999999"
"""Somebody grown up, and a number of nobody."""
CHILD = "(SELECT min(person) FROM person WHERE born > '2015-01-01')"
"""Somebody of the population of whom a violation can be made without touching another rule."""
GROWN = "person WHERE born BETWEEN '1967' AND '2010-12-31'"
"""Those of working age, as the source of a selection."""
