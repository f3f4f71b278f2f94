"""Every operation of every system. Importing this module registers them all in `OPERATIONS`."""

from collections.abc import Mapping

from mock_systems import employment, hall, outside, social_card, social_insurance

SYSTEMS: Mapping[str, str] = {
    "hall": "窗口",
    "social_insurance": "社会保险",
    "employment": "就业服务",
    "social_card": "社会保障卡",
    "outside": "部门核验",
}
"""Name and title of each system, in the order screens show them."""

__all__ = ["SYSTEMS", "employment", "hall", "outside", "social_card", "social_insurance"]
