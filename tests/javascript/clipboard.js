// What the clipboard holds when a reader copies the whole text of a page.
async () => {
  getSelection().selectAllChildren(document.querySelector("main .md-content article"));
  document.execCommand("copy");
  return navigator.clipboard.readText();
};
