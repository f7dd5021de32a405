/* The explorer: the table of all figures, filtered, sorted and paged; its address keeps how, and what is left can be
   downloaded. The table and its controls are written at build: without this script the table is whole, on pages of its
   own where it is long, and the controls stay hidden. The rows of those pages are fetched when they are wanted, and rows
   out of the page that is shown are taken out of the document, so that ten thousand do no harm. */

(() => {
  const PAGE = 30; // rows
  const SLICE = 200; // rows that are read in one go
  const PAUSE = 200; // milliseconds: browsers refuse an address that changes with every key
  const OPEN = "9999"; // after the end of every period that has one
  // A line of CSV: cells, in which quoted ones may hold ends of lines.
  const LINE = /(?:"[^"]*"|[^"\r\n])+(?:\r\n|$)/g;

  const WORDS = new URL("words.js", document.currentScript.src); // what reads words, when a reader looks for some

  const explorer = document.querySelector(".explorer");
  const form = explorer.querySelector("form");
  const frame = document.querySelector(".explorer-frame");
  const headers = [...frame.querySelectorAll("th[data-sort]")];
  const body = frame.querySelector("tbody");
  const pagers = [...document.querySelectorAll(".explorer-pager")];
  const { text, sort } = form.elements;
  const filters = [...form.querySelectorAll("select")].filter((select) => select !== sort);
  const controls = [text, ...filters, sort];
  const folded = form.querySelector("details"); // on a phone
  const wide = matchMedia("(min-width: 45em)");
  const notes = [...document.querySelectorAll(".footnote > ol > li")];
  notes.forEach((note, at) => (note.value = at + 1)); // its number, whatever notes are hidden

  const indicators = [...form.elements.indicator.options].map(({ value }) => value);
  const places = new Map(indicators.map((indicator, place) => [indicator, place]));
  const all = Number(explorer.dataset.all); // rows, on all pages

  const records = [...body.rows].map((row) => record(row));
  let rest = null; // the promise of the other rows, once they were wanted
  let index = null; // of the words of rows, once they were wanted
  let found = records;
  let page = 1;
  let printing = false;
  let timer = 0;

  /** What a row is filtered and sorted by; `base` is the address of the page on which it stands, if not this one. */
  function record(row, base) {
    const figure = row.querySelector("data.figure");
    return { row, base, id: figure.dataset.observation, value: Number(figure.value), ...row.dataset };
  }

  /** Waits until all rows are there. */
  function whole() {
    if (records.length < all) rest ??= fetchRest();
    return rest;
  }

  async function fetchRest() {
    explorer.ariaBusy = "true";
    const bodies = await fetchFile(explorer.dataset.rest, (response) => response.json());
    explorer.ariaBusy = "false";
    for (const [at, html] of (bodies ?? []).entries()) {
      const made = document.createElement("template");
      made.innerHTML = `<table><tbody>${html}</tbody></table>`;
      const base = new URL(`page/${at + 2}/`, location.href);
      records.push(...[...made.content.querySelectorAll("tr")].map((row) => record(row, base)));
    }
    if (bodies) setTimeout(readOn);
    else rest = null; // the next wish tries again
  }

  /** Lets the links of a row lead where they led on its own page. */
  function atHome(record) {
    if (!record.base) return;
    for (const link of record.row.querySelectorAll("a")) {
      const { pathname, hash } = new URL(link.getAttribute("href"), record.base);
      link.setAttribute("href", pathname + hash); // without a host, which paper would show
    }
    record.base = undefined;
  }

  /** Waits until words can be looked for. */
  async function fetchWords() {
    await reach(() => import(WORDS));
    if (!self.isnadIndex) return;
    index ??= new self.isnadIndex([1], [], [], JSON.parse(explorer.dataset.synonyms));
    setTimeout(readOn);
  }

  /** Reads the words and numbers of rows that have not been read, at most so many. */
  function read(most) {
    const isText = (node) => node.nodeName !== "SUP"; // not the marks of footnotes
    for (const { row } of records.slice(index.size, index.size + most)) {
      const nodes = [...row.cells].flatMap((cell) => [...cell.childNodes].filter(isText));
      index.add(nodes.map((node) => node.textContent).join("\n"));
    }
  }

  /** Reads all rows while nothing else is to do. */
  function readOn() {
    if (!index) return;
    read(SLICE);
    if (index.size < records.length) setTimeout(readOn);
  }

  function withText(typed) {
    read(records.length);
    return index.filter(typed).map((at) => records[at]);
  }

  const compare = (one, other) => (one < other ? -1 : Number(one > other));
  // Values of different indicators are never set in one order.
  const ORDERS = {
    value: (one, other) => one.value - other.value,
    period: (one, other) => compare(one.start, other.start) || compare(one.end || OPEN, other.end || OPEN),
  };
  const GROUPS = { value: ({ indicator }) => places.get(indicator), period: () => 0 };

  function find() {
    const asked = filters.filter(({ value }) => value);
    const among = text.value.trim() && index ? withText(text.value) : records;
    found = among.filter((record) => asked.every(({ name, value }) => record[name] === value));
    if (!sort.value) return;
    const by = sort.value.replace("-", "");
    const sign = sort.value === by ? 1 : -1;
    const [group, order] = [GROUPS[by], ORDERS[by]];
    found.sort((one, other) => group(one) - group(other) || sign * order(one, other));
  }

  /** Writes the site's own words into an element, numbers in the place of their names in braces. */
  function write(element, numbers) {
    element.dataset.words ??= element.textContent;
    const format = (name) => numbers[name].toLocaleString("fr");
    element.textContent = element.dataset.words.replace(/\{(\w+)\}/g, (_, name) => format(name));
  }

  const isAsked = () => controls.some(({ value }) => value.trim());
  const size = () => (isAsked() ? found.length : all); // of what is found, rows that were not wanted yet included
  const pagesOf = (rows) => Math.max(1, Math.ceil(rows / PAGE));
  const pages = () => pagesOf(size());

  function show() {
    page = Math.min(Math.max(page, 1), pagesOf(found.length));
    const shown = printing ? found : found.slice((page - 1) * PAGE, page * PAGE);
    shown.forEach(atHome);
    body.replaceChildren(...shown.map(({ row }) => row));
    shown.forEach(({ row, indicator }, at) => {
      const isFirst = at > 0 && sort.value.endsWith("value") && shown[at - 1].indicator !== indicator;
      row.classList.toggle("group-first", isFirst);
    });
    const ids = new Set(shown.map(({ id }) => `fn:observation-${id}`));
    for (const note of notes) note.hidden = note.id.startsWith("fn:observation-") && !ids.has(note.id);
    write(explorer.querySelector(".explorer-count"), { found: size(), all });
    explorer.querySelector(".explorer-nothing").hidden = size() > 0;
    frame.hidden = size() === 0;
    explorer.querySelector(".explorer-note").hidden = !sort.value.endsWith("value");
    for (const header of headers) {
      const { sort: by } = header.dataset;
      const directions = { [by]: "ascending", [`-${by}`]: "descending" };
      header.setAttribute("aria-sort", directions[sort.value] ?? "none");
    }
    for (const pager of pagers) {
      pager.hidden = printing ? found.length === size() : pages() === 1; // on paper: where rows were not fetched
      write(pager.querySelector("span"), { page, pages: pages() });
      for (const button of pager.querySelectorAll("button"))
        button.setAttribute("aria-disabled", !canStep(Number(button.dataset.step)));
    }
  }

  const canStep = (step) => page + step >= 1 && page + step <= pages();

  /** Keeps filters, order and page in the address. */
  function remember() {
    const url = new URL(location);
    const state = [...controls.map(({ name, value }) => [name, value.trim()]), ["page", page > 1 ? page : ""]];
    for (const [name, value] of state) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  /** Sets the controls as the address says; what it names and there is not is left out. */
  async function restore() {
    const asked = new URLSearchParams(location.search);
    for (const control of controls) {
      control.value = asked.get(control.name) ?? "";
      if (control.selectedIndex === -1) control.value = "";
    }
    page = Number.parseInt(asked.get("page"), 10) || 1;
    await refresh();
  }

  /** Fetches the other rows if the reader wants them, and shows what is asked for. */
  async function refresh() {
    if (records.length < all && (isAsked() || page * PAGE > records.length)) await whole();
    if (text.value.trim() && !index) await fetchWords();
    find();
    show();
  }

  function update() {
    page = 1;
    turn();
  }

  async function turn() {
    await refresh();
    clearTimeout(timer);
    timer = setTimeout(remember, PAUSE);
  }

  /** Shows what the address leads to, wherever it is: a row to which a footnote goes back, or the footnote of a row. */
  async function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const proves = (record) => id === `fn:observation-${record.id}`;
    const target = id && records.find((each) => proves(each) || each.row.querySelector(`#${CSS.escape(id)}`));
    if (!target) return;
    if (!found.includes(target)) {
      for (const control of controls) control.value = "";
      find();
    }
    page = 1 + Math.floor(found.indexOf(target) / PAGE);
    await turn();
    document.getElementById(id)?.scrollIntoView({ block: "center" });
  }

  /** Saves the lines of the site's own table of the figures that are left, in their order. */
  async function download() {
    const text = await fetchFile(explorer.dataset.csv, (response) => response.text());
    await whole();
    if (!text || records.length < all) return;
    const [header, ...lines] = text.match(LINE);
    const byId = new Map(lines.map((line) => [line.slice(0, line.indexOf(",")), line]));
    saveFile(explorer.dataset.savedAs, ["\ufeff", header, ...found.map(({ id }) => byId.get(id))], "text/csv");
  }

  /** Returns what is read of a file of the site, or nothing where it cannot be had. */
  function fetchFile(address, read) {
    return reach(async () => {
      const response = await fetch(address);
      if (!response.ok) throw new TypeError(response.statusText);
      return read(response);
    });
  }

  /** Returns what is got of the site; says so, and returns nothing, where it cannot be had. */
  async function reach(get) {
    const failed = explorer.querySelector(".explorer-failed");
    try {
      const content = await get();
      failed.hidden = true;
      return content;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      failed.hidden = false;
    }
  }

  /** The filters are open where there is room, and where one is set. */
  function fold() {
    folded.open = wide.matches || [...filters, sort].some(({ value }) => value);
  }

  function print(begins) {
    printing = begins;
    show();
  }

  wide.addEventListener("change", fold);
  explorer.querySelector(".explorer-nothing button").addEventListener("click", () => form.reset());
  text.addEventListener("focus", fetchWords);
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update)); // when it is done
  explorer.querySelector(".explorer-download").addEventListener("click", download);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  addEventListener("popstate", restore);
  addEventListener("hashchange", reveal);

  for (const header of headers) {
    const { sort: by } = header.dataset;
    const next = { [by]: `-${by}`, [`-${by}`]: "" };
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => {
      sort.value = next[sort.value] ?? by;
      update();
    });
    header.append(button);
  }

  /* A button below the table hands over to its twin above: what has changed stands between the two. */
  for (const button of pagers.flatMap((pager) => [...pager.querySelectorAll("button")]))
    button.addEventListener("click", () => {
      const step = Number(button.dataset.step);
      if (!canStep(step)) return;
      page += step;
      turn();
      if (!explorer.contains(button)) explorer.querySelector(`button[data-step="${step}"]`).focus();
    });

  for (const ways of document.querySelectorAll(".table-pages")) ways.hidden = true; // the pagers lead to all rows
  restore().then(() => {
    fold();
    explorer.hidden = false;
    reveal();
  });
})();
