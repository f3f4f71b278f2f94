"""Variation: deterministic, within what the script says, the base story first."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mock_systems.months import later, month_of
from scenarios.casting.vary import drawn, pool
from scenarios.reading.load import load
from scenarios.reading.script import CaseScript
from scenarios.reading.variation import Variation

TODAY = date(2026, 6, 15)


def script_with(script: CaseScript, **vary: Variation) -> CaseScript:
    return script.model_copy(update={"vary": vary})


def test_variant_0_is_the_base_story(script: CaseScript) -> None:
    values = drawn(script, 0)
    assert (values["surname"], values["given"], values["born"]) == ("林", "美玲", date(1984, 3, 8))


def test_a_variant_is_the_same_wherever_it_is_drawn(written) -> None:
    assert drawn(load(written()).script, 7) == drawn(load(written()).script, 7)


def test_variants_differ(script: CaseScript) -> None:
    assert len({tuple(map(str, drawn(script, n).values())) for n in range(30)}) == 30


def test_a_new_entry_leaves_the_others_as_they_were(script: CaseScript) -> None:
    more = {"colour": Variation(choose=["红", "蓝"]), **script.vary}
    before, after = drawn(script, 5), drawn(script_with(script, **more), 5)
    assert {name: after[name] for name in before} == before


@given(variant=st.integers(1, 10**6), low=st.integers(-400, 0), width=st.integers(0, 400))
@settings(max_examples=60)
def test_what_is_drawn_lies_within_its_range(variant: int, low: int, width: int) -> None:
    days = Variation(days=[low, low + width], first=low)
    months = Variation(months=[low, low + width], first=low)
    amounts = Variation(amounts=[100, 100 + 7 * width, 7], first=100)
    born = Variation(between=[date(1990, 1, 1), date(1990, 12, 31)], first=date(1990, 2, 2))
    month = month_of(TODAY)
    base = CaseScript.model_construct(
        id="Z01",
        business_date=TODAY,
        vary={"days": days, "months": months, "amounts": amounts, "born": born},
    )
    values = drawn(base, variant)
    assert low <= (values["days"] - TODAY).days <= low + width
    assert later(month, low) <= values["months"] <= later(month, low + width)
    assert values["amounts"] in range(100, 100 + 7 * width + 1, 7)
    assert values["born"].year == 1990


def test_one_pool_never_gives_a_word_twice(script: CaseScript) -> None:
    names = {f"n{i}": Variation(pool="surname", first=pool("surname")[i]) for i in range(20)}
    for variant in range(10):
        assert len(set(drawn(script_with(script, **names), variant).values())) == 20
