"""`python -m grader mark ATTEMPT.json SCRIPT.json` prints the scorecard as canonical JSON, the same
bytes always; `explain` prints it as text. A document that cannot be read, or a scorecard that cannot
be written, ends with 2 and the file, the place and the way out on standard error.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from grader.document import read
from grader.reading import Malformed
from grader.scorecard import canonical, mark
from grader.sheet import sheet

PRINTED = {"mark": canonical, "explain": sheet}


def main(arguments: Sequence[str] | None = None) -> int:
    """Mark one attempt; 0 when done, 2 when a document cannot be read or the card not written."""
    parser = argparse.ArgumentParser(prog="python -m grader", description="按案例脚本评一份作答")
    parser.add_argument("what", choices=PRINTED, help="mark：评分表（JSON）；explain：文字说明")
    parser.add_argument("attempt", type=Path, metavar="ATTEMPT.json", help="作答")
    parser.add_argument("script", type=Path, metavar="SCRIPT.json", help="编译后的案例脚本")
    chosen = parser.parse_args(arguments)
    try:
        card = mark(read(chosen.attempt), read(chosen.script))
        _print(PRINTED[chosen.what](card))
    except Malformed as fault:
        part, _, place = fault.place.partition(" › ")
        file = {"attempt": chosen.attempt, "script": chosen.script}.get(part, part)
        where = f"{file} › {place}" if place else str(file)
        print(Malformed(where, fault.fault, fault.remedy), file=sys.stderr)
        return 2
    return 0


def _print(text: str) -> None:
    """All of it on standard output, or `Malformed`: half a scorecard must not pass for a whole."""
    try:
        # A file of its own: what could not be written is not tried again when Python ends.
        with open(1, "wb", closefd=False) as out:
            out.write(text.encode())
    except OSError as fault:
        raise Malformed(
            "标准输出", f"写不完评分结果（{fault.strerror}）", "请检查磁盘空间和输出的去处后重试"
        ) from None


if __name__ == "__main__":
    raise SystemExit(main())
