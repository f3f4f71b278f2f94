"""What must hold of employers."""

from mock_systems.population.gates.report import MOBILE, Qualities, past, where

PROBES: Qualities = {
    "unreal": (
        where(
            "employer",
            "employer",
            "单位电话不在虚构号段或属保留号段",
            f"NOT {MOBILE.format('phone')}",
        ),
        where(
            "employer",
            "employer",
            "统一社会信用代码的行政区划不是虚构区划",
            "NOT is_our_area(substr(credit_code, 3, 6))",
        ),
        where(
            "employer",
            "employer",
            "统一社会信用代码使用了保留主体码",
            "substr(credit_code, 9, 3) = 'MAX'",
        ),
    ),
    "check_digits": (
        where(
            "employer",
            "employer",
            "统一社会信用代码校验码错误",
            "NOT is_credit_code(credit_code)",
        ),
    ),
    "agreement": (
        where(
            "employer",
            "employer",
            "一类行业的工伤费率不下浮",
            "injury_class = 1 AND injury_float < 100",
        ),
    ),
    "history": (past("employer", "opened"),),
}
