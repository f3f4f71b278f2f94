"""The ear hears the same everywhere, quickly, and only by what was learned."""

from array import array
from time import process_time

import pytest

from mock_systems.hall.topics import TOPICS, Topic, by_keywords, ear, left_out, recognised
from tests import book, teach

LINES = [line.text for line in book.book() if line.part == "open"]
TWO = [teach.Lesson(frozenset({"thank"}), frozenset(), f"多谢{who}帮忙") for who in "您你她他"]
TWO += [teach.Lesson(frozenset({"greet"}), frozenset(), f"{when}好，快坐") for when in "早晚您你"]


ANEW = "learn anew: python -m tests.teach, then python -m tests.book --write"


def heard(text: str, own: tuple[Topic, ...] = ()) -> set[str]:
    return {recognised(text, own).code, *(topic.code for topic in left_out(text, own))}


@pytest.mark.parametrize("told", ["孩子还是在校生。", "他还在读书。"])
def test_who_says_that_somebody_is_at_school_asks_nothing(told: str):
    assert heard(f"我刚查了教育部门的学籍，{told}") == {"other"}


def test_it_knows_every_topic_of_the_hall_and_no_other():
    assert set(ear.weights().topics) == TOPICS.keys() - {"other"}, ANEW


def test_its_file_was_learned_from_what_is_to_be_learned_from():
    now = teach.taught([*teach.opened(), *teach.written()])
    assert ear.weights().lessons == now, ANEW


def test_nothing_is_learned_from_what_is_held_back():
    lessons = {lesson.text for lesson in teach.opened()}
    assert lessons == {line.text for line in book.book() if line.part == "open"}


def test_its_file_is_small_and_what_was_read_is_told_again_byte_for_byte():
    packed = ear.FILE.read_bytes()
    assert len(packed) < 5_000_000
    assert ear.read(packed).packed() == packed


def test_pieces_stand_in_rising_order_each_once_and_none_without_weight():
    learned = ear.weights()
    assert all(one < other for one, other in zip(learned.pieces, learned.pieces[1:], strict=False))
    assert all(one < other for one, other in zip(learned.begins, learned.begins[1:], strict=False))
    assert 0 not in learned.steps


def test_the_same_lessons_teach_the_same_bytes_and_are_heard(monkeypatch: pytest.MonkeyPatch):
    learned = teach.learned(TWO)
    assert teach.learned(TWO).packed() == learned.packed()
    monkeypatch.setattr(ear, "weights", lambda: learned)
    ear.scores.cache_clear()
    found = [
        max(ear.scores(said).items(), key=lambda scored: scored[1])[0] for said in ("多谢", "快坐")
    ]
    ear.scores.cache_clear()
    assert found == ["thank", "greet"]


def test_a_new_kind_of_paper_or_sentence_leaves_most_of_what_others_are_learned_from_as_it_is():
    asked = {f"ask_{kind}" for kind in teach.PAPERS}
    lessons = [each for each in teach.opened() if each.wanted & asked][:300]
    before = teach.varied(lessons, "1")
    permit = {**teach.PAPERS, "parking_permit": ["停车证"]}
    new = teach.Lesson(frozenset({"ask_parking_permit"}), frozenset(), "停车证出示一下")
    gone = {*before} - {*teach.varied([new, *lessons], "1", permit)}
    assert before == teach.varied(lessons, "1")
    assert 0 < len(gone) < len(before) / 25


def test_what_may_be_heard_or_not_is_not_unlearned(monkeypatch: pytest.MonkeyPatch):
    def thanks(optional: frozenset[str]) -> int:
        none = [teach.Lesson(frozenset(), optional, f"多谢{who}") for who in "您你她他"]
        learned = teach.learned([*TWO, *none])
        monkeypatch.setattr(ear, "weights", lambda: learned)
        ear.scores.cache_clear()
        return ear.scores("多谢").get("thank", ear.FAINT)

    assert thanks(frozenset({"thank"})) > thanks(frozenset())
    ear.scores.cache_clear()


def test_a_machine_that_counts_from_the_other_end_reads_the_same(monkeypatch: pytest.MonkeyPatch):
    numbers = array("I", [1, 256])
    packed = numbers.tobytes()
    numbers.byteswap()
    monkeypatch.setattr(ear.sys, "byteorder", "big")
    assert ear._numbers(packed) == numbers


def test_a_score_is_a_whole_number():
    assert {type(score) for text in LINES[:50] for score in ear.scores(text).values()} == {int}


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


@pytest.mark.parametrize(
    ("said", "code"),
    [("薪酬几何", "ask_wage"), ("何处遗失的", "ask_loss"), ("缘何离厂", "ask_reason")],
)
def test_other_words_of_the_same_senses_are_heard(said: str, code: str):
    assert by_keywords(said).code == "other"
    assert recognised(said).code == code


def test_two_matters_are_heard_without_a_keyword_of_either():
    assert heard("家搁哪旮瘩住，号码念叨念叨") == {"ask_address", "ask_phone"}


def test_a_case_s_own_topic_is_heard_by_its_keywords_whatever_else_it_sounds_like():
    own = (Topic("ask_colour", "ask", "询问颜色", keywords=("哪种颜色",)),)
    assert "ask_colour" in heard("身份证给我，您要哪种颜色", own)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("密码不要告诉我", "pin_aloud"),
        ("不用出示户口簿", "ask_household_book"),
        ("您向银行挂失了吗？", "tell_bank_loss"),
        ("下次来再出示身份证，今天先登记", "ask_id_card"),
    ],
)
def test_what_the_patterns_take_back_is_not_heard_however_it_sounds(said: str, code: str):
    assert code not in heard(said)


def test_what_is_held_against_who_said_it_must_sound_it_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ear, "scores", lambda text: {"tell_no": 700, "barred": 1200})
    assert recognised("哔哔").code == "other"
    monkeypatch.setattr(ear, "scores", lambda text: {"tell_no": 701, "barred": 1200})
    assert recognised("哔哔哔").code == "tell_no"
    monkeypatch.setattr(ear, "scores", lambda text: {"tell_no": 700, "barred": 1201})
    assert recognised("哔哔哔哔").code == "barred"
    recognised.cache_clear()


@pytest.mark.parametrize(
    ("said", "code"), [("窗口九点开始上班", "ask_started"), ("签名和身份证一致", "ask_sign")]
)
def test_keywords_are_not_believed_where_a_sentence_sounds_otherwise(said: str, code: str):
    assert by_keywords(said).code == code
    assert heard(said) == {"other"}


def test_a_text_is_the_same_whatever_its_signs_and_widths():
    assert ear.pieces(ear.smooth("请 签字！！")) == ear.pieces(ear.smooth("请签字"))
    assert ear.smooth("共１２.５元、请缴。") == "共0元,请缴"
