"""What was proved is kept, and forgotten as soon as the script says something else."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mock_systems.policy.holidays import calendar_of
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import Parameters
from sandbox.cli import main
from sandbox.commands import cases
from scenarios import proofs, proved, rests
from scenarios.casting.vary import pool
from scenarios.folders import CASES
from scenarios.proofs import is_proved_here, keep, program
from scenarios.proved import is_proved, shifted
from scenarios.proving.proof import CaseProof
from scenarios.proving.prove import prove
from scenarios.proving.report import Report
from scenarios.reading.load import load
from scenarios.rests import called, rests_of, without_words
from scenarios.shelf import all_cases, file_of
from tests.scenarios.conftest import proof_of


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(proved, "KEPT", tmp_path / "proved.txt")
    return tmp_path / "proved.txt"


def test_a_script_is_proved_once_its_proof_is_kept(kept: Path) -> None:
    first, second = all_cases()["E01"], all_cases()["E02"]
    assert not is_proved(first)
    assert keep([proof_of(first)]) and is_proved(first)
    assert keep([proof_of(second)]) and is_proved(first) and is_proved(second)
    lines = [line for line in kept.read_text("utf-8").splitlines() if line[0] != " "]
    assert lines == [f"{each.id} {each.digest} {program()}" for each in (first, second)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_list_of_proofs_stays_for_those_to_read_who_could(kept: Path) -> None:
    kept.touch()
    for mode in (0o644, 0o600):
        kept.chmod(mode)
        keep([proof_of(all_cases()["E01"])])
        assert stat.S_IMODE(kept.stat().st_mode) == mode


def test_a_script_that_has_changed_is_not_proved_any_more(kept: Path, tmp_path: Path) -> None:
    script = all_cases()["E01"]
    keep([proof_of(script)])
    file = tmp_path / "social_card" / "e01.toml"
    file.parent.mkdir()
    shutil.copy(CASES / "common.toml", tmp_path)
    said = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    file.write_text(said.replace("minutes = ", "minutes = 1", 1), "utf-8")
    changed = load(file).script
    assert not is_proved(changed)
    assert not keep([proof_of(changed)]) and is_proved(script)


def test_a_proof_with_another_program_holds_for_rounds_and_is_due_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = all_cases()["E01"]
    keep([proof_of(script)])
    assert is_proved(script) and is_proved_here(script)
    monkeypatch.setattr(proofs, "program", lambda: "another")
    assert is_proved(script) and not is_proved_here(script)


def forget() -> None:
    """Have whatever proofs rest on looked up again."""
    rests.stands.cache_clear()
    rests._done.cache_clear()


@pytest.fixture
def afresh() -> Iterator[None]:
    forget()
    yield
    forget()


RESTING = {
    "E02": [("operation", "social_insurance.change_person")],
    "E04": [("figure", "registration.enrolment_days", "3901", "2026-06-01"), ("calendar", "2026")],
    "E09": [
        ("figure", "registration.enrolment_days", "3901", "2026-06-01"),
        ("figure", "registration.enrolment_days", "3901", "2026-06-12"),
        ("operation", "social_insurance.enrol_employee"),
    ],
}


def unproved_by(change: Callable[[], object]) -> Mapping[str, Sequence[str]]:
    """Of some cases that were proved, those that a change leaves unproved, and by what of it."""
    keep([proof_of(all_cases()[id], *relied) for id, relied in RESTING.items()])
    assert all(is_proved_here(all_cases()[id]) for id in RESTING)
    change()
    forget()
    scripts = [all_cases()[id] for id in RESTING]
    assert all(is_proved(each) == is_proved_here(each) for each in scripts), "not by the program"
    return {each.id: [*map(called, shifted(each))] for each in scripts if not is_proved(each)}


def figured(monkeypatch: pytest.MonkeyPatch, since: date, value: str) -> None:
    """Have one more limit for enrolment, from a day on."""
    days = parameters().nearest("registration.enrolment_days", "3901")
    later = [each for each in days.values if each.since != since]
    new = replace(days.values[-1], since=since, value=Decimal(value))
    values = tuple(sorted([*later, new], key=lambda each: each.since))
    others = [each for each in parameters() if each is not days]
    changed = Parameters([*others, replace(days, values=values)])
    monkeypatch.setattr("scenarios.rests.parameters", lambda: changed)


def test_a_changed_figure_leaves_the_cases_unproved_that_asked_for_it_on_such_a_day(
    kept: Path, monkeypatch: pytest.MonkeyPatch, afresh: None
) -> None:
    limit = "参数 registration.enrolment_days"
    first = parameters().nearest("registration.enrolment_days", "3901").values[0].since
    for since, changed in (
        (first, {"E04": [limit], "E09": [limit]}),
        (date(2026, 6, 2), {"E09": [limit]}),
        (date(2026, 6, 13), {}),
    ):
        with monkeypatch.context() as patch:
            assert unproved_by(partial(figured, patch, since, "5")) == changed, since
        forget()


def test_a_shorter_limit_for_enrolment_leaves_the_cases_unproved_that_enrol(
    monkeypatch: pytest.MonkeyPatch, afresh: None
) -> None:
    """As the program's own list has them."""
    since = parameters().nearest("registration.enrolment_days", "3901").values[0].since
    assert all(map(is_proved, all_cases().values()))
    figured(monkeypatch, since, "5")
    forget()
    left = {id for id, script in all_cases().items() if is_proved(script)}
    assert {"E01", "E02", "E03"} < left and "E09" not in left
    assert [*map(called, shifted(all_cases()["E09"]))] == ["参数 registration.enrolment_days"]


def test_a_changed_word_calendar_or_operation_leaves_unproved_what_rests_on_it(
    kept: Path, monkeypatch: pytest.MonkeyPatch, afresh: None
) -> None:
    def without_cotton(name: str) -> Sequence[str]:
        return pool(name)[name == "clothing" :]

    def otherwise(source: str) -> str:
        return f"{without_words(source)}{'x = 1' * ('class EnrolEmployee' in source)}"

    def worked_through(year: int) -> Any:
        return replace(calendar_of(year), make_up=frozenset())

    words, days, deed = "词库 clothing", "放假安排 2026", "操作 social_insurance.enrol_employee"
    for what, other, changed in (
        ("pool", without_cotton, {"E02": [words], "E04": [words]}),
        ("calendar_of", worked_through, {"E04": [days]}),
        ("without_words", otherwise, {"E09": [deed]}),
    ):
        with monkeypatch.context() as patch:
            assert unproved_by(partial(patch.setattr, rests, what, other)) == changed
        forget()


def test_what_is_gone_that_a_case_rests_on_leaves_it_unproved(kept: Path, afresh: None) -> None:
    script = all_cases()["E01"]
    for gone in (("figure", "wage.gone", "3901", "2026-06-01"), ("operation", "hall.gone")):
        keep([proof_of(script, gone)])
        assert is_proved(script), "it was gone already when it was proved"
        text = proved.KEPT.read_text("utf-8")
        proved.KEPT.write_text(text.replace(" -\n", " 0123456789abcdef\n"), "utf-8")
        proved._read.cache_clear()
        assert not is_proved(script)


def test_a_proof_notes_what_its_ways_ask_for_and_do_and_the_pools_they_draw_from() -> None:
    """Not what is merely opened to see whether it breaks down, nor what is tried besides to see
    whether it costs: a case would rest on everything."""
    found = {id: prove(load(file_of(id)), 1) for id in ("E02", "E09")}
    resting = {id: [*rests_of(all_cases()[id], proof.relied)] for id, proof in found.items()}
    named = {id: {called(name) for name in names} for id, names in resting.items()}
    limit = "参数 registration.enrolment_days"
    assert limit in named["E09"] and limit not in named["E02"]
    assert "操作 social_insurance.enrol_employee" in named["E09"] - named["E02"]
    assert "操作 social_insurance.change_person" in named["E02"]
    assert not {"参数 flexible.rate", "操作 hall.view_paper"} & named["E02"]
    assert "词库 clothing" in named["E02"] and "词库 phone" not in named["E02"]


def test_lists_of_before_programs_were_kept_are_read(kept: Path) -> None:
    script = all_cases()["E01"]
    kept.write_text(f"E01 {script.digest}\n", "utf-8")
    assert is_proved(script) and not is_proved_here(script)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('def f(x):\n    "doc"; x += 1\n', 'def f(x):\n    "doc"; x += 2\n'),
        ('x = """a\n\nb"""\n', 'x = """a\nb"""\n'),
        ('x = """a  \nb"""\n', 'x = """a\nb"""\n'),
        ('x = f"""{1}\n\nb"""\n', 'x = f"""{1}\nb"""\n'),
        ("def f(x=1): ...\n", "def f(x=2): ...\n"),
        ("if True: 1\nx = 1\n", "if False: 1\nx = 1\n"),
        ('"""说明"""; x = 1\n', '"""说明"""; x = 2\n'),
        ("f'{x()}'\n", "f'{y()}'\n"),
    ],
)
def test_what_stands_beside_words_or_inside_a_text_is_the_program(one: str, other: str) -> None:
    assert without_words(one) != without_words(other)


def test_words_are_not_the_program_wherever_they_stand() -> None:
    said = 'def f():\n    """这是\n\n  说明"""; x = 1  # 为什么\n\n    return x\n'
    assert without_words(said) == "def f():\n    ; x = 1\n    return x"


@pytest.mark.parametrize(("asked", "counts"), [(["--variants", "4"], False), ([], True)])
def test_a_proof_over_fewer_than_five_variants_admits_no_case_to_rounds(
    kept: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], counts: bool
) -> None:
    gone_through = []

    def gone(files: Sequence[Path], most: int, _: object) -> Report:
        gone_through.append(most)
        return Report([CaseProof(load(file), most) for file in files])

    monkeypatch.setattr(cases, "prove_cases", gone)
    assert main(["cases", "prove", "E01", *asked]) == 0
    assert is_proved(all_cases()["E01"]) is counts
    assert gone_through == [5 if counts else 4]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("mock_systems/money.py", True),
        ("mock_systems/policy/parameters/injury.toml", False),
        ("mock_systems/policy/calendars/2026.toml", False),
        ("scenarios/casting/pools.toml", False),
        ("mock_systems/papers/id_card/drawing.html", True),
        ("grader/rules.py", True),
        ("scenarios/playing/play.py", True),
        ("scenarios/cases/social_card/e01.toml", False),
        ("scenarios/usual/lives.toml", False),
        ("mock_systems/population/allotment.py", True),
        ("mock_systems/README.md", False),
        ("sandbox/app.py", False),
        ("docs/lists.py", False),
    ],
)
def test_a_proof_rests_on_what_casts_plays_and_marks_a_case_and_on_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, counts: bool
) -> None:
    monkeypatch.setattr(proofs, "CASES", tmp_path / "scenarios" / "cases")
    digests = [program.__wrapped__()]
    for said in ("a = 1\n", "a = 2\n"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(said, "utf-8")
        digests.append(program.__wrapped__())
    assert len({*digests}) == (3 if counts else 1)


def test_the_program_a_proof_rests_on_is_not_the_cases_nor_what_is_said_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("grader/rules.py", "scenarios/cases/x.toml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("a = 1\n")
    monkeypatch.setattr(proofs, "CASES", tmp_path / "scenarios" / "cases")
    before = program.__wrapped__()
    (tmp_path / "scenarios/cases/x.toml").write_text("a = 2\n")
    assert program.__wrapped__() == before
    (tmp_path / "grader/rules.py").write_bytes(b"a = 1\r\n")
    assert program.__wrapped__() == before
    (tmp_path / "grader/rules.py").write_text('"""What it is."""\n\na = 1  # why\n"""What."""\n')
    assert program.__wrapped__() == before
    (tmp_path / "grader/rules.py").write_text('a = "# 1"\n')
    assert program.__wrapped__() != before
    (tmp_path / "grader/rules.py").write_text("a = 2\n")
    assert program.__wrapped__() != before
