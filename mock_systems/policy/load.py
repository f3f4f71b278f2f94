"""Reading parameter files: TOML in, typed parameters out, or an error that can be mended.

A file is a list of `[[parameter]]` with id, label, unit, region and dated `values`. Every error
names the file, the place in it and the way out, all of them at once; nothing is guessed and nothing
is skipped. A figure that is hardly meant is asked back (`sound`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from re import fullmatch
from typing import Any, NoReturn, TypeVar, cast

from mock_systems.hints import nearest
from mock_systems.policy.parameter import (
    CHOICES,
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
from mock_systems.policy.sound import doubts, figures
from mock_systems.toml.reading import BadToml, said

FOLDER = Path(__file__).with_name("parameters")
NAMES = "names.toml"
T = TypeVar("T")


@cache
def parameters() -> Parameters:
    """The parameters that come with the product, read once."""
    return load(FOLDER)


def load(folder: Path) -> Parameters:
    """Every parameter in the TOML files of a folder and the folders in it."""
    places, groups = every(partial(_named, folder, "regions"), partial(_named, folder, "families"))
    paths = sorted(set(folder.rglob("*.toml")) - {folder / NAMES})
    files = every(*(partial(_in_file, path, path.relative_to(folder).as_posix()) for path in paths))
    found: dict[tuple[str, str], tuple[FilePlace, Parameter]] = {}

    def taken_in(place: FilePlace, parameter: Parameter) -> None:
        if places:
            new = f"新的地区先写进 {NAMES} 的 [regions]；可选：{'、'.join(places)}"
            place.choice("region", places, new)
        if groups and parameter.family not in groups:
            place.fail(
                f"“id”的类别“{parameter.family}”未登记",
                f"请改用已有类别，或在 {NAMES} 的 [families] 中登记",
            )
        known = (parameter.id, parameter.region)
        if known in found:
            told = f"{known[0]}（{known[1]}）重复定义，前面有 {found[known][0].way}"
            copied = f"抄给别的地区的，把 region 改成那个地区的代码，并写进 {NAMES} 的 [regions]"
            place.fail(told, f"同一地区只保留一处，删去多余的；{copied}")
        found[known] = place, parameter

    every(*(partial(taken_in, *each) for file in files for each in file))
    return Parameters(parameter for _, parameter in found.values())


def every(*reads: Callable[[], Any]) -> list[Any]:
    """What each of several readings gives; `BadParameter` with all that is wrong in any of them."""
    given, wrong = [], []
    for read in reads:
        try:
            given.append(read())
        except BadParameter as bad:
            wrong.append(str(bad))
    if wrong:
        raise BadParameter("\n".join(dict.fromkeys(wrong)))
    return given


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
            called = f"“{table['id']}”" if isinstance(table.get("id"), str) else ""
            yield FilePlace(f"{self.way} › {name} 第{number}项{called}", table)

    def choice(self, name: str, options: Iterable[str], remedy: str = "") -> str:
        """The value of a key, one of the options; `remedy` where there is more to say than these."""
        value = self.take(name, str)
        if value not in options:
            self.fail(f"“{name}”的值“{value}”不可用", remedy or f"可选：{'、'.join(options)}")
        return value


DATED_KEYS = ("from", "known_from", "value", "table", "source", "status", "confirmed")
_KINDS = {
    bool: "应为 true 或 false（不加引号）",
    str: "应为加引号的文字",
    date: "应为日期，如 2026-01-01（不加引号）",
    dict: "应为表",
    list: "应为列表",
}


def _in_file(path: Path, name: str) -> list[tuple[FilePlace, Parameter]]:
    top = top_of(path, name)
    _, places = every(partial(top.only, "parameter"), lambda: list(top.parts("parameter")))
    return list(zip(places, every(*(partial(_parameter, each) for each in places)), strict=True))


def top_of(path: Path, name: str) -> FilePlace:
    """What a file says, called by a name."""
    try:
        return FilePlace(name, said(path))
    except BadToml as bad:
        FilePlace(f"{name} › {bad.place}" if bad.place else name, {}).fail(bad.what, bad.mend)


def _parameter(place: FilePlace) -> Parameter:
    _, id, label, unit, region, values = every(
        partial(place.only, "id", "label", "unit", "region", "values"),
        partial(place.take, "id", str),
        partial(place.take, "label", str),
        lambda: cast(Unit, place.choice("unit", UNITS)),
        partial(place.take, "region", str),
        partial(_values, place),
    )
    places = list(place.parts("values"))
    every(
        *(
            partial(_sound, each, unit, *pair)
            for each, *pair in zip(places, (None, *values), values, strict=False)
        )
    )
    return Parameter(id, label, unit, region, tuple(values))


def _values(place: FilePlace) -> list[Dated]:
    places = list(place.parts("values"))
    if not places:
        place.fail("没有任何数值", "至少写一个 [[parameter.values]]")
    values = every(*(partial(_dated, each) for each in places))
    every(*(partial(_in_order, *each) for each in zip(places[1:], pairwise(values), strict=True)))
    return values


def _in_order(place: FilePlace, pair: tuple[Dated, Dated]) -> None:
    earlier, later = pair
    if later.since <= earlier.since:
        place.fail(
            f"起始日期 {later.since} 不晚于上一项 {earlier.since}", "请按日期先后排列，日期不得相同"
        )


def _sound(place: FilePlace, unit: Unit, before: Dated | None, dated: Dated) -> None:
    """Refuse what a unit has no meaning for and, unless it is `confirmed`, what is hardly meant."""
    confirmed, strange = place.take("confirmed", bool, False), [*doubts(dated, unit, before)]
    choices = CHOICES.get(unit, ())
    for _, figure in figures(dated):
        if choices and figure not in range(len(choices)):
            which = "，".join(f"{number} {label}" for number, label in enumerate(choices))
            place.fail(f"数值 {figure} 不可用", which)
    if strange and not confirmed:
        place.fail("；".join(strange), "请核对；确实如此，就在这一段里写 confirmed = true")
    if confirmed and not strange:
        place.fail("“confirmed”没有要确认的数值", "请删去")


def _dated(place: FilePlace) -> Dated:
    _, since, source, status, (value, table), known_from = every(
        partial(place.only, *DATED_KEYS),
        partial(place.take, "from", date),
        lambda: source_of(place.part("source")),
        lambda: cast(Status, place.choice("status", STATUSES)),
        partial(_figures, place),
        lambda: place.take("known_from", date) if "known_from" in place.table else None,
    )
    return Dated(since, source, status, value, table, known_from)


def _figures(place: FilePlace) -> tuple[Decimal | None, Mapping[str, Decimal]]:
    if ("value" in place.table) == ("table" in place.table):
        place.fail("“value”与“table”须且只须有一个", "单个数值写 value，一组数值写 table")
    if "value" in place.table:
        return _decimal(place, "value"), {}
    table = place.part("table")
    read = every(*(partial(_decimal, table, key) for key in table.table))
    return None, dict(zip(table.table, read, strict=True))


def source_of(place: FilePlace) -> Citation:
    """The source a table names."""
    place.only("title", "number", "clause")
    if not place.take("title", str).strip():
        place.fail("依据的“title”为空", "写明文件名称；仿真数值写明出自哪个仿真参数包")
    return Citation(
        place.take("title", str), place.take("number", str, ""), place.take("clause", str, "")
    )


def _decimal(place: FilePlace, name: str) -> Decimal:
    value = place.table[name]
    if not isinstance(value, str) or not fullmatch(r"-?\d+(\.\d+)?", value):
        place.fail(
            f"“{name}”的值 {value!r} 不是加引号的十进制数",
            '请写成 "7800"、"0.16" 这样：加引号，只有数字和半角的小数点，没有逗号、百分号、单位和空格',
        )
    return Decimal(value)
