// What a reader copies of each block of a page, beside its text without the marks of footnotes and the ways to headings.
() => {
  const BLOCKS = "main .md-content :is(p, li, dt, dd, th, td, tr, caption, figcaption, h1, h2, h3)";
  const OURS = ".footnote-ref, .headerlink, .footnote-backref";
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  return [...document.querySelectorAll(BLOCKS)].filter(isShown).map((block) => {
    getSelection().selectAllChildren(block);
    const bare = block.cloneNode(true);
    for (const each of bare.querySelectorAll(OURS)) each.replaceChildren();
    // In the place of the block, so that what is hidden in it is left out of both.
    block.replaceWith(bare);
    const own = bare.innerText;
    bare.replaceWith(block);
    getSelection().selectAllChildren(block);
    const figures = block.matches("tr") ? [] : [...block.querySelectorAll("data.figure")].filter(isShown);
    return {
      copied: getSelection().toString(),
      own,
      figures: figures.map((e) => ({ text: e.textContent, value: e.value })),
    };
  });
};
