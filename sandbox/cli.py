"""The command line: `python -m sandbox COMMAND`."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.exc import SQLAlchemyError

from mock_systems.policy.parameter import HOME as HOME_REGION
from mock_systems.policy.parameter import BadParameter
from mock_systems.population.allotment import PEOPLE
from mock_systems.population.build import SEED, NotBuilt
from mock_systems.population.file import DamagedPopulation
from sandbox.commands import (
    CannotRun,
    accounts,
    attempts,
    audits,
    backups,
    cases,
    entrants,
    policy,
    populations,
    rounds,
    serving,
    sittings,
    words,
)
from sandbox.commands.parser import Parser
from sandbox.commands.permissions import private
from sandbox.commands.round_sheets import MODES
from sandbox.commands.unusable import why_not, why_unusable
from sandbox.declined import Declined
from sandbox.settings import Settings
from sandbox.store.accounts import ROLES
from sandbox.store.schema import WrongSchema
from sandbox.unpublished import lay_out
from scenarios.proving.prove import ENOUGH
from scenarios.reading.problems import BadScript

EXPORT = "导出一份已交卷的作答和评分用的案例脚本，供 python -m grader 重算"
Command = Callable[[argparse.Namespace], int | None]
Groups: TypeAlias = "argparse._SubParsersAction[Parser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command. 0 when it is done, 1 where a command says that what it did went wrong; 2 with
    a sentence when it cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Chinese Windows has no › or ✓ in its files
    chosen = parser().parse_args(arguments)
    try:
        lay_out(Settings.of())
        with private():
            done = int(chosen.command(chosen) or 0)
        sys.stdout.flush()
        return done
    except BrokenPipeError:  # Whoever reads has seen enough, as head has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Declined as reason:
        where = f"{reason.where}：" if reason.where else ""
        print(where, reason, reason.remedy, sep="", file=sys.stderr)
        return 2
    except (
        CannotRun, WrongSchema, BadParameter, BadScript, NotBuilt, DamagedPopulation
    ) as reason:  # fmt: skip
        print(reason, file=sys.stderr)
        return 2
    except SQLAlchemyError as reason:
        settings = Settings.of()
        print(why_unusable(reason, settings.home, bool(settings.database)), file=sys.stderr)
        return 2
    except OSError as reason:
        print(why_not(reason), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser() -> Parser:
    """Every command and its options."""
    whole = Parser(prog="python -m sandbox", description="综合服务大厅上机操作比武系统（仿真数据）")
    groups = whole.add_subparsers(required=True, metavar="命令")
    _add_serving(groups)
    _add_population(groups)
    _add_cases(groups)
    _add_policy(groups)
    _add_accounts(groups)
    _add_rounds(groups)
    _add_keeping(groups)
    export = _command(_group(groups, "attempts", "作答"), "export", attempts.export, EXPORT)
    export.add_argument("number", type=words.code, metavar="作答编号")
    export.add_argument("--to", type=Path, required=True, metavar="目录", help="写到这个目录")
    replay = _command(groups, "replay", attempts.replay, "重放作答，核对每一步和日志链")
    replay.add_argument(
        "numbers", nargs="*", type=words.code, metavar="作答编号", help="不写则重放全部"
    )
    audit = _command(groups, "audit", audits.audit, "核对封存：操作、评分、评定、场次有没有改动过")
    audit.add_argument(
        "place",
        nargs="?",
        type=Path,
        metavar="位置",
        help="备份或导出的目录、数据库文件；不写则为本机",
    )
    audit.add_argument(
        "--receipts", type=Path, metavar="文件", help="凭证：每行一个作答编号和校验码"
    )
    audit.add_argument("--heads", type=Path, metavar="文件", help="另外保存的链头文件 heads.txt")
    audit.add_argument("--marks", action="store_true", help="同时由本程序重算得分来比对")
    return whole


def _add_serving(groups: Groups) -> None:
    serve = _command(groups, "serve", serving.serve, "启动服务")
    serve.add_argument("--demo", action="store_true", help="演示：自动建库并准备场次和账号")
    serve.add_argument(
        "--demo-on-network",
        action="store_true",
        help="演示也向网络开放，密码随机，首次打印",
    )
    serve.add_argument(
        "--host", default="127.0.0.1", help="监听地址，局域网用 0.0.0.0，默认 %(default)s"
    )
    serve.add_argument("--port", type=words.port, default=8000, help="端口，默认 %(default)s")
    serve.add_argument("--people", type=words.people, help=f"演示人口库的人数，默认 {PEOPLE}")
    serve.add_argument("--certificate", type=Path, metavar="文件", help="以 HTTPS 提供服务的证书")
    serve.add_argument("--key", type=Path, metavar="文件", help="证书的私钥")
    serve.add_argument(
        "--workers", type=words.positive, default=1, help="工作进程数，默认 %(default)s"
    )
    migrate = _command(groups, "migrate", serving.migrate_tables, "把数据库的表升级到本版本")
    migrate.add_argument(
        "--server",
        default="",
        metavar="账号",
        help="同时让这个 PostgreSQL 账号能启动服务，别的不能",
    )


def _add_population(groups: Groups) -> None:
    commands = _group(groups, "population", "人口库")
    build = _command(commands, "build", populations.build_population, "生成人口库")
    build.add_argument("--people", type=words.people, default=PEOPLE, help="人数，默认 %(default)s")
    build.add_argument("--seed", type=words.seed, default=SEED, help="随机种子，默认 %(default)s")
    check = _command(commands, "check", populations.check_population, "检查人口库")
    check.add_argument("files", nargs="*", type=Path, metavar="文件", help="不写则检查全部")
    check.add_argument("--quick", action="store_true", help="不再生成一次来比对字节")


def _add_cases(groups: Groups) -> None:
    commands = _group(groups, "cases", "案例脚本")
    check = _command(commands, "check", cases.check, "检查脚本的写法")
    check.add_argument(
        "cases", nargs="*", metavar="案例", help="编号或脚本文件（.toml），不写则检查全部"
    )
    expand = _command(commands, "expand", cases.expand, "把简写的脚本写全，打印出来")
    expand.add_argument("case", metavar="案例", help="如 E05，或者脚本文件（.toml）")
    rehearse = _command(commands, "rehearse", cases.rehearse, "按正确办法走一遍")
    rehearse.add_argument("case", metavar="案例", help="如 E09，或者脚本文件（.toml）")
    rehearse.add_argument(
        "--variant",
        type=words.not_negative,
        default=0,
        help="第几个变式，从 0 起，默认 %(default)s",
    )
    publish = _command(commands, "publish", cases.publish, "公开一个案例，从此可编入练习")
    publish.add_argument("case", metavar="案例", help="编号")
    prove = _command(commands, "prove", cases.prove, "证明脚本的评分正确，记下可用于场次的案例")
    prove.add_argument(
        "cases", nargs="*", metavar="案例", help="编号或脚本文件（.toml），不写则证明全部"
    )
    prove.add_argument(
        "--variants", type=words.positive, default=ENOUGH, help="证明多少个变式，默认 %(default)s"
    )
    for each in (rehearse, prove):
        each.add_argument("--population", type=Path, help="在这个人口库上进行")


def _add_policy(groups: Groups) -> None:
    commands = _group(groups, "policy", "政策参数和规则")
    listed = _command(commands, "list", policy.list_all, "列出全部参数和规则")
    one = _command(commands, "show", policy.show, "查看一个参数的历年数值")
    one.add_argument("id", metavar="参数", help="如 wage.average")
    calc = _command(commands, "calc", policy.calc, "按规则计算，打印计算单")
    calc.add_argument("rule", metavar="规则", help="如 contribution.employee")
    calc.add_argument("facts", nargs="*", metavar="条件", help="名称=值，如 wage=3900.00")
    calc.add_argument("--json", action="store_true", help="输出 JSON")
    calc.add_argument("--region", default=HOME_REGION, help="地区代码，默认 %(default)s")
    for each in (listed, one, calc):
        each.add_argument("--on", metavar="日期", help="如 2026-06-15，不写则为今天")
    check = _command(commands, "check", policy.check, "检查参数文件")
    check.add_argument("folder", nargs="?", type=Path, metavar="文件夹", help="不写则检查自带的")


def _add_accounts(groups: Groups) -> None:
    commands = _group(groups, "accounts", "账号")
    add = _command(commands, "add", accounts.add, "新建账号")
    add.add_argument("login", type=words.code, metavar="登录名")
    add.add_argument("--name", required=True, help="姓名")
    add.add_argument("--role", required=True, choices=ROLES, help=_told(ROLES))
    add.add_argument("--number", type=words.code, default="", help="编号，裁判和大屏只见编号")
    add.add_argument("--unit", default="", help="单位")
    reset = _command(commands, "reset", accounts.reset, "重设密码，作废接口令牌")
    reset.add_argument("login", type=words.code, metavar="登录名")
    listed = _command(commands, "list", accounts.show_all, "列出账号")
    listed.add_argument("--role", choices=ROLES, help=_told(ROLES))
    for name, command, told in (
        ("lock", accounts.lock_out, "停用账号，其登录和接口令牌即告终止"),
        ("unlock", accounts.let_in, "解除停用"),
        ("remove", accounts.take_away, "删除没有作答和评审记录的账号"),
    ):
        _command(commands, name, command, told).add_argument(
            "login", type=words.code, metavar="登录名"
        )
    token = _command(commands, "token", accounts.token, "为程序签发接口令牌")
    token.add_argument("login", type=words.code, metavar="登录名")
    token.add_argument("--label", default="", help="用途")
    tokens = _command(commands, "tokens", accounts.tokens, "列出接口令牌，或作废其中一个")
    tokens.add_argument("login", type=words.code, nargs="?", metavar="登录名", help="不写则全部")
    tokens.add_argument("--revoke", metavar="标识", help="作废这个令牌，标识见所列")


def _add_rounds(groups: Groups) -> None:
    commands = _group(groups, "rounds", "场次")
    add = _command(commands, "add", rounds.add, "新建场次")
    add.add_argument(
        "--contest", metavar="赛事", help="属于哪个赛事，没有的即新建；只有一个时可不写"
    )
    add.add_argument("--title", required=True, metavar="名称", help="如 初赛第一场")
    add.add_argument("--mode", required=True, choices=MODES, help=_told(MODES))
    add.add_argument("--minutes", required=True, type=words.minutes, help="作答多少分钟")
    paper = add.add_mutually_exclusive_group(required=True)
    paper.add_argument(
        "--cases", nargs="+", type=words.code, metavar="案例", help="试卷：案例编号，按次序"
    )
    paper.add_argument("--paper", type=Path, metavar="文件", help="试卷：文件每行一个案例编号")
    add.add_argument("--opens", metavar="时间", help="如 2026-06-15T09:00，北京时间；now 为立即")
    add.add_argument("--closes", metavar="时间", help="写法相同，不写则不限")
    add.add_argument("--population", metavar="人口库", help="文件名或内容哈希；只有一个时可不写")
    listed = _command(commands, "list", rounds.show, "列出场次的全部情况")
    listed.add_argument("rounds", nargs="*", type=words.positive, metavar="编号", help="不写则全部")
    enter = _command(commands, "enter", entrants.let_sit, "把选手列入场次的名单")
    enter.add_argument("round", type=words.positive, metavar="编号")
    enter.add_argument("logins", nargs="*", type=words.code, metavar="登录名")
    enter.add_argument(
        "--from", dest="list", type=Path, metavar="文件", help="CSV 名单，每行一个登录名"
    )
    enter.add_argument("--all", action="store_true", help="全部选手账号")
    enter.add_argument(
        "--only", action="store_true", help="练习场原来人人可练，从此只有名单上的人能练"
    )
    enter.add_argument(
        "--seen", action="store_true", help="裁判已看得到这场竞赛的作答和标准答案，照样列入"
    )
    withdraw = _command(commands, "withdraw", entrants.take_off, "把没有开始作答的选手移出名单")
    withdraw.add_argument("round", type=words.positive, metavar="编号")
    withdraw.add_argument("logins", nargs="+", type=words.code, metavar="登录名")
    close = _command(commands, "close", rounds.close, "结束场次，不再开始")
    close.add_argument("round", type=words.positive, metavar="编号")
    close.add_argument("--seal", action="store_true", help="替没有交卷的人交卷")
    remove = _command(commands, "remove", rounds.remove, "删除没有人开始作答的场次")
    remove.add_argument("round", type=words.positive, metavar="编号")
    reveal = _command(commands, "reveal", rounds.reveal, "公布竞赛的抽题种子，评审结束以后才用")
    reveal.add_argument("round", type=words.positive, metavar="编号")
    reveal.add_argument("--unjudged", action="store_true", help="还有作答没有评定，也公布")


def _add_keeping(groups: Groups) -> None:
    backup = _command(groups, "backup", backups.backup, "备份整个大厅，运行中即可")
    backup.add_argument("--to", type=Path, required=True, metavar="目录", help="在其中新建一份备份")
    restore = _command(groups, "restore", backups.restore, "恢复一份备份，须先停止服务")
    restore.add_argument("source", type=Path, metavar="备份", help="backup 所打印的文件夹")
    restore.add_argument("--replace", action="store_true", help="已有数据库时移到旁边，换成备份的")
    commands = _group(groups, "sittings", "选手的一次作答")
    listed = _command(commands, "list", sittings.show, "列出一个场次中谁在作答，和作答编号")
    listed.add_argument("round", type=words.positive, metavar="场次", help="场次的编号")
    reopen = _command(commands, "reopen", sittings.reopen, "给一次作答补时，已交卷的重新开放")
    reopen.add_argument("round", type=words.positive, metavar="场次", help="场次的编号")
    reopen.add_argument("login", type=words.code, metavar="登录名", help="最近的一次作答")
    reopen.add_argument("--minutes", type=words.minutes, required=True, help="补多少分钟")
    reopen.add_argument("--reason", required=True, metavar="理由", help="裁判会看到")


def _group(groups: Groups, name: str, told: str) -> Groups:
    made = groups.add_parser(name, help=told, description=told)
    return made.add_subparsers(required=True, metavar="命令")


def _command(groups: Groups, name: str, command: Command, told: str) -> Parser:
    made = groups.add_parser(name, help=told, description=told)
    made.set_defaults(command=command)
    return made


def _told(choices: Mapping[str, str]) -> str:
    return "，".join(f"{name} {title}" for name, title in choices.items())
