"""Numbers in what a script says: none may be somebody's who is real, nor nobody's at all."""

import re
from collections.abc import Iterator, Sequence

from mock_systems.identifiers import in_digits, real_numbers
from mock_systems.records import Record
from scenarios.checking.reader import Reader
from scenarios.checking.records import UNREAL
from scenarios.reading.problems import Problem

HAVING = ("cast", "papers")
"""What a script says of records that have numbers."""
_SAYING = ("story", "conversation", "remarks")
_LONG = re.compile(r"(?<![0-9A-Z])[0-9]{10,18}[0-9X](?![0-9A-Z])")
_JOINT = re.compile(r"(?<=[0-9])[ -](?=[0-9])")


def wrong_numbers(reader: Reader, having: Sequence[Record]) -> Iterator[Problem]:
    """Numbers that may be real, and long ones that are said and stand neither in the records that
    have numbers nor among what differs between variants."""
    found = {text: real_numbers(text) for text in {text for _, text in reader.texts}}
    for place, text in reader.texts:
        for number in found[text]:
            yield reader.at(place, f"“{number}”可能是真实的号码", UNREAL)
    known = {in_digits(str(value)) for record in having for value in record.row().values()}
    known |= {in_digits(text) for place, text in reader.texts if place[0] == "vary"}
    said = ((place, text) for place, text in reader.texts if place[0] in _SAYING)
    for place, text in said:
        for number in _LONG.findall(_JOINT.sub("", in_digits(text))):
            if not any(number in each for each in known):
                what = f"这里说的“{number}”在本案里没有人、没有单位是这个号码"
                yield reader.at(place, what, "请写名称，如 $citizen.phone；故意说错的写进 [vary]")
