// Opens every proof card of a page, one after the other; returns where each stood and what it said.
// Nothing may move in the page.
() => {
  const boxOf = (e) => {
    const { left, right, top, bottom } = e.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const quoteOf = (e) => ({ lang: e.lang, dir: e.dir, text: e.textContent });
  const cards = [];
  for (const opener of document.querySelectorAll("main [aria-haspopup=dialog]")) {
    opener.scrollIntoView({ block: "center" });
    opener.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    const [card, ...others] = document.querySelectorAll(".proof-card");
    const all = (selector) => [...card.querySelectorAll(selector)];
    cards.push({
      opener: opener.getAttribute("href"),
      expanded: opener.getAttribute("aria-expanded"),
      others: others.length,
      focused: document.activeElement === card,
      box: boxOf(card),
      opened: boxOf(opener),
      window: { width: document.documentElement.clientWidth, height: innerHeight },
      quotes: all(".note-quote > .quote, .note-translation > .quote").map(quoteOf),
      marked: all(".note-quote mark").map((e) => e.textContent),
      links: all("a").map((e) => e.href),
      words: card.innerText,
    });
    card.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  }
  return cards;
};
