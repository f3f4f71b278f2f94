"""What every request meets first, and what every answer carries.

Headers, the size of a body, the origin of a post, the hidden field of a form, and who may see a
page. The session cookie holds a random token and nothing else. Works on a plain-HTTP host name in
a venue: there browsers drop `Secure` cookies and send no Sec-Fetch headers, but they send Origin.
"""

import hashlib
import secrets
from collections.abc import Mapping

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_systems.sentence import Sentence
from sandbox.accounts import SIGNED_IN_MS, Holder, signed_in_holder
from sandbox.declined import Declined
from sandbox.server import reader_of, server_of

SESSION, VISIT, FIELD = "hall_session", "hall_visit", "form_token"
MOST_BYTES = 1_000_000
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: with it browsers send `Origin: null` when a form is posted.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class NotSignedIn(Declined):
    """The page is for people who have signed in."""

    code, status = "not_signed_in", 401
    message = Sentence("您还没有登录，或登录已过期。")
    remedy = Sentence("请登录后再试。")


class NotAllowed(Declined):
    """The page is for another role."""

    code, status = "not_allowed", 403
    message = Sentence("您的角色不能打开这个页面。")
    remedy = Sentence("请回到首页，从那里进入您可以使用的页面。")


class ForeignForm(Declined):
    """A post that did not come from a form of ours."""

    code, status = "foreign_form", 403
    message = Sentence("这个表单不是从本系统的页面提交的，没有执行。")
    remedy = Sentence("请回到原来的页面，刷新后重新提交。")


class TooLarge(Declined):
    """More was sent than any form of ours holds."""

    code, status = "too_large", 413
    message = Sentence("提交的内容过大，没有接收。")
    remedy = Sentence("请减少内容后再提交。")


class Guard:
    """Puts the headers on every answer, stops bodies that are too large, lets the reader go."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # A request has a state of its own, which the lifespan's is not shared with.
        state = scope["state"] = {**scope.get("state", {})}
        try:
            await self.app(scope, _measured(receive), _guarded(send))
        finally:
            if reader := state.get("reader"):
                reader.close()


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            guard_headers(MutableHeaders(scope=message))
        await send(message)

    return guarded


def guard_headers(headers: MutableHeaders) -> None:
    """Add the headers an answer does not have yet."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def _measured(receive: Receive) -> Receive:
    left = MOST_BYTES

    async def measured() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLarge
        return message

    return measured


def holder_of(connection: HTTPConnection) -> Holder | None:
    """Who has signed in at this browser; looked up once per request."""
    if not hasattr(connection.state, "holder"):
        connection.state.holder = _holder(connection)
    holder: Holder | None = connection.state.holder
    return holder


def _holder(connection: HTTPConnection) -> Holder | None:
    token = connection.cookies.get(SESSION)
    if not token:
        return None
    return signed_in_holder(reader_of(connection), token, server_of(connection).now_ms())


def signed_in(request: HTTPConnection, *roles: str) -> Holder:
    """Who has signed in, in one of these roles (any role where none is named)."""
    holder = holder_of(request)
    if holder is None:
        raise NotSignedIn
    if roles and holder.role not in roles:
        raise NotAllowed
    return holder


async def posted(request: Request) -> FormData:
    """The form that was posted; `ForeignForm` where it did not come from a page of ours."""
    demand_own_origin(request.headers)
    form = await _readable(request)
    given = form.get(FIELD)
    if not isinstance(given, str) or not secrets.compare_digest(
        given.encode(), form_token(request).encode()
    ):
        raise ForeignForm
    return form


async def _readable(request: Request) -> FormData:
    """The form as text a database can keep. Our pages are UTF-8 and name no other character set;
    nobody types NUL."""
    _, said = parse_options_header(request.headers.get("content-type"))
    if said.get(b"charset", b"utf-8").lower() != b"utf-8":
        raise HTTPException(400)
    form = await request.form()
    if any("\0" in text for pair in form.multi_items() for text in pair if isinstance(text, str)):
        raise HTTPException(400)
    return form


def demand_own_origin(headers: Headers) -> None:
    """Nothing, where a post came from a page of this host. The scheme is left out: behind a proxy
    that ends TLS the server does not know it."""
    _, _, host = headers.get("origin", "").partition("://")
    if not host or host != headers.get("host"):
        raise ForeignForm


def form_token(request: HTTPConnection) -> str:
    """The value of the hidden field in the forms of this browser: kept with the sign-in or, before
    it, derived from the visit's cookie."""
    holder = holder_of(request)
    return holder.csrf if holder else _derived(visit(request))


def _derived(token: str) -> str:
    return hashlib.sha256(f"form:{token}".encode()).hexdigest()


def visit(request: HTTPConnection) -> str:
    """The random name of a browser that has not signed in."""
    if not hasattr(request.state, "visit"):
        request.state.visit = request.cookies.get(VISIT) or secrets.token_urlsafe(24)
    name: str = request.state.visit
    return name


def keep_visit(request: HTTPConnection, response: Response) -> None:
    """Give the browser the cookie that its forms before signing in are bound to."""
    if hasattr(request.state, "visit") and VISIT not in request.cookies:
        keep_cookie(request, response, VISIT, request.state.visit)


def keep_session(request: HTTPConnection, response: Response, token: str) -> None:
    """Give the browser the cookie of a sign-in."""
    keep_cookie(request, response, SESSION, token, SIGNED_IN_MS // 1000)


def keep_cookie(
    request: HTTPConnection, response: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """Set a cookie no script can read; `Secure` under TLS, where browsers keep such ones."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="strict", secure=secure
    )
