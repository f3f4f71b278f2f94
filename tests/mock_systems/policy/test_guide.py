"""The guide's way to add next year's figures, followed to the letter on a copy of the files."""

import re
import shutil
from datetime import date
from pathlib import Path

from mock_systems.policy.load import FOLDER, load

GUIDE = (Path(__file__).parents[3] / "docs" / "policy.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_adds_a_year(tmp_path: Path):
    copy = tmp_path / "parameters"
    shutil.copytree(FOLDER, copy)
    block = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert block
    example = "\n".join(line.strip() for line in block[1].splitlines())
    file = copy / "wage.toml"
    head, wage, *others = file.read_text(encoding="utf-8").split("[[parameter]]\n")
    assert 'id = "wage.average"' in wage
    added = [head, f"{wage.rstrip()}\n\n{example}\n\n", *others]
    file.write_text("[[parameter]]\n".join(added), encoding="utf-8")
    found = load(copy)
    assert found.used("wage.average", date(2026, 12, 31)).value == 7800
    new = found.used("wage.average", date(2027, 1, 15))
    assert (new.value, new.status, str(new.source)) == (
        8050,
        "reviewed",
        "关于公布2026年度平均工资的通知云人社〔2026〕88号",
    )
