"""Business: what is done for people and employers in the records that the systems keep of them.

What the counter keeps of its own work (号票, 交谈, 材料, 办件, 文书) is no business, but a record
printed for somebody is.
"""

from mock_systems.records import TABLES, Application, Record


def is_register(table: str) -> bool:
    """Whether a table is one of what systems register, and no log of it."""
    kind = TABLES[table]
    return not (kind.of_hall or kind.of_story or kind.is_log)


def business_of(record: Record, application: Application) -> bool:
    """Whether a record that was added or amended belongs to what was applied for."""
    table = type(record).table
    printed = table == "printout" and getattr(record, "kind", "") == "record"
    return (is_register(table) or printed) and _concerns(record, application)


def _concerns(record: Record, application: Application) -> bool:
    if application.person:
        return getattr(record, "person", "") == application.person
    return application.employer in ("", getattr(record, "employer", ""))
