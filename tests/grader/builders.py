"""Attempts and scripts for tests, as the plain JSON the grader reads, with named changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.events import Event, Log
from grader.rules import Rule

Plain = dict[str, Any]


def event(seq: int, operation: str = "hall.greet", **changes: Any) -> Plain:
    """An accepted action, one second after the one before."""
    plain = {
        "seq": seq,
        "at_ms": seq * 1000,
        "operation": operation,
        "data": {},
        "facts": {},
        "confirmed": [],
        "accepted": True,
        "reason": "",
        "message": "",
    }
    return plain | changes


def made(seq: int, table: str, key: str, **after: Any) -> Plain:
    """A change that makes a record."""
    return {"seq": seq, "table": table, "key": key, "before": None, "after": after}


def altered(seq: int, table: str, key: str, before: Plain, **values: Any) -> Plain:
    """A change that gives some fields of a record other values."""
    return {"seq": seq, "table": table, "key": key, "before": before, "after": before | values}


def attempt(events: Sequence[Plain] = (), changes: Sequence[Plain] = (), **facts: Any) -> Plain:
    """An attempt at E09; where no events are given, one for each step of its changes."""
    steps = sorted({change["seq"] for change in changes} - {0})
    plain = {
        "format": 1,
        "attempt": "A000417",
        "case": "E09",
        "variant": 3,
        "business_date": "2026-06-15",
        "script_hash": "s" * 8,
        "population_hash": "p" * 8,
        "last_hash": "l" * 8,
        "sealed_ms": 512000,
        "events": list(events) or [event(seq) for seq in steps],
        "changes": list(changes),
    }
    return plain | facts


def selector(operation: str, where: Mapping[str, Any] = {}, **changes: Any) -> Plain:
    """A selector that sees accepted actions."""
    return {"operation": operation, "where": dict(where), "tried": False} | changes


def rule(word: str, **changes: Any) -> Plain:
    """A rule worth six points where its word can earn, else costing two up to five."""
    earns = word in ("happens", "before", "after", "within", "by")
    points = {"points": 600} if earns else {"penalty": 200, "cap": 500}
    plain = {"id": word, "group": "process", "title": "过程规则", "basis": "R24", "word": word}
    return plain | points | {"seconds": 10 if word in ("within", "by") else 0} | changes


def field(name: str, value: Any, points: int = 0, kind: str = "text") -> Plain:
    """A field of an expectation."""
    return {"name": name, "value": value, "points": points, "as": kind}


def expectation(word: str, table: str, where: Mapping[str, Any], **changes: Any) -> Plain:
    """An expectation with no points and no fields of its own."""
    plain = {"id": f"{word}.{table}", "group": "records", "title": "记录符合", "basis": ""}
    sought = {"is": word, "table": table, "where": dict(where), "fields": [], "points": 0}
    return plain | sought | {"penalty": 0, "cap": 0, "count": 1, "red_line": False} | changes


def alternative(*expect: Plain, name: str = "main") -> Plain:
    """One complete right outcome."""
    return {"name": name, "title": name, "expect": list(expect)}


def script(*expect: Plain, rules: Sequence[Plain] = (), **changes: Any) -> Plain:
    """A script of E09 with these expectations and rules and a total that adds up."""
    alternatives = changes.pop("alternatives", [alternative(*expect)])
    service = changes.get("service", [])
    total = _worth(alternatives[0]["expect"])
    total += sum(each.get("points", 0) for each in [*rules, *service])
    plain = {
        "format": 1,
        "case": "E09",
        "title": "新员工参保",
        "version": 2,
        "variant": 3,
        "script_hash": "k" * 8,
        "ceiling": min(400, total),
        "groups": {"records": "记录结果", "process": "办理过程", "service": "服务"},
        "alternatives": alternatives,
        "allowed": [],
        "side_effects": {"penalty": 0, "cap": 0, "group": "records"},
        "rules": list(rules),
        "service": [],
        "words": WORDS,
        "total": total,
    }
    return plain | changes


def service(points: int = 300, **changes: Any) -> Plain:
    """A mark that judges give."""
    plain = {"id": "tone", "group": "service", "title": "语气", "basis": "", "points": points}
    return plain | {"levels": ["生硬", "平淡", "礼貌", "耐心周到"]} | changes


def log(*events: Plain) -> Log:
    """A log of these events."""
    names = Event._fields
    return Log([Event(**{name: each[name] for name in names}) for each in events])


def read(plain: Plain) -> Rule:
    """A rule as the grader holds it."""
    return Rule.read(plain)


def by_id(card: Plain, id_: str) -> Plain:
    """A mark of a scorecard."""
    return next(mark for mark in card["marks"] if mark["id"] == id_)


def _worth(expect: Sequence[Plain]) -> int:
    earning = [each for each in expect if each["is"] != "unchanged"]
    return sum(each["points"] + sum(f["points"] for f in each["fields"]) for each in earning)


WORDS = {
    "operations": {
        "outside.check_police": "公安身份核验",
        "social_insurance.change_person": "个人基本信息变更",
        "hall.greet": "问候",
    },
    "tables": {"person": "人员", "levy": "缴费核定", "card": "社会保障卡"},
    "fields": {
        "person.person": "人员",
        "person.name": "姓名",
        "person.sex": "性别",
        "person.phone": "手机号码",
        "levy.person": "人员",
        "levy.base": "缴费基数",
        "levy.insurance": "险种",
        "social_insurance.change_person.name": "姓名",
    },
    "codes": {"person.sex": {"1": "男", "2": "女"}, "levy.insurance": {"110": "职工养老"}},
    "kinds": {"levy.base": "money"},
    "people": {"P1": "林晓燕", "P2": "陈某"},
}
