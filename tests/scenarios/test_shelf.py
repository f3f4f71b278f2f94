"""One file that cannot be used costs itself alone."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from sandbox.cli import main
from scenarios import proved, shelf
from scenarios.folders import CASES
from scenarios.proofs import keep
from scenarios.proving.proof import CaseProof
from scenarios.reading.load import Loaded, load
from scenarios.reading.problems import BadScript, Problem
from scenarios.shelf import (
    all_cases,
    case,
    case_files,
    check_case,
    check_cases,
    file_of,
    prove_cases,
    unusable,
)
from tests.scenarios.conftest import proof_of

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


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fails a test that waits longer than this, as whoever reads a pipe nobody writes to does."""

    def fail(*_: object) -> NoReturn:
        pytest.fail(f"not done within {seconds} seconds")

    known = signal.signal(signal.SIGALRM, fail)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, known)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is proved is kept: nothing yet."""
    monkeypatch.setattr(proved, "KEPT", tmp_path / "proved.txt")
    return tmp_path / "proved.txt"


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


@pytest.mark.parametrize("name", ["a_draft.toml", "z15_draft.toml"])
def test_a_draft_with_the_id_of_a_proved_case_costs_itself_alone(
    put: Put, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    original = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    draft = put(name, original.replace("minutes = ", "minutes = 1", 1))
    assert case("E01") == load(draft.with_name("e01_lost_card.toml")).script
    assert main(["cases", "expand", "E01"]) == 0
    assert main(["cases", "check", "E01"]) == 0
    capsys.readouterr()
    assert main(["cases", "check", str(draft)]) == 2
    told = "id：编号“E01”已是 e01_lost_card.toml 的，请改为没有用过的编号"
    assert re.search(rf"^{name}:\d+ › {told}$", capsys.readouterr().out, re.M)
    assert str(unusable()[name]).endswith(told)


def test_a_copy_elsewhere_is_checked_and_told_whose_id_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(CASES / "common.toml", tmp_path)
    (tmp_path / "social_card").mkdir()
    copy = shutil.copy(file_of("E01"), tmp_path / "social_card" / "mine.toml")
    assert main(["cases", "check", str(copy)]) == 0
    note, passed = capsys.readouterr().out.splitlines()
    assert note == (
        "提示：mine.toml:3 › id：编号“E01”是案例文件夹里 e01_lost_card.toml 的，放进去以前请改编号"
    )
    assert passed == "检查通过"
    assert main(["cases", "check", "E01"]) == 0
    assert capsys.readouterr().out == "检查通过\n"


@pytest.mark.parametrize(
    ("old", "new", "also"),
    [
        ('points = "5"', 'points = "6"', "process 分值合计"),
        ("minutes = ", "minuten = ", "minuten：没有名为“minuten”的键"),
    ],
)
def test_an_id_that_is_another_s_is_told_beside_whatever_else_is_wrong(
    put: Put, old: str, new: str, also: str
) -> None:
    original = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    draft = put("a_draft.toml", original.replace(old, new, 1))
    told = [str(problem) for problem in check_cases([draft])]
    assert any(also in each for each in told)
    assert any("编号“E01”已是 e01_lost_card.toml 的" in each for each in told)
    assert not any("编号" in str(problem) for problem in check_cases([file_of("E01")]))


def test_of_a_draft_that_cannot_be_played_a_rehearsal_says_what_a_check_says(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    said = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    wrong = said.replace('point = "', 'point = "$nobody.name', 1).replace('"E01"', '"Z15"', 1)
    draft = put("z15_draft.toml", wrong)
    assert main(["cases", "rehearse", str(draft)]) == 2
    assert "› point：“$nobody.name”中的“nobody”没有所指" in capsys.readouterr().out


def test_a_rehearsal_in_which_a_step_was_not_done_says_so_in_the_end(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    said = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    undone = said.replace('  "welcome",\n', '  "welcome",\n  { do = "hall.call_next" },\n', 1)
    draft = put("z15_draft.toml", undone.replace('"E01"', '"Z15"', 1))
    assert main(["cases", "rehearse", str(draft)]) == 1
    *_, told = capsys.readouterr().out.split("\n\n没有办成的步骤，共 ")
    line = undone[: undone.index('{ do = "hall.call_next" }')].count("\n") + 1
    place = f"z15_draft.toml:{line} › walkthrough › 第2项"
    assert f"\n  {place}：步骤 hall.call_next 没有办成：" in told


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("name", "variants", "told"),
    [
        ("../drafts/here/social_card/z15_draft.toml", "5", "Z15 没有记入：文件放进 "),
        ("z15_draft.toml", "1", "没有记入：证明 5 个变式以上，才可用于场次"),
    ],
)
def test_a_proof_says_of_what_is_not_kept_why(
    put: Put,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    variants: str,
    told: str,
) -> None:
    for much in ("mutants", "idle", "charged", "_more"):
        monkeypatch.setattr(f"scenarios.proving.prove.{much}", lambda *_: [])
    original = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    folder = (tmp_path / "social_card" / name).parent.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(CASES / "common.toml", folder.parent)
    draft = put(name, original.replace('"E01"', '"Z15"', 1))
    assert main(["cases", "prove", str(draft), "--variants", variants]) == 0
    out = capsys.readouterr().out
    assert told in out and "已记入" not in out


@pytest.mark.usefixtures("kept")
def test_of_two_unproved_cases_with_one_id_the_first_has_it(put: Put) -> None:
    put("z15_draft.toml", (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8"))
    assert list(unusable()) == ["z15_draft.toml"]


def test_a_draft_that_cannot_be_read_is_checked_by_its_id(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("draft.toml", 'id = "Z08"\n')
    assert main(["cases", "check", "Z08"]) == 2
    assert "draft.toml › title：缺少这一项" in capsys.readouterr().out


def test_what_is_proved_stays_kept_while_its_file_cannot_be_read(put: Put, kept: Path) -> None:
    put("z07_draft.toml", "id = “Z07”")
    kept.write_text("Z07 abc def\nZ99 abc def\n", "utf-8")
    assert keep([proof_of(all_cases()["E01"])])
    assert _ids(kept) == ["E01", "Z07"]


def test_a_proof_that_breaks_down_costs_its_case_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def prove(loaded: Loaded, variants: int, _: object) -> CaseProof:
        if loaded.script.id == "E01":
            raise OverflowError("date value out of range")
        return CaseProof(loaded, variants)

    monkeypatch.setattr(shelf, "prove", prove)
    report = prove_cases([shelf.file_of("E01"), shelf.file_of("E02")], 5)
    assert [proof.proved for proof in report.proofs] == [False, True] and not report.proved
    assert "证明中断（OverflowError：date value out of range），这是程序的毛病，请把脚本" in str(
        report
    )


@pytest.mark.parametrize("asked", [[], ["E01", "Z15"]], ids=["all", "by id"])
def test_a_case_that_a_check_refuses_is_told_and_never_kept_as_proved_and_the_others_are(
    put: Put,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
) -> None:
    monkeypatch.setattr(shelf, "prove", lambda loaded, most, _: CaseProof(loaded, most))
    said = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    undone = said.replace('  "welcome",\n', '  "welcome",\n  { do = "hall.call_next" },\n', 1)
    put("z15_draft.toml", undone.replace('"E01"', '"Z15"', 1))
    assert main(["cases", "prove", *asked]) == 2
    told = capsys.readouterr()
    assert "E01：通过" in told.out and "Z15：" not in told.out
    assert re.search(r"^z15_draft\.toml:\d+ › walkthrough › 第2项", told.out, re.M)
    assert "处需要修改" in told.err
    assert _ids(kept) == ["E01"]
    put("z15_draft.toml", said.replace('"E01"', '"Z15"', 1))
    assert main(["cases", "prove", *asked]) == 0
    assert _ids(kept) == ["E01", "Z15"]


def test_a_check_that_breaks_down_costs_its_case_alone(
    put: Put, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = (CASES / "social_card" / "e01_lost_card.toml").read_text("utf-8")
    put("z15_draft.toml", said.replace('"E01"', '"Z15"', 1))

    def check(path: Path) -> list[Problem]:
        if path.name == "z15_draft.toml":
            raise OverflowError("date value out of range")
        return []

    monkeypatch.setattr(shelf, "check", check)
    monkeypatch.setattr(shelf, "prove", lambda loaded, most, _: CaseProof(loaded, most))
    assert main(["cases", "prove"]) == 2
    told = "z15_draft.toml：检查中断（OverflowError：date value out of range），这是程序的毛病，"
    assert told in capsys.readouterr().out
    assert _ids(kept) == ["E01"]


def test_a_check_that_breaks_down_hides_nothing_of_the_other_files(
    put: Put, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(path: Path) -> list[Problem]:
        if path.name == "z14_draft.toml":
            raise OverflowError("date value out of range")
        return [Problem(path.name, (), "没有标题", "请补上")]

    def load(path: Path) -> None:
        raise OverflowError("date value out of range")

    asked = [str(put(f"z{number}_draft.toml", "")) for number in (14, 15)]
    monkeypatch.setattr(shelf, "check", check)
    monkeypatch.setattr(shelf, "load", load)
    assert main(["cases", "check", *asked]) == 2
    told = capsys.readouterr().out
    assert "z14_draft.toml：检查中断（OverflowError" in told and "z15_draft.toml：没有标题" in told


def test_a_folder_a_pipe_and_a_link_to_nowhere_cost_themselves_alone(
    put: Put, tmp_path: Path
) -> None:
    original = file_of("E01")
    (original.parent / "z20.toml").mkdir()
    (original.parent / "z21.toml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(original.parent / "z22.toml")
    names = ("z20.toml", "z21.toml", "z22.toml")
    with within(30):
        assert check_cases([original]) == []
        told = [str(problem) for problem in check_cases()]
    assert told == [f"{name}：读不到这个文件，请核对文件名和位置" for name in names]


def test_a_check_that_breaks_down_is_told_on_the_author_s_page_too(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("z22.toml", file_of("E01").read_text("utf-8").replace('"E01"', '"Z22"', 1))

    def breaks_down(_: Path) -> list[Problem]:
        raise TypeError("unhashable")

    monkeypatch.setattr(shelf, "check", breaks_down)
    [told] = check_case("Z22").problems
    assert "检查中断（TypeError：unhashable），这是程序的毛病" in str(told)
    monkeypatch.setattr(shelf, "load", breaks_down)
    assert check_case("Z22").problems == (told,)


def test_a_check_that_broke_down_once_is_tried_again(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("z23.toml", file_of("E01").read_text("utf-8").replace('"E01"', '"Z23"', 1))
    tried: list[Path] = []

    def breaks_down_once(path: Path) -> list[Problem]:
        tried.append(path)
        if len(tried) == 1:
            raise MemoryError
        return []

    monkeypatch.setattr(shelf, "check", breaks_down_once)
    assert [len(check_case("Z23").problems) for _ in range(3)] == [1, 0, 0]
    assert len(tried) == 2, "what was found is kept"


def _ids(kept: Path) -> list[str]:
    """The cases of a list, each with what it rests on under it."""
    return [line[:3] for line in kept.read_text("utf-8").splitlines() if line[0] != " "]
