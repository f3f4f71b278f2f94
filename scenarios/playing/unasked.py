"""What a right way types and nobody asked for: a code that is somebody's own to tell, in a field that may
be left as it is, a month that is not due yet.

Somebody's own is what replaces what is registered of them, and what a question asks for; which kind of
deed it is the clerk decides. It is enough that the visitor or a paper has words for the code: whether
another was told is asked elsewhere (`scenarios.playing.coded`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mock_systems.fields import FormField
from mock_systems.months import month_of
from mock_systems.operation import OPERATIONS
from scenarios.playing.needed import is_deed
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.playing.spoken import heard, spoken
from scenarios.playing.untold import Untold, telling

_MONTH = re.compile(r"\d{4}-\d\d")
_AHEAD = re.compile("预缴|提前缴|下个?月|年底")
"""How a visitor asks for months that are not due, beside naming them."""
_MEND = "请删去，或者由群众、材料说出；政策确实要这样的，在这一步写明 basis 和 policy = true"


def unasked(way: Rehearsal) -> Iterator[Untold]:
    """The codes and months that a way types on nobody's word, but for what is policy."""
    said = ""
    for number, played in enumerate(way.played):
        for field, value in _chosen(played) if not played.step.policy else ():
            said = said or "\n".join(text for _, text in telling(way.stage))
            if why := _why(way, field, value, said):
                shown = field.kind.shown([value] if field.kind.several else value)
                yield Untold(number, played.step.called, field, shown, _MEND, why)


def _chosen(played: Played) -> Iterator[tuple[FormField, str]]:
    """What a deed types of its own choice: codes other than what a field has by itself, and months."""
    typed = played.event["data"] if played.event else {}
    for field in _choices(played.step.do) if typed else ():
        value = typed.get(field.name) if field.name in played.step.form else None
        for each in value if isinstance(value, list | tuple) else [value]:
            if each and each != field.default and (field.codes or _MONTH.fullmatch(str(each))):
                yield field, each


@cache
def _choices(do: str) -> Sequence[FormField]:
    """The fields of a deed in which somebody's own code may be chosen or none, or months are named."""
    if not is_deed(do) or OPERATIONS[do].declared.system == "hall":
        return []
    fields = OPERATIONS[do].form()
    own = [e for e in fields if e.codes and (e.changes or e.codes.asked) and not e.required]
    # One month alone is when something begins or ends, which may lie ahead.
    months = [e for e in fields if e.kind.several and not (e.codes or e.record or e.kind.free)]
    return [*(e for e in own if not e.kind.several), *months]


def _why(way: Rehearsal, field: FormField, value: str, said: str) -> str:
    """Why nobody asked for a value; empty where somebody did."""
    today = way.stage.script.business_date
    if field.codes:
        is_said = field.codes.label(value) in said or value in field.codes.found_in(said)
        return "" if is_said else "群众没有说过，材料上也没有：没有人要选它"
    if value <= month_of(today) or _AHEAD.search(said):
        return ""
    named = spoken(field.kind, value, today).search(heard(said))
    return "" if named else "还没有到期，群众没有说要缴到这个月"
