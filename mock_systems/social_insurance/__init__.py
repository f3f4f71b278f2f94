"""The social-insurance system. Importing this package registers its operations, in menu order,
and its lines of the rule sheet."""

from mock_systems.social_insurance import (  # noqa: F401, I001
    people,
    changes,
    employers,
    employee,
    stop,
    flexible,
    resident,
    contribution,
    rights,
    rule_sheet,
)
