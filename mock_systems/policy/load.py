"""Reading parameter files: TOML in, typed parameters out, or an error that can be mended.

A file is a list of `[[parameter]]` with id, label, unit, region and dated `values`. Every error
names the file, the place in it and the way out; nothing is guessed and nothing is skipped.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from re import fullmatch
from typing import Any, NoReturn, TypeVar, cast

from mock_systems.hints import nearest
from mock_systems.policy.parameter import (
    ROUNDINGS,
    STATUSES,
    UNITS,
    BadParameter,
    Citation,
    Dated,
    Parameter,
    Parameters,
    Status,
    Unit,
)

FOLDER = Path(__file__).with_name("parameters")
NAMES = "names.toml"
T = TypeVar("T")


@cache
def parameters() -> Parameters:
    """The parameters that come with the product, read once."""
    return load(FOLDER)


def load(folder: Path) -> Parameters:
    """Every parameter in the TOML files of a folder and the folders in it."""
    found: dict[tuple[str, str], Parameter] = {}
    places, groups = _named(folder, "regions"), _named(folder, "families")
    for path in sorted(set(folder.rglob("*.toml")) - {folder / NAMES}):
        for place, parameter in _in_file(path, path.relative_to(folder).as_posix()):
            if places:
                place.choice("region", places)
            if groups and parameter.family not in groups:
                place.fail(
                    f"“id”的类别“{parameter.family}”未登记",
                    f"请改用已有类别，或在 {NAMES} 的 [families] 中登记",
                )
            known = (parameter.id, parameter.region)
            if known in found:
                place.fail(f"{known[0]}（{known[1]}）重复定义", "同一地区只保留一处，删去多余的")
            found[known] = parameter
    return Parameters(found.values())


@cache
def regions() -> Mapping[str, str]:
    """The regions parameters may be of, by code, with their names."""
    return _named(FOLDER, "regions")


@cache
def families() -> Mapping[str, str]:
    """What parameters and rules are grouped by, the part of their name before the point, in order."""
    return _named(FOLDER, "families")


def _named(folder: Path, part: str) -> Mapping[str, str]:
    """The names of regions or families of a folder; none where it does not say."""
    path = folder / NAMES
    if not path.exists():
        return {}
    top = top_of(path, NAMES)
    top.only("regions", "families")
    named = top.part(part)
    return {code: named.take(code, str) for code in named.table}


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A table of a file and the way to it, for error messages."""

    way: str
    table: Mapping[str, Any]

    def fail(self, wrong: str, remedy: str) -> NoReturn:
        """Refuse the file: where, what is wrong, and the way out."""
        end = "" if remedy.endswith("？") else "。"
        raise BadParameter(f"{self.way}：{wrong}。{remedy}{end}")

    def only(self, *names: str) -> None:
        """Refuse every key but these."""
        for name in self.table.keys() - set(names):
            self.fail(f"未知的键“{name}”", nearest(name, names))

    def take(self, name: str, kind: type[T], default: T | None = None) -> T:
        """The value of a key, of this kind."""
        value = self.table.get(name, default)
        if value is None:
            self.fail(f"缺少“{name}”", "请补上")
        if not isinstance(value, kind) or isinstance(value, datetime):
            self.fail(f"“{name}”的值 {value!r} 类型不对", _KINDS[kind])
        return value

    def part(self, name: str) -> "FilePlace":
        """The table under a key."""
        return FilePlace(f"{self.way} › {name}", self.take(name, dict))

    def parts(self, name: str) -> Iterator["FilePlace"]:
        """The tables listed under a key."""
        for number, table in enumerate(self.take(name, list), 1):
            if not isinstance(table, dict):
                self.fail(f"“{name}”第 {number} 项不是表", f"请写成 [[{name}]]")
            yield FilePlace(f"{self.way} › {name} 第{number}项", table)

    def choice(self, name: str, options: Iterable[str]) -> str:
        """The value of a key, one of the options."""
        value = self.take(name, str)
        if value not in options:
            self.fail(f"“{name}”的值“{value}”不可用", f"可选：{'、'.join(options)}")
        return value


_KINDS = {
    str: "应为加引号的文字",
    date: "应为日期，如 2026-01-01（不加引号）",
    dict: "应为表",
    list: "应为列表",
}


def _in_file(path: Path, name: str) -> Iterator[tuple[FilePlace, Parameter]]:
    top = top_of(path, name)
    top.only("parameter")
    for place in top.parts("parameter"):
        yield place, _parameter(place)


def top_of(path: Path, name: str) -> FilePlace:
    """What a file says, called by a name."""
    try:
        return FilePlace(name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadParameter(f"{name}：不是合法的 TOML（{broken}）。请按所示行列修正。") from broken
    except RecursionError:
        raise BadParameter(f"{name}：括号一层套一层，套得太深。请删去多余的括号。") from None


def _parameter(place: FilePlace) -> Parameter:
    place.only("id", "label", "unit", "region", "values")
    values = [(each, _dated(each)) for each in place.parts("values")]
    if not values:
        place.fail("没有任何数值", "至少写一个 [[parameter.values]]")
    for (_, earlier), (later_place, later) in pairwise(values):
        if later.since <= earlier.since:
            later_place.fail(
                f"起始日期 {later.since} 不晚于上一项 {earlier.since}",
                "请按日期先后排列，日期不得相同",
            )
    unit = cast(Unit, place.choice("unit", UNITS))
    for each, dated in values:
        if unit == "rounding" and dated.value not in ROUNDINGS:
            each.fail(f"取舍方式的值 {dated.value} 不可用", "0 舍去，1 四舍五入，2 进位")
    return Parameter(
        place.take("id", str),
        place.take("label", str),
        unit,
        place.take("region", str),
        tuple(dated for _, dated in values),
    )


def _dated(place: FilePlace) -> Dated:
    place.only("from", "known_from", "value", "table", "source", "status")
    if ("value" in place.table) == ("table" in place.table):
        place.fail("“value”与“table”须且只须有一个", "单个数值写 value，一组数值写 table")
    return Dated(
        since=place.take("from", date),
        source=source_of(place.part("source")),
        status=cast(Status, place.choice("status", STATUSES)),
        value=_decimal(place, "value") if "value" in place.table else None,
        table=_table(place.part("table")) if "table" in place.table else {},
        known_from=place.take("known_from", date) if "known_from" in place.table else None,
    )


def source_of(place: FilePlace) -> Citation:
    """The source a table names."""
    place.only("title", "number", "clause")
    if not place.take("title", str).strip():
        place.fail("依据的“title”为空", "写明文件名称；仿真数值写明出自哪个仿真参数包")
    return Citation(
        place.take("title", str), place.take("number", str, ""), place.take("clause", str, "")
    )


def _table(place: FilePlace) -> dict[str, Decimal]:
    return {name: _decimal(place, name) for name in place.table}


def _decimal(place: FilePlace, name: str) -> Decimal:
    value = place.table[name]
    if not isinstance(value, str) or not fullmatch(r"-?\d+(\.\d+)?", value):
        place.fail(
            f"“{name}”的值 {value!r} 不是加引号的十进制数", '请写成 "0.16" 这样，避免浮点误差'
        )
    return Decimal(value)
