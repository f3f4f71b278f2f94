"""The social-security card system: finding cards, loss, reissue, activation, PIN."""

from mock_systems.social_card import holders, loss, pin, reissue

__all__ = ["holders", "loss", "pin", "reissue"]
