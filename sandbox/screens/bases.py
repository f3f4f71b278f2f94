"""The page of legal bases: the local rules whole, and of every law what the hall rests on.

It is open to everyone, before signing in and during a contest: it says what is public.
"""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from mock_systems.bases import LAWS, Basis
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.policy.catalogue import RULES
from mock_systems.reasons import BASES
from mock_systems.sentence import Sentence
from sandbox.screens.frame import open_page, render

READINGS = {
    "read": Sentence("已核原文"),
    "partly": Sentence("部分已核"),
    "unread": Sentence("原文未核"),
}


async def bases(request: Request) -> Response:
    """Every document that is cited, the hall's own before others, the longest of them first."""
    laws = [law for law in LAWS.values() if not law.lapsed]
    return render(
        request,
        "bases.html",
        own=sorted((law for law in laws if law.simulated), key=lambda law: -law.last),
        laws=[law for law in laws if not law.simulated],
        articles=_articles(),
        readings=READINGS,
    )


def _articles() -> Mapping[str, Sequence[int]]:
    """The articles of each document that have their text here, or are rested on without it."""
    named = {key: {*law.articles, *law.beside} for key, law in LAWS.items()}
    for basis in _rested_on():
        for cite in basis.cites:
            named[cite.law.key].update(cite.numbers)
    return {key: sorted(numbers) for key, numbers in named.items()}


def _rested_on() -> Sequence[Basis]:
    """What operations, items, reasons of refusal and rules of policy rest on."""
    operations = [each.declared.basis for each in OPERATIONS.values()]
    items = [item.basis for item in ITEMS.values()]
    return [*operations, *items, *BASES.values(), *(rule.basis for rule in RULES.values())]


routes = [open_page("/bases", bases)]
