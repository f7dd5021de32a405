"""Facts to phrases in one language, as safe HTML: numbers, periods, dates, names, quotes, links."""

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from markupsafe import Markup, escape

from ..facts.derived import compute, inputs
from ..facts.memory import remembered
from ..facts.model import (
    Based,
    Basis,
    DerivedFigure,
    Evidence,
    Formula,
    Indicator,
    KnowledgeBase,
    Mention,
    Observation,
    Period,
    Scope,
    Source,
    Status,
    Unit,
)
from ..facts.periods import is_whole_months
from ..facts.record import NOT_GIVEN, Found, Month, NotGiven, Origin
from ..text import evidence, locale, quantities, typography
from ..text.evidence import DIGIT_GROUPS
from ..text.languages import AnyLanguage, ArticleLanguage, Language
from ..text.quantities import RATIOS, Measure, Precision
from ..text.typography import set_spaces
from . import addresses

PERCENTAGE = re.compile(r"((?<![0-9.,])[0-9][0-9.,]*[ \u00a0\u202f]?%)")
YEARS = range(1800, 2101)  # what pages speak of: any other number of four digits is no year
BEFORE_PART = re.compile(r"(?<![\w’])((?:de|que) )(\{(\w+)\})")  # what French elides before a vowel
WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+")
# Labels that are no words of ours: the site's own data names it.
# First strong isolate, pop directional isolate (UAX #9), and the elements that isolate on a page.
ISOLATE, POP = "\u2068", "\u2069"
ISOLATED_ELEMENT = re.compile(r'(?P<end></bdi>)|<bdi(?: class="quote")?(?: lang="(?P<language>\w+)")?[^>]*>')
SITE_LABELS = ("site-name", "dataset-description")
# What stands behind all that an editor inferred, and behind each figure that no quote proves yet; a legend explains
# a sign at the foot of each page that shows it. Its name is that of its class, and of its label.
INFERRED, REFERENCED = "inferred", str(Evidence.REFERENCED)
SIGNS = {INFERRED: "\N{LOZENGE}", REFERENCED: "\N{WHITE CIRCLE}"}
SIGN_START = '<span class="{}" role="img"'
SIGN = re.compile(rf'{SIGN_START.format("[a-z]+")} aria-label="([^"]*)"[^>]*>[{"".join(SIGNS.values())}]</span>')
FIGURE = re.compile('data-observation="([^"]*)"')
GUILLEMETS: Mapping[str, tuple[str, str]] = {
    ArticleLanguage.AR: ("«", "»"),
    ArticleLanguage.FR: ("«\u00a0", "\u00a0»"),
    ArticleLanguage.ES: ("«", "»"),
    ArticleLanguage.EN: ("“", "”"),
}


def plain(value: object) -> Markup:
    """Return a text in which HTML reads nothing; Markup passes as it is.

    Numbers keep their order in a right-to-left sentence: the spaces inside them do not break, and a percentage is
    isolated.
    """
    if isinstance(value, Markup):
        return value
    if hasattr(value, "__html__"):
        return escape(value)
    return _safe(str(value).strip(" \t\n\r\f\v"))


def fill(shape: str, *parts: object) -> Markup:
    """Return HTML of ours with parts filled in, each escaped unless it is Markup.

    `Markup.format` does the same in Python, several times slower.
    """
    return Markup(shape.format(*map(_part, parts)))


def _part(part: object) -> str:
    if type(part) is Markup:
        return part
    return _escaped(part) if type(part) is str else escape(part)


@lru_cache(65_536)  # the same ids, addresses and labels stand on many pages
def _escaped(text: str) -> str:
    return str(escape(text))


@lru_cache(65_536)  # the same names, labels and quotes stand on many pages
def _safe(text: str) -> Markup:
    """Return a piece of a text for HTML, the spaces at its edges kept."""
    text = DIGIT_GROUPS.sub(lambda number: number.group().replace(" ", locale.NARROW_SPACE), text)
    text = WHITE_SPACE.sub(" ", text)
    parts = [str(escape(part)) for part in PERCENTAGE.split(text)]
    isolated = (f'<bdi dir="ltr">{part.replace(" ", locale.NO_BREAK_SPACE)}</bdi>' for part in parts[1::2])
    return Markup("".join(part for pair in zip_longest(parts[0::2], isolated, fillvalue="") for part in pair))


def unsigned(markup: str) -> Markup:
    """Return what a macro made with words in the place of each sign, where no legend follows."""
    return Markup(SIGN.sub(r"(\1)", markup))


def without_signs(markup: str) -> str:
    """Return what a macro made without its signs."""
    return SIGN.sub("", markup).rstrip(locale.NO_BREAK_SPACE)


def bare_text(markup: str) -> str:
    """Return the bare text of what a macro made."""
    return html.unescape(re.sub(r"<[^>]*>", "", unsigned(markup)))


def title_text(markup: str, language: Language) -> str:
    """Return the bare text of what a macro made, its percentages isolated by signs where Arabic would turn them."""
    if language is Language.AR:
        markup = re.sub(r'<bdi dir="ltr">([^<]*%)</bdi>', "\u2066\\1\u2069", markup)
    return set_spaces(bare_text(markup))


def copied_text(markup: str, language: Language) -> str:
    """Return the bare text of what a macro made, for a clipboard: signs isolate what runs in the other direction."""
    ends: list[str] = []

    def sign(tag: re.Match[str]) -> str:
        if tag["end"]:
            return ends.pop()
        is_foreign = tag["language"] not in (None, language)
        ends.append(POP if is_foreign else "")
        return ISOLATE if is_foreign else ""

    return set_spaces(bare_text(ISOLATED_ELEMENT.sub(sign, markup)))


def _isolated(number: str) -> Markup:
    """Return a formatted number that keeps its own direction."""
    return fill('<bdi dir="ltr">{}</bdi>', number)


def _marked(text: str, number: Decimal | None) -> Markup:
    """Return a text with the digits of a number marked, where it states that number once."""
    found = [each for each in quantities.parse(text.translate(quantities.SAME_LENGTH)) if each.value == number]
    if len(found) != 1:
        return plain(text)
    end = found[0].end
    start = next((at for at in range(found[0].start, end) if text[at].isdigit()), found[0].start)
    return fill("{}<mark>{}</mark>{}", _safe(text[:start]), _safe(text[start:end]), _safe(text[end:]))


def figures_shown(kb: KnowledgeBase, html: str) -> Counter[Evidence]:
    """Return how many figures a page shows, by what they rest on."""
    shown = (kb.observations.get(name) for name in FIGURE.findall(html))
    return Counter(Evidence.VERIFIED if each is None else kb.evidence_of(each) for each in shown)


class Phrases:
    """The phrases of one page, named by its path inside its language's folder."""

    def __init__(self, kb: KnowledgeBase, language: Language, here: str = "index.md") -> None:
        self.kb, self.language, self.here = kb, language, here
        self.seal = fill(' data-seal="{}"', kb.seal)

    def t(self, label: str, /, **parts: object) -> Markup:
        """Return the site's own words for `label`, with its parts filled in. Raises KeyError."""
        text = self.kb.labels[label][self.language]
        words = str(plain(text)) if label in SITE_LABELS else _escaped(text)
        if not parts:
            return Markup(words)
        made = {name: plain(part) for name, part in parts.items()}
        if self.language is Language.FR and "e {" in words:
            words = BEFORE_PART.sub(lambda found: typography.elided(found[1], made[found[3]]) + found[2], words)
        return Markup(words.format(**made))

    def link(self, page: str, text: object, anchor: str = "") -> Markup:
        """Return a link to a page of the same language, or to an anchor of it."""
        return fill('<a href="{}{}">{}</a>', self.url(page), anchor and f"#{anchor}", plain(text))

    def heading_link(self, anchor: str) -> Markup:
        """Return the link of a heading to itself, which the theme draws."""
        return fill('<a class="headerlink" href="#{}" title="{}"></a>', anchor, self.t("permalink"))

    def source_link(self, source: Source, text: object) -> Markup:
        """Return a link to the page of an article."""
        return self.link(addresses.source_page(source.id), text)

    def outlet(self, source: Source) -> Markup:
        """Return a link to the page of an article, named by its outlet, or by us where that is not known."""
        if source.publisher is NOT_GIVEN:
            return self.with_agency(source, self.source_link(source, source.label[self.language]))
        link = self.source_link(source, self.name(source.publisher.value))
        inferred = source.publisher.origin is Origin.INFERRED
        return self.with_agency(source, self.sign(link, INFERRED) if inferred else link)

    def with_agency(self, source: Source, outlet: Markup) -> Markup:
        """Return the outlet of an article, and the agency whose dispatch it prints."""
        return (
            outlet if source.agency is NOT_GIVEN else self.t("outlet-agency", outlet=outlet, agency=self.agency(source))
        )

    def indicator_link(self, indicator: Indicator, text: object = "") -> Markup:
        """Return a link to the page of an indicator, which bears its name unless a text is given."""
        return self.link(addresses.indicator_page(indicator.id), text or indicator.label[self.language])

    def figure_link(self, observation: Observation, text: object) -> Markup:
        """Return a link to the page of a figure."""
        return self.link(addresses.figure_page(observation.id), text)

    def url(self, page: str) -> str:
        """Return the address of a page of the same language, as this page writes it."""
        return addresses.relative_url(self.here, page)

    def name(self, entity: str) -> str:
        """Return the name of an entity."""
        return self.kb.entities[entity].name[self.language]

    def number(self, value: Decimal, unit: Unit, with_unit: bool = True) -> Markup:
        """Return a value, isolated from the direction of the text around it, and its noun in the right plural.

        Arabic says one and two by the noun alone: مقال واحد، مقالان.
        """
        isolated = self._digits(value, unit.measure)
        if not with_unit:
            return isolated
        form = locale.plural_form(value, self.language)
        noun = plain(unit.forms[self.language].get(form, ""))
        if self.language is Language.AR and form in ("one", "two") and unit.measure is Measure.COUNT:
            return noun
        return fill("{}{}{}", isolated, locale.NO_BREAK_SPACE, noun)

    def _digits(self, value: Decimal, measure: Measure) -> Markup:
        """Return a value in digits, with the signs of what it measures."""
        if measure is Measure.CHANGE:
            return _isolated(locale.format_change(value, self.language))
        return self.share(value) if measure is Measure.PERCENT else _isolated(locale.format_number(value))

    def count(self, number: int, what: str) -> Markup:
        """Return how many there are of something that the site itself counts, with its noun if there is one."""
        element, unit = '<data class="count" value="{}"{}>{}</data>', self.kb.units.get(what)
        bare = _isolated(locale.format_number(Decimal(number)))
        return fill(element, number, self.seal, self.number(Decimal(number), unit) if unit else bare)

    def counts(self, numbers: Mapping[str, int]) -> Markup:
        """Return how many there are of each thing that the site counts; what there is none of is left out."""
        return self.t("list-separator").join(self.count(number, what) for what, number in numbers.items() if number)

    def figures(self, of: Counter[Evidence]) -> Markup:
        """Return how many figures there are, those that no quote proves yet apart, where there are any."""
        figures = self.count(of.total(), "observation")
        if not of[Evidence.REFERENCED]:
            return figures
        return self.t("figures-tiers", figures=figures, **{str(tier): self.count(of[tier], "") for tier in Evidence})

    def share(self, value: Decimal) -> Markup:
        """Return a percentage, isolated from the direction of the text around it."""
        return _isolated(locale.format_share(value, self.language))

    @remembered
    def quantity(self, observation: Observation, with_unit: bool = True) -> Markup:
        """Return the value of an observation with the words of its precision, signed where no quote proves it."""
        value = self.value(observation, with_unit)
        return self.sign(value, REFERENCED) if self.is_referenced(observation) else value

    def is_referenced(self, observation: Observation) -> bool:
        """Return whether an observation is of an article that nobody captured."""
        return isinstance(observation.citation, Mention)

    @remembered
    def value(self, observation: Observation, with_unit: bool = True) -> Markup:
        """Return the value of an observation without sign, as `<data>` that keeps the bare value."""
        upper = observation.value_to
        parts = {"number": self._amount(observation, with_unit and upper is None)}
        if upper is not None:
            parts["upper"] = self.number(upper, self.kb.unit_of(observation), with_unit)
        if observation.status is Status.FORECAST:
            last = list(parts)[-1]
            parts[last] = self.t("forecast", number=parts[last])
        words = self.t(f"precision-{observation.precision}", **parts)
        if self.kb.unit_of(observation).measure is Measure.AVERAGE:
            words = self.t("average", number=words)
        element = '<data class="figure" data-observation="{}" value="{}"{}>{}</data>'
        bare = observation.value if observation.out_of is None else f"{observation.value}/{observation.out_of}"
        return fill(element, observation.id, bare, self.seal, words)

    def _amount(self, observation: Observation, with_unit: bool) -> Markup:
        """Return a value, the smaller one of a range, as it is written: a number, some tens, a fraction or a factor."""
        unit = self.kb.unit_of(observation)
        if observation.precision is Precision.SEVERAL:
            return self._several(observation.value, unit, with_unit)
        if unit.measure in RATIOS:
            return self._ratio(observation, unit, with_unit)
        return self.number(observation.value, unit, with_unit)

    def _several(self, order: Decimal, unit: Unit, with_unit: bool) -> Markup:
        """Return some tens, hundreds or thousands, with what they are of: dizaines de migrants, عشرات من المهاجرين."""
        words = self.t(f"order-{order.normalize():f}")
        if not with_unit:
            return words
        forms = unit.forms[self.language]
        noun = forms["few"] if self.language is Language.AR else forms["many"]
        is_word = self.language is Language.AR and " " not in noun
        return self.t("order-of", order=words, noun=f"ال{noun}" if is_word else noun)

    def _ratio(self, observation: Observation, unit: Unit, with_unit: bool) -> Markup:
        """Return a fraction or a factor: 1/3, ×3, or ÷3, and what its unit says that it is of."""
        value, out_of = locale.format_number(observation.value), observation.out_of
        whole = "" if out_of is None else locale.format_number(out_of)
        if unit.measure is Measure.FRACTION:
            number = _isolated(f"{value}/{whole}")
        else:
            number = _isolated(f"÷{whole}" if whole else f"×{value}")
        noun = plain(unit.forms[self.language]["other"])
        return fill("{}{}{}", number, locale.NO_BREAK_SPACE, noun) if with_unit else number

    @remembered
    def headline(self, observation: Observation) -> Markup:
        """Return what an observation counts, and its value with the words of its precision."""
        label = self.kb.indicator_of[observation.id].label[self.language]
        return self.t("headline", label=label, number=self.quantity(observation))

    def derived(self, derived: DerivedFigure) -> Markup:
        """Return the value that we compute, marked as ours."""
        value, precision = compute(self.kb, derived)
        unit = self.kb.unit_of(inputs(self.kb, derived)[0])
        number = self.number(value, unit) if derived.formula is Formula.DIFFERENCE else self.share(value)
        element = '<data class="figure derived" data-derived="{}" value="{}"{}>{}</data>'
        figure = fill(element, derived.id, value, self.seal, self.t(f"precision-{precision}", number=number))
        proved = not any(map(self.is_referenced, inputs(self.kb, derived)))
        return figure if proved else self.sign(figure, REFERENCED)

    def made(self, markup: Markup) -> Markup:
        """Return something that shows numbers of ours, such as the place of a quote, under the seal."""
        return fill("<span{}>{}</span>", self.seal, markup)

    def copy_button(self, text: str, label: str) -> Markup:
        """Return a button that copies a text, shown where a script can."""
        element = '<button type="button" class="copy" data-copy="{}" data-done="{}">{}</button>'
        return fill(element, text, self.t("copied"), self.t(label))

    def save_button(self, name: str) -> Markup:
        """Return a button that saves the text behind its paragraph as a file, shown where a script can."""
        return fill('<button type="button" class="save" data-save="{}">{}</button>', name, self.t("save"))

    def file(self, path: str, text: object, saved_as: str = "") -> Markup:
        """Return a link to a file of the site, by its path inside it; with a name, the browser saves it under that."""
        save = fill(' download="{}"', saved_as) if saved_as else ""
        address = addresses.relative_file(self.language, self.here, path)
        return fill('<a href="{}"{}{}><bdi>{}</bdi></a>', address, save, self.seal, plain(text))

    def outside_link(self, address: str, text: object) -> Markup:
        """Return a link that leaves the site."""
        return fill('<a href="{}" rel="noopener"{}>{}</a>', address, self.seal, text)

    def report_link(self, record: Observation | Source) -> Markup:
        """Return the link by which a reader reports an error in a record, its id and page filled in; or nothing."""
        page = (addresses.figure_page if isinstance(record, Observation) else addresses.source_page)(record.id)
        url = addresses.absolute_url(self.kb.site_url, self.language, page)
        subject = title_text(self.t("report-subject", id=record.id), self.language)
        parts = {"figure": record.id, "url": url, "language": str(self.language)}
        address = self.kb.contact.report_url(subject, f"{url}\n\n", **parts)
        if not address:
            return Markup("")
        return fill('<a class="report" href="{}" rel="noopener"{}>{}</a>', address, self.seal, self.t("report"))

    def at_quote(self, source: Source, quote: str) -> Iterator[Markup]:
        """Yield links that open an article at the words of a quote: at its publisher's, and in a web archive."""
        for label, found in (("note-original", source.url), ("note-web-archive", source.web_archive_url)):
            if found is not NOT_GIVEN:
                yield self.outside_link(addresses.at_quote(found.value, quote), self.t(label))

    def afterwards(self, source: Source) -> Iterator[Markup]:
        """Yield what became of an article after it was captured, as a person saw it."""
        for name, seen in source.afterwards.items():
            label = "source-changed" if name == "changed" else "source-withdrawn"
            yield self.t(label, date=self.date(seen.date), note=seen.note[self.language])

    def code(self, text: str) -> Markup:
        """Return an id or the name of a file."""
        return fill("<code>{}</code>", plain(text))

    def time(self, machine: str, human: str) -> Markup:
        """Return a date for readers and machines, isolated so that a footnote mark stays behind its digits."""
        return fill('<time datetime="{}"{}><bdi>{}</bdi></time>', machine, self.seal, human)

    def date(self, date: dt.date | NotGiven, unknown: str = "undated") -> Markup:
        """Return a day, or the words of label `unknown` where nobody gives it."""
        if date is NOT_GIVEN:
            return self.t(unknown)
        return self.time(date.isoformat(), locale.format_date(date, self.language))

    def days(self, first: dt.date, last: dt.date) -> dict[str, Markup]:
        """Return the first and last day of a period, for its label: the month or year that they share is said once."""
        return {
            "first": self.time(first.isoformat(), locale.format_date(first, self.language, last)),
            "last": self.date(last),
        }

    def month(self, day: dt.date) -> Markup:
        """Return the name of the month of a day, without its year."""
        return self.time(f"{day:%Y-%m}", locale.format_month(day, self.language))

    def partial_date(self, text: str) -> Markup:
        """Return the date that an ISO text names: a year of `YEARS`, a month of it, or a day. Raises ValueError."""
        if not (re.match(r"[0-9]{4}", text) and int(text[:4]) in YEARS):
            raise ValueError(text)
        if re.fullmatch(r"[0-9]{4}", text):
            return self.time(text, text)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            month = dt.date.fromisoformat(f"{text}-01")
            return self.time(text, f"{locale.format_month(month, self.language)} {month.year}")
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return self.date(dt.date.fromisoformat(text))

    def sign(self, phrase: Markup, name: str) -> Markup:
        """Return a phrase with one of the signs, which a screen reader reads as words."""
        words, start = self.t(name), SIGN_START.format(name)
        element = '{}{}{} aria-label="{}" title="{}"{}>{}</span>'
        return fill(element, phrase, locale.NO_BREAK_SPACE, Markup(start), words, words, self.seal, SIGNS[name])

    def signed(self, based: Based, phrase: Markup) -> Markup:
        """Return what a basis is about, with the sign where an editor inferred it."""
        return self.sign(phrase, INFERRED) if based.basis is Basis.INFERRED else phrase

    @remembered
    def period(self, period: Period, alone: bool = False) -> Markup:
        """Return a reference period as it reads inside a sentence, or alone in a table or a title."""
        start, end = period.start, period.end
        if end is NOT_GIVEN:
            if (start.month, start.day) == (1, 1):
                year = self.partial_date(f"{start.year}")
                return self.t("period-open-year-alone" if alone else "period-open-year", year=year)
            return self.t("period-open-alone" if alone else "period-open", first=self.date(start))
        if period.is_full_year:
            return self.t("period-year-alone" if alone else "period-year", year=self.partial_date(f"{start.year}"))
        if is_whole_months(period) and start.year == end.year:
            return self._months(start, end, alone)
        return self.t("period-day" if start == end else "period-days", **self.days(start, end))

    @remembered
    def reference_period(self, observation: Observation, alone: bool = False) -> Markup:
        """Return the reference period of an observation, signed where it is inferred."""
        return self.signed(observation.period, self.period(observation.period, alone))

    @remembered
    def counted(self, observation: Observation) -> Markup:
        """Return what narrows the count of an observation, signed where that is inferred."""
        return self.signed(observation.scope, self.scope(observation.scope))

    def _months(self, start: dt.date, end: dt.date, alone: bool) -> Markup:
        """Return a run of whole months of one year, or a single one."""
        first, last = self.month(start), self.month(end)
        year = self.partial_date(f"{end.year}")
        if start.month == end.month:
            return self.t("period-month-alone" if alone else "period-month", month=last, year=year)
        return self.t("period-months-alone" if alone else "period-months", first=first, last=last, year=year)

    def foreign(self, text: str, language: AnyLanguage, element: str = "bdi") -> Markup:
        """Return a text in its own language and direction, isolated from the text around it."""
        shape = '<{0} lang="{1}" dir="{2}"{3}>{4}</{0}>'
        return fill(shape, element, language, language.direction, self.seal, plain(text))

    def quote(self, text: str, language: AnyLanguage, number: Decimal | None = None) -> Markup:
        """Return a quote in guillemets, in its own language and direction, the number it proves marked."""
        opening, closing = GUILLEMETS[language]
        element = '<bdi class="quote" lang="{}" dir="{}"{}>{}{}{}</bdi>'
        return fill(element, language, language.direction, self.seal, opening, _marked(text, number), closing)

    def own_title(self, source: Source, is_quoted: bool = False) -> Markup:
        """Return the title of an article in its own words: in italics, or in guillemets, which bare text has too."""
        if source.title is NOT_GIVEN:
            return self.t("title-unknown") if source.capture else self.t("title-unnoted")
        text, language = source.title.value, source.language
        return self.quote(text, language) if is_quoted else self.foreign(text, language, "cite")

    def title(self, source: Source, is_quoted: bool = False) -> Markup:
        """Return the title of an article in its language; translated too where the reader's is another."""
        title = self.own_title(source, is_quoted)
        if source.title is NOT_GIVEN or source.language.is_of(self.language):
            return title
        translation = self.quote(source.title.translated(self.language), self.language)
        return self.t("title-translated", title=title, translation=translation)

    def publisher(self, source: Source) -> Markup:
        """Return the outlet of an article, or that it is not known."""
        return self._house(source.publisher)

    def agency(self, source: Source) -> Markup:
        """Return the agency whose dispatch an article prints, or that it is not known."""
        return self._house(source.agency)

    def _house(self, found: Found[str] | NotGiven) -> Markup:
        if found is NOT_GIVEN:
            return self.t("publisher-unknown")
        name = plain(self.name(found.value))
        return self.t("publisher-inferred", name=name) if found.origin is Origin.INFERRED else name

    def authors(self, source: Source) -> Markup:
        """Return the names of those who wrote an article, or that nobody gives them."""
        if source.authors is NOT_GIVEN:
            return self.t("reference-author-unknown")
        *others, last = (self.foreign(name, source.language) for name in source.authors.value)
        first = self.t("list-separator").join(others)
        return self.t("authors-last", others=first, last=last) if others else last

    def published(self, source: Source) -> Markup:
        """Return the day, or the month, an article was published, or that it is undated."""
        return self.day_or_month(NOT_GIVEN if source.published is NOT_GIVEN else source.published.value)

    def day_or_month(self, date: dt.date | Month | NotGiven) -> Markup:
        """Return a day or a month, or that nobody gives it."""
        return self.partial_date(str(date)) if isinstance(date, Month) else self.date(date)

    def printed(self, source: Source, mention: Mention) -> Markup:
        """Return the number as an article that nobody captured prints it; nothing where nobody noted its form."""
        if mention.printed is NOT_GIVEN:
            return Markup("")
        number = fill('<span class="printed">{}</span>', self.foreign(mention.printed, source.language))
        return self.t("note-printed", number=number)

    def reading(self, source: Source) -> Markup:
        """Return how an editor read an article that nobody captured; nothing of one that is captured."""
        if (reading := source.reading) is None:
            return Markup("")
        how, extent = self.t(f"read-{reading.how}"), self.t(f"extent-{reading.extent}")
        return self.t("source-read", date=self.date(reading.date), how=how, extent=extent)

    def at_number(self, source: Source, mention: Mention) -> Iterator[Markup]:
        """Yield links that open an article, at the number where its form is known: at its publisher's, and archived."""
        for at_number, at_top, found in (
            ("note-original-number", "note-original-article", source.url),
            ("note-web-archive-number", "note-web-archive-article", source.web_archive_url),
        ):
            if found is NOT_GIVEN:
                continue
            if mention.printed is NOT_GIVEN:
                yield self.outside_link(found.value, self.t(at_top))
            else:
                yield self.outside_link(addresses.at_quote(found.value, mention.printed), self.t(at_number))

    def place(self, source: Source, quote: str) -> Markup:
        """Return where in its article a quote stands: the headline, or the number of the paragraph."""
        found = evidence.find(quote, self.kb.fingerprints[source.id])
        if not found:
            return Markup("")
        paragraph = found[0].paragraph
        place = self.t("place-paragraph", number=paragraph) if paragraph else self.t("place-headline")
        return fill('<span class="place"{}>{}</span>', self.seal, place)

    def subject(self, based: Based) -> Markup:
        """Return what a basis is about, as a note says it: the period, or the entities."""
        if isinstance(based, Period):
            return self.period(based, alone=True)
        if isinstance(based, Scope):
            return self.scope(based, "note-scope")
        return self.names(based)

    @remembered
    def names(self, based: Based) -> Markup:
        """Return the names of the entities of a basis, whatever their part in it."""
        return self.t("list-separator").join(plain(self.name(entity)) for entity in based.named())

    @remembered
    def scope(self, scope: Scope, labels: str = "scope") -> Markup:
        """Return what narrows a count, each entity with the part it plays: who acted, with whom, where, whence."""
        return self.t("list-separator").join(
            self.t(f"{labels}-{role}", name=self.name(entity)) for role, entity in scope.roles.items() if entity
        )
