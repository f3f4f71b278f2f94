"""How the hall answers when something cannot be done: a page, or JSON of one shape.

The shape is `{"error": code, "message": …, "where": …, "remedy": …}` and nothing else. An expected
refusal keeps its own code and status; a fault of ours says so and tells nothing of its inside.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mock_systems.sentence import Sentence
from mock_systems.step import UnknownOperation
from sandbox.declined import Declined, Gone, NotRead, NotSaved, Unstartable
from sandbox.language import Language, language_of
from sandbox.refusals import UNUSABLE, is_ours
from sandbox.screens.frame import go_to, here, language, page_at, render
from sandbox.security import NotSignedIn, guard_headers, turn
from sandbox.server import server_of

SECRET = ("password",)
"""Fields of a form that no page shows again, nor the form they are in."""


class NoSuchPage(Declined):
    """Nothing is at that address."""

    code, status = "no_such_page", 404
    message = Sentence("没有这个页面。")
    remedy = Sentence("请核对地址，或回到首页。")


class NoSuchOperation(Declined):
    """No operation has that name."""

    code, status = "no_such_operation", 404
    message = Sentence("没有这项操作。")
    remedy = Sentence("请从菜单中选择操作。")


class WrongMethod(Declined):
    """The address exists, but not for this method."""

    code, status = "wrong_method", 405
    message = Sentence("这个地址不能这样访问。")
    remedy = Sentence("请回到首页，从页面上的按钮进入。")


class NotUnderstood(Declined):
    """What was sent cannot be read."""

    code, status = "not_understood", 400
    message = Sentence("提交的内容无法识别。")
    remedy = Sentence("请刷新页面后重新提交。")


class OurFault(Declined):
    """Something failed that should not have."""

    code, status = "our_fault", 500
    message = Sentence("系统出错，这一步可能没有完成。")
    remedy = Sentence("已完成的操作均已保存。请刷新页面查看；若再次出错，请举手报告。")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is told of a mistake: the only shape an error has."""

    error: str
    message: str
    where: str
    remedy: str

    @classmethod
    def of(cls, declined: Declined, spoken: Language) -> "Mistake":
        """What was declined, in words."""
        said = declined.args[0]
        return cls(declined.code, spoken.say(said), declined.where, spoken.say(declined.remedy))


def as_json(
    declined: Declined, spoken: Language, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The mistake as JSON, with its status."""
    return JSONResponse(asdict(Mistake.of(declined, spoken)), declined.status, headers)


def declined_for(status: int) -> Declined:
    """The mistake that an HTTP status of the framework stands for."""
    known = {404: NoSuchPage, 405: WrongMethod}
    return known.get(status, OurFault if status >= 500 else NotUnderstood)()


async def answer_declined(request: Request, declined: Exception) -> Response:
    """An expected refusal, as the browser or its script wants it; nothing for who has hung up."""
    assert isinstance(declined, Declined)
    if isinstance(declined, Unstartable):
        server_of(request).unstarted.add(
            f"{request.method} {request.url.path} {declined.where}".rstrip(), declined
        )
    try:
        if isinstance(declined, Gone):
            raise declined
        async with turn(request):
            return _refusal(request, declined)
    except Gone:
        return Response(status_code=Gone.status)


def _refusal(request: Request, declined: Declined) -> Response:
    if _wants_json(request):
        return as_json(declined, language(request))
    if isinstance(declined, NotSignedIn) and request.method == "GET":
        return go_to(_sign_in_for(request))
    return _page(request, declined)


async def answer_http(request: Request, raised: Exception) -> Response:
    """What the framework refuses: no such page, no such method, an unreadable form. Where it only
    says so of a refusal of ours, that is told. The address that a refused form leaves in the
    browser, opened again, leads to the page it belongs to."""
    assert isinstance(raised, HTTPException)
    if raised.status_code == 405 and request.method == "GET" and not _wants_json(request):
        return go_to(page_at(request))
    cause = raised.__cause__
    declined = cause if isinstance(cause, Declined) else declined_for(raised.status_code)
    response = await answer_declined(request, declined)
    response.headers.update(raised.headers or {})
    return response


async def answer_database(request: Request, raised: Exception) -> Response:
    """The database is busy or away, its disk or that of a population cannot be read, or another
    server wrote the same: nothing was saved, and the hall goes on. A form that was sent is in the
    page to be sent again."""
    if is_ours(raised):
        raise raised
    if not isinstance(raised.__context__, NotSaved):  # which has been counted
        server_of(request).refusals.add(f"{request.method} {request.url.path}", raised)
    if request.method == "GET":
        return await answer_fault_as(request, NotRead())
    return await answer_fault_as(request, NotSaved(), await _sent_again(request))


async def _sent_again(request: Request) -> Sequence[tuple[str, str]]:
    """What a form sent, to be sent again; a password is never shown."""
    with suppress(Exception):
        form = await request.form()
        return [(name, text) for name, text in form.multi_items() if isinstance(text, str)]
    return ()


async def answer_fault(request: Request, raised: Exception) -> Response:
    """A fault of ours. The log has the traceback; the page has a way on."""
    return await answer_fault_as(request, OurFault())


async def answer_fault_as(
    request: Request, declined: Declined, sent: Sequence[tuple[str, str]] = ()
) -> Response:
    """A page that needs no database, with the headers it would otherwise miss."""
    if not hasattr(request.state, "holder"):
        request.state.holder = None
    chinese = language_of(None)
    wants_json = _wants_json(request)
    response = as_json(declined, chinese) if wants_json else _page(request, declined, sent)
    guard_headers(response.headers)
    return response


def _page(request: Request, declined: Declined, sent: Sequence[tuple[str, str]] = ()) -> Response:
    mistake = Mistake.of(declined, language(request))
    again = [] if any(name in SECRET for name, _ in sent) else sent
    return render(
        request, "error.html", declined.status, mistake=mistake, sent=again, address=here(request)
    )


async def answer_unknown_operation(request: Request, raised: Exception) -> Response:
    """An operation by a name that none has."""
    return await answer_declined(request, NoSuchOperation(where=str(raised.args[0])))


ANSWERS: dict[Any, Any] = {
    Declined: answer_declined,
    UnknownOperation: answer_unknown_operation,
    HTTPException: answer_http,
    **dict.fromkeys(UNUSABLE, answer_database),
    Exception: answer_fault,
}
"""Which mistake is answered how, by screens and API alike."""


def _wants_json(request: Request) -> bool:
    asked = request.headers.get("accept", "")
    return "application/json" in asked or request.url.path.startswith("/api/")


def _sign_in_for(request: Request) -> str:
    wanted = here(request)
    return "/sign-in" if wanted == "/" else f"/sign-in?{urlencode({'next': wanted})}"
