"""Rules that need more than one document or its history."""

from __future__ import annotations

import datetime
import pickle

from copydesk import engine
from copydesk.document import Document, History
from copydesk.testing import apply_edits
from copydesk_rules.dates import changed_since_review, empty_date_label, mass_stamped, missing_revision_date

AS_OF = datetime.date(2026, 11, 22)


def document(text: str, path: str = "a.txt", language: str = "en", changed: datetime.date | None = None) -> Document:
    history = History(changed, "abc1234") if changed else None
    return engine.build_document(text, path=path, language=language, history=history)


def stamped(*texts: tuple[str, str, str]) -> list[tuple[str, str]]:
    options = mass_stamped.Options()
    facts = []
    for path, language, text in texts:
        fact = mass_stamped.collect(document(text, path, language), options)
        if fact is not None:
            facts.append((path, pickle.loads(pickle.dumps(fact))))
    return [(path, hit.message) for path, hit in mass_stamped.check(facts, options, AS_OF)]


def test_unrelated_texts_with_one_date() -> None:
    found = stamped(
        ("a.txt", "da", "Motion og hjerne\nSidst revideret: 02.07.2025\nMuskler taler med hjernen."),
        ("b.txt", "sv", "Sömn och stress\nSenast granskad: 02.07.2025\nSömnen dämpar oro."),
        ("c.txt", "en", "Diet\nLast reviewed: 4 May 2026\nEat plants."),
    )
    assert found == [
        ("a.txt", "2 unrelated texts carry the revision date “02.07.2025”, b.txt too: review each and date it."),
        ("b.txt", "2 unrelated texts carry the revision date “02.07.2025”, a.txt too: review each and date it."),
    ]


def test_translations_may_share_a_date() -> None:
    names = "Woolcock, Rick Wasing, Nature Reviews, 1583, 2024 and Hippocampus"
    assert not stamped(
        ("sleep.sv.md", "sv", "Sömn\nSenast granskad: 2 juli 2025"),
        ("sleep.da.md", "da", "Søvn\nSidst revideret: 2. juli 2025"),
    )
    assert not stamped(
        ("a.txt", "sv", f"Sömn\nSenast granskad: 2 juli 2025\n{names}"),
        ("b.txt", "da", f"Søvn\nSidst revideret: 2. juli 2025\n{names}"),
    )


def test_texts_published_that_day_are_not_stamped() -> None:
    text = "Published: 2 July 2025\nUpdated: 2 July 2025\n"
    assert not stamped(("a.txt", "en", text + "Sleep."), ("b.txt", "en", text + "Diet."))


def test_few_among_many_share_a_date_by_chance() -> None:
    texts = [(f"{n}.txt", "en", f"Text {n}\nLast reviewed: {n % 28 + 1} {'March' if n < 28 else 'May'} 2026") for n in range(40)]
    assert not stamped(*texts, ("x.txt", "en", "Other\nLast reviewed: 1 March 2026"))


def test_changed_since_review() -> None:
    text = "Sleep\nLast updated: 3 May 2026\nSleep helps."
    (hit,) = changed_since_review.check(document(text, changed=datetime.date(2026, 6, 4)), changed_since_review.Options(), AS_OF)
    assert text[hit.span.start : hit.span.end] == "3 May 2026"
    assert hit.message == "The text last changed on 2026-06-04, after this date: review the change and put the new day."
    assert hit.fix is not None
    assert not hit.fix.safe
    assert apply_edits(text, hit.fix.edits) == "Sleep\nLast updated: June 4, 2026\nSleep helps."
    assert not list(
        changed_since_review.check(document(text, changed=datetime.date(2026, 5, 3)), changed_since_review.Options(), AS_OF)
    )
    assert not list(changed_since_review.check(document(text), changed_since_review.Options(), AS_OF))


def test_a_commit_may_come_days_later() -> None:
    late = document("Sleep\nLast updated: 3 May 2026", changed=datetime.date(2026, 5, 6))
    assert list(changed_since_review.check(late, changed_since_review.Options(), AS_OF))
    assert not list(changed_since_review.check(late, changed_since_review.Options(days=3), AS_OF))


def test_nobody_reviewed_by_changing() -> None:
    text = "Sleep\nLast reviewed: 3 May 2026\nSleep helps."
    (hit,) = changed_since_review.check(document(text, changed=datetime.date(2026, 6, 4)), changed_since_review.Options(), AS_OF)
    assert hit.fix is None


def test_history_fills_in() -> None:
    changed = datetime.date(2026, 6, 4)
    text = "Sömn\nPublicerad: 3 maj 2026\nSömn hjälper."
    (hit,) = missing_revision_date.check(document(text, language="sv", changed=changed), missing_revision_date.Options(), AS_OF)
    assert hit.fix is not None
    assert apply_edits(text, hit.fix.edits) == "Sömn\nPublicerad: 3 maj 2026\nSenast uppdaterad: 4 juni 2026\nSömn hjälper."
    text = "Sleep\nLast updated:\n\nSleep helps."
    (hit,) = empty_date_label.check(document(text, changed=changed), None, AS_OF)
    assert hit.fix is not None
    assert apply_edits(text, hit.fix.edits) == "Sleep\nLast updated: June 4, 2026\n\nSleep helps."
