"""The ledger: what is a date and what is none, what it is for, and where it stands."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import engine
from copydesk.document import Document, Meta, Parts
from copydesk.model import SourceSpan, Span
from copydesk_rules.dates.calendars import islamic, persian
from copydesk_rules.dates.ledger import FACT, Date, Ledger, to_json


def ledger(text: str, language: str = "en") -> Ledger:
    found: Ledger = engine.build_document(text, path="x.txt", language=language).fact(FACT)
    return found


def dates(text: str, language: str = "en") -> tuple[Date, ...]:
    return ledger(text, language).dates


NO_DATES = (
    "Call 030-12-34-56 or +44 20 7946 0958.",
    "The server 192.168.10.20 runs version 1.2.13 of the software.",
    "iOS 12.4.13 and kernel 5.10.12-25 were tested.",
    "DOI: 10.1038/s41583-024-00799-w and 10.1001/jama.2020.12.34",
    "ISBN 978-3-16-148410-0, ISSN 1234-5678",
    "Add 1/2 cup of milk and 3/4 of an egg.",
    "See pages 2019-2024 and 12-14, or John 3:16-18.",
    "The score was 21-19, 12-21, 21-18.",
    "ISO 9001:2015, EN 13432:2000-12 and DIN 5008:2020",
    "It costs 1999 kr, 12.50 EUR or 2,000.00 dollars.",
    "Section 3.2.12 and chapter 4.5.21 of the report.",
    "The season 2023/24 began at 20.15.",
    "https://example.org/2024/05/12/sleep and img_2024-05-12-11.jpg",
    "Nature. 2026;7:e310–e319.",
    "A marathon in 2:05:12.",
    "In 2024 patients 3 and 12 left.",
    "Article 12/2024/EU of 2023",
    "Order 2024-1234-5678 and case 12-2024-33-4455",
    "They may 2024 times repeat it.",
    "Mars 2020 landed on Jezero.",
)


@pytest.mark.parametrize("text", NO_DATES)
def test_is_no_date(text: str) -> None:
    assert [date.text for date in dates(text) if date.precision == "day"] == []


READ = (
    ("en", "Wed 29th April 2020", "2020-04-29", "gregorian"),
    ("en", "November 3rd, 2023", "2023-11-03", "gregorian"),
    ("en", "2024-01-13T14:50:47+00:00", "2024-01-13", "gregorian"),
    ("en", "12-May-24", "2024-05-12", "gregorian"),
    ("en", "Mon, 25 Aug 2025 08:00:00 +0100", "2025-08-25", "gregorian"),
    ("fr", "1er mai 2025", "2025-05-01", "gregorian"),
    ("pt", "1º de maio de 2025", "2025-05-01", "gregorian"),
    ("de", "Freitag, den 2. Mai 2025", "2025-05-02", "gregorian"),
    ("de", "4. Jänner 2025", "2025-01-04", "gregorian"),
    ("fi", "2. toukokuuta 2025", "2025-05-02", "gregorian"),
    ("pl", "2 maja 2025 r.", "2025-05-02", "gregorian"),
    ("cs", "2. května 2025", "2025-05-02", "gregorian"),
    ("el", "2 ΜΑΪΟΥ 2025", "2025-05-02", "gregorian"),
    ("ru", "2 мая 2025 г.", "2025-05-02", "gregorian"),
    ("lv", "2025. gada 2. maijā", "2025-05-02", "gregorian"),
    ("lt", "2025 m. gegužės 2 d.", "2025-05-02", "gregorian"),
    ("hu", "2025. május 2-án", "2025-05-02", "gregorian"),
    ("tr", "2 MAYIS 2025", "2025-05-02", "gregorian"),
    ("tr", "12 Nisan 2025", "2025-04-12", "gregorian"),
    ("he", "2 במאי 2025", "2025-05-02", "gregorian"),
    ("ar", "٢ مايو ٢٠٢٥", "2025-05-02", "gregorian"),
    ("ar", "2 أيار 2025", "2025-05-02", "gregorian"),
    ("ar", "11 شوال 1441هـ", "2020-06-03", "islamic"),
    ("fa", "۱۲ اردیبهشت ۱۴۰۴", "2025-05-02", "persian"),
    ("fa", "۱۴۰۴/۰۲/۱۲", "2025-05-02", "persian"),
    ("fa", "۲ مهٔ ۲۰۲۵", "2025-05-02", "gregorian"),
    ("hi", "२ मई २०२५", "2025-05-02", "gregorian"),
    ("bn", "২ মে ২০২৫", "2025-05-02", "gregorian"),
    ("th", "๒ พฤษภาคม ๒๕๖๘", "2025-05-02", "buddhist"),
    ("th", "2 พ.ค. 2568", "2025-05-02", "buddhist"),
    ("th", "02/05/2568", "2025-05-02", "buddhist"),
    ("vi", "ngày 2 tháng 5 năm 2025", "2025-05-02", "gregorian"),
    ("ja", "令和7年5月2日", "2025-05-02", "japanese"),
    ("ja", "令和元年5月2日", "2019-05-02", "japanese"),
    ("zh", "民國114年5月2日", "2025-05-02", "minguo"),
    ("zh", "二〇二五年五月二日", "2025-05-02", "gregorian"),
    ("ko", "2025년 5월 2일", "2025-05-02", "gregorian"),
    ("ko", "2025. 5. 2.", "2025-05-02", "gregorian"),
    ("de", "Stand: März 2021", "2021-03", "gregorian"),
    ("en", "Last updated: 2024-05", "2024-05", "gregorian"),
)


@pytest.mark.parametrize(("language", "text", "iso", "calendar"), READ)
def test_is_read(language: str, text: str, iso: str, calendar: str) -> None:
    found = dates(text, language)
    assert [(date.iso, date.calendar) for date in found] == [(iso, calendar)]


ROLES = (
    ("en", "Published: 3 May 2026 | Updated: 4 May 2026", ["published", "updated"]),
    ("en", "Published | Updated\n3 May 2026 | 4 May 2026", ["published", "updated"]),
    ("en", "Sleep\nUpdated\n4 May 2026", ["updated"]),
    ("en", "Sleep\n4 May 2026\nLast updated", ["updated"]),
    ("en", "2026-05-03 (updated)", ["updated"]),
    ("sv", "Publicerad 3 maj 2026 09.00, uppdaterad kl. 11.30", ["published", "updated"]),
    ("en", "© 2019–2024 Example. Last updated on May 3, 2026.", ["copyright", "copyright", "updated"]),
    ("en", "Medically reviewed by Jane Doe, MD, on May 3, 2026", ["reviewed"]),
    ("en", "Reviewed and updated on May 3, 2026", ["updated"]),
    ("en", "Next review due: 3 May 2029", ["due"]),
    ("en", "Retrieved 3 May 2026 from the archive", ["accessed"]),
    ("en", "The council revised the plan on 3 May 2026, after long talks with all of its members.", ["event"]),
    ("de", "Quelle: Rentenversicherung (Stand: 5. Februar 2020)", ["published"]),
    ("de", "Zuletzt aktualisiert am 12.05.2026, 14:20 Uhr", ["updated"]),
    ("sv", "Last reviewed: 3 May 2026", ["reviewed"]),
    ("da", "Обновлено: 3 мая 2026 г.", ["updated"]),
    ("ja", "2026年5月3日更新", ["updated"]),
    ("tr", "3 Mayıs 2026 tarihinde güncellendi", ["updated"]),
    ("ar", "آخر تحديث: 3 مايو 2026", ["updated"]),
    ("ru", "Последняя редакция: 03.05.2026", ["updated"]),
    ("en", "Sleep and memory\n3 May 2026\nText.", ["published"]),
    ("en", "Doe J, Roe R. Sleep. Pain. 2025 Aug 6;14:102.", ["citation"]),
)


@pytest.mark.parametrize(("language", "text", "roles"), ROLES)
def test_has_its_role(language: str, text: str, roles: list[str]) -> None:
    assert [date.role for date in dates(text, language)] == roles


@pytest.mark.parametrize(
    "text", ["Updated 2 days ago", "Last updated: yesterday", "Senast uppdaterad för 3 timmar sedan", "更新于3天前"]
)
def test_relative_dates_are_none(text: str) -> None:
    found = ledger(text, "zh" if "更" in text else "sv" if "Senast" in text else "en")
    assert not found.of("updated", "reviewed")
    assert found.empties
    assert found.empties[0].relative


def test_metadata_has_its_roles() -> None:
    entries = {
        "date": ("2026-05-03", "published"),
        "lastmod": ("2026-05-04T10:00:00Z", "updated"),
        "last_reviewed": ("5 May 2026", "reviewed"),
        "article:modified_time": ("2026-05-06T10:00:00+02:00", "updated"),
        "datepublished": ("20260507", "published"),
        "title": ("2026-05-08", ""),
    }
    metadata = tuple(Meta(key, value, SourceSpan(0, 1), "front-matter") for key, (value, _) in entries.items())
    document = Document("", Parts("", metadata=metadata), path="x.md", format="markdown", language="en")
    found: Ledger = document.fact(FACT)
    assert [date.role for date in found.dates] == [role for _, role in entries.values() if role]
    assert [date.iso for date in found.dates] == [f"2026-05-0{day}" for day in (3, 4, 5, 6, 7)]


def test_json_has_all_of_a_date() -> None:
    document = engine.build_document("Last reviewed: 02.07.2025", path="x.txt", language="en")
    (entry,) = to_json(document.fact(FACT), document)
    assert json.loads(json.dumps(entry)) == {
        "start": 15,
        "end": 25,
        "text": "02.07.2025",
        "role": "reviewed",
        "language": "en",
        "format": "numeric",
        "calendar": "gregorian",
        "precision": "day",
        "origin": "text",
        "label": "Last reviewed",
        "iso": "2025-07-02",
        "readings": ["2025-07-02", "2025-02-07"],
    }


def test_other_calendars() -> None:
    assert persian(1404, 1, 1) == datetime.date(2025, 3, 21)
    assert persian(1403, 12, 30) == datetime.date(2025, 3, 20)
    assert persian(1404, 12, 30) is None
    assert islamic(1446, 9, 1) == datetime.date(2025, 3, 1)
    assert islamic(1446, 13, 1) is None


@given(st.text(alphabet="0123456789./- \n:,年月日 May maj Updated١۵८", max_size=60))
def test_spans_hold_their_text(text: str) -> None:
    last = -1
    for date in dates(text, "sv"):
        assert isinstance(date.span, Span)
        assert text[date.span.start : date.span.end] == date.text
        assert date.span.start >= last
        last = date.span.start
        assert re.search(r"\d", date.text)


@given(st.text(max_size=200), st.sampled_from(["en", "ar", "th", "zh", "tr", ""]))
def test_any_text_has_a_ledger(text: str, language: str) -> None:
    assert isinstance(engine.build_document(text, path="x.txt", language=language or "en").fact(FACT), Ledger)
