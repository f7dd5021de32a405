// The text of a page without the marks of footnotes and the ways to headings, as it would be copied.
() => {
  const article = document.querySelector("main .md-content article");
  for (const each of article.querySelectorAll(".footnote-ref, .headerlink, .footnote-backref")) each.remove();
  getSelection().selectAllChildren(article);
  return getSelection().toString();
};
