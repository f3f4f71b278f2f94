"""The organiser's guide names every command, option and setting there is."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import dev
import sandbox
from sandbox import cli, settings
from sandbox.store.accounts import ROLES

TEMPLATES = Path(sandbox.__file__).parent / "templates"
GUIDE = (Path(__file__).parents[2] / "docs" / "organising.md").read_text("utf-8")


def commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[str]:
    """Every command as it is typed, and every option."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    for action in inner:
        for word, each in action.choices.items():
            yield from commands(each, f"{name} {word}".strip())
    if not inner:
        yield name
    for action in parser._actions:
        yield from (option for option in action.option_strings if option not in ("-h", "--help"))


def test_every_command_and_option_is_in_the_guide() -> None:
    known = set(commands(cli.parser()))
    assert {"serve", "accounts token", "--workers"} <= known
    assert [each for each in sorted(known) if each not in GUIDE] == []


def test_every_command_is_on_the_organiser_s_page() -> None:
    page = (TEMPLATES / "home_organiser.html").read_text("utf-8")
    shown = set(re.findall(r'\("([a-z ]+)", _\(', page))
    assert shown == {each for each in commands(cli.parser()) if each and not each.startswith("-")}


def test_what_the_guide_installs_by_is_there() -> None:
    named = set(re.findall(r"dev\.py (\w+)", GUIDE))
    assert "install" in named
    for command in named:
        assert dev.parser().parse_args([command]).command == command


def test_every_setting_and_role_is_in_the_guide() -> None:
    for each in (settings.HOME, settings.DATABASE, *ROLES):
        assert f"`{each}`" in GUIDE
