"""On PostgreSQL the server is not the owner of its tables: it cannot take off what guards them."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DatabaseError

import dev
from sandbox.audit.hall import hall_findings
from sandbox.commands import serving
from sandbox.commands.serving import _served_by_mighty
from sandbox.contest import demo
from sandbox.contest.entrants import withdraw
from sandbox.contest.planning import close_round, reveal_seed
from sandbox.contest.repairs import give_time
from sandbox.judging.rulings import Wish, rule
from sandbox.server import Server
from sandbox.settings import DATABASE, Settings
from scenarios.shelf import all_cases
from tests.conftest import free_port
from tests.sandbox.conftest import Said
from tests.servers import EMPTY, Clock, open_server, quickly_hashed, sit

pytestmark = pytest.mark.attack

OWNER, SERVER, HALL, RESTORED = "hall_owner", "hall_server", "hall_of_two", "hall_anew"
MIGHTY, ABOVE = "mighty", "above"
GUIDE = (dev.ROOT / "docs" / "organising.md").read_text("utf-8")
MATCH, JUDGE, NOBODY_S = 2, 4, 3
FORBIDDEN = (
    "DROP TRIGGER entry_append_only ON entry",
    "DROP TRIGGER round_fixed ON round",
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "ALTER TABLE attempt DROP COLUMN variant",
    "ALTER TABLE marking OWNER TO hall_server",
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NULL; END $$",
    "CREATE OR REPLACE FUNCTION attempt_fixed() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$",
    "CREATE TABLE mine (id integer)",
    "CREATE RULE mine AS ON INSERT TO marking DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON ruling EXECUTE FUNCTION append_only()",
    "SET session_replication_role = replica",
    "SET ROLE hall_owner",
    "TRUNCATE link",
    "DROP TABLE ruling",
    "UPDATE marking SET scorecard = '{}'",
    "UPDATE answer_key SET compiled = '{}'",
    "DELETE FROM link",
    "DELETE FROM time_repair",
    "UPDATE alembic_version SET version_num = '0001'",
)


@pytest.fixture(scope="module")
def urls(postgres_url: str) -> Iterator[dict[str, str]]:
    """The address of a database for its owner, and for its server."""
    above = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with above.connect() as connection:
        for line in re.findall(r"^CREATE .+;", GUIDE, re.M):
            connection.exec_driver_sql(line.replace("DATABASE hall ", f"DATABASE {HALL} "))
    hall = make_url(postgres_url).set(database=HALL)
    yield {role: hall.set(username=role).render_as_string(False) for role in (OWNER, SERVER)}
    with above.connect() as connection:
        connection.execute(text(f"DROP DATABASE {HALL} WITH (FORCE)"))
        for role in (OWNER, SERVER):
            connection.execute(text(f"DROP ROLE {role}"))
    above.dispose()


@pytest.fixture
def migrate(
    run: Callable[..., Said], urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """The command, as the owner runs it."""
    monkeypatch.setenv(DATABASE, urls[OWNER])
    return lambda *words: run("migrate", *words)


@pytest.fixture
def served(migrate: Callable[..., Said], urls: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """A hall that is served by the role for it."""
    for _ in "again":  # each time the program is newer
        assert migrate("--server", SERVER)[0] == 0
    with open_server(urls[SERVER], Clock(), home=tmp_path, fresh=False) as server:
        hashed = quickly_hashed("yunyu-3901")
        server.writer.run_now(lambda c: demo.seed(c, hashed, all_cases(), EMPTY))
        yield server


def test_the_server_does_all_that_it_has_to_and_can_take_off_no_guard(served: Server) -> None:
    seat = sit(served)
    seat.work()
    seat.hand_in()
    now, wish = served.now_ms(), Wish("pension", "void", None, None, "看过日志", 0)
    for work in (
        lambda c: rule(c, seat.attempt_id, JUDGE, wish, now),
        lambda c: give_time(c, seat.sitting_id, 5, "停电", now),
        lambda c: withdraw(c, MATCH, [NOBODY_S]),
        lambda c: close_round(c, MATCH, now),
        lambda c: reveal_seed(c, MATCH, now),
    ):
        served.writer.run_now(work)
    seat.hand_in()
    for forbidden in FORBIDDEN:
        refused = pytest.raises(DatabaseError, match=r"must be owner|must have|permission denied")
        with refused, served.engine.begin() as connection:
            connection.exec_driver_sql(forbidden)
    with served.reader.connect() as reader:
        assert [*hall_findings(reader)] == []


@pytest.mark.parametrize(
    ("role", "complaint"),
    [
        ("nobody", "没有这个数据库账号"),
        ("sandbox", "这个账号能拆掉或绕过保护：是超级用户（SUPERUSER），"),
        (OWNER, "连接数据库用的就是这个账号"),
    ],
)
def test_only_another_role_that_exists_is_let_serve(
    migrate: Callable[..., Said], role: str, complaint: str
) -> None:
    code, _, told = migrate("--server", role)
    assert code == 2 and complaint in told and "两个数据库账号" in told


def test_migrating_as_the_server_is_told_to_be_the_owner_s(
    run: Callable[..., Said], urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE, urls[SERVER])
    no_tables = make_url(urls[SERVER]).set(database="template1")
    monkeypatch.setenv(DATABASE, no_tables.render_as_string(False))
    code, _, told = run("migrate")
    assert code == 2 and "数据库账号没有这个权限" in told and "所有者的账号" in told


@pytest.fixture
def elsewhere(urls: dict[str, str], postgres_url: str) -> Iterator[dict[str, str]]:
    """The address of a new database of the same owner, for each of the two."""
    above = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with above.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {RESTORED} OWNER {OWNER}"))
    yield {
        role: make_url(url).set(database=RESTORED).render_as_string(False)
        for role, url in urls.items()
    }
    with above.connect() as connection:
        connection.execute(text(f"DROP DATABASE {RESTORED} WITH (FORCE)"))
    above.dispose()


def typed(program: str, url: str, folder: Path) -> None:
    """Run a line of the guide at the address of a database, and with its files in a folder."""
    [line] = re.findall(rf"^{program} .+", GUIDE, re.M)
    at, files = make_url(url), line.replace("/备份盘/大厅/", f"{folder}/")
    own = re.sub(r" hall(_new)?(?= |$)", f" {at.database}", files)
    words = own.replace("数据库主机", f"{at.host} --port {at.port}").split()
    programs = dev.postgres_programs()
    assert programs and f"--username {at.username}" in line
    subprocess.run([programs / words[0], *words[1:]], check=True)


def test_the_server_backs_the_hall_up_and_the_owner_restores_it_as_the_guide_tells(
    served: Server,
    urls: dict[str, str],
    elsewhere: dict[str, str],
    run: Callable[..., Said],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seat = sit(served)
    seat.work()
    seat.hand_in()
    monkeypatch.setenv(DATABASE, urls[SERVER])
    before = run("audit")
    assert "总链 0 环" not in before[1]
    typed("pg_dump", urls[SERVER], tmp_path)
    typed("pg_restore", elsewhere[OWNER], tmp_path)
    monkeypatch.setenv(DATABASE, elsewhere[OWNER])
    assert run("migrate", "--server", SERVER)[0] == 0
    monkeypatch.setenv(DATABASE, elsewhere[SERVER])
    assert run("audit") == before and before[0] == 0
    assert run("accounts", "add", "xs900", "--name", "某", "--role", "contestant")[0] == 0


def test_a_backup_of_the_product_s_own_is_not_for_postgresql_and_tells_what_to_copy(
    served: Server,
    urls: dict[str, str],
    run: Callable[..., Said],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(DATABASE, urls[SERVER])
    for command in (("backup", "--to", tmp_path), ("restore", tmp_path)):
        code, _, told = run(*map(str, command))
        assert code == 2
        for each in ("heads.txt", "populations", "cases", "pg_", "备份与恢复"):
            assert each in told


def test_a_hall_without_roles_is_not_given_to_one(run: Callable[..., Said]) -> None:
    code, _, told = run("migrate", "--server", SERVER)
    assert code == 2 and "SQLite 的数据库没有账号" in told


def test_serving_as_the_owner_of_the_tables_is_told(
    migrate: Callable[..., Said], urls: dict[str, str], tmp_path: Path
) -> None:
    migrate("--server", SERVER)
    told = {role: [*_served_by_mighty(Settings(tmp_path, urls[role]))] for role in urls}
    assert not told[SERVER] and "账号是表或触发器函数的所有者。" in told[OWNER][0]


@pytest.fixture
def administrator(postgres_url: str) -> Iterator[Connection]:
    """Connected to the hall's database, where a role of the guide's and one above it were made."""
    engine = create_engine(
        make_url(postgres_url).set(database=HALL), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {MIGHTY} LOGIN; CREATE ROLE {ABOVE}")
        yield connection
        for role in (MIGHTY, ABOVE):
            connection.exec_driver_sql(
                f"REASSIGN OWNED BY {role} TO {OWNER}; DROP OWNED BY {role}; DROP ROLE {role}"
            )


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("ALTER ROLE mighty SUPERUSER", "是超级用户（SUPERUSER）"),
        ("ALTER ROLE mighty CREATEROLE", "能管理别的账号（CREATEROLE）"),
        ("ALTER ROLE above CREATEROLE", "属于 above，后者能管理别的账号（CREATEROLE）"),
        ("ALTER FUNCTION append_only OWNER TO mighty", "是表或触发器函数的所有者"),
        ("GRANT hall_owner TO above", "属于 hall_owner，后者是表或触发器函数的所有者"),
        ("ALTER DATABASE hall_of_two OWNER TO mighty", "是库的所有者"),
        ("ALTER SCHEMA public OWNER TO mighty", "是模式的所有者"),
        (
            "GRANT pg_execute_server_program TO above",
            "属于 pg_execute_server_program，后者能在数据库的服务器上读写文件或运行程序",
        ),
        (
            "GRANT pg_read_server_files TO mighty",
            "属于 pg_read_server_files，后者能在数据库的服务器上读写文件或运行程序",
        ),
        (
            "GRANT pg_write_server_files TO mighty",
            "属于 pg_write_server_files，后者能在数据库的服务器上读写文件或运行程序",
        ),
        ("GRANT pg_write_all_data TO mighty", "属于 pg_write_all_data，后者能改所有的表"),
        (
            "GRANT CREATE ON DATABASE hall_of_two TO mighty",
            "能在库中新建模式（CREATE ON DATABASE）",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO above",
            "能在模式 public 中新建对象（CREATE ON SCHEMA）",
        ),
        ("GRANT TRIGGER ON ruling, round TO above", "在表 round、ruling 上另有权限"),
        ("GRANT TRUNCATE ON entry TO above", "在表 entry 上另有权限"),
        ("GRANT UPDATE (scorecard) ON marking TO above", "在表 marking 上另有权限"),
        ("GRANT DELETE ON link TO above", "在表 link 上另有权限"),
        (
            "GRANT SET ON PARAMETER session_replication_role TO above",
            "能关掉触发器（SET session_replication_role）",
        ),
    ],
)
def test_a_role_that_could_take_a_guard_off_is_refused_and_told_of_with_the_reason(
    administrator: Connection,
    migrate: Callable[..., Said],
    urls: dict[str, str],
    tmp_path: Path,
    given: str,
    why: str,
) -> None:
    url = make_url(urls[SERVER]).set(username=MIGHTY).render_as_string(False)
    administrator.exec_driver_sql(f"ALTER ROLE {MIGHTY} NOINHERIT; GRANT {ABOVE} TO {MIGHTY}")
    assert migrate("--server", MIGHTY)[0] == 0
    assert not [*_served_by_mighty(Settings(tmp_path, url))]
    administrator.exec_driver_sql(given)
    [told] = _served_by_mighty(Settings(tmp_path, url))
    assert f"数据库账号{why}。请由数据库管理员收回" in told
    code, _, complaint = migrate("--server", MIGHTY)
    assert code == 2 and f"这个账号能拆掉或绕过保护：{why}，请由数据库管理员收回" in complaint


def test_serving_as_the_owner_of_one_table_is_told(
    administrator: Connection,
    migrate: Callable[..., Said],
    urls: dict[str, str],
    tmp_path: Path,
) -> None:
    migrate("--server", SERVER)
    administrator.exec_driver_sql(f"ALTER TABLE ruling OWNER TO {SERVER}")
    [told] = _served_by_mighty(Settings(tmp_path, urls[SERVER]))
    administrator.exec_driver_sql(f"ALTER TABLE ruling OWNER TO {OWNER}")
    assert "账号是表或触发器函数的所有者。" in told


def test_all_that_makes_a_role_mighty_is_told_at_once(
    administrator: Connection, migrate: Callable[..., Said]
) -> None:
    migrate()
    administrator.exec_driver_sql(
        f"ALTER ROLE {MIGHTY} CREATEROLE; GRANT pg_write_all_data, {OWNER} TO {MIGHTY}"
    )
    told = migrate("--server", MIGHTY)[2]
    for why in ("能管理别的账号", "属于 pg_write_all_data", f"属于 {OWNER}，后者是表"):
        assert why in told


def test_a_server_whose_role_was_not_let_use_a_new_table_does_not_start_and_tells_the_command(
    migrate: Callable[..., Said],
    run: Callable[..., Said],
    urls: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    migrate("--server", SERVER)
    started: list[object] = []
    monkeypatch.setattr(serving.uvicorn, "run", lambda *_, **named: started.append(named))
    owner = create_engine(urls[OWNER], poolclass=NullPool)
    for taken in (
        "ALL ON practised FROM hall_server",
        "DELETE ON draft FROM hall_server",
        "USAGE ON SEQUENCE ruling_id_seq FROM hall_server",
    ):
        with owner.begin() as connection:
            connection.exec_driver_sql(f"REVOKE {taken}")
        monkeypatch.setenv(DATABASE, urls[SERVER])
        code, _, told = run("serve", "--port", str(free_port()))
        lacking = taken.partition(" FROM")[0].split()[-1]
        assert code == 2 and f"没有这些表的权限：{lacking}，" in told
        assert f"python -m sandbox migrate --server {SERVER}，再启动" in told
        monkeypatch.setenv(DATABASE, urls[OWNER])
        assert migrate("--server", SERVER)[0] == 0
    monkeypatch.setenv(DATABASE, urls[SERVER])
    assert not started and "没有这些表的权限" not in run("serve", "--port", str(free_port()))[2]
