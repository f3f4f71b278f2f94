"""Serving the hall, and bringing its database up to date."""

import argparse
import os
import sys
from collections.abc import Iterator

import uvicorn
from sqlalchemy import bindparam, or_, select

from sandbox.commands import CannotRun, whereabouts
from sandbox.commands.demonstration import demand_no_published_password, prepare_demo
from sandbox.commands.listening import demand_address, demand_certificate, is_loopback
from sandbox.commands.permissions import doubts
from sandbox.lines import LOGGING, allow_files, backlog, lines_for
from sandbox.server import open_server
from sandbox.settings import Settings
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate
from sandbox.store.tables import ROUND

GRACE_S = 5
"""How long answers that are under way have, once serving is to end."""


def migrate_tables(chosen: argparse.Namespace) -> None:
    """Bring the tables to the newest revision."""
    settings = Settings.of()
    _migrate(settings)
    print(f"数据库的表已是最新：{whereabouts(settings)}")


def serve(chosen: argparse.Namespace) -> None:
    """Serve until stopped. A demonstration is made ready first; else tables must be there."""
    settings = Settings.of()
    demand_certificate(chosen.certificate, chosen.key)
    demand_address(chosen.host, chosen.port)
    _demand_readiness(settings, chosen)
    _demand_hall(settings)
    os.environ.update(settings.environment())
    for doubt in (*_overheard(chosen), *doubts(settings, *filter(None, [chosen.key]))):
        print(f"注意：{doubt}", file=sys.stderr)
    before, files = allow_files()
    raised = f"，由 {before} 提高" if files > before else ""
    print(f"同时打开的文件至多 {files}{raised}；每个进程至多 {lines_for()} 个连接", flush=True)
    scheme = "https" if chosen.certificate else "http"
    print(f"地址：{scheme}://{chosen.host}:{chosen.port}  （Ctrl+C 停止）", flush=True)
    uvicorn.run(
        "sandbox.app:served",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        ssl_certfile=chosen.certificate,
        ssl_keyfile=chosen.key,
        workers=chosen.workers,
        http="sandbox.lines:HttpLine",
        ws="none",
        backlog=backlog(),
        timeout_graceful_shutdown=GRACE_S,
        log_config=LOGGING,
        log_level="warning",
        access_log=False,
        server_header=False,
    )


def _demand_readiness(settings: Settings, chosen: argparse.Namespace) -> None:
    """A hall that this address may be served at: nobody gets in by a password all the world knows."""
    at_home = is_loopback(chosen.host)
    if chosen.demo_on_network and not chosen.demo:
        raise CannotRun("--demo-on-network 只用于演示", remedy="请与 --demo 同用，或去掉")
    if chosen.demo and not at_home and not chosen.demo_on_network:
        raise CannotRun(
            "演示的密码人人皆知，不能向网络开放",
            where=chosen.host,
            remedy="请去掉 --host；确要让别的电脑试用的，加 --demo-on-network，密码改为随机",
        )
    if chosen.demo:
        prepare_demo(settings, chosen.people, published=not chosen.demo_on_network)
        return
    _demand_database(settings)
    if not at_home:
        demand_no_published_password(settings)


def _overheard(chosen: argparse.Namespace) -> Iterator[str]:
    if not chosen.certificate and not is_loopback(chosen.host):
        yield (
            "没有证书，密码和作答在网络上以明文传送，同一网络的人可以窃听。"
            "请用 --certificate 和 --key 启动，证书的做法见组织者指南。"
        )


def _migrate(settings: Settings) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url)
    migrate(engine)
    engine.dispose()


def _demand_database(settings: Settings) -> None:
    if not settings.database and not (settings.home / "hall.db").exists():
        raise CannotRun(
            "还没有数据库",
            where=whereabouts(settings),
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


_ROUNDS = (
    select(ROUND.c.title, ROUND.c.population_hash)
    .where(or_(ROUND.c.closes_ms == 0, ROUND.c.closes_ms > bindparam("now")))
    .order_by(ROUND.c.id)
)
"""Those that are not over."""
