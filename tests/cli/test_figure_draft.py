"""The quote of a figure: found in any spelling of its number, as short as the rules of quotes allow, and whole."""

import re
from collections.abc import Sequence
from random import Random

import pytest
from isnad.cli import figure_draft
from isnad.cli.source_draft import Article, Draft, answer, begin
from isnad.facts import fingerprints
from isnad.facts.load import load
from isnad.facts.model import Capture, Source
from isnad.facts.record import NOT_GIVEN, Bilingual
from isnad.problems import Mark, Tongue
from isnad.text import quantities
from isnad.text.evidence import normalise
from isnad.text.languages import ArticleLanguage, Language
from isnad.text.quantities import Precision

from tests.cases import for_all, table
from tests.conftest import ProjectCopy, bare

AR, FR = Language.AR, Language.FR
INDICATORS = "data/indicators.yaml"


def source(language: Language = FR) -> Source:
    marks = {"": Mark("seeds/morvane.yaml", 1, 1)}
    capture = Capture(marks=marks, file="morvane.txt", sha256="", title_line=NOT_GIVEN, paragraph_lines=())
    words = Bilingual(marks=marks, ar="ا", fr="a")
    return Source(
        marks=marks, id="morvane", language=ArticleLanguage(language),
        label=words, summary=words, title=NOT_GIVEN, publisher=NOT_GIVEN,
        authors=NOT_GIVEN, published=NOT_GIVEN, url=NOT_GIVEN, web_archive_url=NOT_GIVEN, capture=capture,
    )  # fmt: skip


def found(paragraphs: Sequence[str], phrase: str, paragraph: int | None = None, language: Language = FR) -> str:
    """Return the quote that is drafted for a phrase of an article."""
    return figure_draft.find_quote(source(language), paragraphs, phrase, paragraph).text


def refusal(paragraphs: Sequence[str], phrase: str, paragraph: int | None = None, language: Language = FR) -> str:
    """Return in words why there is no quote for a phrase."""
    with pytest.raises(figure_draft.Refusal) as refused:
        found(paragraphs, phrase, paragraph, language)
    return bare(refused.value.why)


FRENCH = "Au total, les gardiens ont guidé {} barques dans la brume"
ARABIC = "وقد أرشد حراس المنارات {} قاربا وسط الضباب"


@for_all(
    "written, language",
    [
        *((written, FR) for written in ("17180", "17 180", "17.180", "17,180", "17\u00a0180", "17\u202f180", "17'180")),
        *((written, AR) for written in ("17180", "17.180", "١٧١٨٠", "١٧٬١٨٠", "17 ألفا و180", "17 ألف و 180")),
    ],
)
@for_all("phrase", ["17180", "17 180", "17.180", "١٧١٨٠", "17 ألفا و180"])
def test_a_number_is_found_in_any_spelling(written: str, language: Language, phrase: str) -> None:
    text = (FRENCH if language is FR else ARABIC).format(written)
    quote = figure_draft.find_quote(source(language), ["", text], phrase, None)
    assert (quote.value, quote.paragraph) == ("17180", 1)
    assert normalise(written) in normalise(quote.text)
    assert quote.text.replace("\u00a0", " ") in text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("17180 personnes", "ont sauvé 17.180 personnes en mer"),
        ("PLUS DE 17 180", "ont sauvé plus de 17.180 personnes en mer"),
        ("l'île, 17180", "sur l’île, 17 180 personnes"),
        ("58 %", "soit 58% des barques ramenées"),
        ("58", "soit 58 % des barques ramenées"),
        ("«17180»", "ont compté «17.180» personnes en mer"),
    ],
)
def test_words_around_a_number_are_found_as_quotes_are_compared(phrase: str, text: str) -> None:
    assert found(["", text], phrase)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("1718", FRENCH.format("17180")), ("180", FRENCH.format("17 180")), ("58 %", FRENCH.format("58"))],
)
def test_another_number_is_not_found(phrase: str, text: str) -> None:
    assert "is nowhere in morvane" in refusal(["", text], phrase)


@for_all("text, phrase, quote", table("cli/drafts.txt", "shortest"))
def test_the_shortest_quote_ends_well_in_its_sentence(text: str, phrase: str, quote: str) -> None:
    assert found(["", text], phrase) == quote


@pytest.mark.parametrize(
    ("text", "phrase", "quote"),
    [
        ("أرشد الحراس أكثر من ٤٬٣٨٨ قاربا في عرض البحر.", "4388", "أكثر من ٤٬٣٨٨ قاربا"),
        ("كانت الليلة طويلة. وأرشد الحراس 300 قارب تقريبا في البحر.", "300", "وأرشد الحراس 300 قارب تقريبا"),
        ("بلغ عدد من وصل 40 ألفا و 589 شخصا سنة 2031.", "40589", "من وصل 40 ألفا و 589 شخصا"),
    ],
)
def test_an_arabic_quote_is_as_short_and_as_whole(text: str, phrase: str, quote: str) -> None:
    assert found(["", text], phrase, language=AR) == quote


def test_several_places_are_listed_and_one_is_chosen() -> None:
    text = [
        "Bilan : 300 barques guidées la nuit",
        "Ils ont guidé plus de 300 barques.",
        "Et 300 barques ensuite en mer.",
    ]
    assert refusal(text, "300") == (
        "«300» stands in several places; give more of its words, or `--paragraph`: the headline: «Bilan : 300 barques "
        "guidées la», § 1: «guidé plus de 300 barques», § 2: «Et 300 barques ensuite en»"
    )
    assert found(text, "300", 1) == "plus de 300 barques"
    assert found(text, "300", 0) == "Bilan : 300 barques guidées"
    assert "its number stands here: the headline" in refusal(text, "300", 7)


@for_all("phrase, words", table("cli/drafts.txt", "refused"))
def test_what_cannot_be_drafted_is_said(phrase: str, words: str) -> None:
    text = [
        "",
        "Ils ont guidé environ 1 240 barques, dont 85 de pêche.",
        "Peut-être 12 % dérivent.",
        "On y a vu la mer.",
    ]
    assert words in refusal(text, phrase)


def test_a_number_of_a_list_is_quoted_with_its_neighbours() -> None:
    assert "15 hommes" in found(["", "Ce sont 12 femmes, 15 hommes et 3 enfants"], "15")


@for_all(
    "phrase, value, upper",
    [("34", "-34", ""), ("34 %", "-34", ""), ("-34 %", "-34", ""), ("1 800", "1800", "2000"), ("2000", "1800", "2000")],
)
def test_a_change_is_found_by_its_size_and_a_range_by_a_bound(phrase: str, value: str, upper: str) -> None:
    text = "Les barques ont connu une baisse de 34 %, et entre 1.800 et 2.000 gardiens de phare ont été comptés."
    quote = figure_draft.find_quote(source(), ["", text], phrase, None)
    assert (quote.value, quote.value_to) == (value, upper)


def test_a_range_is_drafted_with_both_bounds() -> None:
    text = "Ils étaient entre 100 et 150 personnes à bord"
    quote = figure_draft.find_quote(source(), ["", text], "entre 100 et 150", None)
    assert (quote.value, quote.value_to, quote.number.precision) == ("100", "150", Precision.BETWEEN)


# Every spelling that `quantities` reads, of a number from a thousand to a million, and the words that make it precise.
SPELLINGS = {
    FR: ("{0}", "{0:,}", "{1}.{2}", "{1} {2}", "{1}\u00a0{2}", "{1}\u202f{2}", "{1}'{2}", "{1} mille {3}"),
    AR: ("{0}", "{0:,}", "{1}.{2}", "{1} {2}", "{1}٬{2}", "{1} ألفا و{3}", "{1} ألف و {3}", "\u200f{1}.{2}\u200e"),
}
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PRECISE = {
    FR: {
        Precision.EXACT: ("{}",),
        Precision.ABOUT: ("environ {}", "près de {}", "{} barques environ"),
        Precision.MORE_THAN: ("plus de {}",),
        Precision.AT_LEAST: ("au moins {}", "{} barques au moins"),
    },
    AR: {
        Precision.EXACT: ("{}",),
        Precision.ABOUT: ("حوالي {}", "نحو {}", "{} قاربا تقريبا"),
        Precision.MORE_THAN: ("أكثر من {}", "ما يزيد على {}"),
        Precision.AT_LEAST: ("ما لا يقل عن {}", "{} قاربا على الأقل"),
    },
}
SENTENCES = {
    FR: (
        "Phare {0}. Le gardien {0} a guidé {1} barques vers la côte {0}.",
        "Au phare {0}, le soir, {1} barques passent.",
    ),
    AR: ("المنارة {0}. أرشد حارسها {0} ليلا {1} قاربا نحو الساحل {0}.", "وفي المنارة {0} مرت مساء {1} قاربا كاملة."),
}
WITNESS = {
    FR: "Au cours de l’année 2031, selon l’Office des phares de Morvane",
    AR: "أفاد مكتب منارات مورفان بذلك عن الحصيلة خلال عام 2031",
}
UNIT = """\
  boat:
    measure: count
    forms:
      ar: {zero: قارب, one: قارب واحد, two: قاربان, few: قوارب, many: قاربا, other: قارب}
      fr: {one: barque, many: de barques, other: barques}

indicators:
  boats-guided:
    topic: rescues
    label: {ar: القوارب التي أرشدتها المنارات, fr: Barques guidées par les phares}
    definition: {ar: عدد القوارب التي أرشدتها منارات متخيلة., fr: Nombre de barques guidées par des phares inventés.}
    unit: boat
    observations: {}

"""
PAPER = "seeds/morvane.yaml"
ENTITIES = """
  lighthouse-office:
    kind: institution
    name: {ar: مكتب منارات مورفان, fr: Office des phares de Morvane}
    wordings: [Office des phares de Morvane, مكتب منارات مورفان]
  morvane:
    kind: place
    name: {ar: مورفان, fr: Morvane}
    wordings: [Morvane, مورفان]
"""


def letters(number: int) -> str:
    """Return a made-up name that stands in no other paragraph."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize()


def written(random: Random, language: Language) -> tuple[int, str, Precision]:
    """Return a number, a spelling of it with precision words, and the precision these give."""
    value = random.randrange(1001, 999_999)
    shape, precision = random.choice(SPELLINGS[language]), random.choice(list(PRECISE[language]))
    spelling = shape.format(value, value // 1000, f"{value % 1000:03}", value % 1000)
    if language is AR and random.random() < 0.5:
        spelling = spelling.translate(EASTERN)
    return value, random.choice(PRECISE[language][precision]).format(spelling), precision


def confirmed(block: str, number: int, precision: Precision, language: Language) -> str:
    """Return a draft with all that a person says of it: a quote of another paragraph states who, where and when."""
    other = language.other
    words = PRECISE[other][precision][0].format(number)
    said = {FR: f"le gardien a vu {words} barques passer", AR: f"رأى الحارس مرور {words} قاربا"}[other]
    answers = {
        "start": "2031-01-01", "end": "2031-12-31", "place": "morvane", "entity": "lighthouse-office",
        "translation": said, "reviewed": "2032-01-01",
    }  # fmt: skip
    for key, value in answers.items():
        block = re.sub(rf"(?m)^( +{key}): CONFIRM.*$", rf"\1: {value}", block)
    witness = rf"\1basis: stated\n\1witnesses:\n\1  - quote: {WITNESS[language]}\n\1    translation: {WITNESS[other]}"
    block = block.replace("      period:\n", f"      base: b{number}\n      period:\n")  # counts what no other does
    reason = "reason: {ar: تخص الحصيلة المقال كله., fr: Le bilan vaut pour tout l’article.}"
    for basis in (rf"{witness}\n\1{reason}", rf"\1basis: inferred\n\1{reason}", witness):  # of period, scope, authority
        block = re.sub(r"(?m)^( +)basis: CONFIRM.*$", basis, block, count=1)
    return block


@pytest.mark.parametrize("language", [FR, AR])
def test_a_draft_is_sound_once_it_is_confirmed(project: ProjectCopy, language: Language) -> None:
    """For any spelling of any number: a property, tried on a hundred of them in one article."""
    random = Random(2031)
    numbers = [written(random, language) for _ in range(100)]
    sentences = [
        random.choice(SENTENCES[language]).format(letters(n), words) for n, (_, words, _) in enumerate(numbers)
    ]
    paragraphs = ["", f"{WITNESS[language]}.", *sentences]
    file = record(project, language, paragraphs[1:])
    blocks = []
    for at, (value, words, precision) in enumerate(numbers):
        phrase = random.choice((str(value), words))
        quote = figure_draft.find_quote(source(language), paragraphs, phrase, at + 2)
        assert (int(quote.value), quote.number.precision) == (value, precision), sentences[at]
        block = figure_draft.format_observation(quote, source(language), f"boats-{at}", Tongue.EN)
        blocks.append(confirmed(block, value, precision, language))
    figures = figure_draft.format_figures("".join(blocks), "boats-guided", [], Tongue.EN)
    project.write(PAPER, project.read(PAPER) + figures)
    assert [str(problem) for problem in project.fact_problems()] == [], file


MEASURES = {"boats-part": "fraction", "boats-times": "factor", "boats-mean": "average"}
# An indicator, a sentence, what it says in Arabic, and what a draft of it holds.
SAID = [
    ("boats-guided", "Le guet d’{} n’a perdu aucune barque dans la brume", "لم يفقد الحرس أي قارب في الضباب",
     "value: 0\nprecision: exact"),
    ("boats-guided", "Le guet d’{} a guidé des centaines de barques", "أرشد الحرس مئات القوارب",
     "value: 100\nprecision: several"),
    ("boats-guided", "Le guet d’{} prévoit de guider 300 barques", "يتوقع الحرس إرشاد 300 قارب",
     "value: 300\nprecision: exact\nstatus: forecast"),
    ("boats-part", "Le guet d’{} a guidé plus d’un tiers des barques", "أرشد الحرس أكثر من ثلث القوارب",
     "value: 1\nout_of: 3\nprecision: more-than"),
    ("boats-part", "Au guet d’{}, neuf barques sur dix sont de pêche", "9 من كل 10 قوارب للصيد",
     "value: 9\nout_of: 10\nprecision: exact"),
    ("boats-times", "Au guet d’{}, les barques ont plus que doublé", "تضاعف عدد القوارب أكثر من مرتين",
     "value: 2\nprecision: more-than"),
    ("boats-times", "Au guet d’{}, on voit trois fois moins de barques", "انخفض عدد القوارب إلى الثلث",
     "value: 1\nout_of: 3\nprecision: exact"),
    ("boats-mean", "Au guet d’{}, on guide en moyenne 81 barques", "يُرشد الحرس بمعدل 81 قاربا",
     "value: 81\nprecision: exact"),
]  # fmt: skip


RATIO = """\
  {name}:
    measure: {measure}
    forms:
      ar: {{zero: القوارب, one: القوارب, two: القوارب, few: القوارب, many: القوارب, other: القوارب}}
      fr: {{one: barques, many: barques, other: barques}}
"""


def test_what_is_written_as_no_plain_number_is_drafted_and_sound(project: ProjectCopy) -> None:
    paragraphs = ["", f"{WITNESS[FR]}.", *(f"{text.format(letters(at))}." for at, (_, text, _, _) in enumerate(SAID))]
    record(project, FR, paragraphs[1:])
    unit, counted = UNIT.split("indicators:\n")
    others = {name: counted.replace("boats-guided", name).replace("unit: boat", f"unit: {name}") for name in MEASURES}
    units = [RATIO.format(name=name, measure=measure) for name, measure in MEASURES.items()]
    made = ["".join([unit.rstrip("\n"), *("\n" + each.rstrip("\n") for each in units)]), "\n\nindicators:\n"]
    project.replace(INDICATORS, UNIT, "".join([*made, counted, *others.values()]))
    figures: dict[str, str] = {}
    for at, (name, _, said, drafted) in enumerate(SAID):
        quote = figure_draft.find_quote(source(), paragraphs, paragraphs[at + 2], at + 2)
        block = figure_draft.format_observation(quote, source(), f"boats-{at}", Tongue.EN)
        assert drafted in re.sub("(?m)^ +", "", block)
        confirmed_one = confirmed(block, at, Precision.EXACT, FR).replace(f"رأى الحارس مرور {at} قاربا", said)
        figures[name] = figures.get(name, f"  {name}:\n") + confirmed_one
    project.write(PAPER, project.read(PAPER) + "figures:\n" + "".join(figures.values()))
    assert [str(problem) for problem in project.fact_problems()] == []


def record(project: ProjectCopy, language: Language, lines: Sequence[str]) -> str:
    """Make an article, and what it counts, a part of a project; return the path of its record."""
    project.replace(INDICATORS, "\nindicators:\n", UNIT)
    entities = project.read("data/entities.yaml").rstrip("\n") + ENTITIES
    if language is AR:
        entities = entities.replace("[Office des phares de Morvane, ", "[").replace("[Morvane, ", "[")
    else:
        entities = entities.replace(", مكتب منارات مورفان]", "]").replace(", مورفان]", "]")
    project.write("data/entities.yaml", entities)
    article, (kb, _) = Article("\n".join(lines).encode()), load(project.root)
    said = {
        ("id",): "morvane",
        ("label", "ar"): "المنارات",
        ("label", "fr"): "Les phares",
        ("summary", "ar"): "مقال متخيل",
    }
    given = {keys: [text] for keys, text in {**said, ("summary", "fr"): "Article inventé"}.items()}
    given[("capture", "paragraph_lines")] = [f"1-{len(lines)}"]
    given[("capture", "title_line")] = ["not-given"]
    draft = Draft("seeds/archive/morvane.yaml", answer(begin(article, kb, Tongue.FR), "x", article, given), article, kb)
    found, problems = draft.read()
    assert found is not None
    assert problems == []
    for path, data in draft.files(found).items():
        project.write(path, data.decode())
    assert fingerprints.sha256(article.data) == found.captured.sha256
    return draft.path


@pytest.mark.parametrize("tongue", Tongue)
def test_a_draft_says_in_a_persons_language_what_is_left_to_say(tongue: Tongue) -> None:
    quote = figure_draft.find_quote(source(), ["", FRENCH.format("1 240")], "1240", None)
    observation = figure_draft.format_observation(quote, source(), "", tongue)
    block = figure_draft.format_figures(observation, None, ["boats-guided"], tongue)
    arabic = re.findall("(?m)#.*[\u0600-\u06ff]", block)
    assert len(arabic) == (9 if tongue is Tongue.AR else 0)
    assert block.count("CONFIRM") == 12
    assert not re.search("[\u00a0\u2066-\u2069]", block)


def test_a_draft_guesses_no_period_and_no_entity() -> None:
    text = "En 2024, la Marine royale marocaine a secouru 1 240 personnes au Maroc"
    quote = figure_draft.find_quote(source(), ["", text], text, None)
    block = figure_draft.format_observation(quote, source(), "rescues-2031", Tongue.EN, ["boats"])
    assert quote.text == text
    for field in ("base", "start", "end", "place", "entity", "translation", "reviewed"):
        assert f"{field}: CONFIRM" in block
    assert "royal-navy" not in block


@pytest.mark.parametrize(
    "text",
    ["", "a ﷺ 12 ب", "12-15 barques², ½ et 3 000", "l’an \u2800 2031\u00a0: 1\u202f204", "«40 ألفا و589» ٤٠٪ (12 %)"],
)
def test_the_tokens_of_a_number_are_those_of_its_text(text: str) -> None:
    passage = figure_draft.Passage(1, text)
    for first, last, number in passage.numbers:
        around = normalise(" ".join(passage.tokens[first : last + 1]))
        assert number.value in [other.value for other in quantities.parse(around)]
    assert len(passage.numbers) == len(list(quantities.parse(normalise(text))))


INDENTED = "    b:\n      value: 2\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: []\n", f"a: []\nfigures:\n  x:\n{INDENTED}"),
        ("a: []", f"a: []\nfigures:\n  x:\n{INDENTED.rstrip()}"),
        ("figures: {}\na: []\n", f"figures:\n  x:\n{INDENTED}a: []\n"),
        ("a: []\nfigures:\n  x: {}\n", f"a: []\nfigures:\n  x:\n{INDENTED}"),
        (
            "figures:\n  y:\n    a: {value: 1}\n\n# z\nz: []\n",
            f"figures:\n  y:\n    a: {{value: 1}}\n  x:\n{INDENTED}\n# z\nz: []\n",
        ),
        (
            "figures:\n  x:\n    a: {value: 1}\n\n  # y\n  y: {}\n",
            f"figures:\n  x:\n    a: {{value: 1}}\n{INDENTED}\n  # y\n  y: {{}}\n",
        ),
        ("figures:\n  x: {a: {value: 1}}\n", None),
        ("figures: {x: {}}\n", None),
        ("figures:\n  x:\n    b: {value: 1}\n", None),
        ("- x\n", None),
    ],
)
def test_an_observation_is_put_at_the_end_of_its_indicator(text: str, written: str | None) -> None:
    assert figure_draft.with_observation(text, PAPER, "x", INDENTED) == written
