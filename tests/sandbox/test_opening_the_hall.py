"""Opening the hall: a demonstration keeps to itself, nobody else can read or overhear."""

import asyncio
import os
import re
import shlex
import shutil
import socket
import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mock_systems.population.build import build
from sandbox import cli, lines
from sandbox.accounts import add_account
from sandbox.commands import permissions, reading, serving, writing
from sandbox.commands.demonstration import prepare_demo
from sandbox.commands.listening import is_loopback
from sandbox.contest import demo
from sandbox.settings import Settings
from tests.conftest import free_port
from tests.sandbox import test_lines
from tests.sandbox.conftest import Said
from tests.sandbox.test_cli import counted

Run = Callable[..., Said]
SERVE = ("serve", "--port", "18999")
DEMO = (*SERVE, "--demo", "--people", "50")
OPENLY = ("--host", "0.0.0.0")
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """How the hall would be served, time after time."""
    served: list[dict[str, Any]] = []
    monkeypatch.setattr(serving.uvicorn, "run", lambda *_, **named: served.append(named))
    return served


def passwords(said: str) -> dict[str, str]:
    """What a demonstration tells of who may sign in."""
    return dict(re.findall(r"^  (\S+)  .*密码 (.+)$", said, re.MULTILINE))


def test_a_demonstration_makes_itself_ready_and_twice_changes_nothing(
    run: Run, home: Settings, served: list[Any]
) -> None:
    for _ in range(2):
        code, said, _ = run(*DEMO)
        assert code == 0 and "http://127.0.0.1:18999" in said
        assert passwords(said) == {each.login: demo.PASSWORD for each in demo.ACCOUNTS}
        assert counted(home) == [len(demo.ACCOUNTS), 1, 2]
    assert len(served) == 2
    assert {account.role for account in demo.ACCOUNTS} == set(cli.ROLES)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "hall.lan", ""])
def test_a_demonstration_is_for_this_machine_unless_it_is_told_twice(
    run: Run, home: Settings, served: list[Any], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    assert not is_loopback(host)
    monkeypatch.setattr(serving, "demand_address", lambda *_: None)
    code, said, complaint = run(*DEMO, "--host", host)
    assert code == 2 and not served and "--demo-on-network" in complaint
    assert not home.home.exists() and demo.PASSWORD not in said


def test_an_address_of_ipv6_is_told_as_browsers_take_it(
    run: Run, hall: Settings, served: list[Any]
) -> None:
    assert "http://[::1]:18999 " in run(*SERVE, "--host", "::1")[1]
    assert served[0]["host"] == "::1"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_only_this_machine_reaches_the_loopback(host: str) -> None:
    assert is_loopback(host)


def test_a_demonstration_on_the_network_has_passwords_of_its_own_told_once(
    run: Run, home: Settings, served: list[Any]
) -> None:
    run(*DEMO)
    first = passwords(run(*DEMO, *OPENLY, "--demo-on-network")[1])
    assert len({*first.values()}) == len(demo.ACCOUNTS) and demo.PASSWORD not in first.values()
    for words in ((*OPENLY, "--demo-on-network"), ()):
        again = run(*DEMO, *words)[1]
        assert demo.PASSWORD not in again and not {*first.values()} & {*passwords(again).values()}
        assert "不变（忘记了请用 accounts reset 重设）" in again
    with reading(home) as reader:
        assert not demo.open_to_all(reader)
    assert run(*SERVE, *OPENLY)[0] == 0


def test_the_second_word_goes_with_the_first(run: Run, hall: Settings) -> None:
    code, _, complaint = run(*SERVE, "--demo-on-network")
    assert code == 2 and "--demo-on-network 只用于演示" in complaint


@pytest.mark.parametrize(
    "facts",
    [
        {"login": "xs900", "name": "某", "role": "contestant"},
        {"login": "xs001", "name": "某", "role": "contestant"},
        {"login": "xs001", "name": "选手一", "role": "organiser"},
    ],
)
def test_a_demonstration_is_not_made_where_people_have_accounts(
    run: Run, hall: Settings, served: list[Any], facts: dict[str, str]
) -> None:
    login = facts.pop("login")
    with writing(hall) as writer:
        writer.run_now(lambda connection: add_account(connection, login, "", **facts))
    code, said, complaint = run(*DEMO)
    assert code == 2 and not served and not said
    assert f"{hall.home / 'hall.db'}：这里有演示以外的账号或场次（{login}）" in complaint
    assert counted(hall) == [1, 0, 0]


@pytest.mark.parametrize("contest", ["云屿比武", demo.TITLE])
def test_a_demonstration_is_not_made_where_rounds_have_been_set_up(
    run: Run, hall: Settings, served: list[Any], contest: str
) -> None:
    build(hall.populations, 50, 1)
    words = ("--title", "复赛", "--mode", "practice", "--minutes", "30", "--cases", "E01")
    assert run("rounds", "add", "--contest", contest, *words)[0] == 0
    code, _, complaint = run(*DEMO)
    assert code == 2 and not served and "（复赛）" in complaint and "SANDBOX_HOME" in complaint


def test_the_published_password_opens_nothing_on_the_network(
    run: Run, home: Settings, served: list[Any]
) -> None:
    prepare_demo(home, 50)
    code, _, complaint = run(*SERVE, *OPENLY)
    assert code == 2 and not served and "xs001、xs002" in complaint and "accounts lock" in complaint
    assert run(*SERVE)[0] == 0
    for account in demo.ACCOUNTS:
        run("accounts", "lock", account.login)
    assert run(*SERVE, *OPENLY)[0] == 0


def test_passwords_that_can_be_overheard_are_told(
    run: Run, hall: Settings, served: list[Any]
) -> None:
    assert "没有证书，密码和作答在网络上以明文传送" in run(*SERVE, *OPENLY)[2]
    assert "证书" not in run(*SERVE)[2]


def modes(folder: Path) -> set[str]:
    """Who may do what with the folder and all in it."""
    return {stat.filemode(each.stat().st_mode) for each in (folder, *folder.rglob("*"))}


@pytest.fixture
def generous() -> Iterator[None]:
    """What is made is for everybody to read, unless somebody sees to it."""
    before = os.umask(0o022)
    yield
    assert os.umask(before) == 0o022


@posix
@pytest.mark.usefixtures("generous")
def test_what_commands_write_is_for_its_owner_alone(
    run: Run, home: Settings, served: list[Any]
) -> None:
    said = run(*DEMO)
    assert said[0] == 0 and "本机的其他用户" not in said[2]
    with writing(home):
        assert {each.name for each in home.home.glob("hall.db-*")} == {"hall.db-wal", "hall.db-shm"}
        assert modes(home.home) == {"drwx------", "-rw-------"}


@posix
def test_what_others_can_read_is_told_with_the_line_that_ends_it(
    run: Run, hall: Settings, served: list[Any]
) -> None:
    exposed = hall.home / "exported key" / "SCRIPT.json"
    exposed.parent.mkdir(mode=0o700)
    exposed.touch()
    exposed.chmod(0o644)
    complaint = run(*SERVE)[2]
    assert f"本机的其他用户能打开 {exposed}，" in complaint
    hall.home.chmod(0o755)
    complaint = run(*SERVE)[2]
    assert f"本机的其他用户能打开 {hall.home} 等 2 处" in complaint
    line = re.search("请运行：(.*)", complaint)
    assert line
    subprocess.run(shlex.split(line[1]), check=True)
    assert "本机的其他用户" not in run(*SERVE)[2]


@posix
def test_a_home_behind_a_link_is_looked_at(hall: Settings, tmp_path: Path) -> None:
    link = tmp_path / "linked"
    link.symlink_to(hall.home)
    hall.home.chmod(0o750)
    (hall.home / "gone").symlink_to("nowhere")
    [*_, told] = permissions.doubts(Settings(link))
    assert f"本机的其他用户能打开 {hall.home}，" in told


@posix
def test_a_database_elsewhere_is_looked_at_too(hall: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    elsewhere.touch(0o644)
    settings = Settings(hall.home, f"sqlite:///{elsewhere}")
    assert any(str(elsewhere) in told for told in permissions.doubts(settings))


@posix
def test_a_key_that_others_can_read_is_told(
    run: Run, hall: Settings, served: list[Any], certificate: Path, tmp_path: Path
) -> None:
    key = shutil.copy(certificate / "hall.key", tmp_path / "other.key")
    words = (*SERVE, "--certificate", str(certificate / "hall.crt"), "--key", str(key))
    key.chmod(0o640)
    assert f"本机的其他用户能打开 {key}，" in run(*words)[2]
    key.chmod(0o600)
    assert str(key) not in run(*words)[2] and served[0]["ssl_keyfile"] == key


@posix
@pytest.mark.parametrize(("user", "is_told"), [(0, True), (1000, False)])
def test_whoever_runs_as_root_is_warned(
    run: Run, hall: Settings, served: list[Any], monkeypatch: Any, user: int, is_told: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("正以 root 身份运行" in run(*SERVE)[2]) is is_told


def test_nothing_is_said_of_permissions_where_there_are_none(
    hall: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.home.chmod(0o755)
    monkeypatch.setattr(permissions.os, "name", "nt")
    assert not list(permissions.doubts(hall))


@posix
def test_the_key_of_the_recipe_is_for_its_owner_alone(certificate: Path) -> None:
    assert stat.filemode((certificate / "hall.key").stat().st_mode) == "-rw-------"


@contextmanager
def serving_at(port: int, *words: str) -> Iterator[None]:
    """The command in a process of its own, once it says where it is found."""
    command = [sys.executable, "-m", "sandbox", "serve", "--port", str(port), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout and any("地址：https".encode() in line for line in process.stdout)
        try:
            yield
        finally:
            process.kill()


def test_the_hall_is_served_by_the_certificate_of_the_recipe(
    home: Settings, certificate: Path
) -> None:
    port, crt, key = free_port(), certificate / "hall.crt", certificate / "hall.key"
    trusting = ssl.create_default_context(cafile=str(crt))
    with (
        serving_at(port, *DEMO[3:], "--certificate", str(crt), "--key", str(key)),
        connected(port) as plain,
        trusting.wrap_socket(plain, server_hostname="hall.lan") as secret,
    ):
        assert secret.version() == "TLSv1.2", "what may ask for new keys without end is not spoken"
        secret.sendall(b"GET /sign-in HTTP/1.1\r\nhost: hall.lan\r\nconnection: close\r\n\r\n")
        head, *_ = b"".join(iter(lambda: secret.recv(65536), b"")).decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 200 ")
    assert re.search("^set-cookie: .*HttpOnly.*Secure", head, re.MULTILINE)


def test_of_handshakes_that_never_end_the_oldest_is_given_up_for_a_newer_one(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_SHAKING", 3)
    crt, key = certificate / "hall.crt", certificate / "hall.key"
    trusting = ssl.create_default_context(cafile=str(crt))

    async def tried() -> None:
        async with test_lines.serving(ssl_certfile=crt, ssl_keyfile=key) as line:
            silent = [await line(b"") for _ in range(3)]
            heard, _ = await line(test_lines.GET, ssl=trusting, server_hostname="hall.lan")
            assert await test_lines.status(heard) == 200
            assert await test_lines.status(silent[0][0]) == 0
            assert len(lines._shaking) == 2

    asyncio.run(tried())


def connected(port: int) -> socket.socket:
    """A connection to the server, which listens a moment after it has said where."""
    until = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except ConnectionRefusedError:
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--certificate", "{crt}"), "证书和私钥缺一不可，请写明 --key 文件"),
        (("--key", "{key}"), "请写明 --certificate 文件"),
        (("--certificate", "{crt}", "--key", "nowhere.key"), "nowhere.key：没有"),
        (("--certificate", "{key}", "--key", "{key}"), "证书和私钥不能使用"),
        (("--certificate", "{crt}", "--key", "{other}"), "证书和私钥不能使用"),
        (("--certificate", "{crt}", "--key", "{locked}"), "私钥有密码"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_told_before_anything_is_done(
    run: Run, hall: Settings, served: list[Any], certificate: Path, words: Any, complaint: str
) -> None:
    files = {"crt": certificate / "hall.crt", "key": certificate / "hall.key"}
    for name, cipher in (("other", ()), ("locked", ("-aes256", "-pass", "pass:geheim"))):
        files[name] = certificate / name
        made = ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(files[name]), *cipher]
        subprocess.run(made, check=True, capture_output=True)
    code, _, told = run(*SERVE, *(word.format(**files) for word in words))
    assert code == 2 and not served and (complaint in told or "nowhere" in complaint)
    assert "nowhere" not in complaint or "nowhere.key：" in told
