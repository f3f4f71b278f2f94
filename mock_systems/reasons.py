"""Why an application is refused, and the articles a reason rests on.

The list is data (`reasons.toml`). A reason without articles of its own rests on those of the item.
A reason may say that the visitor speaks for nobody else, and which topic of the hall explains it.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from mock_systems.bases import Basis, cited
from mock_systems.codes import CodeList

_TABLES = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
REFUSAL_REASON = CodeList(
    "refusal_reason",
    {code: reason["label"] for code, reason in _TABLES.items()},
    said={code: reason["said"] for code, reason in _TABLES.items() if "said" in reason},
)
BASES: Mapping[str, Basis] = {
    c: cited(reason["basis"]) for c, reason in _TABLES.items() if "basis" in reason
}
"""The articles behind a reason."""
EXPLAINS: Mapping[str, str] = {
    reason["explained_by"]: code for code, reason in _TABLES.items() if "explained_by" in reason
}
"""Reasons by the topic that explains them."""
UNAUTHORIZED = frozenset(code for code, reason in _TABLES.items() if reason.get("unauthorized"))
"""Reasons by which the visitor had no authority to speak for the person."""
