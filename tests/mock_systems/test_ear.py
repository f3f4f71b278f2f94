"""The ear hears the same everywhere, quickly, and only by what was learned."""

import random
from time import process_time

import pytest

from mock_systems.hall.topics import TOPICS, Topic, by_keywords, ear, left_out, recognised
from tests import book

LINES = [line.text for line in book.book() if line.part == "open"]
MANY = (LINES + ["，".join(pair) for pair in zip(LINES, LINES[7:], strict=False)])[:2000]


def test_it_knows_every_topic_of_the_hall_and_no_other():
    assert set(ear.weights().topics) == TOPICS.keys() - {"other"}


def test_its_file_is_small_and_has_each_piece_once():
    text = ear.FILE.read_text("utf-8")
    assert len(text.encode()) < 5_000_000
    assert len(text.splitlines()) == len(ear.weights().letters) + 1


def test_2000_sentences_are_heard_the_same_whatever_the_order_of_what_was_learned(
    monkeypatch: pytest.MonkeyPatch,
):
    learned = ear.weights()
    before = [ear.scores(text) for text in MANY]
    rows = list(learned.letters.items())
    random.Random(1).shuffle(rows)
    other = learned._replace(letters={p: _turned(letters) for p, letters in rows})
    monkeypatch.setattr(ear, "weights", lambda: other)
    ear.scores.cache_clear()
    assert [ear.scores(text) for text in MANY] == before
    ear.scores.cache_clear()


def _turned(letters: bytes) -> bytes:
    pairs = [letters[at : at + 2] for at in range(0, len(letters), 2)]
    return b"".join(reversed(pairs))


def test_a_score_is_a_whole_number():
    assert {type(score) for text in MANY[:50] for score in ear.scores(text).values()} == {int}


def test_a_sentence_is_heard_in_two_thousandths_of_a_second():
    ear.weights()
    ear.scores.cache_clear()
    start = process_time()
    for text in LINES[:500]:
        ear.scores(text)
    assert process_time() - start < 500 * 0.002


@pytest.mark.parametrize(
    ("slipped", "code"),
    [
        ("请您在密码建盘上书入密码", "pin_pad"),
        ("请出始身份正", "ask_id_card"),
        ("请在这里前自", "ask_sign"),
    ],
)
def test_a_slip_that_sounds_the_same_is_heard(slipped: str, code: str):
    assert by_keywords(slipped).code == "other"
    assert recognised(slipped).code == code


def test_two_matters_are_heard_without_a_keyword_of_either():
    said = "家搁哪旮瘩住，号码念叨念叨"
    assert {recognised(said).code, *(t.code for t in left_out(said))} == {
        "ask_address",
        "ask_phone",
    }


def test_a_case_s_own_topic_is_heard_by_its_keywords_before_what_only_sounds_like_one():
    own = (Topic("ask_colour", "ask", "询问颜色", keywords=("哪种颜色",)),)
    said = "身份证给我，您要哪种颜色"
    assert own[0] in (recognised(said, own), *left_out(said, own))


@pytest.mark.parametrize("said", ["密码不要告诉我", "不用出示户口簿", "您向银行挂失了吗？"])
def test_what_the_patterns_take_back_is_not_heard_however_it_sounds(said: str):
    heard = {recognised(said).code, *(t.code for t in left_out(said))}
    assert heard.isdisjoint({"pin_aloud", "ask_household_book", "tell_bank_loss"})


def test_a_piece_of_a_text_is_counted_once_and_nothing_of_its_signs_or_widths():
    assert ear.pieces(ear.smooth("请 签字！！")) == ear.pieces(ear.smooth("请签字"))
    assert ear.smooth("共１２.５元、请缴。") == "共0元,请缴"
