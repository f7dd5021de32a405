"""How to cite a figure or an article: a sentence for readers; BibTeX, RIS and CSL-JSON for reference managers.

A CSL item (citation-style-language/schema, csl-data.json) holds the facts; the other formats are written from it alone.
What nobody knows is said in the sentence and left out of the item.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import NamedTuple, Required, TypedDict
from urllib.parse import unquote

from markupsafe import Markup

from ..facts.edition import LICENSE_NAME, version, version_of
from ..facts.memory import remembered
from ..facts.model import Basis, Observation, Source, is_report
from ..facts.record import NOT_GIVEN, Month
from ..text.languages import Language
from ..text.typography import set_spaces
from .addresses import DATA_PAGE, absolute_url, figure_page, source_page
from .grounds import place
from .phrases import Phrases, bare_text, copied_text, plain, unsigned

CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})
Csl = TypedDict(
    "Csl",
    {
        "id": Required[str],
        "type": Required[str],
        "language": Required[str],
        "title": str,
        "container-title": str,
        "publisher": str,
        "author": list[dict[str, str]],
        "issued": CslDate,
        "version": str,
        "URL": str,
        "note": str,
    },
    total=False,
)

# What biblatex and RIS call the types of items.
TYPES: Mapping[str, tuple[str, str]] = {
    "webpage": ("online", "ELEC"),
    "report": ("online", "RPRT"),
    "dataset": ("dataset", "DATA"),
}
# What babel and biblatex call the languages.
LANGID: Mapping[str, str] = {"ar": "arabic", "fr": "french", "es": "spanish", "en": "english"}
# BibTeX counts braces even behind a backslash: no sign of a text may leave one that nothing closes.
TEX_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "%&_#$"}
    | {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)
# In an address, which BibTeX takes as it is, the same signs are written as RFC 3986 wants them.
URL_SIGNS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})


class Reference(NamedTuple):
    """How to cite one page: the facts as a CSL item, and the sentence as safe Markdown under the seal."""

    csl: Csl
    sentence: Markup
    language: Language

    @property
    def text(self) -> str:
        """The sentence as it is copied: bare text."""
        return copied_text(self.sentence, self.language)


@remembered
def figure_reference(p: Phrases, observation: Observation) -> Reference:
    """Return how to cite the page of a figure: what it is, which article states it, its version."""
    source = p.kb.source_of(observation)
    site, url = p.t("site-name"), absolute_url(p.kb.site_url, p.language, figure_page(observation.id))
    # Bare, since on a page a figure is followed by its footnote and a sign by its legend, and a reference by neither.
    headline, scope = _bare(p.headline(observation)), unsigned(p.counted(observation))
    period = unsigned(p.reference_period(observation, alone=True))
    title = p.t("figure-title", headline=headline, scope=scope, period=period)
    inferred = observation.stated_by.basis is Basis.INFERRED
    day = version_of(p.kb, observation)
    label = "reference-stated-by-inferred" if inferred else "reference-stated-by"
    authority = p.t(label, what=p.names(observation.stated_by))
    authors = Markup("") if source.authors is NOT_GIVEN else p.authors(source)
    article = _article(p, source, authors, place(p, observation.citation))
    compared = "reference-figure-referenced" if p.is_referenced(observation) else "reference-figure-note"
    note = p.t(compared, authority=authority, article=article, date=p.date(observation.reviewed))
    csl: Csl = {
        "id": _key(p, observation.id),
        "type": "webpage",
        "language": p.language.value,
        "title": _bare(title),
        "container-title": _bare(site),
        "issued": _csl_date(day),
        "URL": url,
        "note": _bare(note),
    }
    where = filter(None, (_outlet(p, source), p.published(source), place(p, observation.citation)))
    said = {"authority": authority, "article": p.t("list-separator").join(where), "date": p.date(day)}
    parts = {"title": title, "site": site, "url": _left_to_right(url), **said}
    return Reference(csl, p.made(p.t("reference-figure", **parts)), p.language)


@remembered
def source_reference(p: Phrases, source: Source) -> Reference:
    """Return how to cite an article, as its publisher's work, by way of its page on this site."""
    page = _left_to_right(absolute_url(p.kb.site_url, p.language, source_page(source.id)))
    note = p.t("reference-source-note", site=p.t("site-name"), url=page)
    told = note if source.agency is NOT_GIVEN else p.t("reference-agency", agency=p.agency(source), note=note)
    csl: Csl = {"id": _key(p, source.id), "type": "webpage", "language": source.language.value, "note": _bare(told)}
    if source.title is not NOT_GIVEN:
        csl["title"] = _bare(plain(source.title.value))
    if source.publisher is not NOT_GIVEN and is_report(p.kb, source):
        csl["type"], csl["publisher"] = "report", _bare(p.publisher(source))
    elif source.publisher is not NOT_GIVEN:
        csl["container-title"] = _bare(p.publisher(source))
    if source.authors is not NOT_GIVEN:
        csl["author"] = [{"literal": _bare(plain(name))} for name in source.authors.value]
    if source.published is not NOT_GIVEN:
        csl["issued"] = _csl_date(source.published.value)
    if source.url is not NOT_GIVEN:
        csl["URL"] = source.url.value
    article = _article(p, source, p.authors(source))
    url = p.t("reference-url-unknown") if source.url is NOT_GIVEN else _left_to_right(source.url.value)
    return Reference(csl, p.made(p.t("reference-source", article=article, url=url, note=note)), p.language)


def dataset_reference(p: Phrases) -> Reference:
    """Return how to cite the data as a whole, in the version of this build."""
    site, url, day = p.t("site-name"), absolute_url(p.kb.site_url, p.language, DATA_PAGE), version(p.kb)
    counted = {
        "figures": p.figures(p.kb.tiers(p.kb.observations.values())),
        "sources": p.count(len(p.kb.sources), "source"),
    }
    note = p.t("reference-dataset-note", license=LICENSE_NAME, **counted)
    csl: Csl = {
        "id": _key(p, f"{p.kb.site.id}-{day}"),
        "type": "dataset",
        "language": p.language.value,
        "title": _bare(site),
        "version": str(day),
        "URL": url,
        "note": _bare(note),
    }
    if day is not NOT_GIVEN:
        csl["issued"] = _csl_date(day)
    parts = {"site": site, "version": p.date(day), "note": note, "url": _left_to_right(url)}
    return Reference(csl, p.made(p.t("reference-dataset", **parts)), p.language)


def bibtex(csl: Csl) -> str:
    """Return an item as an entry of BibTeX, with the fields of biblatex: its id is the key, dates are ISO.

    BibTeX itself reads no `date`: the year stands alone too.
    """
    fields = {
        "author": " and ".join(f"{{{_tex(name['literal'])}}}" for name in csl.get("author", [])),
        "title": _tex(csl.get("title", "")),
        "organization": _tex(csl.get("container-title", csl.get("publisher", ""))),
        "date": iso(csl.get("issued")),
        "year": iso(csl.get("issued"))[:4],
        "version": csl.get("version", ""),
        "url": _one_line(csl.get("URL", "")).translate(URL_SIGNS),
        "langid": LANGID[csl["language"]],
        "note": _tex(csl.get("note", "")),
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{TYPES[csl['type']][0]}{{{csl['id']},\n{''.join(lines)}}}\n"


def ris(csl: Csl) -> str:
    """Return an item as a record of RIS, with the tags that Zotero reads for a web page; lines end in CR LF."""
    issued = iso(csl.get("issued"))
    rows = [
        ("TY", TYPES[csl["type"]][1]),
        ("ID", csl["id"]),
        *(("AU", name["literal"]) for name in csl.get("author", [])),
        ("TI", csl.get("title", "")),
        ("T2", csl.get("container-title", "")),
        ("PB", csl.get("publisher", "")),
        ("PY", issued[:4]),
        ("DA", issued.replace("-", "/")),
        ("ET", csl.get("version", "")),
        ("LA", csl["language"]),
        ("UR", csl.get("URL", "")),
        ("N1", csl.get("note", "")),
    ]
    lines = (f"{tag}  - {_one_line(value)}\r\n" for tag, value in rows if value)
    return "".join(lines) + "ER  - \r\n"


def csl_json(csl: Csl) -> str:
    """Return an item as CSL-JSON: a list of one, as reference managers import it."""
    return json.dumps([csl], ensure_ascii=False, indent=2) + "\n"


def _key(p: Phrases, name: str) -> str:
    """Return the key of a reference, which is another one in each language: a bibliography may hold both."""
    return f"{name}-{p.language}"


def _article(p: Phrases, source: Source, authors: Markup, *rest: Markup) -> Markup:
    """Return authors, title, publisher and date of an article, and the rest; what is empty is left out."""
    parts = [authors, p.title(source, is_quoted=True), _outlet(p, source), p.published(source), *rest]
    return p.t("list-separator").join(filter(None, parts))


def _outlet(p: Phrases, source: Source) -> Markup:
    unknown = source.publisher is NOT_GIVEN
    return p.with_agency(source, p.t("reference-publisher-unknown") if unknown else p.publisher(source))


def _left_to_right(url: str) -> Markup:
    return Markup('<bdi dir="ltr">{}</bdi>').format(plain(unquote(url)))


def _bare(markup: Markup) -> str:
    return set_spaces(bare_text(markup))


def _csl_date(date: dt.date | Month) -> CslDate:
    return {"date-parts": [list(map(int, str(date).split("-")))]}


def iso(date: CslDate | None) -> str:
    """Return a date of a CSL item as ISO 8601 writes it; nothing for none."""
    return "-".join(f"{part:02}" for part in date["date-parts"][0]) if date else ""


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _tex(text: str) -> str:
    return _one_line(text).translate(TEX_SIGNS)
