"""Code lists: the values a coded column may take, in the words of the national dictionaries.

Values come from published system dictionaries where one was read; those marked SIM in a list's
`source` are ours. A code list is data: nothing here decides anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mock_systems.sentence import Sentence

LISTS: dict[str, "CodeList"] = {}


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes and their labels, in the order screens offer them."""

    name: str
    labels: Mapping[str, str]
    source: str = "SIM"

    def __post_init__(self) -> None:
        LISTS[self.name] = self

    @property
    def national(self) -> str:
        """The national field code whose values these are, empty for a list of ours."""
        return self.name if self.name.isupper() else ""

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def label(self, code: str) -> str:
        """The label of a code, of each of several separated by blanks; an unknown code stands for
        itself."""
        named = tuple(self.labels.get(each, each) for each in code.split(" "))
        return named[0] if len(named) == 1 else Sentence("{all}", all=named)

    def described(self, code: str) -> str:
        """Code and label as screens of the systems show them: `110 企业职工基本养老保险`. Codes
        that are ours alone mean nothing to staff and are left out."""
        if code not in self.labels or self.source == "SIM":
            return self.label(code)
        return Sentence("{code} {label}", code=code, label=self.labels[code])


SEX = CodeList("AAC004", {"1": "男", "2": "女", "9": "未说明"}, "unverified")
HUKOU_KIND = CodeList("AAC009", {"10": "城镇户口", "20": "农村户口"}, "unverified")
PERSON_STATE = CodeList("AAC008", {"1": "正常", "2": "退休", "4": "死亡"}, "unverified")
INSURANCE = CodeList(
    "AAE140",
    {
        "110": "企业职工基本养老保险",
        "170": "城乡居民基本养老保险",
        "210": "失业保险",
        "410": "工伤保险",
    },
    "dictionary",
)
EMPLOYEE_INSURANCE = CodeList(
    "employee_insurance",
    {code: INSURANCE.labels[code] for code in ("110", "210", "410")},
    "dictionary",
)
INSURED_STATE = CodeList(
    "AAC031", {"0": "未参保", "1": "参保缴费", "2": "暂停缴费", "3": "终止参保"}, "unverified"
)
INSURED_IDENTITY = CodeList(
    "AAC066", {"10": "企业职工", "11": "灵活就业人员", "50": "城乡居民"}, "dictionary"
)
PAID = CodeList("AAE132", {"0": "未到账", "1": "已到账"}, "unverified")
UNIT_KIND = CodeList(
    "AAB019",
    {"10": "企业", "21": "事业单位", "30": "机关", "40": "社会团体", "60": "个体工商户"},
    "dictionary",
)
UNIT_STATE = CodeList("AAB051", {"1": "正常", "2": "注销"}, "unverified")
INJURY_CLASS = CodeList("injury_class", {str(number): f"{number}类" for number in range(1, 9)})
INJURY_FLOAT = CodeList(
    "injury_float", {str(percent): f"{percent}%" for percent in (50, 80, 100, 120, 150)}
)
INDUSTRY = CodeList(
    "AAB022",
    {
        "A": "农、林、牧、渔业",
        "C": "制造业",
        "E": "建筑业",
        "F": "批发和零售业",
        "G": "交通运输、仓储和邮政业",
        "H": "住宿和餐饮业",
        "I": "信息传输、软件和信息技术服务业",
        "L": "租赁和商务服务业",
        "O": "居民服务、修理和其他服务业",
        "P": "教育",
    },
    "dictionary",
)
STOP_REASON = CodeList(
    "AAE160",
    {
        "6301": "解除、终止劳动关系",
        "6302": "统筹区内转移",
        "6303": "应征入伍",
        "6304": "升学",
        "6308": "达到法定退休年龄",
        "6399": "其他中断缴费",
        "6401": "死亡",
        "6404": "转出统筹区",
        "6405": "退保",
        "6501": "在职转退休",
    },
    "dictionary",
)
EMPLOYMENT_KIND = CodeList(
    "employment_kind", {"1": "单位就业", "2": "个体经营", "3": "灵活就业", "4": "公益性岗位"}
)
EMPLOYMENT_FORM = CodeList(
    "AAC013",
    {
        "41": "固定期限",
        "42": "无固定期限",
        "43": "以完成一定任务为期限",
        "52": "非全日制",
        "90": "其他",
    },
    "dictionary",
)
VALID = CodeList("AAE100", {"1": "有效", "0": "注销"}, "dictionary")
UNEMPLOYED_REASON = CodeList(
    "ABC917",
    {
        "1": "劳动合同期满",
        "2": "用人单位解除劳动合同",
        "3": "协商一致解除（单位提出）",
        "4": "协商一致解除（本人提出）",
        "5": "本人辞职",
        "6": "单位破产、关闭",
        "7": "停止个体经营或灵活就业",
        "8": "毕业后未就业",
    },
)
UNEMPLOYED_CLOSE = CodeList(
    "unemployed_close",
    {
        "hired": "被用人单位录用",
        "business": "从事个体经营或灵活就业",
        "pension": "享受基本养老保险待遇",
        "study": "升学、参军",
        "no_contact": "连续6个月未联系",
        "own_wish": "本人申请",
    },
)
EMPLOYMENT_END = CodeList(
    "employment_end",
    {
        "expired": "合同期满",
        "dismissed": "用人单位解除",
        "agreed": "协商解除",
        "resigned": "本人辞职",
        "closed": "单位关闭",
        "retired": "达到法定退休年龄",
    },
)
JOB_WISH = CodeList(
    "ACC711", {"1": "单位就业", "2": "灵活就业", "3": "自主创业", "4": "参加培训后就业"}
)
CARD_STATE = CodeList(
    "card_state",
    {
        "making": "制卡中",
        "issued": "已发卡（未启用）",
        "normal": "正常",
        "lost_temporary": "临时挂失",
        "lost": "正式挂失",
        "cancelled": "注销",
    },
)
CARD_EVENT = CodeList(
    "card_event",
    {
        "issue": "申领",
        "activate": "启用",
        "loss_temporary": "临时挂失",
        "loss": "正式挂失",
        "unloss": "解挂",
        "reissue": "补领",
        "replace": "换领",
        "pin": "密码重置",
        "cancel": "注销",
    },
)
BENEFIT_KIND = CodeList("AAA036", {"110": "职工基本养老金", "170": "城乡居民基础养老金"})
BENEFIT_STATE = CodeList("benefit_state", {"1": "正常发放", "2": "暂停", "3": "终止"})
RELATION = CodeList(
    "relation",
    {"01": "户主", "10": "配偶", "20": "子", "30": "女", "51": "父亲", "52": "母亲", "97": "其他"},
    "GB/T 4761",
)
TICKET_STATE = CodeList(
    "ticket_state", {"waiting": "等候", "serving": "办理中", "done": "办结", "passed": "过号"}
)
APPLICATION_STATE = CodeList(
    "application_state",
    {
        "open": "办理中",
        "accepted": "已受理",
        "incomplete": "待补正",
        "refused": "不予受理",
        "closed": "办结",
    },
)
RESIDENT_TIER = CodeList(
    "resident_tier",
    {
        "20000": "200元",
        "30000": "300元",
        "50000": "500元",
        "80000": "800元",
        "100000": "1000元",
        "150000": "1500元",
        "200000": "2000元",
        "300000": "3000元",
    },
)
PAPER_KIND = CodeList(
    "paper_kind",
    {
        "id_card": "居民身份证",
        "id_receipt": "居民身份证领取凭证",
        "household_book": "居民户口簿",
        "marriage_certificate": "结婚证",
        "authorization": "授权委托书",
        "unit_authorization": "单位授权委托书",
        "labour_contract": "劳动合同",
        "leaving_certificate": "解除（终止）劳动合同证明书",
        "enrolment_form": "职工参保登记表",
        "employment_form": "就业登记表",
        "resident_form": "城乡居民养老保险参保登记表",
        "social_card": "社会保障卡",
        "student_card": "学生证",
        "business_licence": "营业执照",
        "old_file": "旧档案材料",
        "payment_receipt": "缴费凭证",
        "police_proof": "公安机关证明",
        "loan_letter": "银行贷款材料清单",
        "photo": "证件照片",
        "bank_card": "银行卡",
        "income_proof": "收入证明",
        "residence_proof": "居住证明",
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
)
ID_VALIDITY = CodeList(
    "id_validity", {"valid": "在有效期内", "long": "长期有效", "expired": "已过有效期"}
)
NOTICE_KIND = CodeList(
    "notice_kind",
    {
        "acceptance": "受理通知书",
        "one_time": "一次性告知书",
        "refusal": "不予受理通知书",
        "result": "办结通知单",
        "contribution": "社会保险费核定单",
        "record": "个人权益记录单",
    },
)
REFUSAL_REASON = CodeList(
    "refusal_reason",
    {
        "no_authorization": "未提供本人书面授权，不得查询、打印他人权益记录",
        "student": "全日制在校学生，不属于参保范围",
        "past_year": "以前年度缴费不得补缴",
        "not_employed_here": "与申报单位无劳动关系",
        "already_insured": "已在其他单位参保缴费",
        "age": "年龄不符合规定",
        "not_holder": "非持卡人本人，不得办理",
        "birth_date": "出生日期以居民身份证为准，不得自行变更",
        "expired": "证件已过有效期",
        "benefit_drawn": "已享受同类待遇",
        "out_of_scope": "不属于本部门职责范围",
        "incomplete": "经一次性告知仍未补正材料",
    },
)
PRINT_PURPOSE = CodeList(
    "print_purpose",
    {"loan": "办理贷款", "school": "入学、落户", "self": "本人查阅", "other": "其他"},
)
LOSS_KIND = CodeList(
    "loss_kind", {code: CARD_STATE.labels[code] for code in ("lost", "lost_temporary")}
)
MOOD = CodeList(
    "mood",
    {"calm": "平静", "hurried": "着急", "worried": "担心", "annoyed": "不满", "glad": "满意"},
)
RATING = CodeList(
    "rating",
    {"1": "非常满意", "2": "满意", "3": "基本满意", "4": "不满意", "5": "非常不满意"},
    "national",
)
SIGNED = CodeList("signed", {"0": "未签收", "1": "已签收"})
SPEAKER = CodeList("speaker", {"clerk": "窗口", "citizen": "群众"})
PERSON_SEARCH = CodeList(
    "person_search",
    {"number": "社会保障号码", "name": "姓名", "person": "个人编号", "phone": "手机号码"},
)
EMPLOYER_SEARCH = CodeList(
    "employer_search",
    {"employer": "单位编号", "credit_code": "统一社会信用代码", "name": "单位名称"},
)
POLICE_RESULT = CodeList(
    "police_result", {"agrees": "一致", "differs": "不一致", "unknown": "查无此号"}
)
