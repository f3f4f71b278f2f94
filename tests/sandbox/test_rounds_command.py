"""Rounds by the command line: set up and told back, refused with the way out, sat, and closed."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mock_systems.population.build import build
from sandbox.app import make_app
from sandbox.attempt.door import Action
from sandbox.attempt.links import HallHead
from sandbox.clock import on_the_wall
from sandbox.commands import CannotRun
from sandbox.commands.listings import LOGINS, listed_in
from sandbox.contest.heads import FILE as HEADS
from sandbox.contest.heads import write_head
from sandbox.settings import Settings
from scenarios import proved
from tests import servers
from tests.sandbox.conftest import Browser, Said

Run = Callable[..., Said]
CONTEST = ("--contest", "云屿比武")
ROUND = ("rounds", "add", *CONTEST, "--title", "初赛", "--mode", "contest", "--minutes", "60")
PAPER = ("--cases", "E01", "E09")


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("population"), 50, 1).path


@pytest.fixture
def hall(home: Settings, population: Path) -> Settings:
    """A home with tables, a population, and nobody in it."""
    home.populations.mkdir(parents=True)
    shutil.copy(population, home.populations)
    (home.home / "hall.db").write_bytes(servers.new_database())
    return home


@pytest.fixture
def people(hall: Settings, run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Two contestants and a judge, and their passwords."""
    monkeypatch.setattr("sandbox.commands.accounts.hashed", servers.quickly_hashed)
    return {login: added(run, login) for login in ("xs001", "xs002", "cp001")}


def added(run: Run, login: str) -> str:
    role = "judge" if login == "cp001" else "contestant"
    said = run("accounts", "add", login, "--name", f"人员{login}", "--role", role)[1]
    return said.strip().rpartition("密码 ")[2]


def later(**ahead: int) -> str:
    """A moment as one types it."""
    return f"{on_the_wall(int(time.time() * 1000)) + timedelta(**ahead):%Y-%m-%dT%H:%M}"


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the clocks of this machine to a zone."""

    def settle(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield settle
    monkeypatch.undo()
    time.tzset()


def test_a_round_is_told_back_in_full(
    run: Run, hall: Settings, population: Path, clocks: Callable[[str], None]
) -> None:
    clocks("America/New_York")  # by no zone but the hall's
    times = ("--opens", "2030-06-15T09:00", "--closes", "2030-06-15 11:30")
    code, said, _ = run(*ROUND, *PAPER, *times)
    assert code == 0 and "1  初赛  竞赛  尚未开放" in said and "rounds enter 1" in said
    for told in ("赛事：云屿比武", "作答 60 分钟，案例 2 个：E01、E09", population.name):
        assert told in said
    assert "2030-06-15 周六 09:00（北京时间）起，2030-06-15 周六 11:30（北京时间）止" in said
    assert said.splitlines()[1:-1] == run("rounds", "list")[1].splitlines()
    clocks("Asia/Tokyo")
    assert "2030-06-15 周六 09:00（北京时间）起" in run("rounds", "list")[1]


def test_backups_and_heads_are_named_in_the_zone_of_the_hall(
    run: Run, hall: Settings, clocks: Callable[[str], None], tmp_path: Path
) -> None:
    clocks("America/New_York")
    assert run("backup", "--to", str(tmp_path / "backups"))[0] == 0
    [folder] = (tmp_path / "backups").iterdir()
    named = datetime.strptime(f"{folder.name} +0800", "hall-%Y%m%d-%H%M%S %z")
    assert abs(time.time() - named.timestamp()) < 600
    write_head(tmp_path, HallHead(1, "a" * 64), servers.NOON)
    assert (tmp_path / HEADS).read_text("utf-8").startswith("2026-06-15T12:00:00+08:00 1 ")


def test_a_home_without_rounds_says_so(run: Run, hall: Settings) -> None:
    assert run("rounds", "list")[1] == "还没有场次\n"


def test_the_only_contest_need_not_be_named(run: Run, hall: Settings) -> None:
    named = [word for word in ROUND if word not in CONTEST]
    code, _, complaint = run(*named, *PAPER, "--opens", "now")
    assert code == 2 and "还没有赛事，请用 --contest" in complaint
    run(*ROUND, *PAPER, "--opens", "now")
    again = [word.replace("初赛", "决赛") for word in named]
    assert "赛事：云屿比武" in run(*again, *PAPER, "--opens", "now")[1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--cases", "E01", "E99", "--opens", "now"), "没有案例“E99”。可用的案例：E01、"),
        (("--cases", "E01、E05", "--opens", "now"), "没有案例“E01、E05”。案例编号之间请用空格隔开。"),
        (("--cases", "E01", "E01", "--opens", "now"), "案例 E01 在试卷中写了两次。"),
        ((*PAPER,), "竞赛没有写明何时开放。"),
        ((*PAPER, "--opens", "2026-06-31T09:00"), "2026-06-31T09:00：时间不对，请写成 2026-06-15T09:00"),
        ((*PAPER, "--opens", "2020-01-01T09:00"), "开放时间已经过去。请改为以后的时间"),
        ((*PAPER, "--opens", "now", "--closes", later(minutes=59)), "不足作答的 60 分钟"),
        ((*PAPER, "--opens", later(days=2), "--closes", later(days=1)), "请推迟结束时间"),
        ((*PAPER, "--opens", "now", "--title", " "), "场次名称不能为空"),
        ((*PAPER, "--opens", "now", "--contest", "x" * 121), "赛事名称有 121 个字，至多 120 个"),
        ((*PAPER, "--opens", "now", "--population", "none"), "没有人口库“none”，请用 --population"),
        (("--paper", "nowhere.txt", "--opens", "now"), "nowhere.txt"),
    ],
)  # fmt: skip
def test_what_could_not_be_sat_is_refused_with_the_way_out(
    run: Run, hall: Settings, words: tuple[str, ...], complaint: str
) -> None:
    code, said, told = run(*ROUND, *words)
    assert code == 2 and complaint in told and not said
    assert run("rounds", "list")[1] == "还没有场次\n"


def test_a_case_that_is_not_proved_as_it_is_gets_on_no_paper(
    run: Run, hall: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proved, "kept", lambda _listed: {})
    code, _, complaint = run(*ROUND, *PAPER, "--opens", "now")
    assert code == 2 and "E01 的脚本改动后还没有通过证明。请先运行 cases prove E01" in complaint


def test_two_rounds_of_a_contest_never_share_a_title(run: Run, hall: Settings) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    code, _, complaint = run(*ROUND, *PAPER, "--opens", "now")
    assert code == 2 and "这个赛事已有场次“初赛”。请换一个名称。" in complaint


def test_of_several_populations_one_is_named_by_file_or_hash(run: Run, hall: Settings) -> None:
    second = build(hall.populations, 60, 1)
    code, _, complaint = run(*ROUND, *PAPER, "--opens", "now")
    assert code == 2 and "人口库不止一个" in complaint and second.path.name in complaint
    for title, named in (("甲", second.hash), ("乙", second.path.name)):
        words = (*ROUND, *PAPER, "--opens", "now", "--title", title, "--population", named)
        assert second.path.name in run(*words)[1]


def test_a_paper_may_be_a_file(run: Run, hall: Settings, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("E09\n\nE01\n")
    assert "E09、E01" in run(*ROUND, "--paper", str(paper), "--opens", "now")[1]


def test_contestants_are_entered_all_or_none(
    run: Run, people: dict[str, str], tmp_path: Path
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    code, _, complaint = run("rounds", "enter", "1", "xs001", "xs01", "cp001")
    assert code == 2 and "xs01：没有这个账号" in complaint and "cp001：不是选手账号" in complaint
    assert "名单有 2 处要改，没有变动" in complaint
    assert "名单还没有人" in run("rounds", "list")[1]
    assert "新列入 1 人，名单共 1 人" in run("rounds", "enter", "1", "xs001")[1]
    assert "新列入 1 人，名单共 2 人" in run("rounds", "enter", "1", "--all")[1]
    assert "名单 2 人：xs001、xs002" in run("rounds", "list", "1")[1]
    for login in ("xs001", "xs002"):
        run("accounts", "lock", login)
    assert "还没有可以参赛的选手账号，请先用 accounts" in run("rounds", "enter", "1", "--all")[2]
    assert "xs002：不是选手账号，或已停用" in run("rounds", "enter", "1", "xs002")[2]


def test_practice_that_is_for_everybody_is_closed_to_others_only_where_that_is_said(
    run: Run, people: dict[str, str]
) -> None:
    practice = ("rounds", "add", *CONTEST, "--title", "练习", "--mode", "practice")
    run(*practice, "--minutes", "30", *PAPER)
    code, _, complaint = run("rounds", "enter", "1", "xs001")
    assert code == 2 and "练习：这个练习场没有名单，人人可练" in complaint and "--only" in complaint
    assert "选手：全体选手" in run("rounds", "list")[1]
    assert run("rounds", "enter", "1", "xs001", "--only")[0] == 0
    assert "新列入 1 人，名单共 2 人" in run("rounds", "enter", "1", "--all")[1]


def test_who_has_not_sat_is_taken_off_the_list(run: Run, people: dict[str, str]) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    run("rounds", "enter", "1", "xs001")
    code, _, complaint = run("rounds", "withdraw", "1", "xs001", "xs002")
    assert code == 2 and "xs002：不在名单上" in complaint and "没有变动" in complaint
    assert "移出 1 人，名单共 0 人" in run("rounds", "withdraw", "1", "xs001")[1]
    assert "名单还没有人" in run("rounds", "list")[1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("enter", "1"), "没有写明选手"),
        (("enter", "7", "--all"), "7：没有这个场次，请用 rounds list"),
        (("withdraw", "7", "xs001"), "7：没有这个场次"),
        (("close", "7"), "7：没有这个场次"),
        (("remove", "7"), "7：没有这个场次"),
        (("list", "7"), "7：没有这个场次"),
    ],
)
def test_who_or_what_is_not_there_is_named(
    run: Run, people: dict[str, str], words: tuple[str, ...], complaint: str
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    code, _, told = run("rounds", *words)
    assert code == 2 and complaint in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "text",
    ["xs001\nxs002\n", "姓名,登录名\r\n甲,xs001\r\n乙, xs002\r\n,\r\n", "Login\t单位\nxs001\t甲\nxs002\t\n"],
)  # fmt: skip
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(text.encode(encoding))
    assert [each.text for each in listed_in(file, LOGINS)] == ["xs001", "xs002"]


def test_what_is_too_large_for_a_list_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("xs001\n" * 200_000, "utf-8")
    with pytest.raises(CannotRun, match="太大了，不像名单"):
        listed_in(file, LOGINS)


@pytest.mark.parametrize("mark", [",", "\t"])
def test_a_list_may_have_titles_above_its_heading_and_faults_are_told_by_line(
    run: Run, people: dict[str, str], tmp_path: Path, mark: str
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    rows = (
        ["初赛选手名单"],
        [],
        ["姓名", "登录名"],
        ["甲", "xs001"],
        ["乙", "xs01"],
        ["丙", "cp001"],
    )
    file = tmp_path / "list.csv"
    file.write_text("\n".join(mark.join(row) for row in rows), "utf-8")
    code, _, complaint = run("rounds", "enter", "1", "--from", str(file))
    assert code == 2 and "名单有 2 处要改" in complaint
    assert "第 5 行 乙，xs01：没有这个账号" in complaint
    assert "第 6 行 丙，cp001：不是选手账号" in complaint


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0\0", "登录名\n".encode()])
def test_a_list_without_logins_is_refused(
    run: Run, people: dict[str, str], tmp_path: Path, content: bytes
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    code, _, complaint = run("rounds", "enter", "1", "--from", str(file))
    assert code == 2 and complaint.startswith(f"{file}：")


@pytest.fixture
def served(hall: Settings) -> Iterator[Browser]:
    """The hall as it is served while commands are run on it."""
    with Browser(make_app(hall)) as browser:
        yield browser


def test_a_round_set_up_while_the_hall_is_open_is_sat_and_closed(
    run: Run, people: dict[str, str], served: Browser, hall: Settings
) -> None:
    build(hall.populations, 60, 1)
    [other] = [path.name for path in hall.populations.iterdir() if "-60-" in path.name]
    run(*ROUND, *PAPER, "--opens", "now", "--population", other)
    run("rounds", "enter", "1", "xs001")
    assert served.sign_in("xs001", people["xs001"]).url.path == "/"
    assert served.submit("/rounds/1/sittings").status_code == 200
    assert "不能公布抽题种子" in run("rounds", "reveal", "1")[2]
    refused = run("rounds", "withdraw", "1", "xs001")
    assert refused[0] == 2 and "xs001：已经开始作答，不能移出" in refused[2]
    code, _, complaint = run("rounds", "close", "1")
    assert code == 2 and "还有 1 场作答没有交卷" in complaint and "--seal" in complaint
    code, said, _ = run("rounds", "close", "1", "--seal")
    assert code == 0 and "已结束：初赛，替 1 场作答交卷并评分" in said
    listed = run("rounds", "list")[1]
    assert "初赛  竞赛  已结束" in listed and "作答中 0，已交卷 1" in listed
    assert "抽题种子：评审结束后用 rounds reveal 公布" in listed
    assert "作答 2 份，待评 0 份" in run("rounds", "reveal", "1")[1]
    assert re.search("抽题种子：[0-9a-f]{64}", run("rounds", "list")[1])
    assert "已交卷" in served.get("/").text
    assert "已经结束，不能再列名单" in run("rounds", "enter", "1", "xs002")[2]
    assert "替 0 场作答交卷" in run("rounds", "close", "1")[1]


def test_whoever_is_entered_where_judges_see_the_answers_already_is_asked_for_a_word(
    run: Run, people: dict[str, str], served: Browser
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    assert run("rounds", "enter", "1", "xs001")[0] == 0
    served.sign_in("xs001", people["xs001"])
    served.submit("/rounds/1/sittings")
    assert "新列入 1 人" in run("rounds", "enter", "1", "xs002")[1], "while somebody sits"
    assert run("rounds", "withdraw", "1", "xs002")[0] == 0
    served.submit("/sittings/1/hand-in", confirmed="1")
    code, _, complaint = run("rounds", "enter", "1", "xs001", "xs002")
    assert code == 2 and "请为他们新建一个场次；确要列入请加 --seen" in complaint
    assert "新列入 0 人，名单共 1 人" in run("rounds", "enter", "1", "xs001")[1]
    assert "新列入 1 人，名单共 2 人" in run("rounds", "enter", "1", "xs002", "--seen")[1]


def test_a_seed_is_revealed_before_all_is_judged_only_where_that_is_said(
    run: Run, people: dict[str, str], served: Browser
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    run("rounds", "enter", "1", "xs001")
    served.sign_in("xs001", people["xs001"])
    served.submit("/rounds/1/sittings")
    door = served.app.state.server.door
    door.put(Action(1, 1, "hall.call_next", {}, 0)).result()
    run("rounds", "close", "1", "--seal")
    code, _, complaint = run("rounds", "reveal", "1")
    assert code == 2 and "初赛：还有 1 份作答等待裁判" in complaint and "--unjudged" in complaint
    assert "评审结束后用 rounds reveal 公布" in run("rounds", "list")[1]
    assert "作答 2 份，待评 1 份" in run("rounds", "reveal", "1", "--unjudged")[1]


def test_a_round_is_removed_as_long_as_nobody_has_started_it(
    run: Run, people: dict[str, str], served: Browser
) -> None:
    for title in ("写错了", "初赛"):
        run(*(title if word == "初赛" else word for word in ROUND), *PAPER, "--opens", "now")
    for number in ("1", "2"):
        run("rounds", "enter", number, "xs001")
    assert "已删除：场次 1 写错了" in run("rounds", "remove", "1")[1]
    assert "写错了" not in run("rounds", "list")[1]
    assert served.sign_in("xs001", people["xs001"]).url.path == "/"
    served.submit("/rounds/2/sittings")
    code, _, complaint = run("rounds", "remove", "2")
    assert code == 2 and "已经有人开始作答，不能删除场次。请改用 rounds close" in complaint
    assert "初赛  竞赛" in run("rounds", "list")[1]


def test_a_round_closed_before_it_opens_is_over(run: Run, hall: Settings) -> None:
    run(*ROUND, *PAPER, "--opens", later(days=1))
    run("rounds", "close", "1")
    assert "初赛  竞赛  已结束" in run("rounds", "list")[1]


def test_a_damaged_population_of_a_new_round_is_missed_when_it_is_started(
    run: Run, people: dict[str, str], served: Browser, hall: Settings
) -> None:
    run(*ROUND, *PAPER, "--opens", "now")
    run("rounds", "enter", "1", "xs001")
    [path] = hall.populations.iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    served.sign_in("xs001", people["xs001"])
    refused = served.submit("/rounds/1/sittings")
    assert refused.status_code == 503 and "没有这个场次的人口库" in refused.text
