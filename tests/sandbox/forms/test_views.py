"""Forms as they are drawn: choices that tell records apart, and what stands now beside the new."""

import re
from datetime import date
from pathlib import Path

import sandbox
from mock_systems.looked import Looked
from mock_systems.operation import OPERATIONS
from mock_systems.world import World
from sandbox.forms.views import FieldView, form_view
from tests.mock_systems.builders import card, card_holder, employer, person
from tests.mock_systems.rights import employment

TEMPLATES = Path(sandbox.__file__).parent / "templates"


def opened(*people: str) -> Looked:
    """What was looked at where the pages of these people were opened, in every system."""
    systems = ("social_insurance", "social_card", "employment")
    pages = frozenset((system, "person", each) for system in systems for each in people)
    return Looked(pages, frozenset(("person", each) for each in people))


OPENED = opened("39019C01")


def fields(
    world: World, operation: str, seen: Looked = OPENED, **typed: str
) -> dict[str, FieldView]:
    """The fields of an operation's form for the person that is open."""
    sent = {name: [value] for name, value in typed.items()} or None
    view = form_view(OPERATIONS[operation], world, {"person": "39019C01"}, sent, seen=seen)
    return {field.declared.name: field for field in view.fields}


def choices(world: World, operation: str, name: str) -> list[str]:
    return [label for _, label in fields(world, operation)[name].options]


def test_a_choice_shows_its_code_only_where_the_list_is_an_official_one():
    world = World.of(person())
    assert choices(world, "social_insurance.find_person", "by")[0] == "社会保障号码"
    assert choices(world, "social_card.report_loss", "kind")[0] == "正式挂失"
    assert choices(world, "social_card.reissue", "bank")[0] == "海岳银行"
    assert choices(world, "social_insurance.calculate_contribution", "injury_class")[0] == "1类"
    assert choices(world, "social_insurance.enrol_employee", "identity")[0] == "10 企业职工"
    assert "A05 职工参保登记" in choices(world, "hall.open_application", "item")


def test_what_is_ticked_is_named_without_codes():
    ticked = choices(World.of(person()), "social_insurance.enrol_employee", "insurances")
    assert ticked == ["企业职工基本养老保险", "失业保险", "工伤保险"]


def test_records_to_choose_from_begin_with_what_tells_them_apart_and_take_the_whole_width():
    old = card("SK0", state="cancelled", issued=date(2015, 1, 1))
    world = World.of(person(), employer("3901A02", name="望海食品厂"), card(), old, employment())
    cards = fields(world, "social_card.report_loss")["card"]
    assert cards.wide
    assert [label for _, label in cards.options] == [
        "正常 · 海岳银行 · 2020-07-01",
        "注销 · 海岳银行 · 2015-01-01",
    ]
    jobs = choices(world, "employment.end_employment", "employment")
    assert jobs == ["2024-01-08 · 望海食品厂"]


def test_records_that_an_operation_is_for_stand_first():
    before = employment("JY0", started=date(2010, 1, 4), ended=date(2012, 1, 4))
    world = World.of(person(), employer("3901A02", name="望海食品厂"), before, employment())
    offered = choices(world, "employment.end_employment", "employment")
    assert offered == ["2024-01-08 · 望海食品厂", "2010-01-04 · 望海食品厂"]


def test_a_form_that_changes_a_record_shows_what_stands_there_now():
    world = World.of(person(), person("39019C02", name="林小燕"))
    change = "social_insurance.change_person"
    drawn = fields(world, change)
    assert (drawn["name"].item, drawn["name"].before) == ("姓名", "林晓燕")
    assert (drawn["phone"].item, drawn["phone"].before) == ("手机号码", "142****0187")
    assert (drawn["reason"].item, drawn["reason"].before) == ("", "")
    both = opened("39019C01", "39019C02")
    assert fields(world, change, both, person="39019C02")["name"].before == "林小燕"
    assert fields(world, change, both, person="39019C99")["name"].item == ""


def test_a_form_tells_nothing_of_somebody_who_was_not_looked_up():
    world = World.of(
        person(), person("39019C02", name="林小燕"), card_holder("CK2", person="39019C02")
    )
    drawn = fields(world, "social_insurance.change_person", person="39019C02")
    assert (drawn["name"].item, drawn["name"].before) == ("", "")
    assert drawn["person"].note == "尚未查询"
    kept = fields(world, "social_card.change_holder", holder="CK2")
    assert (kept["phone"].item, kept["phone"].before) == ("", "")


def test_who_was_only_listed_is_called_by_name_and_no_more():
    world = World.of(person(), person("39019C02", name="林小燕"))
    listed = Looked(named=frozenset({("person", "39019C02")}))
    drawn = fields(world, "social_insurance.change_person", listed, person="39019C02")
    assert (drawn["person"].note, drawn["address"].item) == ("林小燕", "")


def test_what_one_system_showed_is_not_what_another_holds():
    world = World.of(person(), card_holder())
    page = frozenset({("social_insurance", "person", "39019C01")})
    seen = Looked(page, frozenset({("person", "39019C01")}))
    assert fields(world, "social_insurance.change_person", seen)["address"].before
    assert fields(world, "social_card.change_holder", seen, holder="CK1")["address"].item == ""


def test_a_code_and_a_record_that_are_changed_show_what_stands_there_now_as_well():
    world = World.of(person(), card(), card_holder(occupation="2", guardian="林海"))
    drawn = fields(world, "social_card.change_holder", holder="CK1")
    assert (drawn["occupation"].item, drawn["occupation"].before) == ("职业", "2 专业技术人员")
    assert (drawn["guardian"].item, drawn["guardian"].before) == ("监护人", "林海")
    assert drawn["id_until"].before == "2026-06-10" and drawn["no_guardian"].item == ""


def test_a_form_that_changes_the_one_record_there_is_begins_with_it():
    change = "social_card.change_holder"
    drawn = fields(World.of(person(), card(), card_holder(phone="14200010187")), change)
    assert (drawn["holder"].value, drawn["phone"].before) == ("CK1", "142****0187")
    two = fields(World.of(person(), card(), card_holder(), card_holder("CK2")), change)
    assert (two["holder"].value, two["phone"].item) == ("", "")


def test_a_choice_among_somebodys_records_says_that_somebody_has_to_be_open_first():
    operation, world = OPERATIONS["social_card.report_loss"], World.of(person(), card())
    assert form_view(operation, world, {}).fields[0].note == "请先查询、打开当事人"
    assert fields(world, "social_card.report_loss")["card"].note == ""


def test_who_is_open_is_not_offered_as_the_one_who_is_registered_anew():
    drawn = fields(World.of(person(), card(), card_holder()), "social_card.change_holder")
    assert drawn["guardian"].value == ""


def test_no_placeholder_looks_like_a_value():
    for path in TEMPLATES.rglob("*.html"):
        assert not re.findall('placeholder="[^"]*[0-9]', path.read_text(encoding="utf-8")), path
