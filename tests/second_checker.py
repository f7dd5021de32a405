"""A second, simple checker of the finished site, which on purpose shares no code with the first and imports no isnad.

It strikes out of each page what it has proved from seeds/ alone; a digit that is left is a failure.
`python tests/second_checker.py site [project]` prints its counts and every failure, and exits 1 if there is one.
"""

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path

INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "i", "span", "strong", "sup", "time"}
# Nothing is claimed in these: code, the ways to a footnote and back, a source's details, the formula of a figure.
QUIET = ("code", "pre", "script", "style", "footnote-ref", "footnote-backref", "record", "formula")
# Each of these stands both in the quote and in the displayed text, or in neither.
ABOUT = ("environ", "près de", "حوالي", "وحوالي", "قرابة", "زهاء")
MORE = ("plus de", "أكثر من", "وأكثر من", "أزيد من")
STRUCK = "¤"


@dataclass(eq=False)
class Element:
    tag: str = "root"
    given: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, *names: str) -> "list[Element]":
        """Return every element below this one of these tags and classes, or of any, in the order of the page."""
        inside = [each for child in self.children if isinstance(child, Element) for each in (child, *child.all())]
        return [e for e in inside if not names or {e.tag, *e.given.get("class", "").split()} & {*names}]

    def text(self) -> str:
        """Return the text; that of a block stands on lines of its own."""
        text = "".join(child if isinstance(child, str) else child.text() for child in self.children)
        return text if self.tag in INLINE else f"\n{text}\n"

    def notes(self) -> list[str]:
        """Return the ids of the footnotes whose marks stand directly behind this element."""
        siblings = self.parent.children if self.parent else [self]
        behind = (e.all("footnote-ref") if isinstance(e, Element) else [] for e in siblings[siblings.index(self) + 1 :])
        return [mark.given["href"][1:] for marks in takewhile(bool, behind) for mark in marks]

    def strike(self, known: set[int]) -> None:
        """Strike out the text if each of its numbers is known."""
        self.children = [STRUCK] if known.issuperset(integers(self.text())) else self.children


class Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Element()]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(Element(tag, {name: value or "" for name, value in attrs}, self.open[-1]))
        self.open[-2].children.append(self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        while tag in [element.tag for element in self.open]:
            tag = "" if self.open.pop().tag == tag else tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def fold(text: str) -> str:
    """Return the words and numbers of a text, each between two spaces, without marks and punctuation."""
    signs = [sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in "Mn Cf Lm"]
    return f" {' '.join(''.join(sign if sign.isalnum() else ' ' for sign in signs).split())} "


def integers(text: str) -> list[int]:
    """Return the numbers of a text less any mark between digits; that 13,5 is not 135 is left to the first checker."""
    return [int(run) for run in re.findall(r"\d+", re.sub(r"(?<=\d)[\s.,'’٫٬](?=\d)", "", text))]


def compute(formula: str) -> float:
    """Return the result of a ÷ b or (b − a) ÷ a, in per cent, or of b − a."""
    numbers = integers(formula)
    return (numbers[0] - numbers[1] * ("−" in formula)) * (100 / numbers[-1] if "÷" in formula else 1)


def hashes(text: str) -> str:
    """Return the fingerprint of a text, made as seeds/README.md says."""
    text = "".join(sign for sign in text if unicodedata.category(sign) not in "Mn Cf" and sign != "\u0640")
    text = " ".join(unicodedata.normalize("NFKC", re.sub("[‘’`´]", "'", text)).split())
    text = re.sub(r"\d", lambda digit: str(int(digit[0])), text)
    # What the README leaves out: a no-break space joins the groups of a number, and nothing its percent sign.
    text = re.sub(r"(?<=\d) %", "%", re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "\u00a0", text))
    words = [word for word in (re.sub(r"^[^\w%]+|[^\w%]+$", "", word) for word in text.split(" ")) if word]
    runs = (" ".join(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
    return " ".join(hashlib.blake2b(run.encode(), digest_size=8).hexdigest() for run in runs)


@cache
def seed(project: Path, source: str) -> tuple[list[str], str]:
    """Return the fingerprint of a source, a paragraph an item, and its folded article where the archive has it."""
    files = project.glob(f"seeds/fingerprints/{source}.txt")
    rows = ["", *(row for file in files for row in file.read_text("utf-8").splitlines() if row[0] != "#")]
    texts = [file.read_bytes() for file in project.glob("seeds/archive/*.txt")]
    return rows[2:], "".join(fold(t.decode()) for t in texts if hashlib.sha256(t).hexdigest() in "".join(rows[:2]))


@dataclass
class Checker:
    project: Path
    exceptions: list[str]
    totals: set[int]
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    page: str = ""

    def test(self, passed: bool, failure: str, text: str) -> bool:
        self.failures += [] if passed else [f"{self.page}: {failure}: {' '.join(text.split())}"]
        return passed

    def prove(self, quote: Element, source: str) -> tuple[str, set[int]]:
        """Strike out a quote; return it, and the paragraphs of the source in which it stands word for word."""
        text, quote.children = quote.text().strip("«» \n\u00a0\u202f"), [STRUCK]
        rows, article = seed(self.project, source)
        places = {int(row.split()[0]) for row in rows if hashes(text) in row.partition(" ")[2]}
        verbatim = bool(places) and fold(text) in (article or fold(text))
        self.test(verbatim, f"not word for word in {source or 'any source'}", text)
        self.counts.update({"quotes verified": verbatim, "of them in a full text": verbatim and bool(article)})
        return text, places

    def block(self, block: Element, source: str) -> str:
        """Prove the quotes of a footnote or source, then its translations and its place; return the first quote."""
        quotes = [self.prove(q, source) for part in block.all("note-quote", "quoted-words") for q in part.all("quote")]
        titles = [self.prove(title, source) for title in block.all("cite")]
        known = {number for text, _ in [*quotes, *titles] for number in integers(text)}
        places = {place for _, found in quotes[:1] for place in found}
        for follows in block.all("quote", "place"):
            follows.strike(known if "quote" in follows.given["class"] else places)
        return quotes[0][0] if quotes else ""

    def figure(self, figure: Element, proofs: list[str]) -> None:
        """Check one figure against its footnote's quote, or ours against its formula and quotes; strike it out."""
        shown, value, proof = figure.text(), figure.given.get("value", ""), "".join(proofs[:1])
        derived = "derived" in figure.given["class"].split()
        known = {number for quote in (proofs[1:] if derived else proofs[:1]) for number in integers(quote)}
        said = [[any(f" {w} " in fold(text) for w in idea) for idea in (ABOUT, MORE)] for text in (proof, shown)]
        stated = bool(proof) and known.issuperset(integers(value)) and said[0] == said[1]
        if proof and derived:
            stated = known.issuperset(integers(proof)) and abs(compute(proof) - float(value)) < 0.06
        shows = integers(shown) == integers(value) != [] or (value in ("1", "2") and not integers(shown))  # مقالان
        bound = self.test(shows, f"a figure does not show its value, {value}", shown)
        bound &= self.test(stated, f"a figure is not what a footnote behind it states, «{proof}»", shown)
        self.counts.update({"figures": 1, "values bound": bound, "skipped": not bound})
        figure.children = [STRUCK]

    def check(self, content: Element) -> None:
        """Strike out of the content of a page all that is proved; fail for each line with a digit that is left."""
        proofs, source = dict[str, str](), ""
        for made in content.all("time", "count"):
            date = re.fullmatch(r"(19|20)\d\d(-\d\d){0,2}", made.given.get("datetime", ""))
            made.strike(self.totals if made.tag == "data" else {*integers(date[0] if date else "")})
        for note in (note for notes in content.all("footnote") for note in notes.all("li")):
            links = [link.given.get("href", "").partition("#")[2] for link in note.all("a")]
            quote = self.block(note, next((link for link in links if seed(self.project, link)[0]), ""))
            proofs[note.given["id"]] = quote or "".join(formula.text() for formula in note.all("formula"))
        for part in content.all("h2", "record", "quoted"):
            source = part.given.get("id", "") if part.tag == "h2" else source
            self.block(part, source)
        for figure in (figure for figure in content.all("figure") if figure.tag == "data"):
            self.figure(figure, [proofs.get(note, "") for note in figure.notes()])
        for quiet in content.all(*QUIET):
            quiet.children = [STRUCK]
        for line in content.text().split("\n"):
            left = re.sub("|".join(map(re.escape, self.exceptions)) or "$", STRUCK, " ".join(line.split()))
            self.test(not any(map(str.isnumeric, left)), "a number that nothing proves", left)


def run(site: Path, project: Path) -> Checker:
    """Check every page of a site."""
    pages = {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in sorted(site.rglob("*.html"))}
    noted = {*re.findall(r'id="fn:(observation|statement)-([^"]*)', "".join(pages.values()))}
    facts = Counter(kind for kind, _ in noted)
    totals = {*facts.values(), *range(len([*project.glob("seeds/fingerprints/*.txt")]) + 1)}
    listed = "".join(file.read_text("utf-8") for file in project.glob("data/exceptions.yaml"))
    exceptions = re.findall(r"(?m)^[ -]*text: *['\"]?(.*?)['\"]? *$", listed)
    checker = Checker(project, exceptions, totals, Counter(pages=len(pages)))
    for checker.page, html in pages.items():
        for content in Tree(html).open[0].all("article"):  # without the menus, which repeat headings
            checker.check(content)
    return checker


if __name__ == "__main__":
    done = run(Path(sys.argv[1]), Path(*sys.argv[2:3]) if sys.argv[2:] else Path(__file__).parent.parent)
    print(*done.failures, ", ".join(f"{what}: {count}" for what, count in done.counts.items()), sep="\n")
    sys.exit(1 if done.failures or not done.counts["figures"] else 0)
