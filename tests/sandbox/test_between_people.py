"""What one person has, another never sees: contest papers before their time, kept pages, sessions."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import select

from sandbox.accounts import issue_token
from sandbox.contest.sittings import start
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, ROUND
from scenarios.shelf import all_cases
from tests.sandbox.clerk import page_of, up_to
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, NOON, Seat, sit

pytestmark = pytest.mark.attack

Enter = Callable[[str], Browser]
NASTY = "</textarea>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


def test_a_contest_names_no_case(whole: Server, enter: Enter) -> None:
    contestant = enter("xs001")
    wanted = select(ROUND.c.id).where(ROUND.c.mode == "contest")
    with whole.reader.connect() as reader:
        round_id = reader.execute(wanted).scalar_one()
    contestant.submit(f"/rounds/{round_id}/sittings")
    with whole.reader.connect() as reader:
        rows = reader.execute(select(ATTEMPT.c.id, ATTEMPT.c.sitting_id)).all()
    paths = [f"/attempts/{row.id}{tail}" for row in rows for tail in ("", "/pulse", "/result")]
    sitting = f"/sittings/{rows[0].sitting_id}/hand-in"
    home = contestant.get("/").text.split(f'id="round-{round_id}"')[1]
    for _ in ("before", "after"):
        shown = {path: contestant.get(path).text for path in [*paths, sitting]}
        for path, text in {**shown, "home": home}.items():
            named = [s.id for s in all_cases().values() if re.search(rf"\b{s.id}\b", text)]
            assert not named, path
        contestant.submit(sitting)


def test_whoever_does_not_hand_in_yet_goes_back_to_the_case_they_came_from(
    seat: Seat, enter: Enter
) -> None:
    contestant = enter("xs001")
    with seat.server.reader.connect() as reader:
        wanted = select(ROUND.c.id).where(ROUND.c.mode == "contest")
        contestant.submit(f"/rounds/{reader.execute(wanted).scalar_one()}/sittings")
        sitting = select(ATTEMPT.c.id, ATTEMPT.c.sitting_id).where(ATTEMPT.c.id != seat.attempt_id)
        rows = reader.execute(sitting).all()
    hand_in = f"/sittings/{rows[0].sitting_id}/hand-in"
    first, *_, last = [row.id for row in rows]
    for came, back in ((last, last), (first, first), (seat.attempt_id, first), ("", first)):
        shown = contestant.get(f"{hand_in}?case={came}").text
        assert f'href="/attempts/{back}">返回继续办理' in shown
    assert f'href="{hand_in}?case={last}"' in contestant.get(f"/attempts/{last}").text


def test_the_way_back_from_a_notice_and_from_handing_in_leads_to_the_form_that_was_open(
    seat: Seat, enter: Enter
) -> None:
    contestant = enter("xs001")
    up_to(seat, "hall.close")
    open_form = f"{page_of(seat)}?system=social_insurance&op=social_insurance.add_person"
    page = unescape(contestant.get(open_form).text)
    beside = re.findall(r'href="((?:/sittings|/attempts/\d+/notices)/[^"]+)"', page)
    assert len({path.partition("?")[0] for path in beside}) >= 2
    for path in beside:
        back = re.search(r'href="([^"]+)">返回继续办理', unescape(contestant.get(path).text))
        assert back and back[1] == open_form, path


def test_in_practice_a_program_is_told_the_case(seat: Seat, enter: Enter) -> None:
    token = seat.server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    told = enter("xs001").get(
        f"/api/attempts/{seat.attempt_id}", headers={"authorization": f"Bearer {token}"}
    )
    assert told.json()["case"] == "E09"


def test_a_kept_page_is_one_sign_in_s_alone(seat: Seat, enter: Enter) -> None:
    page = f"/attempts/{seat.attempt_id}"
    first = enter("xs001")
    drawn = first.get(page).text
    token = re.search(r'name="form_token" value="([^"]+)"', drawn)[1]
    assert first.get(page).text == drawn
    again = enter("xs001")
    assert token not in again.get(page).text
    first.submit("/sign-out")
    assert first.get(page).status_code == 303
    first.follow_redirects = True
    first.sign_in("xs002", "yunyu-3901")
    assert first.get(page).status_code == 404


def test_a_language_chosen_is_seen_on_a_kept_page_and_by_nobody_else(
    whole: Server, seat: Seat, enter: Enter
) -> None:
    page, contestant = f"/attempts/{seat.attempt_id}", enter("xs001")
    assert 'lang="zh-CN">' in contestant.get(page).text
    contestant.submit("/language", code="en")
    assert '<html lang="en">' in contestant.get(page).text
    other = sit(whole, account_id=2)
    assert '<html lang="zh-CN">' in enter("xs002").get(f"/attempts/{other.attempt_id}").text


def test_signing_in_gives_a_session_that_nobody_could_have_planted(enter: Enter) -> None:
    browser = enter("xs001")
    planted = browser.cookies["hall_session"]
    browser.follow_redirects = True
    browser.sign_in("xs001", "yunyu-3901")
    assert browser.cookies["hall_session"] != planted
    browser.submit("/sign-out")
    browser.cookies.set("hall_session", planted + "x")
    assert browser.get("/").url.path == "/sign-in"


def test_under_tls_the_cookie_is_never_sent_without(whole: Server, enter: Enter) -> None:
    secure = Browser(enter("xs001").app, "https://testserver", raise_server_exceptions=False)
    given = secure.submit("/sign-in", login="xs001", password="yunyu-3901").history[0]
    [cookie] = [each for each in given.headers.get_list("set-cookie") if "hall_session" in each]
    assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=strict" in cookie


def test_what_a_contestant_types_is_text_on_every_page(
    whole: Server, seat: Seat, enter: Enter
) -> None:
    contestant, judge = enter("xs001"), enter("cp001")
    here = f"/attempts/{seat.attempt_id}"
    contestant.submit(f"{here}/draft/hall.say", seen="1", text=NASTY)
    drafted = contestant.get(here).text
    contestant.submit(f"{here}/act/hall.say", seen="1", text=NASTY)
    said = contestant.get(here).text
    wrong = contestant.submit(
        f"{here}/act/social_insurance.find_person", seen="2", number=NASTY
    ).text
    seat.hand_in()
    own, judged = (
        contestant.get(f"{here}/result").text,
        judge.get(f"/judging/attempts/{seat.number}?seq=2").text,
    )
    mark = seat.right.stage.compiled["rules"][0]["id"]
    judge.submit(
        f"/judging/attempts/{seat.number}/rulings",
        mark=mark,
        kind="void",
        reason=NASTY,
        seen="0",
    )
    ruled = judge.get(f"/judging/attempts/{seat.number}?mark={mark}").text
    for page in (drafted, said, own, judged, ruled):
        assert "onerror=alert(1)&gt;" in page
    for page in (drafted, said, wrong, own, judged, ruled):
        assert "<img src=x" not in page and "49" not in re.findall(r"\{\{.*?\}\}", page)


def test_a_contest_is_started_by_contestants_only_and_once(whole: Server, enter: Enter) -> None:
    for login in ("cp001", "mt001", "zz001"):
        assert enter(login).submit("/rounds/2/sittings").status_code == 403
    first = enter("xs001").submit("/rounds/2/sittings").headers["location"]
    assert enter("xs001").submit("/rounds/2/sittings").headers["location"] == first
    begun = whole.writer.run_now(lambda c: start(c, 2, 2, whole.now_ms(), whole.source))
    assert begun
