"""The page of one's own lost points: by article, the newest first, what is right by now apart."""

import re
import time
from collections.abc import Callable, Sequence

import pytest

from sandbox.counter import lost_points
from sandbox.counter.lost_points import article_of
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, OTHER, Clock, Seat, sit

Enter = Callable[[str], Browser]
HERE = "/lost-points"


def worked(
    server: Server, steps: int | None = None, account_id: int = CONTESTANT, case_id: str = "E09"
) -> Seat:
    """A case practised so far, and handed in."""
    seat = sit(server, case_id, account_id)
    seat.do(*seat.actions()[:steps])
    seat.hand_in()
    return seat


def parts(browser: Browser, path: str = HERE) -> tuple[str, str]:
    """What still loses points, and what was right the last time."""
    text = browser.get(path).text.partition('id="main"')[2]
    still, _, right = text.partition("<details><summary>上次做对了的")
    return still, right


def titles(part: str) -> Sequence[str]:
    return re.findall(r'result#lost"[^>]*>(.*?)</a>', part)


def test_what_was_lost_stands_under_its_article_with_its_sentence_and_the_way_to_do_it_again(
    whole: Server, contestant: Browser
) -> None:
    seat = worked(whole, 1)
    still, right = parts(contestant)
    assert "邀请评价" in titles(still) and not right
    under = still.partition("政务服务“好差评”制度")[2].partition("</tbody>")[0]
    assert [*titles(under)] == ["邀请评价"]
    assert f"/attempts/{seat.attempt_id}/result#lost" in under and "没有" in under
    assert f'name="again" value="{seat.attempt_id}"' in under and "换一人" in under
    assert "<dt>" in still, "the sentence of the article opens in place"
    found = re.findall(r'scope="rowgroup">(.*?)</th>', still, re.S)
    heads = [re.sub("<dl>.*", "", each, flags=re.S) for each in found]
    assert len(heads) == len({*heads}) > 5 and not any("；" in each for each in heads)


def test_of_each_mark_a_page_keeps_one_finding_however_many_there_are(whole: Server) -> None:
    seat = worked(whole, 4)

    with whole.reader.connect() as reader:
        card = lost_points._card(reader, seat)
    found = [len(mark["findings"]) for mark in card["marks"]]
    assert {*found} == {0, 1} and len(found) > 20


def test_how_often_it_was_lost_is_told_and_the_newest_loss_is_led_to(
    whole: Server, contestant: Browser
) -> None:
    worked(whole, 1)
    worked(whole)
    newest = worked(whole, 2)
    still, _ = parts(contestant)
    row = next(each for each in still.split("<tr>") if "邀请评价" in each)
    assert f"/attempts/{newest.attempt_id}/result" in row and "2<small> / 3" in row


def test_the_newest_loss_comes_first(whole: Server, contestant: Browser) -> None:
    for first, then in (("E01", "E09"), ("E09", "E01")):
        worked(whole, 1, case_id=first)
        worked(whole, 1, case_id=then)
        assert re.findall(r"<td>(E\d\d)</td>", parts(contestant)[0])[0] == then


def test_what_was_right_the_last_time_stands_apart_on_every_page(
    whole: Server, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_points, "READ", 1)
    worked(whole, 1)
    worked(whole)
    still, right = parts(contestant)
    assert "上次都做对了" in still and not titles(right)
    still, right = parts(contestant, f"{HERE}?page=2")
    assert not titles(still) and "邀请评价" in titles(right)
    worked(whole, 1)
    still, right = parts(contestant, f"{HERE}?page=3")
    assert "邀请评价" in titles(still) and not titles(right)
    assert f'href="{HERE}?page=2"' in still and f'href="{HERE}?page=4"' not in still
    assert f'href="{HERE}?page=2"' in parts(contestant)[0]


def test_it_is_nobody_else_s_and_led_to_from_home(
    whole: Server, contestant: Browser, enter: Enter
) -> None:
    worked(whole, 1, OTHER)
    assert not titles(parts(contestant)[0]) and HERE not in contestant.get("/").text
    assert titles(parts(enter("xs002"))[0]) and f'href="{HERE}"' in enter("xs002").get("/").text
    assert enter("cp001").get(HERE).status_code == 403


def test_a_ruling_takes_a_point_off_the_page(
    whole: Server, contestant: Browser, enter: Enter
) -> None:
    seat = worked(whole, 1)
    assert "邀请评价" in titles(parts(contestant)[0])
    sent = {"mark": "rated", "kind": "void", "reason": "口头请过评价", "seen": "0"}
    enter("cp001").submit(f"/judging/attempts/{seat.number}/rulings", **sent)
    assert "邀请评价" not in titles(parts(contestant)[0])


def test_a_page_reads_so_many_attempts_and_no_more(
    whole: Server, contestant: Browser, clock: Clock
) -> None:
    for _ in range(lost_points.READ + 2):
        worked(whole, 1)
        clock.ms += 600_000
    text = contestant.get(HERE).text
    assert "30 份练习" in text and "30<small> / 30" in text
    began = time.process_time()
    contestant.get(HERE)
    assert time.process_time() - began < 0.3
    assert "2 份练习" in contestant.get(f"{HERE}?page=2").text


@pytest.mark.parametrize(
    ("basis", "article"),
    [
        ("《社会保险经办条例》第九条、第三十八条；《云屿市窗口服务规范（仿真）》第八条", "《社会保险经办条例》第九条"),
        ("《就业服务与就业管理规定》第六十三条至第六十五条", "《就业服务与就业管理规定》第六十三条至第六十五条"),
        ("《社会保险个人权益记录管理办法》", "《社会保险个人权益记录管理办法》"),
        ("一份旧文件", "一份旧文件"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_article_of_a_basis_is_the_first_it_names(basis: str, article: str) -> None:
    assert article_of(basis) == article
