// The numbers of a page, one for each way in which numbers are set that is not known yet, by that way; `digitsOf` tells
// where the digits of one stand.
(known) => {
  const NUMBER = /\d{1,3}(?:[\u202f\u00a0 .,]\d{3})+|\d{2,}/g;
  const found = new Map();
  const walker = document.createTreeWalker(document.querySelector("main .md-content"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest("code, pre, title")) continue;
    for (const match of node.data.matchAll(NUMBER)) {
      const style = getComputedStyle(parent);
      const way = [parent.tagName, parent.closest("[class]").className.baseVal, style.fontSize, style.fontWeight, parent.closest("[lang]").lang];
      const key = way.join();
      if (!found.has(key) && !known.includes(key)) found.set(key, { node, match });
    }
  }
  // Brings a number into sight and tells where its digits stand.
  window.digitsOf = (at) => {
    const { node, match } = [...found.values()][at];
    node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const range = document.createRange();
    return [...match[0]].flatMap((sign, index) => {
      range.setStart(node, match.index + index);
      range.setEnd(node, match.index + index + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      return /\d/.test(sign) ? [{ left, top, width, height }] : [];
    });
  };
  return [...found].map(([way, { match }]) => [way, match[0]]);
};
