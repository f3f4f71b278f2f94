"""The quality gates of a population: what must hold before anybody works with it.

Each gate is independent of the others: a violation of one is named by that one.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from mock_systems.population.build import build
from mock_systems.population.file import content_hash
from mock_systems.population.gates import cards, employers, every, insurance, people, work
from mock_systems.population.gates.functions import teach
from mock_systems.population.gates.report import Gate, GateReport, Offence, Passage, Search
from mock_systems.population.older import make_good

QUALITIES = {
    "unreal": "号码不可能真实存在，且不占用案例人物的保留号段",
    "check_digits": "校验码正确",
    "agreement": "同一人的性别、出生日期、号码和状态一致",
    "ages": "办理各事项时的年龄准确到日（16、50、55、60、63周岁）",
    "history": "经历按先后顺序合法衔接，没有晚于基准日的记录",
    "ended": "死亡、停保、领取养老待遇以后，没有还在继续的事",
    "uniqueness": "应当唯一的号码和记录没有重复",
    "relations": "记录之间的关联完整",
    "codes": "各栏类型正确，代码都在代码表中",
    "sets": "同户的人、持卡人、卡日志成套，彼此相符（案例里的人不必成套）",
    "ledger": "个人账户与缴费记录相等",
    "bases": "缴费基数在当年上下限之间，居民缴费为规定档次且按整年，待遇大于零",
    "marginals": "年龄、性别、参保比例在说明的范围内，有意安排的近似人员存在",
    "stories": "属于案例的表都是空的，数据来源登记无误",
}
"""The gates in order. What is looked for in a table stands with it, in the module of its subject."""
SUBJECTS = (every, people, employers, cards, insurance, work)
GATES = [
    Gate(name, title, [p for subject in SUBJECTS for p in subject.PROBES.get(name, ())])
    for name, title in QUALITIES.items()
]


def check(path: Path, *, rebuild: bool = True) -> GateReport:
    """Every gate over a population file; the last one builds it again and compares the bytes."""
    gates = (*GATES, _determinism(path)) if rebuild else GATES
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("PRAGMA mmap_size = 2147483648")
        make_good(connection)
        teach(connection)
        return GateReport([Passage(gate, gate.finds(connection)) for gate in gates])


def _determinism(path: Path) -> Gate:
    return Gate(
        "determinism",
        "同一种子再生成一次，内容逐字节相同",
        (Search("origin", "再次生成的内容不同", lambda connection: _differs(path, connection)),),
    )


def _differs(path: Path, connection: sqlite3.Connection) -> list[Offence]:
    [(people, seed)] = connection.execute("SELECT people, seed FROM origin")
    with TemporaryDirectory() as folder:
        again = build(Path(folder), people, seed)
    if again.hash == content_hash(path):
        return []
    return [Offence("origin", "", f"再次生成的内容标识为 {again.hash[:16]}，与本文件不同")]
