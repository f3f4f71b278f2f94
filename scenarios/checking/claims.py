"""What can be seen to be wrong with a paper, of what a script says is found of it.

A finding that is right and that nobody can make out costs whoever reads well. What is written on a
paper shows a fault where it differs from what it repeats, where nobody signed or sealed it, where it
authorises something else, where its term does not hold. A fault in what is compared with nothing is
named by its key under `apart`.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_systems.hall.findings import EXPIRED, UNSEALED
from mock_systems.hall.paper_forms import ContentKey, PaperForm
from scenarios.checking.authority import MATTER

WHY_NOT: Mapping[str, str] = {
    EXPIRED: "材料上没有已过的期限",
    UNSEALED: "签名、印章都在，与材料上写的是谁也一致",
    "other_matter": "委托事项包括要办的",
    "other_term": "期限包括业务日期，与所填的也一致",
}
"""Why a fault is not seen."""
AGREES = "写的与登记、与办理所填、与来办事的人都一致"
"""Why any other is not."""
_BEGINS, _ENDS = ("valid_from", "from"), ("valid_until", "until")


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
        match finding:
            case "expired":
                return bool(self.content.get("valid_until")) or self._over()
            case "no_seal":
                seals = {each.name for each in self.form.keys.values() if each.seals}
                return bool(seals & self.differing) or any(
                    not self.content.get(each) for each in seals
                )
            case "other_matter":
                return MATTER in self.differing
            case "other_term":
                return self._over() or self._ahead() or bool(self.differing & {*_BEGINS, *_ENDS})
        return bool(self.differing)

    @property
    def incomparable(self) -> Set[str]:
        """The keys said to differ that are compared with nothing, as far as forms tell."""
        keys = {each: _key(self.form, each) for each in self.said}
        return {
            name for name, key in keys.items() if key and not (key.record or key.typed or key.by)
        }

    def _over(self) -> bool:
        return any(day < self._now(day) for day in self._days(_ENDS))

    def _ahead(self) -> bool:
        return any(day > self._now(day) for day in self._days(_BEGINS))

    def _now(self, day: str) -> str:
        return self.today.isoformat()[: len(day)]

    def _days(self, names: Sequence[str]) -> Sequence[str]:
        """The days under some keys, but for an end that never comes."""
        said = (str(self.content.get(name) or "") for name in names)
        return [day for day in said if day[:1].isdigit()]


def _key(form: PaperForm, name: str) -> ContentKey | None:
    """A key by its name, in rows as `staff.wage`."""
    outer, _, inner = name.partition(".")
    key = form.keys.get(outer)
    return key.of.get(inner) if key and inner else key
