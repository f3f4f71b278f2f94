"""Stopping participations (B01): the person leaves an employer, or stops paying."""

from collections.abc import Iterator

from mock_systems.bases import cited
from mock_systems.bounds import Limit, out_of_bounds
from mock_systems.fields import coded, month, record, several
from mock_systems.guards import ends_otherwise
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.records import ContributionSpell, Employer, Participation, Person
from mock_systems.records.insurance import (
    DEATH,
    INSURANCE,
    STOP_REASON,
    STOP_REASONS,
    state_after,
)
from mock_systems.sentence import Sentence
from mock_systems.social_insurance.person_page import insured
from mock_systems.standing import active
from mock_systems.world import World


class StopParticipation(
    Operation,
    name="social_insurance.stop_participation",
    part="deed",
    cautions=("dead_otherwise",),
    title="人员减少申报",
    item="B01",
    basis=cited("OPR 9; SIL 50.1, 60.1"),
    menu="单位参保",
):
    """Stop paying for a person from the month after `stopped`; some reasons end the relation,
    the others suspend it. `employer` may be left out where the chosen insurances have one payer."""

    person: str = record("个人编号", Person, code="AAC001")
    employer: str = record("单位编号", Employer, "", code="AAB001")
    insurances: tuple[str, ...] = several("险种", INSURANCE, code="AAE140")
    stopped: str = month("停保年月", code="AAE035", bounds=("first", "today"))
    reason: str = coded("停保原因", STOP_REASON, code="AAE160")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        stopping = self._active(world)
        idle = set(self.insurances) - {each.insurance for each in stopping}
        if idle:
            names = tuple(INSURANCE.label(code) for code in self.insurances if code in idle)
            yield Refusal("not_active", self._not_active(names))
        if len({each.employer for each in stopping}) > 1:
            several_pay = "所选险种由多家单位参保，请填写单位编号，或分险种申报。"
            yield Refusal("several_employers", several_pay)
            return
        person = world.one(Person, self.person)
        since = max((each.since for each in stopping), default=None)
        early = Refusal("before_since", "停保年月早于参保起始年月，请改正年月。")
        paid = Refusal(
            "before_last_paid",
            "停保年月早于已缴费的最后月份，请先办理退费或改正年月。",
            cited("OPR 9; SIL 50"),
        )
        yield from out_of_bounds(
            self,
            world,
            person,
            Limit("stopped", early, first=since),
            Limit("stopped", paid, first=self._last_paid(world)),
        )
        yield from ends_otherwise(person, self.reason == DEATH, STOP_REASONS[DEATH].ends)

    def run(self, world: World) -> Answer:
        state = state_after(self.reason)
        for each in self._active(world):
            world.amend(each, state=state, stopped=self.stopped, stop_reason=self.reason)
        message = Sentence(
            "已停保：{count} 个险种，{reason}。",
            count=len(self.insurances),
            reason=STOP_REASON.label(self.reason),
        )
        return Answer(message, (insured(world, self.person),))

    def _active(self, world: World) -> list[Participation]:
        found = [each for code in self.insurances for each in active(world, self.person, code)]
        return [each for each in found if self._names(each.employer)]

    def _names(self, employer: str) -> bool:
        return self.employer in ("", employer)

    def _not_active(self, names: tuple[str, ...]) -> Sentence:
        if self.employer:
            return Sentence("该人员在该单位没有在缴的{names}，请核对单位和险种。", names=names)
        return Sentence("该人员没有在缴的{names}，请核对险种。", names=names)

    def _last_paid(self, world: World) -> str:
        paid = world.find(ContributionSpell, person=self.person)
        stopping = [s for s in paid if s.insurance in self.insurances and self._names(s.employer)]
        return max((s.last for s in stopping), default="")
