"""The overview of the HTML report: the verdict and its reasons in sentences, charts, the trend, what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from copydesk.model import SEVERITIES, Failure, NotChecked, Report
from copydesk.reporters.text import count, language_name, visible

PLURALS = {"error": "Errors", "warning": "Warnings", "info": "Info"}
_ROWS = 12
_FAILURES = 200


def safe(text: str) -> str:
    """Text for the page: pictures for what would act, and no markup."""
    return escape(visible(text))


def headline(report: Report, numbers: Mapping[str, Any]) -> str:
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


def overview(report: Report, numbers: Mapping[str, Any], trend: Sequence[Mapping[str, Any]]) -> str:
    parts = [
        f'<section class="overview" id="top">\n<h1>{safe(headline(report, numbers))}</h1>\n',
        f'<p class="lede">{safe(_lede(numbers))}</p>\n',
    ]
    if report.verdict is not None:
        kinds = {"failed": "failed", "not computed": "open", "passed": "passed"}
        parts.append('<ul class="reasons">')
        for condition in sorted(report.verdict.conditions, key=lambda one: list(kinds).index(one.status)):
            state = "" if condition.status != "not computed" else " Not computed, which counts as not passed."
            name = condition.name[:1].upper() + condition.name[1:]
            parts.append(
                f'<li class="{kinds[condition.status]}"><b>{safe(name)}</b><br><bdi>{safe(condition.reason)}</bdi>{state}</li>'
            )
        parts.append("</ul>\n")
    if report.all_failures:
        items = "".join(f"<li>{_failure_line(failure)}</li>" for failure in report.all_failures[:_FAILURES])
        parts.append(
            f'<div class="gaps failure"><h2 class="small">Failures: this could not be checked</h2><ul>{items}</ul></div>\n'
        )
    if numbers["findings"]:
        parts.append('<div class="charts">')
        parts.append(_chart("Severity", {PLURALS[s]: {s: n, "total": n} for s, n in numbers["by_severity"].items()}))
        parts.append(_chart("Family", numbers["by_family"]))
        parts.append(_chart("Language", {language_name(tag): row for tag, row in numbers["by_language"].items()}))
        parts.append("</div>\n")
    parts += [_trend(trend), _gaps(report)]
    notes = list(dict.fromkeys(report.notes))
    if notes:
        items = "".join(f"<li>{safe(note)}</li>" for note in notes)
        parts.append(f'<div class="gaps"><h2 class="small">Notes</h2><ul>{items}</ul></div>\n')
    return "".join(parts) + "</section>\n"


def _failure_line(failure: Failure) -> str:
    where = f"<bdi>{safe(failure.path)}</bdi>: " if failure.path else ""
    rule = f"<code>{safe(failure.rule)}</code>: " if failure.rule else ""
    return f'{where}{rule}{safe(failure.message)} <span class="soft">({safe(failure.kind)})</span>'


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
    return f'<tr><th scope="row">{safe(name)}</th><td class="bar">{picture}</td><td class="number">{row["total"]:,}</td></tr>'


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
    first, final = (safe(str(run.get("as_of", ""))) for run in (runs[0], runs[-1]))
    return (
        f'<div class="trend"><h2 class="small">Findings in the last {len(runs)} runs</h2>'
        f'<svg viewBox="0 0 580 112" role="img" aria-label="From {totals[0]:,} to {totals[-1]:,} findings">'
        f'<line x1="30" y1="90" x2="500" y2="90"/><line x1="30" y1="12" x2="500" y2="12"/>'
        f'<text x="24" y="94" text-anchor="end">0</text><text x="24" y="16" text-anchor="end">{most:,}</text>'
        f'<text x="30" y="107">{first}</text><text x="500" y="107" text-anchor="end">{final}</text>{drawn}</svg></div>\n'
        f'<div class="charts">{_lines("Families over these runs", runs, "families")}'
        f"{_lines('Languages over these runs', runs, 'languages')}</div>\n"
    )


def _lines(title: str, runs: Sequence[Mapping[str, Any]], key: str) -> str:
    """A small line for each name that the runs count under ``key``, with the latest count and its change; "" without any."""
    series = {name: [int(run.get(key, {}).get(name, 0)) for run in runs] for run in runs for name in run.get(key, {})}
    rows = []
    for name, values in sorted(series.items(), key=lambda item: (-max(item[1]), item[0]))[:_ROWS]:
        most, last = max(*values, 1), len(values) - 1
        points = " ".join(f"{100 * n / last:.1f},{9 - 8 * value / most:.1f}" for n, value in enumerate(values))
        line = f'<polyline points="{points}" fill="none" stroke="currentColor" vector-effect="non-scaling-stroke"/>'
        picture = f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{line}</svg>'
        change = f" ({values[-1] - values[0]:+,})" if values[-1] != values[0] else ""
        shown = language_name(name) if key == "languages" else name
        number = f'<td class="number">{values[-1]:,}{change}</td>'
        rows.append(f'<tr><th scope="row">{safe(shown)}</th><td class="bar">{picture}</td>{number}</tr>')
    return f'<div><h2>{title}</h2><table class="chart">{"".join(rows)}</table></div>' if rows else ""


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
        named = "".join(f"<li>{safe(rule)}</li>" for rule in rules)
        name = language_name(language) if language else "Language not known"
        what = f"{name}, {documents}: {count(len(rules), 'rule')} did not run ({reason})"
        items.append(f"<li><details><summary>{safe(what)}</summary><ul>{named}</ul></details></li>")
    return f'<div class="gaps"><h2 class="small">Not checked, and so not known to be clean</h2><ul>{"".join(items)}</ul></div>\n'
