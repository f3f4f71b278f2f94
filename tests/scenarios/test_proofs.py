"""What was proved is kept, and forgotten as soon as the script says something else."""

import shutil
from pathlib import Path

import pytest

from scenarios import proofs
from scenarios.proofs import is_proved, keep
from scenarios.reading.load import load
from scenarios.shelf import CASES, all_cases


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(proofs, "KEPT", tmp_path / "proved.txt")
    return tmp_path / "proved.txt"


def test_a_script_is_proved_once_its_proof_is_kept(kept: Path) -> None:
    first, second = all_cases()["E01"], all_cases()["E02"]
    assert not is_proved(first)
    assert keep([first]) and is_proved(first)
    assert keep([second]) and is_proved(first) and is_proved(second)
    assert kept.read_text("utf-8") == f"E01 {first.digest}\nE02 {second.digest}\n"


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
