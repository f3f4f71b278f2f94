"""What the sheets and texts read of pensions say: divisors between whole ages, accounts by year, moving,
retiring late, part years of death grants."""

EXAMPLES = """
7-60y1m | pension.divisor | 2026-06-15 | age=60y1m | divisor=138.4
7-60y2m | pension.divisor | 2026-06-15 | age=60y2m | divisor=137.8
7-60y3m | pension.divisor | 2026-06-15 | age=60y3m | divisor=137.3
7-50y1m | pension.divisor | 2026-06-15 | age=50y1m | divisor=194.6
7-55y2m | pension.divisor | 2026-06-15 | age=55y2m | divisor=169
7-55y4m | pension.divisor | 2026-06-15 | age=55y4m | divisor=168
7-before-2025 | pension.divisor | 2024-12-31 | age=60y1m | divisor=139
7-since-2025 | pension.divisor | 2025-01-01 | age=60y1m | divisor=138.4
7-account-2016 | pension.account | 2026-06-15 | balance=10000 first_year=2016 years=1 | balance=10831.00
7-account-2020 | pension.account | 2026-06-15 | balance=10000 first_year=2016 years=5 | balance=14336.72
7-account-2025 | pension.account | 2026-06-15 | balance=10000 first_year=2016 years=10 | balance=17578.31
7-account-other | pension.account | 2026-06-15 | balance=10000 first_year=2016 years=10 other_rate=yes | balance=17357.52
7-account-unpublished | pension.account | 2026-12-31 | balance=10000 first_year=2026 years=2 credited=600 | balance=11200.00
7-account-none | pension.account | 2026-06-15 | balance=10000 first_year=2016 years=0 | balance=10000.00
7-account-paid | pension.account | 2026-06-15 | balance=0 first_year=2024 years=2 credited=1000 | balance=2015.00
5e-ten-years | transfer.temporary_account | 2026-06-15 | sex=1 age=63y0m hukou_here=no first_here=no months_here=120 | temporary=no reason=可以转入，由本地发放
5e-nine-years | transfer.temporary_account | 2026-06-15 | sex=1 age=51y0m hukou_here=no first_here=yes months_here=119 | temporary=yes
6-early | retirement.choice | 2026-06-15 | category=M60 birth=1970-06 chosen=2030-06 paid_months=200 | allowed=yes minimum_months=186 pension_from=2030-07 reason=弹性提前，至少提前3个月书面告知单位
6-too-early | retirement.choice | 2026-06-15 | category=M60 birth=1970-06 chosen=2030-05 paid_months=200 | allowed=no reason=不可，未到可退休时间
6-late | retirement.choice | 2026-06-15 | category=M60 birth=1966-02 chosen=2027-02 paid_months=180 | allowed=yes reason=弹性延迟，至少提前1个月与单位书面约定，其间协商一致可以终止
9-180 | death.pension_member | 2026-06-15 | paid_months=180 | multiple=9 total=55000.00
9-181 | death.pension_member | 2026-06-15 | paid_months=181 | multiple=9.08 total=55400.00
9-192 | death.pension_member | 2026-06-15 | paid_months=192 | multiple=10 total=60000.00
9-352 | death.pension_member | 2026-06-15 | paid_months=352 | multiple=23.33 total=126650.00
9-359 | death.pension_member | 2026-06-15 | paid_months=359 | multiple=23.92 total=129600.00
9-360 | death.pension_member | 2026-06-15 | paid_months=360 | multiple=24 total=130000.00
"""
