"""The pages of the policy explorer. A calculation is a page with its facts in the address."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mock_systems.policy.calculation import Contradiction
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.holidays import NoCalendar
from mock_systems.policy.keys import Unreadable
from mock_systems.policy.load import parameters, regions
from mock_systems.policy.parameter import HOME, BadParameter, Parameter, places
from mock_systems.policy.rule import PolicyRule, read
from mock_systems.policy.slip import STATUS, Slip, work_out
from mock_systems.sentence import Sentence
from sandbox.clock import on_the_wall
from sandbox.policy import plot
from sandbox.policy.tree import UNITS, shown, tree, users, value_on
from sandbox.screens.frame import page, render
from sandbox.server import server_of

ROLES = ("author", "judge", "organiser")


@dataclass(frozen=True, slots=True)
class Explored:
    """The day and the region the explorer looks at; `wrong` where the day could not be read."""

    on: date
    region: str
    wrong: str = ""

    @property
    def query(self) -> str:
        """The day and the region as the end of an address."""
        return urlencode({"on": self.on.isoformat(), "region": self.region})


async def overview(request: Request) -> Response:
    """What there is, and how much of it is reviewed."""
    statuses = [dated.status for each in parameters() for dated in each.values]
    counts = {status: statuses.count(status) for status in STATUS}
    return _render(request, "policy/overview.html", counts=counts)


async def parameter(request: Request) -> Response:
    """One parameter: its values by date with their sources, drawn over time, and who uses it."""
    where, name = _where(request), request.path_params["parameter"]
    found = _parameter(name, where.region)
    return _render(
        request,
        "policy/parameter.html",
        parameter=found,
        now=value_on(found, where.on),
        foreign=found.region not in places(where.region),
        elsewhere=[each for each in parameters() if each.id == name and each is not found],
        users=users(name),
        plot=plot.plot_of(found, where.on),
        size=plot,
    )


def _parameter(name: str, region: str) -> Parameter:
    """The parameter as it holds in a region or, where it has none, as another has it, this hall's
    before others."""
    for place in (region, HOME, *regions()):
        with suppress(BadParameter):
            return parameters().nearest(name, place)
    raise HTTPException(404)


async def rule(request: Request) -> Response:
    """One rule: its form, and the slip where its facts are given."""
    where, name = _where(request), request.path_params["rule"]
    if name not in RULES:
        raise HTTPException(404)
    asked = RULES[name]
    typed = {
        key: value for key, value in request.query_params.items() if key not in ("on", "region")
    }
    slip, errors, trouble = _worked_out(asked, typed, where) if typed else (None, {}, "")
    if not asked.facts:
        slip, errors, trouble = _worked_out(asked, {}, where)
    status = 422 if errors or trouble else 200
    return _render(
        request,
        "policy/rule.html",
        status,
        rule=asked,
        typed=typed or asked.example,
        slip=slip,
        errors=errors,
        trouble=trouble,
        used=[
            each
            for each in parameters()
            if each.id in asked.uses and each.region in places(where.region)
        ],
    )


def _worked_out(
    asked: PolicyRule[...], typed: Mapping[str, str], where: Explored
) -> tuple[Slip | None, Mapping[str, str], str]:
    """The slip; or what is wrong with each fact; or why it cannot be worked out."""
    errors = {}
    for fact in asked.facts:
        text = typed.get(fact.key.name, "")
        if not text and fact.required:
            errors[fact.key.name] = Sentence("请填写，{form}。", form=fact.key.kind.asked)
        elif text:
            try:
                fact.key.read(text)
            except Unreadable:
                errors[fact.key.name] = Sentence("填写有误，应为{form}。", form=fact.key.kind.asked)
    if errors:
        return None, errors, ""
    try:
        return work_out(asked, read(asked, typed), where.on, where.region), {}, ""
    except (Contradiction, BadParameter, NoCalendar) as wrong:
        return None, {}, wrong.args[0]


def _where(request: Request) -> Explored:
    now = server_of(request).now_ms()
    today = on_the_wall(now).date()
    named = request.query_params
    region = named.get("region", HOME)
    if region not in regions():
        region = HOME
    text = named.get("on", "")
    try:
        return Explored(date.fromisoformat(text) if text else today, region)
    except ValueError:
        return Explored(today, region, text)


def _render(request: Request, template: str, status: int = 200, **words: Any) -> Response:
    where = _where(request)
    return render(
        request,
        template,
        status,
        where=where,
        families=tree(where.on, where.region),
        regions=regions(),
        statuses=STATUS,
        units=UNITS,
        shown=shown,
        **words,
    )


routes = [
    page("/policy", overview, *ROLES),
    page("/policy/parameters/{parameter}", parameter, *ROLES),
    page("/policy/rules/{rule}", rule, *ROLES),
]
