"""What the command line says of a command that is written wrongly, and how it helps."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from sandbox import cli
from sandbox.settings import Settings
from tests.house import ROOT
from tests.sandbox.conftest import Said


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("population", "build", "--people", "0"), "应为 1 至 1000000 的整数"),
        (("serve", "--port", "70000"), "应为 1 至 65535 的整数"),
        (("accounts", "add", "x", "--name", "y", "--role", "king"), "没有“king”，可用的有：author"),
        (("caes",), "命令：没有“caes”，是否想写“cases”？"),
        (("cases", "chek"), "命令：没有“chek”，是否想写“check”？"),
        (("cases", "prove", "--variant", "3"), "用不上“--variant”，是否想写“--variants”？"),
        (("migrate", "now"), "用不上“now”"),
        (("serve", "--port"), "--port：后面应写出数值或文本"),
        (("population", "build", "--seed", "x"), "--seed：“x”应为 -9223372036854775808 至"),
        (("population", "build", f"--seed={2**63}"), "至 9223372036854775807 的整数"),
        (("population", "build", f"--seed={'9' * 5000}"), "至 9223372036854775807 的整数"),
        (("population", "build", "--people", "²"), "应为 1 至 1000000 的整数"),
        (("accounts", "add"), "还应写出：登录名, --name, --role"),
        ((), "还应写出：命令"),
    ],
)
def test_an_impossible_option_is_refused_before_anything_is_done(
    home: Settings, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err
    assert not home.home.exists()


def test_a_python_without_the_packages_is_told_in_both_languages_how_to_get_them() -> None:
    bare = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})"]
    bare[-1] += "; import runpy; runpy.run_module('sandbox', run_name='__main__')"
    ended = subprocess.run(bare, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    chinese, english = ended.stderr.splitlines()
    for told in (chinese, english):
        assert "dev.py install" in told and "sqlalchemy" in told and sys.executable in told


def test_an_answer_reaches_a_file_whose_encoding_lacks_some_characters() -> None:
    words = [sys.executable, "-m", "sandbox", "cases", "check", "nowhere›.toml"]
    gbk = {**os.environ, "PYTHONIOENCODING": "gbk"}
    ended = subprocess.run(words, env=gbk, capture_output=True, check=False)
    assert ended.returncode == 2
    assert "nowhere?.toml" in ended.stderr.decode("gbk")


def every(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from every(inner)
        else:
            yield action


def test_no_value_is_called_by_capitals() -> None:
    valued = [each for each in every(cli.parser()) if each.nargs != 0 and not each.choices]
    assert len(valued) > 50
    assert [each.option_strings for each in valued if not each.metavar] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rounds", "enter", "1", "--from", "none.csv"), "none.csv：没有这个文件或目录。"),
        (("rounds", "enter", "1", "--from", "README.md/none"), "none：路径中间的一段不是目录。"),
        (("rounds", "enter", "1", "--from", "docs"), "docs：这是目录，不是文件。"),
        (
            ("rounds", "enter", "1", "--from", "/dev/zero"),
            "/dev/zero：不是文件，请写一个文本文件或者 CSV 文件。",
        ),
    ],
)
def test_what_the_system_says_is_told_in_chinese(
    run: Callable[..., Said], words: tuple[str, ...], told: str
) -> None:
    run("migrate")
    code, _, complaint = run(*words)
    assert code == 2 and complaint.startswith(words[-1].partition("/")[0]) and told in complaint


def test_help_and_usage_are_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["-h"], ["serve", "-h"], ["cases", "prove", "-h"], ["serve", "--prot"]):
        with pytest.raises(SystemExit):
            cli.main(words)
        said = "".join(capsys.readouterr())
        assert "写法：python -m sandbox" in said
        assert not re.search(r"usage|options:|arguments|show this|error|None", said)
