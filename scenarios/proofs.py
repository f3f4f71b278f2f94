"""Which cases are proved: only they may be used in a round.

A proof takes many seconds, so what was proved is kept beside the cases and looked up: by the hash
of the script, for one that has been changed since is not proved any more, and by the hash of the
program it was proved with, which tells whether a proof would say anything new.
"""

import ast
import hashlib
from collections.abc import Sequence
from functools import cache
from io import StringIO
from tokenize import COMMENT, generate_tokens

from scenarios import proved
from scenarios.reading.script import CaseScript
from scenarios.shelf import CASES, all_cases, unusable

PROGRAM = ("mock_systems", "grader", "scenarios")
"""The packages on which a proof rests, but for the cases themselves and what stands in them."""
ELSEWHERE = ("scenarios/cases/", "scenarios/usual/", "mock_systems/population/")
ENOUGH = 5
"""How many variants a proof must have gone through to be kept."""


def is_proved_here(script: CaseScript) -> bool:
    """Whether this very script was proved with this very program."""
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
    """A module without comments, docstrings and empty lines. Its text, not its tree: trees differ
    from one Python to the next."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                lines[number - 1] = ""
    for token in generate_tokens(StringIO(source).readline):
        if token.type == COMMENT:
            line, column = token.start
            lines[line - 1] = lines[line - 1][:column]
    return "\n".join(kept for line in lines if (kept := line.rstrip()))


def keep(scripts: Sequence[CaseScript]) -> bool:
    """Keep scripts of the shelf as proved; whether there were any. `OSError` where the list cannot
    be written, which then stays as it was."""
    own = {
        script.id: (script.digest, program())
        for script in scripts
        if all_cases().get(script.id) == script
    }
    there = {*all_cases(), *unusable()}
    known = {id: hashes for id, hashes in proved.kept().items() if id in there}
    if own:
        proved.keep({**known, **own})
    return bool(own)
