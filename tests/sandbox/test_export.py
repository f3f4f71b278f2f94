"""Anyone can mark a sealed attempt again: the exported files give the stored scorecard, byte for byte."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from grader.__main__ import main as grade
from sandbox import cli
from sandbox.server import Server
from sandbox.settings import DATABASE, HOME
from sandbox.store.tables import ATTEMPT, MARKING
from tests.sample import sampled
from tests.servers import Seat, sit

Exported = Callable[[Seat], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "exported" / "here"


@pytest.fixture
def export(whole: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Exported:
    monkeypatch.setenv(HOME, str(whole.settings.home))
    monkeypatch.delenv(DATABASE, raising=False)

    def exported(seat: Seat) -> int:
        with whole.reader.connect() as reader:
            wanted = select(ATTEMPT.c.number).where(ATTEMPT.c.id == seat.attempt_id)
            number = reader.execute(wanted).scalar_one()
        return cli.main(["attempts", "export", number, "--to", str(folder)])

    return exported


@pytest.mark.parametrize("case", sampled())
def test_what_is_exported_is_marked_with_the_bytes_of_the_stored_scorecard(
    whole: Server,
    folder: Path,
    export: Exported,
    case: str,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    seat = sit(whole, case)
    actions = seat.actions()
    for action in actions[: len(actions) * 2 // 3]:
        whole.door.put(action).result()
    seat.hand_in()
    assert export(seat) == 0
    capfdbinary.readouterr()
    assert grade(["mark", str(folder / "ATTEMPT.json"), str(folder / "SCRIPT.json")]) == 0
    with whole.reader.connect() as reader:
        stored = reader.execute(select(MARKING.c.scorecard)).scalar_one()
    assert capfdbinary.readouterr().out == stored.encode()


def test_an_attempt_that_is_still_worked_on_is_not_exported(
    whole: Server, folder: Path, export: Exported, capsys: pytest.CaptureFixture[str]
) -> None:
    seat = sit(whole)
    assert export(seat) == 2
    assert "还没有交卷" in capsys.readouterr().err and not folder.exists()
    seat.hand_in()
    assert export(seat) == 0


def test_no_exported_file_is_overwritten(
    whole: Server, folder: Path, export: Exported, capsys: pytest.CaptureFixture[str]
) -> None:
    seat = sit(whole)
    seat.hand_in()
    assert export(seat) == 0
    before = (folder / "ATTEMPT.json").read_bytes()
    assert export(seat) == 2
    assert str(folder / "ATTEMPT.json") in capsys.readouterr().err
    assert (folder / "ATTEMPT.json").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_an_answer_key_is_written_for_its_owner_alone(
    whole: Server, folder: Path, export: Exported
) -> None:
    seat = sit(whole)
    seat.hand_in()
    assert export(seat) == 0
    modes = {each.name: stat.filemode(each.stat().st_mode) for each in (folder, *folder.iterdir())}
    assert modes == {
        "here": "drwx------",
        "SCRIPT.json": "-rw-------",
        "ATTEMPT.json": "-rw-------",
        "RECORD.json": "-rw-------",
    }
