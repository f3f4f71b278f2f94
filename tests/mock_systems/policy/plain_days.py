"""The oracle of working days: the calendars written down as they are told, days counted one by one."""

import datetime
from typing import Any

from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy.drawn import facts

Answer = dict[str, Any]

CALENDARS = {
    2019: "0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007 / 0202 0203 0428 0505 0929 1012",
    2020: "0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008 / 0119 0426 0509 0628 0927 1010",
    2021: "0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007 / 0207 0220 0425 0508 0918 0926 1009",
    2022: "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231 / 0129 0130 0402 0424 0507 1008 1009",
    2023: "0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 1230-1231 / 0128 0129 0423 0506 0625 1007 1008",
    2024: "0101 0210-0217 0404-0406 0501-0505 0608-0610 0915-0917 1001-1007 / 0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008 / 0126 0208 0427 0928 1011",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007 / 0104 0214 0228 0509 0920 1010",
    2027: "0101 0205-0208 0405 0501-0502 0609 0915 1001-1003 /",
}


def days_of(year: int, text: str) -> set[datetime.date]:
    found = set()
    for part in text.split():
        first, _, last = part.partition("-")
        day, end = (
            datetime.datetime.strptime(f"{year}{each}", "%Y%m%d").date()
            for each in (first, last or first)
        )
        while day <= end:
            found.add(day)
            day += datetime.timedelta(1)
    return found


HOLIDAYS, MADE_UP = (
    set().union(*(days_of(year, text.split("/")[half]) for year, text in CALENDARS.items()))
    for half in (0, 1)
)


def open_on(day: datetime.date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


def due(received: datetime.date, days: int) -> Answer:
    day = received
    while days:
        day += datetime.timedelta(1)
        days -= open_on(day)
    return {"due": day}


def hardship_decision(received: datetime.date) -> Answer:
    first = due(received, 5)["due"]
    return {"first_review": first, "final_review": due(first, 5)["due"]}


def steps(received: datetime.date) -> Answer:
    days, day = {}, received
    for name in ("letter", "information", "record"):
        day = due(day, 15)["due"]
        days[name] = day
    return days


received = some.dates(datetime.date(2019, 1, 1), datetime.date(2027, 9, 1))
COMPARED = {
    "workdays.due": (facts(received=received, days=some.integers(0, 45)), due),
    "transfer.steps": (facts(received=received), steps),
    "death.report": (facts(died=received), lambda died: {"until": due(died, 20)["due"]}),
    "hardship.decision": (facts(received=received), hardship_decision),
}
