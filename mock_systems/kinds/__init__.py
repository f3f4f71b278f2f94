"""Kinds of values: one noun that forms, papers, scripts, screens and programs ask.

A kind knows how its values are typed, kept, shown, compared and got wrong (`Kind`). Nothing
outside switches on a kind's name; what differs from kind to kind is a question to it.
"""

from collections.abc import Mapping
from typing import Literal

from mock_systems.codes import CodeList
from mock_systems.kinds.amounts import Count, Money
from mock_systems.kinds.choices import Code, Codes, Flag, Table
from mock_systems.kinds.kind import Kind, Misread
from mock_systems.kinds.texts import (
    Address,
    BankCard,
    CitizenNumber,
    CreditCode,
    LongText,
    Mobile,
    Name,
    RecordKey,
    Text,
)
from mock_systems.kinds.times import Date, Expiry, Month, Months

__all__ = [
    "BANK_CARD",
    "CITIZEN_NUMBER",
    "CREDIT_CODE",
    "KINDS",
    "MOBILE",
    "NAME",
    "RECORD_KEY",
    "Code",
    "Codes",
    "Kind",
    "KindName",
    "Misread",
    "Months",
    "kind_of",
]  # fmt: skip

KindName = Literal[
    "text", "long_text", "name", "address", "citizen_number", "credit_code", "mobile", "bank_card",
    "number", "code", "codes", "record", "date", "expiry", "month", "months", "money", "flag", "json",
]  # fmt: skip
"""What programs may read as the kind of a field."""

NAME, CITIZEN_NUMBER, CREDIT_CODE = Name(), CitizenNumber(), CreditCode()
MOBILE, BANK_CARD, RECORD_KEY = Mobile(), BankCard(), RecordKey()
KINDS: Mapping[str, Kind] = {
    each.name: each
    for each in (
        Text(), LongText(), NAME, Address(), CITIZEN_NUMBER, CREDIT_CODE, MOBILE, BANK_CARD, Count(),
        RECORD_KEY, Date(), Expiry(), Month(), Money(), Flag(), Table(),
    )
}  # fmt: skip
"""The kinds that need nothing told, by name."""


def kind_of(name: str, codes: CodeList | None = None, most: int = 0) -> Kind:
    """The kind that has a name, of this code list or with at most so many members where it needs to
    know."""
    if name == Months.name:
        return Months(most)
    if codes is not None:
        return Codes(codes) if name == Codes.name else Code(codes)
    return KINDS[name]
