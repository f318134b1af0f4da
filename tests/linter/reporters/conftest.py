"""Reports to write: built from texts and phrases in them, so that every offset is right by construction."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from copydesk.document import Document, Parts
from copydesk.model import (
    Condition,
    DocumentReport,
    Edit,
    Failure,
    Finding,
    Fix,
    NotChecked,
    Related,
    Report,
    Severity,
    SourceSpan,
    Suppressed,
    Verdict,
)

AS_OF = datetime.date(2026, 11, 22)
SEEDS = Path(__file__).parents[3] / "seeds"
SCHEMAS = Path(__file__).parents[2] / "schemas"

TRICKY = (
    "\ufeffFørste linje med 👩🏽‍🚀 og slut\r\n"
    "中文的句子有错误，😀然后继续。\r\n"
    "e\u0301te\u0301 and naïve\u0308 words ( = 39)\n"
    "old Mac line\rnext 🇩🇰 flag\u2028same line 错\r\n"
    "\r\n"
    "שלום עולם and last"
)
"""Byte order mark, joined emoji, Chinese, combining marks, all three line breaks, a separator that breaks no line, Hebrew."""

TRICKY_PHRASES = (
    "Første",
    "👩🏽‍🚀",
    "og slut",
    "错误",
    "😀",
    "继续",
    "te\u0301",
    "( = 39)",
    "🇩🇰",
    "same line 错",
    "עולם",
    "and last",
)

HOSTILE = (
    "<script>alert(1)</script>\x1b[31mred\x1b[0m \u202egnp.exe\u202c [bold]x[/bold] ]]> ``` | @team #1 ::error::x %0A \x00 \udc80"
)


def finding(
    source: str,
    start: int,
    end: int,
    *,
    rule: str = "extraction/lost-variable",
    severity: Severity = "warning",
    message: str = "A bracket opens on an operator: the symbol before it was lost.",
    path: str = "a.txt",
    language: str = "en",
    fix: Fix | None = None,
    related: tuple[Related, ...] = (),
    data: Mapping[str, Any] | None = None,
) -> Finding:
    document = Document(source, Parts(source), path=path)
    first, last = document.position(start), document.position(end)
    print_ = hashlib.sha256(f"{rule}{start}{end}{path}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Finding(rule, severity, message, path, start, end, *first, *last, language, fix, related, data, print_)


def phrase(source: str, text: str, **rest: Any) -> Finding:
    start = source.index(text)
    return finding(source, start, start + len(text), **rest)


def document(path: str, source: str, findings: Sequence[Finding] = (), *, language: str = "en", **rest: Any) -> DocumentReport:
    raw = source.encode("utf-8", "surrogatepass")
    values = {
        "languages": (language,),
        "language_from": "found",
        "encoding": "utf-8",
        "format": "text",
        "size": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "findings": tuple(sorted((replace(f, path=path) for f in findings), key=lambda f: (f.start, f.end, f.rule))),
        "source": source,
    }
    return DocumentReport(path=path, language=language, **{**values, **rest})


def report(*documents: DocumentReport, **rest: Any) -> Report:
    rules = sorted({f.rule for d in documents for f in d.findings})
    return Report(tuple(documents), AS_OF, "0.1.0", tuple(rules), **rest)


def tricky() -> Report:
    fix = Fix((Edit(SourceSpan(TRICKY.index("错误"), TRICKY.index("错误") + 2), "正确"),), True, "Write it right")
    findings = [phrase(TRICKY, text, fix=fix if text == "错误" else None) for text in TRICKY_PHRASES]
    first = SourceSpan(TRICKY.index("Første"), TRICKY.index("Første") + 6)
    findings[-1] = replace(findings[-1], related=(Related(first, "It began here"),))
    return report(document("tricky.txt", TRICKY, findings, language="zh"))


def hostile() -> Report:
    path = "bad\n<b>`|`</b>\x1b[2J\u202e\udcff,:%.txt"
    text = f"Before\n{HOSTILE}\nAfter"
    messages = {"message": HOSTILE}
    findings = [phrase(text, HOSTILE, rule="chrome/leftover", severity="error", **messages), finding(text, 0, 0, **messages)]
    failures = (Failure(path, "rule-crashed", HOSTILE, "chrome/leftover"),)
    not_checked = (NotChecked(path, "claims", "xx", HOSTILE),)
    made = document(path, text, findings, failures=failures, not_checked=not_checked, notes=(HOSTILE,), facts={"dates": HOSTILE})
    made = replace(
        made,
        suppressed=(
            Suppressed(replace(made.findings[0], start=2, end=4, fingerprint="f" * 24), "waiver", HOSTILE, HOSTILE, AS_OF),
        ),
    )
    verdict = Verdict(False, (Condition("no <errors>", "failed", HOSTILE, (path,)),), {path: False})
    return report(made, verdict=verdict, notes=(HOSTILE,), failures=(Failure("", "config", HOSTILE),))


_SEED_FINDINGS: Mapping[str, Sequence[tuple[str, str, Severity, str]]] = {
    "000_c2bd32211b105223.txt": (
        ("Alt iLive-indhold gennemgås", "chrome/policy-notice", "error", "The site's notice was left in. Delete it."),
        ("Fysisk træning stimulerer hjernens funktion", "claims/unhedged-headline", "error", "The body takes the headline back."),
        ("Sidst revideret: 02.07.2025", "dates/ambiguous-date", "info", "02.07.2025 can be read as 2 July or as 7 February."),
    ),
    "001_86e038b77d20093d.txt": (
        ("^\nA\nA\nA", "chrome/font-size-widget", "error", "The font buttons were left in. Delete the lines."),
        (", Medicinsk redaktör", "metadata/missing-byline", "warning", "The byline has a role but no name."),
        ("Fact-checked", "chrome/badge", "error", "A badge of the site was left in. Delete the line."),
        ("х", "language/stray-letter", "warning", "A lone Cyrillic letter stands on this line. Delete it."),
        ("19 May 2024, 21:26", "dates/foreign-format", "warning", "The date is written in English in a Swedish text."),
    ),
    "002_18ce751060159f35.txt": (
        ("( = 39, 21 female)", "extraction/lost-variable", "error", "The symbol before the sign was lost."),
    ),
}  # fmt: skip


def seeds() -> Report:
    """The three seeds with findings set by hand; independent of any rule."""
    documents = []
    for path in sorted(SEEDS.glob("*.txt")):
        source = path.read_bytes().decode("utf-8")
        language = {"000": "da", "001": "sv", "002": "en"}[path.name[:3]]
        found = [
            phrase(source, text, rule=rule, severity=severity, message=message, language=language)
            for text, rule, severity, message in _SEED_FINDINGS[path.name]
        ]
        for at, one in enumerate(found):
            if one.rule.startswith("chrome/"):
                fix = Fix((Edit(SourceSpan(one.start, one.end), ""),), True, "Delete the line")
                found[at] = replace(one, fix=fix)
        not_checked = (NotChecked(f"seeds/{path.name}", "claims/model-leap", language, f"has no words for {language}"),)
        documents.append(document(f"seeds/{path.name}", source, found, language=language, not_checked=not_checked))
    return report(*documents)


HELPERS = SimpleNamespace(
    finding=finding, phrase=phrase, document=document, report=report, tricky=tricky, hostile=hostile, seeds=seeds,
    TRICKY=TRICKY, TRICKY_PHRASES=TRICKY_PHRASES, HOSTILE=HOSTILE, SCHEMAS=SCHEMAS, AS_OF=AS_OF,
)  # fmt: skip


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The builders above."""
    return HELPERS
