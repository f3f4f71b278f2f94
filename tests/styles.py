"""What stylesheets and what they dress must not say: each looks at texts by their paths and tells
place and finding."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mock_systems.hall.paper_forms import NOTICE_FORMS, PAPER_FORMS
from mock_systems.hall.paper_kinds import DEFECTS
from mock_systems.records.story import MOOD
from sandbox.counter.progress import LIGHTS, PROGRESS

Files = Mapping[str, str]
Found = Iterator[str]
COLOUR = r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\("
OTHERS_COLOURS = (
    r":.*(?<![-\w])(white|black|gr[ae]y|silver|red|maroon|orange|gold|yellow|olive|lime|green|teal"
    r"|aqua|cyan|blue|navy|purple|violet|fuchsia|magenta|pink|brown|beige|ivory|\w+(gr[ae]y|blue|green"
    r"|red|white)|azure|chocolate|coral|crimson|indigo|khaki|lavender|linen|orchid|plum|salmon|sienna"
    r"|snow|tan|tomato|turquoise|wheat)(?![-\w])"
)
TOO_NEW = (
    r":(is|where|has)\(|:not\([^)]*,|:user-(in)?valid|@(layer|container|scope)\b"
    r"|\b(width|height) *[<>]"
)
NEW_VALUES = r"\b(color-mix|hwb|(ok)?l(ab|ch))\(|(^|[\s;])(inset|aspect-ratio) *:"
ENDS: Mapping[str, Iterable[str]] = {
    "doc-": PAPER_FORMS,
    "is-": (*DEFECTS, *PROGRESS),
    "mood-": MOOD.labels,
    "notice-": NOTICE_FORMS,
    "thumb-": {form.shape for form in PAPER_FORMS.values()},
}
"""The values with which a page ends a class that begins so."""
IN_CLASS = r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"'


def lines(files: Files) -> Iterator[tuple[str, str]]:
    """Each line of the files with its place."""
    for path, text in files.items():
        yield from ((f"{path}:{n}", line) for n, line in enumerate(text.split("\n"), 1))


@dataclass(frozen=True, slots=True)
class Style:
    """A rule of a stylesheet: where it stands, in which at-rules, for what, and what it says."""

    place: str
    within: tuple[str, ...]
    selector: str
    body: str

    @property
    def file(self) -> str:
        return self.place.partition(":")[0]

    @property
    def parts(self) -> list[str]:
        """The selectors of a group, but for the place of variables and steps of a movement."""
        own = self.selector != ":root" and not self.selector.startswith("@")
        return re.split(r"\s*,\s*", self.selector) if own else []


def styles(files: Files) -> Iterator[Style]:
    """Every rule of the stylesheets, with what stands around it."""
    for path, text in files.items():
        bare = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.S)
        around: list[str] = []
        said = ""
        for part in re.finditer(r'"[^"]*"|[{}]|[^{}"]+', bare):
            if part[0] == "{":
                around.append(" ".join(said.split()))
            elif part[0] == "}":
                selector = around.pop()
                place = f"{path}:{bare.count(chr(10), 0, part.start()) + 1}"
                yield Style(place, tuple(around), selector, " ".join(said.split()))
            said = said + part[0] if part[0] not in "{}" else ""


def bare_colours(files: Files) -> Found:
    """Colours written out where they are used, by number or by a name that is not ours."""
    for style in styles(files):
        for declared in re.sub(r'url\("[^"]*"\)', "", style.body).split(";"):
            bare = not declared.strip().startswith("--")
            if bare and re.search(rf"{COLOUR}|{OTHERS_COLOURS}", declared):
                yield f"{style.place} {declared.strip()}"


def styled_in_place(files: Files) -> Found:
    """Styles of a page's own, and colours of its pictures that have a name."""
    sheets = "\n".join(text for path, text in files.items() if path.endswith(".css"))
    named = {colour: name for name, colour in re.findall(r"--([\w-]+): *(#\w+);", sheets)}
    for place, line in lines({p: text for p, text in files.items() if not p.endswith(".css")}):
        if own := re.search(r"\sstyle=|<style\b|\sbgcolor=|\.style\.|<font\b", line):
            yield f"{place} {own[0].strip()}"
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", line):
            if colour in named:
                yield f"{place} {colour}, which is var(--{named[colour]})"


def too_new(files: Files) -> Found:
    """Rules that Chromium 86, the oldest that is promised, leaves out whole, and sizes and colours
    that it does not know."""
    for style in styles(files):
        for around in (*style.within, style.selector):
            if new := re.search(TOO_NEW, around):
                yield f"{style.place} {new[0]}"
        yield from (
            f"{style.place} within {each}" for each in style.within if not each.startswith("@")
        )
        if new := re.search(NEW_VALUES, style.body):
            yield f"{style.place} {new[0]}"


def selectors_twice(files: Files) -> Found:
    """Selectors with two rules in the same at-rule, in one file or in two, alone or in a group. What
    a selector shares in a group it may add to alone: later in the same file."""
    seen: dict[tuple[tuple[str, ...], str], Style] = {}
    for style in styles(files):
        for each in style.parts:
            first = seen.setdefault((style.within, each), style)
            adds = style.file == first.file and len(first.parts) > len(style.parts) == 1
            if not (style is first or adds):
                yield f"{style.place} {each} (as in {first.place})"
            if adds:
                seen[style.within, each] = style


def bodies_twice(files: Files) -> Found:
    """Two declarations or more said alike, in whatever order, by two rules of a file."""
    seen: dict[tuple[object, ...], str] = {}
    for style in styles(files):
        said = sorted(filter(None, re.split(r"\s*;\s*", style.body)))
        key = (style.file, style.within, *said)
        if len(said) > 1 and seen.setdefault(key, style.place) != style.place:
            yield f"{style.place} {style.selector} (as in {seen[key]})"


def unused_classes(files: Files) -> Found:
    """Classes in a stylesheet that no page, no script and no drawing gives to anything; those of
    which a page writes the beginning end in a word that stands for one of its values."""
    sheets = {path: text for path, text in files.items() if path.endswith(".css")}
    given = set(LIGHTS)
    for path, text in files.items():
        if path.endswith(".js"):
            given.update(re.findall(r"[\w-]+", " ".join(re.findall(r'"[^"]*"', text))))
        elif path not in sheets:
            words = " ".join(re.findall(IN_CLASS, text))
            given.update(re.findall(r"[\w-]+", words))
            for start in re.findall(r"([\w-]+-)\{", words):
                given.update(start + word.replace("_", "-") for word in ENDS.get(start, ()))
    for style in styles(sheets):
        for name in re.findall(r"\.([A-Za-z_][\w-]*)", style.selector):
            if name not in given:
                yield f"{style.place} .{name}"


def unknown_colours(files: Files) -> Found:
    """Variables that are used and said nowhere, or said and never used."""
    whole = "\n".join(files.values())
    said = Counter(re.findall(r"(?<![\w(-])--([\w-]+):", whole))
    used = Counter(re.findall(r"var\(--([\w-]+)\)", whole))
    yield from sorted(said.keys() ^ used.keys())
