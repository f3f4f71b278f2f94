"""The frame every page stands in: templates, the language, static files, and who may open what.

A page is declared with the roles that may open it, a form with the roles that may send it; the
checks are made here, so a screen cannot forget them. Everything works without JavaScript.
"""

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from starlette.convertors import IntegerConvertor, StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates
from starlette.types import Scope

from grader.words import moment as spent
from mock_systems.money import yuan
from mock_systems.sentence import Sentence
from sandbox import security
from sandbox.clock import on_the_wall
from sandbox.language import Language, language_of, languages
from sandbox.papers import drawing
from sandbox.recall import Recall
from sandbox.server import server_of
from sandbox.store.accounts import ROLES
from sandbox.turns import HANDED_AT_ONCE

Endpoint = Callable[[Request], Awaitable[Response]]
Shelf = Callable[[Request], Response | None]
"""A page as it was made before; None where it must be made."""

HERE = Path(__file__).parents[1]
LANGUAGE = "hall_language"
LONGEST_PATH, MOST_PARTS = 2000, 8
"""Characters of an address that is gone back to; parts of one that is looked for, of which no page has more."""
LEVELS = {"easy": Sentence("容易"), "medium": Sentence("中等"), "hard": Sentence("较难")}


def _fingerprint(folder: Path) -> str:
    """A name for what the folder holds now: a new file, a new name."""
    whole = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:12]


class RecordNumber(IntegerConvertor):
    """The number of a row in an address: one that a database can have; others lead nowhere."""

    regex = "[0-9]{1,9}"


class AttemptNumber(StringConvertor):
    """The random number of an attempt in an address."""

    regex = "[0-9]{1,12}"


register_url_convertor("id", RecordNumber())
register_url_convertor("number", AttemptNumber())

STATIC = f"/static/{_fingerprint(HERE / 'static')}"


class LastingFiles(StaticFiles):
    """Files whose address changes when they do, so browsers may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


static_files = Mount(STATIC, LastingFiles(directory=HERE / "static"), name="static")


def language(request: Request) -> Language:
    """The language of whoever asks: their account's, or the browser's before signing in."""
    holder = security.holder_of(request)
    return language_of(holder.language if holder else security.cookie_of(request, LANGUAGE))


def moment(ms: int) -> str:
    """A moment of the server's clock as the hall writes it, at UTC+8 on every machine."""
    return second(ms)[:-3]


def second(ms: int) -> str:
    """The same to the second: where it matters what came first."""
    return on_the_wall(ms).strftime("%Y-%m-%d %H:%M:%S")


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([HERE / "templates", drawing.DRAWINGS]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["static"] = lambda path: f"{STATIC}/{path}"
    environment.globals["languages"] = languages()
    environment.globals["roles"] = ROLES
    environment.globals["levels"] = LEVELS
    drawing.install(environment)
    environment.filters |= {
        "moment": moment,
        "second": second,
        "spent": spent,
        "yuan": yuan,
        "points": yuan,
    }
    return environment


def common(request: Request) -> dict[str, Any]:
    """What every template knows; macros are given it as one value, for they see no more."""
    spoken = language(request)
    return {
        "_": spoken.say,
        "official": spoken.official,
        "told": Recall(spoken),
        "language": spoken,
        "holder": security.holder_of(request),
        "token_field": _token_field(request),
        "way_back": here(request) if request.method == "GET" else page_at(request),
    }


def _token_field(request: Request) -> Markup:
    """The hidden field that every form carries: `{{ token_field }}`."""
    field = '<input type="hidden" name="{}" value="{}">'
    return Markup(field).format(security.FIELD, security.form_token(request))


templates = Jinja2Templates(env=_environment(), context_processors=[common])


def rendered(request: Request, template: str, **words: Any) -> str:
    """The text of a page made from a template, for pages that are kept."""
    return templates.get_template(template).render({**common(request), **words})


def render(request: Request, template: str, status: int = 200, **words: Any) -> Response:
    """A page made from a template, in the language of whoever asks."""
    response = templates.TemplateResponse(request, template, words, status_code=status)
    security.keep_visit(request, response)
    return response


def here(request: Request) -> str:
    """The address of a page on this server, as a link to it."""
    return _asking(request, request.url.path)


def page_at(request: Request) -> str:
    """The address of the page at a form's address, or of the nearest one above it."""
    path = "/".join(request.url.path.split("/")[:MOST_PARTS])
    while path and not _is_page(request, path):
        path = path.rpartition("/")[0]
    return _asking(request, path) if path else "/"


def _asking(request: Request, path: str) -> str:
    query = request.url.query
    return f"{path}?{query}" if query else path


def _is_page(request: Request, path: str) -> bool:
    asked = {**request.scope, "path": path, "method": "GET"}
    screens = (route for route in request.app.routes if isinstance(route, Route))
    return any(route.matches(asked)[0] is Match.FULL for route in screens)


def go_to(path: str) -> Response:
    """Send the browser to another page after a form."""
    return RedirectResponse(path, status_code=303)


def local(path: object) -> str:
    """The path, where it is one of this server's pages; the home page for anything else."""
    text = path if isinstance(path, str) and len(path) <= LONGEST_PATH else ""
    inside = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if inside else "/"


def page(path: str, screen: Endpoint, *roles: str, shelf: Shelf | None = None) -> Route:
    """A page for people who have signed in, in one of these roles; any role where none is named.
    What lies on the `shelf` waits for no page that is made, only for others that lie there."""

    async def answered(request: Request) -> Response:
        holder = security.signed_in(request, *roles)
        if shelf:
            mine = ("shelf", holder.account_id)
            turns, state = server_of(request).turns, request.scope["state"]
            async with turns.of_line(state, mine, at_once=HANDED_AT_ONCE):
                if kept := shelf(request):
                    return kept
        async with security.turn(request):
            return await screen(request)

    return Route(path, answered, methods=["GET"], name=screen.__name__)


def form(path: str, deed: Endpoint, *roles: str) -> Route:
    """Where a form of a page is posted; it must come from a page of ours."""

    async def done(request: Request) -> Response:
        security.signed_in(request, *roles)
        await security.received(request)
        async with security.turn(request):
            security.look_again(request)
            security.signed_in(request, *roles)
            await security.posted(request)
            return await deed(request)

    return Route(path, done, methods=["POST"], name=deed.__name__)


def open_page(path: str, screen: Endpoint) -> Route:
    """A page for everyone."""

    async def answered(request: Request) -> Response:
        async with security.turn(request):
            return await screen(request)

    return Route(path, answered, methods=["GET"], name=screen.__name__)


def open_form(path: str, deed: Endpoint) -> Route:
    """Where a form for everyone is posted: it is read before it is known who sends it. Of a whole hall
    behind one address the deeds are done together, as they write; making a page takes a turn of its own."""

    async def done(request: Request) -> Response:
        await security.received(request, security.MOST_OF_NOBODY)
        async with security.turn(request):
            await security.posted(request)
        return await deed(request)

    return Route(path, done, methods=["POST"], name=deed.__name__)
