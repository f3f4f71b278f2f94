"""How work ended: one list, and what each register calls an ending."""

from mock_systems.endings import DIED, EMPLOYMENT_END, ENDINGS, UNEMPLOYED_AFTER, UNEMPLOYED_REASON


def test_every_ending_has_its_words_in_the_registers():
    assert {each.registered for each in ENDINGS.values()} == set(EMPLOYMENT_END) - {DIED}
    assert {each.unemployed for each in ENDINGS.values()} <= {"", *UNEMPLOYED_REASON}


def test_of_several_endings_a_register_calls_the_same_the_first_stands_for_it():
    assert UNEMPLOYED_AFTER == {
        "expired": "1",
        "dismissed": "2",
        "agreed": "3",
        "resigned": "5",
        "closed": "6",
    }
