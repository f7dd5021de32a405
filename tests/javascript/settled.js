// Resolves when the page is laid out and nothing moves any more.
() =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
    Promise.allSettled(document.getAnimations().map((each) => each.finished)),
  );
