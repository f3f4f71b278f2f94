"""What can be seen to be wrong with a paper, of what a script says is found of it.

A finding that is right and that nobody can make out costs whoever reads well. What is written on a
paper shows a fault where it differs from what it repeats, where nobody signed or sealed it, where it
authorises something else, where its term does not hold. A fault in what is compared with nothing is
named by its key under `apart`.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from mock_systems.hall.findings import EXPIRED, UNSEALED
from mock_systems.hall.paper_forms import ContentKey, PaperForm
from mock_systems.kinds.times import precedes
from scenarios.checking.authority import MATTER


@dataclass(frozen=True, slots=True)
class Sight:
    """A paper as it is seen: its form, what stands on it, which keys differ from what they repeat,
    which are said to differ, and the day."""

    form: PaperForm
    content: Mapping[str, Any]
    differing: Set[str]
    said: Set[str]
    today: date

    def shows(self, finding: str) -> bool:
        """Whether a fault can be seen. That a term is over where it is not is told with findings."""
        if self.content.get("corrected") or self.content.get("defects") or self.incomparable:
            return True
        return SEEN.get(finding, A_DIFFERENCE).how(self)

    @property
    def incomparable(self) -> Set[str]:
        """The keys said to differ that are compared with nothing, as far as forms tell."""
        keys = {each: _key(self.form, each) for each in self.said}
        return {
            name for name, key in keys.items() if key and not (key.record or key.typed or key.by)
        }

    def has_term(self) -> bool:
        """Whether a term stands on it, be it over or not, or what it tells of is over."""
        ends = [(key, day) for key, day in self._days() if key.ends and day]
        return any(key.ends == "paper" or precedes(day, str(self.today)) for key, day in ends)

    def unsealed(self) -> bool:
        """Whether a seal or signature is missing or somebody else's."""
        seals = {each.name for each in self.form.keys.values() if each.seals}
        return bool(seals & self.differing) or not all(map(self.content.get, seals))

    def other_term(self) -> bool:
        """Whether a term is over or ahead, or an end of it differs."""
        now = str(self.today)
        return any(
            key.name in self.differing or (precedes(day, now) if key.ends else precedes(now, day))
            for key, day in self._days()
        )

    def _days(self) -> Sequence[tuple[ContentKey, str]]:
        """What stands on it of when it, or what it tells of, begins and ends."""
        keys = [each for each in self.form.keys.values() if each.begins or each.ends]
        return [(each, str(self.content.get(each.name) or "")) for each in keys]


class Seen(NamedTuple):
    """How a fault is seen, and what is said where it is not."""

    how: Callable[[Sight], bool]
    why_not: str


A_DIFFERENCE = Seen(
    lambda sight: bool(sight.differing), "写的与登记、与办理所填、与来办事的人都一致"
)
SEEN: Mapping[str, Seen] = {
    EXPIRED: Seen(Sight.has_term, "材料上没有已过的期限"),
    UNSEALED: Seen(Sight.unsealed, "签名、印章都在，与材料上写的是谁也一致"),
    "other_matter": Seen(lambda sight: MATTER in sight.differing, "委托事项包括要办的"),
    "other_term": Seen(Sight.other_term, "期限包括业务日期，与所填的也一致"),
}
"""The faults that are more than a difference."""


def _key(form: PaperForm, name: str) -> ContentKey | None:
    """A key by its name, in rows as `staff.wage`."""
    outer, _, inner = name.partition(".")
    key = form.keys.get(outer)
    return key.of.get(inner) if key and inner else key
