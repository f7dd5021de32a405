"""Damages to the real pages: their files, paragraphs, macros, footnotes, and numbers typed where a reader sees them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from isnad.facts.model import EntityKind, Observation
from isnad.text.languages import Language
from isnad.text.quantities import Measure

from tests.mutations.mutations import Edit, Found, Material, kind

CALL = re.compile(r"\{\{ *(?P<macro>\w+)\((?P<arguments>[^}]*)\) *\}\}")
ARGUMENT = re.compile(r'"([^"]+)"')
TABLES = {
    "figure": "observations", "headlines": "observations", "period": "observations", "incomparable": "observations",
    "observations": "indicators", "origins": "indicators", "statement": "statements", "statements": "topics",
    "reviewed": "topics", "contents": "topics", "event_date": "events", "derived": "derived", "term": "terms",
    "entity": "entities",
    "cite": "sources", "published": "sources", "chart": "indicators", "coverage": "topics", "articles": "topics",
}  # fmt: skip
# Macros whose argument decides which number a reader sees.
NUMERIC = {
    "figure", "headlines", "period", "observations", "chart", "derived", "date", "event_date", "count", "incomparable",
}  # fmt: skip


class Argument(NamedTuple):
    """A text argument of a macro call in a page: the span between its quotation marks."""

    macro: str
    value: str
    start: int
    end: int
    line: int


def pages(material: Material, language: Language | None = None) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each page, of one language or of both."""
    for path, text in material.texts.items():
        if path.startswith(f"docs/{language or ''}") and path.endswith(".md"):
            yield path, text


def twin(path: str) -> str:
    """Return the path of a page in the other language."""
    _, language, name = path.split("/", 2)
    return f"docs/{Language(language).other}/{name}"


def language_of(path: str) -> Language:
    return Language(path.split("/")[1])


def line_of(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1


def blank(text: str) -> str:
    """Return a page with its code blanked out: nothing there is called or read as Markdown."""
    code = re.compile(r"(?ms)^ *(```+|~~~+).*?^ *\1|(`+).+?\2|\{% raw %\}.*?\{% endraw %\}")
    return code.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def calls(text: str) -> Iterator[re.Match[str]]:
    return CALL.finditer(blank(text))


def arguments(text: str) -> Iterator[Argument]:
    for call in calls(text):
        for argument in ARGUMENT.finditer(text, call.start("arguments"), call.end("arguments")):
            yield Argument(call["macro"], argument[1], argument.start(1), argument.end(1), line_of(text, call.start()))


def others(material: Material, argument: Argument) -> list[str]:
    """Return two other values that an argument could have: valid ones, nearest first."""
    if argument.macro == "count":
        return [each for each in ("source", "observation", "statement") if each != argument.value][:2]
    if argument.macro == "date":
        year = int(argument.value[:4])
        return [f"{year + step}{argument.value[4:]}" for step in (-1, 1)]
    if argument.macro not in TABLES:
        return []
    ids = list(getattr(material.kb, TABLES[argument.macro]))
    if argument.value not in ids:
        return []
    at = ids.index(argument.value)
    return list(dict.fromkeys(other for other in (ids[at - 1], ids[(at + 1) % len(ids)]) if other != argument.value))


def _one_sided(material: Material, numeric: bool) -> Found:
    for path, text in pages(material):
        for each in arguments(text):
            for other in others(material, each) if (each.macro in NUMERIC) is numeric else ():
                edit = Edit(path, each.start, each.end, other)
                yield f"{path}:{each.line}: {each.macro}({each.value} → {other})", [edit]


@kind("macro: another fact, number or date, in one language")
def other_facts_on_one_side(material: Material) -> Found:
    return _one_sided(material, numeric=True)


@kind("macro: another statement, term, source or topic, in one language")
def other_texts_on_one_side(material: Material) -> Found:
    return _one_sided(material, numeric=False)


@kind("macro: another id, in both languages")
def other_facts_on_both_sides(material: Material) -> Found:
    """The sentence around it may have become false: only somebody who reads it can tell."""
    for path, text in pages(material, Language.AR):
        french = list(arguments(material.texts[twin(path)]))
        for each in arguments(text):
            same = [one for one in french if (one.macro, one.value) == (each.macro, each.value)]
            for other in others(material, each)[:1] if same else ():
                edits = [Edit(path, each.start, each.end, other), Edit(twin(path), same[0].start, same[0].end, other)]
                yield f"{path}:{each.line}: {each.macro}({each.value} → {other})", edits


@kind("sentence: another period, in both languages")
def other_periods(material: Material) -> Found:
    """Beside a figure whose period is not that one."""
    table = material.kb.observations
    for path, text in pages(material, Language.AR):
        french = [each for each in arguments(material.texts[twin(path)]) if each.macro == "period"]
        arabic = [each for each in arguments(text) if each.macro == "period"]
        for one, two in zip(arabic, french, strict=True):
            own = table[one.value].period
            other = next(name for name, each in table.items() if each.period.start.year != own.start.year)
            edits = [Edit(path, one.start, one.end, other), Edit(twin(path), two.start, two.end, other)]
            yield f"{path}:{one.line}: {one.value} → {other}", edits


@kind("macro: call removed in one language")
def removed_calls(material: Material) -> Found:
    for path, text in pages(material):
        for call in calls(text):
            where = f"{path}:{line_of(text, call.start())}: {call['macro']}({call['arguments']})"
            yield where, [Edit(path, call.start(), call.end(), "")]


@kind("macro: exchanged with the next of its kind, in one language")
def exchanged_calls(material: Material) -> Found:
    """As many calls of each as before, beside other words."""
    for path, text in pages(material):
        for macro in ("figure", "period", "date", "statement"):
            own = [call for call in calls(text) if call["macro"] == macro]
            for one, other in pairwise(own):
                first, second = one["arguments"], other["arguments"]
                edits = [
                    Edit(path, one.start("arguments"), one.end("arguments"), second),
                    Edit(path, other.start("arguments"), other.end("arguments"), first),
                ]
                where = f"{path}:{line_of(text, one.start())}: {macro}({first} ↔ {second})"
                yield from [(where, edits)] if ARGUMENT.findall(first) != ARGUMENT.findall(second) else ()


@kind("macro: name or id misspelt")
def misspelt_calls(material: Material) -> Found:
    for path, text in pages(material):
        for call in calls(text):
            name = call["macro"]
            yield (
                f"{path}:{line_of(text, call.start())}: {name}",
                [Edit(path, call.end("macro") - 1, call.end("macro"), "")],
            )
        for each in arguments(text):
            edit = Edit(path, each.start, each.end, f"{each.value}x")
            yield f"{path}:{each.line}: {each.macro}({each.value}x)", [edit]


@kind("page: file removed")
def removed_pages(material: Material) -> Found:
    for path, text in pages(material):
        yield path, [Edit(path, 0, len(text), None)]


@kind("page: file removed in both languages")
def removed_pairs(material: Material) -> Found:
    for path, text in pages(material, Language.AR):
        yield path, [Edit(path, 0, len(text), None), Edit(twin(path), 0, len(material.texts[twin(path)]), None)]


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph of a page begins and ends, front matter left out."""
    body = text.index("\n---\n", 4) + 5
    for found in re.finditer(r"(?:[^\n]+(?:\n|\Z))+", text[body:]):
        yield body + found.start(), body + found.end()


@kind("paragraph removed in one language")
def removed_paragraphs(material: Material) -> Found:
    for path, text in pages(material):
        for start, end in paragraphs(text):
            yield f"{path}:{line_of(text, start)}", [Edit(path, start, end, "")]


# What the words around a figure make of it, in one language.

BESIDE = {
    Language.AR: ("أقل من ", "ما يقارب ", "ليس ", "دون ", "بالضبط ", "ليس صحيحا أن "),
    Language.FR: ("moins de ", "près de ", "aucun des ", "au moins ", "exactement ", "il est faux que "),
}
ACCORDING = {Language.AR: " حسب ", Language.FR: " selon "}


def _figures(material: Material) -> Iterator[tuple[str, re.Match[str], Observation]]:
    """Yield each figure in the pages: the path, the call, and what it shows."""
    for path, text in pages(material):
        for call in calls(text):
            if call["macro"] == "figure":
                yield path, call, material.kb.observations[ARGUMENT.findall(call["arguments"])[0]]


@kind("sentence: a hedge or a denial beside a figure")
def changed_figures(material: Material) -> Found:
    for turn, (path, call, observation) in enumerate(_figures(material)):
        words = BESIDE[language_of(path)]
        word = words[turn % len(words)]
        yield f"{path}: «{word}» {observation.id}", [Edit(path, call.start(), call.start(), word)]


@kind("sentence: the noun of another unit behind a figure")
def other_nouns_behind(material: Material) -> Found:
    """Of a unit that counts; where the figure shows no noun of its own."""
    units = [unit for unit in material.kb.units.values() if unit.measure is Measure.COUNT]
    for path, call, observation in _figures(material):
        own = material.kb.unit_of(observation)
        other = next(unit for unit in units if unit.id not in (own.id, "person", "migrant"))
        if "unit" not in call["arguments"]:
            noun = other.forms[language_of(path)]["other"]
            yield f"{path}: {observation.id} «{noun}»", [Edit(path, call.end(), call.end(), f" {noun}")]


@kind("sentence: a figure according to somebody else")
def other_speakers_named(material: Material) -> Found:
    for path, call, observation in _figures(material):
        source, language = material.kb.sources[observation.citation.source], language_of(path)
        own = {observation.stated_by.entity, str(source.publisher)}
        for name, entity in material.kb.entities.items():
            if entity.kind is EntityKind.INSTITUTION and name not in own:
                words = ACCORDING[language] + entity.name[language]
                yield f"{path}: {observation.id}{words}", [Edit(path, call.end(), call.end(), words)]
                break


OTHERWISE = {
    Language.AR: (
        "العام الماضي، {figure}.",
        'سنة {{{{ date("{year}") }}}}، {figure}.',
        "تحصي {speaker} {figure}.",
        "{figure} فقط.",
    ),
    Language.FR: (
        "L’an dernier, {figure}.",
        'En {{{{ date("{year}") }}}}, {figure}.',
        "{speaker} compte {figure}.",
        "{figure} seulement.",
    ),
}


@kind("prose: a figure at another time, of another source, or made small, in both languages")
def figures_otherwise(material: Material) -> Found:
    kb = material.kb
    for path, at, observation in _after_figures(material):
        ends = {other: end for other, end, _ in _after_figures(material)}
        if language_of(path) is Language.FR or twin(path) not in ends:
            continue
        own = {observation.stated_by.entity, *observation.scope.named(), *kb.source_of(observation).houses}
        speaker = next(
            each for each in kb.entities.values() if each.kind is EntityKind.INSTITUTION and each.id not in own
        )
        given = {
            "figure": f'{{{{ figure("{observation.id}", unit=true) }}}}',
            "year": observation.period.start.year - 1,
        }
        for arabic, french in zip(OTHERWISE[Language.AR], OTHERWISE[Language.FR], strict=True):
            edits = [
                Edit(where, end, end, f" {form.format(speaker=speaker.name[language_of(where)], **given)}")
                for where, end, form in ((path, at, arabic), (twin(path), ends[twin(path)], french))
            ]
            yield f"{PROSE.name} of {path}: «{french}»", edits


CLAIMS = {
    Language.AR: (
        "وقد تضاعف عددهم.", "وهذا العدد في ارتفاع.", "وذلك بفضل الدوريات.", "ويعني ذلك نصف المهاجرين.",
        "ومعظمهم من الشباب.",
    ),
    Language.FR: (
        "Leur nombre a doublé.", "Ce nombre est en baisse.", "C’est grâce aux patrouilles.",
        "C’est la moitié des départs.", "La plupart partent de Tanger.",
    ),
}  # fmt: skip


@kind("prose: a change, a share or a cause that no figure states")
def typed_claims(material: Material) -> Found:
    for path, at, _ in _after_figures(material):
        for claim in CLAIMS[language_of(path)]:
            yield f"{PROSE.name} of {path}: «{claim}»", [Edit(path, at, at, f" {claim}")]


NONE = {Language.AR: "لم يمت أي {one} في البحر.", Language.FR: "Aucun {one} n’a disparu en mer."}
NO_FIGURE = {
    Language.AR: 'لا يورد أي مقال رقما عن سنة {{{{ date("{year}") }}}}.',
    Language.FR: 'Aucun article ne donne de chiffre pour {{{{ date("{year}") }}}}.',
}


@kind("prose: none of what is counted, or no figure for a year that has one")
def typed_denials(material: Material) -> Found:
    for path, at, observation in _after_figures(material):
        language, period = language_of(path), observation.period
        one = material.kb.unit_of(observation).forms[language]["one"].split()[0]
        denials = [NONE[language].format(one=one)] if material.kb.unit_of(observation).measure is Measure.COUNT else []
        if period.is_full_year:
            denials.append(NO_FIGURE[language].format(year=period.start.year))
        for denial in denials:
            yield f"{PROSE.name} of {path}: «{denial}»", [Edit(path, at, at, f" {denial}")]


LINKS = {
    Language.AR: "انظر [تقرير الوزارة](https://nobody.example.net/a).",
    Language.FR: "Voir [le rapport](https://nobody.example.net/a).",
}


@kind("prose: a link to a site that no record names")
def typed_links(material: Material) -> Found:
    for path, at, _ in _after_figures(material):
        yield f"{PROSE.name} of {path}", [Edit(path, at, at, f" {LINKS[language_of(path)]}")]


def _after_figures(material: Material) -> Iterator[tuple[str, int, Observation]]:
    """Yield the end of the first paragraph of each page with figures, with the first figure of it."""
    first: dict[str, Observation] = {}
    for path, _, observation in _figures(material):
        first.setdefault(path, observation)
    for path, text in pages(material):
        at = re.compile(PROSE.pattern).search(text)
        if at and path in first:
            yield path, at.end(), first[path]


# Numbers that no fact states, typed by hand.


class Place(NamedTuple):
    """A kind of place of a page: the pattern it stands at, and what is written there around a typed number."""

    name: str
    pattern: str
    around: str


PROSE = Place("the end of a paragraph", r"(?m)(?<=[^\W\d_])[.](?=\n\n)", "{}")
END = r"\n*\Z"
PLACES = (
    PROSE,
    Place("a heading", r"(?m)(?<=^## )", "{} "),
    Place("a list item", r"(?m)(?<=^- )", "{} "),
    Place("an admonition's title", r'(?m)(?<=^!!! note ")', "{} "),
    Place("the title", r"(?m)(?<=^title: )", "{} "),
    Place("the description", r"(?m)(?<=^description: )", "{} "),
    Place("a new admonition's title", END, '\n\n!!! note "{}"\n\n    …\n'),
    Place("a table's cell", END, "\n\n| … | … |\n| --- | --- |\n| … | {} |\n"),
    Place("a table's head", END, "\n\n| … | {} |\n| --- | --- |\n| … | … |\n"),
    Place("an alternative text", END, "\n\n![{}](data:,)\n"),
    Place("a link's title", END, '\n\n[…](index.md "{}")\n'),
    Place("raw HTML", END, "\n\n<div>{}</div>\n"),
    Place("a label for screen readers", END, '\n\n<p aria-label="{}">…</p>\n'),
    Place("bold, inside a word of Markdown", END, "\n\n**{}**\n"),
    Place("a footnote of one's own", END, "\n\n…[^own]\n\n[^own]: {}\n"),
    Place("code", END, "\n\n`{}`\n"),
    Place("a hand-made footnote after it", END, "\n\n{}[^own]\n\n[^own]: …\n"),
    Place("an undefined footnote after it", END, "\n\n{}[^own]\n"),
    Place("the footnote of a fact after it", END, "\n\n{}[^observation-attempts-2024]\n"),
    Place("a Jinja text", END, '\n\n{{{{ "{}" }}}}\n'),
)
DIGITS = {
    Language.AR: ("45 شخصا", "4,517 شخصا", "٤٥ شخصا", "٪٤٥", "4٬517", "2021"),
    Language.FR: ("45 personnes", "4 517 personnes", "4.517", "45 %", "٤٥", "2021", "XLV bis 45e"),
}
WORDS = {
    Language.AR: (
        "ثلاثة آلاف شخص", "مئة شخص", "خمس شبكات", "خمسون شبكة", "مليون محاولة", "أربع عشرة عملية", "مائتي شخص",
        "شبكتان", "عشرات الأشخاص", "نصف المهاجرين", "ثلث المهاجرين", "خمسة وأربعون بالمئة",
        "ثلاثة من المهاجرين", "خمسة قتلى", "ضعف السنة الماضية", "مئات المهاجرين",
    ),
    Language.FR: (
        "trois mille personnes", "cent personnes", "cinq réseaux", "cinquante réseaux", "un million de tentatives",
        "quatorze opérations", "deux cents personnes", "vingt et un réseaux", "quarante-cinq migrants",
        "une dizaine de réseaux", "des centaines de personnes", "la moitié des migrants", "un tiers des migrants",
        "quarante-cinq pour cent", "cinq morts", "cinq autres réseaux", "le double de l’année précédente",
    ),
}  # fmt: skip


def _typed(material: Material, places: Iterable[Place], forms: dict[Language, tuple[str, ...]]) -> Found:
    """Yield each form of a number in the first place of each kind of each page, the forms taking turns."""
    turn = 0
    for path, text in pages(material):
        for place in places:
            at = re.compile(place.pattern).search(text)
            if at is None:
                continue
            shown = forms[language_of(path)]
            form = shown[turn % len(shown)]
            turn += 1
            new = place.around.format(form)
            edit = Edit(path, at.start(), at.start() if place.pattern != END else len(text), new)
            edit = edit._replace(new=f" {new}") if place is PROSE else edit
            yield f"{place.name} of {path}: «{form}»", [edit]


@kind("prose: a number typed in digits", finished=True)
def typed_digits(material: Material) -> Found:
    yield from _typed(material, PLACES, DIGITS)


@kind("prose: a number typed in words", finished=True)
def typed_words(material: Material) -> Found:
    topic = next(iter(material.kb.topics))
    for path in (f"docs/{language}/{name}.md" for language in Language for name in ("index", topic)):
        at = re.compile(PROSE.pattern).search(material.texts[path])
        start = at.start() if at else len(material.texts[path])
        for form in WORDS[language_of(path)]:
            yield f"{PROSE.name} of {path}: «{form}»", [Edit(path, start, start, f" {form}")]
    counted = {language: forms[:4] for language, forms in WORDS.items()}
    yield from _typed(material, [place for place in PLACES if place.name != "code"][:14], counted)


@kind("prose: a figure typed instead of its macro", finished=True)
def figures_typed(material: Material) -> Found:
    for path, text in pages(material):
        for call in calls(text):
            if call["macro"] not in ("figure", "date", "count"):
                continue
            value = ARGUMENT.findall(call["arguments"])[0]
            observation = material.kb.observations.get(value)
            shown = f"{observation.value:,}".replace(",", " ") if observation else value
            shown = str(len(material.kb.sources)) if call["macro"] == "count" else shown
            where = f"{path}:{line_of(text, call.start())}: {call['macro']}({value})"
            yield where, [Edit(path, call.start(), call.end(), shown)]
            if observation:
                html = f'<data class="figure" data-observation="{value}">{shown}</data>[^observation-{value}]'
                yield f"{where} as HTML", [Edit(path, call.start(), call.end(), html)]
                mark = f"{shown}[^observation-{value}]"
                yield f"{where} with a typed mark", [Edit(path, call.start(), call.end(), mark)]


@kind("prose: a footnote's mark typed", finished=True)
def typed_marks(material: Material) -> Found:
    for path, text in pages(material):
        at = re.compile(PROSE.pattern).search(text)
        if at:
            for mark in ("[^1]", "[^observation-attempts-2024]", "[^source-bilan-2022]"):
                yield f"{path}: {mark}", [Edit(path, at.start(), at.start(), mark)]
        html = "\n\n<div>…[^own]</div>\n\n…[^own]\n\n[^own]: …\n"
        yield f"{path}: in raw HTML", [Edit(path, len(text), len(text), html)]
