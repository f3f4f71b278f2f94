"""The record tables. Importing this package registers every one of them in `TABLES`."""

from mock_systems.records.base import *
from mock_systems.records.cards import *
from mock_systems.records.employers import *
from mock_systems.records.hall import *
from mock_systems.records.insurance import *
from mock_systems.records.notice import *
from mock_systems.records.outside import *
from mock_systems.records.people import *
from mock_systems.records.story import *
