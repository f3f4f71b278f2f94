"""A second, deliberately plain implementation of the calculating rules: the oracle of their tests.

It shares nothing with the product: exact fractions, figures of the home region of 2026 written down
by hand from the rule book, months counted one by one, no parameters, no steps.
"""

import datetime
from fractions import Fraction

FLOOR, CEILING, AVERAGE = 468000, 2340000, 780000
MINIMUM_WAGE, UNEMPLOYMENT_BENEFIT = 220000, 198000
CLASS_RATES = {1: 20, 2: 40, 3: 70, 4: 90, 5: 110, 6: 130, 7: 160, 8: 190}
"""In hundredths of a percent of the base."""
SUBSIDIES = {200: 40, 300: 50, 500: 70, 800: 90, 1000: 100, 1500: 120, 2000: 140, 3000: 160}
# fmt: off
DIVISORS = dict(enumerate([
    233, 230, 226, 223, 220, 216, 212, 208, 204, 199, 195, 190, 185, 180, 175, 170, 164, 158, 152,
    145, 139, 132, 125, 117, 109, 101, 93, 84, 75, 65, 56,
], 40))
# fmt: on
HOLIDAYS = {
    datetime.date(2026, month, day)
    for month, days in {
        1: [1, 2, 3],
        2: range(15, 24),
        4: [4, 5, 6],
        5: [1, 2, 3, 4, 5],
        6: [19, 20, 21],
        9: [25, 26, 27],
        10: range(1, 8),
    }.items()
    for day in days
}
MADE_UP = {
    datetime.date(2026, month, day)
    for month, day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
}


def half_up(exact):
    """A fraction rounded half up to a whole number."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    return whole + (1 if 2 * rest >= exact.denominator else 0)


def percent(amount, hundredths):
    """So many hundredths of a percent of an amount, rounded."""
    return half_up(Fraction(amount * hundredths, 10000))


def held(wage):
    if wage < FLOOR:
        return FLOOR
    return CEILING if wage > CEILING else wage


def items(base, injury_class, injury_float):
    return {
        "pension_employer": percent(base, 1600),
        "pension_employee": percent(base, 800),
        "unemployment_employer": percent(base, 50),
        "unemployment_employee": percent(base, 50),
        "injury_employer": half_up(
            Fraction(base * CLASS_RATES[injury_class] * injury_float, 10000 * 100)
        ),
    }


def employee_on_base(base, injury_class, injury_float):
    each = items(base, injury_class, injury_float)
    return {
        "base": base,
        **each,
        "employer_total": each["pension_employer"] + each["unemployment_employer"]
        + each["injury_employer"],
        "employee_total": each["pension_employee"] + each["unemployment_employee"],
    }  # fmt: skip


def employee(wage, injury_class, injury_float):
    return employee_on_base(held(wage), injury_class, injury_float)


def flexible(base):
    fee, account = percent(base, 2000), percent(base, 800)
    return {"fee": fee, "account": account, "pool": fee - account}


def flexible_months(base, first, last, on):
    months = refused = 0
    month = first
    while month <= last:
        if month[:4] == str(on.year) and month <= f"{on.year}-{on.month:02d}":
            months += 1
        else:
            refused += 1
        month = next_month(month)
    return {"months": months, "refused": refused, "total": months * percent(base, 2000)}


def next_month(month):
    year, number = int(month[:4]), int(month[5:])
    return f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02d}"


def months_on(month, number):
    total = int(month[:4]) * 12 + int(month[5:]) - 1 + number
    return f"{total // 12}-{total % 12 + 1:02d}"


def months_between(first, last):
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def provisional(last_total):
    return {"total": half_up(Fraction(last_total * 11, 10))}


def days_late(due, paid):
    days = 0
    while due < paid:
        due += datetime.timedelta(1)
        days += 1
    return days


def late_fee(principal, due, paid):
    days = days_late(due, paid)
    return {"days": days, "fee": half_up(Fraction(principal * days * 5, 10000))}


def back_payment(wage, injury_class, injury_float, month, paid):
    each = items(held(wage), injury_class, injury_float)
    due = datetime.date(int(month[:4]), int(month[5:]), 25)
    owed = [
        each["pension_employer"] + each["pension_employee"],
        each["unemployment_employer"] + each["unemployment_employee"],
        each["injury_employer"],
    ]
    fees = [late_fee(amount, due, paid)["fee"] for amount in owed]
    return {
        "principal": sum(owed),
        "days": days_late(due, paid),
        "fee": sum(fees),
        "total": sum(owed) + sum(fees),
    }


def transfer_amount(bases_sum, account):
    pooled = percent(bases_sum, 1200)
    return {"pooled": pooled, "total": pooled + account}


def transfer_place(hukou, stays):
    paid = {}
    for place, months in stays:
        paid[place] = paid.get(place, 0) + months
    last = stays[-1][0]
    if last == hukou or paid[last] >= 120:
        chosen = last
    else:
        chosen = hukou
        for place, _ in stays:
            if paid[place] >= 120:
                chosen = place
    return {"place": chosen, "months": paid.get(chosen, 0), "collected": sum(paid.values())}


def retirement(class_, birth):
    """Months of delay by walking birth months from the first affected one."""
    original, first, step, cap = {
        "M60": (720, "1965-01", 4, 36),
        "F55": (660, "1970-01", 4, 36),
        "F50": (600, "1975-01", 2, 60),
    }[class_]
    reached = months_on(birth, original)
    if birth < first:
        return {
            "age": original,
            "month": reached,
            "minimum_months": 180,
            "earliest": None,
            "earliest_minimum_months": None,
            "latest": None,
        }
    delay, month, left = 1, first, step
    while month < birth:
        month, left = next_month(month), left - 1
        if left == 0:
            delay, left = delay + 1, step
    delay = min(delay, cap)
    statutory = months_on(reached, delay)
    earliest = months_on(reached, delay - 36) if delay > 36 else reached
    return {
        "age": original + delay,
        "month": statutory,
        "minimum_months": minimum(statutory),
        "earliest": earliest,
        "earliest_minimum_months": minimum(earliest),
        "latest": months_on(statutory, 36),
    }


def minimum(month):
    return 180 + 6 * min(10, max(0, int(month[:4]) - 2029))


def divisor(age):
    years, months = divmod(age, 12)
    if months == 0:
        return Fraction(DIVISORS[years])
    exact = DIVISORS[years] - Fraction((DIVISORS[years] - DIVISORS[years + 1]) * months, 12)
    return Fraction(half_up(exact * 10), 10)


def two_places(months):
    return Fraction(half_up(Fraction(months * 100, 12)), 100)


def pension(months, deemed_months, index, balance, age):
    """`index` in ten-thousandths."""
    z = Fraction(index, 10000)
    basic = half_up(810000 * (1 + z) / 2 * two_places(months) / 100)
    account = half_up(balance / divisor(age))
    transitional = half_up(810000 * z * two_places(deemed_months) * 13 / 1000)
    return {
        "basic": basic,
        "account": account,
        "transitional": transitional,
        "divisor": divisor(age),
        "total": basic + account + transitional,
    }


def unemployment_months(paid_months):
    years = paid_months // 12
    if years < 5:
        return 3 * years
    return 15 if years < 7 else min(24, 9 + years)


def unemployment_benefit(paid_months, unused_months):
    months = min(24, unemployment_months(paid_months) + unused_months)
    return {
        "months": months,
        "monthly": UNEMPLOYMENT_BENEFIT,
        "total": months * UNEMPLOYMENT_BENEFIT,
    }


def unemployment_stop(happened, last_paid):
    month, months = f"{happened.year}-{happened.month:02d}", 0
    walk = month
    while walk <= last_paid:
        months, walk = months + 1, next_month(walk)
    return {
        "month": month,
        "months": months,
        "monthly": UNEMPLOYMENT_BENEFIT,
        "overpaid": months * UNEMPLOYMENT_BENEFIT,
    }


def death(paid_months, drawn_months):
    years = two_places(paid_months)
    if years < 5:
        multiple = Fraction(3)
    elif years < 10:
        multiple = Fraction(6)
    elif years <= 15:
        multiple = Fraction(9)
    elif years < 30:
        multiple = 9 + years - 15
    else:
        multiple = Fraction(24)
    if drawn_months:
        multiple = max(Fraction(9), multiple - two_places(drawn_months))
    consolation = half_up(500000 * multiple)
    return {
        "funeral": 1000000,
        "multiple": multiple,
        "consolation": consolation,
        "total": 1000000 + consolation,
    }


def disability(grade, wage):
    own = held(wage)
    one_off = own * [27, 25, 23, 21, 18, 16, 13, 11, 9, 7][grade - 1]
    monthly = 0
    if grade <= 6:
        rate = [9000, 8500, 8000, 7500, 7000, 6000][grade - 1]
        monthly = max(MINIMUM_WAGE, percent(own, rate))
    return {"own_wage": own, "one_off": one_off, "monthly": monthly}


def nursing(dependence):
    return {"monthly": AVERAGE * {"full": 5, "most": 4, "part": 3}[dependence] // 10}


def leaving(grade):
    months = {5: 30, 6: 25, 7: 10, 8: 7, 9: 4, 10: 2}.get(grade, 0)
    return {"medical": AVERAGE * months, "job": AVERAGE * months}


def injury_death(wage, spouse, others, alone):
    own = held(wage)
    shares = [percent(own, 4000)] * spouse + [percent(own, 3000)] * others
    shares += [percent(own, 1000)] * alone
    return {
        "funeral": AVERAGE * 6,
        "one_off": 5650200 * 20,
        "monthly": min(own, sum(shares)),
    }


def year_later(day):
    if (day.month, day.day) == (2, 29):
        return datetime.date(day.year + 1, 2, 28)
    return datetime.date(day.year + 1, day.month, day.day)


def injury_deadlines(accident):
    return {
        "employer_until": accident + datetime.timedelta(30),
        "employee_until": year_later(accident),
    }


def deadline(limit, event, on):
    days = {"enrolment": 30, "employment": 30, "employment_end": 15}[limit]
    until = event + datetime.timedelta(days)
    return {"until": until, "late": on > until}


def lapse(last_contact, on):
    """Six months on: the same day, or the last day of a shorter month."""
    month = last_contact.month + 6
    year, month = (last_contact.year + 1, month - 12) if month > 12 else (last_contact.year, month)
    day = last_contact.day
    while True:
        try:
            until = datetime.date(year, month, day)
            break
        except ValueError:
            day -= 1
    return {"until": until, "lapsed": on > until}


def subsidy_flexible(pension_paid, medical_paid):
    return {"monthly": half_up(Fraction((pension_paid + medical_paid) * 2, 3))}


def subsidy_employer(base, medical_paid):
    return {"monthly": percent(base, 1600) + medical_paid + percent(base, 50)}


def subsidy_term(class_, birth, first):
    month = retirement(class_, birth)["month"]
    left = months_between(first, month)
    return {"months_left": left, "until_month": month if left < 60 else months_on(first, 35)}


def loan_interest(principal):
    yearly = half_up(Fraction(principal * 35, 1000))
    return {"rate": Fraction(35, 1000), "yearly": yearly, "subsidy": half_up(Fraction(yearly, 2))}


def loan_limit(borrower, partners):
    if borrower == "firm":
        return {"most": 400000000}
    return {"most": 30000000 if borrower == "person" else 33000000 * partners}


def card_until(birth_day, issued, on):
    age = issued.year - birth_day.year
    if (issued.month, issued.day) < (birth_day.month, birth_day.day):
        age -= 1
    if age >= 46:
        return {"until": None, "valid": True}
    years = 5 if age < 16 else 10 if age < 26 else 20
    leap = (issued.month, issued.day) == (2, 29) and (issued.year + years) % 4 != 0
    until = datetime.date(issued.year + years, issued.month, 28 if leap else issued.day)
    return {"until": until, "valid": on <= until}


def resident_account(tier, first_year, years):
    balance = 0
    for _ in range(years):
        balance = half_up(Fraction(balance * 103, 100)) + (tier + SUBSIDIES[tier]) * 100
    return {"balance": balance}


def resident_benefit(balance):
    account = half_up(Fraction(balance, 139))
    return {"basic": 20000, "account": account, "total": 20000 + account}


def overdrawn(monthly, drawn_months, balance):
    recovered = monthly * drawn_months
    if balance >= recovered:
        return {"recovered": recovered, "returned": balance - recovered, "owed": 0}
    return {"recovered": recovered, "returned": 0, "owed": recovered - balance}


def instalments(owed, instalment):
    times = last = 0
    while owed > 0:
        times, last = times + 1, min(owed, instalment)
        owed -= last
    return {"times": times, "last_instalment": last}


def workdays_due(received, days):
    day = received
    while days:
        day += datetime.timedelta(1)
        if day in MADE_UP or (day.weekday() < 5 and day not in HOLIDAYS):
            days -= 1
    return {"due": day}
