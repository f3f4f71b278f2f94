"""Serving the hall, and bringing its database up to date."""

import argparse
import os
import socket

import uvicorn
from sqlalchemy import bindparam, or_, select

from mock_systems.population.build import SEED
from mock_systems.population.file import found_population, open_population
from sandbox.accounts import hashed
from sandbox.commands import CannotRun, writing
from sandbox.commands.populations import built_population
from sandbox.contest import demo
from sandbox.lines import LOGGING, allow_files, backlog, lines_for
from sandbox.server import open_server
from sandbox.settings import Settings
from sandbox.store.accounts import ROLES
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate, revision_of
from sandbox.store.tables import ROUND
from scenarios.proved import is_proved
from scenarios.shelf import all_cases, unusable

GRACE_S = 5
"""How long answers that are under way have, once serving is to end."""


def migrate_tables(chosen: argparse.Namespace) -> None:
    """Bring the tables to the newest revision."""
    settings = Settings.of()
    _migrate(settings)
    print(f"数据库的表已是最新：{_named(settings)}")


def serve(chosen: argparse.Namespace) -> None:
    """Serve until stopped. A demonstration is made ready first; else tables must be there."""
    settings = Settings.of()
    _demand_port(chosen.host, chosen.port)
    if chosen.demo:
        prepare_demo(settings, chosen.people)
    else:
        _demand_database(settings)
    _demand_hall(settings)
    os.environ.update(settings.environment())
    before, files = allow_files()
    raised = f"，由 {before} 提高" if files > before else ""
    print(f"同时打开的文件至多 {files}{raised}；每个进程至多 {lines_for()} 个连接", flush=True)
    print(f"地址：http://{chosen.host}:{chosen.port}  （Ctrl+C 停止）", flush=True)
    uvicorn.run(
        "sandbox.app:served",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        http="sandbox.lines:Line",
        ws="none",
        backlog=backlog(),
        timeout_graceful_shutdown=GRACE_S,
        log_config=LOGGING,
        log_level="warning",
        access_log=False,
        server_header=False,
    )


def prepare_demo(settings: Settings, people: int) -> None:
    """Make tables in a new database, build the population where it is not there, seed the rounds,
    and print who may sign in. An older database is left for `migrate`."""
    _migrate_new(settings)
    folder = settings.populations
    path = found_population(folder, people, SEED)
    population = open_population(path) if path else built_population(folder, people, SEED)
    password_hash = hashed(demo.PASSWORD)
    cases = [id for id, script in all_cases().items() if is_proved(script)]
    for left_out in sorted(all_cases().keys() - set(cases)):
        print(f"案例 {left_out} 改动后还没有通过证明，未编入场次：请运行 cases prove {left_out}。")
    for left_out in unusable():
        print(f"案例 {left_out} 读不出来，未编入场次：请运行 cases check。")
    with writing(settings) as writer:
        writer.run_now(lambda c: demo.seed(c, password_hash, cases, population.hash))
    print(f"演示账号，密码都是 {demo.PASSWORD}：")
    for account in demo.ACCOUNTS:
        print(f"  {account.login}  {ROLES[account.role]}  {account.name}")


def _migrate_new(settings: Settings) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url)
    if not revision_of(engine):
        migrate(engine)
    engine.dispose()


def _migrate(settings: Settings) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url)
    migrate(engine)
    engine.dispose()


def _demand_database(settings: Settings) -> None:
    if not settings.database and not (settings.home / "hall.db").exists():
        raise CannotRun(
            "还没有数据库",
            where=_named(settings),
            remedy="请先运行 python -m sandbox migrate，或用 serve --demo 演示",
        )


def _demand_hall(settings: Settings) -> None:
    """Open what each worker will open, to say here what each would only say in its log; and miss
    a population before somebody starts its round."""
    server = open_server(settings)
    try:
        with server.reader.connect() as reader:
            rounds = reader.execute(_ROUNDS, {"now": server.now_ms()}).all()
    finally:
        server.close()
    for title, population_hash in rounds:
        if population_hash not in server.populations:
            raise CannotRun(
                f"场次“{title}”的人口库不在这里（内容哈希 {population_hash[:16]}）",
                where=str(settings.populations),
                remedy="请把该文件复制到此处，或用 population build 按原来的人数和种子重新生成",
            )


def _demand_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise CannotRun(
                f"不能监听（{reason.strerror}）",
                where=f"{host}:{port}",
                remedy="请用 --host 和 --port 换一个地址或端口",
            ) from reason


def _named(settings: Settings) -> str:
    return settings.database.rpartition("@")[2] or str(settings.home / "hall.db")


_ROUNDS = (
    select(ROUND.c.title, ROUND.c.population_hash)
    .where(or_(ROUND.c.closes_ms == 0, ROUND.c.closes_ms > bindparam("now")))
    .order_by(ROUND.c.id)
)
"""Those that are not over."""
