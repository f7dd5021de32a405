// Where the digits of numbers stand in a window, one number for each way in which numbers are set on the page.
() => {
  const NUMBER = /\d{1,3}(?:[\u202f\u00a0 .,]\d{3})+|\d{2,}/g;
  const found = new Map();
  const walker = document.createTreeWalker(document.querySelector("main .md-content"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest("code, pre, title")) continue;
    for (const match of node.data.matchAll(NUMBER)) {
      const style = getComputedStyle(parent);
      const way = [parent.tagName, parent.closest("[class]").className.baseVal, style.fontSize, style.fontWeight, parent.closest("[lang]").lang, match[0].length];
      const key = way.join();
      if (!found.has(key)) found.set(key, { node, match });
    }
  }
  return [...found.values()].map(({ node, match }) => {
    const range = document.createRange();
    const boxes = [...match[0]].flatMap((sign, at) => {
      range.setStart(node, match.index + at);
      range.setEnd(node, match.index + at + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      return /\d/.test(sign) ? [{ x: left + scrollX, y: top + scrollY, width, height }] : [];
    });
    return { text: match[0], boxes };
  });
};
