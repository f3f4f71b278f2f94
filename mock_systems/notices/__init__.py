"""Kinds of notice, a folder each: what it is called, its keys, what it says, its drawing.

A `form.toml` is written as for papers (`mock_systems.papers`), with the `series` its number is
counted in instead of what people call it; `applied_for` tells that it is itself what somebody came
for. A key that is `given` is what the clerk found and is kept with the notice; every other is filled
in when the notice is printed. What notices say alike stands in `every.toml`.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mock_systems.folders import declared, listed

_EVERY = tomllib.loads(Path(__file__).with_name("every.toml").read_text(encoding="utf-8"))


def _whole(form: Mapping[str, Any]) -> Mapping[str, Any]:
    """A form with the keys that notices have alike around its own."""
    head = {**_EVERY["head"], **(_EVERY["addressed"] if form.get("addressed") else {})}
    alike, own = {**head, **_EVERY["foot"]}, form["keys"]
    names = (*head, *(name for name in own if name not in alike), *_EVERY["foot"])
    return {**form, "keys": {name: {**alike.get(name, {}), **own.get(name, {})} for name in names}}


FORMS = {kind: _whole(form) for kind, form in declared(__file__).items()}
"""What each `form.toml` says, with what notices have alike."""
NOTICE_KIND = listed("notice_kind", FORMS)
APPLIED_FOR = frozenset(kind for kind, form in FORMS.items() if form.get("applied_for"))
"""The kinds that are themselves what somebody came for."""
