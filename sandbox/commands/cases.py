"""Case scripts: checking, rehearsing and proving them."""

import argparse
from pathlib import Path

from mock_systems.hints import nearest
from mock_systems.world import Source
from sandbox.commands import CannotRun
from sandbox.commands.populations import opened
from scenarios.report import told
from scenarios.shelf import all_cases, check_cases, prove_cases, rehearse_case


def check(chosen: argparse.Namespace) -> None:
    """Say everything that is wrong with the given files, or with all cases."""
    if absent := [path for path in chosen.files if not path.is_file()]:
        raise CannotRun("没有这个文件", where=str(absent[0]), remedy="请核对路径")
    problems = check_cases(chosen.files)
    for problem in problems:
        print(problem)
    if problems:
        raise CannotRun(f"共 {len(problems)} 处需要修改", remedy="改好后再运行一次")
    print("检查通过")


def rehearse(chosen: argparse.Namespace) -> None:
    """Play the walkthrough of a case and print its log."""
    _demand_known([chosen.case])
    print(told(rehearse_case(chosen.case, chosen.variant, _population(chosen.population))))


def prove(chosen: argparse.Namespace) -> None:
    """Prove cases over several variants."""
    _demand_known(chosen.cases)
    report = prove_cases(chosen.cases, chosen.variants, _population(chosen.population))
    print(report)
    if not report.proved:
        raise CannotRun("有案例未通过证明", remedy="按上面所列修改脚本后再运行一次")


def _demand_known(ids: list[str]) -> None:
    for each in ids:
        if each not in all_cases():
            raise CannotRun("没有这个案例", where=each, remedy=nearest(each, all_cases()))


def _population(path: Path | None) -> Source | None:
    return opened(path) if path else None
