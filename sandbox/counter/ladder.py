"""The page of the ladder: the cases by service item and level, how well each is known, and what comes next."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from mock_systems.items import SERVICE_ITEM
from mock_systems.sentence import Sentence
from sandbox import security
from sandbox.contest.ladder import KNOWN, LEVELS, NEW, PASSED, TRIED, Rung, comes_next, rungs
from sandbox.contest.practised import records_of
from sandbox.contest.rounds import rounds_of
from sandbox.screens.frame import page, render
from sandbox.server import reader_of, server_of

STATES = {
    NEW: Sentence("未练"),
    TRIED: Sentence("练过"),
    PASSED: Sentence("过关"),
    KNOWN: Sentence("熟练"),
}


async def ladder(request: Request) -> Response:
    """The ladder of whoever practises."""
    server, holder, reader = server_of(request), security.signed_in(request), reader_of(request)
    rounds = rounds_of(reader, holder.account_id, server.now_ms())
    climbed = rungs(rounds, server.cases, records_of(reader, holder.account_id))
    return render(
        request,
        "counter/ladder.html",
        items=by_item(climbed),
        met=[level for level in LEVELS if any(each.script.level == level for each in climbed)],
        item_title=SERVICE_ITEM.label,
        states=STATES,
        count={state: sum(each.state == state for each in climbed) for state in STATES},
        next=comes_next(climbed),
    )


def by_item(climbed: Sequence[Rung]) -> Mapping[str, Mapping[str, Sequence[Rung]]]:
    """Cases by the code of each item their right way opens, then by level; without an item under none."""
    items: dict[str, dict[str, list[Rung]]] = {}
    for each in climbed:
        for item in each.script.items or [""]:
            items.setdefault(item, {}).setdefault(each.script.level, []).append(each)
    return dict(sorted(items.items()))


routes = [page("/ladder", ladder, "contestant")]
