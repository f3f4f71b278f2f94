"""Outcomes: are the final records what the case expects, and did nobody change anything else?

Outcomes look only at records, never at the log, and points are added up elsewhere (see `score`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from grader.expectations import Allowed, Alternative, Expectation, Field
from grader.findings import Finding, NearMiss, Reason
from grader.records import Records, Touched


def assessed(wanted: Expectation, records: Records) -> list[Finding]:
    """What became of the record an expectation names, and of each of its fields."""
    return list(ASSESSED[wanted.word](wanted, records.get(wanted.table, ())))


def unasked(
    alternative: Alternative, allowed: Sequence[Allowed], records: Records
) -> list[Finding]:
    """Side effects: one finding for each record with changes that neither an alternative nor what
    is allowed explains."""
    found = []
    for table, touched in records.items():
        free = [each for each in allowed if each.table == table]
        if any(each.whole for each in free):
            continue
        asked = [each for each in alternative.expect if each.table == table]
        left = ((record, _unexplained(record, [*free, *asked])) for record in touched)
        found += [_unasked(record, fields) for record, fields in left if fields]
    return sorted(found, key=lambda finding: finding.raised_by or 0)


def _single(wanted: Expectation, records: Sequence[Touched]) -> Iterator[Finding]:
    """Exactly one record was made (created) or altered (changed, closed), with these fields."""
    found = [record for record in records if wanted.concerns(record)]
    if len(found) != 1:
        yield _not_one(wanted, found, records)
    else:
        yield _present(wanted, found[0])
        yield from (_field(field, found[0]) for field in wanted.fields)


def _unchanged(wanted: Expectation, records: Sequence[Touched]) -> Iterator[Finding]:
    """Each record touched in a guarded field is a breach."""
    for record in records:
        harmed = record.altered & wanted.names if wanted.fields else record.altered
        if harmed and wanted.concerns(record):
            reason = Reason.GUARDED_CREATED if record.created else Reason.GUARDED_CHANGED
            yield _harm("unchanged", reason, record, harmed)


def _exactly(wanted: Expectation, records: Sequence[Touched]) -> Iterator[Finding]:
    """So many touched records end with the natural key and every field as expected."""
    keyed = [r for r in records if wanted.concerns(r)]
    found = [r for r in keyed if all(field.right(r) for field in wanted.fields)]
    right, few = len(found) == wanted.number, len(found) < wanted.number
    yield Finding(
        "exactly",
        None if right else Reason.COUNT_DIFFERS,
        settled_by=_settling(found, wanted.number),
        nearest=_closest(wanted, [r for r in records if r not in found]) if few else (),
        table=wanted.table,
        key="、".join(record.key for record in found),
        expected=wanted.number,
        actual=len(found),
        worth=wanted.worth,
        earned=wanted.worth if right else 0,
    )


def _settling(found: Sequence[Touched], number: int) -> int | None:
    """The step that completed the number, or made it too many: rather one that made a record than
    one that altered one. None where there are too few."""
    if len(found) < number:
        return None
    if len(found) == number:
        return max(record.changes[-1].seq for record in found)
    return max((record.created, record.changes[0].seq) for record in found)[1]


ASSESSED: Mapping[str, Callable[[Expectation, Sequence[Touched]], Iterator[Finding]]] = {
    "created": _single,
    "changed": _single,
    "closed": _single,
    "unchanged": _unchanged,
    "exactly": _exactly,
}
_NOT_ONE = {
    "created": (Reason.CREATED_MISSING, Reason.CREATED_DOUBLED),
    "changed": (Reason.CHANGED_MISSING, Reason.CHANGED_DOUBLED),
    "closed": (Reason.CLOSED_MISSING, Reason.CLOSED_DOUBLED),
}


def _not_one(wanted: Expectation, found: Sequence[Touched], records: Sequence[Touched]) -> Finding:
    missing, doubled = _NOT_ONE[wanted.word]
    return Finding(
        wanted.word,
        doubled if found else missing,
        settled_by=found[1].changes[0].seq if found else None,
        nearest=() if found else _closest(wanted, records),
        table=wanted.table,
        key="、".join(record.key for record in found),
        expected=1,
        actual=len(found),
        worth=wanted.worth,
    )


def _present(wanted: Expectation, record: Touched) -> Finding:
    """The record is there; one to be closed counts only when every field is right."""
    still_open = wanted.word == "closed" and not all(f.right(record) for f in wanted.fields)
    return Finding(
        wanted.word,
        Reason.NOT_CLOSED if still_open else None,
        settled_by=record.changes[-1].seq,
        table=record.table,
        key=record.key,
        worth=wanted.points,
        earned=0 if still_open else wanted.points,
    )


def _field(field: Field, record: Touched) -> Finding:
    right = field.right(record)
    return Finding(
        "field",
        None if right else Reason.FIELD_DIFFERS,
        settled_by=record.settled(field.name),
        table=record.table,
        key=record.key,
        field=field.name,
        kind=field.kind,
        expected=field.value,
        actual=record.after.get(field.name),
        worth=field.points,
        earned=field.points if right else 0,
    )


def _closest(wanted: Expectation, records: Iterable[Touched]) -> tuple[NearMiss, ...]:
    """The touched record of the table that misses in the fewest ways; the first on ties."""
    misses = [_miss(wanted, record) for record in records]
    return tuple(sorted(misses, key=lambda miss: miss.distance)[:1])


def _miss(wanted: Expectation, record: Touched) -> NearMiss:
    differs = [
        (name, value, record.after.get(name))
        for name, value in wanted.where.items()
        if record.after.get(name) != value
    ]
    if wanted.word == "exactly":
        differs += [
            (f.name, f.value, record.after.get(f.name))
            for f in wanted.fields
            if not f.right(record)
        ]
    misplaced = wanted.word != "exactly" and record.created != (wanted.word == "created")
    return NearMiss(record.changes[-1].seq, tuple(differs), False, misplaced, record.key)


def _unexplained(record: Touched, by: Iterable[Allowed | Expectation]) -> Set[str]:
    left = set(record.altered)
    for explanation in by:
        left.difference_update(explanation.explains(record))
        if not left:
            break
    return left


def _unasked(record: Touched, left: Set[str]) -> Finding:
    reason = Reason.UNASKED_CREATED if record.created else Reason.UNASKED_CHANGED
    return _harm("side_effects", reason, record, left)


def _harm(obligation: str, reason: Reason, record: Touched, fields: Set[str]) -> Finding:
    """A change that should not have been: the fields as they were and as they became."""
    seq = record.first(fields).seq
    names = [] if record.created else sorted(fields)
    return Finding(
        obligation,
        reason,
        raised_by=seq,
        settled_by=seq,
        table=record.table,
        key=record.key,
        expected=record.before and {name: record.before.get(name) for name in names},
        actual={name: _became(record, name) for name in names},
    )


def _became(record: Touched, name: str) -> Any:
    """What a field is now; where it was put back, what it had been changed to."""
    if record.restored(name):
        return {"restored": record.first([name]).after.get(name)}
    return record.after.get(name)
