"""The lists that are small enough to be told here, each from what the product declares."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from mock_systems.bases import LAWS, Law
from mock_systems.catalogue import SYSTEMS
from mock_systems.hall.paper_forms import (
    NOTICE_FORMS,
    ON_EVERY_PAPER,
    PAPER_FORMS,
    ContentKey,
    PaperForm,
)
from mock_systems.operation import OPERATIONS
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.rule import PolicyRule, read
from mock_systems.records import TABLES
from mock_systems.records.moves import Move, Moves
from scenarios.casting.computed import EARLIER_NAMES, FUNCTIONS, inputs

EXAMPLES_OF = date(2026, 6, 15)
"""The day the worked examples of rules are for."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under a head, as a table."""
    named, *lines = (f"| {' | '.join(cells)} |" for cells in (head, *rows))
    return "\n".join([named, f"|{'---|' * len(head)}", *lines])


def code(*names: str) -> str:
    """Names as they are typed, one after another; a dash where there are none."""
    return "、".join(f"`{name}`" for name in names) or "—"


def operations() -> str:
    """Every operation, system by system."""
    rows = (
        (
            code(name),
            each.declared.title,
            code(each.declared.part),
            code(*(field.name for field in each.form())),
            code(*each.declared.facts),
        )
        for system in SYSTEMS
        for name, each in sorted(OPERATIONS.items())
        if each.declared.system == system
    )
    return table(("操作", "名称", "类别", "填写项", "记录项"), rows)


def bases() -> str:
    """Every document that may be cited, by its key."""
    rows = (
        (code(law.key), law.printed, _days(law), _read(law), "、".join(law.items) or "—")
        for law in LAWS.values()
        if not law.lapsed
    )
    return table(("代号", "文件", "施行", "收入的条文", "只合事项"), rows)


def lapsed() -> str:
    """Every document that is cited no more, and what instead."""
    rows = ((code(law.key), law.printed, law.lapsed) for law in LAWS.values() if law.lapsed)
    return table(("代号", "文件", "为什么不引"), rows)


def _days(law: Law) -> str:
    first, last = (str(day or "") for day in (law.since, law.until))
    return f"{first} 至 {last}" if last else first or "—"


def _read(law: Law) -> str:
    if not law.articles:
        return "部分已核，未收录" if law.status == "partly" else "原文未核"
    return "、".join(map(str, sorted(law.articles)))


def moves() -> str:
    """Every record with a state: which operation takes it where, and where it is refused or asked
    back."""
    rows = (
        (record.title, code(way.by), _states(moves, way.before), _after(moves, way), _stopped(moves, way), _states(moves, way.asked) or "—")
        for record in TABLES.values()
        if (moves := record.moves)
        for way in moves.ways
    )  # fmt: skip
    return table(("记录", "操作", "从", "到", "拦住", "先问"), rows)


def _states(moves: Moves, states: Iterable[str]) -> str:
    return "、".join(moves.states[state] for state in states)


def _after(moves: Moves, way: Move) -> str:
    return moves.states[way.after] if way.after else "不变"


def _stopped(moves: Moves, way: Move) -> str:
    return _states(moves, (s for s in moves.states if way.why_not(s) is not None)) or "—"


def population() -> str:
    """What the population has of each record."""
    rows = (
        (record.title, code(name), record.populated)
        for name, record in TABLES.items()
        if record.populated
    )
    return table(("record", "table", "what the population has of them"), rows)


def computations() -> str:
    """Every computation that is no rule of policy, and the earlier names of those that are."""
    made = (
        (code(name), code(*inputs(name)), (each.__doc__ or "").strip().rstrip("。"))
        for name, each in FUNCTIONS.items()
    )
    same = (
        (code(earlier), code(*inputs(name)), f"规则 {code(name)} 从前的名称")
        for earlier, name in EARLIER_NAMES.items()
    )
    return table(("计算", "已知条件", "结果"), (*made, *same))


def rules() -> str:
    """Every rule of policy with its facts and the results of its worked example."""
    rows = (
        (code(name), each.title, _facts(each), code(*_results(each)))
        for name, each in sorted(RULES.items())
    )
    return table(("规则", "名称", "条件", "结果"), rows)


def _facts(rule: PolicyRule[...]) -> str:
    told = (
        f"`{fact.key.name}`" if fact.required else f"[`{fact.key.name}`]" for fact in rule.facts
    )
    return "、".join(told) or "—"


def _results(rule: PolicyRule[...]) -> Iterable[str]:
    return rule.calculate(read(rule, rule.example), EXAMPLES_OF).value


def on_every_paper() -> str:
    """What can be written on every paper."""
    return _keys(ON_EVERY_PAPER)


def papers() -> str:
    """What can be written on each kind of paper."""
    return _forms(PAPER_FORMS)


def notices() -> str:
    """What is printed on each kind of notice."""
    return _forms(NOTICE_FORMS)


def _forms(forms: Mapping[str, PaperForm]) -> str:
    return "\n\n".join(
        f"## {form.title} `{kind}`\n\n"
        + _keys(key for key in form.keys.values() if key not in ON_EVERY_PAPER)
        for kind, form in forms.items()
    )


def _keys(keys: Iterable[ContentKey]) -> str:
    return table(("键", "内容", "类型", "", "说明"), (row for key in keys for row in _rows(key)))


def _rows(key: ContentKey, of: str = "") -> Iterator[Sequence[str]]:
    codes = f"代码表 {key.codes.name}" if key.codes else ""
    hint = "；".join(filter(None, (key.hint, codes)))
    need = "必填" if key.required else "可缺"
    yield (code(of + key.name), key.label, key.kind.title, need, hint)
    for part in key.of.values():
        yield from _rows(part, f"{key.name}.")
