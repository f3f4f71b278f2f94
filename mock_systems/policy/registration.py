"""How long after an event it may still be registered in time (rules R1, R11).

The day after the event is day 1. A last day that is a rest day is not moved: the worked example
says so, and the general rule that would move it is not verified for these filings.
"""

from datetime import date, timedelta

from mock_systems.policy.calculation import Calculation, Worksheet
from mock_systems.sentence import Sentence


def deadline(limit: str, event: date, *, on: date) -> Calculation:
    """The last day (`until`) to register an event; `limit` names one of the parameters
    `registration.…_days`: `enrolment`, `employment`, `employment_end`."""
    sheet = Worksheet("registration.deadline", on)
    days = sheet.figure(f"registration.{limit}_days")
    last = event + timedelta(days=int(days.value))
    formula = Sentence("{event} + {days}日", event=event, days=days.value)
    sheet.note("期限最后一日", formula, str(last), days, event=str(event))
    return sheet.done(until=last)


def is_late(limit: str, event: date, *, on: date) -> bool:
    """Whether a registration made on a day comes after its last day; never for an event to come."""
    return event < on and on > deadline(limit, event, on=on).day("until")


def youngest(limit: str, *, on: date) -> int:
    """The completed years from which one may register; `limit` names one of the parameters
    `age.…`: `working`, `resident_joining`."""
    return int(Worksheet("registration.youngest", on).figure(f"age.{limit}").value)
