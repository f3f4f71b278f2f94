"""Accounts by the command line: made, locked, removed; their passwords and tokens."""

import re
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from starlette.requests import Request

from sandbox import security
from sandbox.accounts import account_of, lock, set_password, token_holder
from sandbox.clock import on_the_wall
from sandbox.commands import accounts, writing
from sandbox.contest.entrants import enter
from sandbox.passwords import LONGEST, fits
from sandbox.settings import Settings
from sandbox.store.tables import ACCOUNT, SITTING
from tests.sandbox import rows
from tests.sandbox.conftest import Browser, Said
from tests.sandbox.rows import Sat
from tests.servers import NOON, Clock

pytestmark = pytest.mark.usefixtures("hall")
Run = Callable[..., Said]
NEW = ("accounts", "add", "xs900", "--name", "某", "--role")


def test_an_account_is_added_and_its_login_kept_for_it(run: Callable[..., Said]) -> None:
    words = ("accounts", "add", "xs900", "--name", "某", "--role", "contestant")
    code, said, _ = run(*words)
    assert code == 0 and re.search(r"密码 \w{4}-\w{4}-\w{4}", said)
    code, _, complaint = run(*words)
    assert code == 2 and "登录名已有人使用。请换一个登录名。" in complaint


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"login": " "}, "登录名不能为空"),
        ({"login": "x" * 41}, "登录名有 41 个字，至多 40 个"),
        ({"login": "xs\ue000"}, "登录名中有无法显示的字符"),
        ({"login": "xs 07"}, "xs 07：登录名中有空格，请删去"),
        ({"--number": "0　07"}, "编号中有"),
        ({"--name": "\t"}, "姓名不能为空"),
        ({"--name": "某" * 61}, "姓名有 61 个字，至多 60 个"),
        ({"--number": "1" * 21}, "编号有 21 个字，至多 20 个"),
        ({"--unit": "\ud800"}, "单位中有无法显示的字符"),
    ],
)
def test_what_an_account_cannot_keep_is_said_before_anything_is_done(
    run: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, str],
    complaint: str,
) -> None:
    monkeypatch.setattr(accounts, "hashed", lambda _: pytest.fail("hashed"))
    facts = {"login": "xs900", "--name": "某", "--role": "judge", **changed}
    login = facts.pop("login")
    code, _, said = run(
        "accounts", "add", login, *(word for pair in facts.items() for word in pair)
    )
    assert code == 2 and complaint in said


def test_blanks_around_what_is_kept_are_no_part_of_it(run: Callable[..., Said]) -> None:
    run("accounts", "add", " xs900 ", "--name", " 某 ", "--role", "contestant")
    assert run("accounts", "token", "xs900")[0] == 0


def test_what_an_input_method_made_full_width_is_kept_and_found_narrow(
    run: Callable[..., Said],
) -> None:
    run("migrate")
    words = ("accounts", "add", "ｘｓ９００", "--name", "（某）", "--role", "contestant")
    assert "已新建：xs900（选手 （某））" in run(*words, "--number", "００１")[1]
    assert "xs900  选手  001" in run("accounts", "list")[1]
    assert run("accounts", "add", "xs900", *words[3:])[0] == 2
    for command in ("lock", "unlock", "reset", "remove"):
        assert run("accounts", command, "ｘｓ９００")[0] == 0, command


def test_a_token_opens_the_api_for_its_account(run: Callable[..., Said], home: Settings) -> None:
    run("accounts", "add", "xs900", "--name", "某", "--role", "contestant")
    issued = run("accounts", "token", "xs900")[1].strip()
    with writing(home) as writer:
        holder = writer.run_now(lambda connection: token_holder(connection, issued))
    assert holder and holder.login == "xs900"


def test_tokens_are_listed_and_revoked_one_by_one(run: Callable[..., Said], home: Settings) -> None:
    run("accounts", "add", "xs900", "--name", "某", "--role", "contestant")
    assert "共 0 个接口令牌" in run("accounts", "tokens", "xs900")[1]
    issued = [run("accounts", "token", "xs900", "--label", use)[1].strip() for use in ("甲", "乙")]
    listed = run("accounts", "tokens", "xs900")[1]
    assert not any(each in listed for each in issued)
    assert listed == run("accounts", "tokens")[1]
    mark = next(line.split()[0] for line in listed.splitlines() if line.endswith("乙"))
    assert run("accounts", "tokens", "xs900", "--revoke", mark)[0] == 0
    code, _, complaint = run("accounts", "tokens", "xs900", "--revoke", mark)
    assert code == 2 and mark in complaint and "accounts tokens" in complaint
    with writing(home) as writer:
        holders = [writer.run_now(lambda c, t=each: token_holder(c, t)) for each in issued]
    assert [holder and holder.login for holder in holders] == ["xs900", None]


@pytest.mark.parametrize("command", ["token", "reset", "tokens", "lock", "unlock", "remove"])
def test_an_unknown_login_is_named(run: Callable[..., Said], command: str) -> None:
    code, _, complaint = run("accounts", command, "nobody")
    assert code == 2 and complaint.startswith("nobody：没有这个账号")


def test_the_list_of_tokens_tells_whose_they_are_and_when_they_were_made_and_last_used(
    run: Run, hall: Browser, token: Callable[[str], dict[str, str]], clock: Clock
) -> None:
    program, _ = token("xs001"), token("xs002")
    clock.ms = NOON + 3_600_000
    assert hall.get("/api/rounds", headers=program).status_code == 200
    clock.ms += 30_000
    hall.get("/api/rounds", headers=program)
    used, unused = (line.split("  ")[1:4] for line in run("accounts", "tokens")[1].splitlines()[:2])
    made, later = (f"{on_the_wall(ms):%Y-%m-%d %H:%M}" for ms in (NOON, NOON + 3_600_000))
    assert used == ["xs001", f"签发 {made}", f"最近使用 {later}"]
    assert unused == ["xs002", f"签发 {made}", "没有用过"]


def kept_hash(home: Settings, login: str) -> str:
    with writing(home) as writer:
        wanted = select(ACCOUNT.c.password_hash).where(ACCOUNT.c.login == login)
        return writer.run_now(lambda connection: connection.execute(wanted).scalar_one())


@pytest.mark.parametrize("command", [(*NEW, "judge"), ("accounts", "reset", "xs001")])
def test_a_password_is_drawn_and_never_chosen(
    run: Run, home: Settings, command: tuple[str, ...]
) -> None:
    drawn = re.search(r"密码 (\w{4}-\w{4}-\w{4})", run(*command)[1])
    assert drawn and fits(kept_hash(home, command[2]), drawn[1])
    for choosing in ("--password", "--password-from"):
        with pytest.raises(SystemExit):
            run(*command, choosing, "geheim-123")


def test_a_password_that_was_kept_by_an_older_version_is_told_in_the_list(
    run: Run, home: Settings
) -> None:
    told = "xs900  裁判  某  密码是旧版本的，请用 accounts reset 重设"
    run(*NEW, "judge")
    assert told not in run("accounts", "list")[1]
    older = PasswordHasher(time_cost=2, memory_cost=19 * 1024).hash("sommer-2024")
    with writing(home) as writer:
        writer.run_now(lambda c: set_password(c, account_of(c, "xs900"), older))
    assert told in run("accounts", "list")[1]
    run("accounts", "reset", "xs900")
    assert told not in run("accounts", "list")[1]


@pytest.fixture
def hall(client: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A hall that is served while commands are run on it."""
    settings = client.app.state.server.settings
    monkeypatch.setattr(Settings, "of", lambda *_: settings)
    return client


def test_a_password_that_was_drawn_signs_in_by_the_page(run: Run, hall: Browser) -> None:
    drawn = re.search(r"密码 (\S+?)；", run("accounts", "reset", "xs001")[1])
    assert drawn and f'maxlength="{LONGEST}"' in hall.get("/sign-in").text
    assert hall.sign_in("xs001").status_code == 403
    assert hall.sign_in("xs001", drawn[1]).url.path == "/"


def test_what_is_done_to_an_account_stands_in_the_log_of_sign_ins_with_who_did_it(
    run: Run, hall: Browser, browsers: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "getuser", lambda: "wangli")
    organiser = browsers("zz001")
    done = {
        "新建账号": (*NEW, "contestant"),
        "签发接口令牌": ("accounts", "token", "xs900"),
        "重设密码，登录和令牌作废": ("accounts", "reset", "xs900"),
        "停用账号，登录和令牌作废": ("accounts", "lock", "xs900"),
        "解除停用": ("accounts", "unlock", "xs900"),
        "删除账号": ("accounts", "remove", "xs900"),
    }
    for said, command in done.items():
        assert run(*command)[0] == 0
        log = organiser.get("/sign-ins").text.partition("登录记录</h2>")[2]
        row = " ".join(re.sub(r"<[^>]+>", " ", log.split("<tr>")[2]).split())
        assert row.endswith(f"xs900 命令行 wangli {said} 1"), row


def test_a_locked_account_is_signed_out_and_let_in_by_nothing(
    run: Run, hall: Browser, token: Callable[[str], dict[str, str]]
) -> None:
    hall.sign_in("xs001")
    program = token("xs001")
    assert run("accounts", "lock", "xs001")[0] == 0
    assert hall.get("/").url.path == "/sign-in"
    assert hall.get("/api/rounds", headers=program).status_code == 401
    refused = hall.sign_in("xs001")
    assert refused.status_code == 403 and "这个账号已停用。" in refused.text
    code, _, complaint = run("accounts", "token", "xs001")
    assert code == 2 and "accounts unlock xs001" in complaint
    assert "已停用" in run("accounts", "list", "--role", "contestant")[1]
    assert run("accounts", "unlock", "xs001")[0] == 0
    assert hall.sign_in("xs001").url.path == "/"


def test_a_form_that_was_on_the_way_when_its_account_was_locked_is_not_carried_out(
    hall: Browser, sat: Sat, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.sign_in("xs001")
    received = security.received

    async def slowly(request: Request, *most: int) -> None:
        await received(request, *most)
        if "/sittings/" in request.url.path:
            await hall.app.state.server.writer.run(lambda connection: lock(connection, 1))

    monkeypatch.setattr(security, "received", slowly)
    answer = hall.submit(f"/sittings/{sat.sitting_id}/hand-in", leave="1")
    assert answer.status_code == 401 and "您还没有登录" in answer.text
    with hall.app.state.server.reader.connect() as reader:
        assert reader.execute(select(SITTING.c.handed_in_ms)).scalars().all() == [0]


def test_a_locked_account_is_told_so_only_to_who_knows_its_password(
    run: Run, hall: Browser
) -> None:
    run("accounts", "lock", "xs001")
    assert "登录名或密码不对。" in hall.sign_in("xs001", "不对").text


def test_an_account_without_work_is_removed_with_all_it_had(
    run: Run, hall: Browser, add_round: Callable[..., int], token: Callable[[str], dict[str, str]]
) -> None:
    round_id = add_round()
    server = hall.app.state.server
    server.writer.run_now(lambda connection: enter(connection, round_id, [1]))
    hall.sign_in("xs001")
    token("xs001")
    assert run("accounts", "remove", "xs001")[0] == 0
    assert "xs001" not in run("accounts", "list")[1]
    assert hall.sign_in("xs001").status_code == 403


def test_an_account_that_has_sat_is_not_removed_but_may_be_locked(
    run: Run, hall: Browser, add_round: Callable[..., int]
) -> None:
    server, round_id = hall.app.state.server, add_round()
    server.writer.run_now(lambda connection: rows.sit(connection, round_id))
    code, _, complaint = run("accounts", "remove", "xs001")
    assert code == 2 and complaint.startswith("xs001：") and "accounts lock xs001" in complaint
    assert "xs001" in run("accounts", "list")[1]


@pytest.mark.parametrize("login", ["cp001", "mt001", "zz001"])
def test_tokens_are_for_contestants_alone(run: Run, hall: Browser, login: str) -> None:
    code, said, complaint = run("accounts", "token", login)
    assert code == 2 and not said and complaint.startswith(f"{login}：接口只代替选手作答")


def test_accounts_are_listed_by_role(run: Run, hall: Browser) -> None:
    listed = run("accounts", "list", "--role", "judge")[1]
    assert "cp001  裁判  01  裁判一" in listed and "xs001" not in listed and "共 1 个账号" in listed
