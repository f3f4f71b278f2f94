"""The author's reference, from what the product declares: what may be called, named and written."""

import ast
import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from docs.tables import code, table
from mock_systems import guards
from mock_systems.codes import LISTS
from mock_systems.hall.topics import TOPICS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.records import TABLES, Record
from scenarios.casting.vary import pool, pools
from scenarios.reading.calls import FOR_ITEM
from scenarios.reading.fragments import HOUSE, Fragment, Slot, library
from scenarios.reading.fragments import ITEMS as ITEMS_OF_SERVICE
from scenarios.reading.written import value

ROOMS: Mapping[str, str] = {
    "moves": "做法：写在 `walkthrough` 里",
    "marks": "得分项和错误：写在 `rules`、`mistakes`、`expect`、`allowed` 里",
    "people": "人物、单位和经历：写在 `people`、`firms` 里",
    "papers": "材料：写在 `papers` 里",
    "items": "事项：写在 `use` 里",
}
"""The folders of fragments, with where those in them are called."""


def reference() -> str:
    """The whole page."""
    parts = {
        "做法、材料和人物": fragments(),
        "事项": items(),
        "记录的表和列": tables(),
        "代码表": codes(),
        "话题": topics(),
        "操作的内容": facts(),
        "提醒": cautions(),
        "词库": words(),
    }
    told = "\n\n".join(f"## {title}\n\n{text}" for title, text in parts.items())
    return f"# 命题参考\n\n{_INTRODUCTION}\n\n{told}\n"


_INTRODUCTION = (
    "写脚本时查这一页；写法见 [命题指南](authoring.md)，材料上写什么见 [材料与文书](papers.md)。"
    "本页由 `python3 dev.py lists` 从程序写出，不手工改。"
)


def fragments() -> str:
    """Every fragment of the house: what it is, its parameters, an example."""
    found = library(HOUSE / "none.toml")
    known = [*found.calls.values(), *found.items.values()]
    rooms = {
        title: [each for each in known if each.file.parent.name == folder]
        for folder, title in ROOMS.items()
    }
    return "\n\n".join(
        f"### {title}\n\n" + "\n\n".join(map(_fragment, each))
        for title, each in rooms.items()
        if each
    )


def _fragment(fragment: Fragment) -> str:
    heading = fragment.heading
    rows = ((code(name), each.about, _given(each)) for name, each in fragment.parameters.items())
    parts = [f"#### `{fragment.name}` {heading.title}", heading.about]
    parts += [f"```toml\n{heading.example or call(fragment)}\n```"]
    parts += [table(("参数", "是什么", "不写时"), rows)] if fragment.parameters else []
    parts += [_chosen(name, each) for name, each in fragment.parameters.items() if _is_put(each)]
    return "\n\n".join(parts)


def call(fragment: Fragment) -> str:
    """How a fragment without an example of its own is called, with what must be given."""
    needed = [name for name, each in fragment.parameters.items() if each.needed]
    if fragment.file.parent.name == ITEMS_OF_SERVICE:
        return _written({FOR_ITEM: fragment.name, **dict.fromkeys(needed, "citizen")})
    if not fragment.parameters:
        return f'"{fragment.name}"'
    rest = (name for name in needed if name != fragment.principal)
    return _written({fragment.name: "…", **dict.fromkeys(rest, "…")})


def _written(said: Mapping[str, str]) -> str:
    given = ", ".join(f'{name} = "{text}"' for name, text in said.items())
    return f"{{ {given} }}"


def _is_put(parameter: Slot) -> bool:
    """Whether the choices of a parameter are tables, which are put where it stands."""
    return any(isinstance(each, dict) for each in parameter.choices.values())


def _chosen(name: str, parameter: Slot) -> str:
    put = (f"{key} = {value(each).as_string()}" for key, each in parameter.choices.items())
    lines = "\n".join(put)
    return f"`{name}` 各写出什么（写出的参数不另写）：\n\n```toml\n{lines}\n```"


def _given(parameter: Slot) -> str:
    if parameter.needed:
        return "必写"
    choices = f"可选 {code(*parameter.choices)}" if parameter.choices else ""
    default = "" if parameter.default is None else f"`{value(parameter.default).as_string()}`"
    return "；".join(filter(None, (choices, default))) or "—"


def items() -> str:
    """Every service item, and whether fragments have its defaults."""
    general = library(HOUSE / "none.toml").items
    rows = (
        (code(each.code), each.name, "是" if each.of_employer else "", code(*each.materials), code(each.code) if each.code in general else "")
        for each in ITEMS.values()
    )  # fmt: skip
    example = '例：`{ open = "H02", who = "citizen" }`；有通用部分的，`use = [{ for_item = "H02", who = "citizen" }]`。'
    return f"{example}\n\n{table(('编码', '事项', '须填单位', '通常要的材料', '通用部分'), rows)}"


def tables() -> str:
    """Every table a script may place records in, expect or allow changes of."""
    return "\n\n".join(_columns(record) for record in TABLES.values())


def _columns(record: type[Record]) -> str:
    rows = (
        (code(name), record.facts(name)["label"], record.facts(name)["code"], _kind(record, name), _default(record, name))
        for name in record.model_fields
    )  # fmt: skip
    needed = [name for name, field in record.model_fields.items() if field.is_required()]
    named = [name for name in needed if name != record.key_name()][:2]
    where = ", ".join(f'{name} = "…"' for name in named)
    example = f'例：`{{ is = "created", table = "{record.table}", where = {{ {where} }} }}`'
    head = ("列", "名称", "字段", "类型", "不写时")
    return f"### `{record.table}` {record.title}\n\n{example}\n\n{table(head, rows)}"


def _kind(record: type[Record], name: str) -> str:
    codes = record.facts(name)["codes"]
    return f"代码 [{codes}](#{_anchor(codes)})" if codes else record.kind_of(name).title


def _default(record: type[Record], name: str) -> str:
    field = record.model_fields[name]
    if name == record.key_name():
        return "自动编号"
    return "必写" if field.is_required() else f"`{field.default!s}`" if field.default else "空"


def _anchor(name: str) -> str:
    return name.lower()


def codes() -> str:
    """Every code list."""
    return "\n\n".join(
        f'### {name}\n\n例：`"{next(iter(each.labels))}"`（{next(iter(each.labels.values()))}）\n\n'
        + "；".join(f"`{key}` {label}" for key, label in each.labels.items())
        for name, each in sorted(LISTS.items())
    )


def topics() -> str:
    """Every topic, its standard sentence and words it is known by."""
    rows = (
        (code(each.code), str(each.label), str(each.sentence) or "（不能选，只能听出）", "、".join(list(each.keywords)[:4]))
        for each in TOPICS.values()
    )  # fmt: skip
    example = (
        '例：`{ say = "ask_id_card" }`，回答写在 `[talk]` 里：`ask_id_card = "带了，给您。"`。'
    )
    return f"{example}\n\n{table(('话题', '按钮', '标准说法', '听得出的词'), rows)}"


def facts() -> str:
    """What operations add to the log beside the form, for `where` of rules."""
    added: dict[tuple[str, str, str], list[str]] = {}
    for name, operation in sorted(OPERATIONS.items()):
        for known, fact in operation.declared.facts.items():
            codes = f"代码 {fact.codes.name}" if fact.codes else ""
            if fact.parts:
                codes = f"一列表，各有 {code(*fact.parts)}"
            added.setdefault((known, fact.label, codes), []).append(name)
    rows = ((code(each[0]), *each[1:], code(*by)) for each, by in sorted(added.items()))
    example = '例：`{ do = "outside.check_police", where = { result = "agrees" } }`。'
    return f"{example}\n\n{table(('内容', '名称', '取值', '哪些操作'), rows)}"


def cautions() -> str:
    """Every caution by the name that `confirm` takes, with what it says."""
    said: dict[tuple[str, str], list[str]] = {}
    for name, operation in sorted(OPERATIONS.items()):
        for caution in sorted(operation.declared.cautions):
            said.setdefault((caution, warning(operation, caution)), []).append(name)
    rows = ((code(each), told, code(*by)) for (each, told), by in sorted(said.items()))
    example = '例：`confirm = ["not_accepted"]`。演练时没有确认的提醒，名称写在括号里。'
    return f"{example}\n\n{table(('提醒', '说什么', '哪些操作'), rows)}"


def warning(operation: type[Operation], caution: str) -> str:
    """The first words in which an operation makes a caution, in its class or beside it; empty where
    it makes none, nor a guard. A code with a column in it (`key_{name}`) is one for each column."""
    tree = _tree(operation.__module__)
    own = [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == operation.__name__
    ]
    for scope in (*own, tree, _tree(guards.__name__)):
        kept = {
            ast.unparse(n.targets[0]): n.value for n in ast.walk(scope) if isinstance(n, ast.Assign)
        }
        for made in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
            if ast.unparse(made.func) == "Caution" and fnmatchcase(caution, _pattern(made.args[0])):
                return _first_text(made.args[1], kept)
    return ""


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(str(sys.modules[module].__file__)).read_text("utf-8"))


def _pattern(code: ast.expr) -> str:
    parts = code.values if isinstance(code, ast.JoinedStr) else [code]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)


def _first_text(node: ast.expr, kept: Mapping[str, ast.expr]) -> str:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            return part.value
        if isinstance(part, ast.Name) and part.id in kept:
            return _first_text(kept[part.id], kept)
    return ""


def words() -> str:
    """Every list of words that stories draw from."""
    rows = ((code(name), f"{len(pool(name))} 个", "、".join(pool(name)[:5])) for name in pools())
    example = '例：`surname = { pool = "surname", first = "林" }`。'
    return f"{example}\n\n{table(('词库', '多少', '如'), rows)}"
