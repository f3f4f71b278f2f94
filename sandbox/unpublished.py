"""The folder of unpublished cases in the home: read beside the program's own, by the server alone.

Its scripts are answer keys. Where anybody else on the machine can open one, nothing is read of
them, and what to do is said. Windows has no such permissions: a folder's are inherited there.
"""

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from mock_systems.sentence import Sentence
from sandbox.declined import Declined
from sandbox.settings import Settings
from scenarios.shelf import lay_beside

_OTHERS = 0o077
"""What group and others may do with a file."""


class Unsealed(Declined):
    """Others on the machine can open the folder of unpublished cases, or something in it."""

    code, status = "unsealed", 500
    message = Sentence("本机的其他用户能打开未公开的案例。")
    remedy = Sentence("请先收回权限。")


def lay_out(settings: Settings) -> None:
    """Have the unpublished cases of a home read with the others; `Unsealed` where somebody else
    could read them, too."""
    folder = settings.cases
    if not folder.is_dir():
        lay_beside(None)
        return
    if open_to_others := next(_open_to_others(folder), None):
        raise Unsealed(
            where=str(open_to_others),
            remedy=Sentence("请运行：chmod -R go= {folder}", folder=shlex.quote(str(folder))),
        )
    lay_beside(folder)


def _open_to_others(folder: Path) -> Iterator[Path]:
    if os.name == "nt":
        return
    for each in (folder, *sorted(folder.rglob("*"))):
        if each.exists() and each.stat().st_mode & _OTHERS:
            yield each
