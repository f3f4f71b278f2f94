"""Changing what is kept of a card's holder (J05). Name, number and birth date are not kept here:
they change in the register of people first, and then with a new card."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mock_systems.ages import ADULT, age
from mock_systems.bases import cited
from mock_systems.bounds import Limit, out_of_bounds
from mock_systems.fields import addressed, coded, expiry, flag, given, numbered, record
from mock_systems.guards import dead, unchanged, wrong_phone, wrong_state
from mock_systems.hall.conversation import newest_application
from mock_systems.hall.notices import issued, made_known
from mock_systems.kinds import MOBILE
from mock_systems.kinds.times import FOR_GOOD
from mock_systems.months import day_later
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.policy import identity
from mock_systems.records import CardHolder, Person
from mock_systems.records.cards import OCCUPATION
from mock_systems.records.people import DEAD
from mock_systems.sentence import Sentence
from mock_systems.social_card.cards import note
from mock_systems.standing import newest_card
from mock_systems.world import World

CHANGE_BASIS = cited("OPR 9; CARD47 16; LCARD 7")


class ChangeHolder(
    Operation,
    name="social_card.change_holder",
    part="deed",
    facts={"person": Person},
    cautions=(
        "apart_phone",
        "apart_address",
        "phone_shared",
        "id_expired",
        "guardian_left",
        "no_guardian",
    ),
    title="社会保障卡信息变更",
    item="J05",
    basis=CHANGE_BASIS,
    menu="信息变更",
):
    """Give a holder other data, with a receipt; fields left empty stay as they are."""

    holder: str = record("持卡人信息", CardHolder)
    phone: str = numbered("手机号码", MOBILE, "", code="AAC067", changes="phone")
    address: str = addressed("通讯地址", "", code="AAE006", changes="address")
    id_until: date | None = expiry(
        "证件有效期至",
        None,
        hint="长期有效的填9999-12-31",
        changes="id_until",
        bounds=("birth", "last"),
    )
    occupation: str = coded("职业", OCCUPATION, "", changes="occupation")
    guardian: str = record("监护人", Person, "", changes="guardian")
    no_guardian: bool = flag("不再登记监护人（已成年）")

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"person": self._held(world).person}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        kept = self._held(world)
        person = world.one(Person, kept.person)
        yield from dead(person)
        if card := newest_card(world, kept.person):
            yield from wrong_state(card, self.declared.name)
        else:
            yield Refusal("no_card", "持卡人名下没有社会保障卡，请先办理申领。")
        asked = self._asked(world)
        yield from unchanged(asked)
        if self.guardian and self.no_guardian:
            yield Refusal("both_given", "既填写了监护人，又选了不再登记监护人，请只留一种。")
        if self.guardian == kept.person:
            yield Refusal("own_guardian", "监护人不能是持卡人本人，请核对监护人的编号。")
        yield from _unfit(world, self.guardian)
        yield from wrong_phone(asked.get("phone", ""))
        yield from _apart(world, kept, asked)
        yield from _shared(world, asked)
        yield from out_of_bounds(self, world, person, self._longest(world, person))
        yield from _expired(world, asked)
        yield from _guarded(world, kept.model_copy(update=asked))

    def run(self, world: World) -> Answer:
        kept, asked = self._held(world), self._asked(world)
        world.amend(kept, **asked)
        if card := newest_card(world, kept.person):
            labels = tuple(str(CardHolder.facts(name)["label"]) for name in asked)
            note(world, card, "change", Sentence("{all}", all=labels))
        filed = newest_application(world, kept.person, self.declared.item)
        return made_known(issued(world, "card_change", kept.person, filed))

    def _longest(self, world: World, person: Person) -> Limit:
        """How long an identity card issued today would be good: none is good for longer."""
        card = identity.card(person.born, world.today, on=world.today)
        if card.value["until"]:
            last = card.day("until")
        else:
            longest = day_later(world.today, 12 * identity.longest_term(world.today))
            last = FOR_GOOD if self.id_until == FOR_GOOD else longest
        told = Sentence(
            "没有这么长的居民身份证有效期：有届满日的，今天签发也只到 {until} 为止。请对照证件核对。",
            until=last.isoformat(),
        )
        return Limit("id_until", Refusal("id_too_long", told, cited("IDL 5")), last=last)

    def _held(self, world: World) -> CardHolder:
        return world.one(CardHolder, self.holder)

    def _asked(self, world: World) -> dict[str, Any]:
        """What is to be kept from now on; a guardian is kept by name and number."""
        guardian = {"guardian": "", "guardian_number": ""} if self.no_guardian else {}
        if self.guardian:
            who = world.one(Person, self.guardian)
            guardian = {"guardian": who.name, "guardian_number": who.citizen_number}
        return given(self, self._held(world), **guardian)


def _unfit(world: World, guardian: str) -> Iterator[Refusal]:
    """A guardian is alive and grown up."""
    person = world.one(Person, guardian) if guardian else None
    if person and (person.state == DEAD or age(person.born, world.today) < ADULT):
        yield Refusal("unfit_guardian", "监护人已登记为死亡或者未成年，不能任监护人，请核对。")


def _apart(world: World, kept: CardHolder, asked: Mapping[str, Any]) -> Iterator[Caution]:
    """Phone and address are the person's own, or else registered in another way there."""
    person = world.one(Person, kept.person)
    for name in ("phone", "address"):
        if name in asked and not person.says(name, asked[name]):
            apart = (
                "填写的{label}与个人基本信息不一致，应先办理个人基本信息变更（A09）。确认后继续。"
            )
            label = Person.facts(name)["label"]
            yield Caution(f"apart_{name}", Sentence(apart, label=label), CHANGE_BASIS, wrong=True)


def _shared(world: World, asked: Mapping[str, Any]) -> Iterator[Caution]:
    phone = asked.get("phone")
    if phone and (others := world.find(CardHolder, phone=phone)):
        shared = "该手机号码已登记在另外{count}人的卡上，请问清是不是本人使用。"
        yield Caution("phone_shared", Sentence(shared, count=len(others)))


def _expired(world: World, asked: Mapping[str, Any]) -> Iterator[Caution]:
    until = asked.get("id_until")
    if until and until < world.today:
        yield Caution("id_expired", Sentence("证件已于{until}到期，请核对证件。", until=until))


def _guarded(world: World, after: CardHolder) -> Iterator[Caution]:
    """The young have a guardian, the grown up have none any more."""
    person = world.one(Person, after.person)
    grown = age(person.born, world.today) >= ADULT
    if grown and after.guardian:
        yield Caution("guardian_left", "持卡人已满18周岁，仍登记监护人，请问清是否注销。")
    elif not grown and not after.guardian:
        yield Caution("no_guardian", "持卡人未满18周岁，应登记监护人。", wrong=True)
