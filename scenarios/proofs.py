"""Which cases are proved: only they may be used in a round.

A proof takes many seconds, so what was proved is kept beside the cases and looked up: by the hash
of the script and of each thing it rests on, for where one has been changed since it is not proved
any more, and by the hash of the program, which tells whether a proof would say anything new.
"""

import hashlib
from collections.abc import Collection, Sequence
from functools import cache

from scenarios import proved
from scenarios.folders import CASES
from scenarios.proved import KeptProof
from scenarios.proving.proof import CaseProof
from scenarios.reading.script import CaseScript
from scenarios.rests import rests_of, without_words
from scenarios.shelf import all_cases, files

PROGRAM = ("mock_systems", "grader", "scenarios")
"""The packages on which a proof rests, but for the cases themselves and what stands in them. The
population is among them: keys and numbers of a story are made as its are."""
ELSEWHERE = (
    "scenarios/cases/",
    "scenarios/usual/",
    "scenarios/casting/pools.toml",
    "mock_systems/policy/parameters/",
    "mock_systems/policy/calendars/",
)
"""What a proof rests on only where its case does (`scenarios.rests`)."""


def is_proved_here(script: CaseScript) -> bool:
    """Whether a script is proved and a proof would say nothing new, as the program is the same. The
    product's own tests ask; a round goes by `proved.is_proved`, whatever else the program does."""
    kept = proved.kept().get(script.id)
    return proved.is_proved(script) and kept is not None and kept.program == program()


@cache
def program() -> str:
    """The hash of the program that proofs rest on: of what it does, whatever it says of that."""
    found = hashlib.sha256()
    root = CASES.parents[1]
    for file in sorted(file for package in PROGRAM for file in (root / package).rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.suffix in (".py", ".toml", ".html") and not name.startswith(ELSEWHERE):
            text = file.read_text("utf-8")
            done = without_words(text) if file.suffix == ".py" else text
            found.update(f"{name}\n{done}\n".encode())
    return found.hexdigest()


def keep(proofs: Sequence[CaseProof]) -> Collection[str]:
    """Keep what scripts of the shelf were proved by; the ids of those that are. `OSError` where the
    list cannot be written, which then stays as it was."""
    scripts = {proof.loaded.script: rests_of(proof.loaded.script, proof.relied) for proof in proofs}
    own = [script.id for script in scripts if all_cases().get(script.id) == script]
    made = {each.id: KeptProof(each.digest, program(), rests) for each, rests in scripts.items()}
    for file in proved.lists():
        here = {id for id, each in files().items() if proved.list_of(each) == file}
        known = {id: said for id, said in proved.kept(file).items() if id in here}
        if new := {id: made[id] for id in own if id in here}:
            proved.keep({**known, **new}, file)
    return own
