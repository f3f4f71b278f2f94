"""Work injury: what is one, what follows a death, who pays; limits of its cases."""

EXAMPLES = """
10-14-1 | injury.recognition | 2026-06-15 | situation=at_work | recognised=yes reason=认定为工伤 article=《工伤保险条例》第十四条第一项 grant_due=yes
10-14-2 | injury.recognition | 2026-06-15 | situation=before_after | recognised=yes article=《工伤保险条例》第十四条第二项
10-14-3 | injury.recognition | 2026-06-15 | situation=violence | recognised=yes reason=认定为工伤 article=《工伤保险条例》第十四条第三项 grant_due=yes
10-14-4 | injury.recognition | 2026-06-15 | situation=disease | recognised=yes article=《工伤保险条例》第十四条第四项
10-14-5 | injury.recognition | 2026-06-15 | situation=away | recognised=yes article=《工伤保险条例》第十四条第五项
10-14-5-missing | injury.recognition | 2026-06-15 | situation=missing | recognised=yes reason=认定为工伤；从事故当月起3个月内照发工资，第4个月起停发，由基金发给供养亲属抚恤金 article=《工伤保险条例》第十四条第五项、第四十一条
10-14-6 | injury.recognition | 2026-06-15 | situation=commute_traffic | recognised=yes article=《工伤保险条例》第十四条第六项
10-14-6-fault | injury.recognition | 2026-06-15 | situation=commute_traffic main_fault=yes | recognised=no reason=不予认定 grant_due=no
10-14-6-rail | injury.recognition | 2026-06-15 | situation=commute_rail | recognised=yes reason=认定为工伤 article=《工伤保险条例》第十四条第六项
10-14-6-rail-fault | injury.recognition | 2026-06-15 | situation=commute_rail main_fault=yes | recognised=no
10-14-6-fall | injury.recognition | 2026-06-15 | situation=commute_other | recognised=no article=《工伤保险条例》第十四条第六项
10-15-1 | injury.recognition | 2026-06-15 | situation=illness_died | recognised=yes reason=视同工伤 article=《工伤保险条例》第十五条第一项；《关于实施〈工伤保险条例〉若干问题的意见》（劳社部函〔2004〕256号）第三条
10-15-1-survived | injury.recognition | 2026-06-15 | situation=illness_survived | recognised=no reason=不予认定，由医疗保险处理
10-15-2 | injury.recognition | 2026-06-15 | situation=rescue | recognised=yes reason=视同工伤 article=《工伤保险条例》第十五条第二项 grant_due=yes
10-15-3 | injury.recognition | 2026-06-15 | situation=veteran | recognised=yes reason=视同工伤，不发一次性伤残补助金 article=《工伤保险条例》第十五条第三项 grant_due=no
10-15-3-grant | injury.disability | 2026-06-15 | grade=7 wage=6480 grant_due=no | one_off=0.00 monthly=0.00
10-15-3-allowance | injury.disability | 2026-06-15 | grade=4 wage=6480 grant_due=no | one_off=0.00 monthly=4860.00
10-16 | injury.recognition | 2026-06-15 | situation=rescue excluded=yes | recognised=no article=《工伤保险条例》第十六条
10-other | injury.recognition | 2026-06-15 | situation=other | recognised= reason=窗口不作判断，由社会保险行政部门认定 grant_due=no
10-relation-none | injury.recognition | 2026-06-15 | situation=at_work employed=no | recognised= reason=先经劳动仲裁确认劳动关系 article=《工伤保险条例》第十八条
10-relation-proof | injury.recognition | 2026-06-15 | situation=at_work employed=no other_proof=yes | recognised=yes article=《工伤保险条例》第十四条第一项
10-relation-proof-fault | injury.recognition | 2026-06-15 | situation=commute_traffic main_fault=yes employed=no other_proof=yes | recognised=no
10-over-age-before | injury.recognition | 2026-06-30 | situation=at_work employed=no over_age=yes | recognised= reason=是否以劳动关系为前提，当时的规定不一，窗口不作判断，由社会保险行政部门认定
10-not-over-age | injury.recognition | 2026-06-30 | situation=at_work employed=no | recognised= reason=先经劳动仲裁确认劳动关系
10-over-age-from | injury.recognition | 2026-07-01 | situation=at_work employed=no over_age=yes | recognised=yes article=《工伤保险条例》第十四条第一项
10-over-age-drunk | injury.recognition | 2026-07-01 | situation=at_work employed=no over_age=yes excluded=yes | recognised=no article=《工伤保险条例》第十六条
10-over-age-proof | injury.recognition | 2026-06-30 | situation=at_work employed=no over_age=yes other_proof=yes | recognised=yes
10-death-accident-2025 | injury.death | 2026-01-10 | accident=2025-12-20 wage=6480 spouse=yes others=1 | funeral=46800.00 one_off=1083760.00 monthly=4536.00
10-death-last-of-2025 | injury.death | 2026-06-15 | accident=2025-12-31 wage=6480 | funeral=46800.00 one_off=1083760.00 monthly=0.00
10-death-first-of-2026 | injury.death | 2026-06-15 | accident=2026-01-01 wage=6480 | funeral=46800.00 one_off=1130040.00
10-death-in-rest | injury.death | 2026-06-15 | accident=2026-03-10 course=rest wage=6480 spouse=yes others=1 | funeral=46800.00 one_off=1130040.00 monthly=4536.00
10-death-graded | injury.death | 2026-06-15 | accident=2024-05-01 course=after_1_4 wage=6480 spouse=yes others=1 | funeral=46800.00 one_off=0.00 monthly=4536.00
10-death-graded-of-2023 | injury.death | 2026-06-15 | accident=2023-05-01 course=after_1_4 wage=6480 spouse=yes others=1 | funeral=46800.00 one_off=0.00 monthly=4536.00
10-death-other-grade | injury.death | 2026-06-15 | accident=2024-05-01 course=after_other wage=6480 spouse=yes others=1 | funeral=0.00 one_off=0.00 monthly=0.00 reason=不属因工死亡，按养老保险遗属待遇办理
10-decision-case | injury.decision | 2025-04-10 | received=2025-03-20 accepted=2025-03-31 completed=2025-03-28 decided=2025-04-10 | accept_until=2025-04-12 decide_until=2025-05-30 deliver_until=2025-04-30
10-decision-incomplete | injury.decision | 2025-04-10 | received=2025-03-20 accepted=2025-03-31 clear=yes | accept_until=2025-04-04 decide_until=2025-04-15 deliver_until=2025-05-05
10-decision-delivered | injury.decision | 2026-06-15 | received=2026-03-16 accepted=2026-03-20 decided=2026-05-19 | deliver_until=2026-06-08
10-appraisal-case | injury.appraisal | 2026-06-15 | received=2025-08-04 concluded=2025-09-08 delivered=2025-09-11 | notice_until=2025-08-11 appraise_until=2025-10-03 deliver_until=2025-09-23 second_until=2025-09-26 review_from=2026-09-08
10-appraisal-product | injury.appraisal | 2026-06-15 | received=2026-03-16 concluded=2026-05-08 delivered=2026-05-20 | notice_until=2026-03-23 deliver_until=2026-05-23 second_until=2026-06-04
10-appraisal-not-delivered | injury.appraisal | 2026-06-15 | received=2026-03-16 concluded=2026-05-08 | deliver_until=2026-05-23 second_until=
10-appraisal-last-of-old | injury.appraisal | 2026-06-15 | received=2025-06-30 concluded=2025-06-30 delivered=2025-07-04 | notice_until= deliver_until= second_until=2025-07-19
10-appraisal-first-of-new | injury.appraisal | 2026-06-15 | received=2025-07-01 concluded=2025-07-01 | notice_until=2025-07-08 deliver_until=2025-07-16
10-appraisal-between | injury.appraisal | 2026-06-15 | received=2025-06-30 concluded=2025-07-01 | notice_until= deliver_until=2025-07-16
10-examination | injury.examination | 2026-06-15 | conduct=present | allowed=yes
10-examination-absent | injury.examination | 2026-06-15 | conduct=absent | allowed=no reason=当次鉴定终止
10-examination-before | injury.examination | 2025-06-30 | conduct=absent | allowed= reason=按人社部令第21号办理，其内容未核，窗口不作判断
10-examination-from | injury.examination | 2025-07-01 | conduct=absent | allowed=no
10-examination-present-before | injury.examination | 2025-06-30 | conduct=present | allowed=yes
10-examination-refused | injury.examination | 2026-06-15 | conduct=refuses | allowed=no
10-examination-fraud | injury.examination | 2026-06-15 | conduct=fraud | allowed=no
10-leaving-case | injury.leaving | 2026-01-05 | grade=8 category=M60 birth=1985-06 | medical=54600.00 job=54600.00
10-leaving-four-years | injury.leaving | 2026-06-15 | grade=9 category=F50 birth=1978-08 | medical=31200.00 job=31200.00
10-leaving-below-four | injury.leaving | 2026-06-15 | grade=9 category=F50 birth=1978-07 | medical=31200.00 job=24960.00
10-leaving-3y6m | injury.leaving | 2026-06-15 | grade=9 category=F50 birth=1978-04 | medical=31200.00 job=24960.00
10-leaving-2y6m | injury.leaving | 2026-06-15 | grade=9 category=F50 birth=1977-07 | job=18720.00
10-leaving-1y6m | injury.leaving | 2026-06-15 | grade=9 category=F50 birth=1976-11 | job=12480.00
10-leaving-last-year | injury.leaving | 2026-06-15 | grade=9 category=M60 birth=1966-02 | medical=31200.00 job=6240.00
10-leaving-retired | injury.leaving | 2026-06-15 | grade=9 category=M60 birth=1966-01 draws_pension=yes | medical=0.00 job=0.00
10-leaving-grade-4 | injury.leaving | 2026-06-15 | grade=4 category=M60 birth=1985-06 | medical=0.00 job=0.00
10-late-on-acceptance | injury.payer | 2026-06-15 | item=medical in_time=no before_accepted=yes | payer=用人单位
10-uninsured | injury.payer | 2026-06-15 | item=medical insured=no | payer=用人单位；不支付的，基金可以先行支付
10-uninsured-wage | injury.payer | 2026-06-15 | item=wage insured=no | payer=用人单位
10-uninsured-job | injury.payer | 2026-06-15 | item=job_subsidy insured=no new_cost=yes | payer=用人单位
10-uninsured-joined | injury.payer | 2026-06-15 | item=medical insured=no new_cost=yes | payer=工伤保险基金
"""
