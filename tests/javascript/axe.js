// Runs axe, which a page was given, by its rules or their tags, within one element; returns what is wrong, a line for
// each element. Contrast takes most of the time. It is asked once of what is drawn alike: of an element with the colours
// and letters of one before it, in the same place of the page, in which all else is alike as well.
async ([wanted, within]) => {
  const DRAWN = ["color", "backgroundColor", "backgroundImage", "fontSize", "fontWeight", "opacity", "filter", "display", "visibility", "textShadow"];
  const numbers = new Map();
  const numberOf = (text) => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text);
  };
  const looks = new Map(); // of each element by itself, and with all that is in it
  const see = (e) => {
    const style = getComputedStyle(e);
    const own = numberOf([e.tagName, ...DRAWN.map((name) => style[name])].join());
    const all = numberOf(`${own}(${[...e.children].map(see)})`);
    looks.set(e, { own, all });
    return all;
  };
  const known = new Set();
  const repeated = [];
  const find = (e, place) => {
    const { own, all } = looks.get(e);
    const here = `${place} ${all}`;
    if (known.has(here)) return repeated.push(e);
    known.add(here);
    for (const child of e.children) find(child, numberOf(`${place}>${own}`));
  };
  const root = document.querySelector(within);
  see(root);
  find(root, 0);

  const options = { resultTypes: ["violations"], preload: false };
  const contrast = { runOnly: ["color-contrast"], ...options };
  const others = { runOnly: wanted, rules: { "color-contrast": { enabled: false } }, ...options };
  const results = [await axe.run(root === document.body ? document : root, others), await axe.run({ include: [root], exclude: repeated }, contrast)];
  return results.flatMap(({ violations }) =>
    violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${rule.help}`)),
  );
};
