"""What a check refuses: file, place, what is wrong, how to mend it."""

import gc

import pytest

from scenarios.checking.check import check
from tests.scenarios.conftest import Written

READ_FIRST = 'basis = "IDL 13; OPR 38; LOC 5"'
EXPECT_NOTHING = """
[[expect]]
id = "nothing"
group = "records"
title = "什么也没要求"
is = "changed"
table = "person"
where = { person = "$citizen.person" }
"""
SLOW = """
[[rules]]
id = "quick"
group = "process"
title = "打开信息后5秒内变更"
word = "within"
a = { do = "social_insurance.open_person" }
b = { do = "social_insurance.change_person" }
same = ["person"]
seconds = 5
penalty = "1"
cap = "1"
"""
IMPOSSIBLE_COMPUTATION = """
[compute.due]
by = "employee_contribution"
wage = "三千"
injury_class = 2
"""
MONTHS = """
[compute.due]
by = "month_list"
first = "2026年1月"
last = "2026-03"
"""
SECOND_ROW = """
[vary.pay]
rows = [{ wage = 390000 }, { wage = "三千" }]

[compute.due]
by = "employee_contribution"
wage = "$pay.wage"
injury_class = 2
"""
ASLEEP = """
[[rules]]
id = "asleep"
group = "process"
title = "先试算再停保"
word = "before"
a = { do = "social_insurance.calculate_flexible" }
b = { do = "social_insurance.stop_participation" }
penalty = "1"
cap = "1"
"""
SPAN = """
[[rules]]
id = "span"
group = "process"
title = "问候与致谢之间不得叫号"
word = "not_between"
x = { do = "hall.call_next" }
a = { do = "hall.say", where = { topic = "greet" } }
b = { do = "hall.say", where = { topic = "thank" } }
same = ["topic"]
penalty = "1"
cap = "1"
"""
UNSIGNED = """
[[rules]]
id = "signed"
group = "process"
title = "不得签收"
word = "never"
x = { do = "hall.obtain_signature", where = { kind = "reslt" } }
penalty = "1"
cap = "1"
"""
WRONG_COMPUTATION = """
[compute.due]
by = "employee_contributions"

[compute.bounds]
by = "flexible_contribution"
bas = 1
"""
RULE = """
[compute.due]
by = "unemployment.eligibility"
ending = "dismissed"
paid_months = 44
"""


def test_the_example_has_no_problem(problems) -> None:
    assert problems() == []


def test_a_script_may_name_any_rule_of_policy_and_use_what_it_finds(problems) -> None:
    told = ('text = "新号码是 $new_phone。"', 'text = "新号码是 $new_phone。$due.reason"')
    assert problems(told, more=RULE) == []
    [told_of] = problems((told[0], told[1].replace("reason", "reasn")), more=RULE)
    assert "是否想写“reason”" in told_of


WAY = """
[[other_ways]]
name = "doubtful"
title = "照原样办结"
edits = [{ alter = "result", confirm = [] }]
"""
CONFIRMED = '（not_accepted）；只是提醒，照办就在这一步写 confirm = ["not_accepted"]'


def test_a_topic_nobody_knows_is_told_where_it_is_said_and_not_by_the_step_that_is_missed(
    problems,
) -> None:
    said = 'as = "ask_phone"\ndo = "hall.say"\nform = { topic = "ask_phone" }'
    misspelt = (said, said.replace("ask_phone", "ask_fone"))
    [told] = problems(misspelt, ('["found", "page"]', '["found", "page"], ["ask_phone", "opened"]'))
    assert told.startswith(
        "z01.toml › walkthrough › 第7项 › form › topic：没有名为“ask_fone”的话题"
    )


def test_a_topic_is_meant_by_its_button_too(problems) -> None:
    asked = 'as = "ask_phone"\ndo = "hall.say"\nform = { topic = "ask_phone" }'
    found = problems((asked, asked.replace('topic = "ask_phone"', 'topic = "询问手机号码"')))
    assert any("没有名为“询问手机号码”的话题，是否想写“ask_phone”？" in each for each in found)


def test_the_first_step_that_a_caution_stops_is_told_with_the_line_to_write(problems) -> None:
    """The steps behind it, which use what it should have made, are not the author's mistake."""
    [told] = problems(('confirm = ["not_accepted"]', ""))
    assert told.startswith("z01.toml › walkthrough › 第10项：") and told.endswith(CONFIRMED)


def test_another_way_that_loses_marks_is_told(problems) -> None:
    way = '[[other_ways]]\nname = "mute"\ntitle = "不问候"\nedits = [{ drop = "greeting" }]'
    [told] = problems(more=way)
    assert told.startswith("z01.toml › other_ways › 第1项：这种做法得 "), told
    assert told.endswith("请核对 edits，或者改写到 mistakes")


def test_a_way_that_a_caution_stops_is_told_by_the_step_that_was_stopped(problems) -> None:
    [right] = problems(more=WAY)
    assert right.startswith("z01.toml › other_ways › 第1项 › edits：步骤 result 没有办成")
    assert right.endswith(CONFIRMED)
    [wrong] = problems((', "nothing_done"] }', "] }"))
    assert wrong.startswith("z01.toml › mistakes › 第1项 › edits：步骤 result 没有办成")
    assert wrong.endswith('confirm = ["not_accepted", "nothing_done"]')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('confirm = ["not_accepted"]', 'confirm = ["not_acepted", "not_accepted"]', "z01.toml › walkthrough › 第10项 › confirm：没有名为“not_acepted”的提醒，是否想写“not_accepted”？"),
        ('confirm = ["not_accepted", "nothing_done"] }', 'confirm = ["not_accepted", "nothing_don"] }', "z01.toml › mistakes › 第1项 › edits › 第2项 › confirm：没有名为“nothing_don”的提醒，是否想写“nothing_done”？"),
        ('do = "hall.call_next"', 'do = "hall.call_nxt"', "z01.toml › walkthrough › 第1项 › do：没有名为“hall.call_nxt”的操作，是否想写“hall.call_next”？"),
        ('do = "hall.request_paper"', 'do = "hall.request_papr"', "z01.toml › walkthrough › 第3项 › do：没有名为“hall.request_papr”的操作，是否想写“hall.request_paper”？"),
        ('b = { do = "hall.issue_result" }', 'b = { do = "hall.isue_result" }', "z01.toml › rules › 第3项 › b › do：没有名为“hall.isue_result”的操作，是否想写“hall.issue_result”？"),
        ('insert = { do = "social_insurance.open_person"', 'insert = { do = "打开"', "z01.toml › mistakes › 第3项 › edits › 第1项 › do：没有名为“打开”的操作"),
        ('point = "', 'point = "$citzen.name', "z01.toml › point：“$citzen.name”中的“citzen”没有所指，是否想写“citizen”？"),
        ('point = "', 'point = "$citizen', "z01.toml › point：“$citizen”有好几项内容，写明是哪一项，如 $citizen.name"),
        ('title = "个人信息变更"', 'title = "$citizen.name"', "z01.toml › title：“$citizen.name”里有 $，标题不能用名称，请直接写明"),
        ('title = "改到了同名的人身上"', 'title = "$citizen"', "z01.toml › mistakes › 第1项 › title：“$citizen”里有 $"),
        ('opening = "你好', 'opening = "$ citizen你好', "z01.toml › conversation › opening：“$ citizen你好，我换手机号了，想把社保里留的号码改一下。”里的 $ 后面不是名称"),
        ('opening = "你好', 'opening = "${citizen.name你好', "里的 $ 后面不是名称，名称如 $citizen.name、${citizen.name}，小写字母开头；“$”本身写 $$"),
        ('opening = "你好', 'opening = "$surname.Name你好', "z01.toml › conversation › opening：“$surname.Name你好，我换手机号了，想把社保里留的号码改一下。”里的 $ 后面不是名称"),
        ('text = "新号码是 $new_phone。"', 'text = "要$fee元？"\n[vary.fee]\namounts = [100, 200, 100]\nfirst = 100', "z01.toml › conversation › replies › 第2项 › text：“$fee”是数，写进文字有几种写法，写明是哪一项，如 $fee.yuan"),
        ('opening = "你好', 'opening = "$agnt.name你好', "z01.toml › conversation › opening：“$agnt.name”中的“agnt”没有所指"),
        ('text = "新号码是 $new_phone。"', 'text = "citizen.phone"', "z01.toml › conversation › replies › 第2项 › text：“citizen.phone”少了 $"),
        ('phone = "$old_phone"', 'phone = "$old_fone"', "z01.toml › cast › person › 第2项 › phone：“$old_fone”中的“old_fone”没有所指，是否想写“old_phone”？"),
        ('hukou_address = "海岳省云屿市望澜区帆影街道7号"', 'hukou_address = "海岳省云屿市望蓝区帆影街道7号"', "第1项 › hukou_area：390102 是海岳省云屿市望澜区，地址是“海岳省云屿市望蓝区帆影街道7号”，请改正一处；地址从省写起"),
        ('value = "1", points = "10"', 'value = 1, points = "10"', "z01.toml › expect › 第4项 › fields › 第1项 › value：代码写成加引号的文本，如 \"1\""),
        ('application = "$opened.application"', 'application = "$opened.aplication"', "z01.toml › walkthrough › 第10项：这一步没有办成（变式0）：“$opened.aplication”中的“aplication”没有所指，是否想写“application”？"),
        ('application = "$opened.application"', 'application = "$opened"', "z01.toml › walkthrough › 第10项：这一步没有办成（变式0）：“$opened”有好几项内容，可用的有：opened.application"),
        ('move = "read", after = "page"', 'drop = "opened"', "z01.toml › mistakes › 第2项 › edits：步骤 result 填不出来（变式0）：要用步骤 opened 办出的，在这之前没有做那一步"),
        ('form = { kind = "id_card" }', 'form = { kin = "id_card" }', "z01.toml › walkthrough › 第3项 › form › kin：没有名为“kin”的填写项，是否想写“kind”？"),
        ('form = { kind = "id_card" }', 'form = { kind = "id_crd" }', "z01.toml › walkthrough › 第3项 › form › kind：“id_crd”不在代码表中，是否想写“id_card”？"),
        ('form = { paper = "$card.paper" }', 'form = { paper = "$crd.paper" }', "z01.toml › walkthrough › 第4项：这一步没有办成（变式0）：“$crd.paper”中的“crd”没有所指，是否想写“card”？"),
        ('where = { topic = "ask_phone" } }', 'where = { topic = "ask_phone" }, except = { topic = ["tell_no", "ask_phon"] } }', "z01.toml › rules › 第2项 › a › except › topic：“ask_phon”不在代码表中，是否想写“ask_phone”？"),
        ('form = { kind = "id_card" }', 'form = { kind = "身份证" }', "第3项 › form › kind：“身份证”不在代码表中，是否想写“id_card”？"),
        ('confirm = ["not_accepted"]', "", "z01.toml › walkthrough › 第10项：这一步没有办成（变式0）：该办件尚未受理"),
        ('value = "$new_phone", points = "40"', 'value = "$new_phone", points = "30"', "z01.toml › expect › 第1项：records 分值合计 40，应为 50（结果 main：phone 30、closed 10）"),
        ('name = "phone", value', 'name = "phon", value', "z01.toml › expect › 第1项 › phon：没有名为“phon”的列，是否想写“phone”？"),
        ('table = "person"', 'table = "persn"', "z01.toml › expect › 第1项 › table：没有名为“persn”的记录，是否想写“person”？"),
        ('name = "state", value = "closed"', 'name = "state", value = "close"', "z01.toml › expect › 第2项 › fields › 第1项 › value：“close”不在代码表中，是否想写“closed”？"),
        ('group = "papers"', 'group = "paper"', "z01.toml › expect › 第3项 › group：没有名为“paper”的得分项，是否想写“papers”？"),
        ('topic = "ask_phone"\ntext', 'topic = "ask_phon"\ntext', "z01.toml › conversation › replies › 第2项 › topic：没有名为“ask_phon”的话题，是否想写“ask_phone”？"),
        ('hands_over = ["card"]', 'hands_over = ["crad"]', "z01.toml › conversation › replies › 第1项 › hands_over：没有名为“crad”的材料，是否想写“card”？"),
        ('office = "云屿市公安局望澜分局"\n', "", "z01.toml › papers › 第1项 › content：居民身份证 › office（签发机关）：缺少这一项"),
        ('word = "before"', 'word = "before"\nsame = ["$persn"]', "没有名为“$persn”的内容，是否想写“person”？"),
        ('value = "$new_phone", points = "40"', 'value = { x = 1 }, points = "40"', "z01.toml › expect › 第1项 › fields › 第1项 › value：“{'x': 1}”不是可能的值，应为11位手机号码"),
        ('name = "state", value = "closed"', 'name = "state", value = { x = 1 }', "z01.toml › expect › 第2项 › fields › 第1项 › value：“{'x': 1}”不在代码表中"),
        ('phone = "$old_phone"', 'phone = "13800138000"', "z01.toml › cast › person › 第2项 › phone：“13800138000”可能是真实的号码，不写就自动生成，或者用"),
        ('number = "$citizen.citizen_number"', 'number = "11010519491231002X"', "papers › 第1项 › content › number：“11010519491231002X”可能是真实的号码"),
        ('text = "新号码是 $new_phone。"', 'text = "新号码是13912345678。"', "replies › 第2项 › text：“13912345678”可能是真实的号码"),
        ("valid_from = 2019-05-11", "valid_from = 2026-06-16", "z01.toml › papers › 第1项 › content：居民身份证 › valid_from（有效期限（起））：2026-06-16 在业务日期 2026-06-15 之后"),
        ('kind = "id_card"\nperson', 'kind = "id_crad"\nperson', "papers › 第1项 › kind：没有名为“id_crad”的材料，是否想写“id_card”？"),
        ('hukou_area = "390102"\n', "", "z01.toml › cast › person › 第1项 › hukou_area：缺少这一项，请补上"),
        ('hukou_area = "390102"\n', 'hukou_area = "390102"\ncitizen_number = "39010219840308901X"\n', "第1项 › citizen_number：“39010219840308901X”不是有效的号码，不写就自动生成"),
        ('hukou_area = "390102"\n', 'hukou_area = "390102"\ncitizen_number = "390102198403080028"\n', "citizen_number：“390102198403080028”不在保留号段"),
        ('hukou_area = "390102"\n', 'hukou_area = "390102"\ncitizen_number = "390102198503089126"\n', "citizen_number：号码与出生日期、性别不符"),
        ('sex = "2"\nborn = "$born"', 'sex = "2"\nborn = [[]]', "z01.toml › cast › person › 第1项 › born：应为日期，写成 2026-06-15，不加引号"),
        ('hukou_area = "390102"\n', 'hukou_area = "3901"\n', "z01.toml › cast › person › 第1项 › citizen_number：生成不了号码，请核对 hukou_area（六位数字）和 born"),
        ('basis = "LOC 25"', 'basis = "窗口服务规范：文明用语"', "z01.toml › service › 第1项 › basis：“窗口服务规范：文明用语”不是依据表里的依据"),
        ('hukou_area = "390102"\n', 'hukou_area = "390104"\n', "z01.toml › cast › person › 第1项 › hukou_area：390104 是海岳省云屿市屿南区，地址在海岳省云屿市望澜区，请改正一处；那里的代码是 390102"),
        ('person = "$citizen.person"\ncall_name', "call_name", "z01.toml › conversation › person：缺少这一项，请补上，写$citizen.person"),
        ('opening = "你好，我换手机号了，想把社保里留的号码改一下。"\n', "", "z01.toml › conversation › opening：缺少这一项，请补上，写来意"),
        ('sex = "2"\nborn', 'sex = "3"\nborn', "z01.toml › cast › person › 第1项 › sex：“3”不在代码表中"),
        ('as = "namesake"', 'as = "citizen"', "z01.toml › cast › person › 第2项：名称“citizen”用了不止一次"),
        ('hukou_address = "海岳省云屿市望澜区听潮街道12号"', "hukou_address = {}", "“$citizen.hukou_address”有好几项内容，此处不能填写"),
        ('as = "namesake"', 'as = "$namesake"', "› as：“$namesake”的写法不对，以小写字母开头，只用小写字母、数字和下划线"),
        ('as = "ask_phone"', 'as = "greeting"', "名称“greeting”用了不止一次，请给这一步另起名称，如 as = \"greeting_again\""),
        ('person = "$citizen.person", phone', 'person = "＄citizen.person", phone', "“＄citizen.person”里有全角的 ＄，请改用半角的 $"),
        ('new_phone = { pool = "phone" }', 'new_phone = { pool = "phone" }\nspare = { pool = "phone" }', "z01.toml › vary › spare：这一项没有用到，请写 $spare 用它，或者删去"),
        ('new_phone = { pool = "phone" }', 'new_phone = { pool = "phone" }\nspare = { choose = ["$$spare"] }', "z01.toml › vary › spare：这一项没有用到"),
        ('needed_papers = ["id_card"]', 'needed_papers = ["id_crd"]', "needed_papers › 第1项：没有名为“id_crd”的材料，是否想写“id_card”？"),
        ('where = { topic = "ask_phone" } }', 'where = { topc = "ask_phone" } }', "z01.toml › rules › 第2项 › a › topc：hall.say 没有名为“topc”的内容，是否想写“topic”？"),
        ('where = { topic = "ask_phone" } }', 'among = { topc = ["ask_phone"] } }', "z01.toml › rules › 第2项 › a › topc：hall.say 没有名为“topc”的内容，是否想写“topic”？"),
        ('where = { topic = "ask_phone" } }', 'among = { topic = ["ask_phone", "ask_phne"] } }', "z01.toml › rules › 第2项 › a › among › topic：“ask_phne”不在代码表中"),
        ('where = { topic = "ask_phone" } }', 'where = { topic = "ask_phne" } }', "z01.toml › rules › 第2项 › a › where › topic：“ask_phne”不在代码表中"),
        ('a = { do = "hall.say", where = { topic = "ask_phone" } }', 'a = { do = "social_insurance.change_person", where = { person = "$citizen.person" } }', "a 与 b 可能选中同一步操作"),
        ('value = "$new_phone", points', 'value = "citizen.phone", points', "z01.toml › expect › 第1项 › fields › 第1项 › value：“citizen.phone”少了 $，是否想写“$citizen.phone”？"),
        ('linked = ["$citizen.person"]', 'linked = ["citizen.person"]', "z01.toml › linked › 第1项：“citizen.person”少了 $，是否想写“$citizen.person”？"),
        ('form = { person = "$citizen.person" }', 'form = { person = "citizen.person" }', "› form › person：“citizen.person”少了 $"),
        (READ_FIRST, 'basis = "IDL13"', "z01.toml › rules › 第1项 › basis：“IDL13”不是依据表里的依据，是否想写“IDL”？写法如 OPR 38"),
        (READ_FIRST, 'basis = "居民身份证法第十三条"', "“居民身份证法第十三条”不是依据表里的依据，是否想写“IDL”？"),
        (READ_FIRST, 'basis = "IDL 24"', "“IDL 24”：《居民身份证法》只有23条"),
        (READ_FIRST, 'basis = "IDL 4"', "“IDL 4”：依据表没有这一条的原文，相近的有 3、5、11、13"),
        (READ_FIRST, 'basis = "IDL 第十三条"', "里的“第十三条”不是条款，写法如 OPR 38"),
        (READ_FIRST, 'basis = "EF164"', "（财社〔2017〕164号）不再引用，已由财社〔2023〕181号"),
        (READ_FIRST, 'basis = "OV56 15"', "《超龄劳动者基本权益保障暂行规定》自 2026-07-01 起施行，2026-06-15 还没有施行"),
        (READ_FIRST, 'basis = "LCARD 1"', "《云屿市社会保障卡应用管理规程（仿真）》不合事项 A09，只合 J"),
        (READ_FIRST, 'basis = "ALP 32"', "《行政许可法》不合事项 A09，只合 K05、K06"),
        (READ_FIRST, 'basis = "OBE 36"', "《优化营商环境条例》这一条只讲用人单位，A09 由个人申请"),
        (READ_FIRST, 'basis = "SIL 63"', "《社会保险法》这一条只讲用人单位"),
        ('alter = "change", form = { person', 'alter = "change", form = { persn', "z01.toml › mistakes › 第1项 › edits › 第1项 › form › persn：没有名为“persn”的填写项，是否想写“person”？"),
        ('name = "page_first"', 'name = "wrong_person"', "z01.toml › mistakes › 第2项 › name：名称“wrong_person”用了不止一次"),
        ('lost = "54"', 'lost = "53"', "z01.toml › mistakes › 第1项：扣 54，声明 53（手机号码已变更 -40、"),
        ('lost = "54"', 'lost = "0"', "z01.toml › mistakes › 第1项：扣 54，声明 0（"),
        ('red_lines = ["unlinked_person"]\n', "", "z01.toml › mistakes › 第3项：触及红线：unlinked_person，与声明不符（变式0），请核对 edits"),
        ('move = "read", after = "page"', 'alter = "read", form = { paper = "$crad.paper" }', "z01.toml › mistakes › 第2项 › edits：步骤 read 填不出来（变式0）：“$crad.paper”中的“crad”没有所指"),
        ('step = "found"', 'step = "fond"', "z01.toml › harmless › 第1项 › step：没有名为“fond”的步骤，是否想写“found”？"),
        ('step = "found"', 'step = "found"\ndo = "hall.*"', "z01.toml › harmless › 第1项 › do：没有名为“hall.*”的操作"),
        ('alter = "change"', 'alter = "chang"', "z01.toml › mistakes › 第1项 › edits › 第1项：没有名为“chang”的步骤，是否想写“change”？"),
        ('alter = "result", confirm', 'alter = "reslt", confirm', "z01.toml › mistakes › 第1项 › edits › 第2项：没有名为“reslt”的步骤，是否想写“result”？"),
        ('red_lines = ["unlinked_person"]', 'red_lines = ["unlinked"]', "mistakes › 第3项 › red_lines：没有名为“unlinked”的红线"),
        ('levels = ["责怪群众"', 'levels = ["责怪 $citzen.name"', "z01.toml › service › 第1项 › levels：“$citzen.name”中的“citzen”没有所指，是否想写“citizen”？"),
        ('title = "手机号码已变更"', 'title = "$new_phon已变更"', "z01.toml › expect › 第1项 › title：“$new_phon”中的“new_phon”没有所指，是否想写“new_phone”？"),
        ('why = "即时办结', 'why = "$citizen.nam即时办结', "z01.toml › walkthrough › 第10项 › why：“$citizen.nam”中的“nam”没有所指，是否想写“name”？"),
        ('$citizen.name换了手机号码', '$citzen.name换了手机号码', "z01.toml › story：“$citzen.name”中的“citzen”没有所指，是否想写“citizen”？"),
        ('["found", "page"]', '["found", "pag"]', "independent › 第2项：没有名为“pag”的步骤，是否想写“page”？"),
        ('where = { person = "$citizen.person" }\nfields = [{ name = "phone"', 'where = { name = "$citizen.name" }\nfields = [{ name = "phone"', "z01.toml › expect › 第1项 › where：这一项同时适用于 2 个人"),
        ('id = "closed"', 'id = "phone"', "z01.toml › expect › 第2项 › id：编号“phone”已经用过"),
        ('value = "$new_phone", points', 'value = "$old_phone", points', "z01.toml › expect › 第1项：标准做法没有得满这一项（变式0）"),
        ('points = "5"\n\n[[rules]]', 'points = "5"\npenalty = "1"\ncap = "1"\n\n[[rules]]', "z01.toml › rules › 第2项：既有分值又有扣分"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_place_and_way_out(problems, old, new, said) -> None:
    found = problems((old, new))
    assert any(said in problem for problem in found), "\n".join(found)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (EXPECT_NOTHING, "z01.toml › expect › 第5项：没有期望任何结果"),
        (SLOW, "z01.toml › rules › 第4项：标准做法没有得满这一项（变式0）"),
        (SLOW.replace('cap = "1"', ""), "z01.toml › rules › 第4项：有扣分（penalty）而无上限（cap）"),
        (WRONG_COMPUTATION, "z01.toml › compute › due › by：没有名为“employee_contributions”的计算，是否想写“employee_contribution”？"),
        (WRONG_COMPUTATION, "z01.toml › compute › bounds › bas：没有名为“bas”的已知条件，是否想写“base”？"),
        (WRONG_COMPUTATION, "z01.toml › compute › bounds › base：缺少这一项"),
        (RULE.replace("eligibility", "eligible"), "z01.toml › compute › due › by：没有名为“unemployment.eligible”的计算，是否想写“unemployment.eligibility”？"),
        (RULE.replace("ending", "endin"), "z01.toml › compute › due › endin：没有名为“endin”的已知条件，是否想写“ending”？"),
        (RULE.replace("ending", "endin"), "z01.toml › compute › due › ending：缺少这一项"),
        (RULE.replace("dismissed", "fired"), "z01.toml › compute › due：算不出来（中断就业的原因 ending=“fired”不可用，应为"),
        (RULE.replace("44", "-1"), "z01.toml › compute › due：算不出来（"),
        (RULE.replace("44", '"$citizen.name"'), "z01.toml › compute › due：算不出来（"),
        (ASLEEP, "z01.toml › rules › 第4项：标准做法和其他做法都用不到这条规则"),
        (UNSIGNED, "z01.toml › rules › 第4项 › x › where › kind：“reslt”不在代码表中，是否想写“result”？"),
        (UNSIGNED.replace('where = { kind = "reslt" }', 'except = { person = "$linkd" }'), "z01.toml › rules › 第4项 › x › except › person：“$linkd”中的“linkd”没有所指，是否想写“linked”？"),
        (SPAN, "z01.toml › rules › 第4项 › x › topic：hall.call_next 没有名为“topic”的内容"),
        (IMPOSSIBLE_COMPUTATION, "z01.toml › compute › due：算不出来（wage 应为整数，现为“三千”），请核对已知条件"),
        (MONTHS, "z01.toml › compute › due：算不出来（年月应为 YYYY-MM，如 2026-06），请核对已知条件"),
        (MONTHS.replace("2026年1月", "2026-01").replace("2026-03", "2026年3月"), "z01.toml › compute › due：算不出来（年月应为"),
        (MONTHS.replace("2026年1月", ""), "z01.toml › compute › due：算不出来，请核对已知条件，年月如 2026-06"),
        (SECOND_ROW, "z01.toml › compute › due：算不出来"),
        ('[[cast.persons]]\nname = "x"\n', "z01.toml › cast › persons：没有名为“persons”的记录，是否想写“person”？"),
        ('[[cast.person]]\nnam = "x"\n', "z01.toml › cast › person › 第3项 › nam：没有名为“nam”的列，是否想写“name”？"),
        ('[[alternatives]]\nname = "other"\ntitle = "$citizen"\nexpect = []\n', "z01.toml › alternatives › 第1项 › title：“$citizen”里有 $，标题不能用名称"),
        (WAY.replace("照原样", "$citizen"), "z01.toml › other_ways › 第1项 › title：“$citizen办结”里有 $，标题不能用名称"),
        ('[groups.records]\ntitle = "$citizen"\npoints = "50"\n', "z01.toml › groups › records › title：“$citizen”里有 $，标题不能用名称"),
        ('[[alternatives]]\nname = "other"\ntitle = "另一种"\nexpect = []\n', "z01.toml › alternatives › 第1项：没有演示这一结果的做法"),
    ],
)  # fmt: skip
def test_an_addition_that_is_wrong_is_told(problems, more, said) -> None:
    found = problems(more=more)
    assert any(said in problem for problem in found), "\n".join(found)


@pytest.mark.parametrize(
    ("old", "new", "right", "wrong", "place"),
    [
        ('value = "closed"', 'value = "$odd"', "closed", "shut", "expect › 第2项 › fields › 第1项 › value：“shut”"),
        ('item = "A09", person = "$citizen.person" }\nfields', 'item = "$odd" }\nfields', "A09", "A99", "expect › 第2项 › where › item：“A99”"),
        ('where = { topic = "ask_phone" }', 'where = { topic = "$odd" }', "ask_phone", "ask_fone", "rules › 第2项 › a › where › topic：“ask_fone”"),
        ('phone = "$old_phone"', 'phone = "$old_phone"\nstate = "$odd"', "1", "9", "cast › person › 第2项 › state：“9”"),
        ("valid_from = 2019-05-11", 'valid_from = "$odd"', "2019-05-11", "某日", "papers › 第1项 › content："),
        ("换了手机号码，带", "$odd.chinese", "2026-06", "明天", "story：“$odd.chinese”中的“chinese”没有所指"),
    ],
)  # fmt: skip
def test_a_value_that_only_another_variant_has_is_read_too(
    problems, old, new, right, wrong, place
) -> None:
    found = problems((old, new), more=f"[vary.odd]\nchoose = [{right!r}, {wrong!r}]\n")
    told = f'（取到 odd = "{wrong}" 时）'
    assert any(f"z01.toml › {place}" in each and told in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('born = "$born"\nhukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮', 'born = "$bron"\nhukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮', "born"),
        ('name = "$surname$given"\nsex = "2"\nborn = "$born"\nhukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮', 'name = "$bron"\nsex = "2"\nborn = "$born"\nhukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮', "name"),
        ('hukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮', 'hukou_area = "$bron"\nhukou_address = "海岳省云屿市望澜区听潮', "hukou_area"),
    ],
)  # fmt: skip
def test_a_name_for_nothing_is_told_where_it_is_written_and_not_by_all_that_name_it(
    problems, old, new, place
) -> None:
    [told] = problems((old, new))
    assert told.startswith(f"z01.toml › cast › person › 第2项 › {place}：“$bron”中的“bron”没有所指")


def test_an_operation_nobody_knows_is_told_where_it_is_done_and_not_by_the_rules_too(
    problems,
) -> None:
    found = problems(('do = "hall.issue_result"', 'do = "hall.isue_result"'))
    assert [each for each in found if "没有名为“hall.isue_result”" in each] == found[:1]
    assert found[0].startswith("z01.toml › walkthrough › 第10项 › do：")


@pytest.mark.parametrize(("field", "wrong"), [("phone", False), ("person", True)])
def test_a_rule_may_ask_for_what_was_left_empty_where_that_may_be(problems, field, wrong) -> None:
    empty = f'social_insurance.change_person", where = {{ {field} = "" }}'
    rule = UNSIGNED.replace('hall.obtain_signature", where = { kind = "reslt" }', empty)
    found = problems(more=rule.replace('id = "signed"', 'id = "emptied"'))
    assert bool(found) == wrong, found


def test_a_dollar_that_is_meant_is_written_twice(problems) -> None:
    said = 'text = "新号码是 $new_phone。"'
    assert problems((said, said.replace("。", "，$$1。"))) == []
    assert problems((said, said.replace("。", "，$1。")))


@pytest.mark.parametrize("fields", ["", 'fields = ["phone"]\n'])
def test_a_register_is_not_allowed_whole(problems, fields: str) -> None:
    [problem] = problems(more=f'[[allowed]]\ntable = "person"\n{fields}')
    assert problem.startswith("z01.toml › allowed › 第")
    assert "“人员”是业务系统的记录，不写 where 就放行了所有人的，请在 where 中写明是谁的" in problem


@pytest.mark.parametrize("table", ["card_event", "notice"])
def test_logs_and_what_the_counter_keeps_may_be_allowed_whole(problems, table: str) -> None:
    assert problems(more=f'[[allowed]]\ntable = "{table}"\n') == []


def test_of_the_only_application_an_expected_finding_need_not_say_that_it_is(problems) -> None:
    found = """[[expect]]
id = "card"
group = "records"
title = "身份证已核验"
is = "created"
table = "paper_finding"
where = { paper = "$card.paper" }
"""
    assert not any("没有写明是哪一条" in each for each in problems(more=found))


@pytest.mark.parametrize("looked", [True, False])
def test_a_check_leaves_the_search_for_garbage_as_it_was(written: Written, looked: bool) -> None:
    (gc.enable if looked else gc.disable)()
    try:
        check(written())
        assert gc.isenabled() == looked
    finally:
        gc.enable()
