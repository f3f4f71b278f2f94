"""The catalogue of service items (人社政务服务事项): names, time limits, basis, usual papers.

The list is data (`items.toml`). A name that is not `verified` was not read in a published list.
Nothing here decides whether an application is complete.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mock_systems.bases import NOTHING, Basis, cited
from mock_systems.codes import CodeList
from mock_systems.sentence import Official, Sentence


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One item: `legal` is the time the law gives, `promised` the hall's own, empty where there
    is none; `materials` are kinds of paper, those of an agent among them; `of_employer` says that
    an employer applies; `called` is what letters that authorise it call it, beside its name;
    `terms` say in words what the law asks beside the papers."""

    code: str
    name: str
    english: str
    basis: Basis = NOTHING
    verified: bool = False
    of_employer: bool = False
    legal: str = ""
    promised: str = ""
    materials: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    terms: str = ""

    @property
    def times(self) -> str:
        """The limits as a notice states them."""
        legal, promised = self.legal, self.promised
        if legal and promised:
            both = "法定办结时限：{legal}；承诺办结时限：{promised}"
            return Sentence(both, legal=legal, promised=promised)
        if legal:
            return Sentence("法定办结时限：{legal}", legal=legal)
        return Sentence("承诺办结时限：{promised}", promised=promised) if promised else ""


def _items() -> Mapping[str, ServiceItem]:
    text = Path(__file__).with_name("items.toml").read_text(encoding="utf-8")
    return {code: _item(code, facts) for code, facts in tomllib.loads(text).items()}


def _item(code: str, facts: Mapping[str, object]) -> ServiceItem:
    given: dict[str, object] = {n: tuple(v) if isinstance(v, list) else v for n, v in facts.items()}
    given["basis"] = cited(str(facts.get("basis", "")))
    return ServiceItem(code, **given)  # type: ignore[arg-type]  # the file's own words, tested


ITEMS = _items()
SERVICE_ITEM = CodeList(
    "service_item", {item.code: Official(item.name) for item in ITEMS.values()}, "catalogue"
)
