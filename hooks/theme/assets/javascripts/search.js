/* The index of the search is asked for when a reader goes to the search, not before. Material's script starts its worker
   as soon as a page is open; what it gets here in the place of a worker waits until the field has the focus, and then
   starts ours. */

(() => {
  const SETUP = 0; // a kind of message to Material's workers

  const { Worker } = self;
  const script = new URL("search-worker.js", document.currentScript.src);
  const field = document.querySelector(".md-search__input");
  const toggle = document.getElementById("__search");
  const { base } = JSON.parse(document.getElementById("__config").textContent);

  const wanted = new Promise((resolve) => {
    field.addEventListener("focus", resolve);
    toggle.addEventListener("change", resolve); // without the focus, in a window that has none
    if (document.activeElement === field) resolve();
  });

  // Material listens to keys only: what is pasted with a mouse, or dictated, comes without one.
  field.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup", { key: "End", bubbles: true })));

  self.Worker = class extends EventTarget {
    constructor() {
      super();
      wanted.then(() => this.start());
    }

    start() {
      this.worker = new Worker(script);
      this.worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
      this.worker.postMessage({ type: SETUP, data: new URL("search/search_index.json", new URL(base, location)).href });
    }

    /** Nothing is asked before the worker has said that it is ready. */
    postMessage(message) {
      this.worker.postMessage(message);
    }
  };
})();
