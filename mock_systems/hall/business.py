"""Business: what is done for people and employers in the records that the systems keep of them.

What the counter keeps of its own work (号票, 交谈, 材料, 办件, 文书) is no business, but a record
printed for somebody is.
"""

from mock_systems.records import Application, Record


def business_of(record: Record, application: Application) -> bool:
    """Whether a record that was added or amended belongs to what was applied for."""
    return record.is_business and _concerns(record, application)


def _concerns(record: Record, application: Application) -> bool:
    if application.person:
        return getattr(record, "person", "") == application.person
    return application.employer in ("", getattr(record, "employer", ""))
