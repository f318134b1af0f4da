"""The report for an editor: one page that needs no network, with each document as running text and a note at each finding.

The overview is plain HTML; the documents are data in the page, drawn by its script as they come into view, so a thousand
of them open at once. A content security policy admits the page's own script and style by their hashes and nothing else;
whatever comes from a document is text, never markup.
"""

from __future__ import annotations

import base64
import bisect
import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple, TextIO

from copydesk import registry
from copydesk.document import Document, OffsetMap, Parts
from copydesk.model import SEVERITIES, DocumentReport, Finding, NotChecked, Related, Report, Suppressed
from copydesk.reporters.dump import dumps
from copydesk.reporters.positions import Positions, excerpt
from copydesk.reporters.statistics import figures
from copydesk.reporters.text import count, language_name, one_line, right_to_left, visible

WHOLE = 400_000
"""Code points of a document that is shown whole; of a longer one only what stands round its findings."""

_ROUND = 1_500
_ROWS = 12
_FACT_ROWS = 500


def write(report: Report, stream: TextIO, *, trend: Sequence[Mapping[str, Any]] = ()) -> None:
    """Writes the page. ``trend``: earlier runs, oldest first, each with "as_of" and "findings" and, if known, "error"."""
    style, script = _file("page.css"), _file("page.js")
    data = dumps(_data(report)).replace("<", "\\u003c").replace(">", "\\u003e")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
    policy += "base-uri 'none'; form-action 'none'"
    numbers = figures(report)
    stream.write(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="data:,">\n<title>copydesk: {_t(_headline(report, numbers))}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
    )
    stream.write(_side(numbers))
    stream.write("<main>\n" + _overview(report, numbers, trend))
    stream.write(
        '<div id="documents"></div>\n<p class="none" id="none" hidden>Nothing matches these filters.</p>\n'
        "<noscript><p>The documents are drawn by this page's own script, which is switched off here.</p></noscript>\n"
        f'<p class="colophon">copydesk {_t(report.version)}, judged as of {report.as_of.isoformat()}</p>\n</main>\n'
    )
    stream.write(_FURNITURE)
    stream.write(f'<script type="application/json" id="data">{data}</script>\n<script>{script}</script>\n</body>\n</html>\n')


@functools.cache
def _file(name: str) -> str:
    return (files("copydesk.reporters") / "page" / name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _t(text: str) -> str:
    """Text for the page: pictures for what would act, and no markup."""
    return escape(visible(text))


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
        f'<span class="swatch {severity}"></span>{_PLURALS[severity]}<span class="number">{number:,}</span></label>'
        for severity, number in numbers["by_severity"].items()
    )
    families = "".join(
        f'<label class="option"><input type="checkbox" name="family" value="{_t(name)}" checked>{_t(name)}'
        f'<span class="number">{row["total"]:,}</span></label>'
        for name, row in numbers["by_family"].items()
    )
    tags = sorted({*numbers["documents_by_language"], *numbers["by_language"]}, key=language_name)
    languages = "".join(f'<option value="{_t(tag)}">{_t(language_name(tag))}</option>' for tag in tags)
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


_PLURALS = {"error": "Errors", "warning": "Warnings", "info": "Info"}


def _headline(report: Report, numbers: Mapping[str, Any]) -> str:
    if not report.documents:
        return "Nothing was checked"
    if report.verdict is not None and not report.verdict.passed:
        blocked = sum(not passed for passed in report.verdict.documents.values())
        return f"Blocked: {count(blocked, 'document')} may not be published" if blocked else "Blocked"
    if report.verdict is not None:
        return "Passed: these documents may be published"
    if report.all_failures:
        return "Not everything was checked"
    if not numbers["findings"]:
        return f"No findings in {count(numbers['documents'], 'document')}"
    documents = count(numbers["documents"], "document")
    return f"{count(numbers['findings'], 'finding')} in {numbers['documents_with_findings']:,} of {documents}"


def _overview(report: Report, numbers: Mapping[str, Any], trend: Sequence[Mapping[str, Any]]) -> str:
    parts = [
        f'<section class="overview" id="top">\n<h1>{_t(_headline(report, numbers))}</h1>\n',
        f'<p class="lede">{_t(_lede(numbers))}</p>\n',
    ]
    if report.verdict is not None:
        kinds = {"failed": "failed", "not computed": "open", "passed": "passed"}
        parts.append('<ul class="reasons">')
        for condition in sorted(report.verdict.conditions, key=lambda one: list(kinds).index(one.status)):
            state = "" if condition.status != "not computed" else " Not computed, which counts as not passed."
            name = condition.name[:1].upper() + condition.name[1:]
            parts.append(
                f'<li class="{kinds[condition.status]}"><b>{_t(name)}</b><br><bdi>{_t(condition.reason)}</bdi>{state}</li>'
            )
        parts.append("</ul>\n")
    if report.all_failures:
        items = "".join(f"<li>{_failure_line(failure)}</li>" for failure in report.all_failures[:200])
        parts.append(
            f'<div class="gaps failure"><h2 class="small">Failures: this could not be checked</h2><ul>{items}</ul></div>\n'
        )
    if numbers["findings"]:
        parts.append('<div class="charts">')
        parts.append(_chart("Severity", {_PLURALS[s]: {s: n, "total": n} for s, n in numbers["by_severity"].items()}))
        parts.append(_chart("Family", numbers["by_family"]))
        parts.append(_chart("Language", {language_name(tag): row for tag, row in numbers["by_language"].items()}))
        parts.append("</div>\n")
    parts += [_trend(trend), _gaps(report)]
    notes = list(dict.fromkeys(report.notes))
    if notes:
        parts.append(
            f'<div class="gaps"><h2 class="small">Notes</h2><ul>{"".join(f"<li>{_t(note)}</li>" for note in notes)}</ul></div>\n'
        )
    return "".join(parts) + "</section>\n"


def _failure_line(failure: Any) -> str:
    where = f"<bdi>{_t(failure.path)}</bdi>: " if failure.path else ""
    rule = f"<code>{_t(failure.rule)}</code>: " if failure.rule else ""
    return f'{where}{rule}{_t(failure.message)} <span class="soft">({_t(failure.kind)})</span>'


def _lede(numbers: Mapping[str, Any]) -> str:
    languages = sorted(numbers["documents_by_language"].items(), key=lambda item: (-item[1], item[0]))
    named = [
        f"{number:,} in {language_name(tag) if tag else 'a language that is not known'}"
        for tag, number in (languages if len(languages) <= 6 else languages[:5])
    ]
    if len(languages) > 6:
        named.append(f"{sum(number for _, number in languages[5:]):,} in {len(languages) - 5} other languages")
    total, failed = count(numbers["documents"], "document"), numbers["documents_with_failures"]
    sentences = [f"{total} checked: {_listed(named)}." if named else "No document was checked."]
    if named and failed:
        sentences = [f"{numbers['documents'] - failed:,} of {total} checked in full: {_listed(named)}."]
    if numbers["findings"]:
        severities = [count(number, noun) for noun, number in _named(numbers["by_severity"])]
        where = numbers["documents_with_findings"]
        places = (
            "" if numbers["documents"] == 1 else " in all of them" if where == numbers["documents"] else f" in {where:,} of them"
        )
        sentences.append(f"{_listed(severities)}{places}.")
    elif numbers["documents"]:
        sentences.append("Nothing was found.")
    if numbers["fixable"]["safe"]:
        sentences.append(f"{numbers['fixable']['safe']:,} can be fixed safely.")
    if numbers["suppressed"]:
        kinds = [f"{number:,} by {kind}" for kind, number in numbers["suppressed"].items()]
        sentences.append(f"Not counted: {_listed(kinds)}.")
    return " ".join(sentences)


def _named(severities: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    nouns = {"error": "error", "warning": "warning", "info": "remark"}
    return [(nouns[severity], number) for severity, number in severities.items() if number]


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def _chart(title: str, rows: Mapping[str, Mapping[str, int]]) -> str:
    ordered = sorted(rows.items(), key=lambda item: -item[1]["total"]) if title != "Severity" else list(rows.items())
    most = max((row["total"] for _, row in ordered), default=1) or 1
    lines = [_bar(name, row, most) for name, row in ordered[:_ROWS]]
    if len(ordered) > _ROWS:
        rest: dict[str, int] = {key: sum(row.get(key, 0) for _, row in ordered[_ROWS:]) for key in (*SEVERITIES, "total")}
        lines.append(_bar(f"{len(ordered) - _ROWS} others", rest, max(most, rest["total"])))
    return f'<div><h2>{title}</h2><table class="chart">{"".join(lines)}</table></div>'


def _bar(name: str, row: Mapping[str, int], most: int) -> str:
    at, bars = 0.0, []
    for severity in SEVERITIES:
        if number := row.get(severity, 0):
            size = 100 * number / most
            bars.append(f'<rect class="{severity}" x="{at:.2f}" y="0" width="{max(size, 0.8):.2f}" height="10"/>')
            at += size
    picture = f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{"".join(bars)}</svg>'
    return f'<tr><th scope="row">{_t(name)}</th><td class="bar">{picture}</td><td class="number">{row["total"]:,}</td></tr>'


def _trend(runs: Sequence[Mapping[str, Any]]) -> str:
    """A small line chart of earlier runs; nothing for fewer than two."""
    if len(runs) < 2:
        return ""
    totals = [int(run.get("findings", 0)) for run in runs]
    errors = [int(run["error"]) for run in runs if "error" in run]
    most = max([*totals, 1])
    last = len(runs) - 1

    def line(values: Sequence[int], name: str) -> str:
        points = " ".join(f"{30 + 470 * n / last:.1f},{90 - 78 * value / most:.1f}" for n, value in enumerate(values))
        label = f"{values[-1]:,} {'errors' if name else 'in all'}"
        end = f'<text class="{name}" x="506" y="{94 - 78 * values[-1] / most:.1f}">{label}</text>'
        return f'<polyline class="{name}" points="{points}"/>{end}'

    drawn = line(totals, "") + (line(errors, "error") if len(errors) == len(runs) and errors[-1] != totals[-1] else "")
    first, final = (_t(str(run.get("as_of", ""))) for run in (runs[0], runs[-1]))
    return (
        f'<div class="trend"><h2 class="small">Findings in the last {len(runs)} runs</h2>'
        f'<svg viewBox="0 0 580 112" role="img" aria-label="From {totals[0]:,} to {totals[-1]:,} findings">'
        f'<line x1="30" y1="90" x2="500" y2="90"/><line x1="30" y1="12" x2="500" y2="12"/>'
        f'<text x="24" y="94" text-anchor="end">0</text><text x="24" y="16" text-anchor="end">{most:,}</text>'
        f'<text x="30" y="107">{first}</text><text x="500" y="107" text-anchor="end">{final}</text>{drawn}</svg></div>\n'
    )


def _gaps(report: Report) -> str:
    """What was not checked, by language and reason."""
    grouped: dict[tuple[str, str], list[NotChecked]] = {}
    for document in report.documents:
        for entry in document.not_checked:
            grouped.setdefault((entry.language, entry.reason), []).append(entry)
    if not grouped:
        return ""
    items = []
    for (language, reason), entries in sorted(grouped.items(), key=lambda item: (language_name(item[0][0]), item[0][1])):
        rules = sorted({entry.rule for entry in entries})
        documents = count(len({entry.path for entry in entries}), "document")
        named = "".join(f"<li>{_t(rule)}</li>" for rule in rules)
        name = language_name(language) if language else "Language not known"
        what = f"{name}, {documents}: {count(len(rules), 'rule')} did not run ({reason})"
        items.append(f"<li><details><summary>{_t(what)}</summary><ul>{named}</ul></details></li>")
    return f'<div class="gaps"><h2 class="small">Not checked, and so not known to be clean</h2><ul>{"".join(items)}</ul></div>\n'


def _data(report: Report) -> dict[str, Any]:
    names = {finding.rule for finding in report.findings}
    passed = report.verdict.documents if report.verdict is not None else {}
    return {
        "documents": [_document(document, passed.get(document.path)) for document in report.documents],
        "rules": {name: _rule(name) for name in sorted(names)},
    }


def _rule(name: str) -> dict[str, Any]:
    try:
        rule = registry.rule(name)
    except (registry.UnknownName, registry.PluginError):
        return {"waivable": True, "why": ""}
    why = " ".join(rule.summary.split())
    return {"waivable": rule.waivable, "why": "\n\n".join(part.strip() for part in (why, rule.explanation) if part.strip())}


class _Shown(NamedTuple):
    """The text of a document as the page shows it, and its blocks: (start, end, kind) in code points of that text.

    ``windows``: the stretches of the visible text that are shown, each (start, end, where it begins in ``text``).
    """

    text: str
    blocks: list[tuple[int, int, str]]
    map: OffsetMap | None
    windows: list[tuple[int, int, int]]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a source span stands in ``text``; None for what no reader sees (metadata) or the page leaves out."""
        span = visible_span(start, end, self.map)
        if span is None:
            return None
        for first, last, at in self.windows[max(0, bisect.bisect_right(self.windows, (span[0], len(self.text) + 1, 0)) - 1) :][
            :2
        ]:
            if first <= span[0] <= last:
                return at + span[0] - first, at + min(span[1], last) - first
        return None


def visible_span(start: int, end: int, map: OffsetMap | None) -> tuple[int, int] | None:
    """The part of the visible text that comes from a span of the source; None where there is none."""
    if map is None:
        return start, end
    index = bisect.bisect_right(map.source_end, start)
    if index >= len(map.source) or map.source[index] >= max(end, start + 1):
        return None

    def size(piece: int) -> int:
        return (map.visible[piece + 1] if piece + 1 < len(map.visible) else map.length) - map.visible[piece]

    def linear(piece: int) -> bool:
        return size(piece) == map.source_end[piece] - map.source[piece]

    first = map.visible[index] + (max(0, start - map.source[index]) if linear(index) else 0)
    if end <= start:
        return first, first
    final = bisect.bisect_left(map.source, end) - 1
    last = map.visible[final] + (min(end, map.source_end[final]) - map.source[final] if linear(final) else size(final))
    return (first, last) if last > first else None


def _document(document: DocumentReport, passed: bool | None) -> dict[str, Any]:
    shown = _shown(document)
    units = Positions(shown.text)
    ends = [end for _, end, _ in shown.blocks]
    return {
        "path": document.path,
        "language": document.language,
        "languageName": language_name(document.language),
        "rtl": right_to_left(document.language),
        "passed": passed,
        "text": shown.text,
        "blocks": [[*_in_units((start, end), units), kind] for start, end, kind in shown.blocks],
        "findings": [_finding(finding, document.source, shown, units, ends) for finding in document.findings],
        "suppressed": [_suppressed(entry) for entry in document.suppressed],
        "failures": [f"{failure.rule + ': ' if failure.rule else ''}{failure.message}" for failure in document.failures],
        "notChecked": [f"{entry.rule}: {entry.reason}" for entry in document.not_checked],
        "notes": list(document.notes),
        "facts": [table for name in sorted(document.facts) if (table := _fact(name, document.facts[name], document.source))],
    }


def _shown(document: DocumentReport) -> _Shown:
    """The visible text of a document in blocks; of a very long one its beginning and what stands round its findings."""
    from copydesk.readers import read

    if not document.source:
        return _Shown("", [], None, [])
    try:
        parts = read(document.source, document.format)
    except Exception:  # a reader of a plugin that is gone or broken: the source is shown as it is
        parts = Parts(document.source)
    whole = Document(document.source, parts, path=document.path, format=document.format)
    blocks = [(block.start, block.end, block.kind) for block in whole.blocks]
    if len(whole.text) <= WHOLE:
        return _Shown(whole.text, _with_blanks(blocks, document, parts.map), parts.map, [(0, len(whole.text), 0)])
    wanted = [(0, _ROUND)]
    for finding in document.findings:
        if span := visible_span(finding.start, finding.end, parts.map):
            wanted.append((span[0] - _ROUND, min(span[1], span[0] + _ROUND) + _ROUND))
    return _in_windows(whole.text, blocks, parts.map, wanted)


def _with_blanks(
    blocks: list[tuple[int, int, str]], document: DocumentReport, map: OffsetMap | None
) -> list[tuple[int, int, str]]:
    """The blocks, and one of kind "blank" for each finding in what stands between them: an invisible sign, say."""
    starts, ends = [start for start, _, _ in blocks], [end for _, end, _ in blocks]
    extra = set()
    for finding in document.findings:
        span = visible_span(finding.start, finding.end, map)
        if span is not None and span[1] > span[0] and bisect.bisect_right(ends, span[0]) == bisect.bisect_left(starts, span[1]):
            extra.add((*span, "blank"))
    merged: list[tuple[int, int, str]] = []
    for block in sorted([*blocks, *extra]):
        if not merged or block[0] >= merged[-1][1]:
            merged.append(block)
    return merged


def _in_windows(
    text: str, blocks: Sequence[tuple[int, int, str]], map: OffsetMap | None, wanted: Iterable[tuple[int, int]]
) -> _Shown:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(len(text), end)) for start, end in wanted):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    windows: list[tuple[int, int, int]] = []
    out: list[tuple[int, int, str]] = []
    pieces: list[str] = []
    at, block = 0, 0
    for start, end in merged:
        if at > WHOLE:
            break
        windows.append((start, end, at))
        pieces.append(text[start:end])
        while block < len(blocks) and blocks[block][1] <= start:
            block += 1
        here = block
        while here < len(blocks) and blocks[here][0] < end:
            first, last, kind = blocks[here]
            out.append((at + max(first, start) - start, at + min(last, end) - start, kind))
            here += 1
        at += end - start
        out.append((at, at, "skip"))
    return _Shown("".join(pieces), out, map, windows)


def _in_units(span: tuple[int, int], units: Positions) -> list[int]:
    """A span in UTF-16 code units, as the page's script counts."""
    return [units.size(span[0], "utf-16"), units.size(span[1], "utf-16")]


def _finding(finding: Finding, source: str, shown: _Shown, units: Positions, ends: Sequence[int]) -> dict[str, Any]:
    span = shown.place(finding.start, finding.end)
    fix = finding.fix
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "message": finding.message,
        "language": finding.language,
        "line": finding.line,
        "fingerprint": finding.fingerprint,
        "text": one_line(excerpt(finding, source), 160),
        "span": _in_units(span, units) if span is not None and span[1] > span[0] else None,
        "block": _block_of(span, shown, ends),
        "fix": f"{fix.title} ({'safe to apply' if fix.safe else 'look at it first'})" if fix is not None else "",
        "related": [_related(other, source, shown, units) for other in finding.related],
    }


def _related(other: Related, source: str, shown: _Shown, units: Positions) -> dict[str, Any]:
    start, end = other.span
    span = shown.place(start, end)
    return {
        "message": other.message,
        "text": one_line(source[start : min(end, start + 400)], 160),
        "span": _in_units(span, units) if span is not None and span[1] > span[0] else None,
    }


def _block_of(span: tuple[int, int] | None, shown: _Shown, ends: Sequence[int]) -> int:
    """The index of the block (given by where each ends) whose margin holds the note; -1 for the file as a whole.

    What covers nothing and stands before all text is about the file: a missing date, a missing byline.
    """
    if span is None or not ends or (span[0] == span[1] and span[0] <= shown.blocks[0][0]):
        return -1
    return min(bisect.bisect_right(ends, span[0]), len(ends) - 1)


def _fact(name: str, value: Any, source: str) -> dict[str, Any] | None:
    """A fact as a table for people: spans as the text they cover, columns that say nothing left out; None for an empty one."""
    entries = value if isinstance(value, list | tuple) else [value]
    rows = [entry if isinstance(entry, Mapping) else {"value": entry} for entry in entries]
    every = dict.fromkeys(str(key) for row in rows for key in row)
    keys = [key for key in every if key not in ("start", "end", "clause") and key.removesuffix("_text") not in {*every} - {key}]
    cells = [[_told(row.get(key), source) for key in keys] for row in rows]
    used = [n for n in range(len(keys)) if any(row[n] for row in cells)]
    if not used:
        return None
    columns = [str(keys[n]).replace("_", " ") for n in used]
    return {"name": name, "columns": columns, "rows": [[row[n] for n in used] for row in cells[:_FACT_ROWS]]}


def _told(value: Any, source: str) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return ": ".join(filter(None, (_told(one, source) for one in value.values())))
    if isinstance(value, list | tuple):
        if len(value) == 2 and all(type(one) is int for one in value) and 0 <= value[0] < value[1] <= len(source):
            return one_line(source[value[0] : value[1]], 120)
        return "; ".join(filter(None, (_told(one, source) for one in value)))
    return "yes" if value is True else one_line(str(value), 300)


def _suppressed(entry: Suppressed) -> str:
    finding = entry.finding
    owner = f", {entry.owner}" if entry.owner else ""
    until = f", until {entry.until.isoformat()}" if entry.until else ""
    return f"line {finding.line}, {finding.rule}: {finding.message} ({entry.kind}{owner}{until}: {entry.reason})"
