"""The query line: who is found, in what order, and who could be mistaken for whom."""

import pytest

from mock_systems.fields import form_field
from mock_systems.identifiers import citizen_number, credit_code
from mock_systems.operation import OPERATIONS
from mock_systems.world import World
from tests.mock_systems.builders import (
    BORN,
    NUMBER,
    OTHER_NUMBER,
    done,
    employer,
    person,
    refused,
    tried,
)
from tests.mock_systems.rights import participation, working

SYSTEMS = ("social_insurance", "employment")
FAR_NUMBER = citizen_number("390103", BORN, 902)


@pytest.fixture(params=SYSTEMS)
def system(request):
    """Each system with a query line for people."""
    return request.param


@pytest.fixture
def world():
    """林晓燕, one with a near number, one with the same name elsewhere."""
    return World.of(
        person(),
        person("39019C02", name="林小燕", citizen_number=OTHER_NUMBER, phone="14200010188"),
        person("39019C03", name="林晓燕子", citizen_number=FAR_NUMBER, phone="14200010189"),
        employer("3901A02", name="望海食品厂"),
        working(),
    )


def found(world, system, by, value):
    """The keys listed, the fact noted, the sentence said."""
    come = done(world, f"{system}.find_person", by=by, value=value)
    keys = come.answer.panels[0].keys if come.answer.panels else ()
    return list(keys), come.facts.get("person"), come.answer.message


def test_a_number_finds_its_owner_and_nobody_whose_number_is_near(world, system):
    keys, noted, said = found(world, system, "number", OTHER_NUMBER)
    assert (keys, noted, said) == (["39019C02"], "39019C02", "找到 1 人。")


def test_a_small_x_at_the_end_of_a_number_is_the_same_number(system):
    number = next(
        n for o in range(902, 999, 2) if (n := citizen_number("390102", BORN, o))[-1] == "X"
    )
    world = World.of(person(citizen_number=number))
    assert found(world, system, "number", number.lower())[0] == ["39019C01"]


DOTTED = "阿依古丽·买买提"
TYPED = [DOTTED.replace("·", dot) for dot in "·•・．.･"] + [
    "阿依古丽 · 买买提",
    "阿依古丽·买买提\u200b",
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_name_of_several_parts_is_found_whatever_its_dot(system, typed):
    world = World.of(person(name=DOTTED))
    assert found(world, system, "name", typed)[:2] == (["39019C01"], "39019C01")
    police = done(world, "outside.check_police", citizen_number=NUMBER, name=typed)
    assert police.facts["result"] == "agrees"


def test_a_number_parted_by_blanks_is_the_same_number(world, system):
    parted = f"{NUMBER[:6]} {NUMBER[6:14]}\u3000{NUMBER[14:]}\u200b"
    assert found(world, system, "number", parted)[0][0] == "39019C01"


def test_a_name_finds_everyone_whose_name_begins_so(world, system):
    keys, noted, _ = found(world, system, "name", "林晓燕")
    assert (keys, noted) == (["39019C01", "39019C03"], "39019C01")


def test_two_of_the_same_name_are_not_one_person(world, system):
    world.add(person("39019C04", citizen_number=citizen_number("390104", BORN, 902)))
    keys, noted, _ = found(world, system, "name", "林晓燕")
    assert (keys, noted) == (["39019C01", "39019C04", "39019C03"], None)


@pytest.mark.parametrize("key", ["3901007115", "39019001201"])
def test_a_personal_number_finds_one_also_of_whoever_was_added(world, system, key):
    world.add(person(key, citizen_number=citizen_number("390104", BORN, 902)))
    assert found(world, system, "person", key) == ([key], key, "找到 1 人。")


@pytest.mark.parametrize("value", ["14200010188", "142 0001 0188", "+86 142-0001-0188。"])
def test_a_phone_finds_one_however_it_is_written(world, system, value):
    assert found(world, system, "phone", value) == (["39019C02"], "39019C02", "找到 1 人。")


def test_nobody_found_is_an_answer_and_not_a_refusal(world, system):
    assert found(world, system, "phone", "14299999999")[2].startswith("未找到")


@pytest.mark.parametrize(
    ("by", "value", "reason"),
    [
        ("number", NUMBER[:-1] + "0", "bad_number"),
        ("number", NUMBER[:6] + NUMBER[8:17], "old_number"),
        ("number", "3901", "bad_number"),
        ("name", "林", "too_short"),
    ],
)
def test_a_query_that_cannot_be_meant_is_refused(world, system, by, value, reason):
    assert refused(world, f"{system}.find_person", by=by, value=value) == reason


QUERIES = [name for name, each in OPERATIONS.items() if each.declared.part == "query"]
SLIPS = ("1420", "x", "142000101880", NUMBER[:-1], f"{NUMBER}1", "3901", "——", "#")
NOBODYS = {
    "number": FAR_NUMBER,
    "name": "无此人名",
    "person": "3901007115",
    "phone": "14299999999",
    "card": "Y00000419",
    "employer": "39010042",
    "credit_code": credit_code("390102", "MA000001"),
}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("slip", SLIPS)
def test_what_nobody_can_have_is_told_to_be_impossible_and_is_not_looked_for(query, slip):
    ways = list(form_field(OPERATIONS[query], "by").codes)
    assert len(ways) >= 3
    for by in ways:
        come = tried(World.of(), query, by=by, value=slip)
        assert not come.accepted and come.reason in (f"bad_{by}", "too_short"), by
        assert come.refusals[0].message and "未找到" not in come.refusals[0].message


@pytest.mark.parametrize("query", QUERIES)
def test_what_somebody_could_have_is_looked_for(query):
    for by in form_field(OPERATIONS[query], "by").codes:
        assert done(World.of(), query, by=by, value=NOBODYS[by]).answer.message.startswith("未找到")


def test_a_number_of_another_sort_is_impossible_too(world, system):
    for by, value in (("person", NUMBER), ("person", "14200010188"), ("phone", "3901007115")):
        assert refused(world, f"{system}.find_person", by=by, value=value) == f"bad_{by}"
    assert refused(world, f"{system}.find_person", by="name", value="14200010188") == "bad_name"
    employers = "social_insurance.find_employer"
    assert refused(world, employers, by="employer", value="3901007115") == "bad_employer"
    assert refused(world, employers, by="credit_code", value="39010071") == "bad_credit_code"


def test_two_characters_of_a_name_are_enough(world, system):
    assert len(found(world, system, "name", "林晓")[0]) == 2


def test_who_is_insured_now_is_shown_as_insured(system):
    world = World.of(
        person(),
        employer("3901A02", name="望海食品厂"),
        working(),
        participation("CB2", insurance="170", employer="", identity="50"),
    )
    row = done(world, f"{system}.find_person", by="number", value=NUMBER).answer.panels[0].rows[0]
    assert row[5:] == ("参保缴费", "望海食品厂")
    row = (
        done(
            World.of(
                person(),
                working(insurance="170", employer=""),
                participation("CB2"),
                employer("3901A02"),
            ),
            f"{system}.find_person",
            by="number",
            value=NUMBER,
        )
        .answer.panels[0]
        .rows[0]
    )
    assert row[5:] == ("参保缴费", "—")


def test_twenty_are_listed_and_more_are_announced(system):
    crowd = [
        person(f"39019D{n:02d}", citizen_number=citizen_number("390102", BORN, 900 + n))
        for n in range(25)
    ]
    keys, _, said = found(World.of(*crowd), system, "name", "林晓燕")
    assert len(keys) == 20
    assert said == "找到超过 20 人，请补充查询内容后再查。"
    assert found(World.of(*crowd[:20]), system, "name", "林晓燕")[2] == "找到 20 人，请核对。"


def test_a_row_shows_where_someone_is_insured_and_opens_the_page(world, system):
    panel = done(world, f"{system}.find_person", by="name", value="林晓燕").answer.panels[0]
    home = "海岳省云屿市望澜区"
    assert panel.rows[0][1:] == ("林晓燕", "女", NUMBER, home, "参保缴费", "望海食品厂")
    assert panel.rows[1][4:] == (home, "未参保", "—")
    assert (panel.opens, panel.field) == (f"{system}.open_person", "person")
    assert done(world, panel.opens, **{panel.field: panel.keys[0]}).accepted


@pytest.mark.parametrize("by", ["employer", "credit_code"])
def test_a_unit_is_found_by_its_number_and_by_its_code_in_small_letters(by):
    unit = employer("39010042")
    value = getattr(unit, by).lower()
    come = done(World.of(unit), "social_insurance.find_employer", by=by, value=value)
    assert come.facts == {"employer": "39010042", "listed": ["39010042"]}
    assert come.answer.panels[0].keys == ["39010042"]


def test_two_characters_of_a_units_name_are_enough_and_one_is_not():
    world = World.of(employer("3901A02", name="望海食品厂"))
    find = "social_insurance.find_employer"
    assert refused(world, find, by="name", value="望") == "too_short"
    come = done(world, find, by="name", value="望海")
    assert come.answer.panels[0].keys == ["3901A02"]


def test_opening_a_page_that_is_not_there_is_refused(world, system):
    assert tried(world, f"{system}.open_person", person="39019C99").reason == "no_record"
