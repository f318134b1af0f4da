"""Findings for a person at a terminal: by document, the line with the span underlined, the message, and what to do.

Nothing from a document reaches the terminal as anything but signs: controls, escapes and bidi overrides are shown as
pictures. A line with right-to-left text stands in an isolate with its span between ⟦ and ⟧, for terminals differ in
whether they reorder it and an underline would point elsewhere in half of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from copydesk.model import SEVERITIES, DocumentReport, Finding, NotChecked, Report
from copydesk.reporters.positions import Positions
from copydesk.reporters.statistics import figures
from copydesk.reporters.text import (
    count,
    fitting,
    fitting_end,
    has_right_to_left,
    inert,
    language_name,
    one_line,
    visible,
    visible_all,
    width,
    wrapped,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment
    from rich.style import Style

NARROWEST, WIDEST = 40, 120
"""Columns to set text in, whatever the terminal says of itself."""

_COLORS = {"error": "red", "warning": "yellow", "info": "blue"}
_SHARE = 0.75
_MOST_ROWS = 12


class _Signs(NamedTuple):
    bar: str
    cut: str
    arrow: str
    dot: str
    opened: str
    closed: str


_UNICODE = _Signs("│", "…", "→", "·", "⟦", "⟧")
_ASCII = _Signs("|", "...", "->", "-", "[[", "]]")


class Line(NamedTuple):
    """A piece of a source line as it is shown: what comes before the span, the span, what follows, and how it is marked.

    ``underlined``: columns before the underline and its length; None where ``before`` and ``after`` hold brackets instead.
    """

    before: str
    marked: str
    after: str
    underlined: tuple[int, int] | None


def console_for(stream: TextIO | None = None, *, width: int | None = None, color: bool | None = None) -> Console:
    """A console on a stream (default: standard output); ``color`` None asks the terminal and NO_COLOR."""
    from rich.console import Console

    return Console(
        file=stream,
        width=width,
        no_color=None if color is None else not color,
        force_terminal=True if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def write(
    report: Report, stream: TextIO | None, *, console: Console | None = None, summary: bool = True, verbose: bool = False
) -> None:
    """Prints documents with findings in order of path, then the summary.

    ``console`` decides where to, width and color (default: one on ``stream``). ``verbose`` adds why each rule exists and
    names every rule that did not run.
    """
    from rich.segment import Segments

    out = console or console_for(stream)
    encoding = getattr(out.file, "encoding", None) or "utf-8"
    page = _Page(max(NARROWEST, min(out.width, WIDEST)), encoding, verbose)
    for document in report.documents:
        if document.findings:
            out.print(Segments(page.document(document)), end="", soft_wrap=True)
    if summary:
        out.print(Segments(page.summary(report)), end="", soft_wrap=True)
    else:
        out.print(Segments([*page.failures(report), *page.verdict(report)]), end="", soft_wrap=True)


def svg(report: Report, *, title: str = "copydesk lint", columns: int = 100) -> str:
    """What the console prints as an SVG picture that loads nothing, for a README."""
    import io

    from rich.console import Console

    out = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True, color_system="truecolor", no_color=False)
    write(report, None, console=out)
    picture = re.sub(r"\s*@font-face \{[^}]*\}", "", out.export_svg(title=visible(title)))
    return re.sub(r'textLength="([\d.]+)"([^>]*)>([^<]*)<', _true_length, picture)


def _true_length(match: re.Match[str]) -> str:
    """A piece of the picture at the width of its signs: rich counts code points, which squeezes Chinese."""
    from html import unescape

    text = unescape(match[3])
    length = float(match[1]) * width(text) / max(1, len(text))
    return f'textLength="{length:g}"{match[2]}>{match[3]}<'


def shown_line(source: str, start: int, end: int, bounds: tuple[int, int], room: int, cut: str = "…") -> Line:
    """The part of a line (``bounds``) around a span that fits into ``room`` columns, the span in it first of all.

    Looks at no more than some thousand code points round the span, however long the line is.
    """
    first, last = bounds
    start, end = max(first, min(start, last)), max(first, min(end, last))
    reach = 4 * room + 16
    before = _plain(source[max(first, start - reach) : start])
    after = _plain(source[end : min(last, end + reach)])
    raw = source[start : min(end, start + reach)]
    marked = visible(raw)
    if raw and width(marked) == 0:
        marked = visible_all(raw)
    brackets = has_right_to_left(before + marked + after)
    room -= 2 if brackets else 0
    whole = start - reach <= first and end + reach >= last and end - start <= reach
    if not (whole and width(before) + width(marked) + width(after) <= room):
        if end - start > reach or width(marked) > room * _SHARE:
            marked = fitting(marked, int(room * _SHARE) - len(cut)) + cut
        left = room - width(marked)
        half = min(left // 2, width(before)) if start - reach <= first else left // 2
        after_room = left - half
        if end + reach >= last and width(after) < after_room:
            half += after_room - width(after)
        before = _ending(before, half, start - reach > first, cut)
        after = _beginning(after, left - width(before), end + reach < last, cut)
    if brackets:
        return Line(before, marked, after, None)
    return Line(before, marked, after, (width(before), max(1, width(marked))))


def _plain(text: str) -> str:
    return visible(text.replace("\t", "    "))


def _beginning(text: str, room: int, more: bool, cut: str) -> str:
    if not more and width(text) <= room:
        return text
    return fitting(text, room - len(cut)).rstrip() + cut if room > len(cut) else ""


def _ending(text: str, room: int, more: bool, cut: str) -> str:
    if not more and width(text) <= room:
        return text
    if room <= len(cut):
        return ""
    return cut + fitting_end(text, room - len(cut))


class _Page:
    """Lays out a report in segments for a width and an encoding."""

    def __init__(self, columns: int, encoding: str, verbose: bool = False) -> None:
        self.verbose = verbose
        self.columns = columns
        self.encoding = encoding
        self.signs = _UNICODE if encoding.lower().replace("-", "").startswith("utf") else _ASCII

    def document(self, document: DocumentReport) -> list[Segment]:
        """One document: its path, language and count, then each finding."""
        positions = Positions(document.source) if document.source else None
        label = f"{language_name(document.language)}, {count(len(document.findings), 'finding')}"
        out = [*self.text(visible(document.path), "bold underline", indent=0)]
        out += [*self.text(label, "dim", indent=0), self.end()]
        for finding in document.findings:
            out += self.finding(finding, document.source, positions)
        return out

    def finding(self, finding: Finding, source: str, positions: Positions | None) -> list[Segment]:
        color = _COLORS[finding.severity]
        place = f"{finding.line}:{finding.column}"
        out = [self.piece(f"  {finding.severity}", f"bold {color}"), self.piece(f" {visible(finding.rule)}", "cyan")]
        out += [self.piece(f"  {place}", "dim"), self.end()]
        if positions is not None:
            out += self.excerpt(finding, source, positions, color)
        out += self.text(visible(finding.message), "")
        for related in finding.related[:5]:
            out += self.related(related.span.start, related.span.end, related.message, source, positions)
        if finding.fix is not None:
            how = "safe" if finding.fix.safe else "look at it before you apply it"
            out += self.text(f"{self.signs.arrow} {visible(finding.fix.title)} ({how})", "green")
        if self.verbose and (why := _why(finding.rule)):
            out += self.text(why, "dim")
        return [*out, self.end()]

    def related(self, start: int, end: int, message: str, source: str, positions: Positions | None) -> Iterator[Segment]:
        where = f"line {positions.line_of(start)}: " if positions is not None else ""
        quoted = one_line(source[start : min(end, start + 400)], 80)
        message = message.rstrip(".:") if quoted else message
        yield from self.text(f"{self.signs.dot} {where}{visible(message)}{f': “{quoted}”' if quoted else ''}", "dim")

    def excerpt(self, finding: Finding, source: str, positions: Positions, color: str) -> list[Segment]:
        start, end = finding.start, finding.end
        if start == end:
            anchored, _ = positions.anchor(start, end)
            start = end = anchored
        line = positions.line_of(start)
        number = str(line)
        gutter = f"    {number} {self.signs.bar} "
        shown = shown_line(source, start, end, positions.line_span(line), self.columns - len(gutter), self.signs.cut)
        shown = Line(self.fit(shown.before), self.fit(shown.marked), self.fit(shown.after), shown.underlined)
        if self.signs is _ASCII and shown.underlined:
            shown = shown._replace(underlined=(len(shown.before), max(1, len(shown.marked))))
        if shown.underlined is None:
            signs = self.signs
            opened, closed = ("\u2068", "\u2069") if signs is _UNICODE else ("", "")
            out = [self.piece(gutter, "dim"), self.piece(opened + shown.before, ""), self.piece(signs.opened, color)]
            out += [self.piece(shown.marked, f"bold {color}"), self.piece(signs.closed, color)]
            out += [self.piece(shown.after + closed, ""), self.end()]
        else:
            out = [self.piece(gutter, "dim"), self.piece(shown.before, ""), self.piece(shown.marked, f"bold {color}")]
            out += [self.piece(shown.after, ""), self.end()]
            indent, length = shown.underlined
            out += [self.piece(f"    {' ' * len(number)} {self.signs.bar} ", "dim")]
            out += [self.piece(" " * indent + "^" * length, color), self.end()]
        last = positions.line_of(max(start, end - 1))
        if last > line:
            out += [self.piece(f"    {' ' * len(number)} {self.signs.bar} ", "dim")]
            out += [self.piece(f"{self.signs.cut} to line {last}", "dim"), self.end()]
        return out

    def summary(self, report: Report) -> list[Segment]:
        """Counts by family and severity, languages, the gate, what was not checked and why, failures."""
        numbers = figures(report)
        worst = next((severity for severity in SEVERITIES if numbers["by_severity"][severity]), None)
        unchecked = bool(report.all_failures) or any(document.not_checked for document in report.documents)
        total = f"{count(numbers['findings'], 'finding')} in {numbers['documents_with_findings']:,} of "
        total += count(numbers["documents"], "document")
        if not numbers["findings"]:
            total = f"No findings in {count(numbers['documents'], 'document')}"
            total += ", but not everything was checked" if unchecked else ""
        color = _COLORS[worst] if worst else "yellow" if unchecked or not report.documents else "green"
        out = [*self.text(total, f"bold {color}", indent=0)]
        out += self.families(numbers["by_family"], numbers["by_severity"])
        if numbers["documents_by_language"]:
            tags = sorted(numbers["documents_by_language"].items(), key=lambda item: (-item[1], item[0]))
            out += self.text("Languages: " + ", ".join(f"{language_name(tag)} {number:,}" for tag, number in tags), "", indent=0)
        if numbers["suppressed"]:
            kinds = ", ".join(f"{number:,} by {visible(kind)}" for kind, number in numbers["suppressed"].items())
            out += self.text(f"Not counted: {kinds}", "", indent=0)
        if numbers["fixable"]["safe"]:
            out += self.text(f"{numbers['fixable']['safe']:,} can be fixed safely with --fix", "green", indent=0)
        out += self.not_checked([entry for document in report.documents for entry in document.not_checked])
        for note in (*report.notes, *(note for document in report.documents for note in document.notes))[:_MOST_ROWS]:
            out += self.text(f"Note: {visible(note)}", "dim", indent=0)
        out += self.failures(report)
        return [*out, *self.verdict(report)]

    def families(self, rows: dict[str, dict[str, int]], totals: dict[str, int]) -> Iterator[Segment]:
        if not rows:
            return
        wide = max(len("family"), *(width(visible(name)) for name in rows))
        yield from (self.piece(f"  {'family'.ljust(wide)}  errors  warnings  info", "dim"), self.end())
        for name, row in (*rows.items(), ("all", totals)):
            bold = "bold" if name == "all" and row is totals else ""
            label = visible(name)
            yield self.piece(f"  {label}{' ' * (wide - width(label))}", bold)
            for severity, room in (("error", 8), ("warning", 10), ("info", 6)):
                number = f"{row[severity]:,}" if row[severity] else self.signs.dot
                yield self.piece(number.rjust(room), f"{bold} {_COLORS[severity]}" if row[severity] else "dim")
            yield self.end()

    def not_checked(self, entries: Sequence[NotChecked]) -> Iterator[Segment]:
        """One row for each language and reason, with the rules, so that a gap in the support stands out once."""
        grouped: dict[tuple[str, str], set[str]] = {}
        for entry in entries:
            grouped.setdefault((entry.language, entry.reason), set()).add(entry.rule)
        if grouped:
            yield from self.text("Not checked:", "yellow", indent=0)
        most_rows = len(grouped) if self.verbose else _MOST_ROWS
        for (language, reason), rules in sorted(grouped.items())[:most_rows]:
            most = len(rules) if self.verbose else 4
            named = ", ".join(sorted(visible(rule) for rule in rules)[:most])
            more = f" and {len(rules) - most} more" if len(rules) > most else ""
            yield from self.text(f"{language_name(language)}: {named}{more} ({visible(reason)})", "", indent=2)
        if len(grouped) > most_rows:
            yield from self.text(f"{self.signs.cut} and {len(grouped) - most_rows:,} more", "dim", indent=2)

    def failures(self, report: Report) -> Iterator[Segment]:
        failures = report.all_failures
        if failures:
            yield from self.text(f"{count(len(failures), 'failure')}: not everything was checked", "bold red", indent=0)
        for failure in failures:
            rule = f"{visible(failure.rule)}: " if failure.rule else ""
            where = f"{visible(failure.path)}: " if failure.path else ""
            yield from self.text(f"{where}{rule}{visible(failure.message)} ({visible(failure.kind)})", "red", indent=2)

    def verdict(self, report: Report) -> Iterator[Segment]:
        if report.verdict is None:
            return
        passed = report.verdict.passed
        yield from self.text(f"Gate: {'passed' if passed else 'blocked'}", f"bold {'green' if passed else 'red'}", indent=0)
        for condition in report.verdict.conditions:
            color = {"passed": "green", "failed": "red", "not computed": "yellow"}[condition.status]
            yield from self.text(f"{visible(condition.name)} {condition.status}: {visible(condition.reason)}", color, indent=2)

    def text(self, text: str, style: str, indent: int = 4) -> Iterator[Segment]:
        """A paragraph in lines that fit, each indented."""
        for line in wrapped(self.fit(text), self.columns - indent):
            line = inert(line)
            shown = f"\u2068{line}\u2069" if self.signs is _UNICODE and has_right_to_left(line) else line
            yield self.piece(" " * indent, "")
            yield self.piece(shown, style)
            yield self.end()

    def fit(self, text: str) -> str:
        """The text with what the stream's encoding has no sign for spelled out, and no command to a CI server in it."""
        text = inert(text) if "##" in text else text
        return text if self.signs is _UNICODE else text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def piece(self, text: str, style: str) -> Segment:
        return _segment(text, style)

    def end(self) -> Segment:
        return _segment("\n", "")


@functools.cache
def _why(name: str) -> str:
    from copydesk import registry

    try:
        return " ".join(registry.rule(name).summary.split())
    except (registry.UnknownName, registry.PluginError):
        return ""


@functools.cache
def _style(text: str) -> Style:
    from rich.style import Style

    return Style.parse(text)


def _segment(text: str, style: str) -> Segment:
    from rich.segment import Segment

    return Segment(text, _style(style) if style else None)
