"""How a mistake declares what it costs: by `lost` where it is written, by a parameter of the call that
brought it otherwise."""

from scenarios.reading.fill import may_be, names_in
from scenarios.reading.fragments import Fragment, library
from scenarios.reading.origins import Layout
from scenarios.reading.shorthand import entries

_AT_EDITS = "请核对 edits，改正 lost、red_lines 或者各项分值"


def declaring(layout: Layout, number: int, lost: str) -> str:
    """What an author writes, and where, so that a mistake costs as much as it declares."""
    name, origin = layout.said["mistakes"][number]["name"], layout.brought(("mistakes", number))
    if not origin.through:
        return _AT_EDITS
    by, innermost = origin.through[0], origin.through[-1]
    known, there = library(layout.script), origin.source.note(("lost",)) if origin.source else ""
    fragment = {**known.calls, **known.items}.get(innermost)
    asked = _asked(fragment, name) if fragment else ""
    if lost == "0":
        return f'是 {by} 带出的，这样做不失分：在那里写 less = ["{name}"]，或者补一条会扣分的规则'
    if there and (by == innermost or not asked):
        # A parameter of an author's own may say more than what a mistake costs.
        return f"是 {by} 带出的，在做法里改正 lost、edits{there}：这样做扣 {lost}"
    if not asked:
        return _AT_EDITS
    where = f"引用 {innermost} 的地方{there}" if there else "那里"
    return f'是 {by} 带出的，在{where}写 {asked} = "{lost}"；不该扣这么多的，请改正各项分值'


def _asked(fragment: Fragment, name: str) -> str:
    """The parameter that says what a mistake of a fragment costs; empty where it has none for it, or
    where several could be called so."""
    ways = entries(fragment.sections.get("mistakes"))
    named = {str(each.get("name")): str(each.get("lost")) for each in ways}
    same = [each for each in named if may_be(name, each)]
    costs = named.get(name) or (named[same[0]] if len(same) == 1 else "")
    return next(iter(names_in(costs)), "")
