"""Serving the hall, and bringing its database up to date."""

import argparse
import os
import sys
from collections.abc import Iterator

import uvicorn
from sqlalchemy import bindparam, or_, select
from sqlalchemy.exc import SQLAlchemyError

from mock_systems.population.allotment import PEOPLE
from sandbox.attempt.journal import soundness
from sandbox.clock import HallClock, parted_ms, settle
from sandbox.commands import CannotRun, demand_database, reading, whereabouts, writing
from sandbox.commands.demonstration import demand_no_published_password, prepare_demo
from sandbox.commands.listening import (
    alone,
    authority,
    demand_address,
    demand_certificate,
    is_loopback,
    without_key_updates,
)
from sandbox.commands.permissions import doubts
from sandbox.commands.round_sheets import moment_told
from sandbox.lines import allow_files, backlog, lines_for
from sandbox.log import LOGGING
from sandbox.server import open_server
from sandbox.settings import Settings
from sandbox.store.engine import MIGRATES_WITHIN_S, open_engine
from sandbox.store.roles import NoServerRole, lacks, let_serve, powers
from sandbox.store.schema import NEWEST, WrongSchema, demand_guards, migrate
from sandbox.store.soundness import flaws
from sandbox.store.tables import ROUND

GRACE_S = 5
"""How long answers that are under way have, once serving is to end."""


def migrate_tables(chosen: argparse.Namespace) -> None:
    """Bring the tables to the newest revision, and let a role serve from them."""
    settings = Settings.of()
    if chosen.server and not settings.database:
        raise CannotRun("SQLite 的数据库没有账号", remedy="请去掉 --server")
    before = _migrate(settings, chosen.server)
    print(f"{_migrated(before)}：{whereabouts(settings)}")
    if chosen.server:
        print(f"{chosen.server} 可以用来启动服务，动不了表和其中的保护")


def serve(chosen: argparse.Namespace) -> None:
    """Serve until stopped. A demonstration is made ready first; else tables must be there."""
    settings = Settings.of()
    demand_certificate(chosen.certificate, chosen.key)
    demand_address(chosen.host, chosen.port)
    _demand_readiness(settings, chosen)
    with alone(settings):
        _serve(settings, chosen)


def _serve(settings: Settings, chosen: argparse.Namespace) -> None:
    _demand_whole(settings)
    _demand_rights(settings)
    clock = _settle_clock(settings)
    _demand_hall(settings)
    os.environ.update(settings.environment())
    for doubt in (
        *_overheard(chosen),
        *_served_by_mighty(settings),
        *_about(clock),
        *doubts(settings, *filter(None, [chosen.key])),
    ):
        print(f"注意：{doubt}", file=sys.stderr)
    before, files = allow_files()
    raised = f"，由 {before} 提高" if files > before else ""
    print(f"同时打开的文件至多 {files}{raised}；每个进程至多 {lines_for()} 个连接", flush=True)
    scheme = "https" if chosen.certificate else "http"
    print(f"地址：{scheme}://{authority(chosen.host, chosen.port)}  （Ctrl+C 停止）", flush=True)
    uvicorn.run(
        "sandbox.app:served",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        ssl_certfile=chosen.certificate,
        ssl_keyfile=chosen.key,
        ssl_context_factory=without_key_updates if chosen.certificate else None,
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
    if chosen.people and not chosen.demo:
        raise CannotRun(
            "--people 只用于演示", remedy="请与 --demo 同用，或去掉；人口库用 population build 生成"
        )
    if chosen.demo and not at_home and not chosen.demo_on_network:
        raise CannotRun(
            "演示的密码人人皆知，不能向网络开放",
            where=chosen.host,
            remedy="请去掉 --host；确要让别的电脑试用的，加 --demo-on-network，密码改为随机",
        )
    if chosen.demo:
        prepare_demo(settings, chosen.people or PEOPLE, published=not chosen.demo_on_network)
        return
    demand_database(settings)
    if not at_home:
        demand_no_published_password(settings)


def _overheard(chosen: argparse.Namespace) -> Iterator[str]:
    if not chosen.certificate and not is_loopback(chosen.host):
        yield (
            "没有证书，密码和作答在网络上以明文传送，同一网络的人可以窃听。"
            "请用 --certificate 和 --key 启动，证书的做法见组织者指南。"
        )


def _served_by_mighty(settings: Settings) -> Iterator[str]:
    with reading(settings) as reader:
        if found := powers(reader):
            yield (
                f"谁控制了服务，谁就能拆掉或绕过防改动的保护：服务所用的数据库账号{'；'.join(found)}。"
                "请由数据库管理员收回，或另用一个账号启动，做法见组织者指南“两个数据库账号”。"
            )


def _demand_rights(settings: Settings) -> None:
    """Nothing, where who serves may use all tables: without one every page that reads it fails."""
    with reading(settings) as reader:
        if found := lacks(reader):
            role = reader.exec_driver_sql("SELECT current_user").scalar_one()
            way_out = f"请换所有者的账号运行一次 python -m sandbox migrate --server {role}，再启动"
            told = f"数据库账号 {role} 没有这些表的权限：{'、'.join(found)}"
            raise CannotRun(told, where=whereabouts(settings), remedy=way_out)


def _demand_whole(settings: Settings) -> None:
    """Nothing, unless the file of the database is damaged: then which attempts are whole."""
    if settings.database or not (found := flaws(settings.home / "hall.db")):
        return
    way_out = "请保留该文件，用 restore 恢复最近的备份；只取其中完好的作答，可用 attempts export"
    told = "\n".join([f"数据库文件已损坏（{found[0]}）", *_what_is_whole(settings)])
    raise CannotRun(told, where=whereabouts(settings), remedy=way_out)


def _what_is_whole(settings: Settings) -> Iterator[str]:
    try:
        with reading(settings) as reader:
            found = soundness(reader)
    except (SQLAlchemyError, WrongSchema):
        yield "没有一份作答读得出来"
        return
    whole = [number for number, is_whole in found.items() if is_whole]
    damaged = [number for number, is_whole in found.items() if not is_whole]
    yield f"完好的作答 {len(whole)} 份：{'、'.join(whole) or '—'}"
    yield f"读不全的作答 {len(damaged)} 份：{'、'.join(damaged) or '—'}"


def _settle_clock(settings: Settings) -> HallClock:
    with writing(settings) as writer:
        return writer.run_now(settle)


def _about(clock: HallClock) -> Iterator[str]:
    if apart := parted_ms(clock):
        yield (
            f"本机时钟比大厅的时钟{'快' if apart > 0 else '慢'} {abs(apart) // 1000} 秒。有人正在作答，"
            f"大厅照自己的时钟走（现为 {moment_told(clock())}），无人作答时重新启动即改用本机时钟。"
        )
    if clock.gap and clock() < clock.gap.sealed_from_ms:
        yield (
            f"机器重新启动过，按本机时钟停了 {(clock.gap.until_ms - clock.gap.from_ms) // 1000} 秒，无从核对。"
            f"其间到时的作答到 {moment_told(clock.gap.sealed_from_ms)} 才代为交卷，"
            "在那以前或以后都可用 sittings reopen 补时。"
        )


def _migrated(before: str) -> str:
    if before == NEWEST:
        return "数据库的表已是最新，没有改动"
    return f"数据库的表已由版本 {before} 升级到 {NEWEST}" if before else "已新建数据库的表"


def _migrate(settings: Settings, server: str) -> str:
    """The revision that the tables had before, empty where there were none."""
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url, patience_s=MIGRATES_WITHIN_S)
    try:
        before = migrate(engine)
        demand_guards(engine)
        if server:
            let_serve(engine, server)
    except NoServerRole as wrong:
        way_out = "请由数据库管理员收回，或另建一个账号，做法见组织者指南“两个数据库账号”"
        raise CannotRun(str(wrong), where=server, remedy=way_out) from wrong
    finally:
        engine.dispose()
    return before


def _demand_hall(settings: Settings) -> None:
    """Open what each worker will open, to say here what each would only say in its log; and miss
    a population before somebody starts its round."""
    server = open_server(settings)
    try:
        demand_guards(server.reader)
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
