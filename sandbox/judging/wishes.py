"""What a judge wishes of a mark, read from the form that was sent."""

from collections.abc import Mapping

from mock_systems.kinds import Misread
from mock_systems.kinds.amounts import hundredths
from sandbox.forms.typed import counted
from sandbox.judging.rulings import KINDS, BadRuling, Wish


def wish_of(sent: Mapping[str, str]) -> Wish:
    """The ruling that a sent form asks for; `BadRuling` where it cannot be told."""
    kind, level = sent.get("kind", ""), counted(sent.get("level", ""), otherwise=-1)
    if level >= 0:
        kind = "change"
    try:
        points = _points(sent) if kind == "change" and level < 0 else None
    except Misread as misread:
        raise BadRuling(str(misread), where="points") from misread
    if kind not in KINDS:
        raise BadRuling("请选择评定意见。", where="kind")
    return Wish(
        sent.get("mark", ""),
        kind,
        points,
        level if level >= 0 else None,
        sent.get("reason", "").strip(),
        counted(sent.get("seen", ""), otherwise=0),
    )


def _points(sent: Mapping[str, str]) -> int:
    return hundredths(sent.get("points", ""), "分数至多两位小数，如 6.50。")
