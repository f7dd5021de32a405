"""Facts to phrases: hostile text stays text, and every phrase reads as each language writes it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from isnad.facts.fingerprints import fingerprint
from isnad.facts.model import (
    Authority,
    Basis,
    Capture,
    Entity,
    EntityKind,
    KnowledgeBase,
    Period,
    PluralForms,
    Scope,
    Source,
    Title,
    Unit,
)
from isnad.facts.record import NOT_GIVEN, Bilingual, Found, Origin
from isnad.phrases.phrases import INFERRED, SIGNS, Phrases, bare_text, plain, title_text
from isnad.problems import Mark
from isnad.text.languages import ArticleLanguage, Language
from isnad.text.quantities import Measure
from markupsafe import Markup

from tests.cases import for_all, table

AR, FR = Language.AR, Language.FR
MARKS: Mapping[str, Mark] = {"": Mark("f", 1, 1)}


class Reader(HTMLParser):
    """Collects what a reader sees, and which elements it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.titles = "", list[str](), list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.text += data


INLINE = [
    "*a*", "_a_", "**a**", "__a__", "`a`", "``a``", "[a](b)", "![a](b)", "[a][b]", "[a]", "[^a]", "a[^1]b",
    "<b>a</b>", "<script>alert(1)</script>", "<!-- a -->", "<http://x.y>", "<a@b.c>", "http://x.y", "a@b.c",
    "&lt;", "&amp;", "&", "&#42;", "&#x3c;b&#x3e;", "&copy;", "&#", "AT&T", "a < b > c", "\\*a\\*", "\\", "a\\",
    "\\\\", "a | b", "a {: .b }", "{: #x}", "{#x}", "{{ x }}", "{% x %}", "~~a~~", "\"a\" 'b'", "« a »", "$x$",
    "[TOC]", "^a^", "==a==", "a'b", "=> x", "klzzwxh:0001", "wzxhzdk:0", "*[HTML]: x", "كلمة *a* أخرى",
    "<div markdown>*a*</div>", "</p><p>", "<", ">", "a_b_c",
]  # fmt: skip
BLOCKS = [
    "# a", "## a", "- a", "* a", "+ a", "1. a", "1) a", "12. a", "2023. a", "> a", "* * *", "- - -",
    "a | b\n--|--\nc | d", "[a]: http://x", "[^a]: x", ": a", "a\n: b", "~~~", "```", "a\nb", "a\n\nb",
    "a\n# b", "a\n- b", "-\ta", "=", "-", "+", "<div>", "| a |", "*", "1.", "***", "___", '!!! note "a"',
    "---", "١. a", "!!! note", "    a", "\ta", "a\r\rb", "a\r\r- b", "a\r\r# b",
]  # fmt: skip


def seen(text: str) -> str:
    return " ".join(text.split())


@for_all("text", [*INLINE, *BLOCKS, "\x0060;", "5%<b>", "<5%>", '5%"*5%*'])
def test_hostile_text_stays_text(text: str) -> None:
    """In an element, and in an attribute; no Markdown reads it, since macros are filled in behind that."""
    reader = Reader(f"<p title='{plain(text)}'>{plain(text)}</p>".replace('<bdi dir="ltr">', "").replace("</bdi>", ""))
    assert (seen(reader.text), reader.tags) == (seen(text), ["p"])
    assert seen(reader.titles[0]) == seen(text)


@for_all("sign", ["\0", "\x01", "\u2028", "\u200b", "\ufeff", "\u00a0", "é", "ب", "😀"])
def test_any_other_sign_stays(sign: str) -> None:
    assert str(plain(f"a{sign}b")) == f"a{sign}b"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Markup("<b>*a*</b>"), "<b>*a*</b>"),
        (5, "5"),
        (Decimal("13.5"), "13.5"),
        (None, "None"),
        ("", ""),
        (FR, "fr"),
        (NOT_GIVEN, "not-given"),
    ],
)
def test_markup_passes_and_other_values_become_text(value: object, text: str) -> None:
    assert plain(value) == Markup(text)
    assert isinstance(plain(value), Markup)


@for_all("text", ["5%", "58 %", "58\u00a0%", "13,5%", "a 58% b 5 % c", "25 000 ب", "78 685 %", "%", "٥٨٪"])
def test_isolating_a_number_does_not_change_what_is_read(text: str) -> None:
    assert seen(Reader(str(plain(text))).text) == seen(text)


@pytest.mark.parametrize("text", ["25 000 bateaux", "25\u202f000 bateaux", "ب 25 000"])
def test_a_number_does_not_break_at_its_spaces(text: str) -> None:
    assert "25\u202f000" in plain(text)


@pytest.mark.parametrize(
    ("text", "isolated"),
    [("à 58 % en mer", "58\u00a0%"), ("نسبة 58%", "58%"), ("13,5\u00a0%", "13,5\u00a0%"), ("58 des", ""), ("100", "")],
)
def test_a_percentage_is_isolated_from_the_direction_around_it(text: str, isolated: str) -> None:
    expected = f'<bdi dir="ltr">{isolated}</bdi>' if isolated else text
    assert expected in plain(text)
    assert ("<bdi" in plain(text)) is bool(isolated)


def bilingual(ar: str, fr: str) -> Bilingual:
    return Bilingual(marks=MARKS, ar=ar, fr=fr)


LABELS = {
    "both": bilingual("ب {x} <b>", "b {x} <b>"),
    "bare": bilingual("<ب>", "<b> {x}"),
    "undated": bilingual("بلا تاريخ", "non daté"),
    "list-separator": bilingual("، ", ", "),
    "copied": bilingual("نُسخت", "copié"),
    "download": bilingual("تنزيل {name}", "télécharger {name}"),
    "title-unknown": bilingual("بلا عنوان", "sans titre"),
    "title-translated": bilingual("{title} = {translation}", "{title} = {translation}"),
    "publisher-unknown": bilingual("ناشر غير معروف", "éditeur inconnu"),
    "place-paragraph": bilingual("الفقرة {number}", "§ {number}"),
    "place-headline": bilingual("العنوان", "titre"),
    "scope-actor": bilingual("{name} (الفاعل)", "{name} (acteur)"),
    "scope-partner": bilingual("مع {name}", "avec {name}"),
    "scope-place": bilingual("{name}", "{name}"),
    "scope-origin": bilingual("من {name}", "de {name}"),
    "note-scope-actor": bilingual("مَن: {name}", "qui : {name}"),
    "note-scope-place": bilingual("أين: {name}", "où : {name}"),
    "inferred": bilingual("استنتاج", "déduit"),
    **{f"period-{name}": bilingual(name + parts, name + parts) for name, parts in {
        "year": ": {year}", "year-alone": ": {year}", "month-alone": ": {month} {year}",
        "month": ": {month} {year}", "months": ": {first} {last} {year}", "day": ": {last}", "days": ": {first} {last}",
        "open-year": ": {year}", "open": ": {first}"}.items()},
}  # fmt: skip
ENTITIES = {
    "navy": Entity(marks=MARKS, id="navy", kind=EntityKind.GROUP, name=bilingual("البحرية *", "la marine *")),
    "coast": Entity(marks=MARKS, id="coast", kind=EntityKind.PLACE, name=bilingual("الساحل", "la côte")),
}
ARTICLE = "Un <titre> de trois mots\nLa marine a compté 12 bateaux"
CAPTURE = Capture(marks=MARKS, file="a.txt", sha256="0" * 64, title_line=1, paragraph_lines=(2,))


def knowledge() -> KnowledgeBase:
    """Return a knowledge base of nothing but what phrases are made of."""
    tables: dict[str, Any] = {spec.name: {} for spec in fields(KnowledgeBase) if spec.name != "set_aside"}
    tables |= {"labels": LABELS, "entities": ENTITIES, "fingerprints": {"a": fingerprint(ARTICLE.encode(), CAPTURE)}}
    return KnowledgeBase(**tables)


def phrases(language: Language) -> Phrases:
    return Phrases(knowledge(), language)


def reads(phrase: Markup) -> str:
    """Return what a reader sees, with its spaces as they are."""
    return Reader(str(phrase)).text


def source(title: str | None = None, language: Language = FR, published: dt.date | None = None) -> Source:
    return Source(
        marks=MARKS, id="a", language=ArticleLanguage(language), label=bilingual("ب", "b"), summary=bilingual("ب", "b"),
        title=Title(marks=MARKS, value=title, translation="ترجمة *") if title else NOT_GIVEN,
        publisher=Found(marks=MARKS, value="navy", origin=Origin.CAPTURE) if title else NOT_GIVEN,
        authors=NOT_GIVEN, url=NOT_GIVEN, web_archive_url=NOT_GIVEN, capture=CAPTURE,
        published=Found(marks=MARKS, value=published, origin=Origin.CAPTURE) if published else NOT_GIVEN,
    )  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(AR, "ب <i>x</i> &lt;b&gt;"), (FR, "b <i>x</i> &lt;b&gt;")])
def test_a_label_is_filled_in_and_is_no_html(language: Language, text: str) -> None:
    assert phrases(language).t("both", x=Markup("<i>x</i>")) == text
    assert "<i>" not in phrases(language).t("both", x="<i>x</i>")


def test_braces_in_a_part_are_not_filled_in() -> None:
    assert reads(phrases(FR).t("both", x="{x} {0} {y.__class__}")) == "b {x} {0} {y.__class__} <b>"


def test_a_label_without_parts_is_left_as_it_is() -> None:
    assert reads(phrases(FR).t("bare")) == "<b> {x}"


def test_a_label_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        phrases(FR).t("nothing")


def forms(**given: str) -> dict[str, str]:
    return given


UNIT = Unit(
    marks=MARKS, id="boat", measure=Measure.COUNT,
    forms=PluralForms(marks=MARKS,
                      ar=forms(zero="z", one="o", two="t", few="f", many="m", other="x"),
                      fr=forms(one="bateau", many="de *", other="bateaux")),
)  # fmt: skip
SHARE = Unit(marks=MARKS, id="share", measure=Measure.PERCENT, forms=UNIT.forms)


@for_all("value, language, text", table("phrases/readings.txt", "nouns", str, Language))
def test_a_number_has_its_noun_in_the_right_plural(value: str, language: Language, text: str) -> None:
    assert reads(phrases(language).number(Decimal(value), UNIT)) == text


@pytest.mark.parametrize(("language", "text"), [(AR, "58%"), (FR, "58\u00a0%")])
def test_a_number_is_isolated_from_the_direction_around_it(language: Language, text: str) -> None:
    assert phrases(language).number(Decimal(58), SHARE, with_unit=False) == f'<bdi dir="ltr">{text}</bdi>'


def period(start: str, end: str) -> Period:
    last = NOT_GIVEN if end == NOT_GIVEN else dt.date.fromisoformat(end)
    return Period(marks=MARKS, start=dt.date.fromisoformat(start), end=last, basis=Basis.STATED)


@for_all("start, end, language, text", table("phrases/readings.txt", "periods", str, str, Language))
def test_a_period_reads_as_what_it_is(start: str, end: str, language: Language, text: str) -> None:
    assert reads(phrases(language).period(period(start, end))) == text


@pytest.mark.parametrize(
    ("date", "language", "text"),
    [
        ("2024", FR, "2024"),
        ("2024-08", AR, "غشت 2024"),
        ("2024-08", FR, "août 2024"),
        ("2024-08-01", FR, "1er août 2024"),
        ("2024-08-01", AR, "1 غشت 2024"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(date: str, language: Language, text: str) -> None:
    written = phrases(language).partial_date(date)
    assert reads(written) == text
    assert f'datetime="{date}"' in written


@for_all(
    "date",
    ["", "24", "2024-13", "2024-00", "2024-02-30", "2024-1-1", "٢٠٢٤-٠١-٠١", "x", "<b>", "2024-08-01T10:00", " 2024",
     "20240801", "2024-W31-4", "2024W314"],
)  # fmt: skip
def test_what_is_no_date_is_an_error(date: str) -> None:
    with pytest.raises(ValueError):
        phrases(FR).partial_date(date)


def test_what_nobody_dates_is_undated() -> None:
    assert phrases(FR).date(NOT_GIVEN) == "non daté"
    assert phrases(AR).published(source()) == "بلا تاريخ"
    assert reads(phrases(AR).published(source(published=dt.date(2025, 3, 27)))) == "27 مارس 2025"


@pytest.mark.parametrize(("language", "direction"), [(AR, "rtl"), (FR, "ltr")])
def test_a_text_keeps_its_own_language_and_direction(language: Language, direction: str) -> None:
    html = phrases(FR).foreign("<a>", language)
    assert html.startswith(f'<bdi lang="{language}" dir="{direction}" data-seal="')
    assert (reads(html), Reader(str(html)).tags) == ("<a>", ["bdi"])


@pytest.mark.parametrize(("language", "text"), [(AR, "«a*b»"), (FR, "«\u00a0a*b\u00a0»")])
def test_a_quote_has_the_guillemets_of_its_language(language: Language, text: str) -> None:
    html = phrases(AR).quote("a*b", language)
    assert reads(html) == text
    assert f'lang="{language}"' in html


@pytest.mark.parametrize(
    ("title", "written_in", "language", "text"),
    [
        pytest.param("Un <titre>", FR, FR, "Un <titre>", id="in the reader's language"),
        pytest.param("Un <titre>", FR, AR, "Un <titre> = «ترجمة *»", id="translated"),
        pytest.param(None, FR, AR, "بلا عنوان", id="unknown"),
    ],
)
def test_a_title_is_in_its_language_and_translated(
    title: str | None, written_in: Language, language: Language, text: str
) -> None:
    assert reads(phrases(language).title(source(title, written_in))) == text


@pytest.mark.parametrize(("title", "text"), [("a", "la marine *"), (None, "éditeur inconnu")])
def test_a_publisher_is_named_or_unknown(title: str | None, text: str) -> None:
    written = phrases(FR).publisher(source(title))
    assert reads(written) == text


@pytest.mark.parametrize(
    ("quote", "text"),
    [("Un <titre> de trois mots", "titre"), ("a compté 12 bateaux", "§ 1"), ("nulle part dans le texte", "")],
)
def test_a_quote_has_its_place_in_the_article(quote: str, text: str) -> None:
    assert reads(phrases(FR).place(source(), quote)) == text


def test_a_basis_is_about_a_period_or_entities() -> None:
    scope = Scope(marks=MARKS, actor="navy", place="coast", basis=Basis.STATED)
    assert reads(phrases(FR).subject(scope)) == "qui : la marine *, où : la côte"
    authority = Authority(marks=MARKS, entity="navy", basis=Basis.STATED)
    assert reads(phrases(FR).subject(authority)) == "la marine *"
    assert reads(phrases(AR).subject(period("2024-01-01", "2024-12-31"))) == "year-alone: 2024"


@pytest.mark.parametrize(
    ("roles", "text"),
    [
        ({"actor": "navy"}, "la marine * (acteur)"),
        ({"place": "coast", "actor": "navy"}, "la marine * (acteur), la côte"),
        ({"origin": "coast", "partner": "navy"}, "avec la marine *, de la côte"),
        ({}, ""),
    ],
)
def test_a_scope_names_each_entity_with_the_part_it_plays(roles: dict[str, str], text: str) -> None:
    scope = replace(Scope(marks=MARKS, basis=Basis.STATED), **roles)  # type: ignore[arg-type]
    assert reads(phrases(FR).scope(scope)) == text


@pytest.mark.parametrize("text", ["a](b) [c", "[a]", "a)b", "<b>", "*a*"])
def test_the_text_of_a_link_cannot_end_it(text: str) -> None:
    html = Phrases(knowledge(), FR, "topics/returns.md").link("figures.md", text, "x")
    assert 'href="../../figures/#x"' in html
    assert (reads(html), Reader(str(html)).tags) == (text, ["a"])


# The number that a quote proves


@for_all("text, value, marked", table("phrases/marked_numbers.txt", "marked"))
@for_all("language", Language)
def test_the_number_that_a_quote_proves_is_marked(language: Language, text: str, value: str, marked: str) -> None:
    html = phrases(FR).quote(text, language, Decimal(value))
    assert html.count("<mark>") == html.count("</mark>") == 1
    inside = str(html).partition("<mark>")[2].partition("</mark>")[0]
    assert reads(Markup(inside)) == marked
    assert reads(html) == reads(phrases(FR).quote(text, language))


@for_all("text, value", table("phrases/marked_numbers.txt", "not-marked"))
def test_a_number_that_a_quote_does_not_state_once_is_not_marked(text: str, value: str) -> None:
    assert phrases(FR).quote(text, FR, Decimal(value)) == phrases(FR).quote(text, FR)
    assert "<mark>" not in phrases(FR).quote(text, FR, None)


@for_all("text", INLINE)
def test_signs_around_a_marked_number_stay_signs(text: str) -> None:
    html = phrases(FR).quote(f"mot {text} mot 78 685 mot {text} mot", FR, Decimal(78685))
    assert (seen(Reader(str(html)).text), Reader(str(html)).tags) == (
        seen(f"« mot {text} mot 78 685 mot {text} mot »"),
        ["bdi", "mark"],
    )


# What pages of figures and sources show besides


@for_all("text", [*INLINE, *map(seen, BLOCKS), 'a" onclick="b', "a'b", "5 %", "§ 1. b"])
def test_a_button_copies_a_text_and_nothing_reads_it(text: str) -> None:
    found = dict[str, str | None]()

    class Buttons(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(attrs if tag == "button" else ())

    html = f"<p>x {phrases(FR).copy_button(text, 'undated')} y</p>"
    Buttons(convert_charrefs=True).feed(html)
    assert seen(found.pop("data-copy") or "") == seen(text)
    assert found == {"type": "button", "class": "copy", "data-done": "copié"}
    assert (seen(reads(Markup(html))), Reader(html).tags) == ("x non daté y", ["p", "button"])


def test_what_is_made_of_facts_bears_the_seal() -> None:
    p = phrases(FR)
    assert p.made(Markup("<b>4</b>")) == f'<span data-seal="{p.kb.seal}"><b>4</b></span>'
    assert p.code("<a>*") == "<code>&lt;a&gt;*</code>"


@pytest.mark.parametrize(
    ("here", "to_figure", "to_source"),
    [
        ("index.md", "figures/x/", "sources/a/"),
        ("rescues.md", "../figures/x/", "../sources/a/"),
        ("figures/y.md", "../x/", "../../sources/a/"),
        ("sources/a.md", "../../figures/x/", "./"),
        ("a/b/c.md", "../../../figures/x/", "../../../sources/a/"),
    ],
)
def test_links_to_made_pages_begin_where_the_page_stands(
    kb: KnowledgeBase, here: str, to_figure: str, to_source: str
) -> None:
    p = Phrases(knowledge(), FR, here)
    observation = replace(kb.observations["attempts-2024"], id="x")
    assert p.figure_link(observation, "b *") == f'<a href="{to_figure}">b *</a>'
    assert p.source_link(source(), "b *") == f'<a href="{to_source}">b *</a>'
    assert p.url("figures/x.md") == to_figure


@pytest.mark.parametrize("language", Language)
def test_a_reference_period_says_where_it_is_inferred(kb: KnowledgeBase, language: Language) -> None:
    p = Phrases(kb, language)
    stated, inferred = kb.observations["attempts-2024"], kb.observations["rescues-2024"]
    assert p.reference_period(stated) == p.period(stated.period)
    assert p.reference_period(inferred) == p.sign(p.period(inferred.period), INFERRED)
    assert p.reference_period(inferred) != p.period(inferred.period)


@pytest.mark.parametrize("language", Language)
def test_the_sign_of_what_is_inferred_is_read_as_words(kb: KnowledgeBase, language: Language) -> None:
    """By a screen reader, which is given a name for it, and wherever no legend can stand, as in a title."""
    p = Phrases(kb, language)
    signed, words = p.sign(Markup("2024"), INFERRED), p.t("inferred")
    assert signed.striptags() == f"2024 {SIGNS[INFERRED]}"
    assert f'role="img" aria-label="{words}"' in signed
    assert bare_text(signed) == f"2024\u00a0({words})"
    assert p.seal in signed


@pytest.mark.parametrize("language", Language)
def test_a_headline_names_the_indicator_and_the_value_in_full(kb: KnowledgeBase, language: Language) -> None:
    p = Phrases(kb, language)
    for observation in kb.observations.values():
        headline = p.headline(observation)
        assert kb.indicator_of[observation.id].label[language] in headline
        assert p.quantity(observation, with_unit=True) in headline


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>4</b> a", "4 a"),
        ('<data value="4">4&nbsp;a</data> &#60;b&#62; &amp;', "4\u00a0a <b> &"),
        ('<bdi dir="ltr">58%</bdi> b', "\u206658%\u2069 b"),
        ('<bdi dir="ltr">58 685</bdi> b', "58 685 b"),
        ('<bdi dir="ltr">a <b>58%</b></bdi>', "a 58%"),
        ("", ""),
    ],
)
def test_only_arabic_titles_isolate_percentages(markup: str, text: str) -> None:
    assert title_text(markup, AR) == text
    assert bare_text(markup) == title_text(markup, FR) == text.translate(dict.fromkeys(map(ord, "\u2066\u2069")))


def test_titles_have_the_spaces_of_french() -> None:
    assert title_text("« a » : <b>b</b> ; c", FR) == "«\u00a0a\u00a0»\u00a0: b\u202f; c"
