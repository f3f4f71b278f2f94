"""Populations: building a file, checking files."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from mock_systems.population.build import BuiltPopulation, build
from mock_systems.population.file import (
    SUFFIX,
    DamagedPopulation,
    Population,
    found_populations,
    open_population,
)
from mock_systems.population.gates import check
from sandbox.commands import CannotRun
from sandbox.settings import Settings

SHOWN_AFTER = 1.0
"""Seconds of building from which on a bar shows how far it is."""


def build_population(chosen: argparse.Namespace) -> None:
    """Build a population into the home's folder, or say that it is there. A damaged file is told,
    and gives way to the new one of its name."""
    folder = Settings.of().populations
    there = found_populations(folder, chosen.people, chosen.seed)
    if whole := next(filter(_whole, there), None):
        print(f"已有：{whole}")
        return
    for path in there:
        print(f"已损坏：{path}，现重新生成")
    built = built_population(folder, chosen.people, chosen.seed)
    print(f"已生成：{built.path}")
    print(f"人员 {built.counts['person']:,}，单位 {built.counts['employer']:,}")
    print(f"内容哈希 {built.hash}")
    for path in set(there) - {built.path}:
        print(f"请删除损坏的文件：{path}")


def _whole(path: Path) -> bool:
    try:
        open_population(path)
    except DamagedPopulation:
        return False
    return True


def check_population(chosen: argparse.Namespace) -> None:
    """Every quality gate over the given files; over those in the home's folder where none is."""
    offences = 0
    for path in chosen.files or files(Settings.of().populations):
        origin = opened(path).origin()
        print(f"{path}：{origin['people']:,} 人，种子 {origin['seed']}")
        for passage in check(path, rebuild=not chosen.quick).passages:
            print(f"  {'通过' if passage.passed else '未通过'}  {passage.gate.title}")
            for each in passage.offences:
                print(f"    {each.table} {each.key}：{each.what}")
            offences += len(passage.offences)
    if offences:
        raise CannotRun(f"人口库有 {offences} 处不合格", remedy="请删除该文件后重新生成")


def built_population(folder: Path, people: int, seed: int) -> BuiltPopulation:
    """Build a population, with a progress bar where it takes long enough to wonder."""
    with _ending_in_order(), _counting(people) as progress:
        return build(folder, people, seed, progress)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """SIGTERM meanwhile ends this process as an exit does, so that nothing half done stays. On
    Windows nobody is told of being ended; there it changes nothing."""
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _counting(people: int) -> Iterator[Callable[[int], None]]:
    """What takes the number of people done, and shows it to whoever watches once time has passed."""
    bar = Progress(
        TextColumn("生成人口库"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} / {task.total:,.0f}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", total=people)
    later = Timer(SHOWN_AFTER, bar.start)
    if bar.console.is_terminal:
        later.start()
    try:
        yield lambda done: bar.update(task, completed=done)
    finally:
        later.cancel()
        if later.ident:
            later.join()
            bar.stop()


def opened(path: Path) -> Population:
    """A population file, made sure to be whole."""
    if not path.is_file():
        raise CannotRun(
            "没有这个文件", where=str(path), remedy="请核对路径，或先用 population build 生成"
        )
    return open_population(path)


def files(folder: Path) -> list[Path]:
    """The population files in a folder."""
    found = sorted(folder.glob(f"*{SUFFIX}"))
    if not found:
        raise CannotRun(
            "没有人口库", where=str(folder), remedy="请先运行 python -m sandbox population build"
        )
    return found
