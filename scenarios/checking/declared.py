"""How a mistake declares what it costs: by `lost` where it is written, by a parameter of the call that
brought it otherwise."""

from scenarios.reading.fill import may_be, names_in
from scenarios.reading.fragments import library
from scenarios.reading.origins import Layout
from scenarios.reading.shorthand import entries


def declaring(layout: Layout, number: int, lost: str) -> str:
    """What an author writes, and where, so that a mistake costs as much as it declares."""
    by = layout.brought_by(("mistakes", number))
    asked = _asked(layout, by, layout.said["mistakes"][number]["name"]) if by else ""
    if not asked:
        return "请核对 edits，改正 lost、red_lines 或者各项分值"
    if lost == "0":
        name = layout.said["mistakes"][number]["name"]
        return f'是 {by} 带出的，这样做不失分：在那里写 less = ["{name}"]，或者补一条会扣分的规则'
    return f'是 {by} 带出的，在那里写 {asked} = "{lost}"；不该扣这么多的，请改正各项分值'


def _asked(layout: Layout, by: str, name: str) -> str:
    """The parameter that says what a mistake costs; empty where the call has none for it, or where
    several it brings could be called so."""
    known = library(layout.script)
    fragment = {**known.calls, **known.items}.get(by)
    ways = entries(fragment.sections.get("mistakes")) if fragment else []
    named = {str(each.get("name")): str(each.get("lost")) for each in ways}
    same = [each for each in named if may_be(name, each)]
    costs = named.get(name) or (named[same[0]] if len(same) == 1 else "")
    return next(iter(names_in(costs)), "")
