// What the browser shows, measured in the page, and whatever else is asked of its words, which are the same at each
// width; nothing is judged here.
(isRead) => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const hash = (link) => decodeURIComponent(link.hash.slice(1));
  const seen = { opacityProperty: true, visibilityProperty: true };
  const isVisible = (e) => e.getClientRects().length > 0 && e.checkVisibility(seen);
  const start = (e) => e.outerHTML.slice(0, 120);
  const content = document.querySelector("main .md-content");
  const figures = all("data.figure").filter((e) => isVisible(e) && !e.closest(".footnote"));
  const width = document.documentElement.clientWidth;

  // The box of the character at an index of a text node; inside a drawing, the drawing says where it stands.
  const boxOf = (node, index) => {
    const drawn = node.parentElement.closest("text");
    if (drawn) {
      const box = drawn.getExtentOfChar(index);
      const corner = new DOMPoint(box.x, box.y).matrixTransform(drawn.getScreenCTM());
      return { left: corner.x, top: corner.y };
    }
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    return range.getClientRects()[0];
  };
  const textsIn = (root) => {
    const texts = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest("code, pre") && isVisible(parent)) texts.push(walker.currentNode);
    }
    return texts;
  };

  // The left edge of each character of each number, in the order in which it is written.
  const NUMBER = /(?<!\d)\d{1,3}(?:[\s.,]\d{3})+(?!\d)(?:\s?%)?|\d+(?:[.,–-]\d+)*(?:[\u00a0\u202f]?%)?/g;
  const numbersIn = (root) =>
    textsIn(root).flatMap((node) =>
      [...node.data.matchAll(NUMBER)].flatMap((match) => {
        const boxes = [...match[0]].map((_, index) => boxOf(node, match.index + index));
        // A quote keeps the spaces of its article, and may break a line at them; a figure may not.
        const isWhole = node.parentElement.closest("data.figure") || boxes.every((box) => box.top === boxes[0].top);
        return isWhole ? [{ text: match[0], edges: boxes.map((box) => box.left) }] : [];
      }),
    );

  // The left edge of each word of a text that stands on one line, in the order in which the words are written.
  const wordsOf = (node) => {
    const words = [...node.data.matchAll(/[^ \n]+/g)];
    const boxes = words.map((word) => boxOf(node, word.index));
    return { text: node.data, edges: boxes.every((box) => box.top === boxes[0].top) ? boxes.map((box) => box.left) : [] };
  };

  // On which side of the last line of a figure its footnote mark stands.
  const marks = [];
  for (const figure of figures) {
    const mark = (figure.closest("a") ?? figure).nextElementSibling;
    if (!mark?.querySelector("a.footnote-ref")) continue;
    const bottom = Math.max(...[...figure.getClientRects()].map((r) => r.bottom));
    const line = [...figure.getClientRects()].filter((r) => r.bottom > bottom - 4);
    const box = mark.querySelector("a").getBoundingClientRect();
    const level = line.some((r) => box.top < r.bottom && r.top < box.bottom);
    const isLeft = box.right <= Math.min(...line.map((r) => r.left)) + 1;
    const isRight = box.left >= Math.max(...line.map((r) => r.right)) - 1;
    marks.push({ text: figure.textContent, side: level && isLeft ? "left" : level && isRight ? "right" : "elsewhere" });
  }

  // What stands beyond the edges of the window, where nothing scrolls, and what is cut off by its own edges.
  const scrolls = (e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
  const inScroller = (e) => { for (e = e.parentElement; e && e !== content; e = e.parentElement) if (scrolls(e)) return true; };
  const isOutside = (e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.right > width + 1 || box.left < -1) && isVisible(e) && !inScroller(e);
  };
  const isClipped = (e) => {
    const { overflowX, overflowY } = getComputedStyle(e);
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    const isHidden = e.clientWidth <= 1; // for screen readers only
    if (isHidden || !isVisible(e)) return false;
    return (cuts(overflowX) && e.scrollWidth > e.clientWidth + 1) || (cuts(overflowY) && e.scrollHeight > e.clientHeight + 1);
  };
  const isWider = document.documentElement.scrollWidth > width;

  // The title of the page as a tab or a list of results would show it.
  const title = document.createElement("div");
  title.dir = "auto";
  title.style.whiteSpace = "nowrap";
  title.textContent = document.title;
  content.append(title);
  const titleNumbers = numbersIn(title);
  title.remove();

  const shown = {
    overflow: [...(isWider ? ["the page"] : []), ...all("*", content).filter(isOutside).map(start)],
    clipped: all("*", content).filter(isClipped).map(start),
    numbers: [...numbersIn(content), ...titleNumbers],
    dates: all("time", content).filter(isVisible).flatMap(textsIn).map(wordsOf),
    labels: all("svg text", content).filter(isVisible).flatMap(textsIn).map(wordsOf),
    marks,
  };
  if (!isRead) return shown;

  const ids = all("[id]").map((e) => e.id);
  const words = "p, li, dt, dd, th, td, caption, figcaption, summary, a, button, h1, h2, h3, h4";
  Object.assign(shown, {
    lang: document.documentElement.lang,
    direction: getComputedStyle(content).direction,
    title: document.title,
    description: document.querySelector("meta[name=description]")?.content ?? "",
    headings: all("h1").map((e) => e.textContent),
    empty: all(words, content).filter((e) => isVisible(e) && !e.textContent.trim() && !e.ariaLabel).map(start),
    leftovers: all("[markdown], [data-seal]").map(start),
    repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
    anchors: all("main :is(h1, h2, h3, h4)[id], main .footnote > ol > li").map((e) => e.id),
    figures: figures.map((e) => ({ value: e.value, text: e.innerText })),
    references: all("a.footnote-ref").map((a) => ({ number: a.dataset.note, note: hash(a), id: a.closest("sup").id })),
    notes: all(".footnote > ol > li").map((e) => ({ id: e.id, back: all("a.footnote-backref", e).map(hash) })),
    languages: Object.fromEntries(all("header a[hreflang]").map((a) => [a.hreflang, a.href])),
    article: content.innerText,
    explorer: all(".explorer, .explorer-foot", content).map((e) => e.innerText),
  });
  const code = all("code, pre");
  code.forEach((e) => (e.style.display = "none"));
  shown.text = document.body.innerText;
  code.forEach((e) => (e.style.display = ""));
  return shown;
};
