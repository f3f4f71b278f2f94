"""Unpublished cases lie in the home, sealed, and are kept from practice until they are published."""

import os
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mock_systems.sentence import Sentence
from mock_systems.world import Nothing
from sandbox.accounts import add_account
from sandbox.cli import main
from sandbox.commands import writing
from sandbox.commands.permissions import private
from sandbox.contest import drawer
from sandbox.contest.drawer import Coming
from sandbox.contest.planning import BadPlan, Plan, add_round, demand_workable
from sandbox.contest.sittings import start
from sandbox.declined import NoSuchRound
from sandbox.settings import Settings
from sandbox.store.contest import CONTEST
from sandbox.unpublished import Unsealed, lay_out
from scenarios.folders import CASES
from scenarios.proofs import keep
from scenarios.proved import KEPT, is_proved
from scenarios.shelf import all_cases, file_of, is_unpublished, lay_beside, unusable
from tests.scenarios.conftest import proof_of

pytestmark = pytest.mark.attack

WINDOWS = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
E01 = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with an unpublished case, Z01, which is E01 under another id."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path))
    put(tmp_path / "cases" / "common.toml", (CASES / "common.toml").read_text("utf-8"))
    put(tmp_path / "cases" / "social_card" / "z01.toml", E01.replace('id = "E01"', 'id = "Z01"'))
    yield tmp_path
    lay_beside(None)


def put(file: Path, text: str) -> None:
    for folder in (file.parents[1], file.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(0o600)


@WINDOWS
def test_a_case_in_a_folder_that_is_linked_there_is_unpublished_as_well(home: Path) -> None:
    linked = home / "cases" / "social_card"
    elsewhere = linked.rename(home / "elsewhere")
    linked.symlink_to(elsewhere)
    lay_beside(home / "cases")
    assert is_unpublished("Z01")


def proved(home: Path) -> None:
    """Note Z01 as proved."""
    lay_out(Settings(home))
    with private():
        assert keep([proof_of(all_cases()["Z01"])]) == ["Z01"]


def plan(mode: str, *paper: str) -> Plan:
    return Plan("比武", "场次", mode, 30, paper, 2_000_000, 0, "")


def test_cases_of_the_home_are_there_beside_the_program_s(home: Path) -> None:
    assert "Z01" not in all_cases()
    lay_out(Settings(home))
    assert [*all_cases()][-1] == "Z01" and "E01" in all_cases()
    assert file_of("Z01") == home / "cases" / "social_card" / "z01.toml"
    assert is_unpublished("Z01") and not is_unpublished("E01")


def test_they_are_drawn_before_a_contest_by_the_process_that_draws(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawer, "stand_back", lambda: None)
    proved(home)
    lay_beside(None)  # a new process knows the program's alone
    heard, out = Pipe(duplex=False)
    round = Coming(1, CONTEST, "seed", "", 0, [("001", 1, 1, "Z01")])
    drawer.draw_all(Settings(home), round, Nothing(), out)
    digest, _ = heard.recv()
    assert digest == all_cases()["Z01"].digest and heard.recv() is None


def test_another_home_has_none_of_them(home: Path, tmp_path: Path) -> None:
    lay_out(Settings(home))
    lay_out(Settings(tmp_path / "other"))
    assert "Z01" not in all_cases() and "E01" in all_cases()


@WINDOWS
@pytest.mark.parametrize("place", ["cases", "cases/social_card", "cases/social_card/z01.toml"])
def test_a_case_that_others_can_open_is_not_read(home: Path, place: str, capsys) -> None:
    (home / place).chmod(0o750)
    with pytest.raises(Unsealed):
        lay_out(Settings(home))
    assert "Z01" not in all_cases()
    assert main(["cases", "check", "Z01"]) == 2
    assert f"chmod -R go= {home / 'cases'}" in capsys.readouterr().err


def test_commands_take_them_by_id(home: Path, capsys) -> None:
    assert main(["cases", "check", "Z01"]) == 0
    assert main(["cases", "rehearse", "Z01"]) == 0
    assert main(["cases", "expand", "Z01"]) == 0
    assert 'id = "Z01"' in capsys.readouterr().out


def test_an_id_of_the_program_s_is_not_taken_again(home: Path) -> None:
    put(home / "cases" / "social_card" / "a01.toml", E01)
    lay_out(Settings(home))
    assert file_of("E01").is_relative_to(CASES)
    assert "编号“E01”已是 e01_lost_card.toml 的" in str(unusable()["a01.toml"])


def test_what_is_proved_of_them_is_kept_with_them(home: Path) -> None:
    before = KEPT.read_bytes()
    proved(home)
    assert is_proved(all_cases()["Z01"]) and is_proved(all_cases()["E01"])
    assert (home / "cases" / "proved.txt").read_text("utf-8").startswith("Z01 ")
    assert KEPT.read_bytes() == before


def test_a_contest_may_have_one_and_practice_may_not(home: Path) -> None:
    proved(home)
    demand_workable(plan("contest", "Z01"), Nothing(), 1_000_000)
    with pytest.raises(BadPlan) as refused:
        demand_workable(plan("practice", "E01", "Z01"), Nothing(), 1_000_000)
    assert refused.value.args[0] == Sentence("案例 {case} 没有公开，不能用于练习。", case="Z01")


def test_practice_may_have_one_that_was_published(home: Path, capsys) -> None:
    proved(home)
    assert main(["cases", "publish", "Z01"]) == 0
    assert not is_unpublished("Z01")
    demand_workable(plan("practice", "Z01"), Nothing(), 1_000_000)
    assert (home / "cases" / "published.txt").read_text("utf-8") == "Z01\n"
    assert main(["cases", "publish", "E01"]) == 2, "everybody has the program's cases"
    if os.name != "nt":
        lay_out(Settings(home))  # what was written is for its owner alone


def test_practice_that_was_set_up_with_one_offers_it_only_while_it_is_published(home: Path) -> None:
    proved(home)
    assert main(["migrate"]) == main(["cases", "publish", "Z01"]) == 0
    with writing(Settings(home)) as writer:
        made = writer.run_now(lambda c: add_round(c, plan("practice", "Z01")))
        mine = writer.run_now(
            lambda c: add_account(c, "xs001", "", name="选手一", role="contestant")
        )

        def begin(connection: Connection) -> int:
            return start(connection, made, mine, 2_500_000, lambda _: Nothing(), "Z01")

        assert writer.run_now(begin)
        (home / "cases" / "published.txt").unlink()
        lay_out(Settings(home))
        with pytest.raises(NoSuchRound):
            writer.run_now(begin)


def test_one_that_a_contest_has_is_published_once_that_is_over(home: Path, capsys) -> None:
    proved(home)
    assert main(["migrate"]) == 0
    with writing(Settings(home)) as writer:
        held = writer.run_now(lambda c: add_round(c, plan("contest", "E09", "Z01")))
        writer.run_now(lambda c: add_round(c, replace(plan("contest", "E09"), title="另一场")))
    assert main(["cases", "publish", "Z01"]) == 2
    assert "竞赛“场次”用了这个案例" in capsys.readouterr().err and is_unpublished("Z01")
    assert main(["rounds", "close", str(held)]) == 0
    assert main(["cases", "publish", "Z01"]) == 0
