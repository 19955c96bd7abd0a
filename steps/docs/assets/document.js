"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.querySelector(".filters");
  const dialog = document.querySelector("dialog");
  const nothing = document.querySelector(".nothing");
  const scenarios = all("details.s");
  const fields = { q: form.elements.q, tags: form.elements.tags };
  const boxes = all("input[name=status]", form);
  const [count, wrong] = [form.querySelector("[role=status]"), form.querySelector(".wrong")];

  // A case is what is counted: a scenario, or one row of an outline.
  let cases;
  // Walking the children by hand: a selector with :scope would search everything below, for each ancestor.
  const own = (element, name) => [...element.children].filter((child) => child.matches(name));
  const tagsOf = (element) => {
    const found = [];
    for (let at = element; at.id !== "~features"; at = at.parentElement) {
      const lists = [...own(at, ".t"), ...own(at, "header").flatMap((header) => own(header, ".t"))];
      for (const list of lists) for (const tag of list.children) found.push(tag.textContent);
    }
    return found;
  };
  const index = () => cases ??= scenarios.flatMap((scenario) => {
    const around = [scenario.closest("article"), scenario.closest(".rule")].map((part) => part?.firstElementChild.textContent).join(" ");
    const units = scenario.dataset.s ? [scenario] : all("tr[data-s]", scenario);
    const shared = scenario.dataset.s ? "" : own(scenario, "summary, .steps, .p").map((part) => part.textContent).join(" ");
    return units.map((element) => ({
      element,
      scenario,
      status: element.dataset.s,
      tags: new Set(tagsOf(element.closest("table") ?? element)),
      text: [around, shared, element.textContent, element === scenario ? "" : element.nextElementSibling.textContent].join(" ").toLowerCase(),
    }));
  });

  // Cucumber's tag expressions: not, and, or, parentheses, and a backslash before what is meant literally.
  const tagExpression = (source) => {
    const tokens = source.match(/[()]|(?:\\.|[^\s()\\])+/g) ?? [];
    let at = 0;
    const take = (word) => tokens[at] === word && ++at;
    const any = () => { let left = every(); while (take("or")) { const [a, b] = [left, every()]; left = (tags) => a(tags) || b(tags); } return left; };
    const every = () => { let left = one(); while (take("and")) { const [a, b] = [left, one()]; left = (tags) => a(tags) && b(tags); } return left; };
    const one = () => {
      if (take("not")) { const inner = one(); return (tags) => !inner(tags); }
      if (take("(")) { const inner = any(); if (!take(")")) throw new Error("a parenthesis is not closed"); return inner; }
      const tag = tokens[at++];
      if (!tag || tag === ")" || tag === "and" || tag === "or") throw new Error(`expected a tag such as @smoke${tag ? ` instead of “${tag}”` : " at the end"}`);
      const plain = tag.replace(/\\(.)/g, "$1");
      if (!plain.startsWith("@")) throw new Error(`a tag begins with @: “${plain}”`);
      return (tags) => tags.has(plain);
    };
    if (!tokens.length) return () => true;
    const parsed = any();
    if (at < tokens.length) throw new Error(`expected “and” or “or” before “${tokens[at]}”`);
    return parsed;
  };

  const state = () => ({ q: fields.q.value.trim(), tags: fields.tags.value.trim(), status: boxes.filter((box) => box.checked).map((box) => box.value) });
  const address = ({ q, tags, status }) => {
    const query = new URLSearchParams();
    if (q) query.set("q", q);
    if (tags) query.set("tags", tags);
    if (status.length) query.set("status", status.join(","));
    return query.toString();
  };
  const split = () => {
    const hash = location.hash.slice(1);
    const at = hash.indexOf("?");
    return at < 0 ? [hash, ""] : [hash.slice(0, at), hash.slice(at + 1)];
  };

  const highlight = (words) => {
    if (!CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < 500) {
      const text = walker.currentNode.data.toLowerCase();
      for (const word of words) {
        for (let from = text.indexOf(word); from >= 0 && ranges.length < 500; from = text.indexOf(word, from + word.length)) {
          if (from + word.length > walker.currentNode.length) break;
          const range = new Range();
          range.setStart(walker.currentNode, from);
          range.setEnd(walker.currentNode, from + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  let later;
  const filter = () => {
    const wanted = state();
    const filtering = Boolean(address(wanted));
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    let matches;
    try {
      matches = tagExpression(wanted.tags);
      wrong.textContent = "";
    } catch (error) {
      wrong.textContent = `This is no tag expression: ${error.message}.`;
      matches = () => true;
    }
    fields.tags.setAttribute("aria-invalid", String(Boolean(wrong.textContent)));
    if (!filtering && !cases) { count.textContent = ""; return; }
    const seen = new Map();
    let shown = 0;
    for (const { element, scenario, status, tags, text } of index()) {
      const show = (!wanted.status.length || wanted.status.includes(status)) && words.every((word) => text.includes(word)) && matches(tags);
      element.hidden = !show;
      if (element !== scenario) element.nextElementSibling.hidden = !show;
      shown += show;
      seen.set(scenario, seen.get(scenario) || show);
    }
    for (const scenario of scenarios) scenario.hidden = filtering && !seen.get(scenario);
    for (const part of all(".rule, .feature, .folder")) {
      if (part.matches("section, article")) part.hidden = filtering && !part.querySelector("details.s:not([hidden])");
    }
    nothing.hidden = shown > 0 || !filtering;
    count.textContent = filtering ? `Showing ${shown} of ${index().length}` : "";
    clearTimeout(later);
    later = setTimeout(highlight, 150, words);
  };
  const remember = () => {
    const query = address(state());
    const [place] = split();
    history.replaceState(null, "", query ? `#${place}?${query}` : place ? `#${place}` : location.pathname + location.search);
  };
  const changed = () => { filter(); remember(); };
  const clear = () => {
    form.reset();
    changed();
  };

  const reveal = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    if (element.matches("tr")) element.querySelector(".s > details").open = true;
    element.scrollIntoView();
    // Scrolling lays out what was far away, which may move the place once more.
    requestAnimationFrame(() => element.scrollIntoView());
    (element.querySelector("summary") ?? element).focus({ preventScroll: true });
  };
  const arrive = () => {
    const [place, query] = split();
    const wanted = new URLSearchParams(query);
    fields.q.value = wanted.get("q") ?? "";
    fields.tags.value = wanted.get("tags") ?? "";
    const statuses = (wanted.get("status") ?? "").split(",");
    for (const box of boxes) box.checked = statuses.includes(box.value);
    filter();
    const element = place && document.getElementById(decodeURIComponent(place));
    if (!element) return;
    // Until it has loaded the page, the browser takes the focus for the address itself.
    if (document.readyState === "complete") reveal(element);
    else addEventListener("load", () => setTimeout(reveal, 0, element), { once: true });
  };

  const openAll = (open) => {
    for (const scenario of scenarios) if (!scenario.hidden) scenario.open = open;
  };
  const step = (by, wanted = () => true) => {
    const visible = scenarios.filter((scenario) => !scenario.hidden && scenario.offsetParent !== null && wanted(scenario));
    if (!visible.length) return;
    const at = document.activeElement?.closest?.("details.s");
    const order = Node.DOCUMENT_POSITION_FOLLOWING;
    const next = by > 0
      ? visible.find((scenario) => !at || (scenario !== at && at.compareDocumentPosition(scenario) & order))
      : visible.findLast((scenario) => at && scenario !== at && !(at.compareDocumentPosition(scenario) & order));
    const target = (next ?? (by > 0 ? visible[0] : visible.at(-1))).querySelector("summary");
    target.focus();
    target.scrollIntoView({ block: "center" });
  };
  const attention = (scenario) => scenario.querySelector(":scope > summary .failed, :scope > summary .flaky") !== null;
  const actions = { open: () => openAll(true), close: () => openAll(false), clear, keys: () => dialog.showModal() };
  const keys = {
    "/": () => { fields.q.focus(); fields.q.select(); },
    j: () => step(1), k: () => step(-1), n: () => step(1, attention),
    o: actions.open, c: actions.close, "?": actions.keys,
  };
  const letters = dialog.querySelector("[name=keys]");
  try { letters.checked = localStorage.getItem("keys") !== "off"; } catch { /* a page without storage keeps the letters */ }
  letters.addEventListener("change", () => {
    try { localStorage.setItem("keys", letters.checked ? "on" : "off"); } catch { /* as above */ }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const typing = event.target.matches?.("input[type=search], input[type=text]");
    if (event.key === "Escape") { clear(); if (typing) event.target.blur(); return; }
    if (typing || !letters.checked || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button?.dataset.do) actions[button.dataset.do]();
    if (copies.has(button)) navigator.clipboard.writeText(copies.get(button)()).then(() => { button.textContent = "Copied"; });
  });
  // Only what is opened gets its button, so a long page stays light.
  const copies = new WeakMap();
  const added = new Set(["host", "content-length", "connection", "accept-encoding", "user-agent"]);
  const quoted = (text) => /^[\w@%+=:,.\/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  // A value that is long, or written the other way round, stands in an element of its own.
  const valueOf = ({ nextSibling: text }) => text.data.trim() || (text.nextSibling?.matches?.("details, bdi") ? text.nextSibling.textContent : "");
  const curl = (exchange) => {
    const request = exchange.querySelector(".pre").cloneNode(true);
    const shared = document.querySelector(".pre.asked");
    for (const summary of all("summary", request)) summary.remove();
    const method = exchange.querySelector("b");
    const target = request.querySelector("b")?.textContent.slice(method.textContent.length + 1) ?? valueOf(method);
    const words = ["curl", "-i", "-X", method.textContent, (exchange.dataset.origin ?? document.body.dataset.origin) + target];
    for (const header of [...shared ? all("i", shared) : [], ...all("i", request)]) {
      if (!added.has(header.textContent.slice(0, -1).toLowerCase())) words.push("-H", `${header.textContent} ${valueOf(header)}`);
    }
    const body = request.querySelector("code");
    if (body) words.push("--data-raw", body.textContent);
    return words.map(quoted).join(" ");
  };
  const addCopy = (exchange) => {
    if (exchange.querySelector(".copy")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy as curl" });
    copies.set(button, () => curl(exchange));
    exchange.append(button);
  };
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches(".e") && navigator.clipboard) addCopy(event.target);
    for (const wide of all(".tw", event.target)) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  }, true);
  if (navigator.clipboard) {
    for (const sentence of all(".sentences > li > p:first-child")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
      copies.set(button, () => sentence.querySelector("code").textContent);
      sentence.append(" ", button);
    }
  }
  const contents = document.querySelector("nav details");
  if (matchMedia("(min-width: 75rem)").matches) contents.open = true;
  addEventListener("beforeprint", () => { for (const details of all("details")) details.open = true; });
  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 80); });
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  addEventListener("hashchange", arrive);
  form.hidden = false;
  arrive();
})();
