"""Facts: what operations add to the log beside the typed form, and how people call them.

A fact named like a record's key (`person`, `card`, `notice` …) is called as that key is; the others
stand here with their label and, where it has one, their code list. What one operation means otherwise
stands under its name.
"""

from collections.abc import Mapping

from mock_systems.codes import CodeList
from mock_systems.hall.topics import TOPIC
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.records.outside import POLICE_RESULT

FACTS: Mapping[str, tuple[str, CodeList | None]] = {
    "citizen_number": ("社会保障号码", None),
    "item": ("事项", SERVICE_ITEM),
    "kind": ("材料", PAPER_KIND),
    "left_out": ("另外说到", TOPIC),
    "past_year": ("含以前年度月份", None),
    "result": ("核验结果", POLICE_RESULT),
    "topic": ("话题", TOPIC),
    "hall.print_notice.kind": ("文书", NOTICE_KIND),
    "hall.obtain_signature.kind": ("文书", NOTICE_KIND),
}
