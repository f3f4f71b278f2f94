"""Scripts with marks that mean nothing: what is paid twice or for nothing, fits anybody, lets
everything pass or was never done."""

from tests.scenarios.wrong.table import Wrong, refused, rule

PHONE = 'fields = [{ name = "phone", value = "$new_phone", points = "40" }]'
HARMLESS = """[[harmless]]
mutants = ["drop", "namesake", "alter"]
step = "found"
reason = "怎样查到不影响结果，打开的仍是本人\""""
LEVELS = 'levels = ["责怪群众", "不作确认", "复述号码", "复述号码并告知已生效"]'
ASK = """title = "先问清新号码再变更"
basis = "LOC 4"
word = "before"
a = { do = "hall.say", where = { topic = "ask_phone" } }
b = { do = "social_insurance.change_person" }
points = "5\""""
LINKED = 'linked = ["$citizen.person"]'
NOTICE = 'where = { kind = "result", item = "A09", person = "$citizen.person" }\npoints = "5"'
READ = 'a = { do = "hall.read_id_card", where = { person = "$citizen.person" } }'
SAVED = 'a = { do = "social_insurance.change_person", where = { person = "$citizen.person" } }\nb = { do = "hall.issue_result" }'
ALL = '["drop", "double", "swap", "namesake", "alter", "again", "move", "open", "extra", "refused"]'
KINDS = '"id_card", "household_book", "marriage_certificate", "business_licence", "labour_contract"'
SAID = '[[walkthrough]]\nas = "ask_phone"\ndo = "hall.say"\nform = { topic = "ask_phone" }\n'
SOOTHED = '\n[[walkthrough]]\ndo = "hall.say"\nform = { topic = "soothe" }\n'
STEPS = ["greeting", "read", "found", "page", "ask_phone", "opened", "change", "result", "print"]


def harmless(said: str, more: str = "") -> str:
    reason = f"都不要紧：{said.replace(chr(34), '')}".replace("\n", "、")
    return f'\n[[harmless]]\nmutants = {ALL}\n{said}\nreason = "{reason}"\n{more}'


def mistake(name: str, lost: str, edits: str) -> str:
    return f'\n[[mistakes]]\nname = "{name}"\ntitle = "{name}"\nlost = "{lost}"\nedits = {edits}\n'


def remark(at: int) -> str:
    return f'\n[[remarks]]\nat = {at}\ntext = "快点"\n'


FIRST, SECOND = PHONE.replace("40", "30"), PHONE.replace("40", "10")
TWICE = f'{FIRST}\n\n[[expect]]\nid = "again"\ngroup = "records"\ntitle = "号码"\nbasis = "OPR 9"\nis = "changed"\ntable = "person"\nwhere = {{ citizen_number = "$citizen.citizen_number" }}\n{SECOND}'
AGAIN = f'{NOTICE.replace(chr(34) + "5", chr(34) + "3").replace("{", "{{").replace("}", "}}")}\n\n[[expect]]\nid = "written"\ngroup = "papers"\ntitle = "通知"\nbasis = "LOC 21"\nis = "created"\ntable = "notice"\nwhere = {{{{ {{}} }}}}\nfields = [{{{{ name = "{{}}", value = "{{}}", points = "2" }}}}]'
ALTERNATIVE = """
[[alternatives]]
name = "same"
title = "一样的"
[[alternatives.expect]]
id = "phone_2"
group = "records"
title = "手机号码已变更"
is = "changed"
table = "person"
where = { person = "$citizen.person" }
fields = [{ name = "phone", value = "$new_phone", points = "40" }]
[[alternatives.expect]]
id = "closed_2"
group = "records"
title = "办件办结"
is = "created"
table = "application"
where = { item = "A09", person = "$citizen.person" }
fields = [{ name = "state", value = "closed", points = "10" }]
[[alternatives.expect]]
id = "result_2"
group = "papers"
title = "通知"
is = "created"
table = "notice"
where = { kind = "result", item = "A09", person = "$citizen.person" }
points = "5"
[[alternatives.expect]]
id = "signed_2"
group = "papers"
title = "签收"
is = "created"
table = "printout"
where = { kind = "result", person = "$citizen.person" }
fields = [{ name = "signed", value = "1", points = "10" }]

[[other_ways]]
name = "same"
title = "一样"
edits = [{ alter = "result", form = { text = "好" } }]
"""

WRONG = [
    # The same fact paid twice
    Wrong("one column is paid twice", [(PHONE, TWICE)], ["z01.toml:", "“again”", "“phone”在 phone 里已经计过分", "请删去一处"]),
    Wrong(
        "one record's being there is paid twice",
        [(NOTICE, NOTICE.replace("5", "3") + '\n\n[[expect]]\nid = "written"\ngroup = "papers"\ntitle = "有通知"\nbasis = "LOC 21"\nis = "created"\ntable = "notice"\nwhere = { person = "$citizen.person" }\npoints = "2"')],
        ["“written”", "有没有这条记录在 result 里已经计过分"],
    ),
    *(
        Wrong(f"a record's being there is paid for again by its {column}", [(NOTICE, AGAIN.format(where, column, value))], ["z01.toml:", "“written”", f"“{column}”是 where 的条件", "有没有这条记录在 result 里已经计过分", "请删去一处"])
        for column, value, where in (
            ("kind", "result", 'kind = "result", item = "A09", person = "$citizen.person"'),
            ("person", "$citizen.person", 'kind = "result", item = "A09", person = "$citizen.person"'),
            ("item", "A09", 'kind = "result", person = "$citizen.person"'),
        )
    ),
    Wrong("an expectation pays for what its own where asks, beside its points", [(NOTICE, NOTICE.replace('"5"', '"3"\nfields = [{ name = "kind", value = "result", points = "2" }]'))], ["“result”：“kind”是 where 的条件", "在 result 里已经计过分"]),
    Wrong("two columns of one where are paid for", [(NOTICE, NOTICE.replace('points = "5"', 'fields = [{ name = "kind", value = "result", points = "3" }, { name = "item", value = "A09", points = "2" }]'))], ["“result”：“kind”是 where 的条件", "在 result 里已经计过分"]),
    Wrong(
        "one rule is written twice and declared broken with itself",
        [(ASK, ASK.replace('"5"', '"2.5"') + '\nbroken_with = ["again"]\n\n[[rules]]\nid = "again"\ngroup = "process"\n' + ASK.replace('"5"', '"2.5"'))],
        ["rules › ", "“again”", "规则 again 与 asked_first 说的是同一件事", "broken_with 也不行"],
    ),
    Wrong(
        "a rule pays for what an expectation pays for",
        [(ASK, ASK.replace('"5"', '"2.5"'))],
        ["“issued”", "规则 issued 与 应有结果 result 总是同时违反", "请合并"],
        more=rule("issued", "happens", 'a = { do = "hall.issue_result", where = { item = "A09", person = "$citizen.person" } }', 'points = "2.5"'),
        by_proof=True,
    ),
    # Points for nothing
    Wrong(
        "calling and closing earn points",
        [(PHONE, PHONE.replace("40", "1"))],
        ["“ticket”", "只叫号、结束服务也能得分"],
        more='\n[[expect]]\nid = "ticket"\ngroup = "records"\ntitle = "号已办完"\nbasis = "LOC 3"\nis = "changed"\ntable = "ticket"\nwhere = { ticket = "$ticket.ticket" }\nfields = [{ name = "state", value = "done", points = "39" }]\n',
    ),
    Wrong("four levels are the same", [(LEVELS, 'levels = ["好", "好", "好", "好"]')], ["service › ", "“manner” › levels", "0 分和 1 分写的是同一句话“好”", "请写明这两档"]),
    Wrong("levels differ by a blank and a stop", [(LEVELS, 'levels = ["责怪群众", "不作确认", "好 ", "好。"]')], ["“manner” › levels", "2 分和 3 分写的是同一句话"]),
    Wrong("a ceiling is the whole", [('version = 1', 'version = 1\nceiling = "100"')], ["z01.toml:", "ceiling：触及红线 unlinked_card", "封顶 100 分没有作用", "请写得比 98 低"]),
    Wrong("a ceiling is what a red line leaves", [('version = 1', 'version = 1\nceiling = "98"')], ["ceiling", "只剩 98 分，封顶 98 分没有作用"]),
    # Fits others, or never
    Wrong(
        "the right way changes an address that nobody asked for",
        [('form = { person = "$citizen.person", phone = "$new_phone" }', 'form = { person = "$citizen.person", phone = "$new_phone", address = "$namesake.address" }')],
        ["z01.toml:", " › walkthrough › 第9项“change”：这一步改动了人员的居住地址，应有结果里没有", "expect", "allowed", "cases rehearse"],
    ),
    Wrong("a register is allowed by what many have", [], ["allowed › ", "where 没有写明是谁的", "请在 where 中写明是谁的，如 person"], more='\n[[allowed]]\ntable = "person"\nwhere = { sex = "2" }\n'),
    Wrong("a register is allowed by a name that two have", [], ["allowed › ", "where 没有写明是谁的"], more='\n[[allowed]]\ntable = "person"\nwhere = { name = "$citizen.name" }\n'),
    Wrong("whatever is done to a register is allowed", [], ["allowed › ", "“人员参保”是业务系统的记录，没有写明准许哪一种变动", 'is = "created"', 'fields = ["…"]'], more='\n[[allowed]]\ntable = "participation"\nwhere = { person = "$citizen.person" }\n'),
    Wrong("applications for any item are allowed", [], ["allowed › ", "“办件”没有写明是哪个事项的", "请在 where 中写明 item"], more='\n[[allowed]]\ntable = "application"\nwhere = { person = "$citizen.person" }\n'),
    Wrong("a record of one insurance is any insurance's", [('record = "participation", insurance = "110", is = "changed"', 'record = "participation", is = "changed"')],
          ["e09_new_hire.toml:", "“人员参保”一个人有几条，没有写明险种，办成别的也得分，请在 where 中写明 insurance"], case="E09"),
    Wrong("a notice for another counts", [(NOTICE, 'where = { kind = "result", item = "A09" }\npoints = "5"')], ["“result”：“opened”错办给别人，这一项照样得分", "请在 where 中写明是谁的，如 person"], by_proof=True),
    Wrong("an application for another counts", [('where = { item = "A09", person = "$citizen.person" }\nfields', 'where = { item = "A09" }\nfields')], ["“closed”：“opened”错办给别人"], by_proof=True),
    Wrong("whoever's card is read counts", [(READ, 'a = { do = "hall.read_id_card" }')], ["rules › 第1项“read_first” › a：规则 read_first 的 a 没有写明是谁的，为别人做了“读取身份证”也算", "请在 where 中写明 person"]),
    Wrong(
        "whoever's card is read counts before anybody's page",
        [
            (READ, 'a = { do = "hall.read_id_card" }'),
            ('b = { do = "social_insurance.open_person", where = { person = "$citizen.person" } }', 'b = { do = "social_insurance.open_person" }'),
        ],
        ["rules › 第1项“read_first” › a：规则 read_first 的 a 没有写明是谁的，为别人做了“读取身份证”也算", 'person，或者写 same = ["person"]'],
    ),
    Wrong(
        "whoever's record is changed counts before anybody's notice",
        [(SAVED, 'a = { do = "social_insurance.change_person" }\nb = { do = "hall.issue_result" }')],
        ["rules › 第3项“saved_first” › a：规则 saved_first 的 a 没有写明是谁的，为别人做了“个人基本信息变更”也算", 'same = ["person"]'],
    ),
    Wrong(
        "an application for whomever earns",
        [],
        ["rules › 第4项“taken_in” › a：规则 taken_in 的 a 没有写明是谁的，为别人做了“收件登记”也算", "请在 where 中写明 person"],
        more=rule("taken_in", "happens", 'a = { do = "hall.open_application", where = { item = "A09" } }', 'points = "5"'),
    ),
    Wrong(
        "whoever's record is changed counts before the notice of one",
        [(SAVED, 'a = { do = "social_insurance.change_person" }\nb = { do = "hall.issue_result", where = { person = "$citizen.person" } }')],
        ["rules › 第3项“saved_first” › a：规则 saved_first 的 a 没有写明", 'same = ["person"]'],
    ),
    Wrong(
        "an exception never fits",
        [('b = { do = "social_insurance.change_person" }', 'b = { do = "social_insurance.change_person", except = { phone = ["14200000001", ""] } }')],
        ["rules › 第2项“asked_first” › b › except › phone：规则 asked_first 的“14200000001”从来没有碰到过", "请核对写法"],
        by_proof=True,
    ),
    # Lets everything pass
    Wrong("a declaration says nothing of where", [(HARMLESS, harmless(""))], ["harmless › ", "没有写明哪一步、哪个操作、哪一项", "请写 step、do 或 field"]),
    Wrong("a declaration says all steps", [(HARMLESS, harmless('step = "*"\ndo = "*"\nother = "*"'))], ["harmless › ", "什么错都放过了"]),
    Wrong("a declaration says any text of any letters", [(HARMLESS, harmless('step = "?*"\nfield = "**"'))], ["harmless › ", "什么错都放过了"]),
    Wrong("a declaration is for a whole part", [], ["harmless › ", "part 只可以与", "double"], more=harmless('part = "deed"')),
    Wrong("each step is declared, one by one", [(HARMLESS, "".join(harmless(f'step = "{each}"') for each in STEPS))], ["harmless › ", "没有用到，请删去"], by_proof=True),
    Wrong(
        "most of what a clerk says is harmless",
        [(SAID, f"{SAID}{SOOTHED * 12}"), ("minutes = 8", "minutes = 10")],
        ["z01.toml", "harmless", "本案自己声明无害的占变异的", "至多 25%", "请写得窄一些"],
        more='\n[[harmless]]\nmutants = ["drop", "alter"]\ndo = "hall.say"\nreason = "说什么都可以"\n',
        by_proof=True,
    ),
    Wrong("a case's own declaration is usual", [], ["harmless › ", "usual", "这个字只写在外框里"], more=harmless('step = "page"', "usual = true\n")),
    Wrong("a dead deduction is usual", [], ["rules › ", "“dead” › usual", "这个字只写在外框里", "补一个会失去它的 mistakes"],
          more=rule("dead", "never", 'x = { do = "social_card.report_loss", where = { card = "39c00000001" } }', 'penalty = "20"\ncap = "20"\nusual = true')),
    Wrong("a guard that fits nobody is usual", [], ["expect › ", "“guard” › usual", "这个字只写在外框里"],
          more='\n[[expect]]\nid = "guard"\ngroup = "records"\ntitle = "别人的不动"\nis = "unchanged"\ntable = "person"\nwhere = { name = "无此人" }\npenalty = "10"\ncap = "10"\nusual = true\n'),
    Wrong("a guard fits nobody", [], ["expect › ", "“guard”", "从未失分", "请补一个会失去它的 mistakes"], by_proof=True,
          more='\n[[expect]]\nid = "guard"\ngroup = "records"\ntitle = "别人的不动"\nis = "unchanged"\ntable = "person"\nwhere = { name = "无此人" }\npenalty = "10"\ncap = "10"\n'),
    Wrong("a red line without cost is usual", [], ["rules › ", "“free” › usual", "这个字只写在外框里"],
          more=rule("free", "never", 'x = { do = "hall.say", where = { topic = "thank" } }', 'penalty = "0"\ncap = "0"\nred_line = true\nusual = true')),
    # Whom and what a case may look at
    Wrong("nobody is linked", [(LINKED, 'linked = ["$citizen.person", "张三"]')], ["z01.toml:", "linked › 第2项：“张三”不是本案的人员或单位", "如 $citizen.person"]),
    Wrong("a name is linked", [(LINKED, 'linked = ["$citizen.name"]')], ["linked › 第1项", "不是本案的人员或单位"]),
    Wrong("the namesake is linked", [(LINKED, 'linked = ["$citizen.person", "$namesake.person"]')], ["linked › 第2项：“$namesake.person”", "没有来办事", "请从 linked 中删去"]),
    Wrong("a phone is to be changed to what it is", [('new_phone = { pool = "phone" }', 'new_phone = { choose = ["$old_phone"] }')],
          ["e02_phone_and_birthday.toml:", "expect › ", " › fields › 第1项“phone”：“phone”本来就是这个值，变式0 不改也得分", "请让变式0 取到要改的值"], case="E02"),
    Wrong("whoever signed nothing may be printed", [('linked = ["$agent.person"]\n', 'linked = ["$agent.person"]\nprintable = ["$citizen.person"]\n')],
          ["e09_new_hire.toml:", "printable › 第1项：“$citizen.person”在本案里没有授权委托书", "请从 printable 中删去"], case="E09"),
    Wrong("whoever acts for a firm may be printed for", [('linked = ["$agent.person"]\n', 'linked = ["$agent.person"]\nprintable = ["$agent.person"]\n')],
          ["e09_new_hire.toml:", "printable › 第1项：“$agent.person”在本案里没有授权委托书", "请从 printable 中删去"], case="E09"),
    Wrong("papers of all kinds are needed", [('needed_papers = ["id_card"]', f"needed_papers = [{KINDS}]")], ["needed_papers › 第2项", "household_book", "所开的事项不要", "请从 needed_papers 中删去"]),
    Wrong("a paper is needed because the visitor says that it was not brought", [('needed_papers = ["id_card"]', 'needed_papers = ["id_card", "household_book"]'), ('[[expect]]\nid = "phone"', '[[conversation.replies]]\ntopic = "ask_household_book"\ntext = "没带户口簿。"\n\n[[expect]]\nid = "phone"')], ["needed_papers › 第2项", "household_book", "所开的事项不要", "或者把这份材料写进 papers", "有回答也不等于要用"]),
    # Mistakes that are none
    Wrong("a mistake is refused by the system and loses nothing", [], ["mistakes › ", "“again” › edits：步骤 again_result 没有办成", "（decided）", "系统不许办的写不成错误", "tried = true"],
          more=mistake("again", "0", '[{ insert = { as = "again_result", do = "hall.issue_result", form = { application = "$opened.application" } }, after = "result" }]')),
    Wrong("a mistake loses nothing", [], ["mistakes › ", "“again”", "没有失分，请补一条会扣分的规则，或者改写到 other_ways"],
          more=mistake("again", "0", '[{ insert = { do = "hall.say", form = { topic = "thank" } }, after = "page" }]')),
    Wrong("a mistake is refused by the system", [], ["mistakes › ", "“again” › edits：步骤 again_result 没有办成"],
          more=mistake("again", "10", '[{ insert = { as = "again_result", do = "hall.issue_result", form = { application = "$opened.application" } }, after = "result" }, { move = "read", after = "page" }]')),
    Wrong("a mistake is stopped by a caution", [], ["mistakes › ", "“twice” › edits：步骤 ", "没有办成", "只是提醒，照办就在这一步写 confirm"],
          more=mistake("twice", "5", '[{ insert = { do = "hall.print_notice", form = { notice = "$result.notice" } }, after = "sign" }, { drop = "ask_phone" }]')),
    Wrong("a mistake repeats another in other edits", [], ["“page_first2”", "“page_first2”与“未读证件就打开信息”做的是同样的事", "请改成另一种做法"],
          more=mistake("page_first2", "10", '[{ drop = "read" }, { insert = { do = "hall.read_id_card", form = { paper = "$card.paper" } }, after = "page" }]')),
    Wrong("a mistake repeats another word for word", [], ["“again”", "做的是同样的事"], more=mistake("again", "10", '[{ move = "read", after = "page" }]')),
    Wrong("another way is the walkthrough", [], ["other_ways › ", "“same”", "与标准做法做的是同样的事"],
          more='\n[[other_ways]]\nname = "same"\ntitle = "一样"\nedits = [{ alter = "found", form = { by = "number" } }]\n'),
    Wrong("another outcome is the first", [], ["alternatives › ", "“same”", "要的与标准结果完全一样", "请写明不同之处"], more=ALTERNATIVE),
    Wrong("edits are written over those that a move brought", [("mistakes = [\n", 'mistakes = [\n  { name = "spoken_only", edits = [{ drop = "c02" }] },\n')],
          ["e03_wifes_record.toml:", "没有名为“c02”的步骤", "edits 接在 refuse 带出的后面", 'less = ["spoken_only"]'], case="E03"),
    Wrong("a mistake that a move brought is stopped by a caution", [(', silent_confirm = "nothing_done"', "")],
          ["e03_wifes_record.toml:", "spoken_only", "步骤 close 没有办成", 'confirm = ["nothing_done"]', 'refuse 带出的不合用，就在那里写 less = ["spoken_only"]'], case="E03"),
    # Times that cannot be
    Wrong("a remark comes after the end", [], ["remarks › 第1项 › at：第 80000 秒已经结束，本案只有 8 分钟（480 秒）", "请改早"], more=remark(80000)),
    Wrong("a remark comes at the end", [], ["remarks › 第1项 › at：第 480 秒已经结束"], more=remark(480)),
    Wrong("the way takes longer than the case", [("minutes = 8", "minutes = 1")], ["z01.toml:", "minutes：标准做法要 165 秒，慢一倍的人 1 分钟（60 秒）做不完"]),
    Wrong("one step takes longer than the case", [("after = 15 ", "after = 5000 ")], ["minutes：标准做法要 5150 秒，慢一倍的人 8 分钟"]),
]  # fmt: skip


test_what_means_nothing_is_told_with_its_place_and_a_way_out = refused(WRONG)
