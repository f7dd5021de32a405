// What a reader copies of each block of a page, beside its text without the marks of footnotes and the ways to headings.
() => {
  const BLOCKS = "main .md-content :is(p, li, dt, dd, th, td, tr, caption, figcaption, h1, h2, h3)";
  const OURS = ".footnote-ref, .headerlink, .footnote-backref";
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const blocks = [...document.querySelectorAll(BLOCKS)].filter(isShown);
  const copied = blocks.map((block) => {
    getSelection().selectAllChildren(block);
    return getSelection().toString();
  });
  const figures = blocks.map((block) => (block.matches("tr") ? [] : [...block.querySelectorAll("data.figure")].filter(isShown)));
  for (const each of document.querySelectorAll(OURS)) each.replaceChildren();
  return blocks.map((block, at) => ({
    copied: copied[at],
    own: block.innerText,
    figures: figures[at].map((e) => ({ text: e.textContent, value: e.value })),
  }));
};
