"""Who else on the machine can read what the hall keeps: nobody, as far as the program makes it.

Answer keys, password hashes and sign-ins lie in the home. What commands write is for its owner
alone; what came there otherwise, or was written before, is told at the start with the way out.
Windows has no such permissions: there a folder's are inherited, and nothing is said.
"""

import os
import shlex
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

from sandbox.settings import Settings

OTHERS = 0o077
"""What group and others may do with a file."""


@contextmanager
def private() -> Iterator[None]:
    """Files and folders made meanwhile are for their owner alone, whoever makes them."""
    before = os.umask(OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def make_private(folder: Path) -> None:
    """Leave what lies in a folder to its owner alone: what was copied has the permissions of where it
    lay, and a disk that knows none gives everybody all."""
    for each in (folder, *folder.rglob("*")):
        if _is_exposed(each):
            with suppress(PermissionError):  # told at the start
                each.chmod(each.stat().st_mode & ~OTHERS)


def doubts(settings: Settings, *more: Path) -> Iterator[str]:
    """What others could do to the hall as it is about to be served; `more` is theirs as little as
    what lies in the home."""
    if os.name == "nt":
        return
    if os.geteuid() == 0:
        yield "正以 root 身份运行：程序若有漏洞，整台机器都受影响。请改用专门的账号运行。"
    if exposed := _exposed(settings, *more):
        others = f" 等 {len(exposed)} 处" if len(exposed) > 1 else ""
        places = shlex.join(map(str, _tops(exposed)))
        yield (
            f"本机的其他用户能打开 {exposed[0]}{others}，标准答案、密码或私钥可能外泄。"
            f"请运行：chmod -R go= {places}"
        )


def _exposed(settings: Settings, *more: Path) -> list[Path]:
    home, *others = (each.resolve() for each in (settings.home, *_database(settings), *more))
    kept = dict.fromkeys([home, *home.rglob("*"), *others])
    return [each for each in kept if _is_exposed(each)]


def _is_exposed(path: Path) -> bool:
    with suppress(OSError):  # gone meanwhile, or nobody's to look at
        mode = path.lstat().st_mode
        return not stat.S_ISLNK(mode) and bool(mode & OTHERS)
    return False


def _database(settings: Settings) -> list[Path]:
    """The file of a SQLite database, and the two that are written first; a server's has none."""
    url = make_url(settings.url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    return [Path(url.database + end) for end in ("", "-wal", "-shm")]


def _tops(paths: Collection[Path]) -> list[Path]:
    """Those that lie in none of the others."""
    return [each for each in paths if not {*each.parents} & {*paths}]
