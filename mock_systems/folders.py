"""Kinds that have a folder each: what its `form.toml` says, in the order screens offer them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mock_systems.codes import CodeList


def declared(package: str) -> Mapping[str, Mapping[str, Any]]:
    """What the form of each kind says, for the folders beside a package's `__file__`."""
    found = Path(package).parent.glob("*/form.toml")
    forms = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in found}
    return dict(sorted(forms.items(), key=lambda form: form[1]["order"]))


def listed(name: str, forms: Mapping[str, Mapping[str, Any]]) -> CodeList:
    """The code list of the kinds, by their titles."""
    return CodeList(name, {kind: form["title"] for kind, form in forms.items()})
