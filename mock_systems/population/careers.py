"""Careers: what each person has done by the base day, as records in the order they happened.

Every course is lawful: nobody works before sixteen, no two jobs share a month, contributions lie
inside the employment they were paid for, pensions follow the statutory age, pupils and students
are in no scheme. Unlawful stories are for case scripts to tell.
"""

from typing import NamedTuple

from mock_systems.population.chance import Chance, weighted
from mock_systems.population.contributions import (
    ACCOUNTS_BEGIN,
    LEFT,
    OTHER,
    PRESENT,
    RESIDENTS_BEGIN,
    Period,
    Stop,
    insure,
    insure_resident,
    stretches,
)
from mock_systems.population.days import BASE, LAST_PAID, birthday, first_of, month_in
from mock_systems.population.employers import Employers
from mock_systems.population.folder import Folder
from mock_systems.population.jobs import (
    Job,
    ended,
    jobs,
    register,
    register_flexible,
    register_unemployed,
)
from mock_systems.population.pensions import (
    MONTHS_NEEDED,
    RESIDENT_AGE,
    grant_resident_pension,
    resident_years,
    retire,
)
from mock_systems.population.retirement import statutory_month

WORKING_AGE = 16
REFORM = 2025 * 12

_TOWN = weighted(
    {"employee": 57, "flexible": 12, "jobseeker": 4, "paused": 8, "resident": 10, "": 9}
)
_COUNTRY = weighted(
    {"employee": 37, "flexible": 10, "jobseeker": 3, "paused": 7, "resident": 36, "": 7}
)
_STUDYING = {16: 0.95, 17: 0.95, 18: 0.85, 19: 0.55, 20: 0.55, 21: 0.5, 22: 0.3}
_TIERS = weighted(
    {20_000: 40, 30_000: 14, 50_000: 18, 80_000: 5, 100_000: 12, 150_000: 2, 200_000: 5, 300_000: 4}
)
_FIRST_PENSION = 2000 * 12


class Standing(NamedTuple):
    """What a career comes to: the state of the person, and the first day of work."""

    state: str = "1"
    work_started: int | None = None


CHILD = Standing()


def career(folder: Folder, employers: Employers, chance: Chance) -> Standing:
    """Write a person's career into their folder."""
    citizen = folder.citizen
    adult = birthday(citizen.born, WORKING_AGE)
    if adult >= BASE:
        return CHILD
    category = "M60" if citizen.sex == "1" else "F50" if chance.happens(0.6) else "F55"
    life = _Life(
        folder,
        employers,
        chance,
        adult,
        statutory_month(category, month_in(citizen.born)),
        _wage(chance),
        chance.pick(_TIERS),
    )
    return life.late() if life.retires <= LAST_PAID else life.working()


def _wage(chance: Chance) -> float:
    """The wage relative to the average: some at the floor, few at the ceiling."""
    kind = chance.random()
    if kind < 0.1:
        return 0.5
    if kind > 0.985:
        return 3.4
    skew = chance.random()
    return 0.7 + 2.2 * skew * skew * skew


class _Life(NamedTuple):
    folder: Folder
    employers: Employers
    chance: Chance
    adult: int
    retires: int
    wage: float
    tier: int

    def working(self) -> Standing:
        """The career of someone of working age."""
        age = WORKING_AGE + (BASE - self.adult) * 4 // 1461
        if self.chance.happens(_STUDYING.get(age, 0)):
            return CHILD
        urban = self.folder.citizen.urban
        return self.course(self.chance.pick(_TOWN if urban else _COUNTRY))

    def course(self, name: str) -> Standing:
        match name:
            case "employee":
                return self.employee()
            case "flexible":
                return self.flexible()
            case "jobseeker":
                return self.jobseeker()
            case "paused":
                return self.paused()
            case "resident":
                return self.resident()
        return CHILD

    def late(self) -> Standing:
        """The career of someone past the statutory age."""
        draw = self.chance.random()
        if self.retires >= REFORM and draw > 0.93:
            return self.employee()
        pensioned = 0.68 if self.folder.citizen.urban else 0.24
        entry = self.adult + self.chance.whole(0, 5 * 365)
        months = self.retires - month_in(entry)
        if draw < pensioned and self.retires >= _FIRST_PENSION and months >= MONTHS_NEEDED:
            retire(self.folder, self.employers, entry, self.retires, self.wage, self.chance)
            return Standing("2", entry)
        return self.without_employee_pension()

    def without_employee_pension(self) -> Standing:
        born = self.folder.citizen.born
        if month_in(birthday(born, RESIDENT_AGE)) > LAST_PAID:
            return self.resident()
        if self.chance.happens(0.9):
            grant_resident_pension(self.folder, born, self.tier, self.chance)
        return CHILD

    def entry(self, latest: int) -> int | None:
        """The first day of insured work, or None where there was no time for any."""
        earliest = max(self.adult + self.chance.whole(0, 8 * 365), first_of(ACCOUNTS_BEGIN))
        if earliest > latest - 90:
            return None
        recent = max(self.chance.random(), self.chance.random())
        return earliest + int(recent * (latest - 90 - earliest))

    def worked(self, latest: int) -> list[Job]:
        entry = self.entry(latest)
        if entry is None:
            return []
        return jobs(self.employers, self.folder.citizen.index, entry, latest, self.chance)

    def periods(self, worked: list[Job]) -> list[Period]:
        return [job.period(self.wage, self.chance) for job in worked]

    def employee(self) -> Standing:
        worked = self.worked(BASE)
        if not worked:
            return CHILD
        if not self.folder.citizen.urban and self.chance.happens(0.3):
            self.resident_before(worked[0].started)
        register(self.folder, worked, self.chance)
        insure(self.folder, self.periods(worked), None)
        return Standing("1", worked[0].started)

    def resident_before(self, hired: int) -> None:
        """Some years as a resident before the first job."""
        first, last = self.first_resident_year(), month_in(hired) // 12 - 1
        paid = resident_years(first, last, self.tier)
        if paid:
            insure_resident(self.folder, paid, paid[0].first, self.tier, Stop(paid[-1].last, OTHER))

    def flexible(self) -> Standing:
        turned = BASE - self.chance.whole(40, 3600)
        worked = self.finished(turned) if self.chance.happens(0.45) else []
        start = first_of(month_in(turned) + 1) if worked else self.entry(BASE)
        if start is None:
            return CHILD
        register(self.folder, worked, self.chance)
        register_flexible(self.folder, start, self.chance)
        last = self.flexible_until(month_in(start))
        own = Period("", stretches(month_in(start), last, self.wage, self.chance))
        insure(self.folder, [*self.periods(worked), own], None)
        return Standing("1", worked[0].started if worked else start)

    def flexible_until(self, first: int) -> int:
        """The last month paid: many pay the current year towards its end."""
        december = PRESENT * 12 - 1
        return december if first <= december and self.chance.happens(0.35) else LAST_PAID

    def finished(self, latest: int) -> list[Job]:
        """Jobs of which the last ended on the day `latest`."""
        worked = self.worked(latest)
        return [*worked[:-1], ended(worked[-1], latest, self.chance)] if worked else []

    def jobseeker(self) -> Standing:
        since = BASE - self.chance.whole(20, 420)
        worked = self.finished(since)
        if not worked:
            return self.first_jobseeker(since)
        register(self.folder, worked, self.chance)
        register_unemployed(self.folder, worked[-1], since, self.chance)
        self.stopped(worked, since)
        return Standing("1", worked[0].started)

    def first_jobseeker(self, since: int) -> Standing:
        """Registered unemployed without having worked."""
        if since > self.adult:
            register_unemployed(self.folder, None, since, self.chance)
        return CHILD

    def paused(self) -> Standing:
        since = BASE - self.chance.whole(60, 2600)
        worked = self.finished(since)
        if not worked:
            return CHILD
        register(self.folder, worked, self.chance)
        self.stopped(worked, since)
        return Standing("1", worked[0].started)

    def stopped(self, worked: list[Job], since: int) -> None:
        insure(self.folder, self.periods(worked), Stop(month_in(since), LEFT))

    def resident(self) -> Standing:
        first = self.first_resident_year()
        paid = resident_years(first, PRESENT - 1, self.tier)
        if paid:
            insure_resident(self.folder, paid, paid[0].first, self.tier, None)
        return CHILD

    def first_resident_year(self) -> int:
        year = month_in(self.adult) // 12 + 1 + self.chance.whole(0, 5)
        return max(year, RESIDENTS_BEGIN + self.chance.whole(0, 4))
