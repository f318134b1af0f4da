"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const PICTURES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;
  const UNSEEN = /^[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f]+$/u;
  const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]/;
  const SEVERITIES = ["error", "warning", "info"];
  const rank = { error: 0, warning: 1, info: 2 };

  const hex = (sign) => {
    const code = sign.codePointAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "␡";
    return code < 0x100 ? "\\x" + code.toString(16) : "\\u" + code.toString(16).padStart(4, "0");
  };
  const shown = (text) => text.replace(PICTURES, hex);
  const label = (text) => shown(text).replace(/[\t\n]/g, hex);
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = shown(text);
    return element;
  };
  const button = (text, act, title) => {
    const element = make("button", "plain", text);
    element.type = "button";
    if (title) element.title = title;
    element.addEventListener("click", act);
    return element;
  };
  const plural = (number, noun) => number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");

  /* the findings, flat, in the order of the page */
  const all = [];
  data.documents.forEach((doc, index) => {
    doc.index = index;
    doc.findings.forEach((finding) => {
      finding.doc = doc;
      finding.id = all.length;
      finding.on = true;
      finding.hay = (finding.message + "\n" + finding.rule + "\n" + doc.path + "\n" + finding.text).toLowerCase();
      all.push(finding);
    });
  });
  let showing = all;
  let current = null;
  const wide = matchMedia("(min-width: 68.001rem)");

  /* a document, drawn when it comes near the window */
  const articles = new Map();
  const main = $("documents");
  const watch = new IntersectionObserver(
    (entries) => entries.forEach((entry) => entry.isIntersecting && draw(data.documents[entry.target.dataset.index])),
    { rootMargin: "1200px 0px" }
  );

  function frame(doc) {
    const article = make("article", "doc");
    article.id = "d" + doc.index;
    article.dataset.index = doc.index;
    const header = make("header");
    const title = make("h2");
    const name = make("bdi", "", label(doc.path));
    title.append(name);
    header.append(title);
    const words = [doc.languageName];
    if (doc.passed !== null) words.push(doc.passed ? "may be published" : "blocked");
    words.push(doc.findings.length ? plural(doc.findings.length, "finding") : doc.failures.length ? "not fully checked" : "no findings");
    header.append(make("p", "soft", words.join(" · ")));
    article.append(header);
    article.style.minHeight = Math.min(20000, 160 + doc.text.length * 0.45 + doc.findings.length * 40) + "px";
    return article;
  }

  function draw(doc) {
    const article = articles.get(doc);
    if (doc.drawn) return;
    doc.drawn = true;
    watch.unobserve(article);
    doc.failures.forEach((failure) => article.append(make("p", "failure", failure)));
    const notes = new Map();
    doc.findings.forEach((finding) => {
      const key = finding.block;
      if (!notes.has(key)) notes.set(key, []);
      notes.get(key).push(finding);
    });
    if (notes.has(-1)) article.append(row(make("p", "text skip", "About the file as a whole"), notes.get(-1)));
    doc.blocks.forEach((block, number) => {
      article.append(row(paragraph(doc, block), notes.get(number) || []));
    });
    if (doc.suppressed.length) article.append(apart("Not counted: " + plural(doc.suppressed.length, "finding"), doc.suppressed));
    if (doc.notChecked.length) article.append(apart("Not checked", doc.notChecked));
    if (doc.notes.length) article.append(apart("Notes", doc.notes));
    if (doc.facts.length) article.append(facts(doc.facts));
    article.style.minHeight = "";
    mark(doc);
  }

  function row(text, findings) {
    const element = make("div", "row");
    if (findings.length) {
      const notes = make("div", "notes");
      findings.forEach((finding) => notes.append(note(finding)));
      element.append(notes);
    }
    element.append(text);
    return element;
  }

  function paragraph(doc, [start, end, kind]) {
    const element = make(kind === "heading" ? "h3" : "p", "text " + kind);
    if (kind === "skip") {
      element.textContent = "…";
      return element;
    }
    const expected = doc.language && RTL.test(doc.text.slice(start, end)) === doc.rtl;
    element.dir = expected ? (doc.rtl ? "rtl" : "ltr") : "auto";
    if (doc.language) element.lang = doc.language;
    const here = doc.findings.filter((finding) => finding.span && finding.span[0] < end && finding.span[1] > start);
    const cuts = new Set([start, end]);
    here.forEach((finding) => finding.span.forEach((at) => at > start && at < end && cuts.add(at)));
    const related = relatedIn(doc, start, end);
    related.forEach((span) => span.forEach((at) => at > start && at < end && cuts.add(at)));
    const places = [...cuts].sort((a, b) => a - b);
    for (let n = 0; n + 1 < places.length; n++) {
      const piece = doc.text.slice(places[n], places[n + 1]);
      const over = here.filter((finding) => finding.span[0] <= places[n] && finding.span[1] >= places[n + 1]);
      const from = related.some((span) => span[0] <= places[n] && span[1] >= places[n + 1]);
      if (!over.length && !from) {
        element.append(pictured(piece));
        continue;
      }
      const marked = make("mark", over.length ? "" : "off");
      marked.dataset.at = places[n] + "-" + places[n + 1];
      if (over.length) marked.dataset.findings = over.map((finding) => finding.id).join(" ");
      marked.append(UNSEEN.test(piece) ? make("span", "ink", [...piece].map(hex).join("")) : kind === "blank" ? blank(piece) : pictured(piece));
      if (!piece.trim()) marked.classList.add("blank");
      element.append(marked);
    }
    return element;
  }

  function blank(text) {
    const signs = { " ": "␣", "\n": "␊", "\r": "␍", "\t": "␉" };
    return make("span", "ink", [...text].map((sign) => signs[sign] || (sign.trim() && !UNSEEN.test(sign) ? sign : "U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"))).join(""));
  }

  function relatedIn(doc, start, end) {
    const out = [];
    doc.findings.forEach((finding) => finding.related.forEach((other) => {
      if (other.span && other.span[0] < end && other.span[1] > start) out.push(other.span);
    }));
    return out;
  }

  function pictured(text) {
    if (!text.match(PICTURES)) return document.createTextNode(text);
    const out = document.createDocumentFragment();
    let at = 0;
    for (const match of text.matchAll(PICTURES)) {
      out.append(text.slice(at, match.index));
      const sign = make("span", "ink");
      sign.textContent = hex(match[0]);
      out.append(sign);
      at = match.index + match[0].length;
    }
    out.append(text.slice(at));
    return out;
  }

  function note(finding) {
    const element = make("aside", "note " + finding.severity);
    element.id = "f" + finding.id;
    element.tabIndex = -1;
    element.setAttribute("aria-label", finding.severity + ", " + finding.rule);
    element.addEventListener("mouseenter", () => touch(finding, true));
    element.addEventListener("mouseleave", () => touch(finding, false));
    const rule = data.rules[finding.rule];
    const what = make("p", "what");
    const isolated = make("bdi", "", finding.message);
    what.append(isolated);
    what.addEventListener("click", () => go(finding, false));
    element.append(what);
    if (finding.fix) element.append(make("p", "fix", finding.fix));
    finding.related.forEach((other) => {
      const line = make("p", "related", other.text ? other.message.replace(/[.:]$/, "") + ": " : other.message);
      if (other.text) line.append(make("q", "", other.text));
      if (other.span) {
        line.append(" ", button("show", () => point(finding.doc, other.span)));
      }
      element.append(line);
    });
    const where = make("p", "where");
    where.append(make("b", "", finding.severity), " ", make("span", "rule", finding.rule));
    element.append(where);
    const acts = make("div", "acts");
    acts.append(make("span", "soft", "line " + finding.line));
    if (!rule || rule.waivable) acts.append(button("Copy waiver", () => copy(finding), "Copies the entry for waivers.toml"));
    if (rule && rule.why) {
      const why = make("details");
      why.append(make("summary", "", "Why"), make("p", "", rule.why));
      acts.append(why);
    }
    element.append(acts);
    return element;
  }

  function touch(finding, on) {
    articles.get(finding.doc).querySelectorAll("mark[data-findings]").forEach((element) => {
      if (element.dataset.findings.split(" ").includes(String(finding.id))) element.classList.toggle("touched", on);
    });
  }

  function apart(title, lines) {
    const element = make("details", "apart");
    element.append(make("summary", "", title));
    const list = make("ul");
    lines.forEach((line) => list.append(make("li", "", line)));
    element.append(list);
    return element;
  }

  function facts(tables) {
    const element = make("details", "apart");
    element.append(make("summary", "", "What was read out of this document: " + tables.map((one) => one.name).join(", ")));
    for (const fact of tables) {
      const table = make("table", "facts");
      table.append(make("caption", "", fact.name));
      const head = make("tr");
      fact.columns.forEach((column) => head.append(make("th", "", column)));
      table.append(head);
      fact.rows.forEach((cells) => {
        const line = make("tr");
        cells.forEach((cell) => {
          const box = make("td");
          box.append(make("bdi", "", cell));
          line.append(box);
        });
        table.append(line);
      });
      const scroll = make("div", "scroll");
      scroll.tabIndex = 0;
      scroll.append(table);
      element.append(scroll);
    }
    return element;
  }

  /* marks and notes follow the filters */
  function mark(doc) {
    const article = articles.get(doc);
    doc.findings.forEach((finding) => {
      const element = $("f" + finding.id);
      if (element) element.hidden = !finding.on;
    });
    article.querySelectorAll("mark[data-findings]").forEach((element) => {
      const here = element.dataset.findings.split(" ").map((id) => all[id]).filter((finding) => finding.on);
      here.sort((a, b) => rank[a.severity] - rank[b.severity] || a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
      element.classList.remove(...SEVERITIES, "off", "current");
      element.classList.add(here.length ? here[0].severity : "off");
      if (here.includes(current)) element.classList.add("current");
      element.title = here.map((finding) => finding.message).join("\n");
    });
  }

  main.addEventListener("click", (event) => {
    const element = event.target.closest("mark[data-findings]");
    if (!element) return;
    const here = element.dataset.findings.split(" ").map((id) => all[id]).filter((finding) => finding.on);
    here.sort((a, b) => rank[a.severity] - rank[b.severity] || a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
    if (here.length) go(here[(here.indexOf(current) + 1) % here.length], false);
  });

  /* filters */
  const form = $("filters");
  const search = $("search");
  function filter() {
    const chosen = (name) => new Set([...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value));
    const severities = chosen("severity");
    const families = chosen("family");
    const language = $("language").value;
    const words = search.value.trim().toLowerCase();
    all.forEach((finding) => {
      finding.on = severities.has(finding.severity) && families.has(finding.family) &&
        (language === "*" || finding.language === language || finding.doc.language === language) &&
        (!words || finding.hay.includes(words));
    });
    showing = all.filter((finding) => finding.on);
    const narrowed = showing.length < all.length || language !== "*" || words;
    const found = $("found").checked;
    let docs = 0;
    data.documents.forEach((doc) => {
      const number = doc.findings.reduce((sum, finding) => sum + finding.on, 0);
      const byName = words && doc.path.toLowerCase().includes(words) && (language === "*" || doc.language === language);
      const hide = number === 0 && !byName && ((narrowed && !(language !== "*" && doc.language === language && !words && !found)) || (found && !doc.failures.length));
      articles.get(doc).hidden = hide;
      doc.entry.hidden = hide;
      doc.entry.querySelector(".number").textContent = number || "";
      docs += !hide;
      if (doc.drawn) mark(doc);
    });
    if (current && !current.on) select(null);
    $("none").hidden = docs > 0;
    count();
  }

  function count() {
    const at = current ? (showing.indexOf(current) + 1).toLocaleString("en") + " of " : "";
    $("count").textContent = at + plural(showing.length, "finding") + (showing.length < all.length ? " (" + all.length.toLocaleString("en") + " in all)" : "");
  }

  /* moving about */
  function select(finding) {
    const before = current;
    current = finding;
    for (const one of [before, finding]) {
      if (!one) continue;
      const element = $("f" + one.id);
      if (element) element.classList.toggle("current", one === finding);
      if (element) element.classList.remove("pinned");
      if (one.doc.drawn) mark(one.doc);
    }
    document.querySelectorAll(".contents a[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    if (finding) {
      finding.doc.entry.firstChild.setAttribute("aria-current", "true");
      if (wide.matches) finding.doc.entry.scrollIntoView({ block: "nearest" });
    }
    count();
  }

  function go(finding, scroll = true) {
    draw(finding.doc);
    select(finding);
    $("f" + finding.id).focus({ preventScroll: true });
    const place = $("f" + finding.id).closest(".row").querySelector("mark.current") || $("f" + finding.id);
    const box = place.getBoundingClientRect();
    if (scroll || outside(box)) centre(place, () => pin(finding));
    else pin(finding);
  }

  const outside = (box) => box.bottom < 0 || box.top > innerHeight - 40;

  function centre(element, then) {
    const move = () => element.scrollIntoView({ block: "center" });
    move();
    requestAnimationFrame(() => requestAnimationFrame(() => { move(); if (then) then(); }));
  }

  /* where many notes crowd the margin, the note of the current finding may be far below its text: then it is shown over the page */
  function pin(finding) {
    const element = $("f" + finding.id);
    if (finding === current) element.classList.toggle("pinned", outside(element.getBoundingClientRect()));
  }

  function point(doc, span) {
    articles.get(doc).querySelectorAll("mark").forEach((element) => {
      const [start, end] = element.dataset.at.split("-").map(Number);
      element.classList.toggle("from", start >= span[0] && end <= span[1]);
    });
    const first = articles.get(doc).querySelector("mark.from");
    if (first) centre(first);
  }

  function step(by) {
    if (!showing.length) return;
    let at = showing.indexOf(current);
    if (at < 0) {
      const from = data.documents.findIndex((doc) => !articles.get(doc).hidden && articles.get(doc).getBoundingClientRect().bottom > 80);
      at = showing.findIndex((finding) => finding.doc.index >= from);
      if (at < 0) at = 0;
      if (by < 0) at = Math.max(0, at - 1);
      go(showing[at]);
      return;
    }
    go(showing[(at + by + showing.length) % showing.length]);
  }

  /* a waiver, as it stands in waivers.toml */
  const toml = (text) => JSON.stringify(text.replace(/[\ud800-\udfff]/gu, "\ufffd"))
    .replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));
  function waiver(finding) {
    const pairs = { rule: finding.rule, path: finding.doc.path, fingerprint: finding.fingerprint, text: finding.text, reason: "", owner: "", until: "" };
    return "[[waivers]]\n" + Object.entries(pairs).map(([key, value]) => key + " = " + toml(value) + "\n").join("");
  }
  async function copy(finding) {
    const text = waiver(finding);
    try {
      await navigator.clipboard.writeText(text);
      tell("Copied. Paste it into waivers.toml and fill in reason, owner and until.");
    } catch {
      $("waiver-text").value = text;
      $("waiver").showModal();
      $("waiver-text").select();
    }
  }
  let timer = 0;
  function tell(text) {
    $("toast").textContent = text;
    $("toast").hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => ($("toast").hidden = true), 4000);
  }

  /* theme */
  const root = document.documentElement;
  const keep = (value) => { try { localStorage.setItem("copydesk-theme", value); } catch { /* a page from a file may have no storage */ } };
  try {
    const kept = localStorage.getItem("copydesk-theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch { /* as above */ }
  function theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
  }

  /* keys */
  const acts = {
    j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1), t: theme,
    c: () => current && copy(current),
    "/": () => { $("filter-box").open = true; search.focus(); search.select(); },
    "?": () => $("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]")) return;
      if (typing && search.value) search.value = "";
      if (typing) event.target.blur();
      else select(null);
      filter();
      return;
    }
    if (typing || document.querySelector("dialog[open]") || !(event.key in acts)) return;
    event.preventDefault();
    acts[event.key]();
  });

  /* setting the page */
  const contents = $("contents");
  const pieces = document.createDocumentFragment();
  const entries = document.createDocumentFragment();
  data.documents.forEach((doc) => {
    const article = frame(doc);
    articles.set(doc, article);
    pieces.append(article);
    const link = make("a");
    link.href = "#d" + doc.index;
    link.title = label(doc.path);
    const worst = SEVERITIES.find((severity) => doc.findings.some((finding) => finding.severity === severity));
    link.append(make("bdi", "name", label(doc.path.replace(/^.*\//s, ""))), make("span", "number " + (doc.failures.length ? "error" : worst || ""), doc.findings.length ? String(doc.findings.length) : ""));
    doc.entry = make("li");
    doc.entry.append(link);
    entries.append(doc.entry);
  });
  main.append(pieces);
  contents.append(entries);
  contents.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const doc = data.documents[link.hash.slice(2)];
    draw(doc);
    requestAnimationFrame(() => requestAnimationFrame(() => articles.get(doc).scrollIntoView()));
  });
  data.documents.forEach((doc) => watch.observe(articles.get(doc)));
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  $("next").addEventListener("click", () => step(1));
  $("previous").addEventListener("click", () => step(-1));
  $("theme").addEventListener("click", theme);
  $("keys").addEventListener("click", acts["?"]);
  document.querySelectorAll("dialog button").forEach((element) => element.addEventListener("click", () => element.closest("dialog").close()));
  window.addEventListener("beforeprint", () => data.documents.forEach(draw));
  if (!wide.matches) $("filter-box").open = false;
  filter();
})();
