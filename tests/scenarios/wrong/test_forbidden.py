"""Scripts that pay for what the hall's own rules forbid, or that nobody need do, or charge for what may be told."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases, prove_cases
from tests.scenarios.wrong.table import Wrong, inserted, mistake, noted, refused, rule, written

READ = 'as = "read"\ndo = "hall.read_id_card"\nform = { paper = "$card.paper" }\n'
LOOK = 'penalty = "1"\ncap = "1"'
FORM = 'form = { person = "$citizen.person", phone = "$new_phone" }'
POLICE = 'citizen_number = "$citizen.citizen_number", name = "$citizen.name"'
TOPICS = """
[[topics]]
code = "tell_hukou"
label = "说明户籍地址不改"
sentence = "{}"
keywords = ["户口…没有迁", "户籍地址…身份证"]
samples = ["户口没有迁，户籍地址就不改了。", "{}"]
kind = "{}"

[[topics]]
code = "tell_all_fine"
label = "说明包办"
sentence = "交给我吧，今天肯定给您改好，您把房产证拿给我看看。"
keywords = ["交给我吧", "今天…改好"]
samples = ["交给我吧，放心。", "今天保证改好。"]
"""
TEXT = """
[[topics]]
code = "tell_text"
label = "说明短信发到哪里"
sentence = "以后社保的短信都发到新号码上。"
keywords = ["短信…新号码"]
samples = ["短信就发到新号码了。", "往后短信发到您的新号码。"]
"""
NEVER = rule("all_fine", "never", 'x = { do = "hall.say", where = { topic = "tell_all_fine" } }')
NEVER_SAID = mistake("all_fine", "2", inserted("hall.say", 'topic = "tell_all_fine"', "read"))


def done(do: str, form: str, confirm: str = "") -> tuple[str, str]:
    """A step of the right way behind reading the card."""
    more = f"\nconfirm = [{confirm}]" if confirm else ""
    return READ, f'{READ}\n[[walkthrough]]\nas = "odd"\ndo = "{do}"\nform = {{ {form} }}{more}\n'


def said(topic: str) -> tuple[str, str]:
    return done("hall.say", f'topic = "{topic}"')


def wants(do: str, where: str, word: str = "happens", more: str = "") -> str:
    """A rule that takes points from who does not do it."""
    letter, other = ("a", f"\nb = {{ {more} }}") if word == "before" else ("a", "")
    return rule("odd", word, f'{letter} = {{ do = "{do}", where = {{ {where} }} }}{other}', LOOK)


def never_said(topic: str) -> str:
    return rule("odd", "never", f'x = {{ do = "hall.say", where = {{ topic = "{topic}" }} }}')


def topics(sentence: str, sample: str = "户籍地址按身份证。", kind: str = "tell") -> str:
    paid = wants("hall.say", 'topic = "tell_hukou"')
    return TOPICS.format(sentence, sample, kind) + NEVER + paid


PLAIN = "您的户口没有迁，户籍地址按身份证登记。"
WRONG = [
    Wrong("a promise on the right way", [said("tell_sure")], ["walkthrough › 第5项“odd”：", "“答复应该可以”是窗口不该说的（《云屿市窗口服务规范（仿真）》第二十四条）", "写 never 规则"]),
    Wrong("a promise that is typed", [done("hall.say", 'text = "您放心，肯定没问题。"')], ["walkthrough › 第5项“odd”：", "“答复应该可以”是窗口不该说的"]),
    Wrong("sent away on the right way", [said("tell_come_back")], ["“请改天再来”是窗口不该说的（", "第十三条）", "请从标准做法"]),
    Wrong("a no without a reason on another right way", [], ["other_ways › 第1项", "“答复办不了”是窗口不该说的"], more='\n[[other_ways]]\nname = "no"\ntitle = "先说办不了"\nedits = [{ insert = { do = "hall.say", form = { topic = "tell_no" } }, after = "read" }]\n'),
    Wrong("a notice promises", [('form = { application = "$opened.application" }', 'form = { application = "$opened.application", text = "手机号码已变更，三日内保证生效。" }')], ["form › text：“保证”是没有依据的承诺（", "第二十四条）"]),
    Wrong("a promise is wanted", [], ["rules › ", "a：规则 odd：“答复应该可以”是窗口不该说的", "只写在 never 规则里"], more=wants("hall.say", 'topic = "tell_sure"')),
    Wrong("a promise is wanted before the change", [], ["规则 odd：“答复应该可以”是窗口不该说的"], more=wants("hall.say", 'topic = "tell_sure"', "before", 'do = "social_insurance.change_person"')),
    Wrong("a promise is wanted in what is said", [], ["expect › ", "where：“请报一下密码”是窗口不该说的（", "第二十六条）", 'is = "unchanged"'], more='\n[[expect]]\nid = "promised"\ngroup = "process"\ntitle = "x"\nis = "created"\ntable = "utterance"\nwhere = { topic = "pin_aloud" }\n'),
    Wrong("a PIN is said aloud and typed by the clerk", [("card = \"$reissue.card\", aloud = false", "card = \"$reissue.card\", aloud = true")], ["form › aloud：做对的人也让群众口述密码（", "aloud = false"], case="E01"),
    Wrong("a PIN said aloud is wanted", [('rules = [\n', 'rules = [\n  { id = "odd", group = "process", title = "口述", word = "happens", a = { do = "social_card.reset_pin", where = { aloud = true } }, penalty = "1", cap = "1" },\n')], ["规则 odd 要密码由群众口述（", "第二十六条）"], case="E01"),
    Wrong("a household book is wanted for a telephone number", [], ["› a：规则 odd 要索要“居民户口簿”，所办的事项不要这份材料（", "第十一条）", "写明 basis 和 policy = true"], more=wants("hall.request_paper", 'kind = "household_book"')),
    Wrong("a household book is wanted aloud", [], ["规则 odd 要索要“居民户口簿”"], more=wants("hall.say", 'topic = "ask_household_book"')),
    Wrong("a look into another system is wanted", [], ["规则 odd 要打开“个人就业信息”，本案不在那个系统里办什么（", "第九条）"], more=wants("employment.open_person", 'person = "$citizen.person"')),
    Wrong("the clerk's own page is wanted", [("rules = [\n", 'rules = [\n  { id = "odd", group = "process", title = "看经办人", word = "happens", a = { do = "social_insurance.open_person", where = { person = "$agent.person" } }, penalty = "1", cap = "1" },\n')], ["规则 odd 要打开的“人员参保信息”不是办件的当事人的（", "第九条）"], case="E09"),
    Wrong("the police are to be asked about a telephone number", [], ["规则 odd 要向公安核验身份，证件没有过期", "第八条、第十八条）"], more=wants("outside.check_police", 'person = "$citizen.person"')),
    Wrong("a registered address is changed on word alone", [(FORM, FORM.replace(" }", ', hukou_address = "海岳省云屿市屿南区屿南街道潮汐路21号" }'))], ["form › hukou_address：变更后户籍地址“海岳省云屿市屿南区屿南街道潮汐路21号”没有写在哪一份材料上，只凭群众口说不能改（", "补上写着它的材料"]),
    Wrong("a name is changed on word alone", [(FORM, FORM.replace(" }", ', name = "$surname美丽" }'))], ["form › name：变更后姓名“林美丽”没有写在哪一份材料上"]),
    Wrong("the visitor says herself what a topic of its own is paid for", [said("tell_hukou"), ('opening = "', 'opening = "我的户口没有迁，户籍地址不变。')], ["conversation › opening：这里群众自己说了“我的户口没有迁，户籍地址不变。”，它要由选手说明（说明户籍地址不改）"], more=topics(PLAIN)),
    Wrong("a topic of its own promises", [said("tell_hukou")], ["topics › 第1项“tell_hukou” › sentence：“您放心，户口没有迁也肯定没问题。”听起来是“答复应该可以”"], more=topics("您放心，户口没有迁也肯定没问题。")),
    Wrong("a topic of its own promises in other words", [said("tell_hukou")], ["“tell_hukou” › samples › 第2项：“户籍地址按身份证，保证今后都这样。”里“保证”是没有依据的承诺"], more=topics(PLAIN, "户籍地址按身份证，保证今后都这样。")),
    Wrong("a topic of its own asks for a deed", [said("tell_hukou")], ["“tell_hukou” › sentence：“户口没有迁的，请把房产证和租房合同拿给我看看。”是在要材料“房产证”，本案话题不得要材料（", "needed_papers"], more=topics("户口没有迁的，请把房产证和租房合同拿给我看看。", kind="ask")),
    Wrong("a topic of its own asks for a paper of the hall", [said("tell_hukou")], ["是在要材料“户口簿”"], more=topics("请出示户口簿，看看户口是不是没有迁。", kind="ask")),
    Wrong("topics of its own that are all to be said", [said("tell_hukou"), (READ, f'{READ}\n[[walkthrough]]\ndo = "hall.say"\nform = {{ topic = "tell_text" }}\n')], ["topics › 第1项“tell_hukou”：本案话题做对的人都要说，没有一个是不该说的", "请再写两三个"], more=topics(PLAIN).partition("\n[[topics]]\ncode = \"tell_all")[0] + TEXT),
    Wrong("the only topic of its own", [said("tell_hukou")], ["topics › 第1项“tell_hukou”：只有一个本案话题“说明户籍地址不改”，按钮本身就在提示选手", "请再写两三个"], more=topics(PLAIN).partition("\n[[topics]]\ncode = \"tell_all")[0]),
    Wrong("who tells the remedies pays", [], ["rules › ", "x：odd 扣说“告知救济途径”的，这句话大厅并不禁止", "写明 basis 和 policy = true"], more=never_said("tell_remedy")),
    Wrong("who tells one of two right things pays", [], ["odd 扣说“提醒保管好材料”的"], more=rule("odd", "never", 'x = { do = "hall.say", among = { topic = ["tell_sure", "tell_keep"] } }')),
    Wrong("who tells anything but two things pays", [], ["odd 扣说“告知银行账户另行挂失”的"], more=rule("odd", "never", 'x = { do = "hall.say", except = { topic = ["greet", "ask_phone"] } }')),
    Wrong("nobody may have told the remedies in the end", [], ["expect › ", "where：told 扣说“告知救济途径”的"], more='\n[[expect]]\nid = "told"\ngroup = "process"\ntitle = "不说"\nbasis = "LOC 23"\nis = "unchanged"\ntable = "utterance"\nwhere = { topic = "tell_remedy" }\npenalty = "5"\ncap = "5"\n'),
    Wrong("who tells it between two steps pays", [], ["odd 扣说“说明办理步骤”的"], more=rule("odd", "not_between", 'x = { do = "hall.say", where = { topic = "tell_doing" } }\na = { do = "hall.read_id_card" }\nb = { do = "hall.close" }')),
]  # fmt: skip


test_what_local_rules_forbid_is_neither_done_nor_paid_for = refused(WRONG)


@pytest.mark.parametrize(
    "text", ["不能保证三日内生效。", "创业担保贷款另行申请。", "退还工资保证金。"]
)
def test_words_that_promise_nothing_are_left_alone(text: str, tmp_path: Path) -> None:
    assert [
        str(each) for each in check_cases([written(Wrong("", noted(text), []), tmp_path)])
    ] == []


def test_what_is_not_to_be_said_may_be_a_topic_beside_the_right_one(tmp_path: Path) -> None:
    right = Wrong("", [said("tell_hukou")], [], more=topics(PLAIN) + NEVER_SAID)
    assert [str(each) for each in check_cases([written(right, tmp_path)])] == []


def test_what_may_be_told_is_charged_for_where_it_is_policy_with_a_basis(tmp_path: Path) -> None:
    body = 'x = { do = "hall.say", where = { topic = "tell_remedy" } }'
    policy = 'penalty = "2"\ncap = "4"\nbasis = "LOC 23"\npolicy = true'
    told = mistake("told", "2", inserted("hall.say", 'topic = "tell_remedy"', "read"))
    path = written(Wrong("", [], [], more=rule("odd", "never", body, policy) + told), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
    assert not any("policy" in each for each in prove_cases([path], 1).proofs[0].faults)


def test_what_nobody_need_do_is_wanted_where_it_is_policy_with_a_basis(tmp_path: Path) -> None:
    policy = 'penalty = "1"\ncap = "1"\nbasis = "LOC 18"\npolicy = true'
    asked = rule(
        "odd",
        "happens",
        'a = { do = "outside.check_police", where = { person = "$citizen.person" } }',
        policy,
    )
    left = '\n[[mistakes]]\nname = "unasked"\ntitle = "没有核验"\nlost = "1"\nedits = [{ drop = "odd" }]\n'
    free = 'independent = [["read", "found"]', 'independent = [["read", "odd", "found"]'
    harmless = '\n[[harmless]]\nmutants = ["alter", "namesake", "swap", "double"]\nstep = "odd"\nreason = "怎样核验都可以"\n'
    steps = [done("outside.check_police", POLICE), free]
    path = written(Wrong("", steps, [], more=asked + left + harmless), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
    assert not any("policy" in each for each in prove_cases([path], 1).proofs[0].faults)
