"""`python -m grader`: the same bytes anywhere, and faults told with file, place and way out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.__main__ import main
from tests.grader.builders import altered, attempt, event, expectation, field, made, script

ROOT = Path(__file__).parents[2]
NAME = {"person": "P1", "name": "林小燕"}
DONE = attempt(
    [event(1, "hall.greet"), event(2, "social_insurance.change_person")],
    [made(0, "person", "P1", **NAME), altered(2, "person", "P1", NAME, name="林晓艳")],
)
KEY = script(
    expectation("changed", "person", {"person": "P1"}, fields=[field("name", "林晓燕", 1500)])
)


@pytest.fixture
def files(tmp_path):
    def written(work=DONE, key=KEY):
        paths = [tmp_path / "ATTEMPT.json", tmp_path / "SCRIPT.json"]
        for path, document in zip(paths, (work, key), strict=True):
            text = document if isinstance(document, str) else json.dumps(document)
            path.write_text(text, "utf-8")
        return [str(path) for path in paths]

    return written


def test_it_prints_the_bytes_the_library_gives_with_no_site_packages_at_all(files) -> None:
    bare = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})"]
    bare[-1] += "; from grader.__main__ import main; raise SystemExit(main(sys.argv[1:]))"
    done = subprocess.run([*bare, "mark", *files()], capture_output=True, check=True)
    assert done.stdout.decode() == grader.canonical(grader.mark(DONE, KEY))


def test_a_document_may_begin_as_some_editors_begin_it(files, capfdbinary) -> None:
    paths = files()
    for path in map(Path, paths):
        path.write_text(path.read_text("utf-8"), "utf-8-sig")
    assert main(["mark", *paths]) == 0
    assert capfdbinary.readouterr().out.decode() == grader.canonical(grader.mark(DONE, KEY))


def test_explain_prints_the_card_as_text(files, capfdbinary) -> None:
    assert main(["explain", *files()]) == 0
    text = capfdbinary.readouterr().out.decode()
    assert "得分 0.00 / 15.00" in text
    assert "人员的“姓名”应为林晓燕，实为林晓艳。" in text
    assert "落实：第2步 · 00:02 · 个人基本信息变更" in text


def without(document, name):
    return {key: value for key, value in document.items() if key != name}


def with_event(**changes):
    return DONE | {"events": [DONE["events"][0] | changes, DONE["events"][1]]}


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        ({"work": "{"}, "ATTEMPT.json › 第1行第2列：不是完整的 JSON。"),
        ({"work": "[" * 200_000}, "ATTEMPT.json：列表和对象套了 50 层以上。"),
        ({"work": "[" * 60 + "]" * 60}, "ATTEMPT.json › 第1项 › 第1项"),
        ({"key": f'{{"total": {"9" * 5000}}}'}, "SCRIPT.json › total：不是 20 位以内的数。"),
        ({"key": KEY | {"total": float("nan")}}, "SCRIPT.json › total：不是 20 位以内的数。"),
        (
            {"work": DONE | {"attempt": "A\ud800"}},
            "ATTEMPT.json › attempt：第2个字符不是完整的字符",
        ),
        (
            {"work": with_event(data={"\udfff": 1})},
            "events › 第1项 › data：第1个字符不是完整的字符",
        ),
        ({"work": []}, "ATTEMPT.json：应为对象，现为[]。"),
        ({"work": DONE | {"format": 9}}, "ATTEMPT.json › format：不认识的格式 9。"),
        ({"work": without(DONE, "sealed_ms")}, "ATTEMPT.json › sealed_ms：缺少此项。"),
        ({"work": with_event(at_ms="x")}, "› events › 第1项 › at_ms：应为非负整数，现为'x'。"),
        ({"work": with_event(seq=True)}, "› events › 第1项 › seq：应为非负整数，现为True。"),
        ({"work": with_event(at_ms=-1)}, "› events › 第1项 › at_ms：应为非负整数，现为-1。"),
        ({"work": with_event(seq=2)}, "› events › 第2项 › seq：序号应从 1 起逐项增大"),
        ({"work": with_event(seq=0)}, "› events › 第1项 › seq：序号应从 1 起逐项增大"),
        ({"work": with_event(at_ms=9999)}, "› events › 第2项 › at_ms：序号应从 1 起"),
        ({"work": DONE | {"events": []}}, "› changes › 第2项 › seq：第2步不是日志中已受理的操作"),
        ({"key": KEY | {"rules": [{}]}}, "SCRIPT.json › rules › 第1项 › id：缺少此项。"),
        ({"key": KEY | {"total": 9999}}, "SCRIPT.json › alternatives › 第1项：各项分值合计 15.00"),
        ({"key": KEY | {"variant": 4}}, "SCRIPT.json：脚本是 E09 变式 4，作答是 E09 变式 3。"),
    ],
)
def test_a_document_that_cannot_be_read_ends_with_two(files, capfd, documents, told) -> None:
    paths = files(**documents)
    assert main(["mark", *paths]) == 2
    out, err = capfd.readouterr()
    assert (out, told in err) == ("", True), err
    assert err.count("。") >= 2


def test_a_file_that_is_not_there_is_told_by_name(files, capfd) -> None:
    _, key = files()
    assert main(["mark", "nowhere.json", key]) == 2
    assert "nowhere.json：读不到文件" in capfd.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_scorecard_that_cannot_be_written_whole_ends_with_two(files) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "grader", "mark", *files()]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "标准输出：写不完评分结果（No space left on device）。请"
    )
    assert done.stderr.count(b"\n") == 1


def test_changes_of_a_refused_try_are_not_gradable() -> None:
    refused = DONE | {"events": [DONE["events"][0], DONE["events"][1] | {"accepted": False}]}
    with pytest.raises(grader.Malformed, match="第2步不是日志中已受理的操作"):
        grader.mark(refused, KEY)


def test_what_waits_for_a_judge_is_called_by_its_title(files, capfd) -> None:
    guard = {"penalty": 100, "cap": 100, "red_line": True, "title": "姓名不得改动"}
    key = script(expectation("unchanged", "person", {"person": "P1"}, **guard))
    assert main(["explain", *files(key=key)]) == 0
    assert "红线待裁判确认：姓名不得改动" in capfd.readouterr().out
