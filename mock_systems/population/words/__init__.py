"""Our own word lists, as they stand in the TOML files beside this module."""

import tomllib
from importlib.resources import files
from typing import Any


def words(name: str) -> dict[str, Any]:
    """The word list `name`.toml."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
