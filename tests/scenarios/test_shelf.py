"""One file that cannot be used costs itself alone."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.cli import main
from scenarios import proofs, shelf
from scenarios.proofs import keep
from scenarios.proving.prove import CaseProof
from scenarios.reading.problems import BadScript
from scenarios.reading.script import CaseScript
from scenarios.shelf import CASES, all_cases, case, case_files, check_cases, prove_cases, unusable

Put = Callable[[str, str], Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Puts a file on a shelf of one case, E01."""
    folder = tmp_path / "social_card"
    folder.mkdir()
    shutil.copy(CASES / "common.toml", tmp_path)
    shutil.copy(CASES / "social_card" / "e01_lost_card.toml", folder)
    monkeypatch.setattr(shelf, "case_files", lambda: case_files(tmp_path))

    def written(name: str, text: str) -> Path:
        path = folder / name
        path.write_text(text, "utf-8")
        shelf._shelf.cache_clear()
        all_cases.cache_clear()
        return path

    yield written
    monkeypatch.undo()
    shelf._shelf.cache_clear()
    all_cases.cache_clear()


def test_a_draft_that_cannot_be_read_leaves_the_others_to_be_used(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("z07_draft.toml", "id = “Z07”")
    assert list(all_cases()) == ["E01"]
    assert main(["cases", "expand", "E01"]) == 0
    assert main(["cases", "rehearse", "E01"]) == 0
    capsys.readouterr()
    assert main(["cases", "rehearse", "Z07"]) == 2
    assert "z07_draft.toml" in capsys.readouterr().err
    assert any("z07_draft.toml" in str(problem) for problem in check_cases())


def test_a_draft_that_says_its_id_is_asked_for_by_that(put: Put) -> None:
    put("draft.toml", 'id = "Z08"\n')
    assert set(unusable()) == {"Z08"}
    with pytest.raises(BadScript, match="title：缺少这一项"):
        case("Z08")


def test_a_spoiled_copy_does_not_stand_in_the_way_of_its_original(put: Put) -> None:
    put("copy.toml", 'id = "E01"\n')
    assert case("E01") is all_cases()["E01"] and unusable() == {}


def test_of_two_cases_with_one_id_neither_is_taken_for_the_other(put: Put) -> None:
    original = case_files(CASES)[2]
    put("z09.toml", original.read_text("utf-8"))
    assert list(all_cases()) == ["E01"]
    with pytest.raises(BadScript, match=r"编号“E01”已是 e01_lost_card\.toml 的"):
        case("E01")


def test_what_is_proved_stays_kept_while_its_file_cannot_be_read(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("z07_draft.toml", "id = “Z07”")
    kept = tmp_path / "proved.txt"
    kept.write_text("Z07 abc def\nZ99 abc def\n", "utf-8")
    monkeypatch.setattr(proofs, "KEPT", kept)
    proofs._kept.cache_clear()
    assert keep([all_cases()["E01"]])
    assert [line[:3] for line in kept.read_text("utf-8").splitlines()] == ["E01", "Z07"]
    proofs._kept.cache_clear()


def test_a_proof_that_breaks_down_costs_its_case_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def prove(script: CaseScript, variants: int, _: object) -> CaseProof:
        if script.id == "E01":
            raise OverflowError("date value out of range")
        return CaseProof(script.id, variants)

    monkeypatch.setattr(shelf, "prove", prove)
    report = prove_cases([all_cases()["E01"], all_cases()["E02"]], 5)
    assert [proof.proved for proof in report.proofs] == [False, True] and not report.proved
    assert "· 证明中断（OverflowError：date value out of range），这是程序的毛病" in str(report)
