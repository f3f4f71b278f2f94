"""What the counter keeps of its own work: tickets, papers and what was found of them, what is said,
applications and what was printed."""

from datetime import date
from types import MappingProxyType

from pydantic import JsonValue

from mock_systems.codes import CodeList
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import APPLIED_FOR, NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.reasons import REFUSAL_REASON
from mock_systems.records.base import Record, column, key_column
from mock_systems.records.moves import ANY, Move, Moves
from mock_systems.records.notice import IN_FORCE
from mock_systems.records.story import MOOD
from mock_systems.sentence import Sentence

__all__ = ["Application", "Paper", "PaperFinding", "Printout", "Ticket", "Utterance"]

_UNACCEPTED, _ACCEPTED = ("open", "incomplete"), ("accepted",)
_UNDECIDED = ("open", "accepted", "incomplete")
_TWICE = "不能重复处理；确需再办请另行收件。"
_ENDED = "不能再记核验意见；请选在办的办件。"

TICKET_STATE = CodeList(
    "ticket_state", {"waiting": "等候", "serving": "办理中", "done": "已结束", "passed": "过号"}
)
APPLICATION_STATE = CodeList(
    "application_state",
    {
        "open": "办理中",
        "accepted": "已受理",
        "incomplete": "待补正",
        "refused": "不予受理",
        "closed": "办结",
        "undecided": "未作处理",
    },
)
PAPER_PLACE = CodeList(
    "paper_place", {"bag": "未出示", "desk": "桌面", "away": "未携带", "returned": "已交还"}
)
PAPER_FINDING = CodeList(
    "paper_finding",
    {
        "ok": "真实有效，与当事人相符",
        "mismatch": "内容与系统或当事人不一致",
        "expired": "已过有效期",
        "no_seal": "缺少印章或签名",
        "other_matter": "授权事项不符",
        "other_term": "期限不符",
        "not_needed": "本事项无需提供",
    },
    brief={
        "": "待核",
        "ok": "已核",
        "mismatch": "不一致",
        "expired": "已过期",
        "no_seal": "缺签章",
        "other_matter": "授权不符",
        "not_needed": "无需提供",
    },
    said={
        "mismatch": ["不一致", "对不上", "写错", "不是(?:我|他|她)的名"],
        "expired": ["过期", "过了有效期", "超过有效期", "已到期", "失效"],
        "no_seal": ["没有?(?:签|盖|印)", "忘了?(?:签|盖)", "未(?:签|盖)"],
        "other_matter": ["没有写到", "只授权", "只写了"],
    },
)
PRINT_PURPOSE = CodeList(
    "print_purpose",
    {"loan": "办理贷款", "school": "入学、落户", "self": "本人查阅", "other": "其他"},
    asked="ask_purpose",
    said={
        "loan": ["贷款", "按揭"],
        "school": ["入学", "落户", "上学"],
        "self": ["自己看", "自己留"],
    },
)
SIGNED = CodeList("signed", {"0": "未签收", "1": "已签收"})
SPEAKER = CodeList("speaker", {"clerk": "窗口", "citizen": "群众"})


class Ticket(Record):
    """A number drawn in the hall (号票)."""

    table = "ticket"
    title = "号票"
    prefix = "T"
    of_hall = True
    moves = Moves(
        "state",
        TICKET_STATE.labels,
        (
            Move("hall.call_next", ("waiting",), "serving"),
            Move("hall.call_next", ("waiting",), "passed"),
            Move("hall.close", ("serving",), "done"),
        ),
    )

    ticket: str = key_column("号码")
    business: str = column("业务类别")
    visitor: str = column("来访人")
    state: str = column("状态", "waiting", codes=TICKET_STATE)

    @property
    def closed(self) -> bool:
        return self.state == "done"


class Paper(Record):
    """A paper a visitor owns (材料): in the bag, on the desk, or at home."""

    table = "paper"
    title = "材料"
    prefix = "M"
    called = Sentence("{kind}（{holder}）")
    voiced = "content"
    chosen_by = ("kind", "holder")
    of_hall = True
    kept_back = True
    moves = Moves(
        "place",
        PAPER_PLACE.labels,
        (
            Move("hall.request_paper", ("bag",), "desk"),
            Move("hall.say", ("bag",), "desk"),
            Move("hall.read_id_card", ("desk",), stopped={ANY: ""}),
            Move("hall.check_id_validity", ("desk",), stopped={ANY: ""}),
            Move("hall.view_paper", ("desk",), stopped={ANY: ""}),
            Move("hall.verify_paper", ("desk",), stopped={ANY: ""}),
            Move("hall.close", ("desk",), "returned"),
        ),
        code="not_on_desk",
        told="桌面上没有这份材料，请先请群众出示。",
    )

    paper: str = key_column("材料编号")
    visitor: str = column("来访人", index=True)
    kind: str = column("材料", codes=PAPER_KIND)
    person: str = column("所属人", "", code="AAC001")
    holder: str = column("持有人姓名", "")
    place: str = column("位置", "bag", codes=PAPER_PLACE)
    content: dict[str, JsonValue] = column("内容", {})


class Utterance(Record):
    """One thing said at the window (交谈)."""

    table = "utterance"
    title = "交谈"
    prefix = "U"
    of_hall = True

    utterance: str = key_column("交谈编号")
    visitor: str = column("来访人")
    speaker: str = column("发言人", codes=SPEAKER)
    topic: str = column("话题", "", words="topic")
    text: str = column("内容")
    mood: str = column("情绪", "", codes=MOOD)


class Application(Record):
    """One service item applied for (办件)."""

    table = "application"
    title = "办件"
    prefix = "BJ"
    told_by = "item"
    chosen_by = ("item", "state")
    of_hall = True
    moves = Moves(
        "state",
        APPLICATION_STATE.labels,
        (
            Move("hall.accept", _UNACCEPTED, "accepted", {ANY: _TWICE}),
            Move("hall.give_one_time_notice", _UNDECIDED, "incomplete", {ANY: _TWICE}, _ACCEPTED),
            Move("hall.refuse", (*_UNDECIDED, "refused"), "refused", {ANY: _TWICE}, _ACCEPTED),
            Move("hall.issue_result", _UNDECIDED, "closed", {ANY: _TWICE}, _UNACCEPTED),
            Move("hall.close", ("open",), "undecided"),
            Move("hall.verify_paper", _UNDECIDED, stopped={ANY: _ENDED}),
        ),
        code="decided",
        told="该办件已是“{state}”，{way_out}",
    )

    application: str = key_column("办件编号")
    visitor: str = column("来访人")
    item: str = column("事项", codes=SERVICE_ITEM)
    person: str = column("办理对象", "", code="AAC001")
    state: str = column("状态", "open", codes=APPLICATION_STATE)
    opened: date = column("收件日期")
    reason: str = column("不予受理原因", "", codes=REFUSAL_REASON)
    employer: str = column("单位编号", "", code="AAB001")

    @property
    def closed(self) -> bool:
        return self.moves.is_final(self.state)


class PaperFinding(Record):
    """What the clerk has found of a paper (核验意见), for one application or, where that is empty,
    for none in particular. Item and person are the application's."""

    table = "paper_finding"
    title = "核验意见"
    prefix = "HY"
    called = Sentence("{finding}")
    of_hall = True

    paper_finding: str = key_column("核验编号")
    paper: str = column("材料")
    application: str = column("办件编号", "")
    item: str = column("事项", "", codes=SERVICE_ITEM)
    person: str = column("办理对象", "", code="AAC001")
    finding: str = column("核验意见", "", codes=PAPER_FINDING)
    """Empty where it was taken back."""
    step: int = column("第几步", 0)
    """The number of the action that found so."""


class Printout(Record):
    """A notice or record that was printed, and whether it was signed for (打印件)."""

    table = "printout"
    title = "打印件"
    prefix = "DYJ"
    counts_as = MappingProxyType({"valid": "1"})
    told_by = "kind"
    chosen_by = ("kind",)
    of_hall = True
    moves = Moves(
        "signed",
        SIGNED.labels,
        (Move("hall.obtain_signature", ("0",), "1", {ANY: ""}),),
        code="signed",
        told="这份文书已经签收，无需再签。",
    )

    printout: str = key_column("打印编号")
    notice: str = column("文书编号", "")
    kind: str = column("文书", codes=NOTICE_KIND)
    person: str = column("所属人", "", code="AAC001")
    visitor: str = column("交付来访人", "")
    signed: str = column("签收", "0", codes=SIGNED)
    valid: str = column("效力", "1", codes=IN_FORCE)

    @property
    def is_business(self) -> bool:
        return self.kind in APPLIED_FOR
