"""Whatever is typed or forged, the answer is a clear one, never a fault of ours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from httpx2 import Response
from hypothesis import given, settings
from hypothesis import strategies as some

from mock_systems.fields import FormField
from mock_systems.operation import OPERATIONS
from sandbox.accounts import issue_token
from sandbox.app import make_app
from sandbox.screens.frame import local
from sandbox.security import FIELD, MOST_BYTES
from sandbox.server import Server
from tests.sample import examples
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, NOON, Seat, open_server, sit

pytestmark = pytest.mark.attack

Enter = Callable[[str], Browser]
OWN = {"origin": "http://testserver"}
NUMBERS = ("²", "٣", "-1", "1e3", "", "9" * 19, "9" * 30, "9" * 5000)
CHARSETS = ("utf-7", "utf-16", "idna", "undefined", "punycode", "raw_unicode_escape", "x\x00")


@pytest.fixture
def judge(enter: Enter) -> Browser:
    return enter("cp001")


@pytest.fixture
def seat(whole: Server) -> Seat:
    return sit(whole)


@pytest.fixture
def bearer(whole: Server) -> Mapping[str, str]:
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    return {"authorization": f"Bearer {token}"}


def act(browser: Browser, seat: Seat, operation: str, **form: str) -> Response:
    return browser.submit(f"/attempts/{seat.attempt_id}/act/{operation}", **form)


def test_a_number_that_no_page_of_ours_wrote_is_overtaken(contestant: Browser, seat: Seat) -> None:
    for number in NUMBERS:
        assert act(contestant, seat, "hall.call_next", seen=number).status_code == 409, number
    assert act(contestant, seat, "hall.call_next", seen="0").status_code == 303


def test_nothing_is_at_a_number_that_no_row_can_have(
    contestant: Browser, judge: Browser, seat: Seat
) -> None:
    for number in ("2147483648", "9" * 19, "9" * 30, "9" * 4000):
        demand_nothing_at(number, contestant, judge, seat)


def demand_nothing_at(number: str, contestant: Browser, judge: Browser, seat: Seat) -> None:
    """Every address with the number in it is one that does not exist."""
    for path in ("", "/pulse", "/result", "/notices/WS1"):
        assert contestant.get(f"/attempts/{seat.attempt_id}{path}").status_code != 500
        assert contestant.get(f"/attempts/{number}{path}").status_code == 404
    assert contestant.get(f"/sittings/{number}/hand-in").status_code == 404
    assert contestant.submit(f"/rounds/{number}/sittings", case="E09").status_code == 404
    assert judge.get(f"/judging/attempts/{number}").status_code == 404


def test_a_judge_s_page_opens_whatever_step_is_asked_for(judge: Browser, marked: Seat) -> None:
    page = f"/judging/attempts/{marked.number}"
    sent = {"mark": "none", "kind": "void", "reason": "理由充分"}
    for number in NUMBERS:
        assert judge.get(page, params={"seq": number}).status_code == 200, number
        ruled = judge.submit(f"{page}/rulings", **sent, seen=number, level=number)
        assert ruled.status_code in (409, 422), number


def test_a_ruling_s_reason_has_an_end(judge: Browser, marked: Seat) -> None:
    path = f"/judging/attempts/{marked.number}/rulings"
    mark = {"mark": marked.right.stage.compiled["rules"][0]["id"], "kind": "void"}
    assert judge.submit(path, reason="长" * 1001, **mark).status_code == 422
    assert judge.submit(path, reason="长" * 1000, **mark).status_code == 303


@pytest.fixture
def marked(seat: Seat) -> Seat:
    seat.hand_in()
    return seat


def test_a_form_in_another_character_set_is_not_read(contestant: Browser, seat: Seat) -> None:
    def sent(named: str) -> int:
        parts = {FIELD: contestant.form_token(), "seen": "0", "text": "\\ud800"}
        lines = [
            f'--B\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{parts[n]}\r\n'
            for n in parts
        ]
        kind = {"content-type": f"multipart/form-data; boundary=B; charset={named}"}
        path = f"/attempts/{seat.attempt_id}/act/hall.call_next"
        body = "".join([*lines, "--B--\r\n"])
        return contestant.post(path, content=body.encode(), headers={**OWN, **kind}).status_code

    assert [sent(charset) for charset in CHARSETS] == [400] * len(CHARSETS)
    assert sent("UTF-8") == 303


def test_a_form_with_nul_is_not_read(contestant: Browser, seat: Seat) -> None:
    act(contestant, seat, "hall.call_next", seen="0")
    assert act(contestant, seat, "hall.say", seen="1", text="您好\x00").status_code == 400
    assert act(contestant, seat, "hall.say", seen="1", text="您好").status_code == 303


@pytest.mark.parametrize("origin", ["http://[", "[", "http://testserver:x", "null", "://"])
def test_an_origin_that_is_none_is_foreign(contestant: Browser, origin: str) -> None:
    form = {FIELD: contestant.form_token(), "code": "en"}
    assert contestant.post("/language", data=form, headers={"origin": origin}).status_code == 403
    assert contestant.post("/language", data=form, headers=OWN).status_code == 303


def test_more_than_any_form_takes_is_not_kept(contestant: Browser, seat: Seat) -> None:
    path = f"/attempts/{seat.attempt_id}/draft/hall.refuse"
    assert contestant.submit(path, seen="0", text="x" * 20_001).status_code == 413
    assert contestant.submit(path, seen="0", **{f"x{n}": "" for n in range(900)}).status_code == 200
    assert (
        contestant.submit(path, seen="0", **{f"x{n}": "" for n in range(1200)}).status_code == 400
    )


def test_a_page_is_not_kept_by_an_address_without_end(contestant: Browser, seat: Seat) -> None:
    page = contestant.get(f"/attempts/{seat.attempt_id}", params={"paper": "纸" * 81})
    assert page.status_code == 200 and "%E7%BA%B8" not in page.text
    assert local("/" + "x" * 2000) == "/"


@pytest.mark.parametrize(
    "away", ["//evil.test", "/\\evil.test", "https://evil.test", "/a\r\nb: c", ""]
)
def test_no_form_leads_to_another_host(contestant: Browser, away: str) -> None:
    answer = contestant.submit("/language", code="en", next=away)
    assert answer.headers["location"] == "/"
    assert contestant.get("/sign-in", params={"next": away}).headers["location"] == "/"


DOCUMENTS = [
        (b"[]", 422), (b"null", 422), (b"", 422), (b"{", 422), (b"[" * 60_000, 400),
        (b'{"form": {}, "seen": NaN}', 422), (b'{"form": {}, "seen": "x"}', 422),
        (b'{"form": {}, "seen": 99999999999999999999}', 422),
        (b'{"form": {}, "seen": ' + b"9" * 5000 + b"}", 400),
        (b'{"form": {"' + b"x" * 50_000 + b'": 1}, "seen": 0}', 422),
        (b'{"form": [], "seen": 0}', 422), (b'{"form": {"x": 1}, "seen": 0}', 422),
        (b'{"form": {}, "seen": 0, "confirmed": ' + b"[" + b'"a",' * 20 + b'"a"]}', 422),
        (b'{"form": {}, "seen": 0, "x": "' + b"x" * MOST_BYTES + b'"}', 413),
]  # fmt: skip


def test_a_document_of_another_shape_has_the_one_answer(
    contestant: Browser, seat: Seat, bearer: Mapping[str, str]
) -> None:
    path = f"/api/attempts/{seat.attempt_id}/act/hall.call_next"
    kind = {"content-type": "application/json"}
    for body, status in DOCUMENTS:
        answer = contestant.post(path, content=body, headers={**bearer, **kind})
        assert answer.status_code == status, body[:80]
        assert set(answer.json()) == {"error", "message", "where", "remedy"}, body[:80]
        assert len(answer.text) < 1_000, body[:80]
    right = contestant.post(path, json={"form": {}, "seen": 0}, headers=bearer)
    assert right.json()["accepted"]


def test_a_program_is_refused_more_months_than_the_form_takes(
    contestant: Browser, seat: Seat, bearer: Mapping[str, str]
) -> None:
    months = [f"{year}-{month:02d}" for year in range(2011, 2050) for month in range(1, 13)]
    form = {"person": "39019C01", "base": 390_000, "months": months}
    path = f"/api/attempts/{seat.attempt_id}/act/social_insurance.pay_flexible"
    answer = contestant.post(path, json={"form": form, "seen": 0}, headers=bearer)
    assert (answer.status_code, answer.json()["where"]) == (422, "form.months")


TEXTS = ("", " ", "林", "-", "--", "0", "１２", "٣", "²", "x" * 501, "‮林", "👩‍👩‍👧", "<b>\"'&", "{moment}", "%s",
         "2026-02-30", "0001-01-01", "9999-12-31", "2026年6月15日", "20260615", "٢٠٢٦-٠٦-١٥", "2026-06",
         "1000-01", "2999-12", "0000-00", "2026-13", "1e9", "０．０１", "-1", "1,234.5元", "99999999999.99",
         "999999999999", "0.001", "39019C01", "3901000001", "3901A01", "MC01", "RP01", "V1", "'; --")  # fmt: skip
"""What people and programs type where anything at all is asked for."""
SIGNS = some.text("0１٣²-./年月林 \t\u200f\u202e😀'\"<&{%$", max_size=8)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sequence["Desk"]]:
    """Windows in the middle of cases, at which anything is typed."""
    home = tmp_path_factory.mktemp("hall")
    with open_server(f"sqlite:///{home / 'hall.db'}", home=home) as server:
        browser = Browser(make_app(server.settings, lambda _: server))
        with browser:
            browser.sign_in("xs001", "yunyu-3901")
            browser.follow_redirects = False
            token = server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
            yield [Desk(browser, half_done(server, case), token) for case in ("E01", "E02", "E09")]


def half_done(server: Server, case: str) -> Seat:
    """A seat in the middle of a walkthrough."""
    seat = sit(server, case)
    actions = seat.actions()
    for action in actions[: len(actions) // 2]:
        server.door.put(action).result()
    return seat


class Desk:
    """A window and who sits at it, by browser and by program."""

    def __init__(self, browser: Browser, seat: Seat, token: str) -> None:
        self.browser, self.seat = browser, seat
        self.bearer = {"authorization": f"Bearer {token}"}
        self.page = f"/attempts/{seat.attempt_id}"
        self.form_token = browser.form_token()

    def seen(self) -> int:
        return int(self.browser.get(f"{self.page}/pulse").json()["seq"])

    def type(self, operation: str, typed: Mapping[str, Sequence[str]]) -> int:
        """Keep a draft, send it, look at the page; the sending's status."""
        own = {FIELD: self.form_token, "seen": str(self.seen()), "back": self._form_of(operation)}
        form = {**typed, **own}
        draft = self.browser.post(f"{self.page}/draft/{operation}", data=form, headers=OWN)
        sent = self.browser.post(f"{self.page}/act/{operation}", data=form, headers=OWN)
        looked = self.browser.get(self._form_of(operation))
        assert (draft.status_code, looked.status_code) == (200, 200)
        return sent.status_code

    def program(self, operation: str, form: Mapping[str, Any]) -> int:
        """Send a document, all cautions unread."""
        path = f"/api{self.page}/act/{operation}"
        body = {"form": form, "seen": self.seen()}
        sent = self.browser.post(path, json=body, headers=self.bearer)
        assert self.browser.get(self._form_of(operation)).status_code == 200
        return sent.status_code

    def _form_of(self, operation: str) -> str:
        system = OPERATIONS[operation].declared.system
        where = f"step={operation}" if system == "hall" else f"system={system}&op={operation}"
        return f"{self.page}?{where}"


def names(field: FormField) -> Sequence[str]:
    both = [f"{field.name}.first", f"{field.name}.last"]
    return both if field.kind.name == "months" else [field.name]


def typed(operation: str) -> some.SearchStrategy[dict[str, list[str]]]:
    """A form as a browser sends it: what the field takes, or anything else."""
    fields = OPERATIONS[operation].form()
    choices = {
        name: some.lists(some.sampled_from([*TEXTS, *(field.codes or ())]) | SIGNS, max_size=3)
        for field in fields
        for name in names(field)
    }
    return some.fixed_dictionaries({}, optional=choices)


PLAIN = (
    some.none() | some.booleans() | some.floats(allow_nan=False, allow_infinity=False) | some.sampled_from((0, -1, 10**9, 10**13, 10**30))
    | some.sampled_from(TEXTS) | SIGNS | some.lists(some.sampled_from(TEXTS), max_size=3)
    | some.dictionaries(some.sampled_from(TEXTS), some.none(), max_size=1)
)  # fmt: skip


def document(operation: str) -> some.SearchStrategy[dict[str, Any]]:
    """A form as a program sends it."""
    fields = OPERATIONS[operation].form()
    choices = {
        field.name: PLAIN | some.sampled_from(list(field.codes or TEXTS)) for field in fields
    }
    return some.fixed_dictionaries({}, optional=choices)


@settings(max_examples=examples(150, 60), deadline=None)
@given(
    given_=some.data(), place=some.integers(0, 2), operation=some.sampled_from(sorted(OPERATIONS))
)
def test_whatever_is_typed_is_answered(
    desks: Sequence[Desk], given_: some.DataObject, place: int, operation: str
) -> None:
    given_form = {n: v for n, v in given_.draw(typed(operation)).items() if "\0" not in "".join(v)}
    assert desks[place].type(operation, given_form) in (303, 409, 422)


@settings(max_examples=examples(150, 60), deadline=None)
@given(
    given_=some.data(), place=some.integers(0, 2), operation=some.sampled_from(sorted(OPERATIONS))
)
def test_whatever_a_program_sends_is_answered(
    desks: Sequence[Desk], given_: some.DataObject, place: int, operation: str
) -> None:
    assert desks[place].program(operation, given_.draw(document(operation))) in (200, 409, 422)
