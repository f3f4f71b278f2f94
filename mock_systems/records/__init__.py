"""The record tables. Importing this package registers every one of them in `TABLES`."""

from mock_systems.records.base import (
    TABLES,
    Record,
    column,
    is_party,
    key_column,
    parties,
)
from mock_systems.records.cards import Card, CardEvent, CardHolder, PayAccount
from mock_systems.records.employers import Employer, Employment, Unemployment
from mock_systems.records.hall import (
    Application,
    LocalRule,
    OwnTopic,
    Paper,
    PaperFinding,
    Printout,
    Remark,
    Reply,
    Ticket,
    Utterance,
    Visitor,
)
from mock_systems.records.insurance import (
    Benefit,
    ContributionSpell,
    Levy,
    Participation,
    PersonalAccount,
    PersonChange,
)
from mock_systems.records.notice import Notice
from mock_systems.records.outside import PoliceRecord, SchoolRecord
from mock_systems.records.people import Household, HouseholdMember, Person

__all__ = [
    "TABLES",
    "Application",
    "Benefit",
    "Card",
    "CardEvent",
    "CardHolder",
    "ContributionSpell",
    "Employer",
    "Employment",
    "Household",
    "HouseholdMember",
    "Levy",
    "LocalRule",
    "Notice",
    "OwnTopic",
    "Paper",
    "PaperFinding",
    "Participation",
    "PayAccount",
    "Person",
    "PersonChange",
    "PersonalAccount",
    "PoliceRecord",
    "Printout",
    "Record",
    "Remark",
    "Reply",
    "SchoolRecord",
    "Ticket",
    "Unemployment",
    "Utterance",
    "Visitor",
    "column",
    "is_party",
    "key_column",
    "parties",
]
