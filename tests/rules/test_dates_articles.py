"""One defect is one finding: a small article in each language, with its dates in the language's own way."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from babel.dates import format_date

from copydesk import lint_text, load_pack
from copydesk_rules.dates.labels import expand
from copydesk_rules.dates.names import LANGUAGES

AS_OF = datetime.date(2026, 11, 22)


def written(language: str, day: date, length: str = "long") -> str:
    return format_date(day, length, locale=language).replace("\u200f", "")


def no_day(language: str, length: str) -> str:
    """31 February 2025."""
    return written(language, date(2025, 2, 17), length).replace("17", "31")


def article(language: str, published: str, reviewed: str) -> str:
    pack = load_pack(language)
    colon = "：" if language in ("zh", "ja") else ": "
    first = next(expand(pack.get("dates.participles.published")[0]))
    last = next(expand(pack.get("dates.labels.reviewed")[0]))
    lines = ["T", ""]
    if published:
        lines.append(f"{first[0].upper()}{first[1:]}{colon}{published}")
    if reviewed:
        lines.append(f"{last[0].upper()}{last[1:]}{colon}{reviewed.strip()}")
    return "\n".join([*lines, "", "Text"])


CASES = (
    ("clean", "2026-03-09", "2026-06-14", "long", ""),
    ("clean in numbers", "2026-03-19", "2026-06-14", "short", ""),
    ("future", "2026-03-09", "2027-06-14", "long", "dates/future-date"),
    ("before", "2026-05-09", "2026-02-14", "long", "dates/revised-before-published"),
    ("stale", "2008-05-09", "2009-02-14", "long", "dates/stale-revision"),
    ("no revision", "2026-05-09", "", "long", "dates/missing-revision-date"),
    ("no publication", "", "2026-05-09", "long", "dates/missing-publication-date"),
)


def found(text: str, language: str) -> list[str]:
    findings = lint_text(text, path="x.txt", language=language, select=["dates"], as_of=AS_OF)
    return [finding.rule for finding in findings if finding.severity != "info"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize(("name", "published", "reviewed", "length", "rule"), CASES, ids=[case[0] for case in CASES])
def test_one_defect_is_one_finding(language: str, name: str, published: str, reviewed: str, length: str, rule: str) -> None:
    days = [written(language, date.fromisoformat(day), length) if day else "" for day in (published, reviewed)]
    text = article(language, *days)
    assert found(text, language) == ([rule] if rule else []), text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("kind", ["long", "short", "31.02.2026", "2026-02-30", "14.13.2026"])
def test_days_that_are_none(language: str, kind: str) -> None:
    day = no_day(language, kind) if kind in ("long", "short") else kind
    text = article(language, written(language, date(2026, 3, 9)), day)
    assert found(text, language) == ["dates/impossible-date"], text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_month_of_another_language(language: str) -> None:
    foreign = "3 października 2026" if language == "en" else "October 3, 2026"
    text = article(language, written(language, date(2026, 3, 9)), foreign)
    assert found(text, language) == ["dates/foreign-format"], text
