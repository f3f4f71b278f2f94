"""What people type is read kindly and kept as it was meant."""

import pytest

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.operation import OPERATIONS
from sandbox.forms.typed import read


def typed(operation: str, **texts: str) -> object:
    """What a form's one field is read as."""
    (name, text), *_ = texts.items()
    return read(OPERATIONS[operation], {name: [text]}).form.get(name)


def test_chinese_punctuation_in_a_sentence_stays_as_it_was_typed() -> None:
    said = "请您稍等，我先看一下材料（身份证）；马上就好！"
    assert typed("hall.say", text=said) == said


@pytest.mark.parametrize(
    "number", ["３９０１０２１９９２０３１４２８６ｘ", "　39010219920314286x "]
)
def test_full_width_letters_and_digits_are_read_as_narrow_ones(number: str) -> None:
    assert typed("outside.check_police", citizen_number=number) == "39010219920314286X"


def test_an_amount_with_full_width_digits_and_separators_is_an_amount() -> None:
    form = OPERATIONS["social_insurance.calculate_contribution"]
    assert read(form, {"wage": ["３，９００．５元"]}).form["wage"] == 390_050
    assert read(form, {"wage": [" ￥ 3 900.50 元 "]}).form["wage"] == 390_050


@pytest.mark.parametrize(
    "slip", ["6,24", "62,40.00", "1,2480", ",624", "12元50", "3元5", "12 50", "1 2", "1¥2", "5元元"]
)
def test_what_groups_nothing_and_a_unit_in_the_middle_are_asked_back(slip: str) -> None:
    form = OPERATIONS["social_insurance.calculate_contribution"]
    assert "金额应为元" in read(form, {"wage": [slip]}).errors["wage"]


def test_an_amount_is_not_negative() -> None:
    form = OPERATIONS["social_insurance.calculate_contribution"]
    assert read(form, {"wage": ["-3900"]}).errors["wage"] == "金额不能是负数。"


def test_all_that_is_wrong_is_told_at_once() -> None:
    form = OPERATIONS["social_insurance.enrol_employee"]
    told = read(form, {"wage": ["三千"], "person": ["39019C01"]}).errors
    assert "金额应为元" in told["wage"]
    assert {"name_on_card", "employer", "insurances", "hired", "base"} <= told.keys()
    assert "person" not in told


def test_months_are_as_many_as_the_form_declares() -> None:
    operation = OPERATIONS["social_insurance.pay_flexible"]
    (months,) = [field for field in operation.form() if field.kind.name == "months"]

    def errors(last: str) -> object:
        typed = {"months.first": ["2021-01"], "months.last": [last]}
        return read(operation, typed).errors.get("months")

    assert months.most == 60
    assert errors("2025-12") is None
    assert errors("2026-01") == "2021-01 至 2026-01 有 61 个月，至多 60 个月。"
    assert errors("2020-12") == "截止年月 2020-12 早于起始年月 2021-01，请核对。"
    assert errors("9999-12") == "年份 9999 不在 1000 至 2999 之间，请核对。"
