"""Which cases are proved: only they may be used in a round.

A proof takes many seconds, so what was proved is kept beside the cases and looked up: by the hash
of the script, for one that has been changed since is not proved any more, and by the hash of the
program it was proved with, which tells whether a proof would say anything new.
"""

import ast
import hashlib
from collections.abc import Collection, Sequence
from functools import cache
from io import StringIO
from tokenize import COMMENT, generate_tokens

from scenarios import proved
from scenarios.folders import CASES
from scenarios.reading.script import CaseScript
from scenarios.shelf import all_cases, files

PROGRAM = ("mock_systems", "grader", "scenarios")
"""The packages on which a proof rests, but for the cases themselves and what stands in them. The
population is among them: keys and numbers of a story are made as its are."""
ELSEWHERE = ("scenarios/cases/", "scenarios/usual/")


def is_proved_here(script: CaseScript) -> bool:
    """Whether this very script was proved with this very program. The product's own tests ask; a
    round goes by the script alone (`proved.is_proved`), whatever the program."""
    return proved.kept().get(script.id) == (script.digest, program())


@cache
def program() -> str:
    """The hash of the program that proofs rest on: of what it does, whatever it says of that."""
    found = hashlib.sha256()
    root = CASES.parents[1]
    for file in sorted(file for package in PROGRAM for file in (root / package).rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.suffix in (".py", ".toml", ".html") and not name.startswith(ELSEWHERE):
            text = file.read_text("utf-8")
            done = _without_words(text) if file.suffix == ".py" else text
            found.update(f"{name}\n{done}\n".encode())
    return found.hexdigest()


def _without_words(source: str) -> str:
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


def keep(scripts: Sequence[CaseScript]) -> Collection[str]:
    """Keep scripts of the shelf as proved; the ids of those that are. `OSError` where the list
    cannot be written, which then stays as it was."""
    own = [script.id for script in scripts if all_cases().get(script.id) == script]
    hashes = {script.id: (script.digest, program()) for script in scripts}
    for file in proved.lists():
        here = {id for id, each in files().items() if proved.list_of(each) == file}
        known = {id: said for id, said in proved.kept(file).items() if id in here}
        if new := {id: hashes[id] for id in own if id in here}:
            proved.keep({**known, **new}, file)
    return own
