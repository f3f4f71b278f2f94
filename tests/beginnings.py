"""What decides, in pages and their scripts, by how a name begins or ends."""

import re

from tests.styles import Files, Found

WORD = r"""["'`][\w.]*[A-Za-z_]\w*\.?(["'`]|\$\{)"""
PART = (
    r"(\.(split|partition|slice|substring|substr)\([^)]*\)(\[-?\d*\]|\.(pop|at)\(\d*\))?"
    r"|\[-?\d*:-?\d*\])"
)
IS = r"(===?|!==?)"
SHAPES = (
    rf"\.(startswith|endswith|indexOf|includes|removeprefix|r?find|r?index|count)\(\s*{WORD}",
    r"\.(starts|ends)With\(",
    rf"\.(lastI|i)ndexOf\(\w+\)\s*{IS}\s*-?\d",
    r"\[[\w-]+[$^*|]=",
    rf"{PART}\s*({IS}|in|not in)\s",
    rf"{WORD}\s*{IS}\s*[\w.]+{PART}",
    rf"(\[-?\d\]|\.(charA|a)t\(-?\d\))\s*{IS}\s*[\"']\w[\"']",
    r"""["'](\.\w+|\w+[_.])["'] (not )?in\b""",
    r"/\^\w+.*/\.(test|exec)\(|\.(match|search)\(/\^?\w+|\bRegExp\(\s*[\"'`]\^?\w+",
    rf"\bswitch\s*\(\s*[\w.]+{PART}",
)
KEPT = re.compile(rf"(?:\b(?:const|let|var)|\{{%-? *set)\s+\[?(\w+)[\w\s,]*\]?\s*=[^;%\n]*{PART}")
"""Where a part of a text is kept under a name."""


def by_beginning(files: Files) -> Found:
    """Words by which a page or a script tells a name from others though they are but a part of it,
    also where that part was kept under a name first. A word that is itself kept under a name is
    found where something is asked to begin or end with it, or for its place, but not where something
    is asked to include it: lists are asked that, too."""
    for path, text in files.items():
        kept = "|".join({found[1] for found in KEPT.finditer(text)} or {"(?!)"})
        told = (
            rf"(?<![\w.])({kept})\s*({IS}|in|not in)\s*[(\[]?\s*{WORD}",
            rf"{WORD}\s*{IS}\s*({kept})\b",
            rf"\bswitch\s*\(\s*({kept})\s*\)",
        )
        for number, line in enumerate(text.splitlines(), 1):
            for shape in (*SHAPES, *told):
                if found := re.search(shape, line):
                    yield f"{path}:{number} {found[0]}"
