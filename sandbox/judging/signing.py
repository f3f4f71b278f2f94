"""The judge's page of the sheet of one attempt: what they are shown of it, and whose it is left blank."""

from starlette.requests import Request
from starlette.responses import Response

from sandbox import security
from sandbox.contest.scorecards import NotGradable
from sandbox.judging.attempt_list import Wanted, attempt_numbered
from sandbox.judging.rulings import KINDS
from sandbox.judging.sheet import sheet_of
from sandbox.screens.beside import made_beside
from sandbox.screens.frame import go_to, page, render
from sandbox.server import reader_of, server_of


async def sheet(request: Request) -> Response:
    """The sheet as this judge is shown it; the page of the attempt, where it has no points."""
    return await made_beside(request, _sheet)


def _sheet(request: Request) -> Response:
    reader, number = reader_of(request), request.path_params["number"]
    attempt_id = attempt_numbered(reader, number, server_of(request).now_ms())
    query = Wanted.of(request.query_params).query()
    back = f"/judging/attempts/{number}" + (f"?{query}" if query else "")
    try:
        found = sheet_of(reader, attempt_id, judge_id=security.signed_in(request).account_id)
    except NotGradable:
        return go_to(back)
    return render(request, "judging/one_sheet.html", sheet=found, back=back, kinds=KINDS)


routes = [page("/judging/attempts/{number:number}/sheet", sheet, "judge")]
