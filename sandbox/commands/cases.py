"""Case scripts: checking, rehearsing and proving them."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from mock_systems.hints import nearest
from mock_systems.world import Source
from sandbox.clock import clock_of
from sandbox.commands import CannotRun, reading
from sandbox.commands.populations import opened
from sandbox.contest.judged import JUDGED
from sandbox.settings import Settings
from sandbox.store.tables import ROUND
from scenarios import folders
from scenarios.folders import CASES
from scenarios.proofs import keep
from scenarios.proved import list_of
from scenarios.proving.proof import CaseProof
from scenarios.proving.prove import ENOUGH
from scenarios.proving.report import told
from scenarios.reading.load import long_form, playable
from scenarios.reading.problems import Problem
from scenarios.reading.written import written
from scenarios.shelf import (
    all_cases,
    check_cases,
    file_of,
    is_unpublished,
    lent_ids,
    prove_cases,
    rehearsed,
    unusable,
)


def check(chosen: argparse.Namespace) -> None:
    """Say everything that is wrong with the given cases, or with all."""
    files = [_file(case) for case in chosen.cases]
    _demand_right(check_cases(files))
    for note in lent_ids(files):
        print(f"提示：{note}")
    print("检查通过")


def expand(chosen: argparse.Namespace) -> None:
    """Print a case as it is written long, with a word beside what a fragment brought."""
    print(written(long_form(_file(chosen.case))), end="")


def rehearse(chosen: argparse.Namespace) -> int:
    """Play the walkthrough of a case and print its log; 1 where a step was not done. A draft is
    played as far as it goes, without the marks and ways that are misshapen, which it tells; of one
    that cannot be played at all it says what a check says."""
    loaded, left_out = playable(file := _file(chosen.case))
    for problem in left_out:
        print(problem)
    try:
        played = rehearsed(loaded.script, chosen.variant, _population(chosen.population))
        print(told(played, loaded.layout))
    except Exception:  # whatever a script may hold that was not checked
        _demand_right(check_cases([file]))
        raise
    return int(bool(played.stopped))


def prove(chosen: argparse.Namespace) -> None:
    """Prove cases over several variants, and keep those of the shelf as proved: rounds may have
    them from then on. One that a check refuses is not proved, and costs itself alone; what is wrong
    with it is told in the end and, where all are asked for, with those that cannot be read."""
    files = [_file(each) for each in chosen.cases] or [file_of(each) for each in all_cases()]
    found = {file: check_cases([file]) for file in files}
    right = [file for file in files if not found[file]]
    is_proved = not right or _prove(right, chosen)
    unread = [] if chosen.cases else [each.problems for each in unusable().values()]
    _demand_right([problem for each in [*found.values(), *unread] for problem in each])
    if not is_proved:
        raise CannotRun("有案例未通过证明", remedy="按上面所列修改脚本后再运行一次")


def publish(chosen: argparse.Namespace) -> None:
    """Let everybody see a case that was kept for a contest."""
    _file(chosen.case)
    if not is_unpublished(chosen.case):
        raise CannotRun("本来就是公开的", where=chosen.case, remedy="不用再公开")
    _demand_over(chosen.case, Settings.of())
    folders.publish(chosen.case)
    print(f"已公开 {chosen.case}，不能收回")
    print(f"下一步：python -m sandbox rounds add --mode practice --cases {chosen.case} …")


def _demand_over(case_id: str, settings: Settings) -> None:
    """Nothing, where no contest of this hall that has the case is yet to end."""
    if not settings.database and not (settings.home / "hall.db").exists():
        return  # An author has no hall.
    with reading(settings) as reader:
        now = clock_of(reader)()
        over = set(reader.execute(JUDGED, {"now": now}).scalars())
        rounds = reader.execute(select(ROUND.c.id, ROUND.c.title, ROUND.c.paper)).all()
    open_ = [each for each in rounds if each.id not in over and case_id in json.loads(each.paper)]
    if open_:
        raise CannotRun(
            f"竞赛“{open_[0].title}”用了这个案例，还没有结束，公开以后不能收回",
            where=case_id,
            remedy=f"请在结束（rounds close {open_[0].id}）、全部交卷以后再公开",
        )


def _prove(files: Sequence[Path], chosen: argparse.Namespace) -> bool:
    """Whether the cases in some files are all proved, which are kept then."""
    report = prove_cases(files, chosen.variants, _population(chosen.population))
    print(report)
    if report.proved:
        _keep(report.proofs, chosen.variants)
    return report.proved


def _keep(proofs: Sequence[CaseProof], variants: int) -> None:
    """Keep what may be used in rounds from now on, and say of what else why it is not kept."""
    if variants < ENOUGH:
        print(f"没有记入：证明 {ENOUGH} 个变式以上，才可用于场次")
        return
    if kept := keep(proofs):
        places = dict.fromkeys(str(list_of(file_of(id))) for id in kept)
        print(f"已记入 {'、'.join(places)}，可用于场次")
    ids = [proof.loaded.script.id for proof in proofs]
    if strange := [id for id in ids if id not in kept]:
        print(
            f"{'、'.join(strange)} 没有记入：文件放进 {CASES} 下的领域文件夹，再证明，才可用于场次"
        )


def _file(named: str) -> Path:
    """The file of a case, which is named by its id or is the file itself."""
    if _is_file(named):
        if not (file := Path(named)).is_file():
            raise CannotRun("没有这个文件", where=named, remedy="请核对路径")
        return file
    if named not in {*all_cases(), *unusable()}:
        raise CannotRun("没有这个案例", where=named, remedy=nearest(named, all_cases()))
    return file_of(named)


def _is_file(named: str) -> bool:
    return named.endswith(".toml")


def _demand_right(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem)
    if problems:
        raise CannotRun(f"共 {len(problems)} 处需要修改", remedy="改好后再运行一次")


def _population(path: Path | None) -> Source | None:
    return opened(path) if path else None
