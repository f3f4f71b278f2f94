"""Names of people as they are compared: the differences that typing makes are none."""

from unicodedata import normalize


def same_name(one: str, other: str) -> bool:
    """Whether two names read the same, wide or narrow characters and blanks between them aside."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return normalize("NFKC", name).replace(" ", "")
