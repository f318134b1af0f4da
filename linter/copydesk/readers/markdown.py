"""Markdown: the prose that a page made of it shows, with its place in the source; front matter as metadata.

The parser is pulldown-cmark (https://spec.commonmark.org, with the tables, footnotes and strikethrough of GitHub). Code
blocks, link targets and pictures are left out; inline code stands as placeholders.
"""

from __future__ import annotations

import re
from typing import Any

from copydesk.document import PLACEHOLDER, Parts
from copydesk.readers import frontmatter
from copydesk.readers.build import Builder
from copydesk.readers.html import Scanner

_CONTINUATION = bytes(range(0x80, 0xC0))
_SURROGATE = re.compile("[\ud800-\udfff]")
_OLD_BREAK = re.compile(r"\r(?!\n)")
_SHORTCODE = re.compile(r"\{\{[<%][^\r\n]{0,400}?[>%]\}\}|\{%[^\r\n]{0,400}?%\}")
_BLOCKS = frozenset(
    (
        "BlockQuote",
        "CodeBlock",
        "DefinitionListDefinition",
        "FootnoteDefinition",
        "Heading",
        "HtmlBlock",
        "List",
        "Paragraph",
        "Table",
    )
)
_KINDS = {"BlockQuote": "quote", "Item": "item", "TableCell": "table", "DefinitionListDefinition": "item"}
_BREAKS = {"Item": "\n", "TableCell": "\t", "TableRow": "\n", "TableHead": "\n", "DefinitionListTitle": "\n"}
_UNSEEN = frozenset(("Image", "CodeBlock"))


def read(source: str) -> Parts:
    """The visible text, blocks, comments and metadata of a Markdown file.

    Raises ValueError where the parser gives up, which no text is known to bring about.
    """
    builder = Builder()
    start = 1 if source.startswith("\ufeff") else 0
    matter = frontmatter.read(source, start)
    builder.meta += matter.metadata
    body = source[matter.end :]
    if body:
        try:
            _Walk(source, body, matter.end, builder).run()
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # the parser's own, which is no Exception and would end the run
                raise ValueError("the Markdown of this text cannot be parsed") from error
            raise
    return builder.parts()


class _Walk:
    """Turns the parser's events into visible text."""

    def __init__(self, source: str, body: str, base: int, builder: Builder) -> None:
        self._source = source
        self._body = _SURROGATE.sub("\ufffd", body)
        if "{{" in body or "{%" in body:  # a call of the site's templates, which no reader sees
            self._body = _SHORTCODE.sub(lambda match: PLACEHOLDER * len(match[0]), self._body)
        if "\r" in body:
            self._body = _OLD_BREAK.sub("\n", self._body)  # the parser loses what follows a heading that ends on one
        self._data = b"" if self._body.isascii() else self._body.encode()
        self._base = base
        self._builder = builder
        self._byte = self._point = 0
        self._open: list[str] = []
        self._kinds: list[tuple[str, int]] = []
        self._unseen = 0
        self._in_code = False
        self._html: list[tuple[int, int]] = []

    def run(self) -> None:
        import pyromark

        options = pyromark.Options
        flags = (
            options.ENABLE_TABLES
            | options.ENABLE_FOOTNOTES
            | options.ENABLE_STRIKETHROUGH
            | options.ENABLE_TASKLISTS
            | options.ENABLE_HEADING_ATTRIBUTES
            | options.ENABLE_DEFINITION_LIST
            | options.ENABLE_GFM
        )
        for event, place in pyromark.events_with_range(self._body, options=flags):
            if isinstance(event, str):
                if event in ("SoftBreak", "HardBreak") and not self._unseen and self._builder.open:
                    self._builder.add("\n", self._at(place["start"]), self._at(place["end"]), self._kind())
                elif event == "Rule":
                    self._builder.end_block("\n\n")
                continue
            for name, value in event.items():
                self._event(name, value, place)

    def _event(self, name: str, value: Any, place: Any) -> None:
        if name == "Text":
            if not self._unseen:
                self._text(value, place["start"], place["end"])
        elif name == "Start":
            self._start(*_named(value))
        elif name == "End":
            self._end(_named(value)[0])
        elif name == "Code":
            if not self._unseen:
                self._code(value, self._at(place["start"]), self._at(place["end"]))
        elif name == "Html":
            start, end = self._at(place["start"]), self._at(place["end"])
            if self._html and self._html[-1][1] == start:
                start = self._html.pop()[0]
            self._html.append((start, end))
        elif name == "InlineHtml" and not self._unseen:
            self._tag(self._at(place["start"]), self._at(place["end"]))

    def _start(self, name: str, value: Any) -> None:
        if name in _UNSEEN:
            self._unseen += 1
        if name == "Heading":
            self._kinds.append(("heading", int(value["level"][1])))
        elif name == "BlockQuote" and value:
            self._kinds.append(("paragraph", 0))  # a note or a warning: nobody's words but the author's
        elif name in _KINDS:
            self._kinds.append((_KINDS[name], 0))
        if name in _BREAKS or name in _BLOCKS:
            self._in_code = False
            self._builder.end_block(self._separator(name))
        if name in ("List", "Item"):
            self._open.append(name)

    def _end(self, name: str) -> None:
        if name in _UNSEEN:
            self._unseen -= 1
        if name == "HtmlBlock":
            scanner = Scanner(self._source, self._builder, self._kind())
            for start, end in self._html:
                scanner.scan(start, end)
            scanner.finish()
            self._html.clear()
        if name == "Heading" or name in _KINDS:
            self._kinds.pop()
        if name in ("List", "Item"):
            self._open.pop()
        if name in _BREAKS or name in _BLOCKS:
            self._builder.end_block(self._separator(name))

    def _separator(self, name: str) -> str:
        if name == "List" and self._open:
            return "\n"
        return _BREAKS.get(name, "\n\n")

    def _kind(self) -> tuple[str, int]:
        return self._kinds[-1] if self._kinds else ("paragraph", 0)

    def _at(self, byte: int) -> int:
        """The source offset of a byte of the body; cheap where bytes are asked for about in order."""
        if not self._data:
            return self._base + byte
        if byte >= self._byte:
            self._point += len(self._data[self._byte : byte].translate(None, _CONTINUATION))
        else:
            self._point -= len(self._data[byte : self._byte].translate(None, _CONTINUATION))
        self._byte = byte
        return self._base + self._point

    def _text(self, text: str, first: int, last: int) -> None:
        if text:
            shown = PLACEHOLDER * len(text) if self._in_code else text
            self._builder.add(shown, self._at(first), self._at(last), self._kind())

    def _code(self, text: str, start: int, end: int) -> None:
        inner = self._source.find(text, start, end)
        span = (inner, inner + len(text)) if inner >= 0 else (start, end)
        self._builder.add(PLACEHOLDER * len(text), *span, self._kind())

    def _tag(self, start: int, end: int) -> None:
        if self._source.startswith("<!--", start):
            Scanner(self._source, self._builder).scan(start, end)
            return
        tag = self._source[start : start + 7].lower()
        if tag.startswith("<br") and self._builder.open:
            self._builder.add("\n", start, end, self._kind())
        elif tag.startswith(("<code>", "<code ", "<samp>", "</code>", "</samp>")):
            self._in_code = tag[1] != "/"


def _named(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    name, inner = next(iter(value.items()))
    return name, inner
