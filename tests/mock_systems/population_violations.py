"""What the quality gates must catch: for each probe something only it catches.

A violation names its gate, the table and the words of its probe, and what it is.
"""

from collections.abc import Sequence

from mock_systems.identifiers import bank_card, credit_code
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES
from tests.mock_systems.newcomers import (
    NEW,
    NEXT,
    UNIT,
    account,
    card,
    card_event,
    holder,
    job,
    lives,
    newcomer,
    number_of,
    paid,
    paid_to,
    pension,
    police,
    row,
    unemployed,
    unit,
)

Violation = tuple[str, str, str, str, str]

# Somebody of the population whom a violation can be made of without touching another rule.
CHILD = "(SELECT min(person) FROM person WHERE born > '2015-01-01')"
PLAIN_CARD = "(SELECT min(card) FROM card WHERE person NOT IN (SELECT person FROM pay_account))"
HEAD = (
    "(SELECT min(person) FROM person WHERE born > '1980' AND old_number = '' AND person IN"
    " (SELECT person FROM household_member WHERE relation = '01'))"
)
PENSIONER = "(SELECT min(person) FROM benefit WHERE kind = '110')"
ACCOUNT = "substr(bank_account, 1, 18) || ((substr(bank_account, 19) + 1) % 10)"
HOME = "390100000000"
ABSENT = "3901999999"
FLAWED = "substr({0}, 1, 17) || CASE substr({0}, 18) WHEN '0' THEN '1' ELSE '0' END"
ADULT = newcomer()
ENOUGH = 600_000
NO_GUARDIAN = "未成年人没有监护人，或监护人不是同户的成年人"
NO_MOBILE = "手机号码不在虚构号段或属保留号段"

VIOLATIONS: Sequence[Violation] = (
    ("unreal", "person", "公民身份号码的行政区划不是虚构区划", "a real province",
     newcomer(number=number_of(area="110105"))),
    ("unreal", "person", "公民身份号码使用了保留顺序码", "a number kept for casts",
     newcomer(number=number_of(order=901))),
    ("unreal", "person", NO_MOBILE, "a mobile number that people have",
     newcomer(phone="13800000000")),
    ("unreal", "person", NO_MOBILE, "a mobile number kept for casts",
     newcomer(phone="14295000000")),
    ("unreal", "person", NO_MOBILE, "a mobile number too short", newcomer(phone="1428500000")),
    ("unreal", "employer", "单位电话不在虚构号段或属保留号段", "a telephone that firms have",
     unit(phone="13800000000")),
    ("unreal", "employer", "统一社会信用代码的行政区划不是虚构区划", "a firm of a real county",
     unit(credit_code=credit_code("350102", "MA2YYYYY"))),
    ("unreal", "employer", "统一社会信用代码使用了保留主体码", "a credit code kept for casts",
     unit(credit_code=credit_code("390102", "MAX00001"))),
    ("unreal", "card", "银行卡号不在虚构号段或属保留号段", "a card of a real range",
     ADULT + card(bank_account="6228480012345678903")),
    ("unreal", "card", "银行卡号不在虚构号段或属保留号段", "a card kept for casts",
     ADULT + card(bank_account=bank_card(90_000_000_000_000))),
    ("unreal", "pay_account", "银行卡号不在虚构号段或属保留号段", "an account of a real range",
     ADULT + paid_to("110", bank_account="6228480012345678903")),
    ("check_digits", "person", "公民身份号码校验码错误", "a wrong check character",
     newcomer(number=number_of()[:17] + ("1" if number_of()[17] == "0" else "0"))),
    ("check_digits", "employer", "统一社会信用代码校验码错误", "a wrong last character",
     f"UPDATE employer SET credit_code = {FLAWED.format('credit_code')}"
     " WHERE employer = '39010000'"),
    ("check_digits", "card", "银行卡号校验码错误", "a wrong last digit",
     f"UPDATE card SET bank_account = {ACCOUNT} WHERE card = {PLAIN_CARD}"),
    ("check_digits", "pay_account", "银行卡号校验码错误", "a wrong last digit",
     f"UPDATE pay_account SET bank_account = {ACCOUNT} WHERE person = {PENSIONER}"),
    ("agreement", "person", "性别与公民身份号码不符", "a woman whose number is a man's",
     newcomer(sex="2")),
    ("agreement", "person", "出生日期与公民身份号码不符", "a day off the number",
     newcomer(number=number_of("1990-03-16"))),
    ("agreement", "person", "15位旧号码与公民身份号码不符", "an old number of somebody else",
     newcomer(old_number="390102490101001")),
    ("agreement", "person", "1999年10月以后出生的人没有15位旧号码", "an old number of a child",
     "UPDATE person SET old_number = substr(citizen_number, 1, 6) || substr(citizen_number, 9, 9)"
     f" WHERE person = {CHILD}"),
    ("agreement", "person", "退休状态与职工养老待遇不符", "someone retired without a pension",
     newcomer(state="2")),
    ("agreement", "person", "退休状态与职工养老待遇不符", "a pension before retirement",
     newcomer("1960-03-15") + pension("110", "2020-04")),
    ("agreement", "card", "社会保障卡号与公民身份号码不符", "a card with another number",
     ADULT + card(number="39010220000101001X")),
    ("agreement", "police_record", "公安登记的性别或出生日期与公民身份号码不符", "another sex",
     ADULT + police(sex="2")),
    ("agreement", "household_member", "与户主关系和性别不符", "a daughter who is a man",
     newcomer("1960-01-01", person=NEW)
     + newcomer("2010-01-01", person=NEXT, household=f"H{NEW}", relation="30")),
    ("agreement", "card_holder", "手机号码既不是本人的，也不是同户的人的", "a stranger's phone",
     ADULT + card() + holder(phone="14200010187")),
    ("agreement", "card_holder", NO_GUARDIAN, "a guardian of no family",
     ADULT + card() + holder(guardian="程望舒", guardian_number="39010220000101001X")),
    ("agreement", "card_holder", NO_GUARDIAN, "a child without a guardian",
     f"UPDATE card_holder SET guardian = '', guardian_number = '' WHERE person = {CHILD}"),
    ("ages", "benefit", "职工养老待遇不是从法定退休年龄次月起", "between two categories",
     newcomer("1960-03-15", number_of("1960-03-15", 898), state="2") + pension("110", "2012-04")),
    ("history", "person", "born 晚于基准日或不是日期", "born tomorrow",
     newcomer("2026-06-02", household=HOME, relation="97")),
    ("history", "person", "work_started 晚于基准日或不是日期", "work from tomorrow",
     newcomer(work_started="2026-06-02")),
    ("history", "person", "work_started 晚于基准日或不是日期", "no such day",
     newcomer(work_started="2020-02-30")),
    ("history", "employer", "opened 晚于基准日或不是日期", "a firm of tomorrow",
     unit(opened="2026-06-02")),
    ("history", "employment", "registered 晚于基准日或不是日期", "registered tomorrow",
     ADULT + job("2026-05-20", registered="2026-06-02")),
    ("history", "employment", "ended 晚于基准日或不是日期", "a job ended tomorrow",
     ADULT + job("2026-05-20", "2026-06-02")),
    ("history", "unemployment", "registered 晚于基准日或不是日期", "registered tomorrow",
     ADULT + unemployed("2026-06-02")),
    ("history", "unemployment", "closed_on 晚于基准日或不是日期", "closed tomorrow",
     ADULT + unemployed("2026-05-20", "2026-06-02")),
    ("history", "card", "issued 晚于基准日或不是日期", "a card of tomorrow",
     ADULT + card("2026-06-02")),
    ("history", "card_event", '"on" 晚于基准日或不是日期', "a card lost tomorrow",
     ADULT + card(state="lost") + card_event("2026-06-02")),
    ("history", "police_record", "card_from 晚于基准日或不是日期", "an identity card of tomorrow",
     ADULT + police(card_from="2026-06-02")),
    ("history", "contribution_spell", "缴费记录晚于基准日或起止颠倒", "paid ahead",
     ADULT + paid("210", "2026-01", "2026-06", ENOUGH)),
    ("history", "contribution_spell", "缴费记录晚于基准日或起止颠倒", "paid backwards",
     ADULT + paid("210", "2026-05", "2026-04", ENOUGH)),
    ("history", "contribution_spell", "缴费记录晚于基准日或起止颠倒", "a year to come",
     ADULT + paid("170", "2027-01", "2027-12", 20_000)),
    ("history", "benefit", "待遇起始晚于基准日", "a pension from the month after",
     newcomer("1960-03-15") + pension("170", "2026-07")),
    ("history", "employment", "终止就业早于就业", "ended before it began",
     ADULT + job("2020-05-02", "2020-05-01")),
    ("history", "employment", "终止日期与原因不相配", "ended without a reason",
     ADULT + job("2020-05-02", "2021-05-01", end_reason="")),
    ("history", "employment", "终止日期与原因不相配", "a reason without an end",
     ADULT + job("2020-05-02", end_reason="resigned")),
    ("history", "employment", "合同期与就业期不符", "work after the contract",
     ADULT + job("2020-05-02", "2021-05-02", contract_until="2021-05-01")),
    ("history", "employment", "两段就业重叠", "two jobs on one day",
     ADULT + job("2020-05-02", "2021-05-02") + job("2021-05-02", employment="JY2")),
    ("history", "unemployment", "失业登记的日期次序或注销标志不对", "registered too early",
     ADULT + unemployed("2020-05-01", unemployed="2020-05-02")),
    ("history", "unemployment", "失业登记的日期次序或注销标志不对", "closed before registered",
     ADULT + unemployed("2020-05-02", "2020-05-01")),
    ("history", "unemployment", "失业登记的日期次序或注销标志不对", "closed and valid",
     ADULT + unemployed("2020-05-02", "2020-06-01", valid="1")),
    ("history", "unemployment", "失业登记时仍在就业", "registered unemployed at work",
     ADULT + job("2019-05-02") + unemployed("2020-05-02", "2020-06-01")),
    ("history", "unemployment", "有效失业登记与在职就业并存", "still registered at the next job",
     ADULT + unemployed("2020-05-02") + job("2021-05-02")),
    ("history", "contribution_spell", "同一险种的缴费月份重叠，或职工与居民养老同月缴费",
     "one month twice",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + row("contribution_spell", spell="JF2", person=NEW, insurance="210", identity="11",
           first="2025-06", last="2025-09", base=ENOUGH)),
    ("history", "contribution_spell", "同一险种的缴费月份重叠，或职工与居民养老同月缴费",
     "two pensions in one month",
     ADULT + paid("110", "2025-12", "2026-05", ENOUGH) + paid("170", "2025-01", "2025-12", 20_000)),
    ("history", "contribution_spell", "单位缴费不在该单位就业期间内", "paid by a stranger",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH, employer="39010000")),
    ("history", "contribution_spell", "单位缴费不在该单位就业期间内", "paid after the job",
     ADULT + unit() + job("2025-01-05", "2025-05-31", employer=UNIT)
     + paid("210", "2025-01", "2025-06", ENOUGH, employer=UNIT)),
    ("history", "contribution_spell", "缴费早于单位参保登记", "paid before there was a firm",
     ADULT + unit(opened="2025-02-01") + job("2025-01-05", "2025-06-30", employer=UNIT)
     + paid("210", "2025-01", "2025-06", ENOUGH, employer=UNIT)),
    ("history", "participation", "停保年月、原因与参保状态不符", "stopped without a reason",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 state="2", since="2020-01", stopped="2021-01")),
    ("history", "participation", "停保年月、原因与参保状态不符", "a reason while insured",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 since="2020-01", stop_reason="6301")),
    ("history", "participation", "参保起止与缴费记录不符", "insured later than paid",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + "UPDATE participation SET since = '2025-02' WHERE participation = 'CB210';"),
    ("history", "participation", "参保起止与缴费记录不符", "stopped after the last payment",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH) + "UPDATE participation SET state = '2',"
     " stopped = '2025-07', stop_reason = '6301' WHERE participation = 'CB210';"),
    ("history", "participation", "参保起止与缴费记录不符", "insured at work without payment",
     ADULT + paid("210", "2025-01", "2026-04", ENOUGH)
     + "UPDATE participation SET identity = '10' WHERE participation = 'CB210';"),
    ("history", "card", "发卡早于出生，或有效期早于发卡", "a card before birth",
     ADULT + card("1990-03-14", "2030-03-14")),
    ("history", "card", "发卡早于出生，或有效期早于发卡", "a card without a day of validity",
     ADULT + card("2020-01-01", "2020-01-01")),
    ("history", "card", "卡状态与卡日志不符，或挂失早于发卡", "a loss without a line in the log",
     ADULT + card(state="lost")),
    ("history", "card", "卡状态与卡日志不符，或挂失早于发卡", "a loss before the card",
     ADULT + card(state="lost") + card_event("2019-12-31")),
    ("history", "card_holder", "证件有效期不是日期", "no such day",
     ADULT + card() + holder(id_until="2030-02-30")),
    ("uniqueness", "card_holder", "一人有两条持卡人信息", "kept twice",
     ADULT + card() + holder() + holder(card_holder="CK2")),
    ("uniqueness", "person", "公民身份号码重复", "two people of one number",
     newcomer(household=HOME, relation="97") + newcomer(person=NEXT)),
    ("uniqueness", "person", "手机号码重复", "two people with one mobile number",
     "UPDATE person SET phone = (SELECT max(phone) FROM person)"
     f" WHERE person = {CHILD}"),
    ("uniqueness", "employer", "统一社会信用代码重复", "two employers of one credit code",
     unit() + unit(employer="39019998", name="云屿另立")),
    ("uniqueness", "employer", "单位名称重复", "two employers of one name",
     "UPDATE employer SET name = (SELECT name FROM employer WHERE employer = '39010001')"
     " WHERE employer = '39010000'"),
    ("uniqueness", "card", "银行卡号重复", "two cards of one account",
     ADULT + card() + card(card="SK2", state="cancelled")),
    ("uniqueness", "card", "一人有两张有效社会保障卡", "two valid cards",
     ADULT + card() + card(card="SK2", bank_account=bank_card(2))),
    ("uniqueness", "household_member", "一人在两户", "a person in two households",
     ADULT + lives(NEW, HOME)),
    ("uniqueness", "participation", "同一险种重复参保", "insured twice",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + row("participation", participation="CB2", person=NEW, insurance="210", since="2025-01",
           identity="11", base=ENOUGH)),
    ("uniqueness", "personal_account", "同一险种有两个个人账户", "two accounts",
     newcomer("1960-03-15") + pension("170", "2020-04")
     + account("170").replace("ZH170", "ZH2")),
    ("uniqueness", "benefit", "同一待遇重复", "two pensions",
     newcomer("1960-03-15") + pension("170", "2020-04")
     + row("benefit", benefit="DY2", person=NEW, kind="170", since="2020-04", amount=1)),
    ("uniqueness", "pay_account", "发放账户重复", "paid to two accounts",
     ADULT + paid_to("170") + paid_to("170", pay_account="FF2")),
    ("uniqueness", "unemployment", "有两条有效失业登记", "unemployed twice",
     ADULT + unemployed("2020-05-02") + unemployed("2020-05-02", unemployment="SY2")),
    ("relations", "benefit", "个人编号不存在", "a pension of nobody",
     row("benefit", benefit="DY1", person=ABSENT, kind="170", since="2020-04", amount=1)),
    ("relations", "card", "个人编号不存在", "a card of nobody", card(person=ABSENT)),
    ("relations", "card_holder", "个人编号不存在", "a holder who is nobody", holder(person=ABSENT)),
    ("relations", "card_holder", "没有社会保障卡而有持卡人信息", "a holder of no card",
     ADULT + holder()),
    ("relations", "card_event", "个人编号不存在", "a loss of nobody",
     ADULT + card() + card_event("2020-01-01", person=ABSENT)),
    ("relations", "card_event", "卡片编号不存在", "a loss of no card",
     ADULT + card_event("2020-01-01")),
    ("relations", "contribution_spell", "个人编号不存在", "contributions of nobody",
     row("contribution_spell", spell="JF1", person=ABSENT, insurance="210", identity="11",
         first="2025-01", last="2025-06", base=ENOUGH)),
    ("relations", "contribution_spell", "单位编号不存在", "contributions of no firm",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH, employer=UNIT)),
    ("relations", "employment", "个人编号不存在", "a job of nobody",
     job("2020-05-02", person=ABSENT)),
    ("relations", "employment", "单位编号不存在", "a job at no firm",
     ADULT + job("2020-05-02", employer=UNIT)),
    ("relations", "household_member", "个人编号不存在", "a member who is nobody",
     lives(ABSENT, HOME)),
    ("relations", "household_member", "户号不存在", "a member of no household",
     newcomer(household="H0", relation="97")),
    ("relations", "participation", "个人编号不存在", "nobody insured",
     row("participation", participation="CB1", person=ABSENT, insurance="210", since="2020-01")),
    ("relations", "participation", "单位编号不存在", "insured at no firm",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 since="2020-01", employer=UNIT)),
    ("relations", "pay_account", "个人编号不存在", "an account of nobody",
     paid_to("170", person=ABSENT)),
    ("relations", "personal_account", "个人编号不存在", "a pension account of nobody",
     account("170").replace(NEW, ABSENT)),
    ("relations", "unemployment", "个人编号不存在", "nobody unemployed",
     unemployed("2020-05-02", person=ABSENT)),
    ("relations", "origin", "人数与登记的不符", "one fewer than the file says",
     "UPDATE origin SET people = people + 1"),
    ("relations", "person", "人员编号不连续", "a number left out", newcomer(person=NEXT)),
    ("relations", "household", "一户没有或不止一名户主", "a household without a head",
     f"UPDATE household_member SET relation = '97' WHERE household = '{HOME}'"),
    ("relations", "household", "一户没有或不止一名户主", "two heads",
     newcomer(household=HOME)),
    ("relations", "person", "不在任何一户", "somebody of no household",
     newcomer(household=HOME, relation="97")
     + f"DELETE FROM household_member WHERE person = '{NEW}'"),
    ("relations", "police_record", "公民身份号码无人持有", "an entry of nobody", police()),
    ("relations", "participation", "养老保险没有个人账户，或账户没有参保", "no account",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="170",
                 identity="50", since="2020-01")),
    ("relations", "participation", "养老保险没有个人账户，或账户没有参保", "an account alone",
     ADULT + account("170")),
    ("relations", "contribution_spell", "有缴费而没有参保", "paid without being insured",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + "DELETE FROM participation WHERE participation = 'CB210'"),
    ("relations", "benefit", "有待遇而没有发放账户", "a pension paid nowhere",
     newcomer("1960-03-15") + pension("170", "2020-04") + "DELETE FROM pay_account"
     " WHERE pay_account = 'FF1'"),
    ("ledger", "personal_account", "账户与缴费记录不等", "a fen too much",
     "UPDATE personal_account SET principal = principal + 1 WHERE account ="
     " (SELECT min(account) FROM personal_account)"),
    ("ledger", "personal_account", "账户与缴费记录不等", "a month not counted",
     "UPDATE personal_account SET months = months - 1 WHERE account ="
     " (SELECT max(account) FROM personal_account)"),
    ("ledger", "personal_account", "账户与缴费记录不等", "interest not credited",
     "UPDATE personal_account SET interest = 0 WHERE account ="
     " (SELECT min(account) FROM personal_account WHERE interest > 0)"),
    ("ledger", "benefit", "待遇金额不是正数", "a pension of nothing",
     newcomer("1960-03-15") + pension("170", "2020-04", amount=0)),
    ("ledger", "personal_account", "账户不属于养老险种", "an account of unemployment",
     ADULT + account("210")),
    ("bases", "contribution_spell", "居民缴费不是规定档次或不是整年", "a tier that is none",
     ADULT + paid("170", "2024-01", "2024-12", 20_001)),
    ("bases", "contribution_spell", "居民缴费不是规定档次或不是整年", "from February",
     ADULT + paid("170", "2024-02", "2024-12", 20_000)
     + f"UPDATE personal_account SET months = 12 WHERE person = '{NEW}'"),
    ("bases", "participation", "参保登记的基数与最后一段缴费不符", "another base than paid",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + "UPDATE participation SET base = base + 100 WHERE participation = 'CB210'"),
    ("stories", "origin", "基准日不符", "another base day",
     "UPDATE origin SET base_day = '2026-06-02'"),
    *(("stories", table, "人口数据中不应有此类记录", "a record of a story",
       f"INSERT INTO {table} ({TABLES[table].key_name()}) VALUES ('X')")
      for table in sorted(set(TABLES) - set(WRITTEN))),
    ("codes", "person", "姓名不是2至4个字", "a name of nine characters",
     newcomer(name="马静丽敏婷娟燕艳红")),
)  # fmt: skip

ENTAILED = {
    ("relations", "card_holder", "个人编号不存在"):
        ("relations", "card_holder", "没有社会保障卡而有持卡人信息"),
    ("relations", "benefit", "个人编号不存在"): ("relations", "benefit", "有待遇而没有发放账户"),
    ("relations", "contribution_spell", "个人编号不存在"):
        ("relations", "contribution_spell", "有缴费而没有参保"),
    ("relations", "contribution_spell", "单位编号不存在"):
        ("history", "contribution_spell", "单位缴费不在该单位就业期间内"),
    ("relations", "personal_account", "个人编号不存在"):
        ("relations", "participation", "养老保险没有个人账户，或账户没有参保"),
    ("ledger", "personal_account", "账户不属于养老险种"):
        ("relations", "participation", "养老保险没有个人账户，或账户没有参保"),
}  # fmt: skip
"""What cannot be without breaking another rule as well."""
