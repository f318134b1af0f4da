"""Suppressions in comments: "copydesk: ignore RULE -- reason", in Markdown and HTML.

    <!-- copydesk: ignore claims/unhedged-claim -- quoted from the ministry's own advice -->

``ignore`` covers the block it stands in or, on a line of its own, the next one; ``ignore-block`` only the block it stands
in; ``ignore-file`` the whole file. Every rule is named, and the reason is part of it. What cannot be read is reported as
``suppression/malformed`` and hides nothing; what hid nothing is reported as ``suppression/unused``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from copydesk import registry
from copydesk.document import Document
from copydesk.fingerprint import fingerprint
from copydesk.model import Edit, Finding, Fix, Severity, SourceSpan, Span

MALFORMED = "suppression/malformed"
UNUSED = "suppression/unused"

_OURS = re.compile(r"\s*copydesk\b\s*(?P<colon>:?)\s*(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_VERB = re.compile(r"(?P<verb>ignore(?:-[\w-]*)?)(?=[\s:]|$)\s*:?\s*(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_REASON = re.compile(r"(?:^|\s)(?:--+|[–—])(?:\s|$)")
_INLINE_END = re.compile(r"(?:[^\S\r\n]|</(?:a|abbr|b|cite|code|em|i|mark|q|small|span|strong|sub|sup|u)>)*", re.IGNORECASE)
_SCOPES = ("ignore", "ignore-block", "ignore-file")
_HOW = "Write “copydesk: ignore RULE -- reason”"


@dataclass(slots=True)
class _Entry:
    """One rule that one comment names, and the stretch of source where it is hidden (None: everywhere)."""

    rule: str
    reason: str
    comment: SourceSpan
    covers: SourceSpan | None
    used: bool = False

    def hides(self, rule: str, span: SourceSpan) -> bool:
        if rule != self.rule:
            return False
        if self.covers is None:
            return True
        return self.covers.start <= span.start < self.covers.end


@dataclass(slots=True)
class Suppressions:
    """What the comments of one document hide. ``hides`` remembers what was used."""

    document: Document
    entries: list[_Entry] = field(default_factory=list)
    errors: list[tuple[SourceSpan, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.entries or self.errors)

    def hides(self, rule: str, span: SourceSpan) -> str | None:
        """The reason for which a finding of ``rule`` at ``span`` of the source does not count, or None."""
        reason = None
        for entry in self.entries:
            if entry.hides(rule, span):
                entry.used = True
                reason = reason or entry.reason
        return reason

    def malformed(self) -> list[Finding]:
        """An error for each comment that could not be read, in order."""
        return [_finding(self.document, MALFORMED, "error", span, message) for span, message in self.errors]

    def problems(self, ran: Collection[str] | None = None) -> list[Finding]:
        """Everything to say of the comments themselves: ``malformed`` and ``unused``."""
        return [*self.malformed(), *self.unused(ran)]

    def unused(self, ran: Collection[str] | None = None) -> list[Finding]:
        """A warning for each comment that hid nothing, with a fix that takes it, or the idle rule's name in it, away.

        Only rules in ``ran`` are judged (None: all): one that did not run could hide nothing. Ask after the linting.
        """
        out = []
        for comment in dict.fromkeys(entry.comment for entry in self.entries):
            entries = [entry for entry in self.entries if entry.comment == comment]
            idle = [entry.rule for entry in entries if not entry.used and (ran is None or entry.rule in ran)]
            if not idle:
                continue
            names = ", ".join(dict.fromkeys(idle))
            if len(idle) == len(entries):
                edit, title = Edit(_removal(self.document.source, comment), ""), "Delete the comment"
            else:
                text = self.document.source[comment.start : comment.end]
                edit, title = Edit(comment, _without(text, idle)), "Take the name out"
            message = f"This comment ignores {names}, and nothing of the kind is found here. {title}."
            out.append(_finding(self.document, UNUSED, "warning", comment, message, Fix((edit,), True, title)))
        return out


def parse(document: Document) -> Suppressions:
    """The suppressions that the comments of a document state."""
    out = Suppressions(document)
    blocks: list[SourceSpan] | None = None
    for span, text in document.comments:
        ours = _OURS.match(text.removeprefix("<!--").removesuffix("-->"))
        if ours is None or not (ours["colon"] or ours["rest"].lower().startswith("ignore")):
            continue
        if blocks is None:
            blocks = [document.to_source(Span(block.start, block.end)) for block in document.blocks]
        _read(out, span, ours, blocks)
    return out


def _read(out: Suppressions, span: SourceSpan, ours: re.Match[str], blocks: list[SourceSpan]) -> None:
    def wrong(message: str) -> None:
        out.errors.append((span, message))

    if not ours["colon"]:
        return wrong(f"The colon after “copydesk” is missing. {_HOW}.")
    verb = _VERB.match(ours["rest"])
    scope = verb["verb"].lower() if verb else ours["rest"].partition(" ")[0].strip()
    if verb is None or scope not in _SCOPES:
        return wrong(f"“{scope[:40]}” is not known here{registry.did_you_mean(scope, _SCOPES)}. {_HOW}.")
    parts = _REASON.split(verb["rest"], maxsplit=1)
    reason = " ".join(parts[1].split()) if len(parts) > 1 else ""
    names = [name for name in re.split(r"[,\s]+", parts[0]) if name]
    if not names:
        return wrong(f"No rule is named, and a comment never hides everything. {_HOW}.")
    if not any(sign.isalnum() for sign in reason):
        return wrong(f"The reason is missing. Say after “--” why {names[0]} does not count here.")
    rules = []
    for name in names:
        try:
            rule = registry.rule(name)
        except registry.UnknownName as error:
            if name in registry.family_names():
                return wrong(f"{name} is a whole family. Name the rule, as in {name}/….")
            told = str(error)
            return wrong(f"{told[:1].upper()}{told[1:]}{'' if told.endswith('?') else '.'}")
        if not rule.waivable:
            return wrong(f"{rule.name} cannot be ignored: correct the text.")
        rules.append(rule.name)
    covers: SourceSpan | None = None
    if scope != "ignore-file":
        found = _block(out.document.source, span, blocks, own_only=scope == "ignore-block")
        if found is None:
            where = "stands in no block" if scope == "ignore-block" else "has no text after it"
            return wrong(f"The comment {where}. Put it before the text that it is about, or write ignore-file.")
        covers = found
    out.entries += [_Entry(rule, reason, span, covers) for rule in dict.fromkeys(rules)]
    return None


def _block(source: str, comment: SourceSpan, blocks: list[SourceSpan], *, own_only: bool) -> SourceSpan | None:
    """The block that a comment stands in, at the end of, or before."""
    after = None
    for block in blocks:
        if block.start <= comment.start < block.end:
            return block
        if block.end <= comment.start and _INLINE_END.fullmatch(source, block.end, comment.start):
            return block
        if after is None and block.start >= comment.end:
            after = block
    if after is not None and own_only:
        return after if _INLINE_END.fullmatch(source, comment.end, after.start) else None
    return after


def _removal(source: str, comment: SourceSpan) -> SourceSpan:
    """The comment; with its line where it stands alone on it, else with the blanks before it."""
    start, end = comment
    line = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    stop = min((at for at in (source.find("\n", end), source.find("\r", end)) if at >= 0), default=len(source))
    if source[line:start].strip(" \t\ufeff") or source[end:stop].strip(" \t"):
        if not source[end:stop].strip(" \t"):
            while start > line and source[start - 1] in " \t":
                start -= 1
        return SourceSpan(start, end)
    if source.startswith("\ufeff", line):
        line += 1
    return SourceSpan(line, stop + (2 if source.startswith("\r\n", stop) else stop < len(source)))


def _without(comment: str, rules: Collection[str]) -> str:
    """The comment with fewer names."""
    head, dash, tail = comment, "", ""
    if match := _REASON.search(comment, comment.lower().index("ignore")):
        head, dash, tail = comment[: match.start()], match.group(), comment[match.end() :]
    at = _VERB.search(head, head.lower().index("ignore"))
    assert at is not None
    names = [name for name in re.split(r"[,\s]+", head[at.start("rest") :]) if name]
    kept = [name for name in names if registry.rule(name).name not in rules]
    return head[: at.start("rest")] + ", ".join(kept) + dash + tail


def _finding(
    document: Document,
    rule: str,
    severity: Severity,
    span: SourceSpan,
    message: str,
    fix: Fix | None = None,
) -> Finding:
    start, end = document.position(span.start), document.position(span.end)
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        path=document.path,
        start=span.start,
        end=span.end,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        language=document.language,
        fix=fix,
        related=(),
        data=None,
        fingerprint=fingerprint(rule, document.source, span.start, span.end),
    )
