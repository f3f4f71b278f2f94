"""What every answer carries, and which forms are believed. Who may open what is `test_access`."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from sqlalchemy import update
from starlette.requests import Request
from starlette.types import Message

import sandbox
from sandbox import security
from sandbox.papers.drawing import DRAWINGS
from sandbox.passwords import LONGEST
from sandbox.screens.frame import LONGEST_PATH, STATIC
from sandbox.security import FIELD, HEADERS, MOST_BYTES, MOST_OF_NOBODY, SESSION, VISIT
from sandbox.server import Server
from sandbox.store.tables import ACCOUNT
from tests.sandbox.addresses import Address, screens
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import Sat

pytestmark = pytest.mark.attack
Browsers = Callable[..., Browser]
TEMPLATES = Path(sandbox.__file__).parent / "templates"


def filled(address: Address, sat: Sat) -> str:
    """The address with the first contestant's sitting and attempt in it."""
    known = {"attempt_id": sat.attempt_id, "sitting_id": sat.sitting_id, "round_id": sat.round_id}
    return address.filled(
        {
            "operation": "hall.call_next",
            "number": sat.number,
            "case_id": "E09",
            "notice": "WS1",
            "organised": sat.round_id,
            "parameter": "wage.average",
            "rule": "contribution.bounds",
            **known,
        }
    )


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nowhere", "/api/rounds", "/api/openapi.json", "/attempts/99"]
)
def test_every_answer_carries_the_strict_headers(client: Browser, path: str) -> None:
    client.sign_in("xs001")
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_the_answer_to_a_fault_carries_them_too(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.screens.entrance.render", lambda *_, **__: 1 / 0)
    answer = client.get("/sign-in")
    assert answer.status_code == 500 and "系统出错" in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_only_static_files_may_be_kept_by_browsers(client: Browser) -> None:
    kept = client.get(f"{STATIC}/look.css")
    assert kept.status_code == 200
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/000000000000/look.css").status_code == 404


@pytest.mark.parametrize("script", ["counter.js", "review.js"])
def test_what_a_script_imports_may_be_kept_as_long_as_the_script(
    client: Browser, script: str
) -> None:
    waiting, seen = [f"{STATIC}/{script}"], set()
    while waiting:
        seen.add(address := waiting.pop())
        served = client.get(address)
        assert "/javascript" in served.headers["content-type"], address
        assert "immutable" in served.headers["cache-control"]
        named = re.findall(r'from "(.+?)";', served.text)
        waiting += {urljoin(address, each) for each in named} - seen
    assert len(seen) > 1 and all(address.startswith(f"{STATIC}/") for address in seen)


def test_no_template_needs_what_the_content_policy_forbids() -> None:
    forbidden = re.compile(r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*\ssrc=)|javascript:")
    for path in [*TEMPLATES.rglob("*.html"), *DRAWINGS.rglob("*.html")]:
        assert not forbidden.findall(path.read_text("utf-8")), path.name


def test_nothing_on_a_page_comes_from_elsewhere() -> None:
    elsewhere = re.compile(r"(?:src|href|action)=\"(?:https?:)?//")
    folder = TEMPLATES.parent
    drawn = DRAWINGS.rglob("*.html")
    for path in [*drawn, *folder.rglob("*.html"), *folder.rglob("*.css"), *folder.rglob("*.js")]:
        text = path.read_text("utf-8")
        assert not elsewhere.findall(text) and "@import" not in text, path.name


@pytest.mark.parametrize("role", ["contestant", "judge", ""])
def test_every_form_wants_its_hidden_field_and_its_origin(
    client: Browser, browsers: Browsers, sat: Sat, role: str
) -> None:
    browser = browsers({"contestant": "xs001", "judge": "cp001", "": ""}[role])
    token, own = browser.form_token(), {"origin": "http://testserver"}
    tried = 0
    for address in screens(client.app, "POST"):
        path = filled(address, sat)
        forged = (
            ({}, own),
            ({FIELD: "x"}, own),
            ({FIELD: token}, {}),
            ({FIELD: token}, {"origin": "null"}),
            ({FIELD: token}, {"origin": "http://evil.test"}),
            ({FIELD: token}, {"origin": "http://testserver:81"}),
        )
        for fields, headers in forged:
            answer = browser.post(path, data=fields, headers=headers, follow_redirects=False)
            believed = answer.status_code not in (401, 403)
            assert not believed, (path, fields, headers)
            tried += 1
    assert tried >= 18


def test_a_form_of_one_session_is_not_believed_in_another(
    client: Browser, browsers: Browsers
) -> None:
    client.sign_in("xs001")
    other = browsers("xs002")
    own = {"origin": "http://testserver"}
    answer = client.post("/sign-out", data={FIELD: other.form_token()}, headers=own)
    assert answer.status_code == 403 and SESSION in client.cookies
    assert "这个页面是上一次登录时打开的" in answer.text


def test_who_has_another_role_by_the_time_the_form_is_whole_is_refused_by_that(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = update(ACCOUNT).where(ACCOUNT.c.login == "xs001").values(role="judge")
    whole = security.received

    async def received(request: Request) -> None:
        await whole(request)
        server.writer.run_now(lambda connection: connection.execute(judge))

    client.sign_in("xs001")
    with monkeypatch.context() as patch:
        patch.setattr(security, "received", received)
        answer = client.submit("/rounds/1/sittings")
    assert answer.status_code == 403 and "您的角色不能打开" in answer.text


def test_forms_work_on_a_plain_host_name_of_the_venue(browsers: Browsers) -> None:
    browser = browsers(base_url="http://hall-pc:8000")
    assert browser.sign_in("xs001").url.path == "/"


def test_the_cookie_before_signing_in_is_strict_too(client: Browser) -> None:
    [cookie] = client.get("/sign-in").headers.get_list("set-cookie")
    assert cookie.startswith(VISIT) and "HttpOnly" in cookie and "SameSite=strict" in cookie


def test_no_address_redirects_to_the_host_that_a_request_names(client: Browser) -> None:
    client.sign_in("xs001")
    for path in ("/judging/", "/sign-in/", "/api/rounds/"):
        answer = client.get(path, headers={"host": "evil.test"}, follow_redirects=False)
        assert "evil.test" not in answer.headers.get("location", "") and answer.status_code >= 401


def test_a_body_without_end_is_not_taken(client: Browser) -> None:
    token = client.form_token()
    huge = {FIELD: token, "login": "x" * MOST_BYTES}
    answer = client.post("/sign-in", data=huge, headers={"origin": "http://testserver"})
    assert answer.status_code == 413 and "提交的内容过大" in answer.text


def flooded(client: Browser, path: str, *said: tuple[bytes, bytes]) -> tuple[int, int]:
    """The status of the answer to a body without end, and how many bytes of it were taken."""
    statuses, taken = [], 0

    async def receive() -> Message:
        nonlocal taken
        taken += 1_000
        return {"type": "http.request", "body": b"a" * 1_000, "more_body": True}

    async def send(message: Message) -> None:
        statuses.append(message.get("status", 0))

    kind = (b"content-type", b"application/x-www-form-urlencoded")
    headers = [(b"host", b"hall"), (b"origin", b"http://hall"), kind, *said]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
    rest = {"query_string": b"", "scheme": "http", "root_path": "", "client": ("10.0.0.66", 1)}
    assert client.portal
    client.portal.call(client.app, {**scope, **rest}, receive, send)
    return statuses[0], taken


LOOK = 1_000
"""What has come is passed by where it is looked whether the line is still there."""


def test_little_is_taken_before_it_is_known_who_has_signed_in(client: Browser, sat: Sat) -> None:
    length, read = (b"content-length", b"%d" % (MOST_OF_NOBODY + 1)), set()
    for address in screens(client.app, "POST"):
        status, taken = flooded(client, path := filled(address, sat))
        assert taken <= MOST_OF_NOBODY + 1_000 + LOOK, path
        again, taken = flooded(client, path, length)
        assert again == status and taken <= (0 if status == 413 else LOOK), path
        if status == 413:
            read.add(path)
    assert read == {"/sign-in", "/language"}


def test_the_longest_sign_in_there_can_be_is_read(client: Browser) -> None:
    path = "/" + "&" * (LONGEST_PATH - 1)
    sent = {"login": "😀" * 40, "password": "😀" * LONGEST, "next": path}
    assert client.submit("/sign-in", **sent).status_code == 403


def test_who_has_signed_in_may_send_more(client: Browser) -> None:
    client.sign_in("xs001")
    assert client.submit("/sign-out", more="x" * 2 * MOST_OF_NOBODY).url.path == "/sign-in"


def test_but_no_more_than_forms_take(client: Browser) -> None:
    client.sign_in("xs001")
    answer = client.submit("/sign-out", more="你" * (64_000 // len("%E4%BD%A0")))
    assert answer.status_code == 413 and "提交的内容过大" in answer.text
