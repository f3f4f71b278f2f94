"""What decides, in pages and their scripts, by how a name begins or ends."""

import re
from collections.abc import Sequence

from tests.styles import Files, Found

WORD = r"""["'`][\w.]*[A-Za-z_]\w*\.?(["'`]|\$\{)"""
PART = (
    r"(\.(split|partition|slice|substring|substr)\([^)]*\)(\[-?\d*\]|\.(pop|at|shift)\(\d*\))?"
    r"(\s*\|\s*(first|last)\b\)?)?|\[-?\d*:-?\d*\])"
)
IS = r"(===?|!==?)"
SHAPES = (
    rf"\.(startswith|endswith|indexOf|includes|removeprefix|r?find|r?index|count)\(\s*{WORD}",
    r"\.(starts|ends)With\(",
    rf"\.(lastI|i)ndexOf\(\w+(, *\d+)?\)\s*{IS}\s*-?\d|![\w.]+\.indexOf\(",
    r"\[[\w-]+[$^*|]=",
    rf"{PART}\s*({IS}|in|not in)\s",
    rf"{WORD}\s*{IS}\s*[\w.]+{PART}",
    rf"(\[-?\d\]|\.(charA|a)t\(-?\d\)|\|\s*(first|last))\s*{IS}\s*[\"']\w[\"']",
    r"""["'](\.\w+|\w+[_.])["'] (not )?in\b""",
    r"/\^\w+.*/\.(test|exec)\(|\.(match|search)\(/\^?\w+|\bRegExp\(\s*[\"'`]\^?\w+",
    rf"\bswitch\s*\(\s*[\w.]+{PART}",
)
BOUND = re.compile(
    rf"(?:\b(?:const|let|var)|\{{%-? *(?:set|with))\s+\[?(\w+)[\w\s,]*\]?\s*="
    rf"([^;%\n]*?{PART}(?!\.length))?"
)
"""Where something is kept under a name, be it a part of a text."""


def by_beginning(files: Files) -> Found:
    """Words by which a page or a script tells a name from others though they are but a part of it,
    also where that part was kept under a name first, until the name is something else. A word that
    is itself kept under a name is found where something is asked to begin or end with it, or for its
    place, but not where something is asked to include it: lists are asked that, too. Lines are read
    one by one and scopes not at all; a part that a function gives back, that is assigned later,
    compared by its codes, left over by a pattern or looked up in a table or a list is not found."""
    for path, text in files.items():
        kept: set[str] = set()
        for number, line in enumerate(text.splitlines(), 1):
            for bound in BOUND.finditer(line):
                (kept.add if bound[2] else kept.discard)(bound[1])
            name = rf"({'|'.join(kept) or '(?!)'})\b(\[-?\d\])?"
            asked = (
                rf"(?<![\w.]){name}\s*({IS}|in|not in)\s*[(\[]?\s*{WORD}",
                rf"{WORD}\s*{IS}\s*{name}",
                rf"\bswitch\s*\(\s*{name}\s*\)",
            )
            for shape in (*SHAPES, *asked):
                if found := re.search(shape, line):
                    yield f"{path}:{number} {found[0]}"


CAUGHT: Sequence[Files] = [
    {"a.js": 'const ours = last.startsWith("hall.");'},
    {"a.js": 'const ours = last.split(".")[0] === "hall";'},
    {"a.js": 'const ours = "hall" === last.slice(0, 4);'},
    {"a.js": "const ours = /^hall/.test(last);"},
    {"a.js": 'const asked = last.includes(".find_");'},
    {"a.js": "const ours = last.startsWith(`hall.${verb}`);"},
    {"a.js": "const ours = last.indexOf(`hall.${verb}`) === 0;"},
    {"a.js": 'const HALL = "hall.";\nconst ours = last.startsWith(HALL);'},
    {"a.js": 'document.querySelector("form[action$=obtain_signature]");'},
    {"a.html": '{% if name.startswith("hall.") %}'},
    {"a.html": '{% if name.split(".")[0] == "hall" %}'},
    {"a.html": "{% if name[:4] == 'hall' %}"},
    {"a.html": "{% if '.find_' in name %}"},
    {"a.js": 'const system = last.split(".")[0];\nif (system === "hall") go();'},
    {"a.js": 'const [system] = last.split(".");\nif ("hall" === system) go();'},
    {"a.js": 'switch (last.split(".")[0]) { case "hall": go(); }'},
    {"a.js": 'const ours = last[0] === "h";'},
    {"a.js": 'const ours = new RegExp("^hall").test(last);'},
    {"a.js": 'const HALL = "hall.";\nconst ours = last.indexOf(HALL) === 0;'},
    {"a.html": '{% set system = name.split(".")[0] %}{% if system == "hall" %}'},
    {"a.html": '{% if name.find("hall.") == 0 %}'},
    {"a.js": 'const ours = last.split(".").shift() === "hall";'},
    {"a.js": 'const parts = last.split(".");\nif (parts[0] === "hall") go();'},
    {"a.js": "const ours = last.lastIndexOf(HALL, 0) === 0;"},
    {"a.js": "const ours = !last.indexOf(HALL);"},
    {"a.html": "{% if (name.split('.') | first) == 'hall' %}"},
    {"a.html": "{% if name|first == 'h' %}"},
    {"a.html": '{% with system = name.split(".")[0] %}{% if system == "hall" %}'},
]
"""What it is seen to catch."""
LET_PASS: Files = {
    "a.js": 'name(path.split("/").pop());',
    "b.js": 'let shown = list.slice(0, 4);\n}\nlet shown = state;\nif (shown === "open") go();',
    "c.js": 'const total = text.split(",").length;\nif (total === "none") go();',
    "a.html": "{{ name[:4] }}",
}
"""What looks alike and is none."""
