"""The employment system. Importing this package registers its operations, in menu order,
and its lines of the rule sheet."""

from mock_systems.employment import people, employment, unemployment, rule_sheet  # noqa: F401, I001
