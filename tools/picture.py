"""Draws docs/console.svg, the picture in the README, from what the console prints for a seed.

python tools/picture.py
"""

from __future__ import annotations

import datetime
from pathlib import Path

from copydesk import lint_paths
from copydesk.reporters import console

ROOT = Path(__file__).parent.parent
AS_OF = datetime.date(2026, 11, 22)


def main() -> None:
    seed = sorted((ROOT / "seeds").glob("001*.txt"))[0].relative_to(ROOT)
    report = lint_paths([str(seed)], as_of=AS_OF)
    (ROOT / "docs" / "console.svg").write_text(console.svg(report, title=f"copydesk lint {seed}", columns=92), encoding="utf-8")


if __name__ == "__main__":
    main()
