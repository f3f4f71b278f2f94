"""What was proved is kept, and forgotten as soon as the script says something else."""

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from sandbox.cli import main
from sandbox.commands import cases
from scenarios import proofs, proved
from scenarios.folders import CASES
from scenarios.proofs import is_proved_here, keep, program
from scenarios.proved import is_proved
from scenarios.proving.proof import CaseProof
from scenarios.proving.report import Report
from scenarios.reading.load import load
from scenarios.shelf import all_cases


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(proved, "KEPT", tmp_path / "proved.txt")
    return tmp_path / "proved.txt"


def test_a_script_is_proved_once_its_proof_is_kept(kept: Path) -> None:
    first, second = all_cases()["E01"], all_cases()["E02"]
    assert not is_proved(first)
    assert keep([first]) and is_proved(first)
    assert keep([second]) and is_proved(first) and is_proved(second)
    assert kept.read_text("utf-8") == "".join(
        f"{each.id} {each.digest} {program()}\n" for each in (first, second)
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_list_of_proofs_stays_for_those_to_read_who_could(kept: Path) -> None:
    kept.touch()
    for mode in (0o644, 0o600):
        kept.chmod(mode)
        keep([all_cases()["E01"]])
        assert stat.S_IMODE(kept.stat().st_mode) == mode


def test_a_script_that_has_changed_is_not_proved_any_more(kept: Path, tmp_path: Path) -> None:
    script = all_cases()["E01"]
    keep([script])
    file = tmp_path / "social_card" / "e01.toml"
    file.parent.mkdir()
    shutil.copy(CASES / "common.toml", tmp_path)
    said = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    file.write_text(said.replace("minutes = ", "minutes = 1", 1), "utf-8")
    changed = load(file).script
    assert not is_proved(changed)
    assert not keep([changed]) and is_proved(script)


def test_a_proof_with_another_program_holds_for_rounds_and_is_due_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = all_cases()["E01"]
    keep([script])
    assert is_proved(script) and is_proved_here(script)
    monkeypatch.setattr(proofs, "program", lambda: "another")
    assert is_proved(script) and not is_proved_here(script)


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
    assert proofs._without_words(one) != proofs._without_words(other)


def test_words_are_not_the_program_wherever_they_stand() -> None:
    said = 'def f():\n    """这是\n\n  说明"""; x = 1  # 为什么\n\n    return x\n'
    assert proofs._without_words(said) == "def f():\n    ; x = 1\n    return x"


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
        ("mock_systems/policy/parameters/injury.toml", True),
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
