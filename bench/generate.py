"""A knowledge base of any size in this project's own form, and the same facts as a site written by hand.

The same number gives the same bytes. Nothing in it is true: an office that is not there counts the files of cantons
that are not there. Five figures come from an article, ten stand on a page, each is cited twice; half are Arabic.
"""

import datetime as dt
import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from isnad.cli import main
from isnad.facts import fingerprints
from isnad.facts.model import Capture
from isnad.text import locale
from isnad.text.languages import Language

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "tests" / "frozen"  # its general pages do not change with the facts of the real project
A_PAGE, AN_ARTICLE = 10, 5  # figures
A_SECTION = 20  # topics
# Pages of the frozen project that name no fact of it.
GENERAL = ("checks", "corrections", "data", "figures", "glossary", "method", "news", "sources")
EDITED_PAGE = "method"
LETTERS = "bfghjkpqrstwz"
GUIDES = ("contributing", "contributing/correct")  # to which made pages lead
TABLES: Mapping[str, Mapping[str, Any]] = {
    "events": {"events": {}, "statements": {}},
    "glossary": {"terms": {}},
    "derived": {"derived": {}},
    "corrections": {"corrections": {}},
    "tombstones": {"tombstones": {}},
    "site": {
        "site": {
            "made-up": {"name": {"ar": "ملفات", "fr": "Dossiers"}, "description": {"ar": "لا شيء.", "fr": "Rien."}}
        }
    },
}
UNKNOWN = ("publisher", "authors", "published", "url", "web_archive_url")
REASON = {
    "ar": "لا تذكر الجملة ذلك صراحة؛ وهو مذكور في مطلع المقال.",
    "fr": "La phrase ne le dit pas ; le début de l’article le dit.",
}
SENTENCES = {
    Language.FR: "Le service régional a recensé {value} dossiers de la série {name} au cours de l’année {year}",
    Language.AR: "أحصت المصلحة الجهوية {value} ملفا من السلسلة {name} خلال سنة {year}",
}
NOUN = {
    "ar": {"zero": "ملف", "one": "ملف واحد", "two": "ملفان", "few": "ملفات", "many": "ملفا", "other": "ملف"},
    "fr": {"one": "dossier", "many": "de dossiers", "other": "dossiers"},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A made-up figure, counted from 0."""

    number: int

    @property
    def id(self) -> str:
        return f"files-{self.number}"

    @property
    def value(self) -> int:
        return 10_000 + 7 * self.number

    @property
    def year(self) -> int:
        """No two figures of a page are of the same year: they would disagree."""
        return 2001 + self.number % A_PAGE

    @property
    def topic(self) -> int:
        return self.number // A_PAGE

    @property
    def article(self) -> int:
        return self.number // AN_ARTICLE

    @property
    def language(self) -> Language:
        """The language of its article."""
        return list(Language)[self.article % 2]

    def said(self, language: Language) -> str:
        """Return the sentence that states it."""
        value = locale.format_number(Decimal(self.value)).replace(locale.NARROW_SPACE, " ")
        return SENTENCES[language].format(value=value, name=letters(self.number), year=self.year)


def letters(number: int) -> str:
    """Return a number as letters, which no check takes for a number, a Roman one, or a word."""
    name = ""
    while True:
        name = LETTERS[number % len(LETTERS)] + name
        number = number // len(LETTERS) - 1
        if number < 0:
            return name.upper()


def bilingual(ar: str, fr: str) -> dict[str, str]:
    return {"ar": ar, "fr": fr}


def label(topic: int) -> dict[str, str]:
    return bilingual(f"ملفات المقاطعة {letters(topic)}", f"Dossiers du canton {letters(topic)}")


def titles(article: int) -> dict[str, str]:
    """Return the title of an article, and its translation."""
    return bilingual(f"حصيلة المصلحة الجهوية {letters(article)}", f"Bilan du service régional {letters(article)}")


def observation(figure: Figure) -> dict[str, Any]:
    """Return the record of a figure, about as long as a real one."""
    return {
        "value": figure.value,
        "precision": "exact",
        "period": {"start": dt.date(figure.year, 1, 1), "end": dt.date(figure.year, 12, 31), "basis": "stated"},
        "scope": {"place": "canton", "basis": "inferred", "reason": REASON},
        "stated_by": {"entity": "office", "basis": "inferred", "reason": REASON},
        "citation": {
            "source": f"article-{figure.article}",
            "quote": figure.said(figure.language),
            "translation": figure.said(figure.language.other),
        },
        "reviewed": dt.date(2026, 11, 21),
    }


def indicators(size: int) -> dict[str, Any]:
    figures = [Figure(number) for number in range(size)]
    topics = range(figures[-1].topic + 1)
    units = yaml.safe_load((ROOT / "data/indicators.yaml").read_text(encoding="utf-8"))["units"]
    own = {name: units[name] for name in ("source", "observation", "statement", "origin")}
    return {
        "topics": {f"canton-{topic}": {"label": label(topic)} for topic in topics},
        "units": own | {"file": {"measure": "count", "forms": NOUN}},
        "indicators": {
            f"files-of-{topic}": {
                "topic": f"canton-{topic}",
                "label": label(topic),
                "definition": bilingual(
                    "عدد الملفات المسجلة في المقاطعة.", "Nombre de dossiers recensés dans le canton."
                ),
                "unit": "file",
                "observations": {each.id: observation(each) for each in figures if each.topic == topic},
            }
            for topic in topics
        },
    }


def entities() -> dict[str, Any]:
    office = {"kind": "institution", "name": bilingual("المصلحة الجهوية", "service régional")}
    return {
        "entities": {
            "office": office | {"wordings": ["service régional", "المصلحة الجهوية"]},
            "canton": {"kind": "place", "name": bilingual("السلسلة", "série"), "wordings": ["la série", "السلسلة"]},
        }
    }


def articles(size: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each article: its id, its text, its record."""
    for first in range(0, size, AN_ARTICLE):
        figures = [Figure(number) for number in range(first, min(first + AN_ARTICLE, size))]
        language = figures[0].language
        heads = titles(figures[0].article)
        text = "\n".join([heads[language], *(each.said(language) + "." for each in figures)]) + "\n"
        yield (
            f"article-{figures[0].article}",
            text,
            {
                "language": str(language),
                "label": heads,
                "summary": bilingual("يعرض المقال حصيلة السنة.", "L’article présente le bilan de l’année."),
                "title": {"value": heads[language], "translation": heads[language.other]},
                **dict.fromkeys(UNKNOWN, "not-given"),
                "capture": {
                    "file": f"article-{figures[0].article}.txt",
                    "sha256": hashlib.sha256(text.encode()).hexdigest(),
                    "title_line": 1,
                    "paragraph_lines": list(range(2, 2 + len(figures))),
                },
                "caveats": [],
            },
        )


def page(topic: int, size: int, language: Language) -> str:
    """Return the page of a topic: every figure in a sentence, then all in a table."""
    figures = [Figure(number) for number in range(topic * A_PAGE, min((topic + 1) * A_PAGE, size))]
    lines = [f'- {{{{ figure("{each.id}", unit=true) }}}} {{{{ period("{each.id}") }}}}.' for each in figures]
    table = f'{{{{ observations("files-of-{topic}") }}}}'
    return front(label(topic)[language]) + "\n".join([*lines, "", "## A { #figures }", "", table, ""])


def front(title: str) -> str:
    return f"---\ntitle: {title}\ndescription: {title}.\n---\n\n# {title} {{ #top }}\n\n"


class Dumper(yaml.CSafeDumper):
    """Writes every text out: the data files have no anchors."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def write_yaml(file: Path, content: object) -> None:
    """Write a file of data in blocks, as contributors do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(content, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(text, encoding="utf-8")


def make_project(size: int, folder: Path) -> None:
    """Write a project of so many figures into a folder: data, sources, pages, and the real engine and configuration."""
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    write_yaml(folder / "data/indicators.yaml", indicators(size))
    write_yaml(folder / "data/entities.yaml", entities())
    shutil.copy(FROZEN / "data/exceptions.yaml", folder / "data")
    for name, content in TABLES.items():
        write_yaml(folder / f"data/{name}.yaml", content)
    for name, text, record in articles(size):
        write_yaml(folder / f"seeds/{name}.yaml", record)
        capture = Capture(marks={}, **record["capture"])
        made = fingerprints.fingerprint(text.encode(), capture)
        path = folder / fingerprints.fingerprint_path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(fingerprints.format_fingerprint(made, name), encoding="utf-8")
    write_pages(size, folder)
    if main(["--root", str(folder), "check"]):
        raise SystemExit("the generated project is broken")


def write_pages(size: int, folder: Path) -> None:
    """Write the pages in both languages, and the configuration, whose navigation names them."""
    topics = range(Figure(size - 1).topic + 1)
    for language in Language:
        docs = folder / "docs" / language
        (docs / "contributing").mkdir(parents=True)
        for name in GENERAL:
            shutil.copy(FROZEN / "docs" / language / f"{name}.md", docs)
        for name in GUIDES:
            (docs / f"{name}.md").write_text(front("A") + "## A { #correct }\n", encoding="utf-8")
        links = "".join(f"- [{label(topic)[language]}](canton-{topic}.md)\n" for topic in topics)
        (docs / "index.md").write_text(front("A") + links, encoding="utf-8")
        for topic in topics:
            (docs / f"canton-{topic}.md").write_text(page(topic, size, language), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(configuration(topics), encoding="utf-8")


def configuration(topics: Sequence[int]) -> str:
    """Return the real configuration with other pages in its navigation, twenty topics a section."""
    head, _, rest = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")
    lines = [f"  - {name}.md" for name in ("index", *GENERAL, *GUIDES)] + ["  - المواضيع:"]
    for first in range(0, len(topics), A_SECTION):
        lines += [
            f"    - {letters(first)}:",
            *(f"      - canton-{each}.md" for each in topics[first : first + A_SECTION]),
        ]
    # One page lists all sources, and grows with them.
    head = re.sub(r"(?m)^  weight: .*$", "  weight: {page: 1_000_000_000, view: 1_000_000_000}", head)
    return "\n".join([head, "nav:", *lines, rest[rest.index("\nplugins:") :]])


def copy_real(folder: Path) -> None:
    """Copy what the real site is made of into a folder."""
    for name in ("data", "docs", "hooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)


def edit_page(folder: Path, number: int) -> str:
    """Add a sentence to a page that authors wrote in a project, another one for each number, and return it."""
    file, words = folder / f"docs/fr/{EDITED_PAGE}.md", f"Phrase {letters(number)} sans chiffre."
    file.write_text(file.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
    return words


def edited_figure(size: int) -> str:
    """Return the id of the figure that `edit` edits."""
    return f"files-{size // 2}"


def edit(folder: Path, size: int, number: int) -> str:
    """Review one figure of a project anew, on another day for each number, and return that day."""
    file, day = folder / "data/indicators.yaml", f"2026-11-{10 + number}"
    text = file.read_text(encoding="utf-8")
    start = text.index("reviewed: ", text.index(f" {edited_figure(size)}:"))
    file.write_text(f"{text[:start]}reviewed: {day}{text[start + 20 :]}", encoding="utf-8")
    return day
