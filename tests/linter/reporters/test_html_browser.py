"""The page in a real browser: nothing leaves, nothing is logged, filters and keys work, hostile text is inert."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import socket
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from copydesk.model import Report
from copydesk.reporters import html

fcntl = pytest.importorskip("fcntl", reason="the HTML report is tested in a browser on POSIX only")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BASH = shutil.which("bash")
ESCAPE = "Escape"

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and BASH),
    reason="chromium is not installed: the HTML report is not tested in a browser",
)
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1400,1000",
)  # fmt: skip


class Chromium:
    """A headless browser with one tab, spoken to over its DevTools pipe: JSON messages that end in a zero byte."""

    def __init__(self, profile: Path) -> None:
        theirs_in, self.to = os.pipe()
        self.source, theirs_out = os.pipe()
        low = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10) for descriptor in (theirs_in, theirs_out)]
        command = f'exec "$0" "$@" 3<&{low[0]} 4>&{low[1]} {low[0]}<&- {low[1]}>&-'
        flags = (*FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank")
        self.process = subprocess.Popen(
            [str(BASH), "-c", command, str(CHROMIUM), *flags], pass_fds=low, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for descriptor in (theirs_in, theirs_out, *low):
            os.close(descriptor)
        self.number, self.session, self.rest = 0, "", b""
        self.events: list[dict[str, Any]] = []
        tabs = self.send("Target.getTargets")["targetInfos"]
        tab = next(tab["targetId"] for tab in tabs if tab["type"] == "page")
        self.session = self.send("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command; events on the way to it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def receive(self, patience: float = 30) -> dict[str, Any]:
        """The next message; an event is kept as well."""
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.source], [], [], patience)
            piece = os.read(self.source, 1 << 20) if ready else b""
            assert piece, "the browser does not answer"
            self.rest += piece
        text, _, self.rest = self.rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if "method" in message:
            self.events.append(message)
        return message

    def open(self, url: str) -> None:
        self.events.clear()
        self.send("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.receive()

    def quit(self) -> None:
        os.close(self.to)
        os.close(self.source)
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    browser = Chromium(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


class Page:
    """A report open in the browser."""

    def __init__(self, browser: Chromium, path: Path) -> None:
        self.browser = browser
        browser.open(path.as_uri())
        self.settle()

    def run(self, script: str, *values: Any) -> Any:
        """What a script returns; ``values`` are its arguments."""
        expression = f"(async function() {{ {script} }}).apply(null, {json.dumps(values)})"
        answer = self.browser.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def settle(self) -> None:
        """Lets the page draw what has come into view."""
        self.run("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))))")

    def keys(self, *keys: str) -> None:
        for key in keys:
            typed = {"code": key, "windowsVirtualKeyCode": 27} if key == ESCAPE else {"text": key}
            self.browser.send("Input.dispatchKeyEvent", type="keyDown", key=key, **typed)
            self.browser.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def count(self) -> str:
        return str(self.run("return document.getElementById('count').textContent"))

    def click(self, selector: str) -> None:
        self.run("document.querySelector(arguments[0]).click()", selector)

    def resize(self, width: int) -> None:
        self.browser.send("Emulation.setDeviceMetricsOverride", width=width, height=1400, deviceScaleFactor=1, mobile=False)

    def current(self) -> str:
        return str(self.run("return document.querySelector('.note.current .what')?.textContent || ''"))

    def titles(self) -> list[str]:
        """The documents that are shown."""
        shown = "return [...document.querySelectorAll('.doc:not([hidden]) h2')].map((one) => one.textContent)"
        return [str(title) for title in self.run(shown)]

    def problems(self) -> list[str]:
        """What was logged or thrown, and every request but for the page itself, since the last call."""
        self.run("await new Promise((done) => setTimeout(done, 20))")
        found = []
        for event in self.browser.events:
            told = event["params"]
            if event["method"] == "Log.entryAdded":
                found.append(told["entry"]["text"])
            elif event["method"] == "Runtime.exceptionThrown":
                found.append(told["exceptionDetails"]["text"])
            elif event["method"] == "Runtime.consoleAPICalled":
                found.append(f"console: {told['args']}")
            elif event["method"] == "Network.requestWillBeSent" and not told["request"]["url"].startswith(("file:", "data:")):
                found.append(told["request"]["url"])
        self.browser.events.clear()
        return found


@pytest.fixture
def open_page(browser: Chromium, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    pages = []

    def open_(report: Report, **rest: Any) -> Page:
        path = tmp_path / "index.html"
        with path.open("w", encoding="utf-8", newline="") as stream:
            html.write(report, stream, **rest)
        pages.append(Page(browser, path))
        return pages[-1]

    yield open_
    for page in pages:
        assert not page.problems()
    browser.send("Emulation.clearDeviceMetricsOverride")


def many(make: SimpleNamespace, number: int = 1000) -> Report:
    text = (
        "A headline of some length\n\n"
        + "A paragraph says a word or two about one thing and the other. " * 12
        + "\n\n"
        + "More. " * 200
    )
    documents = []
    for n in range(number):
        language, family = ("da", "sv", "en", "he")[n % 4], ("chrome", "dates", "claims")[n % 3]
        severity = ("error", "warning", "info")[n % 3]
        found = [
            make.finding(text, at, at + 11, rule=f"{family}/rule", severity=severity, message=f"Message {n}.", language=language)
            for at in (29, 91, 153)
        ]
        documents.append(make.document(f"articles/{language}/text-{n:04}.txt", text, found if n % 5 else [], language=language))
    return make.report(*sorted(documents, key=lambda one: one.path))


def test_the_seeds(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    assert page.count() == "9 findings"
    assert len(page.titles()) == 3
    marks = page.run(
        "dispatchEvent(new Event('beforeprint')); return [...document.querySelectorAll('mark')].map((one) => one.textContent)"
    )
    assert "19 May 2024, 21:26" in marks
    assert marks.count("A") == 3
    assert "Alt iLive-indhold gennemgås" in marks


def test_marks_hold_the_very_signs_of_the_span(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.tricky())
    marks = page.run("return [...document.querySelectorAll('mark')].map((one) => one.textContent)")
    assert marks == list(make.TRICKY_PHRASES)


def test_hostile_text_is_inert(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.hostile())
    assert page.run("return document.scripts.length") == 2
    assert (
        page.run("return [...document.querySelectorAll('main b:not(.where b, .reasons b), main script, main img')].length") == 0
    )
    assert "<script>alert(1)</script>␛[31mred" in page.run("return document.querySelector('mark').textContent")
    page.run("document.getElementById('data').remove()")
    assert not page.run("return /[\\u202a-\\u202e\\u001b]/.test(document.body.innerText)")


def test_the_policy_stops_what_is_injected(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    page.run("const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        page.run("const i = new Image(); i.src = arguments[0]; document.body.append(i)", address)
        with pytest.raises(TimeoutError):
            server.accept()
    assert page.run("return window.ran") is None
    assert len([line for line in page.problems() if "Content Security Policy" in line]) == 2


def test_filters(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    page.click('input[name="severity"][value="error"]')
    assert page.count() == "4 findings (9 in all)"
    assert len(page.titles()) == 2
    page.click('input[name="severity"][value="error"]')
    page.click('input[name="family"][value="chrome"]')
    assert page.count() == "6 findings (9 in all)"
    page.run(
        "const l = document.getElementById('language'); l.value = 'sv'; l.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert page.titles() == ["seeds/001_86e038b77d20093d.txt"]
    assert page.count() == "3 findings (9 in all)"
    page.settle()
    visible = "return [...document.querySelectorAll('.note')].filter((one) => one.offsetParent)"
    visible += ".map((one) => one.querySelector('.rule').textContent)"
    assert page.run(visible) == ["metadata/missing-byline", "language/stray-letter", "dates/foreign-format"]


def test_search_by_key_and_escape(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    page.keys("/", *"byline")
    assert page.count() == "1 finding (9 in all)"
    page.keys(ESCAPE)
    assert page.count() == "9 findings"
    page.keys("/", *"nothing has this")
    assert page.titles() == []
    assert page.run("return !document.getElementById('none').hidden")
    page.keys(ESCAPE, "/", *"002_18ce")
    assert page.titles() == ["seeds/002_18ce751060159f35.txt"]


def test_moving_by_key(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    page.keys("j")
    assert page.current() == "The site's notice was left in. Delete it."
    page.keys("n", "j")
    assert page.count() == "3 of 9 findings"
    page.keys("k", "p")
    assert page.count() == "1 of 9 findings"
    page.keys("k")
    assert page.count() == "9 of 9 findings"
    time.sleep(0.3)
    top = page.run("return document.querySelector('mark.current').getBoundingClientRect().top")
    assert 0 < top < 1000
    page.keys(ESCAPE)
    assert page.current() == ""


def test_the_note_of_the_current_finding_is_always_in_view(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    source = "\n".join(f"Line {n}." for n in range(60))
    found = [make.phrase(source, f"Line {n}.", message=f"Message {n}.") for n in range(60)]
    page = open_page(make.report(make.document("a.txt", source, found)))
    shown = (
        "return [...document.querySelectorAll('.note.current, mark.current')].map((one) => one.getBoundingClientRect().toJSON())"
    )
    page.keys("k", "k")
    for key in ("k", "j", "k"):
        page.keys(key)
        time.sleep(0.2)
        boxes = page.run(shown)
        assert len(boxes) == 2
        assert all(box["top"] >= 0 and box["bottom"] <= 1400 for box in boxes)


def test_help_and_theme(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    page.keys("?")
    assert page.run("return document.getElementById('help').open")
    page.keys("j")
    assert page.current() == ""
    page.keys(ESCAPE)
    assert not page.run("return document.getElementById('help').open")
    before = page.run("return getComputedStyle(document.body).backgroundColor")
    page.keys("t")
    assert page.run("return getComputedStyle(document.body).backgroundColor") != before
    page.keys("t")
    assert page.run("return getComputedStyle(document.body).backgroundColor") == before


def test_the_waiver_is_toml_with_all_its_fields(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    report = make.hostile()
    page = open_page(report)
    page.run("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    page.run("document.querySelector('.note.error .acts button').click()")
    (entry,) = tomllib.loads(page.run("return window.copied"))["waivers"]
    assert list(entry) == ["rule", "path", "fingerprint", "text", "reason", "owner", "until"]
    finding = report.findings[1]
    assert entry["rule"] == finding.rule
    assert entry["fingerprint"] == finding.fingerprint
    assert entry["path"] == finding.path.replace("\udcff", "\ufffd")
    assert (entry["reason"], entry["owner"], entry["until"]) == ("", "", "")
    assert "waivers.toml" in page.run("return document.getElementById('toast').textContent")


def test_without_a_clipboard_the_waiver_is_shown(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    page = open_page(make.seeds())
    page.run("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.keys("j", "c")
    time.sleep(0.1)
    assert page.run("return document.getElementById('waiver').open")
    assert "[[waivers]]" in page.run("return document.getElementById('waiver-text').value")


def test_right_to_left_text_is_set_right(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    text = "קפה מגן על הלב 123 abc"
    page = open_page(make.report(make.document("a.txt", text, [make.phrase(text, "מגן")], language="he")))
    paragraph = "const p = document.querySelector('.row > .text'); const style = getComputedStyle(p);"
    paragraph += "return [p.dir, p.lang, style.direction, style.textAlign]"
    assert page.run(paragraph) == ["rtl", "he", "rtl", "right"]
    mixed = "An English line.\n\nקפה מגן על הלב."
    page = open_page(make.report(make.document("a.txt", mixed, language="en")))
    direction = "return [...document.querySelectorAll('.row > .text')].map((one) => getComputedStyle(one).direction)"
    assert page.run(direction) == ["ltr", "rtl"]


@pytest.mark.parametrize("width", [400, 700, 1000, 1400])
def test_no_width_needs_sideways_scrolling(make: SimpleNamespace, open_page: Callable[..., Page], width: int) -> None:
    long = "W" * 300
    source = f"{long} and more"
    document = make.document(f"{long}.txt", source, [make.phrase(source, long, message=long)])
    page = open_page(make.report(*make.seeds().documents, document))
    page.resize(width)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run("return document.documentElement.scrollWidth") <= width
    note, text = page.run(
        "const row = document.querySelector('.row:has(.note)');"
        "return [...row.children].map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert (note["top"] >= text["bottom"]) if width < 768 else (note["left"] >= text["right"])


def test_a_thousand_documents_open_and_filter(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    begin = time.monotonic()
    page = open_page(many(make))
    assert page.count() == "2,400 findings"
    assert page.run("return document.querySelectorAll('.doc > .row').length") < 200
    opened = time.monotonic() - begin
    filtered = page.run(
        "const begin = performance.now(); const box = document.querySelector('input[name=family][value=chrome]');"
        "box.click(); document.body.offsetHeight; return performance.now() - begin"
    )
    assert page.count() == "1,599 findings (2,400 in all)" or page.count().endswith("(2,400 in all)")
    page.keys("k")
    time.sleep(0.3)
    assert page.run("return document.querySelector('.note.current').getBoundingClientRect().top > 0")
    assert filtered < 1500
    assert opened < 20


def test_facts_failures_and_what_does_not_count_are_shown(make: SimpleNamespace, open_page: Callable[..., Page]) -> None:
    report = make.hostile()
    facts = {"claims/records": [{"cue": "cures", "strength": 4, "span": [1, 2]}, {"cue": "<b>", "voice": "own"}], "score": 3}
    page = open_page(replace(report, documents=(replace(report.documents[0], facts=facts),)))
    text = page.run(
        "document.querySelectorAll('details').forEach((one) => one.open = true); return document.getElementById('d0').innerText"
    )
    for word in ("claims/records", "cures", "<b>", "Not counted: 1 finding", "Not checked"):
        assert word in text


if "COPYDESK_SCREENSHOTS" in os.environ:  # pictures to look at, into the folder that it names

    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1400, 400])
    def test_screenshots(make: SimpleNamespace, open_page: Callable[..., Page], width: int, theme: str) -> None:
        page = open_page(make.seeds())
        page.resize(width)
        page.run("document.documentElement.dataset.theme = arguments[0]", theme)
        time.sleep(0.3)
        picture = base64.b64decode(page.browser.send("Page.captureScreenshot")["data"])
        (Path(os.environ["COPYDESK_SCREENSHOTS"]) / f"report-{width}-{theme}.png").write_bytes(picture)
