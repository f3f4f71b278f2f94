"""Making a demonstration ready, and keeping its published password to the machine it runs on."""

from sqlalchemy import Connection

from mock_systems.population.build import SEED
from mock_systems.population.file import found_population, open_population
from sandbox.accounts import set_password
from sandbox.commands import CannotRun, reading, whereabouts, writing
from sandbox.commands.populations import built_population
from sandbox.contest import demo
from sandbox.passwords import hashed, new_password
from sandbox.settings import HOME, Settings
from sandbox.store.accounts import ROLES
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate, revision_of
from scenarios.proved import is_proved, shifted
from scenarios.rests import called
from scenarios.shelf import all_cases, is_unpublished, unusable


def prepare_demo(settings: Settings, people: int, *, published: bool = True) -> None:
    """Make tables in a new database, build the population where it is not there, seed the rounds,
    and print who may sign in, each by the published password or, where that is not wanted, by one
    of their own. A database with people or rounds of its own is left alone, an older one for
    `migrate`."""
    _migrate_new(settings)
    _demand_nothing_strange(settings)
    folder = settings.populations
    path = found_population(folder, people, SEED)
    population = open_population(path) if path else built_population(folder, people, SEED)
    password_hash = hashed(demo.PASSWORD)
    public = {id: script for id, script in all_cases().items() if not is_unpublished(id)}
    cases = [id for id, script in public.items() if is_proved(script)]
    for left_out in sorted(public.keys() - set(cases)):
        what = "、".join(map(called, shifted(public[left_out])))
        print(
            f"案例 {left_out} {what}改动后还没有通过证明，未编入场次：请运行 cases prove {left_out}。"
        )
    for left_out in unusable():
        print(f"案例 {left_out} 读不出来，未编入场次：请运行 cases check。")

    def seeded(connection: Connection) -> dict[str, str]:
        demo.seed(connection, password_hash, cases, population.hash)
        return _known(connection) if published else _drawn(connection)

    with writing(settings) as writer:
        passwords = writer.run_now(seeded)
    print("演示账号：")
    for account in demo.ACCOUNTS:
        told = passwords.get(account.login, "不变（忘记了请用 accounts reset 重设）")
        print(f"  {account.login}  {ROLES[account.role]}  {account.name}  密码 {told}")


def demand_no_published_password(settings: Settings) -> None:
    """Nothing, where no account is left that everybody can sign in by."""
    with reading(settings) as reader:
        open_to_all = demo.open_to_all(reader)
    if open_to_all:
        raise CannotRun(
            f"演示账号 {'、'.join(open_to_all)} 的密码人人皆知，不能向网络开放",
            where=whereabouts(settings),
            remedy=f"正式使用请把环境变量 {HOME} 设为另一个文件夹，或用 accounts reset 逐个重设、accounts lock 停用",
        )


def _migrate_new(settings: Settings) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url)
    if not revision_of(engine):
        migrate(engine)
    engine.dispose()


def _demand_nothing_strange(settings: Settings) -> None:
    with reading(settings) as reader:
        strange = demo.strange(reader)
    if strange:
        raise CannotRun(
            f"这里有演示以外的账号或场次（{'、'.join(strange[:3])}{' 等' * (len(strange) > 3)}），不能用来演示",
            where=whereabouts(settings),
            remedy=f"请去掉 --demo 启动，或把环境变量 {HOME} 设为另一个文件夹再演示",
        )


def _known(connection: Connection) -> dict[str, str]:
    return dict.fromkeys(demo.open_to_all(connection), demo.PASSWORD)


def _drawn(connection: Connection) -> dict[str, str]:
    """New passwords for those that everybody knows."""
    drawn = {}
    for login, account_id in demo.open_to_all(connection).items():
        drawn[login] = new_password()
        set_password(connection, account_id, hashed(drawn[login]))
    return drawn
