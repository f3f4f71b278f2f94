"""`python -m grader mark ATTEMPT.json SCRIPT.json` prints the scorecard as canonical JSON, the same
bytes always; `explain` prints it as text. A document that cannot be read ends with 2 and the
file, the place and the way out on standard error.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.events import EXPORT_AGAIN
from grader.reading import Malformed
from grader.scorecard import canonical, mark
from grader.sheet import sheet

PRINTED = {"mark": canonical, "explain": sheet}


def main(arguments: Sequence[str] | None = None) -> int:
    """Mark one attempt; 0 when done, 2 when a document cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m grader", description="按案例脚本评一份作答")
    parser.add_argument("what", choices=PRINTED, help="mark：评分表（JSON）；explain：文字说明")
    parser.add_argument("attempt", type=Path, metavar="ATTEMPT.json", help="作答")
    parser.add_argument("script", type=Path, metavar="SCRIPT.json", help="编译后的案例脚本")
    chosen = parser.parse_args(arguments)
    try:
        card = mark(_read(chosen.attempt), _read(chosen.script))
    except Malformed as fault:
        part, _, place = fault.place.partition(" › ")
        file = {"attempt": chosen.attempt, "script": chosen.script}.get(part, part)
        told = Malformed(f"{file} › {place}" if place else str(file), fault.fault, fault.remedy)
        print(told, file=sys.stderr)
        return 2
    sys.stdout.buffer.write(PRINTED[chosen.what](card).encode())
    return 0


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8-sig"))
    except OSError as fault:
        raise Malformed(
            str(file), f"读不到文件（{fault.strerror}）", "请检查文件名和权限"
        ) from None
    except UnicodeDecodeError:
        raise Malformed(str(file), "不是 UTF-8 文本", EXPORT_AGAIN) from None
    except json.JSONDecodeError as fault:
        place = f"{file} › 第{fault.lineno}行第{fault.colno}列"
        raise Malformed(place, "不是完整的 JSON", EXPORT_AGAIN) from None


if __name__ == "__main__":
    raise SystemExit(main())
