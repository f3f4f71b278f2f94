"""The employment system. Importing this package registers its operations, in menu order."""

from mock_systems.employment import people, employment, unemployment  # noqa: F401, I001
