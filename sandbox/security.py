"""What every request meets first, and what every answer carries.

Headers, the size of a body, the origin of a post, the hidden field of a form, and who may see a
page. The session cookie holds a random token and nothing else. Works on a plain-HTTP host name in
a venue: there browsers drop `Secure` cookies and send no Sec-Fetch headers, but they send Origin.
"""

import asyncio
import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_systems.sentence import Sentence
from sandbox.accounts import Holder
from sandbox.declined import Declined, Gone, TooLarge
from sandbox.server import reader_of, server_of
from sandbox.sign_ins import Browser, ended_by, signed_in_holder
from sandbox.turns import STRANGERS

T = TypeVar("T")
SESSION, VISIT = "hall_session", "hall_visit"
FIELD = "form_token"
MOST_BYTES, MOST_OF_NOBODY = 64_000, 16_000
"""Of a body: five times what the longest form takes where every character is escaped, so that reading
one costs less than a page does; and of a form for everyone."""
LONGEST_ADDRESS = 64
"""Characters: a proxy that hands on what a browser says of itself may hand on anything."""
LONGEST_KIND = 200
"""Characters that tell what kind of body it is."""
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


class SignedInElsewhere(NotSignedIn):
    """A newer sign-in, elsewhere, has ended this one."""

    code = "signed_in_elsewhere"
    remedy = Sentence(
        "竞赛中一名选手只能在一处作答；已办理的都已保存。要在这里继续，请重新登录，那一处随即退出。"
        "若不是您本人登录的，请立即举手报告。"
    )

    def __init__(self, address: str) -> None:
        super().__init__(
            Sentence("您的账号在另一处（{address}）登录，这里的登录已结束。", address=address)
        )


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


class OldForm(ForeignForm):
    """A post from a page of ours that was opened before somebody signed in here."""

    code = "old_form"
    message = Sentence("这个页面是上一次登录时打开的，那时可能是另一个账号；没有执行。")
    remedy = Sentence("请刷新页面，核对右上角的账号，再重新填写。")


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
            await self.app(scope, _measured(scope, receive), _guarded(send))
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


def _measured(scope: Scope, receive: Receive) -> Receive:
    """The body as it comes, refused as soon as it is, or says it is, too large."""
    length = Headers(scope=scope).get("content-length", "")
    said = int(length[:12]) if length.isascii() and length.isdigit() else 0
    came = 0

    async def measured() -> Message:
        nonlocal came
        most: int = scope["state"].get("most", MOST_BYTES)
        if said > most:
            raise TooLarge
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise TooLarge
        return message

    return measured


def cookie_of(connection: HTTPConnection, name: str) -> str:
    """A cookie of ours as it was sent, the last of several; empty where there is none. Ours are never
    quoted: to read quotes as Python does takes a quarter of a minute for 60 KB of them."""
    found = re.findall(rf"(?:^|;) *{name}=([^;]*)", connection.headers.get("cookie", ""))
    return str(found[-1]).strip() if found else ""


def holder_of(connection: HTTPConnection) -> Holder | None:
    """Who has signed in at this browser; looked up once per request."""
    if not hasattr(connection.state, "holder"):
        connection.state.holder = _holder(connection)
    holder: Holder | None = connection.state.holder
    return holder


def _holder(connection: HTTPConnection) -> Holder | None:
    token = cookie_of(connection, SESSION)
    if not token:
        return None
    return signed_in_holder(reader_of(connection), token, server_of(connection).now_ms())


def look_again(request: Request) -> None:
    """Forget who has signed in and the moment the database was read at: a body takes as long as its
    sender likes."""
    if reader := request.scope["state"].pop("reader", None):
        reader.close()
    del request.state.holder


def signed_in(request: HTTPConnection, *roles: str) -> Holder:
    """Who has signed in, in one of these roles (any role where none is named)."""
    holder = holder_of(request)
    if holder is None:
        raise not_signed_in(request)
    if roles and holder.role not in roles:
        raise NotAllowed
    return holder


def not_signed_in(connection: HTTPConnection) -> NotSignedIn:
    """Why nobody has signed in at this browser: what a newer sign-in has ended is told so."""
    token = cookie_of(connection, SESSION)
    address = ended_by(reader_of(connection), token) if token else ""
    return SignedInElsewhere(address) if address else NotSignedIn()


@asynccontextmanager
async def turn(request: Request) -> AsyncIterator[None]:
    """Wait for a turn of whoever asks, their account's or, of a stranger, their address's and then all
    strangers'; `Gone` where the browser hangs up meanwhile. What it sends is here already: see `received`."""
    holder = holder_of(request)
    whose = [holder.account_id] if holder else [browser_of(request).address, STRANGERS]
    turns, state = server_of(request).turns, request.scope["state"]
    async with turns.of_line(state, *whose, rests=holder is not None):
        with suppress(TooLarge):  # of a body that nobody reads
            if await request.is_disconnected():
                raise Gone
        yield


async def received(request: Request, most: int = MOST_BYTES) -> None:
    """Wait until all that is sent is here, in nobody's turn: it may take as long as a line does.
    `TooLarge` where it has more bytes than it may, `Gone` where the browser hangs up."""
    request.state.most = most
    try:
        await request.body()
    except ClientDisconnect:
        raise Gone from None


async def posted(request: Request) -> FormData:
    """The form that was received; `ForeignForm` where it did not come from a page of ours, `OldForm`
    where from one of another sign-in."""
    demand_own_origin(request.headers)
    form = await _readable(request)
    given = form.get(FIELD)
    if not isinstance(given, str) or not given:
        raise ForeignForm
    if not secrets.compare_digest(given.encode(), form_token(request).encode()):
        raise OldForm if holder_of(request) else ForeignForm
    return form


async def _readable(request: Request) -> FormData:
    """The form as text a database can keep. Our pages are UTF-8 and name no other character set;
    nobody types NUL."""
    kind = request.headers.get("content-type", "")
    if len(kind) > LONGEST_KIND:  # to read one takes as long as it is long, squared
        raise HTTPException(400)
    _, said = parse_options_header(kind)
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


async def while_here(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of work that is cancelled when the browser hangs up. The request was read."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Gone
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


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
        request.state.visit = cookie_of(request, VISIT) or secrets.token_urlsafe(24)
    name: str = request.state.visit
    return name


def keep_visit(request: HTTPConnection, response: Response) -> None:
    """Give the browser the cookie that its forms before signing in are bound to."""
    if hasattr(request.state, "visit") and not cookie_of(request, VISIT):
        keep_cookie(request, response, VISIT, request.state.visit)


def browser_of(request: HTTPConnection) -> Browser:
    """The browser that somebody signs in at."""
    address = request.client.host[:LONGEST_ADDRESS] if request.client else ""
    return Browser(address, cookie_of(request, SESSION))


def keep_cookie(request: HTTPConnection, response: Response, name: str, value: str) -> None:
    """Set a cookie no script can read, which ends when the browser is closed; `Secure` under TLS,
    where browsers keep such ones."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, httponly=True, samesite="strict", secure=secure)
