"""A second, simple checker of the finished site, which on purpose shares no code with the first and imports no isnad.

It strikes out of each page what it has proved from seeds/ alone; a digit that is left is a failure.
`python tests/second_checker.py site [project]` prints its counts and every failure, and exits 1 if there is one.
"""

import hashlib
import posixpath
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path

INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "i", "mark", "span", "strong", "sup", "time"}
# Nothing is claimed in these: code, the ways to a footnote and back, a source's details, the formula of a figure.
QUIET = ("code", "pre", "script", "style", "footnote-ref", "footnote-backref", "record", "formula")
# What holds quotes of one article, besides footnotes.
BLOCKS = ("record", "proof", "quoted", "source-line", "li", "reference")
# Each of these stands both in the quote and in the displayed text, or in neither.
ABOUT = ("environ", "près de", "حوالي", "وحوالي", "قرابة", "زهاء")
MORE = ("plus de", "أكثر من", "وأكثر من", "أزيد من")
# Pages that name figures without footnotes, by links to the pages that prove them.
LINKED = ("figures", "indicators")
STRUCK = "¤"
LISTS = ("exceptions", "corrections", "indicators", "entities")
# A number of thousands or millions and what comes to it: 61 ألفا و240.
MAGNITUDE = re.compile(
    r"\b(?P<number>\d+) (?:(?:ألفا?|آلاف|mille)|(?P<million>مليونا?|ملايين|millions?))\b(?: و?(?P<rest>\d+))?\b"
)
# By which a figure says that no quote proves it yet.
UNPROVED = re.compile("○|mot à mot|حرفيا")


@dataclass(eq=False)
class Element:
    tag: str = "root"
    given: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, *names: str) -> "list[Element]":
        """Return every element below this one of these tags and classes, or of any, in the order of the page."""
        inside = [each for child in self.children if isinstance(child, Element) for each in (child, *child.all())]
        return [e for e in inside if {e.tag, *e.given.get("class", "").split()} & {*names}] if names else inside

    def text(self) -> str:
        """Return the text; that of a block stands on lines of its own."""
        text = "".join(child if isinstance(child, str) else child.text() for child in self.children)
        return text if self.tag in INLINE else f"\n{text}\n"

    def notes(self) -> list[str]:
        """Return the ids of the footnotes whose marks stand directly behind this element, or behind its sign."""
        if self.parent and self.parent.tag == "a":  # the link to the page of the figure
            return self.parent.notes()
        siblings = self.parent.children if self.parent else [self]
        after = [e for e in siblings[siblings.index(self) + 1 :] if not (isinstance(e, str) and not e.strip())]
        if after and isinstance(after[0], Element) and after[0].given.get("class") == "referenced":
            after.pop(0)
        behind = (e.all("footnote-ref") if isinstance(e, Element) else [] for e in after)
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


def magnitudes(text: str) -> list[int]:
    """Return the numbers of thousands and millions of a text: 61 ألفا و240."""
    found = MAGNITUDE.finditer(fold(text))
    return [int(n["number"]) * (10**6 if n["million"] else 1000) + int(n["rest"] or 0) for n in found]


def marked_in(element: "Element") -> list[int] | None:
    """Return the numbers that are marked in a quote; None where words are a part of them that no line of this reads."""
    numbers: list[int] = []
    for text in (mark.text() for mark in element.all("mark")):
        if MAGNITUDE.fullmatch(fold(text).strip()):
            numbers += magnitudes(text)
        elif any(map(str.isalpha, text)):
            return None
        else:
            numbers += integers(text)
    return numbers


def compute(formula: str) -> float:
    """Return the result of a ÷ b or (b − a) ÷ a, in per cent, or of b − a."""
    numbers = integers(formula)
    return (numbers[0] - numbers[1] * ("−" in formula)) * (100 / numbers[-1] if "÷" in formula else 1)


def hashes(text: str) -> str:
    """Return the fingerprint of a text, made as seeds/README.md says."""
    text = "".join(sign for sign in text if unicodedata.category(sign) not in "Mn Cf" and sign != "\u0640")
    text = " ".join(unicodedata.normalize("NFKC", re.sub("[‐-–−]", "-", re.sub("[‘’`´]", "'", text))).split())
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


@cache
def title_of(project: Path, source: str) -> str:
    """Return the folded title that the record of a source gives; nothing where it gives none."""
    texts = [file.read_text("utf-8") for file in project.glob(f"seeds/{source}.yaml")]
    found = (re.search(r"(?m)^title:\n +value: *['\"]?(.*?)['\"]?$", text) for text in texts)
    return next((fold(title[1]) for title in found if title), "")


@dataclass
class Proof:
    """A quote, the numbers marked in it (None: in words), and where it stands: paragraph, first word, last word.

    Of an article that nobody captured there is none: only the number that its record says is printed there.
    """

    quote: str = ""
    marked: list[int] | None = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)
    is_printed: bool = False


@dataclass(frozen=True)
class Fact:
    """What a data file says of a figure; `printed` is None where a quote is to prove it."""

    indicator: str
    value: str
    precision: str
    source: str
    printed: str | None
    is_named: bool


def facts_of(project: Path) -> dict[str, Fact]:
    """Return the figures of the data files by id, read by how far in their lines stand."""
    found, bound = {}, r"(?m)^(?P<in> {4,})value: (?P<value>\S+)$(?P<rest>(?:\n(?P=in).*)*)"
    for file in (*project.glob("data/indicators.yaml"), *sorted(project.glob("seeds/*.yaml"))):
        text = file.read_text("utf-8")
        for record in re.finditer(bound, text):
            keys = {len(key[1]): key[2] for key in re.finditer(r"(?m)^( *)([\w-]+):$", text[: record.start()])}
            depth, rest = len(record["in"]), record["rest"]
            said = {
                name: re.search(rf"(?m)^ +{name}: *['\"]?(.*?)['\"]?$", rest)
                for name in ("source", "printed", "precision")
            }
            named = re.search(r"stated_by:\n.*\n +basis: (\w+)", rest)
            indicator = keys[depth - 6] if keys[depth - 4] == "observations" else keys[depth - 4]
            source, printed, precision = (match[1] if match else None for match in said.values())
            is_named = named is not None and named[1] != "inferred"
            found[keys[depth - 2]] = Fact(indicator, record["value"], precision or "", source or "", printed, is_named)
    return found


@dataclass
class Site:
    """What pages are checked against: the project, counts of its facts, and the values and days that all pages show."""

    folder: Path
    project: Path
    exceptions: list[str]
    totals: set[int]
    values: dict[str, str]
    days: set[int]
    corrected: set[int]
    facts: dict[str, Fact]


@dataclass
class Checker:
    site: Site
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    page: str = ""

    def test(self, passed: bool, failure: str, text: str) -> bool:
        self.failures += [] if passed else [f"{self.page}: {failure}: {' '.join(text.split())}"]
        return passed

    def names_its_file(self, link: Element) -> bool:
        """Return whether the text of a link is the name of the file it leads to, or the path of an API document."""
        name, target = link.text().strip(), "/".join(self.target(link))
        names = target.endswith(name) if "." in name else target == f"api/v1/{name}.json"
        return names and "//" not in link.given["href"]

    def target(self, link: Element) -> list[str]:
        """Return the parts of the path inside the site to which a link leads."""
        here = posixpath.dirname(self.page)
        return posixpath.normpath(posixpath.join("/", here, link.given.get("href", ""))).split("/")[1:]

    def source_of(self, element: Element, otherwise: str = "") -> str:
        """Return the article to which an element links, if to one only."""
        links = [self.target(link) for link in element.all("a")]
        known = {fact.source for fact in self.site.facts.values()}
        sources = {parts[-1] for parts in links if parts[-2:-1] == ["sources"]}
        found = {name for name in sources if name in known or seed(self.site.project, name)[0]}
        return found.pop() if len(found) == 1 else otherwise

    def prove(self, quote: Element, source: str) -> Proof:
        """Strike out a quote; return it, and where in the source it stands word for word."""
        text = quote.text().strip("«» \n\u00a0\u202f")
        marked = marked_in(quote)
        quote.children = [STRUCK]
        (rows, article), sought = seed(self.site.project, source), hashes(text).split()
        if source and not rows:  # nobody captured it: of its words, a page shows the title alone
            entitled = fold(text) == title_of(self.site.project, source)
            self.test(entitled, f"not the title that the record of {source} gives", text)
            return Proof(text, marked)
        places = [
            [int(number), at + 1, at + max(len(sought) + 3, 4)]
            for number, *row in map(str.split, rows)
            for at in range(len(row))
            if row[at : at + len(sought)] == sought
        ]
        verbatim = bool(places) and fold(text) in (article or fold(text))
        self.test(verbatim, f"not word for word in {source or 'any source'}", text)
        self.counts.update({"quotes verified": verbatim, "of them in a full text": verbatim and bool(article)})
        return Proof(text, marked, places)

    def block(self, block: Element, source: str) -> Proof:
        """Prove the quotes and titles of a footnote or source, then translations and place; return the first proof."""
        quotes = [quote for part in block.all("note-quote", "quoted-words") for quote in part.all("quote")]
        # Bare text has no <cite>: the first quote of a reference is the title.
        titles = block.all("cite") or (block.all("quote")[:1] if "reference" in block.given.get("class", "") else [])
        proofs = [self.prove(each, source) for each in (*quotes, *titles) if each.children != [STRUCK]]
        first = (proofs or [Proof()])[0]
        known = {number for proof in proofs for number in (*integers(proof.quote), *magnitudes(proof.quote))}
        if not first.marked:  # in words, or on the page of its source: which a translation may write in digits
            facts = (fact for fact in self.site.facts.values() if fact.source == source)
            known |= {number for fact in facts for number in integers(fact.value)}
        for translation in block.all("quote"):
            marked = marked_in(translation)
            same = first.marked is None or marked is None or marked in ([], first.marked)
            self.test(same, "a translation marks another number", translation.text())
            translation.strike(known)
        noted = {fold(fact.printed) for fact in self.site.facts.values() if fact.printed and fact.source == source}
        for printed in (each for each in block.all("printed") if each.children != [STRUCK]):
            text = printed.text()
            self.test(fold(text) in noted, f"not what the record of {source or 'no source'} says is printed", text)
            printed.children = [STRUCK]
        for place in block.all("place") if quotes else ():
            place.strike({number for number, *_ in first.places})
        return first

    def figure(self, figure: Element, proofs: list[Proof]) -> None:
        """Check one figure against its footnote's quote, or ours against its formula and quotes; strike it out."""
        shown, value, proof = figure.text(), figure.given.get("value", ""), (proofs or [Proof()])[0]
        derived = "derived" in figure.given["class"].split()
        quotes = proofs[1:] if derived else proofs[:1]
        known = {number for each in quotes for number in (*integers(each.quote), *magnitudes(each.quote))}
        words = [fold(text).casefold() for text in (proof.quote, shown)]
        said = [[any(f" {w} " in text for w in idea) for idea in (ABOUT, MORE)] for text in words]
        in_words = proof.marked is None and not known.issuperset(integers(value))
        fact = self.site.facts.get(figure.given.get("data-observation", ""))
        is_plain = fact is None or fact.precision == "exact"  # else words that are not known here may say so
        is_kept = proof.is_printed or said[0] == said[1] or (not is_plain and not any(said[0]))
        stated = bool(proof.quote) and (in_words or known.issuperset(integers(value))) and is_kept
        if proof.quote and derived:
            stated = known.issuperset(integers(proof.quote)) and abs(compute(proof.quote) - float(value)) < 0.06
        shows = integers(shown) == integers(value) != [] or (
            (in_words or value in ("1", "2")) and not integers(shown)
        )  # مقالان
        bound = self.test(shows, f"a figure does not show its value, {value}", shown)
        bound &= self.test(stated, f"a figure is not what a footnote behind it states, «{proof.quote}»", shown)
        is_marked = derived or in_words or proof.marked == integers(value)
        bound &= self.test(is_marked, f"«{proof.quote}» does not mark", value)
        if figure.parent and figure.parent.tag == "a":
            there = ["figures", figure.given.get("data-observation", "")]
            self.test(self.target(figure.parent)[-2:] == there, "a figure is linked to another page", shown)
        if fact and fact.printed is not None and figure.parent:
            around = figure.parent.text()
            bound &= self.test(bool(UNPROVED.search(around)), "a figure does not say that no quote proves it", around)
        tier = "referenced" if proof.is_printed else "verified"
        self.counts.update({"figures": 1, tier: bound, "values bound": bound, "skipped": not bound})
        figure.children = [STRUCK]

    def shown(self, figure: Element, folder: str, own: list[Proof], proofs: dict[str, Proof]) -> None:
        """Check a figure by its own page's proof, by the page to which it is linked, or by its footnotes."""
        if not own and folder in LINKED and not figure.notes():
            self.linked(figure)
        else:
            self.figure(figure, own or [proofs.get(note, Proof()) for note in figure.notes()])

    def linked(self, figure: Element) -> None:
        """Check a figure that is proved on the page to which it is linked, and strike it out."""
        name, text = figure.given.get("data-observation", ""), figure.text()
        value = self.site.values.get(name, "-")
        same = integers(text) == integers(value) or (value in ("1", "2") and not integers(text))  # مقالان
        self.test(same, "a figure is not what its own page says", text)
        is_link = figure.parent is not None and self.target(figure.parent)[-2:] == ["figures", name]
        self.test(is_link, "a figure has no footnote, and no link to its page", text)
        self.counts.update({"figures": 1, "values bound": same and is_link, "skipped": not (same and is_link)})
        figure.children = [STRUCK]

    def chart(self, chart: Element) -> None:
        """Check that a chart shows values of the figures it links to, and days and years that pages give."""
        linked = [self.target(link)[-1] for link in chart.all("chart-target")]
        values = {number for name in linked for number in integers(self.site.values.get(name, ""))}
        for number in (
            each for group in chart.all("chart-number", "chart-value", "chart-upward") for each in group.all("text")
        ):
            number.strike(values)
        for words in chart.all("text"):
            words.strike(self.site.days)

    def read(self, page: str, html: str) -> None:
        """Check a page, without the menus, which repeat headings."""
        self.page = page
        self.counts.update(pages=1)
        for content in Tree(html[html.find("<article") :]).open[0].all("article"):
            self.check(content)

    def check(self, content: Element) -> None:
        """Strike out of the content of a page all that is proved; fail for each line with a digit that is left."""
        (*_, folder, name, _), proofs = ("", "", *self.page.split("/")), dict[str, Proof]()
        for made in content.all("time", "count"):
            date = re.fullmatch(r"(19|20)\d\d(-\d\d){0,2}", made.given.get("datetime", ""))
            made.strike(self.site.totals if made.tag == "data" else {*integers(date[0] if date else "")})
        sources = {"": name if folder == "sources" else ""}
        for note in (note for notes in content.all("footnote") for note in notes.all("li")):
            sources[note.given["id"]] = self.source_of(note)
            proofs[note.given["id"]] = self.note(note, sources[note.given["id"]])
        proof, own = Proof(), content.all("proof") if folder == "figures" else []
        source = self.source_of(own[0]) if own else sources[""]
        for part in content.all("h2", *BLOCKS):
            source = self.source_of(part, source) if part.tag == "h2" else source
            found = self.block(part, self.source_of(part, source))
            proof = found if part in own else proof
        proof = self.printed(own, name, proof)
        self.made(content, proof, {*integers(self.site.values.get(name, ""))} if own else set())
        for chart in content.all("chart"):
            self.chart(chart)
        for figure in (each for each in content.all("figure") if each.tag == "data" and each.children != [STRUCK]):
            self.shown(figure, folder, [proof] if own and figure.given.get("data-observation") == name else [], proofs)
        for quiet in content.all(*QUIET):
            quiet.children = [STRUCK]
        for line in content.text().split("\n"):
            left = re.sub("|".join(map(re.escape, self.site.exceptions)) or "$", STRUCK, " ".join(line.split()))
            self.test(not any(map(str.isnumeric, left)), "a number that nothing proves", left)

    def note(self, note: Element, source: str) -> Proof:
        """Check a footnote, and the figures in it, its own against its quote; return its proof, or its formula."""
        proof, own = self.block(note, source), note.given["id"].removeprefix("fn:observation-")
        proof = self.printed([note], own, proof)
        for figure in (figure for figure in note.all("figure") if figure.tag == "data"):
            named = figure.given.get("data-observation", own)
            if own in self.site.values and named != own:  # one that disagrees or supersedes
                value, text = self.site.values.get(named, "-"), figure.text()
                self.test(integers(text) == integers(value), "a figure is not what its own page says", text)
                figure.children = [STRUCK]
            else:
                self.figure(figure, [proof])
        return Proof(formulas) if (formulas := "".join(each.text() for each in note.all("formula"))) else proof

    def printed(self, blocks: list[Element], name: str, proof: Proof) -> Proof:
        """Return what stands for the proof of a figure that an article prints and nobody captured; else its own."""
        if not blocks or not (fact := self.site.facts.get(name)) or fact.printed is None:
            return proof
        block = blocks[0]
        self.test(bool(block.all("note-referenced")), "it is not said that no quote proves it", block.text())
        self.test(fact.source == self.source_of(block), f"it is not of {fact.source}", block.text())
        return Proof(fact.value, integers(fact.value), [], is_printed=True)

    def made(self, content: Element, own: Proof, value: set[int]) -> None:
        """Check what pages made of records say besides: references, files, corrections."""
        for place in (place for credit in content.all("hero-context") for place in credit.all("place")):
            place.strike({number for number, *_ in own.places})
        for reference in content.all("reference"):
            for address in (bdi for bdi in reference.all("bdi") if bdi.text().startswith("http")):
                address.children = [STRUCK]
            for sentence in reference.all("span"):
                names = (name for name in self.site.exceptions if name in sentence.text())  # of an outlet, as H24info
                named = {number for name in names for number in integers(name)}
                sentence.strike(value | named | {number for number, *_ in own.places})
        for link in (link for link in content.all("a") if "download" in link.given or self.names_its_file(link)):
            self.test(self.site.folder.joinpath(*self.target(link)).is_file(), "a file is not there", link.text())
            link.children = [STRUCK]
        for before in (span for span in content.all("span") if not span.given):
            before.strike(self.site.corrected)


def read(folder: Path, project: Path) -> tuple[Site, dict[str, str]]:
    """Return what the pages of a site are checked against, and its pages."""
    pages = {page.relative_to(folder).as_posix(): page.read_text("utf-8") for page in sorted(folder.rglob("*.html"))}
    every, note = "".join(pages.values()), r'id="fn:(observation|statement)-([^"]*)"'
    # How many there are of each kind, and from each article.
    carried = {*re.findall(rf"{note}(?:(?!</li>).)*?sources/([a-z0-9-]+)/", every, re.DOTALL)}
    facts = Counter(kind for kind, _ in {*re.findall(note, every)}) + Counter((k, source) for k, _, source in carried)
    values = dict(re.findall(r'data-observation="([^"]*)" value="([^"]*)"', every))
    given = {int(number) for date in re.findall(r'datetime="([0-9-]+)"', every) for number in date.split("-")}
    days = {*given, *range(min(filter(lambda n: n > 31, given), default=0), max(given, default=0))}
    texts = ("".join(f.read_text("utf-8") for f in project.glob(f"data/{n}.yaml")) for n in LISTS)
    listed, ledger, indicators, entities = texts
    known = facts_of(project)
    named = Counter((name, fact.is_named) for fact in known.values() for name in ("", fact.indicator))
    tiers = Counter(fact.printed is not None for fact in known.values())
    topics = dict(re.findall(r"(?m)^  ([a-z0-9-]+):\n    topic: (\S+)$", indicators))
    subjects = Counter(topics.get(fact.indicator, "") for fact in known.values())
    articles = range(len([*project.glob("seeds/*.yaml")]) + 1)
    totals = {*facts.values(), *named.values(), *tiers.values(), *subjects.values(), *articles}
    exceptions = re.findall(r"(?m)^[ -]*text: *['\"]?(.*?)['\"]? *$", listed)
    exceptions += re.findall(r"(?:ar|fr): *([^,{}\n]*[0-9][^,{}\n]*)", entities)
    corrected = {*map(int, re.findall(r"(?m)^ +was: *([0-9]+)$", ledger))}
    return Site(folder, project, exceptions, totals, values, days, corrected, known), pages


def run(folder: Path, project: Path) -> Checker:
    """Check every page of a site."""
    site, pages = read(folder, project)
    checker = Checker(site)
    for page, html in pages.items():
        checker.read(page, html)
    return checker


if __name__ == "__main__":
    done = run(Path(sys.argv[1]), Path(*sys.argv[2:3]) if sys.argv[2:] else Path(__file__).parent.parent)
    print(*done.failures, ", ".join(f"{what}: {count}" for what, count in done.counts.items()), sep="\n")
    sys.exit(1 if done.failures or not done.counts["figures"] else 0)
