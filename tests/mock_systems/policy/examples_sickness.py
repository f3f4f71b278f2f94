"""The sickness allowance: its three standards, their edges, and who has none."""

EXAMPLES = """
25-full | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=0.8523 balance=100000 concluded=2026-05-20 | eligible=yes share=full basic=1875.45 account=668.00 transitional=0.00 monthly=2543.45 first=2026-07 until_month=2028-12 payable_months=30 recalculated_from=
25-deemed | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 deemed_months=30 index=0.8523 balance=100000 concluded=2026-05-20 | basic=1875.45 account=668.00 transitional=224.37 monthly=2767.82
25-five-years | sickness.allowance | 2026-06-15 | category=M60 birth=1970-02 months=300 index=0.8523 balance=100000 concluded=2026-05-20 | share=full until_month=2031-06 payable_months=60 recalculated_from=
25-longer | sickness.allowance | 2026-06-15 | category=M60 birth=1970-03 months=300 index=0.8523 balance=100000 concluded=2026-05-20 | share=basic basic=1875.45 account=0.00 transitional=0.00 monthly=1875.45 first=2026-07 until_month=2031-07 recalculated_from=2026-07
25-much-longer | sickness.allowance | 2026-06-15 | category=M60 birth=1975-01 months=180 deemed_months=30 index=0.8523 balance=100000 concluded=2026-05-20 | share=basic monthly=1125.27 transitional=0.00 until_month=2037-08 recalculated_from=2032-08
25-under | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=179 index=0.8523 balance=100000 concluded=2026-05-20 | share=basic monthly=1119.27 first=2026-07 until_month=2028-12 payable_months=30 recalculated_from=
25-4y11m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=59 index=1 balance=0 concluded=2026-05-20 | share=basic monthly=398.52 first=2026-07 until_month=2027-06 payable_months=12
25-5y0m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=60 index=1 balance=0 concluded=2026-05-20 | until_month=2027-06 payable_months=12
25-5y1m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=61 index=1 balance=0 concluded=2026-05-20 | until_month=2027-09 payable_months=15
25-6y0m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=72 index=1 balance=0 concluded=2026-05-20 | payable_months=15
25-6y1m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=73 index=1 balance=0 concluded=2026-05-20 | payable_months=18
25-7y0m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=84 index=1 balance=0 concluded=2026-05-20 | payable_months=18
25-7y1m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=85 index=1 balance=0 concluded=2026-05-20 | until_month=2028-03 payable_months=21
25-8y1m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=97 index=1 balance=0 concluded=2026-05-20 | payable_months=24
25-14y11m | sickness.allowance | 2026-06-15 | category=M60 birth=1980-02 months=179 index=1 balance=0 concluded=2026-05-20 | until_month=2029-12 payable_months=42
25-180-in-2029 | sickness.allowance | 2029-12-31 | category=M60 birth=1980-02 months=180 index=1 balance=0 concluded=2029-12-20 | recalculated_from=2038-02
25-180-in-2030 | sickness.allowance | 2030-01-01 | category=M60 birth=1980-02 months=180 index=1 balance=0 concluded=2029-12-20 | payable_months=42 recalculated_from=
25-186-in-2030 | sickness.allowance | 2030-01-01 | category=M60 birth=1980-02 months=186 index=1 balance=0 concluded=2029-12-20 | recalculated_from=2038-02
25-last-month | sickness.allowance | 2026-05-31 | category=M60 birth=1966-02 months=300 index=1 balance=0 concluded=2026-05-20 | eligible=yes first=2026-06 until_month=2026-06 payable_months=1
25-at-age | sickness.allowance | 2026-06-01 | category=M60 birth=1966-02 months=300 index=1 balance=0 concluded=2026-05-20 | eligible=no monthly= reason=不可，办理退休手续
25-before-2025 | sickness.allowance | 2024-12-31 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2024-12-20 | eligible=no reason=不适用，当时按病退、退职的规定
25-from-2025 | sickness.allowance | 2025-01-01 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2024-12-20 | eligible=yes first=2025-02
25-partial | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2026-05-20 total_loss=no | eligible=no share= reason=不可，满一年后可以再申请鉴定
25-a-year-old | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2025-06-15 | eligible=yes
25-older | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2025-06-14 | eligible=no reason=不可，须重新鉴定
25-injury | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2026-05-20 work_injury=yes | eligible=no reason=按工伤保险待遇
25-pension | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2026-05-20 draws_pension=yes | eligible=no reason=不可，已领取养老金
25-unemployed | sickness.allowance | 2026-06-15 | category=M60 birth=1968-02 months=300 index=1 balance=0 concluded=2026-05-20 draws_unemployment=yes | eligible=no reason=不可同时领取，须先停领失业保险金
"""
