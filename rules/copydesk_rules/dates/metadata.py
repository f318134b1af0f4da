"""Dates that a file states about itself: front matter, HTML meta, JSON-LD, <time>."""

from __future__ import annotations

import re
from typing import Any

from copydesk import Document, Meta
from copydesk_rules.dates import names, shapes
from copydesk_rules.dates.calendars import day_of
from copydesk_rules.dates.patterns import lazily
from copydesk_rules.dates.reading import Orders, read
from copydesk_rules.dates.values import Date

_KEYS = {
    "updated": (
        "updated lastmod lastmodified modified datemodified articlemodifiedtime ogupdatedtime dateupdated updatedat "
        "lastupdated updatedate updateddate dctermsmodified dcmodified dcdatemodified modifieddate modifiedtime revised "
        "revision revisiondate lastrevised lastupdate datelastmodified modificationdate updatedtime lastedited "
        "uppdaterad opdateret oppdatert aktualisiert actualizado lastchange changed articleupdated parselyupdated "
        "msdate"
    ),
    "reviewed": (
        "reviewed lastreviewed datereviewed reviewdate lastreview reviewedon reviewedat factchecked lastchecked "
        "medicallyreviewed citationreviewdate granskad senastgranskad"
    ),
    "published": (
        "date published datepublished publishdate pubdate publishedat articlepublishedtime publicationdate dcdate "
        "dctermsdate dcdateissued dctermsissued dctermsavailable dcdatepublished issued publishedon publishedtime "
        "articledate parselypubdate sailthrudate citationdate citationpublicationdate citationonlinedate "
        "originalpublicationdate releasedate dateposted posted publicerad datum publisheddate firstpublished dateissued "
        "bloggerdate"
    ),
    "created": ("created datecreated createdat creationdate dctermscreated dcdatecreated creation uploaddate"),
    "due": ("expires expirydate validthrough expirationdate nextreview reviewby dateexpires"),
    "event": ("startdate enddate eventdate birthdate deathdate doortime"),
}
_ROLES = {key: role for role, keys in _KEYS.items() for key in keys.split()}
"""What a key of front matter, HTML meta or JSON-LD says of its date; keys in small letters and nothing else."""
_META_KEY = lazily(r"[^a-z]+")
_ISO = lazily(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


def from_meta(meta: Meta, document: Document) -> Date | None:
    """A date of the metadata; a visible <time> counts by what its text says and not here."""
    role = _ROLES.get(_META_KEY().sub("", meta.key.lower()), "")
    if meta.origin == "time":
        role = role if role not in ("published",) or "publish" in meta.key else ""
    elif not role:
        return None
    value = meta.value.strip()
    if not value or not any(sign.isdecimal() for sign in value):
        return None
    common: dict[str, Any] = {"role": role, "origin": meta.origin, "label_text": meta.key}
    if match := _ISO().match(value):
        year, month, number = int(match[1]), int(match[2]), int(match[3])
        day = day_of("gregorian", year, month, number)
        return Date(meta.span, value, "iso", (day,) if day else (), **common)
    shape = next(shapes.scan(value, names.near(document.languages), names.everywhere), None)
    if shape is not None:
        date = read(value, shape, document, Orders(document))
        if date is not None:
            return date._replace(span=meta.span, **common)
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?", value):
        day = day_of("gregorian", int(match[1]), int(match[2] or 1), 1)
        return Date(meta.span, value, "iso", (day,) if day else (), precision="month" if match[2] else "year", **common)
    return None
