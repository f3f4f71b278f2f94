"""Agreement between judges, against figures published with the methods."""

import pytest

from grader.agreement import Agreement, ac1, alpha, percent

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", example C: four observers,
# twelve units, missing values left out.
FOUR_OBSERVERS = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
]


def test_alpha_of_the_published_example() -> None:
    assert alpha(FOUR_OBSERVERS) == Agreement(pytest.approx(0.849, abs=0.0005), 11)


def test_ac1_of_a_table_where_nearly_everything_is_met() -> None:
    # Gwet 2002: of 125 units 118 met by both, 5 and 2 by one, none by neither. Kappa is -0.023.
    units = [[True, True]] * 118 + [[True, False]] * 5 + [[False, True]] * 2
    assert percent(units) == Agreement(0.944, 125)
    assert ac1(units) == Agreement(pytest.approx(0.9408, abs=0.0001), 125)


def test_full_agreement_is_one() -> None:
    units = [[True, True, True], [False, False]]
    assert percent(units) == ac1(units) == Agreement(1.0, 2)
    assert alpha([[0, 0], [3, 3]]) == Agreement(1.0, 2)


def test_judges_who_always_contradict_each_other_agree_less_than_by_chance() -> None:
    units = [[True, False]] * 4
    assert percent(units) == Agreement(0.0, 4)
    assert ac1(units) == Agreement(-1.0, 4)
    assert alpha([[0, 3], [3, 0]]) == Agreement(-0.5, 2)


def test_a_unit_with_one_rating_is_not_counted() -> None:
    assert percent([[True], [True, True], []]) == Agreement(1.0, 1)


@pytest.mark.parametrize("figure", [percent, ac1, alpha])
def test_nothing_to_compare_gives_no_figure(figure) -> None:
    assert figure([]) == figure([[1]]) == Agreement(None, 0)


def test_alpha_is_not_defined_where_all_levels_are_equal() -> None:
    assert alpha([[2, 2], [2, 2, 2]]) == Agreement(None, 2)


def test_a_wider_spread_means_less_alpha() -> None:
    near, far = [[0, 1], [2, 3], [1, 1]], [[0, 3], [2, 3], [1, 1]]
    assert alpha(far).value < alpha(near).value
