/* The proof card: hover, focus or tap a figure, or a footnote mark, and its footnote opens beside it.
   The card is the footnote itself, copied: without this script the mark leads to it, and the figure to its page. */

const OPEN_AFTER = 150; // milliseconds, so that a pointer on its way elsewhere opens nothing
const CLOSE_AFTER = 300; // long enough to move the pointer into the card
const GAP = 8; // pixels between a figure and its card
const TRIGGERS = "a:has(> data.figure), a.footnote-ref, .chart a, .coverage td > span > a"; // not those of a card in a cell
const words = document.currentScript.dataset; // close, proof

let card = null; // the one open card
let timer = 0;
let returning = false;

/** The footnote that proves what a trigger shows; undefined where the page has none. */
function footnoteOf(trigger) {
  const shown = trigger.querySelector("data.figure")?.dataset.observation;
  const linked = trigger.getAttribute("href").match(/figures\/([^/]+)\/$/)?.[1]; // of a chart or the grid of years
  const mark = trigger.getAttribute("href").replace(/^.*#/, "");
  const id = (shown ?? linked) ? `fn:observation-${shown ?? linked}` : decodeURIComponent(mark);
  return document.getElementById(id) ?? undefined;
}

function close({ restoreFocus = false } = {}) {
  clearTimeout(timer);
  if (!card) return;
  const { element, trigger } = card;
  card = null;
  trigger.setAttribute("aria-expanded", "false");
  element.remove();
  if (!restoreFocus) return;
  returning = true; // the focus comes back to the figure, and must not open its card again
  trigger.focus();
  returning = false;
}

/** Keeps the keyboard out of a card that only hovers, and lets it into one that was opened on purpose. */
function setReachable(element, reachable) {
  for (const each of element.querySelectorAll("a, button")) each.tabIndex = reachable ? 0 : -1;
}

function build(footnote) {
  const element = document.createElement("div");
  element.className = "proof-card md-typeset";
  element.popover = "manual";
  element.tabIndex = -1;
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", words.proof);
  element.append(...[...footnote.childNodes].map((node) => node.cloneNode(true)));
  for (const each of element.querySelectorAll(".footnote-backref")) {
    const before = each.previousSibling; // its space would be a line
    if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.trimEnd();
    each.remove();
  }
  for (const each of element.querySelectorAll("[id]")) each.removeAttribute("id");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "proof-card__close";
  button.setAttribute("aria-label", words.close);
  button.addEventListener("click", () => close({ restoreFocus: true }));
  element.prepend(button);
  return element;
}

/** On the side of the trigger with more room, never beyond the edges. A phone's card stands at its foot: there, the
    page makes way. */
function place(element, trigger) {
  const box = trigger.getBoundingClientRect();
  if (getComputedStyle(element).position === "fixed") {
    scrollBy({ top: Math.max(0, box.bottom + GAP - element.getBoundingClientRect().top) });
    return;
  }
  const header = document.querySelector(".md-header")?.offsetHeight ?? 0;
  const room = { above: box.top - header - 2 * GAP, below: innerHeight - box.bottom - 2 * GAP };
  const below = element.scrollHeight <= room.below || room.below >= room.above;
  element.style.setProperty("--card-room", `${below ? room.below : room.above}px`);
  const { offsetWidth: width, offsetHeight: height } = element;
  const edge = document.documentElement.clientWidth - width - GAP;
  const left = Math.max(GAP, Math.min(box.left + box.width / 2 - width / 2, edge));
  element.style.setProperty("--card-left", `${left + scrollX}px`);
  element.style.setProperty("--card-top", `${(below ? box.bottom + GAP : box.top - GAP - height) + scrollY}px`);
}

function open(trigger, { pinned = false } = {}) {
  clearTimeout(timer);
  if (card?.trigger !== trigger) {
    const footnote = footnoteOf(trigger);
    if (!footnote) return false;
    close();
    const element = build(footnote);
    const anchor = trigger.closest("svg") ? trigger.closest("figure") : trigger;
    anchor.after(element);
    element.showPopover();
    place(element, trigger);
    trigger.setAttribute("aria-expanded", "true");
    card = { element, trigger, pinned: false };
  }
  card.pinned ||= pinned;
  setReachable(card.element, card.pinned);
  return true;
}

const triggerOf = (event) => event.target.closest?.(TRIGGERS);
const isOutside = (node) => card && !card.element.contains(node) && !card.trigger.contains(node);

function setUp() {
  document.querySelectorAll(TRIGGERS).forEach((trigger) => {
    if (footnoteOf(trigger)) trigger.setAttribute("aria-haspopup", "dialog");
  });

  let where; // of the pointer on the screen
  let beneath = false; // whether the page moved beneath a resting pointer, which makes this event too
  const point = (event) => {
    const before = where;
    where = `${event.screenX} ${event.screenY}`;
    beneath = where === before;
    if (event.pointerType !== "mouse" || card?.pinned || beneath) return;
    const trigger = triggerOf(event);
    clearTimeout(timer);
    if (trigger) timer = setTimeout(() => open(trigger), card ? 0 : OPEN_AFTER);
    else if (isOutside(event.target)) timer = setTimeout(close, CLOSE_AFTER);
  };
  document.addEventListener("pointerover", point);
  // It is over what the page brought beneath it as soon as it moves, and no longer comes over it.
  document.addEventListener("pointermove", (event) => beneath && point(event));

  document.addEventListener("focusin", (event) => {
    if (returning) return;
    const trigger = triggerOf(event);
    // Browsers leave a link that is seen in part where it is, half behind the edge of a wide table.
    if (trigger?.closest("td")) trigger.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (trigger?.matches(":focus-visible") && open(trigger)) return;
    if (isOutside(event.target)) close();
  });

  document.addEventListener("click", (event) => {
    const trigger = triggerOf(event);
    if (!trigger || card?.element.contains(trigger)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a new tab: the reader means the page
    if (card?.trigger === trigger && card.pinned) {
      event.preventDefault();
      close();
    } else if (open(trigger, { pinned: true })) {
      event.preventDefault();
      card.element.focus({ preventScroll: true });
    }
  });

  document.addEventListener("pointerdown", (event) => {
    if (isOutside(event.target)) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card) close({ restoreFocus: card.element.contains(document.activeElement) });
  });

  addEventListener("resize", () => card && place(card.element, card.trigger));
}

/** The rows of a table, and those folded below it, as spreadsheets paste them; the marks of footnotes are drawn, and no
    text. What is folded has none either, and is unfolded for a moment. */
function tabbed(frame) {
  const folded = [...frame.querySelectorAll("details:not([open])")];
  for (const each of folded) each.open = true;
  const rows = [...frame.querySelectorAll(":scope > table tr, details tbody tr")];
  const cells = rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()));
  for (const each of folded) each.open = false;
  return cells.map((row) => row.join("\t")).join("\n");
}

/** Notes and rows are folded: the place that an address names is unfolded, in browsers that do not do so themselves. */
function unfoldNamed() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = named && named.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  named.scrollIntoView();
}

/** Buttons that copy a reference or a table, hidden where they could not work. */
function setUpCopying() {
  if (!navigator.clipboard) return;
  document.documentElement.classList.add("can-copy");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy || tabbed(button.closest(".observations-frame")));
    button.dataset.label ??= button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = button.dataset.label), 2000);
  });
}

/** Saves texts as a file. */
function saveFile(name, parts, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Buttons that save the text behind their paragraph; lines of RIS end in CR LF. */
function setUpSaving() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-save]");
    if (!button) return;
    const { save: name } = button.dataset;
    const text = `${button.parentElement.nextElementSibling.querySelector("code").textContent}\n`;
    saveFile(name, [name.endsWith(".ris") ? text.replaceAll("\n", "\r\n") : text], "text/plain");
  });
}

/** The other language opens at the same place of the page, with the same filters: their ids are the same in both. What
    was typed is of one language, but for numbers. */
function keepPlace() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    if (!link) return;
    const asked = new URLSearchParams(location.search);
    for (const name of ["text", "q", "h"]) if (/\p{L}/u.test(asked.get(name) ?? "")) asked.delete(name);
    link.search = asked;
    if (location.hash) link.hash = location.hash;
  });
}

/** The menu of a narrow window opens and closes with the keyboard too: a label cannot, a button can. */
function letKeyboardOpenMenu() {
  const toggle = document.getElementById("__drawer");
  const label = document.querySelector("label.md-header__button[for=__drawer]");
  const button = document.createElement("button");
  const tell = () => button.setAttribute("aria-expanded", toggle.checked);
  button.className = `${label.className} menu-button`;
  button.ariaLabel = label.title;
  button.append(...label.childNodes);
  button.addEventListener("click", () => toggle.click());
  label.replaceWith(button);
  tell();
  toggle.addEventListener("change", tell);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    toggle.click();
    button.focus();
  });
}

/** Paper says on which day it was printed, and has what is folded on the screen. */
function setUpPaper() {
  addEventListener("beforeprint", () => {
    const place = document.querySelector("[data-printed]");
    const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long", numberingSystem: "latn" });
    place.textContent = ` · ${place.dataset.printed} ${day}`;
    for (const notes of document.querySelectorAll("details.footnote")) notes.open = true;
  });
}

if ("showPopover" in HTMLElement.prototype) setUp();
setUpCopying();
setUpSaving();
addEventListener("hashchange", unfoldNamed);
unfoldNamed();
keepPlace();
letKeyboardOpenMenu();
setUpPaper();
