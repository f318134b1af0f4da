"""The report for an editor: one page that needs no network, with each document as running text and a note at each finding.

The overview is plain HTML; the documents are data in the page, drawn by its script as they come into view, so a thousand
of them open at once. A content security policy admits the page's own script and style by their hashes and nothing else;
whatever comes from a document is text, never markup.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, TextIO

from copydesk.model import Report
from copydesk.reporters.dump import dumps
from copydesk.reporters.page.documents import data
from copydesk.reporters.page.overview import PLURALS, headline, overview, safe
from copydesk.reporters.statistics import figures
from copydesk.reporters.text import language_name


def write(report: Report, stream: TextIO, *, trend: Sequence[Mapping[str, Any]] = ()) -> None:
    """Writes the page.

    ``trend``: runs, oldest first, each with "as_of" and "findings" and, if known, "error", "families" and "languages".
    """
    style, script = _file("page.css"), _file("page.js")
    embedded = dumps(data(report)).replace("<", "\\u003c").replace(">", "\\u003e")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
    policy += "base-uri 'none'; form-action 'none'"
    numbers = figures(report)
    stream.write(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="data:,">\n<title>copydesk: {safe(headline(report, numbers))}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
    )
    stream.write(_side(numbers))
    stream.write("<main>\n" + overview(report, numbers, trend))
    stream.write(
        '<div id="documents"></div>\n<p class="none" id="none" hidden>Nothing matches these filters.</p>\n'
        "<noscript><p>The documents are drawn by this page's own script, which is switched off here.</p></noscript>\n"
        f'<p class="colophon">copydesk {safe(report.version)}, judged as of {report.as_of.isoformat()}</p>\n</main>\n'
    )
    stream.write(_FURNITURE)
    stream.write(f'<script type="application/json" id="data">{embedded}</script>\n<script>{script}</script>\n</body>\n</html>\n')


@functools.cache
def _file(name: str) -> str:
    return (files("copydesk.reporters") / "page" / name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_FURNITURE = """<div class="status" role="status"><span id="count"></span>
<button class="plain" type="button" id="previous" title="Previous finding (k)">↑</button>
<button class="plain" type="button" id="next" title="Next finding (j)">↓</button></div>
<div class="toast" id="toast" role="alert" hidden></div>
<dialog id="help"><h2>Keys</h2><dl><dt><kbd>j</kbd> <kbd>n</kbd></dt><dd>next finding</dd><dt><kbd>k</kbd> <kbd>p</kbd></dt>
<dd>previous finding</dd><dt><kbd>/</kbd></dt><dd>search</dd><dt><kbd>c</kbd></dt><dd>copy a waiver for the current finding</dd>
<dt><kbd>t</kbd></dt><dd>light or dark</dd><dt><kbd>Esc</kbd></dt><dd>clear the search, let go of the finding</dd></dl>
<button class="plain" type="button">Close</button></dialog>
<dialog id="waiver"><h2>Waiver for this finding</h2><p>Copy it into waivers.toml.</p>
<textarea id="waiver-text" readonly aria-label="Waiver entry"></textarea>
<p><button class="plain" type="button">Close</button></p></dialog>
"""


def _side(numbers: Mapping[str, Any]) -> str:
    severities = "".join(
        f'<label class="option {severity}"><input type="checkbox" name="severity" value="{severity}" checked>'
        f'<span class="swatch {severity}"></span>{PLURALS[severity]}<span class="number">{number:,}</span></label>'
        for severity, number in numbers["by_severity"].items()
    )
    families = "".join(
        f'<label class="option"><input type="checkbox" name="family" value="{safe(name)}" checked>{safe(name)}'
        f'<span class="number">{row["total"]:,}</span></label>'
        for name, row in numbers["by_family"].items()
    )
    tags = sorted({*numbers["documents_by_language"], *numbers["by_language"]}, key=language_name)
    languages = "".join(f'<option value="{safe(tag)}">{safe(language_name(tag))}</option>' for tag in tags)
    family_box = f"<fieldset><legend>Family</legend>{families}</fieldset>" if families else ""
    return f"""<div class="side">
<div class="brand"><a href="#top">copydesk</a><span>
<button class="plain" type="button" id="theme" title="Light or dark (t)">◐</button>
<button class="plain" type="button" id="keys" title="Keys (?)">?</button></span></div>
<details id="filter-box" open><summary class="label">Filter</summary><form class="filters" id="filters">
<div><label class="label" for="search">Search findings and file names</label>
<input type="search" id="search" autocomplete="off" spellcheck="false"></div>
<fieldset><legend>Severity</legend>{severities}</fieldset>{family_box}
<div><label class="label" for="language">Language</label>
<select id="language"><option value="*">All</option>{languages}</select></div>
<label class="option"><input type="checkbox" id="found">Only documents with findings</label>
</form></details>
<nav aria-label="Documents"><span class="label">Documents</span><ul class="contents" id="contents"></ul></nav>
</div>
"""
