"""People past the statutory age, benefit up to it, and the places that register unemployment: both sides of every change."""

EXAMPLES = """
1-over-age | registration.enrolment | 2026-07-01 | sex=2 birth_day=1955-03-14 | insurances=410 required=410
1-over-age-before | registration.enrolment | 2026-06-30 | sex=2 birth_day=1955-03-14 | insurances=110,210,410 required= reason=是否参保、参加哪些险种，当时的法律没有写明，按参保地当时的规定
1-over-age-before-man | registration.enrolment | 2026-06-30 | sex=1 birth_day=1955-03-14 | insurances=110,210,410 required= reason=是否参保、参加哪些险种，当时的法律没有写明，按参保地当时的规定
1-over-age-before-last-month | registration.enrolment | 2026-05-31 | sex=1 birth_day=1966-01-31 | insurances=110,210,410 required=110,210,410 reason=可以参保登记
1-over-age-before-next-month | registration.enrolment | 2026-06-01 | sex=1 birth_day=1966-01-31 | required= reason=是否参保、参加哪些险种，当时的法律没有写明，按参保地当时的规定
1-over-age-before-reform | registration.enrolment | 2020-06-30 | sex=1 birth_day=1960-05-14 | required= reason=是否参保、参加哪些险种，当时的法律没有写明，按参保地当时的规定
1-not-over-age-before-reform | registration.enrolment | 2020-06-30 | sex=1 birth_day=1960-06-14 | required=110,210,410 reason=可以参保登记
1-over-age-before-elsewhere | registration.enrolment | 2026-06-30 | sex=1 birth_day=1955-03-14 active_elsewhere=yes | insurances=410 required=
11-over-age-before-flexible | registration.employment | 2026-06-30 | way=flexible sex=1 birth_day=1955-03-14 | allowed=yes reason=由本人登记，无单位编号，不要求缴费
1-over-age-agreed | registration.enrolment | 2026-07-15 | sex=2 birth_day=1955-03-14 agreed=yes | insurances=110,410 required=410
1-over-age-late | registration.enrolment | 2026-07-15 | sex=1 birth_day=1965-03-14 deferred=yes | insurances=110,210,410 required=110,210,410 reason=按在职职工参保
1-over-age-late-last | registration.enrolment | 2028-04-30 | sex=1 birth_day=1965-03-14 deferred=yes | insurances=110,210,410
1-over-age-too-late | registration.enrolment | 2028-05-01 | sex=1 birth_day=1965-03-14 deferred=yes | insurances=410
1-over-age-never-late | registration.enrolment | 2026-07-15 | sex=1 birth_day=1964-12-14 deferred=yes | insurances=410
1-over-age-last-month | registration.enrolment | 2026-07-31 | sex=1 birth_day=1966-03-31 | insurances=110,210,410
1-over-age-next-month | registration.enrolment | 2026-08-01 | sex=1 birth_day=1966-03-31 | insurances=410
1-over-age-elsewhere | registration.enrolment | 2026-07-15 | sex=1 birth_day=1960-03-14 active_elsewhere=yes agreed=yes | insurances=410 required=410
1-over-age-resident-pension | registration.enrolment | 2026-07-15 | sex=1 birth_day=1964-06-16 draws_resident=yes | insurances=410 reason=单位必须参加工伤保险，个人不缴费、单位不参加养老保险，本人可以灵活就业身份参保、失业保险不予参加
1-pensioner-before | registration.enrolment | 2026-06-30 | sex=2 birth_day=1960-06-16 draws_employee=yes | insurances=410 required= reason=养老、失业保险不予参加、单独参加工伤保险须有地方规定
1-pensioner-after | registration.enrolment | 2026-07-01 | sex=2 birth_day=1960-06-16 draws_employee=yes agreed=yes | insurances=410 required=410 reason=养老、失业保险不予参加、单位必须参加工伤保险，个人不缴费，养老金不受影响
1-young-pensioner | registration.enrolment | 2026-07-01 | sex=2 birth_day=1975-06-16 draws_employee=yes deferred=yes | insurances=410 required=410
1-over-age-flexible | registration.enrolment | 2026-07-15 | sex=1 birth_day=1960-03-14 flexible=yes | reason=单位必须参加工伤保险，个人不缴费、单位不参加养老保险，本人可以灵活就业身份参保、失业保险不予参加
1-over-age-flexible-agreed | registration.enrolment | 2026-07-15 | sex=1 birth_day=1960-03-14 flexible=yes agreed=yes | reason=单位必须参加工伤保险，个人不缴费、参加养老保险，由单位缴纳并代扣、失业保险不予参加、变更参保身份，同月停缴灵活就业，重复部分退费
1-wrong-name | registration.enrolment | 2026-07-01 | sex=2 birth_day=1955-03-14 name_differs=yes | insurances= required=
8-near-age | unemployment.until_retirement | 2026-06-15 | category=M60 birth=1966-11 last_month=2026-09 | until_month=2027-05 months=8
8-near-twelve | unemployment.until_retirement | 2026-06-15 | category=M60 birth=1966-11 last_month=2026-05 | extended=yes until_month=2027-05 months=12
8-near-thirteen | unemployment.until_retirement | 2026-06-15 | category=M60 birth=1966-11 last_month=2026-04 | extended=no until_month=2026-04 months=0
8-near-one | unemployment.until_retirement | 2026-06-15 | category=F55 birth=1971-11 last_month=2027-04 | extended=yes until_month=2027-05 months=1
8-near-none | unemployment.until_retirement | 2026-06-15 | category=M60 birth=1966-11 last_month=2027-05 | extended=no until_month=2027-05 months=0 reason=期满停发
8-near-told | unemployment.until_retirement | 2026-06-15 | category=M60 birth=1966-11 last_month=2026-09 | reason=继续发放至法定退休年龄当月；同时告知本人在待遇领取地以个人身份参加职工养老保险，先缴费，再申请补助；基金不代缴
8-near-last-told | unemployment.until_retirement | 2039-06-15 | category=M60 birth=1977-03 last_month=2039-11 | until_month=2040-03 reason=继续发放至法定退休年龄当月；同时告知本人在待遇领取地以个人身份参加职工养老保险，先缴费，再申请补助；基金不代缴
8-near-untold | unemployment.until_retirement | 2041-01-15 | category=M60 birth=1977-03 last_month=2039-12 | until_month=2040-03 reason=继续发放至法定退休年龄当月
8-refund | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-10 pension_paid=1200 | eligible=yes refundable=936.00
8-refund-lowest | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-10 pension_paid=936 | refundable=936.00
8-refund-less | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-10 pension_paid=500 | refundable=500.00
8-refund-2025 | unemployment.refund | 2026-06-15 | category=M60 birth=1965-06 month=2025-01 pension_paid=1200 | eligible=yes refundable=900.00
8-refund-before | unemployment.refund | 2026-06-15 | category=M60 birth=1965-06 month=2024-12 pension_paid=1200 | eligible=no refundable=0.00
8-refund-ends | unemployment.refund | 2039-06-15 | category=M60 birth=1977-03 month=2039-12 pension_paid=1200 | eligible=yes refundable=936.00
8-refund-over | unemployment.refund | 2039-06-15 | category=M60 birth=1977-03 month=2040-01 pension_paid=1200 | eligible=no refundable=0.00
8-refund-age | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2027-05 pension_paid=1200 | eligible=yes
8-refund-past-age | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2027-06 pension_paid=1200 | eligible=no
8-refund-a-year | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-05 pension_paid=1200 | eligible=yes
8-refund-too-early | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-04 pension_paid=1200 | eligible=no
8-refund-not-drawing | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-10 pension_paid=1200 drawing=no | eligible=no refundable=0.00
8-refund-unpaid | unemployment.refund | 2026-06-15 | category=M60 birth=1966-11 month=2026-10 pension_paid=0 | eligible=no refundable=0.00
11-pensioner-before | registration.employment | 2026-06-30 | way=unit sex=2 birth_day=1964-08-08 draws_pension=yes | allowed=no reason=不作就业登记，说明为劳务关系
11-pensioner-after | registration.employment | 2026-07-01 | way=unit sex=2 birth_day=1964-08-08 draws_pension=yes | allowed=no reason=不作就业登记；同时订立书面用工协议，写明期限、工作内容、报酬和社会保险；报酬不低于最低工资标准；报酬、休息、安全和工伤争议可以申请劳动仲裁，也可以投诉
11-pensioner-alone | registration.employment | 2026-07-01 | way=self sex=2 birth_day=1964-08-08 draws_pension=yes | allowed=no reason=不作就业登记
11-over-age-before | registration.employment | 2026-06-30 | way=unit sex=2 birth_day=1955-03-14 | allowed=yes reason=是否作就业登记，当时的法律没有写明，按当地当时的规定
11-over-age-after | registration.employment | 2026-07-01 | way=public sex=2 birth_day=1955-03-14 registered=yes | allowed=yes closes_unemployment=yes reason=由用人单位登记，写明单位和协议起止；同时订立书面用工协议，写明期限、工作内容、报酬和社会保险；报酬不低于最低工资标准；报酬、休息、安全和工伤争议可以申请劳动仲裁，也可以投诉
11-over-age-late | registration.employment | 2026-07-01 | way=unit sex=1 birth_day=1965-03-14 deferred=yes | allowed=yes reason=由用人单位登记，写明单位和合同起止
11-over-age-alone | registration.employment | 2026-07-01 | way=flexible sex=2 birth_day=1955-03-14 | allowed=yes reason=由本人登记，无单位编号，不要求缴费
11-child-after | registration.employment | 2026-07-01 | way=unit sex=1 birth_day=2011-03-14 | allowed=no reason=不予登记
12-household | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 usual_residence=no hukou_here=yes | allowed=yes
12-work | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 usual_residence=no works_here=yes | allowed=yes
12-insurance | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 usual_residence=no insured_here=yes | allowed=yes
12-nowhere | registration.unemployment | 2026-06-15 | sex=2 birth_day=1986-03-08 usual_residence=no | allowed=no reason=不予登记，告知到其中任一地办理
"""
