"""An exported attempt: its files held to each other and to check codes."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import canonical
from sandbox.audit.exported import ATTEMPT, RECORD, SCRIPT, exported_findings
from sandbox.store.sealing import link_hash
from tests.sample import examples
from tests.sandbox.audit.conftest import Audit
from tests.tampering import edited_text, spread

pytestmark = pytest.mark.attack

UNTOLD = {"seq", "head"}
"""What of an export says nothing of the attempt: the place in the hall's chain."""


def leaves(value: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a document that is not made of other things."""
    if isinstance(value, dict | list) and value:
        for each in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[each], *path, each)
    else:
        yield path


def test_every_value_of_an_export_is_held_to_the_others(exported: Path, numbers: list[str]) -> None:
    folder = exported / numbers[0]
    for file in sorted(folder.iterdir()):
        text = file.read_text("utf-8")
        ways = [*leaves(json.loads(text))]
        for way in spread(ways, examples(len(ways), 20)):
            document = json.loads(text)
            place = document
            for each in way[:-1]:
                place = place[each]
            place[way[-1]] = edited_text(place[way[-1]])
            file.write_text(canonical(document), "utf-8")
            assert [*exported_findings(folder)] or way[-1] in UNTOLD, (file.name, way)
        file.write_text(text, "utf-8")
    assert [*exported_findings(folder)] == []


def test_no_byte_of_an_export_can_be_another(exported: Path, numbers: list[str]) -> None:
    """Other ones in each run."""
    folder, chance = exported / numbers[0], random.Random()
    files = sorted(folder.iterdir())
    untold = re.compile(rf'"({"|".join(UNTOLD)})":"?[^",]*$'.encode())
    file = folder / RECORD
    right = file.read_bytes()
    for key in ("format", "seq", "head", "content"):
        file.write_bytes(right.replace(f'"{key}":'.encode(), f'"{key[:-1]}~":'.encode(), 1))
        assert [*exported_findings(folder)], key
    file.write_bytes(right)
    for _ in range(examples(3_000, 20)):
        file = chance.choice(files)
        right = file.read_bytes()
        place = chance.randrange(len(right))
        wrong = bytearray(right)
        wrong[place] ^= 1 << chance.randrange(8)
        file.write_bytes(wrong)
        told = [*exported_findings(folder)] or untold.search(right[:place])
        assert told, (file.name, place, right[place - 20 : place + 20])
        file.write_bytes(right)
    assert [*exported_findings(folder)] == []


def test_a_change_of_no_step_of_an_export_is_found(exported: Path, numbers: list[str]) -> None:
    file = exported / numbers[0] / ATTEMPT
    document = json.loads(file.read_text("utf-8"))
    document["changes"].append({**document["changes"][-1], "seq": 99})
    file.write_text(canonical(document), "utf-8")
    [told] = exported_findings(file.parent)
    assert str(told).endswith("第 99 步：有记录的变动，没有这一步")


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of a document that has names."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from places(each)


def test_one_name_more_anywhere_in_an_export_is_found(exported: Path, numbers: list[str]) -> None:
    folder = exported / numbers[0]
    for file in sorted(folder.iterdir()):
        text = file.read_text("utf-8")
        document = json.loads(text)
        for place in (document, *spread([*places(document)], examples(200, 20))):
            place["~"] = 1
            file.write_text(canonical(document), "utf-8")
            assert [*exported_findings(folder)], (file.name, place)
            del place["~"]
        file.write_text(text, "utf-8")


def test_changes_of_an_export_in_another_order_are_found(
    exported: Path, numbers: list[str]
) -> None:
    file = exported / numbers[0] / ATTEMPT
    document = json.loads(file.read_text("utf-8"))
    document["changes"].sort(key=lambda change: -change["seq"])
    file.write_text(canonical(document), "utf-8")
    [told] = exported_findings(file.parent)
    assert str(told).endswith("记录的变动次序改动过")


def test_a_marking_that_was_taken_off_the_end_of_an_export_is_found(
    exported: Path, numbers: list[str]
) -> None:
    file = exported / numbers[1] / RECORD
    record = json.loads(file.read_text("utf-8"))
    assert record["links"].pop()["kind"] == "marking"
    file.write_text(canonical(record), "utf-8")
    [told] = exported_findings(file.parent)
    assert str(told).endswith("已交卷，没有评分")


@pytest.mark.parametrize("name", [ATTEMPT, SCRIPT, RECORD])
@pytest.mark.parametrize("deep", ["%s", '{"links":%s}', '{"attempt":%s}'])
def test_what_is_nested_too_deep_costs_its_own_folder_alone(
    deep: str, name: str, in_hall: Audit, exported: Path, numbers: list[str]
) -> None:
    first, last = sorted(numbers)
    (exported / first / name).write_text(deep % ("[" * 100_000 + "]" * 100_000))
    (exported / last / RECORD).unlink()
    code, said = in_hall("audit", exported)
    assert code == 1 and "导出的作答 2 份" in said
    assert f"{exported / first / name}：层次太深" in said
    assert f"{exported / last / RECORD}：没有这个文件" in said


def test_a_link_whose_text_is_nested_too_deep_is_told(exported: Path, numbers: list[str]) -> None:
    file = exported / numbers[0] / RECORD
    record = json.loads(file.read_text("utf-8"))
    for link in record["links"]:
        link["content"] = "[" * 100_000
    file.write_text(canonical(record), "utf-8")
    assert "不是程序导出的内容" in "".join(map(str, exported_findings(file.parent)))


def test_an_answer_key_of_an_export_is_held_against_the_one_that_is_made_anew(
    exported: Path, numbers: list[str]
) -> None:
    file = exported / numbers[0] / SCRIPT
    assert [*exported_findings(file.parent, marks=True)] == []
    file.write_text(canonical({**json.loads(file.read_text("utf-8")), "planted": 1}), "utf-8")
    told = [str(each) for each in exported_findings(file.parent, marks=True)]
    assert f"{file.parent} 作答 {numbers[0]} 标准答案：本程序编出的与它不同" in told


def test_other_bytes_of_an_export_are_told_with_their_place(in_hall: Audit, exported: Path) -> None:
    file = next(exported.rglob(RECORD))
    right = file.read_bytes()
    for wrong, told in (
        (right.replace(b":", b": ", 1), f"第 {right.index(b':') + 2} 字节起不是程序的写法"),
        (right[:-1], f"第 {len(right)} 字节起不是 JSON"),
        (b"\xff" + right, "第 1 字节起不是 UTF-8"),
    ):
        file.write_bytes(wrong)
        code, said = in_hall("audit", exported)
        assert code == 1 and f"{file}：{told}" in said, said


def test_check_codes_are_held_to_what_was_exported(
    in_hall: Audit, exported: Path, tmp_path: Path, numbers: list[str]
) -> None:
    record = json.loads((exported / numbers[1] / RECORD).read_text("utf-8"))
    [code] = [link["hash"] for link in record["links"] if link["kind"] == "sealing"]
    assert "没有凭证可以核对" in in_hall("audit", exported)[1]
    file = tmp_path / "receipts.txt"
    file.write_text(f"{numbers[1]} {code}\n00000000 {code}", "utf-8")
    status, said = in_hall("audit", exported, "--receipts", file)
    assert status == 0 and "凭证 1 份" in said
    assert f"{exported / numbers[0]} 没有凭证" in said and f"{numbers[1]} 没有凭证" not in said
    file.write_text(f"{numbers[1]} {'0' * 16}", "utf-8")
    status, said = in_hall("audit", exported, "--receipts", file)
    assert status == 1 and f"{file} 第 1 行：作答 {numbers[1]} 的校验码与封存记录不符" in said


def test_a_true_export_vouches_for_no_other_of_its_number(
    in_hall: Audit, exported: Path, tmp_path: Path, numbers: list[str]
) -> None:
    record = json.loads((exported / numbers[1] / RECORD).read_text("utf-8"))
    file = tmp_path / "receipts.txt"
    file.write_text(f"{numbers[1]} {record['links'][0]['hash']}", "utf-8")
    forged = exported / "0" / RECORD  # the first to be looked at
    shutil.copytree(exported / numbers[1], forged.parent)
    link = record["links"][0]
    link["hash"] = link_hash(link["previous"], link["kind"], link["place"], link["content"] + " ")
    forged.write_text(canonical(record), "utf-8")
    status, said = in_hall("audit", exported, "--receipts", file)
    assert status == 1 and "的校验码与封存记录不符" in said


def test_a_receipt_of_before_time_was_given_back_is_told_as_that(
    in_hall: Audit, exported: Path, tmp_path: Path, numbers: list[str]
) -> None:
    record = json.loads((exported / numbers[0] / RECORD).read_text("utf-8"))
    first, last = [link["hash"] for link in record["links"] if link["kind"] == "sealing"]
    file = tmp_path / "receipts.txt"
    for code, early in ((first, True), (last, False), (record["hashes"][-1], False)):
        file.write_text(f"{numbers[0]} {code}", "utf-8")
        status, said = in_hall("audit", exported, "--receipts", file)
        assert (status, "凭证是补时以前的" in said) == (0, early)
