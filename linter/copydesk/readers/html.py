"""HTML: what a browser shows, with its place in the source, and what the page states about itself.

One pass over the tags; nothing is ever searched twice, so broken and hostile pages cost no more than good ones.
How text is collapsed and which elements show: https://html.spec.whatwg.org/multipage/rendering.html
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from copydesk.document import PLACEHOLDER, Meta, Parts
from copydesk.model import SourceSpan
from copydesk.readers.build import Builder
from copydesk.readers.jsonld import statements

_TAG = re.compile(r"""(/?)([a-zA-Z][^\s/><]*+)((?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+)>""")
_NAME = re.compile(r"/?([a-zA-Z][^\s/><]*+)")
_VALUE_QUOTE = re.compile(r"""=\s*(["'])|>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_SPECIAL = re.compile(r"[ \t\n\f\r]{2,}|&(?=[#a-zA-Z])")
_ENTITY = re.compile(r"&(#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_SPACE = " \t\n\f\r"
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_PARAGRAPHS = _names("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure hr fieldset")
_LINES = _names(
    "address article aside body center dd details dialog div dt figcaption caption footer form header hgroup html legend li main"
    " menu nav option optgroup search section summary tr thead tbody tfoot title select"
)
_CELLS = frozenset(("td", "th"))
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_RAW = _names("script style title textarea iframe xmp noembed noframes")
_HIDDEN = _names("template noscript svg audio video canvas object datalist rp rt head")
_KINDS = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    "blockquote": ("quote", 0), "figcaption": ("caption", 0), "caption": ("caption", 0),
    "li": ("item", 0), "dt": ("item", 0), "dd": ("item", 0), "td": ("table", 0), "th": ("table", 0),
}  # fmt: skip
_CLOSES = {  # an opening tag ends what stands open of these, unless one of the others is nearer
    "li": (("li",), ("ul", "ol", "menu")), "dt": (("dt", "dd"), ("dl",)), "dd": (("dt", "dd"), ("dl",)),
    "tr": (("td", "th", "tr"), ("table",)), "td": (("td", "th"), ("table", "tr")), "th": (("td", "th"), ("table", "tr")),
    "option": (("option",), ("select", "datalist")), "body": (("head",), ()),
}  # fmt: skip
_INLINE = _names("a abbr b bdi bdo cite del dfn em font i ins kbd label mark s small span strong sub sup u var")
_TELLING = re.compile(r"hidden|style|itemprop|rel", re.I)
_SHOWN_META = ("name", "property", "itemprop", "http-equiv")


def read(source: str) -> Parts:
    """The visible text, blocks, comments and metadata of a page."""
    builder = Builder()
    scanner = Scanner(source, builder)
    scanner.scan(1 if source.startswith("\ufeff") else 0, len(source))
    scanner.finish()
    return builder.parts()


class _Element:
    __slots__ = ("hidden", "kind", "name")

    def __init__(self, name: str, kind: tuple[str, int] | None, hidden: bool) -> None:
        self.name = name
        self.kind = kind
        self.hidden = hidden


class Scanner:
    """Adds to a builder what stretches of a source show; ``base`` is the kind of a block that no element gives one."""

    def __init__(self, source: str, builder: Builder, base: tuple[str, int] = ("paragraph", 0)) -> None:
        self._source = source
        self._builder = builder
        self._base = base
        self._stack: list[_Element] = []
        self._open: dict[str, int] = {}
        self._kinds: list[tuple[str, int]] = []
        self._hidden = 0
        self._pre = 0
        self._code = 0
        self._spaced = -1  # the builder's size where the text ends on a space, so that no other follows
        self._author = False
        self._no_more: set[str] = set()
        self._titled = False
        self._xml = source.startswith("<?xml", 1 if source.startswith("\ufeff") else 0)

    def scan(self, start: int, end: int) -> None:
        """Reads source[start:end)."""
        source = self._source
        at = start
        while True:
            less = source.find("<", at, end)
            stop = less if less >= 0 else end
            if stop > at and not self._hidden:
                self._text(at, stop)
            if less < 0:
                return
            at = self._markup(less, end)

    def finish(self) -> None:
        """Ends the last block."""
        self._hidden = 0
        self._end_block("\n\n")

    def _markup(self, less: int, end: int) -> int:
        """Reads the tag or comment at ``less``; gives where reading goes on."""
        source = self._source
        match = _TAG.match(source, less + 1, end)
        if match:
            slash, name, attributes = match.groups()
            if name in _INLINE and not self._hidden and (not attributes or not _TELLING.search(attributes)):
                return match.end()
            return self._tag(slash, name.lower(), attributes, match.start(3), less, match.end(), end)
        following = source[less + 1 : less + 2]
        if source.startswith("<!--", less):
            close = self._find("-->", less + 2 if source.startswith("<!-->", less) else less + 4, end)
            stop = close if close >= 0 else end
            self._builder.comments.append((SourceSpan(less, min(end, stop + 3)), source[less + 4 : stop].strip()))
            return min(end, stop + 3)
        if following in ("!", "?") or (following == "/" and not _NAME.match(source, less + 1)):
            if source.startswith("<![CDATA[", less):
                close = self._find("]]>", less + 9, end)
                return close + 3 if close >= 0 else end
            close = self._find(">", less + 2, end)
            return close + 1 if close >= 0 else end
        name_match = _NAME.match(source, less + 1, end)
        if name_match is None:
            if not self._hidden:
                self._show(less, less + 1)
            return less + 1
        at = name_match.end()
        close = self._tag_end(at, end)
        if close < 0:
            return end
        slash = "/" if following == "/" else ""
        return self._tag(slash, name_match[1].lower(), source[at:close], at, less, close + 1, end)

    def _tag_end(self, at: int, end: int) -> int:
        """Where the ">" stands that ends a tag whose attributes have signs of markup in quotes; -1 where none does."""
        while match := _VALUE_QUOTE.search(self._source, at, end):
            if match[1] is None:
                return match.start()
            close = self._find(match[1], match.end(), end)
            at = close + 1 if close >= 0 else match.end()
        return -1

    def _find(self, what: str, at: int, end: int) -> int:
        """``str.find`` that remembers when nothing more is to be found, so that unclosed markup costs one search."""
        if what in self._no_more:
            return -1
        found = self._source.find(what, at, end)
        if found < 0:
            self._no_more.add(what)
        return found

    def _tag(self, slash: str, name: str, attributes: str, place: int, less: int, after: int, end: int) -> int:
        if slash:
            self._close(name, less, after)
            return after
        known = dict(self._attributes(attributes, place)) if attributes and not attributes.isspace() else {}
        if known:
            self._state(name, known)
        empty = self._xml and attributes.endswith("/")
        if name in _RAW and not empty:
            return self._raw(name, known, after, end)
        self._opening(name, known, less, after)
        if empty and name not in _VOID:
            self._close(name, after, after)
        return after

    def _attributes(self, text: str, place: int) -> list[tuple[str, tuple[str, SourceSpan]]]:
        out = []
        for match in _ATTRIBUTE.finditer(text):
            group = match.lastindex or 1
            if group > 1:
                span = SourceSpan(place + match.start(group), place + match.end(group))
                value = match[group]
            else:
                span = SourceSpan(place + match.end(), place + match.end())
                value = ""
            out.append((match[1].lower(), (unescape(value) if "&" in value else value, span)))
        out.reverse()
        return out

    def _opening(self, name: str, known: dict[str, tuple[str, SourceSpan]], less: int, after: int) -> None:
        if name in _PARAGRAPHS:
            if self._open.get("p"):
                self._close("p", less, less)
            self._after(name)
        elif name in _LINES:
            if self._open.get("p") and name not in ("option", "optgroup", "select"):
                self._close("p", less, less)
            self._end_block("\n")
        elif name in _CELLS:
            self._end_block("\t")
        if name in _CLOSES:
            self._close_nearer(*_CLOSES[name])
        if name == "br":
            self._line_break(less, after)
        if name in _VOID:
            return
        hides = name in _HIDDEN or (name == "dialog" and "open" not in known) or (name == "code" and self._pre > 0)
        if not hides and known:
            hides = "hidden" in known or ("style" in known and _HIDING.search(known["style"][0]) is not None)
        if name == "q" and not self._hidden:
            self._unit("“", less, after)
        block = name in _PARAGRAPHS or name in _LINES or name in _CELLS
        if block or hides or self._hidden or name in ("q", "code", "samp"):
            self._push(_Element(name, _KINDS.get(name), hides))

    def _push(self, element: _Element) -> None:
        self._stack.append(element)
        self._open[element.name] = self._open.get(element.name, 0) + 1
        self._hidden += element.hidden
        self._pre += element.name == "pre"
        self._code += element.name in ("code", "samp")
        if element.kind:
            self._kinds.append(element.kind)

    def _pop(self) -> _Element:
        element = self._stack.pop()
        self._open[element.name] -= 1
        self._hidden -= element.hidden
        self._pre -= element.name == "pre"
        self._code -= element.name in ("code", "samp")
        if element.kind:
            self._kinds.pop()
        return element

    def _close(self, name: str, less: int, after: int) -> None:
        if self._open.get(name):
            if name == "q" and not self._hidden:
                self._unit("”", less, after)
            while True:
                hidden = self._hidden
                element = self._pop()
                if not hidden:
                    self._after(element.name)
                if element.name == name:
                    return
        elif name == "p":
            self._end_block("\n\n")
        elif name == "br":
            self._line_break(less, after)

    def _close_nearer(self, names: tuple[str, ...], limits: tuple[str, ...]) -> None:
        if not any(self._open.get(name) for name in names):
            return
        depth = 0
        for element in reversed(self._stack):
            depth += 1
            if element.name in limits or depth > 40:
                return
            if element.name in names:
                break
        for _ in range(depth):
            self._pop()
        if "tr" in names:
            self._close_nearer(("tr",), limits)

    def _after(self, name: str) -> None:
        if name in _PARAGRAPHS:
            nested = name in ("ul", "ol") and self._open.get("li")
            self._end_block("\n" if nested else "\n\n")
        elif name in _LINES:
            self._end_block("\n")
        elif name in _CELLS:
            self._end_block("\t")

    def _end_block(self, separator: str) -> None:
        if not self._hidden:
            if self._spaced == self._builder.size and self._builder.open:
                self._builder.trim()
            self._builder.end_block(separator)

    def _line_break(self, less: int, after: int) -> None:
        """A <br>: a new line in a heading or caption, else the end of a block; two of them part paragraphs."""
        if self._hidden:
            return
        kind = self._kinds[-1][0] if self._kinds else ""
        if kind in ("heading", "caption") and self._builder.open:
            if self._spaced == self._builder.size:
                self._builder.trim()
            self._builder.add("\n", less, after, self._base)
            self._spaced = self._builder.size
            return
        self._end_block("\n" if self._builder.open else "\n\n")

    def _text(self, start: int, end: int) -> None:
        """Shows source[start:end), white space collapsed and entities decoded."""
        source = self._source
        if self._pre:
            self._pre_text(start, end)
            return
        match = _SPECIAL.search(source, start, end)
        at = start
        while match:
            begin = match.start()
            if begin > at:
                self._show(at, begin)
            if source[begin] == "&":
                at = self._entity(begin, end)
            else:
                at = match.end()
                self._blank(begin, at)
            match = _SPECIAL.search(source, at, end)
        if at < end:
            self._show(at, end)

    def _pre_text(self, start: int, end: int) -> None:
        source = self._source
        if not self._builder.open:
            for newline in ("\r\n", "\n", "\r"):
                if source.startswith(newline, start):
                    start += len(newline)
                    break
        while (amp := source.find("&", start, end)) >= 0:
            if amp > start:
                self._emit(source[start:amp], start, amp)
            start = self._entity(amp, end)
        if start < end:
            self._emit(source[start:end], start, end)

    def _show(self, start: int, end: int) -> None:
        """Text that has no entity, and white space only one at a time."""
        text = self._source[start:end]
        for sign in "\n\t\r\f":
            if sign in text:
                text = text.replace(sign, " ")
        if text[0] == " " and (not self._builder.open or self._spaced == self._builder.size):
            text = text[1:]
            start += 1
            if start == end:
                return
        self._emit(text, start, end)
        if text[-1] == " ":
            self._spaced = self._builder.size

    def _blank(self, start: int, end: int) -> None:
        builder = self._builder
        if builder.open and builder.size != self._spaced:
            builder.add(" ", start, end, self._base)
            self._spaced = builder.size

    def _emit(self, text: str, start: int, end: int) -> None:
        if self._author and not text.isspace():
            self._author = False
            self._builder.meta.append(Meta("author", text.strip(), SourceSpan(start, end), "html"))
        if self._code:
            text = PLACEHOLDER * len(text)
        self._builder.add(text, start, end, self._kinds[-1] if self._kinds else self._base)

    def _unit(self, text: str, start: int, end: int) -> None:
        self._emit(text, start, end)

    def _entity(self, at: int, end: int) -> int:
        """Shows the entity at ``at``, or the sign & alone where none stands there; gives where reading goes on."""
        text, stop = entity(self._source, at, end)
        if not self._pre and text and text in _SPACE:
            self._blank(at, stop)
        elif text:
            self._emit(text, at, stop)
        return stop

    def _raw(self, name: str, known: dict[str, tuple[str, SourceSpan]], after: int, end: int) -> int:
        """Skips an element whose content is no markup, and keeps what it states."""
        if f"</{name}" in self._no_more:
            return end
        closing = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self._source, after, end)
        if closing is None:
            self._no_more.add(f"</{name}")
            if name not in ("script", "style"):
                return after
            return end
        stop = closing.start()
        content = self._source[after:stop]
        if name == "title" and not self._hidden_by_svg() and not self._titled and content.strip():
            self._titled = True
            lead = len(content) - len(content.lstrip())
            span = SourceSpan(after + lead, after + len(content.rstrip()))
            self._builder.meta.append(Meta("title", " ".join(unescape(content).split()), span, "html"))
        elif name == "script" and known.get("type", ("",))[0].strip().lower() == "application/ld+json":
            for key, value, start, stop_ in statements(content):
                self._builder.meta.append(Meta(key, value, SourceSpan(after + start, after + stop_), "json-ld"))
        greater = self._source.find(">", stop, end)
        return greater + 1 if greater >= 0 else end

    def _hidden_by_svg(self) -> bool:
        return bool(self._open.get("svg"))

    def _state(self, name: str, known: dict[str, tuple[str, SourceSpan]]) -> None:
        """Keeps what attributes state about the page."""
        meta = self._builder.meta
        if name == "html":
            stated = known.get("lang") or known.get("xml:lang")
            if stated and stated[0].strip():
                meta.append(Meta("lang", stated[0].strip(), stated[1], "html"))
        elif name == "meta":
            if "content" in known:
                for attribute in _SHOWN_META:
                    if attribute in known and known[attribute][0].strip():
                        meta.append(Meta(known[attribute][0].strip().lower(), *known["content"], "meta"))
                        break
        elif name == "time":
            if "datetime" in known:
                key = (
                    known["itemprop"][0].strip().lower()
                    if "itemprop" in known
                    else "pubdate"
                    if "pubdate" in known
                    else "datetime"
                )
                meta.append(Meta(key or "datetime", *known["datetime"], "time"))
        elif "itemprop" in known:
            key = known["itemprop"][0].strip().lower()
            if "content" in known and key:
                meta.append(Meta(key, *known["content"], "meta"))
            elif key == "author":
                self._author = True
        elif name in ("a", "span") and "rel" in known and "author" in known["rel"][0].lower().split():
            self._author = True


def entity(source: str, at: int, end: int) -> tuple[str, int]:
    """What the entity at ``at`` shows and where it ends; ("&", at + 1) where none stands there."""
    match = _ENTITY.match(source, at, end)
    if match is None:
        return "&", at + 1
    name = match[1]
    if name[0] == "#":
        return unescape(match[0]), match.end()
    if name in html5:
        return html5[name], match.end()
    for size in range(min(len(name), 7), 1, -1):
        if name[:size] in html5:
            return html5[name[:size]], at + 1 + size
    return "&", at + 1
