"""Sittings: giving one its time back."""

import argparse

from sandbox.clock import clock_of
from sandbox.commands import CannotRun, writing
from sandbox.commands.round_sheets import moment_told
from sandbox.contest.repairs import Repair, give_time
from sandbox.settings import Settings


def reopen(chosen: argparse.Namespace) -> None:
    """Give the sitting of an attempt more time: it goes on, or is open again where it was handed
    in."""
    if not (reason := chosen.reason.strip()):
        raise CannotRun(
            "没有写明理由", where="--reason", remedy="裁判和选手会看到理由，请写明再运行"
        )
    with writing(Settings.of()) as writer:
        repair = writer.run_now(
            lambda c: give_time(c, chosen.number, chosen.minutes, reason, clock_of(c)())
        )
    print(_told(chosen.number, repair))


def _told(number: str, repair: Repair) -> str:
    before = f"{moment_told(repair.before_ms)}止"
    if repair.handed_in_ms:
        before += f"，{moment_told(repair.handed_in_ms)}已交卷，现重新开放，再交卷时重新评分"
    return (
        f"作答 {number} 所在的一次作答：补时 {repair.minutes} 分钟（第 {repair.turn} 次），"
        f"{moment_told(repair.until_ms)}止。原为 {before}。"
    )
