"""The social-security card system. Importing this package registers its operations, in menu
order, and its lines of the rule sheet."""

from mock_systems.social_card import holders, loss, pin, reissue, changes  # noqa: F401, I001
