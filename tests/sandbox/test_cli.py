"""The command line: what it does, and what it says when it cannot."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sandbox import cli
from sandbox.commands import accounts, populations, serving
from sandbox.settings import DATABASE, HOME, Settings
from sandbox.store.engine import open_engine
from sandbox.store.schema import NEWEST, migrate, revision_of
from sandbox.store.tables import ACCOUNT, CONTEST, ROUND
from scenarios.folders import CASES
from tests.sandbox.conftest import Said


def counted(settings: Settings) -> list[int]:
    """How many accounts, contests and rounds there are."""
    engine = open_engine(settings.url)
    with engine.connect() as connection:
        tables = (ACCOUNT, CONTEST, ROUND)
        counts = [connection.scalar(select(func.count()).select_from(t)) for t in tables]
    engine.dispose()
    return counts


@pytest.mark.parametrize(
    "command", ["serve --port 18999", "accounts list", "rounds close 1", "replay", "audit"]
)
def test_a_home_without_a_database_is_told_and_left_as_it_is(
    run: Callable[..., Said], home: Settings, command: str
) -> None:
    for _ in "again":
        code, _, told = run(*command.split())
        assert code == 2 and f"{home.home}/hall.db：还没有数据库，请核对环境变量 {HOME}" in told
        assert "python -m sandbox migrate" in told
        home.home.mkdir(exist_ok=True)
    assert [*home.home.iterdir()] == []


def test_serving_never_migrates(
    run: Callable[..., Said], home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving.uvicorn, "run", lambda *_, **__: pytest.fail("served"))
    home.home.mkdir()
    (home.home / "hall.db").touch()
    code, _, complaint = run("serve", "--port", "18999")
    assert code == 2 and "还没有建表" in complaint
    engine = open_engine(home.url)
    assert revision_of(engine) == ""
    engine.dispose()


def test_a_port_in_use_is_named(run: Callable[..., Said]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, complaint = run("serve", "--demo", "--port", str(port))
    assert code == 2
    assert f"127.0.0.1:{port}" in complaint and "--port" in complaint


def damage(home: Settings) -> Path:
    """Change one byte of the only population."""
    [path] = home.populations.glob("*.sqlite")
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + b"x" + whole[5001:])
    return path


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be served."""
    monkeypatch.setattr(serving.uvicorn, "run", lambda *_, **__: pytest.fail("served"))


DEMO = ("serve", "--demo", "--people", "300", "--port", "18999")


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize("words", [DEMO, DEMO[:1] + DEMO[4:], (*DEMO, "--workers", "2")])
def test_nothing_is_served_on_a_damaged_population(
    run: Callable[..., Said], home: Settings, words: tuple[str, ...]
) -> None:
    serving.prepare_demo(home, 300)
    path, before = damage(home), counted(home)
    code, _, complaint = run(*words)
    assert code == 2 and str(path) in complaint and "请删除该文件后重新生成" in complaint
    assert counted(home) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows locks no folder")
def test_a_home_has_one_server_and_the_next_when_that_is_gone(
    run: Callable[..., Said], home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Said] = []

    def serve_meanwhile(*_words: object, **_named: object) -> None:
        told.append(run("serve", "--port", "18998"))

    serving.prepare_demo(home, 300)
    monkeypatch.setattr(serving.uvicorn, "run", serve_meanwhile)
    assert run("serve", "--port", "18999")[0] == 0
    [(code, _, complaint)] = told
    assert code == 2 and f"{home.home}：已有一个服务在用这个目录" in complaint
    monkeypatch.setattr(serving.uvicorn, "run", lambda *_, **__: None)
    assert run("serve", "--port", "18999")[0] == 0


@pytest.mark.usefixtures("unserved")
def test_how_many_people_are_is_asked_of_a_demonstration_alone(run: Callable[..., Said]) -> None:
    code, _, complaint = run("serve", "--people", "300", "--port", "18999")
    assert code == 2 and "--people 只用于演示" in complaint


@pytest.mark.usefixtures("unserved")
def test_nothing_is_served_without_the_population_of_a_round(
    run: Callable[..., Said], home: Settings
) -> None:
    serving.prepare_demo(home, 300)
    [path] = home.populations.glob("*.sqlite")
    path.unlink()
    code, _, complaint = run("serve", "--port", "18999")
    assert code == 2 and "练习场" in complaint and path.stem.rpartition("-")[2] in complaint


def test_migrating_makes_the_tables_and_tells_what_it_did(
    run: Callable[..., Said], home: Settings
) -> None:
    code, told, _ = run("migrate")
    assert code == 0 and "已新建数据库的表" in told
    assert counted(home) == [0, 0, 0]
    assert "已是最新，没有改动" in run("migrate")[1]


def test_migrating_tells_from_where_to_where_the_tables_were_brought(
    run: Callable[..., Said], home: Settings
) -> None:
    home.home.mkdir()
    engine = open_engine(home.url)
    migrate(engine, "0009")
    engine.dispose()
    assert f"由版本 0009 升级到 {NEWEST}" in run("migrate")[1]


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://sandbox:geheim@127.0.0.1:1/hall", "nonsense", "oracle+x://a"]
)
@pytest.mark.parametrize("words", [("migrate",), ("replay",), ("accounts", "reset", "xs001")])
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, url: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv(DATABASE, url)
    code, _, complaint = run(*words)
    assert code == 2 and complaint.startswith("数据库不能使用：") and DATABASE in complaint
    assert len(complaint.splitlines()) == 1 and "geheim" not in complaint


def test_what_the_database_was_sent_is_told_to_nobody(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("migrate")
    monkeypatch.setattr(accounts, "add_account", lambda c, *_, **__: c.execute(
        text("INSERT INTO account (password_hash) VALUES (:hash)"), {"hash": "$argon2id$"}
    ))  # fmt: skip
    code, _, complaint = run("accounts", "add", "xs900", "--name", "某", "--role", "judge")
    assert code == 2 and "argon2" not in complaint and "NOT NULL" in complaint


def test_a_population_is_built_once_and_checked(run: Callable[..., Said], home: Settings) -> None:
    assert "已生成" in run("population", "build", "--people", "300")[1]
    assert "已有" in run("population", "build", "--people", "300")[1]
    assert run("population", "check")[0] == 0


def test_a_build_that_is_told_to_end_leaves_nothing(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    ended_at_once = nullcontext(lambda done: signal.raise_signal(signal.SIGTERM))
    monkeypatch.setattr(populations, "_counting", lambda people: ended_at_once)
    with pytest.raises(SystemExit) as ended:
        cli.main(["population", "build", "--people", "2000"])
    assert ended.value.code == 128 + signal.SIGTERM
    assert list(home.populations.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_damaged_population_is_told_and_built_anew(
    run: Callable[..., Said], home: Settings
) -> None:
    run("population", "build", "--people", "300")
    path = damage(home)
    code, said, _ = run("population", "build", "--people", "300")
    assert code == 0 and f"已损坏：{path}" in said and f"已生成：{path}" in said
    assert "请删除" not in said and run("population", "check", "--quick")[0] == 0
    assert "已有" in run("population", "build", "--people", "300")[1]


def test_a_whole_population_beside_a_damaged_one_is_found(
    run: Callable[..., Said], home: Settings
) -> None:
    run("population", "build", "--people", "300")
    [path] = home.populations.iterdir()
    path.with_name(f"{path.stem[:-16]}{'0' * 16}.sqlite").write_bytes(b"damaged")
    assert f"已有：{path}" in run("population", "build", "--people", "300")[1]
    other = path.rename(path.with_name(f"{path.stem[:-16]}{'1' * 16}.sqlite"))
    said = run("population", "build", "--people", "300")[1]
    assert f"已生成：{path}" in said and f"请删除损坏的文件：{other}" in said


def test_a_file_that_is_no_population_is_left_alone(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    mine = tmp_path / "passwd"
    mine.write_text("root:x:0:0\n" * 500)
    for words in (
        ("population", "check", str(mine)),
        ("cases", "rehearse", "E09", "--population", str(mine)),
    ):
        code, _, complaint = run(*words)
        assert code == 2 and "不是人口数据文件" in complaint and "请核对路径" in complaint
        assert "删除" not in complaint


@pytest.mark.parametrize(("seconds", "shown"), [(0.0, True), (60.0, False)])
def test_building_shows_how_far_it_is_once_time_has_passed(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, seconds: float, shown: bool
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(populations, "SHOWN_AFTER", seconds)
    code, said, bar = run("population", "build", "--people", "2000")
    assert code == 0 and "已生成" in said
    assert ("/ 2,000" in bar) is shown


def test_nobody_watching_is_shown_no_bar(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(populations, "SHOWN_AFTER", 0.0)
    assert run("population", "build", "--people", "2000")[2] == ""


def test_a_damaged_population_is_refused(run: Callable[..., Said], home: Settings) -> None:
    run("population", "build", "--people", "300")
    path = damage(home)
    code, _, complaint = run("population", "check")
    assert code == 2 and str(path) in complaint and "请删除该文件后重新生成" in complaint


def test_a_draft_is_checked_then_rehearsed_and_proved_as_a_file(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    draft = tmp_path / "social_card" / "draft.toml"
    draft.parent.mkdir()
    for source, target in (("common.toml", tmp_path), ("social_card/e01_lost_card.toml", draft)):
        shutil.copy(CASES / source, target)
    code, said, _ = run("cases", "rehearse", str(draft))
    assert code == 0 and "叫号" in said
    code, said, _ = run("cases", "prove", str(draft), "--variants", "1")
    assert code == 0 and "E01：通过，1 个变式" in said
    draft.write_text(draft.read_text("utf-8").replace("version = 1", "version = 0"), "utf-8")
    code, said, complaint = run("cases", "prove", str(draft))
    assert (
        code == 2 and "draft.toml:" in said and "› version：" in said and "处需要修改" in complaint
    )


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            'no_loss = "15"',
            'no_loss = "much"',
            "› use › 第1项“for_item J04”（由 J04 带出的 mistakes",
        ),
        ('points = "5"', 'points = "a few"', "带出的 rules"),
    ],
)
def test_a_draft_is_rehearsed_without_its_misshapen_marks_which_are_told(
    run: Callable[..., Said], tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    draft = tmp_path / "social_card" / "draft.toml"
    draft.parent.mkdir()
    shutil.copy(CASES / "common.toml", tmp_path)
    text = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    draft.write_text(text.replace(right, wrong, 1), "utf-8")
    code, said, _ = run("cases", "rehearse", str(draft))
    assert code == 0 and "叫号" in said
    assert told in said and "分值写成加引号的数" in said
    draft.write_text(text.replace("business_date", "business_day", 1), "utf-8")
    code, said, complaint = run("cases", "rehearse", str(draft))
    assert code == 2 and "叫号" not in said and "business_day" in complaint


def test_a_case_is_printed_as_it_is_written_long(run: Callable[..., Said]) -> None:
    code, said, _ = run("cases", "expand", "E05")
    assert code == 0 and tomllib.loads(said)["id"] == "E05"
    assert "[[rules]] # read 带出\n" in said


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("population", "check"), "populations"),
        (("population", "check", "nowhere.sqlite"), "nowhere.sqlite"),
        (("cases", "check", "nowhere.toml"), "nowhere.toml"),
        (("cases", "rehearse", "E99"), "E99"),
        (("cases", "prove", "E99"), "E99"),
    ],
)
def test_what_is_not_there_is_named(
    run: Callable[..., Said], words: tuple[str, ...], where: str
) -> None:
    code, _, complaint = run(*words)
    assert code == 2 and where in complaint


@pytest.mark.parametrize("name", ["场次?x", "50%", "a#b", "a b", "%41"])
def test_a_home_may_be_called_anything(
    run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(HOME, str(tmp_path / name))
    assert run("migrate")[0] == 0
    assert run("population", "build", "--people", "1")[0] == 0
    assert run("accounts", "add", "xs900", "--name", "某", "--role", "judge")[0] == 0
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "hall.db").is_file()


def test_a_home_that_cannot_be_written_is_named(run: Callable[..., Said], home: Settings) -> None:
    home.home.write_text("a file where a folder should be")
    code, _, complaint = run("migrate")
    assert code == 2 and str(home.home) in complaint


def test_a_hall_over_sqlite_does_without_what_commands_and_postgresql_need() -> None:
    needless = {"psycopg", "alembic"}
    code = f"import sys, sandbox.app, sandbox.cli; print({needless} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert loaded.stdout == "set()\n", loaded.stderr


def test_a_reader_that_has_seen_enough_ends_a_command_without_a_word() -> None:
    command = [sys.executable, "-m", "sandbox", "cases", "expand", "E05"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
