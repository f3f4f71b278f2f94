"""Drawing the counter: the words and addresses its templates need, and the four parts of the page.

A part is a function of the attempt's last hash, of where the contestant looks and of the language,
so parts are kept and drawn again only when one of these changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from mock_systems.catalogue import SYSTEMS
from mock_systems.codes import APPLICATION_STATE, MOOD, NOTICE_KIND, PAPER_FINDING, PAPER_KIND
from mock_systems.hall.conversation import mood, remarks_due
from mock_systems.hall.topics import TOPICS, Topic
from mock_systems.items import SERVICE_ITEM
from mock_systems.money import yuan
from mock_systems.operation import OPERATIONS
from mock_systems.policy import contribution
from mock_systems.policy.load import parameters
from sandbox import security
from sandbox.attempts import AttemptState, Head
from sandbox.counter.view import (
    DeskView,
    SystemView,
    Unsent,
    Where,
    desk_view,
    hall_view,
    keys_open,
    step_view,
    system_view,
    systems,
)
from sandbox.declined import Declined
from sandbox.hall import Hall
from sandbox.language import Language
from sandbox.screens.frame import language, render, templates

DECISIONS = ("hall.accept", "hall.give_one_time_notice", "hall.refuse", "hall.issue_result")
CHIPS = ("greet", "ask_need", "ask_id_card", "soothe", "apologise", "thank")
TOPIC_KINDS = {
    "greet": "迎送",
    "ask": "询问与请出示",
    "tell": "说明与告知",
    "soothe": "安抚",
    "part": "迎送",
}
WEEKDAYS = "一二三四五六日"
PARTS_KEPT = 2048


@dataclass(frozen=True, slots=True)
class At:
    """Where the page stands: the addresses its links and forms lead to."""

    attempt_id: int
    seq: int
    where: Where
    open: frozenset[str] = frozenset()
    """Keys of the person and employer that are open."""

    @property
    def post(self) -> str:
        """Where operations are posted; the operation's name follows."""
        return f"/attempts/{self.attempt_id}/act"

    @property
    def back(self) -> str:
        """This page."""
        return self.page()

    def page(
        self,
        system: str | None = None,
        op: str | None = None,
        paper: str | None = None,
        step: str | None = None,
    ) -> str:
        """The page with some of what is looked at replaced; another system closes the form."""
        here = self.where
        wanted = {
            "system": here.system if system is None else system,
            "op": (here.operation if system in (None, here.system) else "") if op is None else op,
            "paper": here.paper if paper is None else paper,
            "step": "" if step is None else step,
        }
        if step is None and system is None and paper is not None:
            wanted["step"] = here.step
        query = urlencode({name: value for name, value in wanted.items() if value})
        return f"/attempts/{self.attempt_id}" + (f"?{query}" if query else "")

    def notice(self, key: str) -> str:
        """The print view of a notice."""
        return f"/attempts/{self.attempt_id}/notices/{key}"

    def taking(self, paper: str) -> "At":
        """The same page with a paper taken up."""
        return replace(self, where=replace(self.where, paper=paper))

    def showing(self, system: str, operation: str) -> "At":
        """The same page with an operation's form open."""
        return replace(self, where=replace(self.where, system=system, operation=operation))


def draw(
    request: Request,
    hall: Hall,
    state: AttemptState,
    where: Where,
    unsent: Unsent,
    others: Sequence[Head],
    declined: Declined | None,
    status: int,
) -> Response:
    """The whole counter page."""
    head, now = state.head, hall.now_ms()
    left_ms = max(0, head.until_ms - now)
    at = At(head.id, head.seq, where, _open(state))
    remarks = remarks_due(state.world, head.clock_ms(now) // 1000)
    words = _words(request, state, at, remarks)
    business_day = date.fromisoformat(head.business_date)
    return render(
        request,
        "counter/page.html",
        status,
        **_parts(words, state, where, unsent),
        head=head,
        others=others,
        at=at,
        words=words,
        sealed=head.sealed,
        left_ms=left_ms,
        left=_clock(left_ms),
        business_day=f"{business_day}（周{WEEKDAYS[business_day.weekday()]}）",
        notice=_banner(declined),
    )


def _parts(
    words: Mapping[str, Any], state: AttemptState, where: Where, unsent: Unsent
) -> Mapping[str, Markup]:
    hall = hall_view(state.world)
    system: SystemView = system_view(state, where, unsent)
    desk: DeskView | None = desk_view(state, where, unsent)
    step = step_view(state, where, unsent)
    closing = _hindered(state, "hall.close", unsent)
    known = {**words, "hall": hall, "desk": desk, "step": step, "system": system}
    return {
        "citizen": _part("citizen", {**known, "spoken": _spoken(unsent)}),
        "middle": _part("system", known),
        "case": _part("case", {**known, "closing": closing, "hindered": _stopped(state, unsent)}),
        "taken": _part("desk", known) if desk else Markup(),
    }


def _part(name: str, known: Mapping[str, Any]) -> Markup:
    # The text is a template's own output, escaped where it had to be.
    return Markup(templates.get_template(f"counter/{name}.html").render(known))


def _words(request: Request, state: AttemptState, at: At, remarks: Sequence[Any]) -> dict[str, Any]:
    spoken: Language = language(request)
    token = '<input type="hidden" name="{}" value="{}">'
    words = {
        "_": spoken.say,
        "official": spoken.official,
        "token_field": Markup(token).format(security.FIELD, security.form_token(request)),
        "at": at,
        "sealed": state.head.sealed,
        "systems": [(name, SYSTEMS[name]) for name in systems()],
        "systems_by_name": SYSTEMS,
        "decisions": [OPERATIONS[name] for name in DECISIONS],
        "chips": [TOPICS[code] for code in CHIPS],
        "topic_groups": _topic_groups(),
        "remarks": remarks,
        "feeling": lambda visitor: mood(state.world, visitor),
        "mood": MOOD.label,
        "item_title": SERVICE_ITEM.label,
        "state_title": APPLICATION_STATE.label,
        "paper_title": PAPER_KIND.label,
        "finding_title": PAPER_FINDING.label,
        "notice_title": NOTICE_KIND.label,
        "rule_sheet": rule_sheet(date.fromisoformat(state.head.business_date)),
    }
    return {**words, "words": words}


def _open(state: AttemptState) -> frozenset[str]:
    return frozenset(keys_open(state.events).values())


def _spoken(unsent: Unsent) -> str:
    typed = unsent.typed if unsent.operation == "hall.say" else unsent.drafts.get("hall.say")
    return (typed or {}).get("text", [""])[-1]


def _hindered(state: AttemptState, name: str, unsent: Unsent) -> Any:
    """The form of a hall operation with one button, if it was stopped just now."""
    newest = state.events[-1] if state.events else None
    if newest is None or newest["operation"] != name or newest["accepted"]:
        return None
    return step_view(state, Where(step=name), unsent)


def _stopped(state: AttemptState, unsent: Unsent) -> Any:
    newest = state.events[-1]["operation"] if state.events else ""
    return _hindered(state, newest, unsent) if newest.startswith("hall.") else None


def _banner(declined: Declined | None) -> Mapping[str, str] | None:
    if declined is None:
        return None
    return {"kind": "stop", "text": str(declined), "remedy": declined.remedy}


def _clock(left_ms: int) -> str:
    minutes, seconds = divmod(-(-left_ms // 1000), 60)
    return f"{minutes:02d}:{seconds:02d}"


@cache
def _topic_groups() -> Sequence[tuple[str, Sequence[Topic]]]:
    groups: dict[str, list[Topic]] = {}
    for topic in TOPICS.values():
        if topic.sentence:
            groups.setdefault(TOPIC_KINDS[topic.kind], []).append(topic)
    return list(groups.items())


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """The local rules a contestant may rely on, as the hall pins them to the wall."""

    place: str
    lines: Sequence[str]


@lru_cache(maxsize=64)
def rule_sheet(on: date) -> RuleSheet:
    """The rule sheet in force on a day; every figure comes from the dated parameters."""
    bounds = contribution.bounds(on=on)
    figure = {name: _percent(name, on) for name in _RATES}
    return RuleSheet(
        f"云屿市 {on.year}",
        (
            f"缴费基数 {yuan(bounds.fen('floor'))} – {yuan(bounds.fen('ceiling'))} 元。",
            f"职工养老：单位 {figure['pension.employer_rate']}、"
            f"个人 {figure['pension.employee_rate']}；失业：单位"
            f" {figure['unemployment.employer_rate']}、个人"
            f" {figure['unemployment.employee_rate']}；工伤按行业类别，单位缴纳。",
            f"灵活就业养老：{figure['flexible.rate']}，当年可缴，以前年度不补。",
            "用工之日起 30 日内办理参保登记、就业登记。",
            "数值均为仿真参数，依据见政策参数说明。",
        ),
    )


_RATES = (
    "pension.employer_rate",
    "pension.employee_rate",
    "unemployment.employer_rate",
    "unemployment.employee_rate",
    "flexible.rate",
)


def _percent(name: str, on: date) -> str:
    return f"{(parameters().used(name, on).value * 100).normalize():f}%"
