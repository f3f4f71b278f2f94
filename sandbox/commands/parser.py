"""The parser of the command line, which answers in Chinese, whatever the language of the shell.

The standard library's can be translated only through the shell's locale. What it says of a wrong
command is told anew here; a sentence of a later Python that is not known yet passes as it is.
"""

import argparse
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from mock_systems.hints import nearest

HEADINGS = {"usage: ": "写法：", "positional arguments:": "参数：", "options:": "选项："}
"""What the standard library heads the parts of a usage and a help with."""


VALUES = {
    "--name": "姓名",
    "--number": "编号",
    "--unit": "单位",
    "--label": "用途",
    "--minutes": "分钟",
    "--host": "地址",
    "--port": "端口",
    "--people": "人数",
    "--workers": "个数",
    "--seed": "种子",
    "--variant": "变式",
    "--variants": "个数",
    "--population": "人口库",
    "--region": "地区",
}
"""What the value of an option is called where the command does not say; the standard library would
repeat the option in capitals."""


class Parser(argparse.ArgumentParser):
    """Takes no abbreviated options: what a script writes today must mean the same tomorrow."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{**named, "add_help": False, "allow_abbrev": False})
        self._options: list[str] = []
        self.add_argument("-h", "--help", action="help", help="显示这些说明")

    def add_argument(self, *names: Any, **named: Any) -> argparse.Action:
        action = super().add_argument(*names, **named)
        if names[0] in VALUES and action.metavar is None:
            action.metavar = VALUES[names[0]]
        self._options += action.option_strings
        return action

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Nothing is left over: the command that cannot use a word says so, not the whole program,
        which does not know the options."""
        parsed, left = super().parse_known_args(*given, **named)
        if left:
            way_out = f"，{nearest(left[0], self._options)}" if left[0].startswith("-") else ""
            self.error(f"用不上“{' '.join(left)}”{way_out}")
        return parsed, left

    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    def format_help(self) -> str:
        return _in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """End with 2: what is wrong, and the way out."""
        self.exit(2, f"{_complaint(message)}\n{self.format_usage()}全部选项见 {self.prog} -h\n")


def _in_chinese(text: str) -> str:
    for english, chinese in HEADINGS.items():
        text = re.sub(f"^{english}", chinese, text, flags=re.MULTILINE)
    return text


def _complaint(message: str) -> str:
    for pattern, told in _COMPLAINTS.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return told(found)
    return message


def _no_such_choice(found: "re.Match[str]") -> str:
    where, said, known = found.groups()
    way_out = nearest(said, re.findall(r"[\w.-]+", known))
    return f"{where}：没有“{said}”，{way_out}"


_COMPLAINTS: Mapping[str, Callable[["re.Match[str]"], str]] = {
    r"argument (.+?): invalid choice: '(.*?)'.*\(choose from (.*)\)": _no_such_choice,
    r"the following arguments are required: (.*)": lambda found: f"还应写出：{found[1]}",
    r"argument (.+?): expected .*": lambda found: f"{found[1]}：后面应写出数值或文本",
    r"argument (.+?): (.*)": lambda found: f"{found[1]}：{found[2]}",
}
