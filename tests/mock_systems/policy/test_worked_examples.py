"""Every worked example of the rule book, by its number, without tolerance."""

from datetime import date

import pytest

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.rule import read
from tests.mock_systems.policy.brought import brought

TEXTS = (
    """
1a | contribution.employee | 2026-06-15 | wage=3900 injury_class=2 | base=4680.00 pension_employer=748.80 pension_employee=374.40 unemployment_employer=23.40 unemployment_employee=23.40 injury_employer=18.72 employer_total=790.92 employee_total=397.80
1b | contribution.employee | 2026-06-15 | wage=9350.55 injury_class=5 injury_float=120 | base=9350.55 pension_employer=1496.09 pension_employee=748.04 unemployment_employer=46.75 unemployment_employee=46.75 injury_employer=123.43 employer_total=1666.27 employee_total=794.79
1c | contribution.employee | 2026-06-15 | wage=30000 injury_class=1 | base=23400.00 pension_employer=3744.00 pension_employee=1872.00 unemployment_employer=117.00 injury_employer=46.80 employer_total=3907.80 employee_total=1989.00
1d | contribution.employee | 2026-06-15 | wage=6000 injury_class=4 injury_float=50 | base=6000.00 pension_employer=960.00 pension_employee=480.00 unemployment_employer=30.00 injury_employer=27.00 employer_total=1017.00 employee_total=510.00
1e | registration.deadline | 2026-07-20 | limit=enrolment event=2026-06-18 | until=2026-07-18 late=yes
2a | contribution.flexible | 2026-06-15 | base=4680 | fee=936.00 account=374.40 pool=561.60
2b | contribution.flexible | 2026-06-15 | base=7800 | fee=1560.00 account=624.00 pool=936.00
2c | contribution.flexible | 2026-06-15 | base=23400 | fee=4680.00 account=1872.00 pool=2808.00
2a-year | contribution.flexible_months | 2026-12-31 | base=4680 first=2026-01 last=2026-12 | months=12 total=11232.00
2b-year | contribution.flexible_months | 2026-12-31 | base=7800 first=2026-01 last=2026-12 | months=12 total=18720.00
2c-year | contribution.flexible_months | 2026-12-31 | base=23400 first=2026-01 last=2026-12 | months=12 total=56160.00
2d | contribution.flexible_months | 2026-06-15 | base=4680 first=2023-01 last=2023-12 | months=0 refused=12 total=0.00
2d-now | contribution.flexible_months | 2026-06-15 | base=4680 first=2023-01 last=2026-06 | months=6 refused=36 total=5616.00
3a | resident.account | 2026-12-31 | tier=1000 first_year=2024 years=3 | balance=3399.99
3b-account | resident.account | 2025-12-31 | tier=500 first_year=2011 years=15 | balance=10601.37
3b | resident.benefit | 2025-06-15 | balance=10601.37 | account=76.27 basic=180.00 total=256.27
3c | resident.benefit | 2026-06-15 | balance=22000 | account=158.27 basic=200.00 total=358.27
3c-years | resident.eligibility | 2026-06-15 | age=60y0m years=12 | eligible=no short=3
3d | resident.admission | 2026-06-15 | age=36y0m employee_active=yes | allowed=no
4a | contribution.back_payment | 2026-06-30 | wage=9350.55 injury_class=5 injury_float=120 month=2026-03 paid=2026-06-30 | principal=2461.06 days=97 fee=119.36 total=2580.42
4a-110 | contribution.late_fee | 2026-06-30 | principal=2244.13 due=2026-03-25 paid=2026-06-30 | days=97 fee=108.84
4a-210 | contribution.late_fee | 2026-06-30 | principal=93.50 due=2026-03-25 paid=2026-06-30 | fee=4.53
4a-410 | contribution.late_fee | 2026-06-30 | principal=123.43 due=2026-03-25 paid=2026-06-30 | fee=5.99
4b-11 | contribution.back_payment | 2026-02-10 | wage=6000 injury_class=1 month=2025-11 paid=2026-02-10 insurances=110 | principal=1440.00 days=77 fee=55.44 total=1495.44
4b-12 | contribution.back_payment | 2026-02-10 | wage=6000 injury_class=1 month=2025-12 paid=2026-02-10 insurances=110 | principal=1440.00 days=47 fee=33.84 total=1473.84
4c | contribution.provisional | 2026-05-31 | last_total=52300 | total=57530.00
4d | contribution.lump_sum | 2026-06-15 | months=48 document=internal | allowed=no
5a | transfer.amount | 2026-06-15 | bases_sum=642000 account=68432.17 | pooled=77040.00 total=145472.17
5b | transfer.amount | 2026-06-15 | bases_sum=35000 account=2818.40 | pooled=4200.00 total=7018.40
5c | transfer.place | 2026-06-15 | hukou=A stays=A:6y,B:11y,C:8y | place=B months=132
5d | transfer.place | 2026-06-15 | hukou=A stays=B:9y,C:7y | place=A months=0 collected=192
5e | transfer.temporary_account | 2026-06-15 | sex=1 age=51y0m hukou_here=no first_here=yes | temporary=yes
5e-then | transfer.place | 2026-06-15 | hukou=D stays=D:12y temporary_months=30 | place=D months=144 collected=174
6a | retirement.date | 2026-06-15 | category=M60 birth=1965-01 | age=60y1m month=2025-02 minimum_months=180 earliest=2025-01 latest=2028-02
6b | retirement.date | 2026-06-15 | category=M60 birth=1966-02 | age=60y4m month=2026-06 minimum_months=180 earliest=2026-02 latest=2029-06
6c | retirement.date | 2026-06-15 | category=M60 birth=1970-06 | age=61y5m month=2031-11 minimum_months=192 earliest=2030-06 earliest_minimum_months=186 latest=2034-11
6d | retirement.date | 2026-06-15 | category=F50 birth=1976-03 | age=50y8m month=2026-11 minimum_months=180 earliest=2026-03 latest=2029-11
6e | retirement.date | 2026-06-15 | category=F55 birth=1976-03 | age=56y7m month=2032-10 minimum_months=198 earliest=2031-03 earliest_minimum_months=192 latest=2035-10
6f | retirement.date | 2026-06-15 | category=F50 birth=1984-10 | age=54y11m month=2039-09 minimum_months=240 earliest=2036-09 earliest_minimum_months=222 latest=2042-09
6g | retirement.date | 2026-06-15 | category=M60 birth=1964-12 | age=60y0m month=2024-12 minimum_months=180 earliest= latest=
7a | pension.monthly | 2026-06-30 | months=360 index=0.8523 balance=168432.55 age=60y4m | basic=2250.54 account=1232.13 transitional=0.00 divisor=136.7 total=3482.67
7b | pension.monthly | 2026-11-30 | months=390 deemed_months=30 index=1.1042 balance=142300 age=50y8m | basic=2769.65 account=742.31 transitional=290.68 divisor=191.7 total=3802.64
7c | pension.monthly | 2026-02-28 | months=356 index=0.8523 balance=165902.11 age=60y0m | basic=2225.79 account=1193.54 divisor=139 total=3419.33
7d | pension.monthly | 2026-12-31 | months=372 index=0.8560 balance=176210 age=61y4m | basic=2330.21 account=1358.60 divisor=129.7 total=3688.81
8a | unemployment.benefit | 2026-06-15 | paid_months=44 unused_months=0 | months=9 monthly=1980.00 total=17820.00
8a-may | unemployment.eligibility | 2026-06-15 | ending=dismissed paid_months=44 | eligible=yes
8b | unemployment.benefit | 2026-06-15 | paid_months=28 unused_months=5 | months=11 total=21780.00
8c | unemployment.benefit | 2026-06-15 | paid_months=192 | months=24 total=47520.00
8d | unemployment.eligibility | 2026-06-15 | ending=closed paid_months=11 | eligible=no
8e | unemployment.stop | 2026-07-31 | cause=employed happened=2026-05-06 last_paid=2026-07 | month=2026-05 months=3 overpaid=5940.00
8f | unemployment.eligibility | 2026-06-15 | ending=resigned paid_months=60 | eligible=no
9a | death.pension_member | 2026-06-15 | paid_months=99 | funeral=10000.00 multiple=6 consolation=30000.00 total=40000.00
9b | death.pension_member | 2026-06-15 | paid_months=360 drawn_months=122 | multiple=13.83 consolation=69150.00 total=79150.00
9c | death.pension_member | 2026-06-15 | paid_months=396 drawn_months=240 | multiple=9 total=55000.00
9d | death.pension_member | 2026-06-15 | paid_months=270 | multiple=16.5 consolation=82500.00 total=92500.00
9e | death.scheme | 2026-06-15 | work_death=no pension_member=yes unemployment_benefit=yes | choose=yes
10a | injury.disability | 2026-06-15 | grade=7 wage=6480 | own_wage=6480.00 one_off=84240.00 monthly=0.00
10b | injury.disability | 2026-06-15 | grade=4 wage=4000 | own_wage=4680.00 one_off=98280.00 monthly=3510.00
10c | injury.disability | 2026-06-15 | grade=1 wage=25000 | own_wage=23400.00 one_off=631800.00 monthly=21060.00
10c-nursing | injury.nursing | 2026-06-15 | dependence=full | monthly=3900.00
10d | injury.death | 2026-06-15 | accident=2026-03-10 wage=6480 spouse=yes others=1 | funeral=46800.00 one_off=1130040.00 monthly=4536.00
10e | injury.leaving | 2026-06-15 | grade=9 category=M60 birth=1985-06 | medical=31200.00 job=31200.00
10f | injury.deadlines | 2026-06-15 | accident=2026-03-10 | employer_until=2026-04-09 employee_until=2027-03-10
10f-last | injury.deadlines | 2027-03-10 | accident=2026-03-10 | reason=单位已逾期（经同意延长的除外），个人、近亲属和工会可以申请
10f-late | injury.deadlines | 2027-03-11 | accident=2026-03-10 | reason=书面不予受理
10f-employer | injury.deadlines | 2026-04-09 | accident=2026-03-10 | reason=单位、个人、近亲属和工会均可申请
10-decision | injury.decision | 2026-06-15 | received=2026-03-16 accepted=2026-03-20 | accept_until=2026-03-31 decide_until=2026-05-19
10-decision-clear | injury.decision | 2026-06-15 | received=2026-03-16 accepted=2026-03-20 clear=yes waiting_days=10 | decide_until=2026-04-14
10-appraisal | injury.appraisal | 2026-06-15 | received=2026-03-16 concluded=2028-02-29 delivered=2028-02-29 prolonged=yes | appraise_until=2026-06-14 second_until=2028-03-15 review_from=2029-02-28
11a | registration.deadline | 2026-06-20 | limit=employment event=2026-06-01 | until=2026-07-01 late=no
11a-closes | registration.employment | 2026-06-20 | way=unit sex=2 birth_day=1990-08-08 registered=yes | allowed=yes closes_unemployment=yes
11b | registration.deadline | 2026-06-15 | limit=employment_end event=2026-05-31 | until=2026-06-15 late=no
11c | registration.employment | 2026-06-15 | way=flexible sex=2 birth_day=1990-08-08 | allowed=yes closes_unemployment=no
11d | registration.employment | 2026-06-15 | way=unit sex=2 birth_day=1964-08-08 draws_pension=yes | allowed=no
12a | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 insured=yes | allowed=yes
12b | registration.unemployment | 2026-06-15 | sex=2 birth_day=2006-03-08 student=yes | allowed=no
12c | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 licence=yes | allowed=no
12d | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 usual_residence=yes | allowed=yes
12e | registration.lapse | 2026-07-06 | last_contact=2026-01-05 | until=2026-07-05 lapsed=yes
13a | hardship.category | 2026-06-15 | sex=2 birth_day=1986-03-15 hukou_kind=10 since=2026-06-15 | eligible=yes categories=01
13b | hardship.category | 2026-06-15 | sex=1 birth_day=1977-01-20 hukou_kind=10 since=2025-08-01 | eligible=no categories= long_from=2026-08-01
13c | hardship.since | 2026-06-15 | first_registered=2025-03-01 cancelled=2026-01-10 registered_again=2026-01-10 | since=2025-03-01
13c-then | hardship.category | 2026-06-15 | sex=1 birth_day=1990-01-20 hukou_kind=10 since=2025-03-01 | categories=04
13d | hardship.since | 2026-06-15 | first_registered=2025-03-01 cancelled=2025-10-01 registered_again=2026-01-05 | since=2026-01-05
13d-then | hardship.category | 2026-06-15 | sex=1 birth_day=1990-01-20 hukou_kind=10 since=2026-01-05 | eligible=no categories=
14a | subsidy.flexible | 2026-06-15 | pension_paid=936 medical_paid=400 | monthly=890.67
14b | subsidy.employer | 2026-06-15 | base=4680 medical_paid=374.40 | monthly=1146.60
14c | subsidy.term | 2026-06-15 | category=F50 birth=1979-03 first=2026-06 | months_left=59 until_month=2031-05
14c-before | subsidy.term | 2026-04-15 | category=F50 birth=1979-03 first=2026-04 | months_left=61 until_month=2029-03
14d | subsidy.month | 2026-06-15 | approved=yes paid_first=yes employed_elsewhere=yes | allowed=no
15a | loan.interest | 2026-06-15 | principal=300000 | rate=0.035 yearly=10500.00 subsidy=5250.00
15b | loan.limit | 2026-06-15 | borrower=partners partners=3 | most=990000.00
15c | loan.eligibility | 2026-06-15 | in_group=yes own_licence=no | eligible=no
15d | loan.eligibility | 2026-06-15 | in_group=yes own_licence=yes other_loan=yes | eligible=no
16a | card.step | 2026-06-15 | state=lost step=reissue | allowed=yes after=normal
16b | card.step | 2026-06-15 | state=lost step=cancel_loss in_person=no | allowed=no after=lost
16c | card.step | 2026-06-15 | state=cancelled step=cancel_loss | allowed=no after=cancelled
17a | identifier.citizen_number | 2026-06-15 | number=11010519491231002X | valid=yes
17b | identifier.citizen_number | 2026-06-15 | number=440524188001010014 | valid=yes
17c | identifier.citizen_number | 2026-06-15 | number=35990119760305002x | valid=yes
17d | identifier.citizen_number | 2026-06-15 | number=359901196602150016 | valid=yes
17e | identifier.citizen_number | 2026-06-15 | number=35990119760305012X | valid=no
17-15 | identifier.citizen_number | 2026-06-15 | number=359901760305002 | valid=no
18a | identifier.credit_code | 2026-06-15 | number=9144030071526726XG | valid=yes
18b | identifier.credit_code | 2026-06-15 | number=91330100799655058B | valid=yes
18c | identifier.credit_code | 2026-06-15 | number=91359900MA0000015X | valid=yes
18d | identifier.credit_code | 2026-06-15 | number=91359900MA2YKJ7T4B | valid=yes
18e | identifier.credit_code | 2026-06-15 | number=92359900MA8RTE109C | valid=yes
19a | identifier.same_person | 2026-06-15 | same_number=no same_key=no same_name=yes | same=no
19b | identifier.same_person | 2026-06-15 | same_number=yes same_key=no same_name=yes | same=yes
19c | identifier.citizen_number | 2026-06-15 | number=359901197603050020 | valid=no
20a | identifier.bank_card | 2026-06-15 | number=6228480012345678903 | valid=yes
20b | identifier.bank_card | 2026-06-15 | number=6217001234567890122 | valid=yes
20c | identifier.bank_card | 2026-06-15 | number=6217990000000000014 | valid=yes
21a | conversion.refund | 2026-06-15 | tier=1000 years=1 | refund=1000.00 subsidy=100.00
21b | conversion.overdrawn | 2026-06-15 | monthly=200 drawn_months=7 balance=5230.10 | recovered=1400.00 returned=3830.10 owed=0.00
21c | conversion.direction | 2026-06-15 | category=M60 birth=1966-02 paid_months=150 pays_on=yes | missing=30
22a | overpayment.instalments | 2026-06-15 | owed=74960.15 instalment=3000 | times=25 last_instalment=2960.15
22b | overpayment.amount | 2026-06-15 | monthly=1980 months=3 | overpaid=5940.00
22c | overpayment.amount | 2026-06-15 | monthly=3462.28 months=4 | overpaid=13849.12
23a | identity.privacy | 2026-06-15 | asks=spouse authorisation=no | allowed=no
23b | identity.privacy | 2026-06-15 | asks=authority two_officers=yes | allowed=yes
23c | identity.privacy | 2026-06-15 | asks=other linked=no | allowed=no
24a | identity.card | 2026-06-21 | birth_day=1976-03-05 issued=2006-06-20 | until=2026-06-20 valid=no
24b | identity.card | 2026-06-15 | birth_day=1968-09-01 issued=2015-04-01 | until= valid=yes
24c | identity.verification | 2026-06-15 | name_differs=yes | allowed=no
days | workdays.due | 2026-06-15 | received=2026-06-15 days=20 | due=2026-07-14
1f | contribution.employee | 2026-06-15 | wage=6000 injury_class=1 injury_float=120 | injury_employer=14.40
1-child | registration.enrolment | 2026-06-15 | sex=2 birth_day=2010-06-16 | insurances=
1-sixteen | registration.enrolment | 2026-06-15 | sex=2 birth_day=2010-06-15 | reason=可以参保登记
1-second-employer | registration.enrolment | 2026-06-15 | sex=2 birth_day=1990-06-16 active_elsewhere=yes | insurances=410
1-pensioner | registration.enrolment | 2026-06-15 | sex=2 birth_day=1960-06-16 draws_employee=yes | insurances=410
1-resident-pensioner-over-age | registration.enrolment | 2026-06-15 | sex=2 birth_day=1964-06-16 draws_resident=yes | required= reason=是否参保、参加哪些险种，当时的法律没有写明，按参保地当时的规定
1-resident-pensioner | registration.enrolment | 2026-06-15 | sex=1 birth_day=1966-02-16 draws_resident=yes | reason=可以参保至职工退休年龄，待遇按制度衔接办理
2-below | contribution.flexible | 2026-06-15 | base=4679.99 | allowed=no fee=936.00
2-above | contribution.flexible | 2026-06-15 | base=23400.01 | allowed=no
2-floor | contribution.flexible | 2026-06-15 | base=4680 | allowed=yes
2d-refused | contribution.flexible_months | 2026-06-15 | base=4680 first=2023-01 last=2023-12 | allowed=no
2-months-below | contribution.flexible_months | 2026-06-15 | base=3000 first=2026-01 last=2026-06 | allowed=no
4d-judgment | contribution.lump_sum | 2026-06-15 | months=48 document=judgment document_day=2026-06-14 | allowed=yes
4d-same-day | contribution.lump_sum | 2026-06-15 | months=48 document=judgment document_day=2026-06-15 | allowed=no
4d-no-day | contribution.lump_sum | 2026-06-15 | months=48 document=judgment | allowed=no
4d-short | contribution.lump_sum | 2026-06-15 | months=35 | allowed=yes
6-shortfall | retirement.shortfall | 2026-06-15 | category=M60 birth=1966-02 paid_months=150 first_insured=2010-03 extended_months=59 | missing=30 reason=延长缴费至最低年限、转入居民养老保险、终止养老保险关系，一次性领取个人账户
6-at-once | retirement.shortfall | 2026-06-15 | category=M60 birth=1966-02 paid_months=150 first_insured=2011-06 extended_months=60 | missing=30 reason=延长缴费至最低年限、一次性缴费至最低年限、转入居民养老保险、终止养老保险关系，一次性领取个人账户
6-too-new | retirement.shortfall | 2026-06-15 | category=M60 birth=1966-02 paid_months=150 first_insured=2011-07 extended_months=60 | reason=延长缴费至最低年限、转入居民养老保险、终止养老保险关系，一次性领取个人账户
6-enough | retirement.shortfall | 2026-06-15 | category=M60 birth=1966-02 paid_months=180 first_insured=2011-07 | missing=0 reason=按月领取基本养老金
8e-two-years | unemployment.stop | 2025-03-15 | cause=employed happened=2024-12-06 last_paid=2025-02 | month=2024-12 months=3 overpaid=5850.00
10-rest | injury.rest | 2026-06-15 | accident=2024-02-29 prolonged=yes | until=2026-02-28
10-late-later | injury.payer | 2026-06-15 | item=one_off in_time=no before_accepted=no | payer=工伤保险基金
10-late-before | injury.payer | 2026-06-15 | item=medical in_time=no | payer=用人单位
12-unable | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 able=no | allowed=no
12-unwilling | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 wants_work=no | allowed=no
12-past-age | registration.unemployment | 2026-07-01 | sex=1 birth_day=1966-02-15 | allowed=no
12-last-month | registration.unemployment | 2026-06-30 | sex=1 birth_day=1966-02-15 | allowed=yes
12-income | registration.cancellation | 2026-06-15 | ground=income wage=2200 | cancels=yes
12-low-income | registration.cancellation | 2026-06-15 | ground=income wage=2199.99 | cancels=no
12-hired | registration.cancellation | 2026-06-15 | ground=hired | cancels=yes
13-past-age | hardship.category | 2026-06-15 | sex=1 birth_day=1956-01-20 hukou_kind=10 since=2026-06-15 | eligible=no categories=
13-outside | hardship.category | 2026-06-15 | sex=2 birth_day=1986-03-15 hukou_kind=10 since=2026-06-15 hukou_here=no | eligible=no categories=
13-05-a-year | hardship.category | 2026-06-15 | sex=1 birth_day=1990-01-20 hukou_kind=20 paid_unemployment=yes since=2025-06-15 | categories=
13-05-longer | hardship.category | 2026-06-16 | sex=1 birth_day=1990-01-20 hukou_kind=20 paid_unemployment=yes since=2025-06-15 | categories=05
13-04-a-year | hardship.category | 2026-06-15 | sex=1 birth_day=1990-01-20 hukou_kind=10 since=2025-06-15 | categories=04
13-decision | hardship.decision | 2026-06-15 | received=2026-06-15 | first_review=2026-06-23 final_review=2026-06-30
14-past-age | subsidy.term | 2026-06-15 | category=M60 birth=1964-12 first=2026-06 | months_left=0 until_month=
15-term | loan.limit | 2026-06-15 | borrower=firm | most=4000000.00 years=2
15-third | loan.eligibility | 2026-06-15 | in_group=yes own_licence=yes subsidised_times=2 | eligible=yes
15-fourth | loan.eligibility | 2026-06-15 | in_group=yes own_licence=yes subsidised_times=3 | eligible=no
15-firm | loan.firm | 2026-06-15 | staff=100 hired=9 | eligible=no
15-firm-tenth | loan.firm | 2026-06-15 | staff=100 hired=10 | eligible=yes
15-firm-large | loan.firm | 2026-06-15 | staff=101 hired=6 | eligible=yes
16-making | card.step | 2026-06-15 | state=making step=cancel | allowed=yes after=cancelled
16-formal | card.step | 2026-06-15 | state=lost step=cancel_loss | allowed=no after=lost
16-found | card.step | 2026-06-15 | state=lost_temporary step=cancel_loss | allowed=yes after=normal
16-none | card.step | 2026-06-15 | state=none step=cancel | allowed=no after=none
""",
    *brought("examples_", "EXAMPLES"),
)
EXAMPLES = [line.split(" | ") for text in TEXTS for line in text.strip().splitlines()]


def pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


@pytest.mark.parametrize(
    ("name", "on", "facts", "expected"),
    [example[1:] for example in EXAMPLES],
    ids=[example[0] for example in EXAMPLES],
)
def test_a_worked_example_holds_to_the_letter(name, on, facts, expected):
    rule = RULES[name]
    assert pairs(facts).keys() <= {fact.key.name for fact in rule.facts}
    value = rule.calculate(read(rule, pairs(facts)), date.fromisoformat(on)).value
    wanted = pairs(expected)
    written = {key: keys()[key].write(value[key]).replace(" ", ",") for key in wanted}
    assert written == wanted


def test_every_rule_of_the_book_has_a_worked_example():
    numbers = {RULES[name].number for _, name, *_ in EXAMPLES}
    assert numbers >= {f"R{number}" for number in range(1, 25)}
