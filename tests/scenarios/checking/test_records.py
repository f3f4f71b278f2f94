"""What a check says of the records of a story: where they lie, what they name, what there is once."""

import pytest

FIRM = """
[[cast.employer]]
name = "归帆物流"
kind = "10"
industry = "G"
area = "390102"
injury_class = 2
address = "归帆街1号"
legal_person = "林海"
opened = 2020-03-01
"""
INSURED = """
[[cast.participation]]
person = "$citizen.person"
insurance = "110"
since = "2020-01"
base = 5_000_00
"""
ACCOUNT = """
[[cast.personal_account]]
person = "$citizen.person"
insurance = "110"
months = 12
principal = 4_800_00
interest = 0
"""
LOG = """
[[cast.card_event]]
person = "$citizen.person"
card = "SK999"
kind = "loss"
on = 2026-06-01
"""
JOB = """
[[cast.employment]]
person = "$citizen.person"
employer = "39019C99"
started = 2024-03-01
registered = 2024-03-02
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (FIRM.replace("area = \"390102\"", ""), "z01.toml › cast › employer › 第1项 › area：缺少这一项，请补上"),
        (FIRM.replace("390102", "此处"), "z01.toml › cast › employer › 第1项 › area：“此处”不是区划代码，写成六位数字，如 390102"),
        (FIRM.replace("390102", "390199"), "z01.toml › cast › employer › 第1项 › area：“390199”不在代码表中，可用的有：390"),
        (FIRM.replace("class = 2", "class = 9"), "z01.toml › cast › employer › 第1项 › injury_class：“9”不在代码表中"),
        (INSURED * 2, "z01.toml › cast › participation › 第2项 › insurance：个人编号、险种相同的人员参保不止一条，请删去一条，或者改正一处"),
        (LOG, "z01.toml › cast › card_event › 第1项 › card：没有名为“SK999”的记录"),
        (JOB, "z01.toml › cast › employment › 第1项 › employer：没有名为“39019C99”的记录"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_fit_is_told(problems, more, said) -> None:
    found = problems(more=more)
    assert any(said in problem for problem in found), "\n".join(found)


@pytest.mark.parametrize(
    ("area", "address", "lies"),
    [
        ("390102", "海岳省云屿市望澜区归帆街1号", ""),
        ("390102", "", ""),
        ("390181", "海岳省云屿市岚江市归帆街1号", ""),
        ("390181", "海岳省岚江市归帆街1号", ""),
        ("390181", "海岳省云屿市归帆街1号", "是“海岳省云屿市归帆街1号”"),
        (
            "390102",
            "海岳省岚江市归帆街1号",
            "在海岳省云屿市岚江市，请改正一处；那里的代码是 390181",
        ),
    ],
)
def test_a_firm_lies_in_its_area(problems, area: str, address: str, lies: str) -> None:
    found = problems(more=FIRM.replace("390102", area).replace("归帆街1号", address))
    assert all(f"，地址{lies}" in each for each in found) and len(found) == bool(lies)


def test_of_work_injury_there_may_be_one_for_each_employer(problems) -> None:
    assert problems(more=INSURED.replace("110", "410") * 2) == []


def test_of_a_record_that_cannot_be_made_nobody_says_that_it_is_not_there(problems) -> None:
    firm = FIRM.replace("2020-03-01", '"某日"').replace(
        "[[cast.employer]]", '[[cast.employer]]\nas = "firm"'
    )
    job = JOB.replace("39019C99", "$firm.employer")
    [told] = problems(more=firm.replace("归帆街1号", "海岳省云屿市望澜区归帆街1号") + job)
    assert told.startswith("z01.toml › cast › employer › 第1项 › opened：")


def test_what_only_looks_doubled_is_not_told(problems) -> None:
    assert problems(more=INSURED + ACCOUNT) == [], "a person has each of one insurance"
    family = 'address = "海岳省云屿市望澜区帆影街道7号"\n\n'
    assert problems((family, family.replace("\n\n", '\nphone = "$old_phone"\n\n'))) == []
