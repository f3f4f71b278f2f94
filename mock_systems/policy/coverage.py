"""Whether files and rules fit: every figure a rule may take is there, and every one there is taken."""

from collections.abc import Iterator

from mock_systems.hints import nearest
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.parameter import HOME, Parameters, places


def lacking(given: Parameters) -> Iterator[str]:
    """What is wrong where a rule of this hall would find no figure."""
    found = {each.id for each in given if each.region in places(HOME)}
    for name in sorted(_asked() - found):
        rules = "、".join(rule.name for rule in RULES.values() if name in rule.uses)
        yield f"缺少参数“{name}”：规则 {rules} 要用。请补上，或找回写着它的文件。"


def idle(given: Parameters) -> Iterator[str]:
    """What is wrong where a figure is given that no rule takes."""
    for each in given:
        if each.id not in _asked():
            yield f"{each.id}（{each.region}）：没有规则用这个参数。{nearest(each.id, _asked())}"


def _asked() -> set[str]:
    return {name for rule in RULES.values() for name in rule.uses}
