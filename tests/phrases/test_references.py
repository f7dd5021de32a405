"""How to cite: every figure and source of the real data, in every format; nothing invented, nothing unescaped."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
import yaml
from isnad.exports import json_ld
from isnad.facts.model import Entity, KnowledgeBase, Observation, Source, Title
from isnad.facts.record import NOT_GIVEN, Bilingual, Found, Origin
from isnad.phrases.phrases import GUILLEMETS, INFERRED, Phrases, bare_text
from isnad.phrases.references import Csl, Reference, bibtex, csl_json, figure_reference, ris, source_reference
from isnad.text import locale
from isnad.text.html import steps
from isnad.text.languages import Language
from isnad.text.reader import read_page
from isnad.text.typography import set_spaces
from pybtex.database import parse_string

from tests.carried_schemas import faults
from tests.conftest import ROOT

AR, FR = Language.AR, Language.FR
SITE = "https://example.org/below/"
FOLDERS = {AR: SITE, FR: f"{SITE}fr/"}
TEX_COMMANDS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
}  # fmt: skip
TEX_ESCAPE = re.compile(r"\{\\([a-z]+)\}|\\([%&_#$])")
ENTRY = re.compile(r"@online\{(?P<id>[a-z0-9-]+),\n(?P<fields>(?:  [a-z]+ = \{.*\},\n)+)\}\n")
RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  - (?P<value>.*)")
# The names that BibTeX and RIS give to the parts of a CSL item.
BIBTEX = {
    "id": "id", "author": "author", "title": "title", "container-title": "organization", "issued": "date",
    "URL": "url", "language": "langid", "note": "note",
}  # fmt: skip
RIS = {
    "id": "ID", "author": "AU", "title": "TI", "container-title": "T2", "issued": "DA", "URL": "UR",
    "language": "LA", "note": "N1",
}  # fmt: skip
HOSTILE = r"""50% & {a} }b{ #1 $x$ ~ ^ \ \textbf{c} <b>"d"</b> 'e' @f, *g* [^h] `i` | ER - &amp; _j_"""


@pytest.fixture(scope="module", params=Language)
def p(kb: KnowledgeBase, request: pytest.FixtureRequest) -> Phrases:
    """The phrases of each language, of the real data."""
    return Phrases(replace(kb, site_url=SITE), request.param)


def references(p: Phrases) -> Iterator[Reference]:
    """Yield how to cite every figure and every source."""
    yield from (figure_reference(p, observation) for observation in p.kb.observations.values())
    yield from (source_reference(p, source) for source in p.kb.sources.values())


def label(p: Phrases, name: str) -> str:
    return set_spaces(p.kb.labels[name][p.language])


def before_part(p: Phrases, name: str) -> str:
    return label(p, name).partition("{")[0]


def read_bibtex(text: str) -> dict[str, str]:
    """Return the fields of an entry as TeX would print them. Fails where a sign would reach TeX unescaped."""
    entry = ENTRY.fullmatch(text)
    assert entry, text
    fields = dict(re.findall(r"  ([a-z]+) = \{(.*)\},\n", entry["fields"]))
    if "author" in fields:
        assert re.fullmatch(r"\{.*\}", fields["author"])
        fields["author"] = fields["author"][1:-1]
    for name in fields.keys() - {"url"}:
        assert not re.search(r"[\\{}%&_#$~^]", TEX_ESCAPE.sub("", fields[name])), fields[name]
        fields[name] = TEX_ESCAPE.sub(lambda sign: TEX_COMMANDS[sign[1]] if sign[1] else sign[2], fields[name])
    return {"id": entry["id"], **fields}


def read_ris(text: str) -> dict[str, str]:
    """Return the values of a record by tag. Fails where a line has another form, or a tag stands twice."""
    *lines, end = text.split("\r\n")
    rows = [row for row in map(RIS_LINE.fullmatch, lines) if row]
    assert (lines[0], lines[-1], end) == ("TY  - ELEC", "ER  - ", "")
    found = {row["tag"]: row["value"] for row in rows}
    assert len(found) == len(rows) == len(lines)
    return found


def read_json(text: str) -> Csl:
    """Return the one item of a text of CSL-JSON."""
    (item,) = json.loads(text)
    return item  # type: ignore[no-any-return]


def texts(csl: Csl) -> dict[str, str]:
    """Return the facts of an item as texts, dates in ISO 8601."""
    found = {name: str(fact) for name, fact in csl.items() if name not in ("type", "author", "issued")}
    if "author" in csl:
        found["author"] = " and ".join(name["literal"] for name in csl["author"])
    if "issued" in csl:
        found["issued"] = dt.date(*csl["issued"]["date-parts"][0]).isoformat()
    return found


def test_every_figure_is_cited_by_its_value_and_its_address(p: Phrases) -> None:
    for observation in p.kb.observations.values():
        reference, address = figure_reference(p, observation), f"{FOLDERS[p.language]}figures/{observation.id}/"
        title = reference.csl["title"]
        assert title.startswith(p.kb.indicator_of[observation.id].label[p.language])
        value = re.escape(locale.format_number(observation.value))
        assert re.search(rf": (?:\D+ )?{value}(?![\d\u202f,.])", title), title
        assert all(p.name(entity) in title for entity in observation.scope.named())
        assert (reference.csl["URL"], reference.csl["language"]) == (address, p.language)
        assert reference.csl["container-title"] == label(p, "site-name")
        assert reference.text.endswith(f": {address}")
        assert title in reference.text
        assert reference.csl["container-title"] in reference.text


def test_every_figure_is_cited_from_the_article_that_carries_it(p: Phrases) -> None:
    for observation in p.kb.observations.values():
        csl, source = figure_reference(p, observation).csl, p.kb.sources[observation.citation.source]
        publisher = source.publisher
        for words in (
            p.name(observation.stated_by.entity),
            label(p, "reference-publisher-unknown") if publisher is NOT_GIVEN else p.name(publisher.value),
            p.published(source).striptags(),
            p.place(source, observation.quotation.quote).striptags(),
            locale.format_date(observation.reviewed, p.language),
        ):
            assert " ".join(words.split()) in " ".join(csl["note"].split())
        assert texts(csl)["issued"] == observation.reviewed.isoformat()
        assert csl.keys().isdisjoint({"author", "accessed"})  # when the page was opened, its reader knows


def test_every_source_is_cited_as_its_publishers_work_by_way_of_its_page(p: Phrases) -> None:
    for source in p.kb.sources.values():
        reference = source_reference(p, source)
        csl = reference.csl
        assert csl["note"].endswith(f": {FOLDERS[p.language]}sources/{source.id}/")
        assert reference.text.endswith(csl["note"])
        assert csl["language"] == source.language
        known = {
            "title": source.title, "container-title": source.publisher, "author": source.authors,
            "issued": source.published, "URL": source.url,
        }  # fmt: skip
        assert csl.keys() - {"id", "type", "language", "note"} == {
            name for name, found in known.items() if found is not NOT_GIVEN
        }


@pytest.mark.parametrize("language", Language)
def test_what_is_known_of_an_article_is_cited(kb: KnowledgeBase, language: Language) -> None:
    reference = source_reference(Phrases(kb, language), kb.sources["alalam-patrols-2025"])
    assert texts(reference.csl) | {"note": ""} == {
        "id": f"alalam-patrols-2025-{language}",
        "language": "ar",
        "author": "محمد الحبيب هويدي",
        "title": "تنسيق أمني مغرب إسباني لمكافحة الهجرة غير النظامية وتهريب البشر",
        "container-title": {AR: "جريدة العلم", FR: "Al Alam"}[language],
        "issued": "2025-03-27",
        "URL": "https://alalam.ma/تنسيق-أمني-مغرب-إسباني-لمكافحة-الهجرة-غير-النظامية-وتهريب-البشر_a27071.amp.html",
        "note": "",
    }
    assert read_ris(ris(reference.csl))["PY"] == "2025"


def test_several_authors_are_all_named(p: Phrases) -> None:
    names = ("Rosalind Kermoal", "سلمى الرحالي", "Yann Le Goff")
    source = p.kb.sources["alalam-patrols-2025"]
    source = replace(source, authors=Found(marks=source.marks, value=names, origin=Origin.CAPTURE))
    reference = source_reference(p, source)
    assert reference.csl["author"] == [{"literal": name} for name in names]
    assert "  author = {{Rosalind Kermoal} and {سلمى الرحالي} and {Yann Le Goff}},\n" in bibtex(reference.csl)
    assert [line for line in ris(reference.csl).split("\r\n") if line.startswith("AU")] == [
        f"AU  - {name}" for name in names
    ]
    text = bare_text(p.authors(source))
    said = {AR: "Rosalind Kermoal، سلمى الرحالي وYann Le Goff", FR: "Rosalind Kermoal, سلمى الرحالي et Yann Le Goff"}
    assert text == said[p.language]


def test_what_nobody_knows_is_said_and_left_out(p: Phrases) -> None:
    source = replace(
        p.kb.sources["alalam-patrols-2025"],
        title=NOT_GIVEN,
        publisher=NOT_GIVEN,
        authors=NOT_GIVEN,
        published=NOT_GIVEN,
        url=NOT_GIVEN,
    )
    reference = source_reference(p, source)
    assert reference.csl.keys() == {"id", "type", "language", "note"}
    assert read_bibtex(bibtex(reference.csl)).keys() == {"id", "langid", "note"}
    assert read_ris(ris(reference.csl)).keys() == {"TY", "ID", "LA", "N1", "ER"}
    said = ("reference-author-unknown", "title-unknown", "reference-publisher-unknown", "undated")
    assert reference.text.startswith(p.t("list-separator").join(label(p, name) for name in said))
    assert f": {label(p, 'reference-url-unknown')} – " in reference.text


def test_an_unknown_author_is_not_named_beside_a_figure(p: Phrases) -> None:
    reference = figure_reference(p, p.kb.observations["attempts-2022"])
    assert label(p, "reference-author-unknown") not in reference.text


def test_what_an_editor_inferred_is_said_and_nothing_else(p: Phrases) -> None:
    words: Mapping[str, Callable[[Observation], str]] = {
        "scope": lambda each: set_spaces(bare_text(p.sign(p.scope(each.scope), INFERRED))),
        "period": lambda each: set_spaces(bare_text(p.sign(p.period(each.period, alone=True), INFERRED))),
        "stated_by": lambda _: before_part(p, "reference-stated-by-inferred"),
    }
    for observation in p.kb.observations.values():
        text = figure_reference(p, observation).text
        inferred = {name: based.basis == "inferred" for name, based in observation.bases().items()}
        assert {name: said(observation) in text for name, said in words.items()} == inferred


CITATION = ROOT / "CITATION.cff"
FIGURES = {
    AR: (
        "«محاولات الهجرة غير النظامية المُحبَطة: 40\u202f000\u00a0محاولة (رقم مُقرَّب)، المغرب، منذ بداية 2022، والنهاية "
        "غير مذكورة\u00a0(استنتاج منا)»، موقع «الهجرة بالأرقام». المصدر على الأرجح، بحسب قراءتنا: "
        "وزارة الداخلية؛ بحسب ناشر غير معروف، بلا تاريخ، العنوان. نسخة 1 نونبر 2026: "
        "https://example.org/below/figures/attempts-2022-headline/"
    ),
    FR: (
        "«\u00a0Tentatives de migration irrégulière déjouées\u00a0: 40\u202f000\u00a0tentatives (chiffre "
        "arrondi), Maroc, dès le début de 2022, fin non donnée\u00a0(déduit par nous)\u00a0», Migration en "
        "chiffres. Source probable, selon notre lecture\u00a0: ministère de l’Intérieur\u202f; d’après éditeur "
        "inconnu, non daté, titre. Version du 1er novembre 2026\u00a0: "
        "https://example.org/below/fr/figures/attempts-2022-headline/"
    ),
}
SOURCES = {
    AR: (
        "كاتب غير معروف، «دعوات لتدبير تدفقات الهجرة»، ولو بريس، بلا تاريخ. رابط المقال: "
        "https://sport.walaw.press/دعوات-لتدبير-تدفقات-الهجرة/مقالات/GMWWSXRLWQFL – نقلا عن بطاقة المقال في موقع "
        "«الهجرة بالأرقام»: https://example.org/below/sources/walaw-roundtable-2025/"
    ),
    FR: (
        "Auteur inconnu, \u2068«دعوات لتدبير تدفقات الهجرة»\u2069 («\u00a0Appels à gérer les flux migratoires\u00a0»), "
        "Walaw Press, non daté. Adresse de l’article\u00a0: "
        "https://sport.walaw.press/دعوات-لتدبير-تدفقات-الهجرة/مقالات/GMWWSXRLWQFL "
        "– Cité d’après Migration en chiffres, fiche de l’article\u00a0: "
        "https://example.org/below/fr/sources/walaw-roundtable-2025/"
    ),
}


def test_the_citation_file_is_valid_and_bears_the_names_of_the_site(kb: KnowledgeBase) -> None:
    """By the schema of the Citation File Format, as check-jsonschema carries it."""
    assert faults("citation-file-format", CITATION) == ""
    title = yaml.safe_load(CITATION.read_text(encoding="utf-8"))["title"]
    assert set(title.split(" / ")) == {kb.labels["site-name"][language] for language in Language}


def test_the_sentence_of_a_figure(p: Phrases) -> None:
    observation = replace(p.kb.observations["attempts-2022-headline"], reviewed=dt.date(2026, 11, 1))
    assert figure_reference(p, observation).text == FIGURES[p.language]


def test_a_sentence_isolates_what_runs_the_other_way(p: Phrases) -> None:
    """Author and title each, so that two that follow each other do not trade places where the sentence is pasted."""
    source = next(
        each for each in p.kb.sources.values() if not each.language.is_of(p.language) and each.title is not NOT_GIVEN
    )
    name = "كاتبة" if source.language.is_of(Language.AR) else "Une autrice"
    names: tuple[str, ...] = (name,)
    authors = Found(marks=source.marks, value=names, origin=Origin.CAPTURE)
    text = source_reference(p, replace(source, authors=authors)).text
    opening, closing = GUILLEMETS[source.language]
    assert text.startswith(f"\u2068{name}\u2069")
    assert re.search(rf"\u2068{opening}[^\u2069]+{closing}\u2069", text)
    assert text.count("\u2068") == text.count("\u2069") == 2


def test_the_sentence_of_a_source(p: Phrases) -> None:
    assert source_reference(p, p.kb.sources["walaw-roundtable-2025"]).text == SOURCES[p.language]


def test_every_format_tells_the_same_facts(p: Phrases) -> None:
    for reference in references(p):
        facts = texts(reference.csl)
        assert read_json(csl_json(reference.csl)) == reference.csl
        langid = {"ar": "arabic", "fr": "french"}[facts["language"]]
        year = {"year": facts["issued"][:4]} if "issued" in facts else {}
        assert read_bibtex(bibtex(reference.csl)) == year | {
            BIBTEX[name]: langid if name == "language" else fact for name, fact in facts.items()
        }
        record = read_ris(ris(reference.csl))
        slashed = {name: facts[name].replace("-", "/") for name in facts.keys() & {"issued"}}
        assert {tag: fact for tag, fact in record.items() if tag not in ("TY", "ER", "PY")} == {
            RIS[name]: fact for name, fact in (facts | slashed).items()
        }
        assert record.get("PY", "") == facts.get("issued", "")[:4]


def test_csl_items_are_web_pages_with_the_parts_that_readers_of_csl_know(p: Phrases) -> None:
    for reference in references(p):
        assert reference.csl["type"] == "webpage"
        assert reference.csl.keys() <= {"type", *BIBTEX}


def test_one_bibliography_holds_every_reference_of_both_languages(p: Phrases) -> None:
    """As pybtex reads it, which refuses a key that comes twice."""
    both = [each for own in (p, Phrases(p.kb, p.language.other)) for each in references(own)]
    entries = parse_string("\n".join(bibtex(each.csl) for each in both), "bibtex").entries
    assert [*entries] == [each.csl["id"] for each in both]
    assert len(both) == 2 * (len(p.kb.observations) + len(p.kb.sources))
    assert all(("year" in entry.fields) == ("date" in entry.fields) for entry in entries.values())


def test_what_is_copied_is_bare_text(p: Phrases) -> None:
    for reference in references(p):
        for text in (bibtex(reference.csl), csl_json(reference.csl), ris(reference.csl)):
            assert not re.search(r"<|data-|&#|[\u200e\u200f\u2066-\u2069]", text)
        assert not re.search(r"<|data-|&#|[\u200e\u200f\u2066\u2067]", reference.text)
    narrow = figure_reference(p, p.kb.observations["attempts-2024"])
    assert all("78\u202f685" in text for text in (narrow.text, bibtex(narrow.csl), csl_json(narrow.csl)))


def test_the_sentence_stands_on_a_page_as_made_from_facts_and_is_no_figure(p: Phrases) -> None:
    for reference in references(p):
        reading = read_page(steps(f"<article><p>{reference.sentence}</p></article>"), p.kb.seal)
        assert (reading.texts, reading.figures) == ([], [])
    share = figure_reference(p, p.kb.observations["origin-maghreb-2024"])
    assert re.search(r'<bdi dir="ltr">12[ \u00a0\u202f]?%</bdi>', share.sentence)
    assert f'<bdi dir="ltr">{share.csl["URL"]}</bdi>' in share.sentence


def hostile_source(source: Source) -> Source:
    """Return a source all of whose texts try to break out of every format."""
    return replace(
        source,
        title=Title(marks=source.marks, value=f"{HOSTILE} title", translation=f"{HOSTILE} translation"),
        authors=Found(marks=source.marks, value=(f"{HOSTILE} and author",), origin=Origin.CAPTURE),
        url=Found(marks=source.marks, value=r"https://example.org/{a}\b%20_~#&$^", origin=Origin.CAPTURE),
    )


def test_hostile_texts_stay_texts(p: Phrases) -> None:
    observation, outlet = p.kb.observations["attempts-2024"], p.kb.entities["hompress"]
    name = Bilingual(marks=outlet.marks, ar=f"{HOSTILE} outlet", fr=f"{HOSTILE} outlet")
    entity = Entity(marks=outlet.marks, id=outlet.id, kind=outlet.kind, name=name)
    source = hostile_source(p.kb.sources["hompress-2024"])
    sources, entities = {**p.kb.sources, source.id: source}, {**p.kb.entities, outlet.id: entity}
    hostile = Phrases(replace(p.kb, sources=sources, entities=entities), p.language)
    article, figure = source_reference(hostile, source), figure_reference(hostile, observation)
    assert texts(article.csl)["author"] == f"{HOSTILE} and author"
    assert (article.csl["title"], article.csl["container-title"]) == (f"{HOSTILE} title", f"{HOSTILE} outlet")
    assert all(f"{HOSTILE} {word}" in article.text for word in ("title", "and author", "outlet"))
    assert f"{HOSTILE} outlet" in figure.text
    for reference in (article, figure):
        entry = read_bibtex(bibtex(reference.csl))
        assert entry["note"] == reference.csl["note"] == read_ris(ris(reference.csl))["N1"]
        assert bibtex(reference.csl).count("{") == bibtex(reference.csl).count("}")
        assert read_json(csl_json(reference.csl)) == reference.csl
    assert read_bibtex(bibtex(article.csl))["url"] == "https://example.org/%7Ba%7D%5Cb%20_~#&$^"
    assert read_ris(ris(article.csl))["UR"] == r"https://example.org/{a}\b%20_~#&$^"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\u0085", "\x0b"])
def test_no_text_begins_a_line_of_its_own(break_: str) -> None:
    csl: Csl = {"id": "a", "type": "webpage", "language": "fr", "title": f"one{break_}ER  - two"}
    assert read_ris(ris(csl))["TI"] == "one ER  - two"
    assert read_bibtex(bibtex(csl))["title"] == "one ER  - two"
    assert read_json(csl_json(csl)) == csl


def test_a_record_of_ris() -> None:
    csl: Csl = {
        "id": "a-1",
        "type": "webpage",
        "language": "ar",
        "author": [{"literal": "b"}, {"literal": "c"}],
        "title": "d",
        "issued": {"date-parts": [[2025, 3, 7]]},
    }
    assert ris(csl) == (
        "TY  - ELEC\r\nID  - a-1\r\nAU  - b\r\nAU  - c\r\nTI  - d\r\n"
        "PY  - 2025\r\nDA  - 2025/03/07\r\nLA  - ar\r\nER  - \r\n"
    )
    assert bibtex(csl) == (
        "@online{a-1,\n  author = {{b} and {c}},\n  title = {d},\n  date = {2025-03-07},\n"
        "  year = {2025},\n  langid = {arabic},\n}\n"
    )


def test_what_a_body_publishes_itself_is_cited_as_a_report(kb: KnowledgeBase) -> None:
    source = kb.sources["alalam-9m-2024"]
    assert source.publisher is not NOT_GIVEN
    body = replace(source.publisher, value="ministry-interior")
    made = replace(kb, sources={**kb.sources, source.id: replace(source, publisher=body)})
    for p in (Phrases(made, language) for language in Language):
        csl = source_reference(p, made.sources[source.id]).csl
        name = csl["publisher"]
        assert (csl["type"], "container-title" in csl) == ("report", False)
        assert f"organization = {{{name}}}" in bibtex(csl)
        assert ris(csl).startswith("TY  - RPRT\r\n") and f"PB  - {name}\r\n" in ris(csl)
        assert json_ld.article(p, made.sources[source.id])["@type"] == "Report"
        assert json_ld.article(p, made.sources["bilan-2022"])["@type"] == "Article"
