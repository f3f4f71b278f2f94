"""How a scorecard stands: its totals, and what judges' rulings make of it.

Works on plain JSON, so that a stored scorecard needs no attempt and no script to be read again.
A ruling stands in front of the machine's mark, which is kept beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader import score
from grader.reading import REQUIRED, TEXT, Columns, Malformed, columns, each, known

Plain = Mapping[str, Any]

RULING = Columns({"mark": (TEXT, REQUIRED), "kind": (TEXT, REQUIRED)})
KINDS = ("confirm", "change", "void")
GROUPS = ("records", "process", "papers", "service")
"""The order groups are shown in; others follow as they come. That of the script's own keys would
not survive being stored."""


def state(mark: Plain) -> str:
    """full, part or lost; pending where judges have yet to agree on a level."""
    if mark["levels"] and not mark.get("ruling"):
        return "pending"
    if mark["earned"] == mark["worth"]:
        return "lost" if mark["breached"] else "full"
    return "part" if mark["earned"] > 0 else "lost"


def totals(marks: Sequence[Plain], titles: Mapping[str, str], ceiling: int) -> dict[str, Any]:
    """What marks add up to: in all, by group, and what is pending."""
    earned = score.total(mark["earned"] for mark in marks)
    if any(_confirmed(mark) for mark in marks):
        earned = min(earned, ceiling)
    waiting = [mark["id"] for mark in marks if mark["breached"] and not _confirmed(mark)]
    unjudged = [mark["id"] for mark in marks if mark["state"] == "pending"]
    return {
        "earned": earned,
        "if_confirmed": min(earned, ceiling) if waiting else earned,
        "pending": [{"mark": id_, "kind": "red_line"} for id_ in waiting]
        + [{"mark": id_, "kind": "level"} for id_ in unjudged],
        "groups": _groups(marks, titles),
    }


def current(card: Plain, rulings: Iterable[Plain]) -> dict[str, Any]:
    """A scorecard as it stands under rulings, given in the order they were made.

    The latest ruling on a mark counts. `confirm`: the machine's points, and a red line breached
    takes effect. `change`: `points`, between `least` and `worth`, and no red line. `void`: nothing
    is lost. On a service mark a `change` with a `level` 0–3 is one judge's: the latest of each
    `judge` counts, the points are their mean, and it is pending again where they lie more than
    one level apart. Each mark then also has `machine`, `ruling` (or None) and `judged` levels.

    A `change` carries either points or a level, the others neither: else the ruling is `Malformed`.
    """
    made = _by_mark(card, rulings)
    marks = [_ruled(mark, made[mark["id"]]) for mark in card["marks"]]
    titles = {group["name"]: group["title"] for group in card["groups"]}
    return {**card, "marks": marks, **totals(marks, titles, card["ceiling"])}


def _confirmed(mark: Plain) -> bool:
    ruling = mark.get("ruling")
    return bool(mark["breached"] and ruling and ruling["kind"] == "confirm")


def _groups(marks: Sequence[Plain], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for mark in sorted(marks, key=_place):
        name = mark["group"]
        fresh = {"name": name, "title": titles.get(name, name), "worth": 0, "earned": 0}
        group = found.setdefault(name, fresh)
        group["worth"] += mark["worth"]
        group["earned"] += mark["earned"]
    return list(found.values())


def _place(mark: Plain) -> int:
    return GROUPS.index(mark["group"]) if mark["group"] in GROUPS else len(GROUPS)


def _by_mark(card: Plain, rulings: Iterable[Plain]) -> Mapping[str, list[Plain]]:
    marks = {mark["id"]: mark for mark in card["marks"]}
    made: dict[str, list[Plain]] = defaultdict(list)
    for ruling in each({"rulings": list(rulings)}, "rulings", lambda item: _valid(item, marks)):
        made[ruling["mark"]].append(ruling)
    return made


def _valid(ruling: Any, marks: Mapping[str, Plain]) -> Plain:
    id_, kind = columns(ruling, RULING)
    mark = marks[known("mark", id_, marks)]
    known("kind", kind, KINDS)
    given = [name for name in ("points", "level") if ruling.get(name) is not None]
    if kind == "change":
        _check_change(ruling, mark, given)
    elif given:
        raise Malformed(given[0], "只有改分（change）才写分数或级别", "请删去此项，或改为 change")
    elif kind == "confirm" and mark["levels"]:
        raise Malformed("kind", "评委尚未评定，没有可确认的得分", "请先评定 0–3 级")
    return dict(ruling)


def _check_change(ruling: Plain, mark: Plain, given: Sequence[str]) -> None:
    """A change gives points, or a judge's level on a mark that has levels."""
    if len(given) != 1:
        raise Malformed("points", "改分应写分数（points）或级别（level）之一", "请写且只写一种")
    if given == ["points"]:
        _in_range("points", ruling["points"], mark["least"], mark["worth"])
    elif not mark["levels"]:
        raise Malformed("level", "这一项不分级评定", "请删去此项，用 points 写明分数")
    elif ruling.get("judge") is None:
        raise Malformed("judge", "缺少此项", "请写明是哪位评委评定的级别")
    else:
        _in_range("level", ruling["level"], 0, score.HIGHEST_LEVEL)


def _in_range(name: str, value: Any, least: int, most: int) -> None:
    if type(value) is not int or not least <= value <= most:
        raise Malformed(name, f"{value} 不在 {least} 至 {most} 之间", "请改为范围内的整数")


def _ruled(mark: Plain, rulings: Sequence[Plain]) -> dict[str, Any]:
    now = {**mark, "machine": mark["earned"], "ruling": None, "judged": []}
    if rulings:
        now |= _judged(mark, rulings) if mark["levels"] else _decided(mark, rulings[-1])
    return {**now, "state": state(now)}


def _decided(mark: Plain, ruling: Plain) -> dict[str, Any]:
    match ruling["kind"]:
        case "confirm":
            return {"ruling": ruling}
        case "change":
            return {"ruling": ruling, "earned": ruling["points"], "breached": False}
        case _:
            return {"ruling": ruling, "earned": mark["worth"], "breached": False}


def _judged(mark: Plain, rulings: Sequence[Plain]) -> dict[str, Any]:
    """A service mark: decided outright, or the mean of the latest level of each judge."""
    if rulings[-1].get("level") is None:
        return _decided(mark, rulings[-1])
    given = {r.get("judge"): r["level"] for r in rulings if r.get("level") is not None}
    levels = list(given.values())
    if max(levels) - min(levels) > score.WIDEST_SPREAD:
        return {"judged": levels}
    return {
        "judged": levels,
        "ruling": rulings[-1],
        "earned": score.judged(mark["worth"], levels),
    }
