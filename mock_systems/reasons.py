"""Why an application is refused, and the articles a reason rests on.

The list is data (`reasons.toml`). A reason without articles of its own rests on those of the item.
A reason may say that the visitor speaks for nobody else.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from mock_systems.bases import Basis, cited
from mock_systems.codes import CodeList

_TABLES = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
REFUSAL_REASON = CodeList(
    "refusal_reason", {code: reason["label"] for code, reason in _TABLES.items()}
)
BASES: Mapping[str, Basis] = {
    c: cited(reason["basis"]) for c, reason in _TABLES.items() if "basis" in reason
}
"""The articles behind a reason."""
UNAUTHORIZED = frozenset(code for code, reason in _TABLES.items() if reason.get("unauthorized"))
"""Reasons by which the visitor had no authority to speak for the person."""
