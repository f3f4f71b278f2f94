"""One permitted shape of errors, over every address; and a way on from every page of one."""

from collections.abc import Callable, Iterator

import pytest
from httpx2 import Response
from sqlalchemy.exc import OperationalError

from sandbox.declined import Declined
from tests.sandbox.addresses import calls, screens
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import Sat
from tests.sandbox.test_security import filled

Browsers = Callable[..., Browser]
SHAPE = {"error", "message", "where", "remedy"}
JSON = {"accept": "application/json"}


def told(answer: Response) -> dict[str, str]:
    """The mistake in an answer, made sure to be of the one shape and in words."""
    mistake = answer.json()
    assert set(mistake) == SHAPE, answer.text
    assert all(isinstance(value, str) for value in mistake.values())
    assert mistake["error"] and mistake["message"] and mistake["remedy"]
    return mistake


def api_addresses(client: Browser) -> Iterator[tuple[str, str]]:
    """Every method and path of the API for which one has to be somebody, with numbers of nothing in it."""
    for each in calls(client.app):
        if each.path != "/api/openapi.json":
            yield each.method, each.filled(dict.fromkeys(each.places, "987654"))


def test_every_address_of_the_api_wants_a_token(client: Browser) -> None:
    addresses = list(api_addresses(client))
    documented = client.get("/api/openapi.json").json()["paths"].values()
    assert len(addresses) == sum(map(len, documented)) > 30
    for method, path in addresses:
        answer = client.request(method, path, json={"form": {}, "seen": 0})
        mistake = told(answer)
        assert mistake["error"] in ("no_token", "bad_form"), (method, path, mistake)


def test_every_address_of_the_api_answers_mistakes_in_one_shape(
    client: Browser, token: Callable[[str], dict[str, str]]
) -> None:
    headers = token("xs001")
    for method, path in api_addresses(client):
        if "987654" not in path:
            assert client.request(method, path, headers=headers).status_code == 200
            continue
        body = b"{" if method == "POST" else b""
        answer = client.request(method, path, headers=headers, content=body)
        assert answer.status_code in (404, 422), (method, path, answer.text)
        told(answer)


@pytest.mark.parametrize(
    ("method", "path", "error"),
    [
        ("GET", "/api/nothing", "no_such_page"),
        ("DELETE", "/api/rounds", "wrong_method"),
        ("POST", "/api/attempts/1/act/hall.dance", "no_such_page"),
        ("GET", "/api/attempts/99999999999999999999", "bad_form"),
        ("GET", "/api/attempts/first", "bad_form"),
    ],
)
def test_what_the_framework_refuses_has_the_shape_too(
    client: Browser, token: Callable[[str], dict[str, str]], method: str, path: str, error: str
) -> None:
    assert told(client.request(method, path, headers=token("xs001")))["error"] == error


@pytest.mark.usefixtures("sat")
def test_a_wrong_field_is_named(client: Browser, token: Callable[[str], dict[str, str]]) -> None:
    asked = {"form": {"dance": 1}, "seen": 0}
    path = "/api/attempts/1/act/hall.call_next"
    mistake = told(client.post(path, json=asked, headers=token("xs001")))
    assert (mistake["error"], mistake["where"]) == ("bad_form", "form.dance")


def test_a_number_below_the_least_is_told_the_least(
    client: Browser, token: Callable[[str], dict[str, str]]
) -> None:
    mistake = told(client.get("/api/attempts/0", headers=token("xs001")))
    assert (mistake["where"], mistake["message"]) == ("attempt_id", "不能小于 1。")


def test_practice_without_a_case_is_asked_for_one(
    client: Browser, token: Callable[[str], dict[str, str]], add_round: Callable[..., int]
) -> None:
    path = f"/api/rounds/{add_round()}/sittings"
    mistake = told(client.post(path, json={}, headers=token("xs001")))
    assert mistake["message"] == "没有写明练哪个案例。" and "案例编号" in mistake["remedy"]


@pytest.mark.usefixtures("sat")
@pytest.mark.parametrize("seen", ["0", False, 0.0, None, -1])
def test_what_was_seen_is_a_whole_number_and_nothing_that_only_looks_like_one(
    client: Browser, token: Callable[[str], dict[str, str]], seen: object
) -> None:
    path = "/api/attempts/1/act/hall.call_next"
    mistake = told(client.post(path, json={"form": {}, "seen": seen}, headers=token("xs001")))
    assert (mistake["error"], mistake["where"]) == ("bad_form", "seen")
    assert mistake["message"] in ("应为整数。", "不能小于零。")


@pytest.mark.usefixtures("sat")
@pytest.mark.parametrize(
    ("body", "where", "message"),
    [
        (b'{"form": {},\n "seen": }', "2:10", "提交的内容不是完整的 JSON，读到第2行第10列为止。"),
        (b"", "body", "此项必填。"),
        (b"[]", "body", "应为 JSON 对象，以 Content-Type: application/json 发送。"),
    ],
)
def test_a_body_that_is_no_json_is_told_as_that_with_its_line_and_column(
    client: Browser,
    token: Callable[[str], dict[str, str]],
    body: bytes,
    where: str,
    message: str,
) -> None:
    headers = {**token("xs001"), "content-type": "application/json"}
    answer = client.post("/api/attempts/1/act/hall.call_next", content=body, headers=headers)
    assert (answer.status_code, told(answer)["where"], told(answer)["message"]) == (
        422,
        where,
        message,
    )


@pytest.mark.parametrize("body", [b'{"form": "\xff"}', b"[" * 60_000, b"9" * 5000])
def test_a_program_is_not_told_to_reload_a_page(
    client: Browser, token: Callable[[str], dict[str, str]], body: bytes
) -> None:
    headers = {**token("xs001"), "content-type": "application/json"}
    answer = client.post("/api/attempts/1/act/hall.call_next", content=body, headers=headers)
    assert (answer.status_code, told(answer)["error"]) == (400, "not_understood")
    assert "UTF-8" in told(answer)["remedy"] and "页面" not in told(answer)["remedy"]


def test_a_program_that_uses_the_wrong_method_is_told_which_are_allowed(
    client: Browser, token: Callable[[str], dict[str, str]]
) -> None:
    answer = client.delete("/api/rounds", headers=token("xs001"))
    mistake = told(answer)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert (mistake["where"], mistake["message"]) == (
        "GET",
        "这个地址不接受 DELETE，只接受 GET。",
    )
    assert "/api/openapi.json" in mistake["remedy"] and "按钮" not in mistake["remedy"]


def test_every_screen_answers_a_script_in_one_shape(client: Browser, sat: Sat) -> None:
    for method in ("GET", "POST"):
        for address in screens(client.app, method):
            if address.path not in ("/sign-in", "/bases") or method == "POST":
                answer = client.request(method, filled(address, sat), headers=JSON)
                assert told(answer)["error"] in ("not_signed_in", "foreign_form"), address


def test_a_page_of_a_mistake_has_a_sentence_and_a_way_on(
    client: Browser, browsers: Browsers
) -> None:
    lost = browsers("xs001").get("/nowhere")
    assert lost.status_code == 404
    assert "没有这个页面。" in lost.text and 'href="/"' in lost.text
    outside = client.get("/nowhere")
    assert outside.status_code == 404 and 'href="/sign-in?next=%2Fnowhere"' in outside.text


def test_the_address_of_a_form_leads_to_the_page_it_belongs_to(
    client: Browser, browsers: Browsers, sat: Sat
) -> None:
    pages = {address.path for address in screens(client.app, "GET")}
    forms = [address for address in screens(client.app, "POST") if address.path not in pages]
    asked = {address.path: filled(address, sat) for address in forms}
    contestant, counter = browsers("xs001"), f"/attempts/{sat.attempt_id}"
    review = f"/judging/attempts/{sat.number}"
    contestant.follow_redirects = False
    for path, address in asked.items():
        attempt = review if "{number:number}" in path else counter
        page = f"{attempt}?case=E09" if "attempts" in path else "/"
        assert contestant.get(f"{address}?case=E09").headers["location"] == page, path
    assert {"/language", "/attempts/{attempt_id:id}/draft/{operation}"} <= set(asked)
    for path in asked.values():
        assert told(contestant.get(path, headers=JSON))["error"] == "wrong_method"


def test_the_language_is_chosen_on_the_page_that_a_refused_form_belongs_to(
    browsers: Browsers, sat: Sat
) -> None:
    review = f"/judging/attempts/{sat.number}"
    refused = browsers("xs001").submit(f"{review}/rulings")
    assert refused.status_code == 403 and "代码 not_allowed" in refused.text
    assert f'name="next" value="{review}"' in refused.text


def test_an_unknown_operation_is_a_page_that_is_not_there(browsers: Browsers, sat: Sat) -> None:
    answer = browsers("xs001").submit(f"/attempts/{sat.attempt_id}/act/hall.dance", seen="0")
    assert answer.status_code == 404 and "没有这项操作。" in answer.text


@pytest.mark.parametrize(
    ("raised", "status", "error"),
    [
        (OperationalError("", {}, Exception("locked")), 503, "not_read"),
        (KeyError("x"), 500, "our_fault"),
    ],
)
def test_a_fault_tells_nothing_of_its_inside(
    client: Browser,
    monkeypatch: pytest.MonkeyPatch,
    raised: Exception,
    status: int,
    error: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("sandbox.screens.entrance.render", fail)
    monkeypatch.setattr("sandbox.api.sitter.token_holder", fail)
    for path in ("/sign-in", "/api/rounds"):
        answer = client.get(path, headers={**JSON, "authorization": "Bearer x"})
        assert answer.status_code == status
        assert told(answer)["error"] == error
        assert "locked" not in answer.text and "Traceback" not in answer.text
    assert client.get("/sign-in").status_code == status


def test_every_mistake_has_a_code_of_its_own_and_a_way_on() -> None:
    kinds = [Declined]
    for kind in kinds:
        kinds += kind.__subclasses__()
    codes = [kind.code for kind in kinds]
    assert len(codes) == len(set(codes)) > 10
    assert all(kind.remedy for kind in kinds[1:])
