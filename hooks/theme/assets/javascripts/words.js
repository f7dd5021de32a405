/* How the search reads: one spelling for each word and each number, of the pages and of what a reader types.

   The search (search-worker.js) and the explorer of figures (explorer.js) look into texts with one index, so that a word is
   found in the table as it is in the search. Texts are lists of numbers, each the number of a word, and every different
   word is read once; which texts hold it is looked for when a reader asks, in one pass over all numbers. So thousands of
   texts are ready as soon as they have come. What a reader types is plain text: no sign is an operator.
   No look-behind, (?<=a): Safari learnt it late. */

(() => {
  // prettier-ignore
  const LETTERS = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "گ": "ك", "ڭ": "ك", "پ": "ب",
    "œ": "oe", "æ": "ae", "٪": "%", "٫": ",", "٬": ",", "،": ",",
  };
  const FOLDED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  const DIGITS = /[٠-٩۰-۹]/g;
  // Signs of direction; tashkeel, accents, and the hamza that a letter carries; the hamza that stands alone; tatweel.
  const DROPPED = /[\p{Cf}\p{M}ءـ]/gu;

  // A word: Arabic letters, or others with their digits. A number: groups of three, or points and commas; a percentage.
  const LETTER = "[^\\P{L}\\p{Script=Arabic}]";
  const WORD = `\\p{Script=Arabic}+|\\d*${LETTER}(?:${LETTER}|\\d)*`;
  const NUMBER = "\\d{1,3}(?: \\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)*";
  const ITEM = new RegExp(`(?<word>${WORD})|(?<before>%)?(?<number>${NUMBER})(?<after> ?%)?`, "gu");
  const ONE_WORD = /^(?:[a-z]{2,}|[ا-ي]{2,})$/; // most are; it is known at once
  const ONE_NUMBER = /^(\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,](\d+))?$/;
  const SEVERAL = /^[1-9]\d*(?: [1-9]\d*)+$/; // 332 210 is one number, or two

  // What a reader types between words and numbers; points and commas may stand in a number.
  const BETWEEN = /&[a-z]+;|[.,،٫٬](?![\d٠-٩۰-۹])|ʼ|[^\p{L}\p{M}\p{N}\p{Cf}.,،٫٬%٪]+/u;

  const ARABIC = /^\p{Script=Arabic}/u;
  const BEFORE = ["", "و", "ف"].flatMap((and) => ["", "ب", "ك", "ل", "ال", "بال", "كال", "لل"].map((to) => and + to));
  const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=...)/;
  const PARTICLE = /^(?:[وف][بكل]?|[بكل])(?=...)/;
  // prettier-ignore
  const ARABIC_ENDINGS = [
    "اتهم", "اتها", "اته", "تهم", "تها", "تان", "تين", "ته", "هم", "ها", "ات", "ان", "ين", "ون", "ه", "ا", "",
  ];
  const LATIN_ENDINGS = ["es", "s", "x", "e", ""];

  const [TYPED, INFLECTED, BEGUN] = [10, 5, 1]; // how near to what was typed a form is
  const SHORTEST = 3; // letters: a shorter word is not the beginning of others
  const [SHORTEST_SLIP, SHORTEST_CHANGE] = [5, 6]; // letters: of a shorter word, another one is too near

  // Folded words that join or ask, as in «combien de migrants en 2024»: nobody looks for them. No stem is one of them.
  const FUNCTION_WORDS = new Set(
    (
      "de du des le la les un une au aux en et ou dans par sur avec ce ces cette que qui quoi quel quels quelle " +
      "quelles est sont ont dit il ils elle elles combien comment quand pourquoi nombre chiffre chiffres annee augmentation evolution " +
      "في من عن على الى ما ماذا هل كم عدد اي هو هي هم ان التي الذي الذين كان كانت كيف متي لماذا اين قال رقم ارقام سنه عام خلال ارتفاع زياده تطور"
    ).split(" "),
  );

  /** Return a text in one spelling. */
  function fold(text) {
    return text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/ي\u0654و/gu, "وو") // مسئول is مسؤول
      .replace(DROPPED, "")
      .replace(FOLDED, (letter) => LETTERS[letter])
      .replace(DIGITS, (digit) => digit.charCodeAt(0) & 0xf);
  }

  /** Return the numbers in what is written as one, in digits and a point, and what it is if it is several. */
  function numbers(written, percent) {
    const [, whole, part = ""] = written.match(ONE_NUMBER) ?? [];
    if (!whole) return written.split(/[.,]/).flatMap((each) => numbers(each, percent)); // a date, for one
    const digits = [whole.replace(/\D/g, "").replace(/^0+(?=\d)/, ""), part.replace(/0+$/, "")];
    const several = SEVERAL.test(written) && !percent ? written.split(" ") : [];
    return [{ number: digits.filter(Boolean).join(".") + percent, several }];
  }

  /** Return the words and numbers of a folded text in their order, with the places where they begin. */
  function items(folded) {
    return [...folded.matchAll(ITEM)].flatMap(({ index, groups: { word, number, before, after } }) => {
      if (number) return numbers(number, before || after ? "%" : "").map((each) => ({ ...each, index }));
      return word.length > 1 ? [{ word, index }] : []; // not l’, d’, و: they stand everywhere
    });
  }

  /** Return the terms under which the index keeps a folded word or line. */
  function terms(folded) {
    if (ONE_WORD.test(folded)) return [folded];
    return new Set(items(folded).flatMap(({ word, number }) => word ?? [number, number.replace("%", "")]));
  }

  /** Return the words and numbers that a reader asks for, labelled as typed. */
  function asked(query) {
    const typed = query.split(BETWEEN).filter(Boolean);
    const folded = typed.map(fold).join(" ");
    return items(folded).map(({ index, ...item }) => {
      const at = folded.slice(0, index).split(" ").length - 1;
      return { ...item, label: item.number ?? (typed[at] ?? query).toLowerCase() };
    });
  }

  /** Return whether a folded word only joins or asks, with «and» before it too. */
  function isFunction(word) {
    return FUNCTION_WORDS.has(word) || (ARABIC.test(word) && FUNCTION_WORDS.has(word.replace(/^[وف](?=..)/, "")));
  }

  /** Return whether two words that begin alike differ by one letter: missing, added, another, or swapped with the next. */
  function isSlip(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    if (at === 0) return false;
    const [typed, meant] = [one.slice(at), other.slice(at)];
    const swapped = typed[0] === meant[1] && typed[1] === meant[0] && typed.slice(2) === meant.slice(2);
    const changed = one.length >= SHORTEST_CHANGE && typed.slice(1) === meant.slice(1);
    return swapped || changed || typed.slice(1) === meant || typed === meant.slice(1);
  }

  /** Return a word with the endings of its number and gender, lightly. */
  function inflected(word) {
    const [endings, shortest] = ARABIC.test(word) ? [ARABIC_ENDINGS, 3] : [LATIN_ENDINGS, 4];
    const ending = endings.find((each) => word.endsWith(each) && word.length - each.length >= shortest) ?? "";
    const stem = word.slice(0, word.length - ending.length);
    const forms = stem.length < shortest || isFunction(stem) ? [] : endings.map((each) => stem + each);
    return [...forms, word.replace(/aux$/, "al"), word.replace(/al$/, "aux")];
  }

  class Index {
    /** Hold texts as `tokens`: field by field, the numbers of their words, counted from 1; 0 ends a field, and what stands
        between words is below 0. `boosts` say how much a word counts in each field; `synonyms` are pairs of a word that
        readers type and the name that texts have. */
    constructor(boosts, words = [], tokens = [], synonyms = []) {
      this.boosts = boosts;
      this.tokens = tokens;
      this.words = []; // in the order of their numbers
      this.numbers = new Map(); // of the words that hold a term
      this.learn(words);
      this.names = new Map(); // by their synonyms
      for (const [word, name] of synonyms) this.names.set(fold(word), [...(this.names.get(fold(word)) ?? []), name]);
      this.starts = [0]; // of fields, among the tokens; the last one is not there yet
      for (let at = 0; at < tokens.length; at += 1) if (tokens[at] === 0) this.starts.push(at + 1);
    }

    /** How many texts there are. */
    get size() {
      return (this.starts.length - 1) / this.boosts.length;
    }

    /** Return the tokens of a field of a text. */
    field(text, field) {
      const at = text * this.boosts.length + field;
      return this.tokens.slice(this.starts[at], this.starts[at + 1] - 1);
    }

    /** Read new words, all at once: that takes a tenth of the time. */
    learn(words) {
      const folded = fold(words.join("\n")).split("\n");
      words.forEach((word, at) => {
        const number = this.words.push(word);
        for (const term of terms(folded[at])) {
          const numbers = this.numbers.get(term);
          if (numbers) numbers.push(number);
          else this.numbers.set(term, [number]);
        }
      });
    }

    /** Add a text of one field; each of its lines is read by itself. */
    add(text) {
      this.lines ??= new Map(); // their numbers
      const lines = text.split("\n");
      const unknown = [...new Set(lines)].filter((line) => !this.lines.has(line));
      for (const [at, line] of unknown.entries()) this.lines.set(line, this.words.length + at + 1);
      this.learn(unknown);
      this.tokens.push(...lines.map((line) => this.lines.get(line)), 0);
      this.starts.push(this.tokens.length);
    }

    /** Return the texts that hold all that is asked, the best first; where none does, those with every number, and most
        of it; the label of each thing that is asked and whether a text holds it; and the numbers of the words that answer. */
    search(query) {
      const found = this.found(query);
      const held = new Map();
      for (const { scores } of found) for (const text of scores.keys()) held.set(text, (held.get(text) ?? 0) + 1);
      const numbers = found.filter(({ number }) => number);
      const most = (found.length + (numbers.length ? 0 : 1)) / 2;
      const hasNumbers = (text) => numbers.every(({ scores }) => scores.has(text));
      const part = [...held.keys()].filter((text) => held.get(text) >= most && hasNumbers(text));
      const whole = part.filter((text) => held.get(text) === found.length);
      const results = (whole.length ? whole : part)
        .map((text) => ({ text, score: found.reduce((sum, { scores }) => sum + (scores.get(text) ?? 0), 0) }))
        .sort((one, other) => other.score - one.score);
      return { found, results };
    }

    /** Return the numbers of the texts that hold all that is asked, in the order in which they were added. */
    filter(query) {
      const found = this.found(query);
      return [...Array(this.size).keys()].filter((text) => found.every(({ scores }) => scores.has(text)));
    }

    /** Return each word or number that is asked for with what answers it. */
    found(query) {
      return this.written(query).map((item) => this.named(item));
    }

    /** Return each of them with what answers it as it is written. */
    written(query) {
      const items = asked(query);
      const telling = items.filter(({ word }) => !word || !isFunction(word));
      return (telling.length ? telling : items).flatMap((item) => this.parts(item)).map((item) => this.find(item));
    }

    /** Return a word that was found with the texts, too, that hold most words of a name that it is a synonym of. */
    named(item) {
      const bare = (item.word ?? "").replace(ARTICLE, "");
      const names = [...new Set([bare, ...inflected(bare)])].flatMap((form) => this.names.get(form) ?? []);
      for (const name of new Set(names)) {
        const words = this.written(name);
        const texts = new Set(words.flatMap(({ scores }) => [...scores.keys()]));
        for (const text of texts) {
          const held = words.filter(({ scores }) => scores.has(text));
          if (held.length <= words.length / 2) continue;
          const score = held.reduce((sum, { scores }) => sum + scores.get(text), 0) / words.length;
          item.scores.set(text, (item.scores.get(text) ?? 0) + score);
        }
        item.answers.push(...words.flatMap(({ answers }) => answers));
      }
      return item;
    }

    /** Return groups of digits as several numbers, where no text holds the one that they make. */
    parts(item) {
      if (!item.several?.length || this.numbers.has(item.number)) return [item];
      return item.several.map((number) => ({ ...item, number }));
    }

    /** Return a word or number with the words that answer it, and how well each text does. */
    find(item) {
      const weights = item.word ? this.forms(item.word) : this.known([item.number], TYPED);
      const scores = new Map();
      for (const [term, places] of this.places([...weights.keys()]))
        for (const place of places) {
          const text = Math.floor(place / this.boosts.length);
          const boost = this.boosts[place % this.boosts.length];
          scores.set(text, (scores.get(text) ?? 0) + weights.get(term) * boost);
        }
      const rarity = Math.log(1 + this.size / scores.size);
      for (const [text, score] of scores) scores.set(text, score * rarity);
      return { ...item, answers: [...weights.keys()].flatMap((term) => this.numbers.get(term)), scores };
    }

    /** Return where each of some terms stands, once: the number of a text, times how many fields there are, plus the field's. */
    places(terms) {
      const found = terms.map(() => []);
      const answered = Array(this.words.length + 1).fill(null); // by the number of a word: which of the terms it holds
      terms.forEach((term, at) => {
        for (const number of this.numbers.get(term)) answered[number] = [...(answered[number] ?? []), found[at]];
      });
      let place = 0;
      for (const token of this.tokens) {
        if (token === 0) place += 1;
        else if (token > 0 && answered[token])
          for (const places of answered[token]) if (places.at(-1) !== place) places.push(place);
      }
      return terms.map((term, at) => [term, found[at]]);
    }

    /** Return those of some words that any text holds, with a weight. */
    known(words, weight) {
      return new Map(words.filter((each) => this.numbers.has(each)).map((each) => [each, weight]));
    }

    /** Return the terms that are forms of a word, with their weights. */
    forms(word) {
      const bases = [...new Set([word, word.replace(ARTICLE, "")])];
      const bare = word.replace(PARTICLE, ""); // or a word without its first letter: بحرية is not حرية
      const before = ARABIC.test(word) ? BEFORE : [""];
      const joined = (words) => words.flatMap((each) => before.map((particles) => particles + each));
      const beginnings = joined(bases.filter((each) => each.length >= SHORTEST));
      const begins = new RegExp(`^(?:${beginnings.join("|")})`);
      const begun = beginnings.length ? [...this.numbers.keys()].filter((term) => begins.test(term)) : [];
      const weights = new Map([
        ...this.known([...begun, ...joined([bare])], BEGUN),
        ...this.known(joined(bases.flatMap(inflected)), INFLECTED),
        ...this.known(joined(bases), TYPED),
      ]);
      if (weights.size) return weights;
      return bare === word ? this.near(word) : this.forms(bare);
    }

    /** Return the terms that a reader may have meant who slipped in one letter, with their weights. */
    near(word) {
      const bare = word.replace(ARTICLE, "");
      if (bare.length < SHORTEST_SLIP) return new Map();
      return this.known([...this.numbers.keys()].filter((term) => isSlip(bare, term.replace(ARTICLE, ""))), BEGUN);
    }
  }

  self.isnadIndex = Index;
})();
