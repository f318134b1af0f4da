"""What the findings of the family say, by kind and variant."""

from __future__ import annotations

_MESSAGES = {
    "widget-text": "The words of a button or counter of the website are left in the text. Delete them.",
    "widget-text/text-size": "Font-size buttons of the website are left in the text. Delete them.",
    "widget-text/share": "Share buttons of the website are left in the text. Delete them.",
    "widget-text/player": "The words of a video or audio player are left in the text. Delete them.",
    "widget-text/clock": "The clock of a video or audio player is left in the text. Delete it.",
    "widget-text/comments": "The words of the website's comment section are left in the text. Delete them.",
    "widget-text/rating": "A rating widget of the website is left in the text. Delete it.",
    "widget-text/reading": "The website's reading time is left in the text. Delete it.",
    "widget-text/minutes": "The website's reading time is left in the text. Delete it.",
    "widget-text/embed": "The words of an embedded post are left in the text. Delete them, or quote the post.",
    "widget-text/form": "The words of a form of the website are left in the text. Delete them.",
    "widget-text/slides": "The counter of a slide show is left in the text. Delete it.",
    "widget-text/hidden-address": "The website hid an e-mail address here. Put the address back or delete the line.",
    "navigation": "Links of the website's menu are left in the text. Delete them.",
    "navigation/crumb": "The path of the page on the website is left in the text. Delete it.",
    "navigation/home": "The path of the page on the website is left in the text. Delete it.",
    "navigation/pages": "Links to other pages of the website are left in the text. Delete them.",
    "navigation/page": "Page numbers of the website are left in the text. Delete them.",
    "navigation/skip": "A skip link of the website is left in the text. Delete it.",
    "navigation/contents": "A table-of-contents button of the website is left in the text. Delete it.",
    "navigation/tags": "The website's list of topics is left in the text. Delete it.",
    "call-to-action": "A call to the website's visitors is left in the text. Delete it.",
    "call-to-action/newsletter": "A call to subscribe to the website's newsletter is left in the text. Delete it.",
    "call-to-action/account": "A call to log in or register on the website is left in the text. Delete it.",
    "call-to-action/shop": "A button of the website's shop is left in the text. Delete it.",
    "call-to-action/app": "A call to install the website's app is left in the text. Delete it.",
    "call-to-action/donate": "A call to support the website is left in the text. Delete it.",
    "call-to-action/more": "A “read more” link of the website is left in the text. Delete it.",
    "consent-notice": "The website's notice on cookies or privacy is left in the text. Delete it.",
    "site-policy": "A standing notice of the website is left in the text. Delete it.",
    "site-policy/fact-check": "The website's note on how it checks facts is left in the text. Delete it.",
    "site-policy/sourcing": "The website's note on its sources is left in the text. Delete it.",
    "site-policy/disclaimer": "The website's disclaimer is left in the text. Delete it.",
    "site-policy/rights": "The website's copyright line is left in the text. Delete it.",
    "typo-report": "The website's request to report mistakes is left in the text. Delete it.",
    "advert-label": "The label of an advertisement is left in the text. Delete it.",
    "teaser": "A link to another article is left in the text. Delete it.",
    "teaser/heading": "The heading of a list of other articles is left in the text. Delete it with its list.",
    "teaser/below": "This short line stands among the website's own words. Delete it if it is one of them.",
    "badge": "A badge of the website is left in the text: it claims a check that nobody here has made. Delete it.",
    "empty-layout": "A lone sign of the page's layout is left in the text. Delete the line.",
    "empty-layout/icon": "An icon of the website is left in the text as an unreadable sign. Delete it.",
    "empty-layout/blank": "This line looks empty but holds an invisible sign. Delete the line.",
}


def message(kind: str, variant: str) -> str:
    """The message for a finding: the variant's own, else the kind's."""
    return _MESSAGES.get(f"{kind}/{variant}") or _MESSAGES[kind]
