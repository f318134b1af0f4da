"""The same figures for people and in the JSON."""

from __future__ import annotations

import io
from types import SimpleNamespace

from rich.console import Console

from copydesk.reporters.statistics import figures, table


def test_figures(make: SimpleNamespace) -> None:
    numbers = figures(make.seeds())
    assert numbers["by_severity"] == {"error": 5, "warning": 3, "info": 1}
    assert numbers["by_family"]["chrome"] == {"error": 3, "warning": 0, "info": 0, "total": 3}
    assert numbers["by_language"]["sv"]["total"] == 5
    assert numbers["by_folder"] == {"seeds": {"error": 5, "warning": 3, "info": 1, "total": 9}}
    assert numbers["fixable"] == {"safe": 3, "unsafe": 0}
    assert numbers["not_checked"] == 3


def test_suppressed_findings_are_counted_apart(make: SimpleNamespace) -> None:
    numbers = figures(make.hostile())
    assert (numbers["findings"], numbers["suppressed"], numbers["failures"]) == (2, {"waiver": 1}, 2)


def test_table(make: SimpleNamespace) -> None:
    for report in (make.seeds(), make.hostile(), make.report()):
        stream = io.StringIO()
        Console(file=stream, width=60).print(table(report))
        assert "\x1b" not in stream.getvalue()
    stream = io.StringIO()
    Console(file=stream, width=80).print(table(make.seeds()))
    for word in ("Rule", "Family", "Language", "Folder", "Swedish (sv)", "chrome/font-size-widget"):
        assert word in stream.getvalue()
