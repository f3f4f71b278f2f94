"""What must hold of social security cards and what is kept of their holders."""

from mock_systems.ages import ADULT
from mock_systems.population.gates.crowd import CrowdShare
from mock_systems.population.gates.report import BASE, Probe, Qualities, doubled, past

_OF_HOME = (
    "EXISTS (SELECT 1 FROM household_member a JOIN household_member b USING (household)"
    " JOIN person p ON p.person = b.person WHERE a.person = h.person"
)


def _kept(condition: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM card_holder h JOIN person p USING (person)"
        f" WHERE h.person = person.person AND {condition})"
    )


PROBES: Qualities = {
    "agreement": (
        Probe(
            "card",
            "社会保障卡号与公民身份号码不符",
            "SELECT card FROM card JOIN person p USING (person) WHERE number <> p.citizen_number",
        ),
        Probe(
            "card",
            "卡状态与卡日志最后一条不符",
            """SELECT card FROM card c JOIN card_event e USING (card, person) WHERE e.event =
            (SELECT event FROM card_event l WHERE l.card = c.card ORDER BY "on" DESC, event DESC)
            AND CASE kind WHEN 'loss' THEN state <> 'lost'
            WHEN 'loss_temporary' THEN state <> 'lost_temporary'
            WHEN 'cancel' THEN state <> 'cancelled'
            ELSE state IN ('lost', 'lost_temporary') END""",
        ),
    ),
    "uniqueness": (
        doubled("card", "card", "person", "一人有两张有效社会保障卡", "state <> 'cancelled'"),
    ),
    "relations": (
        Probe(
            "card_holder",
            "没有社会保障卡而有持卡人信息",
            "SELECT card_holder FROM card_holder h WHERE NOT EXISTS"
            " (SELECT 1 FROM card c WHERE c.person = h.person)",
        ),
    ),
    "history": (
        past("card", "issued"),
        past("card_event", '"on"'),
        Probe(
            "card",
            "发卡早于出生，或有效期早于发卡",
            "SELECT card FROM card JOIN person USING (person)"
            " WHERE issued < born OR valid_until <= issued",
        ),
        Probe(
            "card",
            "挂失早于发卡",
            """SELECT card FROM card JOIN card_event e USING (card, person) WHERE e."on" < issued""",
        ),
    ),
    "sets": (
        Probe(
            "card_holder",
            "手机号码既不是本人的，也不是同户的人的",
            f"SELECT card_holder FROM card_holder h WHERE phone <> '' AND NOT {_OF_HOME}"
            " AND p.phone = h.phone)",
        ),
        Probe(
            "card_holder",
            "未成年人没有监护人，或监护人不是同户的成年人",
            "SELECT card_holder FROM card_holder h JOIN person c USING (person)"
            f" WHERE (guardian <> '' OR birthday(c.born, {ADULT}) > {BASE}) AND NOT"
            f" {_OF_HOME} AND p.name = guardian AND p.citizen_number = guardian_number"
            f" AND birthday(p.born, {ADULT}) <= {BASE})",
        ),
        Probe(
            "card",
            "卡状态与卡日志不符",
            "SELECT card FROM card c LEFT JOIN card_event e USING (card, person)"
            " WHERE coalesce(kind, '') <> CASE state WHEN 'lost' THEN 'loss'"
            " WHEN 'lost_temporary' THEN 'loss_temporary' ELSE '' END"
            " OR kind = 'loss_temporary'"
            f""" AND e."on" < date({BASE}, '-15 days')""",
        ),
    ),
    "marginals": (
        CrowdShare(
            "持有社会保障卡",
            "EXISTS (SELECT 1 FROM card c WHERE c.person = person.person AND state <> 'cancelled')",
            0.88,
            0.98,
        ),
        CrowdShare("持卡人的证件已过有效期", _kept(f"id_until < {BASE}"), 0.01, 0.08, _kept("1")),
        CrowdShare(
            "持卡人留的是家人的手机号码",
            _kept("h.phone NOT IN ('', p.phone)"),
            0.08,
            0.25,
            _kept("1"),
        ),
    ),
}
