"""What a proof rests on beside its script and the program: figures, calendars, operations, pools.

Each is kept with the proof by its kind and name, with a hash of what it stands for now. A change of policy
so concerns the cases that asked for that figure on a day when it is another, and no others.
"""

import ast
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from inspect import getsourcefile
from io import StringIO
from pathlib import Path
from tokenize import COMMENT, generate_tokens

from mock_systems.operation import OPERATIONS
from mock_systems.policy.holidays import calendar_of
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import BadParameter
from mock_systems.relied import Relied
from scenarios.casting.vary import NUMBERS, pool
from scenarios.reading.script import CaseScript

Rests = Mapping[Relied, str]
"""What something rests on, with the hash of what each stands for."""
GONE = "-"
KINDS = {"figure": "参数", "calendar": "放假安排", "operation": "操作", "pool": "词库"}


def rests_of(script: CaseScript, relied: Iterable[Relied]) -> Rests:
    """What the proof of a script rests on, by all that was relied on while it was made."""
    return {name: stands(name) for name in sorted({*_names(relied), *_pools(script)})}


def changed(rests: Rests) -> Collection[Relied]:
    """What stands for something else now."""
    return [name for name, was in rests.items() if stands(name) != was]


def called(relied: Relied) -> str:
    """How people call what a proof rests on."""
    kind, what, *_ = relied
    return f"{KINDS.get(kind, kind)} {what}"


@cache
def stands(relied: Relied) -> str:
    """The hash of what this is now; a dash where there is nothing of that name."""
    kind, *what = relied
    try:
        said = _SAID[kind](*what)
    except (LookupError, BadParameter):
        return GONE
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _names(relied: Iterable[Relied]) -> Iterator[Relied]:
    """A figure once, with the first and the last day it was asked for."""
    days: dict[tuple[str, str], list[str]] = {}
    for kind, *what in relied:
        if kind == "figure":
            days.setdefault((what[0], what[1]), []).append(what[2])
        else:
            yield (kind, *what)
    for figure, asked in days.items():
        yield ("figure", *figure, min(asked), max(asked))


def _pools(script: CaseScript) -> Iterator[Relied]:
    for each in script.vary.values():
        if each.pool and each.pool not in NUMBERS:
            yield "pool", each.pool


def _figure(name: str, region: str, first: str, last: str) -> str:
    """What holds on any day from the first to the last; what comes later is another's affair."""
    found = parameters().nearest(name, region)
    ends = [*(each.since for each in found.values[1:]), date.max]
    counts = (
        f"{each.since} {each.value} {sorted(each.table.items())}"
        for each, end in zip(found.values, ends, strict=True)
        if each.since <= date.fromisoformat(last) and end > date.fromisoformat(first)
    )
    return "\n".join((found.unit, *counts))


def _calendar(year: str) -> str:
    found = calendar_of(int(year))
    return f"{sorted(found.rest)} {sorted(found.make_up)} {found.status}"


def _operation(name: str) -> str:
    """The module of an operation, and those of its system that it leans on."""
    file = Path(str(getsourcefile(OPERATIONS[name])))
    return "\n".join(_done(each) for each in sorted(_leans_on(file)))


def _pool(name: str) -> str:
    return " ".join(pool(name))


_SAID: Mapping[str, Callable[..., str]] = {
    "figure": _figure,
    "calendar": _calendar,
    "operation": _operation,
    "pool": _pool,
}


@cache
def _done(file: Path) -> str:
    return without_words(file.read_text("utf-8"))


@cache
def _leans_on(file: Path) -> frozenset[Path]:
    """A module and the modules beside it that it imports, and those these import."""
    found: set[Path] = set()
    left = [file]
    while left:
        if (each := left.pop()) not in found:
            found.add(each)
            left += _beside(each)
    return frozenset(found)


@cache
def _beside(file: Path) -> frozenset[Path]:
    tree = ast.parse(file.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {str(node.module).rpartition(".")[2] for node in imports}
    names |= {alias.name for node in imports for alias in node.names}
    return frozenset(path for name in names if (path := file.with_name(f"{name}.py")).is_file())


def without_words(source: str) -> str:
    """A module without comments, texts that stand alone and, outside of texts, empty lines. Its
    text, not its tree: trees differ from one Python to the next."""
    lines = source.split("\n")
    for token in generate_tokens(StringIO(source).readline):
        if token.type == COMMENT:
            line, column = token.start
            lines[line - 1] = lines[line - 1][:column]
    nodes = list(ast.walk(ast.parse(source)))
    alone = {node.value for node in nodes if isinstance(node, ast.Expr) and _is_plain(node.value)}
    for text in sorted(alone, key=lambda text: (text.lineno, text.col_offset), reverse=True):
        _blank(lines, text)
    texts = {n for n in nodes if isinstance(n, ast.Constant | ast.JoinedStr)} - alone
    inside = {line for text in texts for line in range(text.lineno, text.end_lineno or 0)}
    kept = ((number in inside, line) for number, line in enumerate(lines, 1))
    return "\n".join(line if said else line.rstrip() for said, line in kept if said or line.strip())


def _is_plain(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _blank(lines: list[str], text: ast.expr) -> None:
    """Take a text out of its lines; its columns are counted in bytes."""
    first, last = text.lineno - 1, (text.end_lineno or text.lineno) - 1
    before = lines[first].encode()[: text.col_offset]
    behind = lines[last].encode()[text.end_col_offset :]
    lines[first : last + 1] = [""] * (last - first) + [(before + behind).decode()]
