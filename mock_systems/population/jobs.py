"""Jobs one after another, the registrations they leave, and the time without work in between."""

from collections.abc import Sequence
from typing import NamedTuple

from mock_systems.endings import UNEMPLOYED_AFTER
from mock_systems.population.chance import Chance, weighted
from mock_systems.population.contributions import Period, stretches
from mock_systems.population.days import BASE, LAST_PAID, birthday, day_text, first_of, month_in
from mock_systems.population.employers import Employers, Workplace
from mock_systems.population.folder import Folder

_END_REASONS = weighted({"expired": 40, "agreed": 20, "resigned": 25, "dismissed": 10, "closed": 5})
_FORMS = weighted({"41": 66, "42": 28, "52": 6})
_TRADES = ("网约车驾驶员", "外卖配送员", "网店经营", "家政服务", "水电维修", "美发师", "摊贩")
_MOST_JOBS = 4
_LONGEST_GAP = 14


class Job(NamedTuple):
    """Work for one employer. Days are ordinals; `ended` is None while it lasts."""

    place: Workplace
    started: int
    ended: int | None = None
    reason: str = ""

    def period(self, wage: float, chance: Chance) -> Period:
        """What was paid: from the month it began to the one it ended in."""
        last = LAST_PAID if self.ended is None else month_in(self.ended)
        return Period(self.place.key, stretches(month_in(self.started), last, wage, chance))


def jobs(employers: Employers, person: int, entry: int, until: int, chance: Chance) -> list[Job]:
    """Jobs from the day `entry` on; the last one lasts on the day `until`.

    No two share a month. `until` is some weeks after `entry` at least.
    """
    made: list[Job] = []
    day = entry
    while True:
        place = employers.open_by(day, chance, person)
        share = chance.random()
        end = day + 150 + int(share * share * 4400)
        gap = chance.whole(1, _LONGEST_GAP) if chance.happens(0.4) else 1
        after = first_of(month_in(end) + gap) + chance.whole(0, 20)
        if after > until - 60 or len(made) == _MOST_JOBS:
            return [*made, Job(place, day)]
        made.append(Job(place, day, end, chance.pick(_END_REASONS)))
        day = after


def ended(job: Job, day: int, chance: Chance) -> Job:
    """The job with an end."""
    return Job(job.place, job.started, day, chance.pick(_END_REASONS))


def register(folder: Folder, worked: Sequence[Job], chance: Chance) -> None:
    """Write the registrations of these jobs, and of unemployment where the gap was long."""
    for job, following in zip(worked, [*worked[1:], None], strict=False):
        registered = _registered(job.started, chance)
        _employment(folder, job, registered, chance)
        if following and job.ended and following.started - job.ended > 75 and chance.happens(0.4):
            _unemployed_between(folder, job, following.started, chance)


def _registered(started: int, chance: Chance) -> int:
    return min(started + chance.whole(0, 29), BASE - 1)


def _employment(folder: Folder, job: Job, registered: int, chance: Chance) -> None:
    form = "41" if job.reason == "expired" else chance.pick(_FORMS)
    until = _contract_end(job, chance) if form == "41" else None
    folder.add(
        "employment",
        job.place.key,
        "1",
        form,
        chance.pick(job.place.business.jobs),
        day_text(job.started),
        None if until is None else day_text(until),
        day_text(registered),
        None if job.ended is None else day_text(job.ended),
        job.reason,
    )


def _contract_end(job: Job, chance: Chance) -> int:
    """The last day of the contract: where it ran out the last day of work, else some years on."""
    if job.ended is not None and job.reason == "expired":
        return job.ended
    stays = BASE if job.ended is None else job.ended
    years = (stays - job.started) // 365 + 1
    return birthday(job.started, years + chance.whole(0, 2)) - 1


def register_flexible(folder: Folder, started: int, chance: Chance) -> None:
    """Write the registration of someone who works without an employer."""
    folder.add(
        "employment",
        "",
        "2" if chance.happens(0.25) else "3",
        "90",
        chance.pick(_TRADES),
        day_text(started),
        None,
        day_text(_registered(started, chance)),
        None,
        "",
    )


def register_unemployed(folder: Folder, job: Job | None, since: int, chance: Chance) -> None:
    """Write an open unemployment registration, after a job or without one before."""
    reason = UNEMPLOYED_AFTER[job.reason] if job else "8"
    registered = since + chance.whole(2, min(80, BASE - 1 - since))
    _unemployment(folder, since, registered, reason, chance, None)


def _unemployed_between(folder: Folder, job: Job, hired: int, chance: Chance) -> None:
    since = job.ended or 0
    closed = min(hired + chance.whole(0, 20), BASE - 1)
    reason = UNEMPLOYED_AFTER[job.reason]
    _unemployment(folder, since, since + chance.whole(3, 60), reason, chance, closed)


def _unemployment(
    folder: Folder, since: int, registered: int, reason: str, chance: Chance, closed: int | None
) -> None:
    folder.add(
        "unemployment",
        day_text(since),
        day_text(registered),
        reason,
        chance.pick("11124"),
        "1" if closed is None else "0",
        None if closed is None else day_text(closed),
        "" if closed is None else "hired",
    )
