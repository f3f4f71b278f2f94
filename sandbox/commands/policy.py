"""Policy: parameters to look up, rules to work out, files to check."""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from mock_systems.hints import nearest
from mock_systems.policy.calculation import Contradiction
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.coverage import idle, lacking
from mock_systems.policy.holidays import NoCalendar, calendars
from mock_systems.policy.keys import Unreadable
from mock_systems.policy.load import FOLDER, NAMES, every, load, parameters, regions
from mock_systems.policy.parameter import BadParameter, Dated, Parameter
from mock_systems.policy.rule import PolicyRule, read
from mock_systems.policy.slip import STATUS, as_json, as_text, work_out
from sandbox.commands import CannotRun


def list_all(chosen: argparse.Namespace) -> None:
    """Every parameter with its value on a day, then every rule with its keys."""
    on = day(chosen.on)
    for parameter in sorted(parameters(), key=lambda each: (each.region, each.id)):
        print(f"{parameter.region:<5}{parameter.id}  {parameter.label}  {_on(parameter, on)}")
    print()
    for name, rule in sorted(RULES.items()):
        taken = " ".join(
            fact.key.name if fact.required else f"[{fact.key.name}]" for fact in rule.facts
        )
        print(f"{name}  {rule.number} {rule.title}  {taken}".rstrip())


def show(chosen: argparse.Namespace) -> None:
    """One parameter in every region: its values by date, sources, and the rules that use it."""
    found = [each for each in parameters() if each.id == chosen.id]
    if not found:
        known = {each.id for each in parameters()}
        raise CannotRun("没有这个参数", where=chosen.id, remedy=nearest(chosen.id, known))
    for parameter in found:
        place = regions().get(parameter.region, parameter.region)
        print(
            f"{parameter.id}  {parameter.label}  单位 {parameter.unit}  {place}（{parameter.region}）"
        )
        values = [parameter.on(day(chosen.on))] if chosen.on else parameter.values
        for dated in values:
            print(_dated(dated))
    users = [name for name, rule in RULES.items() if chosen.id in rule.uses]
    print("使用的规则：" + ("、".join(sorted(users)) or "无"))


def calc(chosen: argparse.Namespace) -> None:
    """Work a rule out and print its slip."""
    rule = _rule(chosen.rule)
    if chosen.region not in regions():
        raise CannotRun(
            "没有这个地区", where=chosen.region, remedy=nearest(chosen.region, regions())
        )
    try:
        given = read(rule, _pairs(rule, chosen.facts))
        slip = work_out(rule, given, day(chosen.on), chosen.region)
    except (Unreadable, Contradiction, BadParameter, NoCalendar) as wrong:
        raise CannotRun(str(wrong).rstrip("。")) from wrong
    if chosen.json:
        print(json.dumps(as_json(slip), ensure_ascii=False, indent=2))
    else:
        print(as_text(slip))


def check(chosen: argparse.Namespace) -> None:
    """Read the parameter files of a folder, those of the product where none is given, and the
    calendars. A folder without names is a part, of a region say: what it lacks, others give."""
    if chosen.folder and not chosen.folder.is_dir():
        raise CannotRun("没有这个文件夹", where=str(chosen.folder), remedy="请核对路径")
    folder = chosen.folder or FOLDER
    found, _ = every(partial(load, folder), calendars)
    whole = (folder / NAMES).exists()
    if wrong := [*idle(found), *(lacking(found) if whole else ())]:
        raise BadParameter("\n".join(wrong))
    values = [dated for each in found for dated in each.values]
    years = "、".join(
        f"{year}（暂定）" if calendar.provisional else str(year)
        for year, calendar in calendars().items()
    )
    told = "，".join(
        f"{label} {sum(dated.status == status for dated in values)}"
        for status, label in STATUS.items()
    )
    print(
        f"检查通过：{len(list(found))} 个参数，{len(values)} 个数值（{told}），{len(RULES)} 条规则，{years} 年放假安排"
    )
    if not whole:
        print(f"文件夹中没有 {NAMES}：只看了写着的，没有核对地区、类别和缺少的参数")


def day(text: str | None) -> date:
    """The day a text names, today where there is none."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise CannotRun("日期不对", where=str(text), remedy="请写成 2026-06-15") from None


def _rule(name: str) -> PolicyRule[...]:
    if name not in RULES:
        raise CannotRun("没有这条规则", where=name, remedy=nearest(name, RULES))
    return RULES[name]


def _pairs(rule: PolicyRule[...], words: Iterable[str]) -> Mapping[str, str]:
    """The facts of the command line by key; every key is one the rule takes, none is missing."""
    known = [fact.key.name for fact in rule.facts]
    pairs: dict[str, str] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise CannotRun(
                "条件应写成 名称=值", where=word, remedy=f"可用的名称：{'、'.join(known)}"
            )
        if name not in known:
            raise CannotRun(f"规则 {rule.name} 没有条件“{name}”", remedy=nearest(name, known))
        if name in pairs:
            raise CannotRun("同一条件写了两次", where=name, remedy="请删去一个")
        pairs[name] = text
    missing = [fact for fact in rule.facts if fact.required and not pairs.get(fact.key.name)]
    if missing:
        told = "；".join(
            f"{fact.key.name}（{fact.key.label}，{fact.key.kind.asked}）" for fact in missing
        )
        raise CannotRun(f"规则 {rule.name} 还缺条件", remedy=f"请补上 {told}")
    return pairs


def _on(parameter: Parameter, on: date) -> str:
    try:
        dated = parameter.on(on)
    except BadParameter:
        return "当日无值"
    return f"{_value(dated)}【{STATUS[dated.status]}】"


def _dated(dated: Dated) -> str:
    known = f"（{dated.known_from} 公布）" if dated.known_from else ""
    return f"  自 {dated.since}{known}：{_value(dated)}  {dated.source}【{STATUS[dated.status]}】"


def _value(dated: Dated) -> str:
    if dated.value is not None:
        return f"{dated.value:f}"
    return " ".join(f"{key}:{value:f}" for key, value in dated.table.items())
