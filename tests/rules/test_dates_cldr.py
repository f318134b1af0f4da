"""Formats dates in every CLDR pattern of each language and finds each of them again in running text and alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from babel.dates import format_date, format_datetime, format_skeleton

from copydesk import engine, load_pack
from copydesk_rules.dates.ledger import FACT, Ledger
from copydesk_rules.dates.names import LANGUAGES

DATES = [datetime.date(2025, month, 2 * month + 1) for month in range(1, 13)] + [datetime.date(2024, 2, 29)]
SKELETONS = ("yMd", "yMEd", "yMMMd", "yMMMEd", "yMMMMd")
REGIONS = (
    "de_AT", "de_CH", "en_GB", "en_AU", "en_CA", "en_IN", "es_MX", "fr_CA",
    "fr_CH", "it_CH", "nl_BE", "pt_PT", "sr_Latn", "sv_FI", "zh_Hant",
)  # fmt: skip
ENOUGH = 0.97


def written(locale: str, day: datetime.date) -> Iterator[str]:
    """A day in all patterns of a locale."""
    for length in ("short", "medium", "long", "full"):
        yield format_date(day, length, locale=locale)
        yield format_datetime(datetime.datetime.combine(day, datetime.time(21, 6)), length, locale=locale).replace("\u202f", " ")
    for skeleton in SKELETONS:
        yield format_skeleton(skeleton, day, locale=locale, fuzzy=True)


def read(text: str, language: str) -> list[tuple[str, tuple[datetime.date, ...]]]:
    document = engine.build_document(text, path="x.txt", language=language)
    ledger: Ledger = document.fact(FACT)
    return [(date.text, date.readings) for date in ledger.dates]


@pytest.mark.parametrize("locale", [*sorted(LANGUAGES), *REGIONS])
def test_every_pattern_is_found_again(locale: str) -> None:
    language = locale.partition("_")[0]
    label = load_pack(language).get("dates.participles.published")[0].partition("{")[0]
    asked = 0
    missed = []
    for day in DATES:
        for text in written(locale, day):
            for line in (text, f"{label}: {text}", f"Xyz ({text}).", f"Xyz {text} xyz xyz."):
                asked += 1
                if not any(day in readings for _, readings in read(line, language)):
                    missed.append(line)
    share = 1 - len(missed) / asked
    assert share >= ENOUGH, f"{locale}: {share:.3f} found; not {sorted(set(missed))[:20]}"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_months_are_read_right(language: str) -> None:
    for day in DATES:
        for length in ("long", "full"):
            text = format_date(day, length, locale=language)
            found = read(text, language)
            assert [readings for _, readings in found] == [(day,)], (text, found)
