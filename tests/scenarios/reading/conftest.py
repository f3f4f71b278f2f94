"""A script expanded beside a folder of fragments of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.reading.document import document
from scenarios.reading.expand import expanded
from scenarios.reading.fragments import library
from scenarios.reading.origins import Entry
from scenarios.reading.problems import BadScript

GREET = """
title = "问候"
about = "打招呼"
[parameters]
topic = { about = "话题", needed = true }
as = { about = "步骤的名称", default = "said_%topic" }
points = { about = "得几分" }
papers = { about = "索要的材料" }
tone = { about = "语气", choices = { warm = { text = "您好！" }, cold = { text = "说。" } } }
[[walkthrough]]
as = "%as"
do = "hall.say"
form = { topic = "%topic", "..." = "%tone" }
[[walkthrough]]
for = "papers"
do = "hall.request_paper"
form = { kind = "%each" }
[[rules]]
when = "points"
id = "%as"
title = "说到%topic"
points = "%points"
a = { step = "%as" }
[[mistakes]]
unless = "points"
name = "silent"
title = "没有说"
drop = "%as"
"""
Expand = Callable[..., Entry]


@pytest.fixture
def expand(tmp_path: Path) -> Expand:
    """Expands a script beside a folder of fragments of its own."""

    def of(script: str, **fragments: str) -> Entry:
        folder = tmp_path / "usual"
        for name, text in {"greets": GREET, **fragments}.items():
            file = folder / f"{name.replace('__', '/')}.toml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        path = tmp_path / "x01.toml"
        path.write_text(script, "utf-8")
        return expanded(document(path), library(path))

    return of


def told(expand: Expand, script: str, **fragments: str) -> list[str]:
    with pytest.raises(BadScript) as bad:
        expand(script, **fragments)
    return list(map(str, bad.value.problems))
