"""Scripts in whose lives something goes on after its end, or ends before it begins."""

from tests.scenarios.wrong.table import Wrong, refused
from tests.scenarios.wrong.test_lives import AT, PHONE, card, firm, insured, job, known, paid

KIN = 'as = "namesake"\n'


def resident(since: str, **more: str) -> str:
    named = {"insurance": "170", "identity": "50", "since": since, "tier": "50000", **more}
    said = "".join(f'{key} = "{value}"\n' for key, value in named.items())
    return f'\n[[cast.participation]]\nperson = "$citizen.person"\n{said}'


def pension(kind: str = "170") -> str:
    return (
        f'\n[[cast.benefit]]\nperson = "$citizen.person"\nkind = "{kind}"\n'
        'since = "2020-01"\namount = 200_00\n'
    )


WRONG = [
    Wrong(
        "dead and insured",
        [(KIN, f'{KIN}state = "4"\n')],
        [*AT, "person › ", "死亡以后仍在就业、失业登记、参保或领取待遇", '{ who = "namesake"'],
        more=resident("2020-01").replace("citizen", "namesake"),
    ),
    Wrong(
        "a pensioner who pays still",
        [],
        [*AT, "participation › ", "领取养老待遇以后仍在参保缴费"],
        more=resident("2020-01") + pension(),
    ),
    Wrong(
        "two pensions at once",
        [],
        [*AT, "benefit › ", "同时领取职工和居民养老待遇"],
        more=pension() + pension("110"),
    ),
    Wrong(
        "a pension with a registration as jobless",
        [],
        [*AT, "unemployment › ", "领取职工养老待遇而有有效失业登记"],
        more=pension("110")
        + '\n[[cast.unemployment]]\nperson = "$citizen.person"\nunemployed = 2026-05-04\n'
        'registered = 2026-05-04\nreason = "5"\n',
    ),
    Wrong(
        "paid for years after the end",
        [],
        [*AT, "participation › ", "停保以后仍有缴费"],
        more=firm()
        + insured("2015-01", state="2", stopped="2020-12", stop_reason="6301")
        + paid("2015-01", "2025-12", employer=False),
    ),
    Wrong(
        "a pension of nothing",
        [],
        [*AT, "benefit › ", "待遇金额不是正数"],
        more=pension().replace("200_00", "0"),
    ),
    Wrong(
        "a resident's insurance before there was any",
        [],
        [*AT, "participation › ", "居民养老参保早于制度开始的2009年"],
        more=resident("1999-01"),
    ),
    Wrong(
        "an identity card that ends before it begins",
        [],
        [*AT, "police_record › ", "证件有效期至早于有效期起", '{ who = "citizen"'],
        more=f"{known('$citizen.name')}card_from = 2018-01-01\ncard_until = 2010-01-01\n",
    ),
    Wrong(
        "studies that end before they begin",
        [],
        [*AT, "school_record › ", "入学早于出生，或离校不晚于入学", '{ who = "citizen"'],
        more='\n[[cast.school_record]]\ncitizen_number = "$citizen.citizen_number"\n'
        'name = "$citizen.name"\nschool = "云屿大学"\nstage = "本科"\n'
        "entered = 2004-09-01\nleaves = 2003-06-30\n",
    ),
    Wrong(
        "a job before the first one",
        [(PHONE, f"{PHONE}work_started = 2018-05-01\n")],
        [*AT, "employment › ", "就业早于参加工作日期"],
        more=firm() + job("2015-01-05"),
    ),
    Wrong(
        "a pension to another's card",
        [],
        [*AT, "pay_account › ", "待遇发到了别人的社会保障卡上"],
        more=card("2018-07-11", "2028-07-11", "namesake").replace("bank =", 'as = "hers"\nbank =')
        + '\n[[cast.pay_account]]\nperson = "$citizen.person"\ninsurance = "170"\n'
        'bank_account = "$hers.bank_account"\n',
    ),
]


test_nothing_goes_on_after_its_end_and_what_does_is_told = refused(WRONG)
