# ruff: noqa: E501 - a source and what it shows stand on one line
from __future__ import annotations

import html as stdlib_html
import re
import time
from importlib.metadata import EntryPoint

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import Span, readers
from copydesk.document import PLACEHOLDER, Document, OffsetMap, Parts
from copydesk.readers import frontmatter, html, markdown, text


def document(parts: Parts, source: str, path: str) -> Document:
    return Document(source, parts, path=path)


def shown(source: str, path: str = "a.html") -> str:
    return readers.read(source, readers.format_of(path)).text


def pieces(parts: Parts) -> list[tuple[str, int, int]]:
    assert isinstance(parts.map, OffsetMap)
    stops = [*parts.map.visible[1:], parts.map.length]
    return [
        (parts.text[begin:stop], start, end)
        for begin, stop, start, end in zip(parts.map.visible, stops, parts.map.source, parts.map.source_end, strict=True)
    ]


def meaning(source: str) -> str:
    """What a piece of source shows, spaces aside."""
    return re.sub(r"[\s\\]+", " ", stdlib_html.unescape(source))


def check_map(parts: Parts, source: str) -> None:
    """Pieces are in order, do not overlap, and show what stands in the source; only breaks and added quotes differ."""
    if not parts.text:
        return
    last = 0
    for shown_text, start, end in pieces(parts):
        assert last <= start <= end <= len(source)
        last = end
        assert shown_text
        if len(shown_text) == end - start:
            for sign, origin in zip(shown_text, source[start:end], strict=True):
                assert sign == origin or (sign.isspace()) or sign in (PLACEHOLDER, "\ufffd"), (shown_text, source[start:end])
        elif not shown_text.isspace() and shown_text not in "“”" and PLACEHOLDER not in shown_text:
            assert shown_text.strip() in meaning(source[start:end]).strip() or "\ufffd" in shown_text or "&" in source[start:end]
    for block, following in zip(parts.blocks or (), (parts.blocks or ())[1:], strict=False):
        assert block.start < block.end <= following.start


WORDS = st.lists(
    st.sampled_from(["søvn", "stress", "e\u0301t", "😀😀", "日本語", "שלום", "a\u00adb", "x²", "Ünïcode", "naïve", "𝒳yz"]),
    min_size=1,
    max_size=6,
)
HTML_GLUE = [
    "<b>{}</b>",
    "{}",
    "<a href='x>y'>{}</a>",
    '<i class="a\'b">{}</i>',
    "<!-- not shown -->{}",
    "<span hidden>nope</span>{}",
    "{}&amp;",
]
HTML_BLOCKS = [
    "<p>{}</p>\n",
    "<h2>{}</h2>",
    "<ul><li>{}</ul>",
    "<blockquote>{}</blockquote>\r\n",
    "<td>{}",
    "<div>{}<br>",
    "<figcaption>{}",
]
MD_GLUE = [
    "**{}**",
    "{}",
    "[{}](http://example.org 'nope')",
    "_{}_",
    "{} <!-- not shown -->",
    "<b>{}</b>",
    "{} &amp;",
    "`nope` {}",
    "![nope](u) {}",
]
MD_BLOCKS = [
    "{}\n\n",
    "# {}\n\n",
    "> {}\n\n",
    "- {}\n- x\n\n",
    "1. {}\n\n",
    "{}\n===\n\n",
    "| {} | x |\n|---|---|\n\n",
    "x[^1]\n\n[^1]: {}\n\n",
]


@st.composite
def pages(draw: st.DrawFn, blocks: list[str], glue: list[str]) -> tuple[str, list[tuple[str, int]]]:
    """A source, and each word in it with its offset. Words are told apart by a number."""
    out = draw(st.sampled_from(["", "\ufeff"]))
    places: list[tuple[str, int]] = []
    for block in draw(st.lists(st.sampled_from(blocks), max_size=5)):
        before, _, after = block.partition("{}")
        out += before
        for word in draw(WORDS):
            marked = f"{word}{len(places)}z"
            left, _, right = draw(st.sampled_from(glue)).partition("{}")
            out += left
            places.append((marked, len(out)))
            out += marked + right + " "
        out += after
    if draw(st.booleans()):
        breaks = [place for place in range(len(out)) if out[place] == "\n" and out[place - 1 : place] != "\r"]
        out = out.replace("\r\n", "\n").replace("\n", "\r\n")
        places = [(word, place) for word, place in places] if not breaks else [(word, out.index(word)) for word, _ in places]
    return out, places


def check_words(source: str, places: list[tuple[str, int]], path: str) -> None:
    parts = readers.read(source, readers.format_of(path))
    check_map(parts, source)
    page = document(parts, source, path)
    assert "nope" not in parts.text
    assert "not shown" not in parts.text
    for word, place in places:
        found = parts.text.index(word)
        assert page.to_source(Span(found, found + len(word))) == (place, place + len(word))


@given(pages(HTML_BLOCKS, HTML_GLUE))
def test_html_words_stand_where_they_stand(page: tuple[str, list[tuple[str, int]]]) -> None:
    check_words(*page, "a.html")


@given(pages(MD_BLOCKS, MD_GLUE))
def test_markdown_words_stand_where_they_stand(page: tuple[str, list[tuple[str, int]]]) -> None:
    check_words(*page, "a.md")


SOUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div hidden>", "</div>", "<pre>", "</pre>", "<li>", "<ul>", "</ul>", "<td>", "<table>", "</table>", "<br>", "<q>", "</q>",
         "<code>", "</code>", "<!--", "-->", "<", ">", "&", "&amp;", "&lt", "&#x1F600;", "&#0;", "&notit;", "&#10;", "<a href=\"", "'", '"', "<script>",
         "</script>", "<title>", "</title>", "<svg>", "</svg>", "\n", "\r\n", "\r", " ", "\t", "a", "é", "😀", "```", "`", "*", "_", "# ", "- ", "> ",
         "|", "---", "+++", "[", "](", ")", "![", "1. ", "    ", "\\", ": ", "{", "}", "key: ", "\ufeff", "\u00a0", "\u2028", "\0", "\ud800", "<![CDATA[", "<?"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=400)
@given(SOUP | st.text())
def test_soup_never_crashes(source: str) -> None:
    for path in ("a.html", "a.md", "a.txt"):
        parts = readers.read(source, readers.format_of(path))
        page = document(parts, source, path)
        if path != "a.txt":
            check_map(parts, source)
        for start in range(0, len(parts.text), 3):
            span = page.to_source(Span(start, start + 1))
            assert 0 <= span.start <= span.end <= len(source)
        for meta in parts.metadata:
            assert 0 <= meta.span.start <= meta.span.end <= len(source)
        for span, _ in parts.comments:
            assert source.startswith("<!--", span.start)


@settings(max_examples=300)
@given(SOUP)
def test_front_matter_soup(source: str) -> None:
    for fence in ("---", "+++"):
        whole = f"{fence}\n{source}\n{fence}\nText"
        matter = frontmatter.read(whole)
        assert 0 <= matter.end <= len(whole)
        for meta in matter.metadata:
            assert meta.span.start <= meta.span.end <= matter.end


def test_html_shows_what_a_browser_shows() -> None:
    cases = {
        "<p>One  two\n three</p>": "One two three",
        "<p>half<b>word</b></p>": "halfword",
        "<p>a <b> b</b></p>": "a b",
        "<p>a&nbsp;&nbsp;b": "a\u00a0\u00a0b",
        "<p>a<p>b": "a\n\nb",
        "a<br>b<br><br>c": "a\nb\n\nc",
        "<h1>a<br>b</h1>": "a\nb",
        "<div>a</div><div>b</div>": "a\nb",
        "<ul><li>a<li>b<ul><li>c</ul></ul>d": "a\nb\nc\n\nd",
        "<table><tr><td>a<td>b<tr><td>c</table>": "a\tb\nc",
        "<pre>\na\n  b</pre>": "a\n  b",
        "a<script>if (a<b) x</script>b<style>p{}</style>c<noscript>d</noscript><template>e</template>": "abc",
        "<head><title>T</title></head><body>b</body>": "b",
        "<p style='color: red; display:none'>a</p>b": "b",
        "<p hidden>a<p>b": "b",
        "a<textarea>x</textarea><svg><title>t</title></svg>b": "ab",
        "a &lt; b &amp c &copy; &#8364; &#x20ac &hellip;": "a < b & c © € € …",
        "1 < 2 & 3 > 2": "1 < 2 & 3 > 2",
        "<p>say <q>so</q>.": "say “so”.",
        "<p>run <code>a b</code>!": f"run {PLACEHOLDER * 3}!",
        "<a title='>'>x</a>": "x",
        '<a title=">>">x</a><a b="c>x</a>': "xx",
        "<!-- a --> b <!-- c": "b",
        "": "",
    }  # fmt: skip
    for source, expected in cases.items():
        assert shown(source) == expected, source


def test_xhtml_closes_elements_itself() -> None:
    assert (
        shown(
            '<?xml version="1.0"?><html><head><title/><script src="x"/></head><body><a name="x"/>a<div hidden="hidden"/>b</body></html>'
        )
        == "a\nb"
    )


def test_html_blocks() -> None:
    source = "<h2>A</h2><p>B</p><blockquote><p>C</blockquote><ul><li>D</ul><figure><figcaption>E</figcaption></figure><td>F"
    parts = html.read(source)
    kinds = [(parts.text[block.start : block.end], block.kind, block.level) for block in parts.blocks or ()]
    assert kinds == [
        ("A", "heading", 2),
        ("B", "paragraph", 0),
        ("C", "quote", 0),
        ("D", "item", 0),
        ("E", "caption", 0),
        ("F", "table", 0),
    ]


def test_html_metadata() -> None:
    source = """<html lang="sv"><head><title> Sömn &amp; stress </title>
<meta name="Author" content="Anna Bok"><meta property='article:modified_time' content='2025-07-02'>
<script type="application/ld+json">{"@graph": [{"datePublished": "2024-05-19", "headline": "\\u00c5ret", "dateModified" : "2025-07-02",
"author": [{"name": "Bo Ek"}, {"name": "Ida Alm"}], "publisher": {"name": "No", "dateModified": "1999-01-01"}, "inLanguage": "sv"}]}</script></head>
<time datetime="2024-05-19">i går</time><span itemprop="dateModified" content="2025-07-02"></span><a rel="author" href="x">Carl Dal</a></html>"""
    parts = html.read(source)
    assert [(meta.key, meta.value, meta.origin) for meta in parts.metadata] == [
        ("lang", "sv", "html"),
        ("title", "Sömn & stress", "html"),
        ("author", "Anna Bok", "meta"),
        ("article:modified_time", "2025-07-02", "meta"),
        ("datepublished", "2024-05-19", "json-ld"),
        ("headline", "Året", "json-ld"),
        ("datemodified", "2025-07-02", "json-ld"),
        ("author", "Bo Ek", "json-ld"),
        ("author", "Ida Alm", "json-ld"),
        ("inlanguage", "sv", "json-ld"),
        ("datetime", "2024-05-19", "time"),
        ("datemodified", "2025-07-02", "meta"),
        ("author", "Carl Dal", "html"),
    ]
    for meta in parts.metadata:
        if "&" not in source[slice(*meta.span)] and "\\" not in source[slice(*meta.span)]:
            assert source[slice(*meta.span)] == meta.value


def test_markdown_shows_prose_only() -> None:
    source = "# Title {#id}\n\nA *b* `co` [d](u) ![e](u) <b>f</b>[^1]\ng &amp; \\*h\\*\n\n```\ncode\n```\n\n    code\n\n[^1]: Note.\n\n<p>i</p>\n"
    parts = markdown.read(source)
    assert parts.text == f"Title\n\nA b {PLACEHOLDER * 2} d  f\ng & *h*\n\nNote.\n\ni"
    assert [(block.kind, block.level) for block in parts.blocks or ()] == [("heading", 1), *[("paragraph", 0)] * 3]


def test_markdown_templates_and_code_tags_are_no_prose() -> None:
    call = '{{< figure src="a.png" >}}'
    assert shown(f"Text {call} more <code>a b</code> end\n\n{{% include x %}}", "a.md") == (
        f"Text {PLACEHOLDER * len(call)} more {PLACEHOLDER * 3} end\n\n{PLACEHOLDER * len('{% include x %}')}"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_front_matter(newline: str, mark: str) -> None:
    yaml = """---
Title: "Sleep \\"and\\" stress"  # why
date: 2025-07-02
lastmod: 2025-07-03 10:00:00 +0200
authors:
  - name: Anna Bok
    role: Editor
  - name: 'Bo ''Ek'
tags: [a, "b, c", d]
list:
- one
params: {x: 1, y: [2]}
summary: >
  folded
  text
long: goes
  on
url: http://example.org/a#b
empty:
---
Text
"""
    source = mark + yaml.replace("\n", newline)
    parts = markdown.read(source)
    assert parts.text == "Text"
    assert [(meta.key, meta.value) for meta in parts.metadata] == [
        ("title", 'Sleep "and" stress'),
        ("date", "2025-07-02"),
        ("lastmod", "2025-07-03 10:00:00 +0200"),
        ("authors.name", "Anna Bok"),
        ("authors.role", "Editor"),
        ("authors.name", "Bo 'Ek"),
        ("tags", "a"),
        ("tags", "b, c"),
        ("tags", "d"),
        ("list", "one"),
        ("params.x", "1"),
        ("params.y", "2"),
        ("summary", "folded text"),
        ("long", "goes on"),
        ("url", "http://example.org/a#b"),
        ("empty", ""),
    ]
    for meta in parts.metadata:
        if meta.key in {"date", "lastmod", "tags", "list", "url", "authors.role"}:
            assert source[slice(*meta.span)] == meta.value


def test_toml_front_matter() -> None:
    source = '+++\ntitle = "Å\\u0061"\ndate = 2025-07-02T10:00:00Z # when\na."b".c = \'lit\\\'\nl = [\n "x", # c\n [1, 2],\n]\n[params]\nk = true\n[[authors]]\nname = "A B"\n+++\nText'
    parts = markdown.read(source)
    assert parts.text == "Text"
    assert [(meta.key, meta.value) for meta in parts.metadata] == [
        ("title", "Åa"), ("date", "2025-07-02T10:00:00Z"), ("a.b.c", "lit\\"), ("l", "x"), ("l", "1"), ("l", "2"), ("params.k", "true"), ("authors.name", "A B"),
    ]  # fmt: skip


def test_no_front_matter() -> None:
    assert markdown.read("---\n\nText\n\n---\n\nMore").text == "Text\n\nMore"
    assert markdown.read("---\nunclosed: 1\n").metadata == ()
    assert markdown.read("---\n---\nText").text == "Text"


@pytest.mark.parametrize(
    ("path", "bomb"),
    [
        ("a.html", bomb)
        for bomb in ("<div>", '<a "', "<a b='", "<", "<!--", "&", "<li>", "<td><tr>", "</div>", "<title>", "<script", "<p hidden>", "<q>", "<svg><title>x")
    ]
    + [("a.md", bomb) for bomb in (">", "- ", "[", "*", "`", "<a ", "![[", "**a ", "<!--", "&", "|", "_a", "<div>\n")]
    + [("a.md", "---\n" + head) for head in ("a: [", "a: {b: ", "- ", 'a: "')],
)  # fmt: skip
def test_bombs(path: str, bomb: str) -> None:
    head = "---\n" if bomb.startswith("---\n") else ""
    unit = bomb.removeprefix("---\n")
    began = time.process_time()
    shown(head + unit * (30_000 // len(unit)) + ("\n---\n" if head else ""), path)
    assert time.process_time() - began < 3


def test_text_keeps_its_mark_out_of_sight() -> None:
    parts = text.read("\ufeffabc")
    assert parts.text == "abc"
    assert document(parts, "\ufeffabc", "a.txt").to_source(Span(0, 3)) == (1, 4)


def test_a_plugin_adds_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("rst", "copydesk.readers.text:read", readers.GROUP)
    monkeypatch.setattr(readers, "_points", lambda: {".rst": point})
    assert readers.format_of("a/b.RST") == "rst"
    assert readers.format_of("a.xyz") == "text"
    assert "*.rst" in readers.default_include()
    assert readers.read("Text", "rst").text == "Text"


TRICKY = [
    "a: b",
    "#x",
    "- y",
    "'q'",
    '"z"',
    "it's",
    "[a]",
    "{b}",
    "x #y",
    "0#",
    "@x",
    "*a",
    "|",
    "> d",
    "a\nb\nc",
    "a\n\nb: c\n",
    "long " * 30,
]
SCALARS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=20
) | st.sampled_from(TRICKY)
NAMES = st.text("abcdefg_", min_size=3, max_size=8)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=8)


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4), st.sampled_from([None, False]), st.sampled_from([2, 4]))
def test_front_matter_reads_what_a_yaml_library_writes(tree: dict[str, object], flow: bool | None, indent: int) -> None:
    yaml = pytest.importorskip("yaml")
    width = 10_000 if flow is None else 60
    written = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, indent=indent, sort_keys=False, width=width)

    def leaves(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        if isinstance(value, dict):
            return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
        if isinstance(value, list):
            return [leaf for inner in value for leaf in leaves(inner, path)]
        return [(".".join(path), " ".join(str(value).split()))]

    wanted = [leaf for leaf in leaves(tree) if leaf[1] not in ("", "null", "~")]
    found = [(meta.key, " ".join(meta.value.split())) for meta in frontmatter.read(f"---\n{written}---\n").metadata]
    assert [leaf for leaf in found if leaf[1] not in ("", "null", "~")] == wanted
