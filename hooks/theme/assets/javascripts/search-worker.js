/* The search, beside the page: fetches the index, finds what is asked, and answers in the form that Material shows.
   In the place of Material's own worker, which would have to read every word of every page anew. */

importScripts("words.js");

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // Material's kinds of messages
const [TITLE, TEXT] = [0, 1]; // the fields of an entry
const BOOSTS = [1000, 1];
const MARKED = 200; // results whose words are marked and whose texts are shown; nobody reads more
const BLOCKS = 2; // of a text, shown with what was found in them
const NOT_GIVEN = "?not-given="; // a year without a figure, for those who ask for years
const ABSENCE = 0.9; // what it counts beside a figure that answers as well
const TAG = /(<[^>]*>)/;

let index;
let gaps; // what stands between words, where it is not one space
let locations; // of the entries
let articles; // the first entry of each page

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  const packed = await response.json();
  ({ gaps, locations } = packed);
  index = new self.isnadIndex(BOOSTS, packed.words.split("\n"), packed.tokens, packed.synonyms);
  articles = new Map();
  locations.forEach((location, entry) => {
    const page = location.split("#")[0];
    if (!articles.has(page)) articles.set(page, entry);
  });
}

/** Return a field as HTML, block by block, the words that answer marked. */
function blocks(entry, field, answers) {
  const made = [""];
  let depth = 0;
  let wasWord = false;
  const write = (html) => (made[made.length - 1] += html);
  for (const token of index.field(entry, field)) {
    const isWord = token > 0;
    if (isWord && wasWord) write(" ");
    wasWord = isWord;
    if (isWord) {
      const word = index.words[token - 1];
      write(answers.has(token) ? `<mark>${word}</mark>` : word);
      continue;
    }
    for (const piece of gaps[-token - 1].split(TAG)) {
      write(piece);
      if (!piece.startsWith("<")) continue;
      depth += piece.startsWith("</") ? -1 : 1;
      if (depth === 0) made.push("");
    }
  }
  return made;
}

const NOTHING = new Set();
const articleOf = (entry) => articles.get(locations[entry].split("#")[0]);

/** Return where an entry stands and what it is called. */
function titled(entry, answers = NOTHING) {
  return { location: locations[entry], title: blocks(entry, TITLE, answers).join(""), text: "" };
}

/** Return what is shown of an entry: all of it, but only the blocks of its text that hold something that was found. */
function shown(entry, answers) {
  const text = blocks(entry, TEXT, answers);
  const answered = text.filter((block) => block.includes("<mark>")).slice(0, BLOCKS);
  return { ...titled(entry, answers), text: (answered.length ? answered.map((block) => block.trim()) : text).join("") };
}

/** Return the results of a query, those of a page together, as Material ranks them. */
function find(query) {
  const { found, results: answering } = index.search(query);
  const isOfYears = found.some(({ number }) => number);
  const results = answering.filter(({ text: entry }) => isOfYears || !locations[entry].includes(NOT_GIVEN));
  const answers = new Set(found.flatMap((each) => each.answers));
  const labels = [...new Set(found.map(({ label }) => label))];
  const ranked = results.map(({ text: entry, score }) => {
    const held = new Set(found.filter(({ scores }) => scores.has(entry)).map(({ label }) => label));
    const boost = Number(articleOf(entry) === entry) + held.size / labels.length;
    const weight = locations[entry].includes(NOT_GIVEN) ? ABSENCE : 1;
    return { entry, held, score: weight * score * (1 + boost ** 2) };
  });
  ranked.sort((one, other) => other.score - one.score);
  const pages = new Map(); // by their first entries
  ranked.forEach(({ entry, held, score }, rank) => {
    const terms = Object.fromEntries(labels.map((label) => [label, held.has(label)]));
    const content = rank < MARKED ? shown(entry, answers) : titled(entry);
    const article = articleOf(entry);
    if (!pages.has(article)) pages.set(article, []);
    pages.get(article).push({ ...content, entry, score, terms });
  });
  for (const [article, items] of pages)
    if (!items.some(({ entry }) => entry === article)) items.push({ ...titled(article), score: 0, terms: {} });
  return [...pages.values()];
}

const TASKS = {
  async [SETUP](address) {
    await load(address);
    return { type: READY };
  },
  [QUERY]: (query) => ({ type: RESULT, data: { items: find(query) } }),
};

addEventListener("message", async ({ data: { type, data } }) => postMessage(await TASKS[type](data)));
