"""Compiling: the answer key of a variant as the grader reads it."""

import json
import re

import pytest

import grader
from grader.words import Words
from mock_systems.operation import OPERATIONS
from scenarios.casting.words import vocabulary
from scenarios.playing.rehearse import Stage
from scenarios.reading.load import load
from scenarios.shelf import all_cases, rehearse_case


def test_no_name_is_left_in_the_answer_key(stage: Stage) -> None:
    key = {name: value for name, value in stage.compiled.items() if name != "words"}
    assert "$" not in json.dumps(key, ensure_ascii=False)


def test_names_in_titles_and_levels_are_written_out() -> None:
    e07 = Stage(all_cases()["E07"], 0, None)
    written = next(each for each in e07.compiled["service"] if each["id"] == "written")
    assert "2027年7月1日" in written["levels"][3]


def test_names_in_the_headings_of_rules_and_expectations_are_written_out(written) -> None:
    old = 'title = "手机号码已变更"'
    new = 'title = "$citizen.name的手机号码"'
    changes = ((old, new), ('title = "先变更再办结"', 'title = "$citizen.name的变更先办"'))
    key = Stage(load(written(*changes)).script, 0, None).compiled
    expected = key["alternatives"][0]["expect"][0]
    assert expected["title"] == "林美玲的手机号码"
    assert expected["basis"] == "《社会保险经办条例》第九条、第十条"
    assert key["rules"][-1]["title"] == "林美玲的变更先办"


def test_the_answer_key_is_one_the_grader_can_use(stage: Stage) -> None:
    assert grader.check_rules(stage.compiled) == []


def test_it_carries_variant_version_and_hash(stage: Stage) -> None:
    key = stage.compiled
    assert (key["format"], key["case"], key["variant"], key["version"]) == (1, "Z01", 0, 1)
    assert key["script_hash"] == stage.script.digest


def test_fields_are_compared_by_the_kind_of_their_column() -> None:
    e09 = Stage(all_cases()["E09"], 0, None)
    fields = {
        (wanted["id"], field["name"]): (field["value"], field["as"])
        for wanted in e09.compiled["alternatives"][0]["expect"]
        for field in wanted["fields"]
    }
    assert fields["name", "name"] == ("林晓燕", "text")
    assert fields["pension", "base"] == (468000, "fen")
    assert fields["pension", "state"] == ("1", "code")
    assert fields["amounts", "employer_amount"] == (79092, "fen")
    assert fields["amounts", "person_amount"] == (39780, "fen")


def test_selectors_carry_what_they_leave_out(stage: Stage) -> None:
    rules = {rule["id"]: rule for rule in stage.compiled["rules"]}
    citizen = stage.cast.names.of("citizen.person")
    assert rules["unlinked_person"]["x"]["except"] == {"person": [citizen]}
    assert rules["needless_paper"]["x"]["except"]["kind"] == stage.script.needed_papers
    askable = rules["needless_paper_said"]["x"]["except"]["topic"]
    assert "ask_id_card" in askable
    assert "greet" in askable
    assert "ask_household_book" not in askable


@pytest.mark.parametrize("case", all_cases())
def test_no_fact_of_a_walkthrough_is_told_by_its_code(case: str) -> None:
    played = rehearse_case(case)
    words = Words.read(played.stage.compiled["words"])
    told = {
        f"{event['operation']}.{name}": words.value(event["operation"], name, value)
        for event in played.attempt["events"]
        for name, value in event["facts"].items()
    }
    assert {name: said for name, said in told.items() if re.fullmatch("[a-z_ ]+", said)} == {}


def test_the_words_say_who_is_who_in_chinese(stage: Stage) -> None:
    words = stage.compiled["words"]
    assert words["operations"]["hall.call_next"] == "叫号"
    assert words["tables"]["person"] == "人员"
    assert words["fields"]["person.name"] == "姓名"
    assert words["fields"]["hall.say.topic"] == "话题"
    assert words["codes"]["person.sex"]["2"] == "女"
    assert (words["kinds"]["levy.base"], words["kinds"]["person.born"]) == ("money", "date")
    assert words["people"][stage.cast.names.of("citizen.person")] == "林美玲"


def test_whatever_a_rule_may_ask_of_a_step_has_its_words() -> None:
    fields = vocabulary()["fields"]
    columns = {key.rpartition(".")[2] for key in fields}
    for name, operation in OPERATIONS.items():
        assert operation.declared.facts.keys() <= columns, name
