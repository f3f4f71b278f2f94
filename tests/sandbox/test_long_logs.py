"""A long log stays light: its pages draw a part of it, and the rest is a link away."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any
from urllib.parse import urljoin

import pytest
from sqlalchemy import Connection, func, select, update

from sandbox.attempt import door
from sandbox.attempt.journal import attempt_document, broken_link
from sandbox.attempt.states import head_of
from sandbox.contest.scorecards import latest_scorecard
from sandbox.counter import result
from sandbox.declined import Full
from sandbox.judging import screens
from sandbox.store.tables import CHANGE
from tests.sandbox.clerk import page_of, post
from tests.sandbox.conftest import Browser
from tests.sandbox.long_log import talk_until
from tests.servers import Seat
from tests.tampering import unguarded

Enter = Callable[[str], Browser]
LAST = 450


@pytest.fixture
def long(seat: Seat) -> Seat:
    talk_until(seat, LAST)
    return seat


def _said(page: str) -> list[int]:
    return [int(number) for number in re.findall("第([0-9]+)句", page)]


def _way(page: str, label: str) -> str:
    """The address of a link of the pages of a list."""
    found = re.search(f'href="([^"]+)"[^>]*>{label}', page)
    assert found, label
    return found[1].replace("&amp;", "&").partition("#")[0]


def _read_back(browser: Browser, page: str, label: str) -> list[int]:
    """What was said by following a link as long as there is one, in order."""
    said = _said(page)
    while f">{label}" in page and len(said) <= LAST:
        page = browser.get(_way(page, label)).text
        said = _said(page) + said
    return said


def test_the_log_is_one_that_the_door_could_have_written(long: Seat) -> None:
    with long.server.reader.connect() as reader:
        assert broken_link(reader, long.attempt_id) is None
    assert long.act("hall.say", LAST, text="您好").event["accepted"]


def test_an_attempt_has_room_for_two_thousand_actions_and_can_then_be_handed_in(seat: Seat) -> None:
    talk_until(seat, 1_999)
    assert seat.act("hall.say", 1_999, text="您好").event["seq"] == 2_000
    with pytest.raises(Full):
        seat.act("hall.say", 2_000, text="您好")
    seat.hand_in()
    with seat.server.reader.connect() as reader:
        assert len(attempt_document(reader, seat.attempt_id)["events"]) == 2_000


def test_an_attempt_has_room_for_so_many_changes_whatever_one_action_makes(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty months of everybody who can be enrolled made pages of seconds."""
    with seat.server.reader.connect() as reader:
        there = seat.server.states.of(reader, head_of(reader, seat.attempt_id)).changes
        assert there == len(attempt_document(reader, seat.attempt_id)["changes"])
    monkeypatch.setattr(door, "MOST_CHANGES", there + 2)
    seat.act("hall.say", 1, text="您好")
    with pytest.raises(Full):
        seat.act("hall.say", 2, text="您好")
    seat.hand_in()


def test_the_counter_draws_the_newest_of_a_talk(long: Seat, contestant: Browser) -> None:
    said = _said(contestant.get(page_of(long)).text)
    assert said[-1] == LAST and 50 <= len(said) <= 100  # each with an answer


def test_every_older_sentence_is_a_link_away_without_script(
    long: Seat, contestant: Browser
) -> None:
    said = _read_back(contestant, contestant.get(page_of(long)).text, "更早的")
    assert said == list(range(2, LAST + 1))


def test_the_ways_on_lead_back_to_the_newest(long: Seat, contestant: Browser) -> None:
    oldest = contestant.get(f"{page_of(long)}?talk=1").text
    assert _said(oldest)[0] == 2 and "更早的" not in oldest
    assert _said(contestant.get(_way(oldest, "最新的")).text)[-1] == LAST
    after = _said(contestant.get(_way(oldest, "后面的")).text)
    assert after[0] - _said(oldest)[-1] <= 1


def test_what_is_said_while_older_sentences_are_looked_at_is_seen(
    long: Seat, contestant: Browser
) -> None:
    oldest = contestant.get(f"{page_of(long)}?talk=1&system=employment").text
    back = re.search(r'name="back" value="([^"]+)"', oldest)
    assert back
    contestant.follow_redirects = True
    post(contestant, long, "hall.say", LAST, text="听得见吗", back=back[1])
    page = contestant.get(back[1].replace("&amp;", "&")).text
    assert "听得见吗" in page and "system=employment" in back[1]


def _steps(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'seq=\d+">(\d+)</a></td>', page)]


def test_a_judge_sees_the_part_of_the_log_that_holds_a_step(long: Seat, enter: Enter) -> None:
    long.hand_in()
    judge = enter("cp001")
    page = judge.get(f"/judging/attempts/{long.number}?seq=10").text
    assert _steps(page) == list(range(1, 201))
    later = judge.get(_way(page.partition('id="log-title"')[2], "后面的")).text
    assert _steps(later) == list(range(201, LAST + 1))
    earlier = judge.get(_way(later.partition('id="log-title"')[2], "前面的")).text
    assert _steps(earlier) == list(range(1, 201))


def test_a_judge_sees_among_the_records_what_was_said_in_the_step_looked_at(
    long: Seat, enter: Enter
) -> None:
    long.hand_in()
    page = enter("cp001").get(f"/judging/attempts/{long.number}?seq=300").text
    records = page.partition('aria-label="当时记录"')[2]
    assert _said(records) == [300] and records.count('class="record') < 10
    assert "号票" in records


def test_what_is_altered_between_two_looks_of_a_judge_is_found_out(
    long: Seat, enter: Enter
) -> None:
    long.hand_in()
    judge, path = enter("cp001"), f"/judging/attempts/{long.number}"
    assert "日志校验通过" in judge.get(path).text
    long.server.writer.run_now(_alter_the_longest_text)
    assert "第 0 步起日志校验不通过" in judge.get(path).text


def _alter_the_longest_text(connection: Connection) -> None:
    """Write another character about its middle."""
    text = connection.execute(select(CHANGE.c.after).order_by(func.length(CHANGE.c.after).desc()))
    [after, *_] = text.scalars()
    half = len(after) // 2
    altered = after[:half] + re.sub("[\u4e00-\u9fff]", "〇", after[half:], count=1)
    assert altered != after
    with unguarded(connection):
        connection.execute(update(CHANGE).where(CHANGE.c.after == after).values(after=altered))


def test_a_judge_of_manners_reads_the_talk_from_its_beginning(long: Seat, enter: Enter) -> None:
    long.hand_in()
    judge, path = enter("cp001"), f"/judging/attempts/{long.number}"
    judged = next(each["id"] for each in _marks(long) if each["levels"])
    page = judge.get(f"{path}?mark={judged}").text
    said = _transcript(page)
    while "后面的" in _talk(page) and len(said) <= LAST:
        page = judge.get(_way(_talk(page), "后面的")).text
        said += _transcript(page)
    assert said == list(range(2, LAST + 1))
    assert 300 in _transcript(judge.get(f"{path}?mark={judged}&seq=300").text)


def _marks(seat: Seat) -> Sequence[Mapping[str, Any]]:
    with seat.server.reader.connect() as reader:
        marks: Sequence[Mapping[str, Any]] = latest_scorecard(reader, seat.attempt_id)["marks"]
    return marks


def _talk(page: str) -> str:
    """The talk on a judge's page."""
    return page.partition('id="talk"')[2].partition("<form")[0]


def _transcript(page: str) -> list[int]:
    return _said(_talk(page))


def test_the_result_of_a_practice_lists_every_step_part_by_part(
    long: Seat, contestant: Browser
) -> None:
    long.hand_in()
    path = f"{page_of(long)}/result"
    page = contestant.get(path).text
    said = _said(page)
    assert len(said) <= 200
    page = contestant.get(path + _way(page, "后面的")).text
    assert said + _said(page) == list(range(2, LAST + 1))
    assert 'href="?log=1#done"' in page


@pytest.mark.parametrize(
    ("login", "of", "path"),
    [
        ("xs001", result, "/attempts/{seat.attempt_id}/result"),
        ("cp001", screens, "/judging/attempts/{seat.number}"),
    ],
)
def test_what_was_lost_is_told_part_by_part(
    login: str, of: ModuleType, path: str, seat: Seat, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.hand_in()

    def missed(reader: Connection, attempt_id: int) -> Mapping[str, Any]:
        """The same card, with one mark that missed 160 times."""
        card = latest_scorecard(reader, attempt_id)
        lost = next(mark for mark in card["marks"] if mark["state"] == "lost")
        once = lost["findings"][0]
        lost["findings"] = [
            {**once, "explanation": {**once["explanation"], "sentence": f"第{turn}句"}}
            for turn in range(1, 161)
        ]
        return card

    monkeypatch.setattr(of, "latest_scorecard", missed)
    browser, path = enter(login), path.format(seat=seat)
    with seat.server.reader.connect() as reader:
        marks = latest_scorecard(reader, seat.attempt_id)["marks"]
    mark = next(each["id"] for each in marks if each["state"] == "lost")
    page = browser.get(f"{path}?mark={mark}").text
    said = _said(page)
    assert 0 < len(said) <= 50
    while ">后面的" in page and len(said) < 1_000:
        page = browser.get(urljoin(path, _way(page, "后面的"))).text
        assert len(_said(page)) < 100
        assert page.count("<div") == page.count("</div>")
        said += _said(page)
    assert said == list(range(1, 161))
