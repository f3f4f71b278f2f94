"""Social-security cards, their holders, the accounts pensions are paid to, and what the police know
better."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from mock_systems.ages import ADULT, age
from mock_systems.city import BANK
from mock_systems.kinds.times import FOR_GOOD
from mock_systems.months import day_later
from mock_systems.policy.load import parameters
from mock_systems.population.allotment import Allotment
from mock_systems.population.chance import Chance, weighted
from mock_systems.population.days import BASE, BASE_DAY, birthday, day_text
from mock_systems.population.folder import Folder
from mock_systems.population.names import confused
from mock_systems.population.people import Citizen

CARD_YEARS = 10

_BANKS = tuple(BANK)
_TODAY, _FOR_GOOD = BASE_DAY.isoformat(), FOR_GOOD.isoformat()
_OCCUPATIONS = weighted({"": 20, "2": 14, "3": 10, "4": 30, "5": 8, "6": 16, "8": 2})
_FIRST_CARDS = BASE - 3900
_STATES = weighted({"normal": 95, "issued": 2, "lost_temporary": 1, "lost": 1, "making": 1})
_LOSSES = {"lost": ("loss", 400), "lost_temporary": ("loss_temporary", 15)}
"""How the log calls a loss, and how many days ago it was reported at most: a temporary one holds no
longer (rule R16)."""


def equip(folder: Folder, allotment: Allotment, chance: Chance) -> str:
    """Write a person's cards, an exchanged one first; the bank account of the valid one, or ''."""
    born, index = folder.citizen.born, folder.citizen.index
    first = max(_FIRST_CARDS, born + 60)
    if not chance.happens(0.82 if BASE - born < 16 * 365 else 0.97) or first > BASE - 60:
        return ""
    issued = chance.whole(first, BASE - 40)
    which = 0
    if issued - first > 400 and chance.happens(0.08):
        _card(folder, allotment.bank_account(index, 0), chance, "cancelled", first)
        which = 1
    return _card(folder, allotment.bank_account(index, which), chance, chance.pick(_STATES), issued)


def _card(folder: Folder, account: str, chance: Chance, state: str, issued: int) -> str:
    if state == "making":
        issued = BASE - chance.whole(1, 9)
    card = folder.add(
        "card",
        folder.citizen.number,
        chance.pick(_BANKS),
        account,
        state,
        day_text(issued),
        day_text(birthday(issued, CARD_YEARS)),
    )
    if state in _LOSSES:
        kind, days = _LOSSES[state]
        folder.log_card(card, kind, day_text(max(issued, BASE - chance.whole(0, days))))
    return account


def keep(family: Sequence[Folder], chance: Chance) -> None:
    """Write what is kept of the last member of a family so far, if he holds a card: of children and
    of some who are grown up by now with a parent's number, of some of the old with the head's."""
    folder = family[-1]
    citizen = folder.citizen
    years = (BASE - citizen.born) // 365
    phone, parent = folder.phone, _parent(family, citizen) if years < 26 else None
    if parent and (years < 12 or (years < 26 and chance.happens(0.3))):
        phone = parent.phone
    elif years > 69 and len(family) > 1 and chance.happens(0.4):
        phone = family[0].phone
    guarded = parent and (
        birthday(citizen.born, ADULT) > BASE or (years < 21 and chance.happens(0.3))
    )
    if folder.card_account:
        folder.add(
            "card_holder",
            phone,
            citizen.address,
            _id_until(citizen.born, chance),
            chance.pick(_OCCUPATIONS) if 22 < years < 60 else "",
            *((parent.citizen.name, parent.citizen.number) if parent and guarded else ("", "")),
        )


def _parent(family: Sequence[Folder], child: Citizen) -> Folder | None:
    """The mother, or else the father: of the first two of a family whoever is so much older."""
    parents = [each for each in family[:2] if each.citizen.born < child.born - 16 * 365]
    return next((each for each in parents if each.citizen.sex == "2"), next(iter(parents), None))


def _id_until(born: int, chance: Chance) -> str:
    """Until when the identity card is good by what was shown last: a few never showed the next."""
    issued = max(born + 30, BASE - chance.whole(0, 20 * 365))
    while (until := valid_until(born, issued)) and until < _TODAY and chance.happens(0.88):
        issued = BASE - chance.whole(0, 300)
    return until or _FOR_GOOD


def pay_into(folder: Folder, insurance: str, allotment: Allotment, chance: Chance) -> None:
    """Write where a pension is paid: to the card, or to an account of their own."""
    account = folder.card_account
    if not account or chance.happens(0.08):
        account = allotment.bank_account(folder.citizen.index, 2)
    folder.add("pay_account", insurance, account)


def differ(folder: Folder, chance: Chance) -> None:
    """Write a police entry for the few whose entry differs: in the name or the address."""
    citizen = folder.citizen
    if not chance.happens(0.006) or BASE - citizen.born < 18 * 366:
        return
    name = confused(citizen.family, citizen.given)
    renamed = name is not None and chance.happens(0.6)
    issued = BASE - chance.whole(30, 1200)
    folder.add_police_record(
        name if renamed else citizen.name,
        citizen.sex,
        day_text(citizen.born),
        citizen.hukou_address if renamed else f"{citizen.hukou_address}之一",
        day_text(issued),
        valid_until(citizen.born, issued),
        "姓名用字经核定更正" if renamed else "户籍地址已变更",
    )


def valid_until(born: int, issued: int) -> str | None:
    """Until when an identity card issued on that day is valid, None for good: rule R24."""
    day = date.fromordinal(issued)
    years = _years(age(date.fromordinal(born), day))
    return day_later(day, 12 * years).isoformat() if years else None


@cache
def _years(at: int) -> int:
    """How many years an identity card issued at an age is good, 0 for good."""
    return int(parameters().reached("identity.card_years", BASE_DAY, at).value)
